//! Tables of events, Parquet or CSV, a chunk at a time.

use super::seen::SeenEvent;
use crate::events::SCHEMA;
use chrono::{DateTime, NaiveDate};
use groundswell_complaint::{Complaint, Problem};
use groundswell_tables::stamp::FileError;
use groundswell_tables::table::{ShardReader, Table, TableCell};
use std::path::Path;

/// The columns that a record needs.
const NEEDED: [&str; 15] = [
    "id",
    "source",
    "date",
    "date_end",
    "date_precision",
    "admin1",
    "place",
    "lat",
    "lon",
    "place_precision",
    "kind",
    "size_low",
    "size_high",
    "deaths_best",
    "detained",
];

/// Columns that tables made before there were such do not have.
const NEWER: [&str; 1] = ["detained"];

fn lacks(path: &Path, column: &str) -> Complaint {
    let problem = Problem::Missing { what: "column", name: column.into() };
    Complaint::new(problem)
        .in_file(path.display().to_string())
        .allowed(format!("a table of events, with {}", NEEDED.join(", ")))
        .advise("make it with `groundswell import`")
}

/// Hands on each event of a table.
///
/// # Errors
/// A table that cannot be read or is none of events, and whatever `each` says.
pub(crate) fn each(
    path: &Path,
    each: &mut dyn FnMut(&SeenEvent<'_>) -> Result<(), Complaint>,
) -> Result<(), Complaint> {
    if path.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("parquet")) {
        let reader = ShardReader::open(path)?.only(&NEEDED);
        if let Some(column) = NEEDED
            .iter()
            .find(|name| !NEWER.contains(name) && !reader.schema().iter().any(|field| field.name == **name))
        {
            return Err(lacks(path, column));
        }
        for table in reader {
            of_table(&table?, each)?;
        }
        return Ok(());
    }
    of_csv(path, each)
}

fn of_table(table: &Table, each: &mut dyn FnMut(&SeenEvent<'_>) -> Result<(), Complaint>) -> Result<(), Complaint> {
    let columns = NEEDED.map(|name| table.column(name));
    for row in 0..table.rows() {
        let cell = |i: usize| columns[i].map_or(TableCell::Null, |column| column.cell(row));
        let text = |i: usize| columns[i].and_then(|column| column.text(row)).unwrap_or("");
        let number = |i: usize| match cell(i) {
            TableCell::Unsigned(x) => Some(x as f64),
            TableCell::Signed(x) => Some(x as f64),
            TableCell::Real(x) => Some(x).filter(|x| x.is_finite()),
            _ => None,
        };
        let day = |i: usize| match cell(i) {
            TableCell::Time(microseconds) => DateTime::from_timestamp_micros(microseconds).map(|t| t.date_naive()),
            _ => None,
        };
        each(&SeenEvent {
            id: text(0),
            source: text(1),
            days: day(2).map(|first| (first, day(3).unwrap_or(first))),
            precision: text(4),
            admin1: text(5),
            place: text(6),
            point: number(7).zip(number(8)),
            place_precision: text(9),
            kind: text(10),
            size: (number(11), number(12)),
            deaths: number(13).unwrap_or(0.0),
            detained: number(14).unwrap_or(0.0),
        })?;
    }
    Ok(())
}

/// A table as `import -o events.csv` writes it.
fn of_csv(path: &Path, each: &mut dyn FnMut(&SeenEvent<'_>) -> Result<(), Complaint>) -> Result<(), Complaint> {
    let name = path.display().to_string();
    let file = std::fs::File::open(path).map_err(|error| FileError::new("read", path, error))?;
    let mut reader = csv::Reader::from_reader(std::io::BufReader::with_capacity(1 << 16, file));
    let broken = |error: csv::Error| {
        let line = error.position().map_or(1, |p| p.line() as usize);
        Complaint::syntax(error.to_string()).in_file(&name).on_line(line)
    };
    let header = reader.headers().map_err(broken)?.clone();
    let mut places = [usize::MAX; NEEDED.len()];
    for (at, column) in places.iter_mut().zip(NEEDED) {
        match header.iter().position(|h| h.trim_start_matches('\u{feff}') == column) {
            Some(found) => *at = found,
            None if NEWER.contains(&column) => {}
            None => return Err(lacks(path, column)),
        }
    }
    debug_assert!(NEEDED.iter().all(|name| SCHEMA.iter().any(|field| field.name == *name)));
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(broken)? {
        let text = |i: usize| record.get(places[i]).unwrap_or("");
        let number = |i: usize| text(i).parse::<f64>().ok().filter(|x| x.is_finite());
        let day = |i: usize| text(i).get(..10).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
        each(&SeenEvent {
            id: text(0),
            source: text(1),
            days: day(2).map(|first| (first, day(3).unwrap_or(first))),
            precision: text(4),
            admin1: text(5),
            place: text(6),
            point: number(7).zip(number(8)),
            place_precision: text(9),
            kind: text(10),
            size: (number(11), number(12)),
            deaths: number(13).unwrap_or(0.0),
            detained: number(14).unwrap_or(0.0),
        })?;
    }
    Ok(())
}
