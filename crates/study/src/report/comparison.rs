//! The branches of a comparison: what each changes, its differences, its curve.

use super::number::{four, opt};
use super::series;
use crate::compare::assumed::said;
use crate::compare::difference::Estimate;
use crate::compare::questions::QUESTIONS;
use crate::compare::table::read_back;
use crate::compare::{Comparison, RequestedBranch};
use crate::rundir::RunDir;
use crate::summary::texts;
use groundswell_complaint::Complaint;
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::table::Table;
use serde_json::{Value, json};

/// Curves of more branches than these, besides the base, cannot be distinguished on one
/// picture: of more, only some are drawn, at equal distances.
const CURVES: usize = 5;

/// The comparison of a run directory; null of a plain run.
pub(crate) fn comparison(dir: &RunDir, scenario: &Scenario) -> Result<Value, Complaint> {
    let Some(comparison) = Comparison::read(dir).filter(|_| dir.data("comparison").exists()) else {
        return Ok(Value::Null);
    };
    let rows = read_back(&Table::read_parquet(&dir.data("comparison"))?);
    let asks = comparison.question.as_deref().and_then(|name| QUESTIONS.iter().find(|question| question.name == name));
    let estimate =
        |e: Estimate| json!({ "value": opt(finite(e.value)), "low": opt(finite(e.low)), "high": opt(finite(e.high)) });
    let shown = rows.iter().map(|row| {
        let d = &row.difference;
        json!({
            "branch": row.branch, "statistic": row.statistic, "label": row.label, "unit": row.unit, "pairs": d.pairs,
            "base": estimate(d.base), "value": estimate(d.value), "paired": estimate(d.paired), "unpaired": estimate(d.unpaired),
            "variance_ratio": opt(d.variance_ratio), "more": four(d.more), "less": four(d.less),
        })
    });
    let shown: Vec<Value> = shown.collect();
    let mut curves = Vec::new();
    let others = comparison.branches.len() - 1;
    let step = if others > CURVES { others.div_ceil(CURVES - 1) } else { 1 };
    let drawn = comparison.branches.iter().enumerate().filter(|(i, _)| *i == 0 || (i - 1).is_multiple_of(step));
    for (_, RequestedBranch { name, .. }) in drawn {
        curves.push(json!({ "branch": name, "q50": curve(&dir.of_branch(name), scenario)? }));
    }
    Ok(json!({
        "at": comparison.at, "against": comparison.against,
        "question": asks.map(|question| {
            let assumed = said(&comparison).map_or(String::new(), |said| format!(" Here {said}."));
            json!({ "name": question.name, "asks": format!("{}{assumed}", question.asks) })
        }),
        "branches": comparison.branches.iter().map(|b| json!({ "name": b.name, "settings": b.settings })).collect::<Vec<_>>(),
        "rows": shown, "curves": curves,
    }))
}

fn finite(x: f64) -> Option<f64> {
    Some(x).filter(|x| x.is_finite())
}

/// The median national crowd of a branch, hour by hour.
fn curve(dir: &RunDir, scenario: &Scenario) -> Result<Value, Complaint> {
    let runs = dir.rows("runs")?;
    let numbers = crate::summary::numbers(&runs, "replicate");
    let done = texts(&runs, "status").into_iter().zip(numbers).filter(|(status, _)| *status == "done");
    let done: Vec<u32> = done.map(|(_, replicate)| replicate as u32).collect();
    let all = series::national(dir, scenario, &done)?;
    Ok(all
        .into_iter()
        .find(|series| series["name"] == "participants")
        .map_or(Value::Null, |series| series["q50"].clone()))
}
