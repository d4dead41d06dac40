//! Mass Mobilization (Clark & Regan, doi:10.7910/DVN/HTTWYL), as published and in the form with one column a response.
//! Events of fifty people or more aimed at the state; a country-year without one is a row that says so.

use super::country;
use super::rows::{Fields, RowFault, in_order};
use super::{EventRow, size};
use crate::delimited::dates::{self, DateOrder};
use chrono::NaiveDate;
use std::borrow::Cow;

/// Columns of both forms.
pub(crate) const COLUMNS: &[&str] = &[
    "id",
    "country",
    "ccode",
    "year",
    "region",
    "protest",
    "protestnumber",
    "startday",
    "startmonth",
    "startyear",
    "endday",
    "endmonth",
    "endyear",
    "protesterviolence",
    "location",
    "participants_category",
    "participants",
    "protesteridentity",
    "protesterdemand1",
    "protesterdemand2",
    "protesterdemand3",
    "protesterdemand4",
    "stateresponse1",
    "stateresponse2",
    "stateresponse3",
    "stateresponse4",
    "stateresponse5",
    "stateresponse6",
    "stateresponse7",
    "sources",
    "notes",
    "arrests",
    "accomodation",
    "beatings",
    "crowddispersal",
    "ignore",
    "killings",
    "no_response",
    "shootings",
    "labor_wage_dispute",
    "land_farm_issue",
    "no_demands",
    "police_brutality",
    "political_behavior_process",
    "price increases_tax_policy",
    "removal_of_politician",
    "social_restrictions",
    "start_date",
    "end_date",
];

/// Without these it is no Mass Mobilization file.
pub(crate) const NEEDED: &[&[&str]] = &[
    &["id"],
    &["country"],
    &["protest"],
    &["protesterviolence"],
    &["location"],
    &["start_date", "startyear"],
    &["end_date", "endyear"],
];

/// One row; `None` where it says that a country had no event in a year.
pub(crate) fn event<'a>(row: &Fields<'a>) -> Result<Option<EventRow<'a>>, RowFault> {
    let id = row.must("id")?;
    match row.code("protest").as_ref() {
        "1" => {}
        "0" => return Ok(None),
        other => return Err(RowFault::new("protest", other, "0 or 1")),
    }
    let first = day(row, "start_date", ["startyear", "startmonth", "startday"])?;
    let last = day(row, "end_date", ["endyear", "endmonth", "endday"])?;
    let violent = match row.code("protesterviolence").as_ref() {
        "0" | "" => false,
        "1" => true,
        other => return Err(RowFault::new("protesterviolence", other, "0, 1 or nothing")),
    };
    let country_name = row.some("country");
    let location = row.some("location");
    let national =
        location.as_deref().is_some_and(|l| l.eq_ignore_ascii_case("national") || l.eq_ignore_ascii_case("nationwide"));
    // The number as written says more than its category; some rows have only the latter.
    let said = row.some("participants").filter(|said| said.as_ref() != ".");
    let category = row.some("participants_category").as_deref().and_then(category);
    let size = said.as_deref().and_then(size::crowd);
    Ok(Some(EventRow {
        id: format!("mm:{}", id.trim_end_matches(".0")),
        days: in_order(first, last, if row.has("end_date") { "end_date" } else { "endday" })?,
        date_precision: "day",
        country: country_name.as_deref().and_then(country::of_name),
        country_name,
        admin1: None,
        place_precision: match &location {
            None => "unknown",
            Some(_) if national => "country",
            Some(_) => "place",
        },
        place: location.filter(|_| !national),
        point: None,
        kind: if violent { "riot" } else { "protest" },
        kind_in_source: Cow::Borrowed(if violent { "protest with protester violence" } else { "protest" }),
        size: size.or(category).unwrap_or((None, None)),
        size_unread: if size.or(category).is_none() { said } else { None },
        actors: [Some(if violent { "rioters" } else { "participants" }), Some("state")],
        deaths: [None; 3],
        detained: None,
        reports: None,
        text_id: row.text_id(&["sources"]),
        stamp: None,
    }))
}

fn category(text: &str) -> Option<(Option<u64>, Option<u64>)> {
    if text == ">10000" { Some((Some(10_001), None)) } else { size::crowd(text) }
}

/// A day of one column or of three.
fn day(row: &Fields<'_>, whole: &'static str, parts: [&'static str; 3]) -> Result<NaiveDate, RowFault> {
    if row.has(whole) {
        return row.day(whole);
    }
    let numbers = [row.whole(parts[0])?, row.whole(parts[1])?, row.whole(parts[2])?];
    let day = match numbers {
        [Some(year), Some(month), Some(day)] => {
            dates::day(&format!("{year:04}-{month:02}-{day:02}"), DateOrder::Unknown).ok()
        }
        _ => None,
    };
    let found = || parts.iter().map(|part| row.text(part)).collect::<Vec<_>>().join("-");
    day.ok_or_else(|| {
        RowFault::new(
            parts[2],
            found(),
            format!("a day of the calendar in `{}`, `{}` and `{}`", parts[0], parts[1], parts[2]),
        )
    })
}
