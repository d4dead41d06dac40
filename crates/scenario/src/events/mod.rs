//! Event files of eight datasets and of anybody's own, read into one table: see `docs/event-table.md`.
//!
//! Each dataset is one file here with its columns and one function from a row to an [`EventRow`]; what they have in
//! common (archives, dialects, complaints by line, filters, writing) is written once. Nothing is dropped in silence:
//! every row read is kept, outside the request, no event by the dataset's own word, or rejected with its line.

mod acled;
mod ccc;
mod count_love;
pub mod country;
mod dataset;
mod doubles;
mod fmcs;
mod formats;
mod gdelt;
mod import;
mod mass_mobilization;
mod open;
mod recognise;
mod request;
mod rows;
mod scad;
mod sink;
pub mod size;
mod table;
mod ucdp;
mod wanted;

pub use dataset::{COLUMNS, DATASETS, Dataset};
pub use doubles::{DUPLICATES, Duplicates};
pub use import::{FileCount, ImportProgress, Imported, WordCount, import};
pub use open::files_of;
pub(crate) use recognise::whose;
pub use request::ImportRequest;
pub use sink::Sink;
pub use wanted::{column_called, columns_of, country_of};

use chrono::NaiveDate;
use groundswell_tables::table::{Field, Kind, TableCell, row};
use std::borrow::Cow;

/// The event table: one row an event.
pub static SCHEMA: &[Field] = &[
    Field::new("id", Kind::Text, "", "dataset and its own identifier, as ucdp:300380"),
    Field::new("source", Kind::Text, "", "acled, ucdp, gdelt, mm, ccc, countlove, scad, fmcs or table"),
    Field::new("date", Kind::Time, "", "first day, midnight"),
    Field::new("date_end", Kind::Time, "", "last day, midnight; the first if it is of one day"),
    Field::new("date_precision", Kind::Text, "", "day, days, week, month or year: how well the date is known"),
    Field::new("iso3", Kind::Text, "", "country, three letters of ISO 3166").nullable(),
    Field::new("country", Kind::Text, "", "country as the dataset writes it").nullable(),
    Field::new("admin1", Kind::Text, "", "largest unit below the country").nullable(),
    Field::new("place", Kind::Text, "", "town or district").nullable(),
    Field::new("lat", Kind::F64, "degrees north", "rounded to 0.01: no finer than a town").nullable(),
    Field::new("lon", Kind::F64, "degrees east", "rounded to 0.01: no finer than a town").nullable(),
    Field::new(
        "place_precision",
        Kind::Text,
        "",
        "place, near, district, unit, country or unknown: what the point stands for",
    ),
    Field::new("kind", Kind::Text, "", "protest, riot, strike, blockade, clash, violence, arrest, agreement or other"),
    Field::new("kind_in_source", Kind::Text, "", "kind in the words or codes of the dataset"),
    Field::new("size_low", Kind::U64, "people", "smallest size of the crowd that the dataset allows").nullable(),
    Field::new("size_high", Kind::U64, "people", "largest size of the crowd that the dataset allows").nullable(),
    Field::new(
        "actor1_class",
        Kind::Text,
        "",
        "participants, rioters, civilians, state, armed group, external or other",
    )
    .nullable(),
    Field::new("actor2_class", Kind::Text, "", "the same of the other side").nullable(),
    Field::new("deaths_low", Kind::U32, "people", "lowest estimate").nullable(),
    Field::new("deaths_best", Kind::U32, "people", "best estimate").nullable(),
    Field::new("deaths_high", Kind::U32, "people", "highest estimate").nullable(),
    Field::new("detained", Kind::U32, "people", "people detained, where the dataset counts them").nullable(),
    Field::new("reports", Kind::U32, "", "reports behind the row, where the dataset counts them").nullable(),
    Field::new("text_id", Kind::Text, "", "16 hexadecimal digits of the sha256 of the reference to the source text")
        .nullable(),
];

/// How well a date is known.
pub(crate) const DATE_PRECISIONS: [&str; 5] = ["day", "days", "week", "month", "year"];

/// One event on its way into the table.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow<'a> {
    /// Dataset and identifier.
    pub id: String,
    /// First and last day.
    pub days: (NaiveDate, NaiveDate),
    /// How well they are known.
    pub date_precision: &'static str,
    /// Country, if its name or code is known.
    pub country: Option<&'static country::IsoCountry>,
    /// As written.
    pub country_name: Option<Cow<'a, str>>,
    /// Largest unit below the country.
    pub admin1: Option<Cow<'a, str>>,
    /// Town or district.
    pub place: Option<Cow<'a, str>>,
    /// Degrees north and east.
    pub point: Option<(f64, f64)>,
    /// What the point stands for.
    pub place_precision: &'static str,
    /// Kind, in the words of the table.
    pub kind: &'static str,
    /// Kind, in the words of the dataset.
    pub kind_in_source: Cow<'a, str>,
    /// Smallest and largest size.
    pub size: (Option<u64>, Option<u64>),
    /// Words about a size that name none.
    pub size_unread: Option<Cow<'a, str>>,
    /// Classes of both sides.
    pub actors: [Option<&'static str>; 2],
    /// Lowest, best and highest estimate of deaths.
    pub deaths: [Option<u32>; 3],
    /// People detained.
    pub detained: Option<u32>,
    /// Reports.
    pub reports: Option<u32>,
    /// Which source text.
    pub text_id: Option<String>,
    /// When the dataset last changed the row, in a number that grows with time; not in the table.
    pub stamp: Option<u64>,
}

impl EventRow<'_> {
    /// The row of the table, under the word of its dataset.
    pub(crate) fn cells(&self, source: &'static str) -> [TableCell<'_>; 24] {
        let midnight = |day: NaiveDate| TableCell::from(day.and_time(chrono::NaiveTime::MIN));
        let coarse = |degrees: f64| (degrees * 100.0).round() / 100.0;
        row![
            &self.id,
            source,
            midnight(self.days.0),
            midnight(self.days.1),
            self.date_precision,
            self.country.map(|c| c.iso3),
            self.country_name.as_deref(),
            self.admin1.as_deref(),
            self.place.as_deref(),
            self.point.map(|p| coarse(p.0)),
            self.point.map(|p| coarse(p.1)),
            self.place_precision,
            self.kind,
            self.kind_in_source.as_ref(),
            self.size.0,
            self.size.1,
            self.actors[0],
            self.actors[1],
            self.deaths[0],
            self.deaths[1],
            self.deaths[2],
            self.detained,
            self.reports,
            self.text_id.as_ref(),
        ]
    }
}
