//! An event as the record sees it, and where it was.

use chrono::NaiveDate;

/// An event as the record sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen<'a> {
    /// Dataset and identifier.
    pub id: &'a str,
    /// Dataset.
    pub source: &'a str,
    /// First and last day.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// How well they are known.
    pub precision: &'a str,
    /// Town.
    pub place: &'a str,
    /// Largest unit below the country.
    pub admin1: &'a str,
    /// Degrees north and east.
    pub point: Option<(f64, f64)>,
    /// What the point stands for.
    pub place_precision: &'a str,
    /// Kind, in the words of the event table.
    pub kind: &'a str,
    /// Smallest and largest size.
    pub size: (Option<f64>, Option<f64>),
    /// Best estimate of deaths.
    pub deaths: f64,
}

/// Where an event was, in a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Where {
    /// In the country as a whole.
    Nation,
    /// In a unit, by its index.
    Unit(usize),
    /// In a place, by its index.
    Place(usize),
}
