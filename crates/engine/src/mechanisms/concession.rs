//! M8 Concessions.

use crate::mechanism::{Mechanism, Seen};
use crate::parameter::range;
use crate::places::{PlaceState, Terms};
use crate::spec::Offer;
use crate::state::State;
use crate::world::World;
use crate::{owns, parameters};

parameters! {
    /// # Concession
    ///
    /// Relief for those whose demand is met, and the lesson that pressure works.
    ///
    /// The regime's table makes concessions: a demand, a generosity `e` and a credibility
    /// `q`, both in [0, 1]. Two effects of opposite sign follow; the net sign is an output.
    ///
    /// ```text
    /// satisfied[d] = max(satisfied[d], relief · e · q · δ_d / δ_d at the start)
    /// efficacy    += e,   d efficacy/dt = −efficacy / efficacy_hours
    /// u           += lesson · min(1, efficacy)
    /// ```
    ///
    /// In January 2022 a price of 90 tenge (3rd), of 50 (4th) and a resignation (5th) were
    /// each followed by *larger* crowds, so priors must allow small relief and a positive
    /// lesson. A demand that has lost weight relieves less: see `demand`.
    ///
    /// *Writes:* satisfied demands, efficacy.
    pub struct Concession {
        relief: f64 = 0.5, range(0.0, 1.0), "share", Assumed, "model M8, η: only the sign of relief − lesson is identified", "Share of a demand that a full and credible concession satisfies.";
        lesson: f64 = 0.03, range(0.0, 0.5), "utility", Assumed, "model M8, ξ", "Utility that a fresh, full concession adds for everybody.";
        efficacy_hours: f64 = 24.0, range(1.0, 500.0), "hours", Assumed, "model M8, τ_x", "Time in which the lesson fades.";
    }
}

impl Concession {
    /// An offer reaches a place.
    pub fn grant(&self, offer: Offer, start: f64, field: &mut PlaceState) {
        // Without the mechanism `demand` nothing is weighed, and nothing loses weight.
        let weight = if start > 0.0 { (field.demands[offer.demand] / start).min(1.0) } else { 1.0 };
        let met = self.relief * offer.generosity * offer.credibility * weight;
        let satisfied = &mut field.satisfied[offer.demand];
        *satisfied = satisfied.max(met);
        field.efficacy = (field.efficacy + offer.generosity).min(1.0);
    }
}

impl Mechanism for Concession {
    type Memory = ();
    const SILENT: &'static [(&'static str, f64)] = &[("relief", 0.0), ("lesson", 0.0)];
    owns! { place: satisfied, efficacy; }

    fn sense(&self, world: &World, state: &mut State) {
        let fades = libm::exp(-world.spec.clock.dt() / self.efficacy_hours);
        for field in &mut state.fields {
            field.efficacy *= fades;
        }
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        let lesson = self.lesson * seen.state.fields[seen.place].efficacy.min(1.0);
        terms.all += lesson;
        for strike in &mut terms.strike {
            *strike += lesson;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_relieves_what_it_meets_and_teaches_everybody() {
        let concession = Concession::default();
        let mut field = PlaceState { demands: [0.125; 8], ..PlaceState::default() };
        let offer = Offer { demand: 0, generosity: 0.8, credibility: 0.5 };
        concession.grant(offer, 0.125, &mut field);
        assert_eq!(field.satisfied[0], 0.5 * 0.8 * 0.5);
        assert_eq!(field.satisfied[1..], [0.0; 7]);
        assert_eq!(field.efficacy, 0.8);
        let met = field.satisfied[0];
        field.demands[0] = 0.01;
        field.satisfied[0] = 0.0;
        concession.grant(offer, 0.125, &mut field);
        assert!(field.satisfied[0] < 0.2 * met, "a demand that has lost weight relieves less");
    }

    #[test]
    fn the_lesson_fades_in_its_time_and_moves_squares_and_strikes_alike() {
        let world = World::build(crate::fixture::spec(), 1);
        let (concession, mut state) = (Concession::default(), world.state(1, 0));
        state.fields[0].efficacy = 1.0;
        (0..24).for_each(|_| concession.sense(&world, &mut state));
        let mut terms = Terms::default();
        concession.weigh(Seen { world: &world, state: &state, place: 0 }, &mut terms);
        assert!((terms.all - concession.lesson * libm::exp(-1.0)).abs() < 1e-12, "{}", terms.all);
        assert_eq!(terms.strike, [terms.all; 8]);
    }

    #[test]
    fn a_smaller_offer_takes_nothing_back() {
        let (concession, mut field) = (Concession::default(), PlaceState::default());
        for generosity in [0.8, 0.2] {
            concession.grant(Offer { demand: 0, generosity, credibility: 1.0 }, 0.0, &mut field);
        }
        assert_eq!((field.satisfied[0], field.efficacy), (0.4, 1.0));
    }
}
