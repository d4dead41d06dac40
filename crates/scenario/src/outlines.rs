//! The outlines of the units, which maps draw: `outlines.json`, GeoJSON.

use crate::files::Files;
use crate::names::Names;
use groundswell_complaint::{Complaint, Complaints, Problem, Source};
use serde_json::Value;
use std::collections::HashSet;

/// The file.
pub const FILE: &str = "outlines.json";

/// Complains of outlines that nobody could draw, or of units that are none. There need not be any.
pub fn check(files: &Files, units: &Names, complaints: &mut Complaints) {
    let Some(text) = complaints.note(files.optional(FILE)).flatten() else { return };
    let source = Source::new(files.shown(FILE), &text);
    match serde_json::from_str::<Value>(&text) {
        Err(error) => {
            let complaint = Complaint::syntax(format!("not JSON: {error}"));
            complaints.push(complaint.at_line(&source, error.line(), error.column()).allowed("GeoJSON"));
        }
        Ok(value) => {
            if let Err(problem) = collection(&value, units) {
                // The nearest place in the text: the name of the unit, or the beginning.
                let at =
                    problem.unit.as_deref().and_then(|unit| text.find(&Value::from(unit).to_string())).unwrap_or(0);
                let span = at..text[at..].find([',', '}', '\n']).map_or(text.len(), |end| at + end);
                let complaint = problem.complaint.at(&source, span);
                complaints.push(complaint.allowed("a FeatureCollection with a Polygon or MultiPolygon in degrees for each unit, named by the property `unit`"));
            }
        }
    }
}

struct OutlineFault {
    unit: Option<String>,
    complaint: Complaint,
}

fn wrong(unit: Option<&str>, what: impl Into<String>) -> OutlineFault {
    let unit = unit.map(String::from);
    let of = unit.as_ref().map_or(String::new(), |unit| format!(" of `{unit}`"));
    OutlineFault { complaint: Complaint::inconsistent(format!("the outline{of} {}", what.into())), unit }
}

fn collection(value: &Value, units: &Names) -> Result<(), OutlineFault> {
    let features = value["features"].as_array().filter(|_| value["type"] == "FeatureCollection");
    let features = features.ok_or_else(|| wrong(None, "is no FeatureCollection"))?;
    let mut seen = HashSet::new();
    for feature in features {
        let unit =
            feature["properties"]["unit"].as_str().ok_or_else(|| wrong(None, "of some unit has no property `unit`"))?;
        if !units.is_empty() && units.find(unit).is_none() {
            return Err(OutlineFault { unit: Some(unit.into()), complaint: units.unknown("unit", unit) });
        }
        if !seen.insert(unit) {
            let problem = Problem::Duplicate { what: "outline", name: unit.into() };
            return Err(OutlineFault { unit: Some(unit.into()), complaint: Complaint::new(problem) });
        }
        let shape = &feature["geometry"]["coordinates"];
        let polygons = match feature["geometry"]["type"].as_str() {
            Some("Polygon") => std::slice::from_ref(shape),
            Some("MultiPolygon") => shape.as_array().map_or(&[][..], Vec::as_slice),
            other => return Err(wrong(Some(unit), format!("is {}", other.unwrap_or("no shape")))),
        };
        if polygons.is_empty() {
            return Err(wrong(Some(unit), "is empty"));
        }
        for polygon in polygons {
            polygon_of(polygon).map_err(|what| wrong(Some(unit), what))?;
        }
    }
    Ok(())
}

fn polygon_of(polygon: &Value) -> Result<(), String> {
    let rings = polygon.as_array().filter(|rings| !rings.is_empty()).ok_or("has a polygon without rings")?;
    for ring in rings {
        let points =
            ring.as_array().filter(|points| points.len() >= 4).ok_or("has a ring of fewer than four points")?;
        for point in points {
            let number = |i: usize| point.get(i).and_then(Value::as_f64);
            let inside = |x: Option<f64>, most: f64| x.is_some_and(|x| x.abs() <= most);
            if !inside(number(0), 180.0) || !inside(number(1), 90.0) {
                return Err(format!("has the point {point}, which is not a longitude and a latitude"));
            }
        }
        if points.first() != points.last() {
            return Err("has a ring that is not closed".into());
        }
    }
    Ok(())
}
