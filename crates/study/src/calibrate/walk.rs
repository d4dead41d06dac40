//! How a generation moves its particles: random walks within the tolerance.
//!
//! Those that the new tolerance leaves are drawn again in proportion to their weights. Each is then moved by steps of a
//! random walk; a step is taken where its simulation lies within the tolerance (Marjoram, Molitor, Plagnol & Tavaré 2003,
//! *PNAS* 100:15324; Del Moral, Doucet & Jasra 2012, *Stat. Comput.* 22:1009). Priors are even in shares, so nothing else
//! judges a step, and weights stay equal however many parameters there are (decision 0177).
//!
//! Half of the steps move all parameters, the others draw one of them again. Where a point says by numbers which of all
//! possible draws its units have, one step of three is such a step of the parameters, the others draw one or a few of these
//! numbers again and leave the parameters: all are even under the prior (decisions 0280, 0282).

use super::abc::{Particle, SamplingEffort};
use super::distance::Judge;
use super::linear::{effective, factor, moments};
use groundswell_chance::draw::{Key, Purpose};

/// A random walk with the shape of the particles.
pub(super) struct Walk {
    lower: Vec<Vec<f64>>,
    /// Numbered draws: the last shares of a point.
    draws: usize,
}

/// Share of the steps that draw numbers again: there are more of them than of parameters that hang together.
const NUMBERS: f64 = 2.0 / 3.0;

/// How many numbers such a step draws again on average, one of which holds for each step: many while the tolerance is wide.
const REDRAWN: [f64; 3] = [1.0, 2.0, 5.0];

/// Share of the steps through the parameters that draw one of them again and leave the others: one of which the record
/// says nothing then keeps the spread of its prior, however few ancestors the particles have.
const AGAIN: f64 = 0.5;

/// Lengths of steps, one of which is drawn for each: long ones while the tolerance is wide, short ones when few are taken.
const LENGTHS: [f64; 3] = [1.0, 0.5, 0.25];

impl Walk {
    /// Steps of `2.38² / d` times the covariance of the particles (Roberts, Gelman & Gilks 1997); the last `draws` shares
    /// of a point do not walk.
    pub(super) fn of(parents: &[Particle], draws: usize) -> Walk {
        let weights: Vec<f64> = parents.iter().map(|particle| particle.weight).collect();
        let walked = |particle: &Particle| particle.shares.len().saturating_sub(draws);
        let points: Vec<&[f64]> = parents.iter().map(|particle| &particle.shares[..walked(particle)]).collect();
        let (_, mut covariance) = moments(&points, &weights);
        let size = 2.38 * 2.38 / covariance.len().max(1) as f64;
        covariance.iter_mut().flatten().for_each(|c| *c *= size);
        Walk { lower: factor(&covariance), draws }
    }

    /// Where the `i`-th step of a generation leads from a point. Steps are reflected at the ends of the prior, so that a
    /// way and the way back are equally likely; the new values of what is drawn again do not depend on the old.
    pub(super) fn step(&self, from: &[f64], key: Key, i: u32) -> Vec<f64> {
        let (draw, walked) = (key.draw(Purpose::Study, i, 0), self.lower.len());
        let mut to = from.to_vec();
        let numbers = key.draw(Purpose::Study, i, 2);
        let one_of = |all: [f64; 3]| all[(numbers.uniform(1) * all.len() as f64) as usize];
        if self.draws > 0 && numbers.uniform(0) < NUMBERS {
            let share = one_of(REDRAWN) / self.draws as f64;
            for (k, number) in to[walked..].iter_mut().enumerate() {
                let k = k as u32;
                if numbers.uniform(2 + 2 * k) < share {
                    *number = numbers.uniform(3 + 2 * k);
                }
            }
            return to;
        }
        let again = key.draw(Purpose::Study, i, 3);
        if again.uniform(0) < AGAIN {
            if let Some(share) = to[..walked].get_mut((again.uniform(1) * walked as f64) as usize) {
                *share = again.uniform(2);
            }
            return to;
        }
        let z: Vec<f64> = (0..walked as u32).map(|k| draw.normal(1 + k)).collect();
        let length = if self.draws > 0 { one_of(LENGTHS) } else { 1.0 };
        for (k, share) in to[..walked].iter_mut().enumerate() {
            *share = reflected(*share + length * (0..=k).map(|j| self.lower[k][j] * z[j]).sum::<f64>());
        }
        to
    }
}

/// A number folded back between 0 and 1.
fn reflected(x: f64) -> f64 {
    let folded = x.rem_euclid(2.0);
    if folded > 1.0 { 2.0 - folded } else { folded }
}

/// The particles that a generation begins with: `n`, drawn from those that the tolerance leaves, systematically and in
/// proportion to their weights.
pub(super) fn begin(parents: &[Particle], judge: &Judge, n: u32) -> Vec<Particle> {
    let total: f64 = parents.iter().map(|particle| particle.weight).sum();
    let (mut at, mut upto) = (0, parents.first().map_or(0.0, |particle| particle.weight));
    (0..n)
        .map(|i| {
            let share = (f64::from(i) + 0.5) / f64::from(n) * total;
            while upto < share && at + 1 < parents.len() {
                at += 1;
                upto += parents[at].weight;
            }
            let mut particle = parents[at].clone();
            particle.runs.retain(|values| judge.distance(values) <= judge.epsilon);
            particle.weight = 1.0;
            particle
        })
        .collect()
}

/// Whether the `i`-th step is taken to a point with so many simulations within the tolerance, from one with so many.
pub(super) fn taken(to: usize, from: usize, key: Key, i: u32) -> bool {
    to >= from || key.draw(Purpose::Study, i, 1).uniform(0) * (from as f64) < to as f64
}

