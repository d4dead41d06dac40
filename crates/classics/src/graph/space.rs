//! Ties that depend on distance: the random geometric graph and gravity over towns.

use super::GraphError;
use super::blocks::block_model;
use super::error::within;
use super::generate::shard_nodes;
use super::rows::{Rows, SHARD, entry};
use groundswell_chance::draw::{Key, Purpose};
use rayon::prelude::*;

/// The sub-stream of positions.
const POSITION: u32 = u32::MAX - 3;

/// A random geometric graph (Gilbert 1961; Penrose 2003) on the unit torus: nodes
/// fall at random, those within the radius that gives `mean_degree` are tied.
/// Returns the graph and the positions.
///
/// Nodes are numbered strip by strip, so that near people have near numbers.
///
/// # Errors
/// A mean degree below 0, or so high that the radius would pass a third of the side.
pub fn geometric(nodes: u32, mean_degree: f64, key: Key) -> Result<(Rows, Vec<(f64, f64)>), GraphError> {
    let others = f64::from(nodes.saturating_sub(1));
    within("mean degree", mean_degree, 0.0, others * std::f64::consts::PI / 9.0)?;
    let radius = if nodes < 2 { 0.0 } else { libm::sqrt(mean_degree / (others * std::f64::consts::PI)) };
    // Cells at least as wide as the radius: neighbours are at most one cell away.
    let across = if radius > 0.0 { (1.0 / radius).min(libm::sqrt(f64::from(nodes))).max(3.0) as usize } else { 3 };
    let cell_of = |(x, y): (f64, f64)| cell(y, across) * across + cell(x, across);
    let mut at: Vec<(f64, f64)> =
        (0..nodes).into_par_iter().map(|i| key.draw(Purpose::Graph, i, POSITION).pair(0)).collect();
    at.par_sort_by(|a, b| (cell_of(*a), *a).partial_cmp(&(cell_of(*b), *b)).expect("positions are numbers"));
    let mut starts = vec![0usize; across * across + 1];
    for &p in &at {
        starts[cell_of(p) + 1] += 1;
    }
    for c in 0..across * across {
        starts[c + 1] += starts[c];
    }
    let rows = Rows::from_shards(nodes, |shard| {
        let mut entries = Vec::new();
        let mut others = Vec::new();
        for node in shard_nodes(shard, nodes) {
            let here = at[node as usize];
            let (cx, cy) = (cell(here.0, across), cell(here.1, across));
            others.clear();
            for dy in [across - 1, 0, 1] {
                for dx in [across - 1, 0, 1] {
                    let c = (cy + dy) % across * across + (cx + dx) % across;
                    others.extend((starts[c]..starts[c + 1]).filter_map(|o| {
                        (o != node as usize && torus_distance2(here, at[o]) <= radius * radius).then_some(o as u32)
                    }));
                }
            }
            others.sort_unstable();
            entries.extend(others.iter().map(|&o| entry(node % SHARD as u32, o)));
        }
        entries
    })?;
    Ok((rows, at))
}

fn cell(x: f64, across: usize) -> usize {
    ((x * across as f64) as usize).min(across - 1)
}

/// The squared distance on the unit torus.
fn torus_distance2(a: (f64, f64), b: (f64, f64)) -> f64 {
    let along = |d: f64| d.abs().min(1.0 - d.abs());
    let (dx, dy) = (along(a.0 - b.0), along(a.1 - b.1));
    dx * dx + dy * dy
}

/// A town of the gravity graph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Town {
    /// Easting in km, on any flat projection.
    pub x: f64,
    /// Northing in km.
    pub y: f64,
    /// People.
    pub people: u32,
}

/// A gravity graph (Zipf 1946; Krings et al. 2009, *J. Stat. Mech.* L07003): people of
/// towns `a` and `b` are tied with a probability proportional to
/// `(1 + d / scale)^-exponent`, scaled so that the mean degree over all people is
/// `mean_degree`. Nodes are numbered town by town.
///
/// # Errors
/// A parameter outside its range, or a mean degree that near towns cannot hold.
pub fn gravity(towns: &[Town], mean_degree: f64, scale: f64, exponent: f64, key: Key) -> Result<Rows, GraphError> {
    within("scale", scale, 1e-6, 1e6)?;
    within("exponent", exponent, 0.0, 20.0)?;
    for t in towns {
        within("x", t.x, -1e6, 1e6)?;
        within("y", t.y, -1e6, 1e6)?;
    }
    let weight = |a: u32, b: u32| {
        let (a, b) = (&towns[a as usize], &towns[b as usize]);
        let d = libm::sqrt((a.x - b.x).powi(2) + (a.y - b.y).powi(2));
        libm::pow(1.0 + d / scale, -exponent)
    };
    let mut pairs = 0.0;
    for (a, town) in (0u32..).zip(towns) {
        let n = f64::from(town.people);
        pairs += n * (n - 1.0).max(0.0) / 2.0;
        for (b, other) in (0u32..).zip(towns).skip(a as usize + 1) {
            pairs += n * f64::from(other.people) * weight(a, b);
        }
    }
    let people: f64 = towns.iter().map(|t| f64::from(t.people)).sum();
    // Inside a town the weight is 1, so the constant is the highest probability of all.
    let highest = if pairs > 0.0 { 2.0 * pairs / people } else { 0.0 };
    within("mean degree", mean_degree, 0.0, highest)?;
    let constant = if pairs > 0.0 { mean_degree * people / (2.0 * pairs) } else { 0.0 };
    let sizes: Vec<u32> = towns.iter().map(|t| t.people).collect();
    block_model(&sizes, |a, b| (constant * weight(a, b)).min(1.0), key, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn geometric_ties_are_exactly_those_within_the_radius() {
        let n = 700;
        let (rows, at) = geometric(n, 9.0, Key::new(6, 0)).unwrap();
        let radius2 = 9.0 / (f64::from(n - 1) * std::f64::consts::PI);
        for i in 0..n {
            let expected: Vec<u32> =
                (0..n).filter(|&j| j != i && torus_distance2(at[i as usize], at[j as usize]) <= radius2).collect();
            assert_eq!(rows.row(i), expected);
        }
        assert!((rows.mean_degree() - 9.0).abs() < 1.0);
    }

    #[test]
    fn gravity_falls_with_distance_and_keeps_the_mean() {
        let town = |x, people| Town { x, y: 0.0, people };
        let towns = [town(0.0, 4_000), town(10.0, 4_000), town(300.0, 4_000)];
        let rows = gravity(&towns, 12.0, 20.0, 2.0, Key::new(6, 1)).unwrap();
        let between =
            |lo: u32, hi: u32| (0..4_000).flat_map(|i| rows.row(i)).filter(|&&o| (lo..hi).contains(&o)).count() as f64;
        let (own, near, far) = (between(0, 4_000), between(4_000, 8_000), between(8_000, 12_000));
        assert!((rows.mean_degree() - 12.0).abs() < 0.2, "{}", rows.mean_degree());
        // (1 + 10/20)^-2 = .444 and (1 + 300/20)^-2 = .0039 of the ties at home.
        assert!((near / own - 0.444).abs() < 0.03, "{}", near / own);
        assert!((far / own - 0.0039).abs() < 0.002, "{}", far / own);
    }

    #[test]
    fn towns_too_small_for_the_degree_are_refused() {
        let towns = [Town { x: 0.0, y: 0.0, people: 5 }];
        assert!(gravity(&towns, 4.5, 1.0, 1.0, Key::new(1, 0)).is_err());
    }
}
