//! What a run says in one screen, against the record: read back from its tables.

use crate::against::Against;
use crate::rundir::RunDir;
use groundswell_complaint::Complaint;
use groundswell_engine::mechanisms::outcome::OutcomeClass;
use groundswell_scenario::facts::Target;
use groundswell_scenario::scenario::Scenario;
use groundswell_stats::{quantile, wilson_90};
use groundswell_tables::table::Table;
use serde::Serialize;
use std::collections::BTreeMap;

/// Median and 90 % interval over replicates.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// 5 %.
    pub q05: f64,
    /// Median.
    pub q50: f64,
    /// 95 %.
    pub q95: f64,
}

/// A recorded figure with its published spread.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Range {
    /// Lowest.
    pub low: f64,
    /// Best.
    pub best: f64,
    /// Highest.
    pub high: f64,
}

/// A simulated quantity against the recorded one.
#[derive(Clone, Debug, Serialize)]
pub struct SummaryRow {
    /// Name of the quantity in the tables.
    pub name: &'static str,
    /// What the runs say.
    pub simulated: Option<Interval>,
    /// What was recorded.
    pub recorded: Option<Range>,
}

/// A day.
#[derive(Clone, Debug, Serialize)]
pub struct DaySummary {
    /// Its date, ISO 8601.
    pub date: String,
    /// Its quantities.
    pub rows: Vec<SummaryRow>,
}

/// The first gathering of a unit.
#[derive(Clone, Debug, Serialize)]
pub struct Onset {
    /// The unit.
    pub unit: String,
    /// Hours since the start, over the replicates that reached it.
    pub hour: Option<Interval>,
    /// Share of replicates that reached it.
    pub reached: f64,
    /// Recorded day, from 0.
    pub recorded: Option<f64>,
}

/// A recorded quantity and what runs say of it.
#[derive(Clone, Debug, Serialize)]
pub struct StatisticFit {
    /// Its name.
    pub id: String,
    /// In words.
    pub meaning: String,
    /// Its unit.
    pub unit: &'static str,
    /// What the runs say, over those that have a value.
    pub simulated: Option<Interval>,
    /// Share of replicates that have a value.
    pub defined: f64,
    /// Where the record lies among the replicates: the share of values below its best figure, ties counted half.
    pub percentile: Option<f64>,
    /// Width of the simulated interval over the spread of the record: see [`Against`].
    pub width: Option<f64>,
    /// `hit`, `wide hit` or `miss`; [`TOO_COARSE`] where one agent stands for too many adults.
    pub verdict: &'static str,
    /// What was recorded.
    pub recorded: Range,
    /// Whether defaults were fitted to it; otherwise it was held out.
    pub fitted: bool,
    /// Whether the recorded range and the simulated 90 % interval meet, and at least half
    /// of the replicates have a value.
    pub inside: bool,
}

/// How many replicates ended in a class.
#[derive(Clone, Debug, Serialize)]
pub struct OutcomeCount {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub label: &'static str,
    /// Replicates.
    pub count: usize,
    /// Share of replicates.
    pub share: f64,
    /// Lower end of its 90 % interval (Wilson 1927).
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// One replicate.
#[derive(Clone, Debug, Serialize)]
pub struct Replicate {
    /// Its number.
    pub replicate: u32,
    /// Its key, as text: 64 bits do not fit into a JSON number.
    pub seed: String,
    /// `done` or `failed`.
    pub status: String,
    /// Classes.
    pub outcomes: Vec<String>,
    /// Largest crowd.
    pub peak: f64,
    /// When.
    pub peak_hour: f64,
    /// Detentions.
    pub detained: f64,
    /// Killed, forces included.
    pub killed: f64,
}

/// A run on one screen.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// Its days.
    pub days: Vec<DaySummary>,
    /// Onsets by unit.
    pub onsets: Vec<Onset>,
    /// The recorded quantities that have a published value.
    pub statistics: Vec<StatisticFit>,
    /// Outcomes.
    pub outcomes: Vec<OutcomeCount>,
    /// Replicates.
    pub replicates: Vec<Replicate>,
}

/// The verdict on a quantity where one agent stands for more adults than are judged by it.
pub const TOO_COARSE: &str = "too coarse";

/// The quantities of a day, and what the record calls them.
pub const DAILY: [(&str, &str); 4] = [
    ("participants", "participants_national_peak"),
    ("units_active", "units_active"),
    ("detained", "detained_cumulative"),
    ("killed", "killed_cumulative"),
];

