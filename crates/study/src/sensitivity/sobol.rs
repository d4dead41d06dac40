//! Shares of variance (Sobol' 1993), by Saltelli's sampling (2002) and Jansen's estimators (1999).
//!
//! For each row: a point of matrix A, the same with one column of B at a time, and the point
//! of B, from one scrambled Sobol' point of twice the dimensions. With the variance `V` of
//! the results at A and B,
//!
//! ```text
//! first  S_i = 1 − mean((f(B) − f(AB_i))²)/(2V)      total  T_i = mean((f(A) − f(AB_i))²)/(2V)
//! ```

use super::bootstrap;
use crate::design::sobol_point;
use serde::Serialize;

/// What Sobol's method says of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Index {
    /// Share of the variance that the parameter alone explains.
    pub first: f64,
    /// 90 % bootstrap interval.
    pub first_interval: (f64, f64),
    /// Share that is left when all others are known.
    pub total: f64,
    /// 90 % bootstrap interval.
    pub total_interval: (f64, f64),
    /// Rows that have it.
    pub used: usize,
    /// Rows that have not, because a run had no value.
    pub lost: usize,
}

/// Points: `dimensions + 2` for each of `base` rows, in the order A, AB_1, …, AB_d, B.
pub fn design(dimensions: usize, base: u32, seed: u64) -> Vec<Vec<f64>> {
    let mut points = Vec::with_capacity(base as usize * (dimensions + 2));
    for i in 0..base {
        let both = sobol_point(i, 2 * dimensions, seed);
        let (a, b) = both.split_at(dimensions);
        points.push(a.to_vec());
        for k in 0..dimensions {
            let mut mixed = a.to_vec();
            mixed[k] = b[k];
            points.push(mixed);
        }
        points.push(b.to_vec());
    }
    points
}

/// Indices of each parameter from the results at the points of a design.
pub fn indices(dimensions: usize, results: &[f64], seed: u64) -> Vec<Index> {
    let width = dimensions + 2;
    let rows: Vec<&[f64]> = results.chunks_exact(width).collect();
    (0..dimensions)
        .map(|k| {
            let there: Vec<(f64, f64, f64)> = rows
                .iter()
                .map(|row| (row[0], row[k + 1], row[width - 1]))
                .filter(|(a, ab, b)| a.is_finite() && ab.is_finite() && b.is_finite())
                .collect();
            let all: Vec<usize> = (0..there.len()).collect();
            let both = |chosen: &[usize]| estimate(chosen.iter().map(|&i| there[i]));
            let (first, total) = both(&all).unwrap_or((f64::NAN, f64::NAN));
            Index {
                first,
                first_interval: bootstrap(there.len(), seed, |chosen| both(chosen).map(|e| e.0)),
                total,
                total_interval: bootstrap(there.len(), seed, |chosen| both(chosen).map(|e| e.1)),
                used: there.len(),
                lost: rows.len() - there.len(),
            }
        })
        .collect()
}

/// First and total share from rows of A, AB and B; nothing where there is no variance.
fn estimate(rows: impl Iterator<Item = (f64, f64, f64)> + Clone) -> Option<(f64, f64)> {
    let (mut n, mut sum) = (0.0, 0.0);
    for (a, _, b) in rows.clone() {
        n += 2.0;
        sum += a + b;
    }
    let mean = sum / n;
    let (mut variance, mut first, mut total) = (0.0, 0.0, 0.0);
    for (a, ab, b) in rows {
        variance += (a - mean).powi(2) + (b - mean).powi(2);
        first += (b - ab).powi(2);
        total += (a - ab).powi(2);
    }
    // Sums over n/2 rows against a sum over n: the mean of squares over twice the variance.
    (variance > 0.0).then(|| (1.0 - first / variance, total / variance))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    fn at(d: usize, base: u32, f: impl Fn(&[f64]) -> f64) -> Vec<Index> {
        let results: Vec<f64> = design(d, base, 11).iter().map(|x| f(x)).collect();
        indices(d, &results, 1)
    }

    /// Ishigami & Homma 1990 with a = 7, b = 0.1: closed forms of the shares.
    #[test]
    fn the_ishigami_function_has_its_closed_form() {
        let (a, b) = (7.0, 0.1);
        let found = at(3, 4096, |u| {
            let x: Vec<f64> = u.iter().map(|u| PI * (2.0 * u - 1.0)).collect();
            libm::sin(x[0]) + a * libm::sin(x[1]).powi(2) + b * x[2].powi(4) * libm::sin(x[0])
        });
        let v1 = 0.5 * (1.0 + b * PI.powi(4) / 5.0).powi(2);
        let v2 = a * a / 8.0;
        let v13 = b * b * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0);
        let v = v1 + v2 + v13;
        for (index, (first, total)) in found.iter().zip([(v1, v1 + v13), (v2, v2), (0.0, v13)]) {
            assert!((index.first - first / v).abs() < 0.02, "{index:?} {}", first / v);
            assert!((index.total - total / v).abs() < 0.02, "{index:?} {}", total / v);
            assert!(index.total_interval.0 <= index.total && index.total <= index.total_interval.1);
        }
    }

    /// The g-function (Saltelli & Sobol' 1995): a product, with known shares.
    #[test]
    fn the_g_function_has_its_closed_form() {
        let a = [0.0, 1.0, 4.5, 9.0, 99.0];
        let found = at(5, 4096, |u| u.iter().zip(a).map(|(u, a)| ((4.0 * u - 2.0).abs() + a) / (1.0 + a)).product());
        let partial: Vec<f64> = a.iter().map(|a| 1.0 / (3.0 * (1.0 + a).powi(2))).collect();
        let v = partial.iter().map(|p| 1.0 + p).product::<f64>() - 1.0;
        for (k, index) in found.iter().enumerate() {
            let others: f64 = (0..5).filter(|&j| j != k).map(|j| 1.0 + partial[j]).product();
            assert!((index.first - partial[k] / v).abs() < 0.02, "{k} {index:?}");
            assert!((index.total - partial[k] * others / v).abs() < 0.02, "{k} {index:?}");
        }
    }

    #[test]
    fn a_run_without_a_value_drops_its_rows_and_is_counted() {
        let mut results: Vec<f64> = design(2, 256, 11).iter().map(|x| x[0] + 0.5 * x[1]).collect();
        results[1] = f64::NAN;
        results[4] = f64::INFINITY;
        let found = indices(2, &results, 1);
        assert_eq!([found[0].lost, found[1].lost], [2, 1]);
        assert!((found[0].first - 0.8).abs() < 0.05 && (found[1].total - 0.2).abs() < 0.05, "{found:?}");
        let still = indices(2, &[3.0; 16], 1);
        assert!(still[0].first.is_nan(), "a constant has no shares");
    }
}
