//! M3d Calls: appointments for which people go out or put down tools.

use crate::mechanism::{Mechanism, Seen};
use crate::mechanisms::strike::Strike;
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
    /// A call with `to = "strike"` is to put down tools, in its sectors or in all: a union takes the
    /// decision, and with it a part of what it costs who stays away alone. Its strength is that part.
    /// It reaches a `share` of the workplaces of these sectors, the same ones each time. While it is on,
    ///
    /// ```text
    /// v_c     += weight · strength · cost · wage        in a workplace that it reaches: see `strike`
    /// ```
    ///
    /// and for as long after it as it lasted strikers there go back at `home` more per hour, free to
    /// answer the next call whatever `peace_hours` says. It calls nobody to a square (decision 0313).
    ///
    /// *Reads:* `[[call]]` rows, the calendar. *Test:* a stronger call never lowers the
    /// utility; outside its hours it changes nothing.
    pub struct Calls, enabled = false {
        weight: f64 = 1.0, range(0.0, 5.0), "factor", Assumed, "1: strengths are in utility", "Factor of the strengths of all calls together.";
        home: f64 = 0.3, range(0.0, 5.0), "per hour", Assumed, "Monday demonstrations lasted two to three hours", "Rate of going home, or back to work, once a call is over, in addition.";
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
        let (called, strongest) = self.strongest(world, state, p, &|call| call.to == CallTo::Gather);
        (called, strongest.map_or(0.0, |call| self.weight * call.strength))
    }

    /// What a call to strike changes for workplaces of a sector that it reaches.
    fn to_strike(&self, world: &World, state: &State, p: usize, sector: usize) -> Option<StrikeCall> {
        let share = |call: &Call| call.to.strikers(sector);
        let (called, strongest) = self.strongest(world, state, p, &|call| share(call) > 0.0);
        let call = strongest?;
        match called {
            Called::On => {
                let cost = world.spec.mechanism::<Strike>().cost_in(world, p, sector);
                Some(StrikeCall { share: share(call), pull: self.weight * call.strength * cost, resume: 0.0 })
            }
            Called::Over => Some(StrikeCall { share: share(call), pull: 0.0, resume: self.home }),
            Called::Never | Called::Between => None,
        }
    }

    /// How some calls stand in a place, with the strongest of those that are on, or else that are over.
    fn strongest<'a>(
        &self,
        world: &'a World,
        state: &State,
        p: usize,
        is_meant: &dyn Fn(&Call) -> bool,
    ) -> (Called, Option<&'a Call>) {
        let (mut called, mut strongest) = (Called::Never, None::<&Call>);
        if !self.enabled {
            return (called, strongest);
        }
        let ahead = &world.spec.places[p].ahead;
        for call in world.spec.calls.iter().filter(|call| call.enabled && call.places[p] && is_meant(call)) {
            let acts = self.weight * call.strength > 0.0;
            let since = call.since(&world.spec.clock, state.step, ahead);
            let stands = if acts && since < call.hours {
                Called::On
            } else if since < 2.0 * call.hours {
                Called::Over
            } else if acts && call.is_awaited(&world.spec.clock, state.step, since) {
                Called::Between
            } else {
                continue;
            };
            if stands > called || stands == called && strongest.is_none_or(|other| call.strength > other.strength) {
                (called, strongest) = (stands, Some(call));
            }
        }
        (called, strongest)
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
        for (sector, called) in terms.called.iter_mut().enumerate() {
            *called = self.to_strike(world, state, place, sector);
        }
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
    fn a_call_to_strike_is_for_its_sector_and_brings_nobody_out() {
        let at = |hour| terms(&walk_out(), hour, 0);
        assert_eq!((at(41).all, at(41).activity, at(90).leave), (0.0, 0.5, 0.0));
        assert_eq!((at(39).called, at(40 + 96).called), ([None; SECTORS], [None; SECTORS]));
        let (during, over) = (at(41).called, at(40 + 48).called);
        let cost = fixture::spec().mechanisms.strike.cost * fixture::spec().places[0].sector_wage[0];
        assert_eq!(during[0], Some(StrikeCall { share: 0.5, pull: 0.6 * cost, resume: 0.0 }));
        assert_eq!(over[0], Some(StrikeCall { share: 0.5, pull: 0.0, resume: Calls::default().home }));
        assert!(during[1..].iter().chain(&over[1..]).all(Option::is_none));
    }

    #[test]
    fn of_several_calls_the_strongest_counts() {
        let mut spec = fixture::spec();
        spec.mechanisms.calls.enabled = true;
        spec.calls = vec![walk_out(), Call { strength: 0.7, ..walk_out() }, Call { strength: 0.3, ..walk_out() }];
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        state.step = 50;
        let mut terms = Terms::default();
        world.spec.mechanisms.calls.weigh(Seen { world: &world, state: &state, place: 0 }, &mut terms);
        let cost = world.spec.mechanisms.strike.cost_in(&world, 0, 0);
        assert_eq!(terms.called[0].map(|call| call.pull), Some(0.7 * cost));
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
}
