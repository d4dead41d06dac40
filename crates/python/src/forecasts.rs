//! Forecasts: made, scored and written as the command line does.

use crate::errors::{one, raised};
use crate::mind::minded;
use crate::run::maker;
use crate::scenario::PyScenario;
use groundswell_complaint::Complaints;
use groundswell_study::calibrate::named::named;
use groundswell_study::forecast::asked::{observation, times};
use groundswell_study::forecast::kept::KeptOrigins;
use groundswell_study::forecast::prior::ParameterSource;
use groundswell_study::forecast::run::Orders;
use groundswell_study::forecast::store::Forecasting;
use groundswell_study::forecast::verdict::{said, verdict};
use groundswell_study::forecast::{ForecastRequest, forecast, runs};
use pyo3::prelude::*;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

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

/// Makes forecasts, scores them and writes their folder. `tick(runs)` hears of progress.
#[pyfunction]
#[pyo3(signature = (scenario, out, *, of, threads, tick = None))]
pub(crate) fn make_forecast(
    py: Python<'_>,
    scenario: &PyScenario,
    out: PathBuf,
    of: ForecastQuestion,
    threads: usize,
    tick: Option<Bound<'_, PyAny>>,
) -> PyResult<()> {
    let (stop, done) = (AtomicBool::new(false), AtomicUsize::new(0));
    let work = || {
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
        let asked = ForecastRequest {
            origins,
            horizons,
            replicates: of.replicates,
            scale: of.scale,
            seed: of.seed,
            parameters,
            orders: if of.orders == "endogenous" { Orders::Endogenous } else { Orders::None },
            observation: observation(&of.observe)?,
        };
        let directory = Forecasting::begin(&out, of.force, &read, &asked, maker(of.command, of.started))?;
        let kept = KeptOrigins::at(Some(&out));
        let all = forecast(&read, &asked, &kept, &stop, &|runs| done.store(runs, Ordering::Relaxed))?;
        Ok::<_, Complaints>((directory, read, asked, all))
    };
    let (directory, read, asked, all) = minded(py, threads, &stop, work, |_| {
        tick.as_ref().map_or(Ok(()), |tick| tick.call1((done.load(Ordering::Relaxed),)).map(drop))
    })?
    .map_err(|complaints| raised(py, &complaints))?;
    let written = py.detach(|| {
        let (scores, versus) = verdict(&all, asked.seed);
        directory.close(&read, &asked, &all, (&said(&all), &scores, &versus))
    });
    written.map_err(|complaint| one(py, complaint))
}
