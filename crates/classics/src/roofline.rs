//! What this machine can do at best, and how near the graph kernel comes.
//!
//! A quiet step of a crowd reads two bytes a person in order: its limit is streaming. A
//! busy one bumps a count for each tie of those who moved: its limit is random access.
//! Both limits are measured here with the plainest loops there are, on arrays of the
//! size that the kernel uses, beside the kernel, so that a ratio compares like with like.

use crate::graph::{Crowd, GraphError, Persistence, Rule, generate};
use groundswell_chance::draw::{Key, Purpose, index};
use rayon::prelude::*;
use serde::Serialize;
use std::hint::black_box;
use std::time::Instant;

/// The limits of this machine.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MachineLimits {
    /// Threads at work together.
    pub threads: usize,
    /// Gigabytes a second, all threads reading an array in order, by size of the array in bytes.
    pub streaming: Vec<(usize, f64)>,
    /// Nanoseconds for one access of one thread while all threads bump bytes at random,
    /// by size of the array in bytes.
    pub random: Vec<(usize, f64)>,
}

/// The graph kernel beside the limits.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RooflineComparison {
    /// People.
    pub people: u32,
    /// Entries of the rows, twice the ties.
    pub entries: u64,
    /// Threads at work.
    pub threads: usize,
    /// Seconds to make the ties.
    pub generation: f64,
    /// Bytes that ties and crowd hold.
    pub bytes: u64,
    /// Seconds of a step in which nobody moves.
    pub quiet: f64,
    /// Seconds to read as many bytes in order.
    pub quiet_limit: f64,
    /// The step of a cascade in which most ties had news.
    pub busy: Busy,
    /// The step that took longest. It is another one where the kernel recounts, because
    /// fewer are still outside than have just joined.
    pub slowest: Busy,
    /// Seconds of the whole cascade.
    pub cascade: f64,
    /// Steps of it.
    pub steps: u32,
    /// Active at its end.
    pub active: u64,
}

/// A step in which many moved.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Busy {
    /// Seconds it took.
    pub seconds: f64,
    /// Entries of those who moved.
    pub entries: u64,
    /// Seconds to bump as many counts at random, without reading the rows that say which.
    pub limit: f64,
}

/// Measures streaming and random access on arrays of the given sizes.
pub fn limits(sizes: &[usize]) -> MachineLimits {
    MachineLimits {
        threads: rayon::current_num_threads(),
        streaming: sizes.iter().map(|&s| (s, streaming(s))).collect(),
        random: sizes.iter().map(|&s| (s, random(s))).collect(),
    }
}

/// Gigabytes a second.
fn streaming(bytes: usize) -> f64 {
    let words = vec![1u64; (bytes / 8).max(64)];
    let threads = rayon::current_num_threads();
    let part = words.len().div_ceil(threads);
    let rounds = (400_000_000 / bytes.max(1)).clamp(2, 4_000);
    let seconds = best_of(3, || {
        for _ in 0..rounds {
            let sums = words.par_chunks(part).map(|part| {
                // Eight sums at a time, or the additions would wait for each other.
                let mut sums = [0u64; 8];
                for eight in part.as_chunks::<8>().0 {
                    for (sum, word) in sums.iter_mut().zip(eight) {
                        *sum = sum.wrapping_add(*word);
                    }
                }
                sums.iter().sum::<u64>()
            });
            black_box(sums.sum::<u64>());
        }
    });
    (words.len() * 8 * rounds) as f64 / seconds / 1e9
}

/// Nanoseconds an access of one thread; each thread has a part of the array to itself.
fn random(bytes: usize) -> f64 {
    let threads = rayon::current_num_threads();
    let part = bytes.div_ceil(threads).max(64);
    let mut counts = vec![0u8; part * threads];
    let places: Vec<u32> = (0..1 << 20)
        .flat_map(|i| Key::new(1, 0).draw(Purpose::Study, i, 0).block(0))
        .map(|word| index(word, part as u32))
        .collect();
    let seconds = best_of(3, || {
        counts.par_chunks_mut(part).for_each(|counts| {
            for &place in &places {
                counts[place as usize] = counts[place as usize].wrapping_add(1);
            }
        });
        black_box(&counts);
    });
    seconds * 1e9 / places.len() as f64
}

