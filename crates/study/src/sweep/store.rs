//! A sweep on disk: its plan, its design, its one tidy table.

use super::{Sweep, SweepRun};
use crate::claim::{Out, WriteClaim};
use crate::clock;
use crate::design::{self, Design};
use crate::family::Family;
use crate::parts::{RunPart, refuse_part_as_whole};
use crate::plan::{self, WorkPart};
use crate::reopen::{Reopening, Resumed, reopen};
use crate::rundir::{RunDir, SWEEP_PLAN};
use crate::sensitivity::store::{Method, Sensitive, conclude};
use crate::stamps::{Maker, Stamp, made};
use crate::tables::show;
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_engine::parameter::Value;
use groundswell_engine::spec::Backend;
use groundswell_scenario::scenario::{Making, Scenario};
use groundswell_tables::row;
use groundswell_tables::stamp::{ManifestStatus, WrittenFile, write_atomic};
use groundswell_tables::table::{Field, Kind, ShardWriter, Table, TableCell};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// All that a sweep's numbers depend on besides scenario and design.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SweepPlan {
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
    pub shard: Option<WorkPart>,
    /// sha256 of the resolved scenario and its tables.
    pub hash: String,
    /// sha256 of the design.
    pub design: String,
}

impl SweepPlan {
    /// How worlds are made.
    pub fn making(&self) -> Making {
        let backend = if self.backend == "scan" { Backend::Scan } else { Backend::Event };
        Making { scale: self.scale, steps_per_hour: self.steps_per_hour, backend }
    }
}

/// Where the design is.
pub const DESIGN: &str = "inputs/design.csv";

/// A sweep in its directory, or the sweep of a sensitivity analysis.
pub struct SweepWork {
    dir: RunDir,
    /// Held to the end by who made or reopened it; not by those whom that one has sent.
    claim: Option<WriteClaim>,
    /// Its plan.
    pub plan: SweepPlan,
    /// Its scenario.
    pub scenario: Scenario,
    /// Its points.
    pub design: Design,
    /// Its worlds.
    pub family: Family,
    /// Who makes it.
    pub maker: Maker,
    /// What the user should know: what was damaged, and what becomes of it.
    pub notes: Vec<String>,
    given: Vec<WrittenFile>,
}

impl SweepWork {
    /// Begins a sweep: directory, scenario, design, manifest and, last, the plan. `kind` stands in the name of a new
    /// directory.
    ///
    /// # Errors
    /// A design that the scenario does not allow; a directory that may not be replaced or written to.
    pub fn begin(
        plan: SweepPlan,
        scenario: Scenario,
        design: Design,
        out: Out<'_>,
        kind: &str,
        maker: Maker,
    ) -> Result<SweepWork, Complaints> {
        let family = Family::new(&scenario, &design.paths, &plan.making(), plan.seed)?;
        let plan = SweepPlan { design: plan::hash_of(&design.csv()), ..plan };
        let claim = out.claim(Some(kind), &scenario.name, &plan.hash, &maker.command)?;
        let (dir, notes, given) = (claim.dir().clone(), scenario.notes(&plan.making()), vec![]);
        let mut work = SweepWork { dir, claim: Some(claim), plan, scenario, design, family, maker, notes, given };
        work.write_given().map_err(|complaint| {
            complaint.advise("make room and type the same command again: it takes the directory over")
        })?;
        Ok(work)
    }

    fn write_given(&mut self) -> Result<(), Complaint> {
        self.dir.write_scenario(&self.scenario)?;
        write_atomic(&self.dir.file(DESIGN), self.design.csv())?;
        self.given = self.stamp(&SweepResult::default()).begin(&self.dir, &self.maker, None)?;
        plan::write(&self.dir, SWEEP_PLAN, &self.plan)?;
        Ok(())
    }

