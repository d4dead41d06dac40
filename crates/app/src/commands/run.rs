//! `run`: an ensemble, its directory, its summary.

use super::resume::{carry_out, resume_in};
use super::{alone, classic};
use crate::arguments::{BackendKind, Form, Run};
use crate::terminal::note;
use crate::{Done, this};
use groundswell_scenario::complaint::{Complaint, Complaints};
use groundswell_scenario::scenario::Scenario;
use groundswell_scenario::stamp::write_atomic;
use groundswell_study::calibrate::posterior::Posterior;
use groundswell_study::calibrate::store::put_beside;
use groundswell_study::classics;
use groundswell_study::finish::{self, Maker};
use groundswell_study::plan::{self, Plan};
use groundswell_study::rundir::{self, RunDir};
use std::path::{Path, PathBuf};

/// Replicates of a scenario if nothing is said.
const REPLICATES: u32 = 32;

/// Runs a scenario or a classic.
pub fn run(run: &Run) -> Done {
    if let Some(dir) = &run.resume {
        return resume_in(dir, &run.means);
    }
    let name = run.scenario.clone().unwrap_or_default();
    if let Some(classic) = classics::find(&name) {
        return classic::run(classic, run);
    }
    classic::was_meant(&name)?;
    let mut settings = run.set.clone();
    settings
        .extend(run.form.map(|form| format!("form={}", if form == Form::History { "history" } else { "endogenous" })));
    settings.extend(run.hours.map(|hours| format!("hours={hours}")));
    let scenario = Scenario::load(&name, &settings)?;
    let posterior = run.posterior.as_deref().map(|path| posterior(path, &scenario)).transpose()?;
    let plan = Plan {
        version: this::VERSION.into(),
        scenario: name,
        settings,
        replicates: run.replicates.unwrap_or(REPLICATES),
        seed: run.seed,
        scale: run.scale,
        steps_per_hour: run.steps_per_hour,
        backend: if run.backend == BackendKind::Scan { "scan" } else { "event" }.into(),
        hash: plan::hash(&scenario),
        shard: run.shard,
        posterior: posterior.as_deref().map(rundir::posterior_hash),
    };
    let out = run.out.clone().unwrap_or_else(|| default_out(&scenario, &plan));
    let dir = RunDir::create(&out, run.force).map_err(alone)?;
    let maker = Maker {
        version: this::VERSION.into(),
        revision: this::revision().map(String::from),
        command: std::env::args()
            .enumerate()
            .map(|(i, word)| if i == 0 { "groundswell".into() } else { word })
            .collect(),
        started: this::now(),
    };
    finish::begin(&dir, &plan, &maker).map_err(alone)?;
    if let Some(text) = &posterior {
        write_atomic(&dir.file(rundir::POSTERIOR), text).map_err(alone)?;
    }
    if let Some(from) = run.posterior.as_deref().filter(|path| path.is_dir()) {
        put_beside(&dir, from).map_err(alone)?;
    }
    dir.write_inputs(&scenario, &plan).map_err(alone)?;
    if run.means.verbose {
        note(format!("writing to {}", out.display()));
    }
    carry_out(&dir, &plan, &scenario, &maker, &run.means, "begun")
}

/// The text of the posterior that replicates take their parameters from; `scenario` means
/// the one that the scenario carries. Checked as it is read.
fn posterior(path: &Path, scenario: &Scenario) -> Result<String, Complaints> {
    let posterior = if path.as_os_str() == "scenario" {
        let text = scenario.file("posterior.csv").map_err(|_| {
            let complaint = Complaint::inconsistent(format!("`{}` carries no posterior", scenario.name));
            alone(complaint.advise("make one with `groundswell calibrate`, and give its directory"))
        })?;
        Posterior::read_text(&scenario.shown("posterior.csv"), &text)?
    } else {
        Posterior::read(path)?
    };
    for setting in &scenario.settings {
        let set = setting.split('=').next().unwrap_or_default().trim();
        if posterior.paths.iter().any(|path| path == set) {
            let complaint = Complaint::inconsistent(format!("`{set}` is set, and drawn from the posterior"));
            return Err(alone(complaint.advise("leave out one of the two")));
        }
    }
    Ok(posterior.csv("where the replicates of this run took their parameters from"))
}

/// `runs/<time>_<scenario>_<four digits of the hash>`, with a number where that is taken.
pub(super) fn default_out(scenario: &Scenario, plan: &Plan) -> PathBuf {
    let name = format!("{}_{}_{}", this::stamp(), scenario.name, &plan.hash[..4]);
    let runs = PathBuf::from("runs");
    let numbered = (2..).map(|i| runs.join(format!("{name}-{i}")));
    std::iter::once(runs.join(&name)).chain(numbered).find(|path| !path.exists()).unwrap_or(runs)
}
