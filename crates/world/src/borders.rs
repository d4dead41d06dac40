//! Outlines of whole countries, coarse enough for a map of the world: the arcs that only one unit of a country has.

use crate::data::{self, records, unpacked};
use serde_json::Value;
use std::collections::HashMap;

/// Degrees by which a border may be off on a map of the world.
const COARSE: f64 = 0.12;

/// Islands smaller than this in both directions are left out, unless the country has nothing larger; degrees.
const SPECK: f64 = 0.6;

/// Rings of points: degrees east and north.
pub type Border = Vec<Vec<[f64; 2]>>;

/// The border of each country, by its code of two letters. A hole is a ring too: another country fills it.
pub fn borders() -> HashMap<String, Border> {
    let all: Value = serde_json::from_str(&unpacked(data::OUTLINES)).expect("JSON");
    let of = |key: &str, i: usize| all["transform"][key][i].as_f64().expect("a number");
    let (scale, shift) = ([of("scale", 0), of("scale", 1)], [of("translate", 0), of("translate", 1)]);
    let point = |at: [i64; 2]| [0, 1].map(|i| ((at[i] as f64 * scale[i] + shift[i]) * 100.0).round() / 100.0);
    let arcs: Vec<Vec<[i64; 2]>> = all["arcs"].as_array().expect("arcs").iter().map(arc).collect();
    let country: HashMap<String, String> =
        records(data::UNITS).into_iter().map(|f| (f[0].clone(), f[1].clone())).collect();
    // How often a country's units have an arc: what two of them share is no border of the country.
    let mut used: HashMap<&str, HashMap<usize, Vec<i64>>> = HashMap::new();
    for geometry in all["objects"]["units"]["geometries"].as_array().expect("geometries") {
        let Some(iso2) = geometry["id"].as_str().and_then(|id| country.get(id)) else { continue };
        let mine = used.entry(iso2).or_default();
        each_arc(&geometry["arcs"], &mut |arc| {
            mine.entry(if arc < 0 { !arc } else { arc } as usize).or_default().push(arc);
        });
    }
    let border = |mine: HashMap<usize, Vec<i64>>| {
        let mut outer: Vec<i64> = mine.into_values().filter(|uses| uses.len() == 1).map(|uses| uses[0]).collect();
        outer.sort_unstable();
        let rings = rings(&outer, &arcs).into_iter();
        let rings: Border = rings.map(|ring| coarse(&ring.into_iter().map(point).collect::<Vec<_>>())).collect();
        let large: Border = rings.iter().filter(|ring| size(ring) > SPECK).cloned().collect();
        let largest = || rings.iter().max_by(|a, b| size(a).total_cmp(&size(b))).cloned().into_iter().collect();
        if large.is_empty() { largest() } else { large }
    };
    used.into_iter().map(|(iso2, mine)| (iso2.to_string(), border(mine))).collect()
}

/// An arc as points; TopoJSON writes steps.
fn arc(steps: &Value) -> Vec<[i64; 2]> {
    let mut at = [0, 0];
    let step = |step: &Value| {
        (0..2).for_each(|i| at[i] += step[i].as_i64().expect("a whole number"));
        at
    };
    steps.as_array().expect("an arc").iter().map(step).collect()
}

fn each_arc(arcs: &Value, hear: &mut dyn FnMut(i64)) {
    match arcs {
        Value::Array(parts) => parts.iter().for_each(|part| each_arc(part, hear)),
        number => hear(number.as_i64().expect("the number of an arc")),
    }
}

/// Arcs end to end, until each ring closes; one that does not is left out.
fn rings(outer: &[i64], arcs: &[Vec<[i64; 2]>]) -> Vec<Vec<[i64; 2]>> {
    let points = |arc: i64| {
        let mut points = arcs[if arc < 0 { !arc } else { arc } as usize].clone();
        if arc < 0 {
            points.reverse();
        }
        points
    };
    let mut from: HashMap<[i64; 2], Vec<i64>> = HashMap::new();
    for arc in outer.iter().rev() {
        from.entry(points(*arc)[0]).or_default().push(*arc);
    }
    let mut rings = Vec::new();
    for first in outer {
        let start = points(*first)[0];
        let Some(mut next) = from.get_mut(&start).filter(|arcs| arcs.contains(first)).and_then(Vec::pop) else {
            continue;
        };
        let mut ring: Vec<[i64; 2]> = Vec::new();
        loop {
            ring.extend(points(next).into_iter().skip(usize::from(!ring.is_empty())));
            let end = *ring.last().expect("an arc has points");
            if end == start {
                rings.push(ring);
                break;
            }
            let Some(other) = from.get_mut(&end).and_then(Vec::pop) else { break };
            next = other;
        }
    }
    rings
}

fn size(ring: &[[f64; 2]]) -> f64 {
    let span = |i: usize| {
        let (low, high) = ring.iter().fold((f64::MAX, f64::MIN), |(low, high), p| (low.min(p[i]), high.max(p[i])));
        high - low
    };
    if ring.is_empty() { 0.0 } else { f64::max(span(0), span(1)) }
}

/// Fewer points: none of those left out lies farther than [`COARSE`] from the line (Douglas and Peucker 1973).
fn coarse(ring: &[[f64; 2]]) -> Vec<[f64; 2]> {
    if ring.len() < 5 {
        return ring.to_vec();
    }
    // A ring begins where it ends: its two halves are lines.
    let far = |a: &[f64; 2]| f64::hypot(a[0] - ring[0][0], a[1] - ring[0][1]);
    let middle = (0..ring.len()).max_by(|a, b| far(&ring[*a]).total_cmp(&far(&ring[*b]))).expect("points");
    let mut kept = vec![false; ring.len()];
    [0, middle, ring.len() - 1].iter().for_each(|&i| kept[i] = true);
    let mut open = vec![(0, middle), (middle, ring.len() - 1)];
    while let Some((from, to)) = open.pop() {
        let (a, b) = (ring[from], ring[to]);
        let length = f64::hypot(b[0] - a[0], b[1] - a[1]).max(1e-9);
        let off = |p: [f64; 2]| ((b[0] - a[0]) * (a[1] - p[1]) - (a[0] - p[0]) * (b[1] - a[1])).abs() / length;
        let farthest = (from + 1..to).max_by(|x, y| off(ring[*x]).total_cmp(&off(ring[*y])));
        if let Some(at) = farthest.filter(|at| off(ring[*at]) > COARSE) {
            kept[at] = true;
            open.extend([(from, at), (at, to)]);
        }
    }
    let few: Vec<[f64; 2]> = ring.iter().zip(kept).filter(|(_, kept)| *kept).map(|(point, _)| *point).collect();
    // What is drawn together to a line is no ring.
    if few.len() < 4 { ring.to_vec() } else { few }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_is_a_few_closed_rings() {
        let all = borders();
        assert!(all.len() > 240, "{}", all.len());
        let points: usize = all.values().flatten().map(Vec::len).sum();
        assert!((4_000..40_000).contains(&points), "{points}");
        for (iso2, border) in &all {
            assert!(!border.is_empty(), "{iso2}");
            assert!(border.iter().all(|ring| ring.first() == ring.last() && ring.len() >= 4), "{iso2}");
        }
        // One ring of the mainland of a country without a coast: nothing of its inner borders is left.
        assert_eq!((all["BY"].len(), all["CH"].len()), (1, 1));
        let kazakhstan = size(&all["KZ"][0]);
        assert!((38.0..43.0).contains(&kazakhstan), "{kazakhstan}");
    }
}
