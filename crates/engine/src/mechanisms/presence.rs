//! M3b Presence: who is mobilised, and who of them is in the street at this hour.

use crate::mechanism::{Mechanism, Seen};
use crate::mechanisms::calls::{Called, Calls};
use crate::mechanisms::participation::{Participation, rhythm};
use crate::mechanisms::travel::{Leg, Party, Travel};
use crate::parameter::range;
use crate::places::Terms;
use crate::state::State;
use crate::world::World;
use crate::{columns, parameters};
use groundswell_chance::draw::Purpose;

parameters! {
    /// # Presence
    ///
    /// Who is mobilised, and who of them is in the street at this hour.
    ///
    /// Without it whoever has gone out is in the street until they go home, so that crowds grow
    /// into the night. With it going out means taking part: for `days` on average, and longer or
    /// shorter as everything that acts on going home says. In the street is a share of those who
    /// take part, by the hour and the day:
    ///
    /// ```text
    /// X_p = s(hour, day) · M_p          M_p mobilised, X_p in the street
    /// s   = share · (workday, Saturday or Sunday) · r(hour) / (curfew by night)
    /// s   = share                                     while a call is on: see `calls`
    /// r   = night at 0–6, rises to 1 at 12–18, evening at 18–22, falls to night
    /// r(hour − shift_hours · z_pd)                    z standard normal, a new day at midnight
    /// μ   = (1 + disperse · Π) / (24 · days)          rate of going home, per hour
    /// ```
    ///
    /// Counted crowds, the square, deterrence, arrest and casualties see `X_p`. A block or a
    /// workplace sees which of its members take part: one knows that of one's neighbours at
    /// night too. Where people are called out at appointed hours they come at these, whatever the
    /// hour and the day, and less at others: from the announcement of a call until a week after it
    /// `s` is multiplied by `between`, outside the calls (decisions 0171 and 0308). Towns gather early on one day and late on another: with `shift_hours` the whole day
    /// of a place is that much earlier or later (decision 0310). A holiday is like a Sunday. `X_p` is a whole number of agents, rounded up
    /// or down by a draw for the place and the day.
    ///
    /// *Reads:* deterrence, curfew, the calendar, calls. *Writes:* crowds, rates of going home.
    pub struct Presence, enabled = false {
        days: f64 = 2.0, range(0.1, 60.0), "days", Assumed, "assumed: the flagship's wave lasted a week, others months", "How long somebody takes part, where nothing deters.";
        share: f64 = 0.8, range(0.01, 1.0), "share", Assumed, "assumed", "Share of those who take part that is in the street on the afternoon of a Sunday.";
        night: f64 = 0.03, range(0.0, 1.0), "share", Assumed, "assumed; squares held overnight by dozens to hundreds", "Presence at dead of night against the afternoon.";
        evening: f64 = 0.33, range(0.0, 1.0), "share", Data, "Atyrau, 4 January 2022: 5,000 at 14:00, 1,000–1,200 at 22:45", "Presence from 18 to 22 against the afternoon.";
        workday: f64 = 0.8, range(0.0, 1.0), "share", Assumed, "assumed", "Presence on a working day against a Sunday.";
        saturday: f64 = 1.0, range(0.0, 1.0), "share", Assumed, "assumed", "Presence on a Saturday against a Sunday.";
        between: f64 = 0.3, range(0.0, 1.0), "share", Assumed, "who waits for an appointment is seldom out before it", "Presence outside the hours of calls, where there are calls, against what it would be.";
        shift_hours: f64 = 0.0, range(0.0, 8.0), "hours", Assumed, "0: everywhere at the same hours. First hours given for nine days of places in January 2022, 10:00 to 23:00, differ by a standard deviation of 4, the choice of reporters in it", "How much earlier or later a day of a place is than that of others: a standard deviation.";
    }
}

/// Days since the start.
fn today(world: &World, state: &State) -> u32 {
    state.step / (24 * world.spec.clock.steps_per_hour)
}

impl Presence {
    /// Share of the mobilised of a place who are in the street in this step, there or at a call elsewhere.
    fn share(&self, world: &World, state: &State, p: usize) -> f64 {
        let (here, legs) = (self.share_here(world, state, p), state.memory.of::<Travel>().legs_from(p));
        // Of the land only those who get to a town or a call are in any street.
        if Travel::has_no_street(world, p) {
            return legs.iter().map(|leg| leg.share * self.share_of(leg, here)).sum();
        }
        legs.iter().fold(here, |share, leg| share + leg.share * (self.share_of(leg, here) - here))
    }

