//! What was recorded: dated facts, and the quantities that runs are compared with.
//!
//! Every field is checked against what it may be: a name that no table has, a number that cannot be, a row that
//! is there twice would change what is learned without a word.

mod targets;

pub use targets::{Target, read_targets};

use crate::calendar::Zone;
use crate::country::{Country, zone};
use crate::fields;
use crate::files::Files;
use crate::kinds;
use crate::rows::{CsvRow, CsvRows};
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use groundswell_complaint::{Complaint, Complaints, Problem, did_you_mean};
use std::collections::{HashMap, HashSet};

/// A recorded fact.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its number in the table.
    pub id: u32,
    /// Day.
    pub date: NaiveDate,
    /// Time, where one was given, by the clock of `zone`.
    pub time: Option<NaiveDateTime>,
    /// The zone of `time`, where the row gives one; otherwise that of its unit.
    pub zone: Option<Zone>,
    /// `day`, or `reported_by` when only the day of publication is known.
    pub precision: String,
    /// Place, or empty.
    pub place: String,
    /// Unit, or empty.
    pub unit: String,
    /// What kind of fact.
    pub kind: String,
    /// Smallest and largest value.
    pub range: (Option<f64>, Option<f64>),
    /// What the value counts.
    pub counted: String,
    /// Kind of source.
    pub source_type: String,
    /// Hours from the event to publication, where they are known: then nothing need be assumed of them.
    pub lag_hours: Option<f64>,
    /// Address.
    pub source: String,
    /// In few words.
    pub note: String,
}

const FACTS: &[&str] = &[
    "id",
    "date",
    "precision",
    "time",
    "utc_offset_hours",
    "place",
    "unit",
    "geo_precision",
    "kind",
    "low",
    "high",
    "unit_of_value",
    "source_type",
    "complete_url",
    "source",
    "note",
];

/// Columns that a table of facts may have besides.
const MORE_FACTS: &[&str] = &["lag_hours"];

/// The longest time from an event to its publication: a hundred years.
const LONGEST_LAG: f64 = 876_600.0;

/// Reads `facts.csv` and `targets.csv`, which need not be there: then nothing is recorded.
pub fn read(
    files: &Files,
    country: &Country,
    start: Option<NaiveDate>,
    complaints: &mut Complaints,
) -> (Vec<Fact>, Vec<Target>) {
    let (mut facts, mut targets) = (Vec::new(), Vec::new());
    if let Some(text) = complaints.note(files.optional("facts.csv")).flatten() {
        facts = read_facts(&files.shown("facts.csv"), &text, country, start, complaints);
    }
    if let Some(text) = complaints.note(files.optional("targets.csv")).flatten() {
        targets = read_targets(&files.shown("targets.csv"), &text, country, start, complaints);
    }
    (facts, targets)
}

fn read_facts(
    name: &str,
    text: &str,
    country: &Country,
    start: Option<NaiveDate>,
    complaints: &mut Complaints,
) -> Vec<Fact> {
    let rows = CsvRows::read_with(name, text, FACTS, MORE_FACTS, complaints);
    let (mut facts, mut ids, mut seen) = (Vec::new(), HashSet::new(), HashMap::new());
    for row in rows.iter() {
        let Some(fact) = fact(&row, country, complaints) else { continue };
        not_before(&row, start, Some(fact.date), complaints);
        if !ids.insert(fact.id) {
            complaints.push(twice(&row, "id", fact.id.to_string()).allowed("each number once"));
        }
        let whole: Vec<&str> = FACTS[1..].iter().map(|column| row.text(column)).collect();
        match seen.entry(whole.join("\u{1f}")) {
            std::collections::hash_map::Entry::Vacant(entry) => drop(entry.insert(row.line)),
            std::collections::hash_map::Entry::Occupied(first) => {
                let what = format!("the fact of line {} is given twice", first.get());
                let complaint = row.point(Complaint::inconsistent(what), "id");
                complaints.push(complaint.allowed("each fact once").advise("leave one of the two out"));
            }
        }
        facts.push(fact);
    }
    facts
}

fn fact(row: &CsvRow<'_>, country: &Country, complaints: &mut Complaints) -> Option<Fact> {
    let id = row.whole("id", 0.0, 4e9, complaints) as u32;
    for column in ["place", "unit", "unit_of_value"] {
        fields::visible(row, column, complaints);
    }
    for column in ["source", "note"] {
        fields::readable(row, column, complaints);
    }
    if row.some("date").is_none() {
        complaints.push(row.wrong("date", "a date as 2022-01-31"));
    }
    let date = row.day("date", complaints);
    let time = row.time("time", complaints);
    for (column, words) in [("precision", kinds::PRECISIONS), ("source_type", kinds::SOURCES)] {
        if !row.text(column).is_empty() {
            fields::word(row, column, words, complaints);
        }
    }
    for (column, most) in [("geo_precision", 4.0), ("complete_url", 1.0)] {
        if fields::number(row, column, 0.0, most, complaints).is_some_and(|x| x.fract() != 0.0) {
            fields::add(complaints, || row.wrong(column, format!("a whole number from 0 to {most}")));
        }
    }
    if !kinds::is_kind(row.text("kind")) {
        fields::add(complaints, || {
            let known = kinds::kinds();
            let complaint = Complaint::unknown("kind", row.text("kind"), known.iter().copied());
            row.point(complaint, "kind").allowed(known.join(", "))
        });
    }
    check_where(row, country, complaints);
    let range = its_range(row, country, complaints);
    let date = date?;
    Some(Fact {
        id,
        date,
        time: time.map(|time| date.and_time(time)),
        zone: zone(row, "utc_offset_hours", complaints),
        precision: row.text("precision").into(),
        place: row.text("place").into(),
        unit: row.text("unit").into(),
        kind: row.text("kind").into(),
        range,
        counted: row.text("unit_of_value").into(),
        source_type: row.text("source_type").into(),
        lag_hours: fields::number(row, "lag_hours", 0.0, LONGEST_LAG, complaints),
        source: row.text("source").into(),
        note: row.text("note").into(),
    })
}

