//! Carries out a plan: replicates in, parts of tables out, nothing kept in memory.

use crate::calibrate::posterior::Posterior;
use crate::checkpoint::{FinishedReplicate, ReplicateEnd, read, read_fork, read_under_way, write, write_under_way};
use crate::course::Course;
use crate::ensemble::{Watch, run_watched};
use crate::plan::Plan;
use crate::rundir::RunDir;
use crate::stamps::named;
use crate::statistics;
use crate::tables;
use groundswell_complaint::Complaint;
use groundswell_engine::state::State;
use groundswell_engine::world::World;
use groundswell_scenario::scenario::Scenario;
use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Hears of progress; called from the threads that compute.
pub trait Progress: Sync {
    /// An hour of some replicate is over.
    fn hour(&self) {}
    /// The same, for who wants to see it: the state at its end, and the course so far.
    fn seen(&self, _state: &State, _course: &Course) {}
    /// From now on replicates are of this branch; of `base` in a plain run.
    fn begins(&self, _branch: &str) {}
    /// A replicate goes on with this many hours behind it.
    fn taken_up(&self, _hours: usize) {}
    /// A replicate is written, or has failed.
    fn done(&self, _done: &FinishedReplicate) {}
    /// A replicate of those that nobody writes down is over.
    fn over(&self) {}
}

/// How work is carried out: nothing here changes a number.
#[derive(Clone, Copy)]
pub struct Execution<'a> {
    /// Threads.
    pub threads: usize,
    /// Seconds of computing between two checkpoints of a replicate, at the least: writing them takes no more than a
    /// [`SHARE`] of its time.
    pub checkpoint_every: Duration,
    /// Set from outside to stop.
    pub stop: &'a AtomicBool,
    /// Who hears of progress.
    pub progress: &'a dyn Progress,
}

/// One in so many seconds may go into checkpoints. Those of a large country are hundreds of megabytes.
pub const SHARE: u32 = 40;

/// Longer than any run; a clock cannot be put forward by every number of seconds.
const NEVER: Duration = Duration::from_secs(1 << 32);

/// What a run has to do with the hour in which branches leave another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fork {
    /// Nothing: it begins at the beginning.
    None,
    /// It leaves its state behind after this many hours.
    Leaves(u32),
    /// It begins with what was left behind after this many hours.
    Follows(u32),
}

/// Those of these replicates that are still to be computed. One that failed is tried again.
pub fn missing(dir: &RunDir, plan: &Plan, numbers: &[u32]) -> Vec<u32> {
    let done =
        |replicate: u32| read::<FinishedReplicate>(&dir.done_file(replicate)).is_some_and(|done| done.end.is_ok());
    numbers.iter().copied().filter(|&replicate| plan.has(replicate) && !done(replicate)).collect()
}

/// Computes replicates of a run, of one of its branches: `dir` is seen from it, `scenario` and `world` are its own.
/// Returns once everything computed is on disk; a disk that cannot be written to stops it.
///
/// Whoever calls this has claimed the directory, or was sent by who has: several may write in it, each its own
/// replicates.
///
/// # Errors
/// A disk that cannot be written to; a posterior that is not the run's.
pub fn execute(
    dir: &RunDir,
    plan: &Plan,
    scenario: &Scenario,
    world: &World,
    replicates: &[u32],
    execution: &Execution<'_>,
    fork: Fork,
) -> Result<(), Complaint> {
    execution.progress.begins(dir.branch());
    let statistics = statistics::of(scenario);
    let posterior = Posterior::of_run(dir, plan)?;
    let (clocks, failed) = (Mutex::default(), Mutex::default());
    let watcher = Watcher { dir, execution, fork, plan, scenario, posterior, clocks, failed };
    let mut result = Ok(());
    run_watched(world, plan.seed, replicates, execution.threads, execution.stop, &watcher, |finished| {
        let number = finished.as_ref().map_or_else(|failure| failure.replicate, |course| course.replicate);
        let mut done = FinishedReplicate {
            replicate: number,
            key: groundswell_chance::draw::Key::new(plan.seed, number).0,
            seconds: watcher.seconds(number),
            end: finished
                .as_ref()
                .map(|course| ReplicateEnd::of(scenario, &statistics, course))
                .map_err(|failure| failure.message.clone()),
            parts: vec![],
        };
        match keep(dir, scenario, finished.as_ref().ok(), &mut done) {
            Ok(()) => execution.progress.done(&done),
            Err(complaint) => result = Err(complaint),
        }
        result.is_ok()
    });
    let failed = watcher.failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    result.and(failed.map_or(Ok(()), Err))
}

