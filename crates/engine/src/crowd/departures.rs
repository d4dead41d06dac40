//! When each of those who rest went home: the low byte of the hour.

use crate::cells::BLOCK;
use crate::members::{bits, tops};

/// The bytes of a leaf.
type Bytes = [u8; BLOCK as usize];

/// Low byte of the hour in which a person last went home, of those who rest; of others it says nothing.
#[derive(Clone, Debug)]
pub struct Departures {
    /// By leaf. Memory that is zero takes no room before it is written to.
    bytes: Vec<Bytes>,
}

impl Departures {
    /// Nobody rests, in this many leaves.
    pub fn none(leaves: usize) -> Departures {
        Departures { bytes: vec![[0; BLOCK as usize]; leaves] }
    }

    /// These of a leaf go home in an hour with this low byte.
    #[inline]
    pub fn note(&mut self, leaf: u32, who: u64, byte: u8) {
        let bytes = &mut self.bytes[leaf as usize];
        bits(who).for_each(|bit| bytes[bit as usize] = byte);
    }

    /// The byte of somebody who rests.
    pub fn byte(&self, leaf: u32, bit: u32) -> u8 {
        self.bytes[leaf as usize][bit as usize]
    }

    /// Whose byte of a leaf is this one, among those who rest.
    #[inline(always)]
    pub fn equal(&self, leaf: u32, byte: u8) -> u64 {
        let bytes = &self.bytes[leaf as usize];
        // Vector instructions compare many at a time, one multiplication gathers the marks of eight.
        let marks: Bytes = std::array::from_fn(|i| if bytes[i] == byte { 0x80 } else { 0 });
        let eights = marks.as_chunks::<8>().0.iter().enumerate();
        eights.fold(0, |who, (n, &eight)| who | tops(u64::from_le_bytes(eight)) << (8 * n))
    }

    /// Leaves.
    pub fn leaves(&self) -> u32 {
        self.bytes.len() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_compared_many_at_a_time() {
        let mut departures = Departures::none(3);
        let left: Vec<u8> = (0..64u32).map(|i| (i * i % 7 * 85) as u8).collect();
        left.iter().enumerate().for_each(|(bit, &byte)| departures.note(1, 1 << bit, byte));
        for byte in [0, 85, 170, 255, 1, 128] {
            let plain = left.iter().enumerate().fold(0, |who, (i, &left)| who | u64::from(left == byte) << i);
            assert_eq!(departures.equal(1, byte), plain, "{byte}");
        }
        assert_ne!(departures.equal(1, 85), 0);
        departures.note(2, 0b101, 9);
        assert_eq!((departures.byte(2, 0), departures.byte(2, 2)), (9, 9));
        assert_eq!(departures.equal(2, 9), 0b101);
    }
}
