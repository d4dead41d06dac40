//! The fields of one row by their names, and what is wrong with them.

use super::records::Record;
use chrono::NaiveDate;
use encoding_rs::WINDOWS_1252;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::cell::Cell;

/// Why a row is rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Column, if it is of one.
    pub column: &'static str,
    /// What stands there.
    pub found: String,
    /// What may stand there, or what is wrong with the row.
    pub allowed: String,
}

impl Wrong {
    /// About a field.
    pub fn new(column: &'static str, found: impl Into<String>, allowed: impl Into<String>) -> Wrong {
        let found: String = found.into();
        // Of a field as long as a page the beginning is enough.
        let found = if found.chars().count() > 60 { found.chars().take(59).chain(['…']).collect() } else { found };
        Wrong { column, found, allowed: allowed.into() }
    }

    /// About the row.
    pub fn row(reason: impl Into<String>) -> Wrong {
        Wrong { column: "", found: String::new(), allowed: reason.into() }
    }
}

/// Where each column of a dataset stands in a file.
pub struct Header {
    known: &'static [&'static str],
    places: Vec<Option<usize>>,
    /// Fields of a row.
    pub width: usize,
    /// Columns of the file that the dataset is not known to have.
    pub unknown: Vec<String>,
}

/// A name as it is compared: `Event Date` and `event_date` are one.
pub fn plain(name: &str) -> String {
    name.trim().trim_start_matches('\u{feff}').to_lowercase().replace([' ', '.', ','], "_").replace("__", "_")
}

impl Header {
    /// Finds the columns of a dataset among the names of a file.
    pub fn new(known: &'static [&'static str], names: &[String]) -> Header {
        let plain: Vec<String> = names.iter().map(|name| self::plain(name)).collect();
        let wanted: Vec<String> = known.iter().map(|k| self::plain(k)).collect();
        let places = wanted.iter().map(|k| plain.iter().position(|name| name == k)).collect();
        let unknown = names.iter().zip(&plain).filter(|(_, p)| !wanted.contains(p)).map(|(n, _)| n.trim().to_string());
        // Pandas writes the numbers of rows under no name.
        let unknown = unknown.filter(|n| !n.is_empty() && !n.starts_with("Unnamed: ")).collect();
        Header { known, places, width: names.len(), unknown }
    }

    /// Whether a column is there.
    pub fn has(&self, column: &str) -> bool {
        self.place(column).is_some()
    }

    fn place(&self, column: &str) -> Option<usize> {
        self.places[self.known.iter().position(|k| *k == column)?]
    }
}

/// The fields of a row.
pub struct Fields<'a> {
    header: &'a Header,
    record: &'a Record,
    /// Set when a field was no UTF-8.
    recoded: &'a Cell<bool>,
}

impl<'a> Fields<'a> {
    /// The fields of a record of as many fields as the header has.
    pub fn new(header: &'a Header, record: &'a Record, recoded: &'a Cell<bool>) -> Fields<'a> {
        Fields { header, record, recoded }
    }

    /// Whether the file has a column.
    pub fn has(&self, column: &str) -> bool {
        self.header.has(column)
    }

    /// The text of a field, trimmed; empty where the file has no such column.
    pub fn text(&self, column: &'static str) -> Cow<'a, str> {
        let Some(place) = self.header.place(column) else { return Cow::Borrowed("") };
        let bytes = self.record.field(place).trim_ascii();
        match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text.trim()),
            Err(_) => {
                self.recoded.set(true);
                WINDOWS_1252.decode_without_bom_handling(bytes).0
            }
        }
    }

    /// The text of a field, if there is any; `NA`, `nan` and `NULL` are none.
    pub fn some(&self, column: &'static str) -> Option<Cow<'a, str>> {
        let text = self.text(column);
        (!text.is_empty() && !["NA", "nan", "NaN", "NULL"].contains(&text.as_ref())).then_some(text)
    }

    /// A text that must be there.
    pub fn must(&self, column: &'static str) -> Result<Cow<'a, str>, Wrong> {
        self.some(column).ok_or_else(|| Wrong::new(column, "empty", "a value"))
    }

    /// A number within a range, if there is one. `3.0` is whole.
    pub fn number(&self, column: &'static str, low: f64, high: f64) -> Result<Option<f64>, Wrong> {
        let Some(text) = self.some(column) else { return Ok(None) };
        match text.parse::<f64>() {
            Ok(x) if (low..=high).contains(&x) => Ok(Some(x)),
            _ => Err(Wrong::new(column, text, format!("a number from {low} to {high}, or nothing"))),
        }
    }

    /// A whole number of at least 0, if there is one.
    pub fn whole(&self, column: &'static str) -> Result<Option<u32>, Wrong> {
        match self.number(column, 0.0, 4e9)? {
            Some(x) if x.fract() != 0.0 => Err(Wrong::new(column, self.text(column), "a whole number, or nothing")),
            x => Ok(x.map(|x| x as u32)),
        }
    }

    /// A point from two columns; both or neither must be there.
    pub fn point(&self, lat: &'static str, lon: &'static str) -> Result<Option<(f64, f64)>, Wrong> {
        match (self.number(lat, -90.0, 90.0)?, self.number(lon, -180.0, 180.0)?) {
            (Some(lat), Some(lon)) => Ok(Some((lat, lon))),
            (None, None) => Ok(None),
            (Some(_), None) => Err(Wrong::new(lon, "empty", "a number, as there is a latitude")),
            (None, Some(_)) => Err(Wrong::new(lat, "empty", "a number, as there is a longitude")),
        }
    }

    /// A day that must be there.
    pub fn day(&self, column: &'static str) -> Result<NaiveDate, Wrong> {
        let text = self.text(column);
        day(&text).ok_or_else(|| {
            let found = if text.is_empty() { "empty".into() } else { text };
            Wrong::new(column, found, "a date as 2022-01-31")
        })
    }

    /// Digits by which a reference to a source text is found again, without the reference: addresses and headlines name people.
    pub fn text_id(&self, columns: &[&'static str]) -> Option<String> {
        let texts: Vec<_> = columns.iter().filter_map(|column| self.some(column)).collect();
        if texts.is_empty() {
            return None;
        }
        let mut hash = Sha256::new();
        texts.iter().for_each(|text| hash.update(text.as_bytes()));
        Some(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
    }
}

/// The forms in which datasets write a day.
const FORMS: [&str; 8] = [
    "%Y-%m-%d",
    "%d %B %Y",
    "%Y%m%d",
    "%d-%b-%Y",
    "%d %b %Y",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y/%m/%d",
];

/// Reads a day; years outside 1800 to 2200 are slips of the pen.
pub fn day(text: &str) -> Option<NaiveDate> {
    use chrono::Datelike;
    let found = FORMS.iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok());
    found.filter(|day| (1800..=2200).contains(&day.year()))
}

/// First and last day, which must be in their order.
pub fn in_order(first: NaiveDate, last: NaiveDate, column: &'static str) -> Result<(NaiveDate, NaiveDate), Wrong> {
    if first > last {
        return Err(Wrong::new(column, last.to_string(), format!("a day not before the first, which is {first}")));
    }
    Ok((first, last))
}

/// Estimates of deaths as the dataset has them: some rows of published files have a best estimate outside the others.
pub fn deaths(
    row: &Fields<'_>,
    low: &'static str,
    best: &'static str,
    high: &'static str,
) -> Result<[Option<u32>; 3], Wrong> {
    Ok([row.whole(low)?, row.whole(best)?, row.whole(high)?])
}
