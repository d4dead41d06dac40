//! Ties in compressed rows.
//!
//! The row of a node lists those who *see* it: when the node becomes active, the
//! counts of everybody in its row go up. Nodes are cut into shards of 65,536; each
//! shard owns its rows, so shards are built and read in parallel, offsets fit in 32
//! bits for any number of ties, and a tie costs four bytes.

use super::GraphError;
use crate::fetch::ahead;
use crate::pages::filled;
use rayon::prelude::*;

/// Nodes per shard: a power of two, small enough that the counts of a shard stay
/// in a core's cache and that a node's place in it is a `u16`.
pub const SHARD: usize = 1 << 16;

/// A graph: for each node the sorted list of those tied to it, without repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    nodes: u32,
    /// Every tie stands in both rows.
    both_ways: bool,
    shards: Vec<Shard>,
}

/// The rows of up to [`SHARD`] consecutive nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shard {
    /// One more than there are nodes; the row of local node `i` is `ties[offsets[i]..offsets[i + 1]]`.
    offsets: Box<[u32]>,
    ties: Box<[u32]>,
}

/// A tie on its way into a shard: local node in the upper half, other end in the lower.
pub(crate) type Entry = u64;

/// Packs local node and other end.
#[inline]
pub(crate) fn entry(local: u32, other: u32) -> Entry {
    (u64::from(local) << 32) | u64::from(other)
}

impl Rows {
    /// The number of nodes.
    pub fn nodes(&self) -> u32 {
        self.nodes
    }

    /// Whether every tie stands in both rows, so that a row also lists whom its node sees.
    pub(crate) fn both_ways(&self) -> bool {
        self.both_ways
    }

    /// The number of entries in all rows: twice the number of ties if they go both ways.
    pub fn entries(&self) -> u64 {
        self.shards.iter().map(|s| s.ties.len() as u64).sum()
    }

    /// Those who see `node`, sorted.
    ///
    /// # Panics
    /// If there is no such node.
    #[inline]
    pub fn row(&self, node: u32) -> &[u32] {
        let shard = &self.shards[node as usize / SHARD];
        let local = node as usize % SHARD;
        &shard.ties[shard.offsets[local] as usize..shard.offsets[local + 1] as usize]
    }

    /// Asks for the place of a row.
    #[inline(always)]
    pub(crate) fn fetch_offsets(&self, node: u32) {
        ahead(&self.shards[node as usize / SHARD].offsets, node as usize % SHARD);
    }

    /// Asks for the ties of a row: the first and the last lie in at most two lines of a short one.
    #[inline(always)]
    pub(crate) fn fetch_row(&self, node: u32) {
        let shard = &self.shards[node as usize / SHARD];
        let local = node as usize % SHARD;
        ahead(&shard.ties, shard.offsets[local] as usize);
        ahead(&shard.ties, (shard.offsets[local + 1] as usize).saturating_sub(1));
    }

    /// The number of those who see `node`.
    #[inline]
    pub fn degree(&self, node: u32) -> u32 {
        self.row(node).len() as u32
    }

    /// The mean length of a row; 0 for a graph without nodes.
    pub fn mean_degree(&self) -> f64 {
        if self.nodes == 0 { 0.0 } else { self.entries() as f64 / f64::from(self.nodes) }
    }

    /// The longest row.
    pub fn max_degree(&self) -> u32 {
        self.shards.iter().flat_map(|s| s.offsets.windows(2)).map(|w| w[1] - w[0]).max().unwrap_or(0)
    }

    /// How many nodes each node sees: the row lengths of the graph turned round.
    /// For ties that go both ways this is the degree.
    pub fn seen_by_each(&self) -> Vec<u32> {
        if self.both_ways {
            return self.shards.iter().flat_map(|s| s.offsets.windows(2)).map(|w| w[1] - w[0]).collect();
        }
        let mut seen = vec![0u32; self.nodes as usize];
        for shard in &self.shards {
            for &other in &shard.ties {
                seen[other as usize] += 1;
            }
        }
        seen
    }

    /// The most nodes that any node sees.
    pub fn max_seen(&self) -> u32 {
        if self.both_ways { self.max_degree() } else { self.seen_by_each().into_iter().max().unwrap_or(0) }
    }

    /// Bytes of memory held by ties and offsets.
    pub fn bytes(&self) -> u64 {
        self.shards.iter().map(|s| 4 * (s.ties.len() + s.offsets.len()) as u64).sum()
    }

    /// A graph from a list of ties that go both ways. Repeats and ties of a node to
    /// itself are dropped. This is the door for imported edge lists.
    ///
    /// # Errors
    /// A tie to a node at or past `nodes`.
    pub fn from_pairs(nodes: u32, pairs: &[(u32, u32)]) -> Result<Rows, GraphError> {
        Rows::from_list(nodes, pairs, true)
    }

