//! `score`: forecasts over many events against simple rules.

use crate::exit::{CommandResult, DONE, INTERRUPTED, PARTIAL, alone};
use crate::interrupt::listen;
use crate::options::ExecutionOptions;
use crate::pool::on_threads;
use crate::progress::{Meter, duration};
use crate::read;
use crate::terminal::{heading, note, say, table};
use crate::this;
use clap::Args;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_scenario::alone::{scenario as table_alone, table_at};
use groundswell_scenario::files::BUILT_IN;
use groundswell_scenario::scenario::Scenario;
use groundswell_study::claim::WriteClaim;
use groundswell_study::clock;
use groundswell_study::condition::outer::Effort;
use groundswell_study::condition::parameters::AggregatePrior;
use groundswell_study::forecast::asked::observation;
use groundswell_study::forecast::baselines::BASELINES;
use groundswell_study::pool::Pool;
use groundswell_study::score::cells::ScoredCell;
use groundswell_study::score::record::EventRecord;
use groundswell_study::score::store::{self, Kept};
use groundswell_study::score::verdict::{
    EventVersus, SCORES, calibration, mean, methods, stack_against_hurdle, versus,
};
use groundswell_study::score::{Asked, Event, parts, score};
use groundswell_study::stamps::Stamp;
use groundswell_tables::stamp::ManifestStatus;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// `score`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell score\n  groundswell score --events kazakhstan-2022 my-event/ -o scores/first\n  groundswell score --events corpus/* --ablate -o scores/corpus\n  groundswell score --events my-event/ --leads 1,2,3,7 --origins 10 --pool none\n\nAn event is a scenario with facts of crowds in units or places, or a table of reports by day and unit\n(.csv or .parquet; one that `groundswell import` wrote, a facts.csv, any with columns for day, unit and size). Forecasts are made at midnights\nspread over its record, from what had been published by then. With `-o` what was finished is not\ncomputed again."
)]
pub(crate) struct ScoreArguments {
    /// Scenarios with a record, by name or path, or tables of events [default: those that the program carries]
    #[arg(long, num_args = 1.., value_delimiter = ',', value_name = "EVENT")]
    pub events: Vec<String>,
    /// Forecasts of each event
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub origins: u32,
    /// Days ahead, 1 for the day that begins at the origin; several with commas
    #[arg(long, value_name = "DAYS", value_delimiter = ',', default_value = "1,2,3", value_parser = clap::value_parser!(u32).range(1..=60))]
    pub leads: Vec<u32>,
    /// Draws of each forecast
    #[arg(long, default_value_t = 1000, value_name = "N", value_parser = clap::value_parser!(u32).range(50..=100_000))]
    pub draws: u32,
    /// Particles of each conditioned forecast
    #[arg(long, default_value_t = 64, value_name = "N", value_parser = clap::value_parser!(u32).range(16..=100_000))]
    pub particles: u32,
    /// The model without its parts as well: pool, differences, growth, reports without a size
    #[arg(long)]
    pub ablate: bool,
    /// What is known of other events: a table that `groundswell pool` wrote, or `none`. An event in it is left out of
    /// its own prior [default: the one that the program carries]
    #[arg(long, value_name = "FILE")]
    pub pool: Option<PathBuf>,
    /// Seed: the same seed gives the same scores
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Set a parameter of the observation layer; may be given more than once
    #[arg(long, value_name = "NAME=V")]
    pub observe: Vec<String>,
    /// Write every score as a table into this folder, and keep what was finished there
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// How it is carried out.
    #[command(flatten)]
    pub execution: ExecutionOptions,
    /// Every lead and every baseline
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// The tutorial: nothing in it happened.
const INVENTED: &str = "two-towns";

/// An event by its name, with its record.
pub(crate) struct Named {
    /// Its name: that of the scenario.
    pub name: String,
    /// Its scenario.
    pub scenario: Scenario,
    /// What is recorded.
    pub record: EventRecord,
}

/// Events that were loaded, and how many of those that were named cannot be scored; each of these was said why.
pub(crate) struct Loaded {
    /// Events with a record.
    pub events: Vec<Named>,
    /// How many were left out.
    pub left: usize,
}

/// Events by name or path; those that the program carries if none is given, without those that have no record by unit.
/// What cannot be scored is said and left out.
///
/// # Errors
/// Nothing that can be scored; two events of one name.
pub(crate) fn load(given: &[String]) -> Result<Loaded, Complaints> {
    let recorded = BUILT_IN.iter().map(|built_in| built_in.name).filter(|name| *name != INVENTED);
    let shipped = || recorded.map(String::from).collect::<Vec<_>>();
    let names = if given.is_empty() { shipped() } else { given.to_vec() };
    let (mut events, mut left, mut twice) = (Vec::<Named>::new(), Vec::<Complaints>::new(), Complaints::default());
    for path in &names {
        let loaded = scenario(path).and_then(|scenario| {
            let record = groundswell_study::pool::record(&scenario).map_err(alone)?;
            Ok((scenario, record))
        });
        match loaded {
            Ok((scenario, record)) => {
                let name = scenario.name.clone();
                if events.iter().any(|event| event.name == name) {
                    let why = format!("two events are called `{name}`: {path} is the second");
                    twice.push(Complaint::inconsistent(why));
                } else {
                    events.push(Named { name, scenario, record });
                }
            }
            Err(complaints) => left.push(complaints),
        }
    }
    if !twice.is_empty() {
        return Err(twice);
    }
    if events.is_empty() {
        let mut all = Complaints::default();
        left.iter().flat_map(|complaints| complaints.iter()).for_each(|complaint| all.push(complaint.clone()));
        return Err(all);
    }
    left.iter().flat_map(|complaints| complaints.iter()).for_each(|complaint| note(format!("left out: {complaint}")));
    Ok(Loaded { events, left: if given.is_empty() { 0 } else { left.len() } })
}

/// The scenario of an event: one by name or path, or that of a table of events where there is no scenario to read.
fn scenario(path: &str) -> Result<Scenario, Complaints> {
    let at = Path::new(path);
    let built_in = BUILT_IN.iter().any(|built_in| built_in.name == path);
    let has = |name: &str| at.join(name).is_file();
    let of_table = |table: &Path| {
        let (scenario, notes) = table_alone(table)?;
        notes.iter().for_each(note);
        Ok(scenario)
    };
    match table_at(at).filter(|_| !built_in) {
        Some(table) if at.is_file() || !has("scenario.toml") => of_table(&table),
        // Facts with units, and nothing that says what these are.
        Some(table) if !has("places.csv") && !has("units.csv") => read::scenario(path, &[]).or_else(|complaints| {
            let scenario = of_table(&table).map_err(|_| complaints)?;
            note(format!("{path} has no places: its units are those that {} names", table.display()));
            Ok(scenario)
        }),
        _ => read::scenario(path, &[]),
    }
}

/// Scores.
pub(crate) fn run(asked: &ScoreArguments) -> CommandResult {
    let mut leads: Vec<usize> = asked.leads.iter().map(|lead| *lead as usize).collect();
    leads.sort_unstable();
    leads.dedup();
    let plan = Asked {
        origins: asked.origins as usize,
        leads,
        draws: asked.draws as usize,
        effort: Effort { particles: asked.particles as usize, ..Effort::default() },
        ablate: asked.ablate,
        seed: asked.seed,
        observation: observation(&asked.observe)?,
    };
    let pool = pool(asked.pool.as_deref())?;
    let prior = |named: Named| {
        let others = pool.as_ref().map_or(0, |pool| pool.events().iter().filter(|event| **event != named.name).count());
        Event {
            prior: pool.as_ref().map_or_else(AggregatePrior::default, |pool| pool.prior(&named.name)),
            made_from: format!("{others} other events"),
            name: named.name,
            scenario: named.scenario,
            record: named.record,
        }
    };
    let Loaded { events, left } = load(&asked.events)?;
    let events: Vec<Event> = events.into_iter().map(prior).collect();
    let claim = asked.out.as_deref().map(|out| claim(out, &events, &plan)).transpose().map_err(alone)?;
    let (cells, seconds) = compute(asked, &events, &plan)?;
    let Some(cells) = cells else { return Ok(INTERRUPTED) };
    let compared = versus(&cells, &plan.leads, asked.seed);
    if let Some((claim, stamp)) = &claim {
        let table = store::table(&events, &cells);
        table.write_parquet(&claim.dir().file("scores.parquet")).map_err(alone)?;
        table.save_csv(&claim.dir().file("scores.csv")).map_err(alone)?;
        let closed = stamp.close(claim.dir(), &this::maker(), ManifestStatus::Complete, &clock::now(), &[], |file| {
            file.path.starts_with("checkpoints")
        });
        closed.map_err(alone)?;
    }
    if asked.execution.json {
        say(serde_json::to_string_pretty(&as_json(&events, &cells, &compared)).expect("scores become JSON"));
    } else if !asked.execution.quiet {
        show(asked, &plan, &events, &cells, &compared);
        note(duration(seconds));
    }
    Ok(if left > 0 { PARTIAL } else { DONE })
}

/// The pool that was asked for.
fn pool(asked: Option<&Path>) -> Result<Option<Pool>, Complaints> {
    match asked {
        None => Pool::shipped().map(Some),
        Some(path) if path == Path::new("none") => Ok(None),
        Some(path) => {
            let text = groundswell_scenario::files::read_text(path, 1 << 24).map_err(alone)?;
            Pool::read(&path.display().to_string(), &text).map(Some)
        }
    }
}

/// Claims the directory; one of an earlier score is gone on with.
fn claim(out: &Path, events: &[Event], plan: &Asked) -> Result<(WriteClaim, Stamp), Complaint> {
    let claim = match WriteClaim::again(out, "scores") {
        Ok(claim) if out.join("scores.parquet").exists() || out.join("checkpoints").exists() => claim,
        Ok(_) => return Err(Complaint::inconsistent(format!("{} holds other work", out.display()))),
        Err(_) => WriteClaim::fresh(out, false, &this::maker().command)?,
    };
    let stamp = Stamp {
        title: "Groundswell scores of forecasts".into(),
        description: format!("{} events, each forecast from what had been published.", events.len()),
        seed: plan.seed,
        versions: vec![("engine", env!("CARGO_PKG_VERSION").into())],
        counts: vec![("events", events.len() as u64), ("origins", plan.origins as u64), ("draws", plan.draws as u64)],
    };
    stamp.begin(claim.dir(), &this::maker(), None)?;
    Ok((claim, stamp))
}

/// The cells of each event.
type CellsOfEvents = Vec<Vec<ScoredCell>>;

/// The cells of each event and how long it took; `None` if it was stopped.
fn compute(asked: &ScoreArguments, events: &[Event], plan: &Asked) -> Result<(Option<CellsOfEvents>, f64), Complaints> {
    let kept = Kept::at(asked.out.as_deref());
    for name in kept.damaged() {
        note(format!("note: checkpoints/{name} is not as it was written: its part is computed again"));
    }
    let parts = parts(events, plan);
    let meter = Meter::new(asked.execution.shown(), "origins", parts.len() as u64, 0);
    let mut cells: CellsOfEvents = events.iter().map(|_| Vec::new()).collect();
    for (done, part) in parts.iter().enumerate() {
        let event = &events[part.event];
        let found = match kept.read(event, *part, plan) {
            Some(found) => found,
            None => {
                let work = || score(event, *part, plan, listen());
                let Some(found) = on_threads(asked.execution.threads(), work)? else { return Ok((None, 0.0)) };
                kept.write(event, *part, plan, &found).map_err(alone)?;
                found
            }
        };
        cells[part.event].extend(found);
        meter.at(done as u64 + 1, 0, &event.name);
    }
    let seconds = meter.elapsed();
    meter.end();
    Ok((Some(cells), seconds))
}

fn show(asked: &ScoreArguments, plan: &Asked, events: &[Event], cells: &[Vec<ScoredCell>], compared: &[EventVersus]) {
    say(heading(
        "CRPS of ln(1 + reported people) by unit (smaller is better), and skill of the model against two rules",
    ));
    say(of_events(events, cells));
    say(heading("Skill over events, 1 − score/score of the baseline: above 0 better, below 0 worse"));
    say("In brackets the 90 % interval of a bootstrap over events; every event counts alike.\n");
    let shown: Vec<&str> = if asked.verbose { BASELINES.to_vec() } else { vec!["hurdle", "persistence"] };
    let leads: Vec<Option<usize>> = std::iter::once(None).chain(plan.leads.iter().copied().map(Some)).collect();
    let scores: Vec<&str> = SCORES.iter().map(|score| score.name).filter(|name| *name != "log").collect();
    let headings: Vec<&str> = ["method", "against", "lead"].into_iter().chain(scores.iter().copied()).collect();
    let mut rows = Vec::new();
    for method in methods(cells) {
        for baseline in shown.iter().filter(|baseline| **baseline != method) {
            // What was taken away is shown over all leads.
            let detailed = asked.verbose || ["conditioned", "stack"].contains(&method.as_str());
            for lead in leads.iter().filter(|lead| lead.is_none() || detailed) {
                let find = |score: &str| {
                    let same = |v: &&EventVersus| {
                        (v.score, v.lead, v.method.as_str(), v.baseline) == (score, *lead, &*method, *baseline)
                    };
                    compared.iter().find(same).map_or("–".into(), skill)
                };
                let when = lead.map_or("all".into(), |lead| format!("{lead} d"));
                let mut row = vec![method.clone(), (*baseline).into(), when];
                row.extend(scores.iter().map(|score| find(score)));
                rows.push(row);
            }
        }
    }
    say(table(&headings, &[], rows));
    SCORES.iter().for_each(|score| say(format!("{:<10} {}", score.name, score.meaning)));
    say("");
    say(heading(
        "Calibration: share of transforms in each tenth (.10 each is perfect), and of units inside the 90 % interval",
    ));
    let rows = ["conditioned", "stack", "hurdle", "persistence"].into_iter().filter_map(|method| {
        let (bins, inside) = calibration(cells, method)?;
        let shares = bins.iter().map(|share| format!("{share:.2}"));
        Some(std::iter::once(method.to_string()).chain(shares).chain([format!("{inside:.2}")]).collect())
    });
    let tenths: Vec<String> = (1..=10).map(|i| format!("{i}")).collect();
    let headings: Vec<&str> =
        std::iter::once("method").chain(tenths.iter().map(String::as_str)).chain(["inside"]).collect();
    say(table(&headings, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], rows));
}

