//! What runs say of a recorded quantity, against the record: where the record lies among them, and
//! whether a hit says anything.

use groundswell_scenario::facts::Target;
use groundswell_stats::quantile;
use serde::Serialize;

/// Whether a variable is compared as a logarithm: sizes of crowds and counts of people are.
pub fn is_size(variable: &str) -> bool {
    variable.starts_with("participants") || variable == "strikers_peak" || variable.ends_with("_cumulative")
}

/// A value of a quantity on the scale on which it is compared, and what counts as one there.
///
/// Sizes are compared as logarithms with the spread of observation (model §6: counts of
/// participants are published with errors of a factor e^.5), counts of units and days on
/// their own scale.
pub fn compared(target: &Target, value: f64) -> (f64, f64) {
    if is_size(&target.variable) {
        return (libm::log(value.max(1.0)), 0.5);
    }
    let tolerance = match target.variable.as_str() {
        "units_active" => 1.5,
        "doubling_time_hours" => 2.0,
        "growth_per_day" => 0.3,
        "strike_lag_hours" => 24.0,
        "forces_share_of_deaths" => 0.04,
        "day_of_90pct_decline" | "onset" => 1.0,
        "day_night_ratio" => 1.5,
        _ => 0.2,
    };
    (value, tolerance)
}

/// How often an interval may hold the spread of the record before a hit is called wide.
pub const WIDE: f64 = 2.0;

/// Half of the 90 % interval of a normal law, in standard deviations.
const NINETY: f64 = 1.645;

/// How runs stand against a recorded quantity.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Against {
    /// Where the record lies among the runs: the share of values below its best figure, ties counted half.
    pub percentile: f64,
    /// Width of the 90 % interval of the runs over the spread of the record, both on the scale on which they are
    /// compared. The spread is the published range, and at least the 90 % interval of an observation.
    pub width: f64,
    /// Whether record and interval meet, and at least half of the runs have a value.
    pub inside: bool,
}

impl Against {
    /// Of a quantity with these values in the runs that have one, of `all`; `None` if no run has, or nothing was recorded.
    pub fn of(target: &Target, values: &[f64], all: usize) -> Option<Against> {
        let best = target.best.filter(|_| !values.is_empty())?;
        let (low, high) = (target.low.unwrap_or(best), target.high.unwrap_or(best));
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let (q05, q95) = (quantile(&sorted, 0.05), quantile(&sorted, 0.95));
        let below = sorted.iter().filter(|x| **x < best).count() as f64;
        let ties = sorted.iter().filter(|x| **x == best).count() as f64;
        let on = |x: f64| compared(target, x).0;
        let spread = (on(high) - on(low)).max(2.0 * NINETY * compared(target, best).1);
        Some(Against {
            percentile: (below + 0.5 * ties) / sorted.len() as f64,
            width: (on(q95) - on(q05)) / spread,
            inside: q05 <= high && low <= q95 && 2 * values.len() >= all,
        })
    }

    /// In a word or two: a hit that nearly anything would have been is called wide.
    pub fn verdict(&self) -> &'static str {
        match (self.inside, self.width > WIDE) {
            (true, false) => "hit",
            (true, true) => "wide hit",
            (false, _) => "miss",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(low: f64, best: f64, high: f64) -> Target {
        let scenario = groundswell_scenario::scenario::Scenario::load("kazakhstan-2022", &[]);
        let scenario = scenario.unwrap_or_else(|complaints| panic!("{complaints}"));
        let size = scenario.targets.into_iter().find(|target| target.id == "s3").expect("a size");
        Target { low: Some(low), best: Some(best), high: Some(high), ..size }
    }

    #[test]
    fn a_hit_that_anything_would_have_been_is_called_wide() {
        let record = target(900.0, 1000.0, 1100.0);
        let runs = |low: f64, high: f64| -> Vec<f64> {
            (0..101).map(|i| low * libm::pow(high / low, f64::from(i) / 100.0)).collect()
        };
        let near = Against::of(&record, &runs(700.0, 1500.0), 101).expect("values");
        assert_eq!(near.verdict(), "hit");
        // ln(1500/700)·.9 over the 90 % interval of an observation, 2 · 1.645 · .5.
        assert!((near.width - 0.9 * libm::log(1500.0 / 700.0) / 1.645).abs() < 0.01, "{}", near.width);
        assert_eq!(Against::of(&record, &runs(1.0, 1e6), 101).map(|a| a.verdict()), Some("wide hit"));
        assert_eq!(
            Against::of(&record, &runs(5000.0, 9000.0), 101).map(|a| (a.verdict(), a.percentile)),
            Some(("miss", 0.0))
        );
        assert_eq!(
            Against::of(&record, &runs(700.0, 1500.0), 300).map(|a| a.inside),
            Some(false),
            "most runs have none"
        );
        assert_eq!(Against::of(&record, &[], 10), None);
        assert_eq!(Against::of(&record, &[1000.0], 1).map(|a| a.percentile), Some(0.5));
    }
}
