//! Household, workplace and neighbourhood: the three circles of everyday contact.
//!
//! Households are consecutive people and everybody in one knows everybody; a
//! neighbourhood is a run of people with random ties inside; workplaces take people
//! from the whole town in random order, again with random ties inside. The layers
//! follow the census-based graphs of epidemic and opinion models (Eubank et al.
//! 2004, *Nature* 429:180).

use super::GraphError;
use super::error::within;
use super::rewire::shuffled;
use super::rows::Rows;
use groundswell_chance::draw::{Key, Purpose, unit};
use rayon::prelude::*;

/// Sub-streams of [`Purpose::Graph`].
const NEIGHBOURHOOD: u32 = u32::MAX - 4;
const WORKPLACE: u32 = u32::MAX - 5;

/// Sizes and densities of the three circles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circles {
    /// People in a household.
    pub household: u32,
    /// People in a neighbourhood.
    pub neighbourhood: u32,
    /// Mean number of ties inside it.
    pub neighbours: f64,
    /// People in a workplace.
    pub workplace: u32,
    /// Mean number of ties inside it, for those who work.
    pub colleagues: f64,
    /// Share of people with a workplace.
    pub working: f64,
}

impl Default for Circles {
    /// Assumed round numbers: a household of four, thirteen ties in all.
    fn default() -> Circles {
        Circles { household: 4, neighbourhood: 150, neighbours: 5.0, workplace: 25, colleagues: 8.0, working: 0.6 }
    }
}

/// A graph of the three circles; a tie found in two of them counts once.
///
/// # Errors
/// A size of 0, a share outside `[0, 1]`, more ties than a circle has people.
pub fn society(nodes: u32, circles: &Circles, key: Key) -> Result<Rows, GraphError> {
    let c = circles;
    within("household", f64::from(c.household), 1.0, 1_000.0)?;
    within("neighbourhood", f64::from(c.neighbourhood), 1.0, 100_000.0)?;
    within("neighbours", c.neighbours, 0.0, f64::from(c.neighbourhood - 1))?;
    within("workplace", f64::from(c.workplace), 1.0, 100_000.0)?;
    within("colleagues", c.colleagues, 0.0, f64::from(c.workplace - 1))?;
    within("working", c.working, 0.0, 1.0)?;
    let everyone: Vec<u32> = (0..nodes).collect();
    let mut working = shuffled(everyone.clone(), key);
    working.truncate((f64::from(nodes) * c.working) as usize);
    let mut pairs = inside(&everyone, c.household, f64::from(c.household - 1), key, 0);
    pairs.extend(inside(&everyone, c.neighbourhood, c.neighbours, key, NEIGHBOURHOOD));
    pairs.extend(inside(&working, c.workplace, c.colleagues, key, WORKPLACE));
    Rows::from_pairs(nodes, &pairs)
}

/// Ties each pair within consecutive groups of `size` with probability `degree / (size - 1)`.
fn inside(people: &[u32], size: u32, degree: f64, key: Key, stream: u32) -> Vec<(u32, u32)> {
    if size < 2 {
        return Vec::new();
    }
    let p = degree / f64::from(size - 1);
    people
        .par_chunks(size as usize)
        .enumerate()
        .flat_map_iter(|(g, group)| {
            let draw = key.draw(Purpose::Graph, g as u32, stream);
            let mut pairs = Vec::new();
            let mut n = 0;
            for (i, &a) in group.iter().enumerate() {
                for &b in &group[i + 1..] {
                    let word = draw.block(n / 2);
                    let half = (n % 2) as usize * 2;
                    n += 1;
                    if unit(word[half], word[half + 1]) < p {
                        pairs.push((a, b));
                    }
                }
            }
            pairs
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn households_are_complete_and_the_other_circles_have_their_means() {
        let circles = Circles::default();
        let n = 60_000;
        let rows = society(n, &circles, Key::new(9, 0)).unwrap();
        assert!((0..n).all(|i| (i / 4 * 4..i / 4 * 4 + 4).all(|o| o == i || rows.row(i).binary_search(&o).is_ok())));
        // Households have 3 of 149 ties of the neighbourhood already; overlap with work is rarer still.
        let expected = 3.0 + 5.0 * (1.0 - 3.0 / 149.0) + 0.6 * 8.0;
        assert!((rows.mean_degree() - expected).abs() < 0.05, "{} against {expected}", rows.mean_degree());
    }

    #[test]
    fn the_circles_do_not_depend_on_threads() {
        let make = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| society(20_000, &Circles::default(), Key::new(9, 1)).unwrap())
        };
        assert_eq!(make(1), make(5));
    }

    #[test]
    fn more_colleagues_than_the_workplace_holds_are_refused() {
        let circles = Circles { colleagues: 30.0, ..Circles::default() };
        assert!(society(100, &circles, Key::new(9, 1)).is_err());
    }
}
