//! Proper scores of forecasts: how far what was said lies from what happened, smaller is better.
//!
//! Definitions are those of Gneiting & Raftery 2007 (*JASA* 102:359). A forecast is a weighted sample, whoever made
//! it, so that every forecast is scored by one and the same code.

mod sample;
pub mod skill;

pub use sample::Sample;

use groundswell_chance::normal::{cumulative, density};

/// CRPS of a normal distribution in closed form (Gneiting, Raftery, Westveld & Goldman 2005, eq. 5), in the unit of `y`.
pub fn crps_normal(mean: f64, deviation: f64, y: f64) -> f64 {
    if deviation <= 0.0 {
        return (y - mean).abs();
    }
    let z = (y - mean) / deviation;
    deviation * (z * (2.0 * cumulative(z) - 1.0) + 2.0 * density(z) - 1.0 / libm::sqrt(std::f64::consts::PI))
}

/// Quadratic score of a probability: `(p − o)²`, `o` 1 if it happened (Brier 1950).
pub fn brier(probability: f64, happened: bool) -> f64 {
    let outcome = f64::from(u8::from(happened));
    (probability - outcome) * (probability - outcome)
}

/// Logarithmic score of the probability (or density) given to what happened, in nats.
pub fn log_score(probability: f64) -> f64 {
    -libm::log(probability)
}

/// Interval score of a central interval that should hold `1 − alpha` of the probability, in the unit of `y`: its width,
/// and `2/alpha` times the distance by which it missed (Gneiting & Raftery 2007, eq. 43).
pub fn interval_score(low: f64, high: f64, alpha: f64, y: f64) -> f64 {
    high - low + 2.0 / alpha * ((low - y).max(0.0) + (y - high).max(0.0))
}

/// Energy score of a weighted sample of vectors (Gneiting & Raftery 2007, eq. 22, with β = 1): the CRPS in several
/// dimensions. `vectors[i]` is a draw, as long as `y`; weights need not add up to one.
pub fn energy_score(vectors: &[Vec<f64>], weights: &[f64], y: &[f64]) -> f64 {
    let total: f64 = weights.iter().sum();
    let distance = |a: &[f64], b: &[f64]| libm::sqrt(a.iter().zip(b).map(|(x, z)| (x - z) * (x - z)).sum());
    let (mut near, mut spread) = (0.0, 0.0);
    for (i, (a, wa)) in vectors.iter().zip(weights).enumerate() {
        near += wa * distance(a, y);
        // Each pair once, the same with itself is nothing.
        for (b, wb) in vectors.iter().zip(weights).skip(i + 1) {
            spread += wa * wb * distance(a, b);
        }
    }
    near / total - spread / (total * total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_chance::draw::{Key, Purpose};

    fn close(a: f64, b: f64, tolerance: f64) {
        assert!((a - b).abs() < tolerance, "{a} is not {b}");
    }

    /// The checks that have a closed form, from the published definitions.
    #[test]
    fn closed_forms() {
        let root_pi = std::f64::consts::PI.sqrt();
        close(crps_normal(0.0, 1.0, 0.0), (2f64.sqrt() - 1.0) / root_pi, 1e-15);
        close(crps_normal(0.0, 1.0, 0.0), 0.233695, 1e-6);
        close(Sample::new(&[3.0]).crps(5.5), 2.5, 0.0 + 1e-15);
        close(Sample::new(&[0.0, 1.0]).crps(0.0), 0.25, 1e-15);
        close(Sample::new(&[0.0, 1.0]).crps_fair(0.0), 0.0, 1e-15);
        close(brier(0.7, true), 0.09, 1e-15);
        close(brier(0.7, false), 0.49, 1e-15);
        close(log_score(0.7), 0.356675, 1e-6);
        // Width 4, missed by 1 with alpha .1: 4 + 20.
        close(interval_score(0.0, 4.0, 0.1, 5.0), 24.0, 1e-12);
        close(interval_score(0.0, 4.0, 0.1, 2.0), 4.0, 1e-15);
        close(interval_score(1.0, 4.0, 0.5, 0.0), 7.0, 1e-15);
    }

    #[test]
    fn a_large_normal_sample_scores_as_the_normal() {
        let n = 20_000;
        let key = Key::new(5, 0);
        let values: Vec<f64> = (0..n).map(|i| 2.0 + 3.0 * key.draw(Purpose::Study, i, 0).normal(0)).collect();
        let sample = Sample::new(&values);
        for y in [-4.0, 0.0, 2.0, 9.0] {
            // The error of a Monte-Carlo CRPS is of the order of the spread over the square root of n.
            close(sample.crps(y), crps_normal(2.0, 3.0, y), 0.1);
        }
    }

    #[test]
    fn in_one_dimension_the_energy_score_is_the_crps() {
        let values = [0.3, 2.0, -1.0, 4.5, 0.3];
        let weights = [1.0, 2.0, 0.5, 3.0, 1.0];
        let vectors: Vec<Vec<f64>> = values.iter().map(|v| vec![*v]).collect();
        for y in [-2.0, 0.3, 1.0, 8.0] {
            close(energy_score(&vectors, &weights, &[y]), Sample::weighted(&values, &weights).crps(y), 1e-12);
        }
        // A point in the plane: the distance, 3-4-5.
        close(energy_score(&[vec![0.0, 0.0]], &[2.0], &[3.0, 4.0]), 5.0, 1e-15);
    }

    #[test]
    fn honest_forecasts_score_best_on_average() {
        // Outcomes from N(0, 1): a forecast with another mean or spread has a larger mean score.
        let key = Key::new(8, 1);
        let n = 4000;
        let mean = |m: f64, s: f64| {
            (0..n).map(|i| crps_normal(m, s, key.draw(Purpose::Study, i, 1).normal(0))).sum::<f64>() / f64::from(n)
        };
        let honest = mean(0.0, 1.0);
        for (m, s) in [(0.5, 1.0), (-0.5, 1.0), (0.0, 2.0), (0.0, 0.5)] {
            assert!(mean(m, s) > honest, "{m} {s}");
        }
    }
}
