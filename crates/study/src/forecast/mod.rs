//! Forecasts of what will be reported, from what had been published, beside what simple rules would have said.
//!
//! A forecast at an origin sees the facts of a scenario that had been published by then ([`vintage`]), the orders given
//! by then, and nothing dated later. The model's side is an ensemble of runs ([`run`]) under parameters drawn around the
//! defaults of their tables ([`prior`]), weighted by how likely they make what had been published ([`particles`]); the
//! observation layer ([`crate::observe`]) turns their crowds into reports. The baselines ([`baselines`]) are given the
//! same facts. All are scored by the same proper scores ([`verdict`]).

pub mod asked;
pub mod baselines;
pub mod beside;
mod guided;
pub mod kept;
pub mod nowcast;
pub mod particles;
pub mod prior;
pub mod rehearse;
pub mod run;
pub mod store;
pub mod tables;
pub mod verdict;
pub mod vintage;
mod weighted;

use crate::condition::ahead;
use crate::condition::outer::Effort;
use crate::condition::panel::Panel;
use crate::condition::parameters::AggregatePrior;
use crate::observe::Observation;
use crate::pool::Pool;
use baselines::{BASELINES, Given, Paths};
use groundswell_chance::draw::Key;
use groundswell_complaint::Complaint;
use groundswell_scenario::scenario::Scenario;
use guided::Lead;
use kept::{KeptOrigins, RunsAtOrigin};
use prior::ParameterSource;
use run::{HourWindow, Orders};
use serde::{Deserialize, Serialize};
use std::sync::atomic::AtomicBool;
use vintage::{PublishedReport, Vintage, WindowRecord, all_said, outcome};
use weighted::WeightedRuns;

/// Runs that are weighted for each one that is led: a day of that is run up to five times.
const LED: usize = 5;
/// Draws of every forecast.
pub const DRAWS: usize = 2000;

/// What is asked.
#[derive(Clone, Debug)]
pub struct ForecastRequest {
    /// Origins, in hours since the start of the scenario.
    pub origins: Vec<f64>,
    /// Horizons, in hours.
    pub horizons: Vec<f64>,
    /// Runs for each origin.
    pub replicates: u32,
    /// Adults that one agent stands for.
    pub scale: u32,
    /// Seed.
    pub seed: u64,
    /// Where parameters are from.
    pub parameters: ParameterSource,
    /// What the authorities do after the origin.
    pub orders: Orders,
    /// How crowds become reports.
    pub observation: Observation,
}

impl ForecastRequest {
    /// Runs at each origin that are led through conditioned crowds.
    pub fn guided(&self) -> usize {
        guided(self.replicates)
    }

    /// Runs at each origin.
    pub fn runs(&self) -> usize {
        runs(self.replicates)
    }
}

/// Runs that are led, of a forecast with this many that are weighted.
fn guided(replicates: u32) -> usize {
    (replicates as usize / LED).max(8)
}

/// All runs at an origin, of a forecast with this many that are weighted.
pub fn runs(replicates: u32) -> usize {
    replicates as usize + guided(replicates)
}

/// The result of weighted runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ensemble {
    /// Runs.
    pub runs: usize,
    /// Runs that failed: bugs, counted and left out.
    pub failed: Vec<String>,
    /// Effective runs.
    pub effective: f64,
    /// Exponent of the likelihood: below 1 it was weakened so that some runs are left.
    pub exponent: f64,
    /// Weighted mean of each parameter that was drawn, its standard deviation, and those before weighing.
    pub parameters: Vec<ParameterShift>,
}

/// A parameter before and after what was published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParameterShift {
    /// Its path.
    pub path: String,
    /// Mean and standard deviation of the draws from the prior.
    pub before: (f64, f64),
    /// The same, weighted.
    pub after: (f64, f64),
}

