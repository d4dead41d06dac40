//! Forecasts: made, scored and written as the command line does.

use crate::errors::{one, raised};
use crate::mind::minded;
use crate::run::maker;
use crate::scenario::PyScenario;
use groundswell_complaint::Complaints;
use groundswell_scenario::scenario::Scenario;
use groundswell_study::calibrate::named::named;
use groundswell_study::forecast::asked::{observation, times};
use groundswell_study::forecast::kept::KeptOrigins;
use groundswell_study::forecast::prior::ParameterSource;
use groundswell_study::forecast::run::Orders;
use groundswell_study::forecast::store::Forecasting;
use groundswell_study::forecast::verdict::{said, verdict};
use groundswell_study::forecast::{ForecastRequest, forecast, keep, runs};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

/// What a forecast is asked.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct ForecastQuestion {
    origins: Vec<String>,
    horizons: Vec<String>,
    replicates: u32,
    scale: u32,
    seed: u64,
    /// `prior` or `scenario`; a posterior goes before both.
    parameters: String,
    posterior: Option<PathBuf>,
    /// `none` or `endogenous`.
    orders: String,
    observe: Vec<String>,
    force: bool,
    command: Vec<String>,
    started: String,
}

/// All runs at an origin, of a forecast with this many that are weighted.
#[pyfunction]
pub(crate) fn forecast_runs(replicates: u32) -> usize {
    runs(replicates)
}

/// Scenario and request of a question.
fn asked(scenario: &PyScenario, of: &ForecastQuestion) -> Result<(Scenario, ForecastRequest), Complaints> {
    let (read, parameters) = match &of.posterior {
        Some(path) => {
            let named = named(path, &scenario.name_or_path, &scenario.inner.settings)?;
            let from = path.display().to_string();
            (named.scenario, ParameterSource::Posterior { from, posterior: named.posterior })
        }
        None if of.parameters == "scenario" => ((*scenario.inner).clone(), ParameterSource::Scenario),
        None => ((*scenario.inner).clone(), ParameterSource::Prior),
    };
    let (origins, horizons) = times(&of.origins, &of.horizons, &read)?;
    let request = ForecastRequest {
        origins,
        horizons,
        replicates: of.replicates,
        scale: of.scale,
        seed: of.seed,
        parameters,
        orders: if of.orders == "endogenous" { Orders::Endogenous } else { Orders::None },
        observation: observation(&of.observe)?,
    };
    Ok((read, request))
}

/// Makes forecasts, scores them and writes their folder. `spread(numbers)` may compute the runs of origins elsewhere, once
/// the folder is claimed; `tick(runs)` hears of progress.
#[pyfunction]
#[pyo3(signature = (scenario, out, *, of, threads, spread = None, tick = None))]
pub(crate) fn make_forecast(
    py: Python<'_>,
    scenario: &PyScenario,
    out: PathBuf,
    of: ForecastQuestion,
    threads: usize,
    spread: Option<Bound<'_, PyAny>>,
    tick: Option<Bound<'_, PyAny>>,
) -> PyResult<()> {
    let (stop, done) = (AtomicBool::new(false), AtomicUsize::new(0));
    let begin = || {
        let (read, asked) = asked(scenario, &of)?;
        let maker = maker(of.command.clone(), of.started.clone());
        let directory = Forecasting::begin(&out, of.force, &read, &asked, maker)?;
        Ok::<_, Complaints>((directory, read, asked))
    };
    let (directory, read, asked) = py.detach(begin).map_err(|complaints| raised(py, &complaints))?;
    if let Some(spread) = spread {
        spread.call1(((0..asked.origins.len()).collect::<Vec<usize>>(),))?;
    }
    let kept = KeptOrigins::at(Some(&out));
    let work = || forecast(&read, &asked, &kept, &stop, &|runs| done.store(runs, Ordering::Relaxed));
    let all = minded(py, threads, &stop, work, |_| {
        tick.as_ref().map_or(Ok(()), |tick| tick.call1((done.load(Ordering::Relaxed),)).map(drop))
    })?
    .map_err(|complaint| one(py, complaint))?;
    let written = py.detach(|| {
        let (scores, versus) = verdict(&all, asked.seed);
        directory.close(&read, &asked, &all, (&said(&all), &scores, &versus))
    });
    written.map_err(|complaint| one(py, complaint))
}

/// What a worker does: the runs of some origins of a forecast whose folder it sees. Returns one row.
#[pyfunction]
pub(crate) fn forecast_compute<'py>(
    py: Python<'py>,
    scenario: &PyScenario,
    out: PathBuf,
    of: ForecastQuestion,
    numbers: Vec<usize>,
    threads: usize,
) -> PyResult<Bound<'py, PyDict>> {
    let (stop, begun) = (AtomicBool::new(false), Instant::now());
    let work = || {
        let (read, asked) = asked(scenario, &of)?;
        let kept = KeptOrigins::at(Some(&out));
        for number in &numbers {
            keep(&read, &asked, &kept, *number, &stop)?;
        }
        Ok::<_, Complaints>(())
    };
    minded(py, threads, &stop, work, |_| Ok(()))?.map_err(|complaints| raised(py, &complaints))?;
    cost(py, &numbers, begun, threads)
}

/// The row of a piece of work: which numbers, and what they cost.
pub(crate) fn cost<'py>(
    py: Python<'py>,
    numbers: &[usize],
    begun: Instant,
    threads: usize,
) -> PyResult<Bound<'py, PyDict>> {
    let row = PyDict::new(py);
    row.set_item("first", numbers.first())?;
    row.set_item("last", numbers.last())?;
    row.set_item("done", numbers.len())?;
    row.set_item("seconds", begun.elapsed().as_secs_f64())?;
    row.set_item("seconds_building", 0.0)?;
    row.set_item("threads", threads)?;
    Ok(row)
}
