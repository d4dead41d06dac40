//! The tables of a country: units, places, sectors, prices, forces.

use crate::calendar::{ZONE, Zone};
use crate::files::Files;
use crate::rows::Rows;
use chrono::{NaiveDate, NaiveDateTime};
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_engine::spec::{LANGUAGES, SECTOR_NAMES, SECTORS};
use std::collections::HashSet;

/// A unit: an oblast or a city of that rank.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its name.
    pub name: String,
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
}

/// A sector as the table has it, in the order of [`SECTOR_NAMES`].
#[derive(Clone, Copy, Debug, Default)]
pub struct SectorRow {
    /// Share of national employment.
    pub share: f64,
    /// Share of its workers in workplaces of twenty or more.
    pub workplace_share: f64,
    /// Wage against the mean.
    pub wage_ratio: f64,
}

/// A dated price.
#[derive(Clone, Debug)]
pub struct PriceRow {
    /// Index of the unit.
    pub unit: usize,
    /// From when.
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
    /// `police`, `guard`, `army`, `csto`, `csto_total`.
    pub kind: String,
    /// Index of the place where a guard or an army is at home; spread over the towns without.
    pub home: Option<usize>,
}

/// What a force can be.
const FORCES: [&str; 5] = ["police", "guard", "army", "csto", "csto_total"];

/// All tables of a country.
#[derive(Clone, Debug, Default)]
pub struct Country {
    /// Units.
    pub units: Vec<Unit>,
    /// Places, those of a unit together.
    pub places: Vec<PlaceRow>,
    /// Sectors.
    pub sectors: [SectorRow; SECTORS],
    /// Prices, in order of time.
    pub prices: Vec<PriceRow>,
    /// Forces.
    pub forces: Vec<ForceRow>,
}

/// The columns of `units.csv`.
const UNITS: &[&str] = &[
    "unit",
    "centre",
    "lat",
    "lon",
    "utc_offset_hours",
    "population",
    "adults",
    "working_age_share",
    "unemployment_pct",
    "wage_tenge",
    "lpg_cap_tenge",
    "lpg_share",
    "industry_share",
    "police",
    "kazakh",
    "russian",
    "uzbek",
    "other",
    "mark",
    "source",
];

/// The columns of `units.csv` that a shock can be exposed by.
const COVARIATES: &[(&str, fn(&Unit) -> f64)] = &[
    ("unemployment_pct", |unit| unit.unemployment),
    ("wage_tenge", |unit| unit.wage),
    ("lpg_share", |unit| unit.fuel_share),
    ("industry_share", |unit| unit.industry),
    ("kazakh", |unit| unit.languages[0]),
    ("russian", |unit| unit.languages[1]),
    ("uzbek", |unit| unit.languages[2]),
    ("other", |unit| unit.languages[3]),
];

const MANY: f64 = 4e9;

impl Country {
    /// Reads the tables; everything that is wrong in any of them is complained about.
    pub fn read(files: &Files, complaints: &mut Complaints) -> Country {
        let mut country = Country::default();
        let mut table = |name: &str, columns: &[&str]| {
            files
                .text(name)
                .map_err(|c| complaints.push(c))
                .ok()
                .map(|text| Rows::read(&files.shown(name), &text, columns, complaints))
        };
        let units = table("units.csv", UNITS);
        let places_rows =
            table("places.csv", &["place", "unit", "kind", "lat", "lon", "population", "adults", "source_population"]);
        let sectors = table(
            "sectors.csv",
            &["sector", "national_share_of_employment", "workplace_share", "wage_ratio", "mark", "source"],
        );
        let mut columns = vec!["unit"];
        columns.extend(SECTOR_NAMES);
        let quotients = table("quotients.csv", &columns);
        // A scenario whose trigger is no price has no prices.
        let prices = match files.has("prices.csv") {
            true => table("prices.csv", &["unit", "date", "time", "tenge_per_litre", "kind", "mark", "source"]),
            false => None,
        };
        let forces = table("forces.csv", &["force", "size", "kind", "home_place", "mark", "source"]);

        units.iter().for_each(|rows| country.read_units(rows, complaints));
        places_rows.iter().for_each(|rows| country.read_places(rows, complaints));
        sectors.iter().for_each(|rows| country.read_sectors(rows, complaints));
        quotients.iter().for_each(|rows| country.read_quotients(rows, complaints));
        prices.iter().for_each(|rows| country.read_prices(rows, complaints));
        let names = country.place_names();
        for row in forces.iter().flat_map(Rows::iter) {
            // Others are at home abroad, in places that no table of ours knows.
            let here = ["guard", "army"].contains(&row.text("kind")) && !row.text("home_place").is_empty();
            country.forces.push(ForceRow {
                name: row.name("force", complaints),
                size: row.number("size", 0.0, MANY, complaints),
                kind: row.text("kind").into(),
                home: if here { row.name_in("home_place", "place", &names, complaints) } else { None },
            });
            if !FORCES.contains(&row.text("kind")) {
                complaints.push(row.wrong("kind", FORCES.join(", ")));
            }
        }
        if let (true, Some(places), Some(sectors)) = (complaints.is_empty(), places_rows, sectors) {
            country.check(&places, &sectors, complaints);
        }
        country
    }

