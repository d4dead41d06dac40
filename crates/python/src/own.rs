//! A scenario of the user's own: of any country, with triggers and a record made of events.

use crate::errors::{one, raised};
use crate::mind::minded;
use crate::run::PAGE;
use crate::scenario::PyScenario;
use crate::table::PyTable;
use chrono::NaiveDate;
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_scenario::delimited::dates::DateOrder;
use groundswell_scenario::events::{self, DATASETS, DUPLICATES, Sink, columns_of, country_of};
use groundswell_scenario::orders::write::{NewOffer, NewOrder, add_order};
use groundswell_scenario::record::{self, HoldOut, make};
use groundswell_scenario::shell::LEVELS;
use groundswell_scenario::triggers::exposure::ExposureScale;
use groundswell_scenario::triggers::write::{NewCall, NewShock, add_call, add_shock};
use groundswell_scenario::{made, verdict};
use groundswell_study::calibrate::model::until;
use groundswell_tables::row;
use groundswell_tables::table::{Field, Kind, Table};
use groundswell_world as world;
use pyo3::prelude::*;
use serde_json::json;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

const COUNTRIES: &[Field] = &[
    Field::new("iso2", Kind::Text, "", "ISO 3166-1, two letters"),
    Field::new("iso3", Kind::Text, "", "ISO 3166-1, three letters"),
    Field::new("country", Kind::Text, "", "English name"),
    Field::new("capital", Kind::Text, "", "where the government sits"),
    Field::new("time_zone", Kind::Text, "", "IANA time zone of most of its people"),
    Field::new("population", Kind::F64, "people", "of the end of 2025").nullable(),
    Field::new("units", Kind::U32, "", "first-order units"),
    Field::new("towns", Kind::U32, "", "towns of 5,000 and more"),
    Field::new("estimated", Kind::F64, "share", "share of the population whose distribution over units is an estimate"),
    Field::new("tables", Kind::Text, "", "how good the tables are: good, fair or poor"),
    Field::new("notes", Kind::Text, "", "what is known to be wrong or assumed"),
];

/// The countries that a scenario can be made of.
#[pyfunction]
pub(crate) fn countries() -> PyTable {
    let mut table = Table::new("countries", COUNTRIES);
    for nation in world::nations().iter().filter(|nation| nation.units() > 0) {
        let (people, notes) = (nation.population(2025).map(|p| p.0), nation.notes().join("; "));
        table.push(row![
            nation.iso2(),
            nation.iso3(),
            nation.name(),
            nation.capital().0,
            nation.time_zone(),
            people,
            nation.units() as u32,
            nation.towns() as u32,
            nation.estimated(),
            nation.grade(),
            &notes,
        ]);
    }
    PyTable::held(table)
}

fn day(py: Python<'_>, name: &str, text: &str) -> PyResult<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| {
        let problem = Problem::NotAllowed { name: name.into(), found: text.into() };
        one(py, Complaint::new(problem).allowed("a day as 2020-08-08"))
    })
}

fn word(py: Python<'_>, name: &str, text: &str, known: &[&str]) -> PyResult<usize> {
    known.iter().position(|word| *word == text).ok_or_else(|| {
        let problem = Problem::NotAllowed { name: name.into(), found: text.into() };
        one(py, Complaint::new(problem).allowed(known.join(", ")).nearest_of(text, known.iter().copied()))
    })
}

/// What is asked of a new scenario.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct NewCountryWords {
    title: Option<String>,
    summary: Option<String>,
    country: String,
    start: String,
    days: u32,
    level: String,
    year: Option<i32>,
    only: Vec<String>,
    towns: Option<usize>,
    places: Option<(String, String)>,
}

/// Writes a scenario of a country; its scenario file and what a user should know.
#[pyfunction]
pub(crate) fn new_of_country(py: Python<'_>, folder: PathBuf, of: NewCountryWords) -> PyResult<(PathBuf, Vec<String>)> {
    let called = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let wanted = made::ScenarioOfCountry {
        called: &called,
        title: of.title.as_deref().unwrap_or(&called),
        summary: of.summary.as_deref(),
        country: &of.country,
        start: day(py, "start=", &of.start)?,
        days: of.days,
        level: word(py, "level=", &of.level, &LEVELS)?,
        year: of.year,
        only: &of.only,
        towns: of.towns,
        places: of.places.as_ref().map(|(name, text)| (name.as_str(), text.as_str())),
    };
    let written = py.detach(|| made::write(&wanted, &folder)).map_err(|complaints| raised(py, &complaints))?;
    Ok((written.file, written.notes))
}

/// A shock as Python gives it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct ShockWords {
    kind: String,
    name: Option<String>,
    at: String,
    exposure: Option<(String, Option<PathBuf>)>,
    scale: Option<String>,
    places: Vec<String>,
    whom: Option<String>,
    languages: Vec<String>,
    sectors: Vec<String>,
    demand: Option<String>,
    numbers: [Option<f64>; 3],
    source: Option<String>,
}

