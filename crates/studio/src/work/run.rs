//! A run of a scenario, of one branch or more, and one that is gone on with. All of it is made by
//! `groundswell_study::work`, as on the command line.

use super::frame::Shown;
use super::teller::{Task, Teller};
use super::within;
use crate::api::event::{Begun, Ended, Happening};
use crate::api::job::{Job, JobKind, MOST_REPLICATES, ResumeRequest, RunRequest, Settings};
use crate::api::problem::{Code, Problem};
use crate::queue::{JobOutcome, QueueEntry};
use crate::studio::Studio;
use groundswell_complaint::Complaints;
use groundswell_scenario::files::Files;
use groundswell_study::claim::Out;
use groundswell_study::clock;
use groundswell_study::compare::Comparison;
use groundswell_study::examine::Finding;
use groundswell_study::execute::Execution;
use groundswell_study::reopen::Resumed;
use groundswell_study::stamps::stamped;
use groundswell_study::tables::BASE;
use groundswell_study::work::order::{Draft, Size, WorkOrder};
use groundswell_study::work::{ClosedRun, Work};
use groundswell_tables::stamp::ManifestStatus;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Most adults that one agent can stand for.
pub(crate) const MOST_SCALE: u32 = 10_000_000;

/// Seconds of computing between two checkpoints of a replicate.
const CHECKPOINT: Duration = Duration::from_secs(10);

/// Settings as the command line has them, in a fixed order.
pub(crate) fn spelled(settings: &Settings) -> Vec<String> {
    settings.iter().map(|(path, value)| format!("{path}={}", value.text())).collect()
}

/// What is asked of a run.
pub(crate) struct RequestedRun {
    /// The scenario's name.
    pub scenario: String,
    /// Its files, some of which may be one's own.
    pub files: Files,
    /// What differs from it.
    pub settings: Vec<String>,
    /// Replicates, seed and scale.
    pub replicates: u32,
    /// Seed.
    pub seed: u64,
    /// Adults that one agent stands for.
    pub scale: u32,
    /// What is compared, if anything is.
    pub comparison: Option<Comparison>,
}

impl RequestedRun {
    /// Checks it and says what is to be run.
    fn order(&self) -> Result<WorkOrder, Complaints> {
        let size = Size {
            replicates: self.replicates,
            seed: self.seed,
            scale: self.scale,
            steps_per_hour: 1,
            backend: "event".into(),
            shard: None,
        };
        Draft::read(&self.scenario, &self.files, self.settings.clone())?.order(size, self.comparison.clone())
    }

    /// Checks it and puts it into the queue.
    pub(crate) fn push(self, studio: &Arc<Studio>, kind: JobKind) -> Result<Job, Problem> {
        within("replicates", self.replicates, 1, MOST_REPLICATES)?;
        within("scale", self.scale, 1, MOST_SCALE)?;
        let branches = self.order()?.branches.len() as u32;
        let (of, name, replicates) = (studio.clone(), self.scenario.clone(), self.replicates * branches);
        let work = Box::new(move |entry: &QueueEntry| outcome(begin(&of, entry, &self)));
        studio.queue.push(kind, &name, replicates, None, work)
    }
}

/// Checks the request and puts it into the queue.
pub(crate) fn ask(studio: &Arc<Studio>, request: &RunRequest) -> Result<Job, Problem> {
    let wanted = RequestedRun {
        scenario: request.scenario.clone(),
        files: studio.files(&request.scenario, &request.facts)?,
        settings: spelled(&request.settings),
        replicates: request.replicates,
        seed: request.seed,
        scale: request.scale,
        comparison: None,
    };
    wanted.push(studio, JobKind::Run)
}

/// Checks whether a run can be gone on with and puts it into the queue. What is there is looked at again, and claimed,
/// when its turn has come.
pub(crate) fn ask_resume(studio: &Arc<Studio>, request: &ResumeRequest) -> Result<Job, Problem> {
    let path = studio.runs.path(&request.run)?;
    if let Some(job) = studio.queue.of_run(&request.run) {
        return Err(Problem::new(Code::Conflict, format!("the job {job} computes it already")));
    }
    let work = Work::open(&path)?;
    work.plan.verify(work.scenario(), studio.program.version)?;
    if stamped(work.dir()).is_some_and(|manifest| manifest.status == ManifestStatus::Complete) {
        return Err(Problem::new(Code::Conflict, "the run is complete: there is nothing to go on with"));
    }
    let (of, name, missing) = (studio.clone(), work.plan.scenario.clone(), work.missing().count());
    let job = Box::new(move |entry: &QueueEntry| outcome(again(&of, entry, &path)));
    studio.queue.push(JobKind::Resume, &name, missing, Some(request.run.clone()), job)
}

/// A problem ends a job too.
pub(crate) fn outcome(result: Result<JobOutcome, Problem>) -> JobOutcome {
    result.unwrap_or_else(JobOutcome::Failed)
}

