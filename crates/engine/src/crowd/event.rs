//! The `event` back-end: pay for those who move.
//!
//! The candidates of a place in a step are a Poisson number with the mean of all rates
//! together; each is picked by weight and thinned by the cap. A person is then a
//! candidate Poisson(rate · dt) times, independently of everybody else, and goes out if
//! that is at least once: with probability `1 − exp(−rate · dt)`, the law of
//! [`super::scan`] (Lewis & Shedler 1979; fields are constant within a step).
//!
//! In a place where many move, [`super::hot`] is cheaper and gives the same law.

use super::weights::{self, factors, read_ahead};
use super::{LeafTurn, Odds, branch, ceiling, hot};
use crate::cells::STRATA;
use crate::forest::KINDS;
use crate::mechanisms::participation::Participation;
use crate::members::{LeafPart, bits};
use crate::state::{Heat, SIDE_BY_SIDE, State};
use crate::world::World;
use groundswell_chance::digits::{Chance, some_of_after};
use groundswell_chance::draw::{Purpose, unit};
use multiversion::multiversion;

/// Who goes out and who goes home in place `p`; `leave` is the probability of the latter.
#[multiversion(targets = "simd")]
pub fn decide(world: &World, state: &mut State, p: usize, odds: &Odds, leave: f64, turns: &mut Vec<LeafTurn>) {
    if state.heat[p] == Heat::Hot {
        return hot::decide(world, state, p, odds, leave, turns);
    }
    ceiling::adjust(world, state, p, odds);
    let candidates = Candidates::of(world, state, p, odds);
    let leaving = leave * f64::from(state.people.street.count(p));
    if hot::is_cheaper(world, p, candidates.total + leaving) {
        hot::heat(state, p);
        return hot::decide(world, state, p, odds, leave, turns);
    }
    go_home(world, state, p, leave, turns);
    go_out(world, state, p, odds, &candidates, turns);
}

/// Expected candidates of a place in a step.
pub struct Candidates {
    /// By stratum and kind.
    mean: [[f64; KINDS]; STRATA],
    /// All together.
    pub total: f64,
}

impl Candidates {
    /// What the roots of its trees say.
    #[inline(always)]
    pub fn of(world: &World, state: &State, p: usize, odds: &Odds) -> Candidates {
        let dt = world.spec.clock.dt();
        let (mut mean, mut total) = ([[0.0; KINDS]; STRATA], 0.0);
        for (stratum, mean) in mean.iter_mut().enumerate() {
            let tree = p * STRATA + stratum;
            if state.forest.leaves(tree) > 0 {
                let (root, gains, rates) = (state.forest.root(tree), &state.gains[tree], &odds.rate[stratum]);
                *mean =
                    std::array::from_fn(|kind| f64::from(root[kind]) * rates[kind] * gains[kind] * odds.activity * dt);
                total = mean.iter().fold(total, |total, mean| total + mean);
            }
        }
        Candidates { mean, total }
    }
}

/// A leaf that was picked, for somebody of a kind in it.
struct Pick {
    stratum: usize,
    kind: usize,
    leaf: u32,
    /// What is left of the number that picks, among the weights of the leaf.
    left: f64,
    /// The lot that somebody draws.
    lot: u32,
}

/// Those who go out.
#[multiversion(targets = "simd")]
pub fn go_out(world: &World, state: &State, p: usize, odds: &Odds, expected: &Candidates, turns: &mut Vec<LeafTurn>) {
    let candidates = state.draw(Purpose::TurnoutCount, p as u32).poisson(expected.total);
    let cap = world.spec.mechanism::<Participation>().law().cap;
    let numbers = state.draw(Purpose::TurnoutPick, p as u32);
    let (before, mut picks) = (turns.len(), Vec::new());
    for first in (0..candidates as u32).step_by(SIDE_BY_SIDE) {
        let [high, low, lots, _] = numbers.blocks::<SIDE_BY_SIDE>(first);
        let here = (candidates as usize - first as usize).min(SIDE_BY_SIDE);
        picks.clear();
        picks.extend((0..here).filter_map(|n| pick(world, state, p, expected, unit(high[n], low[n]), lots[n])));
        // Their leaves are scattered.
        read_ahead(picks.iter().map(|pick| weights::of_leaf(world, state, pick.leaf)));
        for &Pick { stratum, kind, leaf, left, lot } in &picks {
            let tree = p * STRATA + stratum;
            let Some((bit, weights)) = within(world, state, tree, leaf, kind, left) else { continue };
            let rate = odds.rate[stratum][kind];
            let bound = rate * state.gains[tree][kind] * weights.bound;
            if f64::from(lot) * bound < cap.min(rate * weights.own) * 4_294_967_296.0 {
                turns.push(LeafTurn { leaf, out: 1 << bit, home: 0 });
            }
        }
    }
    // Somebody picked twice goes out once.
    turns[before..].sort_unstable_by_key(|turn| (turn.leaf, turn.out));
    turns.dedup();
}

