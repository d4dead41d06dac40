//! The report of a run: the data that its page shows, read back from the run directory.
//!
//! The names in the JSON are the contract with the page, `web/src/lib/report.ts`. Hours
//! count from the scenario's start. A number that does not exist is `null`.

mod comparison;
pub mod country;
pub(crate) mod events;
mod maps;
mod model;
mod number;
mod record;
mod series;

use crate::attach::{CALIBRATION, SENSITIVITY};
use crate::plan::Plan;
use crate::rundir::RunDir;
use crate::stamps::Maker;
use crate::summary::{Replicate, StatisticFit, Summary, numbers, texts};
use groundswell_complaint::Complaint;
use groundswell_scenario::country::{CountryUnit, PlaceRow};
use groundswell_scenario::orders::FORMS;
use groundswell_scenario::scenario::Scenario;
use groundswell_stats::quantile;
use groundswell_tables::stamp::{Manifest, text_of};
use groundswell_tables::table::Table;
use number::{four, opt};
use serde_json::{Value, json};

/// What the page is to replace with the data.
pub const PLACEHOLDER: &str = "/*REPORT-DATA*/";

/// A page with data in it: one file that opens offline.
pub fn page(template: &str, data: &Value) -> String {
    // `<` cannot end the script that holds the data when it is not there.
    template.replacen(PLACEHOLDER, &data.to_string().replace('<', "\\u003c"), 1)
}

/// The data of a run's report.
pub fn data(
    dir: &RunDir,
    plan: &Plan,
    scenario: &Scenario,
    maker: &Maker,
    summary: &Summary,
) -> Result<Value, Complaint> {
    let done: Vec<u32> = summary.replicates.iter().filter(|r| r.status == "done").map(|r| r.replicate).collect();
    let timings = timings(dir);
    Ok(json!({
        "schema": 1,
        "scenario": of_scenario(scenario),
        "run": of_run(dir, plan, scenario, maker, (&timings, summary.replicates.len() - done.len())),
        "units": units(scenario),
        "places": places(scenario),
        "outlines": outlines(scenario),
        "map": { "hours": scenario.hours as usize, "variables": maps::variables(dir, scenario, &done)? },
        "national": series::national(dir, scenario, &done)?,
        "onset": onset(scenario, &dir.rows("onsets")?, done.len()),
        "daily": daily(summary),
        "events": events::events(scenario, &dir.rows("happenings")?, done.len()),
        "record": record::record(scenario),
        "outcomes": model::outcomes(summary),
        "comparison": comparison::comparison(dir, scenario)?,
        "replicates": replicates(summary, &timings),
        "statistics": statistics(summary),
        "parameters": model::parameters(scenario),
        "mechanisms": model::mechanisms(scenario),
        "limits": model::limits(scenario, plan, done.len()),
        "sources": model::sources(scenario),
        "cite": cite(dir, plan, scenario, maker, done.len()),
        "manifest": manifest(dir)?,
        "calibration": beside(dir, CALIBRATION), "sensitivity": beside(dir, SENSITIVITY),
        "forecast": beside(dir, crate::forecast::beside::FILE),
    }))
}

fn of_scenario(scenario: &Scenario) -> Value {
    json!({
        "name": scenario.name, "title": scenario.title, "summary": scenario.summary,
        "start": scenario.start.format("%Y-%m-%dT%H:%M").to_string(), "clock": scenario.calendar().shown(),
        "hours": scenario.hours, "form": FORMS[scenario.form],
        "source_note": "Recorded figures are published ones, coded by hand with date, precision and spread; `inputs/SOURCES.md` in the run directory says where each table is from.",
    })
}

