//! Work stoppages of the Federal Mediation and Conciliation Service, United States. Names of employers are not kept.

use super::rows::{Fields, RowFault, in_order};
use super::{EventRow, country};
use std::borrow::Cow;

/// Columns of the published tables.
pub(crate) const COLUMNS: &[&str] = &[
    "Employer",
    "Union",
    "Union Local",
    "Case Number",
    "BU",
    "NAICS",
    "Industry",
    "City, State",
    "City",
    "State",
    "# Idled",
    "Start Date",
    "End Date",
    "Duration",
];

/// Without these it is no file of the service.
pub(crate) const NEEDED: &[&[&str]] = &[&["City, State", "City"], &["# Idled"], &["Start Date"], &["End Date"]];

/// One row.
pub(crate) fn event<'a>(row: &Fields<'a>) -> Result<EventRow<'a>, RowFault> {
    let first = row.day("Start Date")?;
    let last = if row.some("End Date").is_some() { row.day("End Date")? } else { first };
    let both = row.some("City, State");
    let split = both.as_deref().and_then(|both| both.rsplit_once(','));
    let owned = |text: &str| Some(text.trim().to_string()).filter(|text| !text.is_empty()).map(Cow::Owned);
    let (city, state) = match split {
        Some((city, state)) => (owned(city), owned(state)),
        None => (both.clone().or_else(|| row.some("City")), row.some("State")),
    };
    let idled = row.whole("# Idled")?.map(u64::from);
    let id = match row.some("Case Number") {
        Some(case) => format!("fmcs:{case}"),
        None => row.made_id(
            "fmcs",
            &["Employer", "Union", "Union Local", "City, State", "City", "State", "Start Date", "# Idled"],
        ),
    };
    Ok(EventRow {
        id,
        days: in_order(first, last, "End Date")?,
        date_precision: "day",
        country: country::of_iso3("USA"),
        country_name: None,
        admin1: state,
        place_precision: if city.is_some() { "place" } else { "unknown" },
        place: city,
        point: None,
        kind: "strike",
        kind_in_source: row.some("Industry").unwrap_or_default(),
        size: (idled, idled),
        size_unread: None,
        actors: [Some("participants"), None],
        deaths: [None; 3],
        detained: None,
        reports: None,
        text_id: None,
        stamp: None,
    })
}
