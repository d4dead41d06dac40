//! Places where many move: everybody is looked at, a leaf at a time.
//!
//! Nobody's odds of going out exceed those at the cap, and all of a crowd have the same
//! odds of going home. So one row of random bits says, for the 64 people of a leaf at
//! once, who of those at home is a candidate and who of those in the street leaves; a
//! candidate goes out with the share of the odds at the cap that their own odds make. The
//! law is that of [`super::scan`]; the weight trees are left alone until few move.

use super::ties::{cell_tie, seen};
use super::{LeafTurn, Odds, branch};
use crate::cells::STRATA;
use crate::mechanisms::participation::Participation;
use crate::members::bits;
use crate::state::{Heat, State};
use crate::world::World;
use groundswell_chance::counts::happens;
use groundswell_chance::digits::{Chance, some_of_two};
use groundswell_chance::draw::{Draw, Purpose};

/// A place is hot while more than one in so many people move in a step, by expectation.
const WARM: f64 = 128.0;
/// And until fewer than one in so many did.
const COOL: u64 = 512;

/// Whether looking at everybody is cheaper than picking this many.
pub fn is_cheaper(world: &World, p: usize, moves: f64) -> bool {
    let span = world.spans[p].people;
    moves * WARM > f64::from(span.1 - span.0)
}

/// The place is looked at person by person from now on.
pub fn heat(state: &mut State, p: usize) {
    state.heat[p] = Heat::Hot;
    (p * STRATA..(p + 1) * STRATA).for_each(|tree| state.forest.clear(tree));
}

/// The factor of a cell, not computed again where the last one had the same tie.
struct LastCellFactor {
    cell: u32,
    tie: f64,
    factor: f64,
}

impl LastCellFactor {
    #[inline]
    fn of(&mut self, world: &World, state: &State, cell: u32) -> f64 {
        if cell != self.cell {
            self.cell = cell;
            let tie = cell_tie(&world.spec, seen(world, state, cell));
            if tie != self.tie {
                (self.tie, self.factor) = (tie, libm::exp(tie));
            }
        }
        self.factor
    }
}

/// Who goes out and who goes home in place `p`; `leave` is the probability of the latter.
pub fn decide(world: &World, state: &mut State, p: usize, odds: &Odds, leave: f64, turns: &mut Vec<LeafTurn>) {
    let law = world.spec.mechanism::<Participation>().law();
    let most = -libm::expm1(-odds.activity * law.cap * world.spec.clock.dt());
    let (candidate, plain) = (Chance::of(most), Chance::of(leave));
    let mut factor = LastCellFactor { cell: u32::MAX, tie: 0.0, factor: 1.0 };
    let mut moves = 0;
    for stratum in 0..STRATA {
        let tree = p * STRATA + stratum;
        for leaf in world.strata[tree]..world.strata[tree + 1] {
            let (home, street) = (state.people.at_home(world, leaf), state.people.street.of(leaf));
            let draw = state.draw(Purpose::TurnoutCrowded, leaf);
            let leaves = branch::leave(world, state, p, leaf, leave).map_or(plain, Chance::of);
            let (candidates, home) = some_of_two((home, candidate), (street, leaves), draw);
            let out = match candidates {
                0 => 0,
                _ => {
                    let factor = factor.of(world, state, world.leaves[leaf as usize].cell);
                    accepted(world, state, (leaf, candidates), odds, stratum, factor, most)
                }
            };
            if out | home != 0 {
                turns.push(LeafTurn { leaf, out, home });
                moves += u64::from((out | home).count_ones());
            }
        }
    }
    let span = world.spans[p].people;
    if moves * COOL < u64::from(span.1 - span.0) {
        state.heat[p] = Heat::Cooling;
    }
}

/// Blocks of random bits that a leaf's candidates begin with: beyond those that made them
/// candidates.
const LOTS: u32 = 64;

/// Which of the candidates of a leaf go out.
#[inline]
fn accepted(
    world: &World,
    state: &State,
    (leaf, candidates): (u32, u64),
    odds: &Odds,
    stratum: usize,
    factor: f64,
    most: f64,
) -> u64 {
    let (cap, dt) = (world.spec.mechanism::<Participation>().law().cap, world.spec.clock.dt());
    let (first, rested) = (world.leaves[leaf as usize].first, state.people.rested.of(leaf));
    let kinds = &world.people.kinds[leaf as usize];
    let memory = [1.0, world.again];
    let rates = &odds.rate[stratum];
    let mut lots = RandomWords { draw: state.draw(Purpose::TurnoutCrowded, leaf), block: LOTS, words: [0; 4], left: 0 };
    bits(candidates)
        .filter(|&bit| {
            let i = (first + bit) as usize;
            let pull = world.pull[usize::from(world.people.own[i])];
            let rate = rates[kinds.kind(bit)] * pull * factor * memory[(rested >> bit & 1) as usize];
            rate >= cap || happens(f64::from(lots.next()) / 4_294_967_296.0 * most, odds.activity * rate * dt)
        })
        .fold(0, |out, bit| out | 1 << bit)
}

/// Random words of 32 bits, a block at a time.
struct RandomWords {
    draw: Draw,
    block: u32,
    words: [u32; 4],
    left: usize,
}

impl RandomWords {
    #[inline]
    fn next(&mut self) -> u32 {
        if self.left == 0 {
            (self.words, self.left) = (self.draw.block(self.block), 4);
            self.block += 1;
        }
        self.left -= 1;
        self.words[self.left]
    }
}
