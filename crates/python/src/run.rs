//! Run directories: begun here, computed here or by workers that see the same folder,
//! closed here. What is written is what the command line writes, byte for byte.

use crate::errors::{one, raised};
use crate::scenario::PyScenario;
use crate::table::PyTable;
use crate::work::branches;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_scenario::scenario::Scenario;
use groundswell_study::calibrate;
use groundswell_study::calibrate::named::{drawn, keep};
use groundswell_study::calibrate::posterior::Posterior;
use groundswell_study::compare::branch::hour_at;
use groundswell_study::compare::table as rows;
use groundswell_study::compare::{Asked, Comparison, carry_out};
use groundswell_study::execute;
use groundswell_study::finish::{self, Maker};
use groundswell_study::plan::{self, Plan};
use groundswell_study::report::{data, page};
use groundswell_study::rundir::{self, RunDir};
use groundswell_study::summary::Summary;
use groundswell_study::sweep;
use groundswell_study::tables::{self, BASE};
use groundswell_tables::stamp::log::Log;
use groundswell_tables::stamp::{FileError, Status, write_atomic};
use groundswell_tables::table::Field;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Version of the software: that of the workspace.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The revision it was built from; empty outside of git.
pub const REVISION: &str = env!("GROUNDSWELL_REVISION");
/// The report page, empty if it was not built.
const PAGE: &str = include_str!(concat!(env!("OUT_DIR"), "/report.html"));

/// Who makes a run here.
pub fn maker(command: Vec<String>, started: String) -> Maker {
    let revision = Some(REVISION).filter(|revision| !revision.is_empty()).map(String::from);
    Maker { version: VERSION.into(), revision, command, started }
}

/// Begins a run directory: plan, scenario and tables, and a manifest that says `running`.
#[pyfunction]
#[pyo3(signature = (scenario, out, *, replicates, seed, scale, steps_per_hour, backend, force, command, started, posterior = None, branches = None, at = None, against = None))]
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
    posterior: Option<PathBuf>,
    branches: Option<Vec<(String, Vec<String>)>>,
    at: Option<&str>,
    against: Option<&str>,
) -> PyResult<()> {
    let (inner, settings, text) = match &posterior {
        Some(path) => drawn(Some(path), &scenario.name_or_path, scenario.inner.settings.clone()),
        None => Ok(((*scenario.inner).clone(), scenario.inner.settings.clone(), None)),
    }
    .map_err(|complaints| raised(py, &complaints))?;
    let comparison = branches
        .map(|asked| compared(scenario, &inner, &settings, text.as_deref(), asked, at, against))
        .transpose()
        .map_err(|complaints| raised(py, &complaints))?;
    let plan = Plan {
        version: VERSION.into(),
        scenario: scenario.name_or_path.clone(),
        settings,
        replicates,
        seed,
        scale,
        steps_per_hour,
        backend,
        hash: plan::hash(&inner),
        shard: None,
        posterior: text.as_deref().map(rundir::posterior_hash),
    };
    let begun = py.detach(|| {
        inner.agents(&plan.making())?;
        let dir = RunDir::create(&out, force)?;
        finish::begin(&dir, &plan, &maker(command, started))?;
        if let Some(comparison) = &comparison {
            comparison.write(&dir)?;
        }
        keep(&dir, posterior.as_deref(), text.as_deref())?;
        dir.write_inputs(&inner, &plan)
    });
    begun.map_err(|complaint| one(py, complaint))
}

