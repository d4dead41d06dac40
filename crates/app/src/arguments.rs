//! What can be typed: the verbs. The options of each stand with its command, what several share in `options`.

use crate::commands;
use clap::{Parser, Subcommand};
use clap_complete::Shell;

/// The command line.
#[derive(Parser)]
#[command(
    name = "groundswell",
    version = crate::this::long_version(),
    about = "A simulator of collective action: one agent per adult of a country, hour by hour",
    propagate_version = true,
    arg_required_else_help = true,
    after_help = "Examples:\n  groundswell run kazakhstan-2022               the main job: 32 replicates of a whole country\n  groundswell run kazakhstan-2022 --scale 100   a quick look, one agent per 100 adults\n  groundswell run two-towns                     the tutorial: two invented towns\n  groundswell run granovetter                   a classic model beside its published numbers\n  groundswell compare kazakhstan-2022 --question no-shutdown   what if, replicate by replicate\n  groundswell studio --open                     all of it in the browser\n  groundswell verify --only G,K                 published results, reproduced\n  groundswell mechanism strike                  what a mechanism does, and its parameters\n  groundswell doctor                            what this machine has and lacks\n\nExit codes: 0 done, 1 the thing asked is not so, 2 wrong usage, 65 bad scenario or data,\n66 missing input, 71 refused by the system (no thread, for example), 73 output exists,\n75 partial and resumable, 130 interrupted (what was finished is kept)."
)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// Verbs.
#[derive(Subcommand)]
pub(crate) enum Verb {
    /// Run an ensemble: tables, a report and a summary against the record
    Run(Box<commands::run::RunArguments>),
    /// Compare counterfactual branches from the same state with the same random numbers
    Compare(Box<commands::compare::CompareArguments>),
    /// Test the claims of a text against the record and against runs: what is supported, what cannot be known
    Hypotheses(Box<commands::hypotheses::HypothesesArguments>),
    /// Go on with a run that was stopped or killed
    Resume(commands::resume::ResumeArguments),
    /// Run the points of a design: a grid, a Latin hypercube, Sobol' points or any table
    Sweep(Box<commands::sweep::SweepArguments>),
    /// Join the parts of a run or of a sweep
    Merge(commands::merge::MergeArguments),
    /// Check that every file of a directory is as it was written
    Check(commands::check::CheckArguments),
    /// Find out which parameters matter: Morris and Sobol' indices with intervals
    Sensitivity(Box<commands::sensitivity::SensitivityArguments>),
    /// Find out what the record says of the parameters, and what it does not
    Calibrate(Box<commands::calibrate::CalibrateArguments>),
    /// Make the report of a run directory again
    Report(commands::report::ReportArguments),
    /// List, show, check or begin scenarios
    Scenario {
        /// What to do with scenarios.
        #[command(subcommand)]
        verb: commands::scenario::ScenarioVerb,
    },
    /// List the countries that `scenario new --country` knows, and how good their tables are
    Countries(commands::countries::CountriesArguments),
    /// Forecast what will be reported, from what had been published, and score it against simple rules
    Forecast(Box<commands::forecast::ForecastArguments>),
    /// Estimate how large crowds are, from what had been reported
    Nowcast(commands::nowcast::NowcastArguments),
    /// Score forecasts over many events against simple rules
    Score(Box<commands::score::ScoreArguments>),
    /// Learn from events a prior of the parameters, for an event that is not among them
    Pool(commands::pool::PoolArguments),
    /// Read event files of other datasets into one table
    Import(Box<commands::import::ImportArguments>),
    /// Turn imported events into the facts and targets of a scenario
    Record(commands::record::RecordArguments),
    /// Say how a recorded event ended, by the rules that also judge runs
    Classify(commands::classify::ClassifyArguments),
    /// Compare published results with ours: claim, source, reference, tolerance, verdict
    Verify(commands::verify::VerifyArguments),
    /// Measure how near the kernel of the classics on graphs comes to this machine's limits
    Bench(commands::bench::BenchArguments),
    /// Open the Studio: a live map and everything that can be set, in the browser
    Studio(commands::studio::StudioArguments),
    /// Show what each mechanism does: equations, parameters, ranges, sources
    Mechanism(commands::mechanism::MechanismArguments),
    /// Say what this machine has, what is missing and how to get it
    Doctor(commands::doctor::DoctorArguments),
    /// Write the completion for a shell
    #[command(
        after_help = "Examples:\n  groundswell completions bash > ~/.local/share/bash-completion/completions/groundswell\n  groundswell completions zsh > ~/.zfunc/_groundswell\n  groundswell completions fish > ~/.config/fish/completions/groundswell.fish"
    )]
    Completions {
        /// Which shell
        shell: Shell,
    },
}

impl Verb {
    /// Whether it builds worlds, or computes on threads otherwise. What only reads and writes needs none.
    pub(crate) fn computes(&self) -> bool {
        match self {
            Verb::Run(_) | Verb::Compare(_) | Verb::Hypotheses(_) | Verb::Resume(_) | Verb::Sweep(_) => true,
            Verb::Merge(_) | Verb::Sensitivity(_) | Verb::Calibrate(_) | Verb::Forecast(_) => true,
            Verb::Nowcast(_) | Verb::Score(_) | Verb::Pool(_) => true,
            Verb::Verify(_) | Verb::Bench(_) | Verb::Studio(_) => true,
            Verb::Check(_) | Verb::Report(_) | Verb::Countries(_) | Verb::Import(_) | Verb::Record(_) => false,
            Verb::Scenario { .. }
            | Verb::Classify(_)
            | Verb::Mechanism(_)
            | Verb::Doctor(_)
            | Verb::Completions { .. } => false,
        }
    }
}
