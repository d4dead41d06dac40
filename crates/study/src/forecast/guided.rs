//! Runs of the engine that begin from a conditioned state.
//!
//! A run of the engine is led through the past as it is known, and left alone from there. Parameters are picked from the
//! weighted runs. The past is a draw of the conditioned aggregate: a crowd for every unit and day. Each day is run from a
//! copy of the state at its beginning, with the daily effects of the places of each unit imposed so that the unit's largest
//! crowd comes to the one that was drawn; where it does not, the day is run again with effects corrected by what the last
//! change did. So the people in the street at the origin, those who were out before, what is known elsewhere and what was
//! ordered are the engine's own, and as many as what was reported says. Nothing is imposed after the last known day:
//! effects decay as `differences` says (decision 0200).

use super::run::{Crowds, HourWindow};
use crate::condition::ahead::PastOfUnits;
use crate::condition::panel::{Panel, Report};
use groundswell_engine::mechanisms::differences::Differences;
use groundswell_engine::mechanisms::participation::Participation;
use groundswell_engine::spec::{Effect, Imposed, Spec};
use groundswell_engine::state::State;
use groundswell_engine::step::step;
use groundswell_engine::world::World;

/// Times that a day is run at most.
const TRIES: usize = 5;
/// Logarithm of a crowd over the one wanted that is near enough: half of what reports of one crowd differ by.
const NEAR: f64 = 0.4;
/// The most that a unit's day is moved by in one try, and altogether, in standard deviations of a day.
const MOVES: (f64, f64) = (4.0, 12.0);

/// What a run is led through: of each unit its lasting effect and the logarithm of its crowd on each day of the scenario;
/// nothing of a day that is not known.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lead {
    /// Lasting effect of each unit, in standard normal coordinates.
    pub lasting: Vec<f64>,
    /// `wanted[day][unit]`, from day 0 of the scenario.
    pub wanted: Vec<Vec<Option<f64>>>,
}

impl Lead {
    /// A past of units, on the days of which something of a unit is known.
    pub(super) fn of(panel: &Panel, past: PastOfUnits) -> Lead {
        let mut wanted = vec![vec![None; panel.units()]; panel.first + panel.days()];
        for (unit, (_, path)) in past.iter().enumerate() {
            for (row, log) in path.iter().enumerate().filter(|(row, _)| panel.reports[*row][unit] != Report::Unknown) {
                wanted[panel.first + row][unit] = Some(*log);
            }
        }
        // Nothing is led on days of which nothing is known: they are a part of the forecast.
        while wanted.last().is_some_and(|day| day.iter().all(Option::is_none)) {
            wanted.pop();
        }
        Lead { lasting: past.into_iter().map(|(lasting, _)| lasting).collect(), wanted }
    }
}

/// A run that was led, and how far its crowds were from those wanted, as the mean of absolute differences of logarithms.
pub(super) struct Led {
    pub crowds: Crowds,
    pub miss: f64,
}

/// Leads a run of a specification through the known past and lets it go on.
pub(super) fn lead(mut spec: Spec, lead: &Lead, windows: &[HourWindow], seed: u64, replicate: u32) -> Led {
    spec.mechanisms.differences.enabled = true;
    let lasting = lead.lasting.iter().enumerate();
    spec.imposed.extend(lasting.map(|(unit, z)| Imposed { effect: Effect::Unit(unit as u32), z: *z }));
    let given = spec.imposed.len();
    let mut guide = Guide { world: World::build(spec, seed), given };
    let mut state = guide.world.state(seed, replicate);
    let mut crowds = Crowds::none(&guide.world);
    let (mut sum, mut n) = (0.0, 0.0);
    for (day, wanted) in lead.wanted.iter().enumerate() {
        let (next, hours, misses) = guide.day(&state, day as u32, wanted);
        (sum, n) = misses.iter().fold((sum, n), |(sum, n), miss| (sum + miss.abs(), n + 1.0));
        state = next;
        crowds.extend(&hours);
    }
    guide.world.spec.imposed.truncate(given);
    let end = windows.iter().map(|w| w.1).fold(0.0, f64::max).ceil() as u32;
    crowds.go_on(&guide.world, &mut state, end);
    Led { crowds, miss: sum / f64::max(n, 1.0) }
}

struct Guide {
    world: World,
    /// Effects that were imposed before any day.
    given: usize,
}

/// A unit's day so far: how far it is moved, and of the last try its move and its crowd's logarithm.
#[derive(Clone, Copy, Default)]
struct Moved {
    by: f64,
    last: Option<(f64, f64)>,
}

