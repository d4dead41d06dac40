//! Sets of people: a bit for everybody, a word for each leaf.
//!
//! A leaf is at most 64 people of one cell, so where somebody is takes one bit of one
//! word, and what happens to a leaf is done to all its people at once. A second level
//! says which words are not 0: a place without a crowd costs a word for 4,096 people. A
//! third says how many members each 64 leaves have, so that the n-th of many is found without a walk.

use crate::world::World;

/// Some of the people of a leaf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeafPart {
    /// Index of the leaf among all leaves of the world.
    pub leaf: u32,
    /// A bit for each of them, in the order of people.
    pub who: u64,
}

/// A set of people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    /// By leaf.
    words: Vec<u64>,
    /// A bit for each leaf: whether its word is not 0.
    some: Vec<u64>,
    /// Members by 64 leaves.
    sums: Vec<u16>,
    /// Members by place.
    counts: Vec<u32>,
}

/// Leaves that a word of bits stands for.
const RUN: u32 = 64;

/// Members of leaves that lie side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeafRun {
    /// From the first to before the last.
    pub leaves: (u32, u32),
    /// How many members there are.
    pub members: u32,
}

impl Members {
    /// Nobody, among this many leaves and places.
    pub fn none(leaves: usize, places: usize) -> Members {
        let runs = leaves.div_ceil(RUN as usize);
        Members { words: vec![0; leaves], some: vec![0; runs], sums: vec![0; runs], counts: vec![0; places] }
    }

    /// The members of a leaf.
    #[inline]
    pub fn of(&self, leaf: u32) -> u64 {
        self.words[leaf as usize]
    }

    /// The members of each leaf of a run.
    #[inline]
    pub(crate) fn of_run(&self, leaves: std::ops::Range<u32>) -> &[u64] {
        &self.words[leaves.start as usize..leaves.end as usize]
    }

    /// How many there are in a place.
    #[inline]
    pub fn count(&self, place: usize) -> u32 {
        self.counts[place]
    }

    /// Makes `who` the members of a leaf of `place`.
    #[inline]
    pub fn set(&mut self, place: usize, leaf: u32, who: u64) {
        let before = std::mem::replace(&mut self.words[leaf as usize], who).count_ones();
        let now = who.count_ones();
        self.counts[place] = self.counts[place] + now - before;
        let sum = &mut self.sums[(leaf / RUN) as usize];
        *sum = *sum + now as u16 - before as u16;
        let bit = 1 << (leaf % 64);
        let some = &mut self.some[leaf as usize / 64];
        *some = if who == 0 { *some & !bit } else { *some | bit };
    }

    /// Takes everybody out.
    pub fn clear(&mut self) {
        self.words.fill(0);
        self.some.fill(0);
        self.sums.fill(0);
        self.counts.fill(0);
    }

    /// Takes people in; some may be members already.
    #[inline]
    pub fn add(&mut self, place: usize, part: LeafPart) {
        self.set(place, part.leaf, self.of(part.leaf) | part.who);
    }

    /// Takes people out; some may be none of the members.
    #[inline]
    pub fn remove(&mut self, place: usize, part: LeafPart) {
        if self.of(part.leaf) & part.who != 0 {
            self.set(place, part.leaf, self.of(part.leaf) & !part.who);
        }
    }

    /// The same, or without bringing counts up to date: then call [`Members::recount`] after
    /// the last leaf of a place.
    #[inline]
    pub(crate) fn write(&mut self, place: usize, leaf: u32, who: u64, later: bool) {
        if later {
            self.words[leaf as usize] = who;
        } else {
            self.set(place, leaf, who);
        }
    }

    /// Brings the count of a place with these leaves up to date, and those of the runs that they lie in.
    #[inline(always)]
    pub(crate) fn recount(&mut self, place: usize, (first, end): (u32, u32)) {
        self.counts[place] = 0;
        let mut leaf = first;
        while leaf < end {
            // Those of one word of `some`.
            let next = end.min((leaf | 63) + 1);
            let words = &self.words[leaf as usize..next as usize];
            let there = words.iter().rev().fold(0, |there, &word| there << 1 | u64::from(word != 0));
            let all = u64::MAX >> (64 - words.len()) << (leaf % 64);
            let some = &mut self.some[leaf as usize / 64];
            *some = *some & !all | there << (leaf % 64);
            let own = self.count_in(leaf, next);
            self.counts[place] += own;
            // At an edge of the place the rest of the run is a neighbour's.
            let (run, end) = (leaf / RUN, ((leaf / RUN + 1) * RUN).min(self.words.len() as u32));
            self.sums[run as usize] = (self.count_in(run * RUN, leaf) + own + self.count_in(next, end)) as u16;
            leaf = next;
        }
    }

    /// The members of these leaves a run at a time. Runs without any are left out, but for the first and the last,
    /// which may be shared with a neighbour.
    pub fn runs(&self, leaves: (u32, u32)) -> impl Iterator<Item = LeafRun> + '_ {
        let runs = leaves.0 / RUN..leaves.1.div_ceil(RUN).max(leaves.0 / RUN);
        runs.filter(|&run| self.sums[run as usize] > 0).map(move |run| {
            let (first, end) = ((RUN * run).max(leaves.0), (RUN * (run + 1)).min(leaves.1));
            let whole = end - first == RUN;
            let members = if whole { u32::from(self.sums[run as usize]) } else { self.count_in(first, end) };
            LeafRun { leaves: (first, end), members }
        })
    }

    fn count_in(&self, first: u32, end: u32) -> u32 {
        self.words[first as usize..end as usize].iter().map(|word| word.count_ones()).sum()
    }

    /// The members in a run of leaves, in the order of people.
    pub fn within(&self, leaves: (u32, u32)) -> impl Iterator<Item = LeafPart> + Clone + '_ {
        set_bits(&self.some, leaves).map(|leaf| LeafPart { leaf, who: self.words[leaf as usize] })
    }
}

