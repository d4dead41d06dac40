//! How far forecasts lay from what was recorded, and whether that is better than the baselines.

use super::{AtOrigin, MODELS, methods};
use crate::scores::skill::{Skill, skill};
use crate::scores::{Sample, brier, energy_score, interval_score};
use groundswell_chance::draw::Key;
use serde::Serialize;

/// Draws of which an energy score is computed: its cost grows with their square.
const ENERGY_DRAWS: usize = 400;
/// Least width of the kernel of a log score, in logarithms: finer than any report.
const FINEST: f64 = 0.1;
/// The crowd of the first event that is given a probability.
pub const LARGE: f64 = 10_000.0;

/// A score and what it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ScoreKind {
    /// Its name in tables.
    pub name: &'static str,
    /// In words.
    pub meaning: &'static str,
}

const fn kind(name: &'static str, meaning: &'static str) -> ScoreKind {
    ScoreKind { name, meaning }
}

/// The scores, in the order of tables; all are smaller for better forecasts.
pub const KINDS: [ScoreKind; 10] = [
    kind("crps", "CRPS of participants in the country, people"),
    kind("crps_log", "CRPS of log(1 + participants) in the country"),
    kind("log", "log score of log(1 + participants) in the country, nats"),
    kind("interval", "interval score of the 90 % interval in the country, people"),
    kind("crps_units", "CRPS of participants in a unit, people"),
    kind("crps_log_units", "CRPS of log(1 + participants) in a unit"),
    kind("energy", "energy score over the units, people"),
    kind("energy_log", "energy score over log(1 + participants) of the units"),
    kind("brier_large", "Brier score of more than 10,000 participants in the country on some day"),
    kind("brier_wide", "Brier score of reports from more than half of the units on some day"),
];

/// One score of one outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cell {
    kind: usize,
    /// What hangs together: outcomes of one unit, whatever the day.
    block: usize,
    value: f64,
}

/// The mean of a score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
    /// Origin, in hours; `None` for all origins together.
    pub origin: Option<f64>,
    /// Horizon, in hours.
    pub horizon: f64,
    /// Model or baseline.
    pub method: &'static str,
    /// Which score.
    pub score: &'static str,
    /// Its mean; `None` where nothing was recorded to score against.
    pub value: Option<f64>,
    /// Outcomes that it is the mean of.
    pub outcomes: usize,
}

/// The model against a baseline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Versus {
    /// Origin, in hours; `None` for all origins together.
    pub origin: Option<f64>,
    /// Horizon, in hours.
    pub horizon: f64,
    /// Which score.
    pub score: &'static str,
    /// Who is compared: one of [`super::MODELS`].
    pub method: &'static str,
    /// Against whom.
    pub baseline: &'static str,
    /// The result.
    #[serde(flatten)]
    pub skill: Skill,
}

/// One forecast of one series in one window.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoredForecast {
    /// Origin, first hour and end of the window, in hours since the start.
    pub hours: (f64, f64, f64),
    /// Unit; `None` for the country.
    pub unit: Option<usize>,
    /// Model or baseline.
    pub method: &'static str,
    /// Quantiles .05, .5 and .95 of what will be reported, in people.
    pub quantiles: (f64, f64, f64),
    /// Mean.
    pub mean: f64,
    /// Probability that anything is reported.
    pub reported: f64,
    /// What was recorded.
    pub recorded: Option<f64>,
}

fn log1p(x: f64) -> f64 {
    libm::log1p(x.max(0.0))
}

fn nation(at: &AtOrigin, method: usize, window: usize) -> Sample {
    Sample::new(&at.paths[method].nation.iter().map(|draw| draw[window]).collect::<Vec<f64>>())
}

fn unit(at: &AtOrigin, method: usize, window: usize, unit: usize) -> Sample {
    Sample::new(&at.paths[method].units.iter().map(|draw| draw[window][unit]).collect::<Vec<f64>>())
}

/// A score by the name it has in the table of scores.
fn cell(name: &str, block: usize, value: f64) -> Cell {
    let kind = KINDS.iter().position(|k| k.name == name).expect("a score of the table");
    Cell { kind, block, value }
}

/// Every score of a method at one origin over the windows of a horizon.
fn cells(at: &AtOrigin, method: usize, windows: &[usize]) -> Vec<Cell> {
    let mut cells = Vec::new();
    for &w in windows {
        cells.extend(of_sizes(at, method, w));
        cells.extend(of_all_units(at, method, w));
    }
    cells.extend(of_events(at, method, windows));
    cells
}

