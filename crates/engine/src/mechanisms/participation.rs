//! M3 Participation.

use crate::mechanism::{Mechanism, Seen};
use crate::members::Members;
use crate::parameter::{choice, range};
use crate::places::{Disposition, Terms};
use crate::spec::{Place, Spec};
use crate::state::State;
use crate::world::World;
use crate::{parameters, words};

parameters! {
    /// # Participation
    ///
    /// Who goes out, and who goes home.
    ///
    /// The rate of going out is log-linear in the utility and capped:
    ///
    /// ```text
    /// λ = a(hour) · min(cap, base · exp((u − threshold)/noise))     per hour
    /// ```
    ///
    /// where `u` collects every other mechanism's term. Log-linear because utilities then
    /// factor (a whole town is one sum), because `noise` is a real parameter (Brock &
    /// Durlauf 2001: quantal response; towards 0 it is the deterministic threshold of
    /// Granovetter 1978 and Kuran 1989), and because it is the intensity of a point process.
    /// `response = "threshold"` is the other structure: everybody above the threshold
    /// goes out at the cap, with `threshold_noise` around it.
    ///
    /// The rate of going home is the same for the whole crowd of a place:
    ///
    /// ```text
    /// μ = leave · (1 + night · (1 − a(hour))) · (curfew by night) · (1 + disperse · Π · order)
    /// ```
    ///
    /// Who was out within `memory_hours` goes out again more easily, by `memory`.
    /// Working hours keep the employed of workplaces back by `work`.
    ///
    /// *Writes:* threshold, rhythm of the day, rates of going home, risk classes.
    pub struct Participation {
        threshold: f64 = 0.62, range(0.0, 3.0), "utility", Assumed, "fitted; enters one constant with hardship and base (model §5)", "What must be outweighed before people go out.";
        noise: f64 = 0.05, range(0.005, 1.0), "utility", Assumed, "model M3: the scale is fixed, as only ratios to it are identified", "Scale of what makes people differ from their utility.";
        base: f64 = 0.05, range(0.0, 1.0), "per hour", Assumed, "model M3, λ_0", "Rate of going out at the threshold.";
        cap: f64 = 0.15, range(0.001, 2.0), "per hour", Assumed, "model M3, λ_cap", "Highest rate of going out.";
        response: Response = Response::LogLinear, choice(Response::WORDS), "word", Assumed, "model M3; the second structure of model §10", "How the rate follows the utility.";
        threshold_noise: f64 = 0.01, range(0.005, 0.5), "utility", Assumed, "second structure", "Noise under `response = \"threshold\"`.";
        leave: f64 = 0.12, range(0.0, 2.0), "per hour", Assumed, "model M3, μ_0", "Rate of going home by day.";
        night: f64 = 3.0, range(0.0, 20.0), "factor", Assumed, "model M3; Atyrau 5,000 at 14:00, 1,000–1,200 at 22:45", "How much faster crowds go home at dead of night.";
        curfew: f64 = 1.5, range(1.0, 20.0), "factor", Assumed, "model M3", "Factor of going home while a curfew holds, from 23 to 7.";
        disperse: f64 = 2.0, range(0.0, 50.0), "factor", Assumed, "model M3, disp", "How much faster crowds go home under full deterrence.";
        memory: f64 = 0.10, range(0.0, 0.5), "utility", Assumed, "model M3, m", "Utility that having been out adds.";
        memory_hours: f64 = 48.0, range(1.0, 250.0), "hours", Assumed, "model M3", "For how long.";
        work: f64 = 0.03, range(0.0, 0.5), "utility", Assumed, "model M3, κ", "What working hours cost those employed in workplaces.";
        night_activity: f64 = 0.05, range(0.0, 1.0), "share", Assumed, "model M3: .03–.08", "How lively the dead of night is.";
        evening_activity: f64 = 0.6, range(0.0, 1.0), "share", Assumed, "model M3; rallies at 20:00 and 23:00 in Aktau and Oral", "How lively 18 to 22 is.";
        risk_averse: f64 = 0.25, range(0.0, 1.0), "share", Assumed, "model M3: .15, .25, .35, .25", "Share of the most averse to risk; the others keep their proportions.";
    }
}

words! {
    /// How the rate of going out follows the utility.
    pub enum Response {
        /// In proportion to the exponential of the utility, up to the cap.
        LogLinear = "loglinear",
        /// At the cap above the threshold, hardly at all below it.
        Threshold = "threshold",
    }
}

/// The law of going out, with the response already chosen.
#[derive(Clone, Copy, Debug)]
pub struct TurnoutLaw {
    /// Rate at the threshold, per hour.
    pub base: f64,
    /// Highest rate, per hour.
    pub cap: f64,
    /// Scale of utility.
    pub noise: f64,
}

/// Aversion to risk of the four classes (model M3, R_i).
pub const RISK: [f64; 4] = [0.10, 0.30, 0.55, 0.80];

