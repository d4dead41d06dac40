//! People: less than four bytes each, sorted by place and cell, so that place, cell and
//! coordinates are implied by the index and no identifier is stored.
//!
//! Two bytes never change once the world is built and are shared by all replicates
//! (`own`, `class`). Six bits, each kept in a set of its own ([`crate::members`]), and one
//! byte (`left`) belong to a replicate and start as zero, so that a replicate touches
//! memory only where something happens.

/// In the street.
pub const STREET: u8 = 1;
/// On strike.
pub const STRIKE: u8 = 2;
/// Out within the last two days, now at home: goes out again more easily.
pub const RESTED: u8 = 4;
/// In custody.
pub const DETAINED: u8 = 8;
/// Dead.
pub const DEAD: u8 = 16;
/// Has been in the street at least once, and may be looked for.
pub const KNOWN: u8 = 32;
/// Nobody in one of these states can go out.
pub const NOT_AT_HOME: u8 = STREET | DETAINED | DEAD;

/// Shares of the non-employed: the order of [`crate::spec::Place::others`].
pub const GROUP_NAMES: [&str; 4] = ["informal", "unemployed", "students", "pensioners"];

/// The unchanging attributes of everybody.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Private grievance, as a level of 256 between 0 and the world's `top`.
    pub own: Vec<u8>,
    /// Packed attributes, see [`PersonClass`].
    pub class: Vec<u8>,
}

/// The attributes packed into a person's class byte.
///
/// The lowest three bits are the *kind* of the weight trees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonClass(pub u8);

impl PersonClass {
    /// Packs: risk class 0–3 (low to high aversion), fuel dependence, language
    /// community 0–3, group 0–3.
    pub fn new(risk: u8, fuel: bool, language: u8, group: u8) -> PersonClass {
        PersonClass(risk & 3 | u8::from(fuel) << 2 | (language & 3) << 3 | (group & 3) << 5)
    }

    /// Which sum of a weight tree the person belongs to.
    #[inline]
    pub fn kind(self) -> usize {
        usize::from(self.0 & 7)
    }

    /// Risk class, 0 (takes risks) to 3.
    #[inline]
    pub fn risk(self) -> usize {
        usize::from(self.0 & 3)
    }

    /// Whether the household depends on the shocked fuel.
    #[inline]
    pub fn fuel(self) -> bool {
        self.0 & 4 != 0
    }

    /// Language community.
    pub fn language(self) -> usize {
        usize::from(self.0 >> 3 & 3)
    }

    /// Group: employed in a workplace or informal 0, unemployed 1, student 2, pensioner 3.
    pub fn group(self) -> usize {
        usize::from(self.0 >> 5 & 3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_keeps_what_it_was_given() {
        for (risk, fuel, language, group) in [(0, false, 3, 0), (3, true, 0, 3), (2, true, 1, 2)] {
            let class = PersonClass::new(risk, fuel, language, group);
            assert_eq!(class.risk(), usize::from(risk));
            assert_eq!(class.fuel(), fuel);
            assert_eq!(class.language(), usize::from(language));
            assert_eq!(class.group(), usize::from(group));
            assert_eq!(class.kind(), usize::from(risk) + 4 * usize::from(fuel));
        }
    }
}
