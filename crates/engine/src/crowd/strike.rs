//! The kernel's side of strikes: which workplaces put down tools, who joins, who
//! goes back.
//!
//! Which workplaces put down tools follows the sums of [`super::works`]. A struck workplace is
//! then looked at every step, member by member: there are few, and each has few members.

use super::weights::Touched;
use super::{branch, works};
use crate::cells::BLOCK;
use crate::mechanisms::strike::Strike;
use crate::members::LeafPart;
use crate::places::Terms;
use crate::spec::{Backend, SECTORS};
use crate::state::{State, Struck};
use crate::world::World;
use groundswell_chance::digits::{Chance, some_of};
use groundswell_chance::draw::{Purpose, unit};

/// Candidates per workplace above which asking every one is cheaper.
const CROWDED: f64 = 0.15;

/// Adds to `strikes` the workplaces of place `p` that put down tools in this step.
pub fn start(world: &World, state: &mut State, p: usize, terms: &Terms, strikes: &mut Vec<u32>) {
    let strike = world.spec.mechanism::<Strike>();
    let rates = works::rates(world, terms);
    let dt = world.spec.clock.dt();
    let works = &world.workplaces[p];
    if world.spec.backend == Backend::Scan {
        return ask_all(world, state, p, &rates, strikes);
    }
    works::adjust(world, state, p, &rates);
    let (root, gains) = (state.works.root(p), state.work_gains[p]);
    let mean: [f64; SECTORS] = std::array::from_fn(|s| f64::from(root[s]) * rates[s] * gains[s] * dt);
    let total: f64 = mean.iter().sum();
    if total > CROWDED * works.len() as f64 {
        return ask_all(world, state, p, &rates, strikes);
    }
    let candidates = state.draw(Purpose::StrikeStart, p as u32).poisson(total);
    let picks = state.draw(Purpose::StrikePick, p as u32);
    for n in 0..candidates as u32 {
        let b = picks.block(n);
        let mut target = unit(b[0], b[1]) * total;
        let Some(sector) = (0..SECTORS).find(|&s| {
            let here = target < mean[s];
            if !here {
                target -= mean[s];
            }
            here
        }) else {
            continue;
        };
        let (leaf, mut left) = state.works.pick(p, sector, target / mean[sector] * f64::from(root[sector]));
        let first = leaf * BLOCK as usize;
        let found = works[first..works.len().min(first + BLOCK as usize)].iter().find(|&&cell| {
            if usize::from(world.cells[cell as usize].sector) != sector || !works::can_strike(state, cell) {
                return false;
            }
            left -= (works::weight(world, cell) / gains[sector]).min(1.0);
            left < 0.0
        });
        if let Some(&cell) = found {
            // A clipped weight stands for a rate above the cap: the workplace strikes at the cap.
            let rate = rates[sector] * works::weight(world, cell).min(gains[sector]);
            if f64::from(b[2]) * rate < strike.cap * 4_294_967_296.0 {
                strikes.push(cell);
            }
        }
    }
}

/// Every workplace of a place is asked: the reference, and the cheaper way when many
/// would strike.
fn ask_all(world: &World, state: &State, p: usize, rates: &[f64; SECTORS], strikes: &mut Vec<u32>) {
    let cap = world.spec.mechanism::<Strike>().cap;
    let dt = world.spec.clock.dt();
    for &cell in world.workplaces[p].iter().filter(|&&cell| works::can_strike(state, cell)) {
        let rate = cap.min(rates[usize::from(world.cells[cell as usize].sector)] * works::weight(world, cell));
        if state.draw(Purpose::StrikeStart, cell).uniform(0) < -libm::expm1(-rate * dt) {
            strikes.push(cell);
        }
    }
}

