//! Reading the CSV tables of a scenario, with complaints that name line and column.

use crate::complaint::{Complaint, Complaints, Problem, Source};
use std::str::FromStr;

/// A CSV file, read whole.
pub struct Rows {
    source: Source,
    header: Vec<String>,
    records: Vec<(usize, csv::StringRecord)>,
}

/// One record.
pub struct Row<'a> {
    rows: &'a Rows,
    /// Line in the file, from 1.
    pub line: usize,
    record: &'a csv::StringRecord,
}

impl Rows {
    /// Reads a table that must have these columns and no others.
    pub fn read(name: &str, text: &str, columns: &[&str], complaints: &mut Complaints) -> Rows {
        let source = Source::new(name, text);
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
        let mut rows = Rows { source, header: Vec::new(), records: Vec::new() };
        match reader.headers() {
            Ok(header) => rows.header = header.iter().map(|h| h.trim_start_matches('\u{feff}').to_string()).collect(),
            Err(error) => complaints.push(Complaint::syntax(error.to_string()).in_file(name)),
        }
        for (i, column) in rows.header.iter().enumerate().filter(|(_, c)| !columns.contains(&c.as_str())) {
            let complaint = Complaint::unknown("column", column, columns.iter().copied());
            complaints.push(complaint.at_field(&rows.source, 1, column, i).allowed(columns.join(", ")));
        }
        for column in columns.iter().filter(|column| !rows.header.iter().any(|h| h == *column)) {
            let problem = Problem::Missing { what: "column", name: (*column).to_string() };
            complaints.push(Complaint::new(problem).in_file(name).on_line(1).allowed(columns.join(", ")));
        }
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, |p| p.line() as usize);
                    if record.len() != rows.header.len() {
                        let what = format!("{} fields where the header has {}", record.len(), rows.header.len());
                        complaints.push(Complaint::inconsistent(what).at_line(&rows.source, line, 1));
                    } else {
                        rows.records.push((line, record));
                    }
                }
                Err(error) => {
                    let line = error.position().map_or(1, |p| p.line() as usize);
                    complaints.push(Complaint::syntax(error.to_string()).in_file(name).on_line(line));
                }
            }
        }
        rows
    }

    /// The records, in order.
    pub fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.records.iter().map(|(line, record)| Row { rows: self, line: *line, record })
    }
}

impl Row<'_> {
    /// The text of a field; empty if the column is not there.
    pub fn text(&self, column: &str) -> &str {
        self.index(column).and_then(|i| self.record.get(i)).unwrap_or("")
    }

    fn index(&self, column: &str) -> Option<usize> {
        self.rows.header.iter().position(|h| h == column)
    }

    /// A complaint about a field.
    pub fn wrong(&self, column: &str, allowed: impl Into<String>) -> Complaint {
        let problem = Problem::NotAllowed { name: column.into(), found: self.text(column).into() };
        self.point(Complaint::new(problem), column).allowed(allowed)
    }

    /// Points a complaint at a field.
    pub fn point(&self, complaint: Complaint, column: &str) -> Complaint {
        complaint.at_field(&self.rows.source, self.line, column, self.index(column).unwrap_or(0))
    }

    /// A number within a range. Zero, with a complaint, when it is none.
    pub fn number(&self, column: &str, low: f64, high: f64, complaints: &mut Complaints) -> f64 {
        match f64::from_str(self.text(column)) {
            Ok(x) if (low..=high).contains(&x) => x,
            _ => {
                let range = if high >= 1e12 { format!("a number of at least {low}") } else { format!("a number from {low} to {high}") };
                complaints.push(self.wrong(column, range));
                0.0
            }
        }
    }

    /// A number, or nothing in an empty field.
    pub fn optional(&self, column: &str, complaints: &mut Complaints) -> Option<f64> {
        (!self.text(column).is_empty()).then(|| self.number(column, -1e15, 1e15, complaints))
    }

    /// The index of a name in a list; complains with the nearest when it is not there.
    pub fn name_in(&self, column: &str, what: &'static str, names: &[String], complaints: &mut Complaints) -> Option<usize> {
        let name = self.text(column);
        let found = names.iter().position(|n| n == name);
        if found.is_none() {
            let complaint = Complaint::unknown(what, name, names.iter().map(String::as_str));
            complaints.push(self.point(complaint, column));
        }
        found
    }
}