/// How the run was made: replicates with their seconds, and how many failed, are given.
fn of_run(
    dir: &RunDir,
    plan: &Plan,
    scenario: &Scenario,
    maker: &Maker,
    (timings, failed): (&[(u32, f64)], usize),
) -> Value {
    let seconds = timings.iter().map(|t| t.1).sum::<f64>() / timings.len().max(1) as f64;
    let (threads, platform) = machine(dir);
    let adults: f64 = scenario.country.places.iter().map(|place| f64::from(place.adults)).sum();
    json!({
        "id": name_of(dir), "created": maker.started, "version": maker.version, "revision": revision(maker), "command": maker.command.join(" "),
        "seed": plan.seed.to_string(), "replicates": plan.replicates, "failed": failed,
        "scale": plan.scale, "agents": (adults / f64::from(plan.scale)).round() as u64,
        "seconds_per_replicate": four(seconds), "threads": threads, "platform": platform,
    })
}

fn revision(maker: &Maker) -> &str {
    maker.revision.as_deref().unwrap_or("unknown")
}

fn units(scenario: &Scenario) -> Vec<Value> {
    let unit = |unit: &CountryUnit| {
        json!({
            "name": unit.name, "centre": unit.centre, "lat": unit.point.0, "lon": unit.point.1, "population": unit.population, "adults": unit.adults,
        })
    };
    scenario.country.units.iter().map(unit).collect()
}

fn places(scenario: &Scenario) -> Vec<Value> {
    let place = |place: &PlaceRow| {
        json!({
            "name": place.name, "unit": place.unit, "kind": if place.rural { "rural" } else { "town" },
            "lat": place.point.0, "lon": place.point.1, "population": place.population, "adults": place.adults,
        })
    };
    scenario.country.places.iter().map(place).collect()
}

fn replicates(summary: &Summary, timings: &[(u32, f64)]) -> Vec<Value> {
    let replicate = |r: &Replicate| {
        json!({
            "replicate": r.replicate, "seed": r.seed, "outcomes": r.outcomes, "peak": four(r.peak.round()), "peak_hour": four(r.peak_hour),
            "detained": four(r.detained.round()), "killed": four(r.killed.round()),
            "seconds": timings.iter().find(|t| t.0 == r.replicate).map(|t| four(t.1)), "status": r.status,
        })
    };
    summary.replicates.iter().map(replicate).collect()
}

/// The recorded quantities against the runs.
fn statistics(summary: &Summary) -> Vec<Value> {
    let statistic = |s: &StatisticFit| {
        json!({
            "id": s.id, "meaning": s.meaning, "unit": s.unit, "low": s.recorded.low, "best": s.recorded.best, "high": s.recorded.high,
            "q05": opt(s.simulated.map(|i| i.q05)), "q50": opt(s.simulated.map(|i| i.q50)), "q95": opt(s.simulated.map(|i| i.q95)),
            "percentile": opt(s.percentile), "width": opt(s.width), "verdict": s.verdict, "fitted": s.fitted, "inside": s.inside,
        })
    };
    summary.statistics.iter().map(statistic).collect()
}

fn cite(dir: &RunDir, plan: &Plan, scenario: &Scenario, maker: &Maker, done: usize) -> String {
    format!(
        "The Groundswell developers ({}). Groundswell: a simulator of collective action (version {}, revision {}). Run {} of {}, seed {}, {done} replicates.",
        maker.started.get(..4).unwrap_or(""),
        maker.version,
        revision(maker),
        name_of(dir),
        scenario.name,
        plan.seed,
    )
}

/// What was put beside the run: see `attach::attach`.
fn beside(dir: &RunDir, name: &str) -> Value {
    let text = text_of(dir.file("inputs").join(name)).ok();
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or(Value::Null)
}

