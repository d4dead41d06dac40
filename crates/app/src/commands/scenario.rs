//! `scenario`: list, show, check, new, schema.

use super::{alone, classic};
use crate::terminal::{exact, heading, say, table};
use crate::{DONE, Done};
use clap::Subcommand;
use groundswell_classics::models::{self, CLASSICS};
use groundswell_complaint::Complaint;
use groundswell_scenario::files::BUILT_IN;
use groundswell_scenario::orders::FORMS;
use groundswell_scenario::scenario::Scenario;
use groundswell_scenario::{schema, template};
use groundswell_study::plan;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// `scenario …`.
#[derive(Subcommand)]
pub enum ScenarioVerb {
    /// The built-in scenarios
    #[command(after_help = "Example:\n  groundswell scenario list")]
    List {
        /// Print JSON instead of a table
        #[arg(long)]
        json: bool,
    },
    /// What a scenario holds; with --file, one of its files as it is
    #[command(
        after_help = "Examples:\n  groundswell scenario show kazakhstan-2022\n  groundswell scenario show kazakhstan-2022 --file SOURCES.md\n  groundswell scenario show two-towns --resolved"
    )]
    Show {
        /// A built-in scenario or a path
        scenario: String,
        /// Print this file of the scenario, for instance scenario.toml or facts.csv
        #[arg(long, value_name = "NAME")]
        file: Option<String>,
        /// Print the scenario with every default filled in
        #[arg(long, conflicts_with = "file")]
        resolved: bool,
        /// Print JSON instead of tables
        #[arg(long)]
        json: bool,
    },
    /// Whether a scenario is right; if not, where and why
    #[command(
        after_help = "Examples:\n  groundswell scenario check my-country/scenario.toml\n  groundswell scenario check two-towns --set people.threshold=0.6"
    )]
    Check {
        /// A path or a built-in scenario
        scenario: String,
        /// Set a parameter by its path
        #[arg(long, value_name = "A.B=V")]
        set: Vec<String>,
        /// Print what is wrong as JSON
        #[arg(long)]
        json: bool,
    },
    /// Begin a scenario of your own: a folder with a commented template and tables
    #[command(
        after_help = "Examples:\n  groundswell scenario new my-country && groundswell scenario check my-country\n  groundswell scenario new \"studies/Sri Lanka, 2022\""
    )]
    New {
        /// The folder to make; its last part is the title, in any words
        #[arg(value_name = "NAME")]
        folder: PathBuf,
    },
    /// The JSON Schema of scenario files, for editors
    #[command(after_help = "Example:\n  groundswell scenario schema > groundswell.schema.json")]
    Schema,
}

/// Does one of the things that can be done with scenarios.
pub fn scenario(verb: &ScenarioVerb) -> Done {
    match verb {
        ScenarioVerb::List { json } => list(*json),
        ScenarioVerb::Show { scenario, file, resolved, json } => show(scenario, file.as_deref(), *resolved, *json),
        ScenarioVerb::Check { scenario, set, json } => check(scenario, set, *json),
        ScenarioVerb::New { folder } => new(folder),
        ScenarioVerb::Schema => schema(),
    }
}

fn facts(s: &Scenario) -> Value {
    let adults: u64 = s.country.places.iter().map(|place| u64::from(place.adults)).sum();
    json!({
        "name": s.name, "title": s.title, "summary": s.summary, "start": s.start.to_string(), "hours": s.hours,
        "form": FORMS[s.form], "units": s.country.units.len(), "places": s.country.places.len(), "adults": adults,
        "orders": s.orders.len(), "facts": s.facts.len(), "targets": s.targets.len(),
    })
}