/// The positions of the bits that are set within a run of positions.
pub(crate) fn set_bits(words: &[u64], run: (u32, u32)) -> impl Iterator<Item = u32> + Clone + '_ {
    let (first, end) = (run.0 / 64, run.1.div_ceil(64).max(run.0 / 64));
    (first..end).flat_map(move |at| {
        let mut word = words[at as usize];
        if at == first {
            word &= u64::MAX << (run.0 % 64);
        }
        if at == run.1 / 64 {
            word &= (1u64 << (run.1 % 64)) - 1;
        }
        bits(word).map(move |bit| 64 * at + bit)
    })
}

/// The highest bit of each byte of a word, one beside the other.
#[inline]
pub(crate) fn tops(word: u64) -> u64 {
    ((word & 0x8080_8080_8080_8080) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The positions of the bits of a word, lowest first.
#[inline]
pub fn bits(mut word: u64) -> impl Iterator<Item = u32> + Clone {
    std::iter::from_fn(move || {
        let bit = word.trailing_zeros();
        (bit < 64).then(|| {
            word &= word - 1;
            bit
        })
    })
}

/// Where everybody is: the bits of [`crate::people`], a set for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whereabouts {
    /// In the street.
    pub street: Members,
    /// On strike.
    pub strike: Members,
    /// Out of late: goes out again more easily.
    pub rested: Members,
    /// In custody.
    pub detained: Members,
    /// Dead.
    pub dead: Members,
    /// Has been in the street and gone home at least once, and may be looked for.
    pub known: Members,
}

impl Whereabouts {
    /// Everybody in their first state.
    pub fn new(world: &World) -> Whereabouts {
        // Each is made by itself: memory that is zero takes no room before it is written to, a copy of it does.
        let none = || Members::none(world.leaves.len() - 1, world.spans.len());
        Whereabouts { street: none(), strike: none(), rested: none(), detained: none(), dead: none(), known: none() }
    }

    /// All sets, in the order of their bits in [`crate::people`].
    pub fn sets(&self) -> [&Members; 6] {
        [&self.street, &self.strike, &self.rested, &self.detained, &self.dead, &self.known]
    }

    /// The same, to change them.
    pub fn sets_mut(&mut self) -> [&mut Members; 6] {
        [&mut self.street, &mut self.strike, &mut self.rested, &mut self.detained, &mut self.dead, &mut self.known]
    }

    /// Those of a leaf who could go out: neither in the street nor in custody nor dead.
    #[inline]
    pub fn at_home(&self, world: &World, leaf: u32) -> u64 {
        world.everybody(leaf) & !(self.street.of(leaf) | self.detained.of(leaf) | self.dead.of(leaf))
    }

    /// A byte for each person, with the bits of [`crate::people`].
    pub fn bytes(&self, world: &World) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(world.agents() as usize);
        for leaf in 0..world.leaves.len() as u32 - 1 {
            let words = self.sets().map(|set| set.of(leaf));
            bytes.extend(
                (0..world.members(leaf).len())
                    .map(|i| words.iter().enumerate().map(|(bit, word)| ((word >> i & 1) as u8) << bit).sum::<u8>()),
            );
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_chance::draw::{Key, Purpose};

    #[test]
    fn counts_and_walks_follow_every_change() {
        let mut set = Members::none(300, 2);
        let (first, second) = ((0, 130), (130, 300));
        let mut plain = vec![0u64; 300];
        for n in 0..2000 {
            let b = Key::new(1, 0).draw(Purpose::Study, n, 0).block(0);
            let (leaf, who) = (b[0] % 300, u64::from(b[1]) & u64::from(b[2]));
            let place = usize::from(leaf >= 130);
            if n % 3 == 0 {
                set.remove(place, LeafPart { leaf, who });
                plain[leaf as usize] &= !who;
            } else {
                set.add(place, LeafPart { leaf, who });
                plain[leaf as usize] |= who;
            }
            if n % 50 == 0 {
                set.set(place, leaf, 0);
                plain[leaf as usize] = 0;
            }
        }
        let there = |run: (u32, u32)| {
            (run.0..run.1)
                .map(|leaf| LeafPart { leaf, who: plain[leaf as usize] })
                .filter(|part| part.who != 0)
                .collect::<Vec<_>>()
        };
        for run in [first, second, (0, 64), (64, 128), (7, 7), (100, 101), (0, 300)] {
            assert_eq!(set.within(run).collect::<Vec<_>>(), there(run), "{run:?}");
            let by_runs: Vec<LeafRun> = set.runs(run).filter(|run| run.members > 0).collect();
            assert!(by_runs.windows(2).all(|two| two[0].leaves.1 <= two[1].leaves.0), "{run:?}");
            for own in &by_runs {
                assert_eq!(own.members, there(own.leaves).iter().map(|part| part.who.count_ones()).sum::<u32>());
            }
            let counted: u32 = by_runs.iter().map(|run| run.members).sum();
            assert_eq!(counted, there(run).iter().map(|part| part.who.count_ones()).sum::<u32>(), "{run:?}");
        }
        let people = |parts: Vec<LeafPart>| parts.iter().map(|part| part.who.count_ones()).sum::<u32>();
        assert_eq!((set.count(0), set.count(1)), (people(there(first)), people(there(second))));
        let mut raw = set.clone();
        (0..300).for_each(|leaf| raw.write(0, leaf, plain[leaf as usize], true));
        raw.recount(0, first);
        raw.recount(1, second);
        assert_eq!(raw, set);
        set.clear();
        assert_eq!(set, Members::none(300, 2));
    }
}
