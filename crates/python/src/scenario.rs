//! A scenario as Python sees it: read, changed by making another, told apart by its hash.

use crate::errors::{one, raised};
use crate::table::PyTable;
use groundswell_complaint::Complaints;
use groundswell_engine::parameter::{Kind, Value};
use groundswell_scenario::files::BUILT_IN;
use groundswell_scenario::orders::FORMS;
use groundswell_scenario::parameters::{allowed, paths};
use groundswell_scenario::scenario::Scenario;
use groundswell_scenario::template;
use groundswell_study::plan;
use groundswell_tables::row;
use groundswell_tables::table::{Field, Kind as Column, Table};
use pyo3::prelude::*;
use std::sync::Arc;

/// A scenario, read and checked.
#[pyclass(frozen, name = "Scenario", module = "groundswell._native")]
pub struct PyScenario {
    /// What the user called it.
    pub name_or_path: String,
    /// What it holds.
    pub inner: Arc<Scenario>,
}

#[pymethods]
impl PyScenario {
    /// Reads a built-in scenario or a path, with settings on top.
    #[new]
    fn new(py: Python<'_>, name_or_path: String, settings: Vec<String>) -> PyResult<PyScenario> {
        let read = py.detach(|| Scenario::load(&name_or_path, &settings));
        let inner = Arc::new(read.map_err(|complaints| raised(py, &complaints))?);
        Ok(PyScenario { name_or_path, inner })
    }

    /// The same scenario with more settings.
    fn with_settings(&self, py: Python<'_>, settings: Vec<String>) -> PyResult<PyScenario> {
        let mut scenario = Scenario::clone(&self.inner);
        let mut complaints = Complaints::default();
        for setting in settings {
            if complaints.note(scenario.set(&setting)).is_some() {
                scenario.settings.push(setting);
            }
        }
        let scenario = complaints.or(scenario).map_err(|complaints| raised(py, &complaints))?;
        Ok(PyScenario { name_or_path: self.name_or_path.clone(), inner: Arc::new(scenario) })
    }

    /// What the user called it.
    #[getter]
    fn name_or_path(&self) -> &str {
        &self.name_or_path
    }
    #[getter]
    fn name(&self) -> &str {
        &self.inner.name
    }
    #[getter]
    fn title(&self) -> &str {
        &self.inner.title
    }
    #[getter]
    fn summary(&self) -> &str {
        &self.inner.summary
    }
    /// Midnight of its first day by its own clock, ISO 8601.
    #[getter]
    fn start(&self) -> String {
        self.inner.start.format("%Y-%m-%dT%H:%M:%S").to_string()
    }
    #[getter]
    fn hours(&self) -> u32 {
        self.inner.hours
    }
    #[getter]
    fn form(&self) -> &'static str {
        FORMS[self.inner.form]
    }
    #[getter]
    fn adults(&self) -> u64 {
        self.inner.country.places.iter().map(|place| u64::from(place.adults)).sum()
    }
    #[getter]
    fn settings(&self) -> Vec<String> {
        self.inner.settings.clone()
    }
    /// sha256 of everything that its numbers depend on, settings included.
    #[getter]
    fn hash(&self) -> String {
        plan::hash(&self.inner)
    }
    /// The scenario file with every default filled in.
    fn resolved(&self) -> String {
        self.inner.resolved()
    }
    /// A file of it: `SOURCES.md`, `facts.csv`, …
    fn file(&self, py: Python<'_>, name: &str) -> PyResult<String> {
        self.inner.file(name).map_err(|complaint| one(py, complaint))
    }
    /// The value of a parameter by its path; `None` if there is none of that name.
    fn value<'py>(&self, py: Python<'py>, path: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Some((section, row)) = path
            .split_once('.')
            .and_then(|(section, name)| paths().find(|(other, row)| *other == section && row.name == name))
        else {
            return Ok(None);
        };
        let value = self.inner.parameters(section).and_then(|parameters| parameters.get(row.name));
        let value = value.unwrap_or(row.default);
        Ok(Some(match value {
            Value::Number(x) => x.into_pyobject(py)?.into_any(),
            Value::Switch(x) => x.into_pyobject(py)?.to_owned().into_any(),
            Value::Choice(_) => row.show(value).into_pyobject(py)?.into_any(),
        }))
    }

    /// Every parameter with its value.
    fn parameters(&self) -> PyTable {
        let mut table = Table::new("parameters", PARAMETERS);
        for (section, row) in paths() {
            let value = self.inner.parameters(section).and_then(|parameters| parameters.get(row.name));
            let path = format!("{section}.{}", row.name);
            let (low, high) = match row.kind {
                Kind::Number { low, high } => (Some(low), Some(high)),
                _ => (None, None),
            };
            let number = match value {
                Some(Value::Number(x)) => Some(x),
                _ => None,
            };
            let (shown, usual, allowed) = (row.show(value.unwrap_or(row.default)), row.show(row.default), allowed(row));
            table.push(row![
                &path,
                &shown,
                number,
                &usual,
                low,
                high,
                &allowed,
                row.unit,
                row.mark.letter(),
                row.source,
                row.meaning,
            ]);
        }
        PyTable::held(table)
    }

    /// The units with their people, and their places.
    fn places(&self) -> PyTable {
        let mut table = Table::new("places", PLACES);
        for place in &self.inner.country.places {
            let unit = &self.inner.country.units[place.unit];
            table.push(row![&place.name, &unit.name, place.point.0, place.point.1, place.adults, place.rural]);
        }
        PyTable::held(table)
    }
}

const PARAMETERS: &[Field] = &[
    Field::new("path", Column::Text, "", "section and name, as in a scenario file"),
    Field::new("value", Column::Text, "", "value in this scenario, as a scenario file spells it"),
    Field::new("number", Column::F64, "", "value, if it is a number").nullable(),
    Field::new("default", Column::Text, "", "value where nothing is said"),
    Field::new("low", Column::F64, "", "lowest value allowed").nullable(),
    Field::new("high", Column::F64, "", "highest value allowed").nullable(),
    Field::new("allowed", Column::Text, "", "what is allowed, in words"),
    Field::new("unit", Column::Text, "", "unit"),
    Field::new("mark", Column::Text, "", "where the default comes from: L literature, D data, A assumed"),
    Field::new("source", Column::Text, "", "source, or reason of the assumption"),
    Field::new("meaning", Column::Text, "", "what it means"),
];

const PLACES: &[Field] = &[
    Field::new("place", Column::Text, "", "town, or the rural remainder of a unit"),
    Field::new("unit", Column::Text, "", "unit that it lies in"),
    Field::new("lat", Column::F64, "degrees", "latitude"),
    Field::new("lon", Column::F64, "degrees", "longitude"),
    Field::new("adults", Column::U32, "adults", "people of 16 and over"),
    Field::new("rural", Column::Bool, "", "whether it is the rural remainder"),
];

/// Writes the template of a scenario into a new folder; the path of its scenario file.
#[pyfunction]
pub(crate) fn new_scenario(py: Python<'_>, name: &str, folder: std::path::PathBuf) -> PyResult<std::path::PathBuf> {
    template::write(name, &folder).map_err(|complaint| one(py, complaint))
}

/// Name and title of each built-in scenario.
#[pyfunction]
pub(crate) fn built_in(py: Python<'_>) -> PyResult<Vec<(String, String)>> {
    let load = |name: &str| Scenario::load(name, &[]).map_err(|complaints| raised(py, &complaints));
    BUILT_IN.iter().map(|b| load(b.name).map(|s| (s.name.clone(), s.title.clone()))).collect()
}
