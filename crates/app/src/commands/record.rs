//! `record`: imported events to the facts and targets of a scenario.

use crate::exit::{CommandResult, DONE, alone};
use crate::read::remarks_on;
use crate::terminal::{exact, note, say, table};
use clap::{Args, ValueEnum};
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_scenario::files::read_text;
use groundswell_scenario::record::make::{MadeRecord, make};
use groundswell_scenario::record::{HoldOut, RecordRequest};
use groundswell_scenario::rows::CsvRows;
use serde_json::json;
use std::path::PathBuf;
use std::time::Instant;

/// What is held out.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HoldOutWord {
    /// The last of the recorded days
    #[value(alias = "date")]
    Last,
    /// A share of the targets, at random over all days
    #[value(alias = "random")]
    Spread,
}

/// `record`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell record belarus events.parquet\n  groundswell record belarus events.parquet --hold-out 0.25\n  groundswell record belarus acled.csv mm.csv --within 10 --names other-names.csv --force\n\nEvents are matched to places by id, name, alternate name or distance; those of one day and place are\nreports of one gathering and do not add up, gatherings of distinct places do. Writes facts.csv,\ntargets.csv, reports.csv and unmatched.csv into the folder of the scenario. The rules:\ndocs/event-table.md."
)]
pub(crate) struct RecordArguments {
    /// A folder with a scenario of your own
    pub scenario: String,
    /// Tables that `groundswell import` wrote
    #[arg(required = true, value_name = "EVENTS")]
    pub events: Vec<PathBuf>,
    /// Share of the record that is kept out of every fit
    #[arg(long, default_value_t = 0.0, value_name = "SHARE")]
    pub hold_out: f64,
    /// Which share
    #[arg(long, value_enum, default_value = "last", value_name = "WHICH")]
    pub by: HoldOutWord,
    /// How far from an event its place may be, kilometres
    #[arg(long, default_value_t = 25.0, value_name = "KM")]
    pub within: f64,
    /// Other names of places and units: a CSV table with the columns `name` and `place`
    #[arg(long, value_name = "FILE")]
    pub names: Option<PathBuf>,
    /// What the record says of its source; the names of the datasets if nothing is said
    #[arg(long, value_name = "TEXT")]
    pub source: Option<String>,
    /// Replace a record that is there
    #[arg(long)]
    pub force: bool,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
}

/// Makes a record.
pub(crate) fn run(asked: &RecordArguments) -> CommandResult {
    let begun = Instant::now();
    remarks_on(&asked.scenario);
    asked.names.iter().for_each(|names| remarks_on(&names.display().to_string()));
    let made = make(&asked.scenario, &asked.events, &wanted(asked)?, asked.force)?;
    tell(asked, &made, begun.elapsed().as_secs_f64());
    Ok(DONE)
}

fn wanted(asked: &RecordArguments) -> Result<RecordRequest, Complaints> {
    let within = |name: &str, x: f64, high: f64| {
        let problem = Problem::NotAllowed { name: name.into(), found: x.to_string() };
        let complaint = Complaint::new(problem).allowed(format!("a number from 0 to {high}"));
        if (0.0..=high).contains(&x) { Ok(x) } else { Err(alone(complaint)) }
    };
    let mut alternates = Vec::new();
    if let Some(file) = &asked.names {
        let mut complaints = Complaints::default();
        let text = read_text(file, 64 << 20).map_err(alone)?;
        let rows = CsvRows::read(&file.display().to_string(), &text, &["name", "place"], &mut complaints);
        for row in rows.iter() {
            alternates.push((row.name("name", &mut complaints), row.name("place", &mut complaints)));
        }
        complaints.or(())?;
    }
    Ok(RecordRequest {
        hold_out: within("--hold-out", asked.hold_out, 0.9)?,
        by: if asked.by == HoldOutWord::Last { HoldOut::Last } else { HoldOut::Spread },
        within_km: within("--within", asked.within, 500.0)?,
        alternates,
        source: asked.source.clone(),
    })
}

fn tell(asked: &RecordArguments, made: &MadeRecord, seconds: f64) {
    let MadeRecord { recorded, tables: written, folder, unmatched } = made;
    let (facts, targets, held) = written.counts;
    let (named, sized) = written.named_and_sized;
    if asked.json {
        let covered = recorded.gathered.covered.map(|(from, to)| [from.to_string(), to.to_string()]);
        let all = json!({
            "read": recorded.read, "matched": recorded.matched, "by": recorded.by, "unmatched": recorded.unmatched,
            "facts": facts, "targets": targets, "held_out": held, "covered": covered,
            "reports": { "sized": sized, "named": named, "silent": written.silent }, "folder": folder, "seconds": seconds,
        });
        return say(serde_json::to_string_pretty(&all).expect("counts become JSON"));
    }
    if !recorded.unmatched.is_empty() {
        note(format!("note: not in the record: {}; all are listed in {}", recorded.reasons(), unmatched.display()));
    }
    let lost = recorded.lost();
    if lost > recorded.matched {
        let (matched, all) = (exact(recorded.matched as f64), exact((recorded.matched + lost) as f64));
        note(format!("note: what the record says, its class too, rests on {matched} of {all} events of these days"));
    }
    let rows = recorded.by.iter().map(|(how, n)| vec![(*how).to_string(), exact(*n as f64)]);
    say(table(&["matched by", "events"], &[1], rows));
    if let Some((from, to)) = recorded.gathered.covered {
        say(format!(
            "units and days from {from} to {to}: {} sized, {} named without a size, {} silent",
            exact(sized as f64),
            exact(named as f64),
            exact(written.silent as f64)
        ));
    }
    say(format!(
        "{} facts and {} targets ({} held out) of {} events in {}, {seconds:.1} s",
        exact(facts as f64),
        exact(targets as f64),
        exact(held as f64),
        exact(recorded.matched as f64),
        folder.display()
    ));
}
