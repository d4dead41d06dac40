//! The people kernel: who goes out, who goes home, who puts down tools.
//!
//! A person's rate of going out is log-linear and capped (model M3):
//!
//! ```text
//! rate = activity · min(cap, λ₀ · exp(u / w))        per hour
//! u    = own grievance + what the cell adds + what the place adds (by kind)
//! ```
//!
//! so that `exp(u/w)` is a product: what a person carries is looked up in a table
//! ([`pull`]), what the cell adds is one factor ([`cell_factor`]), what the place adds
//! is one number for each kind of people ([`Odds`]). Two back-ends apply the same law:
//! [`event`] pays for those who move, and where many do ([`hot`]) for a few instructions
//! a person; [`scan`] asks everybody.

pub mod branch;
pub mod ceiling;
pub mod custody;
pub mod event;
pub mod hot;
pub mod pick;
pub mod rest;
pub mod scan;
pub mod strike;
pub mod weights;

use crate::cells::{BLOCK, STRATA};
use crate::forest::KINDS;
use crate::mechanism::CellSeen;
use crate::members::{Part, bits};
use crate::places::Terms;
use crate::register::Mechanisms;
use crate::spec::Backend;
use crate::state::{Heat, State};
use crate::world::World;
pub use weights::{Touched, refresh};

/// `exp((own − top)/w)` for each of the 256 levels of private grievance.
pub fn pull(top: f64, mechanisms: &Mechanisms) -> [f64; 256] {
    let law = mechanisms.people.law();
    std::array::from_fn(|level| libm::exp((level as f64 / 255.0 - 1.0) * top / law.noise))
}

/// The logarithm of [`cell_factor`].
#[inline]
pub fn cell_tie(mechanisms: &Mechanisms, cell: CellSeen) -> f64 {
    mechanisms.tie(cell) / mechanisms.people.law().noise
}

/// The factor by which a cell multiplies its members' rates.
#[inline]
pub fn cell_factor(mechanisms: &Mechanisms, cell: CellSeen) -> f64 {
    let tie = cell_tie(mechanisms, cell);
    if tie == 0.0 { 1.0 } else { libm::exp(tie) }
}

/// The factor of one who was out within the last two days.
#[inline]
pub fn readiness(mechanisms: &Mechanisms) -> f64 {
    let people = &mechanisms.people;
    if people.enabled { libm::exp(people.memory / people.law().noise) } else { 1.0 }
}

/// The largest factor that cell and readiness can make together.
pub fn most(mechanisms: &Mechanisms) -> f64 {
    libm::exp(mechanisms.tie_most().max(0.0) / mechanisms.people.law().noise) * readiness(mechanisms).max(1.0)
}

/// The rates of a place in this step, before what a person and a cell bring.
#[derive(Clone, Debug)]
pub struct Odds {
    /// Rate per hour of somebody at the top of the scale, uncapped, by stratum and kind.
    pub rate: [[f64; KINDS]; STRATA],
    /// How lively the hour is.
    pub activity: f64,
}

impl Odds {
    /// Multiplies out what the mechanisms added up.
    pub fn of(world: &World, terms: &Terms) -> Odds {
        let law = world.spec.mechanisms.people.law();
        let parts = [terms.all + world.top, terms.at_work, terms.fuel];
        let all = parts.iter().chain(&terms.language).chain(&terms.risk).map(|u| u.abs()).fold(0.0, f64::max);
        if all > 100.0 * law.noise {
            return Odds::of_extremes(world, terms);
        }
        let e = |u: f64| libm::exp(u / law.noise);
        let base = law.base * e(terms.all + world.top);
        let (fuel, at_work) = (e(terms.fuel), e(terms.at_work));
        let risk = terms.risk.map(e);
        let mut rate = [[0.0; KINDS]; STRATA];
        for (stratum, rate) in rate.iter_mut().enumerate() {
            let mut common = base * e(terms.language[stratum / 2]);
            if stratum % 2 == 1 {
                common *= at_work;
            }
            for (kind, rate) in rate.iter_mut().enumerate() {
                *rate = common * risk[kind & 3] * if kind & 4 != 0 { fuel } else { 1.0 };
            }
        }
        Odds { rate, activity: terms.activity }
    }

    /// The same where factors could overflow one by one: utilities are summed first.
    fn of_extremes(world: &World, terms: &Terms) -> Odds {
        let law = world.spec.mechanisms.people.law();
        let rate = std::array::from_fn(|stratum| {
            std::array::from_fn(|kind| {
                let fuel = if kind & 4 != 0 { terms.fuel } else { 0.0 };
                let at_work = if stratum % 2 == 1 { terms.at_work } else { 0.0 };
                let u = terms.all + world.top + terms.language[stratum / 2] + at_work + terms.risk[kind & 3] + fuel;
                law.base * libm::exp((u / law.noise).clamp(-600.0, 600.0))
            })
        });
        Odds { rate, activity: terms.activity }
    }
}

/// Who of a leaf moves in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The leaf.
    pub leaf: u32,
    /// Those who go out.
    pub out: u64,
    /// Those who go home.
    pub home: u64,
}

