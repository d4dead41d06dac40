//! Many replicates of one world, on as many threads as there are, handed on in order.

use crate::course::Course;
use groundswell_engine::state::State;
use groundswell_engine::step::step;
use groundswell_engine::world::World;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc;

/// Runs one replicate to its end; `keep_going` is asked every hour.
///
/// `None` if it was told to stop.
pub fn replicate(world: &World, mut state: State, replicate: u32, keep_going: impl Fn() -> bool) -> Option<Course> {
    let mut course = Course::new(world, &state, replicate);
    for _ in 0..world.spec.hours {
        if !keep_going() {
            return None;
        }
        for _ in 0..world.spec.clock.steps_per_hour {
            step(world, &mut state);
        }
        course.write(world, &state);
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
/// world, the seed and its number. At most a few finished replicates wait for their
/// turn, so memory does not grow with their number. `take` returns whether to go on;
/// after `stop` is set nothing more is handed on.
pub fn run(
    world: &World,
    seed: u64,
    replicates: &[u32],
    threads: usize,
    stop: &AtomicBool,
    mut take: impl FnMut(Finished) -> bool,
) {
    let next = AtomicU32::new(0);
    let threads = threads.clamp(1, replicates.len().max(1));
    // Workers wait when they are this far ahead of what has been handed on.
    let (sender, receiver) = mpsc::sync_channel::<(usize, Finished)>(threads);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                loop {
                    let turn = next.fetch_add(1, Ordering::SeqCst) as usize;
                    let Some(&number) = replicates.get(turn) else { return };
                    let running = || !stop.load(Ordering::Relaxed);
                    let run = std::panic::AssertUnwindSafe(|| {
                        replicate(world, world.state(seed, number), number, running)
                    });
                    let finished = match std::panic::catch_unwind(run) {
                        Ok(Some(course)) => Ok(course),
                        Ok(None) => return,
                        Err(panic) => Err(Failure { replicate: number, message: message_of(&*panic) }),
                    };
                    if sender.send((turn, finished)).is_err() {
                        return;
                    }
                }
            });
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
            }
        }
    });
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
