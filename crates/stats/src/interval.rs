//! Intervals of 90 %.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// The 95 % point of the normal distribution.
pub const Z_90: f64 = 1.644_853_626_951_472_2;

/// The 95 % point of Student's distribution with `freedom` degrees of freedom, which need not be
/// whole; not a number below any freedom.
///
/// Rounded to nine decimals, because the library uses the functions of the system, which differ in
/// the last bits, and results are the same on every machine.
pub fn student_90(freedom: f64) -> f64 {
    if freedom > 1e4 {
        // The library loses digits here (1.385 for ten million); these terms of Abramowitz & Stegun
        // 26.7.5 are good to 1e-11.
        let z = Z_90;
        let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / (96.0 * freedom * freedom);
        return z + (z.powi(3) + z) / (4.0 * freedom) + second;
    }
    match StudentsT::new(0.0, 1.0, freedom) {
        Ok(law) => (law.inverse_cdf(0.95) * 1e9).round() / 1e9,
        Err(_) => f64::NAN,
    }
}

/// The 90 % score interval of a share (Wilson 1927): honest at 0 and 1 and for few trials.
pub fn wilson_90(count: usize, of: usize) -> (f64, f64) {
    if of == 0 {
        return (0.0, 1.0);
    }
    let (n, p, z) = (of as f64, count as f64 / of as f64, Z_90);
    let centre = p + z * z / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    // At the ends rounding would leave a hair.
    let low = if count == 0 { 0.0 } else { (centre - half) / scale };
    (low, if count == of { 1.0 } else { (centre + half) / scale })
}

/// Ranks, from 1, between which the median of a distribution lies with a probability of at least 90 %, whatever the
/// distribution: the sign test turned round (Conover 1999, §3.2). `None` below five values, which cannot say it.
pub fn sign_90(n: usize) -> Option<(usize, usize)> {
    // P(at most k of n below the median), term by term; beyond a thousand values by the normal distribution.
    if n > 1000 {
        let half = 0.5 * Z_90 * (n as f64).sqrt() + 0.5;
        let low = ((n as f64 + 1.0) / 2.0 - half).floor() as usize;
        return Some((low, n + 1 - low));
    }
    let (mut term, mut sum, mut rank) = (0.5f64.powi(n as i32), 0.0, 0);
    for k in 0..n / 2 {
        sum += term;
        if sum > 0.05 {
            break;
        }
        rank = k + 1;
        term *= (n - k) as f64 / (k + 1) as f64;
    }
    (rank > 0).then(|| (rank, n + 1 - rank))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn students_points_are_those_of_the_tables() {
        // Of the tables; for 1.5 by integrating the density.
        let points = [
            (1.0, 6.313751514675),
            (1.5, 3.705180820),
            (2.0, 2.919985580354),
            (3.0, 2.353363434802),
            (5.0, 2.015048373333),
            (10.0, 1.812461122812),
            (63.0, 1.669402221),
        ];
        for (freedom, t) in points {
            assert!((student_90(freedom) - t).abs() < 2e-9, "{freedom}: {}", student_90(freedom));
        }
        assert!((student_90(1e4) - student_90(1e4 + 1e-6)).abs() < 2e-9, "the two ways meet");
        assert!((student_90(1e7) - Z_90).abs() < 1e-6, "{}", student_90(1e7));
        assert!(student_90(0.0).is_nan());
    }

    #[test]
    fn ranks_of_the_median_are_those_of_the_tables() {
        // Conover 1999, table A3: 2·P(X ≤ r − 1) ≤ .10.
        for (n, ranks) in [(5, (1, 5)), (8, (2, 7)), (10, (2, 9)), (20, (6, 15)), (32, (11, 22))] {
            assert_eq!(sign_90(n), Some(ranks), "{n}");
        }
        assert_eq!(sign_90(4), None);
        let (exact, normal) = (sign_90(1000).expect("ranks"), sign_90(1001).expect("ranks"));
        assert!(normal.0.abs_diff(exact.0) <= 1, "{exact:?} {normal:?}");
    }

    #[test]
    fn the_score_interval_is_wilsons() {
        // By hand: z² = 2.7055; 0 of 10: high = z²/(10 + z²).
        let (low, high) = wilson_90(0, 10);
        assert_eq!(low, 0.0);
        assert!((high - 2.705_543 / 12.705_543).abs() < 1e-5, "{high}");
        assert_eq!(wilson_90(10, 10).1, 1.0);
        assert_eq!(wilson_90(0, 0), (0.0, 1.0));
    }
}
