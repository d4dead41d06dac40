//! The sampler, which knows nothing of what it samples.

use super::distance::{ComparedValues, Judge, Observed};
use super::walk::{Walk, begin, taken, tighten, together};
use groundswell_chance::draw::{Key, Purpose};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicBool, Ordering};

/// What becomes of one simulation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Simulated {
    /// What it says of each quantity; what was not reached is `None`.
    pub values: ComparedValues,
    /// Whether it ran to the end: not if its distance was beyond the tolerance before.
    pub complete: bool,
    /// Why it failed, if it did.
    pub failure: Option<String>,
    /// Hours simulated.
    pub hours: u32,
}

/// What is calibrated. A point has a share of the prior, from 0 to 1, for each parameter, and after them one for each
/// numbered draw of the model.
pub trait Simulator: Sync {
    /// How many parameters and numbered draws.
    fn dimensions(&self) -> usize;
    /// What was recorded.
    fn observed(&self) -> Vec<Observed>;
    /// One simulation; its random numbers are a function of `number`. `None` if asked to stop.
    fn simulate(&self, shares: &[f64], number: u32, judge: &Judge, stop: &AtomicBool) -> Option<Simulated>;
    /// Simulations of the same parameters; one after the other unless something is shared.
    fn simulate_many(
        &self,
        shares: &[f64],
        first: u32,
        count: u32,
        judge: &Judge,
        stop: &AtomicBool,
    ) -> Option<Vec<Simulated>> {
        (first..first + count).map(|number| self.simulate(shares, number, judge, stop)).collect()
    }
}

/// How long and how finely to sample.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SamplingEffort {
    /// Particles.
    pub particles: u32,
    /// Simulations a proposal.
    pub replicates: u32,
    /// The most simulations in all.
    pub budget: u32,
    /// Share of the effective particles that the next tolerance keeps.
    pub keep: f64,
    /// How many of a point's shares, the last ones, stand for numbered draws. No draw is near another, so that these are
    /// drawn again where parameters walk.
    #[serde(default)]
    pub draws: u32,
    /// Seed.
    pub seed: u64,
}

impl SamplingEffort {
    /// Proposals of the first generation, from the prior; the nearest become particles.
    pub fn first(&self) -> u32 {
        (4 * self.particles).min(self.budget / self.replicates / 2).max(self.particles)
    }

    /// Steps of a later generation.
    fn steps(&self) -> u32 {
        ((STEPS + STEPS_OF_A_DRAW * f64::from(self.draws)) * f64::from(self.particles)).ceil() as u32
    }

    /// Points of the batch that begins with this one of a generation: its particles are moved in turn, and no batch has
    /// one of them twice.
    fn batch(&self, from: u32) -> u32 {
        BATCH.min(self.particles - from % self.particles)
    }
}

/// A point with the simulations that were near enough.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Particle {
    /// Shares of the priors.
    pub shares: Vec<f64>,
    /// Weight; the weights of a generation sum to 1.
    pub weight: f64,
    /// Distance of the nearest of its simulations.
    pub distance: f64,
    /// What those of its simulations that were accepted say.
    pub runs: Vec<ComparedValues>,
}

impl Particle {
    /// Takes the distance of its nearest simulation under a judge.
    pub(super) fn judge(&mut self, judge: &Judge) {
        self.distance = self.runs.iter().map(|values| judge.distance(values)).fold(f64::INFINITY, f64::min);
    }
}

/// A finished generation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Generation {
    /// Scales and tolerance.
    pub judge: Judge,
    /// Its particles.
    pub particles: Vec<Particle>,
    /// Median distance of what was accepted, in tolerances of observation: comparable
    /// between generations, which the tolerance is not, as scales change.
    pub distance: f64,
    /// Counts.
    pub counts: GenerationCost,
}

/// What a generation cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GenerationCost {
    /// Points proposed.
    pub proposed: u32,
    /// Points accepted: of the prior as particles, later as steps of one.
    pub accepted: u32,
    /// Simulations begun.
    pub simulations: u32,
    /// Simulations given up early, because they were too far already.
    pub abandoned: u32,
    /// Simulations that failed: a bug.
    pub failed: u32,
    /// Hours simulated.
    pub hours: u64,
}

impl GenerationCost {
    fn add(&mut self, other: &GenerationCost) {
        self.proposed += other.proposed;
        self.simulations += other.simulations;
        self.abandoned += other.abandoned;
        self.failed += other.failed;
        self.hours += other.hours;
    }
}

