//! `run`: an ensemble, its directory, its summary.

use super::carry_out::carry_out;
use super::classic;
use super::resume::resume_in;
use crate::exit::CommandResult;
use crate::options::{BackendKind, Draws, FormChoice, RunExecutionOptions};
use crate::this;
use clap::Args;
use groundswell_classics::models;
use groundswell_study::claim::Out;
use groundswell_study::plan::WorkPart;
use groundswell_study::work::Work;
use groundswell_study::work::order::{Draft, Size};
use std::path::PathBuf;

/// Replicates of a scenario if nothing is said.
const REPLICATES: u32 = 32;

/// `run`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell run kazakhstan-2022\n  groundswell run kazakhstan-2022 --scale 100 --replicates 100\n  groundswell run kazakhstan-2022 --set shutdown.enabled=false --set people.threshold=0.62\n  groundswell run kazakhstan-2022 --form endogenous --hours 240 -o runs/endogenous\n  groundswell run my-country/scenario.toml --seed 7\n  groundswell run epstein --set legitimacy=0.7\n\nWithout --out the run is written to runs/<time>_<scenario>_<hash>. Stop it with Ctrl-C,\ngo on with `groundswell resume`."
)]
pub(crate) struct RunArguments {
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
    pub form: Option<FormChoice>,
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
    #[arg(long, value_name = "I/N", value_parser = super::sweep::shard)]
    pub shard: Option<WorkPart>,
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
    pub execution: RunExecutionOptions,
}

/// Runs a scenario or a classic.
pub(crate) fn run(run: &RunArguments) -> CommandResult {
    if let Some(dir) = &run.resume {
        return resume_in(dir, false, &run.execution);
    }
    let name = run.scenario.clone().unwrap_or_default();
    if let Some(classic) = models::find(&name) {
        return classic::run(classic, run);
    }
    classic::was_meant(&name)?;
    let form = run.form.map(FormChoice::setting);
    let hours = run.hours.map(|hours| format!("hours={hours}"));
    let settings = run.set.iter().cloned().chain(form).chain(hours).collect();
    let size = Size {
        replicates: run.replicates.unwrap_or(REPLICATES),
        seed: run.seed,
        scale: run.scale,
        steps_per_hour: run.steps_per_hour,
        backend: run.backend.name(),
        shard: run.shard,
    };
    let order = Draft::load(&name, settings, run.draws.posterior.as_deref())?.order(size, None)?;
    let work = Work::begin(order, Out::of(run.out.as_deref(), run.force), this::maker())?;
    carry_out(&work, &run.execution)
}
