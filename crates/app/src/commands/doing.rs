//! What sweeps, sensitivity analyses and calibrations share: how they are carried out.

use crate::options::{Means, ProgressKind};
use crate::{Done, this};
use clap::Args;
use groundswell_scenario::scenario::Scenario;
use groundswell_study::finish::Maker;
use std::path::PathBuf;

/// How it is carried out; nothing here changes a number.
#[derive(Args)]
pub struct Doing {
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

impl Doing {
    /// How progress is shown, all told.
    pub fn shown(&self) -> ProgressKind {
        if self.quiet { ProgressKind::None } else { self.progress }
    }
}

/// Goes on with a directory that is not that of a run; `None` if it is one, or nothing known.
pub fn resume_other(path: &std::path::Path, means: &Means) -> Option<Done> {
    use groundswell_study::{calibrate, sweep};
    let doing = Doing { threads: means.threads, progress: means.progress, json: means.json, quiet: means.quiet };
    if path.join(sweep::store::PLAN).exists() {
        return Some(super::sweep::resume_in(path, &doing));
    }
    path.join(calibrate::store::PLAN).exists().then(|| super::calibrate::resume_in(path, &doing))
}

/// Who makes it, and when.
pub fn maker() -> Maker {
    Maker {
        version: this::VERSION.into(),
        revision: this::revision().map(String::from),
        command: std::env::args()
            .enumerate()
            .map(|(i, word)| if i == 0 { "groundswell".into() } else { word })
            .collect(),
        started: this::now(),
    }
}

/// `runs/<time>_<kind>_<scenario>_<four digits of the hash>`, with a number where that is taken.
pub fn default_out(kind: &str, scenario: &Scenario, hash: &str) -> PathBuf {
    let name = format!("{}_{kind}_{}_{}", this::stamp(), scenario.name, &hash[..4]);
    let runs = PathBuf::from("runs");
    let numbered = (2..).map(|i| runs.join(format!("{name}-{i}")));
    std::iter::once(runs.join(&name)).chain(numbered).find(|path| !path.exists()).unwrap_or(runs)
}

/// Does work in which a panic is counted and listed; its trace would break the bar.
pub fn without_traces<T>(work: impl FnOnce() -> T) -> T {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() == Some("main") {
            usual(panic);
        }
    }));
    let done = work();
    let _ = std::panic::take_hook();
    done
}
