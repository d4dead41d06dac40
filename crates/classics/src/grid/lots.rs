//! What falls to whom by lot: places at the start, the order of turns.

use super::rules::Rules;
use groundswell_chance::draw::{Key, Purpose, index};

/// Sub-streams beside `who = person, hour = tick`: natures have an hour that no tick reaches.
pub(super) const NATURE: u32 = u32::MAX;
/// Shuffles have a person that does not exist.
const SHUFFLE: u32 = u32::MAX;
/// As have places at the start …
const PLACES: u32 = u32::MAX - 1;
/// … and withdrawals.
pub(super) const WITHDRAW: u32 = u32::MAX - 2;

/// Blocks of the shuffle that are drawn at a time.
const BLOCKS: usize = 16;

/// Random distinct sites: cops first, then citizens.
pub(super) fn places(rules: &Rules, key: Key) -> Vec<u32> {
    let sites = rules.width * rules.height;
    let people = rules.cop_count() + rules.citizen_count();
    let mut all: Vec<u32> = (0..sites).collect();
    let draw = key.draw(Purpose::Grid, PLACES, 0);
    for i in 0..people {
        let j = i + index(draw.block(i)[0], sites - i);
        all.swap(i as usize, j as usize);
    }
    all.truncate(people as usize);
    all
}

/// A random order (Fisher & Yates 1938; Durstenfeld 1964), four draws a block.
#[inline(always)]
pub(super) fn shuffle(order: &mut [u32], key: Key, tick: u32) {
    let draw = key.draw(Purpose::Grid, SHUFFLE, tick);
    let mut words = [[0; BLOCKS]; 4];
    for i in (1..order.len()).rev() {
        let n = order.len() - 1 - i;
        if n.is_multiple_of(4 * BLOCKS) {
            words = draw.blocks((n / 4) as u32);
        }
        order.swap(i, index(words[n % 4][n / 4 % BLOCKS], i as u32 + 1) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_shares_a_place_at_the_start() {
        let rules = Rules::netlogo();
        let mut all = places(&rules, Key::new(1, 0));
        assert_eq!(all.len(), 1_184);
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 1_184);
    }

    #[test]
    fn every_order_is_as_likely() {
        let mut seen = std::collections::HashMap::new();
        for tick in 0..6_000 {
            let mut order = [0, 1, 2];
            shuffle(&mut order, Key::new(2, 0), tick);
            *seen.entry(order).or_insert(0u32) += 1;
        }
        let chi2: f64 = seen.values().map(|&c| (f64::from(c) - 1_000.0).powi(2) / 1_000.0).sum();
        assert!(seen.len() == 6 && chi2 < 20.5, "chi-squared {chi2} with 5 degrees of freedom (p < .001)");
    }
}
