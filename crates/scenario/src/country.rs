//! The tables of a country: units, places, sectors, prices, forces.

use crate::complaint::{Complaint, Complaints};
use crate::files::Files;
use crate::rows::Rows;
use chrono::NaiveDateTime;
use groundswell_engine::spec::{LANGUAGES, SECTOR_NAMES, SECTORS};

/// A unit: an oblast or a city of that rank.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// Its seat.
    pub centre: String,
    /// Degrees north and east of the seat.
    pub point: (f64, f64),
    /// Hours ahead of UTC.
    pub utc_offset: i32,
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
    "unit", "centre", "lat", "lon", "utc_offset_hours", "population", "adults", "working_age_share",
    "unemployment_pct", "wage_tenge", "lpg_cap_tenge", "lpg_share", "industry_share", "police", "kazakh", "russian",
    "uzbek", "other", "mark", "source",
];

const MANY: f64 = 4e9;

impl Country {
    /// Reads the tables; everything that is wrong in any of them is complained about.
    pub fn read(files: &Files, complaints: &mut Complaints) -> Country {
        let mut country = Country::default();
        let mut table = |name: &str, columns: &[&str]| {
            files.text(name).map_err(|c| complaints.push(c)).ok().map(|text| Rows::read(&files.shown(name), &text, columns, complaints))
        };
        let units = table("units.csv", UNITS);
        let places = table("places.csv", &["place", "unit", "kind", "lat", "lon", "population", "adults", "source_population"]);
        let sectors = table("sectors.csv", &["sector", "national_share_of_employment", "workplace_share", "wage_ratio", "mark", "source"]);
        let mut columns = vec!["unit"];
        columns.extend(SECTOR_NAMES);
        let quotients = table("quotients.csv", &columns);
        let prices = table("prices.csv", &["unit", "date", "time", "tenge_per_litre", "kind", "mark", "source"]);
        let forces = table("forces.csv", &["force", "size", "kind", "home_place", "mark", "source"]);

        units.iter().for_each(|rows| country.read_units(rows, complaints));
        places.iter().for_each(|rows| country.read_places(rows, complaints));
        sectors.iter().for_each(|rows| country.read_sectors(rows, complaints));
        quotients.iter().for_each(|rows| country.read_quotients(rows, complaints));
        prices.iter().for_each(|rows| country.read_prices(rows, complaints));
        let names = country.place_names();
        for row in forces.iter().flat_map(Rows::iter) {
            // Others are at home abroad, in places that no table of ours knows.
            let here = ["guard", "army"].contains(&row.text("kind")) && !row.text("home_place").is_empty();
            country.forces.push(ForceRow {
                name: row.text("force").into(),
                size: row.number("size", 0.0, MANY, complaints),
                kind: row.text("kind").into(),
                home: if here { row.name_in("home_place", "place", &names, complaints) } else { None },
            });
        }
        if complaints.is_empty() {
            country.check(&files.shown("places.csv"), complaints);
        }
        country
    }

    /// Names of the units.
    pub fn unit_names(&self) -> Vec<String> {
        self.units.iter().map(|unit| unit.name.clone()).collect()
    }

    /// Names of the places.
    pub fn place_names(&self) -> Vec<String> {
        self.places.iter().map(|place| place.name.clone()).collect()
    }

    fn read_units(&mut self, rows: &Rows, complaints: &mut Complaints) {
        for row in rows.iter() {
            let mut number = |column: &str, low: f64, high: f64| row.number(column, low, high, complaints);
            let unit = Unit {
                name: row.text("unit").into(),
                centre: row.text("centre").into(),
                point: (number("lat", -90.0, 90.0), number("lon", -180.0, 180.0)),
                utc_offset: number("utc_offset_hours", -12.0, 14.0) as i32,
                population: number("population", 0.0, MANY) as u32,
                adults: number("adults", 0.0, MANY) as u32,
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
                let complaint = Complaint::inconsistent(format!("the language shares of {} sum to {total:.3}", unit.name));
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
        let mut names = std::collections::HashSet::new();
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
                name: row.text("place").into(),
                unit,
                rural: kind == "rural",
                point: (row.number("lat", -90.0, 90.0, complaints), row.number("lon", -180.0, 180.0, complaints)),
                population: row.number("population", 0.0, MANY, complaints) as u32,
                adults: row.number("adults", 0.0, MANY, complaints) as u32,
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
            complaints.push(Complaint::inconsistent(format!("sectors.csv has no row for {}", SECTOR_NAMES[s])));
        }
    }

    fn read_quotients(&mut self, rows: &Rows, complaints: &mut Complaints) {
        let units = self.unit_names();
        for row in rows.iter() {
            if let Some(u) = row.name_in("unit", "unit", &units, complaints) {
                self.units[u].quotients = SECTOR_NAMES.map(|sector| row.number(sector, 0.0, 1000.0, complaints));
            }
        }
    }

    fn read_prices(&mut self, rows: &Rows, complaints: &mut Complaints) {
        let units = self.unit_names();
        for row in rows.iter() {
            let Some(unit) = row.name_in("unit", "unit", &units, complaints) else { continue };
            let text = format!("{}T{}", row.text("date"), row.text("time"));
            let Ok(time) = NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M") else {
                complaints.push(row.wrong("date", "a date as 2022-01-31 and a time as 17:00"));
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

    /// Places must add up to their unit.
    fn check(&self, file: &str, complaints: &mut Complaints) {
        if self.places.is_empty() {
            complaints.push(Complaint::inconsistent("there is no place").in_file(file));
        }
        for (u, unit) in self.units.iter().enumerate() {
            let of_unit = || self.places.iter().filter(|place| place.unit == u);
            let sums = (of_unit().map(|p| u64::from(p.population)).sum::<u64>(), of_unit().map(|p| u64::from(p.adults)).sum::<u64>());
            let whole = (u64::from(unit.population), u64::from(unit.adults));
            if sums != whole {
                let what = format!(
                    "the places of {} have a population of {} and {} adults, the unit has {} and {}",
                    unit.name, sums.0, sums.1, whole.0, whole.1
                );
                complaints.push(Complaint::inconsistent(what).in_file(file).advise("let the rural remainder take the difference"));
            }
        }
        let total: f64 = self.sectors.iter().map(|s| s.share).sum();
        if (total - 1.0).abs() > 0.01 {
            complaints.push(Complaint::inconsistent(format!("the national shares of sectors sum to {total:.3}")).allowed("shares that sum to 1"));
        }
    }
}

fn duplicate(row: &crate::rows::Row<'_>, column: &'static str) -> Complaint {
    let problem = crate::complaint::Problem::Duplicate { what: column, name: row.text(column).into() };
    row.point(Complaint::new(problem), column)
}
