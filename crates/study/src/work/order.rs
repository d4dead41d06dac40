//! What is asked of a run: its scenario and sizes, its branches, the posterior that it draws from.

use crate::calibrate::named::{Drawn, another_scale, drawn};
use crate::calibrate::posterior::Posterior;
use crate::compare::assumed::{self, with_cut};
use crate::compare::{Branch, Comparison};
use crate::plan::{self, Plan, WorkPart};
use crate::rundir::{POSTERIOR, RunDir};
use groundswell_complaint::{Complaint, Complaints};
use groundswell_scenario::files::Files;
use groundswell_scenario::scenario::Scenario;

/// Sizes of a run.
#[derive(Clone, Debug)]
pub struct Size {
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
    /// Which part of the replicates is computed here; all of them without.
    pub shard: Option<WorkPart>,
}

/// A scenario with the settings of a run, read and right.
pub struct Draft {
    /// The scenario.
    pub scenario: Scenario,
    name: String,
    files: Files,
    settings: Vec<String>,
    posterior: Option<Drawn>,
}

/// A run that can be begun.
pub struct WorkOrder {
    /// Its plan.
    pub plan: Plan,
    /// What is compared; of a plain run, `base` alone.
    pub comparison: Comparison,
    /// The branches with their scenarios, `base` first.
    pub branches: Vec<Branch>,
    /// Where replicates take their parameters from, if they do.
    pub posterior: Option<Drawn>,
    /// What the user should know.
    pub notes: Vec<String>,
}

impl Draft {
    /// Reads a scenario by its name or path; `posterior` is one that its replicates take their parameters from.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn load(name: &str, settings: Vec<String>, posterior: Option<&std::path::Path>) -> Result<Draft, Complaints> {
        let (scenario, settings, posterior) = drawn(posterior, name, settings)?;
        Ok(Draft { scenario, name: name.into(), files: Files::find(name)?, settings, posterior })
    }

    /// Reads a scenario from files, some of which may be one's own; `name` is what the user calls it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(name: &str, files: &Files, settings: Vec<String>) -> Result<Draft, Complaints> {
        let scenario = Scenario::read(files.clone(), files.main()?, &settings)?;
        Ok(Draft { scenario, name: name.into(), files: files.clone(), settings, posterior: None })
    }

    /// The same with an order that would cut the network and is off, for a question that needs one.
    ///
    /// # Errors
    /// What is wrong with the scenario then: nothing, unless the program is.
    pub fn with_assumed_cut(self) -> Result<Draft, Complaints> {
        let files = with_cut(&self.scenario, &self.files);
        let scenario = Scenario::read(files.clone(), files.main()?, &self.settings)?;
        Ok(Draft { scenario, files, ..self })
    }

    /// What is asked of it: these sizes and, if anything is compared, these branches.
    ///
    /// # Errors
    /// Branches whose settings are wrong, or that the posterior draws.
    pub fn order(self, size: Size, comparison: Option<Comparison>) -> Result<WorkOrder, Complaints> {
        let Draft { scenario, name, files, settings, posterior } = self;
        let hash = plan::hash(&scenario);
        let (comparison, branches) = match comparison {
            None => (Comparison::plain(&hash), vec![Branch::base(scenario)]),
            Some(mut comparison) => {
                let branches = comparison.load_from(&files, &settings)?;
                if let Some(drawn) = &posterior {
                    comparison.agrees_with(&Posterior::read_text(POSTERIOR, &drawn.text)?)?;
                }
                comparison.seal(&branches);
                (comparison, branches)
            }
        };
        let Size { replicates, seed, scale, steps_per_hour, backend, shard } = size;
        let plan = Plan {
            version: env!("CARGO_PKG_VERSION").into(),
            scenario: name,
            settings,
            replicates,
            seed,
            scale,
            steps_per_hour,
            backend,
            hash,
            shard,
            posterior: posterior.as_ref().map(|drawn| plan::hash_of(&drawn.text)),
        };
        // A world without agents, or with too many, is said before anything is written.
        for branch in &branches {
            branch.scenario.agents(&plan.making())?;
        }
        let said = branches[0].scenario.notes(&plan.making());
        let unlike = posterior.iter().filter_map(|drawn| another_scale(&drawn.text, scale));
        let notes = unlike.chain(assumed::said(&comparison)).chain(said).collect();
        Ok(WorkOrder { plan, comparison, branches, posterior, notes })
    }
}

/// The branches of a run that was begun, `base` first.
///
/// # Errors
/// A branch that is not the one that the run was begun with.
pub fn branches_of(dir: &RunDir, plan: &Plan, scenario: Scenario) -> Result<(Comparison, Vec<Branch>), Complaints> {
    let Some(comparison) = Comparison::read(dir) else {
        return Ok((Comparison::plain(&plan.hash), vec![Branch::base(scenario)]));
    };
    let branches = comparison.load_from(&dir.scenario_files(), &plan.settings)?;
    let mut now = comparison.clone();
    now.seal(&branches);
    if now.hashes != comparison.hashes {
        let complaint =
            Complaint::inconsistent("a branch in the run directory is not the one that the run was begun with");
        let advice = "a file in `inputs/` was changed, or this build reads it otherwise; run it again";
        return Err(complaint.advise(advice).into());
    }
    Ok((comparison, branches))
}
