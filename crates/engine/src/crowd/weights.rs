//! What the weight trees hold, and how they are kept up to date.
//!
//! A cell multiplies its members' rates by a factor that changes whenever one of them
//! goes out or comes home. Weights are summed with that factor rounded up to a *level*,
//! a power of [`GRAIN`], and a pick is thinned by the true one: the law is exact, and a
//! workplace of thousands is not summed again for each of its people.

use super::ties::{cell_tie, factor_of, seen};
use crate::cells::{Cell, CellSeen, STRATA};
use crate::forest::{KINDS, Sums};
use crate::members::{LeafPart, bits};
use crate::spec::{Backend, Spec};
use crate::state::{Heat, State};
use crate::world::World;
use multiversion::multiversion;
use std::sync::LazyLock;

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
    static FACTORS: LazyLock<[f64; 64]> =
        LazyLock::new(|| std::array::from_fn(|level| libm::exp(GRAIN * f64::from(level as i16))));
    let known = usize::try_from(level).ok().and_then(|level| FACTORS.get(level));
    known.copied().unwrap_or_else(|| libm::exp(GRAIN * f64::from(level)))
}

/// The weights of those people of a leaf who are at home, by kind, each at most 1:
/// `min(1, pull · factor · readiness / gain)`.
#[inline]
pub fn leaf_sums(world: &World, leaf: u32, home: u64, rested: u64, factor: f64, gains: &[f64; KINDS]) -> Sums {
    let kinds = &world.people.kinds[leaf as usize];
    std::array::from_fn(|kind| sum_of(world, leaf, home & kinds.of(kind), rested, factor / gains[kind]))
}