impl Participation {
    /// The law of going out.
    #[inline]
    pub fn law(&self) -> TurnoutLaw {
        match self.response {
            Response::LogLinear => TurnoutLaw { base: self.base, cap: self.cap, noise: self.noise },
            Response::Threshold => TurnoutLaw { base: self.cap, cap: self.cap, noise: self.threshold_noise },
        }
    }

    /// How lively an hour of the day is, in [0, 1].
    pub fn activity(&self, hour: u32) -> f64 {
        rhythm(f64::from(hour), self.night_activity, self.evening_activity)
    }
}

/// The rhythm of a day against its afternoon, given dead of night and evening. Before 0 and from
/// 24 on it is night.
pub fn rhythm(hour: f64, night: f64, evening: f64) -> f64 {
    let between = |from: f64, to: f64, share: f64| from + (to - from) * share;
    match hour {
        ..6.0 => night,
        6.0..12.0 => between(night, 1.0, (hour - 5.0) / 7.0),
        12.0..18.0 => 1.0,
        18.0..22.0 => evening,
        22.0..24.0 => between(evening, night, (hour - 21.0) / 3.0),
        _ => night,
    }
}

impl Mechanism for Participation {
    type Memory = ();

    fn settle(&self, _: &Spec, _: &Place, people: &mut Disposition) {
        let rest = (1.0 - self.risk_averse) / 0.75;
        people.risk = [0.15 * rest, 0.25 * rest, 0.35 * rest, self.risk_averse];
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        let (world, field) = (seen.world, &seen.state.fields[seen.place]);
        let clock = &world.spec.clock;
        let ahead = &world.spec.places[seen.place].ahead;
        let hour = clock.hour_of_day(seen.state.step, ahead);
        let activity = self.activity(hour);
        terms.all -= self.threshold;
        if clock.at_work(seen.state.step, ahead) {
            terms.at_work -= self.work;
        }
        terms.activity = activity;
        let by_night = field.curfew && !(7..23).contains(&hour);
        terms.leave += self.leave
            * (1.0 + self.night * (1.0 - activity))
            * if by_night { self.curfew } else { 1.0 }
            * (1.0 + self.disperse * field.deterrence);
    }

    /// Nobody is in the street, on the way back to it, or known to have been there.
    fn leave(&self, _: &World, state: &mut State) {
        let people = &mut state.people;
        [&mut people.street, &mut people.rested, &mut people.known].into_iter().for_each(Members::clear);
        state.left.clear();
        state.active.fill(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_has_a_rhythm_and_no_jumps_upwards_at_night() {
        let people = Participation::default();
        assert_eq!(people.activity(3), people.night_activity);
        assert_eq!(people.activity(14), 1.0);
        assert!(people.activity(23) < people.activity(19));
        assert!((0..24).all(|h| (0.0..=1.0).contains(&people.activity(h))));
    }

    #[test]
    fn mornings_rise_evenings_fall_and_all_are_averse_to_risk_in_some_degree() {
        let people = Participation::default();
        assert!((6..11).all(|hour| people.activity(hour) < people.activity(hour + 1)));
        assert!((21..23).all(|hour| people.activity(hour) > people.activity(hour + 1)));
        let risk = |risk_averse: f64| {
            let (spec, mut settled) = (crate::fixture::spec(), Disposition::default());
            Participation { risk_averse, ..Participation::default() }.settle(&spec, &spec.places[0], &mut settled);
            settled.risk
        };
        for share in [0.0, 0.25, 0.9] {
            assert!(
                (risk(share).iter().sum::<f64>() - 1.0).abs() < 1e-12 && risk(share)[3] == share,
                "{:?}",
                risk(share)
            );
        }
    }

    #[test]
    fn crowds_go_home_faster_at_night_under_a_curfew_and_where_they_are_dispersed() {
        let world = World::build(crate::fixture::spec(), 1);
        let people = &world.spec.mechanisms.people;
        let leave = |hour: u32, curfew: bool, deterrence: f64| {
            let mut state = world.state(1, 0);
            state.step = hour;
            (state.fields[0].curfew, state.fields[0].deterrence) = (curfew, deterrence);
            let mut terms = Terms::default();
            people.weigh(Seen { world: &world, state: &state, place: 0 }, &mut terms);
            terms.leave / people.leave
        };
        assert_eq!([leave(14, false, 0.0), leave(14, true, 0.0)], [1.0, 1.0]);
        let night = 1.0 + people.night * (1.0 - people.night_activity);
        assert!((leave(3, false, 0.0) - night).abs() < 1e-12);
        assert!((leave(3, true, 0.0) - night * people.curfew).abs() < 1e-12);
        assert!((leave(14, false, 0.5) - 1.0 - 0.5 * people.disperse).abs() < 1e-12);
    }
}
