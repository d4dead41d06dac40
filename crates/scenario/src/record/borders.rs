//! The unit in whose outline a point lies.

use crate::files::Files;
use crate::names::Names;
use crate::outlines::FILE;
use serde_json::Value;

/// Points of a ring, degrees east and north.
type Ring = Vec<(f64, f64)>;

/// Outlines of units; none where a scenario has none.
#[derive(Default)]
pub(super) struct Borders(Vec<UnitOutline>);

struct UnitOutline {
    unit: usize,
    /// West, south, east, north.
    frame: [f64; 4],
    rings: Vec<Ring>,
}

impl Borders {
    /// Of the units of a scenario. What is wrong with the file was said when the scenario was read.
    pub(super) fn read(files: &Files, units: &Names) -> Borders {
        let text = files.optional(FILE).ok().flatten().unwrap_or_default();
        let Ok(value) = serde_json::from_str::<Value>(&text) else { return Borders::default() };
        let features = value["features"].as_array().map_or(&[][..], Vec::as_slice);
        Borders(features.iter().filter_map(|feature| outline(feature, units)).collect())
    }

    /// The unit of a point in degrees north and east.
    pub(super) fn unit_at(&self, (lat, lon): (f64, f64)) -> Option<usize> {
        let framed =
            |[west, south, east, north]: [f64; 4]| (west..=east).contains(&lon) && (south..=north).contains(&lat);
        let found = self.0.iter().find(|of| framed(of.frame) && of.contains(lon, lat))?;
        Some(found.unit)
    }
}

impl UnitOutline {
    /// Whether a ray to the east crosses an odd number of edges: holes and islands need no care then.
    fn contains(&self, x: f64, y: f64) -> bool {
        let crosses = |(a, b): (&(f64, f64), &(f64, f64))| {
            (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0
        };
        let edges = self.rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().skip(1)));
        edges.filter(|edge| crosses(*edge)).count() % 2 == 1
    }
}

fn outline(feature: &Value, units: &Names) -> Option<UnitOutline> {
    let unit = units.find(feature["properties"]["unit"].as_str()?)?;
    let shape = &feature["geometry"]["coordinates"];
    let polygons = match feature["geometry"]["type"].as_str()? {
        "Polygon" => std::slice::from_ref(shape),
        _ => shape.as_array()?.as_slice(),
    };
    let point = |point: &Value| Some((point.get(0)?.as_f64()?, point.get(1)?.as_f64()?));
    let ring = |ring: &Value| ring.as_array()?.iter().map(point).collect::<Option<Ring>>();
    let rings: Vec<Ring> = polygons.iter().filter_map(Value::as_array).flatten().filter_map(ring).collect();
    let mut frame = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    for (x, y) in rings.iter().flatten() {
        frame = [frame[0].min(*x), frame[1].min(*y), frame[2].max(*x), frame[3].max(*y)];
    }
    Some(UnitOutline { unit, frame, rings })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_in_the_outline_around_it() {
        let ring = |points: &[(f64, f64)]| points.to_vec();
        let square = ring(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]);
        let lake = ring(&[(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 2.0), (1.0, 1.0)]);
        let of = |unit, frame, rings| UnitOutline { unit, frame, rings };
        let borders = Borders(vec![
            of(3, [0.0, 0.0, 4.0, 4.0], vec![square, lake.clone()]),
            of(5, [1.0, 1.0, 2.0, 2.0], vec![lake]),
        ]);
        assert_eq!([(3.0, 0.5), (1.5, 1.5), (5.0, 1.0)].map(|point| borders.unit_at(point)), [Some(3), Some(5), None]);
    }
}
