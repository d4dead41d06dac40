//! Units and places: who lives where.

use super::table::{Columns, LANGUAGE, MANY, duplicate, free, plain, zone};
use super::{Country, CountryUnit, PlaceRow, defaults};
use crate::fields;
use crate::names::Names;
use crate::rows::{CsvRow, CsvRows};
use groundswell_complaint::{Complaint, Complaints};
use groundswell_engine::spec::{LANGUAGES, SECTORS};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

/// The columns of `units.csv`. Languages and covariates come besides.
pub(super) const UNITS: Columns = Columns {
    needed: &["unit", "population"],
    known: &[
        "id",
        "centre",
        "lat",
        "lon",
        "time_zone",
        "utc_offset_hours",
        "adults",
        "working_age_share",
        "unemployment_pct",
        "wage",
        "fuel_cap",
        "fuel_share",
        "industry_share",
        "police",
        "mark",
        "source",
    ],
    free: true,
};

/// The columns of `places.csv`.
pub(super) const PLACES: Columns = Columns {
    needed: &["place", "population"],
    known: &["id", "unit", "kind", "lat", "lon", "adults", "source_population", "mark", "source"],
    free: true,
};

/// The columns of languages in tables made before scenarios named their own.
const OLD_LANGUAGES: [&str; LANGUAGES] = ["kazakh", "russian", "uzbek", "other"];

impl Country {
    pub(super) fn read_units(&mut self, rows: &CsvRows, languages: &[String], complaints: &mut Complaints) {
        if rows.iter().next().is_none() && complaints.is_empty() {
            complaints.push(rows.about_all(Complaint::inconsistent("there is no unit")).allowed("at least one row"));
        }
        self.unit_columns = free(rows, UNITS, complaints);
        let spoken = self.language_columns(rows, languages, complaints);
        let mut names = HashSet::new();
        for row in rows.iter() {
            let unit = self.unit(&row, &spoken, complaints);
            if !names.insert(unit.name.clone()) {
                fields::add(complaints, || duplicate(&row, "unit"));
            }
            self.units.push(unit);
        }
    }

    /// The column of each language community: those of its names, in any capitals, or the old ones.
    fn language_columns(&mut self, rows: &CsvRows, languages: &[String], complaints: &mut Complaints) -> Vec<String> {
        if languages.is_empty() {
            let own = rows.header().iter().filter(|h| h.starts_with(LANGUAGE)).take(LANGUAGES);
            self.languages = own.cloned().collect();
            if !self.languages.is_empty() {
                return self.languages.clone();
            }
        }
        let column = |language: &String| rows.header().iter().find(|h| plain(h) == plain(language)).cloned();
        let found: Vec<Option<String>> = languages.iter().map(column).collect();
        if !found.is_empty() && found.iter().all(Option::is_some) {
            return found.into_iter().flatten().collect();
        }
        if OLD_LANGUAGES.iter().all(|old| rows.header().iter().any(|h| h == old)) {
            return OLD_LANGUAGES.map(String::from).into();
        }
        // One language for everybody, unless some have a column and others do not.
        if let (true, Some(missing)) =
            (found.iter().any(Option::is_some), languages.iter().zip(&found).find(|(_, f)| f.is_none()))
        {
            let problem = groundswell_complaint::Problem::Missing { what: "column", name: missing.0.clone() };
            let complaint = rows.about_all(Complaint::new(problem)).label("the header");
            complaints.push(complaint.allowed("a column of shares for each language of [scenario], or for none"));
        }
        self.assume("units.csv: languages", "everybody speaks one language");
        Vec::new()
    }

