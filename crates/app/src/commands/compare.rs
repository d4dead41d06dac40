//! `compare`: branches of one run, their directory, their differences.

use super::carry_out::carry_out;
use crate::exit::{CommandResult, DONE, USAGE, alone};
use crate::options::{BackendKind, Draws, FormChoice, RunExecutionOptions};
use crate::terminal::{complain, say, table};
use crate::this;
use clap::Args;
use groundswell_complaint::Complaint;
use groundswell_study::claim::Out;
use groundswell_study::compare::branch::hour_at;
use groundswell_study::compare::questions::{self, QUESTIONS};
use groundswell_study::compare::{Comparison, RequestedBranch};
use groundswell_study::work::Work;
use groundswell_study::work::order::{Draft, Size};
use serde_json::json;
use std::path::PathBuf;

/// `compare`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell compare kazakhstan-2022 --branch none:intervention.enabled=false --at 2022-01-05T18:00\n  groundswell compare kazakhstan-2022 --question list\n  groundswell compare kazakhstan-2022 --question no-shutdown --replicates 64\n  groundswell compare kazakhstan-2022 --question withdrawal --day 8 --day 12\n  groundswell compare kazakhstan-2022 --scale 20 --question organisation --replicates 16\n  groundswell compare two-towns --branch firm:orders.emergency.shift_hours=-24\n  groundswell compare kazakhstan-2022 --question no-shutdown --scale 10 --posterior\n  groundswell compare kazakhstan-2022 --question no-shutdown --scale 10 --posterior scenario:threshold\n\nEach replicate runs once to the hour of --at; from there every branch goes on from the same\nstate with the same random numbers. `base` is the run itself and need not be given. A branch\nis NAME:path=value,path=value or NAME:@settings.toml; paths are those of --set, and for orders\n  order.NAME.key    the order of that name\n  orders.KIND.key   all of a kind: shutdown, concession, dispersal, emergency, firearms,\n                    purge, request, withdrawal\nwith the keys enabled, from, until, shift_hours, when, delay_hours, dwell_hours, connectivity,\nreserves, curfew. Without --out the run is written to runs/<time>_<scenario>_<hash>. Stop it\nwith Ctrl-C, go on with `groundswell resume`."
)]
pub(crate) struct CompareArguments {
    /// A built-in scenario, or the path of a .toml or of its folder
    #[arg(required_unless_present = "question")]
    pub scenario: Option<String>,
    /// A branch, as NAME:path=value,path=value; may be given more than once
    #[arg(short, long, value_name = "NAME:A.B=V", conflicts_with = "question")]
    pub branch: Vec<String>,
    /// A built-in question instead of branches; `list` names them
    #[arg(long, value_name = "NAME")]
    pub question: Option<String>,
    /// Day of a question about days, 1 is the first; may be given more than once
    #[arg(long, value_name = "D", requires = "question")]
    pub day: Vec<f64>,
    /// When branches leave the base: a full hour as 2022-01-05T18:00, or hours since the start
    /// [default: the start; a question has its own]
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub at: Option<String>,
    /// The branch that the others are set against [default: base]
    #[arg(long, value_name = "NAME")]
    pub against: Option<String>,
    /// Replicates of each branch
    #[arg(short = 'n', long, default_value_t = 32, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    pub replicates: u32,
    /// Seed: the same seed gives the same files, bit for bit
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Adults that one agent stands for
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub scale: u32,
    /// Set a parameter of all branches by its path; may be given more than once
    #[arg(long, value_name = "A.B=V")]
    pub set: Vec<String>,
    /// Which orders of the authorities hold [default: as the scenario says]
    #[arg(long, value_enum)]
    pub form: Option<FormChoice>,
    /// Hours to simulate [default: as the scenario says]
    #[arg(long, value_name = "N")]
    pub hours: Option<u32>,
    /// Steps per hour: 2 checks that an hour is short enough
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=60))]
    pub steps_per_hour: u32,
    /// Who moves people
    #[arg(long, value_enum, default_value = "event")]
    pub backend: BackendKind,
    /// Where replicates take their parameters from.
    #[command(flatten)]
    pub draws: Draws,
    /// Directory of the run
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the run that is in the directory
    #[arg(long)]
    pub force: bool,
    /// How it is carried out.
    #[command(flatten)]
    pub execution: RunExecutionOptions,
}

/// Compares branches.
pub(crate) fn compare(asked: &CompareArguments) -> CommandResult {
    if asked.question.as_deref() == Some("list") {
        list(asked.execution.plain.json);
        return Ok(DONE);
    }
    let question = match asked.question.as_deref().map(questions::find).transpose() {
        Ok(question) => question,
        Err(complaint) => return usage(complaint),
    };
    let Some(name) = asked.scenario.clone() else {
        let complaint = Complaint::inconsistent("of which scenario?");
        return usage(complaint.allowed("groundswell compare SCENARIO --question NAME"));
    };
    let form = asked.form.map(FormChoice::setting);
    let hours = asked.hours.map(|hours| format!("hours={hours}"));
    let settings = asked.set.iter().cloned().chain(form).chain(hours).collect();
    let mut draft = Draft::load(&name, settings, asked.draws.posterior.as_deref())?;
    if question.is_some_and(|question| question.would_assume(&draft.scenario)) {
        draft = draft.with_assumed_cut()?;
    }
    let scenario = &draft.scenario;
    let at = match asked.at.as_deref().map(|at| hour_at(scenario, at)).transpose() {
        Ok(at) => at,
        Err(complaint) => return usage(complaint),
    };
    let asked_for = match question {
        Some(question) => question.ask(scenario, &asked.day, at, asked.against.as_deref()),
        None => asked
            .branch
            .iter()
            .map(|text| RequestedBranch::parse(text))
            .collect::<Result<Vec<_>, _>>()
            .and_then(|branches| Comparison::of(branches, at.unwrap_or(0), asked.against.as_deref(), None)),
    };
    let comparison = match asked_for {
        Ok(comparison) => comparison,
        Err(complaint) => return usage(complaint),
    };
    let size = Size {
        replicates: asked.replicates,
        seed: asked.seed,
        scale: asked.scale,
        steps_per_hour: asked.steps_per_hour,
        backend: asked.backend.name(),
        shard: None,
    };
    let order = draft.order(size, Some(comparison))?;
    carry_out(&Work::begin(order, Out::of(asked.out.as_deref(), asked.force), this::maker())?, &asked.execution)
}

/// What was typed cannot be carried out: said like any complaint, but it is no scenario's fault.
fn usage(complaint: Complaint) -> CommandResult {
    complain(&alone(complaint));
    Ok(USAGE)
}

/// Prints the built-in questions.
fn list(as_json: bool) {
    if as_json {
        let all: Vec<_> = QUESTIONS.iter().map(|q| json!({ "name": q.name, "asks": q.asks })).collect();
        say(serde_json::to_string_pretty(&all).expect("questions become JSON"));
    } else {
        say(table(&["question", "asks"], &[], QUESTIONS.iter().map(|q| vec![q.name.into(), q.asks.into()])));
    }
}
