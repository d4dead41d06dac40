//! A sweep on disk: its plan, its design, its one tidy table.

use super::{Run, Shard, Sweep, batch_file};
use crate::design::{self, Design};
use crate::family::Family;
use crate::finish::Maker;
use crate::rundir::RunDir;
use crate::stamps::Stamp;
use crate::tables::show;
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_engine::parameter::Value;
use groundswell_engine::spec::Backend;
use groundswell_scenario::scenario::{Making, Scenario};
use groundswell_tables::row;
use groundswell_tables::stamp::write_atomic;
use groundswell_tables::table::{Cell, Field, Kind, ShardWriter, Table};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// All that a sweep's numbers depend on besides scenario and design.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Version of the software that made it.
    pub version: String,
    /// `sweep`, or the method of a sensitivity analysis with its settings.
    pub kind: String,
    /// What the user called the scenario.
    pub scenario: String,
    /// Settings besides the scenario file, in their order.
    pub settings: Vec<String>,
    /// Replicates a point.
    pub replicates: u32,
    /// Points.
    pub points: u32,
    /// Seed.
    pub seed: u64,
    /// Adults that one agent stands for.
    pub scale: u32,
    /// Steps per hour.
    pub steps_per_hour: u32,
    /// `event` or `scan`.
    pub backend: String,
    /// Which part is computed here.
    pub shard: Option<Shard>,
    /// sha256 of the resolved scenario and its tables.
    pub hash: String,
}

impl Plan {
    /// How worlds are made.
    pub fn making(&self) -> Making {
        let backend = if self.backend == "scan" { Backend::Scan } else { Backend::Event };
        Making { scale: self.scale, steps_per_hour: self.steps_per_hour, backend }
    }
}

/// Where the plan is.
pub const PLAN: &str = "checkpoints/sweep.json";
/// Where the design is.
pub const DESIGN: &str = "inputs/design.csv";

/// Writes scenario, design and plan.
pub fn begin(dir: &RunDir, plan: &Plan, scenario: &Scenario, design: &Design) -> Result<(), Complaint> {
    dir.write_scenario(scenario)?;
    write_atomic(&dir.file(DESIGN), design.csv())?;
    write_plan(dir, plan)
}

fn write_plan(dir: &RunDir, plan: &Plan) -> Result<(), Complaint> {
    let text = serde_json::to_string_pretty(plan).expect("a plan becomes JSON");
    write_atomic(&dir.file(PLAN), text + "\n")?;
    Ok(())
}

fn alone(complaint: Complaint) -> Complaints {
    let mut complaints = Complaints::default();
    complaints.push(complaint);
    complaints
}

/// A sweep that was begun.
pub fn open(path: &Path) -> Result<(RunDir, Plan, Scenario, Design), Complaints> {
    let dir = RunDir::at(path);
    let text = std::fs::read_to_string(dir.file(PLAN)).map_err(|_| {
        let reason = if path.is_dir() { "it is not the directory of a sweep" } else { "there is no such directory" };
        alone(Complaint::new(Problem::Input { action: "open", path: path.into(), reason: reason.into() }))
    })?;
    let plan: Plan = serde_json::from_str(&text).map_err(|error| {
        let complaint = Complaint::syntax(format!("not the plan of a sweep: {error}"));
        alone(complaint.in_file(dir.file(PLAN).display().to_string()))
    })?;
    let scenario = Scenario::load(&dir.file("inputs").display().to_string(), &plan.settings)?;
    if crate::plan::hash(&scenario) != plan.hash {
        let complaint = Complaint::inconsistent(format!(
            "the scenario in {} is not the one that the sweep was begun with",
            path.display()
        ));
        return Err(alone(
            complaint.advise("a file in `inputs/` was changed, or this build reads it otherwise; begin anew"),
        ));
    }
    let design = design::read(&dir.file(DESIGN))?;
    Ok((dir, plan, scenario, design))
}

/// The columns of `data/sweep.parquet`.
pub fn schema(family: &Family) -> Vec<Field> {
    let mut fields = vec![
        Field::new("point", Kind::U32, "", "row of the design, from 0"),
        Field::new("replicate", Kind::U32, "", "number of the replicate; the same random numbers at every point"),
        Field::new("seed", Kind::U64, "", "key of the replicate: all its draws are a function of it"),
        Field::new("status", Kind::Text, "", "done or failed"),
    ];
    for path in &family.paths {
        let kind = match groundswell_scenario::priors::parameter(path).map(|row| row.default) {
            Some(Value::Switch(_)) => Kind::Bool,
            Some(Value::Choice(_)) => Kind::Text,
            _ => Kind::F64,
        };
        fields.push(Field::named(path.clone(), kind, "", "a parameter of the design"));
    }
    fields.extend([
        Field::new("outcomes", Kind::Text, "", "classes of outcomes, joined by +").nullable(),
        Field::new("peak", Kind::F64, "adults", "largest national crowd").nullable(),
        Field::new("peak_hour", Kind::F64, "h", "hours since the start of the peak").nullable(),
        Field::new("onset_hour", Kind::F64, "h", "hours since the start of the first reportable gathering").nullable(),
        Field::new("units_reached", Kind::U32, "units", "units that ever had a reportable gathering").nullable(),
        Field::new("detained", Kind::F64, "adults", "detentions").nullable(),
        Field::new("killed", Kind::F64, "adults", "killed, forces included").nullable(),
        Field::new("forces_killed", Kind::F64, "adults", "members of the forces killed").nullable(),
    ]);
    for statistic in &family.statistics {
        let meaning = format!("{}; see inputs/targets.csv", statistic.target.variable);
        fields.push(Field::named(statistic.target.id.clone(), Kind::F64, "", meaning).nullable());
    }
    fields
}