/// Scores of the sizes in a window: of the country, and of each unit. Blocks of the country's series come after those
/// of the units.
fn of_sizes(at: &AtOrigin, method: usize, w: usize) -> Vec<Cell> {
    let (outcome, country) = (&at.outcomes[w], at.vintage.units);
    let mut cells = Vec::new();
    if let Some(y) = outcome.nation {
        let sample = nation(at, method, w);
        let logs = sample.map(log1p);
        cells.push(cell("crps", country, sample.crps(y)));
        cells.push(cell("crps_log", country, logs.crps(log1p(y))));
        cells.push(cell("log", country, logs.log_score(log1p(y), FINEST)));
        let (low, high) = (sample.quantile(0.05), sample.quantile(0.95));
        cells.push(cell("interval", country, interval_score(low, high, 0.1, y)));
    }
    for (u, y) in outcome.units.iter().enumerate() {
        if let Some(y) = y {
            let sample = unit(at, method, w, u);
            cells.push(cell("crps_units", u, sample.crps(*y)));
            cells.push(cell("crps_log_units", u, sample.map(log1p).crps(log1p(*y))));
        }
    }
    cells
}

/// Scores of all units of a window together, where more than one has an outcome.
fn of_all_units(at: &AtOrigin, method: usize, w: usize) -> Vec<Cell> {
    let (outcome, units) = (&at.outcomes[w], at.vintage.units);
    let known: Vec<usize> = (0..units).filter(|u| outcome.units[*u].is_some()).collect();
    if known.len() < 2 {
        return Vec::new();
    }
    let draws = &at.paths[method].units;
    let every = draws.len().div_ceil(ENERGY_DRAWS).max(1);
    let score = |f: fn(f64) -> f64| {
        let vector = |draw: &Vec<Vec<f64>>| known.iter().map(|u| f(draw[w][*u])).collect::<Vec<f64>>();
        let vectors: Vec<Vec<f64>> = draws.iter().step_by(every).map(vector).collect();
        let y: Vec<f64> = known.iter().map(|u| f(outcome.units[*u].unwrap_or(0.0))).collect();
        energy_score(&vectors, &vec![1.0; vectors.len()], &y)
    };
    vec![cell("energy", units, score(|x| x)), cell("energy_log", units, score(log1p))]
}

/// Scores of what happens or not in any window: a large crowd, reports from many units.
fn of_events(at: &AtOrigin, method: usize, windows: &[usize]) -> Vec<Cell> {
    let (paths, units) = (&at.paths[method], at.vintage.units);
    let all: Vec<_> = windows.iter().map(|w| &at.outcomes[*w]).collect();
    let share = |happens: &dyn Fn(usize) -> bool| {
        let n = paths.nation.len();
        (0..n).filter(|draw| happens(*draw)).count() as f64 / n.max(1) as f64
    };
    let mut cells = Vec::new();
    if all.iter().any(|o| o.nation.is_some()) {
        let p = share(&|draw| windows.iter().any(|w| paths.nation[draw][*w] > LARGE));
        let happened = all.iter().any(|o| o.nation.is_some_and(|y| y > LARGE));
        cells.push(cell("brier_large", units, brier(p, happened)));
    }
    if all.iter().any(|o| o.reported.is_some()) {
        let half = units as f64 / 2.0;
        let many = |draw: usize, w: usize| paths.units[draw][w].iter().filter(|x| **x > 0.0).count() as f64 > half;
        let p = share(&|draw| windows.iter().any(|w| many(draw, *w)));
        let happened = all.iter().any(|o| o.reported.is_some_and(|n| n as f64 > half));
        cells.push(cell("brier_wide", units, brier(p, happened)));
    }
    cells
}

/// Every forecast, as rows.
pub fn said(all: &[AtOrigin]) -> Vec<ScoredForecast> {
    let mut rows = Vec::new();
    for at in all {
        for (m, method) in methods().enumerate() {
            for (w, window) in at.windows.iter().enumerate() {
                let series = std::iter::once(None).chain((0..at.vintage.units).map(Some));
                rows.extend(series.map(|u| {
                    let sample = u.map_or_else(|| nation(at, m, w), |u| unit(at, m, w, u));
                    ScoredForecast {
                        hours: (at.origin, window.0, window.1),
                        unit: u,
                        method,
                        quantiles: (sample.quantile(0.05), sample.quantile(0.5), sample.quantile(0.95)),
                        mean: sample.mean(),
                        reported: sample.above(0.0),
                        recorded: u.map_or(at.outcomes[w].nation, |u| at.outcomes[w].units[u]),
                    }
                }));
            }
        }
    }
    rows
}

fn values(cells: &[Cell]) -> impl Iterator<Item = f64> {
    cells.iter().map(|cell| cell.value)
}

