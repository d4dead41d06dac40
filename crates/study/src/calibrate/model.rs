//! The model as something to calibrate: one or more recorded events under common parameters.

use super::abc::{SamplingEffort, Simulated, Simulator};
use super::distance::{ComparedValues, Judge, Observed};
use crate::against::compared;
use crate::course::Course;
use crate::ensemble::caught;
use crate::family::Family;
use crate::statistics::Statistic;
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_engine::step::step;
use groundswell_engine::world::World;
use groundswell_scenario::effects;
use groundswell_scenario::orders::settings::hour_of;
use groundswell_scenario::priors::Prior;
use groundswell_scenario::scenario::{Making, Scenario};
use std::sync::atomic::{AtomicBool, Ordering};

/// A crowd of this share of all adults is far from any record here, and slow: such a
/// simulation is given up.
const ABSURD: f64 = 1.0 / 30.0;

/// An event: its country, the quantities that are compared, and when each is known.
struct Event {
    family: Family,
    /// Index of each compared quantity among the family's statistics.
    compared: Vec<usize>,
    /// Hour from which each can be computed.
    ready: Vec<usize>,
}

/// What is calibrated.
pub struct Model {
    events: Vec<Event>,
    /// Priors of the parameters.
    pub priors: Vec<Prior>,
    /// Names of the compared quantities, those of several events with the event's name.
    pub names: Vec<String>,
    observed: Vec<Observed>,
    hours: u32,
    /// Paths of the numbered draws of units, which a point has after its parameters.
    draws: Vec<String>,
}

/// The recorded quantities that a calibration uses: those scored and not held out; of a
/// scenario that numbers its summary statistics (s1, s2, …) only these.
pub fn fitted(statistics: &[Statistic]) -> Vec<usize> {
    let usable = |s: &Statistic| s.target.scored && !s.target.held_out && s.target.best.is_some();
    let numbered = |s: &Statistic| s.target.id.strip_prefix('s').is_some_and(|number| number.parse::<u32>().is_ok());
    let all: Vec<usize> = (0..statistics.len()).filter(|&k| usable(&statistics[k])).collect();
    let some: Vec<usize> = all.iter().copied().filter(|&k| numbered(&statistics[k])).collect();
    if some.is_empty() { all } else { some }
}

/// The recorded quantities that are compared: those that are named, or those that are fitted. What is recorded after an
/// end that was asked for is held out then: the posterior is scored on it.
fn compared_quantities(statistics: &[Statistic], only: &[String], end: Option<u32>) -> Vec<usize> {
    if only.is_empty() {
        let known = |k: &usize| end.is_none_or(|end| statistics[*k].last_hour() <= end as usize);
        return fitted(statistics).into_iter().filter(known).collect();
    }
    let named = |k: &usize| only.contains(&statistics[*k].target.id) && statistics[*k].target.best.is_some();
    (0..statistics.len()).filter(named).collect()
}

/// Hours of a scenario until a time of its clock or a number of hours, for a calibration that ends there.
///
/// # Errors
/// What is neither, or outside the scenario.
pub fn until(scenario: &Scenario, name: &str, text: &str) -> Result<u32, Complaint> {
    let hours = hour_of(&scenario.calendar(), text).map(f64::floor);
    hours.filter(|hours| (1.0..=f64::from(scenario.hours)).contains(hours)).map(|hours| hours as u32).ok_or_else(|| {
        let problem = Problem::NotAllowed { name: name.into(), found: text.into() };
        let (first, last) = (scenario.time(1.0), scenario.time(f64::from(scenario.hours)));
        Complaint::new(problem).allowed(format!("hours from 1 to {}, or a time from {first} to {last}", scenario.hours))
    })
}

/// Refuses names of quantities that no event has.
fn all_known(scenarios: &[Scenario], names: &[String]) -> Result<(), Complaints> {
    let mut complaints = Complaints::default();
    let known: Vec<String> = scenarios.iter().flat_map(|s| s.targets.iter().map(|target| target.id.clone())).collect();
    for name in names.iter().filter(|name| !known.contains(name)) {
        complaints.push(Complaint::unknown("recorded quantity", name, known.iter().map(String::as_str)));
    }
    complaints.or(())
}

