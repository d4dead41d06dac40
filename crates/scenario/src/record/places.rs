//! Which place of a scenario an event was in.

use super::borders::Borders;
use super::lists::{is_whole, names};
use super::seen::{SeenEvent, Where};
use crate::country::Country;
use crate::scenario::Scenario;
use std::collections::HashMap;

/// Words that say what a unit or place is and not what it is called.
const GENERIC: [&str; 22] = [
    "city",
    "town",
    "oblast",
    "oblasty",
    "oblysy",
    "region",
    "province",
    "district",
    "county",
    "state",
    "governorate",
    "prefecture",
    "department",
    "of",
    "the",
    "gorod",
    "okrug",
    "krai",
    "voblasts",
    "voivodeship",
    "parish",
    "municipality",
];
/// How many answers are kept: events are in the same places again and again.
const KEPT: usize = 1 << 16;
/// Kilometres in a degree of latitude.
const DEGREE: f64 = 111.2;

/// A name in small Latin letters without accents and signs.
fn key(name: &str) -> String {
    let latin = any_ascii::any_ascii(&crate::delimited::names::composed(name)).to_lowercase();
    let words: Vec<&str> = latin.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The same without words that say what it is.
fn bare(key: &str) -> String {
    key.split(' ').filter(|word| !GENERIC.contains(word)).collect::<Vec<_>>().join(" ")
}

/// Where several things have a name, nothing does.
#[derive(Default)]
struct Index(HashMap<String, Option<usize>>);

impl Index {
    fn add(&mut self, name: String, what: usize) {
        if !name.is_empty() {
            self.0.entry(name).and_modify(|known| *known = known.filter(|k| *k == what)).or_insert(Some(what));
        }
    }

    fn get(&self, name: &str) -> Option<usize> {
        self.0.get(name).copied().flatten()
    }
}

/// The places of a scenario, to be found by name and point.
pub struct Places {
    units: Index,
    units_bare: Index,
    /// Units by the part of their number that is theirs alone: SP of BR-SP.
    codes: Index,
    /// By name within a unit.
    within: HashMap<(usize, String), usize>,
    alone: Index,
    alone_bare: Index,
    alternates: HashMap<String, Where>,
    /// By their numbers in other tables.
    ids: HashMap<String, Where>,
    /// Unit of each place.
    unit_of: Vec<usize>,
    points: Vec<(f64, f64)>,
    /// Places by whole degrees.
    grid: HashMap<(i32, i32), Vec<usize>>,
    borders: Borders,
    within_km: f64,
}

impl Places {
    /// Of a scenario; other names stand with the names that its country has.
    pub fn new(scenario: &Scenario, alternates: &[(String, String)], within_km: f64) -> Places {
        let country = &scenario.country;
        let (mut units, mut units_bare) = (Index::default(), Index::default());
        for (u, unit) in country.units.iter().enumerate() {
            units.add(key(&unit.name), u);
            units_bare.add(bare(&key(&unit.name)), u);
        }
        let (mut alone, mut alone_bare) = (Index::default(), Index::default());
        let (mut within, mut grid) = (HashMap::new(), HashMap::<(i32, i32), Vec<usize>>::new());
        let (mut unit_of, mut points) = (Vec::new(), Vec::new());
        for (p, place) in country.places.iter().enumerate() {
            unit_of.push(place.unit);
            points.push(place.point);
            // The rest of a unit has no name of its own and no point where anybody meets.
            if place.rural {
                continue;
            }
            let name = key(&place.name);
            within.insert((place.unit, name.clone()), p);
            within.entry((place.unit, bare(&name))).or_insert(p);
            alone_bare.add(bare(&name), p);
            alone.add(name, p);
            grid.entry((place.point.0.floor() as i32, place.point.1.floor() as i32)).or_default().push(p);
        }
        let mut codes = Index::default();
        for (u, unit) in country.units.iter().enumerate() {
            unit.id.split([' ', ';']).filter_map(short_code).for_each(|code| codes.add(id(code), u));
        }
        let mut places = Places {
            units,
            codes,
            units_bare,
            within,
            alone,
            alone_bare,
            alternates: HashMap::new(),
            ids: ids(country),
            unit_of,
            points,
            grid,
            borders: Borders::read(&scenario.files, country.units_by_name()),
            within_km,
        };
        for (other, name) in alternates {
            let name = key(name);
            let found = places.alone.get(&name).map(Where::Place).or(places.units.get(&name).map(Where::Unit));
            places.alternates.extend(found.map(|found| (key(other), found)));
        }
        places
    }

    /// Unit of a place.
    pub fn unit_of(&self, place: Where) -> Option<usize> {
        match place {
            Where::Nation => None,
            Where::Unit(unit) => Some(unit),
            Where::Place(place) => Some(self.unit_of[place]),
        }
    }

    fn unit(&self, name: &str) -> Option<usize> {
        if let Some(Where::Unit(unit)) = self.ids.get(&id(name)) {
            return Some(*unit);
        }
        let code = id(name);
        let name = key(name);
        let other = || match self.alternates.get(&name) {
            Some(Where::Unit(unit)) => Some(*unit),
            _ => None,
        };
        let known = self.units.get(&name).or_else(other).or_else(|| self.units_bare.get(&bare(&name)));
        known.or_else(|| self.codes.get(&code))
    }

    fn named(&self, unit: Option<usize>, place: &str) -> Option<(Where, &'static str)> {
        if let Some(found) = self.ids.get(&id(place)) {
            return Some((*found, "id"));
        }
        let name = key(place);
        let short = bare(&name);
        let within = unit.and_then(|unit| {
            self.within.get(&(unit, name.clone())).or_else(|| self.within.get(&(unit, short.clone()))).copied()
        });
        if let Some(place) = within {
            return Some((Where::Place(place), "name"));
        }
        if let Some(found) = self.alternates.get(&name) {
            return Some((*found, "alternate name"));
        }
        // In another unit it is another place of the same name.
        let fits = |place: &usize| unit.is_none_or(|unit| self.unit_of[*place] == unit);
        let alone = self.alone.get(&name).or_else(|| self.alone_bare.get(&short)).filter(fits);
        alone.map(|place| (Where::Place(place), "name"))
    }

    /// Where an event was whose text names several places, of which at least one is known. A unit with one of its towns
    /// beside it says where the town is. Of several places nobody knows the shares: the size is that of what has them all,
    /// their unit or the country.
    fn listed(&self, unit: Option<usize>, text: &str) -> Option<Found> {
        let names = names(text);
        let whole = is_whole(&key(text)) || names.iter().any(|name| is_whole(&key(name)));
        let known = |name: &&str| {
            let unit_of_name = || self.unit(name).filter(|found| unit.is_none_or(|unit| unit == *found));
            self.named(unit, name).map(|(found, _)| found).or_else(|| unit_of_name().map(Where::Unit))
        };
        let mut found: Vec<Where> = names.iter().filter_map(known).collect();
        found.sort_unstable();
        found.dedup();
        let towns: Vec<Option<usize>> =
            found.iter().filter(|place| matches!(place, Where::Place(_))).map(|place| self.unit_of(*place)).collect();
        found.retain(|place| !matches!(place, Where::Unit(unit) if towns.contains(&Some(*unit))));
        let first = found.first().copied();
        let place = match first {
            _ if whole => Where::Nation,
            Some(only) if found.len() == 1 => only,
            Some(first) => {
                let unit =
                    self.unit_of(first).filter(|_| found.iter().all(|p| self.unit_of(*p) == self.unit_of(first)));
                unit.map_or(Where::Nation, Where::Unit)
            }
            None => return None,
        };
        found.retain(|named| *named != place);
        Some(Found { place, how: "one of several names", named: found })
    }

    fn nearest(&self, point: (f64, f64)) -> Option<usize> {
        let reach = (self.within_km / DEGREE).ceil().max(1.0) as i32;
        let narrow = point.0.to_radians().cos().max(0.05);
        let wide = (self.within_km / (DEGREE * narrow)).ceil().max(1.0) as i32;
        let (lat, lon) = (point.0.floor() as i32, point.1.floor() as i32);
        let mut best: Option<(f64, usize)> = None;
        for y in lat - reach..=lat + reach {
            for x in lon - wide..=lon + wide {
                let x = (x + 180).rem_euclid(360) - 180;
                for &place in self.grid.get(&(y, x)).into_iter().flatten() {
                    let km = kilometres(point, self.points[place]);
                    if km <= self.within_km && best.is_none_or(|(least, known)| (km, place) < (least, known)) {
                        best = Some((km, place));
                    }
                }
            }
        }
        best.map(|(_, place)| place)
    }

    /// Finds places of events, and remembers them.
    pub fn finder(&self) -> Finder<'_> {
        Finder { places: self, known: HashMap::new() }
    }
}

