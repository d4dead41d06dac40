//! `compare`: branches of one run, their directory, their differences.

use super::alone;
use super::report::write_report;
use super::resume::{Logged, listen, quietly};
use super::run::default_out;
use crate::options::{BackendKind, Draws, Form, Means, ProgressKind};
use crate::progress::Teller;
use crate::show::{self, Cost};
use crate::terminal::{complain, exact, note, say, table};
use crate::{DONE, Done, INTERRUPTED, PARTIAL, USAGE, this};
use clap::Args;
use groundswell_complaint::Complaint;
use groundswell_scenario::scenario::Scenario;
use groundswell_study::calibrate::named::{another_scale, drawn, keep};
use groundswell_study::calibrate::posterior::Posterior;
use groundswell_study::compare::branch::hour_at;
use groundswell_study::compare::questions::{self, QUESTIONS};
use groundswell_study::compare::table as rows;
use groundswell_study::compare::{Asked, Branch, Comparison, carry_out};
use groundswell_study::execute;
use groundswell_study::finish::{self, Maker};
use groundswell_study::plan::{self, Plan};
use groundswell_study::rundir::{self, RunDir};
use groundswell_study::summary::Summary;
use groundswell_tables::stamp::Status;
use groundswell_tables::stamp::log::Log;
use serde_json::json;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// `compare`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell compare kazakhstan-2022 --branch none:intervention.enabled=false --at 2022-01-05T18:00\n  groundswell compare kazakhstan-2022 --question list\n  groundswell compare kazakhstan-2022 --question no-shutdown --replicates 64\n  groundswell compare kazakhstan-2022 --question withdrawal --day 8 --day 12\n  groundswell compare kazakhstan-2022 --scale 20 --question organisation --replicates 16\n  groundswell compare two-towns --branch firm:orders.emergency.shift_hours=-24\n  groundswell compare kazakhstan-2022 --question no-shutdown --scale 10 --posterior\n  groundswell compare kazakhstan-2022 --question no-shutdown --scale 10 --posterior scenario:threshold\n\nEach replicate runs once to the hour of --at; from there every branch goes on from the same\nstate with the same random numbers. `base` is the run itself and need not be given. A branch\nis NAME:path=value,path=value or NAME:@settings.toml; paths are those of --set, and for orders\n  order.NAME.key    the order of that name\n  orders.KIND.key   all of a kind: shutdown, concession, dispersal, emergency, firearms,\n                    purge, request, withdrawal\nwith the keys enabled, from, until, shift_hours, when, delay_hours, dwell_hours, connectivity,\nreserves, curfew. Without --out the run is written to runs/<time>_<scenario>_<hash>. Stop it\nwith Ctrl-C, go on with `groundswell resume`."
)]
pub struct Compare {
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
    pub form: Option<Form>,
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
    pub means: Means,
}

