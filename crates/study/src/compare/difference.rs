//! Differences between branches, replicate by replicate, with what they would be without
//! the pairing.
//!
//! All intervals are 90 %, as everywhere in a report. What is told apart is the median of the differences, and of the
//! ratios, of paired replicates, with an interval of ranks that holds it whatever the distribution (decision 0164). A
//! wave escapes in one replicate of four and not in the others: an interval of the mean by Student's t holds the mean in 51
//! to 71 of 100 such ensembles, so that means are given, and theirs are not what is relied on. Otherwise Student's t for
//! means of paired differences, Welch's for unpaired ones; for shares Wilson (1927), for differences of
//! paired shares Agresti & Min (2005), of unpaired ones Agresti & Caffo (2000), which are
//! honest where a share is 0 or 1. They reflect the number of replicates and nothing else.

use groundswell_stats::{Z_90, mean, quantile, sign_90, student_90, variance, wilson_90};
use serde::Serialize;

/// A value with its 90 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// Value.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A branch against another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// Replicates that have a value in both.
    pub pairs: usize,
    /// In the branch that it is set against.
    pub base: Estimate,
    /// In the branch.
    pub value: Estimate,
    /// Branch less base, in pairs: the mean, or the difference of the shares.
    pub paired: Estimate,
    /// The median of branch less base over pairs; `None` of shares, and below five pairs.
    pub median: Option<Estimate>,
    /// The median of `(1 + branch)/(1 + base)` over pairs, of quantities that are never negative; `None` as above.
    pub ratio: Option<Estimate>,
    /// The same with the replicates of the two taken as independent.
    pub unpaired: Estimate,
    /// Variance of the paired differences over the sum of the variances of the two: below 1
    /// pairing helped, at .1 a tenth of the replicates does; `None` where nothing varies.
    pub variance_ratio: Option<f64>,
    /// Share of pairs in which the branch has more.
    pub more: f64,
    /// Share of pairs in which it has less.
    pub less: f64,
}

fn around(value: f64, half: f64) -> Estimate {
    Estimate { value, low: value - half, high: value + half }
}

/// A mean with its interval; of a single value nothing is known but the value.
fn of_mean(values: &[f64]) -> Estimate {
    let n = values.len() as f64;
    let half = if values.len() < 2 { f64::NAN } else { student_90(n - 1.0) * (variance(values) / n).sqrt() };
    around(mean(values), half)
}

/// A median with the ranks that hold it; `None` below five values.
fn of_median(values: &[f64]) -> Option<Estimate> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = sign_90(sorted.len())?;
    Some(Estimate { value: quantile(&sorted, 0.5), low: sorted[low - 1], high: sorted[high - 1] })
}

/// The median ratio, by way of logarithms.
fn ratio(base: &[f64], branch: &[f64]) -> Option<Estimate> {
    if base.iter().chain(branch).any(|x| *x < 0.0) {
        return None;
    }
    let logs: Vec<f64> = base.iter().zip(branch).map(|(a, b)| libm::log1p(*b) - libm::log1p(*a)).collect();
    let Estimate { value, low, high } = of_median(&logs)?;
    Some(Estimate { value: libm::exp(value), low: libm::exp(low), high: libm::exp(high) })
}

impl Difference {
    /// Of a quantity. `None` values, and those of a partner without one, are left out.
    pub fn of_means(base: &[Option<f64>], branch: &[Option<f64>]) -> Option<Difference> {
        let (a, b) = pairs(base, branch)?;
        let apart: Vec<f64> = a.iter().zip(&b).map(|(a, b)| b - a).collect();
        let n = a.len() as f64;
        let (va, vb) = (variance(&a) / n, variance(&b) / n);
        // Welch–Satterthwaite, between n − 1 and 2(n − 1).
        let freedom = if va + vb > 0.0 { (va + vb).powi(2) * (n - 1.0) / (va * va + vb * vb) } else { n - 1.0 };
        let half = if a.len() < 2 { f64::NAN } else { student_90(freedom) * (va + vb).sqrt() };
        Some(Difference {
            median: of_median(&apart),
            ratio: ratio(&a, &b),
            paired: of_mean(&apart),
            unpaired: around(mean(&b) - mean(&a), half),
            base: of_mean(&a),
            value: of_mean(&b),
            ..Difference::counts(&a, &b)
        })
    }

