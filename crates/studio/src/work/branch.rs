//! An ensemble that branches at an hour: every branch goes on from the base's states with
//! the same random numbers.

use super::frame::Shown;
use super::run::{CHECKPOINT, MOST_SCALE, closed, ended, options, outcome, spelled, write_report};
use super::teller::{Task, Teller};
use super::within;
use crate::api::event::{Begun, Happening};
use crate::api::job::{self, BranchRequest, Job, JobKind, MOST_BRANCHES, MOST_REPLICATES};
use crate::api::problem::{Code, Problem};
use crate::program;
use crate::queue::{Entry, Outcome};
use crate::scenarios::read;
use crate::studio::Studio;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_scenario::files::Files;
use groundswell_scenario::scenario::{NAME, Scenario, is_name};
use groundswell_study::compare::questions;
use groundswell_study::compare::{Asked, Branch, Comparison, carry_out, table};
use groundswell_study::execute::Means;
use groundswell_study::finish::{self, Maker};
use groundswell_study::plan::{self, Plan};
use groundswell_study::rundir::RunDir;
use groundswell_study::tables::BASE;
use groundswell_tables::stamp::log::Log;
use serde_json::json;
use std::sync::Arc;

/// Checks what was asked for and puts it into the queue.
pub fn ask(studio: &Arc<Studio>, request: &BranchRequest) -> Result<Job, Problem> {
    within("replicates", request.replicates, 1, MOST_REPLICATES)?;
    within("scale", request.scale, 1, MOST_SCALE)?;
    within("branches", request.branches.len() as u32, 1, MOST_BRANCHES as u32)?;
    let files = studio.files(&request.scenario, &request.facts)?;
    let settings = spelled(&request.settings);
    let scenario = read(&files, &settings)?;
    within("at", request.at, 0, scenario.hours - 1)?;
    let asked = request.branches.iter().map(named).collect::<Result<Vec<Asked>, Problem>>()?;
    let question = request.question.as_deref().map(questions::find).transpose().map_err(Complaints::from)?;
    let question = question.map(|question| question.name.to_string());
    let comparison =
        Comparison::of(asked, request.at, request.against.as_deref(), question).map_err(Complaints::from)?;
    let branches = comparison.load_from(&files, &settings)?.len() as u32;
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
    let work = Box::new(move |entry: &Entry| outcome(begin(&of, entry, &files, plan, comparison)));
    studio.queue.push(JobKind::Branch, &request.scenario, request.replicates * branches, None, work)
}

/// A branch as the comparison has it. Its name names files.
fn named(branch: &job::Branch) -> Result<Asked, Problem> {
    if branch.name == BASE || !is_name(&branch.name) {
        let found = format!("`{}`", branch.name);
        let problem = groundswell_complaint::Problem::NotAllowed { name: "the name of a branch".into(), found };
        let allowed = format!("{NAME}, and not `{BASE}`, which is the run that the others leave");
        return Err(Problem::of(Code::Wrong, &Complaint::new(problem).allowed(allowed).into()));
    }
    Ok(Asked { name: branch.name.clone(), settings: spelled(&branch.settings) })
}

/// The command that makes the same run.
fn command(plan: &Plan, comparison: &Comparison) -> Vec<String> {
    let mut words = vec!["groundswell".to_string(), "compare".into(), plan.scenario.clone()];
    for branch in &comparison.branches[1..] {
        words.extend(["--branch".into(), format!("{}:{}", branch.name, branch.settings.join(","))]);
    }
    words.extend(["--at".into(), comparison.at.to_string()]);
    if comparison.against != BASE {
        words.extend(["--against".into(), comparison.against.clone()]);
    }
    words.extend(options(plan));
    words
}

fn begin(
    studio: &Studio,
    entry: &Entry,
    files: &Files,
    plan: Plan,
    mut comparison: Comparison,
) -> Result<Outcome, Problem> {
    let scenario = read(files, &plan.settings)?;
    let branches = comparison.load_from(files, &plan.settings)?;
    comparison.seal(&branches);
    let plan = Plan { hash: plan::hash(&scenario), ..plan };
    scenario.agents(&plan.making()).map_err(Complaints::from)?;
    let path = studio.runs.fresh(&scenario.name, &plan.hash[..4]);
    let dir = RunDir::create(&path, false)?;
    // From now on nobody else may delete it.
    entry.change(|job| job.run = Some(studio.runs.id(&path)));
    let maker = studio.maker(command(&plan, &comparison), program::now());
    finish::begin(&dir, &plan, &maker)?;
    comparison.write(&dir).map_err(Complaint::from)?;
    dir.write_inputs(&scenario, &plan)?;
    compute(studio, entry, &dir, &plan, &maker, &comparison, &branches, "begun")
}

