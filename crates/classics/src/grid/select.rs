//! Finding the k-th of many bits without a branch that would be guessed wrong.

/// Counts the set bits of all words and finds, as word and bit, the one that `choose` names
/// by its number out of so many; `None` if there is none.
#[inline(always)]
pub(crate) fn nth<const N: usize>(words: &[u64; N], choose: impl Fn(u32) -> u32) -> Option<(usize, usize)> {
    let all: u32 = words.iter().map(|word| word.count_ones()).sum();
    if all == 0 {
        return None;
    }
    let k = choose(all);
    let (mut word, mut before, mut upto) = (0, 0, 0);
    for bits in words {
        upto += bits.count_ones();
        let passed = upto <= k;
        word += usize::from(passed);
        before = if passed { upto } else { before };
    }
    Some((word, bit(words[word], k - before)))
}

/// Where the k-th set bit of a word is (Vigna 2008, "Broadword implementation of rank/select queries").
#[inline(always)]
fn bit(word: u64, k: u32) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = ONES << 7;
    const DIAGONAL: u64 = 0x8040_2010_0804_0201;
    let k = u64::from(k);
    // How many bytes of `sums` are at most `k`, with everything below 128.
    let passed = |sums: u64, k: u64| u64::from(((((k * ONES) | HIGHS) - sums) & HIGHS).count_ones());
    let pairs = word - (word >> 1 & 0x5555_5555_5555_5555);
    let fours = (pairs & 0x3333_3333_3333_3333) + (pairs >> 2 & 0x3333_3333_3333_3333);
    // Each byte: the bits of it and of all lower bytes.
    let sums = ((fours + (fours >> 4)) & (ONES * 0x0F)).wrapping_mul(ONES);
    let byte = 8 * passed(sums, k);
    let left = k - ((sums << 8) >> byte & 0xFF);
    // The bits of that byte, a byte each, and their sums again.
    let spread = (((word >> byte & 0xFF) * ONES) & DIAGONAL) + ONES * 0x7F;
    let sums = ((spread & HIGHS) >> 7).wrapping_mul(ONES);
    (byte + passed(sums, left)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bit_of_every_word_is_found() {
        let mut word = 0x9E37_79B9_7F4A_7C15_u64;
        for round in 0..2_000 {
            word = word.wrapping_mul(0xD129_0D3B_3F5C_1A55).rotate_left(23) ^ round;
            for bits in [word, word & word >> 7, word | word << 9, u64::MAX, 1 << (round % 64)] {
                let places: Vec<usize> = (0..64).filter(|&b| bits >> b & 1 == 1).collect();
                for (k, &place) in places.iter().enumerate() {
                    assert_eq!(bit(bits, k as u32), place, "bit {k} of {bits:#x}");
                }
            }
        }
    }

    #[test]
    fn bits_are_numbered_over_all_words() {
        let words = [0, 0b1010, 0, u64::MAX, 1 << 63];
        let all: Vec<_> = (0..67).map(|k| nth(&words, |n| if n == 67 { k } else { 99 })).collect();
        let expected = [(1, 1), (1, 3)].into_iter().chain((0..64).map(|b| (3, b))).chain([(4, 63)]);
        assert_eq!(all, expected.map(Some).collect::<Vec<_>>());
        assert_eq!(nth(&[0; 4], |_| 0), None);
    }
}