/// The leaf that a number between 0 and 1 picks.
#[inline(always)]
fn pick(world: &World, state: &State, p: usize, expected: &Candidates, number: f64, lot: u32) -> Option<Pick> {
    let Candidates { mean, total } = expected;
    let mut target = number * total;
    let (stratum, kind) = choose(mean, &mut target)?;
    let tree = p * STRATA + stratum;
    let weight = f64::from(state.forest.root(tree)[kind]);
    let (leaf, left) = state.forest.pick(tree, kind, target / mean[stratum][kind] * weight);
    Some(Pick { stratum, kind, leaf: world.strata[tree] + leaf as u32, left, lot })
}

/// The stratum and kind in which a running sum passes `target`; what is left of it stays.
fn choose(mean: &[[f64; KINDS]; STRATA], target: &mut f64) -> Option<(usize, usize)> {
    let mut last = None;
    for (stratum, row) in mean.iter().enumerate() {
        for (kind, &m) in row.iter().enumerate() {
            if m > 0.0 {
                if *target < m {
                    return Some((stratum, kind));
                }
                *target -= m;
                last = Some((stratum, kind, m));
            }
        }
    }
    // Past the end by rounding.
    last.map(|(stratum, kind, m)| {
        *target = m * (1.0 - f64::EPSILON);
        (stratum, kind)
    })
}

/// What somebody who was picked carries.
struct PickedWeights {
    /// `pull · factor · readiness`.
    own: f64,
    /// The weight that they were picked with.
    bound: f64,
}

/// The person of a leaf at which a running sum of weights passes `target`.
fn within(
    world: &World,
    state: &State,
    tree: usize,
    leaf: u32,
    kind: usize,
    target: f64,
) -> Option<(u32, PickedWeights)> {
    let place = &world.leaves[leaf as usize];
    let (factor, bound) = factors(world, state, place.cell);
    let scale = bound / state.gains[tree][kind];
    let rested = state.people.rested.of(leaf);
    let (mut left, mut last) = (target, None);
    for bit in bits(state.people.at_home(world, leaf) & world.people.kinds[leaf as usize].of(kind)) {
        let i = (place.first + bit) as usize;
        let memory = if rested >> bit & 1 != 0 { world.again } else { 1.0 };
        let pull = world.pull[usize::from(world.people.own[i])];
        let bound = (pull * scale * memory).min(1.0);
        last = Some((bit, PickedWeights { own: pull * factor * memory, bound }));
        if left < bound {
            break;
        }
        left -= bound;
    }
    last
}

/// Those who go home, each with this probability unless their cell has a branch.
#[multiversion(targets = "simd")]
pub fn go_home(world: &World, state: &State, p: usize, leave: f64, turns: &mut Vec<LeafTurn>) {
    let plain = Chance::of(leave);
    let (leaves, n) = (world.spans[p].leaves, state.people.street.count(p));
    let mut crowd: Vec<LeafPart> = Vec::with_capacity(n.min(leaves.1 - leaves.0) as usize);
    state.people.street.within(leaves).for_each(|part| crowd.push(part));
    for some in crowd.chunks(SIDE_BY_SIDE) {
        let blocks = state.blocks(Purpose::Exit, some.iter().map(|part| part.leaf));
        for (&LeafPart { leaf, who }, first) in some.iter().zip(blocks) {
            let chance = branch::leave(world, state, p, leaf, leave).map_or(plain, Chance::of);
            let home = some_of_after(first, who, chance, state.draw(Purpose::Exit, leaf));
            if home != 0 {
                turns.push(LeafTurn { leaf, out: 0, home });
            }
        }
    }
}