/// Strikes begin, spread within the workplace, and end.
pub fn carry_on(world: &World, state: &mut State, begun: &[u32], terms: &[Terms], touched: &mut Touched) {
    let strike = world.spec.mechanism::<Strike>();
    for &cell in begun {
        let place = world.cells[cell as usize].place as usize;
        let willing = willing(world, state, cell, &branch::lifted(world, state, cell, &terms[place]));
        let size = u32::from(world.cells[cell as usize].size);
        let enough = if strike.vote { 2 * willing >= size } else { willing > 0 };
        if enough && works::can_strike(state, cell) {
            state.struck[place].push(Struck { cell, since: state.step, willing });
            // Struck: kept out of the trees until it has gone back and the matter rests.
            state.settled[cell as usize] = u32::MAX;
            works::refresh(world, state, cell);
        }
    }
    for p in 0..state.struck.len() {
        if !state.struck[p].is_empty() {
            let mut struck = std::mem::take(&mut state.struck[p]);
            struck.retain_mut(|s| {
                let terms = branch::lifted(world, state, s.cell, &terms[p]);
                carry_on_one(world, state, s, &terms, touched)
            });
            state.struck[p] = struck;
        }
    }
    // Workplaces whose peace has run out can strike again.
    let due: Vec<u32> = state.peace.iter().take_while(|e| e.0 <= state.step + 1).map(|e| e.1).collect();
    state.peace.drain(..due.len());
    for cell in due {
        works::refresh(world, state, cell);
    }
}

/// One step of one strike; `false` when it is over.
fn carry_on_one(world: &World, state: &mut State, s: &mut Struck, terms: &Terms, touched: &mut Touched) -> bool {
    let strike = world.spec.mechanism::<Strike>();
    let (cell, dt) = (s.cell as usize, world.spec.clock.dt());
    let days = f64::from(state.step - s.since) * dt / 24.0;
    let sector = usize::from(world.cells[cell].sector);
    let hunger = libm::exp((days - strike.fund_days) / strike.fund_spread).min(1e3);
    let rate = terms.resume[sector] * hunger;
    if state.draw(Purpose::StrikeEnd, s.cell).uniform(0) < -libm::expm1(-rate * dt) {
        go_back(world, state, s.cell, touched);
        return false;
    }
    // Who would strike is counted again once a day.
    let steps_per_day = 24 * world.spec.clock.steps_per_hour;
    if (state.step - s.since).is_multiple_of(steps_per_day) {
        s.willing = willing(world, state, s.cell, terms);
    }
    if u32::from(state.strikers[cell]) < s.willing {
        let joins = Chance::of(-libm::expm1(-strike.join * dt));
        let bar = bar(world, terms, sector);
        for leaf in world.leaves_of(s.cell) {
            let could = at_least(world, leaf, bar) & !taken(state, leaf) & !state.people.strike.of(leaf);
            let who = some_of(could, joins, state.draw(Purpose::StrikeJoin, leaf));
            if who != 0 {
                state.people.strike.add(world.cells[cell].place as usize, LeafPart { leaf, who });
                state.strikers[cell] += who.count_ones() as u16;
                touched.leaf(leaf);
            }
        }
    }
    true
}

/// The lowest level of grievance at which a worker strikes: grievance and the terms of
/// the sector together outweigh the cost; 256 where not even the highest does.
fn bar(world: &World, terms: &Terms, sector: usize) -> u32 {
    if world.top <= 0.0 {
        return if terms.strike[sector] >= 0.0 { 0 } else { 256 };
    }
    let level = -terms.strike[sector] / world.top * 255.0;
    libm::ceil(level.clamp(0.0, 256.0)) as u32
}

/// The people of a leaf whose grievance is at least at this level.
fn at_least(world: &World, leaf: u32, bar: u32) -> u64 {
    let members = world.members(leaf);
    let own = &world.people.own[members.start as usize..members.end as usize];
    own.iter().enumerate().fold(0, |who, (bit, &own)| who | u64::from(u32::from(own) >= bar) << bit)
}

/// The people of a leaf who are in custody or dead.
fn taken(state: &State, leaf: u32) -> u64 {
    state.people.detained.of(leaf) | state.people.dead.of(leaf)
}

