//! M2b Places that differ.

use crate::mechanism::{Mechanism, Seen};
use crate::parameter::range;
use crate::places::Terms;
use crate::spec::Effect;
use crate::state::State;
use crate::world::World;
use crate::{columns, parameters};
use groundswell_chance::draw::Purpose;
use groundswell_chance::normal::{cumulative, student_four};
use serde::{Deserialize, Serialize};

parameters! {
    /// # Differences
    ///
    /// What places differ by that no table says: local history, networks, leaders, chance.
    ///
    /// ```text
    /// u += unit · b_u + place · b_p + day · e_pd                     all people of a place alike
    /// b_u, b_p  Student's t with 4 degrees of freedom, scaled to variance 1
    /// e_p,d+1 = persistence · e_pd + √(1 − persistence²) · z_p,d+1    z standard normal, a new day at midnight
    /// ```
    ///
    /// Heavy tails, because records have towns that are an order of magnitude above others
    /// with the same figures. Draws are functions of replicate, unit, place and day, whatever
    /// the scale and the other mechanisms are; a table of the scenario can impose any of them,
    /// in standard normal coordinates, so that a forecast can be conditioned on what is known. A
    /// unit can also be given one of all possible draws by its number; it then has the same in
    /// every replicate, and nothing but its people's own chance differs.
    ///
    /// *Reads:* imposed effects. *Test:* moments and tails of the draws; an imposed effect is
    /// that effect; a higher one never lowers the utility.
    pub struct Differences, enabled = false {
        unit: f64 = 0.03, range(0.0, 0.5), "utility", Assumed, "log crowds of units in records of the United States 2020 differ by a standard deviation of about 1 beyond their size; a part of it passes through growth", "Standard deviation between units.";
        place: f64 = 0.03, range(0.0, 0.5), "utility", Assumed, "as between units", "Standard deviation between the places of a unit.";
        day: f64 = 0.02, range(0.0, 0.5), "utility", Assumed, "daily deviations of log crowds of about .7 in the same records, a part of it from growth", "Standard deviation of the days of a place.";
        persistence: f64 = 0.7, range(0.0, 0.999), "1", Assumed, "correlation from day to day in the same records: about .73", "Correlation of a place's day with the next.";
    }
}

/// What places differ by at present.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DifferencesMemory {
    /// Days begun.
    pub days: u32,
    /// The effect of the unit of each place, in standard deviations.
    pub unit: Vec<f64>,
    /// That of the place itself.
    pub place: Vec<f64>,
    /// That of the day there.
    pub today: Vec<f64>,
}

/// Student's t with 4 degrees of freedom and variance 1, at a standard normal coordinate.
pub fn heavy(z: f64) -> f64 {
    // From the lower tail, whose probabilities a double can tell apart.
    libm::copysign(student_four(cumulative(-z.abs())) * std::f64::consts::FRAC_1_SQRT_2, z)
}

/// The standard normal coordinate of an effect: imposed, or drawn.
fn coordinate(world: &World, state: &State, effect: Effect) -> f64 {
    if let Some(imposed) = world.spec.imposed.iter().rev().find(|imposed| imposed.effect == effect) {
        return imposed.z;
    }
    let unit_of = |place: u32| world.spec.places[place as usize].unit;
    let (purpose, who, day, unit) = match effect {
        Effect::Unit(unit) => (Purpose::UnitEffect, unit, 0, unit),
        Effect::Place(place) => (Purpose::PlaceEffect, place, 0, unit_of(place)),
        Effect::Day(place, day) => (Purpose::DayEffect, place, day, unit_of(place)),
    };
    world.spec.unit_key(unit, state.key).draw(purpose, who, day).normal(0)
}

impl Differences {
    /// Utility that a place has beyond the others.
    fn of(&self, state: &State, p: usize) -> f64 {
        let local = state.memory.of::<Differences>();
        let lasting = |unit: &f64| self.unit * unit + self.place * local.place[p] + self.day * local.today[p];
        local.unit.get(p).map_or(0.0, lasting)
    }
}

