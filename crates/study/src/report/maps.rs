//! The map: for each place and hour the median over replicates; for each unit also the middle 90 %.

use super::number::significant;
use crate::rundir::RunDir;
use groundswell_complaint::Complaint;
use groundswell_scenario::scenario::Scenario;
use groundswell_stats::quantile;
use groundswell_tables::table::ShardReader;
use serde_json::{Value, json};

/// Medians are taken over at most this many replicates: memory is bounded, and more would
/// not be seen.
const MOST: usize = 64;

const VARIABLES: [(&str, &str); 3] =
    [("participants", "Participants in the street"), ("strikers", "Strikers"), ("detained", "Detained, cumulative")];

/// Every variable of the map.
pub(crate) fn variables(dir: &RunDir, scenario: &Scenario, done: &[u32]) -> Result<Vec<Value>, Complaint> {
    VARIABLES.iter().map(|(name, label)| variable(dir, scenario, &done[..done.len().min(MOST)], name, label)).collect()
}

fn variable(
    dir: &RunDir,
    scenario: &Scenario,
    replicates: &[u32],
    name: &str,
    label: &str,
) -> Result<Value, Complaint> {
    let (hours, places) = (scenario.hours as usize, scenario.country.places.len());
    // One variable at a time, and within it `values[row][replicate]`, rows as in the tables.
    let width = replicates.len();
    let mut values = vec![0f32; hours * places * width];
    for (r, &replicate) in replicates.iter().enumerate() {
        let mut first = 0;
        for table in ShardReader::open(&dir.part("series", replicate))?.only(&[name]) {
            let table = table?;
            for (row, x) in table.slice::<f32>(name).unwrap_or_default().iter().enumerate().take(hours * places - first)
            {
                values[(first + row) * width + r] = *x;
            }
            first += table.rows();
        }
    }
    let median = |row: usize, sorted: &mut Vec<f32>| {
        sorted.clear();
        sorted.extend_from_slice(&values[row * width..(row + 1) * width]);
        sorted.sort_by(f32::total_cmp);
        if width == 0 { 0.0 } else { (f64::from(sorted[(width - 1) / 2]) + f64::from(sorted[width / 2])) / 2.0 }
    };
    let mut by_place = Vec::new();
    let mut sorted = Vec::with_capacity(width);
    for place in 0..places {
        let course: Vec<f64> = (0..hours).map(|hour| median(hour * places + place, &mut sorted).round()).collect();
        let Some(first) = course.iter().position(|x| *x > 0.0) else { continue };
        let last = course.iter().rposition(|x| *x > 0.0).unwrap_or(first);
        let shown: Vec<Value> = course[first..=last].iter().map(|x| significant(*x, 3)).collect();
        by_place.push(json!({ "place": place, "first": first, "values": shown }));
    }
    // Bands by unit are drawn of the street alone: of what only grows they would be most of the report.
    let by_unit = if name == "participants" { units(scenario, &values, width) } else { vec![] };
    Ok(json!({ "name": name, "label": label, "unit": "persons", "by_place": by_place, "by_unit": by_unit }))
}

/// The sum over each unit's places: 5 %, 50 % and 95 % of the replicates, from the first to the last hour with anybody.
fn units(scenario: &Scenario, values: &[f32], width: usize) -> Vec<Value> {
    let (hours, places) = (scenario.hours as usize, scenario.country.places.len());
    let mut sums = vec![0f64; hours * scenario.country.units.len() * width];
    let units = scenario.country.units.len();
    for (row, of_row) in values.chunks_exact(width.max(1)).enumerate() {
        let unit = scenario.country.places[row % places].unit;
        let to = (row / places * units + unit) * width;
        for (r, x) in of_row.iter().enumerate() {
            sums[to + r] += f64::from(*x);
        }
    }
    let mut shown = Vec::new();
    for unit in 0..units {
        let mut rows: Vec<[f64; 3]> = Vec::with_capacity(hours);
        for hour in 0..hours {
            let from = (hour * units + unit) * width;
            let sorted = &mut sums[from..from + width];
            sorted.sort_by(f64::total_cmp);
            rows.push([0.05, 0.5, 0.95].map(|q| if sorted.is_empty() { 0.0 } else { quantile(sorted, q).round() }));
        }
        let Some(first) = rows.iter().position(|row| row[2] > 0.0) else { continue };
        let last = rows.iter().rposition(|row| row[2] > 0.0).unwrap_or(first);
        let of = |q: usize| rows[first..=last].iter().map(|row| significant(row[q], 3)).collect::<Vec<_>>();
        shown.push(json!({ "unit": unit, "first": first, "q05": of(0), "q50": of(1), "q95": of(2) }));
    }
    shown
}