    /// A graph from arcs `(seen, seer)`: when `seen` becomes active, `seer` counts it.
    ///
    /// # Errors
    /// An arc to a node at or past `nodes`.
    pub fn from_arcs(nodes: u32, arcs: &[(u32, u32)]) -> Result<Rows, GraphError> {
        Rows::from_list(nodes, arcs, false)
    }

    fn from_list(nodes: u32, pairs: &[(u32, u32)], both: bool) -> Result<Rows, GraphError> {
        if let Some(tie) = pairs.par_iter().position_first(|&(a, b)| a >= nodes || b >= nodes) {
            let (from, to) = pairs[tie];
            return Err(GraphError::NoSuchNode { tie, from, to, last: nodes.saturating_sub(1) });
        }
        let count = shard_count(nodes);
        // Each chunk of the list is dealt to shards by one thread, each shard is
        // put together by one thread: nobody waits for anybody.
        let dealt: Vec<Vec<Vec<Entry>>> = pairs
            .par_chunks(1 << 20)
            .map(|chunk| {
                let mut to = vec![Vec::new(); count];
                for &(a, b) in chunk.iter().filter(|(a, b)| a != b) {
                    to[a as usize / SHARD].push(entry(a % SHARD as u32, b));
                    if both {
                        to[b as usize / SHARD].push(entry(b % SHARD as u32, a));
                    }
                }
                to
            })
            .collect();
        let rows = Rows::from_shards(nodes, |shard| {
            let mut entries: Vec<Entry> = dealt.iter().flat_map(|chunk| chunk[shard].iter().copied()).collect();
            entries.sort_unstable();
            entries.dedup();
            entries
        })?;
        Ok(Rows { both_ways: both, ..rows })
    }

    /// Builds every shard in parallel from its entries, which must already be sorted
    /// within each node and free of repeats (nodes may come in any order). Every tie
    /// must be in both rows.
    pub(crate) fn from_shards<F>(nodes: u32, entries_of: F) -> Result<Rows, GraphError>
    where
        F: Fn(usize) -> Vec<Entry> + Sync,
    {
        let shards: Result<Vec<Shard>, GraphError> = (0..shard_count(nodes))
            .into_par_iter()
            .map(|s| {
                let first = s * SHARD;
                let len = SHARD.min(nodes as usize - first);
                Shard::new(len, &entries_of(s))
                    .ok_or(GraphError::TooManyTies { first: first as u32, last: (first + len - 1) as u32 })
            })
            .collect();
        Ok(Rows { nodes, both_ways: true, shards: shards? })
    }
}

impl Shard {
    /// Counting sort of the entries by local node; the order within a node is kept.
    fn new(len: usize, entries: &[Entry]) -> Option<Shard> {
        u32::try_from(entries.len()).ok()?;
        let mut offsets = vec![0u32; len + 1];
        for e in entries {
            offsets[(e >> 32) as usize + 1] += 1;
        }
        for i in 0..len {
            offsets[i + 1] += offsets[i];
        }
        let mut next = offsets.clone();
        let mut ties = filled(0u32, entries.len());
        for e in entries {
            let place = &mut next[(e >> 32) as usize];
            ties[*place as usize] = *e as u32;
            *place += 1;
        }
        Some(Shard { offsets: offsets.into(), ties: ties.into() })
    }
}

/// How many shards hold this many nodes.
pub(crate) fn shard_count(nodes: u32) -> usize {
    (nodes as usize).div_ceil(SHARD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_become_sorted_rows_both_ways() {
        let rows = Rows::from_pairs(5, &[(3, 1), (1, 3), (0, 1), (2, 2), (1, 4)]).unwrap();
        assert_eq!(rows.row(1), [0, 3, 4]);
        assert_eq!(rows.row(3), [1]);
        assert!(rows.row(2).is_empty(), "a tie to oneself is dropped");
        assert_eq!(rows.entries(), 6);
        assert_eq!(rows.max_degree(), 3);
    }

    #[test]
    fn arcs_go_one_way() {
        let rows = Rows::from_arcs(3, &[(0, 2), (1, 2)]).unwrap();
        assert_eq!(rows.row(0), [2]);
        assert!(rows.row(2).is_empty());
        assert_eq!(rows.seen_by_each(), [0, 0, 2]);
    }

    #[test]
    fn rows_cross_shards() {
        let far = SHARD as u32 * 2 + 7;
        let rows = Rows::from_pairs(far + 1, &[(0, far), (SHARD as u32, far)]).unwrap();
        assert_eq!(rows.row(far), [0, SHARD as u32]);
        assert_eq!(rows.row(0), [far]);
    }

    #[test]
    fn a_tie_to_nobody_is_told_by_position() {
        let wrong = Rows::from_pairs(3, &[(0, 1), (1, 3)]).unwrap_err();
        assert_eq!(wrong, GraphError::NoSuchNode { tie: 1, from: 1, to: 3, last: 2 });
    }

    #[test]
    fn no_nodes_make_an_empty_graph() {
        let rows = Rows::from_pairs(0, &[]).unwrap();
        assert_eq!((rows.nodes(), rows.entries(), rows.max_degree()), (0, 0, 0));
    }
}
