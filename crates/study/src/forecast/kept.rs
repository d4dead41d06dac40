//! Finished origins on disk: a forecast that was stopped goes on with the next one.
//!
//! What takes minutes is kept, each origin under a digest of everything that its numbers depend on: draws of the runs that
//! were weighted and led, and what became of them. What takes a moment is computed again.

use super::baselines::Paths;
use super::{Ensemble, ForecastRequest, prior::ParameterSource};
use crate::plan;
use groundswell_complaint::Complaint;
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::stamp::{FileError, write_atomic};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The folder of finished origins in the directory of a forecast; gone when the forecast is complete.
pub const KEPT: &str = "checkpoints";
/// Which rules origins were made by: those of other rules are computed again.
const RULES: u32 = 1;

/// The runs of one origin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunsAtOrigin {
    /// Draws of runs weighted as wholes.
    pub model: Paths,
    /// Draws of runs that were led through conditioned crowds.
    pub guided: Paths,
    /// What became of the weighted runs.
    pub ensemble: Ensemble,
}

/// Where finished origins are kept.
#[derive(Clone, Debug, Default)]
pub struct KeptOrigins(Option<PathBuf>);

impl KeptOrigins {
    /// In the directory of a forecast; nowhere without one.
    pub fn at(dir: Option<&Path>) -> KeptOrigins {
        KeptOrigins(dir.map(|dir| dir.join(KEPT)))
    }

    fn file(&self, scenario: &Scenario, asked: &ForecastRequest, origin: usize) -> Option<PathBuf> {
        let parameters = match &asked.parameters {
            ParameterSource::Posterior { posterior, .. } => format!("{:?}", posterior.points),
            other => format!("{other:?}"),
        };
        let of = format!(
            "{} {RULES} {} {origin} {:?} {:?} {} {} {} {:?} {:?} {parameters}",
            env!("CARGO_PKG_VERSION"),
            plan::hash(scenario),
            asked.origins[origin],
            asked.horizons,
            asked.replicates,
            asked.scale,
            asked.seed,
            asked.orders,
            asked.observation
        );
        let digits: String = Sha256::digest(of).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        self.0.as_ref().map(|folder| folder.join(format!("origin-{digits}.done")))
    }

    /// The runs of an origin that was finished before, if it was asked in the same way and can be read.
    pub(super) fn read(&self, scenario: &Scenario, asked: &ForecastRequest, origin: usize) -> Option<RunsAtOrigin> {
        postcard::from_bytes(&std::fs::read(self.file(scenario, asked, origin)?).ok()?).ok()
    }

    /// Keeps the runs of an origin.
    ///
    /// # Errors
    /// A disk that cannot be written to.
    pub(super) fn write(
        &self,
        scenario: &Scenario,
        asked: &ForecastRequest,
        origin: usize,
        runs: &RunsAtOrigin,
    ) -> Result<(), Complaint> {
        let Some(file) = self.file(scenario, asked, origin) else { return Ok(()) };
        let folder = file.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(|error| FileError::new("write", folder, error))?;
        write_atomic(&file, postcard::to_allocvec(runs).expect("runs become bytes"))?;
        Ok(())
    }
}
