//! Maximum likelihood for the Hawkes process.
//!
//! For a given decay the likelihood is concave in base and branching and Newton finds
//! its top; over the decay, one grid and one golden section. Robust where a search in
//! all three at once would wander along the ridge between branching and decay.

use super::{Hawkes, PointProcessError, in_order};
use serde::Serialize;

/// The fewest events that are fitted.
const FEWEST: usize = 10;

/// A fitted process.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct HawkesFit {
    /// The estimate.
    pub process: Hawkes,
    /// Standard errors of base, branching and decay from the curvature of the
    /// likelihood; not a number where the likelihood is flat (branching 0).
    pub errors: [f64; 3],
    /// The logarithm of the likelihood at the estimate.
    pub log_likelihood: f64,
    /// The same of the best Poisson process: what self-excitement adds.
    pub poisson_log_likelihood: f64,
    /// How many events.
    pub events: usize,
}

impl HawkesFit {
    /// Fits a process to events in `[0, until]`, with nothing before.
    ///
    /// # Errors
    /// Events that are not in order or lie outside, or too few of them.
    pub fn of(events: &[f64], until: f64) -> Result<HawkesFit, PointProcessError> {
        in_order(events, until)?;
        if !(until > 0.0 && until.is_finite()) {
            return Err(PointProcessError::OutOfRange { name: "until", value: until, allowed: "above 0" });
        }
        if events.len() < FEWEST {
            return Err(PointProcessError::TooFew { found: events.len(), needed: FEWEST });
        }
        let rate = events.len() as f64 / until;
        // Decays from one event of memory in the whole time to hundreds between two events.
        let (low, high) = (libm::log(1.0 / until), libm::log(300.0 * rate.max(1.0 / until)));
        let mut sums = Vec::with_capacity(events.len());
        let mut best_at = |log_decay: f64| {
            let decay = libm::exp(log_decay);
            let (base, branching) = best_given(decay, events, until, &mut sums);
            let process = Hawkes { base, branching, decay };
            (log_likelihood(&process, events, until), process)
        };
        let grid = 24;
        let step = (high - low) / f64::from(grid);
        let mut centre = (f64::NEG_INFINITY, low);
        for i in 0..=grid {
            let at = low + step * f64::from(i);
            let value = best_at(at).0;
            if value > centre.0 {
                centre = (value, at);
            }
        }
        let (mut a, mut b) = (centre.1 - step, centre.1 + step);
        while b - a > 1e-7 {
            let (c, d) = (a + 0.381_966 * (b - a), a + 0.618_034 * (b - a));
            if best_at(c).0 < best_at(d).0 {
                a = c;
            } else {
                b = d;
            }
        }
        let (value, process) = best_at(0.5 * (a + b));
        let n = events.len() as f64;
        Ok(HawkesFit {
            process,
            errors: errors(&process, events, until),
            log_likelihood: value,
            poisson_log_likelihood: n * libm::log(rate) - n,
            events: events.len(),
        })
    }
}

/// The likelihood; events are in order.
pub(super) fn log_likelihood(process: &Hawkes, events: &[f64], until: f64) -> f64 {
    let &Hawkes { base, branching, decay } = process;
    let (mut sum, mut excited, mut last, mut gone) = (0.0, 0.0, 0.0, 0.0);
    for (i, &t) in events.iter().enumerate() {
        if i > 0 {
            excited = (excited + 1.0) * libm::exp(-decay * (t - last));
        }
        sum += libm::log(base + branching * decay * excited);
        gone -= libm::expm1(-decay * (until - t));
        last = t;
    }
    sum - base * until - branching * gone
}

/// Base and branching that are best for a decay: Newton on a concave function of two
/// numbers, `Σ log(μ + n eᵢ) - μ T - n G`.
fn best_given(decay: f64, events: &[f64], until: f64, sums: &mut Vec<f64>) -> (f64, f64) {
    sums.clear();
    let (mut excited, mut last, mut gone) = (0.0, 0.0, 0.0);
    for (i, &t) in events.iter().enumerate() {
        if i > 0 {
            excited = (excited + 1.0) * libm::exp(-decay * (t - last));
        }
        sums.push(decay * excited);
        gone -= libm::expm1(-decay * (until - t));
        last = t;
    }
    let value = |base: f64, n: f64| sums.iter().map(|e| libm::log(base + n * e)).sum::<f64>() - base * until - n * gone;
    let rate = events.len() as f64 / until;
    let (mut base, mut n) = (0.5 * rate, 0.5);
    let mut now = value(base, n);
    for _ in 0..60 {
        let (mut g, mut h) = ([-until, -gone], [0.0f64; 3]);
        for e in sums.iter() {
            let w = 1.0 / (base + n * e);
            g[0] += w;
            g[1] += w * e;
            h[0] += w * w;
            h[1] += w * w * e;
            h[2] += w * w * e * e;
        }
        let det = h[0] * h[2] - h[1] * h[1];
        let mut step = if det > 1e-12 * h[0] * h[2] {
            [(h[2] * g[0] - h[1] * g[1]) / det, (h[0] * g[1] - h[1] * g[0]) / det]
        } else {
            [g[0] / h[0], 0.0]
        };
        // At the border of no children only the base moves.
        if n <= 0.0 && step[1] < 0.0 {
            step = [g[0] / h[0], 0.0];
        }
        // Shorten the step until it stays inside and climbs.
        let mut size = 1.0;
        let mut moved = false;
        for _ in 0..40 {
            let (b, m) = (base + size * step[0], (n + size * step[1]).max(0.0));
            if b > 0.0 {
                let then = value(b, m);
                if then > now {
                    moved = then - now > 1e-10 * now.abs().max(1.0);
                    (base, n, now) = (b, m, then);
                    break;
                }
            }
            size *= 0.5;
        }
        if !moved {
            break;
        }
    }
    (base, n)
}