impl Summary {
    /// Reads the tables of a run in which one agent stands for this many adults.
    pub fn of(dir: &RunDir, scenario: &Scenario, scale: u32) -> Result<Summary, Complaint> {
        let read = |name: &str| dir.rows(name);
        let replicates = replicates(&read("runs")?);
        let done = replicates.iter().filter(|r| r.status == "done").count();
        Ok(Summary {
            days: days(scenario, &read("daily")?),
            onsets: onsets(scenario, &read("onsets")?, done),
            statistics: statistics(scenario, &read("statistics")?, done, scale),
            outcomes: outcomes(&replicates, done),
            replicates,
        })
    }
}

/// Median and 90 % interval; `None` of nothing.
pub fn interval(mut values: Vec<f64>) -> Option<Interval> {
    values.retain(|value| value.is_finite());
    values.sort_by(f64::total_cmp);
    let q = |q| quantile(&values, q);
    (!values.is_empty()).then(|| Interval { q05: q(0.05), q50: q(0.5), q95: q(0.95) })
}

/// The recorded value of a target, its spread filled in.
pub fn recorded(target: &Target) -> Option<Range> {
    let best = target.best?;
    Some(Range { low: target.low.unwrap_or(best), best, high: target.high.unwrap_or(best) })
}

/// A table's column of numbers; of nothing if there is none.
pub fn numbers(table: &Table, column: &str) -> Vec<f64> {
    table.column(column).map(|column| column.to_f64()).unwrap_or_default()
}

/// A table's column of texts.
pub fn texts<'a>(table: &'a Table, column: &str) -> Vec<&'a str> {
    let texts = |column: &'a groundswell_tables::table::TableColumn| {
        (0..column.len()).map(|row| column.text(row).unwrap_or("")).collect()
    };
    table.column(column).map(texts).unwrap_or_default()
}

