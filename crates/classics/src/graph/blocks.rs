//! Random ties between groups: the stochastic block model, exactly and in parallel.
//!
//! Nodes are cut into blocks; each pair of nodes of blocks `a` and `b` is tied with
//! probability `p(a, b)`, independently. One block gives the Erdős–Rényi graph
//! (Gilbert 1959), towns with a distance kernel give the gravity graph.
//!
//! The ties of a pair of blocks are a pure function of the pair, found by geometric
//! skips over its cells (Batagelj & Brandes 2005, *Phys. Rev. E* 71:036113). So each
//! shard makes its own rows and recomputes what the other side also computes: twice
//! the draws, but no exchange between threads and rows that come out sorted.

use super::GraphError;
use super::error::within;
use super::rows::{Entry, Rows, SHARD, entry};
use groundswell_chance::draw::{Key, Purpose};

/// A run of consecutive nodes inside one group and one shard.
#[derive(Clone, Copy)]
struct Block {
    first: u32,
    len: u32,
    group: u32,
}

/// A random graph over groups of the given sizes; `probability(a, b)` with `a <= b`
/// is the chance that a member of `a` and a member of `b` are tied.
///
/// Nodes are numbered group by group. `stream` tells apart several graphs of one
/// replicate.
///
/// # Errors
/// A probability that is not in `[0, 1]`, or more than `2³² - 1` nodes.
pub fn block_model<P>(sizes: &[u32], probability: P, key: Key, stream: u32) -> Result<Rows, GraphError>
where
    P: Fn(u32, u32) -> f64 + Sync,
{
    let total: u64 = sizes.iter().map(|&n| u64::from(n)).sum();
    within("nodes", total as f64, 0.0, f64::from(u32::MAX))?;
    let groups = sizes.len() as u32;
    for a in 0..groups {
        for b in a..groups {
            within("tie probability", probability(a, b), 0.0, 1.0)?;
        }
    }
    let blocks = cut(sizes);
    Rows::from_shards(total as u32, |shard| {
        let mut entries = Vec::new();
        for (a, mine) in blocks.iter().enumerate().filter(|(_, b)| b.first as usize / SHARD == shard) {
            for (b, other) in blocks.iter().enumerate() {
                let p = probability(mine.group.min(other.group), mine.group.max(other.group));
                let (low, high) = (a.min(b), a.max(b));
                let pair = Pair { key, stream, low: low as u32, high: high as u32, p };
                if a == b {
                    pair.within(mine, &mut entries);
                } else {
                    pair.between(&blocks[low], &blocks[high], a == low, &mut entries);
                }
            }
        }
        entries
    })
}

/// Cuts groups at the borders of shards.
fn cut(sizes: &[u32]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut first = 0u32;
    for (group, &size) in sizes.iter().enumerate() {
        let mut left = size;
        while left > 0 {
            let len = left.min(SHARD as u32 - first % SHARD as u32);
            blocks.push(Block { first, len, group: group as u32 });
            first += len;
            left -= len;
        }
    }
    blocks
}

struct Pair {
    key: Key,
    stream: u32,
    low: u32,
    high: u32,
    p: f64,
}

impl Pair {
    /// The cells, in rising order, that hold a tie among `cells` cells.
    #[inline]
    fn hits(&self, cells: u64, mut hit: impl FnMut(u64)) {
        if self.p <= 0.0 || cells == 0 {
            return;
        }
        let draw = self.key.draw(Purpose::Graph, self.low, self.high);
        // At p = 1 the logarithm is -∞, its inverse -0 and every skip 0, as it should be.
        let inverse = 1.0 / libm::log1p(-self.p);
        let mut next = 0u64;
        let mut n = self.stream << 26;
        loop {
            let (u, v) = draw.pair(n);
            n = n.wrapping_add(1);
            for u in [u, v] {
                // A skip past the end saturates; `1 - u` is never 0.
                next = next.saturating_add((libm::log(1.0 - u) * inverse) as u64);
                if next >= cells {
                    return;
                }
                hit(next);
                next += 1;
            }
        }
    }

