//! The nation, hour by hour: bands over replicates, and the recorded figures.

use super::number::significant;
use crate::rundir::RunDir;
use crate::summary::{numbers, recorded};
use groundswell_complaint::Complaint;
use groundswell_engine::column::{Column, ColumnCurve, curve};
use groundswell_scenario::facts::Target;
use groundswell_scenario::scenario::Scenario;
use groundswell_stats::quantile;
use groundswell_tables::table::ShardReader;
use serde_json::{Value, json};

/// A curve of the nation.
struct Series {
    /// The column.
    name: &'static str,
    /// Its unit.
    unit: &'static str,
    /// What stands beside it, and the record that is drawn with it.
    curve: ColumnCurve,
}

/// The curves of what is always counted; those of mechanisms stand with their columns.
const COUNTED: [Series; 7] = [
    of("participants", "adults", curve("Participants in the street").recorded("participants_national_peak", 1.0)),
    of("strikers", "adults", curve("Strikers").recorded("strikers_peak", 1.0)),
    of("units_active", "units", curve("Units with a reportable gathering").recorded("units_active", 1.0)),
    of("detained", "adults", curve("Detained, cumulative").growing().recorded("detained_cumulative", 1.0)),
    of("killed", "adults", curve("Deaths, cumulative, forces included").growing().recorded("killed_cumulative", 1.0)),
    of(
        "forces_killed",
        "adults",
        curve("Deaths among the forces, cumulative").growing().recorded("forces_killed_cumulative", 1.0),
    ),
    of("output_lost", "share", curve("Output lost at present")),
];

const fn of(name: &'static str, unit: &'static str, curve: ColumnCurve) -> Series {
    Series { name, unit, curve }
}

/// Every curve of a scenario: what is counted, then what its mechanisms show.
fn all(scenario: &Scenario) -> Vec<Series> {
    let drawn = |column: Column| Some(of(column.name, column.unit, column.curve?));
    COUNTED.into_iter().chain(scenario.columns().into_iter().filter_map(drawn)).collect()
}

impl Series {
    /// The unit in the words of the page.
    fn unit(&self) -> &'static str {
        match self.unit {
            "adults" | "people" | "troops" => "persons",
            "probability" => "share",
            other => other,
        }
    }
}

/// Bands are drawn over at most this many replicates, the first ones: more move no band.
const MOST: usize = 1000;

/// Every national series.
pub(crate) fn national(dir: &RunDir, scenario: &Scenario, done: &[u32]) -> Result<Vec<Value>, Complaint> {
    let hours = scenario.hours as usize;
    let all = all(scenario);
    let names: Vec<&str> = all.iter().map(|series| series.name).collect();
    // By series and hour, one value a replicate.
    let mut values = vec![vec![Vec::with_capacity(done.len().min(MOST)); hours]; all.len()];
    for &replicate in done.iter().take(MOST) {
        let mut hour = 0;
        for table in ShardReader::open(&dir.part("national", replicate))?.only(&names) {
            let table = table?;
            for (k, name) in names.iter().enumerate() {
                for (row, x) in numbers(&table, name).into_iter().enumerate().take(hours - hour) {
                    values[k][hour + row].push(x);
                }
            }
            hour += table.rows();
        }
    }
    let series = |(k, series): (usize, &Series)| {
        let hourly: Vec<Vec<f64>> = values[k]
            .iter()
            .map(|of_hour| {
                let mut sorted = of_hour.clone();
                sorted.sort_by(f64::total_cmp);
                sorted
            })
            .collect();
        let band = |q: f64| -> Vec<Value> {
            hourly
                .iter()
                .map(|sorted| if sorted.is_empty() { Value::Null } else { short(series.unit(), quantile(sorted, q)) })
                .collect()
        };
        let mut data = described(scenario, series);
        for (name, q) in [("q05", 0.05), ("q25", 0.25), ("q50", 0.5), ("q75", 0.75), ("q95", 0.95)] {
            data[name] = band(q).into();
        }
        data
    };
    Ok(all.iter().enumerate().map(series).collect())
}

/// Every series with its record and without a run.
pub(crate) fn recorded_only(scenario: &Scenario) -> Vec<Value> {
    all(scenario).iter().map(|series| described(scenario, series)).collect()
}

fn described(scenario: &Scenario, series: &Series) -> Value {
    let ColumnCurve { label, cumulative, record } = series.curve;
    let facts = record.map_or_else(Vec::new, |(variable, factor)| facts(scenario, variable, cumulative, factor));
    json!({ "name": series.name, "label": label, "unit": series.unit(), "cumulative": cumulative, "facts": facts })
}

/// People are counted whole, shares have three digits.
fn short(unit: &str, x: f64) -> Value {
    if unit == "share" { significant(x, 3) } else { significant(x.round(), 4) }
}

fn facts(scenario: &Scenario, variable: &str, cumulative: bool, factor: f64) -> Vec<Value> {
    let mut seen: Vec<(i64, i64, f64)> = Vec::new();
    let of = |t: &&Target| t.variable == variable && t.place.is_empty();
    let fact = |t: &Target| {
        let (range, date) = (recorded(t)?, t.date?);
        let day = (date - scenario.start.date()).num_days() * 24;
        let to = day + i64::from(t.hours.1) - 1;
        // A count up to a day is true of its last hour.
        let from = if cumulative { to } else { day + i64::from(t.hours.0) };
        // A figure that two rows repeat is drawn once: the first row is the one that is scored.
        if from < 0 || to >= i64::from(scenario.hours) || seen.contains(&(from, to, range.best)) {
            return None;
        }
        seen.push((from, to, range.best));
        Some(json!({
            "from": from, "to": to, "low": range.low * factor, "best": range.best * factor, "high": range.high * factor,
            "source": t.source, "note": t.note, "fitted": t.scored && !t.held_out,
        }))
    };
    scenario.targets.iter().filter(of).filter_map(fact).collect()
}
