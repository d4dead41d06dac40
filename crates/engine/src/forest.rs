//! Weight trees: who moves is picked in O(log n), and what moves change is summed once a step.
//!
//! A tree stands over the leaves of one stratum (a leaf is at most 64 people of one
//! cell). Every node carries one sum per *kind*, so that a field that differs by kind
//! (deterrence by risk class, fuel prices by dependence) multiplies eight numbers at
//! the root and nothing below it.
//!
//! A node is always computed from its children in their order, never adjusted by a
//! difference: the sums are a pure function of the leaves, so they cannot drift, and a
//! run resumed from a checkpoint rebuilds the same bits.

use rayon::prelude::*;

/// How many kinds of people a node tells apart.
pub const KINDS: usize = 8;

/// One sum per kind.
pub type Sums = [f32; KINDS];

/// Kinds that lie together in memory: a pick reads no others, and a country without people of the later ones does
/// without their sums.
const HALF: usize = 4;

/// The sums of some kinds.
type HalfSums = [f32; HALF];

/// Children per node. Four sums of eight children are two cache lines.
const FAN: usize = 8;

/// More levels than a tree over everybody alive has.
const MOST_LEVELS: usize = 12;

/// A level of a tree: where its first node lies in the shared arrays of nodes, and how many there are.
#[derive(Clone, Copy, Debug, Default)]
struct Level {
    at: u32,
    width: u32,
}

/// Where a tree lies: its leaves, then each level above them.
#[derive(Clone, Copy, Debug, Default)]
struct TreeShape {
    leaves: Level,
}

impl TreeShape {
    /// From the leaves up.
    #[inline]
    fn levels(self) -> impl Iterator<Item = Level> {
        let above = |below: &Level| {
            let (at, width) = (below.at + below.width, below.width.div_ceil(FAN as u32));
            (below.width > 1).then_some(Level { at, width })
        };
        std::iter::successors((self.leaves.width > 0).then_some(self.leaves), above)
    }

    /// Each level and the one above it.
    #[inline]
    fn steps(self) -> impl Iterator<Item = (Level, Level)> {
        self.levels().zip(self.levels().skip(1))
    }

    /// Nodes of all levels.
    fn nodes(self) -> usize {
        self.levels().map(|level| level.width as usize).sum()
    }
}

/// Many trees in an array for each half of the kinds.
#[derive(Clone, Debug, Default)]
pub struct Forest {
    halves: [Vec<HalfSums>; KINDS / HALF],
    shapes: Vec<TreeShape>,
    /// The sums over the whole of each tree once more, side by side: every place reads its own in every step.
    roots: Vec<Sums>,
}

impl Forest {
    /// Trees with these numbers of leaves, all sums zero. Of `kinds` on they stay so.
    pub fn new(leaves: impl IntoIterator<Item = usize>, kinds: usize) -> Forest {
        let mut total = 0u32;
        let shapes: Vec<TreeShape> = leaves
            .into_iter()
            .map(|leaves| {
                let shape = TreeShape { leaves: Level { at: total, width: leaves as u32 } };
                total += shape.nodes() as u32;
                shape
            })
            .collect();
        let nodes = |half: usize| if half * HALF < kinds { total as usize } else { 0 };
        let roots = vec![[0.0; KINDS]; shapes.len()];
        Forest { halves: std::array::from_fn(|half| vec![[0.0; HALF]; nodes(half)]), shapes, roots }
    }

    /// Trees with these numbers of leaves, and the sums that `leaf` gives for a tree and its leaf, on all threads.
    pub fn filled(
        leaves: impl IntoIterator<Item = usize>,
        kinds: usize,
        leaf: impl Fn(usize, usize) -> Sums + Sync,
    ) -> Forest {
        let mut forest = Forest::new(leaves, kinds);
        let [first, second] = &mut forest.halves;
        let (mut rest, mut trees) = ([&mut first[..], &mut second[..]], Vec::with_capacity(forest.shapes.len()));
        for shape in &forest.shapes {
            let own = rest.each_mut().map(|rest| {
                let nodes = shape.nodes().min(rest.len());
                let (own, others) = std::mem::take(rest).split_at_mut(nodes);
                *rest = others;
                own
            });
            trees.push((shape, own));
        }
        trees.into_par_iter().enumerate().for_each(|(tree, (shape, mut halves))| {
            let Level { at: first, width } = shape.leaves;
            let [one, other] = &mut halves;
            let one = one[..width as usize].par_iter_mut().with_min_len(1 << 10).enumerate();
            match other.get_mut(..width as usize) {
                None => one.for_each(|(i, one)| *one = split(&leaf(tree, i))[0]),
                Some(other) => one.zip(other).for_each(|((i, one), other)| {
                    let sums = leaf(tree, i);
                    (*one, *other) = (split(&sums)[0], split(&sums)[1]);
                }),
            }
            for nodes in halves.iter_mut().filter(|nodes| !nodes.is_empty()) {
                for (below, level) in shape.steps() {
                    (0..level.width).for_each(|node| add_up(nodes, first, below, level, node));
                }
            }
        });
        (0..forest.shapes.len()).for_each(|tree| forest.note_root(tree));
        forest
    }

