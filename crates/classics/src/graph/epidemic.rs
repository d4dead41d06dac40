//! SIR over explicit ties, step by step (Kermack & McKendrick 1927; on graphs
//! Newman 2002, *Phys. Rev. E* 66:016128).

use super::GraphError;
use super::error::within;
use super::rows::Rows;
use groundswell_chance::draw::{Key, Purpose};

/// The sub-stream: ties draw under their source, steps are hours, blocks from here.
const BLOCKS: u32 = 1 << 31;

/// How an epidemic ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Epidemic {
    /// Everybody who was ever infected.
    pub size: u64,
    /// Newly infected in each step, from the seeds on.
    pub curve: Vec<u64>,
}

/// Runs an SIR epidemic to its end: in each step an infectious node infects each
/// susceptible one that sees it with probability `transmission`, then recovers with
/// probability `recovery`.
///
/// # Errors
/// A probability outside `[0, 1]`, a recovery of 0 (it would never end), a seed that does not exist.
pub fn sir(rows: &Rows, transmission: f64, recovery: f64, seeds: &[u32], key: Key) -> Result<Epidemic, GraphError> {
    within("transmission", transmission, 0.0, 1.0)?;
    within("recovery", recovery, 1e-6, 1.0)?;
    let last = rows.nodes().saturating_sub(1);
    if let Some((i, &s)) = seeds.iter().enumerate().find(|&(_, &s)| s >= rows.nodes()) {
        return Err(GraphError::NoSuchNode { tie: i, from: s, to: s, last });
    }
    let (infects, recovers) = (cut(transmission), cut(recovery));
    let mut touched = vec![false; rows.nodes() as usize];
    let mut infectious = Vec::new();
    let mut infect = |node: u32, list: &mut Vec<u32>| {
        if !std::mem::replace(&mut touched[node as usize], true) {
            list.push(node);
        }
    };
    seeds.iter().for_each(|&s| infect(s, &mut infectious));
    let mut curve = vec![infectious.len() as u64];
    let mut step = 0;
    while !infectious.is_empty() {
        let mut next = Vec::new();
        for &node in &infectious {
            let draw = key.draw(Purpose::Graph, node, step);
            for (k, four) in rows.row(node).chunks(4).enumerate() {
                let words = draw.block(BLOCKS + 1 + k as u32);
                for (&other, word) in four.iter().zip(words) {
                    if u64::from(word) < infects {
                        infect(other, &mut next);
                    }
                }
            }
        }
        curve.push(next.len() as u64);
        infectious.retain(|&n| u64::from(key.draw(Purpose::Graph, n, step).block(BLOCKS)[0]) >= recovers);
        infectious.extend(next);
        step += 1;
    }
    Ok(Epidemic { size: curve.iter().sum(), curve })
}

/// A probability as the number of 32-bit words that hit.
fn cut(p: f64) -> u64 {
    (p * 4_294_967_296.0) as u64
}

#[cfg(test)]
mod tests {
    use super::super::generate::{random, ring};
    use super::*;

    #[test]
    fn certain_transmission_reaches_all_one_step_at_a_time() {
        let e = sir(&ring(11, 1).unwrap(), 1.0, 1.0, &[0], Key::new(1, 0)).unwrap();
        assert_eq!(e, Epidemic { size: 11, curve: vec![1, 2, 2, 2, 2, 2, 0] });
    }

    #[test]
    fn the_final_size_is_that_of_kermack_and_mckendrick() {
        // Poisson degree 10 and transmission .15 with one step of infectiousness: R0 = 1.5.
        let n = 200_000;
        let rows = random(n, 10.0, Key::new(2, 0)).unwrap();
        let e = sir(&rows, 0.15, 1.0, &(0..100).collect::<Vec<_>>(), Key::new(2, 1)).unwrap();
        let share = e.size as f64 / f64::from(n);
        assert!((share - 0.582812).abs() < 0.01, "{share}");
    }

    #[test]
    fn an_epidemic_that_never_ends_is_refused() {
        assert!(sir(&ring(11, 1).unwrap(), 0.5, 0.0, &[0], Key::new(1, 0)).is_err());
    }
}
