//! `groundswell scenario new NAME --country CODE`: a scenario of any country that runs as it stands.

use crate::files::Files;
use crate::names::slug;
use crate::priors::{self, Prior};
use crate::resolved::quote;
use crate::rows::CsvRows;
use crate::scenario::Scenario;
use crate::shell::LEVELS;
use crate::{schema, template};
use chrono::{Datelike, NaiveDate};
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_world as world;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is wanted of a new scenario.
#[derive(Clone, Debug)]
pub struct ScenarioOfCountry<'a> {
    /// What it is called by its folder: its name is made of this.
    pub called: &'a str,
    /// Its title, in any words.
    pub title: &'a str,
    /// A paragraph about it; that it is empty yet without.
    pub summary: Option<&'a str>,
    /// The country, by code or English name.
    pub country: &'a str,
    /// The first day.
    pub start: NaiveDate,
    /// How many days.
    pub days: u32,
    /// How finely the country is divided: index into [`LEVELS`].
    pub level: usize,
    /// The year of which the population is; that of the start without.
    pub year: Option<i32>,
    /// Only these of its units, by code or name; all without.
    pub only: &'a [String],
    /// Only the largest towns; all of 5,000 and more without.
    pub towns: Option<usize>,
    /// A table of places that takes the place of the world's: what complaints call it, and its text.
    pub places: Option<(&'a str, &'a str)>,
}

/// What was written.
pub struct WrittenScenario {
    /// The scenario file.
    pub file: PathBuf,
    /// The scenario, as it is read again.
    pub scenario: Scenario,
    /// What a user should know of the tables.
    pub notes: Vec<String>,
}

/// Writes a scenario of a country into `folder`, which must not be there yet. Nothing is written unless it would be read
/// without a complaint.
///
/// # Errors
/// No such country; places that are wrong; 73 if the folder is there or cannot be made.
pub fn write(wanted: &ScenarioOfCountry<'_>, folder: &Path) -> Result<WrittenScenario, Complaints> {
    template::free(wanted.title, folder)?;
    let nation = world::find(wanted.country).ok_or_else(|| {
        let known = world::nations().iter().flat_map(|nation| [nation.name(), nation.iso3()]);
        let complaint = Complaint::unknown("country", wanted.country, known);
        complaint
            .allowed("a country by its code of two or three letters, or its English name")
            .advise("`groundswell countries` lists them")
    })?;
    // The dates of a scenario file have years of four digits.
    if !(1..=9999).contains(&wanted.start.year()) {
        let problem = Problem::NotAllowed { name: "the first day".into(), found: wanted.start.to_string() };
        return Err(Complaint::new(problem).allowed("a day of the years 1 to 9999").into());
    }
    let level = [world::Level::Region, world::Level::Country][wanted.level];
    let year = wanted.year.unwrap_or(wanted.start.year());
    let asked = world::CountryRequest { nation, level, year, only: wanted.only, towns: wanted.towns };
    let made = world::made(asked).map_err(Complaint::inconsistent)?;
    let mut files: BTreeMap<String, String> = made.files;
    let mut capital = Some(made.capital.as_str());
    let mut languages = made.languages.as_slice();
    if let Some((name, text)) = wanted.places {
        // Units are the sums of the user's places: what the world says of their people would not fit, their outlines do.
        let drawn = files.remove("outlines.json").and_then(|all| outlines_of(&all, name, text));
        files.extend(drawn.map(|drawn| ("outlines.json".to_string(), drawn)));
        files.insert("places.csv".into(), told_apart(name, text).unwrap_or_else(|| text.into()));
        files.remove("units.csv");
        files.insert("SOURCES.md".into(), OWN_SOURCES.into());
        files.insert("LIMITS.md".into(), OWN_LIMITS.into());
        (capital, languages) = (None, &[]);
    }
    let text = scenario_toml(wanted, nation, capital, languages);
    files.insert("scenario.toml".into(), text.clone());
    files.insert("priors.csv".into(), PRIORS.into());
    let shown = Files::With(Box::new(Files::BuiltIn("")), Arc::new(files.clone()));
    let scenario = Scenario::read(shown, text, &[])?;
    files.insert("scenario.schema.json".into(), schema::text());
    template::put(folder, files.iter().map(|(name, text)| (name.as_str(), text.as_str())))?;
    // What is wrong with the world's towns is not wrong with the user's.
    let notes = if wanted.places.is_some() { Vec::new() } else { made.notes };
    Ok(WrittenScenario { file: folder.join("scenario.toml"), scenario, notes })
}

/// What the model is before it knows which event it looks at, and what is uncertain of that: the same in every scenario
/// that is made.
const POOLED: &str = include_str!("../../../scenarios/make/pooled.toml");
const PRIORS: &str = include_str!("../../../scenarios/make/priors.csv");

