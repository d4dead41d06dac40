//! `countries`: what the world's tables have, and how good it is.

use crate::exit::{CommandResult, DONE, alone};
use crate::terminal::{exact, say, table};
use clap::Args;
use groundswell_complaint::Complaint;
use groundswell_world::{WorldNation, find, nations};
use serde_json::{Value, json};

/// `countries`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell countries\n  groundswell countries kenya\n  groundswell countries --json"
)]
pub(crate) struct CountriesArguments {
    /// A code or a name, or a part of one; all without
    pub country: Option<String>,
    /// Print JSON instead of a table
    #[arg(long)]
    pub json: bool,
}

/// Lists countries.
pub(crate) fn countries(asked: &CountriesArguments) -> CommandResult {
    let shown: Vec<&WorldNation> = match &asked.country {
        None => nations().iter().filter(|nation| nation.units() > 0).collect(),
        Some(words) => match find(words) {
            Some(nation) => vec![nation],
            None => nations().iter().filter(|n| n.name().to_lowercase().contains(&words.to_lowercase())).collect(),
        },
    };
    if shown.is_empty() {
        let words = asked.country.as_deref().unwrap_or_default();
        let known = nations().iter().flat_map(|nation| [nation.name(), nation.iso3()]);
        let complaint = Complaint::unknown("country", words, known);
        return Err(alone(complaint.allowed("a code of two or three letters, or an English name or a part of one")));
    }
    if asked.json {
        let rows: Vec<Value> = shown.iter().map(|nation| row(nation)).collect();
        say(serde_json::to_string_pretty(&rows).expect("rows become JSON"));
        return Ok(DONE);
    }
    let rows = shown.iter().map(|nation| {
        let people = nation.population(2025).map_or("–".into(), |(people, _)| exact(people.round()));
        let (units, towns) = (nation.units().to_string(), nation.towns().to_string());
        let notes = if shown.len() > 20 { String::new() } else { nation.notes().join("; ") };
        vec![nation.iso3().into(), nation.name().into(), people, units, towns, nation.grade().into(), notes]
    });
    say(table(&["code", "country", "people, 2025", "units", "towns", "tables", ""], &[2, 3, 4], rows));
    say(
        "\ngood: populations of units are counts; fair: some are estimates, or outlines are older than the units;\npoor: most are estimates, or there is one unit. `groundswell countries NAME` says why",
    );
    Ok(DONE)
}

fn row(nation: &WorldNation) -> Value {
    json!({
        "iso2": nation.iso2(), "iso3": nation.iso3(), "name": nation.name(), "capital": nation.capital().0,
        "time_zone": nation.time_zone(), "population_2025": nation.population(2025).map(|p| p.0),
        "adults_share": nation.adults().0, "units": nation.units(), "towns": nation.towns(),
        "estimated_share": nation.estimated(), "tables": nation.grade(), "notes": nation.notes(),
    })
}