/// Low and high of a fact, in their order, and of what its kind counts.
fn its_range(row: &CsvRow<'_>, country: &Country, complaints: &mut Complaints) -> (Option<f64>, Option<f64>) {
    // A crowd cannot be larger than the country; what else is counted may be money.
    let most =
        if row.text("kind") == "protest" && country.population() > 0.0 { country.population() } else { f64::MAX };
    let range = (fields::number(row, "low", 0.0, most, complaints), fields::number(row, "high", 0.0, most, complaints));
    if let (Some(low), Some(high)) = range
        && low > high
    {
        complaints.push(row.wrong("low", format!("at most `high`, which is {high}")));
    }
    // Forty tractors are no crowd of forty.
    if kinds::OF_CROWDS.contains(&row.text("kind"))
        && (range.0.is_some() || range.1.is_some())
        && row.text("unit_of_value") != "persons"
    {
        fields::add(complaints, || {
            let complaint = row.wrong("unit_of_value", "persons, where a fact of this kind has a number");
            complaint.advise("leave `low` and `high` empty, and say in `note` what was counted")
        });
    }
    range
}

/// The unit of a fact must be one. Its place must be one of that unit, if the row says that it is a place to the
/// point (`geo_precision` 1); otherwise it may be a field, a region, a city abroad, but no slip of the pen.
fn check_where(row: &CsvRow<'_>, country: &Country, complaints: &mut Complaints) {
    let (units, places) = (country.units_by_name(), country.places_by_name());
    let (unit, place) = (row.text("unit"), row.text("place"));
    let known = if unit.is_empty() { None } else { fields::known(row, "unit", "unit", units, complaints) };
    if place.is_empty() || places.is_empty() || units.find(place).is_some() {
        return;
    }
    let exact = matches!(row.text("geo_precision"), "" | "0" | "1");
    match (places.find(place), known) {
        (Some(p), Some(u)) if country.places[p].unit != u => {
            let of = &country.units[country.places[p].unit].name;
            let complaint = Complaint::inconsistent(format!("`{place}` is not in `{unit}` but in `{of}`"));
            complaints.push(row.point(complaint, "place").allowed(format!("a place of `{unit}`, or the unit `{of}`")));
        }
        (None, _) if exact && complaints.are_many() => complaints.count_one(),
        (None, _) if exact => {
            // Without a unit it may be a city abroad; what names a crowd is at home, if it is called nearly as one of ours.
            let ours = kinds::OF_CROWDS.contains(&row.text("kind"));
            let near = || did_you_mean(place, places.list().iter().map(String::as_str)).is_some();
            if known.is_some() || ours && near() {
                let complaint = places.unknown("place", place);
                let advice = "a place that is not in places.csv, such as a factory, has geo_precision 2";
                complaints.push(row.point(complaint, "place").advise(advice));
            }
        }
        _ => {}
    }
}

/// Nothing of a record can be dated before the first day of its scenario: it would be compared with nothing.
fn not_before(row: &CsvRow<'_>, start: Option<NaiveDate>, date: Option<NaiveDate>, complaints: &mut Complaints) {
    if let (Some(start), Some(date)) = (start, date)
        && date < start
    {
        let complaint = row.wrong("date", format!("a day from the start of the scenario on, which is {start}"));
        complaints.push(complaint.advise("begin the scenario earlier, or leave the row out"));
    }
}

/// Years after a scenario's end in which counts of what is over may still be published.
const AFTERMATH: i64 = 2;

/// Rows about hours that a scenario which ends on a day does not have: crowds after its end, final counts years after it.
pub fn after(files: &Files, end: NaiveDate) -> Complaints {
    let mut complaints = Complaints::default();
    let last = end + chrono::Duration::days(366 * AFTERMATH);
    let mut check = |file: &str, columns: &[&str], more: &[&str], of_the_run: &dyn Fn(&CsvRow<'_>) -> bool| {
        let Ok(Some(text)) = files.optional(file) else { return };
        let mut known = Complaints::default();
        for row in CsvRows::read_with(&files.shown(file), &text, columns, more, &mut known).iter() {
            let most = if of_the_run(&row) { end } else { last };
            let Some(date) = row.day("date", &mut known).filter(|date| *date > most) else { continue };
            let days = format!("a day up to {most}; the scenario ends on {end}");
            // A slip of the year is the most common one.
            let meant = date.with_year(end.year()).filter(|day| *day <= end).map(|day| day.to_string());
            let complaint = row.wrong("date", days).nearest_of(&date.to_string(), meant.as_deref());
            complaints.push(complaint.advise("make the scenario longer, or leave the row out"));
        }
    };
    check("facts.csv", FACTS, MORE_FACTS, &|row| kinds::OF_CROWDS.contains(&row.text("kind")));
    let counts = |row: &CsvRow<'_>| {
        row.text("variable").ends_with("_cumulative") || row.text("variable").starts_with(kinds::ACT)
    };
    check("targets.csv", targets::COLUMNS, &[], &|row| !counts(row));
    complaints
}

fn twice(row: &CsvRow<'_>, column: &'static str, name: String) -> Complaint {
    row.point(Complaint::new(Problem::Duplicate { what: column, name }), column)
}
