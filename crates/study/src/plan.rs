//! What was asked of a run: all that its numbers depend on besides the scenario. How plans are written and read.

use crate::rundir::{RUN_PLAN, RunDir, TABLES};
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_engine::spec::Backend;
use groundswell_scenario::scenario::{Making, Scenario};
use groundswell_tables::stamp::{FileError, seal, text_of, write_atomic};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::Path;

/// Which part of a sweep or of a run is computed here: `part` of `parts`, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkPart {
    /// Which, from 1.
    pub part: u32,
    /// Of how many.
    pub parts: u32,
}

impl WorkPart {
    /// Reads `2/8`.
    pub fn parse(text: &str) -> Option<WorkPart> {
        let (part, parts) = text.split_once('/')?;
        let shard = WorkPart { part: part.trim().parse().ok()?, parts: parts.trim().parse().ok()? };
        (shard.part >= 1 && shard.part <= shard.parts && shard.parts <= 1_000_000).then_some(shard)
    }

    /// Whether a piece of work is this shard's; they are dealt out in turn.
    pub fn has(self, number: usize) -> bool {
        number % self.parts as usize == self.part as usize - 1
    }
}

/// The plan of an ensemble.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Version of the software that made it.
    pub version: String,
    /// What the user called the scenario.
    pub scenario: String,
    /// Settings besides the scenario file, in their order.
    pub settings: Vec<String>,
    /// Replicates.
    pub replicates: u32,
    /// Seed.
    pub seed: u64,
    /// Adults that one agent stands for.
    pub scale: u32,
    /// Steps per hour.
    pub steps_per_hour: u32,
    /// `event` or `scan`.
    pub backend: String,
    /// sha256 of the resolved scenario and its tables.
    pub hash: String,
    /// Which part of the replicates is computed here; all of them without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<WorkPart>,
    /// sha256 of the posterior from which each replicate takes its parameters, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posterior: Option<String>,
}

impl Plan {
    /// Whether a replicate is computed here.
    pub fn has(&self, replicate: u32) -> bool {
        self.shard.is_none_or(|shard| shard.has(replicate as usize))
    }

    /// How many replicates are computed here.
    pub fn here(&self) -> u32 {
        (0..self.replicates).filter(|&replicate| self.has(replicate)).count() as u32
    }
}

impl Plan {
    /// How the scenario is turned into a world.
    pub fn making(&self) -> Making {
        let backend = if self.backend == "scan" { Backend::Scan } else { Backend::Event };
        Making { scale: self.scale, steps_per_hour: self.steps_per_hour, backend }
    }

    /// Whether a scenario is still the one that the plan was made for.
    ///
    /// # Errors
    /// Another version of the software, or another scenario.
    pub fn verify(&self, scenario: &Scenario, version: &str) -> Result<(), Complaints> {
        verify("run", (&self.version, version), (&self.hash, &hash(scenario)))
    }
}

/// Whether work can go on: by the version that began it, with the scenario that it was begun with. `what` it is: `run`,
/// `sweep`. Of both, what the plan says stands first.
///
/// # Errors
/// What differs, and what to do.
pub fn verify(what: &str, versions: (&str, &str), hashes: (&str, &str)) -> Result<(), Complaints> {
    if versions.0 != versions.1 {
        let what = format!("the {what} was begun by version {}, this is version {}", versions.0, versions.1);
        let advice = "go on with the version that began it, or run it again: versions may compute differently";
        return Err(Complaint::inconsistent(what).advise(advice).into());
    }
    if hashes.0 != hashes.1 {
        let what = format!("the scenario in the directory is not the one that the {what} was begun with");
        let advice = "a file in `inputs/` was changed, or this build reads it otherwise; run it again";
        return Err(Complaint::inconsistent(what).advise(advice).into());
    }
    Ok(())
}

/// Writes a plan, or what is compared, with its checksum. A directory with a plan can be resumed.
///
/// # Errors
/// A disk that cannot be written to.
pub fn write(dir: &RunDir, name: &str, plan: &impl Serialize) -> Result<(), FileError> {
    write_atomic(&dir.file(name), seal(plan)).map(drop)
}

/// Reads it back. Whether it is as it was written is for [`crate::examine`] to say.
///
/// # Errors
/// A file that is not there, or of another version.
pub fn read<T: DeserializeOwned>(dir: &RunDir, name: &str) -> Result<T, Complaint> {
    let file = dir.file(name);
    let text = text_of(&file).map_err(|error| FileError::new("read", &file, error))?;
    serde_json::from_str(&text).map_err(|error| {
        let complaint = Complaint::syntax(format!("not a plan of this version: {error}"));
        complaint
            .in_file(file.display().to_string())
            .advise("nothing can go on from it: begin again, with `--force` into the same directory")
    })
}

/// A run that was begun: its directory, plan and scenario.
///
/// # Errors
/// No directory of a run; a plan or a scenario that cannot be read.
pub fn open(path: &Path) -> Result<(RunDir, Plan, Scenario), Complaints> {
    let dir = RunDir::at(path);
    if !dir.plan_file().is_file() {
        let reason = if path.is_dir() { "it is not the directory of a run" } else { "there is no such directory" };
        let complaint = Complaint::new(Problem::Input { action: "open", path: path.into(), reason: reason.into() });
        let advice = "give the directory that `groundswell run` printed, as runs/2026-01-31T1200_…";
        return Err(complaint.advise(advice).into());
    }
    let plan: Plan = read(&dir, RUN_PLAN)?;
    let scenario = dir.scenario(&plan.settings)?;
    Ok((dir, plan, scenario))
}

/// sha256, in hexadecimal, of everything a run's numbers and comparisons depend on.
pub fn hash(scenario: &Scenario) -> String {
    let mut hash = Sha256::new();
    hash.update(scenario.resolved());
    hash.update(&scenario.text);
    for table in &TABLES[..8] {
        hash.update(table);
        hash.update(scenario.file(table).unwrap_or_default());
    }
    // The engine reads it too, where there is one.
    if let Ok(effects) = scenario.file("effects.csv") {
        hash.update(effects);
    }
    hexadecimal(&hash.finalize())
}

/// sha256, in hexadecimal, of a text on which a plan depends: a posterior, a design.
pub fn hash_of(text: &str) -> String {
    hexadecimal(&Sha256::digest(text))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_read_and_dealt_out_in_turn() {
        assert_eq!(WorkPart::parse("2/8"), Some(WorkPart { part: 2, parts: 8 }));
        assert!(["0/2", "3/2", "2", "a/b", "1/0"].iter().all(|text| WorkPart::parse(text).is_none()));
        let parts = [WorkPart { part: 1, parts: 3 }, WorkPart { part: 2, parts: 3 }, WorkPart { part: 3, parts: 3 }];
        assert!((0..20).all(|number| parts.iter().filter(|shard| shard.has(number)).count() == 1));
    }
}
