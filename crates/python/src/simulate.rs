//! A few replicates in memory, without a directory: what optimisers and samplers call
//! thousands of times.

use crate::errors::{failed, one};
use crate::mind::minded;
use crate::scenario::PyScenario;
use crate::table::PyTable;
use groundswell_chance::draw::Key;
use groundswell_engine::spec::Backend;
use groundswell_engine::world::World;
use groundswell_scenario::scenario::{Making, Scenario};
use groundswell_study::checkpoint::{FinishedReplicate, ReplicateEnd};
use groundswell_study::course::Course;
use groundswell_study::ensemble::{self, Finished};
use groundswell_study::prose::Prose;
use groundswell_study::statistics::{self, Statistic};
use groundswell_study::tables;
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
        let world = World::build(scenario.spec(&making), seed);
        let mut tables = Collected::new(scenario, making.clone(), seed, hourly);
        ensemble::run(&world, seed, &replicates, threads, &stop, |finished| tables.take(finished));
        tables.finish()
    };
    let all = minded(py, threads, &stop, work, |_| Ok(()))?.map_err(failed)?;
    Ok(all.into_iter().map(|table| (table.name().to_string(), PyTable::held(table))).collect())
}

/// The tables, as replicates come in.
struct Collected<'a> {
    scenario: &'a Scenario,
    making: Making,
    seed: u64,
    wanted: Vec<Statistic>,
    prose: Prose,
    runs: Table,
    daily: Table,
    onsets: Table,
    happenings: Table,
    values: Table,
    /// National and by place, of every hour; none if they are not wanted.
    hours: Option<[Option<Table>; 2]>,
    failure: Option<String>,
}

impl<'a> Collected<'a> {
    fn new(scenario: &'a Scenario, making: Making, seed: u64, hourly: bool) -> Collected<'a> {
        Collected {
            scenario,
            making,
            seed,
            wanted: statistics::of(scenario),
            prose: Prose::english(scenario),
            runs: Table::new("runs", &tables::runs_schema(scenario)),
            daily: Table::new("daily", tables::DAILY),
            onsets: Table::new("onsets", tables::ONSETS),
            happenings: Table::new("happenings", tables::HAPPENINGS),
            values: Table::new("statistics", tables::STATISTICS),
            hours: hourly.then_some([None, None]),
            failure: None,
        }
    }

    /// Takes a replicate, and says whether to go on.
    fn take(&mut self, finished: Finished) -> bool {
        let added = match finished {
            Ok(course) => self.add(&course),
            Err(why) => Err(format!("replicate {} failed, a bug: {}", why.replicate, why.message)),
        };
        if let Err(why) = added {
            self.failure = Some(why);
        }
        self.failure.is_none()
    }

    fn add(&mut self, course: &Course) -> Result<(), String> {
        let (scenario, scale, steps_per_hour) = (self.scenario, self.making.scale, self.making.steps_per_hour);
        let (number, end) = (course.replicate, ReplicateEnd::of(scenario, &self.wanted, course));
        tables::push_daily(&mut self.daily, scenario, number, &end);
        tables::push_onsets(&mut self.onsets, scenario, steps_per_hour, number, &end);
        tables::push_happenings(&mut self.happenings, scenario, &self.prose, steps_per_hour, number, &end);
        tables::push_statistics(&mut self.values, &self.wanted, number, &end);
        if let Some(hours) = &mut self.hours {
            let parts = [tables::national(scenario, course), tables::series(scenario, course)];
            for (table, part) in hours.iter_mut().zip(parts) {
                match table {
                    Some(table) => table.append(&part).map_err(|error| error.to_string())?,
                    None => *table = Some(part),
                }
            }
        }
        let key = Key::new(self.seed, number).0;
        let done = FinishedReplicate { replicate: number, key, seconds: 0.0, end: Ok(end), parts: vec![] };
        tables::push_run(&mut self.runs, scenario, scale, steps_per_hour, &done, &[]);
        Ok(())
    }

    fn finish(self) -> Result<Vec<Table>, String> {
        let mut all = vec![self.runs, self.daily, self.onsets, self.happenings, self.values];
        all.extend(self.hours.into_iter().flatten().flatten());
        self.failure.map_or(Ok(all), Err)
    }
}
