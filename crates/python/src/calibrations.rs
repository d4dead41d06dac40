//! Calibrations: begun here, sampled here or by workers that see the same folder, closed here.
//! The files are those of the command line.
//!
//! The sampler is that of `groundswell_study`. On an executor it proposes here, workers simulate
//! what is proposed, and what they found is told to it in the order in which it was proposed.

use crate::errors::{failed, one, raised};
use crate::mind::minded;
use crate::run::{HeldClaim, VERSION, maker, word};
use crate::scenario::PyScenario;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_scenario::priors;
use groundswell_scenario::scenario::Scenario;
use groundswell_study::calibrate::abc::{SamplerState, SamplingEffort, Simulated, ask, sample, tell};
use groundswell_study::calibrate::model::Model;
use groundswell_study::calibrate::posterior::Posterior;
use groundswell_study::calibrate::predict;
use groundswell_study::calibrate::results;
use groundswell_study::calibrate::store::{self, Calibrating, CalibrationPlan};
use groundswell_study::calibrate::wire::{WireProposal, pack, unpack};
use groundswell_study::claim::Out;
use groundswell_study::family::Family;
use groundswell_study::plan;
use groundswell_study::rundir::{CALIBRATION_PLAN, RunDir};
use groundswell_study::sweep::Few;
use groundswell_tables::stamp::{ManifestStatus, bytes_of, text_of};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// What a calibration is asked, besides its priors.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct CalibrationRequest {
    only: Vec<String>,
    budget: u32,
    particles: u32,
    replicates: u32,
    keep: f64,
    redraw: bool,
    until: Option<u32>,
    check: u32,
    seed: u64,
    scale: u32,
    force: bool,
    command: Vec<String>,
    started: String,
}

/// Begins a calibration and claims its directory: scenario, priors and plan.
#[pyfunction]
#[pyo3(signature = (scenario, out, *, paths, ranges, of))]
pub(crate) fn calibrate_begin(
    py: Python<'_>,
    scenario: &PyScenario,
    out: Option<PathBuf>,
    paths: Vec<String>,
    ranges: Vec<String>,
    of: CalibrationRequest,
) -> PyResult<HeldClaim> {
    let inner = &scenario.inner;
    let work = || {
        let mut priors = priors::asked(inner, &paths, &ranges)?;
        if priors.is_empty() {
            priors = priors::of(inner)?;
        }
        if priors.is_empty() {
            let what = format!("`{}` has no priors.csv, and no parameter was named", inner.name);
            return Err(Complaint::inconsistent(what).advise("name parameters in `priors=`").into());
        }
        let CalibrationRequest { budget, particles, replicates, keep, seed, .. } = of;
        let draws = store::draws(inner, &[], of.redraw);
        let particles = particles.min(budget / 5).max(20);
        let plan = CalibrationPlan {
            version: VERSION.into(),
            scenario: scenario.name_or_path.clone(),
            events: vec![],
            settings: inner.settings.clone(),
            observed: false,
            priors: priors
                .iter()
                .map(|p| (p.path.clone(), p.low, p.high, p.law == priors::PriorLaw::LogUniform))
                .collect(),
            only: of.only,
            scale: of.scale,
            until: of.until,
            effort: SamplingEffort { particles, replicates, budget, keep, draws, seed },
            check: of.check,
            left_out: None,
            hash: plan::hash(inner),
        };
        // Whatever is wrong is said before a directory is made.
        plan.model(inner)?;
        let out = Out::of(out.as_deref(), of.force);
        let maker = maker(of.command, of.started);
        let mut work = Calibrating::begin(plan, (**inner).clone(), None, out, maker)?;
        let path = work.dir().path().to_path_buf();
        Ok::<_, Complaints>(HeldClaim::of(&path, work.take_claim()))
    };
    alone(py, work)
}