    fn unit(&mut self, row: &CsvRow<'_>, spoken: &[String], complaints: &mut Complaints) -> CountryUnit {
        let name = fields::name(row, "unit", complaints);
        fields::visible(row, "centre", complaints);
        let population = row.whole("population", 0.0, MANY, complaints);
        let zone = zone(row, "time_zone", complaints).or(zone(row, "utc_offset_hours", complaints));
        fields::number(row, "working_age_share", 0.0, 1.0, complaints);
        let mut or = |column: &str, high: f64, default: f64, words: &str| {
            fields::number(row, column, 0.0, high, complaints).unwrap_or_else(|| {
                // An empty field that was complained about is no default.
                if row.some(column).is_none() {
                    self.assume(&format!("units.csv: {column}"), words);
                }
                default
            })
        };
        let adults = or("adults", population, (population * defaults::ADULTS).round(), ".75 of the population");
        let unemployment = or("unemployment_pct", 100.0, defaults::UNEMPLOYMENT, "6 per cent");
        let wage = or("wage", 1e12, 1.0, "the same everywhere");
        let industry = or("industry_share", 1.0, defaults::INDUSTRY, "a fifth of employment");
        let police = or("police", population, (population * defaults::POLICE).round(), "300 for 100,000 people");
        let mut own =
            |column: &str, low: f64, high: f64| fields::number(row, column, low, high, complaints).unwrap_or(0.0);
        let point = (own("lat", -90.0, 90.0), own("lon", -180.0, 180.0));
        let (cap, fuel_share) = (own("fuel_cap", 0.0, 1e9), own("fuel_share", 0.0, 1.0));
        if adults.fract() != 0.0 {
            complaints.push(row.wrong("adults", format!("a whole number from 0 to {population}")));
        }
        let mut languages = [0.0; LANGUAGES];
        for (share, column) in languages.iter_mut().zip(spoken) {
            *share = row.number(column, 0.0, 1.0, complaints);
        }
        match spoken.first() {
            None => languages[0] = 1.0,
            Some(first) => {
                let total: f64 = languages.iter().sum();
                if (total - 1.0).abs() > 0.01 {
                    let complaint = Complaint::inconsistent(format!("the language shares of {name} sum to {total:.3}"));
                    complaints.push(row.point(complaint, first).allowed("shares that sum to 1"));
                }
            }
        }
        CountryUnit {
            centre: row.text("centre").into(),
            id: row.text("id").into(),
            name,
            point,
            zone,
            population: population as u32,
            adults: adults as u32,
            unemployment,
            wage,
            cap,
            fuel_share,
            industry,
            police,
            languages,
            quotients: [1.0; SECTORS],
        }
    }

    pub(super) fn read_places(&mut self, rows: &CsvRows, with_units: bool, complaints: &mut Complaints) {
        self.place_columns = free(rows, PLACES, complaints);
        let divided = rows.header().iter().any(|h| h == "unit");
        if !with_units {
            self.units_of_places(rows, divided);
        }
        let units = Names::new(self.units.iter().map(|unit| unit.name.clone()).collect());
        let mut names = HashSet::new();
        for (line, row) in rows.iter().enumerate() {
            let unit = match divided {
                true => fields::known(&row, "unit", "unit", &units, complaints).unwrap_or(0),
                // Without a column of units all places are in the only one there is.
                false if self.units.len() <= 1 => 0,
                false => {
                    complaints.push(row.wrong("unit", "the unit of each place, as units.csv has several"));
                    return;
                }
            };
            let name = fields::name(&row, "place", complaints);
            if !names.insert(name.clone()) {
                fields::add(complaints, || duplicate(&row, "place"));
            }
            let place = self.place(&row, line, name, unit, complaints);
            self.places.push(place);
        }
        // Places of a unit together, the largest first: people are sorted by place.
        self.places.sort_by_key(|place| (place.unit, Reverse(place.adults)));
        if !with_units {
            self.sum_units();
        }
    }

    fn place(
        &mut self,
        row: &CsvRow<'_>,
        line: usize,
        name: String,
        unit: usize,
        complaints: &mut Complaints,
    ) -> PlaceRow {
        let rural = match row.text("kind") {
            "" => false,
            _ => fields::word(row, "kind", &["town", "rural"], complaints) == Some("rural"),
        };
        let population = row.whole("population", 0.0, MANY, complaints);
        let mut own = |column: &str, low: f64, high: f64| fields::number(row, column, low, high, complaints);
        let (lat, lon, adults) = (own("lat", -90.0, 90.0), own("lon", -180.0, 180.0), own("adults", 0.0, population));
        let of_unit = self.units.get(unit).map_or((0.0, 0.0), |unit| unit.point);
        if lat.is_none() || lon.is_none() {
            self.assume("places.csv: lat, lon", "where the unit is");
        }
        if adults.is_some_and(|adults| adults.fract() != 0.0) {
            complaints.push(row.wrong("adults", format!("a whole number from 0 to {population}")));
        }
        let adults = adults.unwrap_or_else(|| {
            if row.some("adults").is_none() {
                self.assume("places.csv: adults", "the share of the unit, or .75 of the population");
            }
            let share = self.units.get(unit).filter(|unit| unit.population > 0);
            let share = share.map_or(defaults::ADULTS, |unit| f64::from(unit.adults) / f64::from(unit.population));
            (population * share).round()
        });
        let point = (lat.unwrap_or(of_unit.0), lon.unwrap_or(of_unit.1));
        let (population, adults) = (population as u32, adults as u32);
        PlaceRow { name, id: row.text("id").into(), unit, rural, point, population, adults, row: line }
    }

