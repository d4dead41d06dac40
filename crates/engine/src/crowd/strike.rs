//! The kernel's side of strikes: which workplaces put down tools, who joins, who
//! goes back.
//!
//! Which workplaces put down tools follows the sums of [`super::works`]. A struck workplace is
//! then looked at every step, member by member: there are few, and each has few members.

use super::weights::{AT_ONCE, Touched, read_ahead};
use super::{call, works};
use crate::cells::BLOCK;
use crate::mechanisms::strike::Strike;
use crate::members::{LeafPart, tops};
use crate::places::Terms;
use crate::spec::{Backend, SECTORS};
use crate::state::{SIDE_BY_SIDE, State, Struck};
use crate::world::World;
use groundswell_chance::counts::happens;
use groundswell_chance::digits::{Chance, some_of_after};
use groundswell_chance::draw::{Purpose, unit};

/// Candidates per workplace above which asking every one is cheaper.
const CROWDED: f64 = 0.15;

/// Adds to `strikes` the workplaces of place `p` that put down tools in this step.
pub fn start(world: &World, state: &mut State, p: usize, terms: &Terms, strikes: &mut Vec<u32>) {
    if world.spec.backend == Backend::Scan || !surely_none(world, state, p, terms) {
        ask(world, state, p, terms, strikes);
    }
}

/// The same without the shortcut.
fn ask(world: &World, state: &mut State, p: usize, terms: &Terms, strikes: &mut Vec<u32>) {
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

/// Whether a shortcut knows that no workplace of a place puts down tools in this step: one exponential for the sector
/// with the highest rate, where each sector has its own.
///
/// Gains of 1 serve every rate below the cap, so that [`works::adjust`] would change nothing. With so low a mean not
/// every workplace would be asked. Then the number of candidates is drawn by the uniform number that is looked at here,
/// and is 0 below exp(−mean), which is not below 1 − mean. The margins are more than rounding makes.
fn surely_none(world: &World, state: &State, p: usize, terms: &Terms) -> bool {
    if state.work_gains[p] != [1.0; SECTORS] {
        return false;
    }
    let highest = works::highest_rate(world, terms);
    let all: f64 = state.works.root(p).iter().copied().map(f64::from).sum();
    let mean = 1.000_001 * highest * all * world.spec.clock.dt();
    let settled = highest < world.spec.mechanism::<Strike>().cap;
    settled && mean < CROWDED && state.draw(Purpose::StrikeStart, p as u32).uniform(0) < 1.0 - mean - 1e-12
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
        let size = world.cells[cell as usize].size;
        let bar = bar(world, call::utility(world, state, cell, &terms[place]));
        let (willing, size) = (willing(world, state, cell, bar), u32::from(size));
        let enough = if strike.vote { 2 * willing >= size } else { willing > 0 };
        if enough && works::can_strike(state, cell) {
            state.struck[place].push(Struck { cell, since: state.step, willing });
            // Struck: kept out of the trees until it has gone back and the matter rests.
            state.settled[cell as usize] = u32::MAX;
            works::refresh(world, state, cell);
        }
    }
    let mut joiners = Joiners::default();
    for (p, terms) in terms.iter().enumerate() {
        if !state.struck[p].is_empty() {
            carry_on_in(world, state, p, terms, &mut joiners, touched);
        }
    }
    // Workplaces whose peace has run out can strike again.
    let due: Vec<u32> = state.peace.iter().take_while(|e| e.0 <= state.step + 1).map(|e| e.1).collect();
    state.peace.drain(..due.len());
    for cell in due {
        works::refresh(world, state, cell);
    }
}

