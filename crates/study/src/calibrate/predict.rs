//! The posterior predictive check: what runs at posterior draws say of every recorded
//! quantity, those held out among them.

use super::posterior::Posterior;
use crate::family::Family;
use crate::summary::{Interval, Range, StatisticFit};
use crate::sweep::Few;
use groundswell_tables::table::{Field, Kind, Table};
use rayon::prelude::*;
use serde::Serialize;
use std::sync::atomic::{AtomicBool, Ordering};

/// A recorded quantity beside what posterior runs say.
#[derive(Clone, Debug, Serialize)]
pub struct Checked {
    /// Its name.
    pub id: String,
    /// In words.
    pub meaning: String,
    /// Its unit.
    pub unit: &'static str,
    /// Median and 90 % interval, over those that have a value.
    pub predicted: Option<Interval>,
    /// Share of runs that have a value.
    pub defined: f64,
    /// What was recorded.
    pub recorded: Range,
    /// Whether the calibration used it.
    pub fitted: bool,
    /// Whether it was held out of every fit, or is of later hours than the calibration.
    pub held_out: bool,
    /// Where the record lies among the runs: the share of values below it.
    pub percentile: Option<f64>,
    /// Width of the predicted interval over the spread of the record: see [`Against`].
    pub width: Option<f64>,
    /// `hit`, `wide hit` or `miss`; [`crate::summary::TOO_COARSE`] where one agent stands for too many adults.
    pub verdict: &'static str,
    /// Whether the recorded range and the predicted interval meet, and at least half of the runs have a value.
    pub inside: bool,
}

/// Runs at posterior draws. Replicates are those that `run --posterior` would number so.
/// A run that fails is left out and counted.
pub fn runs(family: &Family, posterior: &Posterior, count: u32, stop: &AtomicBool) -> (Vec<Few>, u32) {
    let numbers = (0..count).into_par_iter().with_max_len(1);
    counted(numbers.filter_map(|replicate| run(family, posterior, replicate, stop)).collect())
}

/// One of them: what is kept of it, or why it failed; `None` if asked to stop.
pub fn run(family: &Family, posterior: &Posterior, replicate: u32, stop: &AtomicBool) -> Option<Result<Few, String>> {
    if stop.load(Ordering::Relaxed) {
        return None;
    }
    let values = posterior.values(family.seed, replicate);
    let run = || {
        let world = family.world(&values).map_err(|complaint| complaint.problem().to_string())?;
        Ok(Few::of(family, &family.course(&world, replicate)))
    };
    Some(crate::ensemble::caught(run).and_then(|result| result))
}

/// The runs that reached their end, and how many failed.
pub fn counted(all: Vec<Result<Few, String>>) -> (Vec<Few>, u32) {
    let failed = all.iter().filter(|run| run.is_err()).count() as u32;
    (all.into_iter().filter_map(Result::ok).collect(), failed)
}

/// Compares runs with the record; `used` are the statistics that the calibration used. What looks at hours after
/// `until`, where the calibration ended, was held out by that.
pub fn check(family: &Family, runs: &[Few], used: &[String], until: Option<u32>) -> Vec<Checked> {
    let statistic = |(k, statistic): (usize, &crate::statistics::Statistic)| {
        let target = &statistic.target;
        let values: Vec<f64> = runs.iter().filter_map(|run| run.values[k]).collect();
        let fit = StatisticFit::of(target, values, runs.len())?;
        let fit = fit.judged_at(family.making.scale, &family.scenario, target);
        let fitted = used.contains(&target.id);
        let later = until.is_some_and(|hours| statistic.last_hour() > hours as usize);
        Some(Checked {
            id: fit.id,
            meaning: fit.meaning,
            unit: fit.unit,
            predicted: fit.simulated,
            defined: fit.defined,
            recorded: fit.recorded,
            fitted,
            held_out: target.held_out || later && !fitted,
            percentile: fit.percentile,
            width: fit.width,
            verdict: fit.verdict,
            inside: fit.inside,
        })
    };
    family.statistics.iter().enumerate().filter_map(statistic).collect()
}

