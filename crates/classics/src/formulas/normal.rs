//! The normal distribution, the same on every platform.

/// The share of a standard normal at or below `z`.
pub fn cumulative(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

/// The density of a standard normal at `z`.
pub fn density(z: f64) -> f64 {
    libm::exp(-0.5 * z * z) / libm::sqrt(std::f64::consts::TAU)
}

/// The root of a function that changes sign once between `low` and `high`, by bisection.
pub(crate) fn bisect(mut low: f64, mut high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let rising = f(high) > 0.0;
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if (f(middle) > 0.0) == rising {
            high = middle;
        } else {
            low = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_the_tables() {
        assert!((cumulative(1.959963985) - 0.975).abs() < 1e-9);
        assert!((cumulative(-3.0) - 0.001349898).abs() < 1e-9);
        assert!((density(0.0) - 0.398942280).abs() < 1e-9);
        assert!((bisect(0.0, 2.0, |x| x * x - 2.0) - 2f64.sqrt()).abs() < 1e-12);
        assert!((bisect(0.0, 2.0, |x| 2.0 - x * x) - 2f64.sqrt()).abs() < 1e-12);
    }
}
