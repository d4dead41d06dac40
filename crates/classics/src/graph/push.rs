//! Pushing changes: those who moved are counted by those who see them.
//!
//! A count lies anywhere in memory; eight threads adding there at random would wait
//! for each other and for memory. (One alone has nobody to wait for, and just adds as
//! long as memory keeps up.) So ties are first *dealt*: each thread walks some of those
//! who moved and writes the places of their seers into one buffer per shard.
//! Then each shard is *settled* by one thread, whose cache holds the counts of it.
//! Rounds keep the buffers small. Sums do not depend on order, so neither do results.

use super::rows::{Rows, SHARD, shard_count};
use super::width::Width;
use rayon::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Words of 64 people that a thread takes at a time.
const BITE: usize = 64;

/// Ties a thread deals before it settles: 8 MB of places.
const ROUND: usize = 1 << 22;

/// Shards, 16 MB of counts, that one thread alone adds to at random faster than it deals.
const ALONE: usize = 256;

/// How many rows ahead memory is asked for.
const AHEAD: usize = 8;

/// Buffers that live as long as the crowd.
pub(crate) struct Push {
    /// For each thread, for each shard, the places to bump.
    dealt: Vec<Vec<Vec<u16>>>,
    shards: usize,
}

impl Push {
    pub(crate) fn new(nodes: u32) -> Push {
        Push { dealt: Vec::new(), shards: shard_count(nodes) }
    }

    /// Bumps the counts of all who see somebody of `moved`.
    pub(crate) fn run<W: Width>(&mut self, rows: &Rows, moved: &[u64], how_many: u64, up: bool, counts: &mut [W]) {
        let threads = rayon::current_num_threads();
        // Few changes, a crowd that fits one cache, or nobody to wait for: dealing would cost more than it saves.
        if self.shards <= 2 || how_many < 4_096 || threads == 1 && self.shards <= ALONE {
            let mut nodes = Vec::new();
            for (i, bite) in moved.chunks(BITE).enumerate() {
                each_row(rows, bite, i * BITE, &mut nodes, |row| {
                    for &seer in row {
                        counts[seer as usize].bump(up);
                    }
                });
            }
            return;
        }
        self.dealt.resize_with(threads, || vec![Vec::new(); self.shards]);
        let next = AtomicUsize::new(0);
        while next.load(Ordering::Relaxed) < moved.len() {
            self.dealt.par_iter_mut().for_each(|buffers| deal(rows, moved, &next, buffers));
            let dealt = &self.dealt;
            counts.par_chunks_mut(SHARD).enumerate().for_each(|(s, counts)| {
                for buffers in dealt {
                    settle(&buffers[s], up, counts);
                }
            });
            self.dealt.par_iter_mut().flatten().for_each(Vec::clear);
        }
    }
}

fn deal(rows: &Rows, moved: &[u64], next: &AtomicUsize, buffers: &mut [Vec<u16>]) {
    let (mut ties, mut nodes) = (0, Vec::new());
    while ties < ROUND {
        let from = next.fetch_add(BITE, Ordering::Relaxed);
        if from >= moved.len() {
            return;
        }
        let bite = &moved[from..moved.len().min(from + BITE)];
        each_row(rows, bite, from, &mut nodes, |row| {
            ties += row.len();
            for &seer in row {
                buffers[seer as usize / SHARD].push(seer as u16);
            }
        });
    }
}

/// The rows of a bite, each asked for in memory a little before it is walked.
fn each_row(rows: &Rows, bite: &[u64], from: usize, nodes: &mut Vec<u32>, mut walk: impl FnMut(&[u32])) {
    nodes.clear();
    nodes.extend(members(bite, from));
    for (i, &node) in nodes.iter().enumerate() {
        if let Some(&far) = nodes.get(i + 2 * AHEAD) {
            rows.fetch_offsets(far);
        }
        if let Some(&near) = nodes.get(i + AHEAD) {
            rows.fetch_row(near);
        }
        walk(rows.row(node));
    }
}

fn settle<W: Width>(places: &[u16], up: bool, counts: &mut [W]) {
    if let Ok(counts) = <&mut [W; SHARD]>::try_from(&mut *counts) {
        // A whole shard: no place can lie outside it, and the compiler knows.
        for &place in places {
            counts[place as usize].bump(up);
        }
    } else {
        for &place in places {
            counts[place as usize].bump(up);
        }
    }
}

/// The nodes whose bits are set, from the word at `from` on.
pub(crate) fn members(words: &[u64], from: usize) -> impl Iterator<Item = u32> + '_ {
    words.iter().enumerate().filter(|(_, w)| **w != 0).flat_map(move |(i, &word)| {
        let mut left = word;
        std::iter::from_fn(move || {
            (left != 0).then(|| {
                let bit = left.trailing_zeros();
                left &= left - 1;
                ((from + i) * 64) as u32 + bit
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::generate::random;
    use super::*;
    use groundswell_chance::draw::Key;

    #[test]
    fn members_are_listed_in_order() {
        assert_eq!(members(&[0, 1 | 1 << 63, 0, 4], 2).collect::<Vec<_>>(), [192, 255, 322]);
    }

    /// Dealing and settling must equal the plain double loop, and a push down undoes a push up.
    #[test]
    fn dealt_pushes_equal_plain_ones() {
        let nodes = 3 * SHARD as u32 + 100;
        let rows = random(nodes, 5.0, Key::new(13, 0)).unwrap();
        let moved: Vec<u64> = (0..(nodes as usize).div_ceil(64)).map(|i| if i % 3 == 0 { 0xF0F0 } else { 0 }).collect();
        let how_many = members(&moved, 0).count() as u64;
        let mut plain = vec![0u8; moved.len() * 64];
        for node in members(&moved, 0) {
            rows.row(node).iter().for_each(|&o| plain[o as usize] += 1);
        }
        for threads in [1, 3] {
            let mut push = Push::new(nodes);
            let mut counts = vec![0u8; moved.len() * 64];
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| push.run(&rows, &moved, how_many, true, &mut counts));
            assert_eq!(counts, plain);
            pool.install(|| push.run(&rows, &moved, how_many, false, &mut counts));
            assert!(counts.iter().all(|&c| c == 0));
        }
    }
}
