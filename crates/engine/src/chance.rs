//! Counts by chance: Poisson and binomial deviates that are the same on every
//! platform. They use `libm`'s portable functions, never the system's.

use crate::draw::Draw;

/// A Poisson deviate.
///
/// Below a mean of ten by inversion of one uniform, so that a slightly larger
/// mean under the same draw never gives a smaller count; above by transformed
/// rejection (Hörmann 1993, PTRS).
pub fn poisson(mean: f64, draw: Draw) -> u64 {
    debug_assert!(mean.is_finite(), "a mean of {mean}");
    if mean <= 0.0 {
        return 0;
    }
    if mean < 10.0 {
        let u = draw.uniform(0);
        let mut p = libm::exp(-mean);
        let mut below = p;
        let mut k = 0u64;
        // The tail beyond 200 has no mass that a 53-bit uniform could hit.
        while u >= below && k < 200 {
            k += 1;
            p *= mean / k as f64;
            below += p;
        }
        return k;
    }
    let slam = libm::sqrt(mean);
    let loglam = libm::log(mean);
    let b = 0.931 + 2.53 * slam;
    let a = -0.059 + 0.02483 * b;
    let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let v_r = 0.9277 - 3.6224 / (b - 2.0);
    let mut n = 0;
    loop {
        let (u, v) = draw.pair(n);
        n += 1;
        let u = u - 0.5;
        let us = 0.5 - u.abs();
        let k = libm::floor((2.0 * a / us + b) * u + mean + 0.43);
        if us >= 0.07 && v <= v_r {
            return k as u64;
        }
        if k < 0.0 || (us < 0.013 && v > us) {
            continue;
        }
        if libm::log(v) + libm::log(inverse_alpha) - libm::log(a / (us * us) + b)
            <= k * loglam - mean - libm::lgamma(k + 1.0)
        {
            return k as u64;
        }
    }
}

/// A binomial deviate: how many of `trials` succeed.
///
/// By inversion while the expected number is small, otherwise trial by trial in
/// blocks of geometric waiting times; exact in both cases.
pub fn binomial(trials: u64, probability: f64, draw: Draw) -> u64 {
    if trials == 0 || probability <= 0.0 {
        return 0;
    }
    if probability >= 1.0 {
        return trials;
    }
    if probability > 0.5 {
        return trials - binomial(trials, 1.0 - probability, draw);
    }
    // Waiting times between successes are geometric (Devroye 1986, X.4.3).
    let log_q = libm::log1p(-probability);
    let (mut done, mut successes, mut n) = (0f64, 0u64, 0u32);
    loop {
        done += libm::floor(libm::log(1.0 - draw.uniform(n)) / log_q) + 1.0;
        if done > trials as f64 {
            return successes;
        }
        successes += 1;
        n += 1;
    }
}

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
    let mut deciding = Deciding::of((who, chance), (0, Chance(0)));
    let mut block = 0;
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
    let mut deciding = Deciding::of(a, b);
    let mut block = 0;
    while deciding.goes_on() {
        // Four blocks at a time, which vector instructions make cheaper: mostly they suffice.
        deciding.read(draw.blocks::<4>(block));
        block += 4;
    }
    (deciding.yes[0], deciding.yes[1])
}

/// Two groups on their way to a decision.
struct Deciding {
    /// Those whose digits so far are those of their probability.
    open: [u64; 2],
    /// The digits to come, the next one highest.
    digits: [u64; 2],
    /// Those whose number is below their probability.
    yes: [u64; 2],
}

impl Deciding {
    #[inline]
    fn of(a: (u64, Chance), b: (u64, Chance)) -> Deciding {
        Deciding { open: [a.0, b.0], digits: [a.1.0, b.1.0], yes: [0, 0] }
    }

    #[inline]
    fn goes_on(&self) -> bool {
        self.open[0] | self.open[1] != 0 && self.digits[0] | self.digits[1] != 0
    }

    /// Two digits from each block, in order.
    #[inline]
    fn read<const N: usize>(&mut self, words: [[u32; N]; 4]) {
        for n in 0..N {
            for (high, low) in [(words[0][n], words[1][n]), (words[2][n], words[3][n])] {
                let random = u64::from(high) << 32 | u64::from(low);
                for g in 0..2 {
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

/// Whether `u < 1 − exp(−x)`, without the exponential where it is not needed: since
/// `x − x²/2 ≤ 1 − e⁻ˣ ≤ x`, it is needed for a share of `x²/2` of the uniforms only.
#[inline]
pub fn happens(u: f64, x: f64) -> bool {
    const MARGIN: f64 = 1e-12;
    if u > x * (1.0 + MARGIN) {
        return false;
    }
    if u < x * (1.0 - 0.5 * x) * (1.0 - MARGIN) {
        return true;
    }
    u < -libm::expm1(-x)
}

/// The probability that something of rate `rate` per hour happens within an hour.
#[inline]
pub fn within_the_hour(rate: f64) -> f64 {
    -libm::expm1(-rate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::{Key, Purpose};

    fn moments(n: u32, mut f: impl FnMut(Draw) -> u64) -> (f64, f64) {
        let key = Key::new(5, 0);
        let xs: Vec<f64> = (0..n).map(|i| f(key.draw(Purpose::Study, i, 0)) as f64).collect();
        let mean = xs.iter().sum::<f64>() / f64::from(n);
        let var = xs.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / f64::from(n - 1);
        (mean, var)
    }

    #[test]
    fn poisson_has_its_mean_and_variance_in_both_regimes() {
        for mean in [0.3, 4.0, 9.9, 10.1, 80.0, 5e4] {
            let (m, v) = moments(20_000, |d| poisson(mean, d));
            let se = (mean / 20_000.0).sqrt();
            assert!((m - mean).abs() < 5.0 * se, "mean {mean}: {m}");
            assert!((v / mean - 1.0).abs() < 0.08, "variance of mean {mean}: {v}");
        }
    }

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
                let p = if a >> bit & 1 != 0 { p } else if b >> bit & 1 != 0 { q } else { 0.0 };
                let (mean, sd) = (f64::from(n) * p, (f64::from(n) * p * (1.0 - p)).sqrt());
                assert!((f64::from(hits) - mean).abs() <= 4.5 * sd, "{p}: {hits} of {n}");
            }
            let mean = f64::from(n) * p * q;
            assert!((f64::from(both) - mean).abs() <= 5.0 * mean.sqrt(), "{p} {q}: {both} together");
        }
    }

    #[test]
    fn the_short_way_to_a_chance_is_the_long_way() {
        for i in 0..200_000u32 {
            let (u, v) = Key::new(8, 0).draw(Purpose::Study, i, 0).pair(0);
            let x = [v, 0.01 * v, 4.0 * v, u, u * (1.0 + 0.5 * u), 0.0, -libm::log1p(-u)][i as usize % 7];
            assert_eq!(happens(u, x), u < -libm::expm1(-x), "{u} {x}");
        }
        assert!(!happens(0.0, 0.0));
    }

    #[test]
    fn binomial_has_its_mean_and_variance() {
        for (n, p) in [(10u64, 0.2), (1000, 0.01), (1000, 0.7), (64, 0.5)] {
            let (m, v) = moments(20_000, |d| binomial(n, p, d));
            let (mean, var) = (n as f64 * p, n as f64 * p * (1.0 - p));
            assert!((m - mean).abs() < 5.0 * (var / 20_000.0).sqrt(), "{n} {p}: {m}");
            assert!((v / var - 1.0).abs() < 0.08, "{n} {p}: variance {v}");
        }
    }
}
