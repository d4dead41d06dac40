//! Sweeps and calibrations: begun here, computed here or (a sweep's batches) by workers that
//! see the same folder, closed here. The files are those of the command line.

use crate::errors::{failed, one, raised};
use crate::mind::minded;
use crate::run::{VERSION, maker, maker_of, word};
use crate::scenario::PyScenario;
use groundswell_scenario::complaint::{Complaint, Complaints};
use groundswell_scenario::priors;
use groundswell_scenario::scenario::Scenario;
use groundswell_scenario::stamp::Status;
use groundswell_study::calibrate::abc::{Effort, Memory, sample};
use groundswell_study::calibrate::{predict, store as learning};
use groundswell_study::design::{self, Axis, Design};
use groundswell_study::family::Family;
use groundswell_study::finish::Maker;
use groundswell_study::plan;
use groundswell_study::rundir::RunDir;
use groundswell_study::stamps::Stamp;
use groundswell_study::sweep::store::{self, Came};
use groundswell_study::sweep::{Run, Sweep};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

fn designed(
    rows: Option<&str>,
    over: &[String],
    latin: Option<u32>,
    sobol: Option<u32>,
    seed: u64,
) -> Result<Design, Complaints> {
    if let Some(text) = rows {
        return design::read_text("design", text);
    }
    let axes = over.iter().map(|text| Axis::parse(text)).collect::<Result<Vec<_>, _>>()?;
    let Some(n) = latin.or(sobol) else { return Ok(design::grid(&axes)?) };
    let mut ranges = Vec::new();
    for axis in axes {
        let complaint = Complaint::inconsistent(format!("`{}` has no range to fill", axis.path));
        ranges.push(axis.range.ok_or_else(|| complaint.allowed("a pair: lowest and highest value"))?);
    }
    Ok(if latin.is_some() { design::latin(&ranges, n, seed) } else { design::sobol(&ranges, n, seed)? })
}

fn sweep_stamp<'a>(plan: &'a store::Plan, scenario: &Scenario, maker: &'a Maker, came: &Came) -> Stamp<'a> {
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

/// Begins a sweep: scenario, design and plan. Returns the number of points.
#[pyfunction]
#[pyo3(signature = (scenario, out, *, rows, over, latin, sobol, replicates, seed, scale, force, command, started))]
#[allow(clippy::too_many_arguments)]
pub fn sweep_begin(
    py: Python<'_>,
    scenario: &PyScenario,
    out: PathBuf,
    rows: Option<&str>,
    over: Vec<String>,
    latin: Option<u32>,
    sobol: Option<u32>,
    replicates: u32,
    seed: u64,
    scale: u32,
    force: bool,
    command: Vec<String>,
    started: String,
) -> PyResult<usize> {
    let inner = &scenario.inner;
    let begun = py.detach(|| {
        let design = designed(rows, &over, latin, sobol, seed)?;
        let plan = store::Plan {
            version: VERSION.into(),
            kind: "sweep".into(),
            scenario: scenario.name_or_path.clone(),
            settings: inner.settings.clone(),
            replicates,
            points: design.points.len() as u32,
            seed,
            scale,
            steps_per_hour: 1,
            backend: "event".into(),
            shard: None,
            hash: plan::hash(inner),
        };
        let dir = RunDir::create(&out, force)?;
        sweep_stamp(&plan, inner, &maker(command, started), &Came::default()).begin(&dir)?;
        store::begin(&dir, &plan, inner, &design)?;
        Ok::<_, Complaints>(design.points.len())
    });
    begun.map_err(|complaints| raised(py, &complaints))
}

/// The country of the sweep that was computed last in this process.
struct Kept {
    asked: String,
    plan: store::Plan,
    scenario: Scenario,
    design: Design,
    family: Family,
}

static KEPT: Mutex<Option<Arc<Kept>>> = Mutex::new(None);

fn kept(path: &Path) -> Result<(RunDir, Arc<Kept>), Complaints> {
    let mut last = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let text = |file: &str| std::fs::read_to_string(path.join(file)).unwrap_or_default();
    let asked = text(store::PLAN) + &text(store::DESIGN);
    if let Some(kept) = last.as_ref().filter(|kept| !asked.is_empty() && kept.asked == asked) {
        return Ok((RunDir::at(path), kept.clone()));
    }
    let (dir, plan, scenario, design) = store::open(path)?;
    if plan.version != VERSION {
        let what = format!("the sweep was begun by version {}, this is version {VERSION}", plan.version);
        return Err(Complaint::inconsistent(what).advise("go on with the version that began it").into());
    }
    *last = None;
    let family = Family::new(&scenario, &design.paths, &plan.making(), plan.seed)?;
    let new = Arc::new(Kept { asked, plan, scenario, design, family });
    *last = Some(new.clone());
    Ok((dir, new))
}

impl Kept {
    fn sweep(&self, dir: &RunDir) -> Sweep<'_> {
        let (family, design, folder) = (&self.family, &self.design, dir.file("checkpoints"));
        Sweep { family, design, replicates: self.plan.replicates, folder, shard: self.plan.shard }
    }
}

