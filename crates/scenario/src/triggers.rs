//! What sets people in motion: the `[[shock]]` and `[[call]]` rows of a scenario.

pub mod exposure;
pub mod settings;
pub mod write;

use self::exposure::ShockExposure;
use crate::calendar::ScenarioClock;
use crate::country::Country;
use crate::orders;
use crate::reader::{Item, Section};
use crate::shell::{LONGEST_DELAY, ValueShape};
use groundswell_complaint::{Complaint, Problem};
use groundswell_engine::register::Mechanisms;
use groundswell_engine::spec::{
    CALL_TO, Call, CallTo, DEMAND_NAMES, LANGUAGES, Recurrence, SECTOR_NAMES, SECTORS, SHOCK_KINDS, SHOCK_PRIORS,
    Scope, Shock, WHOM, Whom,
};

/// Days of the week, from Monday.
pub const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The largest size of a shock and strength of a call, in utility.
pub const LARGEST: f64 = 1.0;

/// The longest call, in hours: sixty days of a strike or of a camp.
pub const LONGEST_CALL: f64 = 1440.0;

/// The smallest share of workplaces that a call to strike reaches.
pub const LEAST_SHARE: f64 = 0.0001;

/// A `[[shock]]` row.
#[derive(Clone, Debug, PartialEq)]
pub struct ShockRow {
    /// What the engine is given.
    pub shock: Shock,
    /// Where, as written.
    pub scope: Scope,
    /// The column that is its exposure, if it has one, and how it is taken.
    pub exposure: Option<ShockExposure>,
    /// Where the row is from.
    pub source: String,
}

impl ShockRow {
    /// What it adds at its height to the average adult of the places that it touches, in e-folds of the rate of going out.
    pub fn efolds(&self, country: &Country, model: &Mechanisms) -> f64 {
        exposure::efolds(country, model, &self.shock, &self.scope)
    }

    /// What must be said of it, if its exposure makes it much smaller or larger than its size: how much is left.
    pub fn remark(&self, country: &Country, model: &Mechanisms) -> Option<String> {
        exposure::remark(country, model, (&self.shock, &self.scope), self.exposure.as_ref()?)
    }
}

/// A `[[call]]` row.
#[derive(Clone, Debug, PartialEq)]
pub struct CallRow {
    /// What the engine is given.
    pub call: Call,
    /// Where, as written.
    pub scope: Scope,
    /// Where the row is from.
    pub source: String,
}

/// Reads all shocks and calls. `languages` are the names of the country's communities.
pub fn read(
    root: &Section<'_>,
    country: &Country,
    calendar: &ScenarioClock,
    languages: &[String],
) -> (Vec<ShockRow>, Vec<CallRow>) {
    let (mut shocks, mut calls): (Vec<ShockRow>, Vec<CallRow>) = Default::default();
    for section in sections(root, "shock", "a list of [[shock]] rows; the section of the fuel price is [price]") {
        let known: Vec<&str> = shocks.iter().map(|row| row.shock.name.as_str()).collect();
        if !is_repeated(&section, "shock", &known) {
            shocks.extend(shock(section, country, calendar, languages));
        }
    }
    for section in sections(root, "call", "a list of [[call]] rows") {
        let known: Vec<&str> = calls.iter().map(|row| row.call.name.as_str()).collect();
        if !is_repeated(&section, "call", &known) {
            calls.extend(call(section, country, calendar));
        }
    }
    (shocks, calls)
}

fn sections<'a>(root: &Section<'a>, key: &'static str, expected: &str) -> Vec<Section<'a>> {
    let mut sections = Vec::new();
    for item in root.read(key, expected, Item::list).unwrap_or_default() {
        match item.section(key.into()) {
            Some(section) => sections.push(section),
            None => item.wrong_type(key, "a section"),
        }
    }
    sections
}

