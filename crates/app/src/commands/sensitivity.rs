//! `sensitivity`: which parameters matter.

use super::sweep;
use crate::exit::{CommandResult, alone};
use crate::options::ExecutionOptions;
use crate::terminal::{exact, heading, number, say, table};
use crate::this;
use clap::{Args, ValueEnum};
use groundswell_complaint::{Complaint, Complaints};
use groundswell_scenario::scenario::Scenario;
use groundswell_study::claim::Out;
use groundswell_study::design;
use groundswell_study::family::Family;
use groundswell_study::sensitivity::store::{Method, Sensitive, SensitivityMeasure, quantities};
use groundswell_study::sweep::store::SweepWork;
use groundswell_tables::stamp::ManifestStatus;
use serde_json::json;
use std::path::PathBuf;

/// Which method.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MethodKind {
    /// Elementary effects: cheap, for many parameters
    Morris,
    /// Shares of variance: dear, for few
    Sobol,
}

/// `sensitivity`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell sensitivity kazakhstan-2022 --method morris --scale 100               every parameter with a range\n  groundswell sensitivity kazakhstan-2022 --method sobol --base 256 --scale 100    those of the scenario's priors.csv\n  groundswell sensitivity two-towns --parameters people.threshold,people.leave --statistic t2\n  groundswell sensitivity two-towns --method sobol --range people.leave=0.05:0.3:log\n\nRuns: morris (parameters + 1) × trajectories; sobol (parameters + 2) × base; each × replicates.\nSizes are looked at as log(1 + x). All quantities are in data/sensitivity.parquet."
)]
pub(crate) struct SensitivityArguments {
    /// A built-in scenario, or the path of a .toml or of its folder
    pub scenario: String,
    /// Which method
    #[arg(long, value_enum, default_value = "morris")]
    pub method: MethodKind,
    /// Morris: trajectories
    #[arg(long, default_value_t = 10, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=100_000))]
    pub trajectories: u32,
    /// Morris: levels of the grid
    #[arg(long, default_value_t = 4, value_name = "N", value_parser = levels)]
    pub levels: u32,
    /// Sobol: base rows; a power of two fills the space best
    #[arg(long, default_value_t = 256, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=65_536))]
    pub base: u32,
    /// Only these, with the range of priors.csv or of their mechanism [default: with morris every
    /// parameter with a range, with sobol those of priors.csv]
    #[arg(long, value_name = "PATHS", value_delimiter = ',')]
    pub parameters: Vec<String>,
    /// A range: PATH=LOW:HIGH, or PATH=LOW:HIGH:log; may be given more than once
    #[arg(long, value_name = "RANGE")]
    pub range: Vec<String>,
    /// Which quantity is shown: peak, detained, killed, units_reached, or a recorded one such as s4
    #[arg(long, default_value = "peak", value_name = "NAME")]
    pub statistic: String,
    /// Replicates a point, of which the mean is taken
    #[arg(short = 'n', long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub replicates: u32,
    /// What is run at each point.
    #[command(flatten)]
    pub point: sweep::PointArguments,
    /// Directory of the analysis
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace what is in the directory
    #[arg(long)]
    pub force: bool,
    /// How it is carried out.
    #[command(flatten)]
    pub execution: ExecutionOptions,
}

fn levels(text: &str) -> Result<u32, String> {
    let levels = text.parse::<u32>().ok().filter(|n| (2..=1000).contains(n) && n.is_multiple_of(2));
    levels.ok_or_else(|| "an even number from 2 to 1000".to_string())
}

/// Analyses.
pub(crate) fn sensitivity(asked: &SensitivityArguments) -> CommandResult {
    let scenario = Scenario::load(&asked.scenario, &asked.point.settings())?;
    let method = match asked.method {
        MethodKind::Morris => Method::Morris(asked.trajectories, asked.levels),
        MethodKind::Sobol => Method::Sobol(asked.base),
    };
    let ranges = method.ranges(&scenario, &asked.parameters, &asked.range)?;
    let points = method.design(ranges.len(), asked.point.seed);
    let design = design::at(&ranges, points.into_iter());
    let plan = asked.point.plan(method.name(), &asked.scenario, &scenario, &design, asked.replicates);
    // Whatever is wrong is said before a directory is made.
    known(&Family::new(&scenario, &design.paths, &plan.making(), plan.seed)?, &asked.statistic)?;
    let out = Out::of(asked.out.as_deref(), asked.force);
    let work = SweepWork::begin(plan, scenario, design, out, "sensitivity", this::maker())?;
    carry_out(&work, &asked.statistic, &asked.execution)
}

