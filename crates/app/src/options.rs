//! Options that several commands share.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How progress is shown.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProgressKind {
    /// A bar on a terminal, lines otherwise
    Auto,
    /// Lines
    Plain,
    /// One JSON object a line
    Json,
    /// Nothing
    None,
}

/// Which orders hold.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// The authorities' orders at their recorded dates
    History,
    /// Orders triggered by what happens in the model
    Endogenous,
}

/// Who moves people.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BackendKind {
    /// Cost in proportion to events
    Event,
    /// Every person, every step: the slow reference
    Scan,
}

/// How it is carried out; nothing here changes a number.
#[derive(Args)]
pub struct Means {
    /// Threads; results do not depend on them [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=4096))]
    pub threads: Option<u32>,
    /// How progress is shown, on stderr
    #[arg(long, value_enum, default_value = "auto", value_name = "HOW")]
    pub progress: ProgressKind,
    /// Seconds of computing between two checkpoints of a replicate
    #[arg(long, default_value_t = 10.0, value_name = "SECONDS")]
    pub checkpoint: f64,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
    /// No progress and no summary; errors only
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// More: every recorded quantity, where the time went
    #[arg(short, long)]
    pub verbose: bool,
}

/// Where replicates take their parameters from.
#[derive(Args)]
pub struct Draws {
    /// Each replicate takes its parameters from a posterior (in a comparison the same ones in
    /// every branch): the directory of a calibration, its posterior.csv, or `scenario` (or
    /// nothing) for the one that the scenario carries, `scenario:NAME` for another
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = "scenario")]
    pub posterior: Option<PathBuf>,
}
