//! The table of a country as it stands in a file: which columns it may have, and what was found.

use crate::calendar::{ZONE, Zone};
use crate::fields;
use crate::files::Files;
use crate::migrate::modern;
use crate::rows::{CsvRow, CsvRows};
use groundswell_complaint::{Complaint, Complaints, Problem, did_you_mean};
use std::collections::BTreeMap;

/// The most people of anything.
pub(super) const MANY: f64 = 4e9;

/// What the column of a language begins with where the scenario does not name its languages.
pub(super) const LANGUAGE: &str = "language_";

/// The name of a column or language as they are compared.
pub(super) fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace(' ', "_")
}

/// What a table may have.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    /// Columns without which nothing can be read.
    pub(super) needed: &'static [&'static str],
    /// Columns with a default.
    pub(super) known: &'static [&'static str],
    /// Whether other columns are covariates; otherwise there must be none.
    pub(super) free: bool,
}

/// What was found where a table may be.
pub(super) enum Found {
    /// No such file.
    Nothing,
    /// A file without the columns that must be there, or that cannot be read: it has been complained about.
    Broken,
    /// Its rows, and whether they are all there.
    Rows(Box<CsvRows>, bool),
}

impl Found {
    pub(super) fn rows(&self) -> Option<&CsvRows> {
        if let Found::Rows(rows, _) = self { Some(rows) } else { None }
    }

    pub(super) fn is_whole(&self) -> bool {
        matches!(self, Found::Nothing | Found::Rows(_, true))
    }
}

/// A table; old names of columns are read as those of today. It may have columns of the names in `besides`, and of languages.
pub(super) fn table(
    files: &Files,
    name: &str,
    columns: Columns,
    besides: &[String],
    complaints: &mut Complaints,
) -> Found {
    let text = match files.optional(name) {
        Ok(Some(text)) => text,
        Ok(None) => return Found::Nothing,
        Err(complaint) => {
            complaints.push(complaint);
            return Found::Broken;
        }
    };
    let text = modern(name, &text);
    let all: Vec<&str> = columns.needed.iter().chain(columns.known).copied().collect();
    let before = complaints.len();
    let rows = CsvRows::read_any(&files.shown(name), &text, &all, complaints);
    let whole = complaints.len() == before;
    let missing = columns.needed.iter().filter(|column| !rows.header().iter().any(|h| h == *column));
    let mut broken = false;
    for column in missing {
        let problem = Problem::Missing { what: "column", name: (*column).to_string() };
        complaints.push(rows.about_all(Complaint::new(problem)).label("the header").allowed(all.join(", ")));
        broken = true;
    }
    let spoken = |column: &str| column.starts_with(LANGUAGE) || besides.iter().any(|b| plain(b) == plain(column));
    for column in rows.header().iter().filter(|h| !h.is_empty() && !all.contains(&h.as_str()) && !spoken(h)) {
        // A column that nearly has a known name is a slip of the pen, not a covariate.
        let near = did_you_mean(column, all.iter().copied());
        if !columns.free || near.is_some() {
            let complaint = Complaint::unknown("column", column, all.iter().copied());
            complaints.push(rows.about_all(complaint).label("the header").allowed(all.join(", ")));
        }
    }
    // Without a column every row would be wrong, and the reason is said already.
    if broken { Found::Broken } else { Found::Rows(Box::new(rows), whole) }
}

/// The free columns of a table that hold numbers, row by row.
pub(super) fn free(
    rows: &CsvRows,
    columns: Columns,
    complaints: &mut Complaints,
) -> BTreeMap<String, Vec<Option<f64>>> {
    let known = |name: &String| columns.needed.iter().chain(columns.known).any(|column| column == name);
    let mut all = BTreeMap::new();
    for column in rows.header().iter().filter(|name| !name.is_empty() && !known(name)) {
        let first = rows.iter().find(|row| row.some(column).is_some());
        // A column of words describes; nothing refers to it.
        if first.is_some_and(|row| row.plain(column).parse::<f64>().is_ok()) {
            let values = rows.iter().map(|row| fields::number(&row, column, f64::MIN, f64::MAX, complaints)).collect();
            all.insert(column.clone(), values);
        }
    }
    all
}

/// A field with a time zone, which may be empty.
pub(crate) fn zone(row: &CsvRow<'_>, column: &str, complaints: &mut Complaints) -> Option<Zone> {
    let text = row.text(column);
    let zone = Zone::parse(text);
    if zone.is_none() && !text.is_empty() {
        complaints.push(row.wrong(column, ZONE).nearest_of(text, Zone::names()));
    }
    zone
}

/// Notes that the name of a row has been there before.
pub(super) fn duplicate(row: &CsvRow<'_>, column: &'static str) -> Complaint {
    let problem = Problem::Duplicate { what: column, name: row.text(column).into() };
    row.point(Complaint::new(problem), column).allowed("each name once")
}
