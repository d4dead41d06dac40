//! Chances for 64 people at once: a bit for each of them.

use crate::draw::Draw;

/// A probability as the binary digits of a number below 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance(u64);

impl Chance {
    /// To within 2⁻⁵³ of itself; certainty is 1 − 2⁻⁶⁴.
    pub fn of(probability: f64) -> Chance {
        Chance((probability * 18_446_744_073_709_551_616.0) as u64)
    }
}

/// Each of `who` with this probability, independently: see [`some_of_two`].
#[inline]
pub fn some_of(who: u64, chance: Chance, draw: Draw) -> u64 {
    if who == 0 || chance.0 == 0 { 0 } else { some_of_after(draw.block(0), who, chance, draw) }
}

/// The same where the first block of the draw is known: several are drawn at a time for less.
#[inline]
pub fn some_of_after(first: [u32; 4], who: u64, chance: Chance, draw: Draw) -> u64 {
    let mut deciding = Deciding { open: [who], digits: [chance.0], yes: [0] };
    deciding.read(first.map(|word| [word]));
    let mut block = 1;
    while deciding.goes_on() {
        deciding.read(draw.blocks::<1>(block));
        block += 1;
    }
    deciding.yes[0]
}

/// Each of two groups with the probability of their group, all independently.
///
/// Everybody compares a uniform number with their probability, binary digit by binary
/// digit, all 64 at once: the digits of one place are one random word. The first digit that
/// differs decides, so that after six or seven words hardly anybody is undecided; the law
/// is exact all the same. The groups have nobody in common, so they share the words.
#[inline]
pub fn some_of_two(a: (u64, Chance), b: (u64, Chance), draw: Draw) -> (u64, u64) {
    let mut deciding = Deciding { open: [a.0, b.0], digits: [a.1.0, b.1.0], yes: [0, 0] };
    let mut block = 0;
    while deciding.goes_on() {
        // Four blocks at a time, which vector instructions make cheaper: mostly they suffice.
        deciding.read(draw.blocks::<4>(block));
        block += 4;
    }
    (deciding.yes[0], deciding.yes[1])
}

/// Groups on their way to a decision.
struct Deciding<const G: usize> {
    /// Those whose digits so far are those of their probability.
    open: [u64; G],
    /// The digits to come, the next one highest.
    digits: [u64; G],
    /// Those whose number is below their probability.
    yes: [u64; G],
}

impl<const G: usize> Deciding<G> {
    #[inline]
    fn goes_on(&self) -> bool {
        self.open.iter().any(|&open| open != 0) && self.digits.iter().any(|&digits| digits != 0)
    }

    /// Two digits from each block, in order.
    #[inline]
    fn read<const N: usize>(&mut self, words: [[u32; N]; 4]) {
        let [first, second, third, fourth] = words;
        for (((a, b), c), d) in first.into_iter().zip(second).zip(third).zip(fourth) {
            for (high, low) in [(a, b), (c, d)] {
                let random = u64::from(high) << 32 | u64::from(low);
                for g in 0..G {
                    // All ones where the digit is 1.
                    let one = ((self.digits[g] as i64) >> 63) as u64;
                    self.yes[g] |= self.open[g] & !random & one;
                    self.open[g] &= !(random ^ one);
                    self.digits[g] <<= 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::{Key, Purpose};

    #[test]
    fn everybody_of_a_group_has_its_probability_and_is_independent() {
        let (a, b) = (0x0000_FFFF_0000_FFFF, 0xF0F0_0000_F0F0_0000);
        let n = 40_000;
        for (p, q) in [(0.3, 0.02), (0.75, 0.5), (1e-3, 1.0), (0.0, 0.139)] {
            let key = Key::new(6, 0);
            let (mut hits, mut both) = ([0u32; 64], 0u32);
            for i in 0..n {
                let draw = key.draw(Purpose::Study, i, 1);
                let (yes, no) = some_of_two((a, Chance::of(p)), (b, Chance::of(q)), draw);
                assert_eq!((yes & !a, no & !b), (0, 0), "somebody else");
                (0..64).for_each(|bit| hits[bit] += ((yes | no) >> bit & 1) as u32);
                both += (yes & 1 & no >> 20) as u32;
                assert_eq!(some_of(a, Chance::of(p), draw), yes);
            }
            for (bit, &hits) in hits.iter().enumerate() {
                let p = if a >> bit & 1 != 0 {
                    p
                } else if b >> bit & 1 != 0 {
                    q
                } else {
                    0.0
                };
                let (mean, sd) = (f64::from(n) * p, (f64::from(n) * p * (1.0 - p)).sqrt());
                assert!((f64::from(hits) - mean).abs() <= 4.5 * sd, "{p}: {hits} of {n}");
            }
            let mean = f64::from(n) * p * q;
            assert!((f64::from(both) - mean).abs() <= 5.0 * mean.sqrt(), "{p} {q}: {both} together");
        }
    }
}
