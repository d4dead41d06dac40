//! Count Love (CC BY 4.0, countlove.org): protests in the United States, one row an event.

use super::rows::{Fields, RowFault};
use super::{EventRow, country, size};
use std::borrow::Cow;

/// Columns of the published file, older and current.
pub(crate) const COLUMNS: &[&str] = &[
    "Date",
    "Location",
    "Attendees",
    "Event",
    "Event (legacy; see tags)",
    "Tags",
    "Curated",
    "Source",
    "TotalArticles",
    "Total Articles",
];

/// Without these it is no Count Love file.
pub(crate) const NEEDED: &[&[&str]] =
    &[&["Date"], &["Location"], &["Attendees"], &["Event", "Event (legacy; see tags)", "Tags"]];

/// A part of a field, borrowed if the field is.
fn part<'a>(field: &Cow<'a, str>, of: impl Fn(&str) -> &str) -> Cow<'a, str> {
    match field {
        Cow::Borrowed(text) => {
            let from = of(text).as_ptr() as usize - text.as_ptr() as usize;
            Cow::Borrowed(&text[from..from + of(text).len()])
        }
        Cow::Owned(text) => Cow::Owned(of(text).to_string()),
    }
}

/// One row. A location is `Studio City, Los Angeles, CA`: the state last, the town before it.
pub(crate) fn event<'a>(row: &Fields<'a>) -> Result<EventRow<'a>, RowFault> {
    let day = row.day("Date")?;
    let location = row.must("Location")?;
    let (town, state) = match location.rsplit_once(',') {
        Some(_) => (
            part(&location, |text| {
                let towns = text.rsplit_once(',').map_or(text, |(towns, _)| towns);
                towns.rsplit_once(',').map_or(towns, |(_, town)| town).trim()
            }),
            Some(part(&location, |text| text.rsplit_once(',').map_or(text, |(_, state)| state).trim())),
        ),
        None => (location.clone(), None),
    };
    // A row of dashes says that nobody counted.
    let said = row.some("Attendees").filter(|said| said.chars().any(|c| c != '-'));
    let size = said.as_deref().and_then(size::crowd);
    let kind = row.some("Event").or_else(|| row.some("Event (legacy; see tags)")).or_else(|| row.some("Tags"));
    let articles = row.whole("TotalArticles")?.or(row.whole("Total Articles")?);
    Ok(EventRow {
        id: row.made_id("countlove", &["Date", "Location", "Event", "Event (legacy; see tags)", "Tags", "Source"]),
        days: (day, day),
        date_precision: "day",
        country: country::of_iso3("USA"),
        country_name: None,
        admin1: state,
        place: Some(town),
        point: None,
        place_precision: "place",
        kind: "protest",
        kind_in_source: kind.unwrap_or_default(),
        size: size.unwrap_or((None, None)),
        size_unread: said.filter(|_| size.is_none()),
        actors: [Some("participants"), None],
        deaths: [None; 3],
        detained: None,
        reports: articles,
        text_id: row.text_id(&["Source"]),
        stamp: None,
    })
}
