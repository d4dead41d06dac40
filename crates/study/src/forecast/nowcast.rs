//! How large crowds are now, given what had been reported: the conditioned state itself, which no report gives.

use super::vintage::{Vintage, all_said};
use crate::condition::ahead::{ahead, countries};
use crate::condition::outer::{Effort, condition};
use crate::condition::panel::{Panel, Report};
use crate::condition::parameters::AggregatePrior;
use crate::observe::Observation;
use crate::scores::Sample;
use groundswell_chance::draw::Key;
use groundswell_scenario::scenario::Scenario;
use rayon::prelude::*;
use serde::Serialize;
use std::sync::atomic::AtomicBool;

/// The crowd of a unit, or of the country, on the day before the origin.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Now {
    /// Its name; `None` for the country.
    pub unit: Option<String>,
    /// Quantiles .05, .5 and .95 of the crowd, in people.
    pub crowd: (f64, f64, f64),
    /// What had been reported of that day: `silent`, `named`, `unknown` while reports are not in, or a number of people.
    pub reported: String,
    /// The last size that had been reported, in people, and how many days before that day it was.
    pub last: Option<(f64, usize)>,
}

/// What is known of the state, and how well it was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Nowcast {
    /// Day of the scenario that it is about, from 0.
    pub day: usize,
    /// Reports that were known.
    pub known: usize,
    /// The country, then every unit.
    pub crowds: Vec<Now>,
    /// Particles that differ at the end, and particles.
    pub distinct: (usize, usize),
}

/// The state on the day before an origin, in hours since the start; `None` if it was stopped.
pub fn nowcast(
    scenario: &Scenario,
    origin: f64,
    observation: &Observation,
    prior: &AggregatePrior,
    (draws, seed): (usize, u64),
    stop: &AtomicBool,
) -> Option<Nowcast> {
    let said = all_said(scenario, observation);
    let vintage = Vintage::at(&said, scenario.country.units.len(), origin, observation);
    let panel = Panel::of(scenario, &vintage);
    let key = Key::new(seed, origin as u32);
    let particles = condition(&panel, prior, Effort::default(), key, stop)?;
    let all = countries(&particles, &panel, prior, draws, Key(key.0 ^ 0x5555_5555));
    let crowds: Vec<Vec<f64>> = all
        .par_iter()
        .enumerate()
        .flat_map_iter(|(number, country)| ahead(country, &panel, 1, number as u32, Key(key.0 ^ 0xAAAA_AAAA)))
        .map(|day| day.crowds)
        .collect();
    let quantiles = |of: &dyn Fn(&Vec<f64>) -> f64| {
        let sample = Sample::new(&crowds.iter().map(of).collect::<Vec<f64>>());
        (sample.quantile(0.05), sample.quantile(0.5), sample.quantile(0.95))
    };
    let last = panel.days() - 1;
    let nation = Now { unit: None, crowd: quantiles(&|day| day.iter().sum()), reported: String::new(), last: None };
    let unit = |unit: usize| {
        let sizes = panel.reports.iter().enumerate().rev();
        let size = |(day, row): (usize, &Vec<Report>)| match row[unit] {
            Report::Sized(people) => Some((people, last - day)),
            _ => None,
        };
        Now {
            unit: Some(scenario.country.units[unit].name.clone()),
            crowd: quantiles(&|day| day[unit]),
            reported: match panel.reports[last][unit] {
                Report::Unknown => "unknown".into(),
                Report::Silent => "silent".into(),
                Report::Named => "named".into(),
                Report::Sized(people) => format!("{people:.0}"),
            },
            last: { sizes }.find_map(size),
        }
    };
    Some(Nowcast {
        day: panel.first + last,
        known: vintage.said.len(),
        crowds: std::iter::once(nation).chain((0..panel.units()).map(unit)).collect(),
        distinct: (particles.distinct, particles.z.len()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_with_a_size_is_near_it_and_a_silent_one_is_not_empty_for_certain() {
        let scenario = Scenario::load("kazakhstan-2022", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let (observation, stop) = (Observation::default(), AtomicBool::new(false));
        let now =
            nowcast(&scenario, 96.0, &observation, &AggregatePrior::default(), (400, 1), &stop).expect("not stopped");
        let of = |name: &str| now.crowds.iter().find(|now| now.unit.as_deref() == Some(name)).expect("a unit");
        let (west, north) = (of("Mangystau"), of("Kostanay"));
        assert!(west.crowd.1 > 1000.0 && west.last.is_some(), "{west:?}");
        assert!(north.crowd.1 < 0.1 * west.crowd.1 && north.crowd.2 > north.crowd.1, "{north:?}");
        assert!(now.day == 3 && now.crowds.len() == 18 && now.crowds[0].crowd.1 >= west.crowd.1);
        let stopped =
            nowcast(&scenario, 96.0, &observation, &AggregatePrior::default(), (40, 1), &AtomicBool::new(true));
        assert!(stopped.is_none());
    }
}