/// What follows the code of a country in the number of a unit by ISO 3166-2. Digits alone could be anybody's.
fn short_code(number: &str) -> Option<&str> {
    let (country, own) = number.split_once('-')?;
    (country.len() == 2 && own.chars().any(char::is_alphabetic)).then_some(own)
}

/// A number as it is compared.
fn id(text: &str) -> String {
    text.trim().to_ascii_uppercase()
}

/// Units and places by the numbers that their tables give them; what two things have names neither.
fn ids(country: &Country) -> HashMap<String, Where> {
    let units = country.units.iter().enumerate().map(|(u, unit)| (&unit.id, Where::Unit(u)));
    let places = country.places.iter().enumerate().map(|(p, place)| (&place.id, Where::Place(p)));
    let mut all: HashMap<String, Option<Where>> = HashMap::new();
    for (ids, found) in units.chain(places) {
        for word in ids.split([' ', ';']).filter(|word| !word.is_empty()) {
            all.entry(id(word)).and_modify(|known| *known = None).or_insert(Some(found));
        }
    }
    all.into_iter().filter_map(|(id, found)| Some((id, found?))).collect()
}

/// Distance on a sphere.
fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let half = |x: f64| libm::sin(x / 2.0) * libm::sin(x / 2.0);
    let chord = half(lat_b - lat_a) + libm::cos(lat_a) * libm::cos(lat_b) * half((b.1 - a.1).to_radians());
    2.0 * 6371.0 * libm::asin(libm::sqrt(chord.min(1.0)))
}

