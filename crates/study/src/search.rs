//! First fit: a repeatable search for defaults near the record.
//!
//! The cross-entropy method (Rubinstein 1999): sample from independent normals within
//! the ranges, keep the best tenth, refit the normals to them, repeat. It finds *a*
//! point near the record and says nothing about how well parameters are known: that is
//! what `calibrate` is for.

use crate::course::Course;
use crate::statistics::{self, Statistic};
use groundswell_chance::draw::{Key, Purpose};
use groundswell_engine::step::step;
use groundswell_engine::world::World;
use groundswell_scenario::scenario::{Making, Scenario};
use rayon::prelude::*;

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
}

/// A point and how far its runs are from the record.
#[derive(Clone, Debug)]
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
    let (x, tolerance) = compared(statistic, x);
    let (low, _) = compared(statistic, target.low.unwrap_or(best));
    let (high, _) = compared(statistic, target.high.unwrap_or(best));
    let beyond = if x < low {
        low - x
    } else if x > high {
        x - high
    } else {
        0.0
    };
    (beyond / tolerance).min(MISSED)
}

/// A value of a quantity on the scale on which it is compared, and what counts as one there.
pub fn compared(statistic: &Statistic, value: f64) -> (f64, f64) {
    if statistic.is_size() {
        return (libm::log(value.max(1.0)), 0.5);
    }
    let tolerance = match statistic.target.variable.as_str() {
        "units_active" => 1.5,
        "doubling_time_hours" => 2.0,
        "growth_per_day" => 0.3,
        "strike_lag_hours" => 24.0,
        "forces_share_of_deaths" => 0.04,
        "day_of_90pct_decline" | "onset" => 1.0,
        "day_night_ratio" => 1.5,
        _ => 0.2,
    };
    (value, tolerance)
}

/// The distance of a quantity that a run does not have, and the most that one can count.
const MISSED: f64 = 8.0;

/// Mean squared distance of a scenario's runs from the scored, not held-out record.
pub fn loss(scenario: &Scenario, statistics: &[Statistic], effort: &SearchEffort) -> f64 {
    let mut spec = scenario.spec(&Making { scale: effort.scale, ..Making::default() });
    // Nothing is scored after the last recorded day.
    spec.hours =
        spec.hours.min(statistics.iter().map(|s| s.until() as u32).filter(|&h| h > 0).max().unwrap_or(spec.hours));
    let world = World::build(spec, effort.seed);
    let fitted: Vec<&Statistic> =
        statistics.iter().filter(|s| s.target.scored && !s.target.held_out && s.target.best.is_some()).collect();
    let mut total = 0.0;
    for r in 0..effort.replicates {
        let Some(course) = until_absurd(&world, effort.seed, r) else {
            total += MISSED * MISSED;
            continue;
        };
        let weights: f64 = fitted.iter().map(|s| weight(s)).sum();
        total +=
            fitted.iter().map(|s| weight(s) * distance(s, s.value(scenario, &course)).powi(2)).sum::<f64>() / weights;
    }
    total / f64::from(effort.replicates)
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

/// Searches from the scenario's own values; `progress` hears of every round.
pub fn search(
    scenario: &Scenario,
    free: &[Free],
    effort: &SearchEffort,
    mut progress: impl FnMut(u32, &SearchPoint),
) -> SearchPoint {
    let statistics = statistics::of(scenario);
    let mut mean: Vec<f64> =
        free.iter().map(|f| scenario.number(&f.path).unwrap_or((f.low + f.high) / 2.0).clamp(f.low, f.high)).collect();
    let mut spread: Vec<f64> = free.iter().map(|f| (f.high - f.low) * effort.spread).collect();
    let mut best = SearchPoint { values: mean.clone(), loss: f64::INFINITY };
    for round in 0..effort.rounds {
        let mut points: Vec<SearchPoint> = (0..effort.points)
            .into_par_iter()
            .map(|i| {
                let draw = Key::new(effort.seed, round).draw(Purpose::Study, i, 0);
                let values: Vec<f64> = free
                    .iter()
                    .enumerate()
                    // The first point of a round is its centre.
                    .map(|(k, f)| {
                        (mean[k] + if i == 0 { 0.0 } else { spread[k] * draw.normal(k as u32) }).clamp(f.low, f.high)
                    })
                    .collect();
                let mut tried = scenario.clone();
                for (f, v) in free.iter().zip(&values) {
                    // Paths and ranges were checked by the caller.
                    let _ = tried.set(&format!("{}={v}", f.path));
                }
                SearchPoint { loss: loss(&tried, &statistics, effort), values }
            })
            .collect();
        points.sort_by(|a, b| a.loss.total_cmp(&b.loss));
        if points[0].loss < best.loss {
            best = points[0].clone();
        }
        let elite = &points[..(points.len() / 10).max(3).min(points.len())];
        for k in 0..free.len() {
            let n = elite.len() as f64;
            let m = elite.iter().map(|p| p.values[k]).sum::<f64>() / n;
            let s = (elite.iter().map(|p| (p.values[k] - m).powi(2)).sum::<f64>() / n).sqrt();
            // Smoothed, so that one round does not settle a parameter.
            mean[k] = 0.2 * mean[k] + 0.8 * m;
            spread[k] = 0.3 * spread[k] + 0.7 * s.max((free[k].high - free[k].low) * 0.01);
        }
        progress(round, &best);
    }
    best
}
