//! Threshold contagion on a graph that the user brings.

use crate::errors::raised;
use crate::mind::left_to_end;
use groundswell_classics::graph::{Crowd, GraphError, Persistence, Rows, Rule};
use groundswell_complaint::Complaint;
use pyo3::prelude::*;
use std::sync::Arc;

/// People 0 to `nodes - 1` and the ties between them.
#[pyclass(frozen, name = "Ties", module = "groundswell._native")]
pub struct GraphTies {
    rows: Arc<Rows>,
}

/// Size, steps, active after each step, whether it settled, and who was active at the end.
type Ended = (u64, u32, Vec<u64>, bool, Vec<u32>);

#[pymethods]
impl GraphTies {
    /// A graph from pairs of people. Directed: `(a, b)` says that `b` sees `a`.
    #[new]
    fn new(py: Python<'_>, nodes: u32, pairs: Vec<(u32, u32)>, directed: bool) -> PyResult<GraphTies> {
        let made = left_to_end(py, 1, move || {
            if directed { Rows::from_arcs(nodes, &pairs) } else { Rows::from_pairs(nodes, &pairs) }
        })?;
        Ok(GraphTies { rows: Arc::new(made.map_err(|error| told(py, &error))?) })
    }

    /// People.
    #[getter]
    fn nodes(&self) -> u32 {
        self.rows.nodes()
    }

    /// Entries in all rows: twice the number of ties if they go both ways.
    #[getter]
    fn entries(&self) -> u64 {
        self.rows.entries()
    }

    /// Mean number of those who see a person.
    #[getter]
    fn mean_degree(&self) -> f64 {
        self.rows.mean_degree()
    }

    /// Lets a contagion run: with `count`, who sees that many active others joins; with
    /// `share`, who sees that share; with `needs`, each by a need of their own.
    #[pyo3(signature = (seeds, *, count, share, needs, fading, limit, threads))]
    #[allow(clippy::too_many_arguments)]
    fn contagion(
        &self,
        py: Python<'_>,
        seeds: Vec<u32>,
        count: Option<u32>,
        share: Option<f64>,
        needs: Option<Vec<u32>>,
        fading: bool,
        limit: u32,
        threads: usize,
    ) -> PyResult<Ended> {
        let rows = self.rows.clone();
        let work = move || -> Result<Ended, GraphError> {
            let seen = rows.seen_by_each();
            let needs = match (needs, count, share) {
                (Some(needs), _, _) => needs,
                (_, Some(count), _) => Rule::Count(count).needs(&seen)?,
                (_, _, share) => Rule::Share(share.unwrap_or(f64::NAN)).needs(&seen)?,
            };
            let memory = if fading { Persistence::Fading } else { Persistence::Lasting };
            let mut crowd = Crowd::new(&rows, &needs, memory)?;
            crowd.seed(&seeds)?;
            let outcome = crowd.run(limit);
            let active = (0..rows.nodes()).filter(|&node| crowd.is_active(node)).collect();
            Ok((outcome.size, outcome.steps, outcome.curve, outcome.settled, active))
        };
        left_to_end(py, threads, work)?.map_err(|error| told(py, &error))
    }
}

fn told(py: Python<'_>, error: &GraphError) -> PyErr {
    raised(py, &Complaint::inconsistent(error.to_string()).into())
}
