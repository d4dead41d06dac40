//! Forecasts on disk: a folder of tables, what was known at each origin, and what must be said of it all.

use super::verdict::{Said, Score, Versus};
use super::{Asked, AtOrigin, methods, tables};
use crate::finish::Maker;
use groundswell_complaint::Complaint;
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::stamp::{FileError, Manifest, Status, write_atomic};
use serde_json::{Value, json};
use std::path::Path;

/// Forecasts, scores, and the model against the baselines.
pub type Results<'a> = (&'a [Said], &'a [Score], &'a [Versus]);

/// The file that says what the tables do not: what must be known before any number, and what was known at each origin.
pub const ABOUT: &str = "forecast.json";

/// What was known at each origin, and what the runs from there came to.
pub fn origins(scenario: &Scenario, all: &[AtOrigin]) -> Vec<Value> {
    let stamp = |hour: f64| scenario.time(hour).format("%Y-%m-%dT%H:%M").to_string();
    all.iter()
        .map(|at| {
            let notes: serde_json::Map<String, serde_json::Value> =
                methods().zip(&at.paths).skip(1).map(|(method, paths)| (method.into(), paths.note.clone().into())).collect();
            json!({
                "origin": stamp(at.origin), "reports_known": at.vintage.said.len(), "days_complete": at.vintage.complete,
                "runs": at.ensemble.runs, "failed": at.ensemble.failed, "effective_runs": at.ensemble.effective,
                "likelihood_exponent": at.ensemble.exponent, "notes": notes,
            })
        })
        .collect()
}

/// Complains if a folder has something in it that is not to be replaced.
///
/// # Errors
/// It has.
pub fn free(out: &Path, force: bool) -> Result<(), Complaint> {
    let filled = std::fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some());
    if filled && !(force && out.join("forecasts.parquet").exists()) {
        return Err(Complaint::exists(out));
    }
    Ok(())
}

/// Writes the tables, what must be said of them, and the manifest.
///
/// # Errors
/// A folder that cannot be written.
pub fn write(
    out: &Path,
    scenario: &Scenario,
    asked: &Asked,
    maker: &Maker,
    finished: &str,
    all: &[AtOrigin],
    results: Results<'_>,
) -> Result<(), Complaint> {
    std::fs::create_dir_all(out).map_err(|error| FileError::new("write", out, error))?;
    let (rows, scores, versus) = results;
    let files = [
        ("forecasts", tables::forecasts(scenario, rows)),
        ("scores", tables::scores(scenario, scores)),
        ("skill", tables::skill(scenario, versus)),
        ("parameters", tables::parameters(scenario, all)),
    ];
    for (name, table) in files {
        table.write_parquet(&out.join(format!("{name}.parquet")))?;
    }
    let about = json!({
        "scenario": scenario.name, "seed": asked.seed, "scale": asked.scale, "replicates": asked.replicates,
        "caveats": super::asked::caveats(asked), "origins": origins(scenario, all),
    });
    write_atomic(&out.join(ABOUT), serde_json::to_string_pretty(&about).expect("plain data becomes JSON") + "\n")?;
    write_atomic(&out.join("scenario.resolved.toml"), scenario.resolved())?;
    let mut manifest =
        Manifest::begin(&maker.version, maker.revision.as_deref(), maker.command.clone(), &maker.started);
    manifest.seed = asked.seed;
    manifest.seed_scheme = crate::plan::SEED_SCHEME.into();
    manifest.status = if all.len() < asked.origins.len() { Status::Interrupted } else { Status::Complete };
    manifest.finished = Some(finished.into());
    manifest.list_files(out, &[])?;
    manifest.write(out)?;
    Ok(())
}
