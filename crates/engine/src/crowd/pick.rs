//! Some of many, at random, each set of them as likely as any other.
//!
//! Only those runs of leaves are walked in which somebody was chosen: a few of many thousand cost little more than the
//! few.

use crate::members::{LeafPart, LeafRun, Members};
use groundswell_chance::draw::{Draw, index};

/// `count` of the members in these leaves, `n` in all, without replacement (Floyd's algorithm:
/// Bentley & Floyd 1987), or all of them if there are no more.
pub fn some_of(members: &Members, leaves: (u32, u32), n: u32, count: u64, draw: Draw) -> Vec<LeafPart> {
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
    let (mut at, mut next, mut chosen) = (0, first_from(&ranks, 0), Vec::new());
    for LeafRun { leaves, members: here } in members.runs(leaves) {
        if next == u32::MAX {
            break;
        }
        if next < at + here {
            let mut at = at;
            // Not collected: the iterator runs its own loop in less time than it hands out one at a time.
            members.within(leaves).for_each(|part| {
                let people = part.who.count_ones();
                let here = window(&ranks, at) & u64::MAX >> (64 - people);
                at += people;
                if here != 0 {
                    chosen.push(LeafPart { who: deposit(here, part.who), ..part });
                }
            });
            next = first_from(&ranks, at);
        }
        at += here;
    }
    chosen
}

/// Who has each of these ranks among the members in these leaves, in the order of the ranks.
pub fn at_ranks(members: &Members, leaves: (u32, u32), ranks: &[u32]) -> Vec<LeafPart> {
    let mut order: Vec<usize> = (0..ranks.len()).collect();
    order.sort_by_key(|&k| ranks[k]);
    let mut found = vec![LeafPart { leaf: 0, who: 0 }; ranks.len()];
    let (mut next, mut at) = (order.into_iter().peekable(), 0u32);
    for LeafRun { leaves, members: here } in members.runs(leaves) {
        let Some(&k) = next.peek() else { break };
        if ranks[k] < at + here {
            let mut at = at;
            for part in members.within(leaves) {
                let n = part.who.count_ones();
                while let Some(k) = next.next_if(|&k| ranks[k] < at + n) {
                    found[k] = LeafPart { who: deposit(1 << (ranks[k] - at), part.who), ..part };
                }
                at += n;
            }
        }
        at += here;
    }
    found
}

/// The first position from `at` on that has a bit; beyond all of them where there is none.
fn first_from(words: &[u64], at: u32) -> u32 {
    let (mut word, mut bits) = (at / 64, words[at as usize / 64] & u64::MAX << (at % 64));
    while bits == 0 {
        word += 1;
        match words.get(word as usize) {
            Some(next) => bits = *next,
            None => return u32::MAX,
        }
    }
    64 * word + bits.trailing_zeros()
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

    /// 200 people of a place in five leaves of three runs, with gaps, and some of another place before and after them.
    fn people() -> (Members, (u32, u32)) {
        let mut members = Members::none(300, 2);
        for leaf in [60, 63, 66, 199, 202] {
            members.add(0, LeafPart { leaf, who: 0x5555_FFFF_5555_0FF0 });
        }
        members.add(1, LeafPart { leaf: 57, who: u64::MAX });
        members.add(1, LeafPart { leaf: 203, who: u64::MAX });
        (members, (58, 203))
    }

    fn parts() -> Vec<LeafPart> {
        let (members, leaves) = people();
        members.within(leaves).collect()
    }

    fn n() -> u32 {
        people().0.count(0)
    }

    fn some(count: u64, draw: Draw) -> Vec<LeafPart> {
        let (members, leaves) = people();
        some_of(&members, leaves, n(), count, draw)
    }

    #[test]
    fn as_many_as_asked_for_and_everybody_as_often() {
        let (times, count) = (4000, 30);
        let mut hits = vec![0u32; 64 * 203];
        for hour in 0..times {
            let draw = Key::new(4, 0).draw(Purpose::Study, 0, hour);
            let chosen = some(count, draw);
            assert_eq!(chosen.iter().map(|part| u64::from(part.who.count_ones())).sum::<u64>(), count);
            for part in chosen {
                let all = parts().into_iter().find(|p| p.leaf == part.leaf).expect("a leaf of theirs");
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
        assert_eq!(some(10_000, draw), parts());
        assert!(some(0, draw).is_empty());
    }

    #[test]
    fn a_rank_finds_the_person_that_has_it() {
        let plain: Vec<LeafPart> = parts()
            .into_iter()
            .flat_map(|part| crate::members::bits(part.who).map(move |bit| LeafPart { who: 1 << bit, ..part }))
            .collect();
        let ranks: Vec<u32> = [n() - 1, 0, 77, 77, 12, 150].to_vec();
        let (members, leaves) = people();
        let found = at_ranks(&members, leaves, &ranks);
        for (rank, part) in ranks.iter().zip(found) {
            assert_eq!(part, plain[*rank as usize]);
        }
    }
}
