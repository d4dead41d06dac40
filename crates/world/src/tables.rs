//! The tables of a scenario, made of the world's: units, places with rural remainders, outlines, sources.

use crate::divide::{CountryRequest, PLACES, Region, WorldPlace, divide};
use crate::nations::WorldNation;
use crate::regions::{WorldTown, WorldUnit, towns, units};
use std::collections::{BTreeMap, HashSet};

/// What was made.
pub struct Made {
    /// Texts of the files, by name.
    pub files: BTreeMap<String, String>,
    /// Name of the place where the government sits.
    pub capital: String,
    /// Codes of the languages that have columns in `units.csv`, with `other` at the end.
    pub languages: Vec<String>,
    /// What a user should know: what is estimated, and what stands for something else.
    pub notes: Vec<String>,
}

/// Makes the tables of a country.
///
/// # Errors
/// Nobody is recorded to live there.
pub fn made(asked: CountryRequest<'_>) -> Result<Made, String> {
    let nation = asked.nation;
    let mut notes = nation.notes();
    let all = units(nation.iso2());
    let nobody = || format!("the tables know of nobody who lives in {}", nation.name());
    let (people, stands) = nation.population(asked.year).ok_or_else(nobody)?;
    if all.is_empty() {
        return Err(nobody());
    }
    let whole: f64 = all.iter().map(|unit| unit.population).sum();
    let divisions = some_units(all, asked.only)?;
    let part: f64 = divisions.iter().map(|unit| unit.population).sum();
    let people = people * part / whole;
    if !asked.only.is_empty() {
        notes.push(format!("{} of the country's units: the population is theirs", divisions.len()));
    }
    if let Some(year) = stands.filter(|year| *year != asked.year) {
        notes.push(format!("the population is that of {year}: the tables have none of {}", asked.year));
    }
    let mut towns = towns(&divisions);
    if let Some(most) = asked.towns {
        let all = towns.len();
        let mut largest = HashSet::new();
        towns = towns
            .into_iter()
            .enumerate()
            .filter(|(i, t)| largest.insert(t.unit.clone()) || *i < most || t.id == nation.capital().1)
            .map(|(_, t)| t)
            .collect();
        if towns.len() < all {
            notes.push(format!(
                "{} of {all} towns of 5,000 and more are places, the others belong to the rest of their unit",
                towns.len()
            ));
        }
    }
    let (regions, places, outlines) = divide(&asked, &divisions, &towns, people);
    let (languages, shares) = spoken(nation);
    let capital = capital(nation, &towns, &places).unwrap_or_default();
    let mut files = BTreeMap::new();
    files.insert("units.csv".into(), units_csv(nation, &regions, &languages, &shares));
    files.insert("places.csv".into(), csv(&PLACES, places.iter().map(|place| place.fields.to_vec())));
    files.insert("outlines.json".into(), outlines.to_string() + "\n");
    files.insert("SOURCES.md".into(), sources(&asked, people, stands));
    files.insert("LIMITS.md".into(), limits(nation, &notes));
    files.insert("credits.csv".into(), CREDITS.into());
    Ok(Made { files, capital, languages, notes })
}

/// The units that are asked for, by code or name.
fn some_units(all: Vec<WorldUnit>, only: &[String]) -> Result<Vec<WorldUnit>, String> {
    if only.is_empty() {
        return Ok(all);
    }
    let called =
        |unit: &WorldUnit, word: &str| unit.id.eq_ignore_ascii_case(word) || unit.name.eq_ignore_ascii_case(word);
    if let Some(word) = only.iter().find(|word| !all.iter().any(|unit| called(unit, word))) {
        let known: Vec<String> = all.iter().map(|unit| format!("{} {}", unit.id, unit.name)).collect();
        return Err(format!("the country has no unit `{word}`; it has {}", known.join(", ")));
    }
    Ok(all.into_iter().filter(|unit| only.iter().any(|word| called(unit, word))).collect())
}

/// The languages that have columns, and their shares, which sum to 1.
fn spoken(nation: &WorldNation) -> (Vec<String>, Vec<f64>) {
    let all = nation.languages();
    if all.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let sum: f64 = all.iter().map(|(_, share)| share).sum::<f64>().max(100.0);
    // Four digits, and what is missing of the whole is others'.
    let share = |x: f64| (x / sum * 1e4).round() / 1e4;
    let mut shares: Vec<f64> = all.iter().map(|(_, x)| share(*x)).collect();
    shares.push(((1.0 - shares.iter().sum::<f64>()).max(0.0) * 1e4).round() / 1e4);
    (all.iter().map(|(code, _)| format!("language_{code}")).chain(["language_other".into()]).collect(), shares)
}

fn capital(nation: &WorldNation, towns: &[WorldTown], places: &[WorldPlace]) -> Option<String> {
    let (name, id) = nation.capital();
    let id = if id.is_empty() { towns.iter().find(|town| town.name == name).map_or("", |town| &town.id) } else { id };
    let found = places.iter().find(|place| !id.is_empty() && place.geonames == id);
    let largest = || places.iter().max_by_key(|place| place.fields[6].parse::<u64>().unwrap_or(0));
    found.or_else(largest).map(|place| place.fields[0].clone())
}