/// Where an event was.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Where its size is counted.
    pub place: Where,
    /// How it was found.
    pub how: &'static str,
    /// The places that it names beside: people were seen there, how many of them is not known.
    pub named: Vec<Where>,
}

/// Where an event was, or why it has no place.
type Answer = Result<Found, &'static str>;

/// Finds places of events, and remembers them.
pub struct Finder<'a> {
    places: &'a Places,
    known: HashMap<(String, u64, u64), Answer>,
}

impl Finder<'_> {
    /// Where an event was, and how that was found.
    ///
    /// # Errors
    /// Why it was not.
    pub fn find(&mut self, seen: &SeenEvent<'_>) -> Answer {
        let (lat, lon) = seen.point.unwrap_or((f64::NAN, f64::NAN));
        let words = format!("{}\0{}\0{}", seen.place, seen.admin1, seen.place_precision);
        let asked = (words, lat.to_bits(), lon.to_bits());
        if let Some(answer) = self.known.get(&asked) {
            return answer.clone();
        }
        let answer = self.look(seen);
        if self.known.len() < KEPT {
            self.known.insert(asked, answer.clone());
        }
        answer
    }

    fn look(&self, seen: &SeenEvent<'_>) -> Answer {
        let places = self.places;
        let one = |place: Where, how: &'static str| Ok(Found { place, how, named: Vec::new() });
        if seen.place_precision == "country" {
            return one(Where::Nation, "country");
        }
        let unit = if seen.admin1.is_empty() { None } else { places.unit(seen.admin1) };
        let town = !seen.place.is_empty() && seen.place_precision != "unit";
        if town && let Some((place, how)) = places.named(unit, seen.place) {
            return one(place, how);
        }
        let exact = !matches!(seen.place_precision, "unit" | "unknown");
        if exact && let Some(place) = seen.point.and_then(|point| places.nearest(point)) {
            return one(Where::Place(place), "distance");
        }
        if let Some(found) = places.listed(unit, seen.place) {
            return Ok(found);
        }
        // The name of a unit may stand where that of a town is asked for.
        let unit = unit.or_else(|| if seen.place.is_empty() { None } else { places.unit(seen.place) });
        if let Some(unit) = unit {
            return one(Where::Unit(unit), "unit");
        }
        let trusted = seen.point.filter(|_| seen.place_precision != "unknown");
        if let Some(unit) = trusted.and_then(|point| places.borders.unit_at(point)) {
            return one(Where::Unit(unit), "outline");
        }
        match seen.point {
            None if seen.place.is_empty() && seen.admin1.is_empty() => Err("no place is given"),
            Some(_) => Err("no place of that name, none near enough, and no outline around it"),
            None => Err("no place or unit of that name"),
        }
    }
}