/// The forecasts at one origin.
#[derive(Clone, Debug)]
pub struct AtOrigin {
    /// Hours since the start of the scenario.
    pub origin: f64,
    /// What was known.
    pub vintage: Vintage,
    /// Windows, in hours since the start; each horizon is made of some of them.
    pub windows: Vec<HourWindow>,
    /// For each horizon the windows that it is made of.
    pub horizons: Vec<Horizon>,
    /// What was recorded of each window.
    pub outcomes: Vec<WindowRecord>,
    /// Runs of the engine weighted and led, the conditioned aggregate, its stack with the hurdle, then every baseline: in the order of [`methods`].
    pub paths: Vec<Paths>,
    /// The result of the model's runs.
    pub ensemble: Ensemble,
}

/// What is held against the baselines: runs of the engine weighted as wholes, runs of it that are led through conditioned
/// crowds up to the origin, the aggregate of its equations conditioned on what was reported, and the draws of that
/// together with those of the hurdle.
pub const MODELS: [&str; 4] = ["model", "guided", "conditioned", "stack"];

/// The models and the baselines, as tables name them.
pub fn methods() -> impl Iterator<Item = &'static str> {
    MODELS.into_iter().chain(BASELINES)
}

/// A horizon in hours, and the windows that it is made of.
pub type Horizon = (f64, Vec<usize>);

/// Windows of the horizons of an origin: whole days where they fit, parts of days at the ends.
fn windows(origin: f64, horizons: &[f64]) -> (Vec<HourWindow>, Vec<Horizon>) {
    let (mut windows, mut parts): (Vec<HourWindow>, Vec<Horizon>) = (Vec::new(), Vec::new());
    for &horizon in horizons {
        let (mut from, end, mut of) = (origin, origin + horizon, Vec::new());
        while from < end {
            let to = ((from / 24.0).floor() * 24.0 + 24.0).min(end);
            let at = windows.iter().position(|w| *w == (from, to)).unwrap_or_else(|| {
                windows.push((from, to));
                windows.len() - 1
            });
            of.push(at);
            from = to;
        }
        parts.push((horizon, of));
    }
    (windows, parts)
}

/// What is at hand at an origin.
struct AtHand {
    vintage: Vintage,
    windows: Vec<HourWindow>,
    horizons: Vec<Horizon>,
    panel: Panel,
    key: Key,
}

impl AtHand {
    fn of(scenario: &Scenario, asked: &ForecastRequest, said: &[PublishedReport], i: usize) -> AtHand {
        let origin = asked.origins[i];
        let vintage = Vintage::at(said, scenario.country.units.len(), origin, &asked.observation);
        let (windows, horizons) = windows(origin, &asked.horizons);
        let panel = Panel::of(scenario, &vintage);
        AtHand { vintage, windows, horizons, panel, key: Key::new(asked.seed, i as u32) }
    }

    /// Draws of the conditioned aggregate, and runs of the engine: those that are kept, or computed now and kept. `None` if
    /// it was stopped.
    fn runs(
        &self,
        (scenario, asked, i): (&Scenario, &ForecastRequest, usize),
        prior: &AggregatePrior,
        kept: &KeptOrigins,
        stop: &AtomicBool,
        told: &dyn Fn(usize),
    ) -> Result<Option<(Paths, RunsAtOrigin)>, Complaint> {
        let counts = (self.key, asked.guided());
        let Some((conditioned, leads)) = conditioned(&self.panel, prior, &self.windows, counts, stop) else {
            return Ok(None);
        };
        if let Some(runs) = kept.read(scenario, asked, i) {
            return Ok(Some((conditioned, runs)));
        }
        let Some(runs) = of_engine(scenario, asked, &self.vintage, (&self.windows, &leads), stop, told)? else {
            return Ok(None);
        };
        kept.write(scenario, asked, i, &runs)?;
        Ok(Some((conditioned, runs)))
    }
}

/// What other events say of the aggregate of an event.
fn prior_of(scenario: &Scenario) -> AggregatePrior {
    Pool::shipped().map(|pool| pool.prior(&scenario.name)).unwrap_or_default()
}

/// Computes the runs of one origin and keeps them, for a [`forecast`] that finds them there. Whether it was not stopped.
///
/// # Errors
/// Parameters that a scenario does not allow; a disk that cannot be written to.
pub fn keep(
    scenario: &Scenario,
    asked: &ForecastRequest,
    kept: &KeptOrigins,
    i: usize,
    stop: &AtomicBool,
) -> Result<bool, Complaint> {
    let at = AtHand::of(scenario, asked, &all_said(scenario, &asked.observation), i);
    Ok(at.runs((scenario, asked, i), &prior_of(scenario), kept, stop, &|_| ())?.is_some())
}

