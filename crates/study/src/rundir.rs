//! A run directory: what lies where, how it is begun and how it is found again.

use crate::calibrate::posterior::Posterior;
use crate::plan::{Plan, TABLES};
use crate::tables::BASE;
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::stamp::{FileError, MANIFEST, remove_partial, write_atomic};
use groundswell_tables::table::Table;
use sha2::{Digest, Sha256};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// Where a run keeps the posterior that its replicates take their parameters from.
pub const POSTERIOR: &str = "inputs/drawn-from.csv";

/// The hash of a posterior's text, as it stands in a plan.
pub fn posterior_hash(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The directory of one run, seen from one of its branches: `base` in a plain run.
#[derive(Clone, Debug)]
pub struct RunDir {
    path: PathBuf,
    branch: String,
}

impl RunDir {
    /// Makes a directory for a new run. One that holds anything is refused, unless it is
    /// the directory of a run and `force` says that the run may go.
    pub fn create(path: &Path, force: bool) -> Result<RunDir, Complaint> {
        let filled = match std::fs::read_dir(path) {
            Ok(mut entries) => entries.next().is_some(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
            Err(error) => return Err(FileError::new("write", path, error).into()),
        };
        if filled && !force {
            return Err(Complaint::exists(path));
        }
        let is_run = path.join(MANIFEST).exists() || path.join("checkpoints").exists();
        if filled && !is_run {
            let reason = "it exists and is not the directory of a run, so `--force` does not replace it".into();
            return Err(Complaint::new(Problem::Output { path: path.into(), reason })
                .advise("choose another name with `--out`"));
        }
        if filled {
            let old = RunDir::at(path);
            if old.any_plan().is_some() {
                // Free again at once: a directory that is computed in is not pulled away.
                drop(old.claim()?);
            }
            std::fs::remove_dir_all(path).map_err(|error| FileError::new("replace", path, error))?;
        }
        let dir = RunDir::at(path);
        for folder in ["data/series", "data/national", "checkpoints", "inputs"] {
            let folder = path.join(folder);
            std::fs::create_dir_all(&folder).map_err(|error| FileError::new("write", &folder, error))?;
        }
        Ok(dir)
    }

    /// The directory at a path, as it is.
    pub fn at(path: &Path) -> RunDir {
        RunDir { path: path.to_path_buf(), branch: BASE.into() }
    }

    /// Writes the scenario, as given and resolved, with its tables, and the plan.
    pub fn write_inputs(&self, scenario: &Scenario, plan: &Plan) -> Result<(), Complaint> {
        self.write_scenario(scenario)?;
        // Last: a directory with a plan can be taken up again.
        let text = serde_json::to_string_pretty(plan).expect("a plan becomes JSON");
        write_atomic(&self.plan_file(), text + "\n")?;
        Ok(())
    }

    /// Writes the scenario, as given and resolved, with its tables.
    pub fn write_scenario(&self, scenario: &Scenario) -> Result<(), Complaint> {
        write_atomic(&self.file("scenario.toml"), &scenario.text)?;
        write_atomic(&self.file("scenario.resolved.toml"), scenario.resolved())?;
        write_atomic(&self.file("inputs/scenario.toml"), &scenario.text)?;
        for table in TABLES {
            // The notes for readers need not be there; the tables are, or it would not have loaded.
            if let Ok(text) = scenario.file(table) {
                write_atomic(&self.file(&format!("inputs/{table}")), text)?;
            }
        }
        Ok(())
    }

    /// A run that was begun: its directory, plan and scenario.
    pub fn open(path: &Path) -> Result<(RunDir, Plan, Scenario), Complaints> {
        let dir = RunDir::at(path);
        let complain = |complaint: Complaint| {
            let mut complaints = Complaints::default();
            complaints.push(complaint);
            complaints
        };
        let text = std::fs::read_to_string(dir.plan_file()).map_err(|_| {
            let reason = if path.is_dir() { "it is not the directory of a run" } else { "there is no such directory" };
            let complaint = Complaint::new(Problem::Input { action: "open", path: path.into(), reason: reason.into() });
            complain(complaint.advise("give the directory that `groundswell run` printed, as runs/2026-01-31T1200_…"))
        })?;
        let plan: Plan = serde_json::from_str(&text).map_err(|error| {
            complain(
                Complaint::syntax(format!("not the plan of a run: {error}"))
                    .in_file(dir.plan_file().display().to_string()),
            )
        })?;
        let inputs = dir.file("inputs").display().to_string();
        let scenario = Scenario::load(&inputs, &plan.settings)?;
        Ok((dir, plan, scenario))
    }

    /// The posterior from which the replicates take their parameters, if they do.
    pub fn posterior(&self, plan: &Plan) -> Result<Option<Posterior>, Complaint> {
        let Some(hash) = &plan.posterior else { return Ok(None) };
        let file = self.file(POSTERIOR);
        let text = std::fs::read_to_string(&file).map_err(|error| FileError::new("read", &file, error))?;
        if posterior_hash(&text) != *hash {
            let complaint = Complaint::inconsistent("the posterior is not the one that the run was begun with");
            return Err(complaint.in_file(file.display().to_string()));
        }
        let first = |complaints: Complaints| complaints.iter().next().cloned();
        Posterior::read_text(&file.display().to_string(), &text).map(Some).map_err(|complaints| {
            first(complaints).unwrap_or_else(|| Complaint::syntax("not a posterior").in_file(POSTERIOR))
        })
    }

    /// Removes what killed writers left behind.
    pub fn tidy(&self) -> Result<(), FileError> {
        for folder in ["", "data", "data/series", "data/national", "checkpoints", "inputs"] {
            if self.file(folder).is_dir() {
                remove_partial(&self.file(folder))?;
            }
        }
        Ok(())
    }

    /// Claims the directory for this process until the value is dropped: two that write in one
    /// directory would undo each other's work. Where the system knows no locks, nothing is claimed.
    pub fn claim(&self) -> Result<File, Complaint> {
        let plan = self.any_plan().unwrap_or(self.plan_file());
        let plan = File::open(&plan).map_err(|error| FileError::new("open", &plan, error))?;
        match plan.try_lock() {
            Err(TryLockError::WouldBlock) => {
                let reason = "another process is computing in it".into();
                Err(Complaint::new(Problem::Output { path: self.path.clone(), reason })
                    .advise("wait for it, or choose another directory with `--out`"))
            }
            Ok(()) | Err(TryLockError::Error(_)) => Ok(plan),
        }
    }

    /// The plan of what is computed here: a run, a sweep or a calibration.
    fn any_plan(&self) -> Option<PathBuf> {
        let analyses = [crate::sweep::store::PLAN, crate::calibrate::store::PLAN].map(|name| self.file(name));
        std::iter::once(self.plan_file()).chain(analyses).find(|plan| plan.exists())
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
        self.path.join("data").join(table).join(format!("part-{}{replicate:05}.parquet", self.mark()))
    }

    /// The plan of the run.
    pub fn plan_file(&self) -> PathBuf {
        self.file("checkpoints/plan.json")
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
        self.file("checkpoints/comparison.json")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_is_claimed_once_and_free_again_afterwards() {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = RunDir::create(&folder.path().join("run"), false).expect("a new directory");
        std::fs::write(dir.plan_file(), "{}").expect("a plan");
        let claim = dir.claim().expect("nobody else is there");
        let pulled = RunDir::create(dir.path(), true).expect_err("somebody is there");
        for refused in [dir.claim().expect_err("somebody is there"), pulled] {
            assert!(format!("{:?}", refused).contains("another process"), "{refused:?}");
        }
        drop(claim);
        assert!(dir.claim().is_ok());
    }
}
