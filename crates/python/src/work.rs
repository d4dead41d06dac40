//! What a worker does: worlds built once for all its chunks, replicates computed into the
//! directory of their run.

use crate::errors::raised;
use crate::mind::minded;
use crate::run::VERSION;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_engine::world::World;
use groundswell_scenario::scenario::Scenario;
use groundswell_study::checkpoint::{Done, read};
use groundswell_study::compare::{Branch, Comparison};
use groundswell_study::execute::{self, Fork, Means, Progress};
use groundswell_study::plan::Plan;
use groundswell_study::rundir::RunDir;
use groundswell_study::tables::BASE;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Seconds of computing between two checkpoints of a replicate.
const CHECKPOINT: Duration = Duration::from_secs(10);

/// So many replicates go through all branches before the next ones begin: the states that
/// they leave behind take bounded room.
const BLOCK: usize = 64;

/// A branch with its world; a plain run has one, `base`.
struct Part {
    name: String,
    scenario: Scenario,
    world: World,
}

/// A plan with its worlds, kept for the next chunk of the same run.
struct Built {
    asked: String,
    plan: Plan,
    at: u32,
    parts: Vec<Part>,
    seconds: f64,
}

/// What was built last in this process.
static BUILT: Mutex<Option<Arc<Built>>> = Mutex::new(None);

/// The branches of a run with their scenarios: of a plain one its base alone.
pub fn branches(dir: &RunDir, plan: &Plan, scenario: Scenario) -> Result<(u32, Vec<Branch>), Complaints> {
    let Some(comparison) = Comparison::read(dir) else {
        return Ok((0, vec![Branch { name: BASE.into(), scenario }]));
    };
    let branches = comparison.load(&dir.file("inputs").display().to_string(), &plan.settings)?;
    let mut now = comparison.clone();
    now.seal(&branches);
    if now.hashes != comparison.hashes {
        let complaint = Complaint::inconsistent("a branch in the run directory is not the one that it was begun with");
        let advice = "a file in `inputs/` was changed, or this build reads it otherwise; run it anew";
        return Err(complaint.advise(advice).into());
    }
    Ok((comparison.at, branches))
}

/// The worlds of a run, built if they are not those that were built last.
fn built(path: &Path) -> Result<(RunDir, Arc<Built>, bool), Complaints> {
    let mut last = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    let (dir, plan, scenario) = RunDir::open(path).map_err(|complaints| {
        let advised =
            complaints.into_iter().map(|c| c.advise("a worker must see the folder of the run under the same path"));
        let mut all = Complaints::default();
        all.extend(advised);
        all
    })?;
    // Two runs of one plan have the same worlds; their directories differ.
    let text = |file: PathBuf| std::fs::read_to_string(file).unwrap_or_default();
    let asked = text(dir.plan_file()) + &text(dir.comparison_file());
    if let Some(kept) = last.as_ref().filter(|kept| kept.asked == asked) {
        return Ok((dir, kept.clone(), false));
    }
    plan.verify(&scenario, VERSION)?;
    let begun = Instant::now();
    // The old worlds go before the new ones come: two sets may not fit where one does.
    *last = None;
    let (at, branches) = branches(&dir, &plan, scenario)?;
    let mut parts: Vec<Part> = Vec::with_capacity(branches.len());
    for Branch { name, scenario } in branches {
        let world = scenario.world(&plan.making(), plan.seed)?;
        if let Some(why) = parts.first().filter(|_| at > 0).and_then(|base| world.cannot_go_on_from(&base.world)) {
            let complaint = Complaint::inconsistent(format!("branch `{name}` has {why} than its base"));
            return Err(complaint.advise("leave out `at=`: then branches begin at the start").into());
        }
        parts.push(Part { name, scenario, world });
    }
    let kept = Arc::new(Built { asked, plan, at, parts, seconds: begun.elapsed().as_secs_f64() });
    *last = Some(kept.clone());
    Ok((dir, kept, true))
}