    /// Names of the units. Empty when one is empty or there twice, which has been
    /// complained about: nothing should be looked up in them then.
    pub fn unit_names(&self) -> Vec<String> {
        sound(self.units.iter().map(|unit| unit.name.clone()).collect())
    }

    /// Names of the places, in the same way.
    pub fn place_names(&self) -> Vec<String> {
        sound(self.places.iter().map(|place| place.name.clone()).collect())
    }

    /// Names of the columns that can be an exposure.
    pub fn covariates(&self) -> Vec<String> {
        COVARIATES.iter().map(|(name, _)| (*name).to_string()).collect()
    }

    /// A column as a number for each place; `None` if there is none of that name.
    pub fn covariate(&self, name: &str) -> Option<Vec<f64>> {
        let of = COVARIATES.iter().find(|(known, _)| *known == name)?.1;
        Some(self.places.iter().map(|place| self.units.get(place.unit).map_or(0.0, of)).collect())
    }

    fn read_units(&mut self, rows: &Rows, complaints: &mut Complaints) {
        if rows.iter().next().is_none() && complaints.is_empty() {
            complaints.push(rows.about_all(Complaint::inconsistent("there is no unit")).allowed("at least one row"));
        }
        for row in rows.iter() {
            let name = row.name("unit", complaints);
            let (population, adults) = (
                row.whole("population", 0.0, MANY, complaints) as u32,
                row.whole("adults", 0.0, MANY, complaints) as u32,
            );
            let zone = zone(&row, "utc_offset_hours", complaints);
            let mut number = |column: &str, low: f64, high: f64| row.number(column, low, high, complaints);
            let unit = Unit {
                name,
                centre: row.text("centre").into(),
                point: (number("lat", -90.0, 90.0), number("lon", -180.0, 180.0)),
                zone,
                population,
                adults,
                unemployment: number("unemployment_pct", 0.0, 100.0),
                wage: number("wage_tenge", 0.0, 1e12),
                cap: number("lpg_cap_tenge", 0.0, 1e9),
                fuel_share: number("lpg_share", 0.0, 1.0),
                industry: number("industry_share", 0.0, 1.0),
                police: number("police", 0.0, MANY),
                languages: ["kazakh", "russian", "uzbek", "other"].map(|language| number(language, 0.0, 1.0)),
                quotients: [1.0; SECTORS],
            };
            let total: f64 = unit.languages.iter().sum();
            if (total - 1.0).abs() > 0.01 {
                let complaint =
                    Complaint::inconsistent(format!("the language shares of {} sum to {total:.3}", unit.name));
                complaints.push(row.point(complaint, "kazakh").allowed("shares that sum to 1"));
            }
            if self.units.iter().any(|other| other.name == unit.name) {
                complaints.push(duplicate(&row, "unit"));
            }
            self.units.push(unit);
        }
    }

    fn read_places(&mut self, rows: &Rows, complaints: &mut Complaints) {
        let units = self.unit_names();
        let mut names = HashSet::new();
        for row in rows.iter() {
            let unit = row.name_in("unit", "unit", &units, complaints).unwrap_or(0);
            let kind = row.text("kind");
            if !["town", "rural"].contains(&kind) {
                complaints.push(row.wrong("kind", "town or rural"));
            }
            if !names.insert(row.text("place").to_string()) {
                complaints.push(duplicate(&row, "place"));
            }
            self.places.push(PlaceRow {
                name: row.name("place", complaints),
                unit,
                rural: kind == "rural",
                point: (row.number("lat", -90.0, 90.0, complaints), row.number("lon", -180.0, 180.0, complaints)),
                population: row.whole("population", 0.0, MANY, complaints) as u32,
                adults: row.whole("adults", 0.0, MANY, complaints) as u32,
            });
        }
        // Places of a unit together, the largest first: people are sorted by place.
        self.places.sort_by_key(|place| (place.unit, std::cmp::Reverse(place.adults)));
    }

    fn read_sectors(&mut self, rows: &Rows, complaints: &mut Complaints) {
        let names = SECTOR_NAMES.map(String::from);
        let mut seen = [false; SECTORS];
        for row in rows.iter() {
            let Some(s) = row.name_in("sector", "sector", &names, complaints) else { continue };
            seen[s] = true;
            self.sectors[s] = SectorRow {
                share: row.number("national_share_of_employment", 0.0, 1.0, complaints),
                workplace_share: row.number("workplace_share", 0.0, 1.0, complaints),
                wage_ratio: row.number("wage_ratio", 0.01, 100.0, complaints),
            };
        }
        for (s, _) in seen.iter().enumerate().filter(|(_, seen)| !**seen) {
            let problem = Problem::Missing { what: "sector", name: SECTOR_NAMES[s].into() };
            complaints.push(
                rows.about_all(Complaint::new(problem)).allowed(format!("a row for each of {}", names.join(", "))),
            );
        }
    }

