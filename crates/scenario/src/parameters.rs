//! The parameters of a scenario file: sections, rows, paths as `people.threshold`.

use crate::delimited::numbers::written;
use crate::synthesis::Synthesis;
use groundswell_complaint::Complaint;
use groundswell_engine::parameter::{Allowed, Parameter, Parameters, Value};
use groundswell_engine::register::REGISTER;

/// The sections of a scenario file that hold parameters, with their tables, in order.
pub fn sections() -> impl Iterator<Item = (&'static str, &'static [Parameter])> {
    // The way people are given work cannot be switched off.
    std::iter::once(("synthesis", &Synthesis::TABLE[1..])).chain(REGISTER.iter().map(|entry| (entry.name, entry.table)))
}

/// A scenario's parameters as paths: `section.name`.
pub fn paths() -> impl Iterator<Item = (&'static str, &'static Parameter)> {
    sections().flat_map(|(section, table)| table.iter().map(move |row| (section, row)))
}

/// The rows of a section's table that a file may set.
pub(crate) fn rows(section: &str, parameters: &dyn Parameters) -> &'static [Parameter] {
    if section == "synthesis" { &parameters.table()[1..] } else { parameters.table() }
}

/// What a parameter allows, in words.
pub fn allowed(row: &Parameter) -> String {
    match row.kind {
        Allowed::Number { low, high } => format!("a number from {low} to {high} ({})", row.unit),
        Allowed::Switch => "true or false".into(),
        Allowed::Choice(words) => words.iter().map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(" or "),
    }
}

/// The value of a parameter that a text behind `=` stands for; whether it is within its range is another question.
pub fn value(row: &Parameter, text: &str) -> Option<Value> {
    let text = text.trim().trim_matches('"');
    match row.kind {
        Allowed::Number { .. } => written(text).map(Value::Number),
        Allowed::Switch => text.parse().ok().map(Value::Switch),
        Allowed::Choice(words) => words.iter().position(|word| *word == text).map(Value::Choice),
    }
}

/// A complaint about a path that is no parameter's, with the nearest that is.
pub fn unknown_parameter(path: &str) -> Complaint {
    let known: Vec<String> = paths().map(|(section, row)| format!("{section}.{}", row.name)).collect();
    Complaint::unknown("parameter", path, known.iter().map(String::as_str))
        .advise("`groundswell mechanism list` names every mechanism, `groundswell mechanism NAME` its parameters")
}