/// Everything that is kept of a calibration under way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SamplerState {
    /// Finished generations, the last one whole, of earlier ones only the counts and judges.
    pub generations: Vec<Generation>,
    /// Every simulation of the prior: shares and values. The reference for ranks.
    pub prior: Vec<(Vec<f64>, ComparedValues)>,
    /// The generation under way: points of the prior so far, or where its particles stand; and the values seen.
    pub accepted: Vec<Particle>,
    /// Values of its simulations, for the next scales.
    pub seen: Vec<ComparedValues>,
    /// Its counts.
    pub counts: GenerationCost,
    /// Why it ended, once it has.
    pub ended: Option<String>,
    /// Reasons of failures, the first few.
    pub failures: Vec<String>,
}

/// Points proposed before the result is looked at. Part of the result.
const BATCH: u32 = 64;
/// Values kept for the next scales.
const SEEN: usize = 4000;
/// Acceptance below which another generation is not worth its while.
const LEAST: f64 = 0.003;
/// Steps that a generation takes for each of its particles.
const STEPS: f64 = 1.5;
/// Further steps for each numbered draw of a point, as most steps change a few of them: 2.5 for the 17 units of the flagship.
const STEPS_OF_A_DRAW: f64 = 2.5 / 17.0;

impl SamplerState {
    /// Simulations so far.
    pub fn simulations(&self) -> u32 {
        self.generations.iter().map(|g| g.counts.simulations).sum::<u32>() + self.counts.simulations
    }

    /// Hours simulated so far.
    pub fn hours(&self) -> u64 {
        self.generations.iter().map(|g| g.counts.hours).sum::<u64>() + self.counts.hours
    }

    /// Simulations that failed.
    pub fn failed(&self) -> u32 {
        self.generations.iter().map(|g| g.counts.failed).sum::<u32>() + self.counts.failed
    }

    /// The last finished generation.
    pub fn last(&self) -> Option<&Generation> {
        self.generations.last()
    }

    /// How far the generation under way is: points of the prior or steps taken, and how many there are to be.
    pub fn under_way(&self, effort: &SamplingEffort) -> (u32, u32) {
        match self.generations.is_empty() {
            true => (self.counts.proposed, effort.first()),
            false => (self.counts.accepted, effort.steps()),
        }
    }

    /// Number of the first simulation of the next batch; no two simulations share one.
    fn number(&self, effort: &SamplingEffort) -> u32 {
        let proposed = self.generations.iter().map(|g| g.counts.proposed).sum::<u32>() + self.counts.proposed;
        proposed * effort.replicates
    }
}

/// Points to be simulated, and how they are judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// Shares of the priors, a row a point.
    pub points: Vec<Vec<f64>>,
    /// Number of the first simulation; a point has as many as the effort says.
    pub number: u32,
    /// Scales and tolerance.
    pub judge: Judge,
}

/// Samples until the budget is spent or asked to stop. `keep` is called after every batch
/// and returns whether what it was given is kept safe; a resumed memory goes on where it was.
pub fn sample(
    simulator: &dyn Simulator,
    effort: &SamplingEffort,
    memory: &mut SamplerState,
    stop: &AtomicBool,
    keep: &mut dyn FnMut(&SamplerState) -> bool,
) {
    while let Some(batch) = ask(simulator, effort, memory, 0).filter(|_| !stop.load(Ordering::Relaxed)) {
        let Some(judged) = run_batch(simulator, effort, &batch, stop) else { return };
        tell(effort, memory, &batch, judged);
        if !keep(memory) {
            return;
        }
    }
}