/// The batches of a sweep that are still to be computed, each with its number of runs.
#[pyfunction]
pub fn sweep_missing(py: Python<'_>, path: PathBuf) -> PyResult<Vec<(usize, usize)>> {
    let missing = minded(
        py,
        1,
        &AtomicBool::new(false),
        || {
            let (dir, kept) = kept(&path)?;
            let sweep = kept.sweep(&dir);
            Ok::<_, Complaints>(sweep.missing().into_iter().map(|batch| (batch, sweep.runs_of(batch))).collect())
        },
        |_| Ok(()),
    )?;
    missing.map_err(|complaints| raised(py, &complaints))
}

/// Computes batches of a sweep. `tick(runs)` hears of progress. Returns one row: what was done and what it cost.
#[pyfunction]
#[pyo3(signature = (path, batches, threads, tick = None))]
pub fn sweep_compute<'py>(
    py: Python<'py>,
    path: PathBuf,
    batches: Vec<usize>,
    threads: usize,
    tick: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let (stop, done, lost) = (AtomicBool::new(false), AtomicU64::new(0), AtomicU64::new(0));
    let begun = Instant::now();
    let work = || {
        let (dir, kept) = kept(&path)?;
        let built = begun.elapsed().as_secs_f64();
        kept.sweep(&dir).compute(&batches, &stop, &|run: &Run| {
            let of = if run.end.is_ok() { &done } else { &lost };
            of.fetch_add(1, Ordering::Relaxed);
        })?;
        Ok::<_, Complaints>(built)
    };
    let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
    let built = minded(py, threads, &stop, work, |_| {
        tick.as_ref().map_or(Ok(()), |tick| tick.call1((read(&done) + read(&lost),)).map(drop))
    })?
    .map_err(|complaints| raised(py, &complaints))?;
    let row = PyDict::new(py);
    row.set_item("first", batches.first())?;
    row.set_item("last", batches.last())?;
    row.set_item("done", read(&done))?;
    row.set_item("failed", read(&lost))?;
    row.set_item("seconds", begun.elapsed().as_secs_f64())?;
    row.set_item("seconds_building", built)?;
    row.set_item("threads", threads)?;
    Ok(row)
}

