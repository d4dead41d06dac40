//! Places where many move: everybody is looked at, a leaf at a time.
//!
//! Nobody's odds of going out exceed those at the cap, and all of a crowd have the same
//! odds of going home. So one row of random bits says, for the 64 people of a leaf at
//! once, who of those at home is a candidate and who of those in the street leaves; a
//! candidate goes out with the share of the odds at the cap that their own odds make. The
//! law is that of [`super::scan`]; the weight trees are left alone until few move.
//!
//! Most time of a country in the street is spent here, so it is compiled for wide
//! vectors too: they give the same bits for less (decision 0307).

use super::ties::{cell_tie, factor_of, seen};
use super::{LeafTurn, Odds, branch};
use crate::cells::{BLOCK, Leaf, STRATA};
use crate::forest::KINDS;
use crate::mechanisms::participation::Participation;
use crate::members::bits;
use crate::state::{Heat, SIDE_BY_SIDE, State};
use crate::world::World;
use groundswell_chance::counts::happens;
use groundswell_chance::digits::{Chance, some_of, some_of_two};
use groundswell_chance::draw::{DrawGroup, Purpose};
use multiversion::multiversion;
use std::ops::Range;

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

/// Blocks of random bits that a leaf's candidates begin with: beyond those that made them
/// candidates.
const LOTS: u32 = 64;

