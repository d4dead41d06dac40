//! Graphs from the literature: Erdős–Rényi, ring, lattices, small world.

use super::GraphError;
use super::blocks::block_model;
use super::error::within;
use super::rewire::rewire;
use super::rows::{Rows, SHARD, entry};
use groundswell_chance::draw::Key;

/// The Erdős–Rényi graph G(n, p) with the given mean degree, `p = z / (n - 1)`:
/// degrees are Poisson in the limit (Gilbert 1959, *Ann. Math. Stat.* 30:1141).
///
/// # Errors
/// A mean degree below 0 or above `nodes - 1`.
pub fn random(nodes: u32, mean_degree: f64, key: Key) -> Result<Rows, GraphError> {
    let others = f64::from(nodes.saturating_sub(1));
    within("mean degree", mean_degree, 0.0, others)?;
    let p = if mean_degree == 0.0 { 0.0 } else { mean_degree / others };
    block_model(&[nodes], |_, _| p, key, 0)
}

/// A ring: each node is tied to the `reach` nearest on either side.
///
/// # Errors
/// If the two sides would meet (`2 reach >= nodes`).
pub fn ring(nodes: u32, reach: u32) -> Result<Rows, GraphError> {
    within("reach", f64::from(reach), 0.0, f64::from(nodes.saturating_sub(1) / 2))?;
    Rows::from_shards(nodes, |shard| {
        let mut entries = Vec::new();
        for node in shard_nodes(shard, nodes) {
            let mut others: Vec<u32> =
                (1..=reach).flat_map(|d| [(node + d) % nodes, (node + nodes - d) % nodes]).collect();
            others.sort_unstable();
            entries.extend(others.into_iter().map(|o| entry(node % SHARD as u32, o)));
        }
        entries
    })
}

/// Who is a neighbour on a lattice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Neighbours {
    /// The four that share a side.
    VonNeumann,
    /// The eight that share a side or a corner.
    Moore,
}

/// A lattice on a torus; node `x + y * width`.
///
/// # Errors
/// A side shorter than 3 (a node would be its own or a double neighbour), or more
/// nodes than 32 bits can count.
pub fn lattice(width: u32, height: u32, neighbours: Neighbours) -> Result<Rows, GraphError> {
    within("width", f64::from(width), 3.0, 65_535.0)?;
    within("height", f64::from(height), 3.0, 65_535.0)?;
    let nodes = width * height;
    Rows::from_shards(nodes, |shard| {
        let mut entries = Vec::new();
        for node in shard_nodes(shard, nodes) {
            let mut others = lattice_neighbours(node, width, height, neighbours);
            others.sort_unstable();
            entries.extend(others.into_iter().map(|o| entry(node % SHARD as u32, o)));
        }
        entries
    })
}

fn lattice_neighbours(node: u32, width: u32, height: u32, neighbours: Neighbours) -> Vec<u32> {
    let (x, y) = (node % width, node / width);
    let mut others = Vec::with_capacity(8);
    for dy in [height - 1, 0, 1] {
        for dx in [width - 1, 0, 1] {
            let straight = dx == 0 || dy == 0;
            if (dx, dy) != (0, 0) && (straight || neighbours == Neighbours::Moore) {
                others.push((x + dx) % width + (y + dy) % height * width);
            }
        }
    }
    others
}

/// A small world (Watts & Strogatz 1998, *Nature* 393:440): a ring of which each tie
/// is drawn with probability `rewired` and the drawn ties exchange their far ends, so
/// that every node keeps its degree (Maslov & Sneppen 2002, *Science* 296:910).
///
/// # Errors
/// As [`ring`]; a probability outside `[0, 1]`.
pub fn small_world(nodes: u32, reach: u32, rewired: f64, key: Key) -> Result<Rows, GraphError> {
    rewire(&ring(nodes, reach)?, rewired, key)
}

/// The nodes of a shard.
pub(crate) fn shard_nodes(shard: usize, nodes: u32) -> std::ops::Range<u32> {
    let first = (shard * SHARD) as u64;
    first as u32..(first + SHARD as u64).min(u64::from(nodes)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_ties_the_nearest() {
        let rows = ring(10, 2).unwrap();
        assert_eq!(rows.row(0), [1, 2, 8, 9]);
        assert_eq!(rows.row(9), [0, 1, 7, 8]);
        assert!(ring(4, 2).is_err());
    }

    #[test]
    fn lattices_have_four_or_eight_neighbours() {
        let four = lattice(5, 4, Neighbours::VonNeumann).unwrap();
        assert_eq!(four.row(0), [1, 4, 5, 15]);
        let eight = lattice(300, 300, Neighbours::Moore).unwrap();
        assert!((0..90_000).all(|i| eight.degree(i) == 8));
        assert_eq!(eight.row(0), [1, 299, 300, 301, 599, 89_700, 89_701, 89_999]);
    }

    #[test]
    fn the_random_graph_does_not_depend_on_threads() {
        let make = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| random(150_000, 6.0, Key::new(2, 9)).unwrap())
        };
        let one = make(1);
        assert_eq!(one, make(2));
        assert_eq!(one, make(7));
        assert!((one.mean_degree() - 6.0).abs() < 0.05);
    }

    #[test]
    fn one_node_or_none_have_no_ties() {
        assert_eq!(random(1, 0.0, Key::new(1, 0)).unwrap().entries(), 0);
        assert_eq!(random(0, 0.0, Key::new(1, 0)).unwrap().nodes(), 0);
        assert!(random(1, 0.5, Key::new(1, 0)).is_err());
    }
}
