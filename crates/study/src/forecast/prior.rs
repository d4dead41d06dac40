//! What is assumed of the parameters before anything was published.

use super::run::known;
use crate::calibrate::posterior::Posterior;
use groundswell_chance::normal::cumulative;
use groundswell_complaint::Complaint;
use groundswell_engine::parameter::{Allowed, Value};
use groundswell_engine::spec::SHOCK_PRIORS;
use groundswell_scenario::effects::GivenEffects;
use groundswell_scenario::made::Pooled;
use groundswell_scenario::parameters::paths;
use groundswell_scenario::priors::{Prior, PriorLaw, of_triggers};
use groundswell_scenario::scenario::Scenario;

/// What the fit of a scenario may have moved and the pooled settings leave alone: at the defaults of their tables, since
/// what is published in the first days says nothing of them.
const DEFAULT: &[&str] = &[
    "people.leave",
    "people.disperse",
    "people.memory",
    "presence.shift_hours",
    "price.burden_low",
    "contact.place_full",
    "contact.notice",
    "information.half",
    "information.notice",
    "information.language",
    "strike.cost",
    "policing.safety",
    "policing.arrest_rate",
    "policing.reach",
    "policing.handling_hours",
    "policing.custody",
    "policing.start_hours",
    "policing.dispersal",
    "policing.lethal_rate",
    "policing.forces_killed_rate",
    "differences.day",
    "demand.weight",
    "concession.relief",
    "grievance.wage",
    "grievance.outrage",
];

/// Where the parameters of runs are from.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterSource {
    /// Drawn around the defaults of the tables and weighted by what was published before the origin.
    Prior,
    /// The scenario's own values.
    Scenario,
    /// Drawn from a posterior.
    Posterior {
        /// What the user called it.
        from: String,
        /// Its points.
        posterior: Posterior,
    },
}

/// What is believed before an event is looked at.
pub struct Before {
    /// The scenario with the pooled settings; nothing that was fitted is left.
    pub scenario: Scenario,
    /// What is drawn.
    pub priors: Vec<Prior>,
}

impl Before {
    /// What is believed of a scenario's event before it is looked at: its people, places, prices, triggers and orders with
    /// the pooled settings and their priors. Triggers after the origin are not known.
    ///
    /// # Errors
    /// A pooled setting that the scenario does not allow: a bug.
    pub fn of(scenario: &Scenario, origin: f64) -> Result<Before, Complaint> {
        let pooled = Pooled::read();
        let mut before = scenario.clone();
        before.effects = GivenEffects::default();
        for path in DEFAULT {
            before.set(&format!("{path}={}", default(path)))?;
        }
        for setting in pooled.settings {
            before.set(&setting)?;
        }
        let mut priors = pooled.priors;
        if before.mechanisms.price.enabled {
            priors.extend(of_prices());
        }
        let mut so_far = before.clone();
        so_far.shocks.retain(|row| row.shock.hour <= origin);
        so_far.calls.retain(|row| known(&row.call, origin));
        priors.extend(of_triggers(&so_far));
        Ok(Before { scenario: before, priors })
    }

    /// How many parameters are drawn.
    pub fn dimensions(&self) -> usize {
        self.priors.len()
    }

    /// Paths of the parameters that are drawn.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.priors.iter().map(|prior| prior.path.as_str())
    }

    /// The values that belong to standard normal coordinates, in the order of [`names`](Before::names): a coordinate is a
    /// share of the prior's mass.
    pub fn values(&self, z: &[f64]) -> Vec<f64> {
        self.priors.iter().zip(z).map(|(prior, &z)| prior.at(cumulative(z))).collect()
    }
}

/// What is believed of a series of prices: a doubling weighs what a shock of that kind does, is met within half a day to
/// four days, and weighs differently in each unit.
fn of_prices() -> [Prior; 3] {
    let prior = |path: &str, law, low, high| Prior { path: path.into(), law, low, high };
    let (low, high) = SHOCK_PRIORS[0].size;
    [
        prior("price.weight", PriorLaw::LogUniform, low, high),
        prior("price.rise_hours", PriorLaw::LogUniform, 12.0, 96.0),
        prior("price.spread", PriorLaw::Uniform, 0.0, 0.4),
    ]
}

/// The default of a parameter that is a number.
fn default(path: &str) -> f64 {
    let found = paths()
        .find(|(section, row)| path.strip_prefix(section).is_some_and(|rest| rest.strip_prefix('.') == Some(row.name)));
    match found.map(|(_, row)| (row.default, row.kind)) {
        Some((Value::Number(x), Allowed::Number { .. })) => x,
        // A test asks that every path above is a number.
        _ => f64::NAN,
    }
}

/// A scenario with some of its parameters set.
pub fn with(
    scenario: &Scenario,
    names: impl Iterator<Item = impl AsRef<str>>,
    values: &[f64],
) -> Result<Scenario, Complaint> {
    let mut scenario = scenario.clone();
    for (name, value) in names.zip(values) {
        scenario.set(&format!("{}={value}", name.as_ref()))?;
    }
    Ok(scenario)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before(name: &str) -> Before {
        let scenario = Scenario::load(name, &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        Before::of(&scenario, 1e6).unwrap_or_else(|complaint| panic!("{name}: {complaint:?}"))
    }

    #[test]
    fn every_draw_is_allowed_in_every_scenario() {
        assert!(DEFAULT.iter().all(|path| default(path).is_finite()));
        for built_in in groundswell_scenario::files::BUILT_IN {
            let before = before(built_in.name);
            for z in [-50.0, -1.0, 0.0, 1.0, 50.0] {
                let drawn = before.values(&vec![z; before.dimensions()]);
                assert!(with(&before.scenario, before.names(), &drawn).is_ok(), "{}: {z}", built_in.name);
            }
        }
    }

    #[test]
    fn nothing_that_was_fitted_is_left() {
        let fitted = Scenario::load("kazakhstan-2022", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let before = before("kazakhstan-2022");
        let priors = groundswell_scenario::priors::of(&fitted).unwrap_or_else(|complaints| panic!("{complaints}"));
        let pooled = Pooled::read().settings;
        for prior in priors.iter().filter(|prior| groundswell_scenario::effects::of_path(&prior.path).is_none()) {
            let path = prior.path.as_str();
            let drawn = before.names().any(|name| name == path);
            let set = pooled.iter().any(|setting| setting.starts_with(&format!("{path}=")));
            let own = before.scenario.number(path).expect("a number");
            assert!(drawn || set || own == default(path), "{path} is as it was fitted");
        }
        assert!(before.names().any(|path| path == "price.weight"));
        assert_eq!(before.scenario.number("people.threshold"), Some(0.79), "the pooled value");
    }
}