impl Guide {
    /// The state at the end of a day in which the crowds of units are near those wanted, the hours of that day, and how far
    /// the logarithms of crowds are from those wanted.
    fn day(&mut self, state: &State, day: u32, wanted: &[Option<f64>]) -> (State, Vec<f32>, Vec<f64>) {
        let mut units = vec![Moved::default(); wanted.len()];
        // Crowds below one agent are none; half of one stands for them.
        let least = libm::log(0.5 * self.world.scale());
        let mut natural: Vec<f64> = Vec::new();
        let mut found = None;
        for attempt in 0..TRIES {
            self.world.spec.imposed.truncate(self.given);
            if attempt > 0 {
                self.impose(state, day, &natural, &units);
            }
            let (next, hours, peaks) = self.run(state);
            if attempt == 0 {
                natural.clone_from(&next.memory.of::<Differences>().today);
            }
            let log = |unit: usize| libm::log(peaks[unit].max(1.0)).max(least);
            let miss = |unit: usize| wanted[unit].map(|wanted| wanted.max(least) - log(unit));
            let misses: Vec<f64> = (0..wanted.len()).filter_map(miss).collect();
            let near = misses.iter().all(|miss| miss.abs() < NEAR);
            for (unit, moved) in units.iter_mut().enumerate() {
                if let Some(miss) = miss(unit) {
                    self.correct(moved, miss, log(unit));
                }
            }
            let sum: f64 = misses.iter().map(|miss| miss.abs()).sum();
            // The nearest of the tries holds: a correction can overshoot.
            if found.as_ref().is_none_or(|(best, ..): &(f64, State, Vec<f32>, Vec<f64>)| sum < *best) {
                found = Some((sum, next, hours, misses));
            }
            if near {
                break;
            }
        }
        let (_, next, hours, misses) = found.expect("a day is run at least once");
        (next, hours, misses)
    }

    /// A day's hours from a copy of a state: the state after them, crowds by hour and place, and the largest of each unit.
    fn run(&self, state: &State) -> (State, Vec<f32>, Vec<f64>) {
        let (world, mut state) = (&self.world, state.clone());
        let places = world.spec.places.len();
        let units = 1 + world.spec.places.iter().map(|place| place.unit as usize).max().unwrap_or(0);
        let (mut hours, mut peaks) = (Vec::with_capacity(24 * places), vec![0.0f64; units]);
        for _ in 0..24 {
            for _ in 0..world.spec.clock.steps_per_hour {
                step(world, &mut state);
            }
            let mut now = vec![0.0; units];
            for (place, field) in world.spec.places.iter().zip(&state.fields) {
                now[place.unit as usize] += field.crowd;
                hours.push(field.crowd as f32);
            }
            peaks.iter_mut().zip(&now).for_each(|(peak, now)| *peak = peak.max(*now));
        }
        (state, hours, peaks)
    }

    /// Moves a unit's day by what is missing: by the slope between the last two tries, or what the law of going out says.
    fn correct(&self, moved: &mut Moved, miss: f64, log: f64) {
        let law = self.world.spec.mechanism::<Participation>().noise;
        let plain = (self.world.spec.mechanism::<Differences>().day / law).max(1e-3);
        let slope = match moved.last {
            Some((by, was)) if (moved.by - by).abs() > 0.05 => {
                ((log - was) / (moved.by - by)).clamp(0.5 * plain, 8.0 * plain)
            }
            _ => 1.5 * plain,
        };
        moved.last = Some((moved.by, log));
        moved.by = (moved.by + (miss / slope).clamp(-MOVES.0, MOVES.0)).clamp(-MOVES.1, MOVES.1);
    }

    /// Imposes the day's effects of all places: those that would be drawn, and the move of their unit.
    fn impose(&mut self, state: &State, day: u32, natural: &[f64], units: &[Moved]) {
        let persistence = self.world.spec.mechanism::<Differences>().persistence;
        let fresh = if day == 0 { 1.0 } else { libm::sqrt(1.0 - persistence * persistence) };
        let before = &state.memory.of::<Differences>().today;
        let z = |p: usize| {
            let unit = self.world.spec.places[p].unit as usize;
            let yesterday = before.get(p).copied().unwrap_or(0.0);
            let wanted = natural.get(p).copied().unwrap_or(0.0) + units.get(unit).map_or(0.0, |moved| moved.by);
            Imposed { effect: Effect::Day(p as u32, day), z: (wanted - persistence * yesterday) / fresh }
        };
        let all: Vec<Imposed> = (0..self.world.spec.places.len()).map(z).collect();
        self.world.spec.imposed.extend(all);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::run::{Orders, cut};
    use groundswell_scenario::scenario::{Making, Scenario};

    #[test]
    fn a_run_is_led_to_the_crowds_that_are_wanted() {
        let scenario = Scenario::load("two-towns", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let making = Making { scale: 20, ..Making::default() };
        let units = scenario.country.units.len();
        let led = |people: f64| {
            let spec = cut(&scenario, &making, 72.0, 120, Orders::None);
            let wanted = vec![vec![Some(libm::log(people)); units]; 3];
            lead(spec, &Lead { lasting: vec![0.0; units], wanted }, &[(72.0, 120.0)], 1, 7)
        };
        let (few, many) = (led(60.0), led(1500.0));
        let last = |led: &Led| led.crowds.nation(48.0, 72.0);
        assert!(last(&many) > 3.0 * last(&few).max(20.0), "{} {}", last(&many), last(&few));
        assert!(many.miss < 2.0, "{}", many.miss);
        let again = led(1500.0);
        assert_eq!((again.miss, again.crowds.nation(72.0, 120.0)), (many.miss, many.crowds.nation(72.0, 120.0)));
    }

    #[test]
    fn nothing_is_led_where_nothing_is_known() {
        use Report::{Sized, Unknown};
        let reports = vec![vec![Sized(9.0), Unknown], vec![Unknown, Unknown]];
        let panel = Panel { adults: vec![1e5; 2], first: 1, begins: true, reports, weekday: 0 };
        let lead = Lead::of(&panel, vec![(0.5, vec![2.0, 3.0]), (-0.5, vec![1.0, 1.0])]);
        assert_eq!(lead.wanted, [vec![None, None], vec![Some(2.0), None]]);
        assert_eq!(lead.lasting, [0.5, -0.5]);
    }
}
