//! Random numbers without a generator to pass around.
//!
//! A draw is a pure function of *why* it is needed, *who* needs it and *when*:
//! `draw(purpose, who, hour)`, keyed by the seed and the replicate. Nothing is
//! advanced, so the order in which places are visited, the number of threads and
//! a resume from a checkpoint cannot change a result, and two branches that ask
//! the same question at the same hour get the same answer (common random numbers).
//!
//! The generator is Philox 4×32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel
//! random numbers: as easy as 1, 2, 3"), checked against the vectors published
//! with it.

use serde::{Deserialize, Serialize};

/// Why a draw is made. Two purposes never share a random number.
///
/// The discriminant is part of the result: append, never reorder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum Purpose {
    /// Attributes of a person as the world is built.
    Person = 1,
    /// Attributes and sizes of workplaces and blocks as the world is built.
    Cell = 2,
    /// How many quiet people of a place go out (cold cells).
    TurnoutCount = 3,
    /// Who they are.
    TurnoutPick = 4,
    /// Who moves in a place where many do.
    TurnoutCrowded = 5,
    /// Going out again after having gone home.
    Return = 6,
    /// Going home.
    Exit = 7,
    /// A workplace puts down its tools.
    StrikeStart = 8,
    /// Workers join a strike under way.
    StrikeJoin = 9,
    /// A workplace goes back to work.
    StrikeEnd = 10,
    /// Arrests.
    Arrest = 11,
    /// Releases.
    Release = 12,
    /// Deaths.
    Death = 13,
    /// Transitions of the regime.
    Regime = 14,
    /// The reference back-end: one draw per person and hour.
    Scan = 15,
    /// Round-ups after the crowd has gone.
    RoundUp = 16,
    /// Injuries of forces.
    Injury = 17,
    /// Units of police and army.
    Loyalty = 18,
    /// Members of the elite.
    Elite = 19,
    /// Organisation branches.
    Organisation = 20,
    /// Strike committees.
    Committee = 21,
    /// Messages and translations.
    Message = 22,
    /// Allies asked for help.
    Intervention = 23,
    /// Opposition inside a sending country.
    HomeFront = 24,
    /// Other countries.
    Spillover = 25,
    /// What is observed of what happens.
    Observation = 26,
    /// Designs, bootstraps and searches of the study crate.
    Study = 27,
    /// Explicit ties of the graph back-end.
    Graph = 28,
    /// Thresholds of the classic models.
    Threshold = 29,
    /// The lattice back-end (Epstein 2002 and its variants).
    Grid = 30,
    /// Point processes.
    PointProcess = 31,
    /// Who is let go.
    ReleasePick = 33,
    /// Which workplaces put down tools.
    StrikePick = 34,
    /// How many are arrested.
    ArrestCount = 35,
    /// How many are looked for at home.
    RoundUpCount = 36,
    /// How many of a crowd die.
    DeathCount = 37,
    /// How many of the forces die.
    ForcesDeath = 38,
    /// How many branches lose their leaders.
    Leaders = 45,
    /// Which.
    LeadersPick = 46,
    /// A workplace with a branch puts down its tools.
    BranchStrike = 47,
    /// Whether calls to strike reach a workplace.
    CallReach = 65,
    /// A workplace that is called puts down its tools.
    CallStrike = 66,
    /// How a share of those who take part is rounded.
    Presence = 49,
    /// How early or late a day of a place is.
    PresenceShift = 50,
    /// What a unit differs by from others.
    UnitEffect = 60,
    /// What a place differs by.
    PlaceEffect = 61,
    /// What a day in a place differs by.
    DayEffect = 62,
    /// What the price of fuel weighs in a unit.
    PriceEffect = 63,
    /// Who of a place stands in another one.
    Travel = 64,
}

/// The key of a replicate: every draw of a run is a function of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Key(pub u64);

impl Key {
    /// The key of replicate `replicate` under `seed`.
    ///
    /// For one seed the map from replicate to key is a bijection, so two
    /// replicates can never share a stream.
    pub fn new(seed: u64, replicate: u32) -> Key {
        Key(mix(mix(seed) ^ u64::from(replicate)))
    }

    /// The draw for this purpose, person (or place, or cell) and hour.
    #[inline]
    pub fn draw(self, purpose: Purpose, who: u32, hour: u32) -> Draw {
        Draw { key: self, purpose, who, hour }
    }