/// Does work on one thread beside a Python that still answers.
fn alone<T: Send>(py: Python<'_>, work: impl FnOnce() -> Result<T, Complaints> + Send) -> PyResult<T> {
    minded(py, 1, &AtomicBool::new(false), work, |_| Ok(()))?.map_err(|complaints| raised(py, &complaints))
}

/// Samples until the budget is spent, going on from what is kept. `tick(simulations)` hears of progress.
#[pyfunction]
#[pyo3(signature = (path, threads, tick = None))]
pub(crate) fn calibrate_compute(
    py: Python<'_>,
    path: PathBuf,
    threads: usize,
    tick: Option<Bound<'_, PyAny>>,
) -> PyResult<()> {
    let (stop, done) = (AtomicBool::new(false), AtomicU64::new(0));
    let work = || {
        let mut work = Calibrating::open(&path, VERSION)?;
        let model = work.plan.model(&work.scenario)?;
        let (dir, effort, mut safe) = (work.dir().clone(), work.plan.effort, Ok(()));
        sample(&model, &effort, &mut work.memory, &stop, &mut |memory| {
            done.store(memory.simulations().into(), Ordering::Relaxed);
            safe = store::keep(&dir, memory);
            safe.is_ok()
        });
        Ok::<_, Complaints>(safe?)
    };
    minded(py, threads, &stop, work, |_| {
        tick.as_ref().map_or(Ok(()), |tick| tick.call1((done.load(Ordering::Relaxed),)).map(drop))
    })?
    .map_err(|complaints| raised(py, &complaints))
}

// ------------------------------------------------------------------- on an executor

/// The sampler of a calibration whose simulations are done elsewhere.
#[pyclass(frozen, module = "groundswell._native")]
pub struct Sampler {
    dir: RunDir,
    plan: CalibrationPlan,
    model: Arc<Model>,
    memory: Mutex<SamplerState>,
}

#[pymethods]
impl Sampler {
    /// Goes on with a calibration where it was left.
    #[new]
    fn new(py: Python<'_>, path: PathBuf) -> PyResult<Sampler> {
        alone(py, || {
            let work = Calibrating::open(&path, VERSION)?;
            let (dir, model) = (work.dir().clone(), kept(&path)?.model.clone());
            Ok(Sampler { dir, plan: work.plan, model, memory: Mutex::new(work.memory) })
        })
    }

    /// Simulations so far.
    #[getter]
    fn simulations(&self) -> u32 {
        self.lock().simulations()
    }

    /// Generations that are whole.
    #[getter]
    fn generations(&self) -> usize {
        self.lock().generations.len()
    }

    /// Why it has ended, once it has.
    #[getter]
    fn ended(&self) -> Option<String> {
        self.lock().ended.clone()
    }

    /// The points of the next batch, or of that many batches ahead; empty if none can be proposed yet.
    fn ask<'py>(&self, py: Python<'py>, ahead: u32) -> Vec<Bound<'py, PyBytes>> {
        let memory = self.lock();
        let batch = ask(&*self.model, &self.plan.effort, &memory, ahead);
        let points = batch.iter().flat_map(|batch| WireProposal::of(batch, &self.plan.effort));
        points.map(|point| PyBytes::new(py, &pack(&point))).collect()
    }

    /// Takes what workers found at the points of the next batch, in their order, and keeps it.
    fn tell(&self, py: Python<'_>, found: Vec<Vec<u8>>) -> PyResult<()> {
        let mut memory = self.lock();
        let batch = ask(&*self.model, &self.plan.effort, &memory, 0);
        let read: Option<Vec<Vec<Simulated>>> = found.iter().map(|bytes| unpack(bytes)).collect();
        let (Some(batch), Some(judged)) = (batch, read.filter(|read| !read.is_empty())) else {
            return Err(failed("a worker sent what is no simulation: is its version the same?"));
        };
        if judged.len() != batch.points.len() {
            return Err(failed(format!("{} simulated points of {}: a bug", judged.len(), batch.points.len())));
        }
        tell(&self.plan.effort, &mut memory, &batch, judged);
        store::keep(&self.dir, &memory).map_err(|complaint| one(py, complaint))
    }
}

