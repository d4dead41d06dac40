//! `calibrate`: what the record says of the parameters.

mod shown;

use super::nothing::nothing_to_do;
use crate::exit::{CommandResult, FALSE, INTERRUPTED, USAGE, alone, code};
use crate::interrupt::listen;
use crate::options::ExecutionOptions;
use crate::pool::{on_threads, without_traces};
use crate::progress::Meter;
use crate::read::remarks_on;
use crate::terminal::{exact, note, number};
use crate::this;
use clap::Args;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_scenario::files::read_text;
use groundswell_scenario::priors::{self, Prior, PriorLaw};
use groundswell_scenario::scenario::Scenario;
use groundswell_study::calibrate::abc::{SamplerState, SamplingEffort, sample};
use groundswell_study::calibrate::model::{Model, until};
use groundswell_study::calibrate::results::{self, CalibrationResult};
use groundswell_study::calibrate::store::{self, Calibrating, CalibrationPlan};
use groundswell_study::calibrate::{predict, predict::Checked};
use groundswell_study::claim::Out;
use groundswell_study::family::Family;
use groundswell_study::plan;
use groundswell_study::reopen::Resumed;
use groundswell_study::sweep::Few;
use groundswell_study::typed;
use groundswell_tables::stamp::ManifestStatus;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// `calibrate`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell calibrate kazakhstan-2022 --budget 20000 --out C\n  groundswell run kazakhstan-2022 --posterior C              runs at draws of what was learned\n  groundswell calibrate two-towns --budget 3000 --scale 4 --parameters people.threshold,people.leave\n  groundswell calibrate kazakhstan-2022 --prior people.leave=0.02:0.3:log --to observed.csv\n  groundswell calibrate kazakhstan-2022 --set people.response=threshold --out second\n  groundswell resume C                                      go on after Ctrl-C\n\nParameters and ranges are those of the scenario's priors.csv unless named. A file for --to\nhas the columns of targets.csv; rows with scored = 1 and held_out = 0 are fitted."
)]
pub(crate) struct CalibrateArguments {
    /// A built-in scenario, or the path of a .toml or of its folder
    #[arg(required_unless_present = "resume")]
    pub scenario: Option<String>,
    /// Another record in the place of the scenario's targets.csv
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
    /// The most simulations, those given up early included
    #[arg(long, default_value_t = 5_000, value_name = "N", value_parser = clap::value_parser!(u32).range(100..=100_000_000))]
    pub budget: u32,
    /// Particles: points that the posterior consists of
    #[arg(long, default_value_t = 200, value_name = "N", value_parser = clap::value_parser!(u32).range(20..=1_000_000))]
    pub particles: u32,
    /// Simulations a proposed point
    #[arg(short = 'n', long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub replicates: u32,
    /// Share of the particles that the next tolerance keeps
    #[arg(long, default_value_t = 0.5, value_name = "SHARE", value_parser = share)]
    pub keep: f64,
    /// Adults that one agent stands for
    #[arg(long, default_value_t = 10, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub scale: u32,
    /// When simulations end at the latest, a date and time or hours since the start: what is recorded of later hours is
    /// held out, and counts go as far as then [default: the last hour that is compared]
    #[arg(long, value_name = "TIME")]
    pub until: Option<String>,
    /// Seed: the same seed gives the same posterior, bit for bit
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Calibrate only these, with the range of priors.csv or of their mechanism
    #[arg(long, value_name = "PATHS", value_delimiter = ',')]
    pub parameters: Vec<String>,
    /// A prior: PATH=LOW:HIGH, or PATH=LOW:HIGH:log; may be given more than once
    #[arg(long, value_name = "RANGE")]
    pub prior: Vec<String>,
    /// Fit only these recorded quantities, held out or not
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub statistics: Vec<String>,
    /// Other events to be fitted under the same parameters
    #[arg(long, value_name = "SCENARIOS", value_delimiter = ',')]
    pub events: Vec<String>,
    /// An event that is not fitted; its record is scored at the posterior
    #[arg(long, value_name = "SCENARIO")]
    pub leave_out: Option<String>,
    /// Let places and days differ by new draws in every run: a posterior of the parameters alone, without the draws that
    /// fit this record
    #[arg(long)]
    pub redraw: bool,
    /// Posterior runs that are held against the record
    #[arg(long, default_value_t = 200, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub check: u32,
    /// Set a parameter by its path; may be given more than once
    #[arg(long, value_name = "A.B=V")]
    pub set: Vec<String>,
    /// Directory of the calibration
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace what is in the directory
    #[arg(long)]
    pub force: bool,
    /// Go on with the calibration in this directory
    #[arg(long, value_name = "DIR", conflicts_with_all = ["scenario", "to", "set", "out", "force", "prior", "parameters"])]
    pub resume: Option<PathBuf>,
    /// How it is carried out.
    #[command(flatten)]
    pub execution: ExecutionOptions,
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|x| (0.05..=0.95).contains(x));
    share.ok_or_else(|| "a number from 0.05 to 0.95".to_string())
}

