//! What was recorded: dated facts, and the quantities that runs are compared with.

use crate::calendar::Zone;
use crate::country::zone;
use crate::files::Files;
use crate::rows::Rows;
use chrono::{NaiveDate, NaiveDateTime};
use groundswell_complaint::Complaints;

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
    /// Address.
    pub source: String,
    /// In few words.
    pub note: String,
}

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

const TARGETS: &[&str] = &[
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

fn date(row: &crate::rows::Row<'_>, column: &str, complaints: &mut Complaints) -> Option<NaiveDate> {
    let text = row.text(column);
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    if date.is_none() && !text.is_empty() {
        complaints.push(row.wrong(column, "a date as 2022-01-31"));
    }
    date
}

/// Reads `facts.csv` and `targets.csv`.
pub fn read(files: &Files, complaints: &mut Complaints) -> (Vec<Fact>, Vec<Target>) {
    let (mut facts, mut targets) = (Vec::new(), Vec::new());
    match files.text("facts.csv") {
        Err(complaint) => complaints.push(complaint),
        Ok(text) => {
            let rows = Rows::read(&files.shown("facts.csv"), &text, FACTS, complaints);
            for row in rows.iter() {
                let Some(date) = date(&row, "date", complaints) else { continue };
                let time = format!("{date}T{}", row.text("time"));
                let time = NaiveDateTime::parse_from_str(&time, "%Y-%m-%dT%H:%M").ok();
                if time.is_none() && !row.text("time").is_empty() {
                    complaints.push(row.wrong("time", "a time as 17:00, or nothing"));
                }
                let range = (row.optional("low", complaints), row.optional("high", complaints));
                if let (Some(low), Some(high)) = range
                    && low > high
                {
                    complaints.push(row.wrong("low", format!("at most `high`, which is {high}")));
                }
                facts.push(Fact {
                    id: row.number("id", 0.0, 1e9, complaints) as u32,
                    date,
                    time,
                    zone: zone(&row, "utc_offset_hours", complaints),
                    precision: row.text("precision").into(),
                    place: row.text("place").into(),
                    unit: row.text("unit").into(),
                    kind: row.text("kind").into(),
                    range,
                    counted: row.text("unit_of_value").into(),
                    source_type: row.text("source_type").into(),
                    source: row.text("source").into(),
                    note: row.text("note").into(),
                });
            }
        }
    }
    match files.text("targets.csv") {
        Err(complaint) => complaints.push(complaint),
        Ok(text) => targets.extend(read_targets(&files.shown("targets.csv"), &text, complaints)),
    }
    (facts, targets)
}

/// Reads a table of recorded quantities in the form of `targets.csv`.
pub fn read_targets(name: &str, text: &str, complaints: &mut Complaints) -> Vec<Target> {
    let rows = Rows::read(name, text, TARGETS, complaints);
    let mut targets = Vec::new();
    for row in rows.iter() {
        let hours = (
            row.number("hour_from", 0.0, 1000.0, complaints) as u32,
            row.number("hour_to", 0.0, 1000.0, complaints) as u32,
        );
        targets.push(Target {
            id: row.text("target").into(),
            variable: row.text("variable").into(),
            date: date(&row, "date", complaints),
            hours,
            place: row.text("place_or_unit").into(),
            low: row.optional("low", complaints),
            best: row.optional("best", complaints),
            high: row.optional("high", complaints),
            scored: row.number("scored", 0.0, 1.0, complaints) > 0.0,
            held_out: row.number("held_out", 0.0, 1.0, complaints) > 0.0,
            lag_hours: row.optional("lag_hours", complaints).unwrap_or(0.0),
            source: row.text("source").into(),
            note: row.text("note").into(),
        });
    }
    targets
}