/// Compares branches.
pub fn compare(asked: &Compare) -> Done {
    if asked.question.as_deref() == Some("list") {
        list(asked.means.json);
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
    let mut settings = asked.set.clone();
    settings.extend(
        asked.form.map(|form| format!("form={}", if form == Form::History { "history" } else { "endogenous" })),
    );
    settings.extend(asked.hours.map(|hours| format!("hours={hours}")));
    let (scenario, settings, posterior) = drawn(asked.draws.posterior.as_deref(), &name, settings)?;
    let at = match asked.at.as_deref().map(|at| hour_at(&scenario, at)).transpose() {
        Ok(at) => at,
        Err(complaint) => return usage(complaint),
    };
    let asked_for = match question {
        Some(question) => question.ask(&scenario, &asked.day, at, asked.against.as_deref()),
        None => asked
            .branch
            .iter()
            .map(|text| Asked::parse(text))
            .collect::<Result<Vec<_>, _>>()
            .and_then(|branches| Comparison::of(branches, at.unwrap_or(0), asked.against.as_deref(), None)),
    };
    let mut comparison = match asked_for {
        Ok(comparison) => comparison,
        Err(complaint) => return usage(complaint),
    };
    let branches = comparison.load(&name, &settings)?;
    if let Some(text) = &posterior {
        comparison.agrees_with(&Posterior::read_text(rundir::POSTERIOR, text)?)?;
    }
    comparison.seal(&branches);
    let plan = Plan {
        version: this::VERSION.into(),
        scenario: name,
        settings,
        replicates: asked.replicates,
        seed: asked.seed,
        scale: asked.scale,
        steps_per_hour: asked.steps_per_hour,
        backend: if asked.backend == BackendKind::Scan { "scan" } else { "event" }.into(),
        hash: plan::hash(&scenario),
        shard: None,
        posterior: posterior.as_deref().map(rundir::posterior_hash),
    };
    scenario.agents(&plan.making()).map_err(alone)?;
    posterior.as_deref().and_then(|text| another_scale(text, asked.scale)).iter().for_each(note);
    scenario.too_coarse(&plan.making()).iter().for_each(note);
    let out = asked.out.clone().unwrap_or_else(|| default_out(&scenario, &plan));
    let dir = RunDir::create(&out, asked.force).map_err(alone)?;
    let maker = Maker {
        version: this::VERSION.into(),
        revision: this::revision().map(String::from),
        command: std::env::args()
            .enumerate()
            .map(|(i, word)| if i == 0 { "groundswell".into() } else { word })
            .collect(),
        started: this::now(),
    };
    finish::begin(&dir, &plan, &maker).map_err(alone)?;
    comparison.write(&dir).map_err(alone)?;
    keep(&dir, asked.draws.posterior.as_deref(), posterior.as_deref()).map_err(alone)?;
    dir.write_inputs(&scenario, &plan).map_err(alone)?;
    go(&dir, &plan, &scenario, &comparison, &branches, &maker, &asked.means, "begun")
}

/// What was typed cannot be carried out: said like any complaint, but it is no scenario's fault.
fn usage(complaint: Complaint) -> Done {
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

/// Goes on with a comparison that was stopped.
pub fn resume(
    dir: &RunDir,
    plan: &Plan,
    scenario: &Scenario,
    comparison: &Comparison,
    maker: &Maker,
    means: &Means,
) -> Done {
    let inputs = dir.file("inputs").display().to_string();
    let branches = comparison.load(&inputs, &plan.settings)?;
    let mut now = comparison.clone();
    now.seal(&branches);
    if now.hashes != comparison.hashes {
        let complaint =
            Complaint::inconsistent("a branch in the run directory is not the one that the run was begun with");
        return Err(alone(
            complaint.advise("a file in `inputs/` was changed, or this build reads it otherwise; run it anew"),
        ));
    }
    go(dir, plan, scenario, comparison, &branches, maker, means, "resumed")
}

/// Computes what is missing and closes the directory.
#[allow(clippy::too_many_arguments)]
fn go(
    dir: &RunDir,
    plan: &Plan,
    scenario: &Scenario,
    comparison: &Comparison,
    branches: &[Branch],
    maker: &Maker,
    means: &Means,
    event: &str,
) -> Done {
    let begun = Instant::now();
    let stop = Arc::new(AtomicBool::new(false));
    listen(&stop);
    let missing = carry_out::missing(dir, plan, comparison);
    let runs: usize = missing.iter().map(Vec::len).sum();
    let threads = means.threads.map_or_else(this::cores, |n| n as usize).clamp(1, runs.max(1));
    let log = Log::open(&dir.file("log.jsonl")).map_err(alone)?;
    let shown = if means.quiet { ProgressKind::None } else { means.progress };
    let adults: f64 = scenario.country.places.iter().map(|place| f64::from(place.adults)).sum();
    let agents = (adults / f64::from(plan.scale)).round();
    if shown != ProgressKind::None && shown != ProgressKind::Json {
        note(format!(
            "{}: {} agents, {} branches from {} on, {} replicates of each on {threads} threads",
            scenario.name,
            exact(agents),
            branches.len(),
            scenario.time(f64::from(comparison.at)).format("%Y-%m-%dT%H:%M"),
            plan.replicates,
        ));
    }
    let hours = carry_out::hours(&missing, comparison, scenario.hours);
    let teller = Teller::of_hours(shown, runs as u32, hours);
    let logged = Logged { teller: &teller, log: Mutex::new(log) };
    logged.write(event, json!({ "runs": runs, "threads": threads, "platform": this::platform() }));
    let checkpoint_every = Duration::try_from_secs_f64(means.checkpoint).unwrap_or(Duration::MAX);
    let how = execute::Means { threads, checkpoint_every, stop: &stop, progress: &logged };
    let executed = quietly(|| carry_out::carry_out(dir, plan, comparison, branches, &how));
    teller.end();
    if let Err(complaint) = executed {
        let resume = format!("what is finished is kept: `groundswell resume {}`", dir.path().display());
        return Err(alone(Complaint::advise(complaint, resume)));
    }

    let seen: Vec<(RunDir, &Scenario)> =
        branches.iter().map(|branch| (dir.of_branch(&branch.name), &branch.scenario)).collect();
    let progressed = finish::write_branches(plan, &seen).map_err(alone)?;
    let compared = rows::compare(dir, plan, scenario, comparison).map_err(alone)?;
    rows::table(&compared).write_parquet(&dir.data("comparison")).map_err(alone)?;
    let finished = this::now();
    logged.write("tables written", json!({ "done": progressed.done, "failed": progressed.failures.len() }));
    let cost = Cost {
        replicates: plan.replicates * branches.len() as u32,
        elapsed: begun.elapsed().as_secs_f64(),
        threads,
        agents: agents as u32,
        progressed,
    };
    let summary = (cost.progressed.done > 0).then(|| Summary::of(dir, scenario)).transpose().map_err(alone)?;
    let summary = summary.filter(|summary| summary.replicates.iter().any(|r| r.status == "done"));
    if let Some(summary) = &summary {
        write_report(dir, plan, scenario, maker, summary)?;
    }
    let dirs: Vec<RunDir> = seen.iter().map(|seen| seen.0.clone()).collect();
    let status = finish::stamp_branches(&dirs, plan, scenario, maker, &cost.progressed, &finished).map_err(alone)?;
    let drawn = plan.posterior.is_some();
    if means.json {
        let text = show::comparison::json(scenario, comparison, drawn, &compared, &cost, dir.path());
        say(serde_json::to_string_pretty(&text).expect("a comparison becomes JSON"));
    } else if !means.quiet {
        show::comparison::show(scenario, comparison, drawn, &compared, means.verbose);
        show::cost(&cost, dir.path(), summary.is_some());
    }
    Ok(match status {
        Status::Complete => DONE,
        Status::Partial => {
            note(format!("some replicates failed; try them again with `groundswell resume {}`", dir.path().display()));
            PARTIAL
        }
        _ => {
            note(format!(
                "interrupted: {} of {} runs are kept, the others from their last hour; go on with\n  groundswell resume {}",
                cost.progressed.done,
                cost.replicates,
                dir.path().display()
            ));
            INTERRUPTED
        }
    })
}
