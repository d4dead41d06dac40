//! Run directories: begun here, computed here or by workers that see the same folder,
//! closed here. What is written is what the command line writes, byte for byte.

use crate::errors::{one, raised};
use crate::mind::minded;
use crate::scenario::PyScenario;
use crate::table::PyTable;
use groundswell_engine::world::World;
use groundswell_scenario::complaint::{Complaint, Complaints};
use groundswell_scenario::scenario::Scenario;
use groundswell_scenario::stamp::log::Log;
use groundswell_scenario::stamp::{FileError, Status, write_atomic};
use groundswell_scenario::table::Field;
use groundswell_study::checkpoint::Done;
use groundswell_study::course::{Local, National};
use groundswell_study::execute::{self, Means, Progress};
use groundswell_study::finish::{self, Maker};
use groundswell_study::plan::{self, Plan};
use groundswell_study::report::{data, page};
use groundswell_study::rundir::RunDir;
use groundswell_study::summary::Summary;
use groundswell_study::tables;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Version of the software: that of the workspace.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The revision it was built from; empty outside of git.
pub const REVISION: &str = env!("GROUNDSWELL_REVISION");
/// The report page, empty if it was not built.
const PAGE: &str = include_str!(concat!(env!("OUT_DIR"), "/report.html"));

/// Seconds of computing between two checkpoints of a replicate.
const CHECKPOINT: Duration = Duration::from_secs(10);

fn maker(command: Vec<String>, started: String) -> Maker {
    let revision = Some(REVISION).filter(|revision| !revision.is_empty()).map(String::from);
    Maker { version: VERSION.into(), revision, command, started }
}

/// Begins a run directory: plan, scenario and tables, and a manifest that says `running`.
#[pyfunction]
#[pyo3(signature = (scenario, out, *, replicates, seed, scale, steps_per_hour, backend, force, command, started))]
#[allow(clippy::too_many_arguments)]
pub fn begin(
    py: Python<'_>,
    scenario: &PyScenario,
    out: PathBuf,
    replicates: u32,
    seed: u64,
    scale: u32,
    steps_per_hour: u32,
    backend: String,
    force: bool,
    command: Vec<String>,
    started: String,
) -> PyResult<()> {
    let inner = &scenario.inner;
    let plan = Plan {
        version: VERSION.into(),
        scenario: scenario.name_or_path.clone(),
        settings: inner.settings.clone(),
        replicates,
        seed,
        scale,
        steps_per_hour,
        backend,
        hash: plan::hash(inner),
    };
    let begun = py.detach(|| {
        let dir = RunDir::create(&out, force)?;
        finish::begin(&dir, &plan, &maker(command, started))?;
        dir.write_inputs(inner, &plan)
    });
    begun.map_err(|complaint| one(py, complaint))
}

/// A plan with its world, kept for the next chunk of the same run.
struct Built {
    plan: String,
    made: Plan,
    scenario: Scenario,
    world: World,
    seconds: f64,
}

/// The world that was built last in this process.
static BUILT: Mutex<Option<Arc<Built>>> = Mutex::new(None);

/// The world of a run, built if it is not the one that was built last.
fn built(path: &Path) -> Result<(RunDir, Arc<Built>, bool), Complaints> {
    let mut last = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    let text = std::fs::read_to_string(path.join("checkpoints/plan.json")).unwrap_or_default();
    // Two runs of one plan have one world; their directories differ.
    if let Some(kept) = last.as_ref().filter(|kept| !text.is_empty() && kept.plan == text) {
        let (dir, _, _) = RunDir::open(path)?;
        return Ok((dir, kept.clone(), false));
    }
    let (dir, made, scenario) = RunDir::open(path).map_err(|complaints| {
        complaints.into_iter().map(|c| c.advise("a worker must see the folder of the run under the same path")).fold(
            Complaints::default(),
            |mut all, complaint| {
                all.push(complaint);
                all
            },
        )
    })?;
    made.verify(&scenario, VERSION)?;
    let begun = Instant::now();
    // The old world goes before the new one comes: two do not fit where one does.
    *last = None;
    let world = World::build(scenario.spec(&made.making()), made.seed);
    let kept = Arc::new(Built { plan: text, made, scenario, world, seconds: begun.elapsed().as_secs_f64() });
    *last = Some(kept.clone());
    Ok((dir, kept, true))
}

/// Counts hours and replicates for whoever shows progress, and sums up seconds.
#[derive(Default)]
struct Counts {
    hours: AtomicU64,
    done: AtomicU64,
    failed: AtomicU64,
    microseconds: AtomicU64,
}

