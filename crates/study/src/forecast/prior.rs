//! What is assumed of the parameters before anything was published.

use groundswell_engine::parameter::{Kind, Value};
use groundswell_scenario::complaint::{Complaint, Problem};
use groundswell_scenario::scenario::{Scenario, paths};
use groundswell_scenario::table::{Kind as Column, Table};
use std::path::{Path, PathBuf};

/// How a parameter is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Spread {
    /// Normal around its default, with this standard deviation.
    Plus(f64),
    /// Lognormal around its default, with this standard deviation of the logarithm.
    Times(f64),
}

/// The parameters that are drawn and how widely. They are among those that the first fit moved, and they begin from the
/// defaults of their tables, not from the fitted values of a scenario, which know how the event went on. Widths are
/// assumptions: half to twice the default, or the range that the model's description gives.
const FREE: &[(&str, Spread)] = &[
    ("people.threshold", Spread::Plus(0.15)),
    ("people.leave", Spread::Times(0.5)),
    ("people.memory", Spread::Plus(0.05)),
    ("shock.weight", Spread::Plus(0.10)),
    ("shock.burden_low", Spread::Plus(0.25)),
    ("contact.cell", Spread::Plus(0.05)),
    ("contact.place", Spread::Plus(0.08)),
    ("contact.place_full", Spread::Times(0.9)),
    ("information.weight", Spread::Plus(0.10)),
    ("information.half", Spread::Times(1.2)),
    ("policing.weight", Spread::Plus(0.15)),
    ("grievance.wage", Spread::Plus(0.15)),
];

/// The other parameters that the first fit moved: at the defaults of their tables, since what is published in the first
/// days says nothing of them.
const DEFAULT: &[&str] = &[
    "people.disperse",
    "information.network",
    "information.delay",
    "strike.cost",
    "policing.safety",
    "policing.arrest_rate",
    "policing.lethal_rate",
    "policing.forces_killed_rate",
    "demand.weight",
    "concession.lesson",
    "concession.relief",
    "grievance.outrage",
];

/// Where the parameters of runs are from.
#[derive(Clone, Debug, PartialEq)]
pub enum Parameters {
    /// Drawn around the defaults of the tables and weighted by what was published before the origin.
    Prior,
    /// The scenario's own values.
    Scenario,
    /// Drawn from the table of a posterior.
    Posterior(Posterior),
}

/// Draws of parameters with weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    /// Where it is from.
    pub path: PathBuf,
    /// Paths of the parameters.
    pub names: Vec<String>,
    /// A row a draw, in the order of the names.
    pub rows: Vec<Vec<f64>>,
    /// Weights, at least 0.
    pub weights: Vec<f64>,
}

/// How many parameters are drawn.
pub const fn dimensions() -> usize {
    FREE.len()
}

/// Paths of the parameters that are drawn.
pub fn names() -> impl Iterator<Item = &'static str> {
    FREE.iter().map(|(path, _)| *path)
}

/// The values that belong to standard normal coordinates, in the order of [`names`]; cut off at the ends of the
/// parameters' ranges.
pub fn values(z: &[f64]) -> Vec<f64> {
    FREE.iter()
        .zip(z)
        .map(|((path, spread), z)| {
            let (centre, low, high) = number(path);
            let value = match spread {
                Spread::Plus(s) => centre + s * z,
                Spread::Times(s) => centre * libm::exp(s * z),
            };
            value.clamp(low, high)
        })
        .collect()
}

/// Default and ends of a parameter's range.
fn number(path: &str) -> (f64, f64, f64) {
    let found = paths()
        .find(|(section, row)| path.strip_prefix(section).is_some_and(|rest| rest.strip_prefix('.') == Some(row.name)));
    match found.map(|(_, row)| (row.default, row.kind)) {
        Some((Value::Number(x), Kind::Number { low, high })) => (x, low, high),
        // A test asks that every path above is a number.
        _ => (0.0, 0.0, 0.0),
    }
}

/// A scenario in which nothing that was fitted is left: the parameters that are not drawn have the defaults of their tables.
pub fn unfitted(scenario: &Scenario) -> Result<Scenario, Complaint> {
    with(scenario, DEFAULT.iter(), &DEFAULT.iter().map(|path| number(path).0).collect::<Vec<f64>>())
}

/// A scenario with some of its parameters set.
pub fn with(
    scenario: &Scenario,
    names: impl Iterator<Item = impl AsRef<str>>,
    values: &[f64],
) -> Result<Scenario, Complaint> {
    let mut scenario = scenario.clone();
    for (name, value) in names.zip(values) {
        scenario.set(&format!("{}={value}", name.as_ref()))?;
    }
    Ok(scenario)
}

