//! ACLED exports, current and older. Its terms forbid passing rows on: the user brings the file.

use super::country;
use super::rows::{Fields, RowFault};
use super::{EventRow, size};
use crate::delimited::nothing;
use std::borrow::Cow;

/// Columns of current and of older exports.
pub(crate) const COLUMNS: &[&str] = &[
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
    "data_id",
    "event_id_no_cnty",
    "iso3",
    "population_1km",
    "population_2km",
    "population_5km",
    "population_best",
];

/// Without these it is no ACLED file.
pub(crate) const NEEDED: &[&[&str]] =
    &[&["event_id_cnty"], &["event_date"], &["event_type"], &["country"], &["location"], &["latitude"], &["longitude"]];

/// One row.
pub(crate) fn event<'a>(row: &Fields<'a>) -> Result<EventRow<'a>, RowFault> {
    let id = row.must("event_id_cnty")?;
    let day = row.day("event_date")?;
    let date_precision = match row.code("time_precision").as_ref() {
        "" | "1" => "day",
        "2" => "week",
        "3" => "month",
        other => return Err(RowFault::new("time_precision", other, "1, 2 or 3")),
    };
    let place_precision = match row.code("geo_precision").as_ref() {
        "1" => "place",
        "2" => "near",
        "3" => "unit",
        "" => "unknown",
        other => return Err(RowFault::new("geo_precision", other, "1, 2 or 3")),
    };
    let (kind, sub) = (row.must("event_type")?, row.text("sub_event_type"));
    let country_name = row.some("country");
    let by_letters = row.some("iso3").and_then(|letters| country::of_iso3(&letters));
    let by_number = row.number("iso", 0.0, 999.0)?.and_then(|number| country::of_number(number as u32));
    let said = said_of_size(row);
    let size = said.as_deref().and_then(size::crowd);
    let fatalities = row.whole("fatalities")?;
    Ok(EventRow {
        id: format!("acled:{id}"),
        days: (day, day),
        date_precision,
        country: by_letters.or(by_number).or_else(|| country::of_name(country_name.as_deref()?)),
        country_name,
        admin1: row.some("admin1"),
        place: row.some("location"),
        point: row.point("latitude", "longitude")?,
        place_precision,
        kind: kind_of(&kind, &sub).ok_or_else(|| {
            RowFault::new("event_type", kind.clone(), "Battles, Explosions/Remote violence, Protests, Riots, Strategic developments or Violence against civilians")
        })?,
        kind_in_source: if sub.is_empty() { kind } else { Cow::Owned(format!("{kind}: {sub}")) },
        size: size.unwrap_or((None, None)),
        size_unread: if size.is_none() { said.map(Cow::Owned) } else { None },
        actors: [class(row, "inter1")?, class(row, "inter2")?],
        deaths: [None, fatalities, None],
        detained: None,
        reports: None,
        text_id: row.text_id(&["source", "notes"]),
        stamp: row.text("timestamp").parse().ok(),
    })
}

/// What is said of a crowd's size, in free text: among the tags, in older exports in the notes as `[size=…]`.
fn said_of_size(row: &Fields<'_>) -> Option<String> {
    let tags = row.text("tags");
    let tag = |tag: &str| {
        let (name, said) = tag.split_once(['=', ':'])?;
        let name = name.trim();
        (name.eq_ignore_ascii_case("crowd size") || name.eq_ignore_ascii_case("size")).then(|| said.trim().to_string())
    };
    let said = tags.split(';').find_map(tag).or_else(|| {
        let notes = row.text("notes");
        notes.split('[').skip(1).find_map(|rest| tag(rest.split_once(']')?.0))
    });
    let none = |said: &str| said.is_empty() || nothing(said) || said.eq_ignore_ascii_case("no report");
    said.filter(|said| !none(said))
}

fn kind_of(kind: &str, sub: &str) -> Option<&'static str> {
    let (kind, sub) = (kind.to_lowercase(), sub.to_lowercase());
    Some(match (kind.as_str(), sub.as_str()) {
        ("protests", _) => "protest",
        ("riots", _) => "riot",
        // Older exports had one type for both.
        ("riots/protests", _) => "protest",
        (
            "battles"
            | "battle-no change of territory"
            | "battle-government regains territory"
            | "battle-non-state actor overtakes territory",
            _,
        ) => "clash",
        ("explosions/remote violence" | "remote violence" | "violence against civilians", _) => "violence",
        ("strategic developments", "arrests") => "arrest",
        ("strategic developments", "agreement") => "agreement",
        ("strategic developments" | "strategic development", "looting/property destruction") => "riot",
        (
            "strategic developments"
            | "strategic development"
            | "headquarters or base established"
            | "non-violent transfer of territory",
            _,
        ) => "other",
        _ => return None,
    })
}

/// Codes, or names as current exports have them.
fn class(row: &Fields<'_>, column: &'static str) -> Result<Option<&'static str>, RowFault> {
    let text = row.code(column);
    Ok(Some(match text.as_ref() {
        "" | "0" => return Ok(None),
        "1" | "State Forces" | "State forces" => "state",
        "2" | "Rebel Forces" | "Rebel forces" | "Rebel Group" | "Rebel group" => "armed group",
        "3" | "Militia Groups" | "Political Militia" | "Political militia" => "armed group",
        "4" | "Communal / Identity Groups" | "Identity Militia" | "Identity militia" => "armed group",
        "5" | "Rioters" => "rioters",
        "6" | "Protesters" => "participants",
        "7" | "Civilians" => "civilians",
        "8" | "Foreign / Others" | "External/Other Forces" | "External/Other forces" => "external",
        other => return Err(RowFault::new(column, other, "a code from 0 to 8 or its name")),
    }))
}