/// Calibrates.
pub(crate) fn calibrate(asked: &CalibrateArguments) -> CommandResult {
    if let Some(dir) = &asked.resume {
        return resume_in(dir, false, &asked.execution);
    }
    let mut events = asked.events.clone();
    if let Some(left) = &asked.leave_out
        && events.iter().chain(&asked.scenario).any(|event| event == left)
    {
        let what = format!("`{left}` is to be left out and to be fitted");
        note(alone(Complaint::inconsistent(what)).render(false).trim_end());
        return Ok(USAGE);
    }
    let name = asked.scenario.clone().unwrap_or_default();
    events.retain(|event| *event != name);
    let mut scenario = Scenario::load(&name, &asked.set)?;
    let observed = asked.to.as_deref().map(read).transpose()?;
    if let (Some(text), Some(path)) = (&observed, &asked.to) {
        store::observe(&mut scenario, &path.display().to_string(), text)?;
    }
    let priors = chosen(asked, &scenario)?;
    let draws = store::draws(&scenario, &events, asked.redraw);
    let plan = CalibrationPlan {
        version: this::VERSION.into(),
        scenario: name,
        events,
        settings: asked.set.clone(),
        observed: observed.is_some(),
        priors: priors.iter().map(|p| (p.path.clone(), p.low, p.high, p.law == PriorLaw::LogUniform)).collect(),
        only: asked.statistics.clone(),
        scale: asked.scale,
        until: asked.until.as_deref().map(|time| until(&scenario, "--until", time)).transpose().map_err(alone)?,
        effort: SamplingEffort {
            particles: asked.particles.min(asked.budget / 5).max(20),
            replicates: asked.replicates,
            budget: asked.budget,
            keep: asked.keep,
            draws,
            seed: asked.seed,
        },
        check: asked.check,
        left_out: asked.leave_out.clone(),
        hash: plan::hash(&scenario),
    };
    // Whatever is wrong is said before a directory is made.
    let models = Models::of(&plan, &scenario)?;
    let out = Out::of(asked.out.as_deref(), asked.force);
    let mut work = Calibrating::begin(plan, scenario, observed.as_deref(), out, this::maker()).map_err(alone)?;
    carry_out(&mut work, &models, &asked.execution)
}

/// Goes on with the calibration in a directory.
pub(crate) fn resume_in(path: &Path, strict: bool, how: &ExecutionOptions) -> CommandResult {
    match Calibrating::resume(path, this::maker(), strict)? {
        Resumed::Work(mut work) => {
            let models = Models::of(&work.plan, &work.scenario)?;
            carry_out(&mut work, &models, how)
        }
        over => Ok(nothing_to_do(path, over, how.quiet)),
    }
}

/// What is simulated: the model, and the event that is scored and not fitted.
struct Models {
    model: Model,
    left_out: Option<Scenario>,
}

impl Models {
    fn of(plan: &CalibrationPlan, scenario: &Scenario) -> Result<Models, Complaints> {
        let left_out = plan.left_out.as_ref().map(|event| Scenario::load(event, &[])).transpose()?;
        Ok(Models { model: plan.model(scenario)?, left_out })
    }
}

/// The longest table of targets, in bytes.
const LONGEST: u64 = 64 << 20;

fn read(path: &Path) -> Result<String, Complaints> {
    remarks_on(&path.display().to_string());
    read_text(path, LONGEST).map_err(alone)
}

/// The priors that were asked for.
fn chosen(asked: &CalibrateArguments, scenario: &Scenario) -> Result<Vec<Prior>, Complaints> {
    let own = || Ok::<_, Complaints>(priors::of(scenario)?.into_iter().map(|prior| prior.path).collect());
    let paths = if asked.parameters.is_empty() { own()? } else { asked.parameters.clone() };
    let all = priors::asked(scenario, &paths, &asked.prior)?;
    if all.is_empty() {
        let complaint =
            Complaint::inconsistent(format!("`{}` has no priors.csv, and no parameter was named", scenario.name));
        return Err(alone(complaint.advise("name parameters as --parameters people.threshold,people.leave, or ranges as --prior people.threshold=0.6:1.1")));
    }
    Ok(all)
}