    fn read_quotients(&mut self, rows: &Rows, complaints: &mut Complaints) {
        let units = self.unit_names();
        let mut seen = vec![false; units.len()];
        for row in rows.iter() {
            if let Some(u) = row.name_in("unit", "unit", &units, complaints) {
                seen[u] = true;
                self.units[u].quotients = SECTOR_NAMES.map(|sector| row.number(sector, 0.0, 1000.0, complaints));
            }
        }
        for (name, _) in units.iter().zip(&seen).filter(|(_, seen)| !**seen) {
            let problem = Problem::Missing { what: "unit", name: name.clone() };
            complaints.push(rows.about_all(Complaint::new(problem)).allowed("a row for each unit of units.csv"));
        }
    }

    fn read_prices(&mut self, rows: &Rows, complaints: &mut Complaints) {
        let units = self.unit_names();
        for row in rows.iter() {
            let Some(unit) = row.name_in("unit", "unit", &units, complaints) else { continue };
            let text = format!("{}T{}", row.text("date"), row.text("time"));
            let Ok(time) = NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M") else {
                match NaiveDate::parse_from_str(row.text("date"), "%Y-%m-%d") {
                    Ok(_) => complaints.push(row.wrong("time", "a time as 17:00")),
                    Err(_) => complaints.push(row.wrong("date", "a date as 2022-01-31")),
                }
                continue;
            };
            let kind = row.text("kind").to_string();
            if !["cap", "shock", "concession"].contains(&kind.as_str()) {
                complaints.push(row.wrong("kind", "cap, shock or concession"));
            }
            self.prices.push(PriceRow { unit, time, price: row.number("tenge_per_litre", 0.0, 1e9, complaints), kind });
        }
        self.prices.sort_by_key(|price| price.time);
    }

    /// Places must add up to their unit, sectors to the nation.
    fn check(&self, places: &Rows, sectors: &Rows, complaints: &mut Complaints) {
        if self.places.is_empty() {
            complaints.push(places.about_all(Complaint::inconsistent("there is no place")).allowed("at least one row"));
        } else if self.places.iter().all(|place| place.adults == 0) {
            let complaint = Complaint::inconsistent("nobody lives in the country: no place has adults");
            complaints.push(places.about_all(complaint).allowed("at least one place with adults"));
        }
        for (u, unit) in self.units.iter().enumerate() {
            let of_unit = || self.places.iter().filter(|place| place.unit == u);
            let sums = (
                of_unit().map(|p| u64::from(p.population)).sum::<u64>(),
                of_unit().map(|p| u64::from(p.adults)).sum::<u64>(),
            );
            let whole = (u64::from(unit.population), u64::from(unit.adults));
            if sums != whole {
                let what = format!(
                    "the places of {} have a population of {} and {} adults, the unit has {} and {}",
                    unit.name, sums.0, sums.1, whole.0, whole.1
                );
                let column = if sums.0 != whole.0 { "population" } else { "adults" };
                // The rural remainder is the row to correct; without one, the last place of the unit.
                let of_rows = || places.iter().filter(|row| row.text("unit") == unit.name);
                let row = of_rows().find(|row| row.text("kind") == "rural").or_else(|| of_rows().last());
                let complaint = Complaint::inconsistent(what).allowed("places that add up to their unit in units.csv");
                let complaint = match row {
                    Some(row) => row.point(complaint, column),
                    None => places.about_all(complaint),
                };
                complaints.push(complaint.advise("let the rural remainder take the difference"));
            }
        }
        let total: f64 = self.sectors.iter().map(|s| s.share).sum();
        if (total - 1.0).abs() > 0.01 {
            let complaint = Complaint::inconsistent(format!("the national shares of sectors sum to {total:.3}"));
            complaints.push(sectors.about_all(complaint).allowed("shares that sum to 1"));
        }
    }
}

/// A field with a time zone, which may be empty.
pub(crate) fn zone(row: &crate::rows::Row<'_>, column: &str, complaints: &mut Complaints) -> Option<Zone> {
    let text = row.text(column);
    let zone = Zone::parse(text);
    if zone.is_none() && !text.is_empty() {
        complaints.push(row.wrong(column, ZONE).nearest_of(text, Zone::names()));
    }
    zone
}

/// The names, or none if one is empty or there twice.
fn sound(names: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    let good = names.iter().all(|name| !name.is_empty() && seen.insert(name));
    if good { names } else { Vec::new() }
}

fn duplicate(row: &crate::rows::Row<'_>, column: &'static str) -> Complaint {
    let problem = Problem::Duplicate { what: column, name: row.text(column).into() };
    row.point(Complaint::new(problem), column).allowed("each name once")
}
