//! The ensemble of the engine's runs: drawn in rounds, each round nearer to what had been published, and weighted by how
//! likely they make it.

use super::baselines::Paths;
use super::guided::{Lead, lead};
use super::particles::{FEWEST, GUIDE, ParticleProposal, WeightedPoint, effective, weigh};
use super::prior::{self, Before, ParameterSource};
use super::run::{Crowds, HourWindow, cut};
use super::vintage::Vintage;
use super::{DRAWS, Ensemble, ForecastRequest, ParameterShift};
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
/// Replicate of the first run that is led: above those of runs that are weighted.
const GUIDED: u32 = 1 << 24;
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

/// Runs that are done and weighted.
pub(super) struct Weighed {
    /// Draws of what will be reported.
    pub paths: Paths,
    /// The result of the runs.
    pub ensemble: Ensemble,
    /// Coordinates of each run, and its weight.
    points: Vec<(Vec<f64>, f64)>,
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
    pub(super) fn paths(&self, stop: &AtomicBool, told: &dyn Fn(usize)) -> Result<Option<Weighed>, Complaint> {
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
        let paths = reported(&ran, &weights, self.asked, self.windows);
        let points = points.into_iter().map(|point| point.z).zip(weights).collect();
        Ok(Some(Weighed { paths, ensemble, points }))
    }

    /// Draws of what will be reported by runs that are led through the past, a run for each of `leads`, under parameters
    /// picked from the weighted runs; `None` if it was stopped.
    ///
    /// # Errors
    /// Parameters that the scenario does not allow.
    pub(super) fn guided(
        &self,
        weighed: &Weighed,
        leads: &[Lead],
        stop: &AtomicBool,
        told: &dyn Fn(usize),
    ) -> Result<Option<Paths>, Complaint> {
        let picked = picked(weighed.points.iter().map(|point| point.1), leads.len());
        let (mut ran, mut failed, mut miss) = (Vec::new(), 0usize, 0.0);
        for batch in (0..leads.len()).step_by(BATCH) {
            if stop.load(Ordering::Relaxed) {
                return Ok(None);
            }
            let numbers: Vec<usize> = (batch..leads.len().min(batch + BATCH)).collect();
            let one = |i: usize| {
                let Some((at, (z, _))) = picked.get(i).and_then(|&at| Some((at, weighed.points.get(at)?))) else {
                    return Ok(None);
                };
                let scenario = self.at_point(z, at)?;
                let hours = self.hours();
                let spec = cut(&scenario, &self.making, self.vintage.origin, hours, self.asked.orders);
                let run = || lead(spec, &leads[i], self.windows, self.asked.seed, GUIDED + i as u32);
                Ok(Some(std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).ok()))
            };
            let done: Vec<Result<_, Complaint>> = numbers.into_par_iter().map(one).collect();
            for one in done {
                match one? {
                    Some(Some(led)) => {
                        miss += led.miss;
                        ran.push(self.said(&led.crowds));
                    }
                    Some(None) => failed += 1,
                    None => {}
                }
            }
            told(ran.len() + failed);
        }
        let mut paths = reported(&ran, &vec![1.0; ran.len()], self.asked, self.windows);
        paths.note = format!(
            "{} runs led through conditioned crowds, {failed} failed; logarithms of crowds missed by {:.2} in the mean",
            ran.len() + failed,
            miss / ran.len().max(1) as f64
        );
        Ok(Some(paths))
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
        let z = match &self.before {
            Some(before) => {
                let round = proposals.len() - 1;
                proposals[round].draw(before.dimensions(), self.key, (number - from) as u32, round as u32)
            }
            None => vec![],
        };
        let tried = self.at_point(&z, number)?;
        // A bug in one run is counted, not a reason to lose the others.
        let run = || self.run(&tried, number as u32);
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run));
        Ok((z, outcome.map_err(|_| format!("run {number} failed"))))
    }

    /// The scenario of a run: at its coordinates, or at the draw of a posterior that belongs to its number.
    fn at_point(&self, z: &[f64], number: usize) -> Result<Cow<'_, Scenario>, Complaint> {
        let scenario = self.scenario;
        Ok(match (&self.before, &self.asked.parameters) {
            (Some(before), _) => Cow::Owned(prior::with(&before.scenario, before.names(), &before.values(z))?),
            (None, ParameterSource::Prior | ParameterSource::Scenario) => Cow::Borrowed(scenario),
            (None, ParameterSource::Posterior { posterior, .. }) => {
                let row = posterior.pick(self.key.draw(Purpose::Study, number as u32, 99).uniform(0));
                Cow::Owned(prior::with(scenario, posterior.paths.iter(), row)?)
            }
        })
    }

    /// Hours of a run.
    fn hours(&self) -> u32 {
        self.windows.iter().map(|w| w.1).fold(self.vintage.origin, f64::max).ceil() as u32
    }

    fn run(&self, scenario: &Scenario, number: u32) -> Ran {
        let (asked, vintage) = (self.asked, self.vintage);
        let world = World::build(cut(scenario, &self.making, vintage.origin, self.hours(), asked.orders), asked.seed);
        let crowds = Crowds::of(&world, asked.seed, number);
        Ran { log_likelihood: crowds.log_likelihood(vintage, &asked.observation), ..self.said(&crowds) }
    }

    /// What the crowds of a run are in each window.
    fn said(&self, crowds: &Crowds) -> Ran {
        let window = |w: &HourWindow| {
            let unit = |u: usize| (crowds.unit(u, w.0, w.1), crowds.gathering(u, w.0, w.1));
            let of_units: Vec<(f64, f64)> = (0..self.vintage.units).map(unit).collect();
            let largest = of_units.iter().map(|u| u.1).fold(0.0, f64::max);
            ((crowds.nation(w.0, w.1), largest), of_units)
        };
        let (nation, units): (Vec<_>, Vec<_>) = self.windows.iter().map(window).unzip();
        Ran { nation, units, log_likelihood: 0.0 }
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

/// Systematic resampling: which of some weighted things each of `n` draws is.
fn picked(weights: impl Iterator<Item = f64>, n: usize) -> Vec<usize> {
    let weights: Vec<f64> = weights.collect();
    let total: f64 = weights.iter().sum();
    let (mut at, mut upto) = (0, weights.first().copied().unwrap_or(0.0));
    (0..n)
        .map(|draw| {
            let share = (draw as f64 + 0.5) / n as f64 * total;
            while upto < share && at + 1 < weights.len() {
                at += 1;
                upto += weights[at];
            }
            at
        })
        .collect()
}

/// Reports of weighted runs: systematic resampling, and each time another draw of who reports what.
fn reported(ran: &[Ran], weights: &[f64], asked: &ForecastRequest, windows: &[(f64, f64)]) -> Paths {
    let mut paths = Paths::empty("");
    for (draw, at) in picked(weights.iter().copied(), DRAWS).into_iter().enumerate() {
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
