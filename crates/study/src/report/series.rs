//! The nation, hour by hour: bands over replicates, and the recorded figures.

use super::number::significant;
use crate::rundir::RunDir;
use crate::statistics::quantile;
use crate::summary::{numbers, recorded};
use groundswell_complaint::Complaint;
use groundswell_scenario::facts::Target;
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::table::ShardReader;
use serde_json::{Value, json};

/// Name, label, unit, whether it only grows, what the record calls it, and what one unit
/// of the record is in ours.
const SERIES: [(&str, &str, &str, bool, &str, f64); 17] = [
    ("participants", "Participants in the street", "persons", false, "participants_national_peak", 1.0),
    ("strikers", "Strikers", "persons", false, "", 1.0),
    ("units_active", "Units with a reportable gathering", "units", false, "units_active", 1.0),
    ("detained", "Detained, cumulative", "persons", true, "detained_cumulative", 1.0),
    ("killed", "Deaths, cumulative, forces included", "persons", true, "killed_cumulative", 1.0),
    ("forces_killed", "Deaths among the forces, cumulative", "persons", true, "forces_killed_cumulative", 1.0),
    ("forces_refusing", "Forces that refuse or have changed sides", "share", false, "", 1.0),
    ("units_passive", "Units of the forces that hold back", "units", false, "", 1.0),
    ("elite_left", "Members of the elite who have left, cumulative", "persons", true, "", 1.0),
    ("fall_odds", "Odds of the regime's fall as the elite sees them", "share", false, "", 1.0),
    ("foreign_troops", "Foreign troops present", "persons", false, "", 1.0),
    ("committees", "Workplaces with a strike committee", "workplaces", false, "", 1.0),
    ("persuaded", "Persuaded by texts, less by the state's account", "share", false, "", 1.0),
    ("rallies_abroad", "Rallies in other countries, cumulative", "rallies", true, "", 1.0),
    ("connectivity", "Network traffic that works", "share", false, "connectivity_percent", 0.01),
    ("legitimacy", "Legitimacy of the authorities", "share", false, "", 1.0),
    ("output_lost", "Output lost at present", "share", false, "", 1.0),
];

/// Bands are drawn over at most so many replicates, the first ones: more move no band.
const MOST: usize = 1000;

/// Every national series.
pub fn national(dir: &RunDir, scenario: &Scenario, done: &[u32]) -> Result<Vec<Value>, Complaint> {
    let hours = scenario.hours as usize;
    let names: Vec<&str> = SERIES.iter().map(|series| series.0).collect();
    // By series and hour, one value a replicate.
    let mut values = vec![vec![Vec::with_capacity(done.len().min(MOST)); hours]; SERIES.len()];
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
    let series =
        |(k, (name, label, unit, cumulative, variable, factor)): (usize, &(&str, &str, &str, bool, &str, f64))| {
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
                    .map(|sorted| if sorted.is_empty() { Value::Null } else { short(unit, quantile(sorted, q)) })
                    .collect()
            };
            json!({
                "name": name, "label": label, "unit": unit, "cumulative": cumulative,
                "q05": band(0.05), "q25": band(0.25), "q50": band(0.5), "q75": band(0.75), "q95": band(0.95),
                "facts": facts(scenario, variable, *cumulative, *factor),
            })
        };
    Ok(SERIES.iter().enumerate().map(series).collect())
}

/// Every series with its record and without a run.
pub fn recorded_only(scenario: &Scenario) -> Vec<Value> {
    let series = |(name, label, unit, cumulative, variable, factor): &(&str, &str, &str, bool, &str, f64)| {
        let facts = facts(scenario, variable, *cumulative, *factor);
        json!({ "name": name, "label": label, "unit": unit, "cumulative": cumulative, "facts": facts })
    };
    SERIES.iter().map(series).collect()
}

/// People are counted whole, shares have three digits.
fn short(unit: &str, x: f64) -> Value {
    if unit == "share" { significant(x, 3) } else { significant(x.round(), 4) }
}

fn facts(scenario: &Scenario, variable: &str, cumulative: bool, factor: f64) -> Vec<Value> {
    let mut seen: Vec<(i64, i64, f64)> = Vec::new();
    let of = |t: &&Target| !variable.is_empty() && t.variable == variable && t.place.is_empty();
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