fn days(scenario: &Scenario, daily: &Table) -> Vec<DaySummary> {
    let day = numbers(daily, "day");
    let columns: Vec<Vec<f64>> = DAILY.iter().map(|(name, _)| numbers(daily, name)).collect();
    let mut rows: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (row, day) in day.iter().enumerate() {
        rows.entry(*day as u32).or_default().push(row);
    }
    rows.iter()
        .map(|(day, rows)| {
            let date = scenario.time(f64::from(*day) * 24.0).date();
            let row = |(k, (name, variable)): (usize, &(&'static str, &str))| {
                let of_day = |t: &&Target| t.variable == *variable && t.date == Some(date) && t.place.is_empty();
                SummaryRow {
                    name,
                    simulated: interval(rows.iter().map(|&row| columns[k][row]).collect()),
                    recorded: scenario.targets.iter().filter(of_day).find_map(recorded),
                }
            };
            DaySummary { date: date.to_string(), rows: DAILY.iter().enumerate().map(row).collect() }
        })
        .collect()
}

fn onsets(scenario: &Scenario, table: &Table, done: usize) -> Vec<Onset> {
    let (units, hours) = (texts(table, "unit"), numbers(table, "onset_hour"));
    let of_unit = |name: &str| {
        let found: Vec<f64> =
            units.iter().zip(&hours).filter(|(u, h)| **u == name && h.is_finite()).map(|(_, h)| *h).collect();
        let target = scenario.targets.iter().find(|t| t.variable == "onset" && t.place == name);
        Onset {
            unit: name.into(),
            reached: found.len() as f64 / done.max(1) as f64,
            hour: interval(found),
            recorded: target.and_then(|t| t.best),
        }
    };
    scenario.country.units.iter().map(|unit| of_unit(&unit.name)).collect()
}

fn statistics(scenario: &Scenario, table: &Table, done: usize, scale: u32) -> Vec<StatisticFit> {
    let (ids, values) = (texts(table, "target"), numbers(table, "value"));
    let mut by_target: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (id, value) in ids.iter().zip(&values) {
        by_target.entry(id).or_default().extend(value.is_finite().then_some(*value));
    }
    let statistic = |target: &Target| {
        let fit = StatisticFit::of(target, by_target.get(target.id.as_str())?.clone(), done)?;
        Some(fit.judged_at(scale, scenario, target))
    };
    scenario.targets.iter().filter_map(statistic).collect()
}

impl StatisticFit {
    /// The same; its verdict is [`TOO_COARSE`] where so many adults an agent are not judged by this quantity.
    pub fn judged_at(self, scale: u32, scenario: &Scenario, target: &Target) -> StatisticFit {
        if scenario.judges(target, scale) { self } else { StatisticFit { verdict: TOO_COARSE, ..self } }
    }

    /// Of a recorded quantity with these values in the replicates that have one, of `all`; `None` if it is not scored.
    pub fn of(target: &Target, values: Vec<f64>, all: usize) -> Option<StatisticFit> {
        let range = recorded(target).filter(|_| target.scored && target.variable != "onset")?;
        let defined = values.len() as f64 / all.max(1) as f64;
        let against = Against::of(target, &values, all);
        let (variable, unit) = words(&target.variable);
        let of = if target.place.is_empty() { String::new() } else { format!(", {}", target.place) };
        let on = target.date.map(|date| date.format(", %-d %B").to_string()).unwrap_or_default();
        Some(StatisticFit {
            id: target.id.clone(),
            meaning: format!("{variable}{of}{on}"),
            unit,
            simulated: interval(values),
            defined,
            percentile: against.map(|against| against.percentile),
            width: against.map(|against| against.width),
            verdict: against.map_or("miss", |against| against.verdict()),
            recorded: range,
            fitted: !target.held_out,
            inside: against.is_some_and(|against| against.inside),
        })
    }
}

/// A recorded variable in words, with its unit.
pub fn words(variable: &str) -> (&str, &'static str) {
    match variable {
        "participants_national_peak" => ("participants in the country, daily peak", "persons"),
        "participants_peak" => ("participants, peak", "persons"),
        "strikers_peak" => ("strikers, peak", "persons"),
        "units_active" => ("units with protest", "units"),
        "detained_cumulative" => ("detained so far", "persons"),
        "killed_cumulative" => ("killed so far", "persons"),
        "forces_killed_cumulative" => ("forces killed so far", "persons"),
        "forces_injured_cumulative" => ("forces injured so far", "persons"),
        "onset" => ("first event", "days"),
        "spearman_onset_lpg_cap" => ("rank correlation of onset with the fuel price cap", "1"),
        "spearman_onset_distance" => ("rank correlation of onset with the distance from the origin", "1"),
        "doubling_time_hours" => ("doubling time of the crowd", "hours"),
        "growth_per_day" => ("logarithmic growth of the crowd", "per day"),
        "strike_lag_hours" => ("first strike after the first crowd", "hours"),
        "forces_share_of_deaths" => ("forces among the killed", "share"),
        "day_of_90pct_decline" => ("day by which the crowd fell by 90 %", "days"),
        "day_night_ratio" => ("crowd by day over crowd by night", "ratio"),
        other => (other, ""),
    }
}

fn replicates(runs: &Table) -> Vec<Replicate> {
    let seeds = runs.slice::<u64>("seed").unwrap_or_default();
    let [number, peak, hour, detained, killed] =
        ["replicate", "peak", "peak_hour", "detained", "killed"].map(|column| numbers(runs, column));
    let (status, outcomes) = (texts(runs, "status"), texts(runs, "outcomes"));
    (0..runs.rows())
        .map(|row| Replicate {
            replicate: number[row] as u32,
            seed: seeds.get(row).copied().unwrap_or_default().to_string(),
            status: status[row].into(),
            outcomes: outcomes[row].split('+').filter(|code| !code.is_empty()).map(String::from).collect(),
            peak: peak[row],
            peak_hour: hour[row],
            detained: detained[row],
            killed: killed[row],
        })
        .collect()
}

fn outcomes(replicates: &[Replicate], done: usize) -> Vec<OutcomeCount> {
    OutcomeClass::ALL
        .iter()
        .map(|class| {
            let (code, label) = class.name();
            let count = replicates.iter().filter(|r| r.outcomes.iter().any(|o| o == code)).count();
            let (low, high) = wilson_90(count, done);
            OutcomeCount { code, label, count, share: count as f64 / done.max(1) as f64, low, high }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_leaves_out_what_is_not_a_number() {
        let i = interval(vec![3.0, f64::NAN, 1.0, 2.0]).expect("three values");
        assert_eq!((i.q05, i.q50, i.q95), (1.1, 2.0, 2.9));
        assert_eq!(interval(vec![f64::NAN]), None);
    }
}
