//! Run directories: begun here, computed here or by workers that see the same folder,
//! closed here. All of it is done by `groundswell_study::work`, as on the command line.

use crate::errors::{one, raised};
use crate::scenario::PyScenario;
use crate::table::PyTable;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_study::calibrate::store::Calibrating;
use groundswell_study::claim::{self, Out};
use groundswell_study::compare::branch::hour_at;
use groundswell_study::compare::{Comparison, RequestedBranch};
use groundswell_study::examine::Finding;
use groundswell_study::plan;
use groundswell_study::reopen::Resumed;
use groundswell_study::rundir::{CALIBRATION_PLAN, LOG, SWEEP_PLAN};
use groundswell_study::stamps::{Maker, stamped};
use groundswell_study::summary::Summary;
use groundswell_study::sweep::store::SweepWork;
use groundswell_study::tables::{self, BASE};
use groundswell_study::work::Work;
use groundswell_study::work::order::{Draft, Size};
use groundswell_tables::stamp::log::RunLog;
use groundswell_tables::stamp::{FileError, ManifestStatus};
use groundswell_tables::table::Field;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Version of the software: that of the workspace.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The revision it was built from; empty outside of git.
pub(crate) const REVISION: &str = env!("GROUNDSWELL_REVISION");
/// The report page, empty if it was not built.
pub(crate) const PAGE: &str = include_str!(concat!(env!("OUT_DIR"), "/report.html"));

/// Who makes a run here.
pub(crate) fn maker(command: Vec<String>, started: String) -> Maker {
    let revision = Some(REVISION).filter(|revision| !revision.is_empty()).map(String::from);
    Maker { version: VERSION.into(), revision, command, started }
}

/// The right to write in a directory, until it is released: workers that are sent by its
/// holder need none of their own.
#[pyclass(frozen, name = "Claim", module = "groundswell._native")]
pub struct HeldClaim {
    path: PathBuf,
    held: Mutex<Option<claim::WriteClaim>>,
}

impl HeldClaim {
    /// Holds on to what work has claimed.
    pub fn of(path: &Path, held: Option<claim::WriteClaim>) -> HeldClaim {
        HeldClaim { path: path.to_path_buf(), held: Mutex::new(held) }
    }
}

#[pymethods]
impl HeldClaim {
    /// The directory.
    #[getter]
    fn path(&self) -> PathBuf {
        self.path.clone()
    }

    /// Gives it up; a second time does nothing.
    fn release(&self) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// Begins a run directory and claims it: scenario and tables, a manifest that says `running`, and the plan.
#[pyfunction]
#[pyo3(signature = (scenario, out, *, replicates, seed, scale, steps_per_hour, backend, force, command, started, posterior = None, branches = None, at = None, against = None))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn begin(
    py: Python<'_>,
    scenario: &PyScenario,
    out: Option<PathBuf>,
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
) -> PyResult<HeldClaim> {
    let size = Size { replicates, seed, scale, steps_per_hour, backend, shard: None };
    let begun = py.detach(|| {
        let settings = scenario.inner.settings.clone();
        let draft = Draft::load(&scenario.name_or_path, settings, posterior.as_deref())?;
        let comparison = branches.map(|asked| compared(&draft, asked, at, against)).transpose()?;
        let order = draft.order(size, comparison)?;
        let mut work = Work::begin(order, Out::of(out.as_deref(), force), maker(command, started))?;
        let path = work.dir().path().to_path_buf();
        Ok::<_, Complaints>(HeldClaim::of(&path, work.take_claim()))
    });
    begun.map_err(|complaints| raised(py, &complaints))
}

/// Branches as they are asked for.
fn compared(
    draft: &Draft,
    asked: Vec<(String, Vec<String>)>,
    at: Option<&str>,
    against: Option<&str>,
) -> Result<Comparison, Complaints> {
    let at = at.map(|at| hour_at(&draft.scenario, at)).transpose()?.unwrap_or(0);
    let mut branches = Vec::new();
    for (name, settings) in asked {
        // The name is checked where every branch is read; what it changes needs no signs to part it.
        let named = if name == BASE { RequestedBranch::base() } else { RequestedBranch::parse(&format!("{name}:"))? };
        if name == BASE && !settings.is_empty() {
            let complaint = Complaint::inconsistent("branch `base` is the run itself, and changes nothing");
            return Err(complaint.advise("change the scenario instead").into());
        }
        branches.push(RequestedBranch { settings, ..named });
    }
    Ok(Comparison::of(branches, at, against, None)?)
}

/// The replicates of a run that are still to be computed.
#[pyfunction]
pub(crate) fn missing(py: Python<'_>, path: PathBuf) -> PyResult<Vec<u32>> {
    let found = py.detach(|| {
        let work = Work::open(&path)?;
        let complete = stamped(work.dir()).is_some_and(|manifest| manifest.status == ManifestStatus::Complete);
        Ok::<_, Complaints>(if complete { vec![] } else { work.missing().numbers() })
    });
    found.map_err(|complaints| raised(py, &complaints))
}

