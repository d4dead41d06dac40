//! The shipped data of Kazakhstan agree with the collection they were made from.
//!
//! Skipped, with a notice, where the collection is not at hand: it lies beside the
//! repository as `../shared`, or where `GROUNDSWELL_SHARED` says.

use groundswell_scenario::scenario::Scenario;
use std::io::Write;
use std::path::{Path, PathBuf};

fn collection() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("GROUNDSWELL_SHARED").map_or_else(beside, PathBuf::from).join("data/kz2022");
    if !folder.is_dir() {
        // Not println!, which the test harness swallows: a check that did not run should be seen.
        let notice = format!("skipped: the collection of data is not at hand ({} is not there)", folder.display());
        let _ = writeln!(std::io::stderr(), "{notice}");
        return None;
    }
    Some(folder)
}

fn records(file: &Path) -> Vec<std::collections::HashMap<String, String>> {
    let mut reader = csv::Reader::from_path(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    reader.deserialize().map(|record| record.unwrap_or_else(|error| panic!("{}: {error}", file.display()))).collect()
}

fn shipped() -> Scenario {
    Scenario::load("kazakhstan-2022", &[]).unwrap_or_else(|complaints| panic!("{complaints}"))
}

#[test]
fn populations_of_the_units_are_those_collected() {
    let Some(folder) = collection() else { return };
    let units = shipped().country.units;
    let collected = records(&folder.join("regions17.csv"));
    assert_eq!((units.len(), collected.len()), (17, 17));
    for record in &collected {
        let unit = units.iter().find(|unit| unit.name == record["region"]);
        let unit = unit.unwrap_or_else(|| panic!("no unit {}", record["region"]));
        assert_eq!(unit.population.to_string(), record["population_1jan2022"], "{}", unit.name);
        assert_eq!(unit.wage, record["mean_wage_2022_tenge"].parse::<f64>().expect("a wage"), "{}", unit.name);
    }
}

#[test]
fn adults_are_those_counted() {
    let Some(folder) = collection() else { return };
    let counted = records(&folder.join("age_sex_2020_17units.csv"));
    let of = |record: &std::collections::HashMap<String, String>| record["value"].parse::<u32>().expect("a count");
    // The table has the nation beside its units: everybody of 16 and over stands in it twice.
    let twice: u32 = counted.iter().filter(|record| record["age"] != "0-15").map(of).sum();
    let adults: u32 = shipped().country.places.iter().map(|place| place.adults).sum();
    assert_eq!(2 * adults, twice);
}

#[test]
fn every_row_of_the_timeline_is_a_fact() {
    let Some(folder) = collection() else { return };
    let (facts, timeline) = (shipped().facts, records(&folder.join("timeline.csv")));
    assert_eq!(facts.len(), timeline.len());
    for (fact, record) in facts.iter().zip(&timeline) {
        assert_eq!((fact.id.to_string(), fact.date.to_string()), (record["id"].clone(), record["date"].clone()));
        let number = |text: &str| text.parse::<f64>().ok();
        assert_eq!(fact.range, (number(&record["value_low"]), number(&record["value_high"])), "fact {}", fact.id);
    }
}
