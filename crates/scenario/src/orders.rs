//! The regime's table: `[[order]]` rows of a scenario.

use crate::complaint::Complaint;
use crate::country::Country;
use crate::guard;
use crate::reader::{Item, Section};
use chrono::NaiveDateTime;
use groundswell_engine::mechanisms::concession::Offer;
use groundswell_engine::mechanisms::regime::{Order, Scope, When};
use groundswell_engine::places::{POSTURES, Posture};
use groundswell_engine::spec::DEMAND_NAMES;

/// The forms of policy that a scenario file holds.
pub const FORMS: [&str; 2] = ["history", "endogenous"];

/// A row of the table, with the form it belongs to and where it is from.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderRow {
    /// Index into [`FORMS`].
    pub form: usize,
    /// What the engine is given.
    pub order: Order,
    /// Where the row is from.
    pub source: String,
}

/// Hours from the start of the scenario to a time of its clock.
pub fn hours_since(start: NaiveDateTime, time: NaiveDateTime) -> f64 {
    (time - start).num_seconds() as f64 / 3600.0
}

/// Reads one row; `None` after a complaint.
pub fn read(section: Section<'_>, country: &Country, start: NaiveDateTime) -> Option<OrderRow> {
    let reader = section.reader();
    let name = section.must("name", "a text", Item::text)?.to_string();
    section.need("form");
    let form = section.choice("form", &FORMS)?;
    let scope = scope(&section, country)?;
    let time = |key: &str| section.read(key, "a date and time as 2022-01-31T17:00:00", Item::time);
    let when = if form == 0 {
        section.need("from");
        let from = hours_since(start, time("from")?);
        let until = time("until").map_or(f64::INFINITY, |t| hours_since(start, t));
        if until <= from {
            let complaint = Complaint::inconsistent(format!("`{name}` ends before it begins"));
            reader.complain(complaint.at(reader.source(), section.get("until")?.span()).allowed("a time after `from`"));
        }
        When::Dated { from, until }
    } else {
        section.need("when");
        let (guard, text) = guard_of(&section, "when")?;
        let delay = section.number("delay_hours", 0.0, 1e5).unwrap_or(0.0);
        let dwell = section.number("dwell_hours", 0.0, 1e5).unwrap_or(0.0);
        let undo_delay = section.number("undo_hours", 0.0, 1e5).unwrap_or(0.0);
        let undo = guard_of(&section, "until").map(|(guard, _)| (guard, undo_delay));
        When::Triggered { guard, text, delay, dwell, undo }
    };
    let order = Order {
        name,
        scope,
        when,
        posture: section.choice("posture", &POSTURES).map(|i| {
            [Posture::Tolerate, Posture::Disperse, Posture::Emergency, Posture::Lethal][i]
        }),
        curfew: section.read("curfew", "true or false", Item::switch).unwrap_or(false),
        connectivity: section.number("connectivity", 0.0, 1.0),
        reserves: section.number("reserves", 0.0, 1.0).unwrap_or(0.0),
        offers: offers(&section),
        request_help: section.read("request_help", "true or false", Item::switch).unwrap_or(false),
        withdraw: section.read("withdraw", "true or false", Item::switch).unwrap_or(false),
    };
    let source = section.read("source", "a text", Item::text).unwrap_or("").to_string();
    section.close("key of an order");
    Some(OrderRow { form, order, source })
}

fn scope(section: &Section<'_>, country: &Country) -> Option<Scope> {
    let item = section.need("where")?;
    match item.text() {
        Some("nation") => return Some(Scope::Nation),
        Some("each unit") => return Some(Scope::EachUnit),
        _ => {}
    }
    let allowed = "\"nation\", \"each unit\" or a list of units and places";
    if item.list().is_none() {
        item.wrong_type(&section.path("where"), allowed);
        return None;
    }
    let (units, places) = (country.unit_names(), country.place_names());
    let mut found = Vec::new();
    for (name, span) in section.texts("where")? {
        // A unit is meant where a unit and a place have the same name.
        if let Some(u) = units.iter().position(|unit| *unit == name) {
            found.extend((0..places.len()).filter(|&p| country.places[p].unit == u).map(|p| p as u32));
        } else if let Some(p) = places.iter().position(|place| *place == name) {
            found.push(p as u32);
        } else {
            let known = units.iter().chain(&places).map(String::as_str);
            let complaint = Complaint::unknown("unit or place", &name, known);
            section.reader().complain(complaint.at(section.reader().source(), span));
        }
    }
    found.sort_unstable();
    found.dedup();
    Some(Scope::Places(found))
}

fn guard_of(section: &Section<'_>, key: &str) -> Option<(groundswell_engine::mechanisms::regime::Guard, String)> {
    let text = section.read(key, "a guard as \"crowd > 1000\"", Item::text)?;
    match guard::parse(text) {
        Ok(guard) => Some((guard, text.to_string())),
        Err(error) => {
            let item = section.get(key)?;
            // The text begins one byte after the opening quote.
            let from = item.span().start + 1;
            let span = from + error.span.start..from + error.span.end;
            let mut complaint = Complaint::inconsistent(format!("`{}`: {}", section.path(key), error.message))
                .at(section.reader().source(), span);
            if let Some(nearest) = error.nearest {
                complaint = complaint.advise(format!("did you mean `{nearest}`?"));
            }
            section.reader().complain(complaint);
            None
        }
    }
}

fn offers(section: &Section<'_>) -> Vec<Offer> {
    let Some(list) = section.read("offers", "a list of offers", Item::list) else { return Vec::new() };
    let mut offers = Vec::new();
    for (i, item) in list.iter().enumerate() {
        let Some(offer) = item.section(section.path(&format!("offers[{i}]"))) else {
            item.wrong_type(&section.path("offers"), "an offer as { demand = \"price\", generosity = 0.5, credibility = 0.5 }");
            continue;
        };
        offer.need("demand");
        let demand = offer.choice("demand", &DEMAND_NAMES);
        let (generosity, credibility) = (offer.number("generosity", 0.0, 1.0), offer.number("credibility", 0.0, 1.0));
        if let Some(demand) = demand {
            offers.push(Offer { demand, generosity: generosity.unwrap_or(1.0), credibility: credibility.unwrap_or(1.0) });
        }
        offer.close("key of an offer");
    }
    offers
}

