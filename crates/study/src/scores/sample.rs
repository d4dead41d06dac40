//! A forecast as a weighted sample.

use groundswell_chance::normal::{cumulative, density};
use groundswell_stats::sorted_weighted_quantile;

/// Draws from a forecast of one number, with weights. Values that are no numbers are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// Rising.
    values: Vec<f64>,
    /// Of each value; they add up to 1.
    weights: Vec<f64>,
}

impl Sample {
    /// Draws that count alike.
    pub fn new(values: &[f64]) -> Sample {
        Sample::weighted(values, &vec![1.0; values.len()])
    }

    /// Draws with weights of at least 0 that need not add up to one.
    pub fn weighted(values: &[f64], weights: &[f64]) -> Sample {
        let mut pairs: Vec<(f64, f64)> =
            values.iter().copied().zip(weights.iter().copied()).filter(|(v, w)| !v.is_nan() && *w > 0.0).collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let total: f64 = pairs.iter().map(|p| p.1).sum();
        Sample { values: pairs.iter().map(|p| p.0).collect(), weights: pairs.iter().map(|p| p.1 / total).collect() }
    }

    /// Whether there are no draws.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The same draws on another scale, by a rising function.
    pub fn map(&self, f: impl Fn(f64) -> f64) -> Sample {
        Sample { values: self.values.iter().map(|v| f(*v)).collect(), weights: self.weights.clone() }
    }

    /// Continuous ranked probability score, `E|X − y| − E|X − X'|/2` over the sample itself, in the unit of `y`.
    pub fn crps(&self, y: f64) -> f64 {
        let near: f64 = self.values.iter().zip(&self.weights).map(|(v, w)| w * (v - y).abs()).sum();
        near - self.half_spread()
    }

    /// CRPS of an outcome of which only is known that it is at least `limit`: what lies above counts for nothing, `∫ F²`
    /// up to there. Proper for what is told apart (Gneiting & Ranjan 2011, *JBES* 29:411).
    pub fn crps_at_least(&self, limit: f64) -> f64 {
        let (mut below, mut sum) = (0.0, 0.0);
        for (i, (v, w)) in self.values.iter().zip(&self.weights).enumerate().take_while(|(_, (v, _))| **v < limit) {
            below += w;
            let next = self.values.get(i + 1).copied().unwrap_or(limit).min(limit);
            sum += below * below * (next - v);
        }
        sum
    }

    /// Share of the weight that lies below a value, and on it.
    pub fn below_and_at(&self, y: f64) -> (f64, f64) {
        self.values.iter().zip(&self.weights).fold((0.0, 0.0), |(below, at), (v, w)| match v.total_cmp(&y) {
            std::cmp::Ordering::Less => (below + w, at),
            std::cmp::Ordering::Equal => (below, at + w),
            std::cmp::Ordering::Greater => (below, at),
        })
    }

    /// The same, unbiased for the distribution that the draws are from (Ferro 2014): equal weights only. A single
    /// draw has no spread to correct.
    pub fn crps_fair(&self, y: f64) -> f64 {
        let n = self.values.len() as f64;
        if n < 2.0 {
            return self.crps(y);
        }
        let near: f64 = self.values.iter().map(|v| (v - y).abs()).sum::<f64>() / n;
        near - self.half_spread() * n / (n - 1.0)
    }

    /// Half the mean distance of two draws, `Σ wᵢ xᵢ (Wᵢ₋₁ + Wᵢ − 1)` with `W` the running sum.
    fn half_spread(&self) -> f64 {
        let (mut below, mut sum) = (0.0, 0.0);
        for (v, w) in self.values.iter().zip(&self.weights) {
            sum += w * v * (2.0 * below + w - 1.0);
            below += w;
        }
        sum
    }

    /// The quantile `q`; not a number of no draws.
    pub fn quantile(&self, q: f64) -> f64 {
        sorted_weighted_quantile(&self.values, &self.weights, q)
    }

    /// Mean of the draws.
    pub fn mean(&self) -> f64 {
        self.values.iter().zip(&self.weights).map(|(v, w)| v * w).sum()
    }

    /// Share of the weight above a value.
    pub fn above(&self, limit: f64) -> f64 {
        self.values.iter().zip(&self.weights).filter(|(v, _)| **v > limit).fold(0.0, |sum, (_, w)| sum + w)
    }

