//! A country divided: its units with their towns, and a place for the rest of each.

use crate::nations::WorldNation;
use crate::outlines::outlines;
use crate::regions::{WorldTown, WorldUnit};
use std::collections::{HashMap, HashSet};

/// How finely a country is divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// Into its first-order units.
    #[default]
    Region,
    /// Not at all: one unit with all towns.
    Country,
}

/// What is wanted of a country.
#[derive(Clone, Copy, Debug)]
pub struct CountryRequest<'a> {
    /// The country.
    pub nation: &'a WorldNation,
    /// How finely it is divided.
    pub level: Level,
    /// The year of which the population is.
    pub year: i32,
    /// Only these units, by code or name; all without.
    pub only: &'a [String],
    /// Only the largest towns of all, and the largest of each unit; the others belong to the rest of their unit.
    pub towns: Option<usize>,
}

/// Columns of the table of places.
pub(crate) const PLACES: [&str; 10] =
    ["place", "id", "unit", "kind", "lat", "lon", "population", "adults", "mark", "source"];

/// A unit as it is written.
pub(crate) struct Region {
    pub(crate) name: String,
    /// ISO 3166-2.
    pub(crate) id: String,
    pub(crate) population: u64,
    pub(crate) adults: u64,
    pub(crate) zone: String,
    pub(crate) seat: String,
    pub(crate) point: (String, String),
    pub(crate) mark: &'static str,
    pub(crate) source: String,
}

/// A place as it is written, with its number at GeoNames.
pub(crate) struct WorldPlace {
    pub(crate) geonames: String,
    pub(crate) fields: [String; 10],
}

/// Units and places with their people, and the outlines.
pub(crate) fn divide(
    asked: &CountryRequest<'_>,
    divisions: &[WorldUnit],
    towns: &[WorldTown],
    people: f64,
) -> (Vec<Region>, Vec<WorldPlace>, serde_json::Value) {
    let nation = asked.nation;
    let total: f64 = divisions.iter().map(|unit| unit.population).sum();
    let whole = asked.level == Level::Country;
    let name_of = |unit: &WorldUnit| if whole { nation.name().to_string() } else { unit.name.clone() };
    let names: HashMap<&str, String> = divisions.iter().map(|unit| (unit.id.as_str(), name_of(unit))).collect();
    let called = names_of_towns(towns, &names);
    let (mut regions, mut places): (Vec<Region>, Vec<WorldPlace>) = (Vec::new(), Vec::new());
    for unit in divisions {
        let population = (people * unit.population / total).round();
        let here = TownsOf {
            unit,
            name: &names[unit.id.as_str()],
            towns: towns.iter().zip(&called).filter(|(town, _)| town.unit == unit.id).collect(),
            only_unit: towns.is_empty(),
        };
        let (of_unit, adults) = here.places(nation, population);
        places.extend(of_unit);
        let region = here.region(asked, population as u64, adults);
        match regions.last_mut().filter(|_| whole) {
            Some(all) => {
                (all.population, all.adults) = (all.population + region.population, all.adults + region.adults)
            }
            None => regions.push(region),
        }
    }
    (regions, places, outlines(&names))
}

/// A unit with its towns.
struct TownsOf<'a> {
    unit: &'a WorldUnit,
    /// The name that is written: that of the country where it is not divided.
    name: &'a str,
    /// Its towns, the largest first, with the names that are written.
    towns: Vec<(&'a WorldTown, &'a String)>,
    /// Whether the country has no town at all.
    only_unit: bool,
}

impl TownsOf<'_> {
    /// Its towns, then what is left of its people as one more place; and the adults of all of them.
    fn places(&self, nation: &WorldNation, population: f64) -> (Vec<WorldPlace>, u64) {
        let (share, of_share) = nation.adults();
        // Towns grow with the country; where they would sum to more than their unit they are scaled down to it.
        let grown = self.unit.population.max(1.0);
        let sum: f64 = self.towns.iter().map(|(town, _)| town.population).sum();
        let factor = population / grown * (grown / sum.max(1.0)).min(1.0);
        let (mut left, mut adults, mut places) = (population as u64, 0, Vec::new());
        let mut add = |geonames: &str,
                       name: &str,
                       kind: &str,
                       point: &(String, String),
                       n: u64,
                       (mark, source): (&str, String)| {
            let of_age = (n as f64 * share).round() as u64;
            adults += of_age;
            let (n, of_age) = (n.to_string(), of_age.to_string());
            let words = [name, geonames, self.name, kind, &point.0, &point.1, &n, &of_age, mark, &source];
            places.push(WorldPlace { geonames: geonames.into(), fields: words.map(String::from) });
        };
        for (town, name) in &self.towns {
            let n = ((town.population * factor).round() as u64).min(left);
            if n > 0 {
                left -= n;
                let source = format!("GeoNames {} (CC BY 4.0), scaled by {factor:.3}; {of_share}", town.id);
                add(&town.id, name, "town", &town.point, n, ("D+A", source));
            }
        }
        if left > 0 {
            // A unit without a listed town has its people in villages; a country without any has one place.
            let kind = if self.only_unit { "town" } else { "rural" };
            let name = if self.only_unit { self.unit.name.clone() } else { format!("rural {}", self.unit.name) };
            let source = "population of the unit less that of its towns".into();
            add("", &name, kind, &self.unit.point, left, ("A", source));
        }
        (places, adults)
    }

    /// Its row: the largest town is its seat and gives it point and time zone.
    fn region(&self, asked: &CountryRequest<'_>, population: u64, adults: u64) -> Region {
        let nation = asked.nation;
        let largest = self.towns.first();
        let zone = largest.map(|(town, _)| town.time_zone.as_str()).filter(|zone| !zone.is_empty());
        let (mark, source) = source_of(&self.unit.source);
        Region {
            name: self.name.into(),
            id: if asked.level == Level::Country { nation.iso3().into() } else { self.unit.id.clone() },
            population,
            adults,
            zone: zone.unwrap_or(nation.time_zone()).into(),
            seat: largest.map_or_else(String::new, |(_, name)| (*name).clone()),
            point: largest.map_or_else(|| self.unit.point.clone(), |(town, _)| town.point.clone()),
            mark,
            source: format!("{source}; scaled to the national population of {}", asked.year),
        }
    }
}

/// Names of towns, each once: of those that share one, each is named with its unit, and where that is not enough with
/// its number.
fn names_of_towns(towns: &[WorldTown], units: &HashMap<&str, String>) -> Vec<String> {
    let with_unit = |town: &WorldTown| format!("{} ({})", town.name, units[town.unit.as_str()]);
    let mut count: HashMap<&str, usize> = HashMap::new();
    towns.iter().for_each(|town| *count.entry(&town.name).or_default() += 1);
    let mut seen = HashSet::new();
    let name = |town: &WorldTown| {
        let name = if count[town.name.as_str()] > 1 { with_unit(town) } else { town.name.clone() };
        if seen.insert(name.clone()) { name } else { format!("{} (GeoNames {})", town.name, town.id) }
    };
    towns.iter().map(name).collect()
}

fn source_of(source: &str) -> (&'static str, &'static str) {
    match source {
        "wikidata" => ("D", "population: Wikidata (CC0), last census or estimate of 2020"),
        "worldpop" => ("D", "population: WorldPop 2020 (CC BY 4.0)"),
        "national" => ("D", "population: that of the country (UN WPP 2024, CC BY 3.0 IGO)"),
        _ => ("A", "population: estimated from towns and area, not counted"),
    }
}
