//! Branches of an organisation: where they are, which are lost, what they carry between places.

use crate::places::PlaceState;
use crate::spec::DEMANDS;
use crate::world::{Span, World};
use groundswell_chance::counts::binomial;
use groundswell_chance::draw::{Draw, Key, Purpose, index};

/// The cells with a branch, by place. A denser organisation has all the branches of
/// a thinner one.
pub(super) fn of_density(world: &World, key: Key, density: f64) -> Vec<Vec<u32>> {
    let has = |&cell: &u32| key.draw(Purpose::Organisation, cell, 0).uniform(0) < density;
    let place = |span: &Span| {
        if density > 0.0 { (span.cells.0..span.cells.1).filter(has).collect() } else { Vec::new() }
    };
    world.spans.iter().map(place).collect()
}

/// How many branches of a place are not among the lost. Of these some may never have been there:
/// a run can go on in a world with fewer.
pub(super) fn remaining(branches: &[u32], lost: &[u32]) -> usize {
    branches.len() - lost.iter().filter(|cell| branches.binary_search(cell).is_ok()).count()
}

/// The branches of a place that lose their leaders in a step, each by itself at this risk. They
/// are picked among all branches that the place ever had: a lost one that is picked is a void pick.
pub(super) fn picked(branches: &[u32], risk: f64, [number, picks]: [Draw; 2]) -> Vec<u32> {
    let n = branches.len() as u64;
    let count = binomial(n, -libm::expm1(-risk), number);
    let (mut picked, mut tries) = (Vec::with_capacity(count as usize), 0);
    while picked.len() < count as usize {
        let cell = branches[index(picks.block(tries)[0], n as u32) as usize];
        tries += 1;
        if !picked.contains(&cell) {
            picked.push(cell);
        }
    }
    picked
}

/// News that branches carry, whatever the network: from what branches know to what is known where
/// they reach people, at `kept` of the difference in a step.
pub(super) fn carry_news(fields: &mut [PlaceState], reach: &[f64], cohesion: f64, known: f64, kept: f64) {
    for (field, r) in fields.iter_mut().zip(reach) {
        field.information += cohesion * r * (known - field.information).max(0.0) * kept;
    }
}

/// Organised places agree on their demands, at a rate per hour for each share of people reached.
pub(super) fn pool_demands(fields: &mut [PlaceState], adults: &[f64], reach: &[f64], rate: f64, dt: f64) {
    let weights = reach.iter().zip(adults).map(|(r, n)| r * n);
    let all: f64 = weights.clone().sum();
    let mut mean = [0.0; DEMANDS];
    for (field, weight) in fields.iter().zip(weights) {
        mean.iter_mut().zip(field.demands).for_each(|(m, d)| *m += weight / all * d);
    }
    for (field, r) in fields.iter_mut().zip(reach) {
        let agreed = -libm::expm1(-rate * r * dt);
        field.demands.iter_mut().zip(mean).for_each(|(d, m)| *d += (m - *d) * agreed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_branch_is_picked_twice_and_all_are_at_a_certain_risk() {
        let branches: Vec<u32> = (10..40).collect();
        let draws = |n: u32| [Purpose::Leaders, Purpose::LeadersPick].map(|purpose| Key::new(1, 0).draw(purpose, n, 0));
        let mut all = picked(&branches, 100.0, draws(0));
        all.sort_unstable();
        assert_eq!(all, branches);
        let total: usize = (0..400).map(|n| picked(&branches, 0.1, draws(n)).len()).sum();
        // 30 · (1 − e^−.1) = 2.855 a step, with a standard deviation of 1.6 over √400.
        assert!((total as f64 / 400.0 - 2.855).abs() < 0.33, "{total}");
    }
}
