//! What can be typed.

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

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
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// Verbs.
#[derive(Subcommand)]
pub enum Verb {
    /// Run an ensemble: tables, a report and a summary beside the record
    Run(Box<Run>),
    /// Compare counterfactual branches from the same state with the same random numbers
    Compare(Box<crate::commands::compare::Compare>),
    /// The claims of a text beside the record and beside runs: what is supported, what cannot be known
    Hypotheses(Box<crate::commands::hypotheses::Hypotheses>),
    /// Go on with a run that was stopped or killed
    Resume(Resume),
    /// Run the points of a design: a grid, a Latin hypercube, Sobol' points or any table
    Sweep(Box<crate::commands::sweep::SweepArguments>),
    /// Join the parts of a run or of a sweep
    Merge(crate::commands::merge::Merge),
    /// Which parameters matter: Morris and Sobol' indices with intervals
    Sensitivity(Box<crate::commands::sensitivity::Sensitivity>),
    /// Find out what the record says of the parameters, and what it does not
    Calibrate(Box<crate::commands::calibrate::Calibrate>),
    /// Make the report of a run directory anew
    Report(Report),
    /// List, show, check or begin scenarios
    Scenario {
        /// What to do with scenarios.
        #[command(subcommand)]
        verb: ScenarioVerb,
    },
    /// What will be reported, from what had been published, scored against simple rules
    Forecast(Box<crate::commands::forecast::Forecast>),
    /// Event files of other datasets to one table
    Import(crate::commands::import::Import),
    /// Published results beside ours: claim, source, reference, tolerance, verdict
    Verify(Verify),
    /// How near this machine's limits the graph kernel comes
    Bench(Bench),
    /// Open the Studio: a live map and everything that can be set, in the browser
    Studio(crate::commands::studio::Studio),
    /// What each mechanism does: equations, parameters, ranges, sources
    Mechanism(Mechanism),
    /// What this machine has, what is missing and how to get it
    Doctor(Json),
    /// Completion for a shell
    #[command(
        after_help = "Examples:\n  groundswell completions bash > ~/.local/share/bash-completion/completions/groundswell\n  groundswell completions zsh > ~/.zfunc/_groundswell\n  groundswell completions fish > ~/.config/fish/completions/groundswell.fish"
    )]
    Completions {
        /// Which shell
        shell: Shell,
    },
}

/// `--json`.
#[derive(Args)]
#[command(after_help = "Example:\n  groundswell doctor")]
pub struct Json {
    /// Print JSON instead of tables
    #[arg(long)]
    pub json: bool,
}

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

/// Where replicates take their parameters from.
#[derive(Args)]
pub struct Draws {
    /// Each replicate takes its parameters from a posterior (in a comparison the same ones in
    /// every branch): the directory of a calibration, its posterior.csv, or `scenario` (or
    /// nothing) for the one that the scenario carries, `scenario:NAME` for another
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = "scenario")]
    pub posterior: Option<PathBuf>,
}

/// `resume`.
#[derive(Args)]
#[command(
    after_help = "Example:\n  groundswell resume runs/2026-01-31T1200_kazakhstan-2022_9f3c\n\nReplicates that are complete are kept, those under way go on from their last checkpoint,\nand those that failed are tried again. The result equals that of the unbroken run, bit for bit."
)]
pub struct Resume {
    /// Directory of the run
    #[arg(value_name = "DIR")]
    pub run: PathBuf,
    /// How it is carried out.
    #[command(flatten)]
    pub means: Means,
}

/// `report`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell report runs/2026-01-31T1200_kazakhstan-2022_9f3c\n  groundswell report runs/2026-01-31T1200_kazakhstan-2022_9f3c --with calibration --with sensitivity --with forecast"
)]
pub struct Report {
    /// Directory of the run
    #[arg(value_name = "RUN")]
    pub run: PathBuf,
    /// Show what this calibration or sensitivity analysis found, too; may be given more than once
    #[arg(long, value_name = "DIR")]
    pub with: Vec<PathBuf>,
    /// Print the report's data as JSON instead of writing report.html
    #[arg(long)]
    pub json: bool,
}