/// Adds a shock to the scenario in a folder; what was assumed of its exposure, and what must be said of it.
#[pyfunction]
pub(crate) fn shock(py: Python<'_>, scenario: &str, of: ShockWords) -> PyResult<Vec<String>> {
    let ShockWords { kind, name, at, exposure, scale, places, whom, languages, sectors, demand, numbers, source } = of;
    let scale = scale.as_deref().and_then(ExposureScale::called);
    let new = NewShock { kind, name, at, exposure, scale, places, whom, languages, sectors, demand, numbers, source };
    let added = py.detach(|| add_shock(scenario, &new)).map_err(|complaints| raised(py, &complaints))?;
    Ok(added.assumed.into_iter().chain(added.remark).collect())
}

/// A call as Python gives it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct CallWords {
    name: String,
    to: Option<String>,
    sectors: Vec<String>,
    share: Option<f64>,
    at: Option<String>,
    every: Vec<String>,
    hour: Option<f64>,
    between: [Option<String>; 2],
    announced: Option<String>,
    hours: Option<f64>,
    strength: Option<f64>,
    places: Vec<String>,
    source: Option<String>,
}

/// Adds a call to the scenario in a folder; the row.
#[pyfunction]
pub(crate) fn call(py: Python<'_>, scenario: &str, of: CallWords) -> PyResult<String> {
    let CallWords { name, to, sectors, share, at, every, hour, between, announced, hours, strength, places, source } =
        of;
    let new =
        NewCall { name, to, sectors, share, at, every, hour, between, announced, hours, strength, places, source };
    let added = py.detach(|| add_call(scenario, &new)).map_err(|complaints| raised(py, &complaints))?;
    Ok(added.row)
}

/// An order as Python gives it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct OrderWords {
    name: String,
    from: Option<String>,
    when: Option<String>,
    until: Option<String>,
    hours: [Option<f64>; 3],
    places: Vec<String>,
    posture: Option<String>,
    curfew: bool,
    connectivity: Option<f64>,
    reserves: Option<f64>,
    offers: Vec<(String, f64, f64)>,
    elite: [Option<u32>; 2],
    request_help: bool,
    withdraw: bool,
    source: Option<String>,
}

/// Adds an order to the scenario in a folder; what must be said of it.
#[pyfunction]
pub(crate) fn order(py: Python<'_>, scenario: &str, of: OrderWords) -> PyResult<Option<String>> {
    let offer = |(demand, generosity, credibility)| NewOffer { demand, generosity, credibility };
    let new = NewOrder {
        name: of.name,
        from: of.from,
        when: of.when,
        until: of.until,
        hours: of.hours,
        places: of.places,
        posture: of.posture,
        curfew: of.curfew,
        connectivity: of.connectivity,
        reserves: of.reserves,
        offers: of.offers.into_iter().map(offer).collect(),
        elite: of.elite,
        request_help: of.request_help,
        withdraw: of.withdraw,
        source: of.source,
    };
    let added = py.detach(|| add_order(scenario, &new)).map_err(|complaints| raised(py, &complaints))?;
    Ok(added.remark)
}

/// What is asked of an import.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct ImportWords {
    dataset: String,
    files: Vec<PathBuf>,
    columns: Vec<String>,
    country: Option<String>,
    first: Option<String>,
    last: Option<String>,
    duplicates: String,
    dates: String,
}

/// Imports event files into a table; what became of their rows, as JSON.
#[pyfunction]
pub(crate) fn import_events(py: Python<'_>, out: PathBuf, of: ImportWords) -> PyResult<String> {
    let words = DATASETS.map(|dataset| dataset.word());
    let dataset = DATASETS[word(py, "dataset", &of.dataset, &words)?];
    let columns = columns_of(dataset, &of.columns).map_err(|complaints| raised(py, &complaints))?;
    let country = of.country.as_deref().map(country_of).transpose().map_err(|complaints| raised(py, &complaints))?;
    let day = |name, text: &Option<String>| text.as_deref().map(|text| day(py, name, text)).transpose();
    let duplicates = DUPLICATES[word(py, "duplicates=", &of.duplicates, &DUPLICATES.map(|d| d.0))?].1;
    let orders = [DateOrder::Unknown, DateOrder::DayFirst, DateOrder::MonthFirst];
    let order = orders[word(py, "dates=", &of.dates, &["shown", "day-first", "month-first"])?];
    let (from, to) = (day("first=", &of.first)?, day("last=", &of.last)?);
    let stop = AtomicBool::new(false);
    let work = || {
        let asked =
            events::ImportRequest { dataset, country, from, to, duplicates, columns: &columns, order, stop: &stop };
        let mut sink = Sink::create(&out, true).map_err(Complaints::from)?;
        let imported = events::import(&of.files, &asked, &mut sink, &mut |_| {}).map_err(Complaints::from)?;
        let rows = sink.rows();
        let (_, rejected) = sink.finish().map_err(Complaints::from)?;
        Ok::<_, Complaints>((imported, rows, rejected.map(|file| file.path)))
    };
    let (imported, rows, rejected) =
        minded(py, 1, &stop, work, |_| Ok(()))?.map_err(|complaints| raised(py, &complaints))?;
    let said: Vec<String> = imported.complaints.iter().map(Complaint::to_string).collect();
    let all = json!({
        "rows": rows, "all": imported.all, "files": imported.files, "bad_files": imported.bad_files,
        "doubled": imported.doubled, "notices": imported.notices, "sizes_unread": imported.sizes_unread,
        "countries_unknown": imported.countries_unknown, "problems": said, "rejected_file": rejected,
    });
    Ok(all.to_string())
}

