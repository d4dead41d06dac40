//! Which files are imported, and which of their events are kept.

use super::country::IsoCountry;
use super::dataset::Dataset;
use super::doubles::Duplicates;
use super::rows::WantedColumns;
use crate::delimited::dates::DateOrder;
use chrono::NaiveDate;
use std::sync::atomic::AtomicBool;

/// What is imported, and how.
pub struct ImportRequest<'a> {
    /// What the files are.
    pub dataset: Dataset,
    /// Only events of this country.
    pub country: Option<&'static IsoCountry>,
    /// Only events that last to this day or longer.
    pub from: Option<NaiveDate>,
    /// Only events that begin by this day.
    pub to: Option<NaiveDate>,
    /// Which of several rows of one identifier is kept.
    pub duplicates: Duplicates,
    /// Of a table of the user's own: what each of [`COLUMNS`](super::COLUMNS) is called there.
    pub columns: &'a [(&'static str, String)],
    /// What comes first in `05/01/2022`, where the files do not show it.
    pub order: DateOrder,
    /// Set from outside to stop.
    pub stop: &'a AtomicBool,
}

impl ImportRequest<'_> {
    /// How often the files are read: twice where rows have to be looked at before any can be kept.
    pub fn passes(&self) -> u64 {
        if self.duplicates.looks_ahead() { 2 } else { 1 }
    }

    /// What is looked for in the header of a file.
    pub(super) fn wanted(&self) -> WantedColumns<'_> {
        WantedColumns {
            known: self.dataset.columns(),
            // Of a table of the user's own only the columns that were named are read.
            only_named: self.dataset == Dataset::Table,
            named: self.columns,
            order: self.order,
            country: self.country,
        }
    }
}
