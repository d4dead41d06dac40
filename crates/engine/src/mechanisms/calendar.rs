//! M3e The calendar: what a weekday and a holiday change.

use crate::mechanism::{Mechanism, Seen};
use crate::parameter::range;
use crate::parameters;
use crate::places::Terms;

parameters! {
    /// # Calendar
    ///
    /// What the day of the week and holidays change for everybody.
    ///
    /// ```text
    /// u += saturday, sunday, or friday on these days by the clock of the place
    /// u += holiday on the holidays of [scenario]
    /// ```
    ///
    /// Saturdays and Sundays hold three of four large marches in the records of the United
    /// States of 2017 and 2018 and all of France's of 2018 and 2019; holidays at home empty
    /// streets. What work costs those who work is apart, in `people.work`.
    ///
    /// *Reads:* the calendar. *Test:* each day's term on that day and on no other.
    pub struct Calendar, enabled = false {
        friday: f64 = 0.0, range(-0.3, 0.3), "utility", Assumed, "assumed", "What a Friday adds.";
        saturday: f64 = 0.03, range(-0.3, 0.3), "utility", Assumed, "most recorded marches are on Saturdays; the size is assumed", "What a Saturday adds.";
        sunday: f64 = 0.01, range(-0.3, 0.3), "utility", Assumed, "assumed", "What a Sunday adds.";
        holiday: f64 = -0.03, range(-0.3, 0.3), "utility", Assumed, "French counts fall by a third between Christmas and New Year 2018", "What a holiday adds.";
    }
}

impl Mechanism for Calendar {
    type Memory = ();
    const SILENT: &'static [(&'static str, f64)] =
        &[("friday", 0.0), ("saturday", 0.0), ("sunday", 0.0), ("holiday", 0.0)];

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        let clock = &seen.world.spec.clock;
        let (weekday, holiday) = clock.day(seen.state.step, &seen.world.spec.places[seen.place].ahead);
        terms.all += match weekday {
            4 => self.friday,
            5 => self.saturday,
            6 => self.sunday,
            _ => 0.0,
        };
        if holiday {
            terms.all += self.holiday;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::world::World;

    #[test]
    fn each_day_has_its_own_term() {
        let mut spec = fixture::spec();
        spec.clock.holidays = vec![2];
        spec.places[1].ahead = crate::hours::Ahead::always(180);
        let world = World::build(spec, 1);
        let calendar = Calendar { enabled: true, friday: 0.01, saturday: 0.02, sunday: 0.04, holiday: -0.1 };
        let at = |step: u32, place: usize| {
            let mut state = world.state(1, 0);
            state.step = step;
            let mut terms = Terms::default();
            calendar.weigh(Seen { world: &world, state: &state, place }, &mut terms);
            terms.all
        };
        let days: Vec<f64> = (0..8).map(|day| at(day * 24 + 12, 0)).collect();
        assert_eq!(days, [0.0, 0.0, -0.1, 0.0, 0.01, 0.02, 0.04, 0.0]);
        assert_eq!((at(4 * 24 + 22, 0), at(4 * 24 + 22, 1)), (0.01, 0.02), "Saturday begins earlier in the east");
    }
}
