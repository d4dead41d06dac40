//! The one definition of a quantile: linear between order statistics.
//!
//! Without weights it is type 7 of Hyndman & Fan (1996, *The American Statistician* 50:361), the
//! default of R, NumPy and d3. With weights it is Akinshin's generalisation of type 7 (2023,
//! arXiv:2304.07265) for weights that say how much a draw counts: it is the same where weights
//! are equal, a draw without weight changes nothing, and no draw moves it by a jump.

/// The quantile `q` in 0 to 1 of values that rise; not a number of nothing.
pub fn quantile(sorted: &[f64], q: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = q.clamp(0.0, 1.0) * last as f64;
    let (low, share) = (at.floor() as usize, at.fract());
    let high = (low + 1).min(last);
    sorted[low] + share * (sorted[high] - sorted[low])
}

/// The quantile `q` in 0 to 1 of values with weights of at least 0 that need not add up to one.
/// Values that are no numbers or have no weight are left out.
pub fn weighted_quantile(values: &[f64], weights: &[f64], q: f64) -> f64 {
    let pairs = values.iter().copied().zip(weights.iter().copied());
    let mut pairs: Vec<(f64, f64)> = pairs.filter(|(value, weight)| !value.is_nan() && *weight > 0.0).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (values, weights): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
    sorted_weighted_quantile(&values, &weights, q)
}

/// The same of values that rise, each with a weight above 0.
pub fn sorted_weighted_quantile(sorted: &[f64], weights: &[f64], q: f64) -> f64 {
    if weights.windows(2).all(|pair| pair[0] == pair[1]) {
        return quantile(sorted, q);
    }
    let total: f64 = weights.iter().sum();
    let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
    // As many equal draws as these are worth (Kish 1965). A window that holds the share 1/n of the
    // weight lies where type 7 would look, and the mean of what is in it is the quantile.
    let n = total * total / squares;
    let before = q.clamp(0.0, 1.0) * (n - 1.0);
    let inside = |share: f64| (share * n - before).clamp(0.0, 1.0);
    let (mut below, mut seen, mut sum) = (0.0, 0.0, 0.0);
    for (i, (value, weight)) in sorted.iter().zip(weights).enumerate() {
        below += weight / total;
        // Rounding must not leave a part of the window beyond the last draw.
        let upto = if i + 1 == sorted.len() { 1.0 } else { inside(below) };
        if upto > seen {
            sum += (upto - seen) * value;
        }
        seen = upto;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_numpy() {
        // numpy.quantile([1, 2, 4, 8], [0.05, 0.5, 0.95])
        for (q, want) in [(0.0, 1.0), (0.05, 1.15), (0.5, 3.0), (0.95, 7.4), (1.0, 8.0)] {
            assert!((quantile(&[1.0, 2.0, 4.0, 8.0], q) - want).abs() < 1e-12, "{q}");
        }
        assert_eq!(quantile(&[7.0], 0.3), 7.0);
        assert!(quantile(&[], 0.5).is_nan() && weighted_quantile(&[1.0], &[0.0], 0.5).is_nan());
    }

    #[test]
    fn equal_weights_are_no_weights_and_nearly_equal_ones_nearly_none() {
        let values = [8.0, 1.0, 4.0, 2.0];
        for q in [0.0, 0.05, 0.3, 0.5, 0.95, 1.0] {
            let plain = quantile(&[1.0, 2.0, 4.0, 8.0], q);
            assert_eq!(weighted_quantile(&values, &[0.2; 4], q), plain);
            let near = weighted_quantile(&values, &[0.2, 0.2, 0.2 + 1e-9, 0.2], q);
            assert!((near - plain).abs() < 1e-6, "{q}: {near}, {plain}");
        }
    }

    #[test]
    fn a_weight_draws_the_quantile_and_no_weight_does_nothing() {
        // By hand: worth 16/6 draws; the window of the median is 0.3125 to 0.6875, all of it at 2.
        assert_eq!(weighted_quantile(&[3.0, 1.0, 2.0], &[1.0, 1.0, 2.0], 0.5), 2.0);
        // By hand: worth 1.6; the window is 0.1875 to 0.8125, of which 0.75 ends the first draw: .9 and .1.
        assert!((weighted_quantile(&[4.0, 1.0], &[1.0, 3.0], 0.5) - 1.3).abs() < 1e-12);
        let (some, more) = ([1.0, 2.0, 5.0], [1.0, 2.0, 5.0, 100.0, f64::NAN]);
        let (w, without) = ([0.5, 0.3, 0.2], [0.5, 0.3, 0.2, 0.0, 9.0]);
        assert_eq!(weighted_quantile(&some, &w, 0.9), weighted_quantile(&more, &without, 0.9));
    }
}