/// The pooled settings and their priors, read.
pub struct Pooled {
    /// Settings such as `people.threshold=0.82`, in the order of the file.
    pub settings: Vec<String>,
    /// Priors of what is uncertain of them.
    pub priors: Vec<Prior>,
}

impl Pooled {
    /// Reads what the program carries.
    pub fn read() -> Pooled {
        let tables: toml::Table = toml::from_str(POOLED).expect("a table that ships");
        let shown = |value: &toml::Value| match value {
            toml::Value::Float(x) => x.to_string(),
            toml::Value::Integer(x) => x.to_string(),
            toml::Value::Boolean(on) => on.to_string(),
            other => other.as_str().unwrap_or_default().to_string(),
        };
        let rows = tables.iter().filter_map(|(section, rows)| Some((section, rows.as_table()?)));
        let settings = rows.flat_map(|(section, rows)| {
            rows.iter().map(move |(key, value)| format!("{section}.{key}={}", shown(value)))
        });
        let priors = priors::read("priors.csv", PRIORS).unwrap_or_else(|complaints| panic!("{complaints}"));
        Pooled { settings: settings.collect(), priors }
    }
}

/// What a scenario of the user's own places says of its sources.
const OWN_SOURCES: &str = "# Where the data comes from\n\n\
    | what | from | licence | mark |\n|---|---|---|---|\n\
    | places.csv | your own table: say here where it is from | | |\n\
    | outlines, where units have the names of the world's tables | Natural Earth 1:10m, simplified | public domain | D |\n\
    | everything else | defaults of Groundswell: `groundswell scenario check` lists them | | A |\n";
const OWN_LIMITS: &str = "# What its runs cannot tell\n\n\
    - Units are the sums of their places; wages, sectors, languages and unemployment do not differ between them.\n\
    - Forces are assumed; there is no guard and no army before `forces.csv` is written.\n\
    - Borders are drawn as Natural Earth draws them, de facto, which is no judgement.\n";

/// A table of places in which those that share a name are named with their units, as the world's are; `None` where each
/// name is there once, or no unit is given.
fn told_apart(name: &str, places: &str) -> Option<String> {
    let rows = CsvRows::read_any(name, places, &["place", "unit", "population"], &mut Complaints::default());
    rows.header().iter().find(|column| *column == "unit")?;
    let mut count: HashMap<String, usize> = HashMap::new();
    rows.iter().for_each(|row| *count.entry(row.text("place").to_string()).or_default() += 1);
    let twice = |place: &str| count.get(place).is_some_and(|n| *n > 1) && !place.is_empty();
    rows.iter().find(|row| twice(row.text("place")))?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(rows.header()).ok()?;
    for row in rows.iter() {
        let field = |column: &String| match row.text(column) {
            place if column == "place" && twice(place) => format!("{place} ({})", row.text("unit")),
            _ => row.plain(column).into_owned(),
        };
        writer.write_record(rows.header().iter().map(field)).ok()?;
    }
    String::from_utf8(writer.into_inner().ok()?).ok()
}

/// The outlines of those units that a table of places names, if there are any.
fn outlines_of(all: &str, name: &str, places: &str) -> Option<String> {
    let rows = CsvRows::read_any(name, places, &["place", "unit", "population"], &mut Complaints::default());
    let named: BTreeSet<String> = rows.iter().map(|row| row.text("unit").to_string()).collect();
    let mut drawn: serde_json::Value = serde_json::from_str(all).ok()?;
    let features = drawn["features"].as_array_mut()?;
    features.retain(|feature| feature["properties"]["unit"].as_str().is_some_and(|unit| named.contains(unit)));
    if features.is_empty() { None } else { Some(drawn.to_string() + "\n") }
}

