//! The regime's table: `[[order]]` rows of a scenario.

pub mod settings;
pub mod write;

use crate::calendar::ScenarioClock;
use crate::country::Country;
use crate::guard;
use crate::reader::{Item, Section};
use crate::rows::listed;
use crate::shell::{LARGEST_ELITE, LONGEST_DELAY, ValueShape};
use groundswell_complaint::Complaint;
use groundswell_engine::spec::{DEMAND_NAMES, Offer, Order, POSTURES, Posture, Scope, When};

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

/// Reads one row; `None` after a complaint.
pub fn read(section: Section<'_>, country: &Country, calendar: &ScenarioClock) -> Option<OrderRow> {
    let reader = section.reader();
    let name = section.must("name", "a text", Item::text)?.to_string();
    section.need("form", &ValueShape::Word(&FORMS).allowed())?;
    let form = section.choice("form", &FORMS)?;
    let scope = scope(&section, country)?;
    let hour = |key: &str| section.read(key, &ValueShape::Moment.allowed(), |item| item.hours(calendar));
    let when = if form == 0 {
        section.need("from", &ValueShape::Moment.allowed());
        let from = hour("from")?;
        let until = hour("until").unwrap_or(f64::INFINITY);
        if until <= from {
            let complaint = Complaint::inconsistent(format!("`{name}` ends before it begins"));
            reader.complain(complaint.at(reader.source(), section.get("until")?.span()).allowed("a time after `from`"));
        }
        When::Dated { from, until }
    } else {
        section.need("when", &ValueShape::Guard.allowed());
        let (guard, text) = guard_of(&section, "when")?;
        let delay = section.number("delay_hours", 0.0, LONGEST_DELAY).unwrap_or(0.0);
        let dwell = section.number("dwell_hours", 0.0, LONGEST_DELAY).unwrap_or(0.0);
        let undo_delay = section.number("undo_hours", 0.0, LONGEST_DELAY).unwrap_or(0.0);
        let undo = guard_of(&section, "until").map(|(guard, _)| (guard, undo_delay));
        When::Triggered { guard, text, delay, dwell, undo }
    };
    let order = Order {
        name,
        scope,
        when,
        enabled: section.read("enabled", "true or false", Item::switch).unwrap_or(true),
        posture: section
            .choice("posture", &POSTURES)
            .map(|i| [Posture::Tolerate, Posture::Disperse, Posture::Emergency, Posture::Lethal][i]),
        curfew: section.read("curfew", "true or false", Item::switch).unwrap_or(false),
        connectivity: section.number("connectivity", 0.0, 1.0),
        reserves: section.number("reserves", 0.0, 1.0).unwrap_or(0.0),
        offers: offers(&section),
        dismiss_elite: section.whole("dismiss_elite", 0, LARGEST_ELITE).unwrap_or(0) as u32,
        arrest_elite: section.whole("arrest_elite", 0, LARGEST_ELITE).unwrap_or(0) as u32,
        request_help: section.read("request_help", "true or false", Item::switch).unwrap_or(false),
        withdraw: section.read("withdraw", "true or false", Item::switch).unwrap_or(false),
    };
    let source = section.read("source", "a text", Item::text).unwrap_or("").to_string();
    section.close("key of an order");
    Some(OrderRow { form, order, source })
}