fn list(json: bool) -> Done {
    let mut rows = Vec::new();
    for built_in in BUILT_IN {
        let mut row = facts(&Scenario::load(built_in.name, &[])?);
        row["kind"] = "country".into();
        rows.push(row);
    }
    if json {
        rows.extend(CLASSICS.iter().map(|c| classic::facts(c)));
        say(serde_json::to_string_pretty(&rows).expect("facts become JSON"));
        return Ok(DONE);
    }
    let shown = rows.iter().map(|row| {
        let count = |key: &str| exact(row[key].as_f64().unwrap_or(0.0));
        let text = |key: &str| row[key].as_str().unwrap_or("").to_string();
        vec![text("name"), text("title"), count("adults"), count("places"), count("hours"), count("facts")]
    });
    say(table(&["name", "title", "adults", "places", "hours", "recorded facts"], &[2, 3, 4, 5], shown));
    say(format!("\n{}", heading("Classics")));
    let classics = CLASSICS.iter().map(|c| vec![c.name.into(), c.title.into(), c.source.into()]);
    say(table(&["name", "title", "source"], &[], classics));
    say("\n`groundswell scenario show NAME` tells more, `groundswell run NAME` runs it");
    Ok(DONE)
}

fn show(name: &str, file: Option<&str>, resolved: bool, json: bool) -> Done {
    if let Some(classic) = models::find(name).filter(|_| file.is_none() && !resolved) {
        return classic::show(classic, json);
    }
    let s = Scenario::load(name, &[])?;
    if let Some(file) = file {
        let text = if file == "scenario.toml" { s.text.clone() } else { s.file(file).map_err(alone)? };
        say(text.trim_end());
        return Ok(DONE);
    }
    if resolved {
        say(s.resolved().trim_end());
        return Ok(DONE);
    }
    if json {
        let mut value = facts(&s);
        value["orders"] = s
            .orders
            .iter()
            .map(|row| json!({ "name": row.order.name, "form": FORMS[row.form], "source": row.source }))
            .collect();
        say(serde_json::to_string_pretty(&value).expect("facts become JSON"));
        return Ok(DONE);
    }
    let f = facts(&s);
    let count = |key: &str| exact(f[key].as_f64().unwrap_or(0.0));
    say(heading(&s.title));
    say(format!("{}\n", s.summary));
    say(format!("begins    {}, {}, {} hours", s.start.format("%-d %B %Y %H:%M"), s.calendar().shown(), s.hours));
    say(format!(
        "country   {} adults in {} places of {} units; the government sits in {}",
        count("adults"),
        count("places"),
        count("units"),
        s.country.places[s.capital].name
    ));
    say(format!("record    {} facts, {} quantities that runs are compared with", s.facts.len(), s.targets.len()));
    for (i, form) in FORMS.iter().enumerate() {
        let orders: Vec<&str> =
            s.orders.iter().filter(|row| row.form == i).map(|row| row.order.name.as_str()).collect();
        let default = if i == s.form { " (default)" } else { "" };
        say(format!("\n{}", heading(&format!("{} orders, form `{form}`{default}", orders.len()))));
        orders.iter().for_each(|order| say(format!("  {order}")));
    }
    say(format!("\n`--file NAME` prints a file of it: scenario.toml, {}", plan::TABLES.join(", ")));
    Ok(DONE)
}

fn check(name: &str, settings: &[String], json: bool) -> Done {
    match Scenario::load(name, settings) {
        Ok(s) => {
            let f = facts(&s);
            if json {
                say(json!({ "right": true, "problems": [] }).to_string());
            } else {
                say(format!(
                    "{name} is right: {} adults, {} places, {} orders, {} facts",
                    exact(f["adults"].as_f64().unwrap_or(0.0)),
                    f["places"],
                    f["orders"],
                    f["facts"]
                ));
            }
            Ok(DONE)
        }
        Err(complaints) if json => {
            let problems: Vec<Value> = complaints.iter().map(Complaint::to_json).collect();
            say(serde_json::to_string_pretty(&json!({ "right": false, "problems": problems }))
                .expect("problems become JSON"));
            Ok(complaints.exit_code())
        }
        Err(complaints) => Err(complaints),
    }
}

fn new(folder: &Path) -> Done {
    // The name of the folder is the title, whatever it is called; `..` is called as what it stands for.
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.into());
    let title = whole.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let file = template::write(&title, folder).map_err(alone)?;
    let shown = folder.display().to_string();
    let shown = if shown.contains(char::is_whitespace) { format!("\"{shown}\"") } else { shown };
    say(format!("{} is yours to change; it runs as it stands:", file.display()));
    say(format!("  groundswell scenario check {shown}\n  groundswell run {shown}"));
    Ok(DONE)
}

fn schema() -> Done {
    say(schema::text().trim_end());
    Ok(DONE)
}