const FAILURES: &[Field] = &[
    Field::new("point", Kind::U32, "", "row of the design, from 0"),
    Field::new("replicate", Kind::U32, "", "number of the replicate"),
    Field::new("reason", Kind::Text, "", "what the program said as it gave up"),
];

/// What a sweep came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Came {
    /// Runs that are done.
    pub done: u64,
    /// Runs that failed: point, replicate and why.
    pub failures: Vec<(u32, u32, String)>,
    /// Seconds of computing.
    pub seconds: f64,
}

/// Writes the table of every run that is there.
pub fn write_tables(dir: &RunDir, sweep: &Sweep<'_>) -> Result<Came, Complaint> {
    let schema = schema(sweep.family);
    let mut shard = ShardWriter::create(&dir.data("sweep"), "sweep", &schema)?;
    let mut failures = Table::new("failures", FAILURES);
    let (mut came, mut timings) = (Came::default(), String::from("point,replicate,seconds\n"));
    for runs in sweep.runs() {
        let mut table = Table::new("sweep", &schema);
        for run in &runs {
            push(&mut table, sweep.family, &sweep.design.points[run.point as usize], run);
            came.seconds += run.seconds;
            timings += &format!("{},{},{:.3}\n", run.point, run.replicate, run.seconds);
            match &run.end {
                Ok(_) => came.done += 1,
                Err(why) => {
                    failures.push(row![run.point, run.replicate, why]);
                    came.failures.push((run.point, run.replicate, why.clone()));
                }
            }
        }
        shard.append(&table)?;
    }
    shard.finish()?;
    failures.write_parquet(&dir.data("failures"))?;
    write_atomic(&dir.file("timings.csv"), timings)?;
    Ok(came)
}

fn push(table: &mut Table, family: &Family, point: &[Value], run: &Run) {
    let end = run.end.as_ref().ok();
    let words: Vec<String> = family.paths.iter().zip(point).map(|(path, value)| show(path, *value)).collect();
    let mut cells = row![run.point, run.replicate, run.key, if end.is_some() { "done" } else { "failed" }].to_vec();
    for (value, word) in point.iter().zip(&words) {
        cells.push(match value {
            Value::Number(x) => Cell::Real(*x),
            Value::Switch(on) => Cell::Bool(*on),
            Value::Choice(_) => Cell::Text(word),
        });
    }
    let outcomes = end.map(|end| end.outcomes.iter().map(|class| class.name().0).collect::<Vec<_>>().join("+"));
    cells.extend(row![
        outcomes.as_ref(),
        end.map(|end| end.peak),
        end.map(|end| end.peak_hour),
        end.and_then(|end| end.onset_hour),
        end.map(|end| end.units_reached),
        end.map(|end| end.detained),
        end.map(|end| end.killed),
        end.map(|end| end.forces_killed),
    ]);
    for k in 0..family.statistics.len() {
        cells.push(end.and_then(|end| end.values[k]).into());
    }
    table.push(cells);
}

/// The manifest of a sweep.
pub fn stamp<'a>(plan: &'a Plan, scenario: &Scenario, maker: &'a Maker, came: &Came) -> Stamp<'a> {
    Stamp {
        maker,
        title: format!("Groundswell {} of {}, {} points", plan.kind, scenario.name, plan.points),
        description: format!(
            "{} Simulated with seed {}, one agent per {} adults.",
            scenario.summary, plan.seed, plan.scale
        ),
        seed: plan.seed,
        hash: &plan.hash,
        counts: vec![
            ("points", plan.points.into()),
            ("replicates", plan.replicates.into()),
            ("scale", plan.scale.into()),
            ("done", came.done),
            ("failed", came.failures.len() as u64),
        ],
    }
}

/// Puts the batches of several shards into a new directory. They must be parts of one sweep.
pub fn gather(
    parts: &[std::path::PathBuf],
    out: &Path,
    force: bool,
) -> Result<(RunDir, Plan, Scenario, Design), Complaints> {
    let mut opened = Vec::new();
    for part in parts {
        opened.push(open(part)?);
    }
    let (_, first, scenario, design) =
        opened.first().ok_or_else(|| alone(Complaint::inconsistent("nothing to merge")))?;
    let whole = Plan { shard: None, ..first.clone() };
    for ((dir, plan, _, other), path) in opened.iter().zip(parts) {
        if (Plan { shard: None, ..plan.clone() }) != whole || other != design {
            let what = format!("{} is a part of another sweep than {}", path.display(), parts[0].display());
            return Err(alone(
                Complaint::inconsistent(what)
                    .advise("merge the shards of one command, with one seed, design and version"),
            ));
        }
        let _ = dir;
    }
    let (whole, scenario, design) = (whole, scenario.clone(), design.clone());
    let target = RunDir::create(out, force).map_err(alone)?;
    begin(&target, &whole, &scenario, &design).map_err(alone)?;
    for (dir, ..) in &opened {
        let batches = std::fs::read_dir(dir.file("checkpoints")).into_iter().flatten().flatten();
        for file in batches.filter(|file| file.file_name().to_string_lossy().starts_with("batch-")) {
            let to = target.file("checkpoints").join(file.file_name());
            std::fs::copy(file.path(), &to).map_err(|error| {
                alone(Complaint::new(Problem::Output { path: to.clone(), reason: error.to_string() }))
            })?;
        }
    }
    Ok((target, whole, scenario, design))
}

/// Removes the batches of a complete sweep: everything they hold is in the table.
pub fn clear(dir: &RunDir, batches: usize) {
    for batch in 0..batches {
        let _ = std::fs::remove_file(batch_file(&dir.file("checkpoints"), batch));
    }
}
