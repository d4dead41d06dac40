//! `mechanism`: the register, and the page of each mechanism.

use crate::exit::{CommandResult, DONE, alone};
use crate::markdown;
use crate::terminal::{heading, say, table};
use clap::Args;
use groundswell_complaint::Complaint;
use groundswell_engine::column::Column;
use groundswell_engine::mechanism::Owned;
use groundswell_engine::parameter::{Allowed, Parameter};
use groundswell_engine::register::{REGISTER, RegisterEntry};
use groundswell_study::observe::Observation;
use serde_json::{Value, json};

/// `mechanism`.
#[derive(Args)]
#[command(after_help = "Examples:\n  groundswell mechanism list\n  groundswell mechanism strike")]
pub(crate) struct MechanismArguments {
    /// `list`, or the name of a mechanism
    #[arg(default_value = "list")]
    pub name: String,
    /// Print JSON instead of text
    #[arg(long)]
    pub json: bool,
}

/// The layer that looks at runs: it has a page and parameters like a mechanism, and is no part of the model.
const OBSERVATION: RegisterEntry = RegisterEntry {
    name: "observation",
    model: "§6",
    title: "Observation: from crowds to what is published of them",
    page: Observation::PAGE,
    table: Observation::TABLE,
    columns: &[],
    owns: Owned::NOTHING,
    silent: &[],
};

/// Mechanisms, and what looks at them.
fn entries() -> impl Iterator<Item = &'static RegisterEntry> {
    REGISTER.iter().chain(std::iter::once(&OBSERVATION))
}

/// Lists mechanisms, or shows one.
pub(crate) fn mechanism(mechanism: &MechanismArguments) -> CommandResult {
    if mechanism.name == "list" {
        list(mechanism.json);
        return Ok(DONE);
    }
    let Some(entry) = entries().find(|entry| entry.name == mechanism.name) else {
        let names = entries().map(|entry| entry.name);
        return Err(alone(
            Complaint::unknown("mechanism", &mechanism.name, names)
                .advise("`groundswell mechanism list` names them all"),
        ));
    };
    if mechanism.json {
        let parameters: Vec<Value> = entry.table.iter().map(|row| as_json(entry, row)).collect();
        let columns: Vec<Value> = entry.columns.iter().map(column_as_json).collect();
        let page = json!({ "name": entry.name, "model": entry.model, "title": entry.title, "page": entry.page, "parameters": parameters, "columns": columns });
        say(serde_json::to_string_pretty(&page).expect("a page becomes JSON"));
    } else {
        show(entry);
    }
    Ok(DONE)
}

fn list(json: bool) {
    if json {
        let all: Vec<Value> =
            entries().map(|entry| json!({ "name": entry.name, "model": entry.model, "title": entry.title })).collect();
        say(serde_json::to_string_pretty(&all).expect("names become JSON"));
        return;
    }
    let rows = entries().map(|entry| {
        vec![entry.name.into(), entry.model.into(), about(entry).into(), (entry.table.len() - 1).to_string()]
    });
    say(table(&["name", "model", "what it does", "parameters"], &[3], rows));
    say("\n`groundswell mechanism NAME` shows equations, parameters and sources");
}

/// The page of a mechanism, its parameters, its columns, and how it is set.
fn show(entry: &RegisterEntry) {
    say(markdown::render(entry.page));
    say("");
    say(heading(&format!("Parameters of `{}` ({})", entry.name, entry.model)));
    let rows = entry.table.iter().map(|row| {
        let source =
            if row.source == "switch" { String::new() } else { format!("[{}] {}", row.mark.letter(), row.source) };
        vec![row.name.into(), row.show(row.default), range(row), row.unit.into(), row.meaning.into(), source]
    });
    say(table(&["name", "default", "range", "unit", "meaning", "source"], &[1], rows));
    say("\n[L] literature  [D] collected data  [A] assumed");
    if !entry.columns.is_empty() {
        say("");
        say(heading("What it shows, hour by hour"));
        let rows = entry.columns.iter().map(|c| vec![of(c).into(), c.name.into(), c.unit.into(), c.meaning.into()]);
        say(table(&["table", "column", "unit", "meaning"], &[], rows));
    }
    if entry.name == OBSERVATION.name {
        say("Set one with `groundswell forecast … --observe NAME=…`; switch it off with `--observe enabled=false`");
        return;
    }
    if !entry.on_by_default() {
        say(format!("It is off unless a scenario switches it on: `--set {}.enabled=true`", entry.name));
    }
    say(format!(
        "Set one with `--set {}.{}=…`; switch it off with `--set {}.enabled=false`",
        entry.name,
        entry.table.last().map_or("", |row| row.name),
        entry.name
    ));
}

/// The table that a column is in.
fn of(column: &Column) -> &'static str {
    if column.is_of_places() { "series" } else { "national" }
}

fn column_as_json(column: &Column) -> Value {
    json!({ "table": of(column), "name": column.name, "unit": column.unit, "meaning": column.meaning })
}

/// The title without the name that it begins with.
fn about(entry: &RegisterEntry) -> &'static str {
    entry.title.split_once(": ").map_or(entry.title, |(_, about)| about)
}

fn range(row: &Parameter) -> String {
    match row.kind {
        Allowed::Number { low, high } => format!("{low} – {high}"),
        Allowed::Switch => "true, false".into(),
        Allowed::Choice(words) => words.join(", "),
    }
}

fn as_json(entry: &RegisterEntry, row: &Parameter) -> Value {
    json!({
        "path": format!("{}.{}", entry.name, row.name), "default": row.show(row.default), "allowed": range(row), "unit": row.unit,
        "mark": row.mark.letter(), "source": row.source, "meaning": row.meaning,
    })
}
