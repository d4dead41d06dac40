//! Persistence, exponential growth, logistic growth.

use super::{Given, Paths};
use chrono::NaiveDate;
use groundswell_complaint::Complaints;
use groundswell_scenario::evidence::COMPARATORS;
use groundswell_scenario::rows::CsvRows;
use std::collections::BTreeMap;

/// How the series of other recorded events went from day to day.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Elsewhere {
    /// Mean growth of the logarithm up to the peak, per day.
    pub rate: f64,
    /// Its standard deviation between intervals of records.
    pub rate_spread: f64,
    /// Root mean square change of the logarithm in a day, whatever its sign.
    pub change: f64,
    /// Logarithms of the peak over each value before it.
    pub to_peak: Vec<f64>,
}

/// Pools the series of the shipped events: participants, or vehicles burnt where nobody was counted. Sizes differ by
/// thousands, so only ratios are used.
pub(crate) fn elsewhere() -> Elsewhere {
    let (mut rates, mut squares, mut to_peak) = (Vec::new(), Vec::new(), Vec::new());
    for comparator in &COMPARATORS {
        let columns = ["date", "place", "variable", "low", "high", "source", "note"];
        let mut complaints = Complaints::default();
        let rows = CsvRows::read(comparator.name, comparator.text, &columns, &mut complaints);
        let mut series: BTreeMap<NaiveDate, f64> = BTreeMap::new();
        for row in rows.iter().filter(|row| ["participants", "vehicles_burnt"].contains(&row.text("variable"))) {
            let day = NaiveDate::parse_from_str(row.text("date"), "%Y-%m-%d");
            let size = (row.optional("low", &mut complaints), row.optional("high", &mut complaints));
            if let (Ok(day), (Some(low), Some(high))) = (day, size) {
                series.insert(day, libm::log((low * high).sqrt().max(1.0)));
            }
        }
        let points: Vec<(NaiveDate, f64)> = series.into_iter().collect();
        let Some(peak) = (0..points.len()).max_by(|a, b| points[*a].1.total_cmp(&points[*b].1)) else { continue };
        for pair in points.windows(2) {
            let days = (pair[1].0 - pair[0].0).num_days() as f64;
            squares.push((pair[1].1 - pair[0].1).powi(2) / days);
        }
        for i in 0..peak {
            let days = (points[i + 1].0 - points[i].0).num_days() as f64;
            rates.push((points[i + 1].1 - points[i].1) / days);
            to_peak.push(points[peak].1 - points[i].1);
        }
    }
    let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len().max(1) as f64;
    let rate = mean(&rates);
    let rate_spread = mean(&rates.iter().map(|r| (r - rate).powi(2)).collect::<Vec<_>>()).sqrt();
    Elsewhere { rate, rate_spread, change: mean(&squares).sqrt(), to_peak }
}

/// Last values known: of the country with its day, and of each unit.
struct Last {
    day: f64,
    nation: f64,
    units: Vec<f64>,
}

fn last(given: &Given<'_>) -> Option<Last> {
    let vintage = given.vintage;
    let (day, nation) = vintage.last(|day| vintage.nation(day))?;
    let unit = |unit: usize| vintage.last(|day| vintage.unit(unit, day)).map_or(0.0, |(_, x)| x);
    Some(Last { day: day as f64, nation, units: (0..vintage.units).map(unit).collect() })
}

/// Days from the last value known to a window.
fn lead(last: &Last, window: (f64, f64)) -> f64 {
    (window.0 / 24.0 - last.day).max(0.25)
}

/// Draws in which the country and every unit with a last value change alike, each with an error of its own.
fn paths(given: &Given<'_>, baseline: usize, last: &Last, note: String, factor: impl Fn(u32, f64) -> f64) -> Paths {
    let mut paths = Paths::empty(&note);
    for draw in 0..given.draws {
        let random = given.random(baseline, draw, 1);
        let (mut nation, mut units) = (Vec::new(), Vec::new());
        for (w, window) in given.windows.iter().enumerate() {
            let factor = factor(draw, lead(last, *window));
            let error = |n: usize| libm::exp(given.observation.noise * random.normal(n as u32));
            let at = w * (last.units.len() + 1);
            nation.push(last.nation * factor * error(at));
            units.push(last.units.iter().enumerate().map(|(u, x)| x * factor * error(at + 1 + u)).collect());
        }
        paths.push(nation, units);
    }
    paths
}

/// As on the last day known.
pub(crate) fn persistence(given: &Given<'_>, baseline: usize) -> Option<Paths> {
    let (last, elsewhere) = (last(given)?, elsewhere());
    let note = format!("last value {:.0} of day {}", last.nation, last.day + 1.0);
    Some(paths(given, baseline, &last, note, |draw, lead| {
        libm::exp(elsewhere.change * libm::sqrt(lead) * given.random(baseline, draw, 0).normal(0))
    }))
}

/// Growth of the logarithm per day: what the last two points say and what other events say, weighed by how sure each is.
fn rate(given: &Given<'_>, elsewhere: &Elsewhere) -> (f64, f64) {
    let series = given.vintage.series(|day| given.vintage.nation(day));
    let (mut mean, mut precision) = (elsewhere.rate, elsewhere.rate_spread.powi(-2));
    if let [.., (a, x), (b, y)] = series[..]
        && x > 0.0
        && y > 0.0
    {
        let days = (b - a) as f64;
        let sure = days * days / (2.0 * given.observation.noise.powi(2));
        mean = (mean * precision + sure * libm::log(y / x) / days) / (precision + sure);
        precision += sure;
    }
    (mean, 1.0 / precision.sqrt())
}