/// Who goes out and who goes home in place `p`; `leave` is the probability of the latter.
#[multiversion(targets = "simd")]
pub fn decide(world: &World, state: &mut State, p: usize, odds: &Odds, leave: f64, turns: &mut Vec<LeafTurn>) {
    let mut acceptance = Acceptance::of(world, odds);
    let (candidate, leaves) = (Chance::of(acceptance.most), Chance::of(leave));
    let (mut moves, mut lots) = (0, [[0; SIDE_BY_SIDE]; BLOCK as usize / 2]);
    let (first, end) = world.spans[p].leaves;
    for first in (first..end).step_by(SIDE_BY_SIDE) {
        let run = first..end.min(first + SIDE_BY_SIDE as u32);
        let (home, street) = whereabouts(world, state, run.clone());
        let draws = state.draws(Purpose::TurnoutCrowded, run.clone());
        let some = some_of_two((&home, candidate), (&street, leaves), &draws);
        let candidates = std::array::from_fn(|i| some[i] & home[i]);
        cast(&mut lots, &candidates, &draws);
        for (i, leaf) in run.enumerate() {
            let out = match candidates[i] {
                0 => 0,
                candidates => acceptance.out_of(state, leaf, candidates, |n| (lots[n / 2][i] >> (32 * (n % 2))) as u32),
            };
            let home = match branch::leave(world, state, p, leaf, leave) {
                None => some[i] & street[i],
                Some(leave) => some_of(street[i], Chance::of(leave), draws.of(i)),
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

/// Who is at home and who in the street in each leaf of a run; beyond its end nobody.
#[inline(always)]
fn whereabouts(world: &World, state: &State, run: Range<u32>) -> ([u64; SIDE_BY_SIDE], [u64; SIDE_BY_SIDE]) {
    let (mut home, mut street) = ([0; SIDE_BY_SIDE], [0; SIDE_BY_SIDE]);
    street[..run.len()].copy_from_slice(state.people.street.of_run(run.clone()));
    let taken = state.people.detained.of_run(run.clone()).iter().zip(state.people.dead.of_run(run.clone()));
    let sizes = world.leaves[run.start as usize..=run.end as usize].windows(2).map(|two| two[1].first - two[0].first);
    for (((home, street), (detained, dead)), size) in home.iter_mut().zip(street).zip(taken).zip(sizes) {
        *home = u64::MAX >> (64 - size) & !(street | detained | dead);
    }
    (home, street)
}

/// Which candidates go out.
struct Acceptance<'a> {
    world: &'a World,
    /// The rate in a step, without what differs from one person or cell to the next, of each
    /// kind in each stratum; then the same of those who were out of late.
    kinds: [[f64; 2 * KINDS]; STRATA],
    /// The highest rate in a step.
    cap: f64,
    /// The probability of going out at the cap, with which somebody becomes a candidate.
    most: f64,
    /// The last cell that was looked at, what it adds to the logarithm of its members' rates and their factor.
    cell: u32,
    stratum: usize,
    tie: f64,
    factor: f64,
}

impl<'a> Acceptance<'a> {
    fn of(world: &'a World, odds: &'a Odds) -> Acceptance<'a> {
        let step = odds.activity * world.spec.clock.dt();
        let cap = step * world.spec.mechanism::<Participation>().law().cap;
        let again = [1.0, world.again];
        let kinds = odds.rate.map(|rates| std::array::from_fn(|k| step * rates[k % KINDS] * again[k / KINDS]));
        let most = -libm::expm1(-cap);
        Acceptance { world, kinds, cap, most, cell: u32::MAX, stratum: 0, tie: 0.0, factor: 1.0 }
    }

    /// Looks at a cell. Its factor is not computed again where the last one had the same.
    #[inline]
    fn look_at(&mut self, state: &State, cell: u32) {
        if cell == self.cell {
            return;
        }
        self.cell = cell;
        self.stratum = usize::from(self.world.cells[cell as usize].stratum);
        let tie = cell_tie(&self.world.spec, seen(self.world, state, cell));
        if tie != self.tie {
            (self.tie, self.factor) = (tie, factor_of(self.world, state, cell));
        }
    }

    /// Which of the candidates of a leaf go out; `lot` is the `n`-th random word of theirs.
    ///
    /// Somebody of rate `x` goes out with probability 1 − e⁻ˣ, which lies between x − x²/2
    /// and x: nearly all are known by that, and the exponential is for the others.
    #[inline(always)]
    fn out_of(&mut self, state: &State, leaf: u32, candidates: u64, lot: impl Fn(usize) -> u32) -> u64 {
        let world = self.world;
        let Leaf { first, cell } = world.leaves[leaf as usize];
        self.look_at(state, cell);
        let (are, rested) = (&world.people.kinds[leaf as usize], state.people.rested.of(leaf));
        let own = &world.people.own[first as usize..];
        let rate = |bit: u32| {
            let kind = are.kind(bit) + KINDS * (rested >> bit & 1) as usize;
            self.kinds[self.stratum][kind] * (world.pull[usize::from(own[bit as usize])] * self.factor)
        };
        let chance = |n: usize| f64::from(lot(n)) * (self.most / 4_294_967_296.0);
        let (mut perhaps, mut surely, mut below, mut used) = (0, 0, 0, 0);
        // No jump depends on who goes out: nobody could foresee it.
        for bit in bits(candidates) {
            let (x, u) = (rate(bit), chance(used));
            perhaps |= u64::from(u < x) << bit;
            surely |= u64::from(u < x * (ALMOST_1 - 0.5 * x)) << bit;
            // At the cap every candidate goes out, whatever their lot, and leaves it to the next.
            below |= u64::from(x < self.cap) << bit;
            used += usize::from(x < self.cap);
        }
        bits(perhaps & below & !surely).fold(surely & below | candidates & !below, |out, bit| {
            let used = (below & !(u64::MAX << bit)).count_ones() as usize;
            out | u64::from(happens(chance(used), rate(bit))) << bit
        })
    }
}

/// A little less than 1, by more than what a computer rounds.
const ALMOST_1: f64 = 1.0 - 1e-12;

/// Random words for candidates of leaves side by side, two in each: those of the `i`-th leaf are `[..][i]`.
type Lots = [[u64; SIDE_BY_SIDE]; BLOCK as usize / 2];

/// Draws as many as the leaf with most candidates can need.
#[inline(always)]
fn cast(lots: &mut Lots, candidates: &[u64; SIDE_BY_SIDE], draws: &DrawGroup<SIDE_BY_SIDE>) {
    let most = candidates.iter().map(|who| who.count_ones()).max().unwrap_or(0);
    let blocks = &mut lots.as_chunks_mut::<2>().0[..most.div_ceil(4) as usize];
    for (block, words) in (LOTS..).zip(blocks) {
        *words = draws.words(block);
        words.reverse();
    }
}
