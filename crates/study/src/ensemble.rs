//! Many replicates of one world, on as many threads as there are, handed on in order.

use crate::course::Course;
use groundswell_engine::state::State;
use groundswell_engine::step::step;
use groundswell_engine::world::World;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::time::Duration;

/// What an ensemble is told, and asks, while it runs. Everything does nothing by default.
///
/// It is called from the threads that compute.
pub trait Watch: Sync {
    /// Where a replicate goes on; `None` where it begins at the beginning.
    fn taken_up(&self, _world: &World, _replicate: u32) -> Option<(State, Course)> {
        None
    }
    /// The world of a replicate that has one of its own; `None` where it is that of all.
    fn world(&self, _world: &World, _replicate: u32) -> Option<World> {
        None
    }
    /// An hour is over.
    fn hour(&self, _state: &State, _course: &Course) {}
    /// It was stopped in the middle of a replicate.
    fn stopped(&self, _state: &State, _course: &Course) {}
    /// A replicate is at its end, or has failed.
    fn ended(&self, _replicate: u32) {}
}

/// Nobody watches.
pub struct Unwatched;
impl Watch for Unwatched {}

/// Runs one replicate to its end; `keep_going` is asked every hour.
///
/// `None` if it was asked to stop.
pub fn replicate(world: &World, state: State, replicate: u32, keep_going: impl Fn() -> bool) -> Option<Course> {
    let course = Course::new(world, &state, replicate);
    to_end(world, state, course, keep_going, &Unwatched)
}

fn to_end(
    world: &World,
    mut state: State,
    mut course: Course,
    keep_going: impl Fn() -> bool,
    watch: &dyn Watch,
) -> Option<Course> {
    for _ in course.hours() as u32..world.spec.hours {
        if !keep_going() {
            watch.stopped(&state, &course);
            return None;
        }
        for _ in 0..world.spec.clock.steps_per_hour {
            step(world, &mut state);
        }
        course.write(world, &state);
        watch.hour(&state, &course);
    }
    course.close(world, &state);
    Some(course)
}

/// Why a replicate has no course.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Its number.
    pub replicate: u32,
    /// What the panic said: a bug, never a user's error.
    pub message: String,
}

/// What becomes of a replicate.
pub type Finished = Result<Course, Failure>;

/// Runs `replicates` on `threads` threads and hands each on, in their order, to `take`.
///
/// Results do not depend on the number of threads: a replicate is a function of the
/// world, the seed and its number. Whoever is more than two replicates a thread ahead of
/// what has been handed on waits, so memory does not grow with their number even when an
/// early one is slow. `take` returns whether to go on; after `stop` is set only what is
/// finished already is handed on.
pub fn run(
    world: &World,
    seed: u64,
    replicates: &[u32],
    threads: usize,
    stop: &AtomicBool,
    take: impl FnMut(Finished) -> bool,
) {
    run_watched(world, seed, replicates, threads, stop, &Unwatched, take);
}

/// [`run`], with somebody watching.
pub fn run_watched(
    world: &World,
    seed: u64,
    replicates: &[u32],
    threads: usize,
    stop: &AtomicBool,
    watch: &dyn Watch,
    mut take: impl FnMut(Finished) -> bool,
) {
    let next = AtomicU32::new(0);
    let threads = threads.clamp(1, replicates.len().max(1));
    let (handed_on, moved) = (Mutex::new(0usize), Condvar::new());
    let (sender, receiver) = mpsc::sync_channel::<(usize, Finished)>(threads);
    let one = |number: u32| compute(world, seed, number, stop, watch);
    let work = |sender: mpsc::SyncSender<(usize, Finished)>| {
        loop {
            let turn = next.fetch_add(1, Ordering::SeqCst) as usize;
            let Some(&number) = replicates.get(turn) else { return };
            if !wait_for(turn, 2 * threads, &handed_on, &moved, stop) {
                return;
            }
            let Some(finished) = one(number) else { return };
            if sender.send((turn, finished)).is_err() {
                return;
            }
        }
    };
    std::thread::scope(|scope| {
        let start = |_: &usize| {
            let (sender, work) = (sender.clone(), &work);
            std::thread::Builder::new().spawn_scoped(scope, move || work(sender)).is_ok()
        };
        if (0..threads).filter(start).count() == 0 {
            // The system gives no thread: this one does the work.
            for finished in replicates.iter().map_while(|&number| one(number)) {
                if !take(finished) {
                    break;
                }
            }
        }
        drop(sender);
        let (mut waiting, mut turn) = (BTreeMap::new(), 0);
        while let Ok((at, finished)) = receiver.recv() {
            waiting.insert(at, finished);
            while let Some(finished) = waiting.remove(&turn) {
                turn += 1;
                if !take(finished) {
                    stop.store(true, Ordering::Relaxed);
                }
                *handed_on.lock().unwrap_or_else(PoisonError::into_inner) = turn;
                moved.notify_all();
            }
        }
        // Asked to stop, an earlier one never came: what is finished is finished.
        for (_, finished) in waiting {
            take(finished);
        }
    });
}

