//! Options that several commands share.

use crate::this;
use clap::{Args, ValueEnum};
use groundswell_scenario::delimited::numbers::written;
use std::path::PathBuf;

/// How progress is shown.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProgressKind {
    /// A bar on a terminal, lines otherwise
    Auto,
    /// Lines
    Plain,
    /// One JSON object a line
    Json,
    /// Nothing
    None,
}

/// How work is carried out; nothing here changes a number.
#[derive(Args)]
pub(crate) struct ExecutionOptions {
    /// Threads; results do not depend on them [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=4096))]
    pub threads: Option<u32>,
    /// How progress is shown, on stderr
    #[arg(long, value_enum, default_value = "auto", value_name = "HOW")]
    pub progress: ProgressKind,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
    /// No progress and no summary; errors only
    #[arg(short, long)]
    pub quiet: bool,
}

impl ExecutionOptions {
    /// How progress is shown, everything considered.
    pub(crate) fn shown(&self) -> ProgressKind {
        if self.quiet { ProgressKind::None } else { self.progress }
    }

    /// Whether lines about what is being done are for a person.
    pub(crate) fn talks(&self) -> bool {
        !matches!(self.shown(), ProgressKind::None | ProgressKind::Json)
    }

    /// Threads that it may use.
    pub(crate) fn threads(&self) -> usize {
        self.threads.map_or_else(this::cores, |n| n as usize)
    }
}

/// How a run is carried out, of one branch or more.
#[derive(Args)]
pub(crate) struct RunExecutionOptions {
    /// As any work.
    #[command(flatten)]
    pub plain: ExecutionOptions,
    /// Seconds of computing between two checkpoints of a replicate
    #[arg(long, default_value_t = 10.0, value_name = "SECONDS", value_parser = seconds, allow_negative_numbers = true)]
    pub checkpoint: f64,
    /// Show the differences of a comparison even where its base is farther from the record than always the last size
    #[arg(long)]
    pub despite_misfit: bool,
    /// More: every recorded quantity, where the time went
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds = written(text).filter(|seconds| *seconds >= 0.0);
    seconds.ok_or_else(|| "a number of seconds, 0 or more".into())
}

/// Which orders hold.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormChoice {
    /// The authorities' orders at their recorded dates
    History,
    /// Orders triggered by what happens in the model
    Endogenous,
}

impl FormChoice {
    /// As a setting.
    pub(crate) fn setting(self) -> String {
        format!("form={}", if self == FormChoice::History { "history" } else { "endogenous" })
    }
}

/// Who moves people.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BackendKind {
    /// Cost in proportion to events
    Event,
    /// Every person, every step: the slow reference
    Scan,
}

impl BackendKind {
    /// As a plan has it.
    pub(crate) fn name(self) -> String {
        if self == BackendKind::Scan { "scan" } else { "event" }.into()
    }
}

/// Where replicates take their parameters from.
#[derive(Args)]
pub(crate) struct Draws {
    /// Each replicate takes its parameters from a posterior (in a comparison the same ones in
    /// every branch): the directory of a calibration, its posterior.csv, or `scenario` (or
    /// nothing) for the one that the scenario carries, `scenario:NAME` for another
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = "scenario")]
    pub posterior: Option<PathBuf>,
}
