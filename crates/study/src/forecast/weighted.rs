//! The ensemble of the engine's runs: drawn in rounds, each round nearer to what had been published, and weighted by how
//! likely they make it.

use super::baselines::Paths;
use super::particles::{FEWEST, GUIDE, ParticleProposal, WeightedPoint, effective, weigh};
use super::prior::{self, Before, ParameterSource};
use super::run::{Crowds, cut};
use super::vintage::Vintage;
use super::{DRAWS, Ensemble, ForecastRequest, HourWindow, ParameterShift};
use crate::observe::SourceType;
use groundswell_chance::draw::{Key, Purpose};
use groundswell_complaint::Complaint;
use groundswell_engine::world::World;
use groundswell_scenario::scenario::{Making, Scenario};
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};

/// Runs of a round: more rounds follow the likelihood further.
const ROUND: usize = 50;
/// The most rounds.
const MOST_ROUNDS: usize = 12;
/// Runs of a batch: progress is told and a stop is heard between two.
const BATCH: usize = 16;

/// What one run says: crowds in each window, of the country and of the units, and the largest in one place.
struct Ran {
    nation: Vec<(f64, f64)>,
    units: Vec<Vec<(f64, f64)>>,
    log_likelihood: f64,
}

/// Coordinates of a run, and what it says or why it failed.
type Tried = (Vec<f64>, Result<Ran, String>);

/// What the runs at one origin are made from.
pub(super) struct WeightedRuns<'a> {
    scenario: &'a Scenario,
    /// What is drawn, where parameters are.
    before: Option<Before>,
    asked: &'a ForecastRequest,
    vintage: &'a Vintage,
    windows: &'a [HourWindow],
    making: Making,
    key: Key,
}

/// Runs that are done, and how they were drawn.
struct Drawn {
    points: Vec<WeightedPoint>,
    ran: Vec<Ran>,
    failed: Vec<String>,
    proposals: Vec<ParticleProposal>,
    /// Runs of each round that did not fail.
    sizes: Vec<usize>,
}