/// Standard errors from the second differences of the likelihood.
fn errors(process: &Hawkes, events: &[f64], until: f64) -> [f64; 3] {
    let centre = [process.base, process.branching, process.decay];
    let at = |x: [f64; 3]| log_likelihood(&Hawkes { base: x[0], branching: x[1], decay: x[2] }, events, until);
    let h = centre.map(|c| 1e-3 * c);
    if h.iter().any(|h| *h <= 0.0) {
        return [f64::NAN; 3];
    }
    let mut m = [[0.0; 3]; 3];
    for i in 0..3 {
        for j in 0..=i {
            let shifted = |si: f64, sj: f64| {
                let mut x = centre;
                x[i] += si * h[i];
                x[j] += sj * h[j];
                at(x)
            };
            let second = if i == j {
                shifted(0.5, 0.5) - 2.0 * at(centre) + shifted(-0.5, -0.5)
            } else {
                (shifted(1.0, 1.0) - shifted(1.0, -1.0) - shifted(-1.0, 1.0) + shifted(-1.0, -1.0)) / 4.0
            };
            m[i][j] = -second / (h[i] * h[j]);
            m[j][i] = m[i][j];
        }
    }
    diagonal_of_inverse(m).map(libm::sqrt)
}

/// The diagonal of the inverse of a symmetric matrix, by cofactors.
fn diagonal_of_inverse(m: [[f64; 3]; 3]) -> [f64; 3] {
    let minor = |a: usize, b: usize| m[a][a] * m[b][b] - m[a][b] * m[a][b];
    let det = m[0][0] * minor(1, 2) - m[0][1] * (m[0][1] * m[2][2] - m[1][2] * m[0][2])
        + m[0][2] * (m[0][1] * m[1][2] - m[1][1] * m[0][2]);
    [minor(1, 2) / det, minor(0, 2) / det, minor(0, 1) / det]
}

#[cfg(test)]
mod tests {
    use super::super::fano_factor;
    use super::*;
    use groundswell_chance::draw::Key;

    #[test]
    fn estimates_scatter_around_the_truth_as_their_errors_say() {
        let truth = Hawkes::new(0.5, 0.7, 1.0).unwrap();
        let mut z = Vec::new();
        for r in 0..40 {
            let events = truth.simulate(4_000.0, Key::new(71, r), 0).unwrap();
            let fit = HawkesFit::of(&events, 4_000.0).unwrap();
            z.push((fit.process.base - truth.base) / fit.errors[0]);
            z.push((fit.process.branching - truth.branching) / fit.errors[1]);
            z.push((fit.process.decay - truth.decay) / fit.errors[2]);
        }
        let square = z.iter().map(|z| z * z).sum::<f64>() / z.len() as f64;
        assert!(z.iter().all(|z| z.abs() < 5.0), "{z:?}");
        assert!((0.6..1.5).contains(&square), "mean square {square}");
    }

    #[test]
    fn the_likelihood_equals_the_double_sum() {
        let process = Hawkes::new(0.3, 0.6, 2.0).unwrap();
        let events = [0.2, 0.5, 0.55, 1.9, 2.0];
        let intensity =
            |t: f64| 0.3 + events.iter().filter(|e| **e < t).map(|e| 1.2 * libm::exp(-2.0 * (t - e))).sum::<f64>();
        let gone: f64 = events.iter().map(|e| 1.0 - libm::exp(-2.0 * (3.0 - e))).sum();
        let plain = events.iter().map(|&t| intensity(t).ln()).sum::<f64>() - 0.9 - 0.6 * gone;
        assert!((process.log_likelihood(&events, 3.0).unwrap() - plain).abs() < 1e-12);
    }

    #[test]
    fn poisson_events_show_hardly_any_children() {
        let events = Hawkes::new(1.0, 0.0, 1.0).unwrap().simulate(3_000.0, Key::new(5, 5), 0).unwrap();
        let fit = HawkesFit::of(&events, 3_000.0).unwrap();
        assert!(fit.process.branching < 0.08, "{fit:?}");
        assert!(fit.log_likelihood - fit.poisson_log_likelihood < 8.0);
        assert!((fano_factor(&events, 10.0, 3_000.0) - 1.0).abs() < 0.4);
    }

    #[test]
    fn a_handful_of_events_is_not_fitted() {
        assert_eq!(HawkesFit::of(&[1.0, 2.0], 3.0), Err(PointProcessError::TooFew { found: 2, needed: 10 }));
        // All at once is a strange history, but no reason to fall over.
        assert!(HawkesFit::of(&[1.0; 12], 3.0).is_ok());
    }
}
