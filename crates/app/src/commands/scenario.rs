//! `scenario`: list, show, check, new, schema.

use super::{classic, order, trigger};
use crate::exit::{CommandResult, DONE, alone};
use crate::read;
use crate::terminal::{exact, heading, say, table};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use groundswell_classics::models::{self, CLASSICS};
use groundswell_complaint::{Complaint, Complaints};
use groundswell_scenario::check::checked;
use groundswell_scenario::files::{BUILT_IN, read_text};
use groundswell_scenario::orders::FORMS;
use groundswell_scenario::scenario::Scenario;
use groundswell_scenario::shell::LEVELS;
use groundswell_scenario::{made, migrate, schema, template};
use groundswell_study::rundir::TABLES;
use groundswell_study::typed;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// `scenario …`.
#[derive(Subcommand)]
pub(crate) enum ScenarioVerb {
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
    /// Begin a scenario of your own: of a country of the world's tables, or an invented one with comments
    #[command(
        after_help = "Examples:\n  groundswell scenario new belarus --country BLR --start 2020-08-08 --days 50\n  groundswell scenario new \"studies/East Germany, 1989\" --country DEU --start 1989-09-04 --year 1989\n  groundswell scenario new us --country USA --start 2020-05-25 --days 37 --towns 100\n  groundswell scenario new my-country && groundswell scenario check my-country\n\n`groundswell countries` lists what there is and how good it is."
    )]
    New(NewScenarioArguments),
    /// What sets people in motion at a time: list the shocks of a scenario, or add one
    Shock(Box<trigger::ShockArguments>),
    /// Appointments for which people go out: list the calls of a scenario, or add one
    Call(Box<trigger::CallArguments>),
    /// What the state does: list the orders of a scenario, or add one
    Order(Box<order::OrderArguments>),
    /// Give the tables of a scenario made for an earlier version the names of today
    #[command(after_help = "Example:\n  groundswell scenario migrate my-country")]
    Migrate {
        /// Its folder
        folder: PathBuf,
    },
    /// The JSON Schema of scenario files, for editors
    #[command(after_help = "Example:\n  groundswell scenario schema > groundswell.schema.json")]
    Schema,
}

/// `scenario new`.
#[derive(Args)]
pub(crate) struct NewScenarioArguments {
    /// The folder to make; its last part is the title, in any words
    #[arg(value_name = "NAME")]
    pub folder: PathBuf,
    /// Its title, where that is not the name of the folder
    #[arg(long, value_name = "TEXT", requires = "country")]
    pub title: Option<String>,
    /// A paragraph about it
    #[arg(long, value_name = "TEXT", requires = "country")]
    pub summary: Option<String>,
    /// A country, by its code or English name: towns, regions, outlines, adults and clocks come from the world's tables
    #[arg(long, value_name = "CODE", requires = "start")]
    pub country: Option<String>,
    /// The first day
    #[arg(long, value_name = "DATE", requires = "country")]
    pub start: Option<chrono::NaiveDate>,
    /// How many days
    #[arg(long, value_name = "N", default_value_t = 30, requires = "country", value_parser = clap::value_parser!(u32).range(1..=731))]
    pub days: u32,
    /// How finely the country is divided
    #[arg(long, value_name = "LEVEL", default_value = "region", requires = "country", value_parser = LEVELS)]
    pub level: String,
    /// The year of which the population is [default: that of the start]
    #[arg(long, value_name = "YEAR", requires = "country", value_parser = clap::value_parser!(i32).range(1800..=2100))]
    pub year: Option<i32>,
    /// Only these of its units, by code or English name
    #[arg(long, value_name = "UNIT,…", value_delimiter = ',', requires = "country")]
    pub only: Vec<String>,
    /// Only the largest towns, and the largest of each unit; the people of the others stay in their unit
    #[arg(long, value_name = "N", requires = "country")]
    pub towns: Option<usize>,
    /// A table of one's own places: place, population, and unit, lat, lon, adults where they are known
    #[arg(long, value_name = "FILE", requires = "country")]
    pub places: Option<PathBuf>,
}

