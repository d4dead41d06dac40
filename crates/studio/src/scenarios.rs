//! The scenarios that can be asked for: those of the program and those given to it.

use crate::api::country::{Country, Place, PlaceKind, ScenarioCard, Unit};
use crate::api::problem::{Code, Problem};
use crate::api::schema::{Kind, Mark, Mechanism, Parameter, Prior, Schema, SettingValue};
use crate::levers::influence;
use crate::orders;
use crate::triggers;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_engine::parameter::{self, Allowed, Value};
use groundswell_engine::register::REGISTER;
use groundswell_scenario::files::{BUILT_IN, Files};
use groundswell_scenario::orders::FORMS;
use groundswell_scenario::parameters::paths;
use groundswell_scenario::priors;
use groundswell_scenario::scenario::Scenario;
use groundswell_scenario::shell::{HEAD, LONGEST};
use groundswell_study::report::country;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

/// A scenario by the name that addresses use.
#[derive(Clone)]
struct Known {
    name: String,
    files: Files,
    built_in: bool,
    /// Whether it was begun here and may be changed here.
    own: bool,
    /// Why it is listed and cannot be opened, whatever its files hold.
    refused: Option<Problem>,
}

/// Every scenario. Those that are begun in the page come last, as they come.
pub(crate) struct Scenarios(RwLock<Vec<Known>>);

impl Scenarios {
    /// The built-in ones and those at these paths, which must be right now and may change later.
    pub(crate) fn new(paths: &[String]) -> Result<Scenarios, Complaints> {
        let built_in = |b: &groundswell_scenario::files::BuiltIn| Known {
            name: b.name.into(),
            files: Files::BuiltIn(b.name),
            built_in: true,
            own: false,
            refused: None,
        };
        let mut known: Vec<Known> = BUILT_IN.iter().map(built_in).collect();
        for path in paths {
            let name = Scenario::load(path, &[])?.name;
            if known.iter().any(|other| other.name == name) {
                let complaint = Complaint::inconsistent(format!("there is a scenario `{name}` already"));
                return Err(complaint.in_file(path).advise("give it another name under [scenario]").into());
            }
            known.push(Known { name, files: Files::find(path)?, built_in: false, own: false, refused: None });
        }
        Ok(Scenarios(RwLock::new(known)))
    }

    fn all(&self) -> Vec<Known> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn find(&self, name: &str) -> Result<Known, Problem> {
        let all = self.all();
        let found = all.iter().find(|known| known.name == name).cloned();
        found.ok_or_else(|| Problem::unknown("scenario", name, all.iter().map(|known| known.name.as_str())))
    }

    /// Adds one that was begun in the page.
    ///
    /// # Errors
    /// Another has its name.
    pub(crate) fn add(&self, name: &str, files: Files) -> Result<(), Problem> {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if all.iter().any(|known| known.name == name) {
            return Err(Problem::new(
                Code::Conflict,
                format!("there is a scenario `{name}` already: choose another title"),
            ));
        }
        all.push(Known { name: name.into(), files, built_in: false, own: true, refused: None });
        Ok(())
    }

    /// Adds one that was begun in the page before, in this folder. One that cannot be offered is listed with the
    /// reason, so that none disappears without a word.
    pub(crate) fn found(&self, folder: &Path) {
        let files = Files::Folder(folder.join("scenario.toml"));
        let read = read(&files, &[]);
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let folder_name = || folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (wanted, refused) = match read {
            Ok(scenario) => match all.iter().find(|known| known.name == scenario.name) {
                // It was given by its path as well: once is enough.
                Some(known) if same_file(&known.files, &files) => return,
                Some(_) => (folder_name(), Some(taken(&scenario.name, &files))),
                None => (scenario.name, None),
            },
            Err(_) => (folder_name(), None),
        };
        let mut name = wanted.clone();
        let mut number = 2;
        while all.iter().any(|known| known.name == name) {
            name = format!("{wanted}-{number}");
            number += 1;
        }
        all.push(Known { name, files, built_in: false, own: true, refused });
    }

    /// The file of a scenario that was begun in the page.
    ///
    /// # Errors
    /// No such scenario, or one that is not the page's to change.
    pub(crate) fn own(&self, name: &str) -> Result<PathBuf, Problem> {
        match self.find(name)? {
            Known { files: Files::Folder(file), own: true, .. } => Ok(file),
            _ => Err(Problem::new(Code::Conflict, format!("`{name}` was not begun here and is not changed"))),
        }
    }

    /// The files of a scenario.
    ///
    /// # Errors
    /// No such scenario, or one that is listed and cannot be opened.
    pub(crate) fn files(&self, name: &str) -> Result<Files, Problem> {
        let known = self.find(name)?;
        known.refused.map_or(Ok(known.files), Err)
    }