/// The command that makes the same run.
fn command(order: &WorkOrder) -> Vec<String> {
    let (plan, comparison) = (&order.plan, &order.comparison);
    let compared = comparison.branches.len() > 1;
    let mut words = vec!["groundswell".into(), if compared { "compare" } else { "run" }.into(), plan.scenario.clone()];
    for branch in &comparison.branches[1..] {
        words.extend(["--branch".into(), format!("{}:{}", branch.name, branch.settings.join(","))]);
    }
    if compared {
        words.extend(["--at".into(), comparison.at.to_string()]);
    }
    if comparison.against != BASE {
        words.extend(["--against".into(), comparison.against.clone()]);
    }
    for setting in &plan.settings {
        words.extend(["--set".into(), setting.clone()]);
    }
    for (option, value) in
        [("--replicates", u64::from(plan.replicates)), ("--scale", plan.scale.into()), ("--seed", plan.seed)]
    {
        words.extend([option.into(), value.to_string()]);
    }
    words
}

fn begin(studio: &Studio, entry: &QueueEntry, wanted: &RequestedRun) -> Result<JobOutcome, Problem> {
    let order = wanted.order()?;
    let maker = studio.maker(command(&order), clock::now());
    let work = Work::begin(order, Out::In(studio.runs.folder()), maker)?;
    // From now on nobody else may delete it.
    entry.change(|job| job.run = Some(studio.runs.id(work.dir().path())));
    compute(studio, entry, work)
}

fn again(studio: &Studio, entry: &QueueEntry, path: &Path) -> Result<JobOutcome, Problem> {
    let command = ["groundswell", "resume"].map(String::from).into_iter().chain([path.display().to_string()]);
    let maker = studio.maker(command.collect(), clock::now());
    match Work::resume(path, maker, false).map_err(Problem::of_directory)? {
        Resumed::Work(work) => compute(studio, entry, work),
        // Somebody else has finished it while the job waited.
        Resumed::Complete => {
            let run = Some(studio.runs.id(path));
            Ok(JobOutcome::Done(Ended { run, finished: 0, replicates: 0, seconds: entry.seconds() }))
        }
        Resumed::Differs(findings) => {
            let said = findings.iter().map(Finding::says).collect::<Vec<_>>().join("; ");
            Err(Problem::new(Code::Conflict, format!("nothing is left to go on from: {said}")))
        }
    }
}

/// Computes what is missing of a run and closes its directory.
fn compute(studio: &Studio, entry: &QueueEntry, work: Work) -> Result<JobOutcome, Problem> {
    let run = studio.runs.id(work.dir().path());
    let scenario = work.scenario();
    let missing = work.missing();
    let threads = studio.program.threads.clamp(1, (missing.count() as usize).max(1));
    let names = work.branches.iter().map(|branch| branch.name.clone());
    let task = Task {
        missing: names.zip(missing.of_branch.iter().cloned()).collect(),
        compared: work.is_comparison(),
        hours: scenario.hours,
        all_hours: missing.hours,
    };
    let teller = Teller::new(entry, Shown::of(scenario), task);
    entry.log.tell(&Happening::Begun(Begun {
        run: Some(run.clone()),
        hours: scenario.hours,
        places: scenario.country.places.len(),
        agents: work.agents().into(),
        replicates: missing.count(),
        threads,
    }));
    let execution = Execution { threads, checkpoint_every: CHECKPOINT, stop: &entry.stop, progress: &teller };
    work.carry_out(&missing, &execution)?;
    teller.flush();

    if entry.stopped() && work.is_empty() && work.is_new() {
        // Nothing is finished: what there is would only clutter the list of runs.
        work.discard()?;
        return Ok(JobOutcome::Cancelled(ended(entry, &teller, None)));
    }
    let closed = work.close(Some(studio.program.report))?;
    outcome_of(&closed, ended(entry, &teller, Some(run)))
}

/// How a job ends now.
fn ended(entry: &QueueEntry, teller: &Teller<'_>, run: Option<String>) -> Ended {
    Ended { run, finished: teller.finished(), replicates: teller.replicates(), seconds: entry.seconds() }
}

/// What a run that was closed means for its job.
fn outcome_of(closed: &ClosedRun, ended: Ended) -> Result<JobOutcome, Problem> {
    let progressed = &closed.progressed;
    match closed.status {
        ManifestStatus::Interrupted => Ok(JobOutcome::Cancelled(ended)),
        _ if progressed.done == 0 => {
            let why = progressed.failures.first().map(|(_, why)| why.clone()).unwrap_or_default();
            Err(Problem::new(Code::Internal, format!("every replicate failed, the first with: {why}")))
        }
        _ => Ok(JobOutcome::Done(ended)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::schema::SettingValue;

    #[test]
    fn settings_are_spelled_as_the_command_line_has_them() {
        let settings = Settings::from([
            ("people.threshold".into(), SettingValue::Number(0.62)),
            ("shutdown.enabled".into(), SettingValue::Switch(false)),
            ("form".into(), SettingValue::Choice("endogenous".into())),
            ("hours".into(), SettingValue::Number(48.0)),
        ]);
        assert_eq!(
            spelled(&settings),
            ["form=endogenous", "hours=48", "people.threshold=0.62", "shutdown.enabled=false"]
        );
    }

    #[test]
    fn a_count_out_of_range_is_named_with_its_range() {
        let problem = within("replicates", 0, 1, MOST_REPLICATES).expect_err("none");
        assert_eq!(problem.code, Code::Wrong);
        assert_eq!(problem.complaints[0].allowed.as_deref(), Some("a whole number from 1 to 10000"));
    }
}
