//! M3c Fatigue.

use crate::mechanism::{Mechanism, Seen};
use crate::mechanisms::travel::Travel;
use crate::parameter::range;
use crate::places::Terms;
use crate::state::State;
use crate::world::World;
use crate::{columns, parameters};
use serde::{Deserialize, Serialize};

parameters! {
    /// # Fatigue
    ///
    /// Having been out costs readiness, which returns over days.
    ///
    /// ```text
    /// dE_p/dt = X_p/(24 N_p) − E_p/(24 days)          days in the street per adult, of late
    /// u      −= weight · ln(1 + E_p/begins)
    /// ```
    ///
    /// The logarithm, because those who go out are those who were readiest: a crowd ten times
    /// as large wears out people who were that much less ready to begin with. It is kept by
    /// place and not by person, as decision 0117 explains. A wave that relies on the same people
    /// ends by itself, and a pause brings some of it back: French counts fell by a factor of
    /// eight within a month of November 2018 and doubled after the holidays.
    ///
    /// *Reads:* crowds. *Test:* more days in the street never raise the utility; rest restores it.
    pub struct Fatigue, enabled = false {
        weight: f64 = 0.02, range(0.0, 0.5), "utility per e-fold", Assumed, "below the pull of squares and news, so that crowds can grow", "Utility that an e-fold of recent participation costs.";
        begins: f64 = 0.002, range(0.00001, 1.0), "days in the street per adult", Assumed, "a five-hundredth of the adults out for a day", "Recent participation at which fatigue begins to count.";
        days: f64 = 10.0, range(0.5, 365.0), "days", Assumed, "weekly marches halve in two to four weeks", "Time in which readiness returns.";
    }
}

/// Recent participation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FatigueMemory {
    /// Days in the street per adult, of late, by place.
    pub days: Vec<f64>,
}

impl Fatigue {
    /// Utility that fatigue costs in a place.
    fn of(&self, state: &State, p: usize) -> f64 {
        state.memory.of::<Fatigue>().days.get(p).map_or(0.0, |days| self.weight * libm::log1p(days / self.begins))
    }
}

impl Mechanism for Fatigue {
    type Memory = FatigueMemory;
    const SILENT: &'static [(&'static str, f64)] = &[("weight", 0.0)];
    columns! {
        place fatigue: Number, "utility", "what having been out of late costs in readiness",
            |world, state, p| world.spec.mechanism::<Fatigue>().of(state, p);
    }

    fn sense(&self, world: &World, state: &mut State) {
        let days = world.spec.clock.dt() / 24.0;
        let rested = libm::exp(-days / self.days);
        let out = Travel::inhabitants(world, state);
        let worn = &mut state.memory.of_mut::<Fatigue>().days;
        worn.resize(state.fields.len(), 0.0);
        for ((worn, out), adults) in worn.iter_mut().zip(&out).zip(&world.adults) {
            *worn = *worn * rested + out / adults.max(1.0) * days;
        }
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        terms.all -= self.of(seen.state, seen.place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn a_crowd_wears_its_town_out_and_rest_restores_it() {
        let world = World::build(fixture::spec(), 1);
        let fatigue = Fatigue { enabled: true, ..Fatigue::default() };
        let mut state = world.state(1, 0);
        let mut cost = |crowd: f64, hours: u32| {
            state.fields[0].crowd = crowd;
            (0..hours).for_each(|_| fatigue.sense(&world, &mut state));
            let mut terms = Terms::default();
            fatigue.weigh(Seen { world: &world, state: &state, place: 0 }, &mut terms);
            -terms.all
        };
        let (first, second) = (cost(1000.0, 24), cost(1000.0, 48));
        assert!(0.0 < first && first < second);
        // A day of a twenty-fourth of the town: ln(1 + .0396/.002) e-folds at .02.
        assert!((first - 0.02 * libm::log1p(1000.0 / 24_000.0 * 0.952 / 0.002)).abs() < 1e-3, "{first}");
        let rested = cost(0.0, 24 * 40);
        assert!(rested < 0.3 * second, "{rested} of {second}");
    }
}