impl Progress for Counts {
    fn hour(&self) {
        self.hours.fetch_add(1, Ordering::Relaxed);
    }
    fn taken_up(&self, hours: usize) {
        self.hours.fetch_add(hours as u64, Ordering::Relaxed);
    }
    fn done(&self, done: &Done) {
        let of = if done.end.is_ok() { &self.done } else { &self.failed };
        of.fetch_add(1, Ordering::Relaxed);
        self.microseconds.fetch_add((done.seconds * 1e6) as u64, Ordering::Relaxed);
    }
}

/// Computes replicates of a run and writes their parts into its directory.
///
/// `tick(hours, replicates)` hears of progress. Returns one row: what was done and what it cost.
#[pyfunction]
#[pyo3(signature = (path, replicates, threads, tick = None))]
pub fn compute<'py>(
    py: Python<'py>,
    path: PathBuf,
    replicates: Vec<u32>,
    threads: usize,
    tick: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let (stop, counts) = (AtomicBool::new(false), Counts::default());
    let begun = Instant::now();
    let work = || {
        let (dir, built, new) = built(&path)?;
        let means = Means { threads, checkpoint_every: CHECKPOINT, stop: &stop, progress: &counts };
        execute::compute(&dir, &built.made, &built.scenario, &built.world, &replicates, &means)?;
        Ok::<_, Complaints>((if new { built.seconds } else { 0.0 }, built.world.agents()))
    };
    let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
    let done = minded(py, threads, &stop, work, |_| {
        tick.as_ref().map_or(Ok(()), |tick| tick.call1((read(&counts.hours), read(&counts.done))).map(drop))
    })?;
    let (building, agents) = done.map_err(|complaints| raised(py, &complaints))?;
    let row = PyDict::new(py);
    row.set_item("first", replicates.first())?;
    row.set_item("last", replicates.last())?;
    row.set_item("done", read(&counts.done))?;
    row.set_item("failed", read(&counts.failed))?;
    row.set_item("seconds", begun.elapsed().as_secs_f64())?;
    row.set_item("seconds_computing", read(&counts.microseconds) as f64 / 1e6)?;
    row.set_item("seconds_building", building)?;
    row.set_item("threads", threads)?;
    row.set_item("agents", agents)?;
    Ok(row)
}

/// The right to write in a run directory, until it is released: workers that are sent by its
/// holder need none of their own.
#[pyclass(frozen, module = "groundswell._native")]
pub struct Claim {
    file: Mutex<Option<std::fs::File>>,
}