/// Closes a sweep: its one table and its manifest. Returns its status.
#[pyfunction]
pub fn sweep_close(py: Python<'_>, path: PathBuf, finished: &str) -> PyResult<&'static str> {
    let closed = minded(
        py,
        1,
        &AtomicBool::new(false),
        || {
            let (dir, kept) = kept(&path)?;
            let sweep = kept.sweep(&dir);
            let interrupted = !sweep.missing().is_empty();
            let came = store::write_tables(&dir, &sweep)?;
            let maker = maker_of(&dir);
            let status = match came.failures.len() {
                0 if !interrupted => Status::Complete,
                0 => Status::Interrupted,
                _ => Status::Partial,
            };
            if status == Status::Complete {
                store::clear(&dir, sweep.batches());
            }
            sweep_stamp(&kept.plan, &kept.scenario, &maker, &came).close(&dir, status, finished)?;
            Ok::<_, Complaints>(word(status))
        },
        |_| Ok(()),
    )?;
    closed.map_err(|complaints| raised(py, &complaints))
}

fn learning_stamp<'a>(plan: &'a learning::Plan, scenario: &Scenario, maker: &'a Maker, memory: &Memory) -> Stamp<'a> {
    Stamp {
        maker,
        title: format!("Groundswell calibration of {}", scenario.name),
        description: format!(
            "{} Calibrated by approximate Bayesian computation, one agent per {} adults.",
            scenario.summary, plan.scale
        ),
        seed: plan.effort.seed,
        hash: &plan.hash,
        counts: vec![
            ("budget", plan.effort.budget.into()),
            ("scale", plan.scale.into()),
            ("particles", plan.effort.particles.into()),
            ("generations", memory.generations.len() as u64),
            ("simulations", memory.simulations().into()),
            ("failed", memory.failed().into()),
        ],
    }
}

/// Begins a calibration: scenario, priors and plan.
#[pyfunction]
#[pyo3(signature = (scenario, out, *, given, only, budget, particles, replicates, keep, until, check, seed, scale, force, command, started))]
#[allow(clippy::too_many_arguments)]
pub fn calibrate_begin(
    py: Python<'_>,
    scenario: &PyScenario,
    out: PathBuf,
    given: Vec<String>,
    only: Vec<String>,
    budget: u32,
    particles: u32,
    replicates: u32,
    keep: f64,
    until: Option<u32>,
    check: u32,
    seed: u64,
    scale: u32,
    force: bool,
    command: Vec<String>,
    started: String,
) -> PyResult<()> {
    let inner = &scenario.inner;
    let work = || {
        let priors = match given.is_empty() {
            true => priors::of(inner)?,
            // A path alone takes the range of the scenario's priors, or that of its mechanism.
            false => given
                .iter()
                .map(|text| if text.contains('=') { priors::parse(text) } else { priors::range(inner, text) })
                .collect::<Result<_, _>>()?,
        };
        if priors.is_empty() {
            let what = format!("`{}` has no priors.csv, and no parameter was named", inner.name);
            return Err(Complaint::inconsistent(what).advise("name parameters in `priors=`").into());
        }
        let plan = learning::Plan {
            version: VERSION.into(),
            scenario: scenario.name_or_path.clone(),
            events: vec![],
            settings: inner.settings.clone(),
            observed: false,
            priors: priors.iter().map(|p| (p.path.clone(), p.low, p.high, p.law == priors::Law::LogUniform)).collect(),
            only: only.clone(),
            scale,
            until,
            effort: Effort { particles: particles.min(budget / 5).max(20), replicates, budget, keep, seed },
            check,
            left_out: None,
            hash: plan::hash(inner),
        };
        // Whatever is wrong is said before a directory is made.
        plan.model(inner)?;
        let dir = RunDir::create(&out, force)?;
        learning_stamp(&plan, inner, &maker(command, started), &Memory::default()).begin(&dir)?;
        learning::begin(&dir, &plan, inner, None)?;
        Ok::<_, Complaints>(())
    };
    minded(py, 1, &AtomicBool::new(false), work, |_| Ok(()))?.map_err(|complaints| raised(py, &complaints))
}

/// Samples until the budget is spent, going on from what is kept. `tick(simulations)` hears of progress.
#[pyfunction]
#[pyo3(signature = (path, threads, tick = None))]
pub fn calibrate_compute(
    py: Python<'_>,
    path: PathBuf,
    threads: usize,
    tick: Option<Bound<'_, PyAny>>,
) -> PyResult<()> {
    let (stop, done) = (AtomicBool::new(false), AtomicU64::new(0));
    let work = || {
        let (dir, plan, scenario, mut memory) = learning::open(&path)?;
        let model = plan.model(&scenario)?;
        let mut safe = Ok(());
        sample(&model, &plan.effort, &mut memory, &stop, &mut |memory| {
            done.store(memory.simulations().into(), Ordering::Relaxed);
            safe = learning::keep(&dir, memory);
            safe.is_ok()
        });
        Ok::<_, Complaints>(safe?)
    };
    minded(py, threads, &stop, work, |_| {
        tick.as_ref().map_or(Ok(()), |tick| tick.call1((done.load(Ordering::Relaxed),)).map(drop))
    })?
    .map_err(|complaints| raised(py, &complaints))
}

/// Closes a calibration: posterior, what was learned, posterior runs beside the record. Returns its status.
#[pyfunction]
pub fn calibrate_close(py: Python<'_>, path: PathBuf, threads: usize, finished: &str) -> PyResult<&'static str> {
    let stop = AtomicBool::new(false);
    let work = || {
        let (dir, plan, scenario, memory) = learning::open(&path)?;
        let (model, maker) = (plan.model(&scenario)?, maker_of(&dir));
        let interrupted = memory.ended.is_none();
        let Some(last) = memory.last().filter(|last| last.particles.len() > 1) else {
            learning_stamp(&plan, &scenario, &maker, &memory).close(&dir, Status::Interrupted, finished)?;
            return Ok((None, memory.ended));
        };
        let came = learning::come(&model, &memory, last);
        let family = Family::new(&scenario, &came.posterior.paths, &plan.making(), plan.effort.seed)?;
        let (runs, lost) = predict::runs(&family, &came.posterior, if interrupted { 0 } else { plan.check }, &stop);
        let checked = predict::check(&family, &runs, &model.names);
        let comment = format!(
            "Posterior of {}, made by: {}\nversion {}, {} generations, {} simulations, tolerance {:.3} (in scales: see data/generations.parquet), one agent per {} adults",
            scenario.name,
            maker.command.join(" "),
            maker.version,
            memory.generations.len(),
            memory.simulations(),
            last.judge.epsilon,
            plan.scale
        );
        learning::write(&dir, &plan, &memory, last, &came, &checked, &comment)?;
        let status = match (interrupted, memory.failed() + lost) {
            (true, _) => Status::Interrupted,
            (false, 0) => Status::Complete,
            _ => Status::Partial,
        };
        learning_stamp(&plan, &scenario, &maker, &memory).close(&dir, status, finished)?;
        Ok::<_, Complaints>((Some(word(status)), None))
    };
    match minded(py, threads, &stop, work, |_| Ok(()))?.map_err(|complaints| raised(py, &complaints))? {
        (Some(status), _) => Ok(status),
        (None, Some(why)) => Err(one(py, Complaint::inconsistent(format!("no posterior: {why}")))),
        (None, None) => Err(failed("no posterior yet: stopped before the first generation was whole")),
    }
}
