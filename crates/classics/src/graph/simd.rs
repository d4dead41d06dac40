//! The one compare of the kernel: whose count has reached their need?
//!
//! 64 people give one word. AVX-512 answers with one instruction, AVX2 with two, and
//! the plain loop gives the same bits anywhere.

// Vector intrinsics are unsafe to call; each is guarded by the run-time check that
// made its `Simd` value, and touches only whole chunks of the slices it was given.
#![allow(unsafe_code)]

/// Which instructions the compare uses. The result never depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Simd(Level);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Plain,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Simd {
    /// The best that this processor offers.
    pub fn best() -> Simd {
        *Simd::available().last().expect("plain is always there")
    }

    /// No vector instructions.
    pub fn plain() -> Simd {
        Simd(Level::Plain)
    }

    /// Everything this processor offers, from plain to best.
    pub fn available() -> Vec<Simd> {
        let mut all = vec![Simd::plain()];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                all.push(Simd(Level::Avx2));
            }
            if is_x86_feature_detected!("avx512bw") {
                all.push(Simd(Level::Avx512));
            }
        }
        all
    }

    /// For each 64 people a word with a bit for everybody whose count is at least
    /// their need. Slices of counts and needs are as long as each other and 64 times
    /// as long as `words`.
    pub(crate) fn reached_u8(self, counts: &[u8], needs: &[u8], words: &mut [u64]) {
        assert!(counts.len() == needs.len() && counts.len() == words.len() * 64);
        match self.0 {
            Level::Plain => reached_plain(counts, needs, words),
            #[cfg(target_arch = "x86_64")]
            // SAFETY: a value with this level exists only after the feature was detected.
            Level::Avx2 => unsafe { x86::reached_u8_avx2(counts, needs, words) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Level::Avx512 => unsafe { x86::reached_u8_avx512(counts, needs, words) },
        }
    }
}

/// The same compare for counts of any width.
pub(crate) fn reached_plain<T: Copy + PartialOrd>(counts: &[T], needs: &[T], words: &mut [u64]) {
    for ((word, counts), needs) in words.iter_mut().zip(counts.chunks_exact(64)).zip(needs.chunks_exact(64)) {
        let mut bits = 0u64;
        for (i, (c, n)) in counts.iter().zip(needs).enumerate() {
            bits |= u64::from(c >= n) << i;
        }
        *word = bits;
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;

    #[target_feature(enable = "avx2")]
    pub(super) fn reached_u8_avx2(counts: &[u8], needs: &[u8], words: &mut [u64]) {
        for ((word, c), n) in words.iter_mut().zip(counts.chunks_exact(64)).zip(needs.chunks_exact(64)) {
            // SAFETY: each chunk is 64 bytes, read as two unaligned halves of 32.
            let half = |at: usize| unsafe {
                let c = _mm256_loadu_si256(c.as_ptr().add(at).cast());
                let n = _mm256_loadu_si256(n.as_ptr().add(at).cast());
                // Unsigned bytes: c >= n exactly where the greater of the two is c.
                _mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_max_epu8(c, n), c)) as u32
            };
            *word = u64::from(half(0)) | u64::from(half(32)) << 32;
        }
    }

    #[target_feature(enable = "avx512bw")]
    pub(super) fn reached_u8_avx512(counts: &[u8], needs: &[u8], words: &mut [u64]) {
        for ((word, c), n) in words.iter_mut().zip(counts.chunks_exact(64)).zip(needs.chunks_exact(64)) {
            // SAFETY: each chunk is exactly the 64 bytes that are read, unaligned.
            *word = unsafe {
                _mm512_cmpge_epu8_mask(_mm512_loadu_epi8(c.as_ptr().cast()), _mm512_loadu_epi8(n.as_ptr().cast()))
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_chance::draw::{Key, Purpose};

    #[test]
    fn every_instruction_set_gives_the_same_bits() {
        let key = Key::new(12, 0);
        let bytes = |hour| -> Vec<u8> {
            (0..6_400).map(|i| key.draw(Purpose::Study, i, hour).block(0)[0] as u8 & 0x8f).collect()
        };
        let (counts, needs) = (bytes(0), bytes(1));
        let mut plain = vec![0; 100];
        reached_plain(&counts, &needs, &mut plain);
        assert!(plain.iter().any(|&w| w != 0 && w != u64::MAX));
        for simd in Simd::available() {
            let mut words = vec![0; 100];
            simd.reached_u8(&counts, &needs, &mut words);
            assert_eq!(words, plain, "{simd:?}");
        }
    }

    #[test]
    fn the_extremes_of_a_byte_are_compared_without_sign() {
        let mut counts = [0u8; 64];
        let mut needs = [255u8; 64];
        (counts[3], needs[3]) = (255, 255);
        (counts[40], needs[40]) = (128, 127);
        (counts[41], needs[41]) = (127, 128);
        for simd in Simd::available() {
            let mut words = [0u64];
            simd.reached_u8(&counts, &needs, &mut words);
            assert_eq!(words[0], 1 << 3 | 1 << 40, "{simd:?}");
        }
    }
}
