//! The scenario file itself: `[scenario]`, mechanisms, orders, texts, other countries.

use crate::abroad;
use crate::calendar::{ScenarioClock, ZONE, Zone};
use crate::country::Country;
use crate::effects::GivenEffects;
use crate::files::Files;
use crate::messages;
use crate::names::slug;
use crate::names::{NAME, is_name};
use crate::orders::{self, FORMS, OrderRow};
use crate::parameters::{allowed, paths, rows};
use crate::reader::{Item, Reader, Section};
use crate::scenario::Scenario;
use crate::shell::{LEVELS, LONGEST, ValueShape};
use crate::synthesis::Synthesis;
use crate::triggers;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use groundswell_complaint::{Complaint, Problem};

use groundswell_engine::parameter::{Allowed, Parameters, Value};
use groundswell_engine::register::{Mechanisms, REGISTER};
use groundswell_engine::spec::LANGUAGES;
use groundswell_world as world;
use std::sync::Arc;
use toml::Spanned;
use toml::de::DeTable;

/// The country of the world's tables that a scenario is about.
#[derive(Clone, Debug, PartialEq)]
pub struct WorldCountry {
    /// Its code.
    pub country: String,
    /// How finely it is divided: index into [`LEVELS`].
    pub level: usize,
    /// The year of which the population is; that of the start without.
    pub year: Option<i32>,
}

/// What the tables need to know of the file before they are read.
#[derive(Default)]
pub struct Early {
    /// Names of the language communities.
    pub languages: Vec<String>,
    /// The first day.
    pub start: Option<NaiveDate>,
    origin: Option<WorldCountry>,
}

impl Early {
    /// Looks without complaining: [`read`] will.
    pub fn of(table: &Spanned<DeTable<'_>>) -> Early {
        let quiet = Reader::new("", "");
        let root = quiet.root(table);
        let Some(head) = root.get("scenario").and_then(|item| item.section("scenario".into())) else {
            return Early::default();
        };
        let texts = head.get("languages").and_then(|item| item.list()).unwrap_or_default();
        Early {
            languages: texts.iter().filter_map(|item| item.text().map(String::from)).collect(),
            start: head.get("start").and_then(|item| item.time()).map(|time| time.date()),
            origin: origin(&head),
        }
    }

    /// The files with the tables of the country of the file, if it names one and has no tables of its own.
    pub fn with_tables(&self, files: Files) -> Files {
        let has = |name: &str| !matches!(files.optional(name), Ok(None));
        let (Some(origin), Some(start)) = (&self.origin, self.start) else { return files };
        if has("places.csv") || has("units.csv") {
            return files;
        }
        let Some(nation) = world::find(&origin.country) else { return files };
        let level = [world::Level::Region, world::Level::Country][origin.level];
        let year = origin.year.unwrap_or(start.year());
        match world::made(world::CountryRequest { nation, level, year, only: &[], towns: None }) {
            // What a scenario has of its own is not replaced.
            Ok(made) => {
                let texts = made.files.into_iter().filter(|(name, _)| !has(name)).collect();
                Files::With(Box::new(files), Arc::new(texts))
            }
            Err(_) => files,
        }
    }
}

fn origin(head: &Section<'_>) -> Option<WorldCountry> {
    let country = head.get("country").and_then(|item| item.text())?.to_string();
    let level = head.get("level").and_then(|item| item.text());
    let level = level.and_then(|level| LEVELS.iter().position(|known| *known == level)).unwrap_or(0);
    let year = head.get("population_year").and_then(|item| item.number()).map(|year| year as i32);
    Some(WorldCountry { country, level, year })
}

/// Reads the file; `None` after a complaint without which there is no scenario.
pub fn read(root: Section<'_>, country: &Country, files: &Files) -> Option<Scenario> {
    let head = root.must("scenario", "a section [scenario]", |item| item.section("scenario".into()))?;
    let named = named(&head, files);
    let start = start(&head);
    let origin = checked_origin(&head);
    let nation = origin.as_ref().and_then(|origin| world::find(&origin.country));
    let zone = zone(&head, nation);
    let hours = hours(&head);
    let capital = capital(&head, country, nation);
    let languages = languages(&head, country);
    let currency = text(&head, "currency").unwrap_or_default();
    let form = head.choice("form", &FORMS).unwrap_or(0);
    let start = start?;
    let holidays = holidays(&head, start);
    head.close("key");
    let calendar = ScenarioClock::new(start, zone);

    let (synthesis, mechanisms) = parameters(&root);
    let orders = orders(&root, country, &calendar);
    let (allies, neighbours) = abroad::read(&root, &languages);
    let (shocks, calls) = triggers::read(&root, country, &calendar, &languages);
    let messages = messages::read(&root, country, &calendar, &languages);
    root.close("section");
    Some(Scenario {
        name: named.name?,
        title: named.title,
        summary: named.summary,
        start,
        zone,
        hours,
        origin,
        currency,
        capital: capital?,
        languages,
        holidays,
        form,
        country: Country::default(),
        effects: GivenEffects::default(),
        shocks,
        calls,
        orders,
        messages,
        allies,
        neighbours,
        facts: Vec::new(),
        targets: Vec::new(),
        synthesis,
        mechanisms,
        text: String::new(),
        settings: Vec::new(),
        files: files.clone(),
    })
}

