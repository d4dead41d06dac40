//! First fit: a repeatable search for defaults near the record.
//!
//! The cross-entropy method (Rubinstein 1999): sample from independent normals within
//! the ranges, keep the best tenth, refit the normals to them, repeat. It finds *a*
//! point near the record and says nothing about how well parameters are known: that is
//! what `calibrate` is for.

use crate::against::compared;
use crate::course::Course;
use crate::family::Family;
use crate::statistics::Statistic;
use groundswell_chance::draw::{Key, Purpose};
use groundswell_complaint::Complaints;
use groundswell_engine::step::step;
use groundswell_engine::world::World;
use groundswell_scenario::scenario::{Making, Scenario};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// A parameter that is searched.
#[derive(Clone, Debug)]
pub struct Free {
    /// Its path.
    pub path: String,
    /// Smallest value tried.
    pub low: f64,
    /// Largest value tried.
    pub high: f64,
}

/// How long and how wide to search.
#[derive(Clone, Copy, Debug)]
pub struct SearchEffort {
    /// Rounds.
    pub rounds: u32,
    /// Points a round.
    pub points: u32,
    /// Replicates a point.
    pub replicates: u32,
    /// Adults an agent stands for.
    pub scale: u32,
    /// Seed of the search and of every run.
    pub seed: u64,
    /// Standard deviation of the first round, as a share of each range: small to polish.
    pub spread: f64,
    /// Hour at which runs end; counts recorded later are taken then.
    pub until: u32,
}

/// A point and how far its runs are from the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchPoint {
    /// Values, in the order of the free parameters.
    pub values: Vec<f64>,
    /// Mean squared distance, in tolerances.
    pub loss: f64,
}

/// The scale on which a distance from the record counts as one.
///
/// Sizes are compared as logarithms with the spread of observation (model §6: counts of
/// participants are published with errors of a factor e^.5), counts of units and days on
/// their own scale.
pub fn distance(statistic: &Statistic, value: Option<f64>) -> f64 {
    let target = &statistic.target;
    let Some(best) = target.best else { return 0.0 };
    let Some(x) = value else { return MISSED };
    let (x, tolerance) = compared(target, x);
    let (low, _) = compared(target, target.low.unwrap_or(best));
    let (high, _) = compared(target, target.high.unwrap_or(best));
    let beyond = if x < low {
        low - x
    } else if x > high {
        x - high
    } else {
        0.0
    };
    (beyond / tolerance).min(MISSED)
}

/// The distance of a quantity that a run does not have, and the most that one can count.
const MISSED: f64 = 8.0;

/// Mean squared distance from the record of runs at these values.
fn loss(family: &Family, values: &[f64], effort: &SearchEffort) -> f64 {
    let Ok(world) = family.world_at(values) else { return MISSED * MISSED };
    let fitted: Vec<&Statistic> =
        family.statistics.iter().filter(|s| s.target.scored && !s.target.held_out && s.target.best.is_some()).collect();
    let weights: f64 = fitted.iter().map(|s| weight(s)).sum();
    let of_run = |r: u32| {
        let Some(course) = until_absurd(&world, effort.seed, r) else { return MISSED * MISSED };
        let part = |s: &&Statistic| weight(s) * distance(s, s.value(&family.scenario, &course)).powi(2);
        fitted.iter().map(part).sum::<f64>() / weights
    };
    (0..effort.replicates).map(of_run).sum::<f64>() / f64::from(effort.replicates)
}

/// Runs a replicate, but gives up when a thirtieth of the country is out: ten times the
/// record, and ten times as slow.
fn until_absurd(world: &World, seed: u64, r: u32) -> Option<Course> {
    let mut state = world.state(seed, r);
    let mut course = Course::new(world, &state, r);
    let most = world.adults.iter().sum::<f64>() / 30.0;
    for _ in 0..world.spec.hours {
        for _ in 0..world.spec.clock.steps_per_hour {
            step(world, &mut state);
        }
        if state.nation.crowd > most {
            return None;
        }
        course.write(world, &state);
    }
    course.close(world, &state);
    Some(course)
}

/// The 24 summary statistics and the units active on each day count in full, figures of
/// single places and single reports by a quarter.
fn weight(statistic: &Statistic) -> f64 {
    let target = &statistic.target;
    let numbered = target.id.strip_prefix('s').is_some_and(|n| n.parse::<u32>().is_ok());
    if numbered || target.variable == "units_active" { 1.0 } else { 0.25 }
}

