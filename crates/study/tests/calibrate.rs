//! Does a calibration find what is known? A sampler whose posterior has a closed form, and
//! synthetic events of the tutorial. Seeds are fixed, so a test that passes always passes.

use groundswell_chance::draw::{Key, Purpose};
use groundswell_scenario::priors;
use groundswell_scenario::scenario::{Making, Scenario};
use groundswell_stats::weighted_quantile;
use groundswell_study::calibrate::abc::{SamplerState, SamplingEffort, Simulated, Simulator, sample};
use groundswell_study::calibrate::distance::{Judge, Observed};
use groundswell_study::calibrate::linear::moments;
use groundswell_study::calibrate::model::Model;
use groundswell_study::calibrate::predict;
use groundswell_study::family::Family;
use groundswell_study::summary::TOO_COARSE;
use std::sync::atomic::{AtomicBool, Ordering};

/// Noise of the toy.
const NOISE: f64 = 0.08;

/// Two parameters, each seen through normal noise: the posterior is normal, cut at the prior.
struct Toy {
    seen: [f64; 2],
}

impl Simulator for Toy {
    fn dimensions(&self) -> usize {
        2
    }

    fn observed(&self) -> Vec<Observed> {
        self.seen.map(|x| Observed { low: x, high: x, tolerance: 0.01 }).to_vec()
    }

    fn simulate(&self, shares: &[f64], number: u32, judge: &Judge, _: &AtomicBool) -> Option<Simulated> {
        let draw = Key::new(77, number).draw(Purpose::Observation, 0, 0);
        let values: Vec<Option<f64>> = (0..2u32).map(|k| Some(shares[k as usize] + NOISE * draw.normal(k))).collect();
        let complete = judge.distance(&values) <= judge.epsilon;
        Some(Simulated { values, complete, failure: None, hours: 1 })
    }
}

/// A parameter, and two units that differ from it by numbered draws; each unit is seen a little beside where it stands.
struct Units {
    seen: [f64; 2],
    /// Whether draws are numbered, or drawn again in every simulation.
    numbered: bool,
}

impl Simulator for Units {
    fn dimensions(&self) -> usize {
        if self.numbered { 3 } else { 1 }
    }

    fn observed(&self) -> Vec<Observed> {
        self.seen.map(|x| Observed { low: x, high: x, tolerance: 0.01 }).to_vec()
    }

    fn simulate(&self, shares: &[f64], number: u32, judge: &Judge, _: &AtomicBool) -> Option<Simulated> {
        let chance = Key::new(78, number).draw(Purpose::Observation, 0, 0);
        let differs = |k: usize| {
            let which = if self.numbered { (shares[1 + k] * 1e6) as u32 } else { number };
            0.1 * Key::new(79, which).draw(Purpose::UnitEffect, k as u32, 0).normal(0)
        };
        let values: Vec<Option<f64>> =
            (0..2).map(|k| Some(shares[0] + differs(k) + 0.02 * chance.normal(k as u32))).collect();
        let complete = judge.distance(&values) <= judge.epsilon;
        Some(Simulated { values, complete, failure: None, hours: 1 })
    }
}

