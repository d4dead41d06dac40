//! The Python face of Groundswell: what `python/groundswell` is built on.
//!
//! **Invariant:** no knowledge of the model is here; mechanisms, parameters, scenarios
//! and tables are enumerated from the layers below.
//! **Invariant:** nothing here is slow with Python's lock held, and nothing keeps a pool
//! of threads between two calls, so that a process may fork.

mod arrow;
mod calibrations;
mod classics;
mod errors;
mod forecasts;
mod graph;
mod mind;
mod own;
mod run;
mod scenario;
mod scores;
mod simulate;
mod sweeps;
mod table;
mod work;

use pyo3::prelude::*;

/// What the package is built on; use `groundswell`.
#[pymodule]
mod _native {
    use super::*;

    #[pymodule_export]
    use super::calibrations::{
        Sampler, calibrate_begin, calibrate_check, calibrate_checks, calibrate_close, calibrate_compute,
        calibrate_simulate,
    };
    #[pymodule_export]
    use super::classics::{classic_names, run_classic};
    #[pymodule_export]
    use super::forecasts::{forecast_compute, forecast_runs, make_forecast};
    #[pymodule_export]
    use super::graph::GraphTies;
    #[pymodule_export]
    use super::own::{
        call, classify, classify_named, countries, events_table, example_events, hours_until, import_events,
        make_record, new_of_country, order, report, shock,
    };
    #[pymodule_export]
    use super::run::{HeldClaim, begin, close, missing, note, opened, scenario_of, summary, table, take_up};
    #[pymodule_export]
    use super::scenario::{PyScenario, built_in, new_scenario};
    #[pymodule_export]
    use super::scores::{make_scores, scores_compute};
    #[pymodule_export]
    use super::simulate::simulate;
    #[pymodule_export]
    use super::sweeps::{sensitivity_begin, sweep_begin, sweep_close, sweep_compute, sweep_missing};
    #[pymodule_export]
    use super::table::PyTable;
    #[pymodule_export]
    use super::work::compute;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("VERSION", run::VERSION)?;
        module.add("REVISION", run::REVISION)
    }
}