    /// Of the share of replicates in which something holds, given as 0 and 1.
    pub fn of_shares(base: &[Option<f64>], branch: &[Option<f64>]) -> Option<Difference> {
        let (a, b) = pairs(base, branch)?;
        let n = a.len() as f64;
        let share = |values: &[f64]| {
            let count = values.iter().sum::<f64>();
            let (low, high) = wilson_90(count as usize, values.len());
            Estimate { value: count / n, low, high }
        };
        let (base, other) = (share(&a), share(&b));
        let gained = a.iter().zip(&b).filter(|(a, b)| b > a).count() as f64;
        let lost = a.iter().zip(&b).filter(|(a, b)| b < a).count() as f64;
        // One half more in each of the four cells.
        let (m, apart) = (n + 2.0, gained - lost);
        let half = Z_90 * (gained + lost + 1.0 - apart * apart / m).sqrt() / m;
        let paired = Estimate { value: apart / n, ..within(around(apart / m, half)) };
        // One success and one failure more in each sample.
        let (p, q) = ((base.value * n + 1.0) / m, (other.value * n + 1.0) / m);
        let half = Z_90 * ((p * (1.0 - p) + q * (1.0 - q)) / m).sqrt();
        let unpaired = Estimate { value: other.value - base.value, ..within(around(q - p, half)) };
        Some(Difference { paired, unpaired, base, value: other, ..Difference::counts(&a, &b) })
    }

    /// What both kinds count, with nothing estimated yet.
    fn counts(a: &[f64], b: &[f64]) -> Difference {
        let apart: Vec<f64> = a.iter().zip(b).map(|(a, b)| b - a).collect();
        let n = a.len() as f64;
        let both = variance(a) + variance(b);
        let nothing = around(0.0, 0.0);
        Difference {
            pairs: a.len(),
            base: nothing,
            value: nothing,
            paired: nothing,
            median: None,
            ratio: None,
            unpaired: nothing,
            variance_ratio: (both > 0.0).then(|| variance(&apart) / both),
            more: apart.iter().filter(|d| **d > 0.0).count() as f64 / n,
            less: apart.iter().filter(|d| **d < 0.0).count() as f64 / n,
        }
    }

    /// Whether the two are the same in every replicate.
    pub fn is_nothing(&self) -> bool {
        self.more == 0.0 && self.less == 0.0
    }

    /// What is relied on: the median of pairs where there is one, otherwise the difference of means or shares.
    pub fn relied_on(&self) -> Estimate {
        self.median.unwrap_or(self.paired)
    }

    /// Whether the interval of what is relied on leaves out 0.
    pub fn is_told_apart(&self) -> bool {
        self.relied_on().low > 0.0 || self.relied_on().high < 0.0
    }

    /// Whether a few pairs carry the mean: it lies outside the interval of the median.
    pub fn is_skewed(&self) -> bool {
        self.median.is_some_and(|median| self.paired.value < median.low || self.paired.value > median.high)
    }
}

/// Differences of shares lie between −1 and 1.
fn within(estimate: Estimate) -> Estimate {
    Estimate { low: estimate.low.max(-1.0), high: estimate.high.min(1.0), ..estimate }
}

