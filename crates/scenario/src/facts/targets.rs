//! Recorded quantities that runs are compared with: `targets.csv`.

use super::{LONGEST_LAG, not_before, twice};
use crate::country::Country;
use crate::fields;
use crate::kinds::{self, CountUnit, Of, RecordWindow, Variable};
use crate::names::Names;
use crate::rows::{CsvRow, CsvRows};
use chrono::NaiveDate;
use groundswell_complaint::{Complaint, Complaints};
use std::collections::{HashMap, HashSet};

/// A recorded quantity that runs are compared with.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its name, `s1` to `s24` for the summary statistics.
    pub id: String,
    /// What it measures.
    pub variable: String,
    /// Day, if it is of one.
    pub date: Option<NaiveDate>,
    /// First hour of the day that counts, and one past the last.
    pub hours: (u32, u32),
    /// Place or unit, or empty for the country.
    pub place: String,
    /// Recorded value with its published spread.
    pub low: Option<f64>,
    /// Best value.
    pub best: Option<f64>,
    /// Highest value.
    pub high: Option<f64>,
    /// Whether runs are scored on it.
    pub scored: bool,
    /// Whether it was kept out of every fit.
    pub held_out: bool,
    /// Hours from the event to publication.
    pub lag_hours: f64,
    /// Source.
    pub source: String,
    /// Note.
    pub note: String,
}

impl Target {
    /// Whether it says when first crowds came, which coarse agents move by hours where waves are small.
    pub fn is_of_onsets(&self) -> bool {
        self.variable == "onset" || self.variable.starts_with("spearman_onset") || self.variable == "strike_lag_hours"
    }
}

pub(super) const COLUMNS: &[&str] = &[
    "target",
    "variable",
    "date",
    "hour_from",
    "hour_to",
    "place_or_unit",
    "low",
    "best",
    "high",
    "scored",
    "held_out",
    "lag_hours",
    "source",
    "note",
];

/// Reads a table of recorded quantities in the form of `targets.csv`.
pub fn read_targets(
    name: &str,
    text: &str,
    country: &Country,
    start: Option<NaiveDate>,
    complaints: &mut Complaints,
) -> Vec<Target> {
    let rows = CsvRows::read(name, text, COLUMNS, complaints);
    let units = Names::new(country.unit_names());
    let (mut targets, mut ids, mut scored) = (Vec::new(), HashSet::new(), HashMap::new());
    for row in rows.iter() {
        let target = target(&row, country, &units, complaints);
        not_before(&row, start, target.date, complaints);
        if !ids.insert(target.id.clone()) {
            complaints.push(twice(&row, "target", target.id.clone()).allowed("each name once"));
        }
        // Two rows of one quantity that are both fitted would count twice.
        let key = (target.variable.clone(), target.date, target.hours, target.place.clone());
        if target.scored
            && let Some(first) = scored.insert(key, row.line)
        {
            let what = format!("the quantity of line {first} is scored twice");
            let complaint = row.point(Complaint::inconsistent(what), "variable");
            complaints.push(
                complaint
                    .allowed("one scored row for each quantity, hours and place")
                    .advise("set `scored` to 0 in one of the two"),
            );
        }
        targets.push(target);
    }
    targets
}

fn target(row: &CsvRow<'_>, country: &Country, units: &Names, complaints: &mut Complaints) -> Target {
    let id = fields::name(row, "target", complaints);
    fields::visible(row, "place_or_unit", complaints);
    for column in ["source", "note"] {
        fields::readable(row, column, complaints);
    }
    let variable = known_variable(row, complaints);
    let (of, counts) =
        variable.as_ref().map_or((Of::Any, CountUnit::Between(i32::MIN, i32::MAX)), |v| (v.of, v.counts));
    its_place(row, of, country, units, complaints);
    let hours = window(row, variable.as_ref().map_or(RecordWindow::Day, |v| v.window), complaints);
    let [low, best, high] = figures(row, counts, country, complaints);
    Target {
        id,
        variable: row.text("variable").into(),
        date: row.day("date", complaints),
        hours,
        place: row.text("place_or_unit").into(),
        low,
        best,
        high,
        scored: fields::flag(row, "scored", complaints),
        held_out: fields::flag(row, "held_out", complaints),
        lag_hours: fields::number(row, "lag_hours", 0.0, LONGEST_LAG, complaints).unwrap_or(0.0),
        source: row.text("source").into(),
        note: row.text("note").into(),
    }
}

