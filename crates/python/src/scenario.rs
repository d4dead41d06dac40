//! A scenario as Python sees it: read, changed by making another, distinguished by its hash.

use crate::errors::{one, raised};
use crate::table::PyTable;
use groundswell_complaint::Complaints;
use groundswell_engine::parameter::{Allowed, Value};
use groundswell_scenario::check::questionable;
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
    /// What must be said of its files, as an assumed encoding.
    #[getter]
    fn remarks(&self) -> Vec<String> {
        self.inner.remarks()
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
                Allowed::Number { low, high } => (Some(low), Some(high)),
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

    /// The units.
    fn units(&self) -> PyTable {
        let mut table = Table::new("units", UNITS);
        for unit in &self.inner.country.units {
            let id = Some(unit.id.as_str()).filter(|id| !id.is_empty());
            table.push(row![&unit.name, id, unit.point.0, unit.point.1, unit.population, unit.adults, &unit.centre]);
        }
        PyTable::held(table)
    }

    /// What is recorded.
    fn facts(&self) -> PyTable {
        let mut table = Table::new("facts", FACTS);
        for fact in &self.inner.facts {
            let some = |text: &'_ str| Some(text.to_string()).filter(|text| !text.is_empty());
            let time = fact.time.unwrap_or(fact.date.and_time(chrono::NaiveTime::MIN));
            let (place, unit, counted) = (some(&fact.place), some(&fact.unit), some(&fact.counted));
            let (source, note) = (some(&fact.source), some(&fact.note));
            table.push(row![
                fact.id,
                time,
                place.as_deref(),
                unit.as_deref(),
                &fact.kind,
                fact.range.0,
                fact.range.1,
                counted.as_deref(),
                source.as_deref(),
                note.as_deref(),
            ]);
        }
        PyTable::held(table)
    }

    /// What runs are compared with.
    fn targets(&self) -> PyTable {
        let mut table = Table::new("targets", TARGETS);
        for target in &self.inner.targets {
            let day = target.date.map(|day| day.and_time(chrono::NaiveTime::MIN));
            let place = Some(target.place.as_str()).filter(|place| !place.is_empty());
            table.push(row![
                &target.id,
                &target.variable,
                day,
                place,
                target.low,
                target.best,
                target.high,
                target.scored,
                target.held_out,
                target.lag_hours,
                &target.source,
                &target.note,
            ]);
        }
        PyTable::held(table)
    }

    /// What no table says, with the default that stands for it; what is wrong with the record or the priors is raised.
    fn assumed(&self, py: Python<'_>) -> PyResult<Vec<(String, String)>> {
        let wrong = questionable(&self.inner);
        if wrong.is_empty() { Ok(self.inner.country.assumed.clone()) } else { Err(raised(py, &wrong)) }
    }
}

const UNITS: &[Field] = &[
    Field::new("unit", Column::Text, "", "name"),
    Field::new("id", Column::Text, "", "what it is called in other tables, as US-CA").nullable(),
    Field::new("lat", Column::F64, "degrees", "latitude of its seat"),
    Field::new("lon", Column::F64, "degrees", "longitude of its seat"),
    Field::new("population", Column::U32, "people", "population"),
    Field::new("adults", Column::U32, "adults", "people of 16 and over"),
    Field::new("seat", Column::Text, "", "its seat"),
];

const FACTS: &[Field] = &[
    Field::new("id", Column::U32, "", "number in the record"),
    Field::new("time", Column::Time, "", "when, or midnight of the day, by the clock of the row"),
    Field::new("place", Column::Text, "", "town, if it is of one").nullable(),
    Field::new("unit", Column::Text, "", "unit, if it is of one").nullable(),
    Field::new("kind", Column::Text, "", "kind of fact"),
    Field::new("low", Column::F64, "", "smallest published value").nullable(),
    Field::new("high", Column::F64, "", "largest published value").nullable(),
    Field::new("counted", Column::Text, "", "what the value counts").nullable(),
    Field::new("source", Column::Text, "", "source").nullable(),
    Field::new("note", Column::Text, "", "note").nullable(),
];

const TARGETS: &[Field] = &[
    Field::new("target", Column::Text, "", "name"),
    Field::new("variable", Column::Text, "", "what is measured"),
    Field::new("date", Column::Time, "", "day, if it is of one").nullable(),
    Field::new("place_or_unit", Column::Text, "", "where; the country without").nullable(),
    Field::new("low", Column::F64, "", "lowest published value").nullable(),
    Field::new("best", Column::F64, "", "best value").nullable(),
    Field::new("high", Column::F64, "", "highest published value").nullable(),
    Field::new("scored", Column::Bool, "", "whether runs are scored on it"),
    Field::new("held_out", Column::Bool, "", "whether it is kept out of every fit"),
    Field::new("lag_hours", Column::F64, "h", "from the event to its publication"),
    Field::new("source", Column::Text, "", "source"),
    Field::new("note", Column::Text, "", "note"),
];

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
