//! When does a person join? Thresholds as counts or as shares of those they see.

use super::GraphError;
use super::error::within;

/// The need of somebody whom no crowd can move.
pub const NEVER: u32 = u32::MAX;

/// A threshold rule for everybody; for single persons give the needs themselves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// Join when at least this many of those I see are active (Granovetter 1978;
    /// Centola & Macy 2007: complex contagion).
    Count(u32),
    /// Join when at least this share of those I see is active (Watts 2002). Who sees
    /// nobody never joins, unless the share is 0.
    Share(f64),
}

impl Rule {
    /// For each node, how many active others it takes, from how many it sees.
    ///
    /// # Errors
    /// A share that is negative or not a number. A share above 1 is allowed: it means never.
    pub fn needs(self, seen: &[u32]) -> Result<Vec<u32>, GraphError> {
        match self {
            Rule::Count(count) => Ok(vec![count; seen.len()]),
            Rule::Share(share) => {
                within("threshold", share, 0.0, f64::MAX)?;
                Ok(seen.iter().map(|&d| need_of_share(share, d)).collect())
            }
        }
    }
}

/// The smallest count `c` with `c / degree >= share`.
///
/// The quotient is compared, not the product: 55 of 100 is a share of .55, although
/// .55 × 100 is more than 55 in floating point.
pub fn need_of_share(share: f64, degree: u32) -> u32 {
    if share <= 0.0 {
        return 0;
    }
    if degree == 0 || share > 1.0 {
        return NEVER;
    }
    let d = f64::from(degree);
    let mut c = libm::ceil(share * d) as u32;
    while c > 0 && f64::from(c - 1) / d >= share {
        c -= 1;
    }
    while f64::from(c) / d < share {
        c += 1;
    }
    c
}

/// The highest degree at which one active other is enough, `⌊1/φ⌋` in Watts 2002;
/// `None` if one is enough at any degree.
pub fn highest_vulnerable_degree(share: f64) -> Option<u32> {
    if share <= 0.0 {
        return None;
    }
    let mut k = libm::floor(1.0 / share).min(4e9) as u32;
    while k > 0 && 1.0 / f64::from(k) < share {
        k -= 1;
    }
    while 1.0 / f64::from(k + 1) >= share {
        k += 1;
    }
    Some(k)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_that_are_whole_counts_are_met_exactly() {
        for degree in 1..=400u32 {
            for c in 1..=degree {
                assert_eq!(need_of_share(f64::from(c) / f64::from(degree), degree), c);
            }
        }
        assert_eq!(need_of_share(0.55, 100), 55);
        assert_eq!(need_of_share(0.7, 10), 7);
        assert_eq!(need_of_share(0.18, 6), 2);
        assert_eq!(need_of_share(0.18, 5), 1);
    }

    #[test]
    fn nobody_to_see_means_never_and_no_threshold_means_at_once() {
        assert_eq!(need_of_share(0.1, 0), NEVER);
        assert_eq!(need_of_share(0.0, 0), 0);
        assert_eq!(need_of_share(1.01, 9), NEVER);
        assert!(Rule::Share(f64::NAN).needs(&[3]).is_err());
    }

    #[test]
    fn one_in_k_is_enough_up_to_the_vulnerable_degree() {
        for (share, k) in [(0.18, 5), (0.25, 4), (0.1, 10), (0.2, 5), (1.0 / 3.0, 3), (0.7, 1)] {
            assert_eq!(highest_vulnerable_degree(share), Some(k));
            assert_eq!((need_of_share(share, k), need_of_share(share, k + 1)), (1, 2));
        }
        assert_eq!(highest_vulnerable_degree(0.0), None);
    }
}
