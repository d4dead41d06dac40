//! Threshold contagion over explicit ties: the fast kernel.
//!
//! [`Crowd`] is one crowd on one graph; [`super::kernel`] does the counting, in as few bytes a
//! person as the graph allows.

use super::GraphError;
use super::kernel::{CountingKernel, Kernel, Movers, Persistence};
use super::rows::Rows;
use super::simd::Simd;

/// How a contagion ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contagion {
    /// How many were active at the end.
    pub size: u64,
    /// Steps in which somebody moved.
    pub steps: u32,
    /// Active after each step, from the seeds on.
    pub curve: Vec<u64>,
    /// Whether the last step moved nobody; `false` if the limit of steps came first.
    pub settled: bool,
}

/// A crowd on a graph.
pub struct Crowd<'g>(Box<dyn Kernel + 'g>);

impl<'g> Crowd<'g> {
    /// A quiet crowd; `needs` says for each node how many active others it takes
    /// ([`super::rule::NEVER`]: none is enough).
    ///
    /// # Errors
    /// If there is not one need for each node.
    pub fn new(rows: &'g Rows, needs: &[u32], memory: Persistence) -> Result<Crowd<'g>, GraphError> {
        Crowd::with(rows, needs, memory, Simd::best())
    }

    /// As [`Crowd::new`] with the instructions of the compare chosen by hand.
    ///
    /// # Errors
    /// As [`Crowd::new`].
    pub fn with(rows: &'g Rows, needs: &[u32], memory: Persistence, simd: Simd) -> Result<Crowd<'g>, GraphError> {
        let nodes = rows.nodes() as usize;
        if needs.len() != nodes {
            return Err(GraphError::WrongLength { name: "needs", found: needs.len(), nodes });
        }
        let highest = rows.max_seen();
        Ok(Crowd(if highest < u32::from(u8::MAX) {
            Box::new(CountingKernel::<u8>::new(rows, needs, memory, simd))
        } else if highest < u32::from(u16::MAX) {
            Box::new(CountingKernel::<u16>::new(rows, needs, memory, simd))
        } else {
            Box::new(CountingKernel::<u32>::new(rows, needs, memory, simd))
        }))
    }

    /// Makes these nodes active for good. Nodes that do not exist are an error.
    ///
    /// # Errors
    /// A seed at or past the number of nodes.
    pub fn seed(&mut self, seeds: &[u32]) -> Result<(), GraphError> {
        let nodes = self.0.nodes();
        if let Some((i, &s)) = seeds.iter().enumerate().find(|&(_, &s)| s >= nodes) {
            return Err(GraphError::NoSuchNode { tie: i, from: s, to: s, last: nodes.saturating_sub(1) });
        }
        self.0.seed(seeds);
        Ok(())
    }

    /// One step: all decide on the counts as they stand, then the changes are pushed.
    pub fn step(&mut self) -> Movers {
        self.0.step()
    }

    /// Steps until nobody moves, or until `limit` steps are done.
    pub fn run(&mut self, limit: u32) -> Contagion {
        let mut outcome = Contagion { size: self.active(), steps: 0, curve: vec![self.active()], settled: false };
        while outcome.steps < limit {
            let moved = self.step();
            if moved == Movers::default() {
                outcome.settled = true;
                break;
            }
            outcome.size = outcome.size + moved.joined - moved.left;
            outcome.steps += 1;
            outcome.curve.push(outcome.size);
        }
        outcome
    }

    /// How many are active.
    pub fn active(&self) -> u64 {
        self.words().iter().map(|w| u64::from(w.count_ones())).sum()
    }

    /// Whether a node is active.
    pub fn is_active(&self, node: u32) -> bool {
        self.words()[node as usize / 64] >> (node % 64) & 1 == 1
    }

    /// The state, 64 people a word; bits past the last node are 0.
    pub fn words(&self) -> &[u64] {
        self.0.words()
    }

    /// How many active others a node sees.
    pub fn count(&self, node: u32) -> u32 {
        self.0.count(node)
    }

    /// Bytes of memory held, without the graph.
    pub fn bytes(&self) -> u64 {
        self.0.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::super::generate::{Neighbours, lattice, random, ring};
    use super::super::naive::NaiveCrowd;
    use super::super::rule::Rule;
    use super::*;
    use groundswell_chance::draw::Key;
    use proptest::prelude::*;

    /// Nodes, ties, needs, seeds, and whether ties go one way.
    type Case = (u32, Vec<(u32, u32)>, Vec<u32>, Vec<u32>, bool);

    fn graph_and_needs() -> impl Strategy<Value = Case> {
        (1u32..200).prop_flat_map(|n| {
            (
                Just(n),
                prop::collection::vec((0..n, 0..n), 0..600),
                prop::collection::vec(prop_oneof![4 => 0u32..6, 1 => Just(u32::MAX)], n as usize),
                prop::collection::vec(0..n, 0..5),
                any::<bool>(),
            )
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        /// Bit for bit, step for step, with and without vector instructions, with ties
        /// both ways or one way.
        #[test]
        fn the_fast_kernel_equals_the_naive_one((n, pairs, needs, seeds, arcs) in graph_and_needs()) {
            let rows = if arcs { Rows::from_arcs(n, &pairs) } else { Rows::from_pairs(n, &pairs) }.unwrap();
            for memory in [Persistence::Lasting, Persistence::Fading] {
                for simd in Simd::available() {
                    let mut naive = NaiveCrowd::new(&rows, &needs, memory);
                    let mut fast = Crowd::with(&rows, &needs, memory, simd).unwrap();
                    naive.seed(&seeds);
                    fast.seed(&seeds).unwrap();
                    for _ in 0..40 {
                        let moved = fast.step();
                        prop_assert_eq!(moved, naive.step());
                        for i in 0..n {
                            prop_assert_eq!(fast.is_active(i), naive.active[i as usize]);
                            prop_assert_eq!(fast.count(i), naive.count(i));
                        }
                        if moved == Movers::default() { break; }
                    }
                }
            }
        }
    }

    #[test]
    fn hubs_widen_the_counts() {
        for leaves in [253u32, 254, 255, 70_000] {
            let star: Vec<(u32, u32)> = (1..=leaves).map(|i| (0, i)).collect();
            let rows = Rows::from_pairs(leaves + 1, &star).unwrap();
            let mut needs = vec![0; leaves as usize + 1];
            needs[0] = leaves;
            let mut crowd = Crowd::new(&rows, &needs, Persistence::Lasting).unwrap();
            assert_eq!(crowd.run(9).curve, [0, u64::from(leaves), u64::from(leaves) + 1]);
            assert_eq!(crowd.count(0), leaves);
        }
    }

    #[test]
    fn a_large_cascade_is_the_same_on_one_two_and_seven_threads() {
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let rows = random(400_000, 5.0, Key::new(21, 0)).unwrap();
                let needs = Rule::Share(0.18).needs(&rows.seen_by_each()).unwrap();
                let mut crowd = Crowd::new(&rows, &needs, Persistence::Lasting).unwrap();
                crowd.seed(&(0..40).collect::<Vec<_>>()).unwrap();
                let outcome = crowd.run(1_000);
                (outcome, crowd.words().to_vec())
            })
        };
        let one = run(1);
        assert!(one.0.size > 300_000, "the cascade is global: {}", one.0.size);
        assert_eq!(one, run(2));
        assert_eq!(one, run(7));
    }

    #[test]
    fn complex_contagion_needs_wide_bridges() {
        let rows = ring(1_000, 3).unwrap();
        let run = |tau: u32| {
            let mut crowd = Crowd::new(&rows, &vec![tau; 1_000], Persistence::Lasting).unwrap();
            crowd.seed(&(0..tau.max(3)).collect::<Vec<_>>()).unwrap();
            crowd.run(2_000)
        };
        assert_eq!([1, 2, 3].map(|t| (run(t).size, run(t).steps)), [(1_000, 167), (1_000, 249), (1_000, 498)]);
        assert_eq!(run(4).size, 4);
    }

    #[test]
    fn fading_crowds_go_home_when_support_goes() {
        // Neighbours join because of the seed; a crowd that nothing moves stays the seed alone.
        let rows = lattice(20, 20, Neighbours::VonNeumann).unwrap();
        let mut crowd = Crowd::new(&rows, &vec![1; 400], Persistence::Fading).unwrap();
        crowd.seed(&[0]).unwrap();
        crowd.step();
        assert!(crowd.is_active(1) && crowd.is_active(0));
        let mut stubborn = Crowd::new(&rows, &vec![u32::MAX; 400], Persistence::Fading).unwrap();
        stubborn.seed(&[7]).unwrap();
        assert_eq!(stubborn.run(10).size, 1, "seeds stay");
    }

    #[test]
    fn wrong_input_is_told_not_panicked_on() {
        let rows = ring(10, 1).unwrap();
        assert!(Crowd::new(&rows, &[1, 2], Persistence::Lasting).is_err());
        let mut crowd = Crowd::new(&rows, &[1; 10], Persistence::Lasting).unwrap();
        assert!(crowd.seed(&[10]).is_err());
    }
}
