//! A few replicates in memory, without a directory: what optimisers and samplers call
//! thousands of times.

use crate::errors::{failed, one};
use crate::mind::minded;
use crate::scenario::PyScenario;
use crate::table::PyTable;
use groundswell_chance::draw::Key;
use groundswell_engine::spec::Backend;
use groundswell_engine::world::World;
use groundswell_scenario::scenario::Making;
use groundswell_study::checkpoint::{FinishedReplicate, ReplicateEnd};
use groundswell_study::prose::Prose;
use groundswell_study::{ensemble, statistics, tables};
use groundswell_tables::table::Table;
use pyo3::prelude::*;
use std::collections::HashMap;
use std::sync::atomic::AtomicBool;

/// Simulates replicates and returns their tables by name.
#[pyfunction]
#[pyo3(signature = (scenario, *, replicates, seed, scale, steps_per_hour, backend, threads, hourly))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn simulate(
    py: Python<'_>,
    scenario: &PyScenario,
    replicates: Vec<u32>,
    seed: u64,
    scale: u32,
    steps_per_hour: u32,
    backend: &str,
    threads: usize,
    hourly: bool,
) -> PyResult<HashMap<String, PyTable>> {
    let scenario = &*scenario.inner;
    let backend = if backend == "scan" { Backend::Scan } else { Backend::Event };
    let making = Making { scale, steps_per_hour, backend };
    scenario.agents(&making).map_err(|complaint| one(py, complaint))?;
    let stop = AtomicBool::new(false);
    let work = || {
        let (wanted, prose) = (statistics::of(scenario), Prose::english(scenario));
        let world = World::build(scenario.spec(&making), seed);
        let mut runs = Table::new("runs", &tables::runs_schema(scenario));
        let mut daily = Table::new("daily", tables::DAILY);
        let mut onsets = Table::new("onsets", tables::ONSETS);
        let mut happenings = Table::new("happenings", tables::HAPPENINGS);
        let mut values = Table::new("statistics", tables::STATISTICS);
        let mut hours: [Option<Table>; 2] = [None, None];
        let mut failure = None;
        ensemble::run(&world, seed, &replicates, threads, &stop, |finished| {
            let course = match finished {
                Ok(course) => course,
                Err(why) => {
                    failure = Some(format!("replicate {} failed, a bug: {}", why.replicate, why.message));
                    return false;
                }
            };
            let end = ReplicateEnd::of(scenario, &wanted, &course);
            tables::push_daily(&mut daily, scenario, course.replicate, &end);
            tables::push_onsets(&mut onsets, scenario, steps_per_hour, course.replicate, &end);
            tables::push_happenings(&mut happenings, scenario, &prose, steps_per_hour, course.replicate, &end);
            tables::push_statistics(&mut values, &wanted, course.replicate, &end);
            if hourly {
                let parts =
                    hours.iter_mut().zip([tables::national(scenario, &course), tables::series(scenario, &course)]);
                for (table, part) in parts {
                    let appended = match table {
                        Some(table) => table.append(&part),
                        None => {
                            *table = Some(part);
                            Ok(())
                        }
                    };
                    if let Err(error) = appended {
                        failure = Some(error.to_string());
                        return false;
                    }
                }
            }
            let key = Key::new(seed, course.replicate).0;
            let done =
                FinishedReplicate { replicate: course.replicate, key, seconds: 0.0, end: Ok(end), parts: vec![] };
            tables::push_run(&mut runs, scenario, scale, steps_per_hour, &done, &[]);
            true
        });
        let mut all = vec![runs, daily, onsets, happenings, values];
        all.extend(hours.into_iter().flatten());
        failure.map_or(Ok(all), Err)
    };
    let all = minded(py, threads, &stop, work, |_| Ok(()))?.map_err(failed)?;
    Ok(all.into_iter().map(|table| (table.name().to_string(), PyTable::held(table))).collect())
}
