//! What was asked of a run: all that its numbers depend on besides the scenario.

use crate::sweep::Shard;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_engine::spec::Backend;
use groundswell_scenario::scenario::{Making, Scenario};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The name of the rule that makes a replicate's draws from the seed.
pub const SEED_SCHEME: &str = "groundswell-philox-1: key = mix(mix(seed) ^ replicate)";

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
    pub shard: Option<Shard>,
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
    pub fn verify(&self, scenario: &Scenario, version: &str) -> Result<(), Complaints> {
        let mut complaints = Complaints::default();
        if self.version != version {
            let complaint = Complaint::inconsistent(format!(
                "the run was begun by version {}, this is version {version}",
                self.version
            ));
            complaints.push(
                complaint
                    .advise("go on with the version that began it, or run it anew: versions may compute differently"),
            );
        } else if hash(scenario) != self.hash {
            let complaint =
                Complaint::inconsistent("the scenario in the run directory is not the one that the run was begun with");
            complaints.push(
                complaint.advise("a file in `inputs/` was changed, or this build reads it otherwise; run it anew"),
            );
        }
        complaints.or(())
    }
}

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
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
