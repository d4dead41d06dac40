//! Mean, spread and quantiles of a handful of numbers.

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
    /// The smallest value with at least five percent at or below it.
    pub low: f64,
    /// The median.
    pub median: f64,
    /// The smallest value with at least 95 percent at or below it.
    pub high: f64,
}

impl Described {
    /// Describes a sample.
    pub fn of(sample: &[f64]) -> Described {
        let n = sample.len();
        let mean = sample.iter().sum::<f64>() / n as f64;
        let squares: f64 = sample.iter().map(|x| (x - mean).powi(2)).sum();
        let sd = if n < 2 { 0.0 } else { (squares / (n - 1) as f64).sqrt() };
        let mut sorted = sample.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        Described {
            n,
            mean,
            sd,
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

/// The smallest value with at least a share `q` of a sorted sample at or below it.
pub fn quantile(sorted: &[f64], q: f64) -> f64 {
    let rank = (q * sorted.len() as f64).ceil().max(1.0) as usize;
    sorted.get(rank - 1).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_numbers() {
        let d = Described::of(&[5.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!((d.mean, d.median, d.low, d.high), (3.0, 3.0, 1.0, 5.0));
        assert!((d.sd - 2.5f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn nothing_has_no_mean() {
        assert!(Described::of(&[]).mean.is_nan());
        assert_eq!(Described::of(&[7.0]).sd, 0.0);
    }
}
