//! The model as a report shows it: outcomes, parameters, mechanisms, limits, sources.

use super::number::four;
use crate::plan::Plan;
use crate::summary::Summary;
use groundswell_engine::parameter::{Allowed, Parameter, Value as Setting};
use groundswell_engine::register::REGISTER;
use groundswell_scenario::parameters::paths;
use groundswell_scenario::scenario::Scenario;
use serde_json::{Value, json};

/// Outcomes with the rule that their mechanism's page states.
pub(crate) fn outcomes(summary: &Summary) -> Vec<Value> {
    let rule = |code: &str| {
        let mark = format!("`{code}`");
        let row = |page: &str| {
            page.lines().find(|line| line.trim_start().starts_with('|') && line.contains(&mark)).map(str::to_string)
        };
        let row = REGISTER.iter().find_map(|entry| row(entry.page))?;
        row.trim().trim_matches('|').split('|').nth(1).map(|rule| rule.trim().to_string())
    };
    let shown = summary.outcomes.iter().map(|o| {
        json!({
            "code": o.code, "label": o.label, "rule": rule(o.code).unwrap_or_default(),
            "share": four(o.share), "low": four(o.low), "high": four(o.high),
        })
    });
    shown.collect()
}

/// Every parameter with its value, range, mark and source.
pub(crate) fn parameters(scenario: &Scenario) -> Vec<Value> {
    let shown = |row: &Parameter, value: Setting| match value {
        Setting::Number(x) => json!(x),
        Setting::Switch(x) => json!(x),
        Setting::Choice(_) => json!(row.show(value)),
    };
    let parameter = |(section, row): (&'static str, &'static Parameter)| {
        let value = scenario.parameters(section)?.get(row.name)?;
        let (low, high) = match row.kind {
            Allowed::Number { low, high } => (Some(low), Some(high)),
            _ => (None, None),
        };
        Some(json!({
            "path": format!("{section}.{}", row.name), "mechanism": section, "meaning": row.meaning, "unit": row.unit,
            "value": shown(row, value), "default": shown(row, row.default), "low": low, "high": high,
            "mark": row.mark.letter(), "source": row.source, "changed": value != row.default,
        }))
    };
    paths().filter_map(parameter).collect()
}

/// Every mechanism with its page.
pub(crate) fn mechanisms(scenario: &Scenario) -> Vec<Value> {
    let mechanism = |entry: &groundswell_engine::register::RegisterEntry| {
        let enabled = scenario.parameters(entry.name).and_then(|parameters| parameters.get("enabled"));
        // A doc comment's lines begin with the blank that follows the slashes.
        let page: Vec<&str> = entry.page.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        json!({
            "name": entry.name, "title": format!("{} · {}", entry.model, entry.title),
            "enabled": enabled != Some(Setting::Switch(false)), "page": page.join("\n").trim(),
        })
    };
    REGISTER.iter().map(mechanism).collect()
}

/// What the run cannot tell: the list of the scenario's `LIMITS.md`, and what follows from
/// how it was run.
pub(crate) fn limits(scenario: &Scenario, plan: &Plan, done: usize) -> Vec<String> {
    let mut limits = Vec::new();
    if done < 20 {
        let replicates = if done == 1 { "replicate".into() } else { format!("{done} replicates") };
        limits.push(format!(
            "Only {replicates}: intervals and shares of outcomes are rough. Run at least 20, better 100."
        ));
    }
    if plan.scale > 1 {
        limits.push(format!(
            "One agent stands for {} adults: counts move in steps of that size, and small places are coarse.",
            plan.scale
        ));
    }
    limits.extend(written_limits(scenario));
    limits
}

/// The list of the scenario's `LIMITS.md`.
pub(crate) fn written_limits(scenario: &Scenario) -> Vec<String> {
    let text = scenario.file("LIMITS.md").unwrap_or_default();
    text.lines().filter_map(|line| line.strip_prefix("- ")).map(String::from).collect()
}

/// Where the scenario's data is from: its `credits.csv`.
pub(crate) fn sources(scenario: &Scenario) -> Vec<Value> {
    let text = scenario.file("credits.csv").unwrap_or_default();
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let row = |record: csv::StringRecord| {
        let field = |i: usize| record.get(i).unwrap_or("").to_string();
        json!({ "what": field(0), "licence": field(1), "address": field(2) })
    };
    rows.records().filter_map(Result::ok).map(row).collect()
}
