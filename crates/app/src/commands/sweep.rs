//! `sweep`: the points of a design in one table.

use crate::exit::{CommandResult, USAGE, alone, code};
use crate::interrupt::listen;
use crate::options::{BackendKind, ExecutionOptions};
use crate::pool::{on_threads, without_traces};
use crate::progress::{Meter, duration};
use crate::terminal::{exact, note, number, say, table};
use crate::this;
use clap::Args;
use groundswell_complaint::Complaints;
use groundswell_engine::mechanisms::outcome::OutcomeClass;
use groundswell_scenario::scenario::Scenario;
use groundswell_study::claim::Out;
use groundswell_study::design::{self, Design};
use groundswell_study::plan::{self, WorkPart};
use groundswell_study::summary::interval;
use groundswell_study::sweep::SweepRun;
use groundswell_study::sweep::store::{ClosedSweep, SweepPlan, SweepResult, SweepWork};
use groundswell_tables::stamp::ManifestStatus;
use serde_json::json;
use std::path::PathBuf;

/// `sweep`.
#[derive(Args)]
#[command(
    group = clap::ArgGroup::new("what").required(true).multiple(true).args(["over", "design"]),
    after_help = "Examples:\n  groundswell sweep kazakhstan-2022 --over organisation.density=0:0.03:7 --over shutdown.enabled=true,false --scale 100\n  groundswell sweep two-towns --over people.threshold=0.4:0.6 --over people.leave=0.05:0.3:log --latin 200\n  groundswell sweep kazakhstan-2022 --design design.csv --replicates 4 --scale 100 --out S\n  groundswell sweep … --shard 1/8 --out S1                   one of eight parts; `groundswell merge` joins them\n\nA design is a CSV or Parquet table with a column for each parameter and a row for each\npoint. The result is data/sweep.parquet: a row for each point and replicate, with every\nparameter, every recorded quantity, peak, deaths, outcomes and status. Replicate 0 has the\nsame random numbers at every point."
)]
pub(crate) struct SweepArguments {
    /// A built-in scenario, or the path of a .toml or of its folder
    pub scenario: String,
    /// PATH=LOW:HIGH:N for a grid, PATH=A,B for words, PATH=LOW:HIGH[:log] with --latin or --sobol
    #[arg(long, value_name = "AXIS")]
    pub over: Vec<String>,
    /// Fill the ranges with a Latin hypercube of this many points
    #[arg(long, value_name = "N", conflicts_with_all = ["sobol", "design"], value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub latin: Option<u32>,
    /// Fill the ranges with this many scrambled Sobol' points
    #[arg(long, value_name = "N", conflicts_with = "design", value_parser = clap::value_parser!(u32).range(1..=65_536))]
    pub sobol: Option<u32>,
    /// A design from a CSV or Parquet file
    #[arg(long, value_name = "FILE", conflicts_with = "over")]
    pub design: Option<PathBuf>,
    /// Replicates a point
    #[arg(short = 'n', long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub replicates: u32,
    /// What is run at each point.
    #[command(flatten)]
    pub point: PointArguments,
    /// Compute only part I of N; the parts can be merged
    #[arg(long, value_name = "I/N", value_parser = shard)]
    pub shard: Option<WorkPart>,
    /// Directory of the sweep
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace what is in the directory
    #[arg(long)]
    pub force: bool,
    /// How it is carried out.
    #[command(flatten)]
    pub execution: ExecutionOptions,
}

/// What is run at each point of a design.
#[derive(Args)]
pub(crate) struct PointArguments {
    /// Seed: the same seed gives the same table, bit for bit
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Adults that one agent stands for
    #[arg(long, default_value_t = 10, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub scale: u32,
    /// Set a parameter by its path; may be given more than once
    #[arg(long, value_name = "A.B=V")]
    pub set: Vec<String>,
    /// Hours to simulate [default: as the scenario says]
    #[arg(long, value_name = "N")]
    pub hours: Option<u32>,
    /// Steps per hour
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=60))]
    pub steps_per_hour: u32,
    /// Who moves people
    #[arg(long, value_enum, default_value = "event")]
    pub backend: BackendKind,
}