fn known(family: &Family, statistic: &str) -> Result<(), Complaints> {
    let all = quantities(family);
    if all.iter().any(|name| name == statistic) {
        return Ok(());
    }
    Err(alone(Complaint::unknown("quantity", statistic, all.iter().map(String::as_str))))
}

/// Computes what is missing of an analysis, closes its directory and shows it.
pub(crate) fn carry_out(work: &SweepWork, statistic: &str, how: &ExecutionOptions) -> CommandResult {
    if Method::read(&work.plan.kind).is_none() {
        let what = format!("`{}` is no method that this version knows", work.plan.kind);
        return Err(alone(Complaint::inconsistent(what)));
    }
    let (closed, _) = sweep::compute(work, how)?;
    let (came, found) = (&closed.came, &closed.found);
    if closed.status == ManifestStatus::Interrupted {
        return Ok(sweep::ended(work, &closed));
    }
    let (path, paths) = (work.dir().path().display().to_string(), &work.design.paths);
    if how.json {
        let value = json!({ "sensitivity": path, "method": work.plan.kind, "parameters": paths, "quantities": found, "done": came.done, "failed": came.failures.len() });
        say(serde_json::to_string_pretty(&value).expect("plain data becomes JSON"));
    } else if !how.quiet {
        if let Some(sensitive) = found.iter().find(|sensitive| sensitive.statistic == statistic) {
            show(&work.scenario, paths, sensitive, found);
        }
        say(format!("{} runs done, {} failed", exact(came.done as f64), came.failures.len()));
        say(format!("sensitivity  {path}"));
    }
    Ok(sweep::ended(work, &closed))
}

/// Rows of parameters on a terminal.
const SHOWN: usize = 25;

fn show(scenario: &Scenario, paths: &[String], sensitive: &Sensitive, found: &[Sensitive]) {
    let what =
        if sensitive.logarithm { format!("log(1 + {})", sensitive.statistic) } else { sensitive.statistic.clone() };
    say(heading(&format!("{}: what moves {what}", scenario.title)));
    if sensitive.constant {
        say(
            "it is the same at every point that has a value: nothing moves it, and shares of its variance do not exist",
        );
    }
    let mut order: Vec<usize> = (0..paths.len()).collect();
    let rank = |k: &usize| Some(sensitive.measures[*k].rank()).filter(|x| x.is_finite()).unwrap_or(-1.0);
    order.sort_by(|a, b| rank(b).total_cmp(&rank(a)));
    let most = order.first().map_or(1.0, rank).max(1e-12);
    let morris = matches!(sensitive.measures.first(), Some(SensitivityMeasure::Morris(_)));
    let rows = order.iter().take(SHOWN).map(|&k| {
        let bar = "█".repeat((24.0 * (rank(&k) / most).clamp(0.0, 1.0)).round() as usize);
        let with = |x: f64, (low, high): (f64, f64)| format!("{} [{} – {}]", number(x), number(low), number(high));
        let (a, b, lost) = match &sensitive.measures[k] {
            SensitivityMeasure::Morris(e) => (with(e.mu_star, e.interval), number(e.sigma), e.lost),
            SensitivityMeasure::Sobol(i) => (with(i.total, i.total_interval), with(i.first, i.first_interval), i.lost),
        };
        vec![paths[k].clone(), a, b, lost.to_string(), bar]
    });
    let headings = if morris {
        ["parameter", "μ*, 90 %", "σ", "lost", ""]
    } else {
        ["parameter", "total share, 90 %", "first share, 90 %", "lost", ""]
    };
    say(table(&headings, &[1, 2, 3], rows));
    if order.len() > SHOWN {
        say(format!("{} more parameters in the table", order.len() - SHOWN));
    }
    say(match morris {
        true => {
            "μ*: mean size of the effect of a step through the range; σ: its spread (interaction, or a curve); intervals by bootstrap"
        }
        false => {
            "total: share of the variance left when all others are known; first: explained alone; intervals by bootstrap"
        }
    });
    let names: Vec<&str> = found.iter().map(|s| s.statistic.as_str()).collect();
    say(format!(
        "{} points without a value; other quantities with --statistic: {}",
        sensitive.without,
        names.join(" ")
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_reads_back_from_its_name() {
        for method in [Method::Morris(10, 4), Method::Sobol(64)] {
            assert_eq!(Method::read(&method.name()), Some(method));
        }
        assert_eq!(Method::read("sweep"), None);
    }
}