/// Numbered draws change what is kept, not what is believed: the posterior of the parameter is the same as if they were
/// drawn again, and runs of a point with its numbers are where the record is.
#[test]
fn numbered_draws_leave_the_parameters_as_they_are_and_meet_the_record() {
    let seen = [0.45, 0.60];
    let with = Units { seen, numbered: true };
    let kept = sampled(&with, &SamplingEffort { draws: 2, particles: 400, ..effort(5, 60_000) });
    let plain = sampled(&Units { seen, numbered: false }, &SamplingEffort { particles: 400, ..effort(5, 60_000) });
    let of = |memory: &SamplerState| {
        let last = memory.last().expect("a generation").clone();
        let weights: Vec<f64> = last.particles.iter().map(|particle| particle.weight).collect();
        let points: Vec<&[f64]> = last.particles.iter().map(|particle| &particle.shares[..1]).collect();
        let (mean, covariance) = moments(&points, &weights);
        (mean[0], covariance[0][0].sqrt())
    };
    let ((mean, sd), (plain_mean, plain_sd)) = (of(&kept), of(&plain));
    // Of two sights of .45 and .60 with deviations of √(.1² + .02²): N(.525, .0721²).
    assert!((mean - 0.525).abs() < 0.02 && (plain_mean - 0.525).abs() < 0.02, "{mean} {plain_mean}");
    assert!((sd / 0.0721 - 1.0).abs() < 0.25 && (plain_sd / 0.0721 - 1.0).abs() < 0.25, "{sd} {plain_sd}");
    // Other chances at the same numbers still meet the record; other draws do not.
    let last = kept.last().expect("a generation");
    let stop = AtomicBool::new(false);
    let open = Judge::new(with.observed());
    let gap = |shares: &[f64], number: u32| {
        let run = with.simulate(shares, number, &open, &stop).expect("not stopped");
        run.values.iter().zip(seen).map(|(value, seen)| (value.unwrap_or(9.0) - seen).abs()).sum::<f64>() / 2.0
    };
    let n = last.particles.len() as f64;
    let (mut same, mut others) = (0.0, 0.0);
    for (i, particle) in last.particles.iter().enumerate() {
        let i = i as u32;
        same += gap(&particle.shares, 9_000_000 + i) / n;
        let draw = Key::new(5, i).draw(Purpose::Study, 0, 7);
        others += gap(&[particle.shares[0], draw.uniform(0), draw.uniform(1)], 9_000_000 + i) / n;
    }
    assert!(same < 0.4 * others, "{same} {others}");
}

/// The country of a posterior with numbered draws is the same in every run: its runs are nearer to each other than those
/// that draw what places differ by.
#[test]
fn runs_at_numbered_draws_are_nearer_to_each_other() {
    let set = ["differences.enabled=true", "differences.unit=0.1", "differences.place=0.1", "hours=72"];
    let scenario = Scenario::load("two-towns", &set.map(String::from)).expect("built in");
    let making = Making { scale: 10, ..Making::default() };
    let names = scenario.country.unit_names();
    let units = names.len() as u32;
    let peaks = |paths: Vec<String>, point: Vec<f64>| {
        let family = Family::new(&scenario, &paths, &making, 3).expect("good paths");
        let world = family.world_at(&point).expect("allowed");
        let of = |replicate: u32| {
            let course = family.course(&world, replicate);
            let crowd = |hour| (0..units).map(|unit| course.unit_crowd(hour, unit)).sum::<f64>();
            (1.0 + (0..course.hours()).map(crowd).fold(0.0, f64::max)).ln()
        };
        let all: Vec<f64> = (0..24).map(of).collect();
        let mean = all.iter().sum::<f64>() / 24.0;
        (all.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 23.0).sqrt()
    };
    let paths: Vec<String> = names.iter().map(|unit| groundswell_scenario::effects::draw_path(unit)).collect();
    let (numbered, drawn) = (peaks(paths, vec![7.0; names.len()]), peaks(vec![], vec![]));
    assert!(numbered < 0.6 * drawn, "{numbered} {drawn}");
}

fn effort(seed: u64, budget: u32) -> SamplingEffort {
    SamplingEffort { particles: 200, replicates: 1, budget, keep: 0.5, draws: 0, seed }
}

fn sampled(simulator: &dyn Simulator, effort: &SamplingEffort) -> SamplerState {
    let mut memory = SamplerState::default();
    sample(simulator, effort, &mut memory, &AtomicBool::new(false), &mut |_| true);
    memory
}

/// Two parameters that move nothing.
struct Deaf {
    says: f64,
}

impl Simulator for Deaf {
    fn dimensions(&self) -> usize {
        2
    }

    fn observed(&self) -> Vec<Observed> {
        vec![Observed { low: 1.0, high: 2.0, tolerance: 0.1 }]
    }