fn text(head: &Section<'_>, key: &str) -> Option<String> {
    head.read(key, "a text", Item::text).map(str::to_string)
}

/// What a scenario is called; its name is `None` after a complaint.
struct Named {
    name: Option<String>,
    title: String,
    summary: String,
}

fn named(head: &Section<'_>, files: &Files) -> Named {
    let called = files.called();
    let own = |name: String| (is_name(&name) || complain_name(head, &name)).then_some(name);
    let name = text(head, "name").map_or_else(|| Some(slug(&called)), own);
    let title = text(head, "title").or_else(|| text(head, "name")).unwrap_or(called);
    Named { name, title, summary: text(head, "summary").unwrap_or_default() }
}

/// The parameters of the synthesis and of every mechanism: what the file does not set has its default.
fn parameters(root: &Section<'_>) -> (Synthesis, Mechanisms) {
    let (mut synthesis, mut mechanisms) = (Synthesis::default(), Mechanisms::default());
    read_parameters(root, "synthesis", &mut synthesis);
    for entry in REGISTER {
        if let Some(parameters) = mechanisms.parameters_mut(entry.name) {
            read_parameters(root, entry.name, parameters);
        }
    }
    (synthesis, mechanisms)
}

fn orders(root: &Section<'_>, country: &Country, calendar: &ScenarioClock) -> Vec<OrderRow> {
    let rows = root.read("order", "a list of orders", Item::list).unwrap_or_default();
    let order = |item: &Item<'_>| match item.section("order".into()) {
        Some(section) => orders::read(section, country, calendar),
        None => {
            item.wrong_type("order", "an order");
            None
        }
    };
    rows.iter().filter_map(order).collect()
}

fn start(head: &Section<'_>) -> Option<NaiveDateTime> {
    let start = head.must("start", "midnight of a day as 2022-01-01T00:00:00", Item::time);
    if let (Some(time), Some(item)) = (start.filter(|start| start.time() != NaiveTime::MIN), head.get("start")) {
        let problem = Problem::NotAllowed { name: head.path("start"), found: time.to_string() };
        head.reader().complain(item.wrong(problem, "midnight of a day as 2022-01-01T00:00:00"));
    }
    start
}

/// How long the scenario is: `hours`, or `days`.
fn hours(head: &Section<'_>) -> u32 {
    let hours = head.whole("hours", 1, i64::from(LONGEST));
    let days = head.whole("days", 1, i64::from(LONGEST / 24));
    if let (Some(_), Some(_), Some(item)) = (hours, days, head.get("days")) {
        let complaint = Complaint::inconsistent("`hours` and `days` both say how long the scenario is");
        head.reader().complain(complaint.at(head.reader().source(), item.span()).allowed("one of the two"));
    }
    hours.or(days.map(|days| days * 24)).unwrap_or(720) as u32
}

fn checked_origin(head: &Section<'_>) -> Option<WorldCountry> {
    let country = head.read("country", "a country, as its code or English name", Item::text);
    head.choice("level", &LEVELS);
    head.whole("population_year", 1800, 2100);
    if let (Some(code), Some(item)) = (country, head.get("country"))
        && world::find(code).is_none()
    {
        let known = world::nations().iter().flat_map(|nation| [nation.name(), nation.iso3()]);
        let complaint = Complaint::unknown("country", code, known).at(head.reader().source(), item.span());
        let complaint = complaint.allowed("a country by its code of two or three letters, or its English name");
        head.reader().complain(complaint.advise("`groundswell countries` lists them"));
    }
    origin(head)
}

/// The zone of a scenario's dates: `time_zone`, or `utc_offset_hours`; without either that of its country, or UTC.
fn zone(head: &Section<'_>, nation: Option<&world::WorldNation>) -> Zone {
    let keys = ["time_zone", "utc_offset_hours"];
    for key in keys {
        let Some(item) = head.get(key) else { continue };
        if item.zone().is_none() {
            let text = item.text().map(String::from).or_else(|| item.number().map(|x| x.to_string()));
            let problem =
                Problem::NotAllowed { name: head.path(key), found: text.unwrap_or_else(|| item.kind().into()) };
            let complaint = item.wrong(problem, ZONE);
            head.reader().complain(match item.text() {
                Some(text) => complaint.nearest_of(text, Zone::names()),
                None => complaint,
            });
        }
    }
    let [named, fixed] = keys.map(|key| head.get(key));
    if let (Some(_), Some(fixed)) = (&named, &fixed) {
        let complaint = Complaint::inconsistent("`time_zone` and `utc_offset_hours` both say what the clock is");
        let complaint = complaint.at(head.reader().source(), fixed.span());
        head.reader().complain(complaint.allowed("one of the two").advise("keep `time_zone`: it knows summer time"));
    }
    let own = named.or(fixed).and_then(|item| item.zone());
    own.or_else(|| nation.and_then(|nation| Zone::parse(nation.time_zone()))).unwrap_or(Zone::UTC)
}

