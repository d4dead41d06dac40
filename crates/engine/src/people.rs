//! People: little more than two bytes each, sorted by place and cell, so that place, cell and
//! coordinates are implied by the index and no identifier is stored.
//!
//! A byte and three bits never change once the world is built and are shared by all replicates
//! (`own`, `kinds`). Six bits, each kept in a set of its own ([`crate::members`]), belong to a
//! replicate and start as zero, so that a replicate touches memory only where something happens.

use crate::forest::KINDS;

/// In the street.
pub const STREET: u8 = 1;
/// On strike.
pub const STRIKE: u8 = 2;
/// Out of late, now at home: goes out again more easily.
pub const RESTED: u8 = 4;
/// In custody.
pub const DETAINED: u8 = 8;
/// Dead.
pub const DEAD: u8 = 16;
/// Has been in the street at least once, and may be looked for.
pub const KNOWN: u8 = 32;
/// Nobody in one of these states can go out.
pub const NOT_AT_HOME: u8 = STREET | DETAINED | DEAD;

/// The unchanging attributes of everybody.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Private grievance of each person, as a level of 256 between 0 and the world's `top`.
    pub own: Vec<u8>,
    /// The kinds of the people of each leaf.
    pub kinds: Vec<LeafKinds>,
}

impl People {
    /// Kinds of people that there are: nobody is of one from this on.
    pub fn kinds_there_are(&self) -> usize {
        if self.kinds.iter().any(|kinds| kinds.fuel != 0) { KINDS } else { KINDS / 2 }
    }
}

/// The *kind* of the people of a leaf, which tells sums of the weight trees apart: its three bits, a word for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeafKinds {
    /// Risk class 0–3 (low to high aversion): lower and higher bit.
    risk: [u64; 2],
    /// Whether the household depends on the shocked fuel.
    fuel: u64,
}

impl LeafKinds {
    /// Says what one of the leaf is like: risk class 0–3, fuel dependence.
    #[inline]
    pub fn set(&mut self, bit: u32, risk: usize, fuel: bool) {
        self.risk[0] |= (risk as u64 & 1) << bit;
        self.risk[1] |= (risk as u64 >> 1 & 1) << bit;
        self.fuel |= u64::from(fuel) << bit;
    }

    /// Those of a kind, among places of the leaf that are taken.
    #[inline]
    pub fn of(&self, kind: usize) -> u64 {
        let those = |word: u64, bit: usize| if kind >> bit & 1 != 0 { word } else { !word };
        those(self.risk[0], 0) & those(self.risk[1], 1) & those(self.fuel, 2)
    }

    /// The kind of one of them: risk class, and 4 more with fuel dependence.
    #[inline]
    pub fn kind(&self, bit: u32) -> usize {
        (self.risk[0] >> bit & 1 | (self.risk[1] >> bit & 1) << 1 | (self.fuel >> bit & 1) << 2) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_what_was_said_of_everybody() {
        let mut kinds = LeafKinds::default();
        let said: Vec<(usize, bool)> = (0..64).map(|bit| ((bit * bit % 7) & 3, bit % 3 == 0)).collect();
        said.iter().enumerate().for_each(|(bit, &(risk, fuel))| kinds.set(bit as u32, risk, fuel));
        for (bit, &(risk, fuel)) in said.iter().enumerate() {
            assert_eq!(kinds.kind(bit as u32), risk + 4 * usize::from(fuel));
            assert!((0..8).all(|kind| (kinds.of(kind) >> bit & 1 != 0) == (kinds.kind(bit as u32) == kind)));
        }
    }
}