/// Samples what is missing, closes the directory and shows it.
fn carry_out(work: &mut Calibrating, models: &Models, how: &ExecutionOptions) -> CommandResult {
    work.notes.iter().for_each(|said| note(format!("note: {said}")));
    if how.talks() {
        note(format!(
            "{}: {} parameters, {} recorded quantities, {} agents, at most {} simulations of {} hours",
            work.scenario.name,
            models.model.priors.len(),
            models.model.names.len(),
            exact(f64::from(models.model.agents())),
            exact(f64::from(work.plan.effort.budget)),
            models.model.hours(),
        ));
    }
    let go_on = format!("groundswell resume {}", typed::path(work.dir().path()));
    let full =
        |complaint: Complaint| alone(complaint.advise(format!("what is finished is kept: make room and `{go_on}`")));
    let stop = listen();
    let meter = simulate(work, &models.model, stop, how).map_err(|complaints| match complaints.iter().next() {
        Some(complaint) => full(complaint.clone()),
        None => complaints,
    })?;
    let interrupted = stop.load(Ordering::Relaxed) && work.memory.ended.is_none();
    let last = work.memory.last().filter(|last| last.particles.len() > 1).cloned();
    let Some(last) = last else { return no_posterior(work, interrupted, &go_on) };

    let (plan, memory) = (&work.plan, &work.memory);
    let result = results::of(&models.model, memory, &last);
    // Interrupted, the tables are still wanted; the runs of the check are not.
    let count = if interrupted { 0 } else { plan.check };
    let (checks, lost) = checks_of(work, models, &result, count, how)?;
    let failed = memory.failed() + lost;
    let comment = results::comment(plan, &work.scenario, &work.maker, memory);
    results::write(work.dir(), plan, &work.scenario.name, memory, &result, &checks[0].checked, &comment)
        .map_err(&full)?;
    let status = match (interrupted, failed) {
        (true, _) => ManifestStatus::Interrupted,
        (false, 0) => ManifestStatus::Complete,
        _ => ManifestStatus::Partial,
    };
    work.close(status).map_err(&full)?;
    shown::results(work, &result, &checks, failed, meter.elapsed(), how);
    memory.failures.iter().for_each(|why| note(format!("a simulation failed: {why}")));
    if interrupted {
        note(format!("interrupted: the posterior is that of the last whole generation; go on with `{go_on}`"));
    }
    Ok(code(status))
}

/// Posterior runs against the record, and how many failed: with the draws that fit, with new ones, and those of an event that
/// was left out.
fn checks_of(
    work: &Calibrating,
    models: &Models,
    result: &CalibrationResult,
    count: u32,
    how: &ExecutionOptions,
) -> Result<(Vec<Check>, u32), Complaints> {
    let (plan, redrawn, going) = (&work.plan, result.posterior.redrawn(), AtomicBool::new(false));
    let asked = [
        (CheckOf::Fit, Some(&work.scenario), &result.posterior),
        (CheckOf::Redrawn, (plan.effort.draws > 0).then_some(&work.scenario), &redrawn),
        // Which draws fitted the units of one event says nothing of another.
        (CheckOf::LeftOut, models.left_out.as_ref(), &redrawn),
    ];
    let (mut checks, mut failed) = (Vec::new(), 0);
    for (of, event, posterior) in asked {
        let Some(event) = event else { continue };
        let family = Family::new(event, &posterior.paths, &plan.making(), plan.effort.seed)?;
        let check = || predict::runs(&family, posterior, count, &going);
        let (runs, lost) = without_traces(|| on_threads(how.threads(), check))?;
        failed += lost;
        let used = if of == CheckOf::LeftOut { Vec::new() } else { models.model.names.clone() };
        let checked = predict::check(&family, &runs, &used, plan.until);
        checks.push(Check { of, event: event.clone(), checked, runs, family });
    }
    Ok((checks, failed))
}

/// Samples until the budget is spent or asked to stop; after every batch the memory is kept.
fn simulate(
    work: &mut Calibrating,
    model: &Model,
    stop: &AtomicBool,
    how: &ExecutionOptions,
) -> Result<Meter, Complaints> {
    let effort = work.plan.effort;
    let meter = Meter::new(how.shown(), "simulations", effort.budget.into(), work.memory.simulations().into());
    let dir = work.dir().clone();
    let mut kept = Ok(());
    let mut keep = |memory: &SamplerState| {
        let (n, of) = memory.under_way(&effort);
        let doing = memory.last().map_or_else(
            || "prior".to_string(),
            |last| {
                let (generation, tolerance) = (memory.generations.len(), number(last.judge.epsilon));
                format!("generation {generation}, tolerance {tolerance}, {n} of {of} steps")
            },
        );
        meter.at(memory.simulations().into(), memory.failed().into(), &doing);
        kept = store::keep(&dir, memory);
        kept.is_ok()
    };
    let sampling = || sample(model, &effort, &mut work.memory, stop, &mut keep);
    without_traces(|| on_threads(how.threads(), sampling))?;
    meter.end();
    kept.map_err(alone)?;
    Ok(meter)
}

/// Closes a calibration that has no posterior.
fn no_posterior(work: &Calibrating, interrupted: bool, go_on: &str) -> CommandResult {
    work.close(ManifestStatus::Interrupted).map_err(alone)?;
    let memory = &work.memory;
    let why = memory.ended.clone().unwrap_or_else(|| "interrupted before the first generation was whole".into());
    note(format!("no posterior: {why}; {} simulations are kept", memory.simulations()));
    memory.failures.iter().for_each(|why| note(format!("  a simulation failed: {why}")));
    if memory.ended.is_none() {
        note(format!("go on with `{go_on}`"));
    }
    Ok(if interrupted { INTERRUPTED } else { FALSE })
}

/// What posterior runs are of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CheckOf {
    /// The event that was fitted, with the draws that fit.
    Fit,
    /// The same with new draws of what places and days differ by.
    Redrawn,
    /// An event that was left out.
    LeftOut,
}

/// An event against its posterior runs.
struct Check {
    of: CheckOf,
    event: Scenario,
    checked: Vec<Checked>,
    runs: Vec<Few>,
    family: Family,
}