/// The shortest of a few runs: the others were disturbed.
fn best_of(runs: u32, mut work: impl FnMut()) -> f64 {
    (0..runs).map(|_| timed(&mut work).1).fold(f64::INFINITY, f64::min)
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed().as_secs_f64())
}

/// Runs a Watts cascade (threshold 1/10 at mean degree 10, a thousandth of a percent as
/// seeds) and measures its steps beside the limits, on the current thread pool.
///
/// # Errors
/// A mean degree that the graph cannot have.
pub fn compare(people: u32, mean_degree: f64) -> Result<RooflineComparison, GraphError> {
    let (rows, generation) = timed(|| generate::random(people, mean_degree, Key::new(1, 0)));
    let rows = rows?;
    let needs = Rule::Share(0.1).needs(&rows.seen_by_each())?;
    let start = |seeds: &[u32]| -> Result<Crowd<'_>, GraphError> {
        let mut crowd = Crowd::new(&rows, &needs, Persistence::Lasting)?;
        crowd.seed(seeds)?;
        Ok(crowd)
    };
    let mut still = start(&[])?;
    let seeds: Vec<u32> = (0..100.min(people)).map(|i| (u64::from(i) * u64::from(people) / 100) as u32).collect();
    let mut crowd = start(&seeds)?;
    let mut steps = Vec::new();
    let access = random(people as usize) / 1e9 / rayon::current_num_threads() as f64;
    loop {
        let before = crowd.words().to_vec();
        let (moved, seconds) = timed(|| crowd.step());
        let moves = |node: u32| crowd.is_active(node) && before[node as usize / 64] >> (node % 64) & 1 == 0;
        let entries = (0..people).into_par_iter().filter(|&n| moves(n)).map(|n| u64::from(rows.degree(n))).sum();
        steps.push(Busy { seconds, entries, limit: entries as f64 * access });
        if moved.joined == 0 {
            break;
        }
    }
    let busy = *steps.iter().max_by_key(|step| step.entries).expect("there is a last step");
    let slowest = *steps.iter().max_by(|a, b| a.seconds.total_cmp(&b.seconds)).expect("there is a last step");
    let quiet = best_of(50, || {
        still.step();
    });
    // Counts and needs are read, the bits of the active too, the bits of the joined written.
    let read = 2 * people as usize + people as usize / 4;
    Ok(RooflineComparison {
        people,
        entries: rows.entries(),
        threads: rayon::current_num_threads(),
        generation,
        bytes: rows.bytes() + crowd.bytes(),
        quiet,
        quiet_limit: read as f64 / streaming(read) / 1e9,
        busy,
        slowest,
        cascade: steps.iter().map(|step| step.seconds).sum(),
        steps: steps.len() as u32 - 1,
        active: crowd.active(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_positive_and_a_large_array_is_not_faster_than_a_tiny_one() {
        let limits = limits(&[1 << 14, 1 << 26]);
        assert!(limits.streaming.iter().chain(&limits.random).all(|(_, x)| *x > 0.0 && x.is_finite()));
        assert!(limits.random[0].1 < limits.random[1].1, "{limits:?}");
    }

    #[test]
    fn the_comparison_counts_what_moved() {
        let c = compare(50_000, 10.0).unwrap();
        assert!(c.busy.entries <= c.entries && c.busy.entries > 0);
        assert!(c.busy.entries >= c.slowest.entries);
        assert!(c.busy.seconds <= c.slowest.seconds && c.slowest.seconds <= c.cascade);
        assert!(c.active > 49_000 && c.steps > 2 && c.quiet > 0.0);
    }
}
