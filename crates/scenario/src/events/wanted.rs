//! What is asked of an import in words: columns of a table of the user's own, a country.

use super::country;
use super::dataset::{COLUMNS, Dataset};
use groundswell_complaint::{Complaint, Complaints, Problem};

/// Reads `date=Day,place=Town`: which column is what.
///
/// # Errors
/// A name that none has, a name twice, a table of the user's own without dates.
pub fn columns_of(dataset: Dataset, asked: &[String]) -> Result<Vec<(&'static str, String)>, Complaints> {
    let allowed = || format!("{} =COLUMN, separated by commas", COLUMNS.join("=COLUMN, "));
    let wrong = |found: &str| {
        let problem = Problem::NotAllowed { name: "--columns".into(), found: found.into() };
        let name = found.split('=').next().unwrap_or_default();
        Complaints::from(Complaint::new(problem).allowed(allowed()).nearest_of(name, COLUMNS.iter().copied()))
    };
    let mut columns: Vec<(&'static str, String)> = Vec::new();
    for word in asked {
        let (name, theirs) = word.split_once('=').ok_or_else(|| wrong(word))?;
        let name = COLUMNS.iter().find(|known| **known == name.trim()).ok_or_else(|| wrong(word))?;
        if theirs.trim().is_empty() || columns.iter().any(|(known, _)| known == name) {
            return Err(wrong(word));
        }
        columns.push((name, theirs.trim().to_string()));
    }
    let own = dataset == Dataset::Table;
    if own != columns.iter().any(|(name, _)| *name == "date") {
        let what = if own {
            "a table of your own needs `--columns` with at least its dates"
        } else {
            "`--columns` is for `import table`: other datasets have columns of their own"
        };
        return Err(Complaints::from(Complaint::inconsistent(what).allowed(allowed())));
    }
    Ok(columns)
}

/// The country of a code.
///
/// # Errors
/// No such code; a name instead of one says its code.
pub fn country_of(code: &str) -> Result<&'static country::IsoCountry, Complaints> {
    country::of_iso3(code).ok_or_else(|| unknown_country(code))
}

fn unknown_country(code: &str) -> Complaints {
    // A name instead of its letters is the likeliest slip.
    let complaint = match country::of_name(code) {
        Some(country) => {
            let problem = Problem::NotAllowed { name: "--country".into(), found: code.into() };
            Complaint::new(problem).nearest_of(country.iso3, [country.iso3])
        }
        None => Complaint::unknown("country", &code.to_ascii_uppercase(), country::codes()),
    };
    Complaints::from(complaint.allowed("three letters of ISO 3166, as KAZ"))
}