impl Posterior {
    /// Reads `posterior.parquet` or `posterior.csv` of a directory, or such a file itself: columns named by parameters'
    /// paths, and `weight` if draws do not count alike; other columns are left alone.
    ///
    /// # Errors
    /// No such file, a file that is no table, a table without a parameter, values out of range.
    pub fn read(path: &Path, scenario: &Scenario) -> Result<Posterior, Complaint> {
        let file = if path.is_dir() {
            let names = ["posterior.parquet", "posterior.csv", "data/posterior.parquet"];
            names.iter().map(|name| path.join(name)).find(|file| file.is_file()).ok_or_else(|| {
                let reason = "it holds no posterior.parquet or posterior.csv".into();
                Complaint::new(Problem::Input { action: "read", path: path.into(), reason })
                    .advise("make one with `groundswell calibrate`")
            })?
        } else {
            path.to_path_buf()
        };
        let (header, rows, lines) =
            if file.extension().is_some_and(|end| end == "csv") { of_csv(&file)? } else { of_parquet(&file)? };
        let known: Vec<String> = paths().map(|(section, row)| format!("{section}.{}", row.name)).collect();
        let columns: Vec<usize> = (0..header.len()).filter(|i| known.contains(&header[*i])).collect();
        let weight = header.iter().position(|name| name == "weight");
        let shown = file.display().to_string();
        if columns.is_empty() || rows.is_empty() {
            let complaint = Complaint::inconsistent("the table holds no draw of a parameter").in_file(shown);
            return Err(complaint.allowed("columns named by parameters, as people.threshold, and rows of numbers"));
        }
        let posterior = Posterior {
            path: file,
            names: columns.iter().map(|i| header[*i].clone()).collect(),
            weights: rows.iter().map(|row| weight.map_or(1.0, |i| row[i].max(0.0))).collect(),
            rows: rows.iter().map(|row| columns.iter().map(|i| row[*i]).collect()).collect(),
        };
        for (row, line) in posterior.rows.iter().zip(&lines) {
            with(scenario, posterior.names.iter(), row).map_err(|complaint| {
                Complaint::new(complaint.problem().clone())
                    .in_file(shown.clone())
                    .on_line(*line)
                    .advise("`groundswell mechanism NAME` gives the ranges of parameters")
            })?;
        }
        Ok(posterior)
    }

    /// The draw that a number in [0, 1) picks, by weight.
    pub fn pick(&self, u: f64) -> &[f64] {
        let total: f64 = self.weights.iter().sum();
        let mut left = u * total;
        for (row, weight) in self.rows.iter().zip(&self.weights) {
            left -= weight;
            if left < 0.0 {
                return row;
            }
        }
        self.rows.last().map_or(&[], Vec::as_slice)
    }
}

/// Names of columns, rows of numbers, and the line of each row.
type Read = (Vec<String>, Vec<Vec<f64>>, Vec<usize>);

fn of_csv(file: &Path) -> Result<Read, Complaint> {
    let shown = file.display().to_string();
    let text = std::fs::read_to_string(file)
        .map_err(|error| groundswell_scenario::stamp::FileError::new("read", file, error))?;
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).trim(csv::Trim::All).from_reader(text.as_bytes());
    let wrong = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line) as usize;
        Complaint::syntax(error.to_string()).in_file(shown.clone()).on_line(line)
    };
    let header: Vec<String> = reader.headers().map_err(wrong)?.iter().map(str::to_string).collect();
    let (mut rows, mut lines) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record.map_err(wrong)?;
        lines.push(record.position().map_or(0, csv::Position::line) as usize);
        // What is no number is of no parameter.
        rows.push(record.iter().map(|field| field.parse().unwrap_or(f64::NAN)).collect());
    }
    Ok((header, rows, lines))
}

fn of_parquet(file: &Path) -> Result<Read, Complaint> {
    let table = Table::read_parquet(file)?;
    let header = table.schema().map(|field| field.name.to_string()).collect();
    let number = |column: &groundswell_scenario::table::Column, row: usize| match column.field().kind {
        Column::Text | Column::Time => f64::NAN,
        kind => groundswell_scenario::table::cell_text(column.cell(row), kind).parse().unwrap_or(f64::NAN),
    };
    let rows = (0..table.rows()).map(|row| table.columns().iter().map(|c| number(c, row)).collect()).collect();
    Ok((header, rows, (1..=table.rows()).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_towns() -> Scenario {
        Scenario::load("two-towns", &[]).unwrap_or_else(|complaints| panic!("{complaints}"))
    }

    #[test]
    fn every_free_parameter_is_a_number_and_every_draw_is_allowed() {
        for path in names().chain(DEFAULT.iter().copied()) {
            let (centre, low, high) = number(path);
            assert!(low < high && (low..=high).contains(&centre), "{path}");
        }
        for z in [-50.0, -1.0, 0.0, 1.0, 50.0] {
            let drawn = values(&[z; dimensions()]);
            assert!(with(&two_towns(), names(), &drawn).is_ok(), "{z}");
        }
        assert_eq!(
            values(&[0.0; dimensions()])[0],
            number("people.threshold").0,
            "a table's default, not a scenario's value"
        );
    }

    #[test]
    fn a_posterior_is_read_and_picked_by_weight() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("posterior.csv");
        std::fs::write(&file, "# made by a test\nparticle,people.threshold,weight\n1,0.5,1\n2,0.7,3\n")
            .expect("written");
        let posterior = Posterior::read(folder.path(), &two_towns()).expect("read");
        assert_eq!(
            (posterior.pick(0.2), posterior.pick(0.3), posterior.pick(0.99)),
            (&[0.5][..], &[0.7][..], &[0.7][..])
        );
        std::fs::write(&file, "people.threshold\n-5\n").expect("written");
        let said = Posterior::read(&file, &two_towns()).expect_err("out of range").render(false);
        assert!(said.contains("people.threshold") && said.contains("posterior.csv:2"), "{said}");
        std::fs::write(&file, "particle\n1\n").expect("written");
        assert!(Posterior::read(&file, &two_towns()).is_err());
        assert_eq!(Posterior::read(&folder.path().join("none"), &two_towns()).expect_err("not there").exit_code(), 66);
    }
}
