//! Texts that are published: `[[message]]` rows of a scenario.

use crate::calendar::ScenarioClock;
use crate::country::Country;
use crate::reader::{Item, Section};
use crate::shell::ValueShape;
use groundswell_complaint::{Complaint, Problem};
use groundswell_engine::spec::{CHANNEL_NAMES, CONTENT_NAMES, LANGUAGES, Message, Origin};

/// A row, with where it is from.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageRow {
    /// What the engine is given.
    pub message: Message,
    /// The languages as written.
    pub languages: Vec<String>,
    /// Where the row is from.
    pub source: String,
}

/// Reads all rows. `languages` are the names of the country's language communities; any
/// other language is one of a public abroad.
pub fn read(root: &Section<'_>, country: &Country, calendar: &ScenarioClock, languages: &[String]) -> Vec<MessageRow> {
    let mut rows: Vec<MessageRow> = Vec::new();
    for item in root.read("message", "a list of messages", Item::list).unwrap_or_default() {
        match item.section("message".into()) {
            Some(section) => rows.extend(row(section, country, calendar, languages, &rows)),
            None => item.wrong_type("message", "a message"),
        }
    }
    rows
}

fn row(
    section: Section<'_>,
    country: &Country,
    calendar: &ScenarioClock,
    languages: &[String],
    before: &[MessageRow],
) -> Option<MessageRow> {
    let name = section.must("name", "a text", Item::text);
    let at = section.must("at", &ValueShape::Moment.allowed(), |item| item.hours(calendar));
    let origin = origin(&section, country);
    let copy_of = copy_of(&section, before);
    let channels = weights(&section, "channels", &CHANNEL_NAMES);
    // A copy has the content of its original, and cannot be given another.
    let content = match copy_of {
        Some(original) => before[original].message.content,
        None => weights(&section, "content", &CONTENT_NAMES),
    };
    let (mut own, mut foreign) = ([false; LANGUAGES], false);
    section.need("languages", &ValueShape::Names.allowed());
    let written: Vec<String> = section.texts("languages").unwrap_or_default().into_iter().map(|l| l.0).collect();
    for language in &written {
        match languages.iter().position(|l| l == language) {
            Some(l) => own[l] = true,
            None => foreign = true,
        }
    }
    section.need("audience", &ValueShape::Number(0.0, 1.0).allowed());
    let audience = section.number("audience", 0.0, 1.0);
    let source = section.read("source", "a text", Item::text).unwrap_or("").to_string();
    section.close("key of a message");
    let message = Message {
        name: name?.to_string(),
        hour: at?,
        origin: origin?,
        copy_of,
        channels,
        languages: own,
        foreign,
        content,
        audience: audience?,
    };
    Some(MessageRow { message, languages: written, source })
}

fn origin(section: &Section<'_>, country: &Country) -> Option<Origin> {
    let allowed = "\"abroad\", \"nation\" or the name of a place";
    match section.must("origin", allowed, Item::text)? {
        "abroad" => Some(Origin::Abroad),
        "nation" => Some(Origin::Nation),
        name => {
            let names = country.places_by_name();
            let place = names.find(name);
            if place.is_none() {
                let complaint = names.unknown("place", name);
                let span = section.get("origin")?.span();
                section.reader().complain(complaint.at(section.reader().source(), span).allowed(allowed));
            }
            place.map(|p| Origin::Place(p as u32))
        }
    }
}

/// The original of a copy: an earlier row that is not itself a copy.
fn copy_of(section: &Section<'_>, before: &[MessageRow]) -> Option<usize> {
    let name = section.read("copy_of", "the name of an earlier message", Item::text)?;
    let originals = || before.iter().map(|row| &row.message).filter(|message| message.copy_of.is_none());
    let found = before.iter().position(|row| row.message.name == name && row.message.copy_of.is_none());
    if found.is_none() {
        let complaint = Complaint::unknown("message", name, originals().map(|message| message.name.as_str()));
        let span = section.get("copy_of")?.span();
        let complaint = complaint.at(section.reader().source(), span);
        section.reader().complain(complaint.allowed("the name of a message further up that is not itself a copy"));
    }
    found
}

/// A table of numbers in [0, 1]; what is left out is 0.
fn weights<const N: usize>(section: &Section<'_>, key: &'static str, names: &'static [&'static str; N]) -> [f64; N] {
    let Some(item) = section.need(key, &ValueShape::Weights(names).allowed()) else { return [0.0; N] };
    let Some(table) = item.section(section.path(key)) else {
        item.wrong_type(&section.path(key), &format!("a table of {} from 0 to 1", names.join(", ")));
        return [0.0; N];
    };
    let weights = names.map(|name| table.number(name, 0.0, 1.0).unwrap_or(0.0));
    if weights.iter().all(|&w| w == 0.0) {
        let problem = Problem::NotAllowed { name: section.path(key), found: "nothing".into() };
        section.reader().complain(item.wrong(problem, format!("at least one of {} above 0", names.join(", "))));
    }
    table.close("key");
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Zone;
    use crate::reader::Reader;

    fn try_read(text: &str) -> (Vec<MessageRow>, String) {
        let reader = Reader::new("scenario.toml", text);
        let start =
            chrono::NaiveDateTime::parse_from_str("2022-01-01T00:00:00", "%Y-%m-%dT%H:%M:%S").unwrap_or_default();
        let languages: Vec<String> = ["Kazakh", "Russian", "Uzbek", "other"].map(String::from).into();
        let rows = {
            let table = reader.parse();
            read(&reader.root(&table), &Country::default(), &ScenarioClock::new(start, Zone::UTC), &languages)
        };
        (rows, reader.finish().render(false))
    }

    const DECLARATION: &str = r#"
[[message]]
name = "declaration"
at = 2022-01-12T12:00:00
origin = "abroad"
channels = { network = 0.9, mouth = 0.1 }
languages = ["Russian"]
content = { political = 0.6, soldiers = 0.5 }
audience = 0.01
"#;

    #[test]
    fn a_text_and_its_translation_are_read() {
        let copy = r#"
[[message]]
name = "translation"
copy_of = "declaration"
at = 2022-01-13T12:00:00
origin = "abroad"
channels = { network = 1.0 }
languages = ["French"]
audience = 0.01
"#;
        let (rows, complaints) = try_read(&format!("{DECLARATION}{copy}"));
        assert_eq!(complaints, "0 problems\n");
        let (text, copy) = (&rows[0].message, &rows[1].message);
        assert_eq!((text.hour, text.origin, text.foreign), (276.0, Origin::Abroad, false));
        assert_eq!(text.languages, [false, true, false, false]);
        assert_eq!(text.content, [0.0, 0.6, 0.0, 0.5, 0.0]);
        assert_eq!((copy.copy_of, copy.foreign, copy.content), (Some(0), true, text.content));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (from, to, complaint) in [
            ("political = 0.6", "politics = 0.6", "unknown key"),
            ("audience = 0.01", "audience = 2", "cannot be 2"),
            ("origin = \"abroad\"", "origin = \"Almati\"", "unknown place"),
            ("audience = 0.01", "copy_of = \"nothing\"\naudience = 0.01", "unknown message"),
            ("at = 2022-01-12T12:00:00", "", "missing key"),
            ("{ network = 0.9, mouth = 0.1 }", "{ network = 0.0 }", "at least one of network"),
        ] {
            let (_, complaints) = try_read(&DECLARATION.replace(from, to));
            assert!(complaints.contains(complaint), "{complaint}: {complaints}");
        }
    }
}
