//! Fields of a scenario's tables, each checked against what it may be.

use crate::names::{Names, code, unseen};
use crate::rows::CsvRow;
use groundswell_complaint::{Complaint, Complaints, Problem};

/// A name, which must not be empty, nor have anything in it that nobody sees.
pub fn name(row: &CsvRow<'_>, column: &str, complaints: &mut Complaints) -> String {
    let name = row.name(column, complaints);
    visible(row, column, complaints);
    name
}

/// Complains of a field with a character that nobody sees: it would look like another and be none.
pub fn visible(row: &CsvRow<'_>, column: &str, complaints: &mut Complaints) {
    if let Some(c) = unseen(row.text(column)) {
        let problem = Problem::NotAllowed { name: column.into(), found: format!("a text with {}", code(c)) };
        let complaint = row.point(Complaint::new(problem), column);
        complaints.push(complaint.allowed("text without control characters and marks that turn its direction"));
    }
}

/// Complains of controls in a field of free text, in which marks of direction may stand.
pub fn readable(row: &CsvRow<'_>, column: &str, complaints: &mut Complaints) {
    if row.text(column).chars().any(|c| c.is_control() && !"\n\r\t".contains(c)) {
        visible(row, column, complaints);
    }
}

/// Adds a complaint, unless there are many already: then it is only counted, since looking for the nearest of many names
/// takes longer than reading a row.
pub fn add(complaints: &mut Complaints, complaint: impl FnOnce() -> Complaint) {
    if complaints.are_many() {
        complaints.count_one();
    } else {
        complaints.push(complaint());
    }
}

/// The index of a name in a list; complains with the nearest when it is not there.
/// An empty list complains about nothing: why it is empty has been said elsewhere.
pub fn known(
    row: &CsvRow<'_>,
    column: &str,
    what: &'static str,
    names: &Names,
    complaints: &mut Complaints,
) -> Option<usize> {
    let found = names.find(row.text(column));
    if found.is_none() && complaints.are_many() {
        complaints.count_one();
    } else if found.is_none() && !names.is_empty() {
        add(complaints, || row.point(names.unknown(what, row.text(column)), column));
    }
    found
}

/// One of some words; complains with the nearest when it is none.
pub fn word<'a>(row: &CsvRow<'_>, column: &str, words: &[&'a str], complaints: &mut Complaints) -> Option<&'a str> {
    let found = words.iter().find(|word| **word == row.text(column)).copied();
    if found.is_none() {
        add(complaints, || row.wrong(column, words.join(", ")).nearest_of(row.text(column), words.iter().copied()));
    }
    found
}

/// A number within a range, or nothing in an empty field.
pub fn number(row: &CsvRow<'_>, column: &str, low: f64, high: f64, complaints: &mut Complaints) -> Option<f64> {
    let x = row.optional(column, complaints)?;
    if (low..=high).contains(&x) {
        return Some(x);
    }
    let range = if high >= 1e12 {
        format!("a number of at least {low}, or nothing")
    } else {
        format!("a number from {low} to {high}, or nothing")
    };
    complaints.push(row.wrong(column, range));
    None
}

/// 0 or 1.
pub fn flag(row: &CsvRow<'_>, column: &str, complaints: &mut Complaints) -> bool {
    match row.text(column) {
        "1" => true,
        "0" => false,
        _ => {
            complaints.push(row.wrong(column, "0 or 1"));
            false
        }
    }
}
