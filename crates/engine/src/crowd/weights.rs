//! What the weight trees hold, and how they are kept up to date.
//!
//! A cell multiplies its members' rates by a factor that changes whenever one of them
//! goes out or comes home. Weights are summed with that factor rounded up to a *level*,
//! a power of [`GRAIN`], and a pick is thinned by the true one: the law is exact, and a
//! workplace of thousands is not summed again for each of its people.

use super::ties::{cell_tie, factor_of, seen};
use crate::cells::CellSeen;
use crate::forest::{KINDS, Sums};
use crate::members::bits;
use crate::spec::{Backend, Spec};
use crate::state::{Heat, State};
use crate::world::World;

/// The logarithm of the factor between two levels.
pub const GRAIN: f64 = 0.15;

/// The level of a cell: its factor is at most `exp(GRAIN · level)`, and larger than that of
/// the level below.
#[inline]
pub fn level(spec: &Spec, cell: CellSeen) -> i16 {
    libm::ceil(cell_tie(spec, cell) / GRAIN) as i16
}

/// The factor that a level stands for.
#[inline]
pub fn factor_at(level: i16) -> f64 {
    if level == 0 { 1.0 } else { libm::exp(GRAIN * f64::from(level)) }
}

/// The weights of those people of a leaf who are at home, by kind, each at most 1:
/// `min(1, pull · factor · readiness / gain)`.
#[inline]
pub fn leaf_sums(world: &World, leaf: u32, home: u64, rested: u64, factor: f64, gains: &[f64; KINDS]) -> Sums {
    let first = world.leaves[leaf as usize].first as usize;
    let memory = [1.0, world.again];
    let scale: [f64; KINDS] = std::array::from_fn(|k| factor / gains[k]);
    let mut sums = [0.0f32; KINDS];
    for bit in bits(home) {
        let i = first + bit as usize;
        let kind = usize::from(world.people.class[i] & 7);
        let weight = world.pull[usize::from(world.people.own[i])] * scale[kind] * memory[(rested >> bit & 1) as usize];
        sums[kind] += weight.min(1.0) as f32;
    }
    sums
}

/// The weights of a leaf now.
#[inline]
fn sums_now(world: &World, state: &State, tree: usize, leaf: u32, factor: f64) -> Sums {
    let home = state.people.at_home(world, leaf);
    leaf_sums(world, leaf, home, state.people.rested.of(leaf), factor, &state.gains[tree])
}

/// Sums the weights of a stratum again from everybody in it.
pub fn rebuild(world: &World, state: &mut State, tree: usize) {
    let first = world.strata[tree];
    let (mut cell, mut factor) = (u32::MAX, 1.0);
    for leaf in first..world.strata[tree + 1] {
        if world.leaves[leaf as usize].cell != cell {
            cell = world.leaves[leaf as usize].cell;
            let level = level(&world.spec, seen(world, state, cell));
            state.levels[cell as usize] = level;
            factor = factor_at(level);
        }
        let sums = sums_now(world, state, tree, leaf, factor);
        state.forest.put(tree, (leaf - first) as usize, sums);
    }
    state.forest.settle(tree);
}

/// Leaves in which somebody has moved, or whose cell has changed.
#[derive(Debug, Default)]
pub struct Touched {
    leaves: Vec<u32>,
}

impl Touched {
    /// Somebody of this leaf.
    #[inline]
    pub fn leaf(&mut self, leaf: u32) {
        self.leaves.push(leaf);
    }

    /// Something of this cell that its members see.
    #[inline]
    pub fn cell(&mut self, world: &World, cell: u32) {
        self.leaves.push(world.cells[cell as usize].first_leaf);
    }

    /// Each once, in order, among `n` leaves.
    fn in_order(&mut self, n: usize) {
        if self.leaves.len() < n / 16 {
            self.leaves.sort_unstable();
            self.leaves.dedup();
            return;
        }
        let mut present = vec![false; n];
        self.leaves.iter().for_each(|&leaf| present[leaf as usize] = true);
        self.leaves.clear();
        self.leaves.extend((0..n as u32).filter(|&leaf| present[leaf as usize]));
    }
}

/// Brings the weights of what has changed up to date: leaves first, then each node above
/// them once.
pub fn refresh(world: &World, state: &mut State, mut touched: Touched) {
    if world.spec.backend == Backend::Scan {
        return;
    }
    touched.leaves.retain(|&leaf| state.heat[world.place_of(leaf)] == Heat::Cold);
    touched.in_order(world.leaves.len());
    let tree_of = |leaf: u32| world.tree_of(leaf).0;
    let mut changed: Vec<u32> = Vec::new();
    for leaves in touched.leaves.chunk_by(|&a, &b| tree_of(a) == tree_of(b)) {
        let tree = tree_of(leaves[0]);
        let first = world.strata[tree];
        changed.clear();
        for leaves in leaves.chunk_by(|&a, &b| world.leaves[a as usize].cell == world.leaves[b as usize].cell) {
            let cell = world.leaves[leaves[0] as usize].cell;
            let level = level(&world.spec, seen(world, state, cell));
            let factor = factor_at(level);
            let mut push = |state: &mut State, leaf: u32| {
                let sums = sums_now(world, state, tree, leaf, factor);
                state.forest.put(tree, (leaf - first) as usize, sums);
                changed.push(leaf - first);
            };
            if level == state.levels[cell as usize] {
                leaves.iter().for_each(|&leaf| push(state, leaf));
            } else {
                state.levels[cell as usize] = level;
                world.leaves_of(cell).for_each(|leaf| push(state, leaf));
            }
        }
        state.forest.settle_above(tree, &mut changed);
    }
}

/// The true factor of somebody's cell, and the one their weight was summed with.
#[inline]
pub fn factors(world: &World, state: &State, cell: u32) -> (f64, f64) {
    (factor_of(world, state, cell), factor_at(state.levels[cell as usize]))
}
