//! Forecasts on disk: a folder of tables, what was known at each origin, and what must be said of it all.

use super::kept::KEPT;
use super::verdict::{Score, ScoredForecast, Versus};
use super::{AtOrigin, ForecastRequest, methods, tables};
use crate::claim::WriteClaim;
use crate::clock;
use crate::plan;
use crate::stamps::{Maker, Stamp};
use groundswell_complaint::Complaint;
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::stamp::{FileError, ManifestStatus, WrittenFile, write_atomic};
use serde_json::{Value, json};
use std::path::Path;

/// Forecasts, scores, and the model against the baselines.
pub type Results<'a> = (&'a [ScoredForecast], &'a [Score], &'a [Versus]);

/// The file that says what the tables do not: what must be known before any number, and what was known at each origin.
pub const ABOUT: &str = "forecast.json";

/// What was known at each origin, and the result of the runs from there.
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

/// A forecast in its directory, which is claimed before anything is computed.
pub struct Forecasting {
    claim: WriteClaim,
    maker: Maker,
    given: Vec<WrittenFile>,
}

impl Forecasting {
    /// Claims and marks the directory; one of a forecast that was stopped is gone on with.
    ///
    /// # Errors
    /// A directory that may not be replaced or written to.
    pub fn begin(
        out: &Path,
        force: bool,
        scenario: &Scenario,
        asked: &ForecastRequest,
        maker: Maker,
    ) -> Result<Forecasting, Complaint> {
        let (resolved, folder) = (out.join("scenario.resolved.toml"), out.join(KEPT));
        // Of the same scenario: another one is other work, and is not replaced without being asked for.
        let same = || std::fs::read_to_string(&resolved).is_ok_and(|text| text == scenario.resolved());
        let claim = if !force && folder.is_dir() && same() {
            WriteClaim::again(out, "a forecast")?
        } else {
            WriteClaim::fresh(out, force, &maker.command)?
        };
        std::fs::create_dir_all(&folder).map_err(|error| FileError::new("write", &folder, error))?;
        write_atomic(&resolved, scenario.resolved())?;
        let given = stamp(scenario, asked).begin(claim.dir(), &maker, None)?;
        Ok(Forecasting { claim, maker, given })
    }

    /// Writes the tables, what must be said of them, and the manifest.
    ///
    /// # Errors
    /// A disk that cannot be written to.
    pub fn close(
        &self,
        scenario: &Scenario,
        asked: &ForecastRequest,
        all: &[AtOrigin],
        results: Results<'_>,
    ) -> Result<(), Complaint> {
        let dir = self.claim.dir();
        let (rows, scores, versus) = results;
        let status =
            if all.len() < asked.origins.len() { ManifestStatus::Interrupted } else { ManifestStatus::Complete };
        if status == ManifestStatus::Complete {
            let kept = dir.file(KEPT);
            std::fs::remove_dir_all(&kept).map_err(|error| FileError::new("remove", &kept, error))?;
        }
        let files = [
            ("forecasts", tables::forecasts(scenario, rows)),
            ("scores", tables::scores(scenario, scores)),
            ("skill", tables::skill(scenario, versus)),
            ("parameters", tables::parameters(scenario, all)),
        ];
        for (name, table) in files {
            table.write_parquet(&dir.file(&format!("{name}.parquet")))?;
        }
        let about = json!({
            "scenario": scenario.name, "seed": asked.seed, "scale": asked.scale, "replicates": asked.replicates,
            "caveats": super::asked::caveats(asked), "origins": origins(scenario, all),
        });
        write_atomic(&dir.file(ABOUT), serde_json::to_string_pretty(&about).expect("plain data becomes JSON") + "\n")?;
        stamp(scenario, asked).close(dir, &self.maker, status, &clock::now(), &self.given, not_kept)
    }
}

/// Files that the manifest leaves out: finished origins of a forecast that was stopped.
fn not_kept(file: &WrittenFile) -> bool {
    file.path.starts_with(KEPT)
}

/// What its manifest says, besides its files.
fn stamp(scenario: &Scenario, asked: &ForecastRequest) -> Stamp {
    Stamp {
        title: format!("Groundswell forecast of {}", scenario.name),
        description: format!(
            "{} What would be reported, from what had been published; one agent per {} adults.",
            scenario.summary, asked.scale
        ),
        seed: asked.seed,
        versions: vec![("engine", env!("CARGO_PKG_VERSION").into()), ("scenario_sha256", plan::hash(scenario))],
        counts: vec![
            ("origins", asked.origins.len() as u64),
            ("replicates", asked.replicates.into()),
            ("scale", asked.scale.into()),
        ],
    }
}
