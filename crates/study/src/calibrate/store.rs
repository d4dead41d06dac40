//! A calibration on disk: its plan and its memory; what it results in is written by `results`.

use super::abc::{SamplerState, SamplingEffort};
use super::model::Model;
use crate::checkpoint;
use crate::claim::{Out, WriteClaim};
use crate::clock;
use crate::plan;
use crate::reopen::{Reopening, Resumed, reopen};
use crate::rundir::{CALIBRATION_PLAN, RunDir};
use crate::stamps::{Maker, Stamp, made};
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_scenario::facts::read_targets;
use groundswell_scenario::priors::{Prior, PriorLaw};
use groundswell_scenario::scenario::{Making, Scenario};
use groundswell_tables::stamp::{FileError, ManifestStatus, WrittenFile, text_of, write_atomic};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// All that a calibration's numbers depend on besides the scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalibrationPlan {
    /// Version of the software that made it.
    pub version: String,
    /// What the user called the scenario.
    pub scenario: String,
    /// Other events under the same parameters.
    pub events: Vec<String>,
    /// Settings besides the scenario file, in their order.
    pub settings: Vec<String>,
    /// Whether a record of the user's took the place of the scenario's.
    pub observed: bool,
    /// Parameters: path, lowest, highest, whether even in the logarithm.
    pub priors: Vec<(String, f64, f64, bool)>,
    /// Recorded quantities that are used; those marked in the record if empty.
    pub only: Vec<String>,
    /// Adults that one agent stands for.
    pub scale: u32,
    /// Hour at which simulations end at the latest.
    pub until: Option<u32>,
    /// How long and how finely.
    pub effort: SamplingEffort,
    /// Posterior runs of the check.
    pub check: u32,
    /// An event that is not fitted, but scored.
    pub left_out: Option<String>,
    /// sha256 of the resolved scenario and its tables.
    pub hash: String,
}

/// How many units of an event have numbered draws in its calibration: all of them, where units differ by draws and one
/// event alone is fitted. `redraw` says that there are to be none.
pub fn draws(scenario: &Scenario, events: &[String], redraw: bool) -> u32 {
    let drawn = scenario.mechanisms.differences.enabled && events.is_empty() && !redraw;
    if drawn { scenario.country.unit_names().len() as u32 } else { 0 }
}

impl CalibrationPlan {
    /// The priors.
    pub fn priors(&self) -> Vec<Prior> {
        let prior = |(path, low, high, log): &(String, f64, f64, bool)| {
            let law = if *log { PriorLaw::LogUniform } else { PriorLaw::Uniform };
            Prior { path: path.clone(), law, low: *low, high: *high }
        };
        self.priors.iter().map(prior).collect()
    }

    /// How worlds are made.
    pub fn making(&self) -> Making {
        Making { scale: self.scale, ..Making::default() }
    }

    /// The model; `scenario` is the first event.
    pub fn model(&self, scenario: &Scenario) -> Result<Model, Complaints> {
        let mut scenarios = vec![scenario.clone()];
        for event in &self.events {
            scenarios.push(Scenario::load(event, &[])?);
        }
        Model::new(&scenarios, &self.priors(), &self.making(), &self.effort, &self.only, self.until)
    }
}

/// Where the memory is.
pub const MEMORY: &str = "checkpoints/memory.done";
/// Where a record of the user's is.
pub const OBSERVED: &str = "inputs/observed.csv";

/// The memory as the last finished generation left it.
fn generation_file(number: usize) -> String {
    format!("checkpoints/generation-{number:02}.done")
}

/// Puts a user's record in the place of the scenario's.
pub fn observe(scenario: &mut Scenario, name: &str, text: &str) -> Result<(), Complaints> {
    let mut complaints = Complaints::default();
    scenario.targets = read_targets(name, text, &scenario.country, Some(scenario.start.date()), &mut complaints);
    complaints.or(())
}

/// A calibration in its directory.
pub struct Calibrating {
    dir: RunDir,
    /// Held to the end by who made or reopened it; not by those whom that one has sent.
    claim: Option<WriteClaim>,
    /// Its plan.
    pub plan: CalibrationPlan,
    /// Its first event.
    pub scenario: Scenario,
    /// What it has so far.
    pub memory: SamplerState,
    /// Who makes it.
    pub maker: Maker,
    /// What the user should know: what was damaged, and what becomes of it.
    pub notes: Vec<String>,
    given: Vec<WrittenFile>,
}

impl Calibrating {
    /// Begins a calibration: directory, scenario, record, manifest and, last, the plan.
    ///
    /// # Errors
    /// A directory that may not be replaced or written to.
    pub fn begin(
        plan: CalibrationPlan,
        scenario: Scenario,
        observed: Option<&str>,
        out: Out<'_>,
        maker: Maker,
    ) -> Result<Calibrating, Complaint> {
        let claim = out.claim(Some("calibration"), &scenario.name, &plan.hash, &maker.command)?;
        let (dir, memory, given) = (claim.dir().clone(), SamplerState::default(), vec![]);
        let notes = scenario.notes(&plan.making());
        let mut work = Calibrating { dir, claim: Some(claim), plan, scenario, memory, maker, notes, given };
        work.write_given(observed).map_err(|complaint| {
            complaint.advise("make room and type the same command again: it takes the directory over")
        })?;
        Ok(work)
    }

