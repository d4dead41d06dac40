//! An ensemble of a scenario, and one that is taken up again.

use super::branch;
use super::frame::Shown;
use super::teller::{Task, Teller};
use super::within;
use crate::api::event::{Begun, Ended, Happening};
use crate::api::job::{Job, JobKind, MOST_REPLICATES, ResumeRequest, RunRequest, Settings};
use crate::api::problem::{Code, Problem};
use crate::program;
use crate::queue::{Entry, Outcome};
use crate::scenarios::read;
use crate::studio::Studio;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_scenario::files::Files;
use groundswell_scenario::scenario::Scenario;
use groundswell_study::compare::{Comparison, carry_out};
use groundswell_study::execute::{self, Means};
use groundswell_study::finish::{self, Maker, Progressed};
use groundswell_study::plan::{self, Plan};
use groundswell_study::report;
use groundswell_study::rundir::RunDir;
use groundswell_study::summary::Summary;
use groundswell_study::tables::BASE;
use groundswell_tables::stamp::log::Log;
use groundswell_tables::stamp::{Status, write_atomic};
use serde_json::json;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Most adults that one agent can stand for.
pub const MOST_SCALE: u32 = 10_000_000;

/// Seconds of computing between two checkpoints of a replicate.
pub const CHECKPOINT: Duration = Duration::from_secs(10);

/// Settings as the command line has them, in a fixed order.
pub fn spelled(settings: &Settings) -> Vec<String> {
    settings.iter().map(|(path, value)| format!("{path}={}", value.text())).collect()
}

/// Checks what was asked for and puts it into the queue.
pub fn ask(studio: &Arc<Studio>, request: &RunRequest) -> Result<Job, Problem> {
    within("replicates", request.replicates, 1, MOST_REPLICATES)?;
    within("scale", request.scale, 1, MOST_SCALE)?;
    let files = studio.files(&request.scenario, &request.facts)?;
    let settings = spelled(&request.settings);
    read(&files, &settings)?;
    let plan = Plan {
        version: studio.program.version.into(),
        scenario: request.scenario.clone(),
        settings,
        replicates: request.replicates,
        seed: request.seed,
        scale: request.scale,
        steps_per_hour: 1,
        backend: "event".into(),
        hash: String::new(),
        shard: None,
        posterior: None,
    };
    let of = studio.clone();
    let work = Box::new(move |entry: &Entry| outcome(begin(&of, entry, &files, plan)));
    studio.queue.push(JobKind::Run, &request.scenario, request.replicates, None, work)
}

/// Checks whether a run can be taken up again and puts it into the queue.
pub fn ask_resume(studio: &Arc<Studio>, request: &ResumeRequest) -> Result<Job, Problem> {
    let path = studio.runs.path(&request.run)?;
    if let Some(job) = studio.queue.of_run(&request.run) {
        return Err(Problem::new(Code::Conflict, format!("the job {job} computes it already")));
    }
    let (dir, plan, scenario) = RunDir::open(&path)?;
    plan.verify(&scenario, studio.program.version)?;
    if finish::stamped(&dir).is_some_and(|manifest| manifest.status == Status::Complete) {
        return Err(Problem::new(Code::Conflict, "the run is complete: there is nothing to go on with"));
    }
    let (of, name) = (studio.clone(), plan.scenario.clone());
    let missing = match Comparison::read(&dir) {
        Some(comparison) => carry_out::missing(&dir, &plan, &comparison).iter().map(Vec::len).sum(),
        None => execute::missing(&dir, &plan).len(),
    } as u32;
    let work = Box::new(move |entry: &Entry| outcome(again(&of, entry, &dir, plan)));
    studio.queue.push(JobKind::Resume, &name, missing, Some(request.run.clone()), work)
}

/// A problem ends a job too.
pub fn outcome(result: Result<Outcome, Problem>) -> Outcome {
    result.unwrap_or_else(Outcome::Failed)
}

/// The command that makes the same run.
fn command(plan: &Plan) -> Vec<String> {
    let mut words = vec!["groundswell".to_string(), "run".into(), plan.scenario.clone()];
    words.extend(options(plan));
    words
}