/// Particles that stand at one point as one particle of their weight together, so that what they are worth is not
/// overstated.
pub(super) fn together(particles: Vec<Particle>) -> Vec<Particle> {
    let mut all: Vec<Particle> = Vec::with_capacity(particles.len());
    for particle in particles {
        match all.iter_mut().find(|known| known.shares == particle.shares) {
            Some(known) => known.weight += particle.weight,
            None => all.push(particle),
        }
    }
    all
}

/// The next tolerance, and the particles that it leaves. It leaves a stated share of what they are worth.
pub(super) fn tighten(judge: &Judge, particles: &[Particle], effort: &SamplingEffort) -> (Judge, Vec<Particle>) {
    let (mut judge, mut particles) = (judge.clone(), particles.to_vec());
    particles.iter_mut().for_each(|particle| particle.judge(&judge));
    particles.sort_by(|a, b| a.distance.total_cmp(&b.distance));
    let goal = effort.keep * effective(particles.iter().map(|particle| particle.weight));
    let enough = |n: &usize| effective(particles[..*n].iter().map(|particle| particle.weight)) >= goal;
    // Enough to have a spread in every direction that is walked.
    let walked = particles.first().map_or(1, |p| p.shares.len().saturating_sub(effort.draws as usize));
    let least = (2 * walked).min(particles.len()).max(2);
    let n = (least..=particles.len()).find(enough).unwrap_or(particles.len());
    judge.epsilon = particles.get(n - 1).map_or(judge.epsilon, |particle| particle.distance);
    particles.truncate(n);
    (judge, particles)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn particle(share: f64, weight: f64) -> Particle {
        Particle { shares: vec![share], weight, distance: 0.0, runs: vec![vec![]] }
    }

    #[test]
    fn steps_stay_within_the_prior_and_lead_both_ways() {
        for (x, y) in [(0.3, 0.3), (-0.2, 0.2), (1.3, 0.7), (2.4, 0.4), (-1.1, 0.9)] {
            assert!((reflected(x) - y).abs() < 1e-12, "{x}");
        }
        let walk = Walk::of(&[particle(0.2, 1.0), particle(0.8, 1.0)], 0);
        let ends: Vec<f64> = (0..2000).map(|i| walk.step(&[0.1], Key::new(1, 0), i)[0]).collect();
        assert!(ends.iter().all(|x| (0.0..=1.0).contains(x)));
        let mean = ends.iter().sum::<f64>() / 2000.0;
        assert!((mean - 0.5).abs() < 0.05, "a wide walk forgets where it began: {mean}");
    }

    #[test]
    fn a_step_moves_parameters_or_draws_numbers_again() {
        let parent = |share: f64| Particle { shares: vec![share, 0.5, 0.25, 0.75], ..particle(share, 1.0) };
        let walk = Walk::of(&[parent(0.2), parent(0.8)], 3);
        let from = parent(0.4).shares;
        let ends: Vec<Vec<f64>> = (0..4000).map(|i| walk.step(&from, Key::new(1, 0), i)).collect();
        let moved = |end: &Vec<f64>| end[0] != from[0];
        let redrawn = |end: &Vec<f64>| (1..4).filter(|k| end[*k] != from[*k]).count();
        assert!(ends.iter().all(|end| !(moved(end) && redrawn(end) > 0)), "one or the other");
        assert!((1230..1440).contains(&ends.iter().filter(|end| moved(end)).count()), "one of three");
        let all: usize = ends.iter().map(redrawn).sum();
        // One, two and, of three, all: two on average, in two of three steps.
        assert!((5150..5550).contains(&all), "{all}");
        // What a number was says nothing of what it becomes.
        let after: Vec<f64> = ends.iter().filter(|end| end[2] != from[2]).map(|end| end[2]).collect();
        let mean = after.iter().sum::<f64>() / after.len() as f64;
        assert!((mean - 0.5).abs() < 0.03, "{mean}");
    }

    #[test]
    fn one_of_two_steps_through_parameters_draws_one_again() {
        let parent = |share: f64| Particle { shares: vec![share, share], ..particle(share, 1.0) };
        let walk = Walk::of(&[parent(0.2), parent(0.8)], 0);
        let from = parent(0.4).shares;
        let ends: Vec<Vec<f64>> = (0..4000).map(|i| walk.step(&from, Key::new(2, 0), i)).collect();
        let (first, second): (Vec<&Vec<f64>>, Vec<_>) = ends.iter().partition(|end| end[0] != from[0]);
        let alone: Vec<f64> = first.into_iter().filter(|end| end[1] == from[1]).map(|end| end[0]).collect();
        assert!((900..1100).contains(&alone.len()) && (900..1100).contains(&second.len()), "a quarter each");
        let mean = alone.iter().sum::<f64>() / alone.len() as f64;
        assert!((mean - 0.5).abs() < 0.03, "what it was says nothing of what it becomes: {mean}");
    }

    #[test]
    fn particles_are_drawn_by_weight_and_counted_once() {
        let judge = Judge::new(vec![]);
        let drawn = begin(&[particle(0.1, 3.0), particle(0.9, 1.0)], &judge, 8);
        assert_eq!(drawn.iter().filter(|p| p.shares == [0.1]).count(), 6);
        let once = together(drawn);
        assert_eq!(once.iter().map(|p| p.weight).collect::<Vec<_>>(), [6.0, 2.0]);
    }

    #[test]
    fn a_step_to_fewer_near_simulations_is_taken_as_often_as_there_are() {
        let key = Key::new(4, 0);
        assert!(taken(2, 2, key, 0) && taken(3, 1, key, 1) && !taken(0, 1, key, 2));
        let often = (0..4000).filter(|&i| taken(1, 4, key, i)).count();
        assert!((850..1150).contains(&often), "{often} of 4000");
    }
}