    /// The draws of several at a time.
    #[inline]
    pub fn draws<const N: usize>(self, purpose: Purpose, who: [u32; N], hour: u32) -> DrawGroup<N> {
        DrawGroup { key: self, purpose, who, hour }
    }

    fn halves(self) -> [u32; 2] {
        [self.0 as u32, (self.0 >> 32) as u32]
    }
}

/// A family of 128-bit random blocks belonging to one (purpose, who, hour).
#[derive(Clone, Copy, Debug)]
pub struct Draw {
    key: Key,
    purpose: Purpose,
    who: u32,
    hour: u32,
}

impl Draw {
    /// The `n`-th block of the family.
    #[inline]
    pub fn block(self, n: u32) -> [u32; 4] {
        self.key.draws(self.purpose, [self.who], self.hour).block(n).map(|[word]| word)
    }

    /// Blocks `n` to `n + N - 1` at a time: word `w` of the `i`-th of them is `[w][i]`.
    #[inline(always)]
    pub fn blocks<const N: usize>(self, n: u32) -> [[u32; N]; 4] {
        let numbers = std::array::from_fn(|i| n.wrapping_add(i as u32));
        philox4x32([[self.who; N], numbers, [self.hour; N], [self.purpose as u32; N]], self.key.halves()).map(low)
    }

    /// The `n`-th uniform number of the family, in `[0, 1)` with 53 bits.
    #[inline]
    pub fn uniform(self, n: u32) -> f64 {
        let b = self.block(n);
        unit(b[0], b[1])
    }

    /// Two independent uniforms in `[0, 1)` from the `n`-th block.
    #[inline]
    pub fn pair(self, n: u32) -> (f64, f64) {
        let b = self.block(n);
        (unit(b[0], b[1]), unit(b[2], b[3]))
    }

    /// A standard normal deviate (Box & Muller 1958) from the `n`-th block.
    pub fn normal(self, n: u32) -> f64 {
        let (u, v) = self.pair(n);
        libm::sqrt(-2.0 * libm::log(1.0 - u)) * libm::cos(std::f64::consts::TAU * v)
    }

    /// A Poisson count of the given mean. See [`crate::counts::poisson`].
    #[inline]
    pub fn poisson(self, mean: f64) -> u64 {
        crate::counts::poisson(mean, self)
    }

    /// A binomial count. See [`crate::counts::binomial`].
    #[inline]
    pub fn binomial(self, trials: u64, probability: f64) -> u64 {
        crate::counts::binomial(trials, probability, self)
    }
}

/// The draws of several people (or places, or cells) for one purpose and hour, side by side.
///
/// Vector instructions make it cheaper: compilers find them where there are sixteen or more.
#[derive(Clone, Copy, Debug)]
pub struct DrawGroup<const N: usize> {
    key: Key,
    purpose: Purpose,
    who: [u32; N],
    hour: u32,
}

impl<const N: usize> DrawGroup<N> {
    /// The draw of the `i`-th of them.
    #[inline]
    pub fn of(&self, i: usize) -> Draw {
        self.key.draw(self.purpose, self.who[i], self.hour)
    }

    /// The `n`-th block of each of them: word `w` of the `i`-th is `[w][i]`.
    #[inline(always)]
    pub fn block(&self, n: u32) -> [[u32; N]; 4] {
        self.lanes(n).map(low)
    }

    /// The same as two words of 64 bits, the first word of a block and the third as the high halves.
    #[inline(always)]
    pub fn words(&self, n: u32) -> [[u64; N]; 2] {
        let [a, b, c, d] = self.lanes(n);
        let pair = |high: [u64; N], other: [u64; N]| std::array::from_fn(|i| high[i] << 32 | other[i] & LOW);
        [pair(a, b), pair(c, d)]
    }

    /// The words of the `n`-th block, each the low half of a lane.
    #[inline(always)]
    fn lanes(&self, n: u32) -> [[u64; N]; 4] {
        philox4x32([self.who, [n; N], [self.hour; N], [self.purpose as u32; N]], self.key.halves())
    }
}

/// 53 random bits as a number in `[0, 1)`.
#[inline]
pub fn unit(hi: u32, lo: u32) -> f64 {
    let bits = (u64::from(hi) << 21) ^ (u64::from(lo) >> 11);
    bits as f64 * (1.0 / (1u64 << 53) as f64)
}

/// A 32-bit word as an index below `n`, by multiplication (bias below `n / 2³²`).
#[inline]
pub fn index(word: u32, n: u32) -> u32 {
    ((u64::from(word) * u64::from(n)) >> 32) as u32
}

