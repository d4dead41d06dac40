//! Sweeps and sensitivity analyses: begun here, their batches computed here or by workers that
//! see the same folder, closed here. The files are those of the command line.

use crate::errors::raised;
use crate::mind::minded;
use crate::run::{VERSION, maker, maker_of, word};
use crate::scenario::PyScenario;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_scenario::scenario::Scenario;
use groundswell_study::design::{self, Design};
use groundswell_study::family::Family;
use groundswell_study::plan;
use groundswell_study::rundir::RunDir;
use groundswell_study::sensitivity::store::{Method, conclude};
use groundswell_study::sweep::store::{self, Came, stamp};
use groundswell_study::sweep::{Run, Sweep};
use groundswell_tables::stamp::Status;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// What is run at each point of a design.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Points {
    replicates: u32,
    seed: u64,
    scale: u32,
    force: bool,
    command: Vec<String>,
    started: String,
}

/// Begins the directory of a design. Returns its number of points.
fn begin(scenario: &PyScenario, out: &Path, kind: String, design: &Design, of: Points) -> Result<usize, Complaints> {
    let inner = &*scenario.inner;
    let plan = store::Plan {
        version: VERSION.into(),
        kind,
        scenario: scenario.name_or_path.clone(),
        settings: inner.settings.clone(),
        replicates: of.replicates,
        points: design.points.len() as u32,
        seed: of.seed,
        scale: of.scale,
        steps_per_hour: 1,
        backend: "event".into(),
        shard: None,
        hash: plan::hash(inner),
    };
    let dir = RunDir::create(out, of.force)?;
    stamp(&plan, inner, &maker(of.command, of.started), &Came::default()).begin(&dir)?;
    store::begin(&dir, &plan, inner, design)?;
    Ok(design.points.len())
}

/// Begins a sweep: scenario, design and plan. Returns the number of points.
#[pyfunction]
#[pyo3(signature = (scenario, out, *, rows, over, latin, sobol, of))]
#[allow(clippy::too_many_arguments)]
pub fn sweep_begin(
    py: Python<'_>,
    scenario: &PyScenario,
    out: PathBuf,
    rows: Option<&str>,
    over: Vec<String>,
    latin: Option<u32>,
    sobol: Option<u32>,
    of: Points,
) -> PyResult<usize> {
    let begun = py.detach(|| {
        let design = match rows {
            Some(text) => design::read_text("design", text),
            None => design::asked(&over, latin, sobol, of.seed),
        }?;
        begin(scenario, &out, "sweep".into(), &design, of)
    });
    begun.map_err(|complaints| raised(py, &complaints))
}

/// Begins a sensitivity analysis: `method` with its settings, as `morris 10 4` or `sobol 256`. Returns the number of
/// points.
#[pyfunction]
#[pyo3(signature = (scenario, out, *, method, paths, ranges, of))]
pub fn sensitivity_begin(
    py: Python<'_>,
    scenario: &PyScenario,
    out: PathBuf,
    method: &str,
    paths: Vec<String>,
    ranges: Vec<String>,
    of: Points,
) -> PyResult<usize> {
    let begun = py.detach(|| {
        let known = read(method)?;
        let ranges = known.ranges(&scenario.inner, &paths, &ranges)?;
        let design = design::at(&ranges, known.design(ranges.len(), of.seed).into_iter());
        begin(scenario, &out, known.name(), &design, of)
    });
    begun.map_err(|complaints| raised(py, &complaints))
}

/// The method of a sensitivity analysis, from the name in its plan.
fn read(method: &str) -> Result<Method, Complaint> {
    Method::read(method)
        .ok_or_else(|| Complaint::inconsistent(format!("`{method}` is no method that this version knows")))
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

/// Closes a sweep: its one table, of a sensitivity analysis what is found, and its manifest. Returns its status.
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
            if !interrupted && kept.plan.kind != "sweep" {
                conclude(&dir, read(&kept.plan.kind)?, &sweep, kept.plan.seed, &came)?;
            }
            if status == Status::Complete {
                store::clear(&dir, sweep.batches());
            }
            stamp(&kept.plan, &kept.scenario, &maker, &came).close(&dir, status, finished)?;
            Ok::<_, Complaints>(word(status))
        },
        |_| Ok(()),
    )?;
    closed.map_err(|complaints| raised(py, &complaints))
}
