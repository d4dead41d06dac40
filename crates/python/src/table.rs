//! A table as Python sees it: read when it is asked for, a part at a time.

use crate::arrow::{Parts, schema_of, stream_of};
use crate::errors::one;
use groundswell_complaint::Complaint;
use groundswell_tables::table::{Field, ShardReader, Table, TableCell};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList};
use std::path::PathBuf;
use std::sync::Arc;

/// Where the rows are.
enum Source {
    /// In memory.
    Held(Arc<Table>),
    /// In files, of which one at a time is read.
    Files(Vec<PathBuf>),
}

/// Named columns of equal length, each with its unit and one line of meaning.
#[pyclass(frozen, name = "Table", module = "groundswell._native")]
pub struct PyTable {
    name: String,
    fields: Vec<Field>,
    rows: u64,
    source: Source,
    /// What keeps the files where they are: a temporary folder goes with the last who holds it.
    keeper: Option<Py<PyAny>>,
}

impl PyTable {
    /// A table in memory.
    pub fn held(table: Table) -> PyTable {
        PyTable {
            name: table.name().into(),
            fields: table.schema().cloned().collect(),
            rows: table.rows() as u64,
            source: Source::Held(Arc::new(table)),
            keeper: None,
        }
    }

    /// A table in one or more files of the same columns.
    pub fn files(
        name: &str,
        paths: Vec<PathBuf>,
        none: &[Field],
        keeper: Option<Py<PyAny>>,
    ) -> Result<PyTable, Complaint> {
        let (mut fields, mut rows) = (none.to_vec(), 0);
        for (i, path) in paths.iter().enumerate() {
            let reader = ShardReader::open(path)?;
            rows += reader.rows();
            if i == 0 {
                fields = reader.schema().to_vec();
            }
        }
        Ok(PyTable { name: name.into(), fields, rows, source: Source::Files(paths), keeper })
    }

    fn parts(&self, py: Python<'_>, only: Option<&str>) -> Parts {
        match &self.source {
            Source::Held(table) => Box::new(std::iter::once(Ok(Table::clone(table)))),
            Source::Files(paths) => {
                let only = only.map(str::to_string);
                let keeper = self.keeper.as_ref().map(|keeper| keeper.clone_ref(py));
                let parts = paths.clone().into_iter().flat_map(move |path| {
                    let _ = &keeper;
                    let parts: Parts = match ShardReader::open(&path) {
                        Ok(reader) => {
                            let reader = match &only {
                                Some(column) => reader.only(&[column]),
                                None => reader,
                            };
                            Box::new(reader.map(|part| part.map_err(|error| error.to_string())))
                        }
                        Err(error) => Box::new(std::iter::once(Err(error.to_string()))),
                    };
                    parts
                });
                Box::new(parts)
            }
        }
    }
}

#[pymethods]
impl PyTable {
    /// Its name in a run directory.
    #[getter]
    fn name(&self) -> &str {
        &self.name
    }

    /// Its rows.
    #[getter]
    fn rows(&self) -> u64 {
        self.rows
    }

    /// Name, kind, unit and meaning of each column, and whether a row may leave it empty.
    #[getter]
    fn schema(&self) -> Vec<(String, &'static str, String, String, bool)> {
        let word = |text: &str| text.to_string();
        self.fields
            .iter()
            .map(|f| (word(&f.name), f.kind.name(), word(&f.unit), word(&f.meaning), f.nullable))
            .collect()
    }

    /// The values of a column; times as microseconds since 1970 on the scenario's clock.
    fn column<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyList>> {
        if !self.fields.iter().any(|field| field.name == name) {
            let names: Vec<&str> = self.fields.iter().map(|field| field.name.as_ref()).collect();
            return Err(PyKeyError::new_err(format!(
                "no column {name:?} in {}; it has {}",
                self.name,
                names.join(", ")
            )));
        }
        let list = PyList::empty(py);
        for part in self.parts(py, Some(name)) {
            let part = part.map_err(|why| one(py, Complaint::syntax(why)))?;
            let Some(column) = part.column(name) else { continue };
            for row in 0..column.len() {
                match column.cell(row) {
                    TableCell::Null => list.append(py.None())?,
                    TableCell::Unsigned(x) => list.append(x)?,
                    TableCell::Signed(x) | TableCell::Time(x) => list.append(x)?,
                    TableCell::Real(x) => list.append(x)?,
                    TableCell::Bool(x) => list.append(x)?,
                    TableCell::Text(x) => list.append(x)?,
                }
            }
        }
        Ok(list)
    }

    /// The schema, for Arrow.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        PyCapsule::new_with_value(py, schema_of(&self.fields), c"arrow_schema")
    }

    /// The rows, for Arrow: a batch a part. A wish for another schema is not met, as the
    /// interface allows.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        PyCapsule::new_with_value(py, stream_of(self.fields.clone(), self.parts(py, None)), c"arrow_array_stream")
    }
}
