//! The classic models, by name, with their tables of parameters.

use crate::errors::raised;
use crate::mind::left_to_end;
use groundswell_classics::ClassicError;
use groundswell_classics::models::published::published;
use groundswell_classics::models::{CLASSICS, Classic, find};
use groundswell_complaint::{Complaint, Complaints, Problem};
use pyo3::prelude::*;
use serde_json::json;

/// The names of the classics.
#[pyfunction]
pub(crate) fn classic_names() -> Vec<&'static str> {
    CLASSICS.iter().map(|classic| classic.name).collect()
}

/// Runs a classic; its report, with published numbers beside it, as JSON.
#[pyfunction]
pub(crate) fn run_classic(
    py: Python<'_>,
    name: &str,
    settings: Vec<(String, String)>,
    seed: u64,
    replicates: Option<u32>,
    threads: usize,
) -> PyResult<String> {
    let Some(classic) = find(name) else {
        let names = CLASSICS.iter().map(|classic| classic.name);
        return Err(raised(py, &Complaint::unknown("classic", name, names).into()));
    };
    let (mut set, mut complaints) = (classic.settings(), Complaints::default());
    for (name, value) in &settings {
        if let Err(error) = set.set(name, value) {
            complaints.push(complaint(classic, &error, value));
        }
    }
    complaints.or(()).map_err(|complaints| raised(py, &complaints))?;
    let beside = published(classic, &set);
    let replicates = replicates.unwrap_or(classic.replicates);
    let report = left_to_end(py, threads, move || classic.run(&set, seed, replicates))?;
    let report = report.map_err(|error| raised(py, &complaint(classic, &error, "").into()))?;
    let mut value = json!(report);
    value["published"] = json!(beside);
    value["title"] = json!(classic.title);
    Ok(value.to_string())
}

/// What a user is told of an error.
fn complaint(classic: &Classic, error: &ClassicError, found: &str) -> Complaint {
    match error {
        ClassicError::Unknown { name, .. } => {
            Complaint::unknown("parameter", name, classic.parameters.iter().map(|p| p.name))
        }
        ClassicError::OutOfRange { name, .. } | ClassicError::NoSuchChoice { name, .. } if !found.is_empty() => {
            let complaint = Complaint::new(Problem::NotAllowed { name: name.clone(), found: found.into() });
            match classic.parameters.iter().find(|p| p.name == name) {
                Some(p) if p.choices.is_empty() => {
                    complaint.allowed(format!("from {} to {} {}", p.low, p.high, p.unit).trim_end().to_string())
                }
                Some(p) => complaint.allowed(p.choices.join(", ")),
                None => complaint,
            }
        }
        error => Complaint::inconsistent(error.to_string()),
    }
}