/// Where the government sits: `capital`, otherwise the capital of the country, otherwise the largest place.
fn capital(head: &Section<'_>, country: &Country, nation: Option<&world::WorldNation>) -> Option<usize> {
    let places = country.places_by_name();
    if let Some(name) = head.read("capital", "the name of a place", Item::text) {
        let found = places.find(name);
        if found.is_none() && !places.is_empty() {
            let complaint = places.unknown("place", name);
            let span = head.get("capital")?.span();
            head.reader().complain(complaint.at(head.reader().source(), span));
        }
        return found;
    }
    let largest = |fits: &dyn Fn(&str) -> bool| {
        let those = country.places.iter().enumerate().filter(|(_, place)| fits(&place.name));
        those.max_by_key(|(i, place)| (!place.rural, place.population, std::cmp::Reverse(*i))).map(|(i, _)| i)
    };
    let capital = nation.map_or("", |nation| nation.capital().0);
    let named = |name: &str| name == capital || name.strip_prefix(capital).is_some_and(|rest| rest.starts_with(" ("));
    let of_nation = if capital.is_empty() { None } else { largest(&named) };
    of_nation.or_else(|| largest(&|_| true))
}

/// Names of the language communities: those of the file, or of the columns of `units.csv`.
fn languages(head: &Section<'_>, country: &Country) -> [String; LANGUAGES] {
    let given = head.texts("languages").unwrap_or_default();
    if given.len() > LANGUAGES {
        let problem = Complaint::inconsistent(format!("`scenario.languages` has {} names", given.len()));
        let span = head.get("languages").map(|item| item.span()).unwrap_or_default();
        let complaint = problem.at(head.reader().source(), span);
        head.reader().complain(complaint.allowed(format!("at most {LANGUAGES} names: put the smallest together")));
    }
    let twice = given.iter().enumerate().find(|(i, (name, _))| given[..*i].iter().any(|(known, _)| known == name));
    if let Some((_, (name, span))) = twice {
        let problem = Problem::Duplicate { what: "language", name: name.clone() };
        let complaint = Complaint::new(problem).at(head.reader().source(), span.clone());
        head.reader().complain(complaint.allowed("each language once"));
    }
    let mut names = given.into_iter().map(|l| l.0).chain(country.languages.iter().take(LANGUAGES).cloned());
    std::array::from_fn(|i| names.next().unwrap_or_else(|| format!("language {}", i + 1)))
}

/// Days without work, from the first day on; those before it are over.
fn holidays(head: &Section<'_>, start: NaiveDateTime) -> Vec<u32> {
    let mut holidays = Vec::new();
    for item in head.read("holidays", "a list of dates", Item::list).unwrap_or_default() {
        match item.time() {
            Some(day) if day >= start && (day - start).num_hours() < i64::from(LONGEST) => {
                holidays.push((day.date() - start.date()).num_days() as u32);
            }
            Some(day) => {
                let problem = Problem::NotAllowed { name: head.path("holidays"), found: day.date().to_string() };
                let last = start + chrono::Duration::hours(i64::from(LONGEST));
                head.reader().complain(item.wrong(problem, format!("days from {} to {}", start.date(), last.date())));
            }
            None => item.wrong_type("scenario.holidays", &ValueShape::Times.allowed()),
        }
    }
    holidays
}

fn complain_name(head: &Section<'_>, name: &str) -> bool {
    if let Some(item) = head.get("name") {
        let problem = Problem::NotAllowed { name: head.path("name"), found: name.into() };
        head.reader().complain(item.wrong(problem, NAME));
    }
    false
}

fn read_parameters(root: &Section<'_>, name: &str, parameters: &mut dyn Parameters) {
    let Some(section) = root.read(name, "a section", |item| item.section(name.into())) else { return };
    for row in rows(name, parameters) {
        let value = match row.kind {
            Allowed::Number { low, high } => section.number_as(row.name, low, high, &allowed(row)).map(Value::Number),
            Allowed::Switch => section.read(row.name, "true or false", Item::switch).map(Value::Switch),
            Allowed::Choice(words) => section.choice(row.name, words).map(Value::Choice),
        };
        if let Some(value) = value {
            parameters.set(row.name, value);
        }
    }
    // A parameter may stand in the wrong section.
    section.close_with("parameter", |key| {
        let owners: Vec<&str> = paths().filter(|(_, row)| row.name == key && key != "enabled").map(|p| p.0).collect();
        (!owners.is_empty()).then(|| format!("`{key}` belongs to [{}]", owners.join("] or [")))
    });
}