    fn simulate(&self, _: &[f64], _: u32, _: &Judge, _: &AtomicBool) -> Option<Simulated> {
        Some(Simulated { values: vec![Some(self.says)], complete: true, failure: None, hours: 1 })
    }
}

#[test]
fn a_calibration_that_can_learn_nothing_stops_and_says_so() {
    let far = sampled(&Deaf { says: 7.0 }, &effort(3, 40_000));
    let why = far.ended.clone().expect("it ended");
    assert!(why.starts_with("all simulations were alike"), "{why}");
    assert_eq!((far.generations.len(), far.simulations() < 4000), (1, true), "{} simulations", far.simulations());
    let near = sampled(&Deaf { says: 1.5 }, &effort(3, 40_000));
    assert!(near.ended.clone().is_some_and(|why| why.starts_with("every particle meets")), "{:?}", near.ended);
}

#[test]
fn a_posterior_with_a_closed_form_is_found() {
    let memory = sampled(&Toy { seen: [0.5, 0.45] }, &effort(3, 40_000));
    let last = memory.last().expect("a generation");
    let weights: Vec<f64> = last.particles.iter().map(|particle| particle.weight).collect();
    let points: Vec<&[f64]> = last.particles.iter().map(|particle| particle.shares.as_slice()).collect();
    let (mean, covariance) = moments(&points, &weights);
    for (k, seen) in [0.5, 0.45].into_iter().enumerate() {
        // Standard error of a mean of about 150 particles: .0065; of a standard deviation, 6 %.
        assert!((mean[k] - seen).abs() < 0.02, "{mean:?}");
        assert!((covariance[k][k].sqrt() / NOISE - 1.0).abs() < 0.2, "{covariance:?}");
    }
    assert!(covariance[0][1].abs() < 0.3 * NOISE * NOISE);
    assert!(memory.generations.windows(2).all(|pair| pair[1].distance <= pair[0].distance * 1.01));
    assert!(memory.simulations() <= 40_000 && memory.ended.is_some());
}

#[test]
fn true_values_lie_in_their_90_percent_intervals_as_often_as_they_should() {
    let (trials, mut inside) = (50, 0);
    for trial in 0..trials {
        let draw = Key::new(9, trial).draw(Purpose::Observation, 1, 0);
        let truth = [draw.uniform(0), draw.uniform(1)];
        let seen = [truth[0] + NOISE * draw.normal(2), truth[1] + NOISE * draw.normal(3)];
        let memory = sampled(&Toy { seen }, &effort(u64::from(trial), 8_000));
        let last = memory.last().expect("a generation");
        let weights: Vec<f64> = last.particles.iter().map(|particle| particle.weight).collect();
        for (k, truth) in truth.into_iter().enumerate() {
            let values: Vec<f64> = last.particles.iter().map(|particle| particle.shares[k]).collect();
            let at = |q| weighted_quantile(&values, &weights, q);
            inside += u32::from((at(0.05)..=at(0.95)).contains(&truth));
        }
    }
    // Binomial(100, .9): three standard deviations are 9.
    assert!((81..=99).contains(&inside), "{inside} of 100");
}

#[test]
fn neither_threads_nor_an_interruption_change_a_bit() {
    let toy = Toy { seen: [0.3, 0.8] };
    let effort = effort(5, 5_000);
    let pool = |n| rayon::ThreadPoolBuilder::new().num_threads(n).build().expect("a pool");
    let whole = pool(1).install(|| sampled(&toy, &effort));
    let (mut memory, stop) = (SamplerState::default(), AtomicBool::new(false));
    for until in [2, 7, usize::MAX] {
        let mut batches = 0;
        stop.store(false, Ordering::Relaxed);
        pool(3).install(|| {
            sample(&toy, &effort, &mut memory, &stop, &mut |_| {
                batches += 1;
                if batches == until {
                    stop.store(true, Ordering::Relaxed);
                }
                true
            });
        });
    }
    assert_eq!(memory, whole);
}