impl Sampler {
    fn lock(&self) -> std::sync::MutexGuard<'_, SamplerState> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The model of the calibration that was simulated last in this process.
struct Kept {
    asked: String,
    model: Arc<Model>,
    scenario: Scenario,
    plan: CalibrationPlan,
}

static KEPT: Mutex<Option<Arc<Kept>>> = Mutex::new(None);

fn kept(path: &Path) -> Result<Arc<Kept>, Complaints> {
    let mut last = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let asked = text_of(path.join(CALIBRATION_PLAN)).unwrap_or_default();
    if let Some(kept) = last.as_ref().filter(|kept| !asked.is_empty() && kept.asked == asked) {
        return Ok(kept.clone());
    }
    *last = None;
    let Calibrating { plan, scenario, .. } = Calibrating::open(path, VERSION)?;
    let new = Arc::new(Kept { asked, model: Arc::new(plan.model(&scenario)?), scenario, plan });
    *last = Some(new.clone());
    Ok(new)
}

/// What a worker does: work on some items beside a Python that still answers. One row: what was found of each item, as
/// bytes, and what that cost.
fn found<'py, K, I: Send>(
    py: Python<'py>,
    threads: usize,
    items: Vec<I>,
    prepare: impl FnOnce() -> Result<K, Complaints> + Send,
    work: impl Fn(&K, I, &AtomicBool) -> Option<Vec<u8>> + Sync + Send,
) -> PyResult<Bound<'py, PyDict>>
where
    K: Sync + Send,
{
    let (stop, begun) = (AtomicBool::new(false), Instant::now());
    let all = || {
        let with = prepare()?;
        let built = begun.elapsed().as_secs_f64();
        let one = |item| work(&with, item, &stop);
        let found: Option<Vec<Vec<u8>>> = items.into_par_iter().with_max_len(1).map(one).collect();
        Ok::<_, Complaints>((built, found))
    };
    let (built, found) = minded(py, threads, &stop, all, |_| Ok(()))?.map_err(|complaints| raised(py, &complaints))?;
    let found = found.ok_or_else(|| failed("a proposal that this version cannot read"))?;
    let row = PyDict::new(py);
    row.set_item("found", found.iter().map(|bytes| PyBytes::new(py, bytes)).collect::<Vec<_>>())?;
    row.set_item("done", found.len())?;
    row.set_item("seconds", begun.elapsed().as_secs_f64())?;
    row.set_item("seconds_building", built)?;
    row.set_item("threads", threads)?;
    Ok(row)
}

/// Simulates proposed points. Returns one row: the result of each, and its cost.
#[pyfunction]
pub(crate) fn calibrate_simulate(
    py: Python<'_>,
    path: PathBuf,
    proposals: Vec<Vec<u8>>,
    threads: usize,
) -> PyResult<Bound<'_, PyDict>> {
    found(
        py,
        threads,
        proposals,
        || kept(&path),
        |kept, bytes, stop| {
            let proposal: WireProposal = unpack(&bytes)?;
            proposal.simulate(&*kept.model, stop).map(|simulated| pack(&simulated))
        },
    )
}

/// The country with the posterior that was checked last in this process.
struct Checking {
    asked: Vec<u8>,
    posterior: Posterior,
    family: Family,
}

static CHECKING: Mutex<Option<Arc<Checking>>> = Mutex::new(None);

fn checking(path: &Path) -> Result<Arc<Checking>, Complaints> {
    let mut last = CHECKING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut asked = bytes_of(path.join(CALIBRATION_PLAN)).unwrap_or_default();
    asked.extend(bytes_of(path.join(store::MEMORY)).unwrap_or_default());
    if let Some(kept) = last.as_ref().filter(|kept| kept.asked == asked) {
        return Ok(kept.clone());
    }
    let kept = kept(path)?;
    let memory = Calibrating::open(path, VERSION)?.memory;
    let ended = memory.last().ok_or_else(|| Complaint::inconsistent("the calibration has no posterior yet"))?;
    let posterior = Posterior::of(&kept.model, ended);
    *last = None;
    let family = Family::new(&kept.scenario, &posterior.paths, &kept.plan.making(), kept.plan.effort.seed)?;
    let new = Arc::new(Checking { asked, posterior, family });
    *last = Some(new.clone());
    Ok(new)
}