    /// The same of those who go: to a call at its share, to a town as at home.
    fn share_of(&self, leg: &Leg, here: f64) -> f64 {
        if leg.called && self.enabled { self.share } else { here }
    }

    /// The same of those who go to no call elsewhere.
    fn share_here(&self, world: &World, state: &State, p: usize) -> f64 {
        if !self.enabled {
            return 1.0;
        }
        let (clock, ahead) = (&world.spec.clock, &world.spec.places[p].ahead);
        let called = world.spec.mechanism::<Calls>().at(world, state, p);
        if called == Called::On {
            return self.share;
        }
        let between = if called == Called::Never { 1.0 } else { self.between };
        let hour = clock.hour_of_day(state.step, ahead);
        let (weekday, holiday) = clock.day(state.step, ahead);
        let day = match weekday {
            _ if holiday => 1.0,
            0..5 => self.workday,
            5 => self.saturday,
            _ => 1.0,
        };
        let by_night = state.fields[p].curfew && !(7..23).contains(&hour);
        let curfew = if by_night { world.spec.mechanism::<Participation>().curfew } else { 1.0 };
        let hour = f64::from(hour) - self.shift(world, state, p);
        self.share * day * between * rhythm(hour, self.night, self.evening) / curfew
    }

    /// How many hours later than elsewhere people of a place are out today.
    fn shift(&self, world: &World, state: &State, p: usize) -> f64 {
        if self.shift_hours == 0.0 {
            return 0.0;
        }
        let key = world.spec.unit_key(world.spec.places[p].unit, state.key);
        self.shift_hours * key.draw(Purpose::PresenceShift, p as u32, today(world, state)).normal(0)
    }

    /// How many agents of a place are in the street in this step.
    pub fn in_street(&self, world: &World, state: &State, p: usize) -> u32 {
        let mobilised = state.people.street.count(p);
        if mobilised == 0 || !self.enabled && !Travel::has_no_street(world, p) {
            return mobilised;
        }
        let day = today(world, state);
        // One number for the whole day: a crowd that does not change is not seen to flicker.
        let up = state.key.draw(Purpose::Presence, p as u32, day).uniform(0);
        libm::floor(f64::from(mobilised) * self.share(world, state, p) + up).min(f64::from(mobilised)) as u32
    }

    /// How many agents stand in each place in this step, and who of them live elsewhere.
    pub fn gather(&self, world: &World, state: &State) -> (Vec<u32>, Vec<Party>) {
        let mut there: Vec<u32> = (0..world.spans.len()).map(|p| self.in_street(world, state, p)).collect();
        let day = today(world, state);
        let legs = &state.memory.of::<Travel>().legs;
        let mut parties = Vec::new();
        for legs in legs.chunk_by(|a, b| a.from == b.from) {
            let from = legs[0].from as usize;
            let out = there[from];
            // Those who go to a call are out at its share, which is more than that of all.
            let (here, all) = (self.share_here(world, state, from), self.share(world, state, from));
            let up = state.key.draw(Purpose::Travel, from as u32, day).uniform(0);
            let (mut share, mut gone) = (0.0, 0);
            for leg in legs {
                share += leg.share * self.share_of(leg, here) / all;
                let away = (libm::floor(f64::from(out) * share + up) as u32).min(out);
                parties.push(Party { from: leg.from, to: leg.to, agents: away - gone });
                gone = away;
            }
        }
        parties.retain(|party| party.agents > 0);
        for party in &parties {
            there[party.from as usize] -= party.agents;
            there[party.to as usize] += party.agents;
        }
        (there, parties)
    }
}

