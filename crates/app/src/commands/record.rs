//! `record`: imported events to the facts and targets of a scenario.

use crate::exit::{DONE, Done, alone};
use crate::terminal::{exact, note, say, table};
use clap::{Args, ValueEnum};
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_scenario::files::{Files, read_text};
use groundswell_scenario::record::{HoldOut, RecordRequest, Recorded, Tables, keep};
use groundswell_scenario::rows::Rows;
use groundswell_scenario::scenario::Scenario;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What is held out.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HoldOutWord {
    /// The last of the recorded days
    Last,
    /// A share of the targets, spread over all days
    Spread,
}

/// `record`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell record belarus events.parquet\n  groundswell record belarus events.parquet --hold-out 0.25\n  groundswell record belarus acled.csv mm.csv --within 10 --names other-names.csv --force\n\nEvents are matched to places by name, alternate name or distance; those of one day and place are\nreports of one gathering and do not add up, gatherings of distinct places do. Writes facts.csv,\ntargets.csv, reports.csv and unmatched.csv into the folder of the scenario. The rules:\ndocs/event-table.md."
)]
pub(crate) struct Record {
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
    /// Replace a record that is there
    #[arg(long)]
    pub force: bool,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
}

/// Makes a record.
pub(crate) fn run(asked: &Record) -> Done {
    let begun = Instant::now();
    let wanted = wanted(asked)?;
    let scenario = Scenario::load(&asked.scenario, &[])?;
    let folder = match Files::find(&asked.scenario).map_err(alone)? {
        Files::Folder(file) => file.parent().map(Path::to_path_buf).unwrap_or_default(),
        _ => {
            let complaint = Complaint::inconsistent(format!("`{}` is built in and has a record", asked.scenario));
            return Err(alone(complaint.advise("make a scenario of your own with `groundswell scenario new`")));
        }
    };
    may_replace(&folder, &scenario, asked.force)?;
    let (recorded, made) = keep(&folder, &scenario, &asked.events, &wanted, &mut |_, _| {}).map_err(alone)?;
    tell(asked, &recorded, &made, &folder, begun.elapsed().as_secs_f64());
    Ok(DONE)
}

fn wanted(asked: &Record) -> Result<RecordRequest, Complaints> {
    let within = |name: &str, x: f64, high: f64| {
        let problem = Problem::NotAllowed { name: name.into(), found: x.to_string() };
        let complaint = Complaint::new(problem).allowed(format!("a number from 0 to {high}"));
        if (0.0..=high).contains(&x) { Ok(x) } else { Err(alone(complaint)) }
    };
    let mut alternates = Vec::new();
    if let Some(file) = &asked.names {
        let mut complaints = Complaints::default();
        let text = read_text(file, 64 << 20).map_err(alone)?;
        let rows = Rows::read(&file.display().to_string(), &text, &["name", "place"], &mut complaints);
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
    })
}

/// A record that is there is somebody's work.
fn may_replace(folder: &Path, scenario: &Scenario, force: bool) -> Result<(), Complaints> {
    if !(force || scenario.facts.is_empty() && scenario.targets.is_empty()) {
        let file = folder.join(if scenario.facts.is_empty() { "targets.csv" } else { "facts.csv" });
        let problem = Problem::Output { path: file, reason: "the scenario has a record already".into() };
        return Err(alone(
            Complaint::new(problem).advise("replace it with `--force`, or work on a copy of the folder"),
        ));
    }
    Ok(())
}

fn reasons(recorded: &Recorded) -> String {
    let all: Vec<String> =
        recorded.unmatched.iter().map(|(reason, n)| format!("{} {reason}", exact(*n as f64))).collect();
    all.join("; ")
}

fn tell(asked: &Record, recorded: &Recorded, made: &Tables, folder: &Path, seconds: f64) {
    let (facts, targets, held) = made.counts;
    let (named, sized) = made.named_and_sized;
    if asked.json {
        let covered = recorded.gathered.covered.map(|(from, to)| [from.to_string(), to.to_string()]);
        let all = json!({
            "read": recorded.read, "matched": recorded.matched, "by": recorded.by, "unmatched": recorded.unmatched,
            "facts": facts, "targets": targets, "held_out": held, "covered": covered,
            "reports": { "sized": sized, "named": named, "silent": made.silent }, "folder": folder, "seconds": seconds,
        });
        return say(serde_json::to_string_pretty(&all).expect("counts become JSON"));
    }
    if !recorded.unmatched.is_empty() {
        note(format!(
            "note: not in the record: {}; all are listed in {}",
            reasons(recorded),
            folder.join("unmatched.csv").display()
        ));
    }
    let rows = recorded.by.iter().map(|(how, n)| vec![(*how).to_string(), exact(*n as f64)]);
    say(table(&["matched by", "events"], &[1], rows));
    if let Some((from, to)) = recorded.gathered.covered {
        say(format!(
            "units and days from {from} to {to}: {} sized, {} named without a size, {} silent",
            exact(sized as f64),
            exact(named as f64),
            exact(made.silent as f64)
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