/// The next batch, or that many batches ahead of it within the generation; `None` if there
/// is none, or none before the next one is told. All of it is a function of the memory: a
/// resumed calibration, or one that is spread over machines, proposes the same.
pub fn ask(simulator: &dyn Simulator, effort: &SamplingEffort, memory: &SamplerState, ahead: u32) -> Option<Batch> {
    if memory.ended.is_some() {
        return None;
    }
    let key = Key::new(effort.seed, memory.generations.len() as u32);
    let Some(before) = memory.generations.last() else {
        let from = memory.counts.proposed + ahead * BATCH;
        let number = memory.number(effort) + ahead * BATCH * effort.replicates;
        let count = BATCH.min(effort.first().saturating_sub(from));
        let share = |i: u32| move |k: u32| key.draw(Purpose::Study, i, 0).uniform(k);
        let dimensions = simulator.dimensions() as u32;
        let points: Vec<Vec<f64>> = (from..from + count).map(|i| (0..dimensions).map(share(i)).collect()).collect();
        return (count > 0).then(|| Batch { points, number, judge: Judge::new(simulator.observed()) });
    };
    let mut from = memory.counts.proposed;
    for _ in 0..ahead {
        from += effort.batch(from);
    }
    let (turn, now) = (from / effort.particles, memory.counts.proposed / effort.particles);
    let count = effort.batch(from);
    let spent = memory.simulations() + (from - memory.counts.proposed + count) * effort.replicates;
    // Where a particle stands at its next turn is not known before this one is told.
    if turn > now || ahead > 0 && spent > effort.budget {
        return None;
    }
    let (judge, parents) = tighten(&before.judge, &before.particles, effort);
    let walk = Walk::of(&parents, effort.draws as usize);
    let fresh = memory.accepted.is_empty().then(|| begin(&parents, &judge, effort.particles));
    let stand = fresh.as_ref().unwrap_or(&memory.accepted);
    let point = |i: u32| walk.step(&stand[(i % effort.particles) as usize].shares, key, i);
    let number = memory.number(effort) + (from - memory.counts.proposed) * effort.replicates;
    Some(Batch { points: (from..from + count).map(point).collect(), number, judge })
}

/// Takes the simulations of the next batch, a row for each of its points.
pub fn tell(effort: &SamplingEffort, memory: &mut SamplerState, batch: &Batch, judged: Vec<Vec<Simulated>>) {
    match memory.generations.is_empty() {
        true => tell_first(effort, memory, batch, judged),
        false => tell_next(effort, memory, batch, judged),
    }
}

/// A batch of the first generation, from the prior.
fn tell_first(effort: &SamplingEffort, memory: &mut SamplerState, batch: &Batch, judged: Vec<Vec<Simulated>>) {
    for (shares, runs) in batch.points.iter().zip(judged) {
        count(memory, &runs);
        memory.prior.extend(runs.iter().filter(|run| run.complete).map(|run| (shares.clone(), run.values.clone())));
        memory.accepted.extend(near(&batch.judge, shares, &runs));
    }
    if memory.counts.proposed < effort.first() {
        return;
    }
    let mut judge = batch.judge.clone();
    judge.rescale(&memory.seen);
    let mut particles = std::mem::take(&mut memory.accepted);
    particles.iter_mut().for_each(|particle| particle.judge(&judge));
    particles.sort_by(|a, b| a.distance.total_cmp(&b.distance));
    particles.truncate(effort.particles as usize);
    judge.epsilon = particles.last().map_or(f64::INFINITY, |particle| particle.distance);
    memory.counts.accepted = particles.len() as u32;
    finish(memory, judge, particles, effort);
}

/// A batch of a later generation: a step of each of its particles, taken or not.
fn tell_next(effort: &SamplingEffort, memory: &mut SamplerState, batch: &Batch, judged: Vec<Vec<Simulated>>) {
    let key = Key::new(effort.seed, memory.generations.len() as u32);
    if memory.accepted.is_empty() {
        let before = memory.generations.last().expect("a later generation has one before it");
        let (judge, parents) = tighten(&before.judge, &before.particles, effort);
        memory.accepted = begin(&parents, &judge, effort.particles);
    }
    for (shares, runs) in batch.points.iter().zip(judged) {
        let i = memory.counts.proposed;
        count(memory, &runs);
        let stands = &mut memory.accepted[(i % effort.particles) as usize];
        let Some(moved) = near(&batch.judge, shares, &runs) else { continue };
        if taken(moved.runs.len(), stands.runs.len(), key, i) {
            *stands = moved;
            memory.counts.accepted += 1;
        }
    }
    let counts = memory.counts;
    let spent = memory.simulations() + BATCH * effort.replicates > effort.budget;
    // All particles lie within its tolerance from its first step on: more steps tell them apart, which is counted.
    if counts.accepted >= effort.steps() || spent && counts.accepted >= effort.particles.div_ceil(2) {
        let particles = together(std::mem::take(&mut memory.accepted));
        finish(memory, batch.judge.clone(), particles, effort);
    } else if spent {
        memory.ended = Some(format!(
            "the budget of {} simulations is spent; the generation under way had taken {} of {} steps and is left out",
            effort.budget,
            counts.accepted,
            effort.steps()
        ));
    } else if counts.proposed > 4000 && f64::from(counts.accepted) < LEAST * f64::from(counts.proposed) {
        memory.ended = Some(format!("fewer than {LEAST} of the steps were taken"));
    }
}

