//! Runs weighted by how well they agree with what had been published: adaptive multiple importance sampling.
//!
//! Parameters live in standard normal coordinates (see [`prior`](super::prior)). Points of the first round are drawn
//! from the prior; those of each further round from a mixture of normals around the points that fit best so far, and a
//! fifth from the prior, so that nothing is ever out of reach. A point counts `prior · likelihood^τ / mixture of all
//! rounds` (Cornuet, Marin, Mira & Robert 2012, *Scand. J. Stat.* 39:798). The exponent τ is 1 unless the likelihood
//! leaves fewer than [`FEWEST`] effective points: then it is the largest that leaves this many, and is reported. A model
//! this coarse does not deserve that a few reports pick a single run.

use groundswell_chance::draw::{Key, Purpose};

/// Effective points that are kept at least, if there are ten times as many.
pub const FEWEST: f64 = 12.0;
/// Effective points around which the next round is drawn.
pub const GUIDE: f64 = 6.0;
/// Share of every round that is drawn from the prior.
const FROM_PRIOR: f64 = 0.2;

/// A point, in standard normal coordinates, with the logarithm of its likelihood.
#[derive(Clone, Debug)]
pub struct WeightedPoint {
    /// Coordinates.
    pub z: Vec<f64>,
    /// Logarithm of the likelihood of what was published.
    pub log_likelihood: f64,
}

/// A proposal: normals of one shape around some points, and the prior.
#[derive(Clone, Debug)]
pub struct ParticleProposal {
    centres: Vec<(Vec<f64>, f64)>,
    widths: Vec<f64>,
}

/// Logarithm of the density of a standard normal, without its constant.
fn log_normal(z: &[f64]) -> f64 {
    -0.5 * z.iter().map(|x| x * x).sum::<f64>()
}

impl ParticleProposal {
    /// The prior alone.
    pub fn prior() -> ParticleProposal {
        ParticleProposal { centres: vec![], widths: vec![] }
    }

    /// Around weighted points: as wide in each coordinate as the points scatter, shrunk as Silverman's rule says.
    pub fn around(points: &[WeightedPoint], weights: &[f64]) -> ParticleProposal {
        let dimensions = points.first().map_or(0, |p| p.z.len());
        let total: f64 = weights.iter().sum();
        let ess = effective(weights);
        let shrink = libm::pow(4.0 / (dimensions as f64 + 2.0) / ess.max(1.0), 1.0 / (dimensions as f64 + 4.0));
        let width = |k: usize| {
            let mean = points.iter().zip(weights).map(|(p, w)| w * p.z[k]).sum::<f64>() / total;
            let var =
                points.iter().zip(weights).map(|(p, w)| w * (p.z[k] - mean) * (p.z[k] - mean)).sum::<f64>() / total;
            (libm::sqrt(var) * shrink).max(0.1)
        };
        let centres =
            points.iter().zip(weights).filter(|(_, w)| **w > 1e-6 * total).map(|(p, w)| (p.z.clone(), w / total));
        ParticleProposal { centres: centres.collect(), widths: (0..dimensions).map(width).collect() }
    }

    /// Draws a point.
    pub fn draw(&self, dimensions: usize, key: Key, who: u32, round: u32) -> Vec<f64> {
        let draw = key.draw(Purpose::Study, who, round);
        let normal = |k: usize| draw.normal(k as u32 + 2);
        let (u, v) = draw.pair(0);
        if self.centres.is_empty() || u < FROM_PRIOR {
            return (0..dimensions).map(normal).collect();
        }
        let mut left = v;
        let picked = self.centres.iter().find(|(_, share)| {
            left -= share;
            left < 0.0
        });
        let centre = &picked.or(self.centres.last()).expect("there are centres").0;
        (0..dimensions).map(|k| centre[k] + self.widths[k] * normal(k)).collect()
    }

    /// Logarithm of its density at a point, without the constant of the normal.
    fn log_density(&self, z: &[f64]) -> f64 {
        if self.centres.is_empty() {
            return log_normal(z);
        }
        let volume: f64 = self.widths.iter().map(|w| libm::log(*w)).sum();
        let terms = self.centres.iter().map(|(centre, share)| {
            let scaled: f64 =
                z.iter().zip(centre).zip(&self.widths).map(|((x, c), w)| ((x - c) / w) * ((x - c) / w)).sum();
            libm::log((1.0 - FROM_PRIOR) * share) - 0.5 * scaled - volume
        });
        log_sum(&terms.chain([libm::log(FROM_PRIOR) + log_normal(z)]).collect::<Vec<_>>())
    }
}

/// `log Σ exp`, safely.
fn log_sum(terms: &[f64]) -> f64 {
    let most = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + libm::log(terms.iter().map(|t| libm::exp(t - most)).sum())
}