/// Everybody decides on the state frozen at the start of the step, then moves.
///
/// What somebody decides follows from their own place alone, so places decide and are
/// carried out one after the other.
pub fn move_people(world: &World, state: &mut State, terms: &[Terms]) {
    let (mut turns, mut strikes, mut touched) = (Vec::new(), Vec::new(), Touched::default());
    for (p, terms) in terms.iter().enumerate() {
        turns.clear();
        decide(world, state, p, terms, &mut turns);
        if world.spec.mechanisms.strike.enabled {
            strike::start(world, state, p, terms, &mut strikes);
            branch::strike(world, state, p, terms, &mut strikes);
        }
        carry_out(world, state, p, &turns, &mut touched);
    }
    if world.spec.mechanisms.strike.enabled {
        strike::carry_on(world, state, &strikes, terms, &mut touched);
    }
    rest::end(world, state, &mut touched);
    refresh(world, state, touched);
}

/// The people of one place decide whether to go out and whether to go home.
pub fn decide(world: &World, state: &mut State, p: usize, terms: &Terms, turns: &mut Vec<Turn>) {
    if !world.spec.mechanisms.people.enabled {
        return;
    }
    let odds = Odds::of(world, terms);
    let leave = -libm::expm1(-terms.leave * world.spec.clock.dt());
    match world.spec.backend {
        Backend::Event => event::decide(world, state, p, &odds, leave, turns),
        Backend::Scan => scan::decide(world, state, p, &odds, leave, turns),
    }
}

/// Those who decided to move do.
fn carry_out(world: &World, state: &mut State, p: usize, turns: &[Turn], touched: &mut Touched) {
    let due = state.step + rest::steps(world);
    let now = state.step as u8;
    let leaves = world.spans[p].leaves;
    // Counts are brought up to date leaf by leaf, or once where most leaves change.
    let many = turns.len() > (leaves.1 - leaves.0) as usize / 4;
    for turn in turns {
        let leaf = &world.leaves[turn.leaf as usize];
        let people = &mut state.people;
        let street = people.street.of(turn.leaf) & !turn.home | turn.out;
        people.street.write(p, turn.leaf, street, many);
        if turn.home != 0 {
            people.rested.write(p, turn.leaf, people.rested.of(turn.leaf) | turn.home, many);
            people.known.write(p, turn.leaf, people.known.of(turn.leaf) | turn.home, many);
            bits(turn.home).for_each(|bit| state.left[(BLOCK * turn.leaf + bit) as usize] = now);
            state.resting.note(due, turn.leaf, world.leaves.len());
        }
        let (out, home) = (turn.out.count_ones(), turn.home.count_ones());
        state.moves += u64::from(out + home);
        let active = &mut state.active[leaf.cell as usize];
        *active = *active + out as u16 - home as u16;
    }
    if state.heat[p] == Heat::Cold {
        turns.iter().for_each(|turn| touched.leaf(turn.leaf));
    }
    if many {
        let people = &mut state.people;
        for set in [&mut people.street, &mut people.rested, &mut people.known] {
            set.recount(p, leaves);
        }
    }
}

/// A cell as its members see it now.
#[inline]
pub fn seen(world: &World, state: &State, cell: u32) -> CellSeen {
    let c = cell as usize;
    CellSeen {
        size: u32::from(world.cells[c].size),
        active: u32::from(state.active[c]),
        strikers: u32::from(state.strikers[c]),
        branch: state.branch[c],
        called: state.branch[c] && state.memory.organisation.calls(world.cells[c].place),
    }
}

/// The factor by which a cell multiplies its members' rates now.
#[inline]
pub fn factor_of(world: &World, state: &State, cell: u32) -> f64 {
    cell_factor(&world.spec.mechanisms, seen(world, state, cell))
}

/// Takes members of a crowd out of it for good or for a while.
pub(crate) fn take_off(world: &World, state: &mut State, p: usize, part: Part, touched: &mut Touched) {
    let from_street = (state.people.street.of(part.leaf) & part.who).count_ones();
    state.active[world.leaves[part.leaf as usize].cell as usize] -= from_street as u16;
    state.people.street.remove(p, part);
    state.people.rested.remove(p, part);
    touched.leaf(part.leaf);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn extreme_terms_give_finite_odds_that_agree_with_the_product() {
        let world = World::build(fixture::spec(), 1);
        let terms = Terms {
            all: -0.9,
            fuel: 0.3,
            at_work: -0.1,
            language: [0.0, 0.1, 0.2, 0.3],
            risk: [-0.1, -0.2, -0.3, -0.4],
            activity: 1.0,
            ..Terms::default()
        };
        let (product, sum) = (Odds::of(&world, &terms), Odds::of_extremes(&world, &terms));
        for (a, b) in product.rate.iter().flatten().zip(sum.rate.iter().flatten()) {
            assert!((a / b - 1.0).abs() < 1e-12);
        }
        let mut wild = fixture::spec();
        wild.mechanisms.people.noise = 0.005;
        let world = World::build(wild, 1);
        let odds =
            Odds::of(&world, &Terms { all: 5.0, fuel: 500.0, risk: [-400.0; 4], activity: 1.0, ..Terms::default() });
        assert!(odds.rate.iter().flatten().all(|rate| rate.is_finite()));
    }
}