/// Simulates a batch on the threads of the present pool; `None` if asked to stop.
fn run_batch(
    simulator: &dyn Simulator,
    effort: &SamplingEffort,
    batch: &Batch,
    stop: &AtomicBool,
) -> Option<Vec<Vec<Simulated>>> {
    let simulate = |(i, shares): (usize, &Vec<f64>)| {
        let first = batch.number + i as u32 * effort.replicates;
        simulator.simulate_many(shares, first, effort.replicates, &batch.judge, stop)
    };
    batch.points.par_iter().with_max_len(1).enumerate().map(simulate).collect()
}

/// Counts the simulations of a point, and keeps what they say for the next scales.
fn count(memory: &mut SamplerState, runs: &[Simulated]) {
    let mut counts = GenerationCost { proposed: 1, simulations: runs.len() as u32, ..GenerationCost::default() };
    for run in runs {
        counts.hours += u64::from(run.hours);
        counts.failed += u32::from(run.failure.is_some());
        counts.abandoned += u32::from(!run.complete && run.failure.is_none());
        if memory.seen.len() < SEEN && run.failure.is_none() {
            memory.seen.push(run.values.clone());
        }
        if let Some(why) = run.failure.as_ref().filter(|_| memory.failures.len() < 20) {
            memory.failures.push(why.clone());
        }
    }
    memory.counts.add(&counts);
}

/// A particle at a point with those of its simulations that are within the tolerance, if any are.
fn near(judge: &Judge, shares: &[f64], runs: &[Simulated]) -> Option<Particle> {
    let within = |run: &&Simulated| run.complete && judge.distance(&run.values) <= judge.epsilon;
    let runs: Vec<ComparedValues> = runs.iter().filter(within).map(|run| run.values.clone()).collect();
    let mut particle = Particle { shares: shares.to_vec(), weight: 1.0, distance: 0.0, runs };
    particle.judge(judge);
    (!particle.runs.is_empty()).then_some(particle)
}

/// Closes the generation under way.
fn finish(memory: &mut SamplerState, judge: Judge, mut particles: Vec<Particle>, effort: &SamplingEffort) {
    let total: f64 = particles.iter().map(|particle| particle.weight).sum();
    particles.iter_mut().for_each(|particle| particle.weight /= total);
    let counts = memory.counts;
    if particles.len() < 2 {
        memory.ended = Some("hardly any simulation of the prior ran to the end: the priors are too far off".into());
    }
    // Two generations are enough to go on from; of earlier ones the counts are kept.
    if let Some(before) = memory.generations.last_mut() {
        before.particles = Vec::new();
    }
    let mut judge = judge;
    let epsilon = judge.epsilon;
    // The next generation is judged by the spread of this one.
    judge.rescale(&memory.seen);
    let plain = Judge::new(judge.observed.clone());
    let mut distances: Vec<f64> =
        particles.iter().flat_map(|particle| &particle.runs).map(|values| plain.distance(values)).collect();
    distances.sort_by(f64::total_cmp);
    let distance = distances.get(distances.len() / 2).copied().unwrap_or(f64::NAN);
    if memory.ended.is_none() {
        memory.ended = alike(&judge, &particles);
    }
    memory.generations.push(Generation { judge: Judge { epsilon, ..judge }, particles, distance, counts });
    (memory.counts, memory.accepted) = (GenerationCost::default(), Vec::new());
    memory.seen.clear();
    if memory.ended.is_none() && memory.simulations() + BATCH * effort.replicates > effort.budget {
        memory.ended = Some(format!("the budget of {} simulations is spent", effort.budget));
    }
}

/// Why no tolerance can be lower than this generation's, if none can: all particles are equally far from the record
/// under the judge of the next.
fn alike(judge: &Judge, particles: &[Particle]) -> Option<String> {
    let distances = particles
        .iter()
        .map(|particle| particle.runs.iter().map(|values| judge.distance(values)).fold(f64::INFINITY, f64::min));
    let (low, high) = distances.fold((f64::INFINITY, 0.0f64), |(low, high), x| (low.min(x), high.max(x)));
    if low < high || particles.is_empty() {
        return None;
    }
    Some(if high == 0.0 {
        "every particle meets the whole record: no tolerance is lower than 0".into()
    } else {
        "all simulations were alike: every particle is equally far from the record, so that the tolerance cannot fall \
         and nothing is learned. Calibrate to other quantities, or over parameters that move these"
            .into()
    })
}
