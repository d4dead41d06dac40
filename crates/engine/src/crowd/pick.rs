//! Some of many, at random, each set of them as likely as any other.

use crate::members::LeafPart;
use groundswell_chance::draw::{Draw, index};

/// `count` of the people in `parts`, `n` in all, without replacement (Floyd's algorithm:
/// Bentley & Floyd 1987), or all of them if there are no more.
pub fn some_of(parts: impl Iterator<Item = LeafPart>, n: u32, count: u64, draw: Draw) -> Vec<LeafPart> {
    let count = count.min(u64::from(n)) as u32;
    if count == 0 {
        return Vec::new();
    }
    // Chosen ranks, as bits in the order of people.
    let mut ranks = vec![0u64; n as usize / 64 + 2];
    for (i, last) in (n - count..n).enumerate() {
        let rank = index(draw.block(i as u32)[0], last + 1);
        let taken = ranks[rank as usize / 64] >> (rank % 64) & 1 != 0;
        let rank = if taken { last } else { rank };
        ranks[rank as usize / 64] |= 1 << (rank % 64);
    }
    let (mut at, mut chosen) = (0u32, Vec::new());
    // Not collected: the iterator runs its own loop in less time than it hands out one at a time.
    parts.for_each(|part| {
        let people = part.who.count_ones();
        let here = window(&ranks, at) & u64::MAX >> (64 - people);
        at += people;
        if here != 0 {
            chosen.push(LeafPart { who: deposit(here, part.who), ..part });
        }
    });
    chosen
}

/// Who has each of these ranks among the people in `parts`, in the order of the ranks.
pub fn at_ranks(parts: impl Iterator<Item = LeafPart>, ranks: &[u32]) -> Vec<LeafPart> {
    let mut order: Vec<usize> = (0..ranks.len()).collect();
    order.sort_by_key(|&k| ranks[k]);
    let mut found = vec![LeafPart { leaf: 0, who: 0 }; ranks.len()];
    let (mut next, mut at) = (order.into_iter().peekable(), 0u32);
    for part in parts {
        let n = part.who.count_ones();
        while let Some(k) = next.next_if(|&k| ranks[k] < at + n) {
            found[k] = LeafPart { who: deposit(1 << (ranks[k] - at), part.who), ..part };
        }
        at += n;
        if next.peek().is_none() {
            break;
        }
    }
    found
}

/// 64 bits from position `at` on.
fn window(words: &[u64], at: u32) -> u64 {
    let (word, shift) = (at as usize / 64, at % 64);
    words[word] >> shift | words[word + 1] << 1 << (63 - shift)
}

/// The lowest bits of `source` put where `mask` has bits.
fn deposit(source: u64, mut mask: u64) -> u64 {
    let (mut source, mut result) = (source, 0);
    while source != 0 && mask != 0 {
        let lowest = mask & mask.wrapping_neg();
        if source & 1 != 0 {
            result |= lowest;
        }
        mask ^= lowest;
        source >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_chance::draw::{Key, Purpose};

    /// 200 people in five leaves, with gaps.
    fn people() -> Vec<LeafPart> {
        (0..5).map(|leaf| LeafPart { leaf: 3 * leaf, who: 0x5555_FFFF_5555_0FF0 }).collect()
    }

    fn n() -> u32 {
        people().iter().map(|part| part.who.count_ones()).sum()
    }

    #[test]
    fn as_many_as_asked_for_and_everybody_as_often() {
        let (times, count) = (4000, 30);
        let mut hits = vec![0u32; 64 * 13];
        for hour in 0..times {
            let draw = Key::new(4, 0).draw(Purpose::Study, 0, hour);
            let chosen = some_of(people().into_iter(), n(), count, draw);
            assert_eq!(chosen.iter().map(|part| u64::from(part.who.count_ones())).sum::<u64>(), count);
            for part in chosen {
                let all = people().into_iter().find(|p| p.leaf == part.leaf).expect("a leaf of theirs");
                assert_eq!(part.who & !all.who, 0, "somebody else");
                crate::members::bits(part.who).for_each(|bit| hits[(64 * part.leaf + bit) as usize] += 1);
            }
        }
        let expected = f64::from(times) * count as f64 / f64::from(n());
        let chi2: f64 = hits.iter().filter(|h| **h > 0).map(|&h| (f64::from(h) - expected).powi(2) / expected).sum();
        assert_eq!(hits.iter().filter(|h| **h > 0).count(), n() as usize);
        // Chi-squared with n − 1 degrees of freedom, a little narrower without replacement.
        let spread = (2.0 * f64::from(n())).sqrt();
        assert!((chi2 - f64::from(n())).abs() < 5.0 * spread, "{chi2} for {}", n());
    }

    #[test]
    fn no_more_than_there_are() {
        let draw = Key::new(4, 0).draw(Purpose::Study, 1, 0);
        assert_eq!(some_of(people().into_iter(), n(), 10_000, draw), people());
        assert!(some_of(people().into_iter(), n(), 0, draw).is_empty());
    }

    #[test]
    fn a_rank_finds_the_person_that_has_it() {
        let plain: Vec<LeafPart> = people()
            .into_iter()
            .flat_map(|part| crate::members::bits(part.who).map(move |bit| LeafPart { who: 1 << bit, ..part }))
            .collect();
        let ranks: Vec<u32> = [n() - 1, 0, 77, 77, 12, 150].to_vec();
        let found = at_ranks(people().into_iter(), &ranks);
        for (rank, part) in ranks.iter().zip(found) {
            assert_eq!(part, plain[*rank as usize]);
        }
    }
}
