//! Sweeps and sensitivity analyses: begun here, their batches computed here or by workers that
//! see the same folder, closed here. The files are those of the command line.

use crate::errors::raised;
use crate::mind::minded;
use crate::run::{HeldClaim, VERSION, maker, word};
use crate::scenario::PyScenario;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_study::claim::Out;
use groundswell_study::design::{self, Design};
use groundswell_study::plan;
use groundswell_study::rundir::SWEEP_PLAN;
use groundswell_study::sensitivity::store::Method;
use groundswell_study::sweep::SweepRun;
use groundswell_study::sweep::store::{DESIGN, SweepPlan, SweepWork};
use groundswell_tables::stamp::text_of;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// What is run at each point of a design.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Points {
    replicates: u32,
    seed: u64,
    scale: u32,
    force: bool,
    command: Vec<String>,
    started: String,
}

/// Begins the directory of a design and claims it.
fn begin(
    scenario: &PyScenario,
    out: Option<&Path>,
    kind: String,
    design: Design,
    of: Points,
) -> Result<HeldClaim, Complaints> {
    let inner = (*scenario.inner).clone();
    let name = if kind == "sweep" { "sweep" } else { "sensitivity" };
    let plan = SweepPlan {
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
        hash: plan::hash(&inner),
        design: String::new(),
    };
    let out = Out::of(out, of.force);
    let mut work = SweepWork::begin(plan, inner, design, out, name, maker(of.command, of.started))?;
    let path = work.dir().path().to_path_buf();
    Ok(HeldClaim::of(&path, work.take_claim()))
}

/// Begins a sweep and claims its directory: scenario, design and plan.
#[pyfunction]
#[pyo3(signature = (scenario, out, *, rows, over, latin, sobol, of))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn sweep_begin(
    py: Python<'_>,
    scenario: &PyScenario,
    out: Option<PathBuf>,
    rows: Option<&str>,
    over: Vec<String>,
    latin: Option<u32>,
    sobol: Option<u32>,
    of: Points,
) -> PyResult<HeldClaim> {
    let begun = py.detach(|| {
        let design = match rows {
            Some(text) => design::read_text("design", text),
            None => design::asked(&over, latin, sobol, of.seed),
        }?;
        begin(scenario, out.as_deref(), "sweep".into(), design, of)
    });
    begun.map_err(|complaints| raised(py, &complaints))
}

/// Begins a sensitivity analysis: `method` with its settings, as `morris 10 4` or `sobol 256`, and claims its
/// directory.
#[pyfunction]
#[pyo3(signature = (scenario, out, *, method, paths, ranges, of))]
pub(crate) fn sensitivity_begin(
    py: Python<'_>,
    scenario: &PyScenario,
    out: Option<PathBuf>,
    method: &str,
    paths: Vec<String>,
    ranges: Vec<String>,
    of: Points,
) -> PyResult<HeldClaim> {
    let begun = py.detach(|| {
        let known = read(method)?;
        let ranges = known.ranges(&scenario.inner, &paths, &ranges)?;
        let design = design::at(&ranges, known.design(ranges.len(), of.seed).into_iter());
        begin(scenario, out.as_deref(), known.name(), design, of)
    });
    begun.map_err(|complaints| raised(py, &complaints))
}

/// The method of a sensitivity analysis, from the name in its plan.
fn read(method: &str) -> Result<Method, Complaint> {
    Method::read(method)
        .ok_or_else(|| Complaint::inconsistent(format!("`{method}` is no method that this version knows")))
}

/// The sweep that was computed last in this process, and the texts that it follows from.
struct Kept {
    asked: String,
    path: PathBuf,
    work: SweepWork,
}

static KEPT: Mutex<Option<Arc<Kept>>> = Mutex::new(None);

fn kept(path: &Path) -> Result<Arc<Kept>, Complaints> {
    let mut last = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let text = |file: &str| text_of(path.join(file)).unwrap_or_default();
    let asked = text(SWEEP_PLAN) + &text(DESIGN);
    let same = |kept: &&Arc<Kept>| !asked.is_empty() && kept.asked == asked && kept.path == path;
    if let Some(kept) = last.as_ref().filter(same) {
        return Ok(kept.clone());
    }
    *last = None;
    let new = Arc::new(Kept { asked, path: path.into(), work: SweepWork::open(path, VERSION)? });
    *last = Some(new.clone());
    Ok(new)
}

/// The batches of a sweep that are still to be computed, each with its number of runs.
#[pyfunction]
pub(crate) fn sweep_missing(py: Python<'_>, path: PathBuf) -> PyResult<Vec<(usize, usize)>> {
    let missing = minded(
        py,
        1,
        &AtomicBool::new(false),
        || {
            let kept = kept(&path)?;
            let sweep = kept.work.sweep();
            Ok::<_, Complaints>(sweep.missing().into_iter().map(|batch| (batch, sweep.runs_of(batch))).collect())
        },
        |_| Ok(()),
    )?;
    missing.map_err(|complaints| raised(py, &complaints))
}

/// Computes batches of a sweep. `tick(runs)` hears of progress. Returns one row: what was done and what it cost.
#[pyfunction]
#[pyo3(signature = (path, batches, threads, tick = None))]
pub(crate) fn sweep_compute<'py>(
    py: Python<'py>,
    path: PathBuf,
    batches: Vec<usize>,
    threads: usize,
    tick: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let (stop, done, lost) = (AtomicBool::new(false), AtomicU64::new(0), AtomicU64::new(0));
    let begun = Instant::now();
    let work = || {
        let kept = kept(&path)?;
        let built = begun.elapsed().as_secs_f64();
        kept.work.sweep().compute(&batches, &stop, &|run: &SweepRun| {
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
pub(crate) fn sweep_close(py: Python<'_>, path: PathBuf) -> PyResult<&'static str> {
    let close = || Ok::<_, Complaints>(word(SweepWork::open(&path, VERSION)?.close()?.status));
    let closed = minded(py, 1, &AtomicBool::new(false), close, |_| Ok(()))?;
    closed.map_err(|complaints| raised(py, &complaints))
}