/// The weights of some of a leaf together, in their order.
#[inline(always)]
fn sum_of(world: &World, leaf: u32, who: u64, rested: u64, scale: f64) -> f32 {
    let first = world.leaves[leaf as usize].first as usize;
    let memory = [1.0, world.again];
    bits(who).fold(0.0, |sum, bit| {
        let pull = world.pull[usize::from(world.people.own[first + bit as usize])];
        sum + (pull * scale * memory[(rested >> bit & 1) as usize]).min(1.0) as f32
    })
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

/// People who have moved, and cells that have changed.
#[derive(Debug, Default)]
pub struct Touched {
    parts: Vec<LeafPart>,
}

impl Touched {
    /// Some of a leaf.
    #[inline]
    pub fn part(&mut self, part: LeafPart) {
        self.parts.push(part);
    }

    /// More or fewer of this cell are on strike. As long as its level stays, so do the weights of its members.
    #[inline]
    pub fn strikers(&mut self, world: &World, state: &State, cell: u32) {
        if level(&world.spec, seen(world, state, cell)) != state.levels[cell as usize] {
            self.cell(world, cell);
        }
    }

    /// Something of this cell that its members see.
    #[inline]
    pub fn cell(&mut self, world: &World, cell: u32) {
        self.parts.push(LeafPart { leaf: world.cells[cell as usize].first_leaf, who: u64::MAX });
    }

    /// Each leaf once, in order, among `n` leaves.
    fn in_order(&mut self, n: usize) {
        if self.parts.len() < n / 16 {
            self.parts.sort_unstable_by_key(|part| part.leaf);
            self.parts.dedup_by(|next, kept| {
                let same = next.leaf == kept.leaf;
                kept.who |= if same { next.who } else { 0 };
                same
            });
            return;
        }
        let mut who = vec![0; n];
        self.parts.iter().for_each(|part| who[part.leaf as usize] |= part.who);
        self.parts.clear();
        let all = (0..n as u32).zip(who).map(|(leaf, who)| LeafPart { leaf, who });
        self.parts.extend(all.filter(|part| part.who != 0));
    }
}

/// A leaf whose weights are summed again.
struct Stale {
    tree: u32,
    leaf: u32,
    /// Only of the kinds of these people.
    who: u64,
    /// The factor of its cell.
    factor: f64,
}

/// Brings the weights of what has changed up to date: leaves first, then each node above
/// them once.
#[multiversion(targets = "simd")]
pub fn refresh(world: &World, state: &mut State, mut touched: Touched) {
    if world.spec.backend == Backend::Scan {
        return;
    }
    touched.in_order(world.leaves.len());
    let (mut stale, mut changed) = (Vec::new(), Vec::new());
    for parts in touched.parts.chunks(AT_ONCE) {
        find_stale(world, state, parts, &mut stale);
    }
    for some in stale.chunks(AT_ONCE) {
        read_ahead(some.iter().map(|&Stale { tree, leaf, .. }| {
            let node = state.forest.leaf(tree as usize, (leaf - world.strata[tree as usize]) as usize)[0];
            of_leaf(world, state, leaf) ^ u64::from(node.to_bits())
        }));
        some.iter().for_each(|stale| sum_again(world, state, stale));
    }
    for stale in stale.chunk_by(|a, b| a.tree == b.tree) {
        let tree = stale[0].tree as usize;
        changed.extend(stale.iter().map(|stale| stale.leaf - world.strata[tree]));
        changed.dedup();
        state.forest.settle_above(tree, &mut changed);
        changed.clear();
    }
}

/// What is done for so many of a kind before the next thing is, so that their memory is waited for together.
pub(super) const AT_ONCE: usize = 32;

/// Reads what will soon be needed of many, all at once: they are scattered over a large memory.
#[inline]
pub(super) fn read_ahead(values: impl Iterator<Item = u64>) {
    std::hint::black_box(values.fold(0, |all, value| all ^ value));
}

/// Something of each piece of memory that the weights of a leaf are summed from.
#[inline(always)]
pub(super) fn of_leaf(world: &World, state: &State, leaf: u32) -> u64 {
    let own = u64::from(world.people.own[world.leaves[leaf as usize].first as usize]);
    own ^ world.people.kinds[leaf as usize].of(0) ^ state.people.at_home(world, leaf) ^ state.people.rested.of(leaf)
}

/// The leaves whose weights are to be summed again because of these people, and the new levels of their cells.
#[inline(always)]
fn find_stale(world: &World, state: &mut State, parts: &[LeafPart], stale: &mut Vec<Stale>) {
    let cell_of = |part: &LeafPart| world.leaves[part.leaf as usize].cell;
    read_ahead(parts.iter().map(|part| {
        let cell = cell_of(part) as usize;
        let level = state.levels[cell] as u64;
        u64::from(world.cells[cell].size) ^ u64::from(state.active[cell]) ^ u64::from(state.strikers[cell]) ^ level
    }));
    for parts in parts.chunk_by(|a, b| cell_of(a) == cell_of(b)) {
        let cell = cell_of(&parts[0]);
        let Cell { place, stratum, .. } = world.cells[cell as usize];
        if state.heat[place as usize] != Heat::Cold {
            continue;
        }
        let tree = place * STRATA as u32 + u32::from(stratum);
        let level = level(&world.spec, seen(world, state, cell));
        let factor = factor_at(level);
        if level == state.levels[cell as usize] {
            stale.extend(parts.iter().map(|&LeafPart { leaf, who }| Stale { tree, leaf, who, factor }));
        } else {
            state.levels[cell as usize] = level;
            stale.extend(world.leaves_of(cell).map(|leaf| Stale { tree, leaf, who: u64::MAX, factor }));
        }
    }
}

/// Sums the weights of a leaf again, of those kinds that some of its people are of.
#[inline(always)]
fn sum_again(world: &World, state: &mut State, &Stale { tree, leaf, who, factor }: &Stale) {
    let (home, rested) = (state.people.at_home(world, leaf), state.people.rested.of(leaf));
    let (tree, kinds) = (tree as usize, &world.people.kinds[leaf as usize]);
    for kind in (0..KINDS).filter(|&kind| who & kinds.of(kind) != 0) {
        let sum = sum_of(world, leaf, home & kinds.of(kind), rested, factor / state.gains[tree][kind]);
        state.forest.put_kind(tree, (leaf - world.strata[tree]) as usize, kind, sum);
    }
}

/// The true factor of somebody's cell, and the one their weight was summed with.
#[inline]
pub fn factors(world: &World, state: &State, cell: u32) -> (f64, f64) {
    (factor_of(world, state, cell), factor_at(state.levels[cell as usize]))
}
