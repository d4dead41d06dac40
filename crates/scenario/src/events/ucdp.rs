//! UCDP Georeferenced Event Dataset (CC BY 4.0; cite the version). Organised violence with deaths only: no protests.

use super::EventRow;
use super::country;
use super::rows::{Fields, RowFault, deaths, in_order};
use std::borrow::Cow;

/// Columns of the global file.
pub(crate) const COLUMNS: &[&str] = &[
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
];

/// Without these it is no UCDP file.
pub(crate) const NEEDED: &[&[&str]] = &[
    &["id"],
    &["type_of_violence"],
    &["where_prec"],
    &["latitude"],
    &["longitude"],
    &["date_prec"],
    &["date_start"],
    &["date_end"],
    &["best"],
    &["country"],
];

/// One row.
pub(crate) fn event<'a>(row: &Fields<'a>) -> Result<EventRow<'a>, RowFault> {
    let id = row.must("id")?;
    let days = in_order(row.day("date_start")?, row.day("date_end")?, "date_end")?;
    let one_of = |column: &'static str, most: f64, allowed: &'static str| match row.number(column, 1.0, most)? {
        Some(x) if x.fract() == 0.0 => Ok(x as usize),
        _ => Err(RowFault::new(column, row.text(column), allowed)),
    };
    let precision = one_of("date_prec", 5.0, "a code from 1 to 5")?;
    let place_precision = match one_of("where_prec", 7.0, "a code from 1 to 7")? {
        1 => "place",
        2 => "near",
        3 => "district",
        4 => "unit",
        6 => "country",
        _ => "unknown",
    };
    let (kind_in_source, actors) = match one_of("type_of_violence", 3.0, "1, 2 or 3")? {
        1 => ("state-based", [Some("state"), Some("armed group")]),
        2 => ("non-state", [Some("armed group"), Some("armed group")]),
        // Whether the state or another does it is said by its number.
        _ => {
            ("one-sided", [Some(if row.some("gwnoa").is_some() { "state" } else { "armed group" }), Some("civilians")])
        }
    };
    let country_name = row.some("country");
    Ok(EventRow {
        id: format!("ucdp:{}", id.trim_end_matches(".0")),
        days,
        date_precision: super::DATE_PRECISIONS[precision - 1],
        country: country_name.as_deref().and_then(country::of_name),
        country_name,
        admin1: row.some("adm_1"),
        place: row.some("where_coordinates"),
        point: row.point("latitude", "longitude")?,
        place_precision,
        kind: if kind_in_source == "one-sided" { "violence" } else { "clash" },
        kind_in_source: Cow::Borrowed(kind_in_source),
        size: (None, None),
        size_unread: None,
        actors,
        deaths: deaths(row, "low", "best", "high")?,
        // -1 says that sources were not counted.
        detained: None,
        reports: row.number("number_of_sources", -1.0, 1e6)?.filter(|n| *n >= 0.0).map(|n| n as u32),
        text_id: row.text_id(&["source_article"]),
        stamp: None,
    })
}
