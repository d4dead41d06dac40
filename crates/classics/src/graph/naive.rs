//! The slow, readable twin of [`super::crowd`]: everybody asks everybody, every step.

use super::kernel::{Movers, Persistence};
use super::rows::Rows;

/// A crowd that recounts from scratch.
pub struct NaiveCrowd {
    /// Who is active.
    pub active: Vec<bool>,
    sees: Vec<Vec<u32>>,
    needs: Vec<u32>,
    memory: Persistence,
}

impl NaiveCrowd {
    /// A quiet crowd; needs as in [`super::Crowd::new`].
    pub fn new(rows: &Rows, needs: &[u32], memory: Persistence) -> NaiveCrowd {
        let mut sees = vec![Vec::new(); needs.len()];
        for node in 0..rows.nodes() {
            for &seer in rows.row(node) {
                sees[seer as usize].push(node);
            }
        }
        NaiveCrowd { active: vec![false; needs.len()], sees, needs: needs.to_vec(), memory }
    }

    /// Makes nodes active for good.
    pub fn seed(&mut self, seeds: &[u32]) {
        for &s in seeds {
            self.active[s as usize] = true;
            self.needs[s as usize] = 0;
        }
    }

    /// How many active others a node sees.
    pub fn count(&self, node: u32) -> u32 {
        self.sees[node as usize].iter().filter(|&&o| self.active[o as usize]).count() as u32
    }

    /// One step.
    pub fn step(&mut self) -> Movers {
        let mut moved = Movers::default();
        let mut next = self.active.clone();
        for (i, next) in next.iter_mut().enumerate() {
            let was = self.active[i];
            let enough = self.needs[i] != u32::MAX && self.count(i as u32) >= self.needs[i];
            *next = enough || (was && self.memory == Persistence::Lasting);
            moved.joined += u64::from(*next && !was);
            moved.left += u64::from(!*next && was);
        }
        self.active = next;
        moved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_falls_one_by_one() {
        let rows = Rows::from_pairs(4, &[(0, 1), (1, 2), (2, 3)]).unwrap();
        let mut naive = NaiveCrowd::new(&rows, &[1; 4], Persistence::Lasting);
        naive.seed(&[0]);
        assert_eq!(naive.step(), Movers { joined: 1, left: 0 });
        assert_eq!(naive.active, [true, true, false, false]);
    }
}
