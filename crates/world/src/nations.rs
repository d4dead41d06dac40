//! Countries and territories.

use crate::data::{self, records};
use std::sync::LazyLock;

/// The columns that are carried, in their order.
pub const COLUMNS: [&str; 23] = [
    "iso2",
    "iso3",
    "name_en",
    "capital",
    "capital_place",
    "tz",
    "pop_2010",
    "pop_2015",
    "pop_2020",
    "pop_2024",
    "pop_2025",
    "pop_2026",
    "pop_fb",
    "share_15p",
    "share_src",
    "languages",
    "unemp_pct",
    "unemp_year",
    "units",
    "units_est_pop_share",
    "unit_sum_ratio",
    "places",
    "places_pop",
];

/// A country or territory.
#[derive(Clone, Debug)]
pub struct WorldNation {
    fields: Vec<String>,
}

static NATIONS: LazyLock<Vec<WorldNation>> = LazyLock::new(|| {
    let nation = |fields| WorldNation { fields };
    records(data::COUNTRIES).into_iter().map(nation).collect()
});

/// All of them, in the order of their codes.
pub fn nations() -> &'static [WorldNation] {
    &NATIONS
}

/// The one of a code of two or three letters, or of an English name, in any capitals.
pub fn find(words: &str) -> Option<&'static WorldNation> {
    let same = |a: &str| a.eq_ignore_ascii_case(words.trim());
    NATIONS.iter().find(|n| same(n.iso2()) || same(n.iso3()) || same(n.name()))
}

impl WorldNation {
    fn text(&self, column: &str) -> &str {
        let at = COLUMNS.iter().position(|known| *known == column).expect("a column that is carried");
        &self.fields[at]
    }

    fn number(&self, column: &str) -> Option<f64> {
        self.text(column).parse().ok()
    }

    /// ISO 3166-1, two letters.
    pub fn iso2(&self) -> &str {
        self.text("iso2")
    }

    /// ISO 3166-1, three letters.
    pub fn iso3(&self) -> &str {
        self.text("iso3")
    }

    /// English name.
    pub fn name(&self) -> &str {
        self.text("name_en")
    }

    /// Its capital, and the number of that town at GeoNames.
    pub fn capital(&self) -> (&str, &str) {
        (self.text("capital"), self.text("capital_place"))
    }

    /// The IANA time zone of most of its people.
    pub fn time_zone(&self) -> &str {
        self.text("tz")
    }

    /// Population at the end of a year, between the figures of the tables; and the year whose figure it is, where
    /// the tables do not reach that far. `None` where nobody is recorded to live.
    pub fn population(&self, year: i32) -> Option<(f64, Option<i32>)> {
        let known = [2010, 2015, 2020, 2024, 2025, 2026].map(|y| (y, self.number(&format!("pop_{y}"))));
        let known: Vec<(i32, f64)> = known.iter().filter_map(|(y, x)| x.map(|x| (*y, x))).collect();
        let Some((first, last)) = known.first().zip(known.last()) else {
            return self.number("pop_fb").filter(|x| *x > 0.0).map(|x| (x, Some(2025)));
        };
        if year < first.0 || year > last.0 {
            let end = if year < first.0 { first } else { last };
            return Some((end.1, Some(end.0)));
        }
        let after = known.iter().position(|(y, _)| *y >= year)?;
        let (y1, x1) = known[after];
        let (y0, x0) = known[after.saturating_sub(1)];
        let share = if y1 > y0 { f64::from(year - y0) / f64::from(y1 - y0) } else { 1.0 };
        Some((x0 + share * (x1 - x0), None))
    }

    /// Share of 15 and over, with where it is from; the world's where it is not known.
    pub fn adults(&self) -> (f64, String) {
        match self.number("share_15p") {
            Some(share) => (share, format!("share of 15 and over: {}", self.text("share_src"))),
            None => (0.75, "share of 15 and over assumed to be the world's".into()),
        }
    }

    /// Unemployment in per cent, and its year.
    pub fn unemployment(&self) -> Option<(f64, &str)> {
        self.number("unemp_pct").map(|x| (x, self.text("unemp_year")))
    }

