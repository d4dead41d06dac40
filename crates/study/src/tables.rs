//! The tables of a run directory: their columns, and how they are filled.
//!
//! Nothing here knows the time, the machine or the number of threads: two runs of one
//! plan write the same bytes. That is why seconds are in `timings.csv` and not here.

mod schema;

use crate::checkpoint::{FinishedReplicate, ReplicateEnd};
use crate::course::{Course, LocalCounts, National};
use crate::prose::Prose;
use crate::statistics::Statistic;
use crate::strip::{self, Strip};
use groundswell_engine::column::Column;
use groundswell_engine::parameter::Value;
use groundswell_scenario::orders::FORMS;
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::row;
use groundswell_tables::table::{Field, GROUP, Kind, ShardWriter, Table, TableCell, TableError, Values, WrittenShard};
pub use schema::*;
use schema::{BRANCH, REPLICATE};
use std::ops::Range;
use std::path::Path;

/// The columns of `data/runs.parquet`: those of every run, then every parameter that was set.
pub fn runs_schema(scenario: &Scenario) -> Vec<Field> {
    let mut fields = vec![
        REPLICATE,
        BRANCH,
        Field::new("seed", Kind::U64, "", "key of the replicate: all its draws are a function of it"),
        Field::new("form", Kind::Text, "", "which orders held: history or endogenous"),
        Field::new("scale", Kind::U32, "adults", "adults that one agent stands for"),
        Field::new("status", Kind::Text, "", "done or failed"),
        Field::new("outcomes", Kind::Text, "", "classes of outcomes, joined by +").nullable(),
        Field::new("peak", Kind::F64, "adults", "largest national crowd").nullable(),
        Field::new("peak_hour", Kind::F64, "h", "hours since the start of the peak").nullable(),
        Field::new("onset_hour", Kind::F64, "h", "hours since the start of the first reportable gathering").nullable(),
        Field::new("strike_hour", Kind::F64, "h", "hours since the start of the first reportable strike").nullable(),
        Field::new("units_reached", Kind::U32, "units", "units that ever had a reportable gathering").nullable(),
        Field::new("days_to_90", Kind::F64, "d", "from the peak until the crowd had fallen by 90 %").nullable(),
        Field::new("detained", Kind::F64, "adults", "detentions").nullable(),
        Field::new("killed", Kind::F64, "adults", "killed, forces included").nullable(),
        Field::new("forces_killed", Kind::F64, "adults", "members of the forces killed").nullable(),
    ];
    for (path, value) in set_parameters(scenario) {
        let kind = match value {
            Value::Number(_) => Kind::F64,
            Value::Switch(_) => Kind::Bool,
            Value::Choice(_) => Kind::Text,
        };
        fields.push(Field::named(path, kind, "", "a parameter that was set"));
    }
    fields
}

/// The parameters that were set besides the scenario file, once each.
fn set_parameters(scenario: &Scenario) -> Vec<(String, Value)> {
    let mut set: Vec<(String, Value)> = Vec::new();
    for setting in &scenario.settings {
        let path = setting.split('=').next().unwrap_or_default().trim();
        let Some((section, name)) = path.split_once('.') else { continue };
        let value = scenario.parameters(section).and_then(|parameters| parameters.get(name));
        if let Some(value) = value.filter(|_| set.iter().all(|(known, _)| known != path)) {
            set.push((path.to_string(), value));
        }
    }
    set
}

/// Adds a replicate's row to `runs`; `drawn` are the parameters that it took from a posterior.
pub fn push_run(
    table: &mut Table,
    scenario: &Scenario,
    scale: u32,
    steps_per_hour: u32,
    done: &FinishedReplicate,
    drawn: &[f64],
) {
    let hours = |step: u32| f64::from(step) / f64::from(steps_per_hour);
    let end = done.end.as_ref().ok();
    let record = end.map(|end| &end.record);
    let outcomes = end.map(|end| end.outcomes.iter().map(|class| class.name().0).collect::<Vec<_>>().join("+"));
    // Nobody judged a run without classification.
    let outcomes = outcomes.filter(|classes| !classes.is_empty());
    let first = |steps: &[Option<u32>]| steps.iter().flatten().min().map(|&step| hours(step));
    let fell = record.and_then(|record| record.fell_90.map(|step| hours(step.saturating_sub(record.peak_step)) / 24.0));
    let last = |what: fn(&National) -> f32| end.map(|end| f64::from(what(&end.last)));
    let mut cells = row![
        done.replicate,
        BASE,
        done.key,
        FORMS[scenario.form],
        scale,
        if end.is_some() { "done" } else { "failed" },
        outcomes.as_ref(),
        record.map(|record| record.peak),
        record.map(|record| hours(record.peak_step)),
        record.and_then(|record| first(&record.onset)),
        record.and_then(|record| first(&record.strike_onset)),
        record.map(|record| record.onset.iter().flatten().count()),
        fell,
        last(|n| n.detained),
        last(|n| n.killed),
        last(|n| n.forces_killed),
    ]
    .to_vec();
    let set = set_parameters(scenario);
    let words: Vec<String> = set.iter().map(|(path, value)| show(path, *value)).collect();
    for ((_, value), word) in set.iter().zip(&words) {
        cells.push(match value {
            Value::Number(x) => TableCell::Real(*x),
            Value::Switch(x) => TableCell::Bool(*x),
            Value::Choice(_) => TableCell::Text(word),
        });
    }
    cells.extend(drawn.iter().map(|&x| TableCell::Real(x)));
    table.push(cells);
}

