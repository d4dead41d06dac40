//! M16 Outcome: how a run ends, by stated rules.

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
    /// | `O2` conceded | an offer stands, and the crowd fell by 90 % within 7 days of the last one, without a lethal order |
    /// | `O3` crushed | a lethal order or mass arrests, and the crowd fell by 95 % within 10 days of its peak |
    /// | `O9` unresolved | none of these at the end of the run |
    ///
    /// Classes that need elites, units of the army or committees are judged only where
    /// those mechanisms exist. Outcomes are scored, never fitted.
    pub struct Outcome {
        nobody: f64 = 0.00001, range(0.0, 0.01), "share of adults", Literature, "model M16, O0", "Peak below which there was no mobilisation.";
        local_units: f64 = 2.0, range(0.0, 100.0), "units", Literature, "model M16, O1", "Units up to which an episode is local.";
        reportable: f64 = 50.0, range(1.0, 10000.0), "people", Assumed, "gatherings of dozens were reported (Petropavl, Kostanay)", "Crowd in one town that would be reported: a unit with one is active.";
        mass_arrests: f64 = 0.05, range(0.0, 1.0), "share of the peak", Assumed, "model M16, O3", "Detentions, as a share of the peak crowd, that count as mass arrests.";
    }
}

/// What the classification needs to remember of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Largest national crowd, in adults.
    pub peak: f64,
    /// Step of the peak.
    pub peak_step: u32,
    /// First step at or after the peak in which the crowd had fallen by 90 %.
    pub fell_90: Option<u32>,
    /// The same for 95 %.
    pub fell_95: Option<u32>,
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
}

/// A class of outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Class {
    /// No mobilisation.
    O0,
    /// Local episode.
    O1,
    /// Conceded.
    O2,
    /// Crushed.
    O3,
    /// Unresolved.
    O9,
}

impl Class {
    /// Every class that can be given.
    pub const ALL: [Class; 5] = [Class::O0, Class::O1, Class::O2, Class::O3, Class::O9];

    /// Its code and its name.
    pub fn name(self) -> (&'static str, &'static str) {
        match self {
            Class::O0 => ("O0", "no mobilisation"),
            Class::O1 => ("O1", "local episode"),
            Class::O2 => ("O2", "conceded"),
            Class::O3 => ("O3", "crushed"),
            Class::O9 => ("O9", "unresolved"),
        }
    }
}

impl Outcome {
    /// The classes that hold at the end of a run.
    pub fn classify(&self, world: &World, state: &State) -> Vec<Class> {
        let record = &state.record;
        let adults: f64 = world.adults.iter().sum();
        let days = |from: u32, to: u32| f64::from(to.saturating_sub(from)) * world.spec.clock.dt() / 24.0;
        if record.peak < self.nobody * adults {
            return vec![Class::O0];
        }
        let mut classes = Vec::new();
        if record.onset.iter().flatten().count() as f64 <= self.local_units {
            classes.push(Class::O1);
        }
        if let (Some(offer), Some(fell), None) = (record.offer, record.fell_90, record.lethal)
            && fell >= offer
            && days(offer, fell) <= 7.0
        {
            classes.push(Class::O2);
        }
        let arrests = state.nation.detained >= self.mass_arrests * record.peak;
        if let Some(fell) = record.fell_95
            && (record.lethal.is_some() || arrests)
            && days(record.peak_step, fell) <= 10.0
        {
            classes.push(Class::O3);
        }
        if classes.is_empty() {
            classes.push(Class::O9);
        }
        classes
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
            (record.fell_90, record.fell_95) = (None, None);
        } else if record.peak > 0.0 {
            if crowd <= 0.10 * record.peak {
                record.fell_90.get_or_insert(step);
            }
            if crowd <= 0.05 * record.peak {
                record.fell_95.get_or_insert(step);
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    fn classes(change: impl Fn(&mut State)) -> Vec<Class> {
        let world = World::build(fixture::spec(), 1);
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

    #[test]
    fn each_class_has_its_rule() {
        assert_eq!(classes(|s| s.record.peak = 0.1), [Class::O0]);
        assert_eq!(classes(|s| s.record.onset = vec![Some(1), None, None]), [Class::O1]);
        assert_eq!(classes(|s| s.record.offer = Some(90)), [Class::O2]);
        assert_eq!(classes(|s| s.record.lethal = Some(110)), [Class::O3]);
        assert_eq!(classes(|s| s.nation.detained = 400.0), [Class::O3]);
        assert_eq!(classes(|_| ()), [Class::O9]);
        assert_eq!(classes(|s| (s.record.offer, s.record.lethal) = (Some(90), Some(80))), [Class::O3]);
    }
}
