//! Recounting: those who have not joined look who has.
//!
//! Once most have joined, it is less work to look at the rows of the few who have not
//! than to push the many who just did (Beamer, Asanović & Patterson 2012, "Direction-optimizing
//! breadth-first search"). What is looked at is a bit a person, so it stays in the cache.
//! That needs ties that go both ways, whose rows say whom one sees as well, and people who
//! never leave, whose own counts no longer matter.

use super::push::members;
use super::rows::{Rows, SHARD};
use super::width::Width;
use rayon::prelude::*;

/// A tie that is pushed costs as much as so many that are looked at.
const PUSH: u64 = 2;

/// Whether to recount where so many joined and so many have not.
pub(crate) fn is_less_work(joined: u64, outside: u64) -> bool {
    outside < PUSH * joined
}

/// Counts again for everybody who is not active, up to what they need: whoever has seen
/// enough will join whatever else they see.
pub(crate) fn run<W: Width>(rows: &Rows, active: &[u64], needs: &[W], counts: &mut [W]) {
    counts.par_chunks_mut(SHARD).zip(needs.par_chunks(SHARD)).enumerate().for_each(|(s, (counts, needs))| {
        let (words, first) = (counts.len() / 64, s * (SHARD / 64));
        let outside: Vec<u64> = active[first..first + words].iter().map(|word| !word).collect();
        // The bits past the last node belong to nobody.
        for node in members(&outside, first).take_while(|&node| node < rows.nodes()) {
            let (count, need) = (&mut counts[node as usize % SHARD], needs[node as usize % SHARD].get());
            *count = W::need(seen(rows.row(node), active, need));
        }
    });
}

/// How many of a row are active; at least `enough` if it stops early.
#[inline(always)]
pub(crate) fn seen(row: &[u32], active: &[u64], enough: u32) -> u32 {
    let mut count = 0;
    for &other in row {
        count += (active[other as usize / 64] >> (other % 64) & 1) as u32;
        if count >= enough {
            break;
        }
    }
    count
}