/// `scenario …`.
#[derive(Subcommand)]
pub enum ScenarioVerb {
    /// The built-in scenarios
    #[command(after_help = "Example:\n  groundswell scenario list")]
    List {
        /// Print JSON instead of a table
        #[arg(long)]
        json: bool,
    },
    /// What a scenario holds; with --file, one of its files as it is
    #[command(
        after_help = "Examples:\n  groundswell scenario show kazakhstan-2022\n  groundswell scenario show kazakhstan-2022 --file SOURCES.md\n  groundswell scenario show two-towns --resolved"
    )]
    Show {
        /// A built-in scenario or a path
        scenario: String,
        /// Print this file of the scenario, for instance scenario.toml or facts.csv
        #[arg(long, value_name = "NAME")]
        file: Option<String>,
        /// Print the scenario with every default filled in
        #[arg(long, conflicts_with = "file")]
        resolved: bool,
        /// Print JSON instead of tables
        #[arg(long)]
        json: bool,
    },
    /// Whether a scenario is right; if not, where and why
    #[command(
        after_help = "Examples:\n  groundswell scenario check my-country/scenario.toml\n  groundswell scenario check two-towns --set people.threshold=0.6"
    )]
    Check {
        /// A path or a built-in scenario
        scenario: String,
        /// Set a parameter by its path
        #[arg(long, value_name = "A.B=V")]
        set: Vec<String>,
        /// Print what is wrong as JSON
        #[arg(long)]
        json: bool,
    },
    /// Begin a scenario of your own: a folder with a commented template and tables
    #[command(
        after_help = "Examples:\n  groundswell scenario new my-country && groundswell scenario check my-country\n  groundswell scenario new \"studies/Sri Lanka, 2022\""
    )]
    New {
        /// The folder to make; its last part is the title, in any words
        #[arg(value_name = "NAME")]
        folder: PathBuf,
    },
    /// The JSON Schema of scenario files, for editors
    #[command(after_help = "Example:\n  groundswell scenario schema > groundswell.schema.json")]
    Schema,
}

/// `verify`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell verify\n  groundswell verify --only G1,W1\n  groundswell verify --only E --threads 2 --json\n  groundswell verify --page > verification.md\n\nThe whole table takes minutes. Exit code 1 if a row does not hold."
)]
pub struct Verify {
    /// Only these rows, or families of rows: G1, or G for all that begin with it
    #[arg(long, value_name = "ROWS", value_delimiter = ',')]
    pub only: Option<Vec<String>>,
    /// Print JSON instead of a table
    #[arg(long)]
    pub json: bool,
    /// Print a page of the manual, in Markdown
    #[arg(long, conflicts_with = "json")]
    pub page: bool,
    /// Threads; results do not depend on them [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=4096))]
    pub threads: Option<u32>,
    /// No progress
    #[arg(short, long)]
    pub quiet: bool,
}

/// `bench`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell bench --roofline\n  groundswell bench --roofline --people 1000000 --threads 1"
)]
pub struct Bench {
    /// Streaming and random access of this machine, and steps of the graph kernel beside them
    #[arg(long, required = true)]
    pub roofline: bool,
    /// People of the graph; ten million take about 0.7 GB
    #[arg(long, default_value_t = 10_000_000, value_name = "N", value_parser = clap::value_parser!(u32).range(1_000..=100_000_000))]
    pub people: u32,
    /// Mean degree of the graph
    #[arg(long, default_value_t = 10.0, value_name = "Z")]
    pub mean_degree: f64,
    /// Threads [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=4096))]
    pub threads: Option<u32>,
    /// Print JSON instead of tables
    #[arg(long)]
    pub json: bool,
}

/// `mechanism`.
#[derive(Args)]
#[command(after_help = "Examples:\n  groundswell mechanism list\n  groundswell mechanism strike")]
pub struct Mechanism {
    /// `list`, or the name of a mechanism
    #[arg(default_value = "list")]
    pub name: String,
    /// Print JSON instead of text
    #[arg(long)]
    pub json: bool,
}