impl Model {
    /// A model of these events under common priors; `only` restricts the compared quantities.
    /// Simulations end at hour `until` at the latest; counts recorded later are taken then, and what is recorded of later
    /// hours is held out. The first `draws` units of the first event have numbered draws.
    pub fn new(
        scenarios: &[Scenario],
        priors: &[Prior],
        making: &Making,
        effort: &SamplingEffort,
        only: &[String],
        until: Option<u32>,
    ) -> Result<Model, Complaints> {
        all_known(scenarios, only)?;
        let seed = effort.seed;
        let units = scenarios.iter().take(1).flat_map(|scenario| scenario.country.unit_names());
        let draws: Vec<String> = units.map(|unit| effects::draw_path(&unit)).take(effort.draws as usize).collect();
        let paths: Vec<String> = priors.iter().map(|prior| prior.path.clone()).chain(draws.iter().cloned()).collect();
        let (mut events, mut names, mut observed) = (Vec::new(), Vec::new(), Vec::new());
        for scenario in scenarios {
            let event = Event::new(scenario, Family::new(scenario, &paths, making, seed)?, only, until)?;
            for statistic in event.statistics() {
                let id = &statistic.target.id;
                names.push(if scenarios.len() > 1 { format!("{}:{id}", scenario.name) } else { id.clone() });
                observed.push(Observed::of(statistic).expect("it has a best value"));
            }
            events.push(event);
        }
        let hours = events.iter().map(|event| event.family.base().spec.hours).sum();
        Ok(Model { events, priors: priors.to_vec(), names, observed, hours, draws })
    }

    /// Hours of a complete simulation, over all events.
    pub fn hours(&self) -> u32 {
        self.hours
    }

    /// Agents in all worlds together.
    pub fn agents(&self) -> u32 {
        self.events.iter().map(|event| event.family.base().agents()).sum()
    }

    /// Paths of its parameters and of its numbered draws.
    pub fn paths(&self) -> Vec<String> {
        self.priors.iter().map(|prior| prior.path.clone()).chain(self.draws.iter().cloned()).collect()
    }

    /// Parameters at these shares of their priors, and the numbers of draws.
    pub fn values(&self, shares: &[f64]) -> Vec<f64> {
        let (walked, numbered) = shares.split_at(self.priors.len());
        let parameters = self.priors.iter().zip(walked).map(|(prior, share)| prior.at(*share));
        parameters.chain(numbered.iter().map(|share| (share * f64::from(effects::DRAWS)).floor())).collect()
    }

    /// Takes another record: what a simulation said, as if it had been observed exactly.
    pub fn observe(&mut self, values: &ComparedValues) {
        for (observed, value) in self.observed.iter_mut().zip(values) {
            *observed = value.map_or(observed.unknown(), |x| Observed { low: x, high: x, ..*observed });
        }
    }

    fn worlds(&self, shares: &[f64]) -> Result<Vec<World>, String> {
        let values = self.values(shares);
        let world = |event: &Event| event.family.world_at(&values).map_err(|complaint| complaint.problem().to_string());
        self.events.iter().map(world).collect()
    }

    fn run(&self, worlds: &[World], number: u32, judge: &Judge, stop: &AtomicBool) -> Option<Simulated> {
        let mut values: ComparedValues = vec![None; self.observed.len()];
        let (mut sum, mut hours, mut first) = (0.0, 0u32, 0usize);
        let most = judge.epsilon * judge.epsilon;
        let mut complete = true;
        for (event, world) in self.events.iter().zip(worlds) {
            let ran = event.run(world, number, stop, |k, value, is_known| {
                values[first + k] = value;
                if is_known {
                    sum += judge.part(first + k, value);
                }
                // Rounding must not refuse what the whole distance would accept.
                sum <= most * (1.0 + 1e-9)
            });
            let (ran, whole) = ran?;
            (hours, complete) = (hours + ran, complete && whole);
            if !complete {
                break;
            }
            first += event.compared.len();
        }
        Some(Simulated { values, complete, failure: None, hours })
    }
}