    /// A card for each. One of one's own that was made wrong by hand is listed with what is wrong.
    ///
    /// # Errors
    /// Another cannot be read.
    pub(crate) fn cards(&self) -> Result<Vec<ScenarioCard>, Problem> {
        let shown = |known: Known| {
            let read = known.refused.map_or_else(|| read(&known.files, &[]), Err);
            match read {
                Ok(scenario) => {
                    Ok(ScenarioCard { built_in: known.built_in, own: known.own, ..card(&known.name, &scenario) })
                }
                Err(problem) if known.own => Ok(broken(&known.name, problem)),
                Err(problem) => Err(problem),
            }
        };
        self.all().into_iter().map(shown).collect()
    }
}

/// Whether two scenarios are of one file, however it is called.
fn same_file(one: &Files, other: &Files) -> bool {
    let (Files::Folder(one), Files::Folder(other)) = (one, other) else { return false };
    one.canonicalize().ok().is_some_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// Why a scenario whose name another has is not offered.
fn taken(name: &str, files: &Files) -> Problem {
    let complaint = Complaint::inconsistent(format!("there is a scenario `{name}` already"));
    let complaint = match files {
        Files::Folder(file) => complaint.in_file(file.display().to_string()),
        _ => complaint,
    };
    Problem::from(Complaints::from(complaint.advise("give it another name under [scenario]")))
}

/// The card of a scenario that cannot be read: its name, and why.
fn broken(name: &str, problem: Problem) -> ScenarioCard {
    ScenarioCard {
        name: name.into(),
        title: name.into(),
        summary: String::new(),
        start: String::new(),
        hours: 0,
        adults: 0,
        units: 0,
        places: 0,
        facts: 0,
        built_in: false,
        own: true,
        problem: Some(problem),
    }
}

/// A scenario as the list has it.
pub(crate) fn card(name: &str, scenario: &Scenario) -> ScenarioCard {
    ScenarioCard {
        name: name.into(),
        title: scenario.title.clone(),
        summary: scenario.summary.clone(),
        start: start(scenario),
        hours: scenario.hours,
        adults: adults(scenario),
        units: scenario.country.units.len(),
        places: scenario.country.places.len(),
        facts: scenario.facts.len(),
        built_in: false,
        own: false,
        problem: None,
    }
}

/// Reads a scenario.
pub(crate) fn read(files: &Files, settings: &[String]) -> Result<Scenario, Problem> {
    let text = files.main().map_err(Complaints::from)?;
    Ok(Scenario::read(files.clone(), text, settings)?)
}

fn start(scenario: &Scenario) -> String {
    scenario.start.format("%Y-%m-%dT%H:%M").to_string()
}

fn adults(scenario: &Scenario) -> u64 {
    scenario.country.places.iter().map(|place| u64::from(place.adults)).sum()
}

/// Rows of the report as the types that are their description.
pub(crate) fn typed<T: DeserializeOwned>(rows: Vec<Json>) -> Result<Vec<T>, Problem> {
    let wrong = |error| Problem::new(Code::Internal, format!("a row of the report is not as described: {error}"));
    serde_json::from_value(Json::Array(rows)).map_err(wrong)
}

/// A scenario as the page shows it.
pub(crate) fn country(name: &str, scenario: &Scenario) -> Result<Country, Problem> {
    let outlines = scenario.file("outlines.json").ok().and_then(|text| serde_json::from_str(&text).ok());
    let unit = |unit: &groundswell_scenario::country::CountryUnit| Unit {
        name: unit.name.clone(),
        centre: unit.centre.clone(),
        lat: unit.point.0,
        lon: unit.point.1,
        population: unit.population,
        adults: unit.adults,
    };
    let place = |place: &groundswell_scenario::country::PlaceRow| Place {
        name: place.name.clone(),
        unit: place.unit,
        kind: if place.rural { PlaceKind::Rural } else { PlaceKind::Town },
        lat: place.point.0,
        lon: place.point.1,
        population: place.population,
        adults: place.adults,
    };
    Ok(Country {
        name: name.into(),
        title: scenario.title.clone(),
        summary: scenario.summary.clone(),
        start: start(scenario),
        clock: scenario.calendar().shown(),
        hours: scenario.hours,
        form: FORMS[scenario.form].into(),
        forms: FORMS.map(String::from).to_vec(),
        adults: adults(scenario),
        units: scenario.country.units.iter().map(unit).collect(),
        places: scenario.country.places.iter().map(place).collect(),
        outlines: outlines.unwrap_or_else(|| json!({ "type": "FeatureCollection", "features": [] })),
        series: typed(country::series(scenario))?,
        events: typed(country::events(scenario))?,
        bars: triggers::bars(scenario),
        record: typed(country::record(scenario))?,
        limits: scenario.remarks().into_iter().chain(country::limits(scenario)).collect(),
        sources: typed(country::sources(scenario))?,
    })
}

/// What can be set of a scenario.
pub(crate) fn schema(name: &str, scenario: &Scenario) -> Schema {
    // A scenario whose priors are wrong is still shown; whoever calibrates it is told.
    let priors = priors::of(scenario).unwrap_or_default();
    let prior_of = |path: &str| {
        priors.iter().find(|prior| prior.path == path).map(|prior| Prior { low: prior.low, high: prior.high })
    };
    let mut parameters = vec![head(scenario, "hours"), head(scenario, "form")];
    let described = |(section, row): (&'static str, &'static parameter::Parameter)| {
        let value = scenario.parameters(section)?.get(row.name)?;
        let (kind, low, high, choices): (_, _, _, &[&str]) = match row.kind {
            Allowed::Number { low, high } => (Kind::Number, Some(low), Some(high), &[]),
            Allowed::Switch => (Kind::Switch, None, None, &[]),
            Allowed::Choice(words) => (Kind::Choice, None, None, words),
        };
        Some(Parameter {
            path: format!("{section}.{}", row.name),
            mechanism: section.into(),
            meaning: row.meaning.into(),
            unit: row.unit.into(),
            kind,
            low,
            high,
            prior: prior_of(&format!("{section}.{}", row.name)),
            influence: influence(&scenario.name, &format!("{section}.{}", row.name)),
            choices: choices.iter().map(|word| word.to_string()).collect(),
            value: shown(row, value),
            default: shown(row, row.default),
            mark: match row.mark {
                parameter::SourceMark::Literature => Mark::L,
                parameter::SourceMark::Data => Mark::D,
                parameter::SourceMark::Assumed => Mark::A,
            },
            source: row.source.into(),
        })
    };
    parameters.extend(orders::parameters(scenario));
    parameters.extend(triggers::parameters(scenario));
    parameters.extend(paths().filter_map(described));
    let mechanism = |entry: &groundswell_engine::register::RegisterEntry| {
        // A doc comment's lines begin with the blank that follows the slashes.
        let page: Vec<&str> = entry.page.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        let enabled = scenario.parameters(entry.name).and_then(|parameters| parameters.get("enabled"));
        Mechanism {
            name: entry.name.into(),
            model: entry.model.into(),
            title: entry.title.into(),
            enabled: enabled != Some(Value::Switch(false)),
            page: page.join("\n").trim().into(),
        }
    };
    Schema { scenario: name.into(), parameters, mechanisms: REGISTER.iter().map(mechanism).collect() }
}

/// A key of `[scenario]` that can be set like a parameter.
fn head(scenario: &Scenario, name: &str) -> Parameter {
    let meaning = HEAD.iter().find(|key| key.name == name).map_or("", |key| key.meaning);
    let (kind, unit, value, choices) = if name == "hours" {
        (Kind::Whole, "hours", SettingValue::Number(f64::from(scenario.hours)), vec![])
    } else {
        let choices = FORMS.map(String::from).to_vec();
        (Kind::Choice, "choice", SettingValue::Choice(FORMS[scenario.form].into()), choices)
    };
    Parameter {
        path: name.into(),
        mechanism: "scenario".into(),
        meaning: meaning.into(),
        unit: unit.into(),
        kind,
        low: (name == "hours").then_some(1.0),
        high: (name == "hours").then_some(f64::from(LONGEST)),
        prior: None,
        influence: None,
        choices,
        default: value.clone(),
        value,
        mark: Mark::D,
        source: "the scenario".into(),
    }
}

fn shown(row: &parameter::Parameter, value: Value) -> SettingValue {
    match value {
        Value::Number(x) => SettingValue::Number(x),
        Value::Switch(on) => SettingValue::Switch(on),
        Value::Choice(_) => SettingValue::Choice(row.show(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_scenario_can_be_shown_and_set() {
        let scenarios = Scenarios::new(&[]).expect("built in");
        for card in scenarios.cards().expect("right") {
            let scenario = read(&scenarios.files(&card.name).expect("known"), &[]).expect("right");
            let shown = country(&card.name, &scenario).expect("as described");
            assert_eq!((shown.places.len(), shown.units.len()), (card.places, card.units));
            assert!(shown.series.iter().any(|series| series.name == "participants"));
            let schema = schema(&card.name, &scenario);
            assert_eq!(schema.mechanisms.len(), REGISTER.len());
            // Every value that is shown can be set as it is shown.
            let settings: Vec<String> =
                schema.parameters.iter().map(|p| format!("{}={}", p.path, p.value.text())).collect();
            let again = read(&scenarios.files(&card.name).expect("known"), &settings).expect("every value is allowed");
            assert_eq!(again.resolved(), scenario.resolved());
        }
    }

    #[test]
    fn a_misspelt_scenario_is_offered_right() {
        let scenarios = Scenarios::new(&[]).expect("built in");
        let problem = scenarios.files("kazakstan-2022").err().expect("unknown");
        assert_eq!(problem.complaints[0].nearest.as_deref(), Some("kazakhstan-2022"));
    }
}
