//! Elementary effects (Morris 1991; Campolongo, Cariboni & Saltelli 2007).
//!
//! A trajectory begins at a random point of a grid and moves one parameter at a time, each
//! once, by `Δ = levels/(2(levels − 1))`. The effect of a parameter is the change of the
//! result over `Δ`; over trajectories, `μ*` is the mean of its size, `σ` its spread.

use super::bootstrap;
use groundswell_chance::draw::{Key, Purpose, index};
use serde::Serialize;

/// What Morris' method says of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ElementaryEffect {
    /// Mean effect.
    pub mu: f64,
    /// Mean size of the effect.
    pub mu_star: f64,
    /// 90 % bootstrap interval of `μ*`.
    pub interval: (f64, f64),
    /// Standard deviation of the effect: interaction, or a curve; not a number of fewer than two.
    pub sigma: f64,
    /// Trajectories that have it.
    pub used: usize,
    /// Trajectories that have not, because a run had no value.
    pub lost: usize,
}

/// The step.
pub fn step(levels: u32) -> f64 {
    f64::from(levels) / (2.0 * f64::from(levels - 1))
}

/// Points of `trajectories` trajectories, one after the other, `dimensions + 1` each.
/// `levels` is even and at least 2.
pub fn design(dimensions: usize, trajectories: u32, levels: u32, seed: u64) -> Vec<Vec<f64>> {
    let (key, delta) = (Key::new(seed, 0), step(levels));
    let mut points = Vec::with_capacity(trajectories as usize * (dimensions + 1));
    for t in 0..trajectories {
        let draw = key.draw(Purpose::Study, t, 3);
        // Every grid value has a step of Δ either up or down, not both: begin in the lower
        // half and step up, or mirror the axis.
        let lower = levels / 2;
        let up: Vec<bool> = (0..dimensions as u32).map(|k| draw.block(2 * k)[0] & 1 == 0).collect();
        let mut point: Vec<f64> = (0..dimensions as u32)
            .map(|k| {
                let low = f64::from(index(draw.block(2 * k)[1], lower)) / f64::from(levels - 1);
                if up[k as usize] { low } else { low + delta }
            })
            .collect();
        let mut order: Vec<usize> = (0..dimensions).collect();
        for i in (1..dimensions).rev() {
            order.swap(i, index(draw.block(2 * i as u32 + 1)[0], i as u32 + 1) as usize);
        }
        points.push(point.clone());
        for k in order {
            point[k] += if up[k] { delta } else { -delta };
            points.push(point.clone());
        }
    }
    points
}

/// Effects of each parameter from the results at the points of a design.
pub fn effects(points: &[Vec<f64>], results: &[f64], seed: u64) -> Vec<ElementaryEffect> {
    let d = points.first().map_or(0, Vec::len);
    let trajectories = points.len() / (d + 1);
    let mut all: Vec<Vec<Option<f64>>> = vec![vec![None; trajectories]; d];
    for (t, (points, results)) in points.chunks_exact(d + 1).zip(results.chunks_exact(d + 1)).enumerate() {
        for (x, y) in points.windows(2).zip(results.windows(2)) {
            let step = |k: usize| x[1][k] - x[0][k];
            let moved = (0..d).max_by(|&a, &b| step(a).abs().total_cmp(&step(b).abs()));
            let Some(k) = moved else { continue };
            all[k][t] = Some((y[1] - y[0]) / step(k)).filter(|effect| effect.is_finite());
        }
    }
    all.iter()
        .map(|of| {
            let there: Vec<f64> = of.iter().flatten().copied().collect();
            let n = there.len() as f64;
            let mean = |f: fn(f64) -> f64| there.iter().map(|&x| f(x)).sum::<f64>() / n;
            let (mu, mu_star) = (mean(|x| x), mean(f64::abs));
            let squares: f64 = there.iter().map(|x| (x - mu).powi(2)).sum();
            let interval = bootstrap(there.len(), seed, |rows| {
                (!rows.is_empty()).then(|| rows.iter().map(|&i| there[i].abs()).sum::<f64>() / rows.len() as f64)
            });
            let sigma = if there.len() > 1 { libm::sqrt(squares / (n - 1.0)) } else { f64::NAN };
            ElementaryEffect { mu, mu_star, interval, sigma, used: there.len(), lost: of.len() - there.len() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linear_function_has_its_slopes_and_no_spread() {
        let points = design(3, 8, 4, 5);
        let results: Vec<f64> = points.iter().map(|x| 2.0 * x[0] - 3.0 * x[1] + 7.0).collect();
        let effects = effects(&points, &results, 1);
        for (effect, slope) in effects.iter().zip([2.0, -3.0, 0.0]) {
            assert!((effect.mu - slope).abs() < 1e-9 && (effect.mu_star - slope.abs()).abs() < 1e-9);
            assert!(effect.sigma < 1e-9 && effect.used == 8 && effect.lost == 0);
        }
    }

    #[test]
    fn trajectories_stay_on_the_grid_and_move_everything_once() {
        for (d, levels) in [(1, 2), (5, 4), (40, 6)] {
            let points = design(d, 20, levels, 3);
            assert_eq!(points.len(), 20 * (d + 1));
            for x in points.iter().flatten() {
                let level = x * f64::from(levels - 1);
                assert!((-1e-9..=1.0 + 1e-9).contains(x) && (level - level.round()).abs() < 1e-9);
            }
            for trajectory in points.chunks(d + 1) {
                let (first, last) = (&trajectory[0], &trajectory[d]);
                assert!(first.iter().zip(last).all(|(a, b)| ((a - b).abs() - step(levels)).abs() < 1e-9));
            }
            // Both ends of an axis are begun from.
            assert!(points.chunks(d + 1).any(|t| t[0][0] < 0.5) && points.chunks(d + 1).any(|t| t[0][0] > 0.5));
        }
    }

    #[test]
    fn a_run_without_a_value_costs_its_two_effects_and_no_more() {
        let points = design(3, 8, 4, 5);
        let mut results: Vec<f64> = points.iter().map(|x| x[0] * x[1]).collect();
        results[5] = f64::NAN;
        let effects = effects(&points, &results, 1);
        assert_eq!(effects.iter().map(|effect| effect.lost).sum::<usize>(), 2);
        assert!(effects.iter().all(|effect| effect.mu_star.is_finite()));
        // Of one effect there is a size and no spread, of none neither.
        for (whole, sizes) in [(1, true), (0, false)] {
            let kept = |(i, y): (usize, f64)| if i < 4 * whole { y } else { f64::NAN };
            let few: Vec<f64> = points.iter().map(|x| x[0] * x[1]).enumerate().map(kept).collect();
            for effect in super::effects(&points, &few, 1) {
                assert!(effect.sigma.is_nan() && effect.mu_star.is_finite() == sizes && effect.used == whole);
            }
        }
    }
}