/// The options that say what a plan says.
pub fn options(plan: &Plan) -> Vec<String> {
    let mut words = Vec::new();
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

fn begin(studio: &Studio, entry: &Entry, files: &Files, plan: Plan) -> Result<Outcome, Problem> {
    let scenario = read(files, &plan.settings)?;
    let plan = Plan { hash: plan::hash(&scenario), ..plan };
    scenario.agents(&plan.making()).map_err(Complaints::from)?;
    let path = studio.runs.fresh(&scenario.name, &plan.hash[..4]);
    let dir = RunDir::create(&path, false)?;
    // From now on nobody else may delete it.
    entry.change(|job| job.run = Some(studio.runs.id(&path)));
    let maker = studio.maker(command(&plan), program::now());
    finish::begin(&dir, &plan, &maker)?;
    dir.write_inputs(&scenario, &plan)?;
    compute(studio, entry, &dir, &plan, &scenario, &maker, "begun")
}

fn again(studio: &Studio, entry: &Entry, dir: &RunDir, plan: Plan) -> Result<Outcome, Problem> {
    let (dir, _, scenario) = RunDir::open(dir.path())?;
    let manifest = finish::stamped(&dir);
    let maker = studio.maker(
        manifest.as_ref().map_or_else(|| command(&plan), |manifest| manifest.command.clone()),
        manifest.as_ref().map_or_else(program::now, |manifest| manifest.started.clone()),
    );
    dir.tidy().map_err(Complaint::from)?;
    finish::begin(&dir, &plan, &maker)?;
    match Comparison::read(&dir) {
        Some(comparison) => branch::again(studio, entry, &dir, &plan, &maker, &comparison),
        None => compute(studio, entry, &dir, &plan, &scenario, &maker, "resumed"),
    }
}

/// Computes what is missing of a run and closes its directory.
fn compute(
    studio: &Studio,
    entry: &Entry,
    dir: &RunDir,
    plan: &Plan,
    scenario: &Scenario,
    maker: &Maker,
    event: &str,
) -> Result<Outcome, Problem> {
    let begun = Instant::now();
    let run = studio.runs.id(dir.path());
    let missing = execute::missing(dir, plan);
    let threads = studio.program.threads.clamp(1, missing.len().max(1));
    let log = Log::open(&dir.file("log.jsonl")).map_err(Complaint::from)?;
    let world = scenario.world(&plan.making(), plan.seed).map_err(Complaints::from)?;
    let task = Task {
        missing: vec![(BASE.into(), missing.clone())],
        compared: false,
        hours: scenario.hours,
        all_hours: missing.len() as u64 * u64::from(scenario.hours),
    };
    let teller = Teller::new(entry, Shown::of(scenario), task, log);
    let built = begun.elapsed().as_secs_f64();
    teller.write(event, json!({ "replicates": missing.len(), "threads": threads, "seconds_building": built, "platform": studio.program.platform }));
    entry.log.tell(&Happening::Begun(Begun {
        run: Some(run.clone()),
        hours: scenario.hours,
        places: scenario.country.places.len(),
        agents: world.agents() as u64,
        replicates: missing.len() as u32,
        threads,
    }));
    let means = Means { threads, checkpoint_every: CHECKPOINT, stop: &entry.stop, progress: &teller };
    execute::execute(dir, plan, scenario, &world, &missing, &means)?;
    drop(world);
    teller.flush();

    let ended = |run| ended(entry, &teller, run);
    if entry.stopped() && execute::missing(dir, plan).len() as u32 == plan.here() {
        // Nothing is finished: what there is would only clutter the list of runs.
        studio.runs.remove(&run)?;
        return Ok(Outcome::Cancelled(ended(None)));
    }
    let progressed = finish::write_tables(dir, plan, scenario)?;
    teller.write("tables written", json!({ "done": progressed.done, "failed": progressed.failures.len() }));
    write_report(studio, dir, plan, scenario, maker)?;
    let status = finish::stamp(dir, plan, scenario, maker, &progressed, &program::now())?;
    Ok(closed(status, &progressed, ended(Some(run))))
}

/// How a job ends now.
pub fn ended(entry: &Entry, teller: &Teller<'_>, run: Option<String>) -> Ended {
    Ended { run, finished: teller.finished(), replicates: teller.replicates(), seconds: entry.seconds() }
}

/// Writes `report.html`, if there is anything to report.
pub fn write_report(
    studio: &Studio,
    dir: &RunDir,
    plan: &Plan,
    scenario: &Scenario,
    maker: &Maker,
) -> Result<(), Problem> {
    let summary = Summary::of(dir, scenario)?;
    if summary.replicates.iter().any(|replicate| replicate.status == "done") {
        let data = report::data(dir, plan, scenario, maker, &summary)?;
        let page = report::page(studio.program.report, &data);
        write_atomic(&dir.file("report.html"), page).map_err(Complaint::from)?;
    }
    Ok(())
}

/// What a stamped run directory comes to.
pub fn closed(status: Status, progressed: &Progressed, ended: Ended) -> Outcome {
    match status {
        Status::Interrupted => Outcome::Cancelled(ended),
        _ if progressed.done == 0 => {
            let why = progressed.failures.first().map(|(_, why)| why.clone()).unwrap_or_default();
            Outcome::Failed(Problem::new(Code::Internal, format!("every replicate failed, the first with: {why}")))
        }
        _ => Outcome::Done(ended),
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
