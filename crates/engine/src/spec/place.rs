//! Places, as a scenario describes them.

use super::sizes::{LANGUAGES, SECTORS};
use crate::hours::Ahead;

/// One place: a town, or the rural remainder of a unit.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its name, for what is said of those who act there.
    pub name: String,
    /// Index of the unit (region) it lies in.
    pub unit: u32,
    /// Adults (15 and over).
    pub adults: u32,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// How far its clock is ahead of the scenario's.
    pub ahead: Ahead,
    /// Share of adults in each language community; sums to 1.
    pub languages: [f64; LANGUAGES],
    /// Adults employed in workplaces of twenty or more, by sector.
    pub employees: [f64; SECTORS],
    /// Shares of the other adults: informal and own-account workers, unemployed,
    /// students, pensioners; sums to 1.
    pub others: [f64; 4],
    /// Share of adults whose household runs its vehicle on the shocked fuel.
    pub fuel_share: f64,
    /// Wage divided by the national mean.
    pub wage: f64,
    /// Wage of a sector divided by the mean of the place.
    pub sector_wage: [f64; SECTORS],
    /// Unemployment, in percentage points above the national mean.
    pub unemployment: f64,
    /// Share of employment in industry, above the national mean.
    pub industry: f64,
    /// Police on the establishment.
    pub police: f64,
    /// Whether the rural population of a whole unit, not a town, lives here.
    pub rural: bool,
    /// Fuel price before the event, in money per litre.
    pub price: f64,
}