    fn write_given(&mut self, observed: Option<&str>) -> Result<(), Complaint> {
        self.dir.write_scenario(&self.scenario)?;
        if let Some(text) = observed {
            write_atomic(&self.dir.file(OBSERVED), text)?;
        }
        self.given = self.stamp().begin(&self.dir, &self.maker, None)?;
        plan::write(&self.dir, CALIBRATION_PLAN, &self.plan)?;
        Ok(())
    }

    /// Goes on with a calibration that was stopped, as [`crate::work::Work::resume`] does with a run. A damaged memory
    /// is no loss but of time: the last finished generation is gone back to.
    ///
    /// # Errors
    /// No directory of a calibration; another process that computes in it; another version; damage to what was given.
    pub fn resume(path: &Path, maker: Maker, strict: bool) -> Result<Resumed<Calibrating>, Complaints> {
        reopen(path, Reopening { what: "a calibration", strict, closes_again: true })?.and_then(|reopened| {
            let mut work = Calibrating::open(path, &maker.version)?;
            work.maker = maker.going_on(reopened.manifest.as_ref());
            work.dir.write_given_and_resolved(&work.scenario)?;
            work.given = work.stamp().begin(&work.dir, &work.maker, reopened.given)?;
            (work.claim, work.notes) = (Some(reopened.claim), reopened.notes);
            Ok(work)
        })
    }

    /// The calibration in a directory, for somebody who was sent by the one who has claimed it.
    ///
    /// # Errors
    /// No directory of a calibration; another version; a scenario that is not the one that it was begun with.
    pub fn open(path: &Path, version: &str) -> Result<Calibrating, Complaints> {
        let dir = RunDir::at(path);
        if !dir.file(CALIBRATION_PLAN).is_file() {
            let reason =
                if path.is_dir() { "it is not the directory of a calibration" } else { "there is no such directory" };
            let complaint = Complaint::new(Problem::Input { action: "open", path: path.into(), reason: reason.into() });
            let advice = "give the directory that `groundswell calibrate … --out` was given";
            return Err(complaint.advise(advice).into());
        }
        let plan: CalibrationPlan = plan::read(&dir, CALIBRATION_PLAN)?;
        let mut scenario = dir.scenario(&plan.settings)?;
        if plan.observed {
            let file = dir.file(OBSERVED);
            let text = text_of(&file).map_err(|error| Complaint::from(FileError::new("read", &file, error)))?;
            observe(&mut scenario, &file.display().to_string(), &text)?;
        }
        plan::verify("calibration", (&plan.version, version), (&plan.hash, &plan::hash(&scenario)))?;
        let memory = checkpoint::read(&dir.file(MEMORY)).or_else(|| last_generation(&dir)).unwrap_or_default();
        let (maker, given) = made(&dir, &plan.version);
        Ok(Calibrating { dir, claim: None, plan, scenario, memory, maker, notes: vec![], given })
    }

    /// Its directory.
    pub fn dir(&self) -> &RunDir {
        &self.dir
    }

    /// Gives the claim away, to be held elsewhere.
    pub fn take_claim(&mut self) -> Option<WriteClaim> {
        self.claim.take()
    }

    /// Writes citation, crate and manifest.
    ///
    /// # Errors
    /// A disk that cannot be read or written.
    pub fn close(&self, status: ManifestStatus) -> Result<(), Complaint> {
        self.stamp().close(&self.dir, &self.maker, status, &clock::now(), &self.given, |_| false)
    }

    /// What its manifest says, besides its files.
    fn stamp(&self) -> Stamp {
        let (plan, memory) = (&self.plan, &self.memory);
        Stamp {
            title: format!("Groundswell calibration of {}", self.scenario.name),
            description: format!(
                "{} Calibrated by approximate Bayesian computation, one agent per {} adults.",
                self.scenario.summary, plan.scale
            ),
            seed: plan.effort.seed,
            versions: vec![("engine", self.maker.version.clone()), ("scenario_sha256", plan.hash.clone())],
            counts: vec![
                ("budget", plan.effort.budget.into()),
                ("scale", plan.scale.into()),
                ("particles", plan.effort.particles.into()),
                ("generations", memory.generations.len() as u64),
                ("simulations", memory.simulations().into()),
                ("failed", memory.failed().into()),
            ],
        }
    }
}

/// The memory that the last finished generation left, if it is as it was written.
fn last_generation(dir: &RunDir) -> Option<SamplerState> {
    let entries = std::fs::read_dir(dir.file("checkpoints")).ok()?.flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut kept: Vec<String> = names.filter(|name| name.starts_with("generation-")).collect();
    kept.sort();
    kept.iter().rev().find_map(|name| checkpoint::read(&dir.file("checkpoints").join(name)))
}

/// Keeps the memory; that of a finished generation apart, so that damage costs one generation at most.
///
/// # Errors
/// A disk that cannot be written to.
pub fn keep(dir: &RunDir, memory: &SamplerState) -> Result<(), Complaint> {
    checkpoint::write(&dir.file(MEMORY), memory)?;
    let finished = memory.generations.len();
    let file = dir.file(&generation_file(finished));
    if finished > 0 && memory.accepted.is_empty() && memory.counts.proposed == 0 && !file.exists() {
        checkpoint::write(&file, memory)?;
        // Where there is none before it, nothing is lost.
        let _ = std::fs::remove_file(dir.file(&generation_file(finished - 1)));
    }
    Ok(())
}