    /// Goes on with a sweep that was stopped, as [`crate::work::Work::resume`] does with a run.
    ///
    /// # Errors
    /// No directory of a sweep; another process that computes in it; another version; damage to what was given.
    pub fn resume(path: &Path, maker: Maker, strict: bool) -> Result<Resumed<SweepWork>, Complaints> {
        reopen(path, Reopening { what: "a sweep", strict, closes_again: false })?.and_then(|reopened| {
            let mut work = SweepWork::open(path, &maker.version)?;
            work.maker = maker.going_on(reopened.manifest.as_ref());
            work.dir.write_given_and_resolved(&work.scenario)?;
            work.given = work.stamp(&SweepResult::default()).begin(&work.dir, &work.maker, reopened.given)?;
            (work.claim, work.notes) = (Some(reopened.claim), reopened.notes);
            Ok(work)
        })
    }

    /// The sweep in a directory, for somebody who was sent by the one who has claimed it.
    ///
    /// # Errors
    /// No directory of a sweep; another version; a scenario or a design that is not the one that it was begun with.
    pub fn open(path: &Path, version: &str) -> Result<SweepWork, Complaints> {
        let dir = RunDir::at(path);
        if !dir.file(SWEEP_PLAN).is_file() {
            let reason =
                if path.is_dir() { "it is not the directory of a sweep" } else { "there is no such directory" };
            let problem = Problem::Input { action: "open", path: path.into(), reason: reason.into() };
            return Err(Complaint::new(problem).into());
        }
        let plan: SweepPlan = plan::read(&dir, SWEEP_PLAN)?;
        let scenario = dir.scenario(&plan.settings)?;
        plan::verify("sweep", (&plan.version, version), (&plan.hash, &plan::hash(&scenario)))?;
        let design = design::read(&dir.file(DESIGN))?;
        if plan::hash_of(&design.csv()) != plan.design {
            let what = format!("{} is not the design that the sweep was begun with", dir.file(DESIGN).display());
            return Err(Complaint::inconsistent(what).advise("put the original back, or begin again").into());
        }
        let family = Family::new(&scenario, &design.paths, &plan.making(), plan.seed)?;
        let (maker, given) = made(&dir, &plan.version);
        Ok(SweepWork { dir, claim: None, plan, scenario, design, family, maker, notes: vec![], given })
    }

    /// Puts the batches of several shards into a new directory. They must be parts of one sweep; each is held against
    /// its own manifest, and what is damaged is computed again.
    ///
    /// # Errors
    /// Parts of different sweeps, or of another version; damage to what a part was given.
    pub fn merge(parts: &[PathBuf], out: Out<'_>, maker: Maker) -> Result<SweepWork, Complaints> {
        if let Out::At(path, _) = out {
            refuse_part_as_whole(parts, path)?;
        }
        let (mut opened, mut notes) = (Vec::new(), Vec::new());
        for path in parts {
            let work = SweepWork::open(path, &maker.version)?;
            let part = RunPart::examine(work.dir.clone())?;
            notes.extend(part.notes());
            opened.push((part, work));
        }
        let whole = SweepPlan { shard: None, ..opened[0].1.plan.clone() };
        for ((_, work), path) in opened.iter().zip(parts) {
            if (SweepPlan { shard: None, ..work.plan.clone() }) != whole {
                let what = format!("{} is a part of another sweep than {}", path.display(), parts[0].display());
                let advice = "merge the shards of one command, with one seed, design and version";
                return Err(Complaint::inconsistent(what).advise(advice).into());
            }
        }
        let (scenario, design) = (opened[0].1.scenario.clone(), opened[0].1.design.clone());
        let mut merged = SweepWork::begin(whole, scenario, design, out, "sweep", maker)?;
        for (part, _) in &opened {
            part.copy(&merged.dir)?;
        }
        merged.notes.extend(notes);
        Ok(merged)
    }

    /// Its directory.
    pub fn dir(&self) -> &RunDir {
        &self.dir
    }

    /// Gives the claim away, to be held elsewhere.
    pub fn take_claim(&mut self) -> Option<WriteClaim> {
        self.claim.take()
    }

