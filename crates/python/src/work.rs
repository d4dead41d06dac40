//! What a worker does: worlds built once for all its chunks, replicates computed into the
//! directory of their run.

use crate::errors::raised;
use crate::mind::minded;
use crate::run::VERSION;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_engine::world::World;
use groundswell_study::checkpoint::FinishedReplicate;
use groundswell_study::execute::{Execution, Progress};
use groundswell_study::rundir::{COMPARISON, RUN_PLAN};
use groundswell_study::work::Work;
use groundswell_study::work::carry_out::{MakesWorlds, build, can_go_on, carry_out};
use groundswell_tables::stamp::text_of;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Seconds of computing between two checkpoints of a replicate.
const CHECKPOINT: Duration = Duration::from_secs(10);

/// A run with the worlds of its branches, kept for the next chunk of the same run.
struct Built {
    /// The texts that worlds and branches follow from.
    asked: String,
    path: PathBuf,
    work: Work,
    worlds: Vec<Arc<World>>,
    seconds: f64,
}

/// Worlds that are there already.
struct Kept<'a>(&'a [Arc<World>]);

impl MakesWorlds for Kept<'_> {
    fn world(&mut self, _: &Work, branch: usize) -> Result<Arc<World>, Complaint> {
        Ok(self.0[branch].clone())
    }
}

/// What was built last in this process.
static BUILT: Mutex<Option<Arc<Built>>> = Mutex::new(None);

/// A run with its worlds, built if they are not those that were built last; whether they are new.
fn built(path: &Path) -> Result<(Arc<Built>, bool), Complaints> {
    let mut last = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    let text = |name: &str| text_of(path.join(name)).unwrap_or_default();
    let asked = text(RUN_PLAN) + &text(COMPARISON);
    let same = |kept: &&Arc<Built>| kept.asked == asked && kept.path == path;
    if let Some(kept) = last.as_ref().filter(same).filter(|_| !asked.is_empty()) {
        return Ok((kept.clone(), false));
    }
    let begun = Instant::now();
    let work = Work::open(path).map_err(|complaints| {
        let mut all = Complaints::default();
        let advice = "a worker must see the folder of the run under the same path";
        all.extend(complaints.into_iter().map(|complaint| complaint.advise(advice)));
        all
    })?;
    work.plan.verify(work.scenario(), VERSION)?;
    // Two runs of one plan have the same worlds; their directories differ.
    let before = last.take().filter(|kept| kept.asked == asked).map(|kept| kept.worlds.clone());
    let new = before.is_none();
    let worlds = match before {
        Some(worlds) => worlds,
        None => {
            let mut worlds: Vec<Arc<World>> = Vec::with_capacity(work.branches.len());
            for branch in 0..work.branches.len() {
                let world = build(&work, branch)?;
                can_go_on(&work, branch, &world, worlds.first().unwrap_or(&world))?;
                worlds.push(world);
            }
            worlds
        }
    };
    let seconds = begun.elapsed().as_secs_f64();
    let kept = Arc::new(Built { asked, path: path.into(), work, worlds, seconds });
    *last = Some(kept.clone());
    Ok((kept, new))
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
    fn done(&self, done: &FinishedReplicate) {
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
pub(crate) fn compute<'py>(
    py: Python<'py>,
    path: PathBuf,
    replicates: Vec<u32>,
    threads: usize,
    tick: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let (stop, counts) = (AtomicBool::new(false), Counts::default());
    let begun = Instant::now();
    let work = || {
        let (built, new) = built(&path)?;
        let missing = built.work.missing_among(&replicates);
        let execution = Execution { threads, checkpoint_every: CHECKPOINT, stop: &stop, progress: &counts };
        carry_out(&built.work, &missing, &mut Kept(&built.worlds), &execution)?;
        Ok::<_, Complaints>((if new { built.seconds } else { 0.0 }, built.worlds[0].agents()))
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
