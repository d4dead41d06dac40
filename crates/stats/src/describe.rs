//! Mean, spread and quantiles of a handful of numbers.

use crate::quantile;
use serde::Serialize;

/// What a sample looks like.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Described {
    /// How many numbers.
    pub n: usize,
    /// Their mean; not a number if there are none.
    pub mean: f64,
    /// Their standard deviation (denominator `n - 1`); 0 for fewer than two.
    pub sd: f64,
    /// The quantile .05.
    pub low: f64,
    /// The median.
    pub median: f64,
    /// The quantile .95.
    pub high: f64,
}

impl Described {
    /// Describes a sample.
    pub fn of(sample: &[f64]) -> Described {
        let n = sample.len();
        let mut sorted = sample.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        Described {
            n,
            mean: mean(sample),
            sd: variance(sample).sqrt(),
            low: quantile(&sorted, 0.05),
            median: quantile(&sorted, 0.5),
            high: quantile(&sorted, 0.95),
        }
    }

    /// The standard error of the mean.
    pub fn error(&self) -> f64 {
        self.sd / (self.n as f64).sqrt()
    }
}

/// Their mean; not a number of nothing.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Variance with denominator `n − 1`; 0 of fewer than two.
pub fn variance(values: &[f64]) -> f64 {
    let m = mean(values);
    let squares: f64 = values.iter().map(|x| (x - m).powi(2)).sum();
    if values.len() < 2 { 0.0 } else { squares / (values.len() - 1) as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_numbers() {
        let d = Described::of(&[5.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!((d.mean, d.median, d.low, d.high), (3.0, 3.0, 1.2, 4.8));
        assert!((d.sd - 2.5f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn nothing_has_no_mean() {
        assert!(Described::of(&[]).mean.is_nan());
        assert_eq!(Described::of(&[7.0]).sd, 0.0);
    }
}