/// Goes on with a comparison that was stopped.
pub fn again(
    studio: &Studio,
    entry: &Entry,
    dir: &RunDir,
    plan: &Plan,
    maker: &Maker,
    comparison: &Comparison,
) -> Result<Outcome, Problem> {
    let branches = comparison.load(&dir.file("inputs").display().to_string(), &plan.settings)?;
    let mut now = comparison.clone();
    now.seal(&branches);
    if now.hashes != comparison.hashes {
        let what = "a branch in the run directory is not the one that the run was begun with";
        let advice = "a file in `inputs/` was changed, or this build reads it otherwise; run it anew";
        return Err(Problem::of(Code::Wrong, &Complaint::inconsistent(what).advise(advice).into()));
    }
    compute(studio, entry, dir, plan, maker, comparison, &branches, "resumed")
}

/// Computes what is missing of a comparison and closes its directory.
#[allow(clippy::too_many_arguments)]
fn compute(
    studio: &Studio,
    entry: &Entry,
    dir: &RunDir,
    plan: &Plan,
    maker: &Maker,
    comparison: &Comparison,
    branches: &[Branch],
    event: &str,
) -> Result<Outcome, Problem> {
    let run = studio.runs.id(dir.path());
    let scenario = &branches[0].scenario;
    let missing = carry_out::missing(dir, plan, comparison);
    let runs: usize = missing.iter().map(Vec::len).sum();
    let threads = studio.program.threads.clamp(1, runs.max(1));
    let log = Log::open(&dir.file("log.jsonl")).map_err(Complaint::from)?;
    let adults: f64 = scenario.country.places.iter().map(|place| f64::from(place.adults)).sum();
    let task = Task {
        all_hours: carry_out::hours(&missing, comparison, scenario.hours),
        missing: branches.iter().map(|branch| branch.name.clone()).zip(missing).collect(),
        compared: true,
        hours: scenario.hours,
    };
    let teller = Teller::new(entry, Shown::of(scenario), task, log);
    teller.write(event, json!({ "runs": runs, "threads": threads, "platform": studio.program.platform }));
    entry.log.tell(&Happening::Begun(Begun {
        run: Some(run.clone()),
        hours: scenario.hours,
        places: scenario.country.places.len(),
        agents: (adults / f64::from(plan.scale)).round() as u64,
        replicates: runs as u32,
        threads,
    }));
    let means = Means { threads, checkpoint_every: CHECKPOINT, stop: &entry.stop, progress: &teller };
    carry_out::carry_out(dir, plan, comparison, branches, &means)?;
    teller.flush();

    let ended = |run| ended(entry, &teller, run);
    let unfinished: usize = carry_out::missing(dir, plan, comparison).iter().map(Vec::len).sum();
    if entry.stopped() && unfinished == plan.here() as usize * branches.len() {
        // Nothing is finished: what there is would only clutter the list of runs.
        studio.runs.remove(&run)?;
        return Ok(Outcome::Cancelled(ended(None)));
    }
    let seen: Vec<(RunDir, &Scenario)> =
        branches.iter().map(|branch| (dir.of_branch(&branch.name), &branch.scenario)).collect();
    let progressed = finish::write_branches(plan, &seen)?;
    let compared = table::compare(dir, plan, scenario, comparison)?;
    table::table(&compared).write_parquet(&dir.data("comparison")).map_err(Complaint::from)?;
    teller.write("tables written", json!({ "done": progressed.done, "failed": progressed.failures.len() }));
    write_report(studio, dir, plan, scenario, maker)?;
    let dirs: Vec<RunDir> = seen.into_iter().map(|seen| seen.0).collect();
    let status = finish::stamp_branches(&dirs, plan, scenario, maker, &progressed, &program::now())?;
    Ok(closed(status, &progressed, ended(Some(run))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::job::Settings;
    use crate::api::schema::SettingValue;

    #[test]
    fn names_of_branches_name_files() {
        let branch = |name: &str| job::Branch { name: name.into(), settings: Settings::new() };
        assert!(named(&branch("no-shutdown")).is_ok());
        for wrong in ["base", "", "a b", "../x", "x/y"] {
            assert_eq!(named(&branch(wrong)).err().map(|problem| problem.code), Some(Code::Wrong), "{wrong}");
        }
        let settings = Settings::from([("shutdown.enabled".into(), SettingValue::Switch(false))]);
        let asked = named(&job::Branch { name: "on".into(), settings }).expect("right");
        assert_eq!(asked.settings, ["shutdown.enabled=false"]);
    }
}
