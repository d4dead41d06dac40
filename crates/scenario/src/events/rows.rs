//! The fields of one row by their names, and what is wrong with them.

use super::country::IsoCountry;
use crate::delimited::dates::{self, DateOrder};
use crate::delimited::layout::Layout;
use crate::delimited::names::{composed, plain};
use crate::delimited::numbers::{Decimal, number_in};
use crate::delimited::records::DelimitedRecord;
use crate::delimited::{clipped, nothing};
use crate::names::turns;
use chrono::NaiveDate;
use encoding_rs::Encoding;
use memchr::memchr;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::cell::Cell;

/// Why a row is rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// Column, if it is of one.
    pub column: &'static str,
    /// What stands there.
    pub found: String,
    /// What may stand there, or what is wrong with the row.
    pub allowed: String,
}

impl RowFault {
    /// About a field.
    pub fn new(column: &'static str, found: impl AsRef<str>, allowed: impl Into<String>) -> RowFault {
        // Of a field as long as a page the beginning is enough.
        RowFault { column, found: clipped(found.as_ref()), allowed: allowed.into() }
    }

    /// About the row.
    pub fn row(reason: impl Into<String>) -> RowFault {
        RowFault { column: "", found: String::new(), allowed: reason.into() }
    }
}

/// What is looked for in the header of a file.
pub struct WantedColumns<'a> {
    /// Every column that the dataset is known to have.
    pub known: &'static [&'static str],
    /// What columns are called in this file, where not as in the dataset.
    pub named: &'a [(&'static str, String)],
    /// Whether only columns in `named` are read.
    pub only_named: bool,
    /// What comes first in `05/01/2022`, where the file does not show it.
    pub order: DateOrder,
    /// The country of rows that name none.
    pub country: Option<&'static IsoCountry>,
}

/// Where each column of a dataset stands in a file, and how the file writes numbers and dates.
pub struct Header {
    known: &'static [&'static str],
    places: Vec<Option<usize>>,
    decimal: Decimal,
    order: DateOrder,
    /// The country of rows that name none.
    country: Option<&'static IsoCountry>,
    /// Fields of a row.
    pub width: usize,
    /// Columns of the file that the dataset is not known to have.
    pub unknown: Vec<String>,
    /// All names as they are compared.
    names: Vec<String>,
}

impl Header {
    /// Finds the columns of a dataset among the names of a file.
    pub fn new(wanted: &WantedColumns<'_>, layout: &Layout) -> Header {
        let (known, names) = (wanted.known, &layout.names);
        let plainly: Vec<String> = names.iter().map(|name| plain(name)).collect();
        let named = |k: &&'static str| match wanted.named.iter().find(|(column, _)| column == k) {
            Some((_, theirs)) => Some(plain(theirs)),
            None => (!wanted.only_named).then(|| plain(k)),
        };
        let looked_for: Vec<Option<String>> = known.iter().map(named).collect();
        let places = looked_for.iter().map(|k| plainly.iter().position(|name| Some(name) == k.as_ref())).collect();
        let unknown =
            names.iter().zip(&plainly).filter(|(_, p)| !p.is_empty() && !looked_for.iter().flatten().any(|k| k == *p));
        let unknown = unknown.map(|(n, _)| clipped(n)).collect();
        let order = if wanted.order == DateOrder::Unknown { layout.order } else { wanted.order };
        let country = wanted.country.filter(|_| !wanted.named.iter().any(|(column, _)| *column == "country"));
        let (decimal, width) = (layout.decimal, names.len());
        Header { known, places, decimal, order, country, width, unknown, names: plainly }
    }

    /// Whether a record is this header again.
    pub fn is(&self, record: &DelimitedRecord) -> bool {
        let same = |i: usize| std::str::from_utf8(record.field(i)).is_ok_and(|text| plain(text) == self.names[i]);
        record.len() == self.width && (0..self.width).all(same)
    }

    /// Whether a column is there.
    pub fn has(&self, column: &str) -> bool {
        self.place(column).is_some()
    }

    fn place(&self, column: &str) -> Option<usize> {
        // Names of columns are constants, nearly always the very ones of the list.
        let same = |k: &&&'static str| std::ptr::eq(k.as_ptr(), column.as_ptr()) && k.len() == column.len();
        let at = self.known.iter().position(|k| same(&k)).or_else(|| self.known.iter().position(|k| *k == column));
        self.places[at?]
    }
}

/// What is odd about the bytes of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Oddities {
    /// They are not UTF-8.
    pub recoded: bool,
    /// There is a NUL among them.
    pub nul: bool,
    /// There is a replacement character: something was lost before the file came here.
    pub lost: bool,
    /// There is a mark that turns the direction of writing: with it a name looks like another.
    pub turned: bool,
}

impl Oddities {
    /// Of a row.
    pub fn of(record: &DelimitedRecord) -> Oddities {
        let bytes = record.bytes();
        let nul = memchr(0, bytes).is_some();
        if bytes.is_ascii() {
            return Oddities { nul, ..Oddities::default() };
        }
        match std::str::from_utf8(bytes) {
            Err(_) => Oddities { recoded: true, nul, ..Oddities::default() },
            Ok(text) => Oddities { recoded: false, nul, lost: text.contains('\u{fffd}'), turned: text.contains(turns) },
        }
    }
}

/// The fields of a row.
pub struct Fields<'a> {
    header: &'a Header,
    record: &'a DelimitedRecord,
    /// What fields that are not UTF-8 are read as.
    encoding: &'static Encoding,
    odd: Oddities,
    /// A column that was read and has a NUL.
    spoilt: Cell<Option<&'static str>>,
}

