//! GDELT event files (free with attribution): tab-separated, without a header. Rows are made by a machine from news:
//! one row a cluster of mentions, many for one real event; take away duplicates by day, place and code before counting.

use super::EventRow;
use super::country;
use super::rows::{Fields, RowFault};

/// Columns of version 2.0, in their order.
pub(crate) const COLUMNS: &[&str] = &[
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

/// Without these it is no GDELT file.
pub(crate) const NEEDED: &[&[&str]] =
    &[&["GLOBALEVENTID"], &["SQLDATE"], &["EventCode"], &["ActionGeo_Type"], &["ActionGeo_CountryCode"]];

/// The columns of a file without a header by its number of fields: 61 in version 2.0; 58 in 1.0, which has no second
/// administrative level; 57 in 1.0 before April 2013, which has no address either.
pub(crate) fn headerless(fields: usize) -> Option<Vec<String>> {
    let first = || COLUMNS.iter().filter(|column| !column.ends_with("ADM2Code")).map(|c| (*c).to_string());
    match fields {
        61 => Some(COLUMNS.iter().map(|c| (*c).to_string()).collect()),
        58 => Some(first().collect()),
        57 => Some(first().take(57).collect()),
        _ => None,
    }
}

/// One row.
pub(crate) fn event<'a>(row: &Fields<'a>) -> Result<EventRow<'a>, RowFault> {
    let id = row.must("GLOBALEVENTID")?;
    if !id.bytes().all(|b| b.is_ascii_digit()) {
        return Err(RowFault::new("GLOBALEVENTID", id, "digits"));
    }
    let day = row.day("SQLDATE")?;
    let code = row.must("EventCode")?;
    let root = code.get(..2).filter(|_| (3..=4).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit()));
    let root = root.ok_or_else(|| RowFault::new("EventCode", code.clone(), "a CAMEO code of three or four digits"))?;
    let kind = match (root, code.get(..3).unwrap_or(root)) {
        (_, "143") => "strike",
        (_, "144") => "blockade",
        (_, "145") => "riot",
        ("14", _) => "protest",
        (_, "173") => "arrest",
        ("18" | "20", _) => "violence",
        ("19", _) => "clash",
        (_, "057") => "agreement",
        _ => "other",
    };
    // 1 country, 2 state of the United States, 3 and 4 town, 5 unit elsewhere.
    let (place_precision, named) = match row.code("ActionGeo_Type").as_ref() {
        "3" | "4" => ("place", true),
        "2" | "5" => ("unit", false),
        "1" => ("country", false),
        "" | "0" => ("unknown", false),
        other => return Err(RowFault::new("ActionGeo_Type", other, "a code from 0 to 5")),
    };
    let point = row.point("ActionGeo_Lat", "ActionGeo_Long")?;
    Ok(EventRow {
        id: format!("gdelt:{id}"),
        days: (day, day),
        date_precision: "day",
        country: row.some("ActionGeo_CountryCode").and_then(|code| country::of_fips(&code)),
        country_name: row.some("ActionGeo_CountryCode"),
        admin1: row.some("ActionGeo_ADM1Code"),
        place: row.some("ActionGeo_FullName").filter(|_| named),
        point,
        place_precision,
        kind,
        kind_in_source: code.clone(),
        size: (None, None),
        size_unread: None,
        actors: [class(row, "Actor1Type1Code", "Actor1Code"), class(row, "Actor2Type1Code", "Actor2Code")],
        deaths: [None; 3],
        detained: None,
        reports: row.whole("NumMentions")?,
        text_id: row.text_id(&["SOURCEURL"]),
        stamp: row.text("DATEADDED").parse().ok(),
    })
}

/// What a role of CAMEO is among the classes of the table; an actor without a role is `other`.
fn class(row: &Fields<'_>, role: &'static str, code: &'static str) -> Option<&'static str> {
    Some(match row.text(role).as_ref() {
        "GOV" | "COP" | "MIL" | "JUD" | "LEG" | "SPY" => "state",
        "REB" | "UAF" | "INS" | "SEP" => "armed group",
        "OPP" => "participants",
        "CVL" | "EDU" | "HLH" | "LAB" | "AGR" | "BUS" | "MED" | "REF" | "ELI" => "civilians",
        "IGO" | "NGO" | "INT" | "MNC" | "NGM" | "IMG" => "external",
        "" if row.some(code).is_none() => return None,
        _ => "other",
    })
}
