//! The tables of a country: units, places, sectors, prices, forces.
//!
//! Only places (or units) with a population must be given. What is left out has the default of [`defaults`],
//! with the mark A, and [`Country::assumed`] says so. A column of numbers that no reader knows is a covariate:
//! whoever refers to it (an exposure, a statistic) names it as the table does.

mod actors;
pub mod defaults;
mod people;
mod read;
mod table;
mod work;

pub(crate) use table::zone;

use crate::calendar::Zone;
use crate::migrate::today;
use crate::names::Names;
use chrono::NaiveDateTime;
use groundswell_engine::spec::{LANGUAGES, SECTORS};
use std::collections::BTreeMap;

/// A unit: a region, a county, a city of that rank.
#[derive(Clone, Debug)]
pub struct CountryUnit {
    /// Its name.
    pub name: String,
    /// What it is called in other tables, as `US-CA`: several with blanks between them, or nothing.
    pub id: String,
    /// Its seat.
    pub centre: String,
    /// Degrees north and east of the seat.
    pub point: (f64, f64),
    /// Its time zone, where it is not that of the scenario.
    pub zone: Option<Zone>,
    /// Population.
    pub population: u32,
    /// Adults.
    pub adults: u32,
    /// Unemployment in per cent.
    pub unemployment: f64,
    /// Mean wage, money per month.
    pub wage: f64,
    /// Regulated price of the fuel after the event, where one was set.
    pub cap: f64,
    /// Share of adults who depend on the fuel.
    pub fuel_share: f64,
    /// Share of employment in industry.
    pub industry: f64,
    /// Police on the establishment.
    pub police: f64,
    /// Shares of the language communities.
    pub languages: [f64; LANGUAGES],
    /// Location quotient of each sector.
    pub quotients: [f64; SECTORS],
}

/// A place as the table has it.
#[derive(Clone, Debug)]
pub struct PlaceRow {
    /// Its name.
    pub name: String,
    /// What it is called in other tables, as its number at GeoNames: several with blanks between them, or nothing.
    pub id: String,
    /// Index of its unit.
    pub unit: usize,
    /// Whether it is the rural remainder of the unit.
    pub rural: bool,
    /// Degrees north and east.
    pub point: (f64, f64),
    /// Population.
    pub population: u32,
    /// Adults.
    pub adults: u32,
    /// Line in the table, by which covariates are found.
    row: usize,
}

/// A sector as the table has it.
#[derive(Clone, Debug, Default)]
pub struct SectorRow {
    /// Its name; empty where the scenario has fewer sectors than there can be.
    pub name: String,
    /// Whether its workers live on the land, make things, or neither.
    pub kind: SectorKind,
    /// Share of national employment.
    pub share: f64,
    /// Share of its workers in workplaces of twenty or more.
    pub workplace_share: f64,
    /// Wage against the mean.
    pub wage_ratio: f64,
}

/// Where the workers of a sector live, and what they do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SectorKind {
    /// Farming, forestry, fishing: on the land rather than in towns.
    Land,
    /// Mining, energy, manufacturing.
    Industry,
    /// Everything else.
    #[default]
    Other,
}

/// A dated price.
#[derive(Clone, Debug)]
pub struct PriceRow {
    /// Index of the unit.
    pub unit: usize,
    /// From when, by the clock of the scenario's zone.
    pub time: NaiveDateTime,
    /// Money per litre.
    pub price: f64,
    /// `cap`, `shock` or `concession`.
    pub kind: String,
}

/// A force of the state, or of an ally.
#[derive(Clone, Debug)]
pub struct ForceRow {
    /// Its name.
    pub name: String,
    /// Members.
    pub size: f64,
    /// `police`, `guard`, `army`, `ally`, `ally_total`.
    pub kind: String,
    /// Index of the place where a guard or an army is at home; spread over the towns without.
    pub home: Option<usize>,
}

/// All tables of a country.
#[derive(Clone, Debug, Default)]
pub struct Country {
    /// Units.
    pub units: Vec<CountryUnit>,
    /// Places, those of a unit together.
    pub places: Vec<PlaceRow>,
    /// Sectors, in the order of their table.
    pub sectors: [SectorRow; SECTORS],
    /// Prices, in order of time.
    pub prices: Vec<PriceRow>,
    /// Forces.
    pub forces: Vec<ForceRow>,
    /// Names of the language communities that `units.csv` has columns of.
    pub languages: Vec<String>,
    /// What no table says and a default stands for: `units.csv: adults`, and what is assumed.
    pub assumed: Vec<(String, String)>,
    unit_columns: BTreeMap<String, Vec<Option<f64>>>,
    place_columns: BTreeMap<String, Vec<Option<f64>>>,
    unit_index: Names,
    place_index: Names,
}