/// Effective number of weighted points, `(Σw)²/Σw²` (Kong 1992).
pub fn effective(weights: &[f64]) -> f64 {
    let (sum, squares) = weights.iter().fold((0.0, 0.0), |(s, q), w| (s + w, q + w * w));
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}

/// The result of weighted points.
#[derive(Clone, Debug)]
pub struct Weighted {
    /// A weight for each point; the largest is 1.
    pub weights: Vec<f64>,
    /// The exponent of the likelihood.
    pub exponent: f64,
    /// Effective points.
    pub effective: f64,
}

/// Weights of points that were drawn `sizes[i]` at a time from `proposals[i]`, with at least `fewest` effective points if
/// there are ten times as many.
pub fn weigh(points: &[WeightedPoint], proposals: &[ParticleProposal], sizes: &[usize], fewest: f64) -> Weighted {
    let all: f64 = sizes.iter().sum::<usize>() as f64;
    let base: Vec<f64> = points
        .iter()
        .map(|point| {
            let terms: Vec<f64> = proposals
                .iter()
                .zip(sizes)
                .map(|(q, n)| libm::log(*n as f64 / all) + q.log_density(&point.z))
                .collect();
            log_normal(&point.z) - log_sum(&terms)
        })
        .collect();
    let tempered = |exponent: f64| {
        let logs: Vec<f64> = points.iter().zip(&base).map(|(p, b)| b + exponent * p.log_likelihood).collect();
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        logs.iter().map(|l| libm::exp(l - most)).collect::<Vec<f64>>()
    };
    let enough = fewest.min(points.len() as f64 / 10.0);
    let mut exponent = 1.0;
    if effective(&tempered(1.0)) < enough {
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..40 {
            let middle = 0.5 * (low + high);
            if effective(&tempered(middle)) < enough { high = middle } else { low = middle }
        }
        exponent = low;
    }
    let weights = tempered(exponent);
    Weighted { effective: effective(&weights), weights, exponent }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prior N(0, 1) in two coordinates; the first observed as 1.5 with error .5: posterior N(1.2, .2), second untouched.
    #[test]
    fn a_normal_posterior_is_found() {
        let likelihood = |z: &[f64]| -0.5 * ((z[0] - 1.5) / 0.5f64).powi(2);
        let (mut points, mut proposals, mut sizes) = (Vec::new(), vec![ParticleProposal::prior()], Vec::new());
        for round in 0..4 {
            let proposal = proposals[round as usize].clone();
            for i in 0..1500 {
                let z = proposal.draw(2, Key::new(11, 0), i, round);
                points.push(WeightedPoint { log_likelihood: likelihood(&z), z });
            }
            sizes.push(1500);
            let weighted = weigh(&points, &proposals, &sizes, FEWEST);
            proposals.push(ParticleProposal::around(&points, &weighted.weights));
        }
        proposals.pop();
        let weighted = weigh(&points, &proposals, &sizes, FEWEST);
        let total: f64 = weighted.weights.iter().sum();
        let mean = |k: usize, p: i32| {
            points.iter().zip(&weighted.weights).map(|(x, w)| w * x.z[k].powi(p)).sum::<f64>() / total
        };
        assert_eq!(weighted.exponent, 1.0);
        assert!((mean(0, 1) - 1.2).abs() < 0.04, "{}", mean(0, 1));
        assert!((mean(0, 2) - mean(0, 1).powi(2) - 0.2).abs() < 0.03);
        assert!(mean(1, 1).abs() < 0.08 && (mean(1, 2) - 1.0).abs() < 0.12, "{} {}", mean(1, 1), mean(1, 2));
        assert!(weighted.effective > 1000.0, "{}", weighted.effective);
    }

    #[test]
    fn a_likelihood_that_is_too_sharp_is_tempered_and_says_so() {
        let points: Vec<WeightedPoint> = (0..400)
            .map(|i| {
                let z = ParticleProposal::prior().draw(3, Key::new(2, 0), i, 0);
                WeightedPoint { log_likelihood: -1e4 * z.iter().map(|x| x * x).sum::<f64>(), z }
            })
            .collect();
        let weighted = weigh(&points, &[ParticleProposal::prior()], &[400], FEWEST);
        assert!(weighted.exponent < 0.01 && (weighted.effective - FEWEST).abs() < 0.5, "{weighted:?}");
        let flat: Vec<WeightedPoint> =
            points.iter().map(|p| WeightedPoint { log_likelihood: 0.0, ..p.clone() }).collect();
        let weighted = weigh(&flat, &[ParticleProposal::prior()], &[400], FEWEST);
        assert!((weighted.effective - 400.0).abs() < 1e-9);
    }
}
