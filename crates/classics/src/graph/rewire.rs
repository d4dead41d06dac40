//! Ties drawn again while every node keeps its degree.

use super::GraphError;
use super::error::within;
use super::rows::Rows;
use groundswell_chance::draw::{Key, Purpose, index, unit};
use rayon::prelude::*;
use std::collections::HashSet;

/// Sub-streams of [`Purpose::Graph`] used here; [`super::blocks`] uses hour = block.
const CHOOSE: u32 = u32::MAX;
const SHUFFLE: u32 = u32::MAX - 1;
const MEND: u32 = u32::MAX - 2;

/// Draws each tie with probability `share`; the drawn ties are paired at random and
/// each pair exchanges far ends (Maslov & Sneppen 2002). Degrees stay; repeats and ties to oneself are mended by
/// further exchanges.
///
/// # Errors
/// A share outside `[0, 1]`; a graph so dense that the exchanges cannot be mended.
pub fn rewire(rows: &Rows, share: f64, key: Key) -> Result<Rows, GraphError> {
    within("rewired", share, 0.0, 1.0)?;
    let mut kept = Vec::new();
    let mut drawn = Vec::new();
    for a in 0..rows.nodes() {
        let row = rows.row(a);
        for (k, &b) in row.iter().enumerate().skip(row.partition_point(|&b| b < a)) {
            let word = key.draw(Purpose::Graph, a, CHOOSE).block(k as u32);
            let (u, side) = (unit(word[0], word[1]), word[2] & 1 == 0);
            if u < share {
                // Which end is exchanged is a coin: otherwise the low end would always stay.
                drawn.push(if side { (a, b) } else { (b, a) });
            } else {
                kept.push((a, b));
            }
        }
    }
    // Two and two: the new ties of a pair run side by side, from one old neighbourhood
    // to another, as in the literature. A free permutation would give twice as many
    // separate short cuts, and simple contagion would be a tenth faster. An odd one stays.
    for pair in shuffled((0..drawn.len() as u32).collect(), key).chunks_exact(2) {
        let (i, j) = (pair[0] as usize, pair[1] as usize);
        (drawn[i].1, drawn[j].1) = (drawn[j].1, drawn[i].1);
    }
    mend(&mut drawn, &kept, key)?;
    kept.extend(drawn);
    Rows::from_pairs(rows.nodes(), &kept)
}

/// A graph with the given degrees, otherwise random: stubs are matched at random
/// (Bollobás 1980; Molloy & Reed 1995), then repeats and loops are exchanged away.
///
/// # Errors
/// An odd sum of degrees; degrees that no exchange could realise.
pub fn configuration(degrees: &[u32], key: Key) -> Result<Rows, GraphError> {
    let nodes = degrees.len() as u32;
    let sum: u64 = degrees.iter().map(|&d| u64::from(d)).sum();
    if sum % 2 == 1 {
        return Err(GraphError::OddDegrees { sum });
    }
    within("sum of degrees", sum as f64, 0.0, f64::from(u32::MAX))?;
    let stubs: Vec<u32> = (0..nodes).flat_map(|i| std::iter::repeat_n(i, degrees[i as usize] as usize)).collect();
    let stubs = shuffled(stubs, key);
    let mut pairs: Vec<(u32, u32)> = stubs.chunks_exact(2).map(|s| (s[0], s[1])).collect();
    mend(&mut pairs, &[], key)?;
    Rows::from_pairs(nodes, &pairs)
}

/// A random order, the same for any number of threads: sorted by a random key, ties by place.
pub(crate) fn shuffled(items: Vec<u32>, key: Key) -> Vec<u32> {
    let mut keyed: Vec<(u64, u32)> = (0..items.len() as u32)
        .into_par_iter()
        .map(|i| {
            let word = key.draw(Purpose::Graph, i, SHUFFLE).block(0);
            ((u64::from(word[0]) << 32) | u64::from(word[1]), i)
        })
        .collect();
    keyed.par_sort_unstable();
    keyed.into_iter().map(|(_, i)| items[i as usize]).collect()
}

