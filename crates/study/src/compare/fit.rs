//! How well the branch that the others are set against agrees with what was recorded: said before any difference.

use crate::checkpoint::{FinishedReplicate, read};
use crate::plan::Plan;
use crate::rundir::RunDir;
use crate::scores::Sample;
use crate::statistics::{self, Statistic};
use crate::summary::TOO_COARSE;
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
    /// [`WORSE`] or [`NO_WORSE`] than always the last size; [`TOO_COARSE`] where one agent stands for too many adults for
    /// sizes to be judged (decision 0250).
    pub verdict: &'static str,
    /// Adults that an agent stands for, and the most for which runs are judged.
    pub scale: (u32, u32),
}

/// Always saying the last size is nearer the record.
pub const WORSE: &str = "worse";

/// It is not.
pub const NO_WORSE: &str = "no worse";

impl Fit {
    /// Whether always saying the last size is nearer the record.
    pub fn is_misfit(&self) -> bool {
        self.verdict == WORSE
    }

    /// Of the values of recorded quantities in replicates, `values[replicate][statistic]`, at a scale, of which the second is
    /// the most that is judged; `None` where no size was recorded.
    pub fn of(statistics: &[Statistic], values: &[Vec<Option<f64>>], scale: (u32, u32)) -> Option<Fit> {
        let mut sizes: Vec<(usize, &Statistic, f64)> = statistics
            .iter()
            .enumerate()
            .filter(|(_, s)| s.target.variable.starts_with("participants"))
            .filter_map(|(i, s)| Some((i, s, s.target.best?)))
            .collect();
        sizes.sort_by_key(|(_, s, _)| s.last_hour());
        let mut fit = Fit { sizes: 0, crps: 0.0, crps_last: 0.0, misses: 0, verdict: TOO_COARSE, scale };
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
        let verdict = match scale.0 <= scale.1 {
            false => TOO_COARSE,
            true if fit.crps > fit.crps_last => WORSE,
            true => NO_WORSE,
        };
        Some(Fit { crps: fit.crps / n, crps_last: fit.crps_last / n, verdict, ..fit })
    }

    /// Of a branch in its directory.
    pub fn read(dir: &RunDir, plan: &Plan, scenario: &Scenario) -> Option<Fit> {
        let of = |replicate| match read::<FinishedReplicate>(&dir.done_file(replicate)) {
            Some(FinishedReplicate { end: Ok(end), .. }) => Some(end.values),
            _ => None,
        };
        let values: Vec<_> = (0..plan.replicates).filter_map(of).collect();
        Fit::of(&statistics::of(scenario), &values, (plan.scale, scenario.coarsest_judged()))
    }

    /// In a sentence.
    pub fn says(&self, base: &str) -> String {
        let (scale, judged) = self.scale;
        if self.verdict == TOO_COARSE {
            return format!(
                "`{base}` against the record: too coarse: one agent stands for {scale} adults, and sizes are judged at a scale \
                 of {judged} or less, so that how far it is from what happened is not known"
            );
        }
        format!(
            "`{base}` against the record: CRPS of ln(1 + people) {:.2} over {} sizes, {} than always the last size ({:.2}); {} \
             of them lie outside the 90 % of replicates",
            self.crps, self.sizes, self.verdict, self.crps_last, self.misses
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
        let at = |factor: f64, scale: u32| {
            let value = |s: &Statistic| s.target.best.map(|best| best * factor);
            let replicate = |k: u32| -> Vec<Option<f64>> {
                statistics.iter().map(|s| value(s).map(|x| x * (0.8 + 0.1 * f64::from(k)))).collect()
            };
            let values = (0..5).map(replicate).collect::<Vec<_>>();
            Fit::of(&statistics, &values, (scale, scenario.coarsest_judged())).expect("sizes")
        };
        let of = |factor: f64| at(factor, 1);
        let (near, far) = (of(1.0), of(1e-3));
        assert_eq!((near.sizes, near.misses), (far.sizes, 0));
        assert!(!near.is_misfit() && near.crps < 0.2 && near.crps_last > near.crps, "{near:?}");
        assert!(far.is_misfit() && far.misses == far.sizes && far.says("base").contains("worse than"), "{far:?}");
        assert_eq!(Fit::of(&statistics, &[], (1, 10)), None);
        // However near or far: such runs are not judged by the record.
        for factor in [1.0, 1e-3] {
            let coarse = at(factor, 100);
            assert!(coarse.verdict == TOO_COARSE && !coarse.is_misfit() && at(factor, 10).verdict != TOO_COARSE);
            let said = coarse.says("base");
            assert!(said.contains("too coarse: one agent stands for 100 adults") && !said.contains("CRPS"), "{said}");
        }
    }
}
