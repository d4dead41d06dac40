//! M3d Calls: appointments for which people go out or put down tools.

use crate::mechanism::{Mechanism, Seen};
use crate::parameter::range;
use crate::parameters;
use crate::places::{StrikeCall, Terms};
use crate::spec::{Call, CallTo};
use crate::state::State;
use crate::world::World;

parameters! {
    /// # Calls
    ///
    /// Appointments: a rally that was announced, every Monday at six, every Saturday, a strike of
    /// the railways from Tuesday on.
    ///
    /// Each `[[call]]` of the scenario is dated or recurs on a weekday, at an hour of the
    /// place's clock, for some hours, in some places, with a strength in utility. While one is
    /// on,
    ///
    /// ```text
    /// u       += weight · strength        the strongest call that is on
    /// a(hour)  = 1                        whatever the hour of the day
    /// ```
    ///
    /// and for as long after it as it lasted people go home at `home` more per hour, because
    /// what they came for is over. With `presence` they go home without ceasing to take part:
    /// a call then raises the share of them who are in the street, and its end adds nothing
    /// to the rate of leaving. From the time at which a call is `announced`, and for a week
    /// after it, people wait and are seldom out at other hours: see `presence` (decision 0308). Calls make a crowd come together at one time; they do not
    /// make a cause: without one that people share, a call is heard by few.
    ///
    /// A call with `to = "strike"` is to put down tools, in its sectors or in all. Its strength is the part
    /// of what a strike costs that it takes away: a union decides, pays, and stands by those who are
    /// dismissed. It reaches a `share` of the workplaces of these sectors, the same ones each time; of
    /// several that reach a workplace the strongest counts. While it is on,
    ///
    /// ```text
    /// v_c     += weight · strength · cost · wage           in a workplace that it reaches: see `strike`
    /// ρ_c      = ρ_c · (1 − weight · strength)             the rate at which it goes back
    /// ρ_c      = ρ_c + home                                afterwards, for as long as it lasted
    /// ```
    ///
    /// Who goes back afterwards is free to answer the next call, whatever `peace_hours` says. It calls
    /// nobody to a square (decision 0313).
    ///
    /// *Reads:* `[[call]]` rows, the calendar. *Test:* a stronger call never lowers the
    /// utility; outside its hours it changes nothing.
    pub struct Calls, enabled = false {
        weight: f64 = 1.0, range(0.0, 5.0), "factor", Assumed, "1: strengths are in utility", "Factor of the strengths of all calls together.";
        home: f64 = 0.3, range(0.0, 5.0), "per hour", Assumed, "Monday demonstrations lasted two to three hours", "Rate of going home once a call is over, in addition.";
    }
}

/// How the calls of a place stand at an hour: what comes later weighs more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Called {
    /// There are none, or they have no effect.
    Never,
    /// One was made within a week or is announced, and none is on now.
    Between,
    /// One is over, no longer ago than it lasted.
    Over,
    /// One is on.
    On,
}

impl Calls {
    /// How calls to come out stand in a place in this step.
    pub fn at(&self, world: &World, state: &State, p: usize) -> Called {
        self.to_gather(world, state, p).0
    }

    /// What a call to come out adds in a place in this step; 0 where it is not on.
    pub fn pull(&self, world: &World, state: &State, call: usize, p: usize) -> f64 {
        let call = &world.spec.calls[call];
        let is_made = self.enabled && call.enabled && call.to == CallTo::Gather && call.places[p];
        let on = is_made && call.since(&world.spec.clock, state.step, &world.spec.places[p].ahead) < call.hours;
        if on { self.weight * call.strength } else { 0.0 }
    }

    /// How calls to come out stand in a place, with what the strongest one that is on adds.
    fn to_gather(&self, world: &World, state: &State, p: usize) -> (Called, f64) {
        let (called, strongest) = self.strongest(world, state, p);
        (called, strongest.map_or(0.0, |call| self.weight * call.strength))
    }

    /// How calls to come out stand in a place, with the strongest of those that are on.
    fn strongest<'a>(&self, world: &'a World, state: &State, p: usize) -> (Called, Option<&'a Call>) {
        let (mut called, mut strongest) = (Called::Never, None::<&Call>);
        for (call, stands) in self.made(world, state, p).filter(|(call, _)| call.to == CallTo::Gather) {
            if stands > called || stands == called && strongest.is_none_or(|other| call.strength > other.strength) {
                (called, strongest) = (stands, Some(call));
            }
        }
        (called, strongest)
    }

    /// The calls of a place that are not without effect now, and how they stand.
    fn made<'a>(&self, world: &'a World, state: &State, p: usize) -> impl Iterator<Item = (&'a Call, Called)> {
        let (enabled, weight, step) = (self.enabled, self.weight, state.step);
        let clock = &world.spec.clock;
        let stands = move |call: &'a Call| {
            let acts = weight * call.strength > 0.0;
            let since = call.since(clock, step, &world.spec.places[p].ahead);
            let stands = match since {
                _ if acts && since < call.hours => Called::On,
                _ if since < 2.0 * call.hours => Called::Over,
                _ if acts && call.is_awaited(clock, step, since) => Called::Between,
                _ => return None,
            };
            Some((call, stands))
        };
        world.spec.calls.iter().filter(move |call| enabled && call.enabled && call.places[p]).filter_map(stands)
    }

    /// What a call to strike changes for the workplaces that it reaches.
    fn to_strike(&self, call: &Call, stands: Called) -> Option<StrikeCall> {
        let CallTo::Strike { sectors, share } = call.to else { return None };
        let strength = self.weight * call.strength;
        match stands {
            // Without effect it is never on, and so never over.
            _ if strength <= 0.0 => None,
            Called::On => Some(StrikeCall { sectors, share, strength, resume: 0.0 }),
            Called::Over => Some(StrikeCall { sectors, share, strength: 0.0, resume: self.home }),
            Called::Never | Called::Between => None,
        }
    }
}