fn scenario_toml(
    wanted: &ScenarioOfCountry<'_>,
    nation: &world::WorldNation,
    capital: Option<&str>,
    languages: &[String],
) -> String {
    let quoted = |words: &[String]| words.iter().map(|word| quote(word)).collect::<Vec<_>>().join(", ");
    let mut text = format!(
        "#:schema ./scenario.schema.json\n\
        # {} from {} on, made from the world's tables: SOURCES.md says where each is from, LIMITS.md what it cannot tell.\n\
        # What is left out has its default, with the mark [A]: `groundswell scenario check .` lists what is assumed, and\n\
        # `groundswell scenario show . --resolved` every parameter.\n\n\
        [scenario]\nname = {}\ntitle = {}\n",
        nation.name(),
        wanted.start,
        quote(&slug(wanted.called)),
        quote(wanted.title),
    );
    let empty = format!(
        "{} for {} days from {}, with towns, units and adults from the world's tables.",
        nation.name(),
        wanted.days,
        wanted.start
    );
    text += &format!("summary = {}\n", quote(wanted.summary.unwrap_or(&empty)));
    text += &format!("start = {}T00:00:00\ndays = {}\ncountry = {}\n", wanted.start, wanted.days, quote(nation.iso3()));
    if wanted.level > 0 {
        text += &format!("level = {}\n", quote(LEVELS[wanted.level]));
    }
    if let Some(year) = wanted.year {
        text += &format!("population_year = {year}\n");
    }
    text += &format!("time_zone = {}\n", quote(nation.time_zone()));
    if let Some(capital) = capital {
        text += &format!("capital = {}\n", quote(capital));
    }
    if !languages.is_empty() {
        text += &format!("languages = [{}]\n", quoted(languages));
    }
    text + POOLED
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Making;
    use groundswell_engine::step::step;

    fn wanted(country: &str) -> ScenarioOfCountry<'_> {
        let start = NaiveDate::from_ymd_opt(2020, 8, 8).expect("a date");
        let (called, title, summary) = ("A test", "A test", None);
        ScenarioOfCountry {
            called,
            title,
            summary,
            country,
            start,
            days: 3,
            level: 0,
            year: None,
            only: &[],
            towns: None,
            places: None,
        }
    }

    #[test]
    fn countries_of_four_continents_run_as_they_are_written() {
        let folder = tempfile::tempdir().expect("a folder");
        for country in ["GB", "KE", "LK", "IN", "CL", "IR", "BY", "ZA", "ID", "Monaco", "NP"] {
            let at = folder.path().join(country);
            let written = write(&wanted(country), &at).unwrap_or_else(|complaints| panic!("{country}: {complaints}"));
            let again =
                Scenario::load(&at.display().to_string(), &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
            assert_eq!(again.resolved(), written.scenario.resolved());
            assert!(crate::check::questionable(&again).is_empty() && again.file("outlines.json").is_ok());
            let making = Making { scale: 20_000, ..Making::default() };
            if let Ok(world) = again.world(&making, 1) {
                let mut state = world.state(1, 0);
                (0..30).for_each(|_| step(&world, &mut state));
                assert!(state.nation.crowd.is_finite(), "{country}");
            }
        }
    }

    #[test]
    fn fifteen_lines_are_a_scenario() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("scenario.toml");
        std::fs::write(&file, "[scenario]\nstart = 2020-08-08\ndays = 10\ncountry = \"Belarus\"\n").expect("written");
        let scenario =
            Scenario::load(&file.display().to_string(), &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let capital = &scenario.country.places[scenario.capital].name;
        assert_eq!((capital.as_str(), scenario.hours, scenario.calendar().shown().as_str()), ("Minsk", 240, "UTC+3"));
        assert!(scenario.country.units.len() == 7 && !scenario.country.assumed.is_empty());
        std::fs::write(folder.path().join("places.csv"), "place,population,seaside\nA,1000,1\nB,500,\n")
            .expect("written");
        let text = "[scenario]\nstart = 2020-08-08\ndays = 10\n[people]\nthreshold = 0.5\n";
        std::fs::write(&file, text).expect("written");
        let scenario =
            Scenario::load(&file.display().to_string(), &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        assert_eq!(scenario.country.covariate("seaside"), Some(vec![1.0, 0.0]));
        assert!(scenario.country.covariate("mountain").is_none() && scenario.country.units.len() == 1);
        let world = scenario.world(&Making::default(), 1).expect("people");
        let mut state = world.state(1, 0);
        (0..24).for_each(|_| step(&world, &mut state));
    }

    #[test]
    fn one_s_own_places_take_the_place_of_the_world_s() {
        let folder = tempfile::tempdir().expect("a folder");
        let own = "place,unit,population,lat,lon\nHill,North,9000,53,27\nDale,South,4000,52,27\n";
        let at = folder.path().join("own");
        let written = write(&ScenarioOfCountry { places: Some(("own.csv", own)), ..wanted("BLR") }, &at)
            .unwrap_or_else(|c| panic!("{c}"));
        assert_eq!((written.scenario.country.units.len(), written.scenario.country.places.len()), (2, 2));
        // Counties share names; each has its unit.
        let at = folder.path().join("counties");
        let own = "place;unit;population\nClay;Ohio;9000\nClay;Iowa;4000\nYork;Ohio;10\n";
        let written = write(&ScenarioOfCountry { places: Some(("own.csv", own)), ..wanted("USA") }, &at)
            .unwrap_or_else(|c| panic!("{c}"));
        let names = written.scenario.country.place_names();
        assert_eq!(names, ["Clay (Ohio)", "York", "Clay (Iowa)"]);
        for (country, places, word) in [
            ("Atlantis", None, "countries"),
            ("Beralus", None, "Belarus"),
            ("BLR", Some(("own.csv", "place,population\nA,many\n")), "many"),
        ] {
            let at = folder.path().join("wrong");
            let said = write(&ScenarioOfCountry { places, ..wanted(country) }, &at).err().expect(word).render(false);
            assert!(said.contains(word) && !at.exists(), "{said}");
        }
        assert_eq!(write(&wanted("BLR"), &at).err().expect("it is there").exit_code(), 73);
    }
}
