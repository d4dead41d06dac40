//! Social Conflict Analysis Database (Salehyan et al. 2012): Africa, Mexico, Central America and the Caribbean.
//! One row an event and place; sizes are orders of magnitude.

use super::rows::{Fields, RowFault, in_order};
use super::{EventRow, country};
use chrono::NaiveDate;
use std::borrow::Cow;

/// Columns of the published files.
pub(crate) const COLUMNS: &[&str] = &[
    "eventid",
    "id",
    "ccode",
    "countryname",
    "startdate",
    "enddate",
    "duration",
    "stday",
    "stmo",
    "styr",
    "eday",
    "emo",
    "eyr",
    "etype",
    "escalation",
    "actor1",
    "actor2",
    "actor3",
    "target1",
    "target2",
    "cgovtarget",
    "rgovtarget",
    "npart",
    "ndeath",
    "repress",
    "elocal",
    "ilocal",
    "sublocal",
    "locnum",
    "gislocnum",
    "issue1",
    "issue2",
    "issue3",
    "issuenote",
    "nsource",
    "notes",
    "female_event",
    "lgbtq_issue",
    "coder",
    "acd_questionable",
    "latitude",
    "longitude",
    "geo_comments",
    "location_precision",
];

/// Without these it is no SCAD file.
pub(crate) const NEEDED: &[&[&str]] = &[
    &["eventid"],
    &["countryname"],
    &["startdate", "styr"],
    &["enddate", "eyr"],
    &["etype"],
    &["npart"],
    &["ndeath"],
    &["elocal"],
];

/// Smallest and largest number of each code of `npart`.
const SIZES: [(u64, Option<u64>); 7] = [
    (1, Some(10)),
    (11, Some(100)),
    (101, Some(1000)),
    (1001, Some(10_000)),
    (10_001, Some(100_000)),
    (100_001, Some(1_000_000)),
    (1_000_001, None),
];

/// What each code of `etype` is: in words, among the kinds of the table, and who acts against whom.
const KINDS: [(&str, &str, [Option<&str>; 2]); 10] = [
    ("organized demonstration", "protest", [Some("participants"), None]),
    ("spontaneous demonstration", "protest", [Some("participants"), None]),
    ("organized violent riot", "riot", [Some("rioters"), None]),
    ("spontaneous violent riot", "riot", [Some("rioters"), None]),
    ("general strike", "strike", [Some("participants"), None]),
    ("limited strike", "strike", [Some("participants"), None]),
    ("pro-government violence", "violence", [Some("state"), None]),
    ("anti-government violence", "violence", [Some("armed group"), Some("state")]),
    ("extra-government violence", "clash", [Some("armed group"), Some("armed group")]),
    ("intra-government violence", "clash", [Some("state"), Some("state")]),
];

/// One row; `None` where it says that a country had no event.
pub(crate) fn event<'a>(row: &Fields<'a>) -> Result<Option<EventRow<'a>>, RowFault> {
    let id = row.code("eventid");
    if id.is_empty() {
        return Err(RowFault::new("eventid", "empty", "a value"));
    }
    let kind = match row.number("etype", -99.0, 10.0)? {
        Some(code) if code < 0.0 => return Ok(None),
        Some(code) if code.fract() == 0.0 && code >= 1.0 => KINDS[code as usize - 1],
        _ => return Err(RowFault::new("etype", row.text("etype"), "a code from 1 to 10, or -9 for no event")),
    };
    let first = day(row, "startdate", ["styr", "stmo", "stday"])?;
    let last = day(row, "enddate", ["eyr", "emo", "eday"])?;
    let size = match row.number("npart", -99.0, 7.0)? {
        Some(code) if code.fract() == 0.0 && code >= 1.0 => {
            let (low, high) = SIZES[code as usize - 1];
            (Some(low), high)
        }
        // Zero and less say that it is not known.
        _ => (None, None),
    };
    let deaths = row.number("ndeath", -99.0, 1e6)?.filter(|n| *n >= 0.0).map(|n| n as u32);
    let country_name = row.some("countryname");
    let place = row.some("elocal");
    let national =
        place.as_deref().is_some_and(|p| p.eq_ignore_ascii_case("nationwide") || p.eq_ignore_ascii_case("countrywide"));
    // The same event in another place is a row of its own.
    let number = row.code("locnum");
    let point = row.point("latitude", "longitude")?;
    Ok(Some(EventRow {
        id: if number.is_empty() { format!("scad:{id}") } else { format!("scad:{id}-{number}") },
        days: in_order(first, last, if row.has("eday") { "eday" } else { "enddate" })?,
        date_precision: "day",
        country: country_name.as_deref().and_then(country::of_name),
        country_name,
        admin1: None,
        place_precision: match (&place, point) {
            _ if national => "country",
            (None, None) => "unknown",
            _ => "place",
        },
        place: place.filter(|_| !national),
        point: point.filter(|_| !national),
        kind: kind.1,
        kind_in_source: Cow::Borrowed(kind.0),
        size,
        size_unread: None,
        actors: kind.2,
        deaths: [None, deaths, None],
        detained: None,
        reports: None,
        text_id: row.text_id(&["nsource", "notes"]),
        stamp: None,
    }))
}

/// A day of three columns, whose years have four digits, or of one.
fn day(row: &Fields<'_>, whole: &'static str, parts: [&'static str; 3]) -> Result<NaiveDate, RowFault> {
    match [row.whole(parts[0])?, row.whole(parts[1])?, row.whole(parts[2])?] {
        [Some(year), Some(month), Some(day)] => NaiveDate::from_ymd_opt(year as i32, month, day)
            .filter(|_| (1800..=2200).contains(&year))
            .ok_or_else(|| RowFault::new(parts[2], format!("{year}-{month}-{day}"), "a day of the calendar")),
        _ => row.day(whole),
    }
}
