//! Parameters and shared path given all reports: tempered sequential Monte Carlo.
//!
//! Particles are drawn from the prior, in standard normal coordinates, and the likelihood is let in little by little: each
//! exponent is the largest that leaves half of the particles in effect (Del Moral, Doucet & Jasra 2006, *JRSS B* 68:411).
//! After each, particles are resampled and moved by preconditioned Crank–Nicolson steps, `z' = √(1 − s²) z + s ξ`, which
//! leave the prior as it is, so that only likelihoods are compared (Cotter, Roberts, Stuart & White 2013, *Stat. Sci.* 28:424).

use super::alike::Alike;
use super::panel::Panel;
use super::parameters::AggregatePrior;
use super::shared::{FIXED, dimensions, shared};
use super::unit::UnitGrid;
use groundswell_chance::draw::{Draw, Key, Purpose};
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};

/// Most exponents: a likelihood that needs more is a bug in the data, and what is left is let in at once.
const MOST_EXPONENTS: usize = 60;

/// How much is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Particles.
    pub particles: usize,
    /// Moves of each particle after each exponent.
    pub moves: usize,
    /// Moves at the end.
    pub last: usize,
}

impl Default for Effort {
    fn default() -> Effort {
        Effort { particles: 64, moves: 4, last: 10 }
    }
}

/// Particles after all reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Particles {
    /// Standard normal coordinates; all count alike.
    pub z: Vec<Vec<f64>>,
    /// Logarithm of the likelihood of each.
    pub log_likelihood: Vec<f64>,
    /// Evaluations of the likelihood.
    pub evaluations: usize,
    /// Exponents on the way.
    pub exponents: Vec<f64>,
    /// Share of the last moves that were taken.
    pub taken: f64,
    /// Particles that differ at the end: those that moved at least once after the last resampling, and the copies that did not, once.
    pub distinct: usize,
    /// Logarithm of the probability of all reports.
    pub evidence: f64,
}

/// Logarithm of the likelihood of all reports at shared coordinates, each unit summed over its own latent quantities.
pub fn log_likelihood(z: &[f64], panel: &Panel, alike: &Alike, prior: &AggregatePrior) -> f64 {
    let shared = shared(z, panel, prior);
    let grid = UnitGrid::new(&shared.values);
    alike
        .classes
        .iter()
        .filter(|class| class.known)
        .map(|class| {
            let base = shared.values.size * class.adults;
            let levels = shared.level.iter().zip(&panel.reports);
            class.units * grid.follow(levels.map(|(level, day)| (level + base, day[class.first]))).0
        })
        .sum()
}

/// Which coordinates a move touches, in turn: all, parameters and days of the week, the path, its last days.
fn touched(turn: usize, k: usize, dimensions: usize) -> bool {
    match turn % 4 {
        0 => true,
        1 => k < FIXED,
        2 => k >= FIXED,
        _ => k + 12 >= dimensions,
    }
}

/// Draws parameters and path from their distribution given the reports; `None` if it was stopped.
pub fn condition(
    panel: &Panel,
    prior: &AggregatePrior,
    effort: Effort,
    key: Key,
    stop: &AtomicBool,
) -> Option<Particles> {
    let (n, dimensions) = (effort.particles.max(8), dimensions(panel.days()));
    let alike = Alike::of(panel);
    let at = |z: &[f64]| log_likelihood(z, panel, &alike, prior);
    let mut walk = Walk::from_prior(n, dimensions, key, &at);
    let mut found = Particles {
        z: vec![],
        log_likelihood: vec![],
        evaluations: n,
        exponents: vec![],
        taken: 1.0,
        distinct: n,
        evidence: 0.0,
    };
    let mut exponent = 0.0;
    while exponent < 1.0 {
        let next = next_exponent(&walk.log, exponent, found.exponents.len() + 1 >= MOST_EXPONENTS);
        let weights = relative(&walk.log, next - exponent);
        let most = walk.log.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        found.evidence += (next - exponent) * most + libm::log(weights.iter().sum::<f64>() / n as f64);
        let parents = walk.resample(&weights);
        exponent = next;
        found.exponents.push(exponent);
        let mut moved = vec![false; n];
        let moves = if exponent < 1.0 { effort.moves } else { effort.last };
        for turn in 0..moves {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            found.taken = walk.step(turn, exponent, &mut moved);
            found.evaluations += n;
        }
        walk.round += 1;
        found.distinct = distinct(&parents, &moved);
    }
    (found.z, found.log_likelihood) = (walk.z, walk.log);
    Some(found)
}