    /// Log score of the density at `y`, in nats: a normal kernel over each draw, with the width of Silverman's rule
    /// (1986, eq. 3.31) for the effective number of draws, and at least `least`, in the unit of `y`. A tenth of a per
    /// cent of the density is normal, five times as wide as the sample, so that no outcome scores infinity.
    pub fn log_score(&self, y: f64, least: f64) -> f64 {
        let mean = self.mean();
        let deviation =
            libm::sqrt(self.values.iter().zip(&self.weights).map(|(v, w)| w * (v - mean) * (v - mean)).sum());
        let between = (self.quantile(0.75) - self.quantile(0.25)) / 1.34;
        let scale = if between > 0.0 { deviation.min(between) } else { deviation };
        let effective = 1.0 / self.weights.iter().map(|w| w * w).sum::<f64>();
        let width = (0.9 * scale * libm::pow(effective, -0.2)).max(least);
        let kernel: f64 =
            self.values.iter().zip(&self.weights).map(|(v, w)| w * density((y - v) / width) / width).sum();
        let broad = 5.0 * deviation.max(width);
        let wide = density((y - mean) / broad) / broad;
        // Beyond that the normal tail itself underflows; its logarithm does not.
        let floor = -0.5 * ((y - mean) / broad) * ((y - mean) / broad)
            - libm::log(broad * 1e3 * libm::sqrt(std::f64::consts::TAU));
        let density = 0.999 * kernel + 0.001 * wide;
        if density > 0.0 { -libm::log(density) } else { -floor }
    }

    /// Share of the weight that a normal error of this width puts below `y`: the smoothed distribution function.
    pub fn below_smoothed(&self, y: f64, width: f64) -> f64 {
        self.values.iter().zip(&self.weights).map(|(v, w)| w * cumulative((y - v) / width)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_so_many_draws() {
        let many = Sample::new(&[1.0, 1.0, 1.0, 4.0]);
        let weighted = Sample::weighted(&[4.0, 1.0, f64::NAN, 7.0], &[1.0, 3.0, 2.0, 0.0]);
        for y in [0.0, 1.0, 2.0, 5.0] {
            assert!((many.crps(y) - weighted.crps(y)).abs() < 1e-12);
        }
        assert_eq!(weighted.mean(), 1.75);
        assert_eq!(many.quantile(0.5), 1.0);
        assert!((many.quantile(0.9) - 3.1).abs() < 1e-12);
        assert_eq!(weighted.above(1.0), 0.25);
    }

    #[test]
    fn what_is_only_known_to_be_large_scores_what_lies_below() {
        let sample = Sample::weighted(&[0.0, 1.0, 2.5, 4.0], &[1.0, 2.0, 3.0, 2.0]);
        assert!((sample.crps_at_least(4.0) - sample.crps(4.0)).abs() < 1e-12, "nothing lies above");
        assert!((sample.crps_at_least(1.0) - 1.0 / 64.0).abs() < 1e-12);
        assert_eq!(sample.crps_at_least(-1.0), 0.0);
        let (below, at) = sample.below_and_at(2.5);
        assert!((below - 0.375).abs() < 1e-12 && (at - 0.375).abs() < 1e-12);
    }

    #[test]
    fn the_log_score_of_a_normal_sample_is_near_that_of_the_normal() {
        let values: Vec<f64> =
            (0..4000).map(|i| groundswell_chance::normal::quantile((f64::from(i) + 0.5) / 4000.0)).collect();
        let sample = Sample::new(&values);
        for y in [-1.0f64, 0.0, 2.0] {
            let exact = 0.5 * y * y + 0.5 * std::f64::consts::TAU.ln();
            assert!((sample.log_score(y, 1e-3) - exact).abs() < 0.05, "{y}");
        }
        assert!(sample.log_score(1e6, 0.1).is_finite());
        assert!(Sample::new(&[2.0, 2.0]).log_score(2.0, 0.1).is_finite());
    }

    #[test]
    fn the_fair_score_does_not_depend_on_the_number_of_draws() {
        use groundswell_chance::draw::{Key, Purpose};
        let mean = |n: u32, fair: bool| {
            let score = |r: u32| {
                let key = Key::new(3, r);
                let values: Vec<f64> = (0..n).map(|i| key.draw(Purpose::Study, i, 2).normal(0)).collect();
                let sample = Sample::new(&values);
                if fair { sample.crps_fair(0.5) } else { sample.crps(0.5) }
            };
            (0..4000).map(score).sum::<f64>() / 4000.0
        };
        let exact = crate::scores::crps_normal(0.0, 1.0, 0.5);
        assert!((mean(4, true) - exact).abs() < 0.02 && (mean(4, false) - exact) > 0.08);
    }
}
