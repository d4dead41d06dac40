//! What happened when: orders and shocks that runs carry out, and recorded events.

use super::number::four;
use crate::summary::{numbers, texts};
use groundswell_engine::spec::{Order, Posture, Scope, When};
use groundswell_scenario::facts::Fact;
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::table::Table;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Every event, in the order of time.
pub(crate) fn events(scenario: &Scenario, happenings: &Table, done: usize) -> Vec<Value> {
    let mut events = shocks(scenario);
    events.extend(dated(scenario));
    events.extend(triggered(scenario, happenings, done));
    events.extend(scenario.facts.iter().filter_map(|fact| fact_event(scenario, fact)));
    events.retain(|event| event["hour"].as_f64().is_some_and(|hour| (0.0..f64::from(scenario.hours)).contains(&hour)));
    events.sort_by(|a, b| a["hour"].as_f64().unwrap_or(0.0).total_cmp(&b["hour"].as_f64().unwrap_or(0.0)));
    events
}

fn event(hour: f64, end: Option<f64>, kind: &str, text: &str, source: &str, simulated: bool) -> Value {
    json!({ "hour": four(hour), "hour_end": end.map(four), "kind": kind, "text": text, "source": source, "simulated": simulated })
}

/// Prices that jump, one event for all units in which they jump at once.
fn shocks(scenario: &Scenario) -> Vec<Value> {
    let mut at: BTreeMap<chrono::NaiveDateTime, (usize, f64)> = BTreeMap::new();
    for price in scenario.country.prices.iter().filter(|price| price.kind == "shock") {
        let entry = at.entry(price.time).or_default();
        *entry = (entry.0 + 1, entry.1.max(price.price));
    }
    let text = |units, price| {
        let money = Some(&scenario.currency).filter(|c| !c.is_empty()).map_or(String::new(), |c| format!(" {c}"));
        format!("The fuel price rises, to {price}{money} at most, in {units} of {} units", scenario.country.units.len())
    };
    at.iter()
        .map(|(time, (units, price))| {
            event(scenario.calendar().hours(*time), None, "shock", &text(*units, *price), "prices.csv", true)
        })
        .collect()
}

/// What kind of event an order is.
fn kind(order: &Order) -> &'static str {
    if order.connectivity.is_some_and(|share| share < 1.0) {
        "shutdown"
    } else if order.posture.is_some_and(|posture| posture >= Posture::Emergency) || order.curfew {
        "emergency"
    } else if !order.offers.is_empty() {
        "concession"
    } else {
        "order"
    }
}

fn orders(scenario: &Scenario) -> impl Iterator<Item = &groundswell_scenario::orders::OrderRow> {
    scenario.orders.iter().filter(|row| row.form == scenario.form)
}

fn dated(scenario: &Scenario) -> Vec<Value> {
    let of_row = |row: &groundswell_scenario::orders::OrderRow| {
        let When::Dated { from, until } = row.order.when else { return None };
        let place = match &row.order.scope {
            Scope::Nation => String::new(),
            Scope::EachUnit => " (each unit)".into(),
            Scope::Places(places) => format!(" ({})", units_of(scenario, places)),
        };
        let end = until.is_finite().then_some(until);
        Some(event(from, end, kind(&row.order), &format!("{}{place}", row.order.name), &row.source, true))
    };
    orders(scenario).filter_map(of_row).collect()
}

fn units_of(scenario: &Scenario, places: &[u32]) -> String {
    let mut units: Vec<usize> = places.iter().map(|&p| scenario.country.places[p as usize].unit).collect();
    units.dedup();
    let names: Vec<&str> = units.iter().take(3).map(|&u| scenario.country.units[u].name.as_str()).collect();
    let more = if units.len() > 3 { format!(" and {} more", units.len() - 3) } else { String::new() };
    format!("{}{more}", names.join(", "))
}

/// When an order was first given in a replicate, and first taken back.
type Stood = (f64, Option<f64>);