    /// What is computed, and how its work is cut.
    pub fn sweep(&self) -> Sweep<'_> {
        let (family, design, folder) = (&self.family, &self.design, self.dir.file("checkpoints"));
        Sweep { family, design, replicates: self.plan.replicates, folder, shard: self.plan.shard }
    }

    /// Closes the directory: the table and, of a sensitivity analysis whose runs are all there, what is found.
    ///
    /// # Errors
    /// A disk that cannot be read or written.
    pub fn close(&self) -> Result<ClosedSweep, Complaint> {
        let sweep = self.sweep();
        let came = write_tables(&self.dir, &sweep)?;
        let method = Method::read(&self.plan.kind);
        let unfinished = (came.done + came.failures.len() as u64) < sweep.runs_here() as u64;
        let status = match came.failures.len() {
            _ if unfinished => ManifestStatus::Interrupted,
            0 => ManifestStatus::Complete,
            _ => ManifestStatus::Partial,
        };
        let found = match method {
            Some(method) if !unfinished => {
                conclude(&self.dir, method, &sweep, self.plan.seed, (came.done, came.failures.len()))?
            }
            _ => vec![],
        };
        // A part keeps its batches: they are what `merge` joins.
        let whole = status == ManifestStatus::Complete && self.plan.shard.is_none();
        let is_batch = |file: &WrittenFile| file.path.extension().is_some_and(|kind| kind == "done");
        let goes = |file: &WrittenFile| whole && is_batch(file);
        self.stamp(&came).close(&self.dir, &self.maker, status, &clock::now(), &self.given, goes)?;
        if whole {
            // Everything they hold is in the table.
            for batch in 0..sweep.batches() {
                let _ = std::fs::remove_file(sweep.file(batch));
            }
        }
        Ok(ClosedSweep { status, came, found })
    }

    /// What its manifest says, besides its files.
    fn stamp(&self, came: &SweepResult) -> Stamp {
        let (plan, scenario) = (&self.plan, &self.scenario);
        Stamp {
            title: format!("Groundswell {} of {}, {} points", plan.kind, scenario.name, plan.points),
            description: format!(
                "{} Simulated with seed {}, one agent per {} adults.",
                scenario.summary, plan.seed, plan.scale
            ),
            seed: plan.seed,
            versions: vec![("engine", self.maker.version.clone()), ("scenario_sha256", plan.hash.clone())],
            counts: vec![
                ("points", plan.points.into()),
                ("replicates", plan.replicates.into()),
                ("scale", plan.scale.into()),
                ("done", came.done),
                ("failed", came.failures.len() as u64),
            ],
        }
    }
}

/// A sweep that was closed.
pub struct ClosedSweep {
    /// How far it is.
    pub status: ManifestStatus,
    /// What it resulted in.
    pub came: SweepResult,
    /// Of a sensitivity analysis, what is found.
    pub found: Vec<Sensitive>,
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

/// What a sweep resulted in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SweepResult {
    /// Runs that are done.
    pub done: u64,
    /// Runs that failed: point, replicate and why.
    pub failures: Vec<(u32, u32, String)>,
    /// Seconds of computing.
    pub seconds: f64,
}

/// Writes the table of every run that is there.
pub fn write_tables(dir: &RunDir, sweep: &Sweep<'_>) -> Result<SweepResult, Complaint> {
    let schema = schema(sweep.family);
    let mut shard = ShardWriter::create(&dir.data("sweep"), "sweep", &schema)?;
    let mut failures = Table::new("failures", FAILURES);
    let (mut came, mut timings) = (SweepResult::default(), String::from("point,replicate,seconds\n"));
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

fn push(table: &mut Table, family: &Family, point: &[Value], run: &SweepRun) {
    let end = run.end.as_ref().ok();
    let words: Vec<String> = family.paths.iter().zip(point).map(|(path, value)| show(path, *value)).collect();
    let mut cells = row![run.point, run.replicate, run.key, if end.is_some() { "done" } else { "failed" }].to_vec();
    for (value, word) in point.iter().zip(&words) {
        cells.push(match value {
            Value::Number(x) => TableCell::Real(*x),
            Value::Switch(on) => TableCell::Bool(*on),
            Value::Choice(_) => TableCell::Text(word),
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
