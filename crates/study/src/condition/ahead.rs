//! From the conditioned state on: units put together into one country, and nothing imposed any more.

use super::alike::{Alike, UnitClass};
use super::outer::Particles;
use super::panel::Panel;
use super::parameters::AggregatePrior;
use super::shared::{Shared, next, shared};
use super::unit::UnitGrid;
use crate::forecast::baselines::Paths;
use groundswell_chance::draw::{Draw, Key, Purpose};
use rayon::prelude::*;

/// Largest share of the adults of a unit that a crowd can be.
const MOST: f64 = 0.5;

/// One country after what was reported: a draw of parameters, path and of every unit.
#[derive(Clone, Debug, PartialEq)]
pub struct ConditionedCountry {
    /// What all units share.
    pub shared: Shared,
    /// The lasting effect and the day of each unit, with variance 1.
    pub units: Vec<(f64, f64)>,
}

/// What a country goes on to do on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct DayAhead {
    /// Crowd of each unit, in people.
    pub crowds: Vec<f64>,
    /// What is reported of each unit, in people; 0 where nothing is.
    pub reported: Vec<f64>,
    /// Which reports give a size.
    pub sized: Vec<bool>,
}

impl DayAhead {
    /// What is reported of the country: the sum of the sizes that are given.
    pub fn nation(&self) -> f64 {
        self.reported.iter().zip(&self.sized).filter(|(_, sized)| **sized).map(|(people, _)| people).sum()
    }
}

/// Draws `draws` countries from particles: each unit from its own distribution given its particle.
pub fn countries(
    particles: &Particles,
    panel: &Panel,
    prior: &AggregatePrior,
    draws: usize,
    key: Key,
) -> Vec<ConditionedCountry> {
    let n = particles.z.len();
    let alike = Alike::of(panel);
    let of_particle = |i: usize| {
        let shared = shared(&particles.z[i], panel, prior);
        let grid = UnitGrid::new(&shared.values);
        let of_class = |class: &UnitClass| {
            let base = shared.values.size * class.adults;
            let levels = shared.level.iter().zip(&panel.reports);
            grid.follow(levels.map(|(level, day)| (level + base, day[class.first]))).1
        };
        let ends: Vec<_> = alike.classes.iter().map(of_class).collect();
        (i..draws)
            .step_by(n)
            .map(|number| {
                let pick = |(unit, class): (usize, &usize)| {
                    let weights = &ends[*class];
                    let draw = key.draw(Purpose::Study, unit as u32, number as u32);
                    UnitGrid::pick(weights, draw.uniform(0), draw.normal(1))
                };
                ConditionedCountry { shared: shared.clone(), units: alike.of.iter().enumerate().map(pick).collect() }
            })
            .collect::<Vec<ConditionedCountry>>()
    };
    let by_particle: Vec<Vec<ConditionedCountry>> = (0..n).into_par_iter().map(of_particle).collect();
    let longest = by_particle.first().map_or(0, Vec::len);
    (0..longest).flat_map(|k| by_particle.iter().filter_map(move |of| of.get(k).cloned())).collect()
}

/// A draw of the past of one country: of each unit its lasting effect, in standard normal coordinates, and the logarithm of
/// its crowd on each day of the panel.
pub type PastOfUnits = Vec<(f64, Vec<f64>)>;

/// Draws pasts from particles, each unit from its own distribution given its particle and all that is known.
pub fn pasts(particles: &Particles, panel: &Panel, prior: &AggregatePrior, draws: usize, key: Key) -> Vec<PastOfUnits> {
    let one = |number: usize| {
        let shared = shared(&particles.z[number % particles.z.len()], panel, prior);
        let grid = UnitGrid::new(&shared.values);
        let unit = |unit: usize| {
            let base = shared.values.size * libm::log(panel.adults[unit] / 1e6);
            let levels: Vec<_> =
                shared.level.iter().zip(&panel.reports).map(|(level, day)| (level + base, day[unit])).collect();
            let luck = |day: usize| key.draw(Purpose::Study, unit as u32, (number * 512 + day) as u32).uniform(0);
            let (lasting, mut path) = grid.path(&levels, luck);
            let most = libm::log(MOST * panel.adults[unit]);
            path.iter_mut().for_each(|x| *x = x.min(most));
            (lasting, path)
        };
        (0..panel.units()).map(unit).collect()
    };
    (0..draws).into_par_iter().map(one).collect()
}