impl PointArguments {
    /// Settings besides the scenario file.
    pub(crate) fn settings(&self) -> Vec<String> {
        let hours = self.hours.map(|hours| format!("hours={hours}"));
        self.set.iter().cloned().chain(hours).collect()
    }

    /// The plan of a design that is run so.
    pub(crate) fn plan(
        &self,
        kind: String,
        name: &str,
        scenario: &Scenario,
        design: &Design,
        replicates: u32,
    ) -> SweepPlan {
        SweepPlan {
            version: this::VERSION.into(),
            kind,
            scenario: name.into(),
            settings: self.settings(),
            replicates,
            points: design.points.len() as u32,
            seed: self.seed,
            scale: self.scale,
            steps_per_hour: self.steps_per_hour,
            backend: self.backend.name(),
            shard: None,
            hash: plan::hash(scenario),
            design: String::new(),
        }
    }
}

/// Reads `2/8`.
pub(crate) fn shard(text: &str) -> Result<WorkPart, String> {
    WorkPart::parse(text).ok_or_else(|| "a part and the number of parts, as 2/8".to_string())
}

/// The design that was asked for.
fn designed(asked: &SweepArguments) -> Result<Design, Complaints> {
    match &asked.design {
        Some(file) => design::read(file),
        None => design::asked(&asked.over, asked.latin, asked.sobol, asked.point.seed),
    }
}

/// Sweeps.
pub(crate) fn sweep(asked: &SweepArguments) -> CommandResult {
    let scenario = Scenario::load(&asked.scenario, &asked.point.settings())?;
    let design = designed(asked)?;
    if asked.design.is_some() && (asked.latin.is_some() || asked.sobol.is_some()) {
        note("error: a design from a file is neither a Latin hypercube nor Sobol' points");
        return Ok(USAGE);
    }
    let mut plan = asked.point.plan("sweep".into(), &asked.scenario, &scenario, &design, asked.replicates);
    plan.shard = asked.shard;
    let out = Out::of(asked.out.as_deref(), asked.force);
    carry_out(&SweepWork::begin(plan, scenario, design, out, "sweep", this::maker())?, &asked.execution)
}

/// Computes what is missing of a sweep, closes its directory and shows it.
pub(crate) fn carry_out(work: &SweepWork, how: &ExecutionOptions) -> CommandResult {
    let (closed, elapsed) = compute(work, how)?;
    show(work, &closed.came, elapsed, how);
    Ok(ended(work, &closed))
}

/// Computes what is missing and closes the directory. How that ended, and the seconds that it took.
pub(crate) fn compute(work: &SweepWork, how: &ExecutionOptions) -> Result<(ClosedSweep, f64), Complaints> {
    let (sweep, plan) = (work.sweep(), &work.plan);
    let missing = sweep.missing();
    let (all, left) = (sweep.runs_here(), missing.iter().map(|&batch| sweep.runs_of(batch)).sum::<usize>());
    work.notes.iter().for_each(|said| note(format!("note: {said}")));
    if how.talks() {
        note(format!(
            "{}: {} points of {} parameters, {} replicates each, {} agents{}",
            work.scenario.name,
            exact(f64::from(plan.points)),
            work.design.paths.len(),
            plan.replicates,
            exact(f64::from(work.family.base().agents())),
            plan.shard.map_or(String::new(), |s| format!("; part {} of {}", s.part, s.parts)),
        ));
    }
    let meter = Meter::new(how.shown(), "runs", all as u64, (all - left) as u64);
    let stop = listen();
    let heard = |run: &SweepRun| meter.one(run.end.is_err());
    let computed = without_traces(|| on_threads(how.threads(), || sweep.compute(&missing, stop, &heard)))?;
    meter.end();
    let advice =
        || format!("what is finished is kept: make room and `groundswell resume {}`", work.dir().path().display());
    let closed = computed.and_then(|()| work.close()).map_err(|complaint| alone(complaint.advise(advice())))?;
    Ok((closed, meter.elapsed()))
}

