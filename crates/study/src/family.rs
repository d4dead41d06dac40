//! One country under many settings: what designs, sensitivity analyses and calibrations run.
//!
//! A replicate number means the same random numbers at every point (common random numbers),
//! so that points differ by their parameters and not by luck.

use crate::course::Course;
use crate::statistics::{self, Statistic};
use groundswell_complaint::{Complaint, Complaints};
use groundswell_engine::parameter::Value;
use groundswell_engine::register::Mechanisms;
use groundswell_engine::world::World;
use groundswell_scenario::effects::{self, EffectKey, GivenEffects};
use groundswell_scenario::parameters::{self, unknown_parameter};
use groundswell_scenario::priors::parameter;
use groundswell_scenario::scenario::{Making, Scenario};
use groundswell_scenario::triggers::settings as triggers;

/// A scenario with the world of its own values, from which worlds of other values are made.
pub struct Family {
    /// The scenario, with its own values.
    pub scenario: Scenario,
    /// What its runs are asked.
    pub statistics: Vec<Statistic>,
    /// Parameters that differ between points.
    pub paths: Vec<String>,
    /// How worlds are made.
    pub making: Making,
    /// Seed of population and runs.
    pub seed: u64,
    base: World,
}

impl Family {
    /// Builds the base world; complains about paths that are no parameter's.
    pub fn new(scenario: &Scenario, paths: &[String], making: &Making, seed: u64) -> Result<Family, Complaints> {
        let mut complaints = Complaints::default();
        for path in paths {
            let known = parameter(path).is_some();
            let of = effects::of_path(path);
            // A number of a shock, a call or a unit is one of a row, which another scenario may not have.
            let strange = triggers::is(path) && scenario.number(path).is_none()
                || of.is_some_and(|(unit, _)| scenario.unit(unit).is_err());
            if !known || strange {
                complaints.push(unknown_parameter(path));
            }
        }
        complaints.or(())?;
        let base = scenario.world(making, seed)?;
        Ok(Family {
            scenario: scenario.clone(),
            statistics: statistics::of(scenario),
            paths: paths.to_vec(),
            making: making.clone(),
            seed,
            base,
        })
    }

    /// Cuts its runs to this many hours.
    pub fn until(mut self, hours: u32) -> Family {
        self.base.spec.hours = self.base.spec.hours.min(hours);
        self
    }

    /// The world of the scenario's own values.
    pub fn base(&self) -> &World {
        &self.base
    }

    /// The world at these values, in the order of the paths. A value that its parameter does
    /// not allow is a complaint.
    pub fn world(&self, values: &[Value]) -> Result<World, Complaint> {
        world_with(&self.base, &self.scenario, &self.making, &self.paths, values, self.seed)
    }

    /// The same for numbers.
    pub fn world_at(&self, values: &[f64]) -> Result<World, Complaint> {
        self.world(&values.iter().map(|&value| Value::Number(value)).collect::<Vec<_>>())
    }

    /// A replicate at these values, to its end.
    pub fn course(&self, world: &World, replicate: u32) -> Course {
        let course = crate::ensemble::replicate(world, world.state(self.seed, replicate), replicate, || true);
        course.expect("it is never asked to stop")
    }
}

/// A world like `base`, which was built from `scenario` and `seed`, with other values.
pub fn world_with(
    base: &World,
    scenario: &Scenario,
    making: &Making,
    paths: &[String],
    values: &[Value],
    seed: u64,
) -> Result<World, Complaint> {
    let mut mechanisms: Mechanisms = base.spec.mechanisms.clone();
    let (mut shocks, mut calls) = (base.spec.shocks.clone(), base.spec.calls.clone());
    let mut given = GivenEffects { imposed: base.spec.imposed.clone(), draws: base.spec.draws.clone() };
    // How people are given work is no mechanism: the country is put together again.
    let mut rebuilt: Option<Scenario> = None;
    for (path, value) in paths.iter().zip(values) {
        let refused = || not_allowed(path, *value);
        let (section, name) = path.split_once('.').ok_or_else(|| unknown_parameter(path))?;
        if let Some((unit, key)) = effects::of_path(path) {
            give(&mut given, scenario.unit(unit)?, key, *value).ok_or_else(refused)?;
        } else if triggers::is(path) {
            let Value::Number(number) = *value else { return Err(refused()) };
            let allowed = parameter(path).is_some_and(|row| row.allows(*value));
            if !allowed || !triggers::vary(&mut shocks, &mut calls, path, number) {
                return Err(refused());
            }
        } else if section == "synthesis" {
            let scenario = rebuilt.get_or_insert_with(|| scenario.clone());
            let row = parameter(path).ok_or_else(|| unknown_parameter(path))?;
            scenario.set(&format!("{path}={}", row.show(*value)))?;
        } else {
            let parameters = mechanisms.parameters_mut(section).ok_or_else(|| unknown_parameter(path))?;
            if !parameters.set(name, *value) {
                return Err(refused());
            }
        }
    }
    match rebuilt {
        None => {
            // Neither shapes the people, so the world of other mechanisms is the same world.
            let mut world = base.with(&mechanisms);
            (world.spec.shocks, world.spec.calls) = (shocks, calls);
            (world.spec.imposed, world.spec.draws) = (given.imposed, given.draws);
            Ok(world)
        }
        Some(mut scenario) => {
            scenario.mechanisms = mechanisms;
            scenario.agents(making)?;
            let hours = base.spec.hours;
            let spec = groundswell_engine::spec::Spec {
                hours,
                shocks,
                calls,
                imposed: given.imposed,
                draws: given.draws,
                ..scenario.spec(making)
            };
            Ok(World::build(spec, seed))
        }
    }
}