impl Mechanism for Differences {
    type Memory = DifferencesMemory;
    const SILENT: &'static [(&'static str, f64)] = &[("unit", 0.0), ("place", 0.0), ("day", 0.0)];
    columns! {
        place difference: Number, "utility", "what the place has beyond others with the same figures",
            |world, state, p| world.spec.mechanism::<Differences>().of(state, p);
    }

    fn news(&self, world: &World, state: &mut State) {
        let places = &world.spec.places;
        let day = state.step / (24 * world.spec.clock.steps_per_hour);
        if state.memory.of::<Differences>().unit.is_empty() {
            let of = |effect| heavy(coordinate(world, state, effect));
            *state.memory.of_mut::<Differences>() = DifferencesMemory {
                days: 0,
                unit: places.iter().map(|place| of(Effect::Unit(place.unit))).collect(),
                place: (0..places.len() as u32).map(|p| of(Effect::Place(p))).collect(),
                today: vec![0.0; places.len()],
            };
        }
        while state.memory.of::<Differences>().days <= day {
            let begun = state.memory.of::<Differences>().days;
            let fresh = if begun == 0 { 1.0 } else { libm::sqrt(1.0 - self.persistence * self.persistence) };
            for p in 0..places.len() {
                let z = coordinate(world, state, Effect::Day(p as u32, begun));
                let today = &mut state.memory.of_mut::<Differences>().today[p];
                *today = self.persistence * *today + fresh * z;
            }
            state.memory.of_mut::<Differences>().days = begun + 1;
        }
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        let difference = self.of(seen.state, seen.place);
        terms.all += difference;
        for strike in &mut terms.strike {
            *strike += difference;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::spec::{Imposed, UnitDraw};

    /// The effects of the second place on each of so many days in one replicate.
    fn course(replicate: u32, days: u32, imposed: Vec<Imposed>) -> Vec<f64> {
        let mut spec = fixture::spec();
        spec.imposed = imposed;
        spec.mechanisms.differences = Differences { enabled: true, unit: 0.0, place: 0.0, day: 1.0, persistence: 0.7 };
        let world = World::build(spec, 1);
        let mut state = world.state(1, replicate);
        let model = &world.spec.mechanisms.differences;
        (0..days)
            .map(|day| {
                state.step = day * 24;
                model.news(&world, &mut state);
                model.of(&state, 1)
            })
            .collect()
    }

    #[test]
    fn days_have_the_spread_and_the_persistence_that_are_asked_for() {
        let courses: Vec<Vec<f64>> = (0..600).map(|replicate| course(replicate, 3, vec![])).collect();
        let mean = |f: &dyn Fn(&[f64]) -> f64| courses.iter().map(|c| f(c)).sum::<f64>() / courses.len() as f64;
        for day in 0..3 {
            assert!(mean(&|c| c[day]).abs() < 0.17);
            assert!((mean(&|c| c[day] * c[day]) - 1.0).abs() < 0.25);
        }
        assert!((mean(&|c| c[0] * c[1]) - 0.7).abs() < 0.2);
    }

    #[test]
    fn tails_are_heavy_and_the_variance_is_one() {
        let n = 100_000;
        let values: Vec<f64> =
            (0..n).map(|i| heavy(groundswell_chance::normal::quantile((f64::from(i) + 0.5) / f64::from(n)))).collect();
        let variance = values.iter().map(|x| x * x).sum::<f64>() / f64::from(n);
        assert!((variance - 1.0).abs() < 0.02, "{variance}");
        let beyond = values.iter().filter(|x| x.abs() > 3.0).count() as f64 / f64::from(n);
        assert!((0.012..0.015).contains(&beyond), "P(|t4| > 3√2) is .0132, not {beyond}");
        assert!(values.is_sorted());
    }

    #[test]
    fn an_imposed_effect_takes_the_place_of_its_draw_and_of_no_other() {
        let free = course(3, 3, vec![]);
        let imposed = course(3, 3, vec![Imposed { effect: Effect::Day(1, 1), z: 2.0 }]);
        assert_eq!(free[0], imposed[0]);
        assert!((imposed[1] - (0.7 * free[0] + 2.0 * libm::sqrt(0.51))).abs() < 1e-12);
        assert!((imposed[2] - free[2] - 0.7 * (imposed[1] - free[1])).abs() < 1e-12, "the next day's news is the same");
    }

    #[test]
    fn a_unit_with_a_numbered_draw_is_the_same_in_every_replicate_of_every_seed() {
        let of = |draws: Vec<UnitDraw>, seed: u64, replicate: u32| {
            let mut spec = fixture::spec();
            spec.draws = draws;
            spec.mechanisms.differences =
                Differences { enabled: true, unit: 0.1, place: 0.2, day: 0.3, persistence: 0.7 };
            let world = World::build(spec, seed);
            let mut state = world.state(seed, replicate);
            state.step = 48;
            let model = &world.spec.mechanisms.differences;
            model.news(&world, &mut state);
            (0..2).map(|p| model.of(&state, p)).collect::<Vec<f64>>()
        };
        let unit = fixture::spec().places[1].unit;
        let numbered = |number| vec![UnitDraw { unit, number }];
        let (a, b) = (of(numbered(9), 1, 4), of(numbered(9), 2, 5));
        assert!(a[1] == b[1] && a[1] != 0.0, "{a:?} {b:?}");
        assert!(a[0] != b[0] && a[0] == of(vec![], 1, 4)[0], "the other unit is drawn as it would be without");
        assert_ne!(a[1], of(numbered(10), 1, 4)[1]);
    }

    #[test]
    fn units_share_their_effect_and_a_half_step_draws_no_other() {
        let mut spec = fixture::spec();
        spec.places[2].unit = 0;
        spec.mechanisms.differences = Differences { enabled: true, unit: 0.1, place: 0.0, day: 0.0, persistence: 0.7 };
        let of = |steps_per_hour: u32| {
            let mut spec = spec.clone();
            spec.clock.steps_per_hour = steps_per_hour;
            let world = World::build(spec, 1);
            let mut state = world.state(1, 4);
            world.spec.mechanisms.differences.news(&world, &mut state);
            state.memory.of::<Differences>().unit.clone()
        };
        let once = of(1);
        assert!(once[0] == once[2] && once[0] != once[1] && once[0] != 0.0);
        assert_eq!(once, of(2));
    }

    #[test]
    fn a_difference_moves_squares_and_strikes_alike() {
        let mut spec = fixture::spec();
        let days = [Imposed { effect: Effect::Unit(0), z: 2.0 }, Imposed { effect: Effect::Day(0, 0), z: 1.0 }];
        spec.imposed = days.to_vec();
        spec.mechanisms.differences = Differences { enabled: true, place: 0.0, ..Differences::default() };
        let world = World::build(spec, 1);
        let model = &world.spec.mechanisms.differences;
        let mut state = world.state(1, 0);
        model.news(&world, &mut state);
        let mut terms = Terms::default();
        model.weigh(Seen { world: &world, state: &state, place: 0 }, &mut terms);
        assert!((terms.all - model.unit * heavy(2.0) - model.day).abs() < 1e-12, "{}", terms.all);
        assert_eq!(terms.strike, [terms.all; 8]);
    }
}