/// Mean scores, and the models' skill against every baseline: at each origin and over all of them, for each horizon.
pub fn verdict(all: &[AtOrigin], seed: u64) -> (Vec<Score>, Vec<Versus>) {
    let (mut scores, mut versus) = (Vec::new(), Vec::new());
    let Some(first) = all.first() else { return (scores, versus) };
    for (h, (horizon, _)) in first.horizons.iter().enumerate() {
        // By origin and method.
        let table: Vec<Vec<Vec<Cell>>> = all
            .iter()
            .map(|at| (0..at.paths.len()).map(|method| cells(at, method, &at.horizons[h].1)).collect())
            .collect();
        let together = (all.len() > 1).then_some(None);
        for origin in (0..all.len()).map(Some).chain(together) {
            let of = |method: usize, kind: usize| -> Vec<Cell> {
                let chosen = table.iter().enumerate().filter(|(i, _)| origin.is_none_or(|o| o == *i));
                chosen.flat_map(|(_, m)| m[method].iter().filter(|c| c.kind == kind).copied()).collect()
            };
            let hours = origin.map(|o| all[o].origin);
            for (kind, about) in KINDS.iter().enumerate() {
                let all_of: Vec<Vec<Cell>> = (0..methods().count()).map(|m| of(m, kind)).collect();
                for (method, cells) in methods().zip(&all_of) {
                    let mean = (!cells.is_empty()).then(|| values(cells).sum::<f64>() / cells.len() as f64);
                    let (score, outcomes) = (about.name, cells.len());
                    scores.push(Score { origin: hours, horizon: *horizon, method, score, value: mean, outcomes });
                }
                // One event has one outcome of each kind: a Brier skill would be a claim about a coin thrown once. A log
                // score has no zero, so a ratio of two means nothing.
                if about.name.starts_with("brier") || about.name == "log" {
                    continue;
                }
                let key = Key::new(seed, (h * KINDS.len() + kind) as u32);
                for (method, ours) in MODELS.into_iter().zip(&all_of) {
                    let blocks: Vec<usize> = ours.iter().map(|c| c.block).collect();
                    let ours: Vec<f64> = values(ours).collect();
                    for (baseline, theirs) in methods().zip(&all_of).skip(MODELS.len()) {
                        let theirs: Vec<f64> = values(theirs).collect();
                        let skill = skill(&ours, &theirs, &blocks, key);
                        versus.push(Versus {
                            origin: hours,
                            horizon: *horizon,
                            score: about.name,
                            method,
                            baseline,
                            skill,
                        });
                    }
                }
            }
        }
    }
    (scores, versus)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::Ensemble;
    use crate::forecast::baselines::Paths;
    use crate::forecast::vintage::{Vintage, WindowRecord};

    fn at(model: f64, others: f64, nation: Option<f64>) -> AtOrigin {
        let paths = |x: f64| Paths { nation: vec![vec![x]], units: vec![vec![vec![x; 5]]], note: String::new() };
        AtOrigin {
            origin: 72.0,
            vintage: Vintage { origin: 72.0, said: vec![], units: 5, complete: 2 },
            windows: vec![(72.0, 96.0)],
            horizons: vec![(24.0, vec![0])],
            outcomes: vec![WindowRecord { nation, units: vec![nation; 5], reported: nation.map(|_| 5) }],
            paths: methods().map(|m| paths(if m == "model" { model } else { others })).collect(),
            ensemble: Ensemble { runs: 1, failed: vec![], effective: 1.0, exponent: 1.0, parameters: vec![] },
        }
    }

    #[test]
    fn scores_and_skill_are_those_of_the_errors() {
        let (scores, versus) = verdict(&[at(110.0, 140.0, Some(100.0))], 1);
        let find = |method: &str, score: &str| {
            scores.iter().find(|s| s.method == method && s.score == score).expect("a score")
        };
        assert_eq!((find("model", "crps").value, find("growth", "crps").value), (Some(10.0), Some(40.0)));
        assert_eq!(find("model", "crps_units").outcomes, 5);
        assert!((find("model", "energy").value.expect("a score") - 10.0 * 5f64.sqrt()).abs() < 1e-9);
        assert_eq!(find("model", "brier_large").value, Some(0.0));
        assert_eq!(find("model", "brier_wide").value, Some(0.0));
        let skill = |score: &str| {
            &versus
                .iter()
                .find(|v| v.method == "model" && v.baseline == "hawkes" && v.score == score)
                .expect("a skill")
                .skill
        };
        assert_eq!((skill("crps").skill, skill("crps").interval), (Some(0.75), None), "one outcome has no interval");
        let units = skill("crps_units");
        assert_eq!((units.skill, units.interval, units.blocks), (Some(0.75), Some((0.75, 0.75)), 5));
        assert!(versus.iter().all(|v| !v.score.starts_with("brier")), "one event says nothing of Brier skill");
    }

    #[test]
    fn a_worse_forecast_has_negative_skill() {
        let (_, versus) = verdict(&[at(300.0, 140.0, Some(100.0))], 1);
        assert!(
            versus.iter().filter(|v| v.score == "crps" && v.method == "model").all(|v| v.skill.skill == Some(-4.0))
        );
    }

    #[test]
    fn what_was_not_recorded_is_not_scored() {
        let (scores, versus) = verdict(&[at(1.0, 2.0, None)], 1);
        assert!(scores.iter().all(|s| s.value.is_none() && s.outcomes == 0));
        assert!(versus.iter().all(|v| v.skill.skill.is_none()));
        assert_eq!(said(&[at(1.0, 2.0, None)]).len(), methods().count() * 6);
    }
}