/// Does one of the things that can be done with scenarios.
pub(crate) fn scenario(verb: &ScenarioVerb) -> CommandResult {
    match verb {
        ScenarioVerb::List { json } => list(*json),
        ScenarioVerb::Show { scenario, file, resolved, json } => show(scenario, file.as_deref(), *resolved, *json),
        ScenarioVerb::Check { scenario, set, json } => check(scenario, set, *json),
        ScenarioVerb::New(asked) => new(asked),
        ScenarioVerb::Shock(asked) => trigger::shock(asked),
        ScenarioVerb::Call(asked) => trigger::call(asked),
        ScenarioVerb::Order(asked) => order::order(asked),
        ScenarioVerb::Migrate { folder } => migrate(folder),
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

fn list(json: bool) -> CommandResult {
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

fn show(name: &str, file: Option<&str>, resolved: bool, json: bool) -> CommandResult {
    if let Some(classic) = models::find(name).filter(|_| file.is_none() && !resolved) {
        return classic::show(classic, json);
    }
    let s = read::scenario(name, &[])?;
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
    say(format!("\n`--file NAME` prints a file of it: scenario.toml, {}", TABLES.join(", ")));
    Ok(DONE)
}

fn check(name: &str, settings: &[String], json: bool) -> CommandResult {
    match checked(name, settings) {
        Ok(s) => {
            let f = facts(&s);
            read::remarks(&s);
            if json {
                let assumed: Vec<Value> =
                    s.country.assumed.iter().map(|(what, value)| json!({ "what": what, "value": value })).collect();
                say(json!({ "right": true, "problems": [], "assumed": assumed }).to_string());
            } else {
                say(format!(
                    "{name} is right: {} adults, {} places, {} orders, {} facts",
                    exact(f["adults"].as_f64().unwrap_or(0.0)),
                    f["places"],
                    f["orders"],
                    f["facts"]
                ));
                s.country.assumed.iter().for_each(|(what, value)| say(format!("assumed [A]: {what}: {value}")));
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

/// The longest table of places, in bytes.
const LONGEST: u64 = 64 << 20;

fn new(asked: &NewScenarioArguments) -> CommandResult {
    let folder = &asked.folder;
    // The name of the folder is the title, whatever it is called; `..` is called as what it stands for.
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.into());
    let called = whole.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    // The name alone of a scenario that comes with the program means that one.
    let built_in = BUILT_IN.iter().any(|built_in| Path::new(built_in.name) == folder);
    let shown = typed::path(&if built_in { Path::new(".").join(folder) } else { folder.into() });
    let file = match (&asked.country, asked.start) {
        (Some(country), Some(start)) => {
            let written = of_country(asked, &called, country, start)?;
            let country = &written.scenario.country;
            let adults: u64 = country.places.iter().map(|place| u64::from(place.adults)).sum();
            say(format!(
                "{}: {} adults in {} places of {} units",
                written.scenario.title,
                exact(adults as f64),
                country.places.len(),
                country.units.len()
            ));
            written.notes.iter().for_each(|note| say(format!("note: {note}")));
            written.file
        }
        _ => template::write(&called, folder).map_err(alone)?,
    };
    say(format!("{} is yours to change; it runs as it stands:", file.display()));
    say(format!("  groundswell scenario check {shown}\n  groundswell run {shown}"));
    Ok(DONE)
}

fn of_country(
    asked: &NewScenarioArguments,
    called: &str,
    country: &str,
    start: NaiveDate,
) -> Result<made::WrittenScenario, Complaints> {
    let text = asked.places.as_ref().map(|path| {
        read::remarks_on(&path.display().to_string());
        read_text(path, LONGEST).map_err(alone)
    });
    let text = text.transpose()?;
    let name = asked.places.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    let level = LEVELS.iter().position(|level| *level == asked.level).unwrap_or(0);
    let places = text.as_deref().map(|text| (name.as_str(), text));
    let (title, summary) = (asked.title.as_deref().unwrap_or(called), asked.summary.as_deref());
    let wanted = made::ScenarioOfCountry {
        called,
        title,
        summary,
        country,
        start,
        days: asked.days,
        level,
        year: asked.year,
        only: &asked.only,
        towns: asked.towns,
        places,
    };
    made::write(&wanted, &asked.folder)
}

fn migrate(folder: &Path) -> CommandResult {
    let changed = migrate::migrate(folder).map_err(alone)?;
    match changed.as_slice() {
        [] => say("nothing has an old name"),
        files => say(format!("rewritten: {}", files.join(", "))),
    }
    Ok(DONE)
}

fn schema() -> CommandResult {
    say(schema::text().trim_end());
    Ok(DONE)
}