/// The value of a column in the row of a unit.
type OfUnit = fn(&CountryUnit) -> f64;

/// The columns of `units.csv` that readers know and that can be covariates.
const KNOWN: &[(&str, OfUnit)] = &[
    ("unemployment_pct", |unit| unit.unemployment),
    ("wage", |unit| unit.wage),
    ("fuel_cap", |unit| unit.cap),
    ("fuel_share", |unit| unit.fuel_share),
    ("industry_share", |unit| unit.industry),
    ("police", |unit| unit.police),
];

impl Country {
    /// The units by name. Empty when one is empty or there twice, which has been complained about: nothing
    /// should be looked up in them then.
    pub fn units_by_name(&self) -> &Names {
        &self.unit_index
    }

    /// The places by name, in the same way.
    pub fn places_by_name(&self) -> &Names {
        &self.place_index
    }

    /// The place of a name, or of a name and its unit in parentheses, as `Atyrau (Atyrau)`: the one that is meant
    /// where a unit has the name of its town.
    pub fn place_named(&self, name: &str) -> Option<usize> {
        self.place_index.find(name).or_else(|| {
            let (place, unit) = name.strip_suffix(')')?.split_once(" (")?;
            let place = self.place_index.find(place)?;
            (self.unit_index.find(unit)? == self.places[place].unit).then_some(place)
        })
    }

    /// Names of the units, in the same way.
    pub fn unit_names(&self) -> Vec<String> {
        self.unit_index.list().to_vec()
    }

    /// Names of the places, in the same way.
    pub fn place_names(&self) -> Vec<String> {
        self.place_index.list().to_vec()
    }

    /// Population of the country.
    pub fn population(&self) -> f64 {
        self.places.iter().map(|place| f64::from(place.population)).sum()
    }

    /// Names of the columns of units and of places that something can be multiplied by: those that readers know, by their
    /// names of today, and every other column of numbers.
    pub fn covariates(&self) -> Vec<String> {
        let known = KNOWN.iter().map(|(name, _)| (*name).to_string());
        let free = self.unit_columns.keys().chain(self.place_columns.keys()).cloned();
        known.chain(free).collect()
    }

    /// A column as a number for each place: that of places.csv, or of the place's unit; 0 where it is empty. `None` if no
    /// table has such a column.
    pub fn covariate(&self, column: &str) -> Option<Vec<f64>> {
        let value = |value: Option<&Option<f64>>| value.copied().flatten().unwrap_or(0.0);
        if let Some(values) = self.place_columns.get(column) {
            return Some(self.places.iter().map(|place| value(values.get(place.row))).collect());
        }
        if let Some(values) = self.unit_columns.get(column) {
            return Some(self.places.iter().map(|place| value(values.get(place.unit))).collect());
        }
        let of = KNOWN.iter().find(|(known, _)| *known == today("units.csv", column))?.1;
        Some(self.places.iter().map(|place| self.units.get(place.unit).map_or(0.0, of)).collect())
    }

    /// Notes an exposure that is the same everywhere: a column that was written and not filled in, as far as one can see.
    pub(crate) fn assume_equal(&mut self, column: &str) {
        let same = |columns: &BTreeMap<String, Vec<Option<f64>>>| {
            let values = columns.get(column).map_or(&[][..], Vec::as_slice);
            values.len() > 1 && values.iter().all(|value| value.is_some() && *value == values[0])
        };
        let files = [("units.csv", same(&self.unit_columns)), ("places.csv", same(&self.place_columns))];
        if let Some((file, _)) = files.into_iter().find(|(_, same)| *same) {
            self.assume(&format!("{file}: {column}"), "the same everywhere");
        }
    }

    /// Notes a default that stands for what no table says.
    fn assume(&mut self, what: &str, value: impl Into<String>) {
        let value = value.into();
        if !self.assumed.iter().any(|(known, _)| known == what) {
            self.assumed.push((what.into(), value));
        }
    }
}