/// Goes on with whatever was begun in a directory: claims it, removes what killed writers left, and forgets what is
/// damaged. Returns the claim, none where all is there, and what the user should know.
#[pyfunction]
pub(crate) fn take_up(py: Python<'_>, path: PathBuf) -> PyResult<(Option<HeldClaim>, Vec<String>)> {
    let command = ["groundswell", "resume"].map(String::from).into_iter().chain([path.display().to_string()]);
    let maker = maker(command.collect(), groundswell_study::clock::now());
    let found = py.detach(|| {
        if path.join(SWEEP_PLAN).exists() {
            return SweepWork::resume(&path, maker, false)?
                .and_then(|mut work| Ok((HeldClaim::of(&path, work.take_claim()), work.notes)));
        }
        if path.join(CALIBRATION_PLAN).exists() {
            return Calibrating::resume(&path, maker, false)?
                .and_then(|mut work| Ok((HeldClaim::of(&path, work.take_claim()), work.notes)));
        }
        Work::resume(&path, maker, false)?.and_then(|mut work| {
            work.notes.iter().for_each(|note| work.note("noted", serde_json::json!({ "note": note })));
            Ok((HeldClaim::of(&path, work.take_claim()), work.notes))
        })
    });
    match found.map_err(|complaints| raised(py, &complaints))? {
        Resumed::Work((claim, notes)) => Ok((Some(claim), notes)),
        Resumed::Complete => Ok((None, vec![])),
        Resumed::Differs(findings) => {
            let said = findings.iter().map(Finding::says).collect::<Vec<_>>().join("; ");
            let what = format!("{}: nothing is left to go on from: {said}", path.display());
            Err(one(py, Complaint::inconsistent(what).advise("make it again, with `--force`")))
        }
    }
}

/// Appends a line to the log of a run; a log that cannot be written is no reason to lose one.
#[pyfunction]
pub(crate) fn note(path: PathBuf, time: &str, event: &str, details: &str) {
    let details = serde_json::from_str(details).unwrap_or_default();
    if let Ok(mut log) = RunLog::open(&path.join(LOG)) {
        let _ = log.append(time, event, details);
    }
}

/// Closes a run: tables over all replicates, the report, the manifest. Returns its status.
#[pyfunction]
pub(crate) fn close(py: Python<'_>, path: PathBuf) -> PyResult<&'static str> {
    // A build without the page writes no report.
    let page = Some(PAGE).filter(|page| !page.is_empty());
    let closed = py.detach(|| Ok::<_, Complaints>(Work::open(&path)?.close(page)?.status));
    closed.map(word).map_err(|complaints| raised(py, &complaints))
}

/// A status as a manifest spells it.
pub(crate) fn word(status: ManifestStatus) -> &'static str {
    match status {
        ManifestStatus::Running => "running",
        ManifestStatus::Complete => "complete",
        ManifestStatus::Partial => "partial",
        ManifestStatus::Interrupted => "interrupted",
    }
}

/// What a run is: its plan, its scenario and, as JSON, its manifest.
#[pyfunction]
pub(crate) fn opened<'py>(py: Python<'py>, path: PathBuf) -> PyResult<Bound<'py, PyDict>> {
    let (dir, plan, scenario) = plan::open(&path).map_err(|complaints| raised(py, &complaints))?;
    let manifest = stamped(&dir);
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
pub(crate) fn scenario_of(py: Python<'_>, path: PathBuf) -> PyResult<PyScenario> {
    let (dir, _, scenario) = plan::open(&path).map_err(|complaints| raised(py, &complaints))?;
    Ok(PyScenario { name_or_path: dir.file("inputs").display().to_string(), inner: Arc::new(scenario) })
}

/// A run on one screen, as JSON: days, onsets, recorded quantities, outcomes.
#[pyfunction]
pub(crate) fn summary(py: Python<'_>, path: PathBuf) -> PyResult<String> {
    let summed = py.detach(|| {
        let (dir, plan, scenario) = plan::open(&path)?;
        Ok::<_, Complaints>(Summary::of(&dir, &scenario, plan.scale)?)
    });
    let summary = summed.map_err(|complaints| raised(py, &complaints))?;
    serde_json::to_string(&summary).map_err(|error| crate::errors::failed(error.to_string()))
}

/// A table of a run directory: `series`, `national` and other tables in parts are read part by part.
///
/// `keeper` is held for as long as anybody reads; `of` is the folder that the tables are in.
#[pyfunction]
#[pyo3(signature = (path, name, keeper = None, of = "data"))]
pub(crate) fn table(
    py: Python<'_>,
    path: PathBuf,
    name: &str,
    keeper: Option<Py<PyAny>>,
    of: &str,
) -> PyResult<PyTable> {
    // What a run without replicates has of it.
    let none: Vec<Field> = match name {
        "series" | "national" => {
            let (_, _, scenario) = plan::open(&path).map_err(|complaints| raised(py, &complaints))?;
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