/// Particles on their way from the prior to the posterior.
struct Walk<'a> {
    /// The logarithm of the likelihood.
    at: &'a (dyn Fn(&[f64]) -> f64 + Sync),
    key: Key,
    dimensions: usize,
    z: Vec<Vec<f64>>,
    log: Vec<f64>,
    /// Widths of the four kinds of moves, see [`touched`].
    widths: [f64; 4],
    /// Which random numbers come next.
    round: usize,
}

impl<'a> Walk<'a> {
    fn from_prior(n: usize, dimensions: usize, key: Key, at: &'a (dyn Fn(&[f64]) -> f64 + Sync)) -> Walk<'a> {
        let start = |i: usize| (0..dimensions).map(|k| draw(key, i, 0).normal(k as u32)).collect::<Vec<f64>>();
        let z: Vec<Vec<f64>> = (0..n).map(start).collect();
        let log = z.par_iter().map(|z| at(z)).collect();
        Walk { at, key, dimensions, z, log, widths: [0.3, 0.3, 0.3, 0.5], round: 1 }
    }

    /// Replaces particles by others according to their weights; which one each has become.
    fn resample(&mut self, weights: &[f64]) -> Vec<usize> {
        let parents = resampled(weights, draw(self.key, self.z.len(), self.round).uniform(0));
        self.z = parents.iter().map(|&i| self.z[i].clone()).collect();
        self.log = parents.iter().map(|&i| self.log[i]).collect();
        parents
    }

    /// Proposes a move to every particle; the share that took it.
    fn step(&mut self, turn: usize, exponent: f64, moved: &mut [bool]) -> f64 {
        self.round += 1;
        let width = self.widths[turn % 4];
        let tried: Vec<(Vec<f64>, f64)> =
            (0..self.z.len()).into_par_iter().map(|i| self.proposed(i, turn, width)).collect();
        let mut taken = 0usize;
        for (i, (proposed, its)) in tried.into_iter().enumerate() {
            let uniform = draw(self.key, i, self.round).uniform(0);
            if libm::log(1.0 - uniform) < exponent * (its - self.log[i]) {
                (self.z[i], self.log[i], moved[i]) = (proposed, its, true);
                taken += 1;
            }
        }
        let taken = taken as f64 / self.z.len() as f64;
        // A quarter of proposals taken is near what is best in many dimensions.
        self.widths[turn % 4] = (width * libm::exp(1.2 * (taken - 0.25))).clamp(0.03, 0.9);
        taken
    }

    /// Where a particle would go, and the logarithm of the likelihood there.
    fn proposed(&self, i: usize, turn: usize, width: f64) -> (Vec<f64>, f64) {
        let random = draw(self.key, i, self.round);
        let kept = libm::sqrt(1.0 - width * width);
        let step = |(k, x): (usize, &f64)| {
            if touched(turn, k, self.dimensions) { kept * x + width * random.normal(k as u32 + 1) } else { *x }
        };
        let proposed: Vec<f64> = self.z[i].iter().enumerate().map(step).collect();
        let log = (self.at)(&proposed);
        (proposed, log)
    }
}

fn draw(key: Key, i: usize, round: usize) -> Draw {
    key.draw(Purpose::Study, i as u32, round as u32)
}

/// Weights at a step of the exponent; the largest is 1.
fn relative(log: &[f64], step: f64) -> Vec<f64> {
    let most = log.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    log.iter().map(|l| libm::exp(step * (l - most))).collect()
}

/// The largest exponent that leaves half of the particles in effect.
fn next_exponent(log: &[f64], now: f64, last: bool) -> f64 {
    let enough =
        |upto: f64| crate::forecast::particles::effective(&relative(log, upto - now)) >= log.len() as f64 / 2.0;
    if last || enough(1.0) {
        return 1.0;
    }
    let (mut low, mut high) = (now, 1.0);
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        if enough(middle) { low = middle } else { high = middle }
    }
    low.max(now + 1e-5)
}

/// Systematic resampling: which particle each one becomes.
fn resampled(weights: &[f64], at: f64) -> Vec<usize> {
    let n = weights.len();
    let total: f64 = weights.iter().sum();
    let (mut i, mut upto) = (0, weights[0]);
    (0..n)
        .map(|k| {
            let share = (k as f64 + at) / n as f64 * total;
            while upto <= share && i + 1 < n {
                i += 1;
                upto += weights[i];
            }
            i
        })
        .collect()
}

fn distinct(parents: &[usize], moved: &[bool]) -> usize {
    let mut still: Vec<usize> = parents.iter().zip(moved).filter(|(_, moved)| !**moved).map(|(p, _)| *p).collect();
    still.sort_unstable();
    still.dedup();
    still.len() + moved.iter().filter(|moved| **moved).count()
}
