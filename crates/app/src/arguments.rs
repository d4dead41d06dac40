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
    after_help = "Examples:\n  groundswell run kazakhstan-2022               the main job: 32 replicates of a whole country\n  groundswell run kazakhstan-2022 --scale 100   a quick look, one agent per 100 adults\n  groundswell run two-towns                     the tutorial: two invented towns\n  groundswell run granovetter                   a classic model beside its published numbers\n  groundswell compare kazakhstan-2022 --question no-shutdown   what if, replicate by replicate\n  groundswell studio --open                     all of it in the browser\n  groundswell verify --only G,K                 published results, reproduced\n  groundswell mechanism strike                  what a mechanism does, and its parameters\n  groundswell doctor                            what this machine has and lacks\n\nExit codes: 0 done, 1 the thing asked is not so, 2 wrong usage, 65 bad scenario or data,\n66 missing input, 73 output exists, 75 partial and resumable, 130 interrupted (what was\nfinished is kept)."
)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// Verbs.
#[derive(Subcommand)]
pub(crate) enum Verb {
    /// Run an ensemble: tables, a report and a summary beside the record
    Run(Box<commands::run::Run>),
    /// Compare counterfactual branches from the same state with the same random numbers
    Compare(Box<commands::compare::Compare>),
    /// The claims of a text beside the record and beside runs: what is supported, what cannot be known
    Hypotheses(Box<commands::hypotheses::Hypotheses>),
    /// Go on with a run that was stopped or killed
    Resume(commands::resume::Resume),
    /// Run the points of a design: a grid, a Latin hypercube, Sobol' points or any table
    Sweep(Box<commands::sweep::SweepArguments>),
    /// Join the parts of a run or of a sweep
    Merge(commands::merge::Merge),
    /// Whether every file of a directory is as it was written
    Check(commands::check::Check),
    /// Which parameters matter: Morris and Sobol' indices with intervals
    Sensitivity(Box<commands::sensitivity::Sensitivity>),
    /// Find out what the record says of the parameters, and what it does not
    Calibrate(Box<commands::calibrate::Calibrate>),
    /// Make the report of a run directory again
    Report(commands::report::Report),
    /// List, show, check or begin scenarios
    Scenario {
        /// What to do with scenarios.
        #[command(subcommand)]
        verb: commands::scenario::ScenarioVerb,
    },
    /// Countries that `scenario new --country` knows, and how good what is known of them is
    Countries(commands::countries::Countries),
    /// What will be reported, from what had been published, scored against simple rules
    Forecast(Box<commands::forecast::Forecast>),
    /// Event files of other datasets to one table
    Import(Box<commands::import::Import>),
    /// Imported events to the facts and targets of a scenario
    Record(commands::record::Record),
    /// How a recorded event ended, by the rules that also judge runs
    Classify(commands::classify::Classify),
    /// Published results beside ours: claim, source, reference, tolerance, verdict
    Verify(commands::verify::Verify),
    /// How near this machine's limits the graph kernel comes
    Bench(commands::bench::Bench),
    /// Open the Studio: a live map and everything that can be set, in the browser
    Studio(commands::studio::Studio),
    /// What each mechanism does: equations, parameters, ranges, sources
    Mechanism(commands::mechanism::Mechanism),
    /// What this machine has, what is missing and how to get it
    Doctor(commands::doctor::Doctor),
    /// Completion for a shell
    #[command(
        after_help = "Examples:\n  groundswell completions bash > ~/.local/share/bash-completion/completions/groundswell\n  groundswell completions zsh > ~/.zfunc/_groundswell\n  groundswell completions fish > ~/.config/fish/completions/groundswell.fish"
    )]
    Completions {
        /// Which shell
        shell: Shell,
    },
}
