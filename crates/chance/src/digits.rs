//! Chances for 64 people at once: a bit for each of them.

use crate::draw::{Draw, DrawGroup};

/// A probability as the binary digits of a number below 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance(u64);

impl Chance {
    /// To within 2⁻⁵³ of itself; certainty is 1 − 2⁻⁶⁴.
    pub fn of(probability: f64) -> Chance {
        Chance((probability * 18_446_744_073_709_551_616.0) as u64)
    }
}

/// Each of `who` with this probability, independently: how is said at [`some_of_two`].
#[inline]
pub fn some_of(who: u64, chance: Chance, draw: Draw) -> u64 {
    if who == 0 || chance.0 == 0 { 0 } else { some_of_after(draw.block(0), who, chance, draw) }
}

/// The same where the first block of the draw is known: several are drawn at a time for less.
#[inline]
pub fn some_of_after(first: [u32; 4], who: u64, chance: Chance, draw: Draw) -> u64 {
    let mut deciding = Deciding { open: [who], digits: [chance.0], yes: [0] };
    deciding.read(first);
    deciding.decide(draw, 1);
    deciding.yes[0]
}

/// Digits that are read of all draws side by side: mostly nobody is undecided then.
const DIGITS: usize = 10;

/// Each of two groups with the probability of their group, all independently: for `N` pairs
/// of groups side by side, each with a draw of its own.
///
/// Everybody compares a uniform number with their probability, binary digit by binary
/// digit, all 64 at once: the digits of one place are one random word. The first digit that
/// differs decides, so that after six or seven words hardly anybody is undecided; the law
/// is exact all the same. The groups have nobody in common, so they share the words.
///
/// Always inlined, so that it is compiled for the vectors that its caller is compiled for.
#[inline(always)]
pub fn some_of_two<const N: usize>(a: (&[u64; N], Chance), b: (&[u64; N], Chance), draws: &DrawGroup<N>) -> [u64; N] {
    let mut random = [[0; N]; DIGITS];
    for (block, two) in (0..).zip(random.as_chunks_mut::<2>().0) {
        *two = draws.words(block);
    }
    let after = |n: usize| [a.1.0, b.1.0].map(|digits| digits << n);
    let ones: [[u64; 2]; DIGITS] = std::array::from_fn(|n| after(n).map(ones));
    let (mut open, mut yes) = ([0; N], [0; N]);
    for i in 0..N {
        let (mut undecided, mut below) = (a.0[i] | b.0[i], 0);
        for n in 0..DIGITS {
            let one = a.0[i] & ones[n][0] | b.0[i] & ones[n][1];
            below |= undecided & !random[n][i] & one;
            undecided &= !(random[n][i] ^ one);
        }
        (open[i], yes[i]) = (undecided, below);
    }
    for i in 0..N {
        if open[i] != 0 {
            let open = [open[i] & a.0[i], open[i] & b.0[i]];
            let mut deciding = Deciding { open, digits: after(DIGITS), yes: [yes[i], 0] };
            deciding.decide(draws.of(i), DIGITS as u32 / 2);
            yes[i] = deciding.yes[0] | deciding.yes[1];
        }
    }
    yes
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
    /// Reads blocks from the `n`-th on until everybody is decided. Rarely needed, so it is kept out of its callers' loops.
    #[inline(never)]
    fn decide(&mut self, draw: Draw, mut n: u32) {
        while self.open.iter().any(|&open| open != 0) && self.digits.iter().any(|&digits| digits != 0) {
            self.read(draw.block(n));
            n += 1;
        }
    }

    /// Two digits from a block.
    #[inline]
    fn read(&mut self, [first, second, third, fourth]: [u32; 4]) {
        for random in [word(first, second), word(third, fourth)] {
            for g in 0..G {
                let one = ones(self.digits[g]);
                self.yes[g] |= self.open[g] & !random & one;
                self.open[g] &= !(random ^ one);
                self.digits[g] <<= 1;
            }
        }
    }
}

/// Two halves together.
#[inline]
fn word(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

/// All ones where the next digit is 1.
#[inline]
fn ones(digits: u64) -> u64 {
    ((digits as i64) >> 63) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::{Key, Purpose};

    #[test]
    fn everybody_of_a_group_has_its_probability_and_is_independent() {
        const N: usize = 16;
        let (a, b) = (0x0000_FFFF_0000_FFFF, 0xF0F0_0000_F0F0_0000);
        let n = 40_000;
        for (p, q) in [(0.3, 0.02), (0.75, 0.5), (1e-3, 1.0), (0.0, 0.139)] {
            let key = Key::new(6, 0);
            let (mut hits, mut both) = ([0u32; 64], 0u32);
            for first in (0..n).step_by(N) {
                let draws = key.draws(Purpose::Study, std::array::from_fn(|i| first + i as u32), 1);
                let all = some_of_two((&[a; N], Chance::of(p)), (&[b; N], Chance::of(q)), &draws);
                for (i, &some) in all.iter().enumerate() {
                    assert_eq!(some & !(a | b), 0, "somebody else");
                    (0..64).for_each(|bit| hits[bit] += (some >> bit & 1) as u32);
                    both += (some & 1 & some >> 20) as u32;
                    assert_eq!(some_of(a, Chance::of(p), draws.of(i)), some & a, "the same as alone");
                    assert_eq!(some_of(b, Chance::of(q), draws.of(i)), some & b, "the same as alone");
                }
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