/// A table of events in a file.
#[pyfunction]
pub(crate) fn events_table(py: Python<'_>, path: PathBuf, keeper: Option<Py<PyAny>>) -> PyResult<PyTable> {
    PyTable::files("events", vec![path], events::SCHEMA, keeper).map_err(|complaint| one(py, complaint))
}

/// What is asked of a record.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct RecordWords {
    hold_out: f64,
    by: String,
    within_km: f64,
    names: Vec<(String, String)>,
    source: Option<String>,
    force: bool,
}

/// Makes the record of the scenario in a folder from tables of events; what became of them, as JSON.
#[pyfunction]
pub(crate) fn make_record(py: Python<'_>, scenario: &str, files: Vec<PathBuf>, of: RecordWords) -> PyResult<String> {
    let by = [HoldOut::Last, HoldOut::Spread][word(py, "by=", &of.by, &["date", "random"])?];
    let asked = record::RecordRequest {
        hold_out: of.hold_out,
        by,
        within_km: of.within_km,
        alternates: of.names,
        source: of.source,
    };
    let done = py.detach(|| make::make(scenario, &files, &asked, of.force));
    let done = done.map_err(|complaints| raised(py, &complaints))?;
    let (recorded, tables) = (&done.recorded, &done.tables);
    let covered = recorded.gathered.covered.map(|(from, to)| [from.to_string(), to.to_string()]);
    let all = json!({
        "read": recorded.read, "matched": recorded.matched, "by": recorded.by, "unmatched": recorded.unmatched,
        "facts": tables.counts.0, "targets": tables.counts.1, "held_out": tables.counts.2, "covered": covered,
        "sized": tables.named_and_sized.1, "named": tables.named_and_sized.0, "silent": tables.silent,
        "unmatched_file": done.unmatched,
    });
    Ok(all.to_string())
}

/// Label, name and rule of a class.
type HeldTuple = (String, &'static str, &'static str);

/// The classes, those that would hold if deaths had been ordered, and the evidence: name, what the record says, who needs it.
type JudgedTuple = (Vec<HeldTuple>, Vec<HeldTuple>, Vec<(&'static str, Option<String>, &'static str)>);

fn judged(verdict: verdict::RecordVerdict) -> JudgedTuple {
    let listed = |classes: Vec<verdict::HeldClass>| -> Vec<HeldTuple> {
        classes.into_iter().map(|held| (held.label, held.name, held.rule)).collect()
    };
    let (classes, if_ordered) = (listed(verdict.classes), listed(verdict.if_ordered));
    (classes, if_ordered, verdict.pieces.into_iter().map(|piece| (piece.name, piece.found, piece.needed_by)).collect())
}

/// Judges the record of a scenario.
#[pyfunction]
pub(crate) fn classify(scenario: &PyScenario) -> JudgedTuple {
    judged(verdict::of_scenario(&scenario.inner))
}

/// Judges a table of facts, or a record that is shipped, by its path or name.
#[pyfunction]
pub(crate) fn classify_named(py: Python<'_>, what: &str) -> PyResult<JudgedTuple> {
    verdict::of(what).map(judged).map_err(|complaints| raised(py, &complaints))
}

/// Hours since a scenario's start until a time.
#[pyfunction]
pub(crate) fn hours_until(py: Python<'_>, scenario: &PyScenario, time: &str) -> PyResult<u32> {
    until(&scenario.inner, "until=", time).map_err(|complaint| one(py, complaint))
}

/// Makes the report of a run again, with what these analyses found; `None` in a build without the page.
#[pyfunction]
pub(crate) fn report(py: Python<'_>, run: PathBuf, beside: Vec<PathBuf>) -> PyResult<Option<PathBuf>> {
    if PAGE.is_empty() {
        return Ok(None);
    }
    let made = py.detach(|| groundswell_study::reported::report(&run, &beside, PAGE));
    made.map(|(path, _)| Some(path)).map_err(|complaints| raised(py, &complaints))
}

/// The event file of the manual, Belarus 2020 in the layout of ACLED: coded by hand from published reports.
#[pyfunction]
pub(crate) fn example_events() -> &'static str {
    include_str!("../../../scenarios/examples/blr.csv")
}
