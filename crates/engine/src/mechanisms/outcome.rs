//! M16 Outcome: how a run ends, by stated rules.

mod evidence;

pub use evidence::{Class, Evidence, Met};

use crate::mechanism::Mechanism;
use crate::parameter::range;
use crate::parameters;
use crate::places::Posture;
use crate::state::State;
use crate::world::World;
use serde::{Deserialize, Serialize};

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
    /// | `O3` crushed | a lethal order or mass arrests, the crowd fell by 95 % within `crushed_days` of its peak, the ruler stays |
    /// | `O4` leadership change inside the regime | the ruler is gone and the institutions stand (not `O6`) |
    /// | `O4p` the same in part | the ruler stays; the government or a security chief is replaced |
    /// | `O5` military rule | more than `half` of the forces refuse or have changed sides, and the army holds the capital |
    /// | `O6` regime collapse | the ruler is gone, more than `half` of the forces are not loyal and more than `half` of the elite is out |
    /// | `O7` protracted armed conflict | two armed sides for more than `conflict_days` |
    /// | `O8` dual power | more than `council_share` of places run by committees for `council_days` |
    /// | `O9` unresolved | none of these |
    ///
    /// The rules are one function of a few observed facts ([`Evidence`]) that does not know
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

/// What the classification needs to remember of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Largest national crowd, in adults.
    pub peak: f64,
    /// Step of the peak.
    pub peak_step: u32,
    /// First step after the peak from which on the crowd has stayed at 10 % of it or less,
    /// once it has for a day.
    pub fell_90: Option<u32>,
    /// The same for 95 %.
    pub fell_95: Option<u32>,
    /// Steps since which the crowd has been at 10 % and at 5 % of the peak or less.
    pub low: [Option<u32>; 2],
    /// First step with a reportable crowd in one of its towns, by unit.
    pub onset: Vec<Option<u32>>,
    /// First step with strikers, by unit.
    pub strike_onset: Vec<Option<u32>>,
    /// Largest crowd of each unit, in adults.
    pub unit_peak: Vec<f64>,
    /// First step of a lethal posture anywhere.
    pub lethal: Option<u32>,
    /// Step of the last offer.
    pub offer: Option<u32>,
    /// Step in which a security chief was dismissed or arrested. For `elites` to set.
    pub dismissed: Option<u32>,
    /// Step in which the ruler was gone. For `elites` or `regime` to set; set here when
    /// neither forces nor elite are left.
    pub ruler_gone: Option<u32>,
    /// Largest share of the forces in units that refuse or have changed sides.
    pub refusing: f64,
    /// Largest share of the elite that had left.
    pub elite_left: f64,
    /// Whether the army holds the capital at present.
    pub army_in_capital: bool,
    /// Step in which a member of the forces was last killed, and how many had been by then.
    pub clash: (u32, f64),
    /// Steps with two armed sides.
    pub armed: u32,
    /// Steps since more than the share of places have been run by committees, and the most so far.
    pub councils: (u32, u32),
}

impl Outcome {
    /// The classes that hold at the end of a run.
    pub fn classify(&self, world: &World, state: &State) -> Vec<Class> {
        self.judge(&self.evidence(world, state))
    }

    /// What a run tells of itself.
    pub fn evidence(&self, world: &World, state: &State) -> Evidence {
        let record = &state.record;
        let hours = |step: u32| world.spec.clock.hours(step);
        Evidence {
            adults: Some(world.adults.iter().sum()),
            peak: Some(record.peak),
            peak_hour: Some(hours(record.peak_step)),
            units_active: Some(record.onset.iter().flatten().count() as f64),
            fell_90: record.fell_90.map(hours),
            fell_95: record.fell_95.map(hours),
            lethal: record.lethal.is_some(),
            detained: state.nation.detained,
            met: self.met(world, state),
            replaced: record.dismissed.is_some() || self.government_resigned(world, state),
            ruler_gone: record.ruler_gone.is_some(),
            not_loyal: Some(record.refusing),
            elite_left: Some(record.elite_left),
            army_in_capital: record.army_in_capital,
            armed_days: hours(record.armed) / 24.0,
            council_days: hours(record.councils.1) / 24.0,
        }
    }

    /// The demands that standing offers of the regime's table have met in most of the
    /// country, and when.
    fn met(&self, world: &World, state: &State) -> Vec<Met> {
        let adults: f64 = world.adults.iter().sum();
        let mut met: Vec<Met> = Vec::new();
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
                met.push(Met { demand: offer.demand, hour, days: f64::INFINITY });
            }
        }
        met
    }

    fn government_resigned(&self, world: &World, state: &State) -> bool {
        let resigns = |offer: &crate::mechanisms::concession::Offer| {
            offer.demand == evidence::NATIONAL_RESIGNATION && offer.generosity >= 0.5
        };
        let mut orders = world.spec.orders.iter().zip(&state.orders);
        orders.any(|(order, instances)| order.offers.iter().any(resigns) && instances.iter().any(|i| i.given > 0))
    }
}

