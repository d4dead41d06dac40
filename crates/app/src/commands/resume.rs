//! `resume`, and what it shares with `run`: carry out what is missing, close the directory.

use super::alone;
use super::report::write_report;
use crate::options::{Means, ProgressKind};
use crate::progress::Teller;
use crate::show::{self, Cost};
use crate::terminal::{exact, note, say};
use crate::{DONE, Done, INTERRUPTED, PARTIAL, this};
use clap::Args;
use groundswell_complaint::Complaint;
use groundswell_scenario::scenario::Scenario;
use groundswell_study::checkpoint;
use groundswell_study::compare::Comparison;
use groundswell_study::execute::{self, Progress};
use groundswell_study::finish::{self, Maker};
use groundswell_study::plan::Plan;
use groundswell_study::rundir::RunDir;
use groundswell_study::summary::Summary;
use groundswell_tables::stamp::Status;
use groundswell_tables::stamp::log::Log;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// `resume`.
#[derive(Args)]
#[command(
    after_help = "Example:\n  groundswell resume runs/2026-01-31T1200_kazakhstan-2022_9f3c\n\nReplicates that are complete are kept, those under way go on from their last checkpoint,\nand those that failed are tried again. The result equals that of the unbroken run, bit for bit."
)]
pub struct Resume {
    /// Directory of the run
    #[arg(value_name = "DIR")]
    pub run: PathBuf,
    /// How it is carried out.
    #[command(flatten)]
    pub means: Means,
}

/// Goes on with a run.
pub fn resume(resume: &Resume) -> Done {
    resume_in(&resume.run, &resume.means)
}

/// Goes on with the run in a directory.
pub fn resume_in(path: &Path, means: &Means) -> Done {
    if let Some(done) = super::doing::resume_other(path, means) {
        return done;
    }
    let (dir, plan, scenario) = RunDir::open(path)?;
    let manifest = finish::stamped(&dir);
    if manifest.as_ref().is_some_and(|manifest| manifest.status == Status::Complete) {
        if !means.quiet {
            say(format!("{} is complete: {} of {} replicates are done", path.display(), plan.here(), plan.here()));
        }
        return Ok(DONE);
    }
    plan.verify(&scenario, this::VERSION)?;
    let maker = Maker {
        version: this::VERSION.into(),
        revision: this::revision().map(String::from),
        command: manifest.as_ref().map_or_else(|| vec!["groundswell".into(), "resume".into()], |m| m.command.clone()),
        started: manifest.as_ref().map_or_else(this::now, |m| m.started.clone()),
    };
    if let Some(before) =
        manifest.as_ref().and_then(|m| m.git_revision.as_deref()).filter(|before| Some(*before) != this::revision())
    {
        note(format!(
            "note: the run was begun by revision {before}; this is {}",
            this::revision().unwrap_or("of no known revision")
        ));
    }
    dir.tidy().map_err(alone)?;
    finish::begin(&dir, &plan, &maker).map_err(alone)?;
    if let Some(comparison) = Comparison::read(&dir) {
        return super::compare::resume(&dir, &plan, &scenario, &comparison, &maker, means);
    }
    carry_out(&dir, &plan, &scenario, &maker, means, "resumed")
}

/// How long after the first Ctrl-C what is under way may take to close.
const GRACE: Duration = Duration::from_secs(30);

/// Sets `stop` at the first Ctrl-C and leaves at the second. A step that does not come to its end
/// within [`GRACE`] is left too: every file is complete or not there, so that nothing finished is lost.
pub fn listen(stop: &Arc<AtomicBool>) {
    let stop = stop.clone();
    // A program can have one handler; where there is one already, it is left.
    let _ = ctrlc::set_handler(move || {
        if stop.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED.into());
        }
        note("\nstopping: what is finished is kept (Ctrl-C again to leave at once)");
        std::thread::spawn(|| {
            std::thread::sleep(GRACE);
            note("a step did not end: leaving without it");
            std::process::exit(INTERRUPTED.into());
        });
    });
}

/// Passes progress on and writes it into the log.
pub(super) struct Logged<'a> {
    pub(super) teller: &'a Teller,
    pub(super) log: Mutex<Log>,
}

impl Logged<'_> {
    pub(super) fn write(&self, event: &str, details: serde_json::Value) {
        // A log that cannot be written is no reason to lose a run.
        let _ = self.log.lock().unwrap_or_else(PoisonError::into_inner).append(&this::now(), event, details);
    }
}