/// Whether a row has the name of an earlier one, which is complained about: rows are set and
/// varied by their names.
fn is_repeated(section: &Section<'_>, what: &'static str, known: &[&str]) -> bool {
    let Some(item) = section.get("name") else { return false };
    let repeated = item.text().is_some_and(|name| known.contains(&name));
    if repeated {
        let problem = Problem::Duplicate { what, name: item.text().unwrap_or_default().into() };
        section.reader().complain(item.wrong(problem, "each name once"));
    }
    repeated
}

/// Whether each place is meant.
fn places(section: &Section<'_>, country: &Country) -> Option<(Scope, Vec<bool>)> {
    let all = vec![true; country.places.len()];
    let Some(item) = section.get("where") else { return Some((Scope::Nation, all)) };
    match orders::scope(section, country)? {
        Scope::Nation => Some((Scope::Nation, all)),
        Scope::Places(meant) => {
            let mut places = vec![false; country.places.len()];
            meant.iter().for_each(|&p| places[p as usize] = true);
            Some((Scope::Places(meant), places))
        }
        Scope::EachUnit => {
            let problem = Problem::NotAllowed { name: section.path("where"), found: "each unit".into() };
            section.reader().complain(item.wrong(problem, "\"nation\" or a list of units and places"));
            None
        }
    }
}

/// The positions of a list of names among those that there are.
fn among<const N: usize>(
    section: &Section<'_>,
    key: &'static str,
    what: &'static str,
    names: &[impl AsRef<str>],
) -> Option<[bool; N]> {
    section.get(key)?;
    let mut found = [false; N];
    for (name, span) in section.texts(key)? {
        match names.iter().take(N).position(|known| known.as_ref() == name) {
            Some(i) => found[i] = true,
            None => {
                let known: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
                let complaint = Complaint::unknown(what, &name, known.iter().copied()).allowed(known.join(", "));
                section.reader().complain(complaint.at(section.reader().source(), span));
            }
        }
    }
    Some(found)
}

fn shock(section: Section<'_>, country: &Country, calendar: &ScenarioClock, languages: &[String]) -> Option<ShockRow> {
    let name = section.must("name", "a text", Item::text);
    section.need("kind", &ValueShape::Word(&SHOCK_KINDS).allowed());
    let kind = section.choice("kind", &SHOCK_KINDS);
    let at = section.must("at", &ValueShape::Moment.allowed(), |item| item.hours(calendar));
    let places = places(&section, country);
    let whom = whom(&section, languages);
    let sectors = among::<SECTORS>(&section, "sectors", "sector", &SECTOR_NAMES);
    let exposed = exposure::read(&section, country, places.as_ref().map(|(_, places)| places.as_slice()));
    let demand = section.choice("demand", &DEMAND_NAMES);
    let prior = SHOCK_PRIORS[kind.unwrap_or(SHOCK_KINDS.len() - 1)];
    let size = section.number("size", -LARGEST, LARGEST);
    let rise = section.number("rise_hours", 0.0, LONGEST_DELAY).unwrap_or(prior.rise);
    let decay = section.number("decay_hours", 0.1, LONGEST_DELAY).unwrap_or(prior.decay);
    let enabled = section.read("enabled", "true or false", Item::switch).unwrap_or(true);
    let source = section.read("source", "a text", Item::text).unwrap_or("").to_string();
    section.close("key of a shock");
    let ((scope, _), whom, (exposed, exposure)) = (places?, whom?, exposed?);
    let shock = Shock {
        name: name?.to_string(),
        kind: kind?,
        enabled,
        hour: at?,
        exposure: exposed,
        whom,
        // Those who depend on a fuel are of every sector.
        sectors: sectors.unwrap_or([whom != Whom::Fuel; SECTORS]),
        demand,
        size: size.unwrap_or(middle(kind?)),
        rise,
        decay,
    };
    Some(ShockRow { shock, scope, exposure, source })
}

/// The middle of the prior of a kind: its size where the scenario gives none.
pub fn middle(kind: usize) -> f64 {
    let (low, high) = SHOCK_PRIORS[kind].size;
    libm::sqrt(low * high)
}