    /// Units of a country that has only a table of places: those that it names, or a single one.
    fn units_of_places(&mut self, rows: &CsvRows, divided: bool) {
        self.assume("units.csv", "units are the sums of their places; every other column has its default");
        let mut names: Vec<String> = Vec::new();
        let mut seen = HashSet::new();
        for row in rows.iter() {
            let name = if divided { row.text("unit") } else { "country" };
            if !name.is_empty() && seen.insert(name.to_string()) {
                names.push(name.into());
            }
        }
        let unit = |name| CountryUnit {
            name,
            id: String::new(),
            centre: String::new(),
            point: (0.0, 0.0),
            zone: None,
            population: 0,
            adults: 0,
            unemployment: defaults::UNEMPLOYMENT,
            wage: 1.0,
            cap: 0.0,
            fuel_share: 0.0,
            industry: defaults::INDUSTRY,
            police: 0.0,
            languages: std::array::from_fn(|l| if l == 0 { 1.0 } else { 0.0 }),
            quotients: [1.0; SECTORS],
        };
        self.units = names.into_iter().map(unit).collect();
    }

    /// Gives units the sums of their places, and the seat of the largest.
    fn sum_units(&mut self) {
        let mut sums: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
        for place in &self.places {
            let unit = &mut self.units[place.unit];
            let sum = sums.entry(place.unit).or_insert_with(|| {
                (unit.centre, unit.point) = (place.name.clone(), place.point);
                (0, 0)
            });
            *sum = (sum.0 + u64::from(place.population), sum.1 + u64::from(place.adults));
        }
        for (u, (population, adults)) in sums {
            let unit = &mut self.units[u];
            (unit.population, unit.adults) = (population as u32, adults as u32);
            unit.police = (population as f64 * defaults::POLICE).round();
        }
    }

    /// Places of a country that has only a table of units: each is one.
    pub(super) fn places_of_units(&mut self) {
        self.assume("places.csv", "each unit is one place, at its seat");
        let place = |(u, unit): (usize, &CountryUnit)| PlaceRow {
            name: unit.name.clone(),
            id: unit.id.clone(),
            unit: u,
            rural: false,
            point: unit.point,
            population: unit.population,
            adults: unit.adults,
            row: usize::MAX,
        };
        self.places = self.units.iter().enumerate().map(place).collect();
    }

    /// Places must add up to their unit; somebody must live somewhere.
    pub(super) fn add_up(&self, rows: &CsvRows, with_units: bool, complaints: &mut Complaints) {
        if self.places.is_empty() {
            complaints.push(rows.about_all(Complaint::inconsistent("there is no place")).allowed("at least one row"));
        } else if self.places.iter().all(|place| place.adults == 0) {
            let complaint = Complaint::inconsistent("nobody lives in the country: no place has adults");
            complaints.push(rows.about_all(complaint).allowed("at least one place with adults"));
        }
        if !with_units {
            return;
        }
        let mut sums = vec![(0u64, 0u64); self.units.len()];
        for place in &self.places {
            let sum = &mut sums[place.unit];
            *sum = (sum.0 + u64::from(place.population), sum.1 + u64::from(place.adults));
        }
        // Adults that were assumed may miss their unit's by rounding.
        let assumed = self.assumed.iter().any(|(what, _)| what.ends_with(": adults"));
        for (unit, sums) in self.units.iter().zip(sums) {
            let whole = (u64::from(unit.population), u64::from(unit.adults));
            if sums.0 == whole.0 && (sums.1 == whole.1 || assumed) {
                continue;
            }
            let what = format!(
                "the places of {} have a population of {} and {} adults, the unit has {} and {}",
                unit.name, sums.0, sums.1, whole.0, whole.1
            );
            let column = if sums.0 != whole.0 { "population" } else { "adults" };
            // The rural remainder is the row to correct; without one, the last place of the unit.
            let of_rows = || rows.iter().filter(|row| row.text("unit") == unit.name);
            let row = of_rows().find(|row| row.text("kind") == "rural").or_else(|| of_rows().last());
            let complaint = Complaint::inconsistent(what).allowed("places that add up to their unit in units.csv");
            let complaint = match row {
                Some(row) => row.point(complaint, column),
                None => rows.about_all(complaint),
            };
            complaints.push(complaint.advise("let the rural remainder take the difference"));
        }
    }
}
