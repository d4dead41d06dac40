//! Crowd Counting Consortium, the compiled file (MIT). Events in the United States, one row a gathering.

use super::rows::{Fields, RowFault};
use super::{EventRow, country, size};

/// Columns of the data dictionary, and what older compilations have.
pub(crate) const COLUMNS: &[&str] = &[
    "date",
    "locality",
    "state",
    "county",
    "location_detail",
    "online",
    "type",
    "event_type",
    "title",
    "macroevent",
    "actors",
    "organizations",
    "participants",
    "claims",
    "claims_summary",
    "claims_verbatim",
    "targets",
    "valence",
    "issues",
    "issues_major",
    "issue_tags",
    "issue_tags_summary",
    "size_low",
    "size_high",
    "size_mean",
    "size_text",
    "size_cat",
    "arrests",
    "arrests_any",
    "injuries_crowd",
    "injuries_crowd_any",
    "injuries_police",
    "injuries_police_any",
    "property_damage",
    "property_damage_any",
    "chemical_agents",
    "participant_measures",
    "police_measures",
    "participant_deaths",
    "police_deaths",
    "source_n",
    "source_1",
    "source_2",
    "source_3",
    "notes",
    "lat",
    "lon",
    "resolved_locality",
    "resolved_county",
    "resolved_state",
    "fips_code",
];

/// Without these it is no file of the consortium.
pub(crate) const NEEDED: &[&[&str]] = &[
    &["date"],
    &["locality", "resolved_locality"],
    &["state", "resolved_state"],
    &["type", "event_type"],
    &["size_low"],
    &["size_high"],
    &["size_text", "size_mean"],
];

/// One row. The file has no identifiers: one is made of the day, the place and what was done.
pub(crate) fn event<'a>(row: &Fields<'a>) -> Result<EventRow<'a>, RowFault> {
    let day = row.day("date")?;
    let kind_in_source = row.some("type").or_else(|| row.some("event_type")).unwrap_or_default();
    let (low, high) = (row.whole("size_low")?, row.whole("size_high")?);
    if let (Some(low), Some(high)) = (low, high)
        && low > high
    {
        return Err(RowFault::new("size_low", low.to_string(), format!("at most `size_high`, which is {high}")));
    }
    let said = row.some("size_text");
    let in_words = said.as_deref().and_then(size::crowd);
    let counted = (low.map(u64::from), high.map(u64::from));
    let known = counted != (None, None);
    let point = row.point("lat", "lon")?;
    let online = matches!(row.code("online").as_ref(), "1" | "TRUE" | "True" | "true");
    let columns = [
        "date",
        "resolved_locality",
        "locality",
        "resolved_state",
        "state",
        "location_detail",
        "type",
        "title",
        "organizations",
        "actors",
        "claims",
    ];
    Ok(EventRow {
        id: row.made_id("ccc", &columns),
        days: (day, day),
        date_precision: "day",
        country: country::of_iso3("USA"),
        country_name: None,
        admin1: row.some("resolved_state").or_else(|| row.some("state")),
        place: row.some("resolved_locality").or_else(|| row.some("locality")).filter(|_| !online),
        place_precision: match point {
            _ if online => "unknown",
            Some(_) => "place",
            None => "near",
        },
        point: point.filter(|_| !online),
        kind: if online { "other" } else { super::table::kind_of(&kind_in_source, "protest") },
        kind_in_source,
        size: if known { counted } else { in_words.unwrap_or((None, None)) },
        size_unread: said.filter(|_| !known && in_words.is_none()),
        actors: [Some("participants"), None],
        // Deaths and arrests are told in words as well as in numbers; a row is not lost for them.
        deaths: [None, row.whole("participant_deaths").unwrap_or(None), None],
        detained: row.whole("arrests").unwrap_or(None),
        reports: None,
        text_id: row.text_id(&["source_1"]),
        stamp: None,
    })
}
