//! The final size of an epidemic (Kermack & McKendrick 1927, *Proc. R. Soc. A* 115:700).

use super::bisect::bisect;

/// The share that is ever infected, `r = 1 - exp(-R₀ r)`; 0 at or below `R₀ = 1`.
pub fn final_size(reproduction: f64) -> f64 {
    if reproduction.is_nan() || reproduction <= 1.0 {
        return 0.0;
    }
    // The function is positive just above 0 and negative at 1. `expm1` keeps the
    // digits near the threshold, where the root is small.
    let excess = |r: f64| -libm::expm1(-reproduction * r) - r;
    // The root lies above half of its leading term 2 (R₀ - 1) / R₀².
    bisect((reproduction - 1.0) / (reproduction * reproduction), 1.0, excess)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_equation_holds_at_any_reproduction_number() {
        for r0 in [1.000001, 1.001, 1.05, 1.1, 2.0, 4.0, 30.0, 700.0] {
            let r = final_size(r0);
            assert!(r > 0.0 && r <= 1.0);
            assert!((r + libm::expm1(-r0 * r)).abs() < 1e-12, "{r0}: {r}");
        }
        assert_eq!(final_size(1.0), 0.0);
        assert_eq!(final_size(0.3), 0.0);
        assert_eq!(final_size(f64::NAN), 0.0);
    }
}