/// Runs posterior draws to be held against the record. Returns one row, as [`calibrate_simulate`] does.
#[pyfunction]
pub(crate) fn calibrate_check(
    py: Python<'_>,
    path: PathBuf,
    replicates: Vec<u32>,
    threads: usize,
) -> PyResult<Bound<'_, PyDict>> {
    found(
        py,
        threads,
        replicates,
        || checking(&path),
        |kept, replicate, stop| predict::run(&kept.family, &kept.posterior, replicate, stop).map(|run| pack(&run)),
    )
}

// --------------------------------------------------------------------------- the end

/// How many posterior runs a calibration is checked by: none before it has ended.
#[pyfunction]
pub(crate) fn calibrate_checks(py: Python<'_>, path: PathBuf) -> PyResult<u32> {
    alone(py, || {
        let Calibrating { plan, memory, .. } = Calibrating::open(&path, VERSION)?;
        let whole = memory.ended.is_some() && memory.last().is_some_and(|last| last.particles.len() > 1);
        Ok(if whole { plan.check } else { 0 })
    })
}

/// Closes a calibration: posterior, what was learned, posterior runs against the record; `checked` are these runs where
/// workers did them. Returns its status.
#[pyfunction]
#[pyo3(signature = (path, threads, checked = None))]
pub(crate) fn calibrate_close(
    py: Python<'_>,
    path: PathBuf,
    threads: usize,
    checked: Option<Vec<Vec<u8>>>,
) -> PyResult<&'static str> {
    let stop = AtomicBool::new(false);
    let work = || {
        let work = Calibrating::open(&path, VERSION)?;
        let (plan, scenario, memory) = (&work.plan, &work.scenario, &work.memory);
        let model = plan.model(scenario)?;
        let interrupted = memory.ended.is_none();
        let Some(last) = memory.last().filter(|last| last.particles.len() > 1) else {
            work.close(ManifestStatus::Interrupted)?;
            return Ok((None, memory.ended.clone()));
        };
        let result = results::of(&model, memory, last);
        let family = Family::new(scenario, &result.posterior.paths, &plan.making(), plan.effort.seed)?;
        let (runs, lost) = match checked {
            // One that cannot be read is counted as one that failed.
            Some(found) => {
                let read = |bytes: &Vec<u8>| unpack(bytes).unwrap_or_else(|| Err("not a run".to_string()));
                predict::counted(found.iter().map(read).collect::<Vec<Result<Few, String>>>())
            }
            None => predict::runs(&family, &result.posterior, if interrupted { 0 } else { plan.check }, &stop),
        };
        let checked = predict::check(&family, &runs, &model.names, plan.until);
        let comment = results::comment(plan, scenario, &work.maker, memory);
        results::write(work.dir(), plan, &scenario.name, memory, &result, &checked, &comment)?;
        let status = match (interrupted, memory.failed() + lost) {
            (true, _) => ManifestStatus::Interrupted,
            (false, 0) => ManifestStatus::Complete,
            _ => ManifestStatus::Partial,
        };
        work.close(status)?;
        Ok::<_, Complaints>((Some(word(status)), None))
    };
    match minded(py, threads, &stop, work, |_| Ok(()))?.map_err(|complaints| raised(py, &complaints))? {
        (Some(status), _) => Ok(status),
        (None, Some(why)) => Err(one(py, Complaint::inconsistent(format!("no posterior: {why}")))),
        (None, None) => Err(failed("no posterior yet: stopped before the first generation was whole")),
    }
}