/// A row an event.
fn of_events(events: &[Event], cells: &[Vec<ScoredCell>]) -> String {
    let names: Vec<String> = methods(cells).into_iter().filter(|name| name != "hurdle").collect();
    let mut headings = vec!["event", "prior from", "origins", "cells", "sized", "distinct"];
    headings.extend(names.iter().map(String::as_str));
    headings.extend(["hurdle", "persistence", "skill: hurdle", "persistence", "stack: hurdle"]);
    let rows = events.iter().zip(cells).map(|(event, cells)| {
        let score = |method: &str| mean(cells, method, "crps", None);
        let text = |method: &str| score(method).map_or("–".into(), |(crps, _)| format!("{crps:.3}"));
        let against = |method: &str, other: &str| match (score(method), score(other)) {
            (Some(a), Some(b)) if b.0 > 0.0 => format!("{:+.2}", 1.0 - a.0 / b.0),
            _ => "–".into(),
        };
        let mut origins: Vec<u64> = cells.iter().map(|cell| cell.origin as u64).collect();
        origins.dedup();
        let count = |score: &str| mean(cells, "conditioned", score, None).map_or(0, |(_, n)| n).to_string();
        let distinct: Vec<usize> = cells.iter().filter_map(|cell| cell.effective).collect();
        let fewest = distinct.iter().min().map_or("–".into(), |n| format!("≥ {n}"));
        let sized = count("sizes");
        let mut row =
            vec![event.name.clone(), event.made_from.clone(), origins.len().to_string(), count("crps"), sized, fewest];
        row.extend(names.iter().map(|name| text(name)));
        let stack = stack_against_hurdle(cells).map_or("–".into(), |worse| format!("{:+.2}", -worse));
        row.extend([
            text("hurdle"),
            text("persistence"),
            against("conditioned", "hurdle"),
            against("conditioned", "persistence"),
            stack,
        ]);
        row
    });
    let right: Vec<usize> = (2..headings.len()).collect();
    table(&headings, &right, rows.collect::<Vec<_>>())
}