    /// How many leaves tree `tree` has.
    pub fn leaves(&self, tree: usize) -> usize {
        self.shapes[tree].leaves.width as usize
    }

    /// The sums over the whole of tree `tree`.
    #[inline]
    pub fn root(&self, tree: usize) -> Sums {
        self.roots[tree]
    }

    /// Notes the sums over the whole of a tree once more.
    fn note_root(&mut self, tree: usize) {
        let root = self.shapes[tree].levels().last();
        self.roots[tree] = root.map_or([0.0; KINDS], |root| self.node(root.at as usize));
    }

    /// The sums of leaf `leaf`.
    #[inline]
    pub fn leaf(&self, tree: usize, leaf: usize) -> Sums {
        self.node(self.shapes[tree].leaves.at as usize + leaf)
    }

    #[inline]
    fn node(&self, at: usize) -> Sums {
        let mut sums = [0.0; KINDS];
        for (sums, nodes) in sums.as_chunks_mut().0.iter_mut().zip(&self.halves) {
            *sums = nodes.get(at).copied().unwrap_or_default();
        }
        sums
    }

    /// Sets a leaf without its ancestors and without [`Forest::root`]: call [`Forest::settle_above`] or
    /// [`Forest::settle`] after the last.
    pub fn put(&mut self, tree: usize, leaf: usize, sums: Sums) {
        let at = self.shapes[tree].leaves.at as usize + leaf;
        for (nodes, sums) in self.halves.iter_mut().zip(split(&sums)) {
            if let Some(node) = nodes.get_mut(at) {
                *node = *sums;
            }
        }
    }

    /// The same for one kind of a leaf.
    #[inline]
    pub fn put_kind(&mut self, tree: usize, leaf: usize, kind: usize, sum: f32) {
        let at = self.shapes[tree].leaves.at as usize + leaf;
        self.halves[kind / HALF][at][kind % HALF] = sum;
    }

    /// Recomputes every node above the leaves of `tree`.
    pub fn settle(&mut self, tree: usize) {
        for (below, level) in self.shapes[tree].steps() {
            (0..level.width).for_each(|node| self.add_up(below, level, node));
        }
        self.note_root(tree);
    }

    /// Recomputes every node above these leaves of `tree`, each once. `leaves` are in order
    /// and come back used up.
    pub fn settle_above(&mut self, tree: usize, leaves: &mut Vec<u32>) {
        for (below, level) in self.shapes[tree].steps() {
            leaves.iter_mut().for_each(|node| *node /= FAN as u32);
            leaves.dedup();
            leaves.iter().for_each(|&node| self.add_up(below, level, node));
        }
        self.note_root(tree);
    }

    /// Makes every sum of `tree` zero.
    pub fn clear(&mut self, tree: usize) {
        let first = self.shapes[tree].leaves.at as usize;
        let nodes = first..first + self.shapes[tree].nodes();
        self.halves.iter_mut().filter_map(|half| half.get_mut(nodes.clone())).for_each(|half| half.fill([0.0; HALF]));
        self.roots[tree] = [0.0; KINDS];
    }

    #[inline]
    fn add_up(&mut self, below: Level, level: Level, node: u32) {
        for nodes in self.halves.iter_mut().filter(|nodes| !nodes.is_empty()) {
            add_up(nodes, 0, below, level, node);
        }
    }

    /// The leaf in which a running sum over kind `kind` passes `target`, and what is
    /// left of the target within it. `target` lies in `[0, root[kind])`; should
    /// rounding carry it past the end, the last leaf with weight is taken.
    pub fn pick(&self, tree: usize, kind: usize, target: f64) -> (usize, f64) {
        let (nodes, kind) = (&self.halves[kind / HALF], kind % HALF);
        let (mut levels, mut height) = ([Level::default(); MOST_LEVELS], 0);
        for level in self.shapes[tree].levels() {
            levels[height] = level;
            height += 1;
        }
        let mut left = target;
        let mut node = 0usize;
        for &Level { at, width } in levels[..height.saturating_sub(1)].iter().rev() {
            let first = node * FAN;
            let last = (first + FAN).min(width as usize);
            // No jump depends on which it is: nobody could foresee it.
            let (mut chosen, mut passed) = (first, false);
            for child in first..last {
                let weight = f64::from(nodes[at as usize + child][kind]);
                let weighs = weight > 0.0 && !passed;
                passed |= weighs && left < weight;
                chosen = if weighs { child } else { chosen };
                left = if weighs && !passed { left - weight } else { left };
            }
            // Past the end by rounding: stay within the last child that has weight.
            left = left.min(f64::from(nodes[at as usize + chosen][kind]));
            node = chosen;
        }
        (node, left)
    }
}

