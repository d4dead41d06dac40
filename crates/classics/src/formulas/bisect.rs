//! The root of a function.

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
    fn bisection_finds_a_root_whichever_way_a_function_goes() {
        assert!((bisect(0.0, 2.0, |x| x * x - 2.0) - 2f64.sqrt()).abs() < 1e-12);
        assert!((bisect(0.0, 2.0, |x| 2.0 - x * x) - 2f64.sqrt()).abs() < 1e-12);
    }
}
