//! What a report shows of a forecast that is put beside a run: scores and skill of all origins together.

use super::MODELS;
use super::store::ABOUT;
use crate::summary::{numbers, texts};
use groundswell_complaint::Complaint;
use groundswell_tables::stamp::Manifest;
use groundswell_tables::table::Table;
use serde_json::{Value, json};
use std::path::Path;

/// The file of a run's `inputs/` that holds it.
pub const FILE: &str = "forecast.json";

/// The tables of a forecast's directory as a report has them; `None` if it holds no forecast.
///
/// # Errors
/// A table that cannot be read.
pub fn page(dir: &Path) -> Result<Option<Value>, Complaint> {
    let (skill, scores) = (dir.join("skill.parquet"), dir.join("scores.parquet"));
    if !skill.is_file() || !scores.is_file() {
        return Ok(None);
    }
    let (skill, scores) = (Table::read_parquet(&skill)?, Table::read_parquet(&scores)?);
    let command = Manifest::read(dir).map(|manifest| manifest.command.join(" ")).unwrap_or_default();
    let scored = rows(&scores, &["score", "method"], &["horizon", "value", "outcomes"]);
    let mut compared = rows(&skill, &["score", "baseline"], &["horizon", "skill", "low", "high", "blocks", "outcomes"]);
    // Tables of older versions know only the engine's runs.
    let methods = rows(&skill, if skill.column("method").is_some() { &["method"] } else { &[] }, &[]);
    for (row, method) in compared.iter_mut().zip(methods) {
        row["method"] = method.get("method").cloned().unwrap_or_else(|| json!(MODELS[0]));
    }
    Ok(Some(json!({ "command": command, "scores": scored, "skill": compared, "caveats": caveats(dir) })))
}

/// What limits every forecast, as the directory has it; nothing where an older version did not write it.
fn caveats(dir: &Path) -> Value {
    let about = std::fs::read_to_string(dir.join(ABOUT)).ok();
    let about: Option<Value> = about.and_then(|text| serde_json::from_str(&text).ok());
    about.map_or_else(|| json!([]), |about| about["caveats"].clone())
}

/// The rows of all origins together, those without one, as objects; what is not a number is `null`.
fn rows(table: &Table, words: &[&str], values: &[&str]) -> Vec<Value> {
    let words: Vec<_> = words.iter().map(|name| (*name, texts(table, name))).collect();
    let values: Vec<_> = values.iter().map(|name| (*name, numbers(table, name))).collect();
    let together = |row: &usize| table.column("origin").is_some_and(|origin| origin.is_null(*row));
    let object = |row: usize| {
        let words = words.iter().map(|(name, of)| (name.to_string(), json!(of[row])));
        let values = values.iter().map(|(name, of)| (name.to_string(), json!(of[row])));
        Value::Object(words.chain(values).collect())
    };
    (0..table.rows()).filter(together).map(object).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::tables;
    use crate::forecast::verdict::{Score, Versus};
    use crate::scores::skill::Skill;
    use groundswell_scenario::scenario::Scenario;

    #[test]
    fn a_forecast_is_read_back_for_the_report() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(page(folder.path()).expect("nothing to read").is_none());
        let scenario = Scenario::load("two-towns", &[]).expect("built in");
        let score = |origin, value| Score { origin, horizon: 24.0, method: "model", score: "CRPS", value, outcomes: 4 };
        let scores = [score(Some(24.0), Some(2.0)), score(None, Some(3.0))];
        tables::scores(&scenario, &scores).write_parquet(&folder.path().join("scores.parquet")).expect("written");
        let skill = || Skill { skill: Some(-0.5), interval: None, scores: None, blocks: 1, pairs: 4 };
        let versus = ["model", "stack"].map(|method| Versus {
            origin: None,
            horizon: 24.0,
            score: "CRPS",
            method,
            baseline: "persistence",
            skill: skill(),
        });
        tables::skill(&scenario, &versus).write_parquet(&folder.path().join("skill.parquet")).expect("written");
        assert_eq!(caveats(folder.path()), json!([]));
        let about = json!({ "caveats": ["held 178 of 200"] }).to_string();
        std::fs::write(folder.path().join(ABOUT), about).expect("written");
        let page = page(folder.path()).expect("two tables").expect("a forecast");
        assert_eq!(page["scores"].as_array().map(Vec::len), Some(1), "{page}");
        assert_eq!(page["caveats"], json!(["held 178 of 200"]));
        assert_eq!(page["scores"][0]["value"], 3.0);
        assert_eq!(page["skill"].as_array().map(Vec::len), Some(2));
        assert_eq!((&page["skill"][0]["method"], &page["skill"][1]["method"]), (&json!("model"), &json!("stack")));
        let row = &page["skill"][0];
        assert_eq!((&row["baseline"], &row["skill"], &row["low"]), (&json!("persistence"), &json!(-0.5), &Value::Null));
    }
}
