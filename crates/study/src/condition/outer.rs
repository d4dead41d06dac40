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
use groundswell_chance::draw::{Key, Purpose};
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
    let draw = |i: usize, round: usize| key.draw(Purpose::Study, i as u32, round as u32);
    let alike = Alike::of(panel);
    let at = |z: &[f64]| log_likelihood(z, panel, &alike, prior);
    let start = |i: usize| (0..dimensions).map(|k| draw(i, 0).normal(k as u32)).collect::<Vec<f64>>();
    let mut z: Vec<Vec<f64>> = (0..n).map(start).collect();
    let mut log: Vec<f64> = z.par_iter().map(|z| at(z)).collect();
    let mut found = Particles {
        z: vec![],
        log_likelihood: vec![],
        evaluations: n,
        exponents: vec![],
        taken: 1.0,
        distinct: n,
        evidence: 0.0,
    };
    let (mut exponent, mut round) = (0.0, 1);
    let mut widths = [0.3, 0.3, 0.3, 0.5];
    while exponent < 1.0 {
        let next = next_exponent(&log, exponent, found.exponents.len() + 1 >= MOST_EXPONENTS);
        let weights = relative(&log, next - exponent);
        let most = log.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        found.evidence += (next - exponent) * most + libm::log(weights.iter().sum::<f64>() / n as f64);
        let parents = resampled(&weights, draw(n, round).uniform(0));
        z = parents.iter().map(|&i| z[i].clone()).collect();
        log = parents.iter().map(|&i| log[i]).collect();
        exponent = next;
        found.exponents.push(exponent);
        let mut moved = vec![false; n];
        let moves = if exponent < 1.0 { effort.moves } else { effort.last };
        for turn in 0..moves {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            round += 1;
            let width: f64 = widths[turn % 4];
            let kept = libm::sqrt(1.0 - width * width);
            let tried: Vec<(Vec<f64>, f64)> = (0..n)
                .into_par_iter()
                .map(|i| {
                    let random = draw(i, round);
                    let step = |(k, x): (usize, &f64)| {
                        if touched(turn, k, dimensions) { kept * x + width * random.normal(k as u32 + 1) } else { *x }
                    };
                    let proposed: Vec<f64> = z[i].iter().enumerate().map(step).collect();
                    let log = at(&proposed);
                    (proposed, log)
                })
                .collect();
            found.evaluations += n;
            let mut taken = 0usize;
            for (i, (proposed, its)) in tried.into_iter().enumerate() {
                if libm::log(1.0 - draw(i, round).uniform(0)) < exponent * (its - log[i]) {
                    (z[i], log[i], moved[i]) = (proposed, its, true);
                    taken += 1;
                }
            }
            found.taken = taken as f64 / n as f64;
            // A quarter of proposals taken is near what is best in many dimensions.
            widths[turn % 4] = (width * libm::exp(1.2 * (found.taken - 0.25))).clamp(0.03, 0.9);
        }
        round += 1;
        found.distinct = distinct(&parents, &moved);
    }
    (found.z, found.log_likelihood) = (z, log);
    Some(found)
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
