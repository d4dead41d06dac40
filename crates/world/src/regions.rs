//! First-order units and the towns in them.

use crate::data::{self, records};

/// The columns of units that are carried.
pub const UNIT_COLUMNS: [&str; 7] =
    ["id", "iso2", "name_en", "pop_2025_scaled", "pop_source", "label_lat", "label_lon"];
/// The columns of towns that are carried.
pub const TOWN_COLUMNS: [&str; 7] = ["id", "name", "unit", "lat", "lon", "pop", "tz"];

/// A first-order unit.
pub(crate) struct WorldUnit {
    /// Its code.
    pub id: String,
    /// English name.
    pub name: String,
    /// Population of 2025.
    pub population: f64,
    /// Where that is from: `wikidata`, `worldpop`, `estimate`, `national`.
    pub source: String,
    /// A point inside: degrees north and east, as written.
    pub point: (String, String),
}

/// A town of 5,000 and more.
pub(crate) struct WorldTown {
    /// Number at GeoNames.
    pub id: String,
    /// Name.
    pub name: String,
    /// Code of its unit.
    pub unit: String,
    /// Degrees north and east, as written.
    pub point: (String, String),
    /// Population.
    pub population: f64,
    /// Its time zone; empty for that of the country.
    pub time_zone: String,
}

/// The units of a country in which somebody lives.
pub(crate) fn units(iso2: &str) -> Vec<WorldUnit> {
    let unit = |f: Vec<String>| {
        let [id, _, name, population, source, lat, lon] = <[String; 7]>::try_from(f).expect("seven columns");
        WorldUnit { id, name, population: population.parse().unwrap_or(0.0), source, point: (lat, lon) }
    };
    let all = records(data::UNITS).into_iter().filter(|f| f[1] == iso2);
    all.map(unit).filter(|unit| unit.population > 0.0).collect()
}

/// The towns of these units, the largest first.
pub(crate) fn towns(units: &[WorldUnit]) -> Vec<WorldTown> {
    let ids: std::collections::HashSet<&str> = units.iter().map(|unit| unit.id.as_str()).collect();
    let town = |f: Vec<String>| {
        let [id, name, unit, lat, lon, population, time_zone] = <[String; 7]>::try_from(f).expect("seven columns");
        WorldTown { id, name, unit, point: (lat, lon), population: population.parse().unwrap_or(0.0), time_zone }
    };
    let all = records(data::PLACES).into_iter().filter(|f| ids.contains(f[2].as_str()));
    let mut towns: Vec<WorldTown> = all.map(town).collect();
    towns.sort_by(|a, b| b.population.total_cmp(&a.population).then_with(|| a.id.cmp(&b.id)));
    towns
}