impl<'a> Fields<'a> {
    /// The fields of a record of as many fields as the header has.
    pub fn new(
        header: &'a Header,
        record: &'a DelimitedRecord,
        odd: Oddities,
        encoding: &'static Encoding,
    ) -> Fields<'a> {
        Fields { header, record, encoding, odd, spoilt: Cell::new(None) }
    }

    /// A column that was read and has a NUL: its text cannot be trusted.
    pub fn spoilt(&self) -> Option<&'static str> {
        self.spoilt.get()
    }

    /// Whether the file has a column.
    pub fn has(&self, column: &str) -> bool {
        self.header.has(column)
    }

    /// The text of a field, trimmed, without marks that turn the direction of writing; empty where the file has no such
    /// column.
    pub fn text(&self, column: &'static str) -> Cow<'a, str> {
        let Some(place) = self.header.place(column) else { return Cow::Borrowed("") };
        let bytes = self.record.field(place).trim_ascii();
        if self.odd.nul && memchr(0, bytes).is_some() {
            self.spoilt.set(Some(column));
        }
        if self.odd.turned
            && let Ok(text) = std::str::from_utf8(bytes)
        {
            return Cow::Owned(composed(text.replace(turns, "").trim()).into_owned());
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => composed(text.trim()),
            Err(_) => Cow::Owned(self.encoding.decode_without_bom_handling(bytes).0.trim().to_string()),
        }
    }

    /// The text of a field, if there is any; `N/A`, `nan`, `NULL` and the like are none.
    pub fn some(&self, column: &'static str) -> Option<Cow<'a, str>> {
        Some(self.text(column)).filter(|text| !nothing(text))
    }

    /// A code, empty where there is none: `3.0`, as programs write codes that may be missing, is 3.
    pub fn code(&self, column: &'static str) -> Cow<'a, str> {
        match self.some(column) {
            Some(Cow::Borrowed(code)) => Cow::Borrowed(code.strip_suffix(".0").unwrap_or(code)),
            Some(code) => Cow::Owned(code.strip_suffix(".0").unwrap_or(&code).to_string()),
            None => Cow::Borrowed(""),
        }
    }

    /// A text that must be there.
    pub fn must(&self, column: &'static str) -> Result<Cow<'a, str>, RowFault> {
        self.some(column).ok_or_else(|| RowFault::new(column, "empty", "a value"))
    }

    /// A number within a range, if there is one. `3.0` is whole.
    pub fn number(&self, column: &'static str, low: f64, high: f64) -> Result<Option<f64>, RowFault> {
        let Some(text) = self.some(column) else { return Ok(None) };
        match number_in(&text, self.header.decimal, low, high) {
            Some(x) => Ok(Some(x)),
            None => Err(RowFault::new(column, text, format!("a number from {low} to {high}, or nothing"))),
        }
    }

    /// A whole number of at least 0, if there is one.
    pub fn whole(&self, column: &'static str) -> Result<Option<u32>, RowFault> {
        match self.number(column, 0.0, 4e9)? {
            Some(x) if x.fract() != 0.0 => Err(RowFault::new(column, self.text(column), "a whole number, or nothing")),
            x => Ok(x.map(|x| x as u32)),
        }
    }

    /// A point from two columns; both or neither must be there.
    pub fn point(&self, lat: &'static str, lon: &'static str) -> Result<Option<(f64, f64)>, RowFault> {
        match (self.number(lat, -90.0, 90.0)?, self.number(lon, -180.0, 180.0)?) {
            (Some(lat), Some(lon)) => Ok(Some((lat, lon))),
            (None, None) => Ok(None),
            (Some(_), None) => Err(RowFault::new(lon, "empty", "a number, as there is a latitude")),
            (None, Some(_)) => Err(RowFault::new(lat, "empty", "a number, as there is a longitude")),
        }
    }

    /// A day that must be there.
    pub fn day(&self, column: &'static str) -> Result<NaiveDate, RowFault> {
        let text = self.text(column);
        dates::day(&text, self.header.order).map_err(|why| {
            let found = if text.is_empty() { Cow::Borrowed("empty") } else { text };
            RowFault::new(column, found, why.allowed())
        })
    }

    /// The country that was asked for, where the table has no column of countries.
    pub fn country(&self) -> Option<&'static IsoCountry> {
        self.header.country
    }

    /// An identifier for a row of a dataset that has none: the same row has the same one in every file.
    pub fn made_id(&self, dataset: &str, columns: &[&'static str]) -> String {
        let mut hash = Sha256::new();
        for column in columns {
            hash.update(self.text(column).as_bytes());
            hash.update([0]);
        }
        let digits: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        format!("{dataset}:{digits}")
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

/// First and last day, which must be in their order.
pub(crate) fn in_order(
    first: NaiveDate,
    last: NaiveDate,
    column: &'static str,
) -> Result<(NaiveDate, NaiveDate), RowFault> {
    if first > last {
        return Err(RowFault::new(column, last.to_string(), format!("a day not before the first, which is {first}")));
    }
    Ok((first, last))
}

/// Estimates of deaths as the dataset has them: some rows of published files have a best estimate outside the others.
pub(crate) fn deaths(
    row: &Fields<'_>,
    low: &'static str,
    best: &'static str,
    high: &'static str,
) -> Result<[Option<u32>; 3], RowFault> {
    Ok([row.whole(low)?, row.whole(best)?, row.whole(high)?])
}
