//! Outlines: TopoJSON in, GeoJSON out.

use crate::data::{self, unpacked};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Rings of points in degrees: the border, then holes.
type Polygon = Vec<Vec<[f64; 2]>>;

/// The outlines of units, by their codes, as a GeoJSON collection in which each has the name that `names` gives its
/// code as the property `unit`; units of one name are one outline.
pub(crate) fn outlines(names: &HashMap<&str, String>) -> Value {
    let all: Value = serde_json::from_str(&unpacked(data::OUTLINES)).expect("JSON");
    let arcs = all["arcs"].as_array().expect("arcs");
    let of = |i: usize, key: &str| all["transform"][key][i].as_f64().expect("a number");
    let (scale, shift) = ([of(0, "scale"), of(1, "scale")], [of(0, "translate"), of(1, "translate")]);
    let point = |arc: usize| {
        let mut at = [0.0, 0.0];
        let arc = arcs[arc].as_array().expect("an arc");
        arc.iter()
            .map(|step| {
                (0..2).for_each(|i| at[i] += step[i].as_f64().expect("a number"));
                [0, 1].map(|i| ((at[i] * scale[i] + shift[i]) * 1e4).round() / 1e4)
            })
            .collect::<Vec<[f64; 2]>>()
    };
    let ring = |ring: &Value| {
        let mut points: Vec<[f64; 2]> = Vec::new();
        for arc in ring.as_array().expect("a ring").iter().map(|arc| arc.as_i64().expect("a number")) {
            let mut part = point(if arc < 0 { !arc } else { arc } as usize);
            if arc < 0 {
                part.reverse();
            }
            // The first point of an arc is the last of the one before.
            points.extend(part.into_iter().skip(usize::from(!points.is_empty())));
        }
        points
    };
    let polygon = |rings: &Value| -> Vec<Vec<[f64; 2]>> {
        // What simplification has drawn together to a line is no ring.
        rings.as_array().expect("rings").iter().map(ring).filter(|ring| ring.len() >= 4).collect()
    };
    let mut shapes: Vec<(&String, Vec<Polygon>)> = Vec::new();
    for geometry in all["objects"]["units"]["geometries"].as_array().expect("geometries") {
        let Some(name) = geometry["id"].as_str().and_then(|id| names.get(id)) else { continue };
        let polygons: Vec<_> = match geometry["type"].as_str() {
            Some("Polygon") => vec![polygon(&geometry["arcs"])],
            _ => geometry["arcs"].as_array().expect("polygons").iter().map(polygon).collect(),
        };
        let polygons = polygons.into_iter().filter(|rings| !rings.is_empty());
        match shapes.iter_mut().find(|(known, _)| *known == name) {
            Some((_, shape)) => shape.extend(polygons),
            None => shapes.push((name, polygons.collect())),
        }
    }
    let feature = |(name, polygons): (&String, Vec<Vec<Vec<[f64; 2]>>>)| {
        json!({
            "type": "Feature", "properties": { "unit": name },
            "geometry": { "type": "MultiPolygon", "coordinates": polygons },
        })
    };
    let features: Vec<Value> = shapes.into_iter().filter(|shape| !shape.1.is_empty()).map(feature).collect();
    json!({ "type": "FeatureCollection", "features": features })
}
