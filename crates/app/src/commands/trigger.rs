//! `scenario shock`, `scenario call`: triggers of a scenario, listed and added.

use crate::exit::{CommandResult, DONE};
use crate::read;
use crate::terminal::{note, say, table};
use clap::Args;
use groundswell_engine::spec::{
    CALL_TO, Call, CallTo, DEMAND_NAMES, Recurrence, SECTOR_NAMES, SECTORS, SHOCK_KINDS, Scope, WHOM,
};
use groundswell_scenario::added::AddedRow;
use groundswell_scenario::scenario::Scenario;
use groundswell_scenario::triggers::DAYS;
use groundswell_scenario::triggers::exposure::{EXPOSURE_SCALES, ExposureScale};
use groundswell_scenario::triggers::write::{NewCall, NewShock, add_call, add_shock};
use serde_json::json;
use std::path::PathBuf;

/// `scenario shock`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell scenario shock belarus\n  groundswell scenario shock belarus election --at 2020-08-09T20:00\n  groundswell scenario shock belarus election --at 2020-08-09T20:00 --exposure vote_share=shares.csv\n  groundswell scenario shock belarus killing --name \"first death\" --at 2020-08-10T23:00+03:00 --where Minsk\n\nThe row is written at the end of scenario.toml; what stands there stays as it is, comments too. What is\nleft out has the prior of its kind. An exposure is a column of units.csv or places.csv by which the size\nis multiplied. One that is not there yet is put in from a table with the columns unit (or place) and\nCOLUMN: from COLUMN.csv, if there is one here, or from FILE of COLUMN=FILE. Without a table it is 1\neverywhere, which is said. An exposure says where a shock is felt more: it is taken relative to its mean over\nadults, so that the size stays that of the average adult, unless --exposure-scale column is given."
)]
pub(crate) struct ShockArguments {
    /// A folder with a scenario of your own; to list, also a built-in one
    pub scenario: String,
    /// What kind of shock; without it those that there are are listed
    #[arg(requires = "at", value_parser = SHOCK_KINDS)]
    pub kind: Option<String>,
    /// When, by the scenario's clock or with an offset from UTC
    #[arg(long, value_name = "TIME", requires = "kind")]
    pub at: Option<String>,
    /// Its name; the kind if nothing is said
    #[arg(long, value_name = "NAME", requires = "kind")]
    pub name: Option<String>,
    /// The column that its size is multiplied by, or COLUMN=FILE
    #[arg(long, value_name = "COLUMN", requires = "kind")]
    pub exposure: Option<String>,
    /// How that column is taken: relative to its mean over the adults of the places touched, or as it stands
    /// [default: mean]
    #[arg(long, value_name = "SCALE", requires = "exposure", value_parser = EXPOSURE_SCALES)]
    pub exposure_scale: Option<String>,
    /// Units and places that it touches; the whole country if nothing is said
    #[arg(long = "where", value_name = "NAME,…", value_delimiter = ',', requires = "kind")]
    pub places: Vec<String>,
    /// Whom it touches
    #[arg(long, requires = "kind", value_parser = WHOM)]
    pub whom: Option<String>,
    /// Language communities that it touches
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', requires = "kind")]
    pub languages: Vec<String>,
    /// Sectors whose strikes it moves
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', requires = "kind")]
    pub sectors: Vec<String>,
    /// The demand whose granting ends it
    #[arg(long, requires = "kind", value_parser = DEMAND_NAMES)]
    pub demand: Option<String>,
    /// Utility that it adds at its height; the middle of the prior of its kind if nothing is said
    #[arg(long, value_name = "UTILITY", requires = "kind", allow_negative_numbers = true)]
    pub size: Option<f64>,
    /// Hours in which it rises
    #[arg(long, value_name = "HOURS", requires = "kind")]
    pub rise: Option<f64>,
    /// Hours in which it decays
    #[arg(long, value_name = "HOURS", requires = "kind")]
    pub decay: Option<f64>,
    /// Where that is from
    #[arg(long, value_name = "TEXT", requires = "kind")]
    pub source: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `scenario call`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell scenario call belarus\n  groundswell scenario call belarus \"Sunday marches\" --every Sunday --hour 14 --from 2020-08-16\n  groundswell scenario call belarus \"rally of 17 August\" --at 2020-08-17T18:00 --announced 2020-08-15T12:00 --where Minsk\n  groundswell scenario call belarus \"strike of 17 August\" --to strike --sectors manufacturing,mining_metals --at 2020-08-17T08:00 --hours 120\n\nThe row is written at the end of scenario.toml; what stands there stays as it is, comments too."
)]
pub(crate) struct CallArguments {
    /// A folder with a scenario of your own; to list, also a built-in one
    pub scenario: String,
    /// Its name; without it those that there are are listed
    pub name: Option<String>,
    /// To what it calls: to come out, or to put down tools [default: gather]
    #[arg(long, requires = "name", value_parser = CALL_TO)]
    pub to: Option<String>,
    /// Sectors that a call to strike is for; all if nothing is said
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', requires = "to")]
    pub sectors: Vec<String>,
    /// Share of the workplaces of these sectors that a call to strike reaches: those whose union it is; 1 if nothing is said
    #[arg(long, value_name = "SHARE", requires = "to")]
    pub share: Option<f64>,
    /// When, if it is once
    #[arg(long, value_name = "TIME", requires = "name", conflicts_with_all = ["every", "hour", "from", "until"])]
    pub at: Option<String>,
    /// Days of the week on which it recurs
    #[arg(long, value_name = "DAY,…", value_delimiter = ',', requires = "name", value_parser = DAYS)]
    pub every: Vec<String>,
    /// The hour of those days
    #[arg(long, value_name = "HOUR", requires = "name")]
    pub hour: Option<f64>,
    /// From when it recurs
    #[arg(long, value_name = "TIME", requires = "name")]
    pub from: Option<String>,
    /// Until when
    #[arg(long, value_name = "TIME", requires = "name")]
    pub until: Option<String>,
    /// When people came to know of it: from then on they wait for it
    #[arg(long, value_name = "TIME", requires = "name")]
    pub announced: Option<String>,
    /// How many hours it lasts
    #[arg(long, value_name = "HOURS", requires = "name")]
    pub hours: Option<f64>,
    /// Utility that it adds while it is on; of a call to strike, the part of what a strike costs that it takes away; the
    /// middle of its prior if nothing is said
    #[arg(long, value_name = "UTILITY", requires = "name")]
    pub strength: Option<f64>,
    /// Units and places in which it is heard; the whole country if nothing is said
    #[arg(long = "where", value_name = "NAME,…", value_delimiter = ',', requires = "name")]
    pub places: Vec<String>,
    /// Where that is from
    #[arg(long, value_name = "TEXT", requires = "name")]
    pub source: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Lists the shocks of a scenario, or adds one.
pub(crate) fn shock(asked: &ShockArguments) -> CommandResult {
    let (Some(kind), Some(at)) = (&asked.kind, &asked.at) else { return list_shocks(&asked.scenario, asked.json) };
    let exposure = asked.exposure.as_deref().map(|text| match text.split_once('=') {
        Some((column, file)) => (column.to_string(), Some(PathBuf::from(file))),
        None => (text.to_string(), None),
    });
    let new = NewShock {
        kind: kind.clone(),
        name: asked.name.clone(),
        at: at.clone(),
        exposure,
        scale: asked.exposure_scale.as_deref().and_then(ExposureScale::called),
        places: asked.places.clone(),
        whom: asked.whom.clone(),
        languages: asked.languages.clone(),
        sectors: asked.sectors.clone(),
        demand: asked.demand.clone(),
        numbers: [asked.size, asked.rise, asked.decay],
        source: asked.source.clone(),
    };
    tell(&add_shock(&asked.scenario, &new)?, asked.json)
}

/// Lists the calls of a scenario, or adds one.
pub(crate) fn call(asked: &CallArguments) -> CommandResult {
    let Some(name) = &asked.name else { return list_calls(&asked.scenario, asked.json) };
    let new = NewCall {
        name: name.clone(),
        to: asked.to.clone(),
        sectors: asked.sectors.clone(),
        share: asked.share,
        at: asked.at.clone(),
        every: asked.every.clone(),
        hour: asked.hour,
        between: [asked.from.clone(), asked.until.clone()],
        announced: asked.announced.clone(),
        hours: asked.hours,
        strength: asked.strength,
        places: asked.places.clone(),
        source: asked.source.clone(),
    };
    tell(&add_call(&asked.scenario, &new)?, asked.json)
}

pub(super) fn tell(added: &AddedRow, json: bool) -> CommandResult {
    if json {
        let all = json!({ "file": added.file, "row": added.row, "tables": added.tables, "assumed": added.assumed,
            "remark": added.remark });
        say(serde_json::to_string_pretty(&all).expect("texts become JSON"));
        return Ok(DONE);
    }
    say(format!("{} has a row more:\n\n{}", added.file.display(), added.row.trim_end()));
    for name in &added.tables {
        say(format!("{name} has a column more"));
    }
    added.assumed.iter().chain(&added.remark).for_each(|said| note(format!("note: {said}")));
    Ok(DONE)
}

pub(super) fn places(scenario: &Scenario, scope: &Scope) -> String {
    match scope {
        Scope::Nation => "the country".into(),
        Scope::EachUnit => "each unit".into(),
        Scope::Places(places) => {
            let names: Vec<&str> =
                places.iter().take(4).map(|p| scenario.country.places[*p as usize].name.as_str()).collect();
            let more = if places.len() > 4 { format!(" and {} more", places.len() - 4) } else { String::new() };
            format!("{}{more}", names.join(", "))
        }
    }
}

fn on(enabled: bool, mechanism: bool) -> String {
    if enabled && mechanism { "yes" } else { "no" }.into()
}

/// What the column means.
const E_FOLDS: &str = "e-folds: what a shock adds at its height to the logarithm of the rate of going out, of the average adult in its places.";

fn list_shocks(name: &str, json: bool) -> CommandResult {
    let s = read::scenario(name, &[])?;
    let time = |hour: f64| s.time(hour).format("%Y-%m-%d %H:%M").to_string();
    let enabled = s.mechanisms.shocks.enabled;
    if json {
        let rows = s.shocks.iter().map(|row| {
            let shock = &row.shock;
            json!({ "name": shock.name, "kind": SHOCK_KINDS[shock.kind], "at": time(shock.hour), "size": shock.size,
                "rise_hours": shock.rise, "decay_hours": shock.decay, "where": places(&s, &row.scope),
                "exposure": row.exposure.as_ref().map(|of| &of.column),
                "exposure_scale": row.exposure.as_ref().map(|of| of.scale.word()), "efolds": row.efolds(&s.country, &s.mechanisms), "enabled": shock.enabled && enabled, "source": row.source })
        });
        say(serde_json::to_string_pretty(&rows.collect::<Vec<_>>()).expect("texts become JSON"));
        return Ok(DONE);
    }
    if s.shocks.is_empty() {
        say(format!("no shock yet: groundswell scenario shock {name} KIND --at TIME"));
        return Ok(DONE);
    }
    let rows = s.shocks.iter().map(|row| {
        let shock = &row.shock;
        let exposure = row.exposure.as_ref().map_or_else(String::new, |of| match of.scale {
            ExposureScale::Mean => format!("{}, relative to its mean", of.column),
            ExposureScale::Column => of.column.clone(),
        });
        let felt = format!("{:.2}", row.efolds(&s.country, &s.mechanisms));
        let size = format!("{:.3}", shock.size);
        let kind = SHOCK_KINDS[shock.kind].to_string();
        vec![
            shock.name.clone(),
            kind,
            time(shock.hour),
            size,
            felt,
            places(&s, &row.scope),
            exposure,
            on(shock.enabled, enabled),
        ]
    });
    say(table(&["shock", "kind", "at", "size", "e-folds", "where", "exposure", "on"], &[3, 4], rows));
    say(E_FOLDS);
    Ok(DONE)
}

/// To what a call calls: which sectors, and which share of them.
fn to(call: &Call) -> (&'static str, Vec<&'static str>, Option<f64>) {
    match call.to {
        CallTo::Gather => (CALL_TO[0], vec![], None),
        CallTo::Strike { sectors, share } => {
            let sectors = SECTOR_NAMES.into_iter().zip(sectors).filter_map(|(name, called)| called.then_some(name));
            (CALL_TO[1], sectors.collect(), Some(share))
        }
    }
}

fn list_calls(name: &str, json: bool) -> CommandResult {
    let s = read::scenario(name, &[])?;
    let time = |hour: f64| s.time(hour).format("%Y-%m-%d %H:%M").to_string();
    let enabled = s.mechanisms.calls.enabled;
    let when = |when: &Recurrence| match when {
        Recurrence::Once(hour) => time(*hour),
        Recurrence::Weekly { days, hour, from, until } => {
            let days: Vec<&str> = DAYS.iter().zip(days).filter(|(_, on)| **on).map(|(day, _)| *day).collect();
            let clock = format!("{:02}:{:02}", hour.trunc(), (hour.fract() * 60.0).round());
            let from = if *from > 0.0 { format!(" from {}", time(*from)) } else { String::new() };
            let until = if until.is_finite() { format!(" until {}", time(*until)) } else { String::new() };
            format!("{} {clock}{from}{until}", days.join(", "))
        }
    };
    if json {
        let rows = s.calls.iter().map(|row| {
            let call = &row.call;
            json!({ "name": call.name, "to": to(call).0, "sectors": to(call).1, "share": to(call).2, "when": when(&call.when), "announced": call.announced.map(time), "hours": call.hours, "strength": call.strength,
                "where": places(&s, &row.scope), "enabled": call.enabled && enabled, "source": row.source })
        });
        say(serde_json::to_string_pretty(&rows.collect::<Vec<_>>()).expect("texts become JSON"));
        return Ok(DONE);
    }
    if s.calls.is_empty() {
        say(format!("no call yet: groundswell scenario call {name} NAME --every Sunday --hour 14"));
        return Ok(DONE);
    }
    let rows = s.calls.iter().map(|row| {
        let call = &row.call;
        let (hours, strength) = (call.hours.to_string(), format!("{:.3}", call.strength));
        let known = call.announced.map_or(String::new(), |hour| format!(", announced {}", time(hour)));
        let when = format!("{}{known}", when(&call.when));
        let to = match to(call) {
            (to, sectors, Some(share)) => {
                let some = if sectors.len() == SECTORS { "all sectors".into() } else { sectors.join(", ") };
                format!("{to}: {:.0} % of {some}", 100.0 * share)
            }
            (to, ..) => to.to_string(),
        };
        vec![call.name.clone(), to, when, hours, strength, places(&s, &row.scope), on(call.enabled, enabled)]
    });
    say(table(&["call", "to", "when", "hours", "strength", "where", "on"], &[3, 4], rows));
    Ok(DONE)
}
