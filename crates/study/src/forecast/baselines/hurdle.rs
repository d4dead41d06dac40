//! Hurdle persistence: whether a unit is reported, and how large the crowd is, apart.
//!
//! A unit that was silent begins to be reported, and one that was reported falls silent, as often as units of this event
//! did from day to day so far (Laplace's rule, three silent days beforehand). A size is the last one of the unit, with the
//! spread of its changes so far; of a unit without one it is any of the event's. This is the baseline to beat.

use super::{Given, Paths};
use crate::condition::panel::{Panel, Report};

/// Squared change of the logarithm of a size in a day, and how many changes it counts for: series of other events.
const CHANGE: (f64, f64) = (0.61, 4.0);
/// Mean and standard deviation of the logarithm of a size where the event has too few.
const SIZES: (f64, f64) = (5.0, 2.0);

/// What an event so far says of its units.
struct Learned {
    /// Probability that a silent unit is reported the next day, and that a reported one is silent.
    begins: f64,
    ends: f64,
    /// Share of reports with a size.
    sized: f64,
    /// Squared change of a logarithm in a day.
    change: f64,
    /// Mean and standard deviation of logarithms of sizes.
    sizes: (f64, f64),
}

impl Learned {
    fn of(panel: &Panel) -> Learned {
        let on = |report: Report| matches!(report, Report::Named | Report::Sized(_));
        let (mut from_silent, mut begun, mut from_on, mut ended) = (0.0, 0.0, 0.0, 0.0);
        let known = |pair: &(&Report, &Report)| *pair.0 != Report::Unknown && *pair.1 != Report::Unknown;
        for days in panel.reports.windows(2) {
            for (before, after) in days[0].iter().zip(&days[1]).filter(known) {
                let after = on(*after);
                if on(*before) {
                    (from_on, ended) = (from_on + 1.0, ended + f64::from(u8::from(!after)));
                } else {
                    (from_silent, begun) = (from_silent + 1.0, begun + f64::from(u8::from(after)));
                }
            }
        }
        let (mut squares, mut changes, mut logs, mut reported) = (CHANGE.0 * CHANGE.1, CHANGE.1, vec![], 0.0);
        for unit in 0..panel.units() {
            let mut last: Option<(usize, f64)> = None;
            for (day, row) in panel.reports.iter().enumerate() {
                reported += f64::from(u8::from(on(row[unit])));
                if let Report::Sized(size) = row[unit] {
                    let log = libm::log(size.max(1.0));
                    if let Some((before, was)) = last {
                        // A change over days counts as one of a day: see `spread`.
                        squares += 2.0 * (log - was) * (log - was) / (1.0 + (day - before) as f64);
                        changes += 1.0;
                    }
                    last = Some((day, log));
                    logs.push(log);
                }
            }
        }
        let n = logs.len() as f64;
        let mean = logs.iter().sum::<f64>() / n.max(1.0);
        let spread = libm::sqrt(logs.iter().map(|log| (log - mean) * (log - mean)).sum::<f64>() / n.max(1.0));
        Learned {
            begins: (begun + 1.0) / (from_silent + 4.0),
            ends: (ended + 1.0) / (from_on + 4.0),
            sized: (n + 1.0) / (reported + 2.0),
            change: squares / changes,
            sizes: if logs.len() > 2 { (mean, spread + 0.5) } else { SIZES },
        }
    }

    /// Probability that a unit is reported this number of days after it was, or was not.
    fn reported(&self, was: bool, days: usize) -> f64 {
        (0..days).fold(f64::from(u8::from(was)), |p, _| p * (1.0 - self.ends) + (1.0 - p) * self.begins)
    }

    /// Standard deviation of the logarithm of a size after this number of days: that of a day, and half as much again each further day.
    fn spread(&self, days: usize) -> f64 {
        libm::sqrt(self.change * 0.5 * (1.0 + days as f64))
    }
}

/// A unit as it was last known: whether it was reported and on which row, and the logarithm of its last size and the row of that.
#[derive(Clone, Copy)]
struct LastKnown {
    state: Option<(usize, bool)>,
    size: Option<(usize, f64)>,
}

