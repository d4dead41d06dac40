//! The `event` back-end: pay for those who move.
//!
//! The candidates of a place in a step are a Poisson number with the mean of all rates
//! together; each is picked by weight and thinned by the cap. A person is then a
//! candidate Poisson(rate · dt) times, independently of everybody else, and goes out if
//! that is at least once: with probability `1 − exp(−rate · dt)`, the law of
//! [`super::scan`] (Lewis & Shedler 1979; fields are constant within a step).
//!
//! In a place where many go out, [`go_out_crowded`] is cheaper and gives the same law.

use super::{Odds, ceiling, factor_of};
use crate::cells::STRATA;
use crate::forest::KINDS;
use crate::people::{Member, NOT_AT_HOME, RESTED};
use crate::state::State;
use crate::world::World;
use groundswell_chance::counts::happens;
use groundswell_chance::draw::{Purpose, index, unit};

/// What a candidate picked at random from a tree costs against one met in passing: a
/// walk down the tree and through a leaf, far apart in memory.
const PICK: f64 = 3.0;

/// Adds to `out` those of place `p` who go out.
pub fn go_out(world: &World, state: &mut State, p: usize, odds: &Odds, out: &mut Vec<Member>) {
    ceiling::adjust(world, state, p, odds);
    let dt = world.spec.clock.dt();
    // Expected candidates by stratum and kind.
    let mut mean = [[0.0f64; KINDS]; STRATA];
    let mut total = 0.0;
    for (stratum, mean) in mean.iter_mut().enumerate() {
        let tree = p * STRATA + stratum;
        let (root, gains) = (state.forest.root(tree), &state.gains[tree]);
        for kind in 0..KINDS {
            mean[kind] = f64::from(root[kind]) * odds.rate[stratum][kind] * gains[kind] * odds.activity * dt;
            total += mean[kind];
        }
    }
    let span = world.spans[p].people;
    let most = -libm::expm1(-odds.activity * world.spec.mechanisms.people.law().cap * dt);
    if PICK * total > most * f64::from(span.1 - span.0) {
        return go_out_crowded(world, state, p, odds, most, out);
    }
    let candidates = state.draw(Purpose::TurnoutCount, p as u32).poisson(total);
    let cap = world.spec.mechanisms.people.law().cap;
    let picks = state.draw(Purpose::TurnoutPick, p as u32);
    for n in 0..candidates as u32 {
        let b = picks.block(n);
        let mut target = unit(b[0], b[1]) * total;
        let Some((stratum, kind)) = choose(&mean, &mut target) else { continue };
        let tree = p * STRATA + stratum;
        let weight = f64::from(state.forest.root(tree)[kind]);
        let (leaf, left) = state.forest.pick(tree, kind, target / mean[stratum][kind] * weight);
        let leaf = world.strata[tree] + leaf as u32;
        let Some((person, weight)) = within(world, state, tree, leaf, kind, left) else { continue };
        let rate = odds.rate[stratum][kind] * state.gains[tree][kind] * weight;
        if f64::from(b[2]) * rate < cap * 4_294_967_296.0 {
            out.push(Member { person, leaf });
        }
    }
}

/// The same where many go out. Nobody's odds exceed `most`, those at the cap: everybody
/// is a candidate with these odds, by geometric steps from one to the next in the order
/// of people, and goes out with the share of them that their own odds make.
fn go_out_crowded(world: &World, state: &State, p: usize, odds: &Odds, most: f64, out: &mut Vec<Member>) {
    let cap = world.spec.mechanisms.people.law().cap;
    let dt = world.spec.clock.dt();
    let picks = state.draw(Purpose::TurnoutCrowded, p as u32);
    let steps = 1.0 / libm::log1p(-most);
    let span = world.spans[p];
    let (mut leaf, end) = (span.leaves.0, f64::from(span.people.1));
    let (mut known, mut factor) = (u32::MAX, 1.0);
    let mut next = f64::from(span.people.0);
    for n in 0.. {
        let b = picks.block(n);
        // Draws of 32 bits would never step over more than 22 / most.
        next += libm::floor(libm::log(1.0 - unit(b[0], b[1])) * steps);
        if next >= end {
            return;
        }
        let person = next as u32;
        next += 1.0;
        let (i, bits) = (person as usize, state.people[person as usize]);
        if bits & NOT_AT_HOME != 0 {
            continue;
        }
        while world.leaves[leaf as usize + 1].first <= person {
            leaf += 1;
        }
        let cell = world.leaves[leaf as usize].cell;
        if cell != known {
            (known, factor) = (cell, factor_of(world, state, cell));
        }
        let stratum = usize::from(world.cells[cell as usize].stratum);
        let kind = usize::from(world.people.class[i] & 7);
        let memory = if bits & RESTED != 0 { world.again } else { 1.0 };
        let rate = odds.rate[stratum][kind] * world.pull[usize::from(world.people.own[i])] * factor * memory;
        if rate >= cap || happens(f64::from(b[2]) / 4_294_967_296.0 * most, odds.activity * rate * dt) {
            out.push(Member { person, leaf });
        }
    }
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

/// The person of a leaf at which a running sum of weights passes `target`, and their weight.
fn within(world: &World, state: &State, tree: usize, leaf: u32, kind: usize, target: f64) -> Option<(u32, f64)> {
    let factor = factor_of(world, state, world.leaves[leaf as usize].cell);
    let scale = factor / state.gains[tree][kind];
    let (mut left, mut last) = (target, None);
    for person in world.members(leaf) {
        let i = person as usize;
        let bits = state.people[i];
        if usize::from(world.people.class[i] & 7) != kind || bits & NOT_AT_HOME != 0 {
            continue;
        }
        let weight = world.pull[usize::from(world.people.own[i])] * scale;
        let weight = if bits & RESTED != 0 { weight * world.again } else { weight }.min(1.0);
        if left < weight {
            return Some((person, weight));
        }
        left -= weight;
        last = Some((person, weight));
    }
    last
}

/// Takes out of the crowd of place `p` those who go home, each with this probability.
pub fn go_home(state: &mut State, p: usize, probability: f64) -> Vec<Member> {
    let n = state.crowds[p].out.len();
    let leaving = state.draw(Purpose::Exit, p as u32).binomial(n as u64, probability);
    take(state, p, Purpose::ExitPick, leaving)
}

/// Takes `count` members at random out of the crowd of a place.
pub fn take(state: &mut State, p: usize, purpose: Purpose, count: u64) -> Vec<Member> {
    let picks = state.draw(purpose, p as u32);
    let out = &mut state.crowds[p].out;
    (0..count.min(out.len() as u64) as u32)
        .map(|n| out.swap_remove(index(picks.block(n)[0], out.len() as u32) as usize))
        .collect()
}