/// Events simulated at known parameters of the tutorial's country, each calibrated as if it
/// had been observed.
#[test]
fn known_parameters_of_synthetic_events_are_recovered() {
    let scenario = Scenario::load("two-towns", &[]).expect("built in");
    let priors = priors::of(&scenario).expect("good priors");
    let making = Making { scale: 20, ..Making::default() };
    let (trials, mut inside, mut all) = (12u32, 0, 0);
    for trial in 0..trials {
        let effort = SamplingEffort { particles: 60, ..effort(u64::from(trial), 900) };
        let mut model =
            Model::new(std::slice::from_ref(&scenario), &priors, &making, &effort, &[], None).expect("a model");
        let draw = Key::new(21, trial).draw(Purpose::Observation, 1, 0);
        let truth: Vec<f64> = (0..priors.len() as u32).map(|k| draw.uniform(k)).collect();
        let stop = AtomicBool::new(false);
        let open = Judge::new(model.observed());
        let event = model.simulate(&truth, 4_000_000 + trial, &open, &stop).expect("not stopped");
        model.observe(&event.values);
        let memory = sampled(&model, &effort);
        assert_eq!(memory.failed(), 0, "{:?}", memory.failures);
        let last = memory.last().expect("a generation");
        let weights: Vec<f64> = last.particles.iter().map(|particle| particle.weight).collect();
        for (k, truth) in truth.iter().enumerate() {
            let values: Vec<f64> = last.particles.iter().map(|particle| particle.shares[k]).collect();
            let at = |q| weighted_quantile(&values, &weights, q);
            inside += u32::from((at(0.05)..=at(0.95)).contains(truth));
            all += 1;
        }
    }
    // Binomial(36, .9) below 28 has a chance of .003.
    assert!(all == 36 && inside >= 28, "{inside} of {all}");
}

#[test]
fn what_is_recorded_after_a_calibration_ended_is_held_out() {
    let scenario = Scenario::load("two-towns", &[]).expect("built in");
    let making = Making { scale: 200, ..Making::default() };
    let family = Family::new(&scenario, &[], &making, 1).expect("a family");
    let end = 48u32;
    let priors = priors::of(&scenario).expect("good");
    let model = Model::new(std::slice::from_ref(&scenario), &priors, &making, &effort(1, 900), &[], Some(end));
    let model = model.expect("a model");
    let checked = predict::check(&family, &[], &model.names, Some(end));
    let later = |id: &str| family.statistics.iter().any(|s| s.target.id == id && s.last_hour() > end as usize);
    let (fitted, held): (Vec<_>, Vec<_>) = checked.iter().partition(|row| row.fitted);
    assert!(!fitted.is_empty() && fitted.iter().all(|row| !row.held_out));
    assert!(held.iter().any(|row| later(&row.id)));
    assert!(
        held.iter().all(
            |row| row.held_out == (later(&row.id) || scenario.targets.iter().any(|t| t.id == row.id && t.held_out))
        )
    );
    let whole = predict::check(&family, &[], &model.names, None);
    assert!(whole.iter().any(|row| !row.fitted && !row.held_out), "without an end they are only not fitted");
}

#[test]
fn a_check_judges_what_its_scale_can_say() {
    let scenario = Scenario::load("kazakhstan-2022", &[]).expect("built in");
    let verdicts = |scale: u32| {
        let family = Family::new(&scenario, &[], &Making { scale, ..Making::default() }, 1).expect("a family");
        let checked = predict::check(&family, &[], &[], None);
        let coarse = checked.iter().filter(|row| row.verdict == TOO_COARSE).map(|row| row.id.clone());
        (coarse.collect::<Vec<_>>(), checked.len())
    };
    let is_of_onsets = |id: &String| scenario.targets.iter().any(|t| t.id == *id && t.is_of_onsets());
    let (ten, _) = verdicts(10);
    assert!(ten.contains(&"s18".to_string()) && ten.iter().all(is_of_onsets), "{ten:?}");
    let (hundred, all) = verdicts(100);
    assert_eq!(hundred.len(), all, "a hundred adults an agent are judged by nothing");
}