/// Forecasts at every origin. `told` hears how many runs are done. Stopped, it returns the origins that are complete. What
/// is kept is not computed again.
///
/// # Errors
/// Parameters that a scenario does not allow; a disk that cannot be written to.
pub fn forecast(
    scenario: &Scenario,
    asked: &ForecastRequest,
    kept: &KeptOrigins,
    stop: &AtomicBool,
    told: &(dyn Fn(usize) + Sync),
) -> Result<Vec<AtOrigin>, Complaint> {
    let said = all_said(scenario, &asked.observation);
    let units = scenario.country.units.len();
    let prior = prior_of(scenario);
    let mut all = Vec::new();
    for (i, &origin) in asked.origins.iter().enumerate() {
        let at = AtHand::of(scenario, asked, &said, i);
        let before = i * asked.runs();
        let heard = |done: usize| told(before + done);
        let Some((conditioned, runs)) = at.runs((scenario, asked, i), &prior, kept, stop, &heard)? else { break };
        told(before + asked.runs());
        let RunsAtOrigin { model, guided, ensemble } = runs;
        let AtHand { vintage, windows, horizons, key, .. } = at;
        let given = Given {
            vintage: &vintage,
            panel: &Panel::whole(scenario, &vintage),
            observation: &asked.observation,
            windows: &windows,
            draws: DRAWS as u32,
            key,
        };
        let baselines = baselines::all(&given);
        let known = |origin: f64| {
            let vintage = Vintage::at(&said, units, origin, &asked.observation);
            let (panel, whole) = (Panel::of(scenario, &vintage), Panel::whole(scenario, &vintage));
            (vintage, panel, whole)
        };
        let Some(rehearsed) = rehearse::rehearse(&known, origin, (&prior, &asked.observation), key, stop) else {
            break;
        };
        let stack = rehearsed.stack(&conditioned, &baselines[BASELINES.len() - 1]);
        let paths = [model, guided, conditioned, stack].into_iter().chain(baselines).collect();
        let outcomes = windows.iter().map(|w| outcome(&said, units, w.0, w.1)).collect();
        all.push(AtOrigin { origin, vintage, windows, horizons, outcomes, paths, ensemble });
    }
    Ok(all)
}

/// Runs of the engine at an origin; `None` if it was stopped.
fn of_engine(
    scenario: &Scenario,
    asked: &ForecastRequest,
    vintage: &Vintage,
    (windows, leads): (&[HourWindow], &[Lead]),
    stop: &AtomicBool,
    told: &dyn Fn(usize),
) -> Result<Option<RunsAtOrigin>, Complaint> {
    let runs = WeightedRuns::new(scenario, asked, vintage, windows)?;
    let Some(weighed) = runs.paths(stop, told)? else { return Ok(None) };
    let heard = |done: usize| told(asked.replicates as usize + done);
    let guided = runs.guided(&weighed, leads, stop, &heard)?;
    Ok(guided.map(|guided| RunsAtOrigin { model: weighed.paths, guided, ensemble: weighed.ensemble }))
}

