//! How far a simulated event is from the recorded one.
//!
//! `d² = mean over quantities of (gap / scale)²`, where the gap is how far the simulated
//! value lies outside the recorded range, sizes as logarithms. A scale is the spread of the
//! quantity over the simulations of the generation before (1.4826 times the median absolute
//! deviation; Prangle 2017), and never below the tolerance with which the quantity was
//! observed (model §6): so early on no quantity drowns the others, and in the end distances
//! are in tolerances. Accepting within a tolerance is exact inference for a record with
//! such an error (Wilkinson 2013).

use crate::against::compared;
use crate::statistics::Statistic;
use groundswell_stats::quantile;
use serde::{Deserialize, Serialize};

/// What a simulation says of each recorded quantity, on the scale of comparison; `None`
/// where it has no value.
pub type ComparedValues = Vec<Option<f64>>;

/// A recorded quantity, on the scale of comparison.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observed {
    /// Lowest recorded value.
    pub low: f64,
    /// Highest.
    pub high: f64,
    /// What counts as one.
    pub tolerance: f64,
}

/// What a gap counts where a simulation has no value, and at most, in tolerances.
const MISSED: f64 = 8.0;

impl Observed {
    /// The recorded value of a statistic; `None` if nothing was recorded.
    pub fn of(statistic: &Statistic) -> Option<Observed> {
        let target = &statistic.target;
        let best = target.best?;
        let (low, tolerance) = compared(target, target.low.unwrap_or(best));
        let (high, _) = compared(target, target.high.unwrap_or(best));
        Some(Observed { low, high, tolerance })
    }

    /// A quantity of which nothing is known.
    pub fn unknown(self) -> Observed {
        Observed { low: f64::MIN, high: f64::MAX, ..self }
    }

    /// Whether anything is known of it.
    pub fn is_known(&self) -> bool {
        self.high < f64::MAX
    }

    /// How far a value lies outside the recorded range, on the scale of comparison.
    pub fn gap(&self, value: Option<f64>) -> f64 {
        if !self.is_known() {
            return 0.0;
        }
        let most = MISSED * self.tolerance;
        let Some(x) = value else { return most };
        (self.low - x).max(x - self.high).max(0.0).min(most)
    }
}

/// Judges simulations: the record, the scales, the tolerance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Judge {
    /// What was recorded.
    pub observed: Vec<Observed>,
    /// Scale of each quantity.
    pub scales: Vec<f64>,
    /// The largest distance that is accepted.
    pub epsilon: f64,
}

impl Judge {
    /// With the tolerances as scales, and nothing refused.
    pub fn new(observed: Vec<Observed>) -> Judge {
        let scales = observed.iter().map(|o| o.tolerance).collect();
        Judge { observed, scales, epsilon: f64::INFINITY }
    }

    /// One quantity's part of the squared distance.
    pub fn part(&self, quantity: usize, value: Option<f64>) -> f64 {
        let gap = self.observed[quantity].gap(value) / self.scales[quantity];
        gap * gap / self.observed.len() as f64
    }

    /// The distance.
    pub fn distance(&self, values: &ComparedValues) -> f64 {
        libm::sqrt(values.iter().enumerate().map(|(k, value)| self.part(k, *value)).sum())
    }

    /// Scales from the spread of simulations; where too few have a value the scale stays.
    pub fn rescale(&mut self, seen: &[ComparedValues]) {
        for k in 0..self.observed.len() {
            let values: Vec<f64> = seen.iter().filter_map(|values| values[k]).collect();
            if values.len() >= 20 {
                self.scales[k] = (1.4826 * deviation(values)).max(self.observed[k].tolerance);
            }
        }
    }
}

/// The median absolute deviation.
fn deviation(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = quantile(&values, 0.5);
    values.iter_mut().for_each(|x| *x = (*x - middle).abs());
    values.sort_by(f64::total_cmp);
    quantile(&values, 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observed() -> Vec<Observed> {
        vec![Observed { low: 1.0, high: 2.0, tolerance: 0.5 }, Observed { low: 0.0, high: 0.0, tolerance: 1.0 }]
    }

    #[test]
    fn distances_are_worked_by_hand() {
        let judge = Judge::new(observed());
        assert_eq!(judge.distance(&vec![Some(1.5), Some(0.0)]), 0.0);
        // One tolerance beyond in the first, two in the second: √((1 + 4)/2).
        assert!((judge.distance(&vec![Some(2.5), Some(-2.0)]) - libm::sqrt(2.5)).abs() < 1e-12);
        // Without a value a quantity counts eight tolerances, and never more.
        assert_eq!(judge.distance(&vec![None, Some(0.0)]), judge.distance(&vec![Some(1e9), Some(0.0)]));
    }

    #[test]
    fn scales_follow_the_spread_but_never_fall_below_the_tolerance() {
        let mut judge = Judge::new(observed());
        // 0, 10, …, 400: the median absolute deviation is 100.
        let seen: Vec<ComparedValues> = (0..41).map(|i| vec![Some(f64::from(i) * 10.0), Some(0.3)]).collect();
        judge.rescale(&seen);
        assert!((judge.scales[0] - 148.26).abs() < 1e-9, "{:?}", judge.scales);
        assert_eq!(judge.scales[1], 1.0);
        judge.rescale(&seen[..10]);
        assert!((judge.scales[0] - 148.26).abs() < 1e-9, "too few to say");
    }
}
