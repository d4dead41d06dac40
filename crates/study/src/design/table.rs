//! A design from another program: a CSV or Parquet table whose columns are parameters.

use super::{Design, MOST_POINTS};
use crate::family::value;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_scenario::parameters::{paths, unknown_parameter};
use groundswell_scenario::priors::parameter;
use groundswell_scenario::rows::CsvRows;
use groundswell_tables::table::{Table, TableCell, cell_text};
use std::path::Path;

/// Columns that number points: results have them, so they may come back.
const NUMBERS: [&str; 3] = ["point", "id", ""];
/// The longest table, in bytes.
const LONGEST: u64 = 4 << 30;

/// Reads a design from a `.csv` or `.parquet` file.
pub fn read(path: &Path) -> Result<Design, Complaints> {
    let alone = |complaint: Complaint| {
        let mut complaints = Complaints::default();
        complaints.push(complaint);
        complaints
    };
    let name = path.display().to_string();
    if path.extension().is_some_and(|kind| kind == "parquet") {
        let table = Table::read_parquet(path).map_err(|error| alone(error.into()))?;
        return of_table(&name, &table);
    }
    read_text(&name, &groundswell_scenario::files::read_text(path, LONGEST).map_err(alone)?)
}

/// Reads a design from the text of a CSV table.
pub fn read_text(name: &str, text: &str) -> Result<Design, Complaints> {
    let mut complaints = Complaints::default();
    let known: Vec<String> = paths().map(|(section, row)| format!("{section}.{}", row.name)).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).chain(NUMBERS).collect();
    let rows = CsvRows::read_any(name, text, &known, &mut complaints);
    of_rows(name, &rows, &NUMBERS, complaints)
}

/// Reads a design from rows, of which some columns are something else.
pub(crate) fn of_rows(
    name: &str,
    rows: &CsvRows,
    aside: &[&str],
    mut complaints: Complaints,
) -> Result<Design, Complaints> {
    let paths: Vec<&str> = rows.header().iter().map(String::as_str).filter(|column| !aside.contains(column)).collect();
    for path in paths.iter().filter(|path| parameter(path).is_none()) {
        complaints.push(rows.about_all(unknown_parameter(path)));
    }
    complaints.or(())?;
    let mut complaints = Complaints::default();
    let mut points = Vec::new();
    for row in rows.iter() {
        let mut point = Vec::with_capacity(paths.len());
        for path in &paths {
            match value(path, &row.plain(path)) {
                Ok(value) => point.push(value),
                Err(_) if complaints.are_many() => complaints.count_one(),
                Err(complaint) => complaints.push(row.point(complaint, path)),
            }
        }
        points.push(point);
    }
    finish(name, paths.iter().map(|path| (*path).to_string()).collect(), points, complaints)
}

fn of_table(name: &str, table: &Table) -> Result<Design, Complaints> {
    let mut complaints = Complaints::default();
    let columns: Vec<_> = table.columns().iter().filter(|c| !NUMBERS.contains(&&*c.field().name)).collect();
    let paths: Vec<String> = columns.iter().map(|column| column.field().name.to_string()).collect();
    for path in paths.iter().filter(|path| parameter(path).is_none()) {
        complaints.push(unknown_parameter(path).in_file(name));
    }
    complaints.or(())?;
    let mut complaints = Complaints::default();
    let mut points = Vec::with_capacity(table.rows());
    for row in 0..table.rows() {
        let mut point = Vec::with_capacity(paths.len());
        for (path, column) in paths.iter().zip(&columns) {
            let text = match column.cell(row) {
                // Every digit, and no exponent that a reader of words would not know.
                TableCell::Real(x) => x.to_string(),
                cell => cell_text(cell, column.field().kind),
            };
            match value(path, &text) {
                Ok(value) => point.push(value),
                Err(complaint) => complaints.push(complaint.in_file(name).on_line(row + 1)),
            }
        }
        points.push(point);
    }
    finish(name, paths, points, complaints)
}

fn finish(
    name: &str,
    paths: Vec<String>,
    points: Vec<Vec<groundswell_engine::parameter::Value>>,
    mut complaints: Complaints,
) -> Result<Design, Complaints> {
    if paths.is_empty() || points.is_empty() || points.len() > MOST_POINTS {
        let what = format!("{} points of {} parameters", points.len(), paths.len());
        complaints.push(
            Complaint::inconsistent(format!("the design has {what}"))
                .in_file(name)
                .allowed(format!("a column for at least one parameter, and 1 to {MOST_POINTS} rows")),
        );
    }
    complaints.or(Design { paths, points })
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_engine::parameter::Value;
    use groundswell_tables::table::{Field, Kind, row};

    #[test]
    fn what_other_programs_write_is_read() {
        let design = read_text("d.csv", "\u{feff}point,people.threshold,shutdown.enabled\n0,0.5,1\n1,0.6,False\n")
            .unwrap_or_else(|c| panic!("{c}"));
        assert_eq!(design.points[1], [Value::Number(0.6), Value::Switch(false)]);
        let semicolons = read_text("d.csv", "sep=;\n;people.threshold;shutdown.enabled\n1;0,5;1\n2;0,6;False\n");
        assert_eq!(semicolons.unwrap_or_else(|c| panic!("{c}")), design);
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("d.parquet");
        let fields =
            [Field::named("people.threshold", Kind::F64, "", ""), Field::named("people.response", Kind::Text, "", "")];
        let mut table = Table::new("design", &fields);
        table.push(row![0.1 + 0.2, "threshold"]);
        table.write_parquet(&path).expect("written");
        let design = read(&path).unwrap_or_else(|c| panic!("{c}"));
        assert_eq!(design.points, [[Value::Number(0.1 + 0.2), Value::Choice(1)]]);
    }

    #[test]
    fn a_wrong_design_is_pointed_at() {
        for (text, word) in [
            ("people.thresold\n0.5\n", "did you mean `people.threshold`"),
            ("people.threshold\n0.5\n9\n", "d.csv:3"),
            ("people.threshold,people.threshold\n1,1\n", "twice"),
            ("people.threshold\n", "0 points"),
            ("", "did you mean"),
        ] {
            match read_text("d.csv", text) {
                Ok(design) => panic!("{text:?} was read as {design:?}"),
                Err(complaints) if text.is_empty() => drop(complaints),
                Err(complaints) => {
                    let said = complaints.render(false);
                    assert!(said.contains(word), "{text:?}: {said}");
                }
            }
        }
    }
}
