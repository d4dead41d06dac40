//! The cascade window of a random graph (Watts 2002, *PNAS* 99:5766, eq. 5).

use super::bisect::bisect;
use crate::graph::rule::highest_vulnerable_degree;

/// The mean degrees between which a single seed can set off a global cascade on a
/// Poisson random graph: the solutions of `Σ_{k ≤ K} k (k - 1) p_k = z` with
/// `K = ⌊1/φ⌋`, where `z` is the mean degree. `None`: no mean degree lets it.
///
/// With Poisson degrees the sum is `z² P(k ≤ K - 2)`, so the edges solve
/// `z P(k ≤ K - 2) = 1`.
pub fn cascade_window(threshold: f64) -> Option<(f64, f64)> {
    match highest_vulnerable_degree(threshold) {
        None => Some((1.0, f64::INFINITY)),
        Some(k) => window_of_degree(k),
    }
}

/// The same from the highest vulnerable degree.
pub fn window_of_degree(highest: u32) -> Option<(f64, f64)> {
    if highest < 2 {
        return None;
    }
    let excess = |z: f64| z * at_most(highest - 2, z) - 1.0;
    // The excess rises to one maximum and falls: find it by golden section.
    let (mut low, mut high) = (0.0, f64::from(highest) + 1.0);
    for _ in 0..200 {
        let (a, b) = (low + 0.381966 * (high - low), low + 0.618034 * (high - low));
        if excess(a) < excess(b) {
            low = a;
        } else {
            high = b;
        }
    }
    let top = 0.5 * (low + high);
    if excess(top) <= 0.0 {
        return None;
    }
    let far = 2.0 * f64::from(highest) + 20.0;
    Some((bisect(0.0, top, excess), bisect(top, far, excess)))
}

/// The chance that a Poisson variable of mean `z` is at most `k`.
fn at_most(k: u32, z: f64) -> f64 {
    if z <= 0.0 {
        return 1.0;
    }
    // From the largest term down, in logarithms, so that a large mean does not underflow.
    let log_z = libm::log(z);
    (0..=k).map(|i| libm::exp(f64::from(i) * log_z - z - libm::lgamma(f64::from(i) + 1.0))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edges_solve_the_equation_as_watts_wrote_it() {
        for k in 4..=40u32 {
            let (low, high) = window_of_degree(k).unwrap();
            for z in [low, high] {
                let mut p = libm::exp(-z);
                let mut sum = 0.0;
                for i in 1..=k {
                    p *= z / f64::from(i);
                    sum += f64::from(i) * f64::from(i - 1) * p;
                }
                assert!((sum - z).abs() < 1e-6 * z, "K = {k}, z = {z}, sum {sum}");
            }
        }
    }

    #[test]
    fn few_vulnerable_degrees_leave_no_window() {
        assert!((0..=3).all(|k| window_of_degree(k).is_none()));
        assert_eq!(cascade_window(0.26), None);
        assert!(cascade_window(0.25).is_some());
        assert_eq!(cascade_window(0.0), Some((1.0, f64::INFINITY)));
    }
}
