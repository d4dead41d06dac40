//! How well the branch that the others are set against agrees with what was recorded: said before any difference.

use crate::checkpoint::{FinishedReplicate, read};
use crate::plan::Plan;
use crate::rundir::RunDir;
use crate::scores::Sample;
use crate::statistics::{self, Statistic};
use groundswell_scenario::scenario::Scenario;
use serde::Serialize;

/// A base against the recorded sizes of crowds, on the scale `ln(1 + people)`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Fit {
    /// Recorded sizes.
    pub sizes: usize,
    /// Mean CRPS of the replicates.
    pub crps: f64,
    /// Mean CRPS of always the last recorded size of the place: 0 before its first.
    pub crps_last: f64,
    /// Recorded sizes outside the 90 % range of the replicates.
    pub misses: usize,
}

impl Fit {
    /// Whether always saying the last size is nearer the record.
    pub fn is_misfit(&self) -> bool {
        self.crps > self.crps_last
    }

    /// Of the values of recorded quantities in replicates, `values[replicate][statistic]`; `None` where no size was recorded.
    pub fn of(statistics: &[Statistic], values: &[Vec<Option<f64>>]) -> Option<Fit> {
        let mut sizes: Vec<(usize, &Statistic, f64)> = statistics
            .iter()
            .enumerate()
            .filter(|(_, s)| s.target.variable.starts_with("participants"))
            .filter_map(|(i, s)| Some((i, s, s.target.best?)))
            .collect();
        sizes.sort_by_key(|(_, s, _)| s.last_hour());
        let mut fit = Fit { sizes: 0, crps: 0.0, crps_last: 0.0, misses: 0 };
        for (at, (i, statistic, best)) in sizes.iter().enumerate() {
            let of: Vec<f64> = values.iter().filter_map(|values| *values.get(*i)?).map(f64::ln_1p).collect();
            if of.is_empty() {
                continue;
            }
            let same = |other: &&(usize, &Statistic, f64)| {
                other.1.target.place == statistic.target.place && other.1.last_hour() < statistic.last_hour()
            };
            let last = sizes[..at].iter().rev().find(same).map_or(0.0, |other| other.2.ln_1p());
            let (sample, y) = (Sample::new(&of), best.ln_1p());
            fit.sizes += 1;
            fit.crps += sample.crps(y);
            fit.crps_last += (last - y).abs();
            fit.misses += usize::from(y < sample.quantile(0.05) || y > sample.quantile(0.95));
        }
        if fit.sizes == 0 {
            return None;
        }
        let n = fit.sizes as f64;
        Some(Fit { crps: fit.crps / n, crps_last: fit.crps_last / n, ..fit })
    }

    /// Of a branch in its directory.
    pub fn read(dir: &RunDir, plan: &Plan, scenario: &Scenario) -> Option<Fit> {
        let of = |replicate| match read::<FinishedReplicate>(&dir.done_file(replicate)) {
            Some(FinishedReplicate { end: Ok(end), .. }) => Some(end.values),
            _ => None,
        };
        let values: Vec<_> = (0..plan.replicates).filter_map(of).collect();
        Fit::of(&statistics::of(scenario), &values)
    }

    /// In a sentence.
    pub fn says(&self, base: &str) -> String {
        let verdict = if self.is_misfit() { "worse than" } else { "no worse than" };
        format!(
            "`{base}` against the record: CRPS of ln(1 + people) {:.2} over {} sizes, {verdict} always the last size ({:.2}); {} \
             of them lie outside the 90 % of replicates",
            self.crps, self.sizes, self.crps_last, self.misses
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_near_the_record_fits_and_one_far_from_it_does_not() {
        let scenario = Scenario::load("east-germany-1989", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let statistics = statistics::of(&scenario);
        let of = |factor: f64| {
            let value = |s: &Statistic| s.target.best.map(|best| best * factor);
            let replicate = |k: u32| -> Vec<Option<f64>> {
                statistics.iter().map(|s| value(s).map(|x| x * (0.8 + 0.1 * f64::from(k)))).collect()
            };
            Fit::of(&statistics, &(0..5).map(replicate).collect::<Vec<_>>()).expect("sizes")
        };
        let (near, far) = (of(1.0), of(1e-3));
        assert_eq!((near.sizes, near.misses), (far.sizes, 0));
        assert!(!near.is_misfit() && near.crps < 0.2 && near.crps_last > near.crps, "{near:?}");
        assert!(far.is_misfit() && far.misses == far.sizes && far.says("base").contains("worse than"), "{far:?}");
        assert_eq!(Fit::of(&statistics, &[]), None);
    }
}