/// The country of a draw on its last known day and on the days after it: `days` of them, the first of which is the last
/// row of the panel. A nowcast is the first of them.
pub fn ahead(country: &ConditionedCountry, panel: &Panel, days: usize, number: u32, key: Key) -> Vec<DayAhead> {
    let values = &country.shared.values;
    let fresh = libm::sqrt(1.0 - values.persistence * values.persistence);
    let (mut national, mut units) = (country.shared.last, country.units.clone());
    let last = panel.days() - 1;
    (0..days)
        .map(|day| {
            let draw = |unit: usize| key.draw(Purpose::Study, unit as u32, number.wrapping_mul(512) + day as u32);
            if day > 0 {
                let all = draw(panel.units());
                national = next(values, national, (all.normal(0), all.normal(1)));
                for (unit, (_, today)) in units.iter_mut().enumerate() {
                    *today = values.persistence * *today + fresh * draw(unit).normal(0);
                }
            }
            let level = national.0 + country.shared.week[panel.day_of_week(last + day)];
            let mut of = DayAhead { crowds: vec![], reported: vec![], sized: vec![] };
            for (unit, (lasting, today)) in units.iter().enumerate() {
                let base = values.size * libm::log(panel.adults[unit] / 1e6);
                let x = level + base + values.between * lasting + values.daily * today;
                let crowd = libm::exp(x).min(MOST * panel.adults[unit]);
                let (people, sized) = report(country, crowd, panel.adults[unit], draw(unit));
                of.crowds.push(crowd);
                of.reported.push(people);
                of.sized.push(sized);
            }
            of
        })
        .collect()
}

/// Draws of what is reported on some days of the scenario, in the order given; a day before the last known one is that one.
pub fn paths(
    particles: &Particles,
    panel: &Panel,
    prior: &AggregatePrior,
    days: &[usize],
    draws: usize,
    key: Key,
) -> Paths {
    let last = panel.first + panel.days() - 1;
    let after: Vec<usize> = days.iter().map(|day| day.saturating_sub(last)).collect();
    let most = after.iter().copied().max().unwrap_or(0) + 1;
    // Keys of their own: units and days share no random number with particles.
    let (of_units, of_days) = (Key(key.0 ^ 0x5555_5555), Key(key.0 ^ 0xAAAA_AAAA));
    let all = countries(particles, panel, prior, draws, of_units);
    let on = |(number, country): (usize, &ConditionedCountry)| ahead(country, panel, most, number as u32, of_days);
    let run: Vec<Vec<DayAhead>> = all.par_iter().enumerate().map(on).collect();
    let mut paths = Paths::empty(&format!(
        "{} particles, {} distinct at the end; {} evaluations over {} exponents",
        particles.z.len(),
        particles.distinct,
        particles.evaluations,
        particles.exponents.len()
    ));
    for days in run {
        let nation = after.iter().map(|&day| days[day].nation()).collect();
        paths.push(nation, after.iter().map(|&day| days[day].reported.clone()).collect());
    }
    paths
}

/// What is reported of a crowd, and whether with a size.
fn report(country: &ConditionedCountry, crowd: f64, adults: f64, draw: Draw) -> (f64, bool) {
    let values = &country.shared.values;
    let seen = values.coverage * -libm::expm1(-crowd / values.detection);
    let (luck, form) = draw.pair(1);
    if luck >= seen {
        return (0.0, false);
    }
    let people = crowd * libm::exp(values.noise * draw.normal(2));
    (people.round().clamp(1.0, MOST * adults), form < values.sized)
}
