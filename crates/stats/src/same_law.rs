//! Whether two samples come from one law.

/// The two-sample Kolmogorov–Smirnov test: the chance that samples of one law differ as much. Asymptotic with the
/// correction of Stephens (1970), and on the safe side where values are tied. Values that are missing may be infinite.
/// One where a sample is empty.
pub fn kolmogorov_smirnov(a: &[f64], b: &[f64]) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 1.0;
    }
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    a.sort_by(f64::total_cmp);
    b.sort_by(f64::total_cmp);
    let below = |xs: &[f64], x: f64| xs.partition_point(|&y| y <= x) as f64 / xs.len() as f64;
    let distance = a.iter().chain(&b).map(|&x| (below(&a, x) - below(&b, x)).abs()).fold(0.0, f64::max);
    let n = ((a.len() * b.len()) as f64 / (a.len() + b.len()) as f64).sqrt();
    let z = (n + 0.12 + 0.11 / n) * distance;
    if z < 0.2 {
        return 1.0;
    }
    let term = |k: u32| {
        let sign = if k % 2 == 1 { 1.0 } else { -1.0 };
        sign * (-2.0 * f64::from(k * k) * z * z).exp()
    };
    (2.0 * (1..=100).map(term).sum::<f64>()).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_law_passes_and_another_does_not() {
        let line = |shift: f64| (0..200).map(|i| f64::from(i) + shift).collect::<Vec<_>>();
        assert_eq!(kolmogorov_smirnov(&line(0.0), &line(0.4)), 1.0);
        assert!(kolmogorov_smirnov(&line(0.0), &line(60.0)) < 1e-6);
        // D = .1 with 200 and 200: z = 1.0128, of which the tables have .257.
        assert!((kolmogorov_smirnov(&line(0.0), &line(19.5)) - 0.257).abs() < 0.005);
        assert_eq!(kolmogorov_smirnov(&[], &line(0.0)), 1.0);
        assert_eq!(kolmogorov_smirnov(&[f64::INFINITY; 9], &[f64::INFINITY; 9]), 1.0);
    }
}
