//! What all units share: parameters, the level of each day, and what days of the week differ by.

use super::panel::Panel;
use super::parameters::{AggregatePrior, AggregateValues, COUNT};
use groundswell_engine::mechanisms::differences::heavy;

/// Mean and standard deviation of the logarithm of the crowd of a unit of a million adults on the first day.
const LEVEL: (f64, f64) = (2.0, 3.0);
/// Standard deviation of growth on a first day that is in the middle of an event.
const MIDST: f64 = 0.4;

/// Coordinates of days: a swing of growth and a jump of the level.
const OF_DAY: usize = 2;
/// Coordinates before those of days: parameters, the first level, days of the week.
pub const FIXED: usize = COUNT + 1 + 7;

/// How many standard normal coordinates there are for this number of days.
pub fn dimensions(days: usize) -> usize {
    FIXED + OF_DAY * days
}

/// The shared quantities.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    /// Parameters.
    pub values: AggregateValues,
    /// `c_d + w(weekday)` of each day.
    pub level: Vec<f64>,
    /// What days of the week differ by, from Monday.
    pub week: [f64; 7],
    /// The level without the day of the week on the last day, and growth from there.
    pub last: (f64, f64),
}

/// The shared quantities at standard normal coordinates.
pub fn shared(z: &[f64], panel: &Panel, prior: &AggregatePrior) -> Shared {
    let values = prior.values(z);
    // The pull of an appointment is rare and large: heavy tails.
    let week: [f64; 7] = std::array::from_fn(|day| values.week * heavy(z[COUNT + 1 + day]));
    let (mut level, mut last) = (Vec::with_capacity(panel.days()), (0.0, 0.0));
    for day in 0..panel.days() {
        let of_day = &z[FIXED + OF_DAY * day..];
        last = if day == 0 {
            let growth = if panel.begins { values.growth } else { values.drift };
            (LEVEL.0 + LEVEL.1 * z[COUNT], growth + MIDST * of_day[0])
        } else {
            next(&values, last, (of_day[0], of_day[1]))
        };
        level.push(last.0 + week[panel.day_of_week(day)]);
    }
    Shared { values, level, week, last }
}

/// The next day's level and growth from today's, by two standard normal numbers.
pub fn next(values: &AggregateValues, today: (f64, f64), z: (f64, f64)) -> (f64, f64) {
    let level = today.0 + today.1 + values.jump * heavy(z.1);
    let growth = values.drift + values.momentum * (today.1 - values.drift) + values.swing * z.0;
    // A crowd cannot grow more than a thousandfold a day for days.
    (level, growth.clamp(-4.0, 4.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::panel::Report;

    #[test]
    fn coordinates_of_zero_are_the_plain_course() {
        let panel =
            Panel { adults: vec![1e6], first: 0, begins: true, reports: vec![vec![Report::Unknown]; 5], weekday: 0 };
        let prior = AggregatePrior::default();
        let shared = shared(&vec![0.0; dimensions(5)], &panel, &prior);
        assert_eq!(shared.week, [0.0; 7]);
        assert_eq!(shared.level[0], 2.0);
        assert!((shared.level[1] - 2.6).abs() < 1e-12, "the first growth is that of the table");
        assert!(shared.level[4] > shared.level[1] && shared.last.1 < 0.3, "growth fades: {shared:?}");
    }
}
