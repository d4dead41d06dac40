//! `run`: an ensemble, its directory, its summary.

use super::resume::{carry_out, resume_in};
use super::{alone, classic};
use crate::options::{BackendKind, Draws, Form, Means};
use crate::terminal::note;
use crate::{Done, this};
use clap::Args;
use groundswell_classics::models;
use groundswell_scenario::scenario::Scenario;
use groundswell_study::calibrate::named::{another_scale, drawn, keep};
use groundswell_study::finish::{self, Maker};
use groundswell_study::plan::{self, Plan};
use groundswell_study::rundir::{self, RunDir};
use std::path::PathBuf;

/// `run`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell run kazakhstan-2022\n  groundswell run kazakhstan-2022 --scale 100 --replicates 100\n  groundswell run kazakhstan-2022 --set shutdown.enabled=false --set people.threshold=0.62\n  groundswell run kazakhstan-2022 --form endogenous --hours 240 -o runs/endogenous\n  groundswell run my-country/scenario.toml --seed 7\n  groundswell run epstein --set legitimacy=0.7\n\nWithout --out the run is written to runs/<time>_<scenario>_<hash>. Stop it with Ctrl-C,\ngo on with `groundswell resume`."
)]
pub struct Run {
    /// A built-in scenario or classic, or the path of a .toml or of its folder
    #[arg(required_unless_present = "resume")]
    pub scenario: Option<String>,
    /// Replicates: runs that differ only in their random numbers
    /// [default: 32; for a classic, as many as make a picture]
    #[arg(short = 'n', long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub replicates: Option<u32>,
    /// Seed: the same seed gives the same files, bit for bit
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Adults that one agent stands for
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub scale: u32,
    /// Set a parameter by its path; may be given more than once
    #[arg(long, value_name = "A.B=V")]
    pub set: Vec<String>,
    /// Which orders of the authorities hold [default: as the scenario says]
    #[arg(long, value_enum)]
    pub form: Option<Form>,
    /// Hours to simulate [default: as the scenario says]
    #[arg(long, value_name = "N")]
    pub hours: Option<u32>,
    /// Steps per hour: 2 checks that an hour is short enough
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=60))]
    pub steps_per_hour: u32,
    /// Who moves people
    #[arg(long, value_enum, default_value = "event")]
    pub backend: BackendKind,
    /// Where replicates take their parameters from.
    #[command(flatten)]
    pub draws: Draws,
    /// Compute only part I of N of the replicates; `groundswell merge` joins the parts
    #[arg(long, value_name = "I/N", value_parser = crate::commands::sweep::shard)]
    pub shard: Option<groundswell_study::sweep::Shard>,
    /// Directory of the run
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the run that is in the directory
    #[arg(long)]
    pub force: bool,
    /// Go on with the run in this directory instead of beginning one
    #[arg(long, value_name = "DIR", conflicts_with_all = ["set", "form", "hours", "out", "force", "posterior", "shard"])]
    pub resume: Option<PathBuf>,
    /// How it is carried out.
    #[command(flatten)]
    pub means: Means,
}

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
    posterior.as_deref().and_then(|text| another_scale(text, run.scale)).iter().for_each(note);
    scenario.too_coarse(&plan.making()).iter().for_each(note);
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