/// A parameter's value in the words of a scenario file.
pub fn show(path: &str, value: Value) -> String {
    let mut rows = groundswell_scenario::parameters::paths();
    let row = rows.find(|(section, row)| path.split_once('.') == Some((section, row.name)));
    row.map_or_else(String::new, |(_, row)| row.show(value))
}

/// A replicate's places, hour by hour.
pub fn series(scenario: &Scenario, course: &Course) -> Table {
    some_series(scenario, course, 0..course.hours() * course.units.len())
}

/// The same as a file, a row group at a time: a large country's rows are more than its people.
///
/// # Errors
/// A disk that cannot be written to.
pub fn write_series(
    scenario: &Scenario,
    course: &Course,
    branch: &str,
    path: &Path,
) -> Result<WrittenShard, TableError> {
    let rows = course.hours() * course.units.len();
    let mut shard = ShardWriter::create(path, "series", &series_schema(scenario))?;
    for first in (0..rows).step_by(GROUP) {
        let group = some_series(scenario, course, first..rows.min(first + GROUP));
        shard.append(&group.labelled("branch", branch))?;
    }
    shard.finish()
}

fn some_series(scenario: &Scenario, course: &Course, rows: Range<usize>) -> Table {
    let (places, country) = (course.units.len(), &scenario.country);
    let mut columns = keys(scenario, course, rows.clone(), |row| row / places);
    columns.push(Values::Text(rows.clone().map(|row| country.places[row % places].name.as_str()).collect()));
    let unit = |row: usize| country.units[country.places[row % places].unit].name.as_str();
    columns.push(Values::Text(rows.clone().map(unit).collect()));
    columns.extend(LocalCounts::values((rows.clone()).filter_map(|row| course.locals.get(row).copied())));
    columns.extend(strips(scenario, &course.local_columns, true, rows));
    Table::from_columns("series", &series_schema(scenario), columns)
}

/// A replicate's nation, hour by hour.
pub fn national(scenario: &Scenario, course: &Course) -> Table {
    let rows = 0..course.hours();
    let mut columns = keys(scenario, course, rows.clone(), |row| row);
    columns.extend(National::values(course.nation.iter().copied()));
    columns.extend(strips(scenario, &course.national_columns, false, rows));
    Table::from_columns("national", &national_schema(scenario), columns)
}

/// The columns of `data/series`: keys, counts, then those of the mechanisms.
pub fn series_schema(scenario: &Scenario) -> Vec<Field> {
    [SERIES, LocalCounts::FIELDS]
        .concat()
        .into_iter()
        .chain(of_mechanisms(scenario, true).map(|c| strip::field(&c)))
        .collect()
}

/// The columns of `data/national`: keys, counts, then those of the mechanisms.
pub fn national_schema(scenario: &Scenario) -> Vec<Field> {
    let fields = [NATIONAL, National::FIELDS].concat();
    fields.into_iter().chain(of_mechanisms(scenario, false).map(|c| strip::field(&c))).collect()
}

fn of_mechanisms(scenario: &Scenario, places: bool) -> impl Iterator<Item = Column> {
    scenario.columns().into_iter().filter(move |column| column.is_of_places() == places)
}

/// The values of the mechanisms' columns, which stand in the course in the same order.
fn strips(scenario: &Scenario, strips: &[Strip], places: bool, rows: Range<usize>) -> Vec<Values> {
    of_mechanisms(scenario, places).zip(strips).map(|(column, strip)| strip.values(&column, rows.clone())).collect()
}