impl<'a> WeightedRuns<'a> {
    /// # Errors
    /// A scale at which the scenario has no agents; a prior that it does not allow.
    pub(super) fn new(
        scenario: &'a Scenario,
        asked: &'a ForecastRequest,
        vintage: &'a Vintage,
        windows: &'a [HourWindow],
    ) -> Result<WeightedRuns<'a>, Complaint> {
        let making = Making { scale: asked.scale, ..Making::default() };
        scenario.agents(&making)?;
        let before = matches!(asked.parameters, ParameterSource::Prior)
            .then(|| Before::of(scenario, vintage.origin))
            .transpose()?;
        let key = Key::new(asked.seed, vintage.origin as u32);
        Ok(WeightedRuns { scenario, before, asked, vintage, windows, making, key })
    }

    /// Draws of what will be reported, and what the runs were; `None` if it was stopped. `told` hears how many runs are done.
    ///
    /// # Errors
    /// Parameters that the scenario does not allow.
    pub(super) fn paths(
        &self,
        stop: &AtomicBool,
        told: &dyn Fn(usize),
    ) -> Result<Option<(Paths, Ensemble)>, Complaint> {
        let total = self.asked.replicates.max(1) as usize;
        let of_prior = self.before.is_some();
        let rounds = if of_prior { (total / ROUND).clamp(2, MOST_ROUNDS) } else { 1 };
        let (points, ran, failed) = (Vec::new(), Vec::new(), Vec::new());
        let mut drawn = Drawn { points, ran, failed, proposals: vec![ParticleProposal::prior()], sizes: Vec::new() };
        let mut weighted = None;
        for round in 0..rounds {
            let (from, upto) = (total * round / rounds, total * (round + 1) / rounds);
            if !self.round(&mut drawn, from, upto, stop, told)? {
                return Ok(None);
            }
            let Drawn { points, proposals, sizes, .. } = &mut drawn;
            if of_prior && !points.is_empty() {
                // What guides the next round may be sharper than what is believed in the end.
                let guide = weigh(points, proposals, sizes, GUIDE);
                weighted = Some(weigh(points, proposals, sizes, FEWEST));
                proposals.push(ParticleProposal::around(points, &guide.weights));
            }
        }
        let Drawn { points, ran, failed, sizes, .. } = drawn;
        let (weights, exponent) = match weighted {
            Some(weighted) => (weighted.weights, weighted.exponent),
            // A posterior knows the facts already; a single point has nothing to choose among but its random numbers.
            None => (vec![1.0; points.len()], 0.0),
        };
        let ensemble = Ensemble {
            runs: points.len() + failed.len(),
            failed,
            effective: effective(&weights),
            exponent,
            parameters: self.moved(&points, &weights, sizes.first().copied().unwrap_or(0)),
        };
        Ok(Some((reported(&ran, &weights, self.asked, self.windows), ensemble)))
    }

    /// One round of runs, numbered from `from` to `upto`; `false` if it was stopped.
    fn round(
        &self,
        drawn: &mut Drawn,
        from: usize,
        upto: usize,
        stop: &AtomicBool,
        told: &dyn Fn(usize),
    ) -> Result<bool, Complaint> {
        let before = drawn.points.len();
        for batch in (from..upto).step_by(BATCH) {
            if stop.load(Ordering::Relaxed) {
                return Ok(false);
            }
            let numbers: Vec<usize> = (batch..upto.min(batch + BATCH)).collect();
            let proposals = &drawn.proposals;
            let done: Vec<Result<Tried, Complaint>> =
                numbers.into_par_iter().map(|number| self.one(proposals, from, number)).collect();
            for one in done {
                match one? {
                    (z, Ok(one)) => {
                        drawn.points.push(WeightedPoint { z, log_likelihood: one.log_likelihood });
                        drawn.ran.push(one);
                    }
                    (_, Err(why)) => drawn.failed.push(why),
                }
            }
            told(drawn.points.len() + drawn.failed.len());
        }
        drawn.sizes.push(drawn.points.len() - before);
        Ok(true)
    }

    /// A run under parameters of its own; its round began at number `from`.
    fn one(&self, proposals: &[ParticleProposal], from: usize, number: usize) -> Result<Tried, Complaint> {
        let scenario = self.scenario;
        let (z, tried) = match (&self.before, &self.asked.parameters) {
            (Some(before), _) => {
                let round = proposals.len() - 1;
                let z = proposals[round].draw(before.dimensions(), self.key, (number - from) as u32, round as u32);
                let tried = prior::with(&before.scenario, before.names(), &before.values(&z))?;
                (z, Cow::Owned(tried))
            }
            (None, ParameterSource::Prior | ParameterSource::Scenario) => (vec![], Cow::Borrowed(scenario)),
            (None, ParameterSource::Posterior { posterior, .. }) => {
                let row = posterior.pick(self.key.draw(Purpose::Study, number as u32, 99).uniform(0));
                (vec![], Cow::Owned(prior::with(scenario, posterior.paths.iter(), row)?))
            }
        };
        // A bug in one run is counted, not a reason to lose the others.
        let run = || self.run(&tried, number as u32);
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run));
        Ok((z, outcome.map_err(|_| format!("run {number} failed"))))
    }

    fn run(&self, scenario: &Scenario, number: u32) -> Ran {
        let (asked, vintage) = (self.asked, self.vintage);
        let hours = self.windows.iter().map(|w| w.1).fold(vintage.origin, f64::max).ceil() as u32;
        let world = World::build(cut(scenario, &self.making, vintage.origin, hours, asked.orders), asked.seed);
        let crowds = Crowds::of(&world, asked.seed, number);
        let window = |w: &HourWindow| {
            let unit = |u: usize| (crowds.unit(u, w.0, w.1), crowds.gathering(u, w.0, w.1));
            let of_units: Vec<(f64, f64)> = (0..vintage.units).map(unit).collect();
            let largest = of_units.iter().map(|u| u.1).fold(0.0, f64::max);
            ((crowds.nation(w.0, w.1), largest), of_units)
        };
        let (nation, units): (Vec<_>, Vec<_>) = self.windows.iter().map(window).unzip();
        Ran { nation, units, log_likelihood: crowds.log_likelihood(vintage, &asked.observation) }
    }

    /// Parameters before and after weighing.
    fn moved(&self, points: &[WeightedPoint], weights: &[f64], of_prior: usize) -> Vec<ParameterShift> {
        let Some(before) = self.before.as_ref().filter(|_| !points.is_empty()) else { return vec![] };
        let values: Vec<Vec<f64>> = points.iter().map(|p| before.values(&p.z)).collect();
        let first: Vec<f64> = (0..points.len()).map(|i| f64::from(u8::from(i < of_prior))).collect();
        let about = |k: usize, weights: &[f64]| {
            let total: f64 = weights.iter().sum();
            let mean = values.iter().zip(weights).map(|(v, w)| w * v[k]).sum::<f64>() / total;
            let var = values.iter().zip(weights).map(|(v, w)| w * (v[k] - mean) * (v[k] - mean)).sum::<f64>() / total;
            (mean, var.sqrt())
        };
        let one = |(k, path): (usize, &str)| ParameterShift {
            path: path.into(),
            before: about(k, &first),
            after: about(k, weights),
        };
        before.names().enumerate().map(one).collect()
    }
}

/// Reports of weighted runs: systematic resampling, and each time another draw of who reports what.
fn reported(ran: &[Ran], weights: &[f64], asked: &ForecastRequest, windows: &[(f64, f64)]) -> Paths {
    let mut paths = Paths::empty("");
    let total: f64 = weights.iter().sum();
    let (mut at, mut upto) = (0, weights.first().copied().unwrap_or(0.0));
    for draw in 0..DRAWS {
        let share = (draw as f64 + 0.5) / DRAWS as f64 * total;
        while upto < share && at + 1 < ran.len() {
            at += 1;
            upto += weights[at];
        }
        let Some(one) = ran.get(at) else { break };
        let key = Key::new(asked.seed, draw as u32);
        let final_word = |crowd: (f64, f64), source, total, who: usize, w: usize| {
            let crowd_of = (key, who as u32, windows[w].0 as u32 * 64 + w as u32);
            let reports = asked.observation.reports(crowd.0, crowd.1, (source, total), crowd_of);
            reports.last().map_or(0.0, |report| report.people)
        };
        let nation = one
            .nation
            .iter()
            .enumerate()
            .map(|(w, x)| final_word(*x, SourceType::Official, true, u32::MAX as usize, w));
        let unit = |(w, all): (usize, &Vec<(f64, f64)>)| {
            all.iter().enumerate().map(|(u, x)| final_word(*x, SourceType::Media, false, u, w)).collect()
        };
        paths.push(nation.collect(), one.units.iter().enumerate().map(unit).collect());
    }
    paths
}