/// One replicate to its end; `None` if asked to stop. A panic is its failure.
fn compute(world: &World, seed: u64, number: u32, stop: &AtomicBool, watch: &dyn Watch) -> Option<Finished> {
    let running = || !stop.load(Ordering::Relaxed);
    if !running() {
        return None;
    }
    let run = || {
        let own = watch.world(world, number);
        let world = own.as_ref().unwrap_or(world);
        let (state, course) = watch.taken_up(world, number).unwrap_or_else(|| {
            let state = world.state(seed, number);
            let course = Course::new(world, &state, number);
            (state, course)
        });
        to_end(world, state, course, running, watch)
    };
    let finished = match caught(run) {
        Ok(course) => Ok(course?),
        Err(message) => Err(Failure { replicate: number, message }),
    };
    watch.ended(number);
    Some(finished)
}

/// Waits until `turn` is less than `ahead` past what was handed on; `false` if asked to stop.
fn wait_for(turn: usize, ahead: usize, handed_on: &Mutex<usize>, moved: &Condvar, stop: &AtomicBool) -> bool {
    let mut done = handed_on.lock().unwrap_or_else(PoisonError::into_inner);
    while turn >= *done + ahead {
        if stop.load(Ordering::Relaxed) {
            return false;
        }
        // Nobody wakes those who wait when `stop` is set from outside.
        let wait = moved.wait_timeout(done, Duration::from_millis(50));
        done = wait.unwrap_or_else(PoisonError::into_inner).0;
    }
    !stop.load(Ordering::Relaxed)
}

/// Does something that may panic: a panic becomes its message.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).map_err(|panic| message_of(&*panic))
}

fn message_of(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|s| (*s).to_string());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "unknown panic".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_engine::fixture;

    fn peaks(threads: usize) -> Vec<(u32, f64)> {
        let world = World::build(fixture::lively(), 1);
        let mut peaks = Vec::new();
        run(&world, 1, &[0, 1, 2, 3, 4, 9], threads, &AtomicBool::new(false), |finished| {
            let course = finished.expect("a course");
            peaks.push((course.replicate, course.record.peak));
            true
        });
        peaks
    }

    #[test]
    fn replicates_come_in_order_and_do_not_depend_on_threads() {
        let one = peaks(1);
        assert_eq!(one.iter().map(|p| p.0).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 9]);
        assert_eq!(peaks(2), one);
        assert_eq!(peaks(5), one);
    }

    /// Counts how far anybody gets ahead of what was handed on.
    struct Ahead(AtomicU32);
    impl Watch for Ahead {
        fn ended(&self, replicate: u32) {
            self.0.fetch_max(replicate, Ordering::SeqCst);
        }
    }

    #[test]
    fn finished_replicates_do_not_pile_up_behind_a_slow_one() {
        let world = World::build(fixture::lively(), 1);
        let (many, ahead): (Vec<u32>, _) = ((0..40).collect(), Ahead(AtomicU32::new(0)));
        run_watched(&world, 1, &many, 3, &AtomicBool::new(false), &ahead, |finished| {
            let number = finished.expect("a course").replicate;
            if number == 0 {
                std::thread::sleep(Duration::from_millis(300));
                assert!(ahead.0.load(Ordering::SeqCst) < 6);
            }
            true
        });
        assert_eq!(ahead.0.load(Ordering::SeqCst), 39);
    }

    #[test]
    fn an_ensemble_stops_when_told() {
        let world = World::build(fixture::lively(), 1);
        let mut taken = 0;
        let many: Vec<u32> = (0..1000).collect();
        run(&world, 1, &many, 2, &AtomicBool::new(false), |_| {
            taken += 1;
            taken < 3
        });
        assert!((3..20).contains(&taken), "{taken}");
    }
}