/// How many members of a workplace would strike now.
fn willing(world: &World, state: &State, cell: u32, terms: &Terms) -> u32 {
    let bar = bar(world, terms, usize::from(world.cells[cell as usize].sector));
    world.leaves_of(cell).map(|leaf| (at_least(world, leaf, bar) & !taken(state, leaf)).count_ones()).sum()
}

fn go_back(world: &World, state: &mut State, cell: u32, touched: &mut Touched) {
    let place = world.cells[cell as usize].place as usize;
    world.leaves_of(cell).for_each(|leaf| state.people.strike.set(place, leaf, 0));
    state.strikers[cell as usize] = 0;
    touched.cell(world, cell);
    let hours = world.spec.mechanism::<Strike>().peace_hours;
    let until = state.step + 1 + (hours * f64::from(world.spec.clock.steps_per_hour)) as u32;
    state.settled[cell as usize] = until;
    state.peace.push_back((until, cell));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    /// A rate of a full weight far above the cap must lift the others to the cap too:
    /// in both back-ends the expected number of strikes is the sum of capped odds.
    #[test]
    fn a_high_field_brings_every_workplace_to_the_cap() {
        for (backend, utility) in
            [Backend::Event, Backend::Scan].into_iter().flat_map(|b| [(b, -0.3), (b, -0.1), (b, 0.1)])
        {
            let mut spec = fixture::spec();
            spec.backend = backend;
            spec.mechanisms.strike.cap = 0.05;
            let world = World::build(spec, 1);
            let terms = Terms { strike: [utility; SECTORS], ..Terms::default() };
            let strike = world.spec.mechanism::<Strike>();
            let mut expected = 0.0;
            for &cell in &world.workplaces[0] {
                let u = utility + world.top + strike.noise * libm::log(works::weight(&world, cell));
                expected += -libm::expm1(-strike.cap.min(strike.base * libm::exp(u / strike.noise)));
            }
            let n = 200;
            let begun: usize = (0..n)
                .map(|replicate| {
                    let mut state = world.state(3, replicate);
                    let mut strikes = Vec::new();
                    start(&world, &mut state, 0, &terms, &mut strikes);
                    strikes.sort_unstable();
                    strikes.dedup();
                    strikes.len()
                })
                .sum();
            let (mean, se) = (expected * f64::from(n), (expected * f64::from(n)).sqrt());
            assert!((begun as f64 - mean).abs() < 4.0 * se, "{backend:?} {utility}: {begun} against {mean}");
        }
    }

    #[test]
    fn nobody_strikes_where_not_even_the_most_aggrieved_would() {
        let world = World::build(fixture::spec(), 1);
        let terms = |u: f64| Terms { strike: [u; SECTORS], ..Terms::default() };
        assert_eq!(bar(&world, &terms(-1.01 * world.top), 0), 256);
        assert_eq!(bar(&world, &terms(-world.top), 0), 255);
        assert_eq!(bar(&world, &terms(0.1), 0), 0);
    }

    #[test]
    fn with_a_vote_half_of_a_workplace_must_be_willing() {
        let struck = |vote: bool, utility: f64| {
            let mut spec = fixture::spec();
            spec.mechanisms.strike.vote = vote;
            let world = World::build(spec, 1);
            let mut state = world.state(1, 0);
            let size = |cell: &&u32| world.cells[**cell as usize].size;
            let cell = *world.workplaces[0].iter().max_by_key(size).expect("a workplace");
            let terms = vec![Terms { strike: [utility; SECTORS], ..Terms::default() }; 3];
            let share =
                f64::from(willing(&world, &state, cell, &terms[0])) / f64::from(world.cells[cell as usize].size);
            carry_on(&world, &mut state, &[cell], &terms, &mut Touched::default());
            (share, state.struck[0].len())
        };
        let (few, most) = (-0.22, -0.05);
        assert!((0.01..0.4).contains(&struck(true, few).0) && struck(true, most).0 > 0.6);
        assert_eq!([struck(true, few).1, struck(true, most).1, struck(false, few).1], [0, 1, 1]);
    }
}