/// Gives a unit a number of its effects; `None` if it is not one of those allowed.
fn give(given: &mut GivenEffects, unit: u32, key: EffectKey, value: Value) -> Option<()> {
    let Value::Number(number) = value else { return None };
    key.allows(number).then(|| given.give(unit, key, number))
}

/// A complaint about a value that a parameter does not allow.
pub fn not_allowed(path: &str, value: Value) -> Complaint {
    let Some(row) = parameter(path) else { return unknown_parameter(path) };
    let found = match value {
        Value::Number(x) => x.to_string(),
        Value::Switch(b) => b.to_string(),
        Value::Choice(i) => format!("choice {i}"),
    };
    let problem = groundswell_complaint::Problem::NotAllowed { name: path.into(), found };
    Complaint::new(problem).allowed(groundswell_scenario::parameters::allowed(row))
}

/// Reads a value in the words of a scenario file.
pub fn value(path: &str, text: &str) -> Result<Value, Complaint> {
    use groundswell_engine::parameter::Allowed;
    let row = parameter(path).ok_or_else(|| unknown_parameter(path))?;
    let value = match (row.kind, text.trim().trim_matches('"')) {
        // Other tools write switches as numbers, or with a capital.
        (Allowed::Switch, "1" | "1.0" | "True" | "TRUE") => Some(Value::Switch(true)),
        (Allowed::Switch, "0" | "0.0" | "False" | "FALSE") => Some(Value::Switch(false)),
        (_, text) => parameters::value(row, text),
    };
    value.filter(|value| row.allows(*value)).ok_or_else(|| {
        let problem = groundswell_complaint::Problem::NotAllowed { name: path.into(), found: text.into() };
        Complaint::new(problem).allowed(groundswell_scenario::parameters::allowed(row))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family(paths: &[&str]) -> Family {
        let scenario = Scenario::load("two-towns", &["hours=60".into()]).expect("built in");
        let paths: Vec<String> = paths.iter().map(|path| (*path).to_string()).collect();
        Family::new(&scenario, &paths, &Making { scale: 40, ..Making::default() }, 3).expect("good paths")
    }

    #[test]
    fn a_point_of_a_family_is_the_run_with_these_settings() {
        let texts = |path: &str| match path {
            "shutdown.enabled" => "false",
            "effect.North Shore.draw" => "45",
            _ => "0.45",
        };
        for path in [
            "people.threshold",
            "grievance.between",
            "shutdown.enabled",
            "effect.North Shore.rank",
            "effect.North Shore.draw",
        ] {
            let mut family = family(&[path]);
            family.base.spec.mechanisms.differences.enabled = path.starts_with("effect");
            let world = family.world(&[value(path, texts(path)).expect("a value")]).expect("allowed");
            let settings = ["hours=60".to_string(), format!("{path}={}", texts(path))];
            let mut scenario = Scenario::load("two-towns", &settings).expect("built in");
            scenario.mechanisms.differences.enabled = path.starts_with("effect");
            let plain = World::build(scenario.spec(&family.making), 3);
            let there = family.course(&world, 5);
            let here = crate::ensemble::replicate(&plain, plain.state(3, 5), 5, || true).expect("a course");
            assert_eq!(there.locals, here.locals, "{path}");
        }
    }

    #[test]
    fn how_people_are_given_work_can_be_varied_too() {
        let row = groundswell_scenario::parameters::paths()
            .find(|(section, row)| {
                *section == "synthesis" && matches!(row.kind, groundswell_engine::parameter::Allowed::Number { .. })
            })
            .expect("a number of the synthesis");
        let path = format!("synthesis.{}", row.1.name);
        let groundswell_engine::parameter::Allowed::Number { low, high } = row.1.kind else { panic!("a number") };
        let family = family(&[&path]);
        let a = family.world_at(&[low]).expect("allowed");
        let b = family.world_at(&[high]).expect("allowed");
        assert_ne!((a.cells.len(), a.employed), (b.cells.len(), b.employed), "{path}");
    }

    #[test]
    fn what_is_not_allowed_is_said() {
        let family = family(&["people.threshold"]);
        assert!(family.world_at(&[-4.0]).is_err());
        assert!(value("people.threshold", "9").is_err() && value("people.response", "threshold").is_ok());
        let scenario = Scenario::load("two-towns", &[]).expect("built in");
        assert!(Family::new(&scenario, &["people.thresold".into()], &Making::default(), 1).is_err());
    }
}
