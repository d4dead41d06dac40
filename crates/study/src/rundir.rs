//! A run directory: what lies where.

use crate::tables::BASE;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_scenario::files::Files;
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::stamp::{FileError, remove_partial, write_atomic};
use groundswell_tables::table::Table;
use std::path::{Path, PathBuf};

/// The plan of a run, of a comparison too.
pub const RUN_PLAN: &str = "checkpoints/plan.json";
/// What a comparison compares.
pub const COMPARISON: &str = "checkpoints/comparison.json";
/// The plan of a sweep or a sensitivity analysis.
pub const SWEEP_PLAN: &str = "checkpoints/sweep.json";
/// The plan of a calibration.
pub const CALIBRATION_PLAN: &str = "checkpoints/calibrate.json";
/// Whoever finds one of these knows what was begun in a directory.
pub const PLANS: [&str; 3] = [RUN_PLAN, SWEEP_PLAN, CALIBRATION_PLAN];
/// Where a run keeps the posterior that its replicates take their parameters from.
pub const POSTERIOR: &str = "inputs/drawn-from.csv";
/// What happened when.
pub const LOG: &str = "log.jsonl";
/// The page of a run.
pub const REPORT: &str = "report.html";

/// Tables that belong to a scenario. Those after the first eight, but for the last, are for
/// readers and for calibrations, not for the engine.
pub const TABLES: &[&str] = &[
    "units.csv",
    "places.csv",
    "sectors.csv",
    "quotients.csv",
    "prices.csv",
    "forces.csv",
    "facts.csv",
    "targets.csv",
    "outlines.json",
    "SOURCES.md",
    "LIMITS.md",
    "credits.csv",
    "priors.csv",
    "posterior.csv",
    "effects.csv",
];

/// The directory of one run, seen from one of its branches: `base` in a plain run.
#[derive(Clone, Debug)]
pub struct RunDir {
    path: PathBuf,
    branch: String,
}

impl RunDir {
    /// The directory at a path, as it is.
    pub fn at(path: &Path) -> RunDir {
        RunDir { path: path.to_path_buf(), branch: BASE.into() }
    }

    /// Writes the scenario, as given and resolved, with its tables.
    ///
    /// # Errors
    /// A disk that cannot be written to.
    pub fn write_scenario(&self, scenario: &Scenario) -> Result<(), Complaint> {
        self.write_given_and_resolved(scenario)?;
        write_atomic(&self.file("inputs/scenario.toml"), &scenario.text)?;
        for table in TABLES {
            if let Some(text) = scenario.optional(table)? {
                write_atomic(&self.file(&format!("inputs/{table}")), text)?;
            }
        }
        Ok(())
    }

    /// Writes `scenario.toml` and `scenario.resolved.toml`, which follow from the inputs.
    ///
    /// # Errors
    /// A disk that cannot be written to.
    pub fn write_given_and_resolved(&self, scenario: &Scenario) -> Result<(), Complaint> {
        write_atomic(&self.file("scenario.toml"), &scenario.text)?;
        write_atomic(&self.file("scenario.resolved.toml"), scenario.resolved())?;
        Ok(())
    }

    /// The files of the scenario that is kept here.
    pub fn scenario_files(&self) -> Files {
        Files::Folder(self.file("inputs/scenario.toml"))
    }

    /// The scenario that is kept here, under these settings.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn scenario(&self, settings: &[String]) -> Result<Scenario, Complaints> {
        let files = self.scenario_files();
        let text = files.main()?;
        Scenario::read(files, text, settings)
    }

    /// Removes what killed writers left behind. Only whoever has claimed the directory may.
    ///
    /// # Errors
    /// A folder that cannot be listed or changed.
    pub fn tidy(&self) -> Result<(), FileError> {
        for folder in ["", "data", "data/series", "data/national", "checkpoints", "inputs"] {
            if self.file(folder).is_dir() {
                remove_partial(&self.file(folder))?;
            }
        }
        Ok(())
    }

    /// The directory.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The same directory, seen from another branch.
    pub fn of_branch(&self, name: &str) -> RunDir {
        RunDir { path: self.path.clone(), branch: name.into() }
    }

    /// The branch that it is seen from.
    pub fn branch(&self) -> &str {
        &self.branch
    }

    /// Between the kind of a file and the number of its replicate: nothing for `base`.
    fn mark(&self) -> String {
        if self.branch == BASE { String::new() } else { format!("{}-", self.branch) }
    }

    /// The rows of this branch in a table over all replicates.
    ///
    /// # Errors
    /// A table that is not there or damaged.
    pub fn rows(&self, table: &str) -> Result<Table, Complaint> {
        let all = Table::read_parquet(&self.data(table))?;
        Ok(if self.comparison_file().exists() { all.rows_with("branch", &self.branch) } else { all })
    }

    /// A table in it.
    pub fn data(&self, table: &str) -> PathBuf {
        self.path.join("data").join(format!("{table}.parquet"))
    }

    /// The part of a streamed table that belongs to a replicate.
    pub fn part(&self, table: &str, replicate: u32) -> PathBuf {
        self.file(&self.part_name(table, replicate))
    }

    /// The same, inside the directory.
    pub fn part_name(&self, table: &str, replicate: u32) -> String {
        format!("data/{table}/part-{}{replicate:05}.parquet", self.mark())
    }

    /// The plan of the run.
    pub fn plan_file(&self) -> PathBuf {
        self.file(RUN_PLAN)
    }

    /// What is kept of a finished replicate until the run is complete.
    pub fn done_file(&self, replicate: u32) -> PathBuf {
        self.file(&format!("checkpoints/replicate-{}{replicate:05}.done", self.mark()))
    }

    /// The state of a replicate under way.
    pub fn state_file(&self, replicate: u32) -> PathBuf {
        self.file(&format!("checkpoints/replicate-{}{replicate:05}.state", self.mark()))
    }

    /// The state of a replicate at the hour in which branches leave it.
    pub fn fork_file(&self, replicate: u32) -> PathBuf {
        self.file(&format!("checkpoints/replicate-{replicate:05}.fork"))
    }

    /// What is compared, if this is the directory of a comparison.
    pub fn comparison_file(&self) -> PathBuf {
        self.file(COMPARISON)
    }
}