/// Draws of the conditioned aggregate, and pasts for runs of the engine; `None` if it was stopped. A window is taken as
/// its day.
fn conditioned(
    panel: &Panel,
    prior: &AggregatePrior,
    windows: &[HourWindow],
    (key, runs): (Key, usize),
    stop: &AtomicBool,
) -> Option<(Paths, Vec<Lead>)> {
    let particles = crate::condition::outer::condition(panel, prior, Effort::default(), key, stop)?;
    let days: Vec<usize> = windows.iter().map(|window| (window.0 / 24.0) as usize).collect();
    let pasts = ahead::pasts(&particles, panel, prior, runs, Key(key.0 ^ 0x3333_3333));
    let leads = pasts.into_iter().map(|past| Lead::of(panel, past)).collect();
    Some((ahead::paths(&particles, panel, prior, &days, DRAWS, key), leads))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::Ordering;

    fn asked(parameters: ParameterSource) -> ForecastRequest {
        ForecastRequest {
            origins: vec![72.0],
            horizons: vec![6.0, 24.0, 48.0],
            replicates: 24,
            scale: 100,
            seed: 1,
            parameters,
            orders: Orders::None,
            observation: Observation::default(),
        }
    }

    fn run(scenario: &Scenario, asked: &ForecastRequest) -> AtOrigin {
        let mut all = forecast(scenario, asked, &KeptOrigins::default(), &AtomicBool::new(false), &|_| ())
            .unwrap_or_else(|c| panic!("{c}"));
        all.remove(0)
    }

    #[test]
    fn horizons_share_their_days() {
        let (all, horizons) = windows(72.0, &[6.0, 24.0, 72.0]);
        assert_eq!(all, [(72.0, 78.0), (72.0, 96.0), (96.0, 120.0), (120.0, 144.0)]);
        assert_eq!(horizons, [(6.0, vec![0]), (24.0, vec![1]), (72.0, vec![1, 2, 3])]);
        assert_eq!(windows(78.0, &[24.0]).0, [(78.0, 96.0), (96.0, 102.0)]);
    }

    /// What is published after the origin, and what is ordered after it, cannot move a forecast: neither the model's nor
    /// a baseline's.
    #[test]
    fn the_future_does_not_move_a_forecast() {
        let mut scenario = Scenario::load("two-towns", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let asked = ForecastRequest { origins: vec![66.0], ..asked(ParameterSource::Prior) };
        // So that tables of shocks and of effects would do something.
        (scenario.mechanisms.shocks.enabled, scenario.mechanisms.differences.enabled) = (true, true);
        let before = run(&scenario, &asked);
        let late = vintage::publications(&scenario, &asked.observation);
        let mut changed = 0;
        for (fact, published) in scenario.facts.iter_mut().zip(&late) {
            if *published > 66.0 {
                fact.range = (Some(1e5), Some(1e6));
                changed += 1;
            }
        }
        assert!(changed > 2 && before.vintage.said.len() == 1, "one is known, others are still to come");
        for target in &mut scenario.targets {
            target.best = Some(1.0);
        }
        use groundswell_engine::spec::{Effect, Imposed, Order, SECTORS, Scope, Shock, When, Whom};
        use groundswell_scenario::triggers::ShockRow;
        let order = Order {
            connectivity: Some(0.0),
            curfew: true,
            ..Order::idle("later", Scope::Nation, When::Dated { from: 67.0, until: 99.0 })
        };
        scenario.orders.push(groundswell_scenario::orders::OrderRow { form: 0, order, source: String::new() });
        // Every other dated table: prices and caps, texts, shocks, calls, effects of days.
        let origin = scenario.time(66.0);
        for price in scenario.country.prices.iter_mut().filter(|price| price.time > origin) {
            price.price *= 3.0;
        }
        for row in scenario.messages.iter_mut().filter(|row| row.message.hour > 66.0) {
            row.message.content = row.message.content.map(|x| 5.0 * x + 1.0);
        }
        let shock = Shock {
            name: "later".into(),
            kind: 0,
            enabled: true,
            hour: 67.0,
            exposure: vec![1.0; scenario.country.places.len()],
            whom: Whom::Fuel,
            sectors: [false; SECTORS],
            demand: None,
            size: 0.5,
            rise: 0.0,
            decay: 99.0,
        };
        scenario.shocks.push(ShockRow { shock, scope: Scope::Nation, exposure: None, source: String::new() });
        scenario.effects.imposed.push(Imposed { effect: Effect::Day(0, 4), z: 4.0 });
        let after = run(&scenario, &asked);
        assert_eq!((before.paths, before.ensemble, before.vintage), (after.paths, after.ensemble, after.vintage));
        assert_ne!(before.outcomes, after.outcomes, "the record that it is held against did change");
    }

    /// A numbered draw that fits a record has what places did after the origin in it.
    #[test]
    fn a_forecast_draws_what_places_differ_by() {
        let mut scenario = Scenario::load("two-towns", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        (scenario.mechanisms.differences.enabled, scenario.mechanisms.differences.unit) = (true, 0.3);
        let asked = ForecastRequest { origins: vec![66.0], ..asked(ParameterSource::Scenario) };
        let free = run(&scenario, &asked);
        scenario.set("effect.North Shore.draw=7").unwrap_or_else(|complaint| panic!("{complaint:?}"));
        assert_eq!(free.paths, run(&scenario, &asked).paths);
    }

    #[test]
    fn a_forecast_is_a_function_of_its_seed() {
        let scenario = Scenario::load("two-towns", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let asked = asked(ParameterSource::Scenario);
        let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let one = pool(1).install(|| run(&scenario, &asked));
        let two = pool(3).install(|| run(&scenario, &asked));
        assert_eq!(one.paths, two.paths);
        assert!(one.paths.len() == 11 && one.paths.iter().all(|p| p.nation.len() == DRAWS));
        assert_eq!((one.ensemble.runs, one.ensemble.failed.len()), (24, 0));
        let other = run(&scenario, &ForecastRequest { seed: 2, ..asked });
        assert_ne!(one.paths[0], other.paths[0]);
    }

    #[test]
    fn what_is_kept_is_not_computed_again_and_says_the_same() {
        let scenario = Scenario::load("two-towns", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let folder = tempfile::tempdir().expect("a folder");
        let kept = KeptOrigins::at(Some(folder.path()));
        let asked = ForecastRequest { origins: vec![48.0, 72.0], ..asked(ParameterSource::Prior) };
        let go_on = |stop: &AtomicBool, told: &(dyn Fn(usize) + Sync)| {
            forecast(&scenario, &asked, &kept, stop, told).unwrap_or_else(|c| panic!("{c}"))
        };
        let stop = AtomicBool::new(false);
        let first = go_on(&stop, &|done| stop.store(done >= asked.runs(), Ordering::Relaxed));
        assert_eq!(first.len(), 1);
        let heard = std::sync::Mutex::new(Vec::new());
        let all = go_on(&AtomicBool::new(false), &|done| heard.lock().expect("one at a time").push(done));
        assert!(
            heard.lock().expect("over").iter().all(|done| *done >= asked.runs()),
            "the first origin is not run again"
        );
        let unbroken = forecast(&scenario, &asked, &KeptOrigins::default(), &AtomicBool::new(false), &|_| ());
        let unbroken = unbroken.unwrap_or_else(|c| panic!("{c}"));
        for (one, other) in all.iter().zip(&unbroken) {
            assert_eq!((&one.paths, &one.ensemble), (&other.paths, &other.ensemble));
        }
        assert!(kept.read(&scenario, &ForecastRequest { seed: 2, ..asked.clone() }, 0).is_none(), "asked otherwise");
        // Origins computed one by one, in any order, by whoever sees the folder.
        let elsewhere = tempfile::tempdir().expect("a folder");
        let kept = KeptOrigins::at(Some(elsewhere.path()));
        for i in [1, 0] {
            assert!(keep(&scenario, &asked, &kept, i, &AtomicBool::new(false)).unwrap_or_else(|c| panic!("{c}")));
        }
        let apart = forecast(&scenario, &asked, &kept, &AtomicBool::new(false), &|_| ());
        let apart = apart.unwrap_or_else(|c| panic!("{c}"));
        assert!(apart.iter().zip(&unbroken).all(|(one, other)| one.paths == other.paths));
    }

    #[test]
    fn told_to_stop_it_gives_what_is_complete() {
        let scenario = Scenario::load("two-towns", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let asked = ForecastRequest { origins: vec![48.0, 72.0], ..asked(ParameterSource::Scenario) };
        let stop = AtomicBool::new(false);
        let told = |done: usize| stop.store(done >= asked.runs(), Ordering::Relaxed);
        let all = forecast(&scenario, &asked, &KeptOrigins::default(), &stop, &told).unwrap_or_else(|c| panic!("{c}"));
        assert_eq!(all.iter().map(|o| o.origin).collect::<Vec<_>>(), [48.0]);
    }
}