/// The values of replicates that have one in both.
fn pairs(base: &[Option<f64>], branch: &[Option<f64>]) -> Option<(Vec<f64>, Vec<f64>)> {
    let finite = |x: &Option<f64>| x.filter(|x| x.is_finite());
    let pairs = base.iter().zip(branch).filter_map(|(a, b)| Some((finite(a)?, finite(b)?)));
    let (a, b): (Vec<f64>, Vec<f64>) = pairs.unzip();
    (!a.is_empty()).then_some((a, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().map(|x| Some(*x)).collect()
    }

    #[test]
    fn what_two_branches_share_cancels() {
        // By hand: differences 1, 2, 3; mean 2, sd 1, t(2) = 2.92, half 2.92/√3.
        let d = Difference::of_means(&some(&[100.0, 200.0, 300.0]), &some(&[101.0, 202.0, 303.0])).expect("pairs");
        assert_eq!((d.pairs, d.paired.value, d.more, d.less), (3, 2.0, 1.0, 0.0));
        assert!((d.paired.high - (2.0 + 2.919_985_580 / 3f64.sqrt())).abs() < 1e-9);
        assert!(d.is_told_apart() && d.unpaired.low < 0.0, "without the pairing it would drown");
        assert!((d.variance_ratio.expect("they vary") - 1.0 / (10_000.0 + 101.0 * 101.0)).abs() < 1e-12);
    }

    /// One replicate of four escapes to thousands: the interval of the median, and of the median ratio, holds it in at least
    /// 87 of 100 ensembles of 8, 32 and 64, where Student's t for the mean does not.
    #[test]
    fn intervals_hold_where_a_few_replicates_escape() {
        use groundswell_chance::draw::{Key, Purpose};
        const ENSEMBLES: u32 = 2000;
        // Most differ by a few people in either direction about 5, a quarter by a lognormal of thousands.
        let draw = |ensemble: u32, i: u32| {
            let random = Key::new(31, ensemble).draw(Purpose::Study, i, 0);
            let base = libm::exp(4.0 + random.normal(1));
            let escapes = random.uniform(0) < 0.25;
            let more = if escapes { libm::exp(8.0 + 1.5 * random.normal(2)) } else { 5.0 + 8.0 * random.normal(2) };
            (base, (base + more).max(0.0))
        };
        let values = |ensemble: u32, n: u32| (0..n).map(|i| draw(ensemble, i)).unzip::<f64, f64, Vec<f64>, Vec<f64>>();
        let (all_base, all_branch) = values(ENSEMBLES, 200_000);
        let truth = Difference::of_means(&some(&all_base), &some(&all_branch)).expect("pairs");
        let (median, mean, times) =
            (truth.median.expect("one").value, truth.paired.value, truth.ratio.expect("one").value);
        for n in [8, 32, 64] {
            let (mut held, mut held_ratio, mut held_mean) = (0, 0, 0);
            for ensemble in 0..ENSEMBLES {
                let (base, branch) = values(ensemble, n);
                let d = Difference::of_means(&some(&base), &some(&branch)).expect("pairs");
                let holds = |e: Estimate, x: f64| u32::from(e.low <= x && x <= e.high);
                held += holds(d.median.expect("one"), median);
                held_ratio += holds(d.ratio.expect("one"), times);
                held_mean += holds(d.paired, mean);
            }
            let share = |held: u32| f64::from(held) / f64::from(ENSEMBLES);
            assert!(share(held) >= 0.87 && share(held_ratio) >= 0.87, "{n}: {} {}", share(held), share(held_ratio));
            assert!(n > 32 || share(held_mean) < 0.8, "{n}: {}", share(held_mean));
        }
    }

    #[test]
    fn a_mean_that_few_pairs_carry_is_said_to_be_skewed() {
        let base = some(&[10.0; 12]);
        let mut branch = vec![11.0, 9.0, 10.5, 10.0, 9.5, 10.2, 9.9, 10.1, 10.0, 9.8, 10.3, 10.0];
        assert!(!Difference::of_means(&base, &some(&branch)).expect("pairs").is_skewed());
        branch[0] = 90_000.0;
        let d = Difference::of_means(&base, &some(&branch)).expect("pairs");
        assert!(d.is_skewed() && !d.is_told_apart(), "{d:?}");
    }

    #[test]
    fn no_change_is_a_difference_of_nothing() {
        let same = some(&[1.5, 2.5, 9.0, 4.0]);
        let d = Difference::of_means(&same, &same).expect("pairs");
        assert_eq!((d.paired.value, d.paired.low, d.paired.high, d.variance_ratio), (0.0, 0.0, 0.0, Some(0.0)));
        assert!(d.is_nothing() && !d.is_told_apart());
        let shares = some(&[1.0, 0.0, 1.0, 1.0]);
        let d = Difference::of_shares(&shares, &shares).expect("pairs");
        assert!(d.paired.value == 0.0 && d.paired.low < 0.0 && d.paired.high > 0.0, "four replicates do not prove 0");
    }

    #[test]
    fn paired_shares_are_agresti_and_mins() {
        // By hand: 10 pairs, 6 gained, 1 lost: (6 − 1)/12 ± 1.645 √(8 − 25/12)/12.
        let base: Vec<f64> = (0..10).map(|i| f64::from(u8::from(i == 0 || i > 7))).collect();
        let other: Vec<f64> = (0..10).map(|i| f64::from(u8::from(i > 0 && i < 7 || i > 7))).collect();
        let d = Difference::of_shares(&some(&base), &some(&other)).expect("pairs");
        let half = Z_90 * (8.0f64 - 25.0 / 12.0).sqrt() / 12.0;
        assert_eq!(d.paired.value, 0.5);
        assert!((d.paired.low - (5.0 / 12.0 - half)).abs() < 1e-12 && d.is_told_apart());
    }

    #[test]
    fn whoever_has_no_partner_is_left_out() {
        let d = Difference::of_means(&[Some(1.0), None, Some(3.0)], &[Some(2.0), Some(9.0), Some(f64::NAN)]);
        let d = d.expect("one pair");
        assert_eq!((d.pairs, d.paired.value), (1, 1.0));
        assert!(d.paired.low.is_nan(), "one pair has no spread");
        assert_eq!(Difference::of_means(&[None], &[Some(1.0)]), None);
    }
}