impl Progress for Logged<'_> {
    fn hour(&self) {
        self.teller.hour();
    }
    fn taken_up(&self, hours: usize) {
        self.teller.taken_up(hours);
    }
    fn done(&self, done: &checkpoint::Done) {
        let seconds = (done.seconds * 1e3).round() / 1e3;
        match &done.end {
            Ok(_) => self.write("replicate done", json!({ "replicate": done.replicate, "seconds": seconds })),
            Err(why) => self
                .write("replicate failed", json!({ "replicate": done.replicate, "seconds": seconds, "reason": why })),
        }
        self.teller.done(done);
    }
}

/// Does work in which replicates may panic: one that does is counted and listed, and its
/// trace would break the bar.
pub(super) fn quietly<T>(work: impl FnOnce() -> T) -> T {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() == Some("main") {
            usual(panic);
        }
    }));
    let done = work();
    let _ = std::panic::take_hook();
    done
}

/// Computes what is missing of a run and closes its directory.
pub fn carry_out(dir: &RunDir, plan: &Plan, scenario: &Scenario, maker: &Maker, means: &Means, event: &str) -> Done {
    let begun = Instant::now();
    let stop = Arc::new(AtomicBool::new(false));
    listen(&stop);
    let missing = execute::missing(dir, plan);
    let threads = means.threads.map_or_else(this::cores, |n| n as usize).clamp(1, missing.len().max(1));
    let log = Log::open(&dir.file("log.jsonl")).map_err(alone)?;
    let shown = if means.quiet { ProgressKind::None } else { means.progress };

    let adults: f64 = scenario.country.places.iter().map(|place| f64::from(place.adults)).sum();
    if shown != ProgressKind::None && shown != ProgressKind::Json {
        let agents = exact((adults / f64::from(plan.scale)).round());
        note(format!(
            "{}: {agents} agents, {} hours, {} replicates on {threads} threads",
            scenario.name,
            scenario.hours,
            missing.len()
        ));
    }
    let world = scenario.world(&plan.making(), plan.seed).map_err(alone)?;
    let built = begun.elapsed().as_secs_f64();
    let teller = Teller::new(shown, missing.len() as u32, scenario.hours);
    let logged = Logged { teller: &teller, log: Mutex::new(log) };
    logged.write(event, json!({ "replicates": missing.len(), "threads": threads, "seconds_building": built, "platform": this::platform() }));

    let checkpoint_every = Duration::try_from_secs_f64(means.checkpoint).unwrap_or(Duration::MAX);
    let how = execute::Means { threads, checkpoint_every, stop: &stop, progress: &logged };
    let executed = quietly(|| execute::execute(dir, plan, scenario, &world, &missing, &how));
    teller.end();
    if let Err(complaint) = executed {
        let resume = format!("what is finished is kept: make room and `groundswell resume {}`", dir.path().display());
        return Err(alone(Complaint::advise(complaint, resume)));
    }

    let progressed = finish::write_tables(dir, plan, scenario).map_err(alone)?;
    let summary = (progressed.done > 0).then(|| Summary::of(dir, scenario)).transpose().map_err(alone)?;
    let finished = this::now();
    logged.write("tables written", json!({ "done": progressed.done, "failed": progressed.failures.len() }));
    let cost = Cost {
        replicates: plan.here(),
        elapsed: begun.elapsed().as_secs_f64(),
        threads,
        agents: world.agents(),
        progressed,
    };
    drop(world);
    let mut report = false;
    if let Some(summary) = &summary {
        write_report(dir, plan, scenario, maker, summary)?;
        report = true;
    }
    let status = finish::stamp(dir, plan, scenario, maker, &cost.progressed, &finished).map_err(alone)?;

    if means.json {
        if let Some(summary) = &summary {
            say(serde_json::to_string_pretty(&show::json(scenario, summary, &cost, dir.path()))
                .expect("a summary becomes JSON"));
        }
    } else if !means.quiet {
        if let Some(summary) = &summary {
            show::summary(scenario, summary, &cost, means.verbose);
        }
        show::cost(&cost, dir.path(), report);
    }
    if means.verbose {
        note(format!("building {built:.2} s, computing {:.2} s on all threads together", cost.progressed.seconds));
    }
    Ok(match status {
        Status::Complete => DONE,
        Status::Partial => {
            note(format!("some replicates failed; try them again with `groundswell resume {}`", dir.path().display()));
            PARTIAL
        }
        _ => {
            let (done, all) = (cost.progressed.done, plan.here());
            note(format!(
                "interrupted: {done} of {all} replicates are kept, the others from their last hour; go on with\n  groundswell resume {}",
                dir.path().display()
            ));
            INTERRUPTED
        }
    })
}