impl Built {
    /// Computes what is missing of some replicates: the base, then every branch from what the
    /// base has left behind.
    fn compute(&self, dir: &RunDir, replicates: &[u32], means: &Means<'_>) -> Result<(), Complaint> {
        let seen = |part: &Part| dir.of_branch(&part.name);
        let is_done = |part: &Part, r: u32| read::<Done>(&seen(part).done_file(r)).is_some_and(|done| done.end.is_ok());
        let (base, others) = self.parts.split_first().expect("a run has its base");
        for block in replicates.chunks(BLOCK) {
            let missing: Vec<Vec<u32>> =
                others.iter().map(|part| block.iter().copied().filter(|&r| !is_done(part, r)).collect()).collect();
            let left = |r: u32| self.at == 0 || dir.fork_file(r).exists();
            let needed = |r: &u32| !is_done(base, *r) || (missing.iter().any(|m| m.contains(r)) && !left(*r));
            let first: Vec<u32> = block.iter().copied().filter(needed).collect();
            let leaves = if self.at > 0 { Fork::Leaves(self.at) } else { Fork::None };
            execute::compute(&seen(base), &self.plan, &base.scenario, &base.world, &first, means, leaves)?;
            for (part, missing) in others.iter().zip(&missing) {
                if means.stop.load(Ordering::Relaxed) {
                    return Ok(());
                }
                let follows = if self.at > 0 { Fork::Follows(self.at) } else { Fork::None };
                execute::compute(&seen(part), &self.plan, &part.scenario, &part.world, missing, means, follows)?;
            }
            if means.stop.load(Ordering::Relaxed) {
                return Ok(());
            }
            for &replicate in block {
                // Left behind it would only take room; where there is none, nothing is lost.
                let _ = std::fs::remove_file(dir.fork_file(replicate));
            }
        }
        Ok(())
    }
}

/// Counts hours and replicates for whoever shows progress, and sums up seconds.
#[derive(Default)]
struct Counts {
    hours: AtomicU64,
    done: AtomicU64,
    failed: AtomicU64,
    microseconds: AtomicU64,
}

impl Progress for Counts {
    fn hour(&self) {
        self.hours.fetch_add(1, Ordering::Relaxed);
    }
    fn taken_up(&self, hours: usize) {
        self.hours.fetch_add(hours as u64, Ordering::Relaxed);
    }
    fn done(&self, done: &Done) {
        let of = if done.end.is_ok() { &self.done } else { &self.failed };
        of.fetch_add(1, Ordering::Relaxed);
        self.microseconds.fetch_add((done.seconds * 1e6) as u64, Ordering::Relaxed);
    }
}

/// Computes replicates of a run and writes their parts into its directory.
///
/// `tick(hours, replicates)` hears of progress. Returns one row: what was done and what it cost.
#[pyfunction]
#[pyo3(signature = (path, replicates, threads, tick = None))]
pub fn compute<'py>(
    py: Python<'py>,
    path: PathBuf,
    replicates: Vec<u32>,
    threads: usize,
    tick: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let (stop, counts) = (AtomicBool::new(false), Counts::default());
    let begun = Instant::now();
    let work = || {
        let (dir, built, new) = built(&path)?;
        let means = Means { threads, checkpoint_every: CHECKPOINT, stop: &stop, progress: &counts };
        built.compute(&dir, &replicates, &means)?;
        Ok::<_, Complaints>((if new { built.seconds } else { 0.0 }, built.parts[0].world.agents()))
    };
    let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
    let done = minded(py, threads, &stop, work, |_| {
        tick.as_ref().map_or(Ok(()), |tick| tick.call1((read(&counts.hours), read(&counts.done))).map(drop))
    })?;
    let (building, agents) = done.map_err(|complaints| raised(py, &complaints))?;
    let row = PyDict::new(py);
    row.set_item("first", replicates.first())?;
    row.set_item("last", replicates.last())?;
    row.set_item("done", read(&counts.done))?;
    row.set_item("failed", read(&counts.failed))?;
    row.set_item("seconds", begun.elapsed().as_secs_f64())?;
    row.set_item("seconds_computing", read(&counts.microseconds) as f64 / 1e6)?;
    row.set_item("seconds_building", building)?;
    row.set_item("threads", threads)?;
    row.set_item("agents", agents)?;
    Ok(row)
}
