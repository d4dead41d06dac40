//! An event as the record sees it, and where it was.

use chrono::NaiveDate;

/// An event as the record sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeenEvent<'a> {
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
    /// People detained.
    pub detained: f64,
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

/// Which gathering of a place it is: the one of the place itself, or one in a town or village that the scenario does not
/// have and that is counted there, by a number of its name.
pub(crate) type Spot = u32;

/// The gathering of a place, a unit or the country itself.
pub(crate) const ITSELF: Spot = 0;

/// Where an event is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedAt {
    /// Place, unit or country.
    pub place: Where,
    /// Its unit.
    pub unit: Option<usize>,
    /// Which gathering of the place it belongs to.
    pub spot: Spot,
}
