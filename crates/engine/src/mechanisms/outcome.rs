//! M16 Outcome: how a run ends, by stated rules.

mod evidence;

pub use evidence::{DemandMet, OTHER_DEMAND, OutcomeClass, OutcomeEvidence};

use crate::mechanism::Mechanism;
use crate::parameter::range;
use crate::parameters;
use crate::state::State;
use crate::world::World;

parameters! {
    /// # Outcome
    ///
    /// How a run ends, by rules that are stated before it is looked at. Several can hold.
    ///
    /// | class | rule |
    /// |---|---|
    /// | `O0` no mobilisation | the peak stays below `nobody` of the adults |
    /// | `O1` local episode | at most `local_units` units ever have a reportable crowd |
    /// | `O2` conceded | a demand is met and stays met `credible_days`, and the crowd fell by 90 % within `conceded_days` of that, without a lethal order |
    /// | `O2p` conceded in part | the same under a lethal order: the demands that were met are named |
    /// | `O3` crushed | a lethal order or mass arrests, the crowd fell by 95 % within `crushed_days` of its peak, or of a first lethal order after it, the ruler stays |
    /// | `O3p` worn down | the same, but the crowd fell by 90 %, and later than that |
    /// | `O4` leadership change inside the regime | the ruler is gone and the institutions stand (not `O6`) |
    /// | `O4p` the same in part | the ruler stays; the government or a security chief is replaced |
    /// | `O5` military rule | more than `half` of the forces refuse or have changed sides, and the army holds the capital |
    /// | `O6` regime collapse | the ruler is gone, more than `half` of the forces are not loyal and more than `half` of the elite is out |
    /// | `O7` protracted armed conflict | two armed sides for more than `conflict_days` |
    /// | `O8` dual power | more than `council_share` of places run by committees for `council_days` |
    /// | `O9` unresolved | none of these |
    ///
    /// The rules are one function of a few observed facts ([`OutcomeEvidence`]) that does not know
    /// whether they come from a run or from a table of what was recorded. What a source
    /// does not tell is unknown, and a rule that needs it does not hold. Before it may
    /// classify runs the function must return what history was from the recorded facts of
    /// Kazakhstan 2022, Leipzig 1989, Egypt 2011 and France 2005: a test.
    ///
    /// In a run, a demand is met where offers of generosity times credibility of at least
    /// `met` reach more than half of the adults; which places committees run is theirs to
    /// say (`run` of committees); the crowd fell in the first step after which it stays
    /// below, for a day at least, so that a night is no fall; there are two armed sides while more than `armed` of the
    /// forces refuse and members of the forces were killed in the last day; the army holds
    /// the capital while troops sent there outnumber a crowd that is there. Outcomes are
    /// scored, never fitted.
    ///
    /// `reportable` is the same number of people at every scale. Where an agent stands for more
    /// than half of it, two agents are needed: one who is out alone is no crowd, and at a finer
    /// scale would be a few people here and there (decision 0151).
    pub struct Outcome {
        nobody: f64 = 0.00001, range(0.0, 0.01), "share of adults", Literature, "model M16, O0", "Peak below which there was no mobilisation.";
        local_units: f64 = 2.0, range(0.0, 100.0), "units", Literature, "model M16, O1", "Units up to which an episode is local.";
        reportable: f64 = 50.0, range(1.0, 10000.0), "people", Assumed, "gatherings of dozens were reported (Petropavl, Kostanay)", "Crowd in one town that would be reported: a unit with one is active.";
        mass_arrests: f64 = 0.05, range(0.0, 1.0), "share of the peak", Assumed, "model M16, O3", "Detentions, as a share of the peak crowd, that count as mass arrests.";
        met: f64 = 0.5, range(0.0, 1.0), "share", Assumed, "model M16, O2", "Generosity times credibility from which an offer meets a demand.";
        credible_days: f64 = 10.0, range(0.0, 100.0), "days", Assumed, "model M16, O2", "Days for which a demand must stay met, or to the end of a shorter run.";
        conceded_days: f64 = 7.0, range(0.0, 100.0), "days", Assumed, "model M16, O2", "Days within which the crowd falls after a demand is met.";
        crushed_days: f64 = 10.0, range(0.0, 100.0), "days", Assumed, "model M16, O3", "Days within which a crushed crowd falls.";
        half: f64 = 0.5, range(0.0, 1.0), "share", Assumed, "model M16, O5, O6", "Share of forces, or of the elite, without which a regime does not stand.";
        armed: f64 = 0.1, range(0.0, 1.0), "share of forces", Assumed, "model M16, O7", "Share of forces refusing from which there can be a second armed side.";
        conflict_days: f64 = 14.0, range(0.0, 100.0), "days", Literature, "model M16, O7", "Days of two armed sides that are a protracted conflict.";
        council_share: f64 = 0.25, range(0.0, 1.0), "share of places", Literature, "model M16, O8", "Share of places run by committees that is a second power.";
        council_days: f64 = 7.0, range(0.0, 100.0), "days", Literature, "model M16, O8", "Days for which it must last.";
    }
}

impl Outcome {
    /// People from which a crowd is reported where one agent stands for `scale` adults: the same at every scale, as
    /// long as it takes two agents.
    pub fn reportable_at(&self, scale: u32) -> f64 {
        if scale == 1 { self.reportable } else { self.reportable.max(2.0 * f64::from(scale)) }
    }