/// One step of the strikes of a place.
///
/// What is asked of one workplace after the other is asked of all of them before the next thing is: so the memory of
/// many is waited for at once, and their random numbers are drawn side by side.
fn carry_on_in(
    world: &World,
    state: &mut State,
    p: usize,
    terms: &Terms,
    joiners: &mut Joiners,
    touched: &mut Touched,
) {
    let mut struck = std::mem::take(&mut state.struck[p]);
    let (mut age, mut left) = (Age::default(), 0);
    let end = End::of(world, p, terms);
    joiners.asked.clear();
    for first in (0..struck.len()).step_by(SIDE_BY_SIDE) {
        let some = first..struck.len().min(first + SIDE_BY_SIDE);
        let blocks = state.blocks(Purpose::StrikeEnd, struck[some.clone()].iter().map(|s| s.cell));
        for (at, b) in some.zip(blocks) {
            let s = struck[at];
            if s.since != age.since || at == 0 {
                age = Age::of(world, state, s.since);
            }
            if end.happens(world, state, s.cell, age.hunger, unit(b[0], b[1])) {
                go_back(world, state, s.cell, terms, touched);
                continue;
            }
            if age.again || u32::from(state.strikers[s.cell as usize]) < s.willing {
                joiners.asked.push((left as u32, age.again));
            }
            struck[left] = s;
            left += 1;
        }
    }
    struck.truncate(left);
    joiners.find(world, state, p, terms, &mut struck);
    state.struck[p] = struck;
    joiners.join(world, state, p, touched);
}

/// What the age of a strike makes of it.
#[derive(Default)]
struct Age {
    /// The step in which it began.
    since: u32,
    /// How hungry its strikers are.
    hunger: f64,
    /// Whether those who would strike are counted again, once a day.
    again: bool,
}

impl Age {
    fn of(world: &World, state: &State, since: u32) -> Age {
        let (strike, clock) = (world.spec.mechanism::<Strike>(), &world.spec.clock);
        let days = f64::from(state.step - since) * clock.dt() / 24.0;
        let hunger = libm::exp((days - strike.fund_days) / strike.fund_spread).min(1e3);
        Age { since, hunger, again: (state.step - since).is_multiple_of(24 * clock.steps_per_hour) }
    }
}

/// Whether strikes of a place end in this step.
struct End<'a> {
    terms: &'a Terms,
    /// The highest rate of a workplace without a branch and without a call, before hunger; infinite where there are some.
    most: f64,
}

impl<'a> End<'a> {
    fn of(world: &World, p: usize, terms: &'a Terms) -> End<'a> {
        let alike = world.branches[p].is_empty() && terms.called.is_empty();
        let most = if alike { terms.resume.iter().copied().fold(0.0, f64::max) } else { f64::INFINITY };
        End { terms, most }
    }

    /// Whether this one does: `chance < 1 − exp(−rate · dt)`.
    #[inline]
    fn happens(&self, world: &World, state: &State, cell: u32, hunger: f64, chance: f64) -> bool {
        let dt = world.spec.clock.dt();
        // Most are far from it, whatever their sector.
        if chance > self.most * hunger * dt * (1.0 + 1e-12) {
            return false;
        }
        happens(chance, call::back(world, state, cell, self.terms, hunger) * dt)
    }
}

/// Those who may join their struck workplace in a place, in this step.
#[derive(Default)]
struct Joiners {
    /// Struck workplaces to ask, by their number, and whether those who would strike are counted again.
    asked: Vec<(u32, bool)>,
    /// Leaves of a workplace, by its number, with the lowest grievance at which their people strike.
    leaves: Vec<(u32, u32, u32)>,
    /// Those of a workplace who could join now.
    parts: Vec<(u32, LeafPart)>,
}

impl Joiners {
    /// Finds them, and counts those who would strike again where it is time.
    fn find(&mut self, world: &World, state: &State, p: usize, terms: &Terms, struck: &mut [Struck]) {
        self.leaves.clear();
        self.parts.clear();
        for asked in self.asked.chunks(AT_ONCE) {
            let cells = asked.iter().map(|&(at, _)| struck[at as usize].cell);
            read_ahead(cells.clone().map(|cell| u64::from(world.leaves_of(cell).end)));
            for (&(at, _), cell) in asked.iter().zip(cells) {
                let bar = bar(world, call::utility(world, state, cell, terms));
                self.leaves.extend(world.leaves_of(cell).map(|leaf| (at, leaf, bar)));
            }
        }
        let anybody = state.people.detained.count(p) + state.people.dead.count(p) > 0;
        for leaves in self.leaves.chunks(AT_ONCE) {
            read_ahead(leaves.iter().map(|&(_, leaf, _)| {
                state.people.strike.of(leaf) ^ u64::from(world.people.own[world.leaves[leaf as usize].first as usize])
            }));
            self.parts.extend(leaves.iter().map(|&(at, leaf, bar)| {
                let taken = if anybody { taken(state, leaf) } else { 0 };
                (at, LeafPart { leaf, who: at_least(world, leaf, bar) & !taken })
            }));
        }
        let mut first = 0;
        for &(at, again) in &self.asked {
            let n = self.parts[first..].iter().take_while(|part| part.0 == at).count();
            let (s, parts) = (&mut struck[at as usize], &mut self.parts[first..first + n]);
            if again {
                s.willing = parts.iter().map(|(_, part)| part.who.count_ones()).sum();
            }
            let all = u32::from(state.strikers[s.cell as usize]) >= s.willing;
            for (at, part) in parts {
                part.who = if all { 0 } else { part.who & !state.people.strike.of(part.leaf) };
                *at = s.cell;
            }
            first += n;
        }
        self.parts.retain(|(_, part)| part.who != 0);
    }

