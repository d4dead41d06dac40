//! Medians of numbers of which some are known by a bound only: a replicate that was parked has at least what it had by then.
//!
//! A number between two bounds lies between them in any order: the k-th of the numbers lies between the k-th of the lower
//! bounds and the k-th of the upper ones. So the ranks that hold the median whatever the distribution (decision 0164) hold it
//! here too, if the lower end is read from the lower bounds and the upper end from the upper ones. An end without a bound is open.

use groundswell_stats::sign_90;
use groundswell_studio::api::answer::{AnswerEstimate, AnswerReach};

/// A number between two bounds, which are the same where it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Bounds {
    /// A count of a replicate: at least this, if it was parked.
    pub(crate) fn of(count: f64, parked: bool) -> Bounds {
        Bounds { low: count, high: if parked { f64::INFINITY } else { count } }
    }

    /// This less another.
    pub(crate) fn less(self, other: Bounds) -> Bounds {
        Bounds { low: self.low - other.high, high: self.high - other.low }
    }
}

/// The median with the ranks that hold it in 90 of 100 ensembles; `None` below five numbers.
pub(crate) fn median(numbers: &[Bounds]) -> Option<AnswerEstimate> {
    let sorted = |of: fn(&Bounds) -> f64| {
        let mut all: Vec<f64> = numbers.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all
    };
    let (lows, highs) = (sorted(|bounds| bounds.low), sorted(|bounds| bounds.high));
    let (first, last) = sign_90(numbers.len())?;
    let finite = |x: f64| x.is_finite().then_some(x);
    let (least, most) = (middle(&lows), middle(&highs));
    let (value, reach) = match (finite(least), finite(most)) {
        (Some(least), Some(most)) if least == most => (least, AnswerReach::Exact),
        (Some(least), _) => (least, AnswerReach::AtLeast),
        (None, Some(most)) => (most, AnswerReach::AtMost),
        (None, None) => (0.0, AnswerReach::Unknown),
    };
    Some(AnswerEstimate { value, reach, low: finite(lows[first - 1]), high: finite(highs[last - 1]) })
}

/// The middle of sorted numbers, some of which may be infinite.
fn middle(sorted: &[f64]) -> f64 {
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[half] } else { f64::midpoint(sorted[half - 1], sorted[half]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(numbers: &[f64]) -> Vec<Bounds> {
        numbers.iter().map(|x| Bounds::of(*x, false)).collect()
    }

    #[test]
    fn of_known_numbers_it_is_the_median_and_its_ranks() {
        let found = median(&exact(&[5.0, 1.0, 4.0, 2.0, 3.0, 9.0])).expect("six");
        // Ranks 1 and 6 of six: P(none below the median) = 1/64.
        assert_eq!((found.value, found.reach, found.low, found.high), (3.5, AnswerReach::Exact, Some(1.0), Some(9.0)));
        assert!(median(&exact(&[1.0; 4])).is_none());
    }

    #[test]
    fn what_was_parked_opens_an_end_only_if_it_can_reach_it() {
        let mut numbers = exact(&[5.0, 1.0, 4.0, 2.0, 3.0, 9.0]);
        numbers[5] = Bounds::of(9.0, true);
        let found = median(&numbers).expect("six");
        assert_eq!((found.value, found.reach, found.low, found.high), (3.5, AnswerReach::Exact, Some(1.0), None));
        // Four of six: the median itself is at least what four of them had.
        for (number, count) in numbers.iter_mut().zip([5.0, 1.0, 4.0, 2.0]) {
            *number = Bounds::of(count, true);
        }
        let found = median(&numbers).expect("six");
        assert_eq!((found.value, found.reach, found.low, found.high), (3.5, AnswerReach::AtLeast, Some(1.0), None));
    }

    /// Whatever the parked numbers really are, the interval holds what it would be if they were known.
    #[test]
    fn no_truth_behind_the_bounds_leaves_the_interval() {
        use groundswell_chance::draw::{Key, Purpose};
        for ensemble in 0..500 {
            let draw = |i: u32| Key::new(7, ensemble).draw(Purpose::Study, i, 0);
            let (mut seen, mut truth) = (vec![], vec![]);
            for i in 0..20 {
                let (base, branch) = (libm(draw(i).normal(0)), libm(draw(i).normal(1)));
                let cut = |x: f64| if x > 1.5 { Bounds::of(1.5, true) } else { Bounds::of(x, false) };
                seen.push(cut(branch).less(cut(base)));
                truth.push(Bounds::of(branch - base, false));
            }
            let (seen, truth) = (median(&seen).expect("20"), median(&truth).expect("20"));
            assert!(seen.low.is_none_or(|low| low <= truth.low.expect("known")));
            assert!(seen.high.is_none_or(|high| high >= truth.high.expect("known")));
            match seen.reach {
                AnswerReach::Exact => assert_eq!(seen.value, truth.value),
                AnswerReach::AtLeast => assert!(seen.value <= truth.value),
                AnswerReach::AtMost => assert!(seen.value >= truth.value),
                AnswerReach::Unknown => {}
            }
        }
    }

    fn libm(x: f64) -> f64 {
        x.exp()
    }
}
