//! Complaints as Python exceptions: the same text, and the same fields as attributes.

use groundswell_complaint::{Complaint, Complaints, Problem};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyModule;
use serde_json::Value;

/// What the command line is advised, and what Python is.
const IN_PYTHON: &[(&str, &str)] = &[
    ("`groundswell scenario new`", "`groundswell.Scenario.new`"),
    ("`groundswell countries` lists them", "`groundswell.countries()` lists them"),
    ("make it with `groundswell import`", "make it with `groundswell.read_events`"),
    ("`import table`", "`read_events(\"table\", …)`"),
    ("`--columns`", "`columns=`"),
    ("--columns", "columns="),
    ("`--country`", "`country=`"),
    ("--country", "country="),
    ("`--until`", "`until=`"),
    ("`--statistics`", "`statistics=`"),
    ("`--from`", "`first=`"),
    ("`--to`", "`last=`"),
    ("`--out`", "`out=`"),
    ("`--force`", "`force=True`"),
    ("--origin", "origins="),
    ("--horizon", "horizons="),
    ("--observe", "observe="),
    ("`--method morris`", "`method=\"morris\"`"),
    (
        "`groundswell mechanism list` names every mechanism, `groundswell mechanism NAME` its parameters",
        "`scenario.parameters` lists every parameter with its range, source and meaning",
    ),
];

/// What is said for the command line's options, said of Python's arguments.
fn in_python(text: &str) -> String {
    IN_PYTHON.iter().fold(text.to_string(), |text, (there, here)| text.replace(there, here))
}

/// The same in the fields that are words of ours; names and what was found stay as they are.
fn reworded(mut problem: Value) -> Value {
    for key in ["message", "allowed", "advice"] {
        match problem.get_mut(key) {
            Some(Value::String(text)) => *text = in_python(text),
            Some(Value::Array(all)) => {
                all.iter_mut().for_each(|one| *one = in_python(one.as_str().unwrap_or_default()).into());
            }
            _ => {}
        }
    }
    problem
}

/// The exception that says what these complaints say: `groundswell.ScenarioError` and its kin.
pub(crate) fn raised(py: Python<'_>, complaints: &Complaints) -> PyErr {
    let kind = match complaints.iter().next().map(Complaint::problem) {
        Some(Problem::Unknown { what: "parameter", .. }) => "ParameterError",
        // A setting has no file of its own.
        Some(Problem::NotAllowed { .. }) if complaints.iter().all(|c| matches!(c.file(), None | Some("--set"))) => {
            "ParameterError"
        }
        Some(Problem::Input { .. }) => "MissingInputError",
        Some(Problem::Output { .. }) => "OutputError",
        _ => "ScenarioError",
    };
    let problems: Vec<_> = complaints.iter().map(|complaint| reworded(complaint.to_json())).collect();
    let problems = serde_json::to_string(&problems).unwrap_or_default();
    let text = in_python(&complaints.render(false));
    make(py, kind, (text.trim_end(), problems, complaints.exit_code())).unwrap_or_else(|error| error)
}

/// The same of one complaint.
pub(crate) fn one(py: Python<'_>, complaint: impl Into<Complaint>) -> PyErr {
    raised(py, &Complaints::from(complaint.into()))
}

/// Something that went wrong and is nobody's mistake in a file.
pub(crate) fn failed(why: impl Into<String>) -> PyErr {
    PyRuntimeError::new_err(why.into())
}

fn make(py: Python<'_>, kind: &str, (text, problems, code): (&str, String, u8)) -> PyResult<PyErr> {
    let made = PyModule::import(py, "groundswell._errors")?.getattr("make")?;
    Ok(PyErr::from_value(made.call1((kind, text, problems, code))?))
}