    /// The classes that hold at the end of a run; none where nobody is to judge.
    pub fn classify(&self, world: &World, state: &State) -> Vec<OutcomeClass> {
        if !self.enabled {
            return Vec::new();
        }
        self.judge(&self.evidence(world, state))
    }

    /// What a run tells of itself.
    pub fn evidence(&self, world: &World, state: &State) -> OutcomeEvidence {
        let record = &state.record;
        let hours = |step: u32| world.spec.clock.hours(step);
        OutcomeEvidence {
            adults: Some(world.adults.iter().sum()),
            peak: Some(record.peak),
            peak_hour: Some(hours(record.peak_step)),
            units_active: Some(record.onset.iter().flatten().count() as f64),
            fell_90: record.fell_90.map(hours),
            fell_95: record.fell_95.map(hours),
            lethal: record.lethal.is_some(),
            lethal_hour: record.lethal.map(hours),
            detained: state.nation.detained,
            met: self.met(world, state),
            replaced: record.dismissed.is_some() || self.government_resigned(world, state),
            ruler_gone: record.ruler_gone.is_some(),
            not_loyal: Some(record.refusing),
            elite_left: Some(record.elite_left),
            army_in_capital: record.army_in_capital,
            armed_days: hours(record.armed) / 24.0,
            council_days: hours(record.councils.most) / 24.0,
        }
    }

    /// The demands that standing offers of the regime's table have met in most of the
    /// country, and when.
    fn met(&self, world: &World, state: &State) -> Vec<DemandMet> {
        let adults: f64 = world.adults.iter().sum();
        let mut met: Vec<DemandMet> = Vec::new();
        for (order, instances) in world.spec.orders.iter().zip(&state.orders) {
            let given = instances.iter().enumerate().filter(|(_, instance)| instance.given > 0);
            let (mut reached, mut last) = (0.0, 0);
            for (i, instance) in given {
                let places = crate::mechanisms::regime::places(world, order, i);
                reached += places.into_iter().map(|p| world.adults[p]).sum::<f64>();
                last = last.max(instance.since);
            }
            if reached <= 0.5 * adults {
                continue;
            }
            // What was granted is not taken back with the order: it stays to the end.
            let hour = world.spec.clock.hours(last);
            for offer in order.offers.iter().filter(|o| o.generosity * o.credibility >= self.met) {
                met.push(DemandMet { demand: offer.demand, hour, days: f64::INFINITY });
            }
        }
        met
    }

    fn government_resigned(&self, world: &World, state: &State) -> bool {
        let resigns =
            |offer: &crate::spec::Offer| offer.demand == evidence::NATIONAL_RESIGNATION && offer.generosity >= 0.5;
        let mut orders = world.spec.orders.iter().zip(&state.orders);
        orders.any(|(order, instances)| order.offers.iter().any(resigns) && instances.iter().any(|i| i.given > 0))
    }
}

impl Mechanism for Outcome {
    type Memory = ();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::record::{Councils, RunRecord};
    use crate::spec::Offer;
    use crate::spec::{Order, Scope, When};

    fn classes(change: impl Fn(&mut State)) -> Vec<OutcomeClass> {
        classes_when(0.5, change)
    }

    fn classes_when(met: f64, change: impl Fn(&mut State)) -> Vec<OutcomeClass> {
        let mut spec = fixture::spec();
        spec.mechanisms.outcome.met = met;
        let order = Order::idle("price", Scope::Nation, When::Dated { from: 90.0, until: 91.0 });
        spec.orders = vec![Order { offers: vec![Offer { demand: 0, generosity: 1.0, credibility: 0.8 }], ..order }];
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        state.record = RunRecord {
            peak: 5000.0,
            peak_step: 100,
            fell_90: Some(150),
            fell_95: Some(160),
            onset: vec![Some(10), Some(20), Some(30)],
            ..RunRecord::default()
        };
        change(&mut state);
        world.spec.mechanisms.outcome.classify(&world, &state)
    }

    fn give(state: &mut State) {
        (state.orders[0][0].given, state.orders[0][0].since) = (1, 90);
    }

    #[test]
    fn a_run_is_judged_by_what_it_remembers() {
        assert_eq!(classes(|s| s.record.peak = 0.1), [OutcomeClass::O0]);
        assert_eq!(classes(|s| s.record.onset = vec![Some(1), None, None]), [OutcomeClass::O1]);
        assert_eq!(classes(give), [OutcomeClass::O2]);
        assert_eq!(classes_when(0.9, give), [OutcomeClass::O9], "an offer of .8 is not enough");
        assert_eq!(classes(|s| s.record.lethal = Some(110)), [OutcomeClass::O3]);
        assert_eq!(classes(|s| s.nation.detained = 400.0), [OutcomeClass::O3]);
        assert_eq!(classes(|_| ()), [OutcomeClass::O9]);
        let both = |s: &mut State| {
            give(s);
            s.record.lethal = Some(80);
        };
        assert_eq!(classes(both), [OutcomeClass::O2Part, OutcomeClass::O3]);
        assert_eq!(classes(|s| s.record.dismissed = Some(100)), [OutcomeClass::O4Part]);
        assert_eq!(
            classes(|s| (s.record.armed, s.record.councils) = (14 * 24 + 1, Councils { now: 0, most: 7 * 24 })),
            [OutcomeClass::O7, OutcomeClass::O8]
        );
    }
}