    /// Codes of the largest languages with the per cent who speak them, at most three; shares may overlap.
    pub fn languages(&self) -> Vec<(&str, f64)> {
        let read = |word: &'_ str| -> Option<(usize, f64)> {
            let (code, share) = word.split_once(':')?;
            Some((code.len(), share.trim_end_matches('*').parse().ok()?))
        };
        let words = self.text("languages").split(';');
        let mut all: Vec<(&str, f64)> = words.filter_map(|w| read(w).map(|(n, x)| (&w[..n], x))).collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1));
        all.retain(|(_, share)| *share >= 1.0);
        all.truncate(3);
        all
    }

    /// How many first-order units the tables have of it.
    pub fn units(&self) -> usize {
        self.number("units").unwrap_or(0.0) as usize
    }

    /// How many towns of 5,000 and more.
    pub fn towns(&self) -> usize {
        self.number("places").unwrap_or(0.0) as usize
    }

    /// Share of the population whose distribution over units is an estimate, not a count.
    pub fn estimated(&self) -> f64 {
        self.number("units_est_pop_share").unwrap_or(1.0)
    }

    /// How good the tables are: `good`, `fair`, `poor`.
    pub fn grade(&self) -> &'static str {
        let poor = ["HK", "MO", "SG"].contains(&self.iso2()) || self.population(2025).is_none() || self.units() == 0;
        match self.estimated() {
            _ if poor => "poor",
            share if share > 0.6 || self.units() < 2 => "poor",
            share if share > 0.2 || OLD.iter().any(|(code, _)| *code == self.iso2()) => "fair",
            _ => "good",
        }
    }

    /// What is known to be wrong or assumed in its tables.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.estimated() > 0.05 {
            notes.push(format!(
                "{:.0} % of the population of units is an estimate, not a count",
                100.0 * self.estimated()
            ));
        }
        if self.units() == 1 {
            notes.push("the country is one unit".into());
        }
        if let Some((_, what)) = OLD.iter().find(|(code, _)| *code == self.iso2()) {
            notes.push(format!("outlines are older than the present units: {what}"));
        }
        if ["HK", "MO", "SG"].contains(&self.iso2()) {
            notes.push("towns overlap: make your own places".into());
        }
        if ["AE", "AU", "AW", "BE", "BR", "CA", "DJ", "FI", "JP", "MK", "MY", "NZ", "RE", "XK"].contains(&self.iso2()) {
            notes.push("towns sum to nearly the whole population and are scaled down to their units".into());
        }
        notes
    }
}

/// Countries whose outlines are older than their present units.
const OLD: [(&str, &str); 14] = [
    ("KE", "8 provinces, not 47 counties"),
    ("CD", "11 of 26 provinces"),
    ("MG", "22 of 23 regions"),
    ("DZ", "47 of 58 provinces"),
    ("GH", "10 of 16 regions"),
    ("KZ", "the 17 units of 2018"),
    ("ID", "33 of 38 provinces"),
    ("MA", "the regions of 2015, roughly"),
    ("NP", "made of zones"),
    ("LU", "3 of 12 cantons"),
    ("ET", "in part"),
    ("ML", "in part"),
    ("AO", "in part"),
    ("SO", "in part"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_found_by_code_and_name() {
        for words in ["BY", "BLR", "blr", "Belarus", " belarus "] {
            assert_eq!(find(words).expect(words).iso3(), "BLR");
        }
        assert!(find("Atlantis").is_none() && nations().len() > 240);
    }

    #[test]
    fn population_is_that_of_the_year() {
        let belarus = find("BLR").expect("a country");
        assert_eq!(belarus.population(2025), Some((8_967_712.0, None)));
        let (between, none) = belarus.population(2022).expect("known");
        assert!(none.is_none() && between < 9_449_321.0 && between > 9_027_494.0, "{between}");
        assert_eq!(belarus.population(1989), Some((9_420_576.0, Some(2010))));
        assert_eq!(belarus.languages(), [("ru", 71.0), ("be", 26.0)]);
        assert_eq!((belarus.grade(), find("LKA").expect("a country").grade()), ("good", "poor"));
    }
}