/// SplitMix64's finaliser: a bijection of 64-bit words (Steele, Lea & Flood 2014).
fn mix(z: u64) -> u64 {
    let z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The low half of a word.
const LOW: u64 = 0xFFFF_FFFF;

/// The low halves of words.
#[inline(always)]
fn low<const N: usize>(words: [u64; N]) -> [u32; N] {
    words.map(|word| word as u32)
}

/// Philox 4×32 with ten rounds, for `N` counters side by side. Each word is the low half of
/// what is returned, as vectors multiply it: to pack them costs as much as the rounds.
#[inline(always)]
fn philox4x32<const N: usize>(counter: [[u32; N]; 4], key: [u32; 2]) -> [[u64; N]; 4] {
    const M0: u64 = 0xD251_1F53;
    const M1: u64 = 0xCD9E_8D57;
    const W0: u32 = 0x9E37_79B9;
    const W1: u32 = 0xBB67_AE85;
    let [mut c0, mut c1, mut c2, mut c3] = counter.map(|words| words.map(u64::from));
    let [mut k0, mut k1] = key;
    for _ in 0..10 {
        for i in 0..N {
            let p0 = M0 * (c0[i] & LOW);
            let p1 = M1 * (c2[i] & LOW);
            (c0[i], c1[i], c2[i], c3[i]) = (p1 >> 32 ^ c1[i] ^ u64::from(k0), p1, p0 >> 32 ^ c3[i] ^ u64::from(k1), p0);
        }
        k0 = k0.wrapping_add(W0);
        k1 = k1.wrapping_add(W1);
    }
    [c0, c1, c2, c3]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// The known-answer vectors published with Random123.
    #[test]
    fn philox_gives_the_published_vectors() {
        let philox = |counter: [u32; 4], key| philox4x32(counter.map(|word| [word]), key).map(|[word]| word as u32);
        let ones = u32::MAX;
        assert_eq!(philox([0; 4], [0; 2]), [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
        assert_eq!(philox([ones; 4], [ones; 2]), [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
        assert_eq!(
            philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]),
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]
        );
    }

    #[test]
    fn blocks_drawn_together_are_blocks_drawn_alone() {
        let key = Key::new(3, 1);
        let who = [7, 0, u32::MAX, 12];
        let draws = key.draws(Purpose::Grid, who, 5);
        let together = draws.block(2);
        let draw = key.draw(Purpose::Grid, 9, 5);
        let row = draw.blocks::<4>(u32::MAX - 1);
        for i in 0..4 {
            assert_eq!(together.map(|w| w[i]), key.draw(Purpose::Grid, who[i], 5).block(2));
            assert_eq!(together.map(|w| w[i]), draws.of(i).block(2));
            let halves = draws.words(2).map(|w| [(w[i] >> 32) as u32, w[i] as u32]);
            assert_eq!(together.map(|w| w[i]), *halves.as_flattened());
            assert_eq!(row.map(|w| w[i]), draw.block((u32::MAX - 1).wrapping_add(i as u32)));
        }
    }

    #[test]
    fn no_two_replicates_share_a_key() {
        let keys: HashSet<u64> = (0..200_000).map(|r| Key::new(7, r).0).collect();
        assert_eq!(keys.len(), 200_000);
    }

    #[test]
    fn neighbouring_replicates_are_uncorrelated() {
        let n = 20_000;
        let (a, b) = (Key::new(1, 0), Key::new(1, 1));
        let cov: f64 = (0..n)
            .map(|i| (a.draw(Purpose::Scan, i, 3).uniform(0) - 0.5) * (b.draw(Purpose::Scan, i, 3).uniform(0) - 0.5))
            .sum::<f64>()
            / f64::from(n);
        // The standard error of the covariance of two uniforms is 1/(12 √n).
        assert!(cov.abs() < 5.0 / (12.0 * f64::from(n).sqrt()), "covariance {cov}");
    }

    #[test]
    fn uniforms_fill_the_unit_interval_evenly() {
        let key = Key::new(9, 4);
        let mut bins = [0u32; 16];
        for i in 0..64_000 {
            bins[(key.draw(Purpose::Exit, i, 11).uniform(2) * 16.0) as usize] += 1;
        }
        let chi2: f64 = bins.iter().map(|&b| (f64::from(b) - 4000.0).powi(2) / 4000.0).sum();
        assert!(chi2 < 37.7, "chi-squared {chi2} with 15 degrees of freedom (p < .001)");
    }
}