fn skill(v: &EventVersus) -> String {
    match (v.skill.skill, v.skill.interval) {
        (None, _) => "–".into(),
        (Some(s), None) => format!("{s:+.2}"),
        (Some(s), Some((low, high))) => format!("{s:+.2} [{low:+.2}, {high:+.2}]"),
    }
}

fn as_json(events: &[Event], cells: &[Vec<ScoredCell>], compared: &[EventVersus]) -> Value {
    let of = |(event, cells): (&Event, &Vec<ScoredCell>)| {
        let all: Vec<String> = methods(std::slice::from_ref(cells))
            .into_iter()
            .chain(BASELINES.iter().map(|b| (*b).to_string()))
            .collect();
        let scores = all.iter().map(|method| {
            let score = |name: &str| mean(cells, method, name, None).map(|(value, _)| value);
            let values: serde_json::Map<String, Value> =
                SCORES.iter().map(|of| (of.name.to_string(), json!(score(of.name)))).collect();
            (method.clone(), Value::Object(values))
        });
        let scores: serde_json::Map<String, Value> = scores.collect();
        json!({ "event": event.name, "prior_from": event.made_from, "scores": scores })
    };
    let methods = ["conditioned", "stack", "hurdle", "persistence"];
    let calibrated = methods.iter().filter_map(|method| {
        calibration(cells, method).map(|(bins, inside)| json!({ "method": method, "pit": bins, "inside_90": inside }))
    });
    json!({
        "events": events.iter().zip(cells).map(of).collect::<Vec<_>>(),
        "skill": compared,
        "calibration": calibrated.collect::<Vec<_>>(),
    })
}