/// Says what is to be done about work that is not complete. The exit code.
pub(crate) fn ended(work: &SweepWork, closed: &ClosedSweep) -> u8 {
    let path = work.dir().path().display();
    match closed.status {
        ManifestStatus::Complete => {}
        ManifestStatus::Partial => note(format!("some runs failed; try them again with `groundswell resume {path}`")),
        _ => note(format!("interrupted: {} runs are kept; go on with `groundswell resume {path}`", closed.came.done)),
    }
    code(closed.status)
}

/// Prints the most important quantities by point, or of the extreme points where there are many.
fn show(work: &SweepWork, came: &SweepResult, elapsed: f64, how: &ExecutionOptions) {
    let (dir, table_file) = (work.dir(), work.dir().data("sweep"));
    let cost = json!({ "done": came.done, "failed": came.failures.len(), "seconds": elapsed, "seconds_computing": came.seconds });
    if how.json {
        let value = json!({ "sweep": dir.path().display().to_string(), "table": table_file.display().to_string(), "points": work.design.points.len(), "parameters": work.design.paths, "cost": cost });
        return say(serde_json::to_string_pretty(&value).expect("plain data becomes JSON"));
    }
    if how.quiet {
        return;
    }
    if let Ok(found) = groundswell_tables::table::Table::read_parquet(&table_file) {
        points(&found, &work.design.paths);
    }
    say(format!("{} runs done, {} failed; {} in all", exact(came.done as f64), came.failures.len(), duration(elapsed)));
    for (point, replicate, why) in came.failures.iter().take(10) {
        say(format!("  point {point}, replicate {replicate} failed: {why}"));
    }
    say(format!("sweep  {}", dir.path().display()));
    say(format!("table  {}", table_file.display()));
}

/// Rows of points on a terminal.
const SHOWN: usize = 24;

fn points(found: &groundswell_tables::table::Table, paths: &[String]) {
    use groundswell_study::summary::{numbers, texts};
    let (point, peak, killed) = (numbers(found, "point"), numbers(found, "peak"), numbers(found, "killed"));
    let outcomes = texts(found, "outcomes");
    let mut order: Vec<u32> = point.iter().map(|p| *p as u32).collect();
    order.dedup();
    let all = order.len();
    let rows = order.iter().take(SHOWN).map(|p| {
        let rows: Vec<usize> = (0..point.len()).filter(|&row| point[row] as u32 == *p).collect();
        let mut cells = vec![p.to_string()];
        for path in paths {
            let column = found.column(path);
            cells.push(column.map_or(String::new(), |column| match column.cell(rows[0]) {
                groundswell_tables::table::TableCell::Real(x) => number(x),
                cell => groundswell_tables::table::cell_text(cell, column.field().kind),
            }));
        }
        let of = |values: &[f64]| {
            interval(rows.iter().map(|&row| values[row]).collect()).map_or("–".into(), |i| {
                if rows.len() == 1 {
                    number(i.q50)
                } else {
                    format!("{} [{} – {}]", number(i.q50), number(i.q05), number(i.q95))
                }
            })
        };
        cells.extend([of(&peak), of(&killed)]);
        let common = OutcomeClass::ALL.iter().filter_map(|class| {
            let code = class.name().0;
            let n = rows.iter().filter(|&&row| outcomes[row].split('+').any(|o| o == code)).count();
            (n > 0).then(|| {
                if rows.len() == 1 {
                    code.to_string()
                } else {
                    format!("{code} {:.0} %", 100.0 * n as f64 / rows.len() as f64)
                }
            })
        });
        cells.push(common.collect::<Vec<_>>().join(", "));
        cells
    });
    let mut headings = vec!["point"];
    headings.extend(paths.iter().map(String::as_str));
    headings.extend(["peak", "killed", "outcomes"]);
    let right: Vec<usize> = (0..headings.len() - 1).collect();
    say(table(&headings, &right, rows));
    if all > SHOWN {
        say(format!("{} more points in the table", all - SHOWN));
    }
}
