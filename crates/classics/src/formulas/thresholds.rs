//! Thresholds in a crowd where everybody sees everybody (Granovetter 1978, *Am. J.
//! Sociol.* 83:1420; Kuran 1989, *Public Choice* 61:41).
//!
//! A person joins as soon as at least as many others have joined as their threshold
//! says. From nobody the crowd climbs to its lowest equilibrium; every number `r` such
//! that exactly `r` people have a threshold of at most `r` is an equilibrium.

use groundswell_chance::draw::{Key, Purpose};
use groundswell_chance::normal::{cumulative, density};

/// How many join in the end, from nobody on, by thresholds in people.
pub fn riot(thresholds: &[f64]) -> u32 {
    let sorted = sorted(thresholds);
    // The next in line joins if those before are enough.
    sorted.iter().zip(0u32..).find(|(t, joined)| **t > f64::from(*joined)).map_or(sorted.len() as u32, |(_, r)| r)
}

/// Thresholds in rising order; what is no number is nobody's threshold.
fn sorted(thresholds: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = thresholds.iter().copied().filter(|t| !t.is_nan()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted
}

/// How many are active after each round in which all decide at once, from nobody to the end.
pub fn rounds(thresholds: &[f64]) -> Vec<u32> {
    let sorted = sorted(thresholds);
    let (mut now, mut course) = (0, vec![0]);
    loop {
        let next = sorted.partition_point(|t| *t <= f64::from(now)) as u32;
        if next == now {
            return course;
        }
        course.push(next);
        now = next;
    }
}

/// Every number of participants that keeps itself up.
pub fn equilibria(thresholds: &[f64]) -> Vec<u32> {
    let sorted = sorted(thresholds);
    (0..=sorted.len()).filter(|&r| sorted.partition_point(|t| *t <= r as f64) == r).map(|r| r as u32).collect()
}

/// Thresholds in percent of the crowd as thresholds in people (Kuran's spelling).
///
/// Multiplied before divided: 30 percent of ten people are three, exactly.
pub fn of_percent(percent: &[f64]) -> Vec<f64> {
    percent.iter().map(|p| p * percent.len() as f64 / 100.0).collect()
}

/// Normal thresholds of a crowd of `n`, drawn for one replicate.
pub fn normal_crowd(n: u32, mean: f64, sd: f64, key: Key) -> Vec<f64> {
    (0..n).map(|i| mean + sd * key.draw(Purpose::Threshold, i, 0).normal(0)).collect()
}

/// The lowest equilibrium of the *expected* crowd, `r = n Φ((r - mean) / sd)`: the
/// fixed point that is reached from nobody (Granovetter's Figure 2).
pub fn expected_riot(n: f64, mean: f64, sd: f64) -> f64 {
    let next = |r: f64| n * cumulative((r - mean) / sd);
    // Climbing from 0 never passes the lowest fixed point, since the map is increasing.
    // Near the tangency it creeps, so each step is tried as a Newton step first: that
    // of an increasing convex stretch also stays below.
    let mut r = 0.0;
    for _ in 0..1_000_000 {
        let up = next(r);
        if up - r <= 1e-12 * n {
            return up;
        }
        let slope = n * density((r - mean) / sd) / sd;
        let convex_until = mean;
        let newton = r + (up - r) / (1.0 - slope);
        r = if slope < 1.0 && newton <= convex_until && newton > up { newton } else { up };
    }
    r
}

/// The spread at which the low equilibrium of the expected crowd disappears, and its
/// height there: where the curve touches the diagonal, `n φ(z) / sd = 1` and
/// `n Φ(z) = mean + z sd`.
pub fn critical_spread(n: f64, mean: f64) -> (f64, f64) {
    // On the curve of tangency sd = n φ(z); the touching point lies below the mean.
    let gap = |z: f64| n * cumulative(z) - mean - z * n * density(z);
    let z = super::bisect::bisect(-38.0, 0.0, gap);
    (n * density(z), n * cumulative(z))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_climb_the_rounds_and_the_equilibria_agree() {
        for r in 0..300 {
            let crowd = normal_crowd(60, 20.0, 9.0, Key::new(5, r));
            let end = riot(&crowd);
            assert_eq!(end, *rounds(&crowd).last().unwrap());
            assert_eq!(end, equilibria(&crowd)[0], "the lowest");
        }
    }

    #[test]
    fn percents_of_ten_people_are_whole() {
        assert_eq!(of_percent(&[10.0; 10])[0], 1.0);
        assert_eq!(of_percent(&[70.0; 10])[0], 7.0);
    }

    #[test]
    fn the_expected_riot_is_the_lowest_fixed_point() {
        for (mean, sd) in [(25.0, 5.0), (25.0, 11.0), (25.0, 12.2), (25.0, 12.3), (60.0, 40.0), (0.0, 1.0), (-5.0, 3.0)]
        {
            let r = expected_riot(100.0, mean, sd);
            let map = |r: f64| 100.0 * cumulative((r - mean) / sd);
            assert!((map(r) - r).abs() < 1e-6, "{mean} {sd} {r}");
            // The map lies above the diagonal everywhere below.
            assert!(
                (0..1_000).all(|i| i as f64 / 1_000.0 * (r - 1e-3) < map(i as f64 / 1_000.0 * (r - 1e-3)) || r < 1e-3)
            );
        }
    }

    #[test]
    fn tangency_and_climb_agree_for_any_mean() {
        for mean in [10.0, 25.0, 40.0] {
            let (sd, r) = critical_spread(100.0, mean);
            let below = expected_riot(100.0, mean, sd * 0.9999);
            let above = expected_riot(100.0, mean, sd * 1.0001);
            assert!(below < r && r - below < 2.0 && above > r + 10.0, "{mean}: {below} {r} {above}");
        }
    }

    #[test]
    fn nobody_and_nonsense_do_not_riot() {
        assert_eq!(riot(&[]), 0);
        assert_eq!(riot(&[f64::NAN, 0.0]), 1);
        let line: Vec<f64> = (0..200_000).map(f64::from).collect();
        assert_eq!(rounds(&line).len(), 200_001, "one by one, and not in quadratic time");
    }
}
