//! What is asked of an import in words: columns of a table of the user's own, a country.

use super::country;
use super::dataset::{COLUMNS, Dataset};
use groundswell_complaint::{Complaint, Complaints, Problem};

/// What people call columns otherwise.
const CALLED: [(&str, &str); 10] = [
    ("day", "date"),
    ("region", "admin1"),
    ("unit", "admin1"),
    ("town", "place"),
    ("city", "place"),
    ("location", "place"),
    ("latitude", "lat"),
    ("longitude", "lon"),
    ("crowd", "size"),
    ("participants", "size"),
];

/// The column of a name, or of a word that people use for it.
pub fn column_called(name: &str) -> Option<&'static str> {
    let name = CALLED.iter().find(|(called, _)| *called == name).map_or(name, |(_, known)| known);
    COLUMNS.iter().find(|known| **known == name).copied()
}

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
        let name = column_called(name.trim()).ok_or_else(|| wrong(word))?;
        if theirs.trim().is_empty() || columns.iter().any(|(known, _)| *known == name) {
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

/// The country of a code of two or three letters, or of its English name: what `scenario new` takes.
///
/// # Errors
/// No such country.
pub fn country_of(words: &str) -> Result<&'static country::IsoCountry, Complaints> {
    let of_world = || country::of_iso3(groundswell_world::find(words)?.iso3());
    let found = country::of_iso3(words).or_else(|| country::of_name(words)).or_else(of_world);
    found.ok_or_else(|| {
        let known = groundswell_world::nations().iter().flat_map(|nation| [nation.name(), nation.iso3()]);
        let complaint = Complaint::unknown("country", words, known);
        complaint.allowed("a country by its code of two or three letters, as KAZ, or its English name").into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_found_by_code_and_name() {
        for words in ["IND", "ind", "IN", "India"] {
            assert_eq!(country_of(words).expect(words).iso3, "IND");
        }
        assert_eq!(country_of("Burma").expect("a name of datasets").iso3, "MMR");
        let said = country_of("Idnia").expect_err("no country").render(false);
        assert!(said.contains("did you mean `India`"), "{said}");
    }

    #[test]
    fn columns_go_by_the_words_that_people_use() {
        let asked = ["date=Datum", "region=Bezirk", "town=Ort", "participants=Teilnehmer"].map(String::from);
        let columns = columns_of(Dataset::Table, &asked).expect("known words");
        assert_eq!(columns.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["date", "admin1", "place", "size"]);
        let twice = ["date=A", "day=B"].map(String::from);
        assert!(
            columns_of(Dataset::Table, &twice).is_err() && columns_of(Dataset::Table, &["colour=A".into()]).is_err()
        );
    }
}