/// The largest crowd in one town of each unit. The rural remainder of a unit is spread
/// over hundreds of villages: its sum is no gathering.
pub fn gatherings(world: &World, state: &State) -> Vec<f64> {
    let mut largest = vec![0.0f64; world.spec.units as usize];
    for (field, place) in state.fields.iter().zip(&world.spec.places).filter(|(_, place)| !place.rural) {
        let unit = &mut largest[place.unit as usize];
        *unit = unit.max(field.crowd);
    }
    largest
}

impl Mechanism for Outcome {
    fn note(&self, world: &World, state: &mut State) {
        let (step, crowd) = (state.step, state.nation.crowd);
        let units = world.spec.units as usize;
        let gatherings = gatherings(world, state);
        let (mut crowds, mut strikers) = (vec![0.0; units], vec![0.0; units]);
        for (field, place) in state.fields.iter().zip(&world.spec.places) {
            crowds[place.unit as usize] += field.crowd;
            strikers[place.unit as usize] += field.strikers.iter().sum::<f64>();
        }
        let lethal = state.fields.iter().any(|f| f.posture == Posture::Lethal);
        let offered = state
            .orders
            .iter()
            .zip(&world.spec.orders)
            .filter(|(_, order)| !order.offers.is_empty())
            .flat_map(|(instances, _)| instances.iter().filter(|i| i.given > 0).map(|i| i.since))
            .max();
        let record = &mut state.record;
        record.onset.resize(units, None);
        record.strike_onset.resize(units, None);
        record.unit_peak.resize(units, 0.0);
        if crowd > record.peak {
            (record.peak, record.peak_step) = (crowd, step);
            (record.fell_90, record.fell_95, record.low) = (None, None, [None; 2]);
        } else if record.peak > 0.0 {
            let day = 24 * world.spec.clock.steps_per_hour;
            let fell = [&mut record.fell_90, &mut record.fell_95];
            for ((fell, low), left) in fell.into_iter().zip(&mut record.low).zip([0.10, 0.05]) {
                *low = if crowd > left * record.peak { None } else { low.or(Some(step)) };
                *fell = low.filter(|since| step + 1 >= since + day);
            }
        }
        for u in 0..units {
            if gatherings[u] >= self.reportable {
                record.onset[u].get_or_insert(step);
            }
            if strikers[u] >= self.reportable {
                record.strike_onset[u].get_or_insert(step);
            }
            record.unit_peak[u] = record.unit_peak[u].max(crowds[u]);
        }
        if lethal {
            record.lethal.get_or_insert(step);
        }
        record.offer = record.offer.max(offered);
        self.note_power(world, state);
    }
}