/// The halves of all kinds.
#[inline]
fn split(sums: &Sums) -> &[HalfSums] {
    sums.as_chunks().0
}

/// Computes a node of a level from its children; `nodes` begin with that of number `first`.
fn add_up(nodes: &mut [HalfSums], first: u32, below: Level, level: Level, node: u32) {
    let from = (below.at - first) as usize + node as usize * FAN;
    let to = (from + FAN).min((below.at - first + below.width) as usize);
    let mut sum = [0.0f32; HALF];
    for child in &nodes[from..to] {
        for k in 0..HALF {
            sum[k] += child[k];
        }
    }
    nodes[(level.at - first + node) as usize] = sum;
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_chance::draw::{Key, Purpose};

    fn sums(x: f32) -> Sums {
        let mut s = [0.0; KINDS];
        s[3] = x;
        s
    }

    #[test]
    fn a_tree_summed_in_parts_equals_a_settled_one_bit_for_bit() {
        let key = Key::new(1, 0);
        let weight = |i: usize| key.draw(Purpose::Study, i as u32, 0).uniform(0) as f32;
        let (mut a, mut b) = (Forest::new([1, 777, 64], KINDS), Forest::new([1, 777, 64], KINDS));
        for i in 0..777 {
            a.put(1, i, sums(weight(i)));
            b.put(1, i, sums(1.0));
        }
        a.settle(1);
        b.settle(1);
        for part in 0..3 {
            let mut leaves: Vec<u32> = (0..777).filter(|i| i % 3 == part).collect();
            leaves.iter().for_each(|&i| b.put(1, i as usize, sums(weight(i as usize))));
            b.settle_above(1, &mut leaves);
        }
        assert_eq!((&a.halves, a.root(1)), (&b.halves, b.root(1)));
        let at_once = Forest::filled([1, 777, 64], 4, |tree, i| if tree == 1 { sums(weight(i)) } else { sums(0.0) });
        assert!(at_once.halves[1].is_empty() && at_once.halves[0] == a.halves[0]);
        assert!((0..3).all(|tree| at_once.root(tree) == a.root(tree)), "kinds that nobody is of weigh nothing");
        b.clear(1);
        assert!(b.halves.iter().flatten().flatten().all(|&x| x == 0.0) && b.root(1) == [0.0; KINDS]);
    }

    #[test]
    fn leaves_are_picked_in_proportion_to_their_weight() {
        let mut forest = Forest::new([300], KINDS);
        for i in 0..300 {
            forest.put(0, i, sums((i % 3) as f32));
        }
        forest.settle(0);
        let total = f64::from(forest.root(0)[3]);
        let mut hits = [0u32; 3];
        for n in 0..30_000u32 {
            let u = Key::new(2, 0).draw(Purpose::Study, n, 0).uniform(0);
            hits[forest.pick(0, 3, u * total).0 % 3] += 1;
        }
        assert_eq!(hits[0], 0, "a leaf without weight was picked");
        // Binomial(30 000, 1/3) has a standard deviation of 82.
        assert!((f64::from(hits[1]) - 10_000.0).abs() < 410.0, "{hits:?}");
    }

    #[test]
    fn a_leaf_alone_is_its_root_and_no_leaf_weighs_nothing() {
        let mut forest = Forest::new([1, 0], KINDS);
        forest.put(0, 0, sums(0.5));
        forest.settle_above(0, &mut vec![0]);
        forest.settle(1);
        assert_eq!((forest.root(0), forest.root(1)), (sums(0.5), [0.0; KINDS]));
        assert_eq!(forest.pick(0, 3, 0.2), (0, 0.2));
        forest.clear(0);
        assert_eq!((forest.root(0), forest.leaves(1)), ([0.0; KINDS], 0));
    }

    #[test]
    fn rounding_past_the_end_stays_within_the_tree() {
        let mut forest = Forest::new([65], KINDS);
        forest.put(0, 7, sums(0.5));
        forest.settle(0);
        assert_eq!(forest.pick(0, 3, 0.5000001).0, 7);
        assert_eq!(forest.pick(0, 3, 0.0).0, 7);
    }
}