    /// Each of them joins or does not.
    fn join(&mut self, world: &World, state: &mut State, p: usize, touched: &mut Touched) {
        let joins = Chance::of(-libm::expm1(-world.spec.mechanism::<Strike>().join * world.spec.clock.dt()));
        for some in self.parts.chunks(SIDE_BY_SIDE) {
            let blocks = state.blocks(Purpose::StrikeJoin, some.iter().map(|(_, part)| part.leaf));
            for (&(cell, LeafPart { leaf, who }), first) in some.iter().zip(blocks) {
                let who = some_of_after(first, who, joins, state.draw(Purpose::StrikeJoin, leaf));
                if who != 0 {
                    state.people.strike.add(p, LeafPart { leaf, who });
                    works::count(world, state, cell, state.strikers[cell as usize] + who.count_ones() as u16);
                    touched.strikers(world, state, cell);
                }
            }
        }
    }
}

/// The lowest level of grievance at which a worker strikes: grievance and the `utility` of the workplace together
/// outweigh the cost; 256 where not even the highest does.
fn bar(world: &World, utility: f64) -> u32 {
    if world.top <= 0.0 {
        return if utility >= 0.0 { 0 } else { 256 };
    }
    let level = -utility / world.top * 255.0;
    libm::ceil(level.clamp(0.0, 256.0)) as u32
}

/// The people of a leaf whose grievance is at least at this level.
#[inline]
fn at_least(world: &World, leaf: u32, bar: u32) -> u64 {
    let Ok(bar) = u8::try_from(bar) else { return 0 };
    let own = &world.people.own[world.leaves[leaf as usize].first as usize..];
    // A shorter leaf is read with those who come after it, where there are any.
    let (mut last, mut who) = ([0; BLOCK as usize], 0);
    let all = own.first_chunk().unwrap_or_else(|| {
        last[..own.len()].copy_from_slice(own);
        &last
    });
    for (n, eight) in all.as_chunks::<8>().0.iter().enumerate() {
        who |= tops(not_below(u64::from_le_bytes(*eight), bar)) << (8 * n);
    }
    who & world.everybody(leaf)
}

/// The highest bit of each byte that is not below `bar`, eight at a time.
#[inline]
fn not_below(bytes: u64, bar: u8) -> u64 {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let bars = u64::from(bar) * 0x0101_0101_0101_0101;
    // Without their highest bits, bytes are compared by a subtraction that borrows from none of its neighbours.
    let low = (bytes | HIGH) - (bars & !HIGH);
    ((bytes & !bars) | (!(bytes ^ bars) & low)) & HIGH
}

/// The people of a leaf who are in custody or dead.
fn taken(state: &State, leaf: u32) -> u64 {
    state.people.detained.of(leaf) | state.people.dead.of(leaf)
}

/// How many members of a workplace would strike now.
fn willing(world: &World, state: &State, cell: u32, bar: u32) -> u32 {
    world.leaves_of(cell).map(|leaf| (at_least(world, leaf, bar) & !taken(state, leaf)).count_ones()).sum()
}

fn go_back(world: &World, state: &mut State, cell: u32, terms: &Terms, touched: &mut Touched) {
    let place = world.cells[cell as usize].place as usize;
    world.leaves_of(cell).for_each(|leaf| state.people.strike.set(place, leaf, 0));
    works::count(world, state, cell, 0);
    touched.strikers(world, state, cell);
    let next = state.step + 1;
    // Who goes back because the call is over is free to answer the next one.
    if call::reaching(world, state, cell, terms).is_some_and(|call| call.resume > 0.0) {
        state.settled[cell as usize] = next;
        works::refresh(world, state, cell);
        return;
    }
    let hours = world.spec.mechanism::<Strike>().peace_hours;
    let until = next + (hours * f64::from(world.spec.clock.steps_per_hour)) as u32;
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
    fn a_shortcut_leaves_out_nobody_and_changes_nothing() {
        let mut spec = fixture::spec();
        spec.mechanisms.strike.cap = 0.05;
        let world = World::build(spec, 1);
        let [mut short, mut long, mut begun] = [0; 3];
        for utility in [-0.9, -0.45, -0.36, -0.3, -0.2, -0.1] {
            let mut utilities = [utility - 0.05; SECTORS];
            utilities[2] = utility;
            let terms = Terms { strike: utilities, ..Terms::default() };
            for gain in [1.0, 0.5] {
                let mut state = world.state(3, 0);
                for step in 0..300 {
                    state.step = step;
                    state.work_gains[0] = [gain; SECTORS];
                    works::rebuild(&world, &mut state, 0);
                    let (before, sums) = (state.work_gains[0], state.works.root(0));
                    let none = surely_none(&world, &state, 0, &terms);
                    let mut strikes = Vec::new();
                    ask(&world, &mut state, 0, &terms, &mut strikes);
                    begun += strikes.len();
                    if none {
                        assert!(strikes.is_empty(), "{utility} {gain} {step}");
                        assert_eq!((state.work_gains[0], state.works.root(0)), (before, sums), "{utility} {step}");
                    }
                    let count = if none { &mut short } else { &mut long };
                    *count += 1;
                }
            }
        }
        assert!(short > 300 && long > 300 && begun > 0, "{short} {long} {begun}");
    }

    #[test]
    fn grievances_are_compared_eight_at_a_time() {
        let world = World::build(fixture::spec(), 1);
        for leaf in (0..world.leaves.len() as u32 - 1).step_by(7) {
            for bar in [0, 1, 60, 127, 128, 129, 200, 255, 256] {
                let plain = world
                    .members(leaf)
                    .enumerate()
                    .fold(0, |who, (bit, i)| who | u64::from(u32::from(world.people.own[i as usize]) >= bar) << bit);
                assert_eq!(at_least(&world, leaf, bar), plain, "{leaf} {bar}");
            }
        }
        for (byte, bar) in (0..=255u8).flat_map(|byte| [0, 1, 127, 128, 200, 255].map(|bar| (byte, bar))) {
            let all = u64::from(byte) * 0x0101_0101_0101_0101;
            assert_eq!(tops(not_below(all, bar)), if byte >= bar { 255 } else { 0 }, "{byte} {bar}");
        }
    }

    #[test]
    fn nobody_strikes_where_not_even_the_most_aggrieved_would() {
        let world = World::build(fixture::spec(), 1);
        assert_eq!(bar(&world, -1.01 * world.top), 256);
        assert_eq!(bar(&world, -world.top), 255);
        assert_eq!(bar(&world, 0.1), 0);
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
            let size = f64::from(world.cells[cell as usize].size);
            let share = f64::from(willing(&world, &state, cell, bar(&world, utility))) / size;
            carry_on(&world, &mut state, &[cell], &terms, &mut Touched::default());
            (share, state.struck[0].len())
        };
        let (few, most) = (-0.22, -0.05);
        assert!((0.01..0.4).contains(&struck(true, few).0) && struck(true, most).0 > 0.6);
        assert_eq!([struck(true, few).1, struck(true, most).1, struck(false, few).1], [0, 1, 1]);
    }
}