impl Outcome {
    /// Who holds power: forces, elite, a second armed side, committees.
    fn note_power(&self, world: &World, state: &mut State) {
        let (step, nation, capital) = (state.step, state.nation, &state.fields[world.spec.capital as usize]);
        let day = 24 * world.spec.clock.steps_per_hour;
        let run_by_committees = state.actors.committee.dual_power();
        let record = &mut state.record;
        record.refusing = record.refusing.max(nation.refusing);
        record.elite_left = record.elite_left.max(nation.elite_left);
        record.army_in_capital = capital.sent > 0.0 && capital.crowd > 0.0 && capital.sent > capital.crowd;
        if nation.refusing > self.half && nation.elite_left > self.half {
            record.ruler_gone.get_or_insert(step);
        }
        if nation.forces_killed > record.clash.1 {
            record.clash = (step, nation.forces_killed);
        }
        let clashed = record.clash.1 > 0.0 && step - record.clash.0 < day;
        record.armed += u32::from(clashed && nation.refusing > self.armed);
        let (now, most) = &mut record.councils;
        *now = if run_by_committees > self.council_share { *now + 1 } else { 0 };
        *most = (*most).max(*now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::mechanisms::concession::Offer;
    use crate::mechanisms::regime::{Order, Scope, When};

    fn classes(change: impl Fn(&mut State)) -> Vec<Class> {
        classes_when(0.5, change)
    }

    fn classes_when(met: f64, change: impl Fn(&mut State)) -> Vec<Class> {
        let mut spec = fixture::spec();
        spec.mechanisms.outcome.met = met;
        let order = Order::idle("price", Scope::Nation, When::Dated { from: 90.0, until: 91.0 });
        spec.orders = vec![Order { offers: vec![Offer { demand: 0, generosity: 1.0, credibility: 0.8 }], ..order }];
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        state.record = Record {
            peak: 5000.0,
            peak_step: 100,
            fell_90: Some(150),
            fell_95: Some(160),
            onset: vec![Some(10), Some(20), Some(30)],
            ..Record::default()
        };
        change(&mut state);
        world.spec.mechanisms.outcome.classify(&world, &state)
    }

    fn give(state: &mut State) {
        (state.orders[0][0].given, state.orders[0][0].since) = (1, 90);
    }

    #[test]
    fn a_run_is_judged_by_what_it_remembers() {
        assert_eq!(classes(|s| s.record.peak = 0.1), [Class::O0]);
        assert_eq!(classes(|s| s.record.onset = vec![Some(1), None, None]), [Class::O1]);
        assert_eq!(classes(give), [Class::O2]);
        assert_eq!(classes_when(0.9, give), [Class::O9], "an offer of .8 is not enough");
        assert_eq!(classes(|s| s.record.lethal = Some(110)), [Class::O3]);
        assert_eq!(classes(|s| s.nation.detained = 400.0), [Class::O3]);
        assert_eq!(classes(|_| ()), [Class::O9]);
        let both = |s: &mut State| {
            give(s);
            s.record.lethal = Some(80);
        };
        assert_eq!(classes(both), [Class::O2Part, Class::O3]);
        assert_eq!(classes(|s| s.record.dismissed = Some(100)), [Class::O4Part]);
        assert_eq!(
            classes(|s| (s.record.armed, s.record.councils) = (14 * 24 + 1, (0, 7 * 24))),
            [Class::O7, Class::O8]
        );
    }

    #[test]
    fn a_night_is_no_fall() {
        let world = World::build(fixture::spec(), 1);
        let mut state = world.state(1, 0);
        let outcome = &world.spec.mechanisms.outcome;
        let mut after = |hours: std::ops::Range<u32>, crowd: fn(u32) -> f64| {
            for step in hours {
                (state.step, state.nation.crowd) = (step, crowd(step));
                outcome.note(&world, &mut state);
            }
            let evidence = outcome.evidence(&world, &state);
            (state.record.low[0], state.record.low[1], evidence.fell_90, evidence.fell_95)
        };
        let day = |step: u32| if (8..20).contains(&(step % 24)) { 1000.0 } else { 0.0 };
        assert_eq!(after(0..54, day), (Some(44), Some(44), None, None), "a night that is not over yet");
        assert_eq!(after(54..64, day), (None, None, None, None), "the crowd is back");
        let fewer = |step: u32| 0.08 * if (8..20).contains(&(step % 24)) { 1000.0 } else { 0.0 };
        assert_eq!(after(64..80, fewer), (Some(64), Some(68), None, None));
        assert_eq!(after(80..88, fewer), (Some(64), None, Some(64.0), None), "8 % of the peak by day");
        assert_eq!(after(88..112, |_| 50.0), (Some(64), Some(88), Some(64.0), Some(88.0)));
        assert_eq!(after(112..113, |_| 2000.0).0, None, "a new peak begins anew");
    }

    #[test]
    fn power_is_noted_as_it_slips() {
        let world = World::build(fixture::spec(), 1);
        let mut state = world.state(1, 0);
        let outcome = &world.spec.mechanisms.outcome;
        (state.fields[0].crowd, state.fields[0].sent) = (100.0, 200.0);
        state.actors.committee.dual = 1.0 / 3.0;
        (state.nation.refusing, state.nation.elite_left) = (0.6, 0.3);
        state.nation.forces_killed = 2.0;
        (0..48).for_each(|step| {
            state.step = step;
            outcome.note(&world, &mut state);
        });
        assert_eq!(state.record.ruler_gone, None);
        assert!(state.record.army_in_capital);
        assert_eq!(state.record.armed, 24, "a day after the last death the fighting is over");
        assert_eq!(state.record.councils, (48, 48));
        (state.nation.elite_left, state.actors.committee.dual) = (0.7, 0.0);
        let stricter = Outcome { armed: 0.7, half: 0.8, council_share: 0.4, ..outcome.clone() };
        let mut strict = state.clone();
        (strict.nation.elite_left, strict.record.clash.0) = (0.7, 47);
        stricter.note(&world, &mut strict);
        assert_eq!((strict.record.armed, strict.record.ruler_gone, strict.record.councils), (24, None, (0, 48)));
        outcome.note(&world, &mut state);
        assert_eq!((state.record.ruler_gone, state.record.councils), (Some(47), (0, 48)));
        assert_eq!(outcome.classify(&world, &state)[0], Class::O0, "nobody went out");
    }
}
