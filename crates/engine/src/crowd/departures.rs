//! When each of those who rest went home: the low byte of the step.
//!
//! A byte for everybody is more than all else that a replicate keeps of a large country, while in most leaves nobody
//! rests. So a leaf has its 64 bytes only as long as somebody does.

use crate::cells::BLOCK;
use crate::members::{bits, tops};

/// The bytes of a leaf.
type Bytes = [u8; BLOCK as usize];

/// Bytes are made for so many leaves at a time.
const AT_A_TIME: usize = 1 << 12;

/// Low byte of the step in which a person last went home, of those who rest.
#[derive(Clone, Debug)]
pub struct Departures {
    /// One more than where the bytes of a leaf are; 0 where nobody rests.
    at: Vec<u32>,
    bytes: Vec<Box<[Bytes]>>,
    /// Where bytes are that no leaf needs.
    free: Vec<u32>,
}

impl Departures {
    /// Nobody rests, in this many leaves.
    pub fn none(leaves: usize) -> Departures {
        Departures { at: vec![0; leaves], bytes: Vec::new(), free: Vec::new() }
    }

    /// These of a leaf go home in a step with this low byte.
    #[inline(always)]
    pub fn note(&mut self, leaf: u32, who: u64, byte: u8) {
        if self.at[leaf as usize] == 0 {
            self.at[leaf as usize] = self.room() + 1;
        }
        let at = self.at[leaf as usize] as usize - 1;
        let bytes = &mut self.bytes[at / AT_A_TIME][at % AT_A_TIME];
        bits(who).for_each(|bit| bytes[bit as usize] = byte);
    }

    /// Bytes that no leaf needs. Rarely made, so it is kept out of its caller's loop.
    #[inline(never)]
    fn room(&mut self) -> u32 {
        if self.free.is_empty() {
            let made = (self.bytes.len() * AT_A_TIME) as u32;
            self.bytes.push(vec![[0; BLOCK as usize]; AT_A_TIME].into_boxed_slice());
            self.free.extend((made..made + AT_A_TIME as u32).rev());
        }
        self.free.pop().expect("room was made")
    }

    fn of(&self, leaf: u32) -> Option<&Bytes> {
        let at = self.at[leaf as usize].checked_sub(1)? as usize;
        Some(&self.bytes[at / AT_A_TIME][at % AT_A_TIME])
    }

    /// The byte of somebody who rests.
    pub fn byte(&self, leaf: u32, bit: u32) -> u8 {
        self.of(leaf).map_or(0, |bytes| bytes[bit as usize])
    }

    /// Whose byte of a leaf is this one, among those who rest.
    #[inline(always)]
    pub fn equal(&self, leaf: u32, byte: u8) -> u64 {
        let Some(bytes) = self.of(leaf) else { return 0 };
        // Vector instructions compare many at a time, one multiplication gathers the marks of eight.
        let marks: Bytes = std::array::from_fn(|i| if bytes[i] == byte { 0x80 } else { 0 });
        let eights = marks.as_chunks::<8>().0.iter().enumerate();
        eights.fold(0, |who, (n, &eight)| who | tops(u64::from_le_bytes(eight)) << (8 * n))
    }

    /// Leaves.
    pub fn leaves(&self) -> u32 {
        self.at.len() as u32
    }

    /// Nobody rests any more.
    pub fn clear(&mut self) {
        *self = Departures::none(self.at.len());
    }

    /// Nobody of a leaf rests any more.
    pub fn forget(&mut self, leaf: u32) {
        let at = std::mem::take(&mut self.at[leaf as usize]);
        self.free.extend(at.checked_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_compared_many_at_a_time_and_room_serves_again() {
        let mut departures = Departures::none(3);
        let left: Vec<u8> = (0..64u32).map(|i| (i * i % 7 * 85) as u8).collect();
        left.iter().enumerate().for_each(|(bit, &byte)| departures.note(1, 1 << bit, byte));
        for byte in [0, 85, 170, 255, 1, 128] {
            let plain = left.iter().enumerate().fold(0, |who, (i, &left)| who | u64::from(left == byte) << i);
            assert_eq!(departures.equal(1, byte), plain, "{byte}");
        }
        assert_ne!(departures.equal(1, 85), 0);
        assert_eq!((departures.equal(0, 0), departures.equal(2, 0)), (0, 0));
        departures.forget(1);
        departures.forget(1);
        assert_eq!(departures.equal(1, 85), 0);
        departures.note(2, 0b101, 9);
        assert_eq!((departures.byte(2, 0), departures.byte(2, 2)), (9, 9));
        assert_eq!(departures.free.len(), AT_A_TIME - 1, "the room of the first serves the second");
    }

    #[test]
    fn there_is_room_for_every_leaf() {
        let leaves = 2 * AT_A_TIME as u32 + 1;
        let mut departures = Departures::none(leaves as usize);
        (0..leaves).for_each(|leaf| departures.note(leaf, 1 << (leaf % 64), leaf as u8));
        assert!((0..leaves).all(|leaf| departures.byte(leaf, leaf % 64) == leaf as u8));
    }
}
