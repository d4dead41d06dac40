//! The kernel of a threshold contagion: counts, needs and pushes, for one width of counts.
//!
//! Everybody has a bit (active or not), a count of active others they see, and a
//! need. A step compares all counts with all needs, 64 people at a time, and pushes
//! the changes. A quiet step reads two bytes a person, a busy one costs one increment a
//! tie of those who moved, or one look a tie of those who have not joined yet, whichever
//! is less.

use super::push::Push;
use super::recount;
use super::rows::{Rows, SHARD};
use super::simd::Simd;
use super::width::Width;
use crate::pages::filled;
use rayon::prelude::*;

/// Whether those who have joined can go home again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Persistence {
    /// Once active, always active (Watts 2002, Centola & Macy 2007).
    Lasting,
    /// Active only while enough others are (Kuran 1989).
    Fading,
}

/// How many joined and left in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Movers {
    /// Newly active.
    pub joined: u64,
    /// No longer active.
    pub left: u64,
}

impl Movers {
    fn and(self, other: Movers) -> Movers {
        Movers { joined: self.joined + other.joined, left: self.left + other.left }
    }
}

/// What [`Crowd`] asks of a kernel of any width.
pub(super) trait Kernel: Send + Sync {
    fn nodes(&self) -> u32;
    fn seed(&mut self, seeds: &[u32]);
    fn step(&mut self) -> Movers;
    fn words(&self) -> &[u64];
    fn count(&self, node: u32) -> u32;
    fn bytes(&self) -> u64;
}

pub(super) struct CountingKernel<'g, W> {
    rows: &'g Rows,
    simd: Simd,
    active: Vec<u64>,
    joined: Vec<u64>,
    /// Empty where nobody ever leaves.
    left: Vec<u64>,
    counts: Vec<W>,
    needs: Vec<W>,
    push: Push,
    /// How many have not joined.
    outside: u64,
    /// Whether `counts` no longer go on past the need of a person.
    recounted: bool,
}

impl<'g, W: Width> CountingKernel<'g, W> {
    pub(super) fn new(rows: &'g Rows, needs: &[u32], memory: Persistence, simd: Simd) -> CountingKernel<'g, W> {
        let words = needs.len().div_ceil(64);
        // The last word is filled up with people who never join.
        let mut needs: Vec<W> = needs.iter().map(|&n| W::need(n)).collect();
        needs.resize(words * 64, W::NEVER);
        CountingKernel {
            rows,
            simd,
            active: vec![0; words],
            joined: vec![0; words],
            left: if memory == Persistence::Fading { vec![0; words] } else { Vec::new() },
            counts: filled(W::default(), words * 64),
            needs,
            push: Push::new(rows.nodes()),
            outside: u64::from(rows.nodes()),
            recounted: false,
        }
    }

    /// Lets the counts know of those who just joined.
    fn spread(&mut self, joined: u64) {
        self.outside -= joined;
        let can = self.left.is_empty() && self.rows.both_ways();
        if can && recount::is_less_work(joined, self.outside) {
            recount::run(self.rows, &self.active, &self.needs, &mut self.counts);
            self.recounted = true;
        } else {
            self.push.run(self.rows, &self.joined, joined, true, &mut self.counts);
        }
    }
}

impl<W: Width> Kernel for CountingKernel<'_, W> {
    fn nodes(&self) -> u32 {
        self.rows.nodes()
    }

    fn seed(&mut self, seeds: &[u32]) {
        self.joined.fill(0);
        for &s in seeds {
            let (word, bit) = (s as usize / 64, 1u64 << (s % 64));
            self.joined[word] |= bit & !self.active[word];
            self.active[word] |= bit;
            self.needs[s as usize] = W::default();
        }
        let joined = self.joined.iter().map(|w| u64::from(w.count_ones())).sum();
        self.spread(joined);
    }

    fn step(&mut self) -> Movers {
        const WORDS: usize = SHARD / 64;
        let simd = self.simd;
        let moved = if self.active.len() <= WORDS {
            scan(simd, &self.counts, &self.needs, &mut self.active, &mut self.joined, &mut self.left)
        } else {
            // One thread a shard. Where nobody leaves there is no list of those who left to cut up.
            let shards = self.active.par_chunks_mut(WORDS).zip(self.joined.par_chunks_mut(WORDS));
            let seen = self.counts.par_chunks(SHARD).zip(self.needs.par_chunks(SHARD));
            let all = shards.zip(seen);
            if self.left.is_empty() {
                all.map(|((a, j), (c, n))| scan(simd, c, n, a, j, &mut [])).reduce(Movers::default, Movers::and)
            } else {
                all.zip(self.left.par_chunks_mut(WORDS))
                    .map(|(((a, j), (c, n)), left)| scan(simd, c, n, a, j, left))
                    .reduce(Movers::default, Movers::and)
            }
        };
        if moved.joined > 0 {
            self.spread(moved.joined);
        }
        if moved.left > 0 {
            self.outside += moved.left;
            self.push.run(self.rows, &self.left, moved.left, false, &mut self.counts);
        }
        moved
    }

    fn words(&self) -> &[u64] {
        &self.active
    }

    fn count(&self, node: u32) -> u32 {
        if self.recounted {
            recount::seen(self.rows.row(node), &self.active, u32::MAX)
        } else {
            self.counts[node as usize].get()
        }
    }

    fn bytes(&self) -> u64 {
        let words = self.active.len() + self.joined.len() + self.left.len();
        (8 * words + 2 * self.counts.len() * size_of::<W>()) as u64
    }
}

/// Decides for one shard: who joins and, unless `left` is empty, who leaves.
fn scan<W: Width>(
    simd: Simd,
    counts: &[W],
    needs: &[W],
    active: &mut [u64],
    joined: &mut [u64],
    left: &mut [u64],
) -> Movers {
    W::reached(simd, counts, needs, joined);
    let mut moved = Movers::default();
    for (active, joined) in active.iter_mut().zip(joined.iter_mut()) {
        let wants = *joined;
        *joined = wants & !*active;
        moved.joined += u64::from(joined.count_ones());
        *active |= wants;
    }
    // Who leaves is active, did not just join, and has fewer to see than it takes.
    if !left.is_empty() {
        let mut wants = vec![0; active.len()];
        W::reached(simd, counts, needs, &mut wants);
        for ((active, left), wants) in active.iter_mut().zip(left).zip(wants) {
            *left = *active & !wants;
            moved.left += u64::from(left.count_ones());
            *active = wants;
        }
    }
    moved
}