    /// Ties inside one block: cells are the pairs `u < v`, row by row.
    fn within(&self, block: &Block, entries: &mut Vec<Entry>) {
        let len = u64::from(block.len);
        let base = block.first % SHARD as u32;
        // The row of `u` holds the cells `[start, end)`.
        let (mut u, mut start, mut end) = (0u64, 0u64, len.saturating_sub(1));
        self.hits(len * len.saturating_sub(1) / 2, |cell| {
            while cell >= end {
                u += 1;
                start = end;
                end += len - 1 - u;
            }
            let (u, v) = (u as u32, (u + 1 + cell - start) as u32);
            entries.push(entry(base + u, block.first + v));
            entries.push(entry(base + v, block.first + u));
        });
    }

    /// Ties between two blocks, written into the rows of the lower or the higher one.
    fn between(&self, low: &Block, high: &Block, mine_is_low: bool, entries: &mut Vec<Entry>) {
        let width = u64::from(high.len);
        let (mine, other) = if mine_is_low { (low, high) } else { (high, low) };
        let base = mine.first % SHARD as u32;
        let (mut row, mut start) = (0u64, 0u64);
        self.hits(u64::from(low.len) * width, |cell| {
            // In a dense pair most hits stay in the row of the one before.
            if cell - start >= width {
                row = cell / width;
                start = row * width;
            }
            let (in_low, in_high) = (row as u32, (cell - start) as u32);
            let (local, far) = if mine_is_low { (in_low, in_high) } else { (in_high, in_low) };
            entries.push(entry(base + local, other.first + far));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tie_is_seen_from_both_sides_and_rows_are_sorted() {
        let sizes = [70_000, 5, 3_000];
        let p = |a: u32, b: u32| if a == b { 1e-4 } else { 3e-5 };
        let rows = block_model(&sizes, p, Key::new(3, 0), 0).unwrap();
        for node in 0..rows.nodes() {
            let row = rows.row(node);
            assert!(row.windows(2).all(|w| w[0] < w[1]));
            assert!(row.iter().all(|&o| o != node && rows.row(o).binary_search(&node).is_ok()));
        }
    }

    #[test]
    fn certainty_ties_everybody_and_impossibility_nobody() {
        let all = block_model(&[9, 4], |_, _| 1.0, Key::new(1, 0), 0).unwrap();
        assert!((0..13).all(|i| all.degree(i) == 12));
        let groups = block_model(&[9, 4], |a, b| f64::from(a == b), Key::new(1, 0), 0).unwrap();
        assert_eq!((groups.degree(0), groups.degree(12)), (8, 3));
        let none = block_model(&[9, 4], |_, _| 0.0, Key::new(1, 0), 0).unwrap();
        assert_eq!(none.entries(), 0);
    }

    /// Degrees of G(n, p) are binomial: mean and variance within five standard errors.
    #[test]
    fn degrees_have_the_mean_and_the_variance_of_the_law() {
        let n = 200_000u32;
        let z = 8.0;
        let rows = block_model(&[n], |_, _| z / f64::from(n - 1), Key::new(5, 0), 0).unwrap();
        let degrees: Vec<f64> = (0..n).map(|i| f64::from(rows.degree(i))).collect();
        let mean = degrees.iter().sum::<f64>() / f64::from(n);
        let variance = degrees.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / f64::from(n);
        // Each tie counts twice, hence the factor √2 in the error of the mean.
        assert!((mean - z).abs() < 5.0 * (2.0 * z / f64::from(n)).sqrt(), "mean {mean}");
        assert!((variance - z).abs() < 5.0 * z * (2.5 / f64::from(n)).sqrt(), "variance {variance}");
    }

    #[test]
    fn a_probability_above_one_is_refused() {
        assert!(block_model(&[3], |_, _| 1.5, Key::new(1, 0), 0).is_err());
    }
}