/// Branches as they are asked for, read and checked.
fn compared(
    scenario: &PyScenario,
    inner: &Scenario,
    settings: &[String],
    posterior: Option<&str>,
    asked: Vec<(String, Vec<String>)>,
    at: Option<&str>,
    against: Option<&str>,
) -> Result<Comparison, Complaints> {
    let at = at.map(|at| hour_at(inner, at)).transpose()?.unwrap_or(0);
    let mut branches = Vec::new();
    for (name, settings) in asked {
        // The name is checked where every branch is read; what it changes needs no signs to part it.
        let named = if name == BASE { Asked::base() } else { Asked::parse(&format!("{name}:"))? };
        if name == BASE && !settings.is_empty() {
            let complaint = Complaint::inconsistent("branch `base` is the run itself, and changes nothing");
            return Err(complaint.advise("change the scenario instead").into());
        }
        branches.push(Asked { settings, ..named });
    }
    let mut comparison = Comparison::of(branches, at, against, None)?;
    let read = comparison.load(&scenario.name_or_path, settings)?;
    if let Some(text) = posterior {
        comparison.agrees_with(&Posterior::read_text(rundir::POSTERIOR, text)?)?;
    }
    comparison.seal(&read);
    Ok(comparison)
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

/// Claims the directory of a run, a sweep or a calibration; refused while another process holds it.
#[pyfunction]
pub fn claim(py: Python<'_>, path: PathBuf) -> PyResult<Claim> {
    let dir = RunDir::at(&path);
    if ![sweep::store::PLAN, calibrate::store::PLAN].iter().any(|plan| path.join(plan).exists()) {
        RunDir::open(&path).map_err(|complaints| raised(py, &complaints))?;
    }
    dir.claim().map(|file| Claim { file: Mutex::new(Some(file)) }).map_err(|complaint| one(py, complaint))
}

/// The replicates of a run that are still to be computed.
#[pyfunction]
pub fn missing(py: Python<'_>, path: PathBuf) -> PyResult<Vec<u32>> {
    let (dir, plan, _) = RunDir::open(&path).map_err(|complaints| raised(py, &complaints))?;
    let complete = finish::stamped(&dir).is_some_and(|manifest| manifest.status == Status::Complete);
    Ok(match Comparison::read(&dir) {
        _ if complete => vec![],
        None => py.detach(|| execute::missing(&dir, &plan)),
        Some(comparison) => {
            let mut all = py.detach(|| carry_out::missing(&dir, &plan, &comparison)).concat();
            all.sort_unstable();
            all.dedup();
            all
        }
    })
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
        let (_, branches) = branches(&dir, &plan, scenario.clone())?;
        let seen: Vec<_> = branches.iter().map(|branch| (dir.of_branch(&branch.name), &branch.scenario)).collect();
        let progressed = finish::write_branches(&plan, &seen)?;
        if let Some(comparison) = Comparison::read(&dir) {
            let table = rows::table(&rows::compare(&dir, &plan, &scenario, &comparison)?);
            table.write_parquet(&dir.data("comparison")).map_err(Complaint::from)?;
        }
        if progressed.done > 0 {
            let summary = Summary::of(&dir, &scenario)?;
            if summary.replicates.iter().any(|replicate| replicate.status == "done") {
                write_report(&dir, &plan, &scenario, &maker, &summary)?;
            }
        }
        let dirs: Vec<RunDir> = seen.into_iter().map(|seen| seen.0).collect();
        Ok::<_, Complaints>(finish::stamp_branches(&dirs, &plan, &scenario, &maker, &progressed, finished)?)
    });
    let status = closed.map_err(|complaints| raised(py, &complaints))?;
    Ok(word(status).into())
}

/// Who made a run, as its manifest has it.
pub fn maker_of(dir: &RunDir) -> Maker {
    let manifest = finish::stamped(dir);
    let made = maker(vec![], String::new());
    manifest.map_or(made, |m| Maker {
        version: m.version,
        revision: m.git_revision,
        command: m.command,
        started: m.started,
    })
}

/// A status as a manifest spells it.
pub fn word(status: Status) -> &'static str {
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
    let comparison = Comparison::read(&dir);
    let (at, branches) = comparison.as_ref().map_or((0, 1), |c| (c.at, c.branches.len() as u32));
    let names = comparison.as_ref().map(|c| c.branches.iter().map(|b| b.name.clone()).collect::<Vec<_>>());
    about.set_item("hours_each", scenario.hours + (branches - 1) * (scenario.hours - at))?;
    about.set_item("branches", names)?;
    about.set_item("at", at)?;
    about.set_item("against", comparison.map(|c| c.against))?;
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
/// `keeper` is held for as long as anybody reads; `of` is the folder that the tables are in.
#[pyfunction]
#[pyo3(signature = (path, name, keeper = None, of = "data"))]
pub fn table(py: Python<'_>, path: PathBuf, name: &str, keeper: Option<Py<PyAny>>, of: &str) -> PyResult<PyTable> {
    // What a run without replicates has of it.
    let none: Vec<Field> = match name {
        "series" | "national" => {
            let (_, _, scenario) = RunDir::open(&path).map_err(|complaints| raised(py, &complaints))?;
            if name == "series" { tables::series_schema(&scenario) } else { tables::national_schema(&scenario) }
        }
        _ => vec![],
    };
    py.detach(|| {
        let folder = path.join(of).join(name);
        if !folder.is_dir() {
            return PyTable::files(name, vec![path.join(of).join(format!("{name}.parquet"))], &none, keeper);
        }
        let listed = std::fs::read_dir(&folder).map_err(|error| FileError::new("list", &folder, error))?;
        let mut parts: Vec<PathBuf> = listed.flatten().map(|entry| entry.path()).collect();
        parts.retain(|part| part.extension().is_some_and(|kind| kind == "parquet"));
        parts.sort();
        PyTable::files(name, parts, &none, keeper)
    })
    .map_err(|complaint| one(py, complaint))
}