fn known_variable(row: &CsvRow<'_>, complaints: &mut Complaints) -> Option<Variable> {
    let name = row.text("variable");
    let variable = kinds::variable_of(name);
    if variable.is_none() {
        fields::add(complaints, || {
            let known: Vec<&str> = kinds::VARIABLES.iter().map(|v| v.name).collect();
            let complaint = Complaint::unknown("variable", name, known.iter().copied());
            row.point(complaint, "variable").allowed(format!("{}, or act_ and a name", known.join(", ")))
        });
    }
    variable
}

/// Whether a quantity is of a place or unit that there is, and of one at all where it must be.
fn its_place(row: &CsvRow<'_>, of: Of, country: &Country, units: &Names, complaints: &mut Complaints) {
    let (name, place) = (row.text("variable"), row.text("place_or_unit"));
    let places = country.places_by_name();
    let there = units.find(place).is_some() || (of != Of::Unit && country.place_named(place).is_some());
    if !place.is_empty() && !there && !units.is_empty() && !places.is_empty() {
        let (what, more, allowed) = match of {
            Of::Unit => ("unit", &[][..], "a unit of units.csv"),
            _ => (
                "unit or place",
                places.list(),
                "a unit of units.csv or a place of places.csv, or nothing for the country",
            ),
        };
        let known = units.list().iter().chain(more).map(String::as_str);
        let complaint = row.point(Complaint::unknown(what, place, known), "place_or_unit");
        complaints.push(complaint.allowed(allowed));
    }
    if of == Of::Unit && place.is_empty() {
        complaints.push(row.wrong("place_or_unit", format!("the unit of which `{name}` is")));
    }
    if of == Of::Nation && !place.is_empty() {
        complaints.push(row.wrong("place_or_unit", format!("nothing: `{name}` is of the country")));
    }
}

/// Low, best and high of a quantity, within what it counts and in their order.
fn figures(row: &CsvRow<'_>, counts: CountUnit, country: &Country, complaints: &mut Complaints) -> [Option<f64>; 3] {
    let (low, high) = match counts {
        CountUnit::People => (0.0, if country.population() > 0.0 { country.population() } else { f64::MAX }),
        CountUnit::Units => (0.0, country.units.len().max(1) as f64),
        CountUnit::Between(low, high) => (f64::from(low), f64::from(high)),
    };
    let figures = ["low", "best", "high"].map(|column| fields::number(row, column, low, high, complaints));
    let [least, best, most] = figures;
    for (a, b, column, words) in
        [(least, best, "low", "`best`"), (best, most, "best", "`high`"), (least, most, "low", "`high`")]
    {
        if let (Some(a), Some(b)) = (a, b)
            && a > b
        {
            complaints.push(row.wrong(column, format!("at most {words}, which is {b}")));
            break;
        }
    }
    figures
}

/// The hours of a quantity: of one day, or of whole days.
fn window(row: &CsvRow<'_>, window: RecordWindow, complaints: &mut Complaints) -> (u32, u32) {
    let most: f64 = if window == RecordWindow::Day { 24.0 } else { 17_544.0 };
    let before = complaints.len();
    let from = row.whole("hour_from", 0.0, most.min(23.0), complaints);
    let to = row.whole("hour_to", 1.0, most, complaints);
    if complaints.len() == before {
        if to <= from {
            complaints.push(row.wrong("hour_to", format!("an hour after `hour_from`, which is {from}")));
        } else if window == RecordWindow::Days && to < 48.0 {
            complaints.push(row.wrong("hour_to", "two days or more, as 48: the first day is compared with the last"));
        }
    }
    (from as u32, to as u32)
}