impl Event {
    /// An event whose simulations end at hour `until` at the latest.
    fn new(scenario: &Scenario, mut family: Family, only: &[String], until: Option<u32>) -> Result<Event, Complaints> {
        let end = until.unwrap_or(scenario.hours).min(scenario.hours);
        family.statistics.iter_mut().for_each(|statistic| statistic.known_by(end as usize));
        let compared = compared_quantities(&family.statistics, only, until.map(|_| end));
        let refused = |complaint: Complaint| {
            let mut complaints = Complaints::default();
            complaints.push(complaint);
            Err(complaints)
        };
        if compared.is_empty() {
            let until = until.map_or(String::new(), |hours| format!(" until hour {hours} (`--until`)"));
            let what = format!("`{}` has no recorded quantity to calibrate to{until}", scenario.name);
            let allowed = "a row of targets.csv with scored = 1, held_out = 0 and a best value";
            return refused(Complaint::inconsistent(what).allowed(allowed));
        }
        if let Some(&k) = compared.iter().find(|&&k| family.statistics[k].last_hour() > end as usize) {
            let target = &family.statistics[k].target;
            let what = format!("`{}` of `{}` looks at hours after {end}", target.id, scenario.name);
            let advice = "end later with `--until`, or choose others with `--statistics`";
            return refused(Complaint::inconsistent(what).advise(advice));
        }
        let longest = compared.iter().map(|&k| family.statistics[k].last_hour()).max().unwrap_or(0);
        let hours = (longest as u32).clamp(1, end);
        // What looks at the whole course is known at its end.
        let ready = |k: &usize| match family.statistics[*k].target.variable.as_str() {
            "day_of_90pct_decline" => hours as usize,
            _ => family.statistics[*k].last_hour().min(hours as usize),
        };
        let ready = compared.iter().map(ready).collect();
        Ok(Event { family: family.until(hours), compared, ready })
    }

    /// The recorded quantities that are compared.
    fn statistics(&self) -> impl Iterator<Item = &Statistic> {
        self.compared.iter().map(|&k| &self.family.statistics[k])
    }

    /// Runs a simulation; `tell` hears of each quantity as soon as it is known and says
    /// whether to go on. Hours simulated, and whether it ran to the end; `None` if stopped.
    fn run(
        &self,
        world: &World,
        number: u32,
        stop: &AtomicBool,
        mut tell: impl FnMut(usize, Option<f64>, bool) -> bool,
    ) -> Option<(u32, bool)> {
        let mut state = world.state(self.family.seed, number);
        let mut course = Course::new(world, &state, number);
        let most = world.adults.iter().sum::<f64>() * ABSURD;
        let mut known = vec![false; self.compared.len()];
        let hours = world.spec.hours;
        for hour in 1..=hours {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            for _ in 0..world.spec.clock.steps_per_hour {
                step(world, &mut state);
            }
            course.write(world, &state);
            let end = hour == hours;
            if end {
                course.close(world, &state);
            }
            let mut going = state.nation.crowd <= most;
            for (k, known) in known.iter_mut().enumerate() {
                if !*known && (end || self.ready[k] <= hour as usize) && self.can(k, end) {
                    *known = true;
                    let statistic = &self.family.statistics[self.compared[k]];
                    let value = statistic.value(&self.family.scenario, &course);
                    going &= tell(k, value.map(|value| compared(&statistic.target, value).0), true);
                }
            }
            if !going {
                return Some((hour, end && known.iter().all(|known| *known) && state.nation.crowd <= most));
            }
        }
        Some((hours, true))
    }

    /// Onsets and strikes are in the record of a course, which is written at its end.
    fn can(&self, k: usize, end: bool) -> bool {
        let variable = self.family.statistics[self.compared[k]].target.variable.as_str();
        end || !(variable == "onset" || variable.starts_with("spearman") || variable == "strike_lag_hours")
    }
}

impl Simulator for Model {
    fn dimensions(&self) -> usize {
        self.priors.len() + self.draws.len()
    }

    fn observed(&self) -> Vec<Observed> {
        self.observed.clone()
    }

    fn simulate(&self, shares: &[f64], number: u32, judge: &Judge, stop: &AtomicBool) -> Option<Simulated> {
        self.simulate_many(shares, number, 1, judge, stop)?.pop()
    }

    fn simulate_many(
        &self,
        shares: &[f64],
        first: u32,
        count: u32,
        judge: &Judge,
        stop: &AtomicBool,
    ) -> Option<Vec<Simulated>> {
        let failed = |why: String| Simulated {
            values: vec![None; self.observed.len()],
            complete: false,
            failure: Some(why),
            hours: 0,
        };
        let worlds = match caught(|| self.worlds(shares)) {
            Ok(Ok(worlds)) => worlds,
            Ok(Err(why)) | Err(why) => return Some(vec![failed(why); count as usize]),
        };
        (first..first + count)
            .map(|number| match caught(|| self.run(&worlds, number, judge, stop)) {
                Ok(simulated) => simulated,
                Err(why) => Some(failed(why)),
            })
            .collect()
    }
}