pub(crate) fn scope(section: &Section<'_>, country: &Country) -> Option<Scope> {
    let allowed = ValueShape::Where.allowed();
    let item = section.need("where", &allowed)?;
    match item.text() {
        Some("nation") => return Some(Scope::Nation),
        Some("each unit") => return Some(Scope::EachUnit),
        _ => {}
    }
    if item.list().is_none() {
        item.wrong_type(&section.path("where"), &allowed);
        return None;
    }
    let (units, places) = (country.units_by_name(), country.places_by_name());
    let mut found = Vec::new();
    for (name, span) in section.texts("where")? {
        // A unit is meant where a unit and a place have the same name.
        if let Some(u) = units.find(&name) {
            let of_unit = country.places.iter().enumerate().filter(|(_, place)| place.unit == u);
            found.extend(of_unit.map(|(p, _)| p as u32));
        } else if let Some(p) = places.find(&name) {
            found.push(p as u32);
        } else if !units.is_empty() && !places.is_empty() {
            let known = units.list().iter().chain(places.list()).map(String::as_str);
            let complaint = Complaint::unknown("unit or place", &name, known)
                .allowed(format!("a place of places.csv, or a unit: {}", listed(units.list())));
            section.reader().complain(complaint.at(section.reader().source(), span));
        }
    }
    found.sort_unstable();
    found.dedup();
    Some(Scope::Places(found))
}

fn guard_of(section: &Section<'_>, key: &str) -> Option<(groundswell_engine::spec::Guard, String)> {
    let text = section.read(key, "a guard as \"crowd > 1000\"", Item::text)?;
    match guard::parse(text) {
        Ok(guard) => Some((guard, text.to_string())),
        Err(error) => {
            let item = section.get(key)?;
            // The text begins one byte after the opening quote.
            let from = item.span().start + 1;
            let span = from + error.span.start..from + error.span.end;
            let mut complaint = Complaint::inconsistent(format!("`{}`: {}", section.path(key), error.message))
                .at(section.reader().source(), span)
                .allowed(error.allowed);
            if let Some(nearest) = error.nearest {
                complaint = complaint.nearest_of(&nearest, [nearest.as_str()]);
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
            item.wrong_type(
                &section.path("offers"),
                "an offer as { demand = \"price\", generosity = 0.5, credibility = 0.5 }",
            );
            continue;
        };
        offer.need("demand", &ValueShape::Word(&DEMAND_NAMES).allowed());
        let demand = offer.choice("demand", &DEMAND_NAMES);
        let (generosity, credibility) = (offer.number("generosity", 0.0, 1.0), offer.number("credibility", 0.0, 1.0));
        if let Some(demand) = demand {
            offers.push(Offer {
                demand,
                generosity: generosity.unwrap_or(1.0),
                credibility: credibility.unwrap_or(1.0),
            });
        }
        offer.close("key of an offer");
    }
    offers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Zone;
    use crate::reader::Reader;

    /// The row of this text, and what is complained about.
    fn row(text: &str) -> (Option<OrderRow>, String) {
        let text = format!(
            "[[order]]\nname = \"purge\"\nform = \"history\"\nfrom = 2022-01-05T16:00:00\nwhere = \"nation\"\n{text}"
        );
        let reader = Reader::new("scenario.toml", &text);
        let row = {
            let table = reader.parse();
            let root = reader.root(&table);
            let rows = root.read("order", "a list of orders", Item::list).unwrap_or_default();
            let start = chrono::NaiveDateTime::parse_from_str("2022-01-01T00:00", "%Y-%m-%dT%H:%M").expect("a date");
            let calendar = ScenarioClock::new(start, Zone::UTC);
            rows.first().and_then(|item| read(item.section("order".into())?, &Country::default(), &calendar))
        };
        (row, reader.finish().render(false))
    }

    #[test]
    fn an_order_can_remove_members_of_the_elite() {
        let (order, complaints) = row("dismiss_elite = 2\narrest_elite = 1\n");
        let order = order.expect("a row").order;
        assert_eq!((order.dismiss_elite, order.arrest_elite), (2, 1), "{complaints}");
        let (none, _) = row("");
        assert_eq!(none.expect("a row").order.dismiss_elite, 0);
    }

    #[test]
    fn more_than_an_elite_cannot_be_removed() {
        let (_, complaints) = row("dismiss_elite = 501\n");
        assert!(complaints.contains("order.dismiss_elite") && complaints.contains("500"), "{complaints}");
    }
}