/// Exchanges far ends until no tie repeats another (or a fixed one) or ties a node to itself.
fn mend(pairs: &mut [(u32, u32)], fixed: &[(u32, u32)], key: Key) -> Result<(), GraphError> {
    let sorted = |(a, b): (u32, u32)| (a.min(b), a.max(b));
    let mut standing: HashSet<(u32, u32)> = fixed.iter().map(|&p| sorted(p)).collect();
    let mut bad = Vec::new();
    for (i, &pair) in pairs.iter().enumerate() {
        if pair.0 == pair.1 || !standing.insert(sorted(pair)) {
            bad.push(i);
        }
    }
    let draw = key.draw(Purpose::Graph, 0, MEND);
    let mut n = 0;
    while let Some(&i) = bad.last() {
        // Each bad tie tries partners until an exchange leaves two good ties.
        let mut mended = false;
        for _ in 0..2_000 {
            let j = index(draw.block(n)[0], pairs.len() as u32) as usize;
            n += 1;
            let (mine, other) = ((pairs[i].0, pairs[j].1), (pairs[j].0, pairs[i].1));
            // The partner must itself stand: a second bad tie is no help.
            if bad.contains(&j) || mine.0 == mine.1 || other.0 == other.1 || sorted(mine) == sorted(other) {
                continue;
            }
            if standing.contains(&sorted(mine)) || standing.contains(&sorted(other)) {
                continue;
            }
            standing.remove(&sorted(pairs[j]));
            standing.insert(sorted(mine));
            standing.insert(sorted(other));
            (pairs[i], pairs[j]) = (mine, other);
            mended = true;
            break;
        }
        if !mended {
            return Err(GraphError::NotGraphical { left: bad.len() });
        }
        bad.pop();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::generate::{ring, small_world};
    use super::*;

    #[test]
    fn rewiring_keeps_every_degree() {
        for share in [0.0, 0.05, 0.5, 1.0] {
            let rows = small_world(2_000, 4, share, Key::new(4, 1)).unwrap();
            assert!((0..2_000).all(|i| rows.degree(i) == 8), "at {share}");
        }
    }

    #[test]
    fn about_the_asked_share_of_ties_is_new() {
        let before = ring(20_000, 4).unwrap();
        let after = rewire(&before, 0.1, Key::new(4, 2)).unwrap();
        let moved: usize =
            (0..20_000).map(|i| after.row(i).iter().filter(|b| before.row(i).binary_search(b).is_err()).count()).sum();
        let share = moved as f64 / before.entries() as f64;
        assert!((share - 0.1).abs() < 0.01, "{share}");
        assert_eq!(rewire(&before, 0.0, Key::new(4, 2)).unwrap(), before);
    }

    #[test]
    fn a_configuration_has_the_degrees_asked_for() {
        let degrees: Vec<u32> = (0..3_000).map(|i| if i % 500 == 0 { 200 } else { 1 + i % 5 }).collect();
        let rows = configuration(&degrees, Key::new(8, 0)).unwrap();
        assert!((0..3_000).all(|i| rows.degree(i) == degrees[i as usize]));
    }

    #[test]
    fn impossible_degrees_are_refused() {
        assert_eq!(configuration(&[1, 1, 1], Key::new(1, 0)), Err(GraphError::OddDegrees { sum: 3 }));
        assert!(matches!(configuration(&[4, 1, 1], Key::new(1, 0)), Err(GraphError::NotGraphical { .. })));
    }

    #[test]
    fn a_shuffle_is_even() {
        // Where does the first of six end up, over 6,000 replicates?
        let mut places = [0u32; 6];
        for r in 0..6_000 {
            let order = shuffled((0..6).collect(), Key::new(11, r));
            places[order.iter().position(|&i| i == 0).unwrap()] += 1;
        }
        let chi2: f64 = places.iter().map(|&c| (f64::from(c) - 1_000.0).powi(2) / 1_000.0).sum();
        assert!(chi2 < 20.5, "chi-squared {chi2} with 5 degrees of freedom (p < .001)");
    }
}