/// Mean CRPS of `log(1 + size)` over an event's recorded sizes, each place in the order of its
/// days, and that of always the last size recorded there; the first size of a place is left
/// out, as persistence needs one. `None` if no place has two sizes.
pub fn scores(family: &Family, runs: &[Few]) -> Option<(f64, f64)> {
    let mut sizes: Vec<(&str, chrono::NaiveDate, usize)> = Vec::new();
    for (k, statistic) in family.statistics.iter().enumerate() {
        let target = &statistic.target;
        if let (Some(day), true) = (target.date, target.variable.starts_with("participants"))
            && target.scored
            && target.best.is_some()
        {
            sizes.push((&target.place, day, k));
        }
    }
    sizes.sort();
    let best = |k: usize| libm::log1p(family.statistics[k].target.best.unwrap_or(0.0));
    let (mut model, mut last, mut n) = (0.0, 0.0, 0.0);
    for pair in sizes.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        let (before, k) = (pair[0].2, pair[1].2);
        n += 1.0;
        let members: Vec<f64> = runs.iter().map(|run| libm::log1p(run.values[k].unwrap_or(0.0))).collect();
        model += crps(&members, best(k));
        last += (best(k) - best(before)).abs();
    }
    (n > 0.0 && !runs.is_empty()).then(|| (model / n, last / n))
}

/// The continuous ranked probability score of an ensemble (Gneiting & Raftery 2007):
/// `E|X − y| − E|X − X′|/2`.
fn crps(members: &[f64], y: f64) -> f64 {
    let mut sorted = members.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let error = sorted.iter().map(|x| (x - y).abs()).sum::<f64>() / n;
    let spread: f64 = sorted.iter().enumerate().map(|(i, x)| (2.0 * i as f64 + 1.0 - n) * x).sum();
    error - spread / (n * n)
}

/// The columns of `data/predictive.parquet`.
pub const PREDICTIVE: &[Field] = &[
    Field::new("target", Kind::Text, "", "which recorded quantity"),
    Field::new("meaning", Kind::Text, "", "in words"),
    Field::new("q05", Kind::F64, "", "5 % of posterior runs that have a value").nullable(),
    Field::new("q50", Kind::F64, "", "median").nullable(),
    Field::new("q95", Kind::F64, "", "95 %").nullable(),
    Field::new("defined", Kind::F64, "share", "share of posterior runs that have a value"),
    Field::new("low", Kind::F64, "", "lowest recorded value"),
    Field::new("best", Kind::F64, "", "best recorded value"),
    Field::new("high", Kind::F64, "", "highest recorded value"),
    Field::new("fitted", Kind::Bool, "", "whether the calibration used it"),
    Field::new(
        "held_out",
        Kind::Bool,
        "",
        "whether it was kept out of every fit, or is of later hours than the calibration",
    ),
    Field::new("percentile", Kind::F64, "share", "share of the runs below the record").nullable(),
    Field::new("width", Kind::F64, "1", "width of the interval over the spread of the record").nullable(),
    Field::new("inside", Kind::Bool, "", "whether record and interval meet"),
];

/// As a table.
pub fn table(checked: &[Checked]) -> Table {
    let mut table = Table::new("predictive", PREDICTIVE);
    for c in checked {
        let of = |f: fn(&Interval) -> f64| c.predicted.as_ref().map(f);
        table.push(groundswell_tables::row![
            &c.id,
            &c.meaning,
            of(|i| i.q05),
            of(|i| i.q50),
            of(|i| i.q95),
            c.defined,
            c.recorded.low,
            c.recorded.best,
            c.recorded.high,
            c.fitted,
            c.held_out,
            c.percentile,
            c.width,
            c.inside,
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_score_is_the_published_one() {
        // A point: the absolute error. Two members 0 and 1 at 0: one fourth.
        assert_eq!(crps(&[3.0], 1.0), 2.0);
        assert_eq!(crps(&[0.0, 1.0], 0.0), 0.25);
    }
}