/// Replicate, branch, hour and time of every row.
fn keys(scenario: &Scenario, course: &Course, rows: Range<usize>, hour: impl Fn(usize) -> usize) -> Vec<Values> {
    let times: Vec<i64> = (0..course.hours()).map(|hour| micros(scenario, hour as f64)).collect();
    vec![
        Values::U32(vec![course.replicate; rows.len()]),
        Values::Text(rows.clone().map(|_| BASE).collect()),
        Values::U16(rows.clone().map(|row| hour(row) as u16).collect()),
        Values::Time(rows.map(|row| times[hour(row)]).collect()),
    ]
}

/// Adds a replicate's days to `daily`.
pub fn push_daily(table: &mut Table, scenario: &Scenario, replicate: u32, end: &ReplicateEnd) {
    for (day, d) in end.days.iter().enumerate() {
        table.push(row![
            replicate,
            BASE,
            day,
            scenario.time(24.0 * day as f64),
            d.participants,
            d.strikers,
            d.units_active,
            d.end.detained,
            d.end.killed,
            d.end.forces_killed,
        ]);
    }
}

/// Adds a replicate's units to `onsets`.
pub fn push_onsets(table: &mut Table, scenario: &Scenario, steps_per_hour: u32, replicate: u32, end: &ReplicateEnd) {
    let hours = |steps: &[Option<u32>], unit: usize| {
        steps.get(unit).copied().flatten().map(|step| f64::from(step) / f64::from(steps_per_hour))
    };
    for (u, unit) in scenario.country.units.iter().enumerate() {
        let record = &end.record;
        let peak = record.unit_peak.get(u).copied().unwrap_or(0.0);
        table.push(row![replicate, BASE, &unit.name, hours(&record.onset, u), hours(&record.strike_onset, u), peak]);
    }
}

/// Adds what happened to a replicate's actors to `happenings`.
pub fn push_happenings(
    table: &mut Table,
    scenario: &Scenario,
    prose: &Prose,
    steps_per_hour: u32,
    replicate: u32,
    end: &ReplicateEnd,
) {
    for happening in &end.happenings {
        let hour = f64::from(happening.step) / f64::from(steps_per_hour);
        let unit = happening.unit.and_then(|u| scenario.country.units.get(u as usize)).map(|unit| unit.name.as_str());
        let said = prose.say(&happening.event);
        table.push(row![
            replicate,
            BASE,
            hour,
            scenario.time(hour),
            happening.event.mechanism(),
            happening.event.kind(),
            said.who.as_str(),
            unit,
            happening.event.number(),
            said.text.as_str(),
        ]);
    }
}

/// Adds a replicate's recorded quantities to `statistics`.
pub fn push_statistics(table: &mut Table, statistics: &[Statistic], replicate: u32, end: &ReplicateEnd) {
    for (statistic, value) in statistics.iter().zip(&end.values) {
        table.push(row![replicate, BASE, &statistic.target.id, &statistic.target.variable, *value]);
    }
}

/// The recorded quantities.
pub fn targets(scenario: &Scenario) -> Table {
    let mut table = Table::new("targets", TARGETS);
    for t in &scenario.targets {
        let date = t.date.map(|date| date.and_time(chrono::NaiveTime::MIN));
        let place = (!t.place.is_empty()).then_some(&t.place);
        table.push(row![
            &t.id,
            &t.variable,
            date,
            place,
            t.low,
            t.best,
            t.high,
            t.scored,
            t.held_out,
            &t.source,
            &t.note,
        ]);
    }
    table
}

/// The recorded facts.
pub fn facts(scenario: &Scenario) -> Table {
    let mut table = Table::new("facts", FACTS);
    for f in &scenario.facts {
        let some = |text| Some(text).filter(|text: &&String| !text.is_empty());
        let hour = scenario.hour_of(f);
        let ahead = chrono::Duration::minutes(i64::from(scenario.calendar().offset()));
        let utc = hour.map(|hour| scenario.time(hour) - ahead);
        table.push(row![
            f.id,
            f.date.and_time(chrono::NaiveTime::MIN),
            f.time,
            hour,
            utc,
            &f.precision,
            some(&f.place),
            some(&f.unit),
            &f.kind,
            f.range.0,
            f.range.1,
            &f.counted,
            &f.source_type,
            &f.source,
            &f.note,
        ]);
    }
    table
}

fn micros(scenario: &Scenario, hour: f64) -> i64 {
    scenario.time(hour).and_utc().timestamp_micros()
}