/// Exponential growth.
pub(crate) fn growth(given: &Given<'_>, baseline: usize) -> Option<Paths> {
    let (last, elsewhere) = (last(given)?, elsewhere());
    let (mean, spread) = rate(given, &elsewhere);
    let note = format!("growth {mean:.2} ± {spread:.2} a day");
    Some(paths(given, baseline, &last, note, |draw, lead| {
        libm::exp((mean + spread * given.random(baseline, draw, 0).normal(0)) * lead)
    }))
}

/// Logistic growth to a ceiling, `y(t) = K/(1 + (K/y₀ − 1) exp(−r t))`.
pub(crate) fn logistic(given: &Given<'_>, baseline: usize) -> Option<Paths> {
    let (last, elsewhere) = (last(given)?, elsewhere());
    let (mean, spread) = rate(given, &elsewhere);
    let note =
        format!("growth as above, ceilings {} times other events' ratios of peak to value", elsewhere.to_peak.len());
    Some(paths(given, baseline, &last, note, |draw, lead| {
        let random = given.random(baseline, draw, 0);
        let pick = (random.uniform(1) * elsewhere.to_peak.len() as f64) as usize;
        let ceiling = libm::exp(elsewhere.to_peak.get(pick).copied().unwrap_or(1.0) * (0.5 + random.uniform(2)));
        let rate = mean + spread * random.normal(0);
        ceiling / (1.0 + (ceiling - 1.0) * libm::exp(-rate * lead))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::panel::{Panel, Report};
    use crate::forecast::vintage::{PublishedReport, Vintage};
    use crate::observe::{Observation, SourceType};
    use crate::scores::Sample;
    use groundswell_chance::draw::Key;

    fn vintage(days: &[(usize, f64)]) -> Vintage {
        let said = |&(day, x): &(usize, f64)| PublishedReport {
            fact: day as u32,
            unit: Some(1),
            place: Some(0),
            day,
            hours: (day as f64 * 24.0, day as f64 * 24.0 + 24.0),
            protest: true,
            size: Some((x, x)),
            source: SourceType::Media,
            published: day as f64 * 24.0 + 36.0,
        };
        let said: Vec<PublishedReport> = days.iter().map(said).collect();
        Vintage::at(&said, 3, 96.0, &Observation::default())
    }

    fn panel() -> Panel {
        Panel { adults: vec![1e9; 3], first: 0, begins: true, reports: vec![vec![Report::Unknown; 3]], weekday: 0 }
    }

    fn medians(paths: &Paths, window: usize) -> (f64, f64, f64) {
        let nation: Vec<f64> = paths.nation.iter().map(|d| d[window]).collect();
        let unit = |u: usize| Sample::new(&paths.units.iter().map(|d| d[window][u]).collect::<Vec<_>>()).quantile(0.5);
        (Sample::new(&nation).quantile(0.5), unit(1), unit(0))
    }

    #[test]
    fn other_events_grew_by_half_a_day() {
        let elsewhere = elsewhere();
        assert!((0.1..0.8).contains(&elsewhere.rate) && (0.2..1.5).contains(&elsewhere.change), "{elsewhere:?}");
        assert!(elsewhere.to_peak.len() > 10 && elsewhere.to_peak.iter().all(|x| *x >= 0.0));
    }

    #[test]
    fn what_is_known_persists_or_grows() {
        let (vintage, observation) =
            (vintage(&[(1, 100.0), (2, 1000.0)]), Observation { noise: 0.5, ..Observation::default() });
        let windows = [(96.0, 120.0), (120.0, 144.0)];
        let given = Given {
            vintage: &vintage,
            panel: &panel(),
            observation: &observation,
            windows: &windows,
            draws: 4000,
            key: Key::new(1, 0),
        };
        let (nation, unit, other) = medians(&persistence(&given, 0).expect("a value"), 0);
        assert!((nation / 1000.0 - 1.0).abs() < 0.1 && (unit / 1000.0 - 1.0).abs() < 0.1 && other == 0.0);
        let grown = growth(&given, 1).expect("a value");
        let (first, second) = (medians(&grown, 0).0, medians(&grown, 1).0);
        // Ln 10 a day by the data, less by the others: two days from the last value, then three.
        assert!(first > 5_000.0 && first < 100_000.0 && second > 2.0 * first, "{first} {second}");
        let (below, ceiling) = (medians(&logistic(&given, 2).expect("a value"), 1).0, second);
        assert!(below > 1000.0 && below < ceiling, "{below}");
    }

    #[test]
    fn nothing_known_does_not_persist() {
        let (vintage, observation) = (vintage(&[]), Observation::default());
        let given = Given {
            vintage: &vintage,
            panel: &panel(),
            observation: &observation,
            windows: &[(96.0, 120.0)],
            draws: 10,
            key: Key::new(1, 0),
        };
        assert!(persistence(&given, 0).is_none() && growth(&given, 1).is_none());
        let all = super::super::all(&given);
        assert!(all.len() == 7 && all[0].note.contains("climatology") && all.iter().all(|p| p.nation.len() == 10));
    }

    /// Growth went to 4·10¹⁷ people where nothing held it.
    #[test]
    fn nothing_runs_away_from_the_adults_there_are() {
        let (vintage, observation) = (vintage(&[(1, 10.0), (2, 90_000.0)]), Observation::default());
        let few = Panel { adults: vec![1e5; 3], ..panel() };
        let given = Given {
            vintage: &vintage,
            panel: &few,
            observation: &observation,
            windows: &[(240.0, 264.0)],
            draws: 500,
            key: Key::new(1, 0),
        };
        for paths in super::super::all(&given) {
            assert!(paths.nation.iter().all(|draw| draw[0] <= 3e5), "{}", paths.note);
            assert!(paths.units.iter().flatten().flatten().all(|people| *people <= 1e5), "{}", paths.note);
        }
    }
}