#[pymethods]
impl Claim {
    /// Gives it up; a second time does nothing.
    fn release(&self) {
        self.file.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// Claims a run directory; refused while another process holds it.
#[pyfunction]
pub fn claim(py: Python<'_>, path: PathBuf) -> PyResult<Claim> {
    let (dir, _, _) = RunDir::open(&path).map_err(|complaints| raised(py, &complaints))?;
    dir.claim().map(|file| Claim { file: Mutex::new(Some(file)) }).map_err(|complaint| one(py, complaint))
}

/// The replicates of a run that are still to be computed.
#[pyfunction]
pub fn missing(py: Python<'_>, path: PathBuf) -> PyResult<Vec<u32>> {
    let (dir, plan, _) = RunDir::open(&path).map_err(|complaints| raised(py, &complaints))?;
    let complete = finish::stamped(&dir).is_some_and(|manifest| manifest.status == Status::Complete);
    Ok(if complete { vec![] } else { py.detach(|| execute::missing(&dir, &plan)) })
}

/// Takes up a run that was stopped: what killed writers left is removed.
#[pyfunction]
pub fn take_up(py: Python<'_>, path: PathBuf) -> PyResult<()> {
    let (dir, plan, scenario) = RunDir::open(&path).map_err(|complaints| raised(py, &complaints))?;
    plan.verify(&scenario, VERSION).map_err(|complaints| raised(py, &complaints))?;
    dir.tidy().map_err(|error| one(py, error))
}

/// Appends a line to the log of a run; a log that cannot be written is no reason to lose one.
#[pyfunction]
pub fn note(path: PathBuf, time: &str, event: &str, details: &str) {
    let details = serde_json::from_str(details).unwrap_or_default();
    if let Ok(mut log) = Log::open(&path.join("log.jsonl")) {
        let _ = log.append(time, event, details);
    }
}

/// Closes a run: tables over all replicates, the report, the manifest. Returns its status.
#[pyfunction]
pub fn close(py: Python<'_>, path: PathBuf, finished: &str) -> PyResult<String> {
    let closed = py.detach(|| {
        let (dir, plan, scenario) = RunDir::open(&path)?;
        let maker = maker_of(&dir);
        let progressed = finish::write_tables(&dir, &plan, &scenario)?;
        if progressed.done > 0 {
            let summary = Summary::of(&dir, &scenario)?;
            write_report(&dir, &plan, &scenario, &maker, &summary)?;
        }
        Ok::<_, Complaints>(finish::stamp(&dir, &plan, &scenario, &maker, &progressed, finished)?)
    });
    let status = closed.map_err(|complaints| raised(py, &complaints))?;
    Ok(word(status).into())
}

fn maker_of(dir: &RunDir) -> Maker {
    let manifest = finish::stamped(dir);
    let made = maker(vec![], String::new());
    manifest.map_or(made, |m| Maker {
        version: m.version,
        revision: m.git_revision,
        command: m.command,
        started: m.started,
    })
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Running => "running",
        Status::Complete => "complete",
        Status::Partial => "partial",
        Status::Interrupted => "interrupted",
    }
}

/// Writes `report.html`; of a build without the page, nothing.
fn write_report(
    dir: &RunDir,
    plan: &Plan,
    scenario: &Scenario,
    maker: &Maker,
    summary: &Summary,
) -> Result<(), Complaint> {
    if !PAGE.is_empty() {
        write_atomic(&dir.file("report.html"), page(PAGE, &data(dir, plan, scenario, maker, summary)?))?;
    }
    Ok(())
}

/// What a run is: its plan, its scenario and, as JSON, its manifest.
#[pyfunction]
pub fn opened<'py>(py: Python<'py>, path: PathBuf) -> PyResult<Bound<'py, PyDict>> {
    let (dir, plan, scenario) = RunDir::open(&path).map_err(|complaints| raised(py, &complaints))?;
    let manifest = finish::stamped(&dir);
    let about = PyDict::new(py);
    about.set_item("name", &scenario.name)?;
    about.set_item("title", &scenario.title)?;
    about.set_item("hours", scenario.hours)?;
    about.set_item("start", scenario.start.format("%Y-%m-%dT%H:%M:%S").to_string())?;
    about.set_item("scenario", &plan.scenario)?;
    about.set_item("settings", &plan.settings)?;
    about.set_item("replicates", plan.replicates)?;
    about.set_item("seed", plan.seed)?;
    about.set_item("scale", plan.scale)?;
    about.set_item("hash", &plan.hash)?;
    about.set_item("status", manifest.as_ref().map(|m| word(m.status)))?;
    about.set_item("manifest", manifest.map(|m| serde_json::to_string(&m).unwrap_or_default()))?;
    Ok(about)
}

/// The scenario of a run, from the run's own copy of it.
#[pyfunction]
pub fn scenario_of(py: Python<'_>, path: PathBuf) -> PyResult<PyScenario> {
    let (dir, _, scenario) = RunDir::open(&path).map_err(|complaints| raised(py, &complaints))?;
    Ok(PyScenario { name_or_path: dir.file("inputs").display().to_string(), inner: Arc::new(scenario) })
}

/// A run on one screen, as JSON: days, onsets, recorded quantities, outcomes.
#[pyfunction]
pub fn summary(py: Python<'_>, path: PathBuf) -> PyResult<String> {
    let summed = py.detach(|| {
        let (dir, _, scenario) = RunDir::open(&path)?;
        Ok::<_, Complaints>(Summary::of(&dir, &scenario)?)
    });
    let summary = summed.map_err(|complaints| raised(py, &complaints))?;
    serde_json::to_string(&summary).map_err(|error| crate::errors::failed(error.to_string()))
}

/// A table of a run directory: `series`, `national` and other tables in parts are read part by part.
///
/// `keeper` is held for as long as anybody reads.
#[pyfunction]
#[pyo3(signature = (path, name, keeper = None))]
pub fn table(py: Python<'_>, path: PathBuf, name: &str, keeper: Option<Py<PyAny>>) -> PyResult<PyTable> {
    // What a run without replicates has of it.
    let none: Vec<Field> = match name {
        "series" => [tables::SERIES, Local::FIELDS].concat(),
        "national" => [tables::NATIONAL, National::FIELDS].concat(),
        _ => vec![],
    };
    py.detach(|| {
        let folder = path.join("data").join(name);
        if !folder.is_dir() {
            return PyTable::files(name, vec![path.join("data").join(format!("{name}.parquet"))], &none, keeper);
        }
        let listed = std::fs::read_dir(&folder).map_err(|error| FileError::new("list", &folder, error))?;
        let mut parts: Vec<PathBuf> = listed.flatten().map(|entry| entry.path()).collect();
        parts.retain(|part| part.extension().is_some_and(|kind| kind == "parquet"));
        parts.sort();
        PyTable::files(name, parts, &none, keeper)
    })
    .map_err(|complaint| one(py, complaint))
}
