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
//! [`event`] pays for those who move, [`scan`] asks everybody.

pub mod branch;
pub mod ceiling;
pub mod custody;
pub mod event;
pub mod scan;
pub mod strike;

use crate::cells::STRATA;
use crate::forest::{KINDS, Sums};
use crate::mechanism::CellSeen;
use crate::people::{KNOWN, Member, NOT_AT_HOME, RESTED, STREET};
use crate::places::Terms;
use crate::register::Mechanisms;
use crate::spec::Backend;
use crate::state::State;
use crate::world::World;

/// `exp((own − top)/w)` for each of the 256 levels of private grievance.
pub fn pull(top: f64, mechanisms: &Mechanisms) -> [f64; 256] {
    let law = mechanisms.people.law();
    std::array::from_fn(|level| libm::exp((level as f64 / 255.0 - 1.0) * top / law.noise))
}

/// The factor by which a cell multiplies its members' rates.
#[inline]
pub fn cell_factor(mechanisms: &Mechanisms, cell: CellSeen) -> f64 {
    let tie = mechanisms.tie(cell);
    if tie == 0.0 { 1.0 } else { libm::exp(tie / mechanisms.people.law().noise) }
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

/// The weights of a leaf's people who could go out, by kind, each at most 1:
/// `min(1, pull · factor · readiness / gain)`. `people` are the state bits of its members.
#[inline]
pub fn leaf_sums(world: &World, leaf: u32, people: &[u8], factor: f64, gains: &[f64; KINDS]) -> Sums {
    let members = world.members(leaf);
    let range = members.start as usize..members.end as usize;
    let (own, class) = (&world.people.own[range.clone()], &world.people.class[range]);
    let memory = [1.0, world.again];
    let scale: [f64; KINDS] = std::array::from_fn(|k| factor / gains[k]);
    let mut sums = [0.0f32; KINDS];
    // Without branches: whether somebody is at home is a coin toss where many are out.
    for ((&own, &class), &bits) in own.iter().zip(class).zip(people) {
        let kind = usize::from(class & 7);
        let weight = world.pull[usize::from(own)] * scale[kind] * memory[usize::from(bits & RESTED != 0)];
        let here = f32::from(u8::from(bits & NOT_AT_HOME == 0));
        sums[kind] += weight.min(1.0) as f32 * here;
    }
    sums
}

/// What everybody decided in a step, on the state frozen at its start.
#[derive(Debug, Default)]
pub struct Moves {
    /// Those who go out. A person may stand here twice; the second time is void.
    pub out: Vec<Member>,
    /// Probability of going home, by place.
    pub leave: Vec<f64>,
    /// Workplaces that put down tools.
    pub strikes: Vec<u32>,
    /// The terms of each place, for strikes under way.
    pub terms: Vec<Terms>,
}

/// The people of one place decide.
pub fn decide(world: &World, state: &mut State, p: usize, terms: Terms, moves: &mut Moves) {
    let odds = Odds::of(world, &terms);
    if world.spec.mechanisms.people.enabled {
        match world.spec.backend {
            Backend::Event => event::go_out(world, state, p, &odds, &mut moves.out),
            Backend::Scan => scan::go_out(world, state, p, &odds, &mut moves.out),
        }
    }
    if world.spec.mechanisms.strike.enabled {
        strike::start(world, state, p, &terms, &mut moves.strikes);
        branch::strike(world, state, p, &terms, &mut moves.strikes);
    }
    moves.leave.push(-libm::expm1(-terms.leave * world.spec.clock.dt()));
    moves.terms.push(terms);
}

/// Those who moved are seen by their workplace, their block and their town.
pub fn carry_out(world: &World, state: &mut State, moves: Moves) {
    let mut touched = Vec::new();
    for p in 0..world.spans.len() {
        if !state.crowds[p].out.is_empty() {
            let gone = match world.spec.backend {
                Backend::Event => event::go_home(state, p, moves.leave[p]),
                Backend::Scan => scan::go_home(state, p, moves.leave[p]),
            };
            for member in gone {
                if branch::stays(world, state, member, moves.leave[p]) {
                    state.crowds[p].out.push(member);
                } else {
                    rest(world, state, p, member, &mut touched);
                }
            }
        }
    }
    for member in moves.out {
        let bits = &mut state.people[member.person as usize];
        if *bits & NOT_AT_HOME == 0 {
            *bits |= STREET;
            let cell = world.leaves[member.leaf as usize].cell;
            state.active[cell as usize] += 1;
            state.crowds[world.cells[cell as usize].place as usize].out.push(member);
            touched.push(cell);
        }
    }
    if world.spec.mechanisms.strike.enabled {
        strike::carry_on(world, state, &moves.strikes, &moves.terms, &mut touched);
    }
    end_of_rest(world, state, &mut touched);
    forget_the_outdated(world, state);
    refresh(world, state, touched);
}

/// A member of the crowd has gone home.
fn rest(world: &World, state: &mut State, p: usize, member: Member, touched: &mut Vec<u32>) {
    let steps = rest_steps(world);
    let bits = &mut state.people[member.person as usize];
    *bits = *bits & !STREET | RESTED;
    if *bits & KNOWN == 0 {
        *bits |= KNOWN;
        state.crowds[p].known.push(member);
    }
    state.left[member.person as usize] = state.step as u8;
    state.resting.push_back((state.step + steps, member));
    let cell = world.leaves[member.leaf as usize].cell;
    state.active[cell as usize] -= 1;
    touched.push(cell);
}

/// Steps for which somebody who was out goes out again more easily. Below 256, so that
/// the low byte of a step tells two departures apart.
pub(crate) fn rest_steps(world: &World) -> u32 {
    let hours = world.spec.mechanisms.people.memory_hours * f64::from(world.spec.clock.steps_per_hour);
    (hours as u32).clamp(1, 255)
}

fn end_of_rest(world: &World, state: &mut State, touched: &mut Vec<u32>) {
    let steps = rest_steps(world);
    while let Some(&(due, member)) = state.resting.front()
        && due <= state.step
    {
        state.resting.pop_front();
        let i = member.person as usize;
        // Somebody who went out again meanwhile has a later entry of their own.
        if state.people[i] & (RESTED | STREET) == RESTED && state.left[i] == (due - steps) as u8 {
            state.people[i] &= !RESTED;
            touched.push(world.leaves[member.leaf as usize].cell);
        }
    }
}

/// Drops entries of people who have gone out again, where so many come and go that the
/// queue would outgrow the people themselves.
fn forget_the_outdated(world: &World, state: &mut State) {
    if !state.step.is_multiple_of(8) || state.resting.len() < world.agents() as usize / 8 {
        return;
    }
    let steps = rest_steps(world);
    let (people, left) = (&state.people, &state.left);
    state.resting.retain(|&(due, member)| {
        let i = member.person as usize;
        people[i] & (RESTED | STREET) == RESTED && left[i] == (due - steps) as u8
    });
}

/// Brings the weights of changed cells up to date.
pub fn refresh(world: &World, state: &mut State, mut touched: Vec<u32>) {
    if world.spec.backend == Backend::Scan {
        return;
    }
    in_order(&mut touched, world.cells.len());
    let tree_of = |cell: u32| {
        let cell = &world.cells[cell as usize];
        cell.place as usize * STRATA + usize::from(cell.stratum)
    };
    for cells in touched.chunk_by(|&a, &b| tree_of(a) == tree_of(b)) {
        let tree = tree_of(cells[0]);
        // Where much of a tree has changed, its nodes are summed once and not once a leaf.
        let changed: usize = cells.iter().map(|&cell| world.leaves_of(cell).len()).sum();
        let anew = changed > 8 && 16 * changed > state.forest.leaves(tree);
        for &cell in cells {
            let factor = factor_of(world, state, cell);
            for leaf in world.leaves_of(cell) {
                let members = world.members(leaf);
                let people = &state.people[members.start as usize..members.end as usize];
                let sums = leaf_sums(world, leaf, people, factor, &state.gains[tree]);
                let at = (leaf - world.strata[tree]) as usize;
                if anew {
                    state.forest.put(tree, at, sums);
                } else {
                    state.forest.push(tree, at, sums);
                }
            }
        }
        if anew {
            state.forest.settle(tree);
        }
    }
}

/// Each of these numbers below `n` once, in order.
fn in_order(numbers: &mut Vec<u32>, n: usize) {
    if numbers.len() < n / 16 {
        numbers.sort_unstable();
        numbers.dedup();
        return;
    }
    let mut present = vec![false; n];
    numbers.iter().for_each(|&number| present[number as usize] = true);
    numbers.clear();
    numbers.extend((0..n as u32).filter(|&number| present[number as usize]));
}

/// The factor by which a cell multiplies its members' rates now.
#[inline]
pub fn factor_of(world: &World, state: &State, cell: u32) -> f64 {
    let c = cell as usize;
    let seen = CellSeen {
        size: u32::from(world.cells[c].size),
        active: u32::from(state.active[c]),
        strikers: u32::from(state.strikers[c]),
        branch: state.branch[c],
        called: state.branch[c] && state.memory.organisation.calls(world.cells[c].place),
    };
    cell_factor(&world.spec.mechanisms, seen)
}

/// Takes a person into or out of custody or life; the cell is to be refreshed.
pub(crate) fn mark(world: &World, state: &mut State, member: Member, set: u8, clear: u8, touched: &mut Vec<u32>) {
    let cell = world.leaves[member.leaf as usize].cell;
    let bits = &mut state.people[member.person as usize];
    if *bits & STREET != 0 && clear & STREET != 0 {
        state.active[cell as usize] -= 1;
    }
    *bits = *bits & !clear | set;
    touched.push(cell);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::step::step;

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

    #[test]
    fn who_went_home_is_ready_again_for_as_many_hours_as_stated() {
        let mut spec = fixture::lively();
        spec.mechanisms.people.memory_hours = 5.0;
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        let mut ready = std::collections::HashMap::new();
        let mut longest = 0;
        for _ in 0..60 {
            step(&world, &mut state);
            for person in 0..world.agents() {
                if state.people[person as usize] & (RESTED | STREET) == RESTED {
                    let hours = ready.entry(person).or_insert(0);
                    *hours += 1;
                    longest = longest.max(*hours);
                } else {
                    ready.remove(&person);
                }
            }
        }
        assert_eq!(longest, 5);
    }
}