fn whom(section: &Section<'_>, languages: &[String]) -> Option<Whom> {
    let whom = section.choice("whom", &WHOM).unwrap_or(0);
    let some = among::<LANGUAGES>(section, "languages", "language", languages);
    match (whom, some) {
        (0, some) => Some(Whom::Languages(some.unwrap_or([true; LANGUAGES]))),
        (1, None) => Some(Whom::Workers),
        (_, None) => Some(Whom::Fuel),
        (_, Some(_)) => {
            let what = format!("`{}` and `{}` cross two classes", section.path("whom"), section.path("languages"));
            let complaint =
                Complaint::inconsistent(what).at(section.reader().source(), section.get("languages")?.span());
            section.reader().complain(complaint.allowed("languages only where whom = \"all\""));
            None
        }
    }
}

/// To what a call calls.
fn call_to(section: &Section<'_>) -> Option<CallTo> {
    let to = section.choice("to", &CALL_TO).unwrap_or(0);
    let sectors = among::<SECTORS>(section, "sectors", "sector", &SECTOR_NAMES);
    let share = section.number("share", LEAST_SHARE, 1.0);
    if to == 0 {
        for key in ["sectors", "share"] {
            let Some(item) = section.get(key) else { continue };
            let what = format!("`{}` is for a call to strike", section.path(key));
            let complaint = Complaint::inconsistent(what).at(section.reader().source(), item.span());
            section.reader().complain(complaint.allowed(format!("{key} only where to = \"strike\"")));
        }
        return Some(CallTo::Gather);
    }
    Some(CallTo::Strike { sectors: sectors.unwrap_or([true; SECTORS]), share: share.unwrap_or(1.0) })
}

fn call(section: Section<'_>, country: &Country, calendar: &ScenarioClock) -> Option<CallRow> {
    let name = section.must("name", "a text", Item::text);
    let to = call_to(&section);
    let places = places(&section, country);
    section.need("strength", &ValueShape::Number(0.0, LARGEST).allowed());
    let strength = section.number("strength", 0.0, LARGEST);
    let usual = if matches!(to, Some(CallTo::Strike { .. })) { 24.0 } else { 3.0 };
    let hours = section.number("hours", 0.5, LONGEST_CALL).unwrap_or(usual);
    let time = |key: &str| section.read(key, &ValueShape::Moment.allowed(), |item| item.hours(calendar));
    let when = if section.get("every").is_some() {
        let days = among::<7>(&section, "every", "day of the week", &DAYS);
        section.need("hour", &ValueShape::Number(0.0, 23.99).allowed());
        let hour = section.number("hour", 0.0, 23.99);
        let (from, until) = (time("from").unwrap_or(0.0), time("until").unwrap_or(f64::INFINITY));
        if until <= from {
            let complaint = Complaint::inconsistent(format!("`{}` ends before it begins", name.unwrap_or("a call")));
            let span = section.get("until").map(|item| item.span()).unwrap_or_default();
            section.reader().complain(complaint.at(section.reader().source(), span).allowed("a time after `from`"));
        }
        days.zip(hour).map(|(days, hour)| Recurrence::Weekly { days, hour, from, until })
    } else {
        section.need("at", "a date and time, or `every` with days of the week and `hour`");
        time("at").map(Recurrence::Once)
    };
    let announced = time("announced");
    let enabled = section.read("enabled", "true or false", Item::switch).unwrap_or(true);
    let source = section.read("source", "a text", Item::text).unwrap_or("").to_string();
    if let (Some(known), Some(when)) = (announced, when)
        && known >= when.first()
    {
        let complaint = Complaint::inconsistent(format!("`{}` is announced after it begins", name.unwrap_or("a call")));
        let span = section.get("announced").map(|item| item.span()).unwrap_or_default();
        section
            .reader()
            .complain(complaint.at(section.reader().source(), span).allowed("a time before its first hour"));
    }
    section.close("key of a call");
    let (scope, places) = places?;
    let (name, when, strength) = (name?.to_string(), when?, strength?);
    let call = Call { name, enabled, to: to?, when, announced, hours, places, strength };
    Some(CallRow { call, scope, source })
}