/// The name of the run: that of its directory.
fn name_of(dir: &RunDir) -> String {
    let path = std::fs::canonicalize(dir.path()).unwrap_or_else(|_| dir.path().to_path_buf());
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Replicates and their seconds.
fn timings(dir: &RunDir) -> Vec<(u32, f64)> {
    let text = text_of(dir.file("timings.csv")).unwrap_or_default();
    let row = |line: &str| line.split_once(',').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    text.lines().filter_map(row).collect()
}

/// Threads and system of the last session, as its log has them.
fn machine(dir: &RunDir) -> (u64, String) {
    let text = text_of(dir.file("log.jsonl")).unwrap_or_default();
    let lines = text.lines().rev().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut said = lines.filter(|line| line["threads"].is_u64());
    said.next().map_or((0, String::new()), |line| {
        (line["threads"].as_u64().unwrap_or(0), line["platform"].as_str().unwrap_or("").to_string())
    })
}

fn outlines(scenario: &Scenario) -> Value {
    let empty = || json!({ "type": "FeatureCollection", "features": [] });
    scenario.file("outlines.json").ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_else(empty)
}

fn daily(summary: &Summary) -> Vec<Value> {
    let label = |name: &str| match name {
        "participants" => "Participants, daily peak",
        "units_active" => "Units with a reportable gathering",
        "detained" => "Detained so far",
        _ => "Killed so far",
    };
    let day = |day: &crate::summary::DaySummary| {
        let rows = day.rows.iter().map(|row| {
            let s = row.simulated;
            json!({
                "name": row.name, "label": label(row.name),
                "q05": opt(s.map(|i| i.q05)), "q50": opt(s.map(|i| i.q50)), "q95": opt(s.map(|i| i.q95)), "fact": row.recorded,
            })
        });
        json!({ "date": day.date, "rows": rows.collect::<Vec<_>>() })
    };
    summary.days.iter().map(day).collect()
}

/// Onsets by unit. A replicate that never reached a unit counts as later than all others.
fn onset(scenario: &Scenario, table: &Table, done: usize) -> Vec<Value> {
    let (units, hours) = (texts(table, "unit"), numbers(table, "onset_hour"));
    let of_unit = |(u, unit): (usize, &CountryUnit)| {
        let of = units.iter().zip(&hours).filter(|(name, _)| **name == unit.name);
        let mut values: Vec<f64> = of.map(|(_, hour)| if hour.is_finite() { *hour } else { f64::INFINITY }).collect();
        values.sort_by(f64::total_cmp);
        let q = |q: f64| {
            // Between a number and never lies never.
            let at = (!values.is_empty()).then(|| quantile(&values, q)).filter(|x| x.is_finite());
            opt(at)
        };
        let target = scenario.targets.iter().find(|t| t.variable == "onset" && t.place == unit.name);
        let recorded = target.and_then(|t| {
            t.best.map(|day| json!({ "hour": (day * 24.0) as i64, "precision": "day", "source": t.source }))
        });
        let reached = values.iter().filter(|hour| hour.is_finite()).count() as f64 / done.max(1) as f64;
        json!({ "unit": u, "recorded": recorded, "q05": q(0.05), "q50": q(0.5), "q95": q(0.95), "reached": four(reached) })
    };
    scenario.country.units.iter().enumerate().map(of_unit).collect()
}

/// The files of the run; of a large one without the parts of its streamed tables.
fn manifest(dir: &RunDir) -> Result<Vec<Value>, Complaint> {
    let mut manifest = Manifest::begin("", None, vec![], "");
    manifest.list_files(dir.path(), &[])?;
    let made_later = ["report.html", "ro-crate-metadata.json", "CITATION.cff", "log.jsonl"];
    let small = manifest.files.len() <= 300;
    let files = manifest.files.iter().filter(|file| {
        let path = file.path.to_string_lossy();
        !made_later.contains(&path.as_ref()) && !path.ends_with(".done") && (small || !path.contains("/part-"))
    });
    Ok(files.map(|f| json!({ "file": f.path, "bytes": f.bytes, "sha256": f.sha256 })).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_cannot_end_its_script() {
        let page = page("<script>/*REPORT-DATA*/</script>", &json!({ "x": "</script>", "y": "/*REPORT-DATA*/" }));
        assert_eq!(page, r#"<script>{"x":"\u003c/script>","y":"/*REPORT-DATA*/"}</script>"#);
    }
}