fn units_csv(nation: &WorldNation, regions: &[Region], languages: &[String], shares: &[f64]) -> String {
    let mut columns = vec!["unit", "id", "centre", "lat", "lon", "time_zone", "population", "adults"];
    let unemployment = nation.unemployment();
    columns.extend(unemployment.map(|_| "unemployment_pct"));
    columns.extend(languages.iter().map(String::as_str));
    columns.extend(["mark", "source"]);
    let row = |region: &Region| {
        let mut fields = vec![
            region.name.clone(),
            region.id.clone(),
            region.seat.clone(),
            region.point.0.clone(),
            region.point.1.clone(),
            region.zone.clone(),
            region.population.to_string(),
            region.adults.to_string(),
        ];
        fields.extend(unemployment.map(|(x, _)| x.to_string()));
        fields.extend(shares.iter().map(f64::to_string));
        let of_unemployment = unemployment
            .map_or(String::new(), |(_, y)| format!("; unemployment: the nation's of {y} (CIA World Factbook)"));
        fields.extend([
            region.mark.into(),
            format!("{}{of_unemployment}; languages: the nation's (CLDR 48)", region.source),
        ]);
        fields
    };
    csv(&columns, regions.iter().map(row))
}

fn csv(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(columns).expect("memory takes everything");
    rows.for_each(|row| writer.write_record(&row).expect("memory takes everything"));
    String::from_utf8(writer.into_inner().expect("memory takes everything")).expect("fields are text")
}

fn sources(asked: &CountryRequest<'_>, people: f64, stands: Option<i32>) -> String {
    let nation = asked.nation;
    let year = stands.unwrap_or(asked.year);
    format!(
        "# {}: where the data comes from\n\n\
        Made by `groundswell scenario new --country {}` from the world tables of Groundswell.\n\n\
        | what | from | licence | mark |\n|---|---|---|---|\n\
        | towns of 5,000 and more, time zones | GeoNames | CC BY 4.0 | D |\n\
        | outlines | Natural Earth 1:10m, simplified | public domain | D |\n\
        | population of units | Wikidata, WorldPop 2020, or an estimate: see the column `source` | CC0, CC BY 4.0 | D or A |\n\
        | population of the country, {people:.0} at the end of {year} | UN World Population Prospects 2024 | CC BY 3.0 IGO | D |\n\
        | share of 15 and over, the same everywhere | UN World Population Prospects 2019 or CIA World Factbook | CC BY 3.0 IGO, public domain | D |\n\
        | unemployment, the same everywhere | CIA World Factbook | public domain | D |\n\
        | languages, the same everywhere; shares overlap and were scaled to 1 | CLDR 48 | Unicode License v3 | D+A |\n\
        | rural remainders | population of a unit less that of its towns | | A |\n\
        | everything else | defaults of Groundswell: `groundswell scenario check` lists them | | A |\n",
        nation.name(),
        nation.iso3(),
    )
}

fn limits(nation: &WorldNation, notes: &[String]) -> String {
    let mut text = format!("# {}: what its runs cannot tell\n\n", nation.name());
    text += "- Wages, sectors, languages and unemployment do not differ between units: nothing can be learned from such differences.\n";
    text += "- Forces are assumed; there is no guard and no army before `forces.csv` is written.\n";
    text += "- Borders are drawn as Natural Earth draws them, de facto, which is no judgement.\n";
    notes.iter().for_each(|note| text += &format!("- {}.\n", capitalised(note)));
    text
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

const CREDITS: &str = "what,licence,address\n\
Towns and time zones: GeoNames,CC BY 4.0,https://www.geonames.org\n\
Outlines: Natural Earth,public domain,https://www.naturalearthdata.com\n\
Population: UN DESA Population Division,CC BY 3.0 IGO,https://population.un.org/wpp\n\
Population of units: Wikidata,CC0,https://www.wikidata.org\n\
Population of units: WorldPop,CC BY 4.0,https://www.worldpop.org\n\
Languages: Unicode CLDR,Unicode License v3,https://cldr.unicode.org\n";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::divide::Level;
    use crate::nations::nations;
    use std::collections::HashMap;

    #[test]
    fn every_country_adds_up() {
        let (mut empty, mut drawn) = (Vec::new(), 0);
        // Every seventh, and those that are large or odd: the tables are unpacked each time.
        let odd = ["US", "IN", "HK", "KZ", "GB", "KE", "BV", "EH", "MC"];
        for (i, nation) in nations().iter().enumerate().filter(|(i, n)| i % 7 == 0 || odd.contains(&n.iso2())) {
            for level in [Level::Region, Level::Country].into_iter().take(1 + usize::from(i % 5 == 0)) {
                let Ok(made) =
                    made(CountryRequest { nation, level, year: 2022, only: &[], towns: (i % 3 == 0).then_some(100) })
                else {
                    empty.push(nation.iso2());
                    continue;
                };
                let table = |name: &str| {
                    let mut reader = csv::Reader::from_reader(made.files[name].as_bytes());
                    let rows: Vec<HashMap<String, String>> =
                        reader.deserialize().map(|row| row.expect("a row")).collect();
                    rows
                };
                let (units, places) = (table("units.csv"), table("places.csv"));
                let number = |row: &HashMap<String, String>, column: &str| row[column].parse::<u64>().expect("a count");
                let mut names = HashSet::new();
                for place in &places {
                    assert!(names.insert(&place["place"]), "{}: {}", nation.iso2(), place["place"]);
                    assert!(number(place, "adults") <= number(place, "population"));
                }
                for unit in &units {
                    let of = |column: &str| {
                        places.iter().filter(|p| p["unit"] == unit["unit"]).map(|p| number(p, column)).sum::<u64>()
                    };
                    for column in ["population", "adults"] {
                        assert_eq!(of(column), number(unit, column), "{} {}", nation.iso2(), unit["unit"]);
                    }
                }
                assert!(names.contains(&made.capital), "{}: {}", nation.iso2(), made.capital);
                let shapes: serde_json::Value = serde_json::from_str(&made.files["outlines.json"]).expect("JSON");
                drawn += shapes["features"].as_array().map_or(0, Vec::len);
            }
        }
        assert!(empty.len() <= 9, "{empty:?}");
        assert!(drawn > 500, "{drawn}");
    }
}
