//! `run`: an ensemble, its directory, its summary.

use super::resume::{carry_out, resume_in};
use super::{alone, classic};
use crate::arguments::{BackendKind, Form, Run};
use crate::terminal::note;
use crate::{Done, this};
use groundswell_classics::models;
use groundswell_scenario::scenario::Scenario;
use groundswell_study::calibrate::named::{drawn, keep};
use groundswell_study::finish::{self, Maker};
use groundswell_study::plan::{self, Plan};
use groundswell_study::rundir::{self, RunDir};
use std::path::PathBuf;

/// Replicates of a scenario if nothing is said.
const REPLICATES: u32 = 32;

/// Runs a scenario or a classic.
pub fn run(run: &Run) -> Done {
    if let Some(dir) = &run.resume {
        return resume_in(dir, &run.means);
    }
    let name = run.scenario.clone().unwrap_or_default();
    if let Some(classic) = models::find(&name) {
        return classic::run(classic, run);
    }
    classic::was_meant(&name)?;
    let mut settings = run.set.clone();
    settings
        .extend(run.form.map(|form| format!("form={}", if form == Form::History { "history" } else { "endogenous" })));
    settings.extend(run.hours.map(|hours| format!("hours={hours}")));
    let (scenario, settings, posterior) = drawn(run.draws.posterior.as_deref(), &name, settings)?;
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
    scenario.agents(&plan.making()).map_err(alone)?;
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
    keep(&dir, run.draws.posterior.as_deref(), posterior.as_deref()).map_err(alone)?;
    dir.write_inputs(&scenario, &plan).map_err(alone)?;
    if run.means.verbose {
        note(format!("writing to {}", out.display()));
    }
    carry_out(&dir, &plan, &scenario, &maker, &run.means, "begun")
}

/// `runs/<time>_<scenario>_<four digits of the hash>`, with a number where that is taken.
pub(super) fn default_out(scenario: &Scenario, plan: &Plan) -> PathBuf {
    let name = format!("{}_{}_{}", this::stamp(), scenario.name, &plan.hash[..4]);
    let runs = PathBuf::from("runs");
    let numbered = (2..).map(|i| runs.join(format!("{name}-{i}")));
    std::iter::once(runs.join(&name)).chain(numbered).find(|path| !path.exists()).unwrap_or(runs)
}
