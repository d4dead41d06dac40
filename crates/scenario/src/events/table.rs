//! Any table of events, whose columns the user names: `--columns date=Day,place=Town,size=Crowd`.

use super::rows::{Fields, RowFault, in_order};
use super::{EventRow, country, size};
use std::borrow::Cow;

/// What a column may be named for.
pub(crate) const COLUMNS: &[&str] = &[
    "id",
    "date",
    "date_end",
    "country",
    "admin1",
    "place",
    "lat",
    "lon",
    "kind",
    "size",
    "size_low",
    "size_high",
    "deaths",
    "detained",
    "reports",
    "source",
];

/// Words in the kinds of other datasets, and what they are here.
const KINDS: [(&str, &str); 19] = [
    ("strike", "strike"),
    ("stoppage", "strike"),
    ("riot", "riot"),
    ("loot", "riot"),
    ("block", "blockade"),
    ("barricade", "blockade"),
    ("arrest", "arrest"),
    ("battle", "clash"),
    ("clash", "clash"),
    ("agreement", "agreement"),
    ("violence", "violence"),
    ("attack", "violence"),
    ("protest", "protest"),
    ("demonstr", "protest"),
    ("march", "protest"),
    ("rally", "protest"),
    ("vigil", "protest"),
    ("sit-in", "protest"),
    ("picket", "protest"),
];

/// The kind of a word; `otherwise` where none is known.
pub(crate) fn kind_of(said: &str, otherwise: &'static str) -> &'static str {
    let said = said.to_lowercase();
    KINDS.iter().find(|(word, _)| said.contains(word)).map_or(otherwise, |(_, kind)| kind)
}

/// One row.
pub(crate) fn event<'a>(row: &Fields<'a>) -> Result<EventRow<'a>, RowFault> {
    let first = row.day("date")?;
    let last = if row.some("date_end").is_some() { row.day("date_end")? } else { first };
    let whole = |column| Ok::<_, RowFault>(row.number(column, 0.0, 1e10)?.map(|x| x.round() as u64));
    let (low, high) = (whole("size_low")?, whole("size_high")?);
    if let (Some(low), Some(high)) = (low, high)
        && low > high
    {
        return Err(RowFault::new("size_low", low.to_string(), format!("at most the largest size, which is {high}")));
    }
    let said = row.some("size");
    let read = said.as_deref().and_then(size::crowd);
    let known = (low, high) != (None, None);
    let country_name = row.some("country");
    let found = country_name.as_deref().and_then(|name| country::of_iso3(name).or_else(|| country::of_name(name)));
    let kind_in_source = row.some("kind").unwrap_or_default();
    let (place, admin1, point) = (row.some("place"), row.some("admin1"), row.point("lat", "lon")?);
    let id = match row.some("id") {
        Some(id) => format!("table:{id}"),
        None => row.made_id("table", COLUMNS),
    };
    Ok(EventRow {
        id,
        days: in_order(first, last, "date_end")?,
        date_precision: "day",
        country: found.or_else(|| row.country()),
        place_precision: match (place.is_some() || point.is_some(), admin1.is_some(), country_name.is_some()) {
            (true, ..) => "place",
            (_, true, _) => "unit",
            // A row that names its country and nothing in it is about all of it.
            (_, _, true) => "country",
            _ => "unknown",
        },
        country_name,
        admin1,
        place,
        point,
        kind: if kind_in_source.is_empty() { "protest" } else { kind_of(&kind_in_source, "other") },
        kind_in_source: if kind_in_source.is_empty() { Cow::Borrowed("not said") } else { kind_in_source },
        size: if known { (low, high) } else { read.unwrap_or((None, None)) },
        size_unread: said.filter(|_| !known && read.is_none()),
        actors: [None, None],
        deaths: [None, row.whole("deaths")?, None],
        detained: row.whole("detained")?,
        reports: row.whole("reports")?,
        text_id: row.text_id(&["source"]),
        stamp: None,
    })
}
