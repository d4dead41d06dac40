//! Which country a row is of. Each dataset has codes of its own; a table of names and codes makes them one.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A country and what datasets call it. Names and codes are those of GeoNames (CC BY 4.0) with the spellings that the
/// datasets use; states that are gone have the codes that ISO 3166-3 remembers.
#[derive(Debug, PartialEq, Eq)]
pub struct IsoCountry {
    /// Three letters of ISO 3166.
    pub iso3: &'static str,
    /// Its English name.
    pub name: &'static str,
    number: u32,
    fips: Vec<&'static str>,
    others: Vec<&'static str>,
}

static COUNTRIES: LazyLock<Vec<IsoCountry>> = LazyLock::new(|| {
    let lines = include_str!("countries.csv").lines().skip(1);
    lines
        .filter_map(|line| {
            let mut fields = line.splitn(5, ',');
            let (iso3, number, fips) = (fields.next()?, fields.next()?, fields.next()?);
            // A name with a comma stands in quotes.
            let rest = line.get(iso3.len() + number.len() + fips.len() + 3..)?;
            let (name, others) = match rest.strip_prefix('"') {
                Some(quoted) => quoted.split_once("\",")?,
                None => rest.split_once(',')?,
            };
            let list = |text: &'static str| text.trim_matches('"').split('|').filter(|t| !t.is_empty()).collect();
            Some(IsoCountry {
                iso3,
                name: name.trim(),
                number: number.parse().unwrap_or(0),
                fips: list(fips),
                others: list(others),
            })
        })
        .collect()
});

static BY_NAME: LazyLock<HashMap<String, &'static IsoCountry>> = LazyLock::new(|| {
    let names = COUNTRIES
        .iter()
        .flat_map(|c| [c.name, c.iso3].into_iter().chain(c.others.iter().copied()).map(move |n| (n, c)));
    names.map(|(name, country)| (name.to_lowercase(), country)).collect()
});

static BY_FIPS: LazyLock<HashMap<&'static str, &'static IsoCountry>> =
    LazyLock::new(|| COUNTRIES.iter().flat_map(|c| c.fips.iter().map(move |f| (*f, c))).collect());

/// The country of three ISO letters, in either case.
pub fn of_iso3(code: &str) -> Option<&'static IsoCountry> {
    let code = code.to_ascii_uppercase();
    COUNTRIES.iter().find(|c| c.iso3 == code)
}

/// The country of a name as datasets write it: `Myanmar (Burma)` is found as `Myanmar`.
pub fn of_name(name: &str) -> Option<&'static IsoCountry> {
    let name = name.trim().to_lowercase();
    BY_NAME.get(&name).or_else(|| BY_NAME.get(name.split(" (").next()?)).copied()
}

/// The country of a numeric ISO code.
pub fn of_number(number: u32) -> Option<&'static IsoCountry> {
    COUNTRIES.iter().find(|c| c.number == number && number > 0)
}

/// The country of a FIPS 10-4 code, as GDELT uses.
pub fn of_fips(code: &str) -> Option<&'static IsoCountry> {
    BY_FIPS.get(code).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_country_and_no_name_is_two() {
        assert_eq!(COUNTRIES.len() + 1, include_str!("countries.csv").lines().count());
        let mut names: Vec<String> = COUNTRIES
            .iter()
            .flat_map(|c| [c.name].into_iter().chain(c.others.iter().copied()))
            .map(str::to_lowercase)
            .collect();
        names.sort();
        assert!(names.windows(2).all(|w| w[0] != w[1]), "{:?}", names.windows(2).find(|w| w[0] == w[1]));
        assert!(COUNTRIES.iter().all(|c| c.iso3.len() == 3 && !c.name.is_empty()));
    }

    #[test]
    fn datasets_call_it_differently() {
        let kazakhstan = of_iso3("kaz");
        assert!(kazakhstan.is_some());
        assert_eq!(of_name("Kazakhstan"), kazakhstan);
        assert_eq!(of_number(398), kazakhstan);
        assert_eq!(of_fips("KZ"), kazakhstan);
        assert_eq!(of_name("Myanmar (Burma)").map(|c| c.iso3), Some("MMR"));
        assert_eq!(of_name("Germany East").map(|c| c.iso3), Some("DDR"));
        assert_eq!(of_name("Bosnia-Herzegovina"), of_name("Bosnia"));
        assert_eq!(of_name("Atlantis"), None);
    }
}