impl Mechanism for Presence {
    type Memory = ();
    columns! {
        place mobilised: Count, "adults", "adults who take part, whether or not they are in the street at this hour",
            |world, state, p| f64::from(state.people.street.count(p)) * world.scale();
        nation mobilised: Count, "adults", "adults who take part, whether or not they are in the street at this hour",
            |world, state| (0..world.spans.len()).map(|p| f64::from(state.people.street.count(p))).sum::<f64>() * world.scale(),
            curve("Taking part");
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        let disperse = seen.world.spec.mechanism::<Participation>().disperse;
        terms.stays = true;
        terms.leave = (1.0 + disperse * seen.state.fields[seen.place].deterrence) / (24.0 * self.days);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::spec::{Call, CallTo, Recurrence, Spec};
    use crate::step::step;

    fn country(change: impl Fn(&mut Presence)) -> World {
        let mut spec = fixture::lively();
        spec.mechanisms.presence.enabled = true;
        change(&mut spec.mechanisms.presence);
        World::build(spec, 1)
    }

    /// Crowd and mobilised of the country at each hour.
    fn course(world: &World, hours: u32) -> Vec<(f64, f64)> {
        let mut state = world.state(1, 0);
        (0..hours)
            .map(|_| {
                step(world, &mut state);
                let mobilised: u32 = (0..world.spans.len()).map(|p| state.people.street.count(p)).sum();
                (state.nation.crowd, f64::from(mobilised))
            })
            .collect()
    }

    #[test]
    fn crowds_come_by_day_and_go_by_night_and_come_again() {
        let world = country(|_| {});
        let seen = course(&world, 72);
        for day in 1..3 {
            let (noon, night, late) = (seen[24 * day + 14], seen[24 * day + 3], seen[24 * day + 22]);
            assert!(noon.0 > 10.0 * night.0 && night.0 > 0.0, "{noon:?} {night:?}");
            // The recorded ratio of Atyrau was 4.2 to 5.
            let ratio = noon.0 / noon.1 / (late.0 / late.1);
            assert!((4.1..4.7).contains(&ratio), "{ratio}");
            assert!(night.1 > 0.5 * noon.1, "the mobilised stay: {night:?} {noon:?}");
        }
    }

    #[test]
    fn a_day_of_a_place_is_early_or_late_and_another_place_and_day_is_not_the_same() {
        let world = country(|presence| presence.shift_hours = 2.0);
        let mut state = world.state(1, 0);
        let presence = &world.spec.mechanisms.presence;
        let mut shifts = Vec::new();
        for day in 0..400 {
            state.step = 24 * day + 14;
            shifts.push([0, 1].map(|p| presence.shift(&world, &state, p)));
            state.step += 5;
            assert_eq!(presence.shift(&world, &state, 0), shifts[day as usize][0], "one for the whole day");
        }
        let mean = |of: &dyn Fn(&[f64; 2]) -> f64| shifts.iter().map(of).sum::<f64>() / 400.0;
        assert!((mean(&|s| s[0] * s[0]) - 4.0).abs() < 1.0, "a standard deviation of two hours");
        assert!(mean(&|s| s[0] * s[1]).abs() < 0.8, "places do not move together");
    }

    #[test]
    fn what_is_late_is_there_at_night() {
        let world = country(|presence| presence.shift_hours = 1.0);
        let mut state = world.state(1, 0);
        let presence = &world.spec.mechanisms.presence;
        let mut seen: Vec<(f64, f64)> = Vec::new();
        for day in 0..40 {
            state.step = 24 * day + 22;
            seen.push((presence.shift(&world, &state, 0), presence.share(&world, &state, 0)));
        }
        let late = seen.iter().filter(|(shift, _)| *shift > 0.3).map(|s| s.1).fold(1.0, f64::min);
        let early = seen.iter().filter(|(shift, _)| *shift < -0.3).map(|s| s.1).fold(0.0, f64::max);
        assert!(late > early && early > 0.0, "{late} {early}");
    }

    #[test]
    fn a_working_day_and_a_short_stay_mean_fewer_in_the_street() {
        let hours = |change: fn(&mut Presence)| course(&country(change), 72).iter().map(|seen| seen.0).sum::<f64>();
        let plain = hours(|_| {});
        assert!(hours(|m| m.workday = 0.4) < 0.8 * plain);
        assert!(hours(|m| m.days = 0.2) < 0.8 * plain);
        // The fixture begins on a Monday: neither Saturday nor Sunday has come.
        assert_eq!(hours(|m| m.saturday = 0.2), plain);
    }

    #[test]
    fn a_call_brings_out_those_who_take_part_and_between_calls_few_come() {
        let mut spec = fixture::lively();
        spec.mechanisms.presence.enabled = true;
        spec.mechanisms.calls.enabled = true;
        spec.calls = vec![Call {
            name: "evenings".into(),
            enabled: true,
            when: Recurrence::Weekly { days: [true; 7], hour: 20.0, from: 0.0, until: f64::INFINITY },
            to: CallTo::Gather,
            announced: None,
            hours: 2.0,
            places: vec![true; 3],
            strength: 0.05,
        }];
        let seen = course(&World::build(spec, 1), 72);
        for day in 1..3 {
            let share = |hour: usize| seen[24 * day + hour].0 / seen[24 * day + hour].1;
            assert!((share(20) - 0.8).abs() < 0.05, "all who come are there when called: {}", share(20));
            assert!((share(14) - 0.8 * 0.8 * 0.3).abs() < 0.05, "{}", share(14));
            let (during, after) = (seen[24 * day + 21].1, seen[24 * day + 23].1);
            assert!(after > 0.8 * during, "they go home and still take part: {after} of {during}");
        }
    }

    #[test]
    fn who_knows_of_a_call_waits_for_it_and_rests_a_week_after_it() {
        let mut spec = fixture::lively();
        spec.mechanisms.presence.enabled = true;
        spec.mechanisms.calls.enabled = true;
        spec.calls = vec![Call {
            name: "march".into(),
            enabled: true,
            when: Recurrence::Once(84.0),
            to: CallTo::Gather,
            announced: None,
            hours: 4.0,
            places: vec![true; 3],
            strength: 0.0,
        }];
        let seen = |announced: Option<f64>, strength: f64| {
            let call = Call { announced, strength, ..spec.calls[0].clone() };
            let world = World::build(Spec { calls: vec![call], ..spec.clone() }, 1);
            let (presence, mut state) = (&world.spec.mechanisms.presence, world.state(1, 0));
            let mut share = |hour| {
                state.step = hour;
                presence.share(&world, &state, 0)
            };
            [40, 64, 86, 110, 84 + 168 + 4].map(&mut share)
        };
        let [never, unsaid, said] = [seen(None, 0.0), seen(None, 0.1), seen(Some(48.0), 0.1)];
        let between = spec.mechanisms.presence.between;
        assert_eq!(
            [unsaid[0], unsaid[1], said[0]],
            [never[0], never[1], never[0]],
            "nobody waits for what is not known"
        );
        assert_eq!(said[1], never[1] * between);
        assert_eq!([unsaid[2], said[2]], [spec.mechanisms.presence.share; 2], "the call itself");
        assert_eq!([unsaid[3], said[3]], [never[3] * between; 2], "the day after");
        assert_eq!([unsaid[4], said[4]], [never[4]; 2], "a week later");
    }

    #[test]
    fn no_more_are_taken_than_are_there() {
        let world = country(|_| {});
        let mut state = world.state(1, 0);
        (0..16).for_each(|_| step(&world, &mut state));
        let (there, mobilised) =
            (world.spec.mechanisms.presence.in_street(&world, &state, 0), state.people.street.count(0));
        state.quotas[0].arrests = 1_000_000;
        crate::crowd::custody::carry_out(&world, &mut state);
        assert!(0 < there && there < mobilised);
        assert_eq!(state.people.street.count(0), mobilised - there);
    }

    #[test]
    fn a_curfew_empties_the_night_and_deterrence_ends_a_mobilisation() {
        let world = country(|_| {});
        let (presence, mut state) = (&world.spec.mechanisms.presence, world.state(1, 0));
        state.step = 24;
        let free = presence.share(&world, &state, 0);
        state.fields[0].curfew = true;
        let factor = world.spec.mechanisms.people.curfew;
        assert!((presence.share(&world, &state, 0) * factor / free - 1.0).abs() < 1e-12);
        let leave = |deterrence: f64| {
            let mut state = world.state(1, 0);
            state.fields[0].deterrence = deterrence;
            let mut terms = Terms::default();
            presence.weigh(Seen { world: &world, state: &state, place: 0 }, &mut terms);
            terms.leave
        };
        assert!((leave(0.0) - 1.0 / 48.0).abs() < 1e-12, "two days");
        assert!((leave(0.5) / leave(0.0) - 1.0 - 0.5 * world.spec.mechanisms.people.disperse).abs() < 1e-12);
    }
}