impl Mechanism for Calls {
    type Memory = ();
    const SILENT: &'static [(&'static str, f64)] = &[("weight", 0.0), ("home", 0.0)];

    fn weigh(&self, Seen { world, state, place }: Seen, terms: &mut Terms) {
        match self.to_gather(world, state, place) {
            (Called::On, pull) => {
                terms.all += pull;
                terms.activity = 1.0;
            }
            (Called::Over, _) if !terms.stays => terms.leave += self.home,
            _ => {}
        }
        terms.called.extend(self.made(world, state, place).filter_map(|(call, stands)| self.to_strike(call, stands)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::hours::Ahead;
    use crate::spec::{Recurrence, SECTORS, Spec};

    /// The terms of a place at an hour under this call; the first day is a Monday.
    fn terms(call: &Call, hour: u32, place: usize) -> Terms {
        let mut spec = fixture::spec();
        spec.calls = vec![call.clone()];
        spec.places[1].ahead = Ahead::always(-120);
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        state.step = hour;
        let mut terms = Terms { activity: 0.5, ..Terms::default() };
        let calls = Calls { enabled: true, ..Calls::default() };
        calls.weigh(Seen { world: &world, state: &state, place }, &mut terms);
        terms
    }

    fn mondays() -> Call {
        let mut days = [false; 7];
        days[0] = true;
        Call {
            name: "Mondays".into(),
            enabled: true,
            when: Recurrence::Weekly { days, hour: 18.0, from: 24.0, until: f64::INFINITY },
            to: CallTo::Gather,
            announced: None,
            hours: 3.0,
            places: vec![true, true, false],
            strength: 0.1,
        }
    }

    #[test]
    fn a_call_every_monday_is_on_on_mondays_by_the_clock_of_the_place() {
        let on = |place: usize| {
            let on: Vec<u32> = (0..24 * 15).filter(|&hour| terms(&mondays(), hour, place).all > 0.0).collect();
            on
        };
        // Not on the first Monday, which is before `from`.
        assert_eq!(on(0), [7 * 24 + 18, 7 * 24 + 19, 7 * 24 + 20, 14 * 24 + 18, 14 * 24 + 19, 14 * 24 + 20]);
        assert_eq!(on(1)[0], 7 * 24 + 20, "two hours later in the west");
        assert!(on(2).is_empty());
    }

    #[test]
    fn a_call_is_awaited_from_its_announcement_and_for_a_week_after_it() {
        let mut spec = fixture::spec();
        spec.mechanisms.calls.enabled = true;
        let called = |call: Call, hours: [u32; 5]| {
            let world = World::build(Spec { calls: vec![call], ..spec.clone() }, 1);
            let mut state = world.state(1, 0);
            hours.map(|hour| {
                state.step = hour;
                world.spec.mechanisms.calls.at(&world, &state, 0)
            })
        };
        let once = Call { when: Recurrence::Once(40.0), ..mondays() };
        let hours = [12, 30, 41, 100, 40 + 168];
        let [Called::Never, Called::Never, Called::On, Called::Between, Called::Never] = called(once.clone(), hours)
        else {
            panic!("what nobody knows of is awaited by nobody")
        };
        let said = called(Call { announced: Some(24.0), ..once }, hours);
        assert_eq!(said, [Called::Never, Called::Between, Called::On, Called::Between, Called::Never]);
        let when = Recurrence::Weekly {
            days: [true, false, false, false, false, false, false],
            hour: 18.0,
            from: 24.0,
            until: 240.0,
        };
        let weekly = called(Call { announced: Some(12.0), when, ..mondays() }, [6, 100, 186, 300, 186 + 200]);
        assert_eq!(weekly, [Called::Never, Called::Between, Called::On, Called::Between, Called::Never]);
    }

    #[test]
    fn a_weekly_call_that_lasts_for_days_is_felt_as_long_after_its_last_time() {
        let days = [true, false, false, false, false, false, false];
        let when = Recurrence::Weekly { days, hour: 18.0, from: 24.0, until: 9.0 * 24.0 };
        let call = Call { when, hours: 120.0, ..mondays() };
        let began = 7 * 24 + 18;
        let leave = |after: u32| terms(&call, began + after, 0).leave;
        assert!(terms(&call, began + 119, 0).all > 0.0 && leave(119) == 0.0);
        assert!(leave(121) > 0.0 && leave(239) > 0.0 && leave(241) == 0.0, "{} {}", leave(239), leave(241));
    }

    #[test]
    fn people_come_for_the_call_and_go_home_when_it_is_over() {
        let once = Call { when: Recurrence::Once(40.0), ..mondays() };
        let (before, during, after) = (terms(&once, 39, 0), terms(&once, 42, 0), terms(&once, 43, 0));
        assert_eq!((before.all, before.activity, before.leave), (0.0, 0.5, 0.0));
        assert_eq!((during.all, during.activity, during.leave), (0.1, 1.0, 0.0));
        assert_eq!((after.all, after.activity), (0.0, 0.5));
        assert!(after.leave > 0.0 && terms(&once, 46, 0).leave == 0.0);
        assert_eq!(terms(&Call { enabled: false, ..once }, 42, 0).all, 0.0);
    }

    /// A call to the first sector alone, to half of its workplaces, for two days.
    fn walk_out() -> Call {
        let mut sectors = [false; SECTORS];
        sectors[0] = true;
        Call {
            name: "walk-out".into(),
            to: CallTo::Strike { sectors, share: 0.5 },
            when: Recurrence::Once(40.0),
            hours: 48.0,
            strength: 0.6,
            ..mondays()
        }
    }

    #[test]
    fn a_call_to_strike_is_for_its_sectors_and_brings_nobody_out() {
        let at = |hour| terms(&walk_out(), hour, 0);
        assert_eq!((at(41).all, at(41).activity, at(90).leave), (0.0, 0.5, 0.0));
        assert!(at(39).called.is_empty() && at(40 + 96).called.is_empty());
        let CallTo::Strike { sectors, share } = walk_out().to else { panic!("it is one") };
        assert_eq!(at(41).called, [StrikeCall { sectors, share, strength: 0.6, resume: 0.0 }]);
        let home = Calls::default().home;
        assert_eq!(at(40 + 48).called, [StrikeCall { sectors, share, strength: 0.0, resume: home }]);
        assert!(terms(&Call { strength: 0.0, ..walk_out() }, 41, 0).called.is_empty(), "what is not on is not over");
    }

    #[test]
    fn of_several_calls_the_strongest_counts() {
        let mut spec = fixture::spec();
        spec.mechanisms.calls.enabled = true;
        spec.calls = [0.2, 0.3, 0.1].map(|strength| Call { strength, ..mondays() }).to_vec();
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        state.step = 7 * 24 + 18;
        let mut terms = Terms::default();
        world.spec.mechanisms.calls.weigh(Seen { world: &world, state: &state, place: 0 }, &mut terms);
        assert_eq!(terms.all, 0.3);
    }

    /// Strikers in the first place by the hour, called or not.
    fn strikers(call: Option<Call>) -> Vec<f64> {
        let mut spec = fixture::spec();
        spec.mechanisms.calls.enabled = true;
        spec.mechanisms.strike.cost = 0.9;
        spec.calls = call.into_iter().collect();
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        let hour = |_| {
            crate::step::step(&world, &mut state);
            state.fields[0].strikers.iter().sum()
        };
        (0..40 + 96).map(hour).collect()
    }

    #[test]
    fn who_is_called_strikes_until_it_is_over() {
        let sector = |sectors: [bool; SECTORS], share: f64| {
            let to = CallTo::Strike { sectors, share };
            strikers(Some(Call { to, strength: 1.0, ..walk_out() }))
        };
        let (none, all, half) = (strikers(None), sector([true; SECTORS], 1.0), sector([true; SECTORS], 0.5));
        assert!(none.iter().all(|&n| n == 0.0), "strikes are rare");
        assert!(all[..40].iter().all(|&n| n == 0.0) && all[80] > 1000.0, "{}", all[80]);
        let share = half[80] / all[80];
        assert!((0.3..0.7).contains(&share), "{share}");
        assert!(all[40 + 48 + 30] < 0.05 * all[80], "{} of {}", all[40 + 48 + 30], all[80]);
    }

    #[test]
    fn a_strike_of_a_day_ends_with_it_and_a_long_one_lasts() {
        let of_hours = |hours: f64| {
            let to = CallTo::Strike { sectors: [true; SECTORS], share: 1.0 };
            strikers(Some(Call { to, hours, strength: 1.0, ..walk_out() }))
        };
        // Nobody is hungry after a day, and they go back all the same.
        let day = of_hours(24.0);
        assert!(day[40 + 12] > 1000.0 && day[40 + 36] < 0.1 * day[40 + 12], "{} {}", day[52], day[76]);
        let long = of_hours(96.0);
        assert!(long[40 + 95] > 0.99 * long[40 + 24], "{} {}", long[64], long[135]);
    }
}