/// Orders that most replicates gave, at the median of the hours at which they first did.
fn triggered(scenario: &Scenario, happenings: &Table, done: usize) -> Vec<Value> {
    let (hours, replicates) = (numbers(happenings, "hour"), numbers(happenings, "replicate"));
    let [whats, units, kinds] = ["what", "unit", "kind"].map(|column| texts(happenings, column));
    // By order and unit: for each replicate when it was first given and first taken back.
    let mut given: BTreeMap<(&str, &str), BTreeMap<u32, Stood>> = BTreeMap::new();
    for row in 0..happenings.rows() {
        let first = given.entry((whats[row], units[row])).or_default();
        if kinds[row] == "given" {
            first.entry(replicates[row] as u32).or_insert((hours[row], None));
        } else if kinds[row] == "taken_back"
            && let Some((_, end)) = first.get_mut(&(replicates[row] as u32))
        {
            end.get_or_insert(hours[row]);
        }
    }
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    };
    let mut events = Vec::new();
    for row in orders(scenario).filter(|row| matches!(row.order.when, When::Triggered { .. })) {
        for ((what, unit), first) in given.iter().filter(|((what, _), _)| *what == row.order.name) {
            if 2 * first.len() <= done {
                continue;
            }
            let place = if unit.is_empty() { String::new() } else { format!(", {unit}") };
            let text = format!("{what}{place} (in {} of {done} replicates)", first.len());
            let ends: Vec<f64> = first.values().filter_map(|(_, end)| *end).collect();
            let end = (2 * ends.len() > first.len()).then(|| median(ends)).flatten();
            if let Some(hour) = median(first.values().map(|(hour, _)| *hour).collect()) {
                events.push(event(hour, end.filter(|end| *end > hour), kind(&row.order), &text, &row.source, true));
            }
        }
    }
    events
}

/// A recorded event of a telling kind.
fn fact_event(scenario: &Scenario, fact: &Fact) -> Option<Value> {
    let kind = match fact.kind.as_str() {
        "internet_cut" => "shutdown",
        "internet_restore" => "restore",
        "emergency" | "strike" | "attack" => fact.kind.as_str(),
        kind if kind.starts_with("concession") => "concession",
        kind if kind.starts_with("intervention_withdrawal") => "withdrawal",
        // Sizes and effects are figures, not events.
        "intervention_request" | "intervention_decision" | "intervention_arrival" => "intervention",
        kind if kind.starts_with("repression") => "order",
        _ => return None,
    };
    let day = scenario.day_of(fact.date);
    let (hour, end) = scenario.hour_of(fact).map_or((day, Some(day + 24.0)), |hour| (hour, None));
    let place = if fact.place.is_empty() { String::new() } else { format!("{}: ", fact.place) };
    let text = strikers(fact).unwrap_or_else(|| format!("{place}{}", fact.note));
    Some(event(hour, end, kind, &text, &fact.source, false))
}

/// A strike that `record` has counted: its note says only how many reports there are.
fn strikers(fact: &Fact) -> Option<String> {
    let (low, high) = (fact.range.0.or(fact.range.1)?, fact.range.1.or(fact.range.0)?);
    let place = if fact.place.is_empty() { &fact.unit } else { &fact.place };
    let size = if low == high { format!("{low}") } else { format!("{low} to {high}") };
    let bare = fact.note.trim_end_matches('s').ends_with(" report");
    (bare && fact.counted == "workers").then(|| format!("{place}: {size} workers on strike ({})", fact.note))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strike_that_was_counted_says_where_and_how_many() {
        let scenario = Scenario::load("teachers-strikes-2018", &[]).unwrap_or_else(|c| panic!("{c}"));
        let texts: Vec<String> = scenario
            .facts
            .iter()
            .filter_map(|fact| fact_event(&scenario, fact))
            .map(|event| event["text"].as_str().expect("a text").to_string())
            .collect();
        assert_eq!(texts[0], "West Virginia: 35000 workers on strike (1 report)");
        let flagship = Scenario::load("kazakhstan-2022", &[]).unwrap_or_else(|c| panic!("{c}"));
        let strikes = flagship.facts.iter().filter(|fact| fact.kind == "strike");
        assert!(strikes.clone().count() > 5 && strikes.clone().all(|fact| strikers(fact).is_none()), "notes say more");
    }
}