/// Where a search stands: what it goes on from after an interruption.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchProgress {
    /// Rounds done.
    pub rounds: u32,
    /// Centre of the next round.
    pub mean: Vec<f64>,
    /// Standard deviations of the next round.
    pub spread: Vec<f64>,
    /// The best point so far.
    pub best: SearchPoint,
}

impl SearchProgress {
    /// Before the first round: around the scenario's own values.
    pub fn new(scenario: &Scenario, free: &[Free], effort: &SearchEffort) -> SearchProgress {
        let own = |f: &Free| scenario.number(&f.path).unwrap_or((f.low + f.high) / 2.0).clamp(f.low, f.high);
        let mean: Vec<f64> = free.iter().map(own).collect();
        let spread = free.iter().map(|f| (f.high - f.low) * effort.spread).collect();
        SearchProgress { rounds: 0, best: SearchPoint { values: mean.clone(), loss: f64::INFINITY }, mean, spread }
    }

    /// A point of the round; the first is its centre.
    fn point(&self, free: &[Free], effort: &SearchEffort, i: u32) -> Vec<f64> {
        let draw = Key::new(effort.seed, self.rounds).draw(Purpose::Study, i, 0);
        let far = |k: usize| if i == 0 { 0.0 } else { self.spread[k] * draw.normal(k as u32) };
        free.iter().enumerate().map(|(k, f)| (self.mean[k] + far(k)).clamp(f.low, f.high)).collect()
    }

    /// Learns from the points of a round.
    fn learn(&mut self, free: &[Free], mut points: Vec<SearchPoint>) {
        points.sort_by(|a, b| a.loss.total_cmp(&b.loss));
        if points[0].loss < self.best.loss {
            self.best = points[0].clone();
        }
        let elite = &points[..(points.len() / 10).max(3).min(points.len())];
        let n = elite.len() as f64;
        for (k, f) in free.iter().enumerate() {
            let m = elite.iter().map(|p| p.values[k]).sum::<f64>() / n;
            let s = (elite.iter().map(|p| (p.values[k] - m).powi(2)).sum::<f64>() / n).sqrt();
            // Smoothed, so that one round does not settle a parameter.
            self.mean[k] = 0.2 * self.mean[k] + 0.8 * m;
            self.spread[k] = 0.3 * self.spread[k] + 0.7 * s.max((f.high - f.low) * 0.01);
        }
        self.rounds += 1;
    }
}

/// Searches from where `progress` stands until all rounds are done; `keep` is given every round.
///
/// # Errors
/// A path that is no parameter's, or a world that cannot be made.
pub fn search(
    scenario: &Scenario,
    free: &[Free],
    effort: &SearchEffort,
    mut progress: SearchProgress,
    mut keep: impl FnMut(&SearchProgress),
) -> Result<SearchPoint, Complaints> {
    let paths: Vec<String> = free.iter().map(|f| f.path.clone()).collect();
    let making = Making { scale: effort.scale, ..Making::default() };
    let mut family = Family::new(scenario, &paths, &making, effort.seed)?;
    family.statistics.iter_mut().for_each(|statistic| statistic.known_by(effort.until as usize));
    // Nothing is scored after the last recorded day.
    let last = family.statistics.iter().map(|s| s.until() as u32).max().filter(|&hour| hour > 0);
    let family = family.until(last.unwrap_or(effort.until).min(effort.until));
    while progress.rounds < effort.rounds {
        let points = (0..effort.points).into_par_iter().map(|i| {
            let values = progress.point(free, effort, i);
            SearchPoint { loss: loss(&family, &values, effort), values }
        });
        let points = points.collect();
        progress.learn(free, points);
        keep(&progress);
    }
    Ok(progress.best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_that_was_stopped_goes_on_as_if_it_had_not_been() {
        let scenario = Scenario::load("two-towns", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let free = [Free { path: "people.threshold".into(), low: 0.3, high: 0.9 }];
        let effort = SearchEffort { rounds: 2, points: 4, replicates: 1, scale: 10, seed: 1, spread: 0.2, until: 48 };
        let mut kept = Vec::new();
        let whole =
            search(&scenario, &free, &effort, SearchProgress::new(&scenario, &free, &effort), |p| kept.push(p.clone()));
        let again = search(&scenario, &free, &effort, kept[0].clone(), |_| {});
        let (whole, again) = (whole.expect("a point"), again.expect("a point"));
        assert_eq!((whole.values, whole.loss), (again.values, again.loss));
        assert!(kept[0] != kept[1] && kept[1].rounds == 2);
    }
}
