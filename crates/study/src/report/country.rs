//! What a report shows of a scenario before anything is computed: for those who draw it
//! while a run is under way. The names in the JSON are those of the report.

use super::{events, model, record, series};
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::table::Table;
use serde_json::Value;

/// Dated orders, shocks and recorded events, in the order of time. What only a run
/// triggers is not among them.
pub fn events(scenario: &Scenario) -> Vec<Value> {
    events::events(scenario, &Table::new("happenings", &[]), 0)
}

/// What was seen where: recorded gatherings, strikes and clashes at places.
pub fn record(scenario: &Scenario) -> Vec<Value> {
    record::record(scenario)
}

/// Every national series (name, label, unit, cumulative) with its recorded figures.
pub fn series(scenario: &Scenario) -> Vec<Value> {
    series::recorded_only(scenario)
}

/// What its results cannot tell: the list of its `LIMITS.md`.
pub fn limits(scenario: &Scenario) -> Vec<String> {
    model::written_limits(scenario)
}

/// Where its data is from: `what`, `licence`, `address`.
pub fn sources(scenario: &Scenario) -> Vec<Value> {
    model::sources(scenario)
}