/// Writes a replicate's parts and, after them, that it is done and what the parts are.
fn keep(
    dir: &RunDir,
    scenario: &Scenario,
    course: Option<&Course>,
    done: &mut FinishedReplicate,
) -> Result<(), Complaint> {
    if let Some(course) = course {
        let [series, national] = ["series", "national"].map(|name| dir.part_name(name, done.replicate));
        let written = tables::write_series(scenario, course, dir.branch(), &dir.file(&series))?;
        done.parts.push(named(&series, &written.file));
        let table = tables::national(scenario, course).labelled("branch", dir.branch());
        done.parts.push(named(&national, &table.write_parquet(&dir.file(&national))?.file));
    }
    write(&dir.done_file(done.replicate), done)?;
    let state = dir.state_file(done.replicate);
    if state.exists() {
        // Left behind it would only take room.
        let _ = std::fs::remove_file(state);
    }
    Ok(())
}

/// Writes checkpoints as replicates compute, and times them.
struct Watcher<'a> {
    dir: &'a RunDir,
    execution: &'a Execution<'a>,
    fork: Fork,
    plan: &'a Plan,
    scenario: &'a Scenario,
    /// Where replicates take their parameters from, if they do.
    posterior: Option<Posterior>,
    clocks: Mutex<HashMap<u32, ReplicateClock>>,
    failed: Mutex<Option<Complaint>>,
}

/// The times of a replicate.
struct ReplicateClock {
    /// When it began here.
    begun: Instant,
    /// When its next checkpoint is due.
    due: Instant,
    /// Seconds that it took.
    seconds: f64,
}

impl Watcher<'_> {
    fn clocks(&self) -> std::sync::MutexGuard<'_, HashMap<u32, ReplicateClock>> {
        self.clocks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn seconds(&self, replicate: u32) -> f64 {
        self.clocks().remove(&replicate).map_or(0.0, |clock| clock.seconds)
    }

    fn write(&self, path: &Path, state: &State, course: &Course) {
        if let Err(error) = write_under_way(path, state, course) {
            *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error.into());
            self.execution.stop.store(true, Ordering::Relaxed);
        }
    }
}

impl Watch for Watcher<'_> {
    fn world(&self, world: &World, replicate: u32) -> Option<World> {
        Some(self.posterior.as_ref()?.world(world, self.scenario, &self.plan.making(), self.plan.seed, replicate))
    }

    fn taken_up(&self, world: &World, replicate: u32) -> Option<(State, Course)> {
        let now = Instant::now();
        let due = now + self.execution.checkpoint_every.min(NEVER);
        self.clocks().insert(replicate, ReplicateClock { begun: now, due, seconds: 0.0 });
        let own = read_under_way(&self.dir.state_file(replicate), world);
        let Fork::Follows(hour) = self.fork else {
            let (state, course) = own?;
            self.execution.progress.taken_up(course.hours());
            return Some((state, course));
        };
        if let Some((state, course)) = own {
            self.execution.progress.taken_up(course.hours() - hour as usize);
            return Some((state, course));
        }
        // Without it the branch would have another past: that is a failure, not a beginning.
        let left = read_fork(&self.dir.fork_file(replicate), world);
        Some(left.unwrap_or_else(|| panic!("no state was left behind at hour {hour} for the branch to begin with")))
    }

    fn hour(&self, state: &State, course: &Course) {
        self.execution.progress.hour();
        self.execution.progress.seen(state, course);
        if self.fork == Fork::Leaves(course.hours() as u32) {
            self.write(&self.dir.fork_file(course.replicate), state, course);
        }
        let due = self.clocks().get(&course.replicate).is_some_and(|clock| Instant::now() >= clock.due);
        if due {
            let begun = Instant::now();
            self.write(&self.dir.state_file(course.replicate), state, course);
            let pause = self.execution.checkpoint_every.max(SHARE * begun.elapsed());
            if let Some(clock) = self.clocks().get_mut(&course.replicate) {
                clock.due = Instant::now() + pause.min(NEVER);
            }
        }
    }

    fn stopped(&self, state: &State, course: &Course) {
        self.write(&self.dir.state_file(course.replicate), state, course);
    }

    fn ended(&self, replicate: u32) {
        if let Some(clock) = self.clocks().get_mut(&replicate) {
            clock.seconds = clock.begun.elapsed().as_secs_f64();
        }
    }
}