/// A unit as it was last known.
fn last_known(panel: &Panel, unit: usize) -> LastKnown {
    let rows = || panel.reports.iter().enumerate().rev();
    let known = rows().find(|(_, row)| row[unit] != Report::Unknown);
    let size = rows().find_map(|(day, row)| match row[unit] {
        Report::Sized(size) => Some((day, libm::log(size.max(1.0)))),
        _ => None,
    });
    LastKnown { state: known.map(|(day, row)| (day, row[unit] != Report::Silent)), size }
}

/// Draws of what is reported.
pub(super) fn forecast(given: &Given<'_>, baseline: usize) -> Paths {
    let (panel, learned) = (given.panel, Learned::of(given.panel));
    let last: Vec<_> = (0..panel.units()).map(|unit| last_known(panel, unit)).collect();
    let mut paths = Paths::empty(&format!(
        "silent units begin with probability {:.2} a day, reported ones end with {:.2}; sizes change by {:.2}",
        learned.begins,
        learned.ends,
        libm::sqrt(learned.change)
    ));
    for draw in 0..given.draws {
        let random = given.random(baseline, draw, 0);
        let window = |(w, window): (usize, &(f64, f64))| {
            let day = (window.0 / 24.0) as usize;
            let row = day.saturating_sub(panel.first);
            let unit = |(unit, &LastKnown { state, size }): (usize, &LastKnown)| {
                let n = (3 * (w * last.len() + unit)) as u32;
                let (at, was) = state.unwrap_or((0, false));
                let (luck, form) = random.pair(n);
                if luck >= learned.reported(was, row.saturating_sub(at).max(1)) {
                    return (0.0, 0.0);
                }
                let (mean, spread) = match size {
                    Some((day, log)) => (log, learned.spread(row.saturating_sub(day).max(1))),
                    None => learned.sizes,
                };
                let people = libm::exp(mean + spread * random.normal(n + 1)).round().max(1.0);
                (people, if form < learned.sized { people } else { 0.0 })
            };
            last.iter().enumerate().map(unit).unzip::<f64, f64, Vec<f64>, Vec<f64>>()
        };
        let (units, sized): (Vec<_>, Vec<_>) = given.windows.iter().enumerate().map(window).unzip();
        paths.push(sized.iter().map(|sizes| sizes.iter().sum()).collect(), units);
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::vintage::Vintage;
    use crate::observe::Observation;
    use groundswell_chance::draw::Key;

    /// Share of draws with a report, and median of their logarithms, of each unit on a day.
    fn says(reports: Vec<Vec<Report>>, day: usize) -> Vec<(f64, f64)> {
        let units = reports[0].len();
        let panel = Panel { adults: vec![1e6; units], first: 0, begins: true, reports, weekday: 0 };
        let hours = (day as f64 * 24.0, day as f64 * 24.0 + 24.0);
        let vintage = Vintage { origin: hours.0, said: vec![], units, complete: day };
        let given = Given {
            vintage: &vintage,
            panel: &panel,
            observation: &Observation::default(),
            windows: &[hours],
            draws: 4000,
            key: Key::new(1, 0),
        };
        let paths = forecast(&given, 6);
        (0..units)
            .map(|unit| {
                let on: Vec<f64> = paths.units.iter().map(|draw| draw[0][unit]).filter(|x| *x > 0.0).collect();
                let mut logs: Vec<f64> = on.iter().map(|x| x.ln()).collect();
                logs.sort_by(f64::total_cmp);
                (on.len() as f64 / 4000.0, logs[logs.len() / 2])
            })
            .collect()
    }

    #[test]
    fn the_last_state_and_the_last_size_go_on() {
        use Report::{Silent, Sized};
        let day = || vec![Sized(2000.0), Silent, Silent, Silent];
        let said = says(vec![day(), day(), day(), day()], 4);
        assert!(said[0].0 > 0.75 && (said[0].1 - 2000f64.ln()).abs() < 0.1, "{said:?}");
        assert!(said[1].0 < 0.12, "one in nine silent days and three beforehand: {said:?}");
    }

    #[test]
    fn switching_is_that_of_the_event() {
        use Report::{Named, Silent};
        let days = |often: bool| (0..8).map(|d| vec![if often && d % 2 == 0 { Named } else { Silent }; 4]).collect();
        let (calm, lively) = (says(days(false), 8)[0].0, says(days(true), 8)[0].0);
        assert!(calm < 0.1 && lively > 0.6, "{calm} {lively}");
    }
}
