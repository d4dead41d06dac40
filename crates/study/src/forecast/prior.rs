//! What is assumed of the parameters before anything was published.

use crate::calibrate::posterior::Posterior;
use groundswell_complaint::Complaint;
use groundswell_engine::parameter::{Allowed, Value};
use groundswell_scenario::parameters::paths;
use groundswell_scenario::scenario::Scenario;

/// How a parameter is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Spread {
    /// Normal around its default, with this standard deviation.
    Plus(f64),
    /// Lognormal around its default, with this standard deviation of the logarithm.
    Times(f64),
}

/// The parameters that are drawn and how widely. They are among those that the first fit moved, and they begin from the
/// defaults of their tables, not from the fitted values of a scenario, which know how the event went on. Widths are
/// assumptions: half to twice the default, or the range that the model's description gives.
const FREE: &[(&str, Spread)] = &[
    ("people.threshold", Spread::Plus(0.15)),
    ("people.leave", Spread::Times(0.5)),
    ("people.memory", Spread::Plus(0.05)),
    ("price.weight", Spread::Plus(0.10)),
    ("price.burden_low", Spread::Plus(0.25)),
    ("contact.cell", Spread::Plus(0.05)),
    ("contact.place", Spread::Plus(0.08)),
    ("contact.place_full", Spread::Times(0.9)),
    ("information.weight", Spread::Plus(0.10)),
    ("information.half", Spread::Times(1.2)),
    ("policing.weight", Spread::Plus(0.15)),
    ("grievance.wage", Spread::Plus(0.15)),
];

/// The other parameters that the first fit moved: at the defaults of their tables, since what is published in the first
/// days says nothing of them.
const DEFAULT: &[&str] = &[
    "people.disperse",
    "information.network",
    "information.delay",
    "strike.cost",
    "policing.safety",
    "policing.arrest_rate",
    "policing.lethal_rate",
    "policing.forces_killed_rate",
    "demand.weight",
    "concession.lesson",
    "concession.relief",
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

/// How many parameters are drawn.
pub const fn dimensions() -> usize {
    FREE.len()
}

/// Paths of the parameters that are drawn.
pub fn names() -> impl Iterator<Item = &'static str> {
    FREE.iter().map(|(path, _)| *path)
}

/// The values that belong to standard normal coordinates, in the order of [`names`]; cut off at the ends of the
/// parameters' ranges.
pub fn values(z: &[f64]) -> Vec<f64> {
    FREE.iter()
        .zip(z)
        .map(|((path, spread), z)| {
            let (centre, low, high) = number(path);
            let value = match spread {
                Spread::Plus(s) => centre + s * z,
                Spread::Times(s) => centre * libm::exp(s * z),
            };
            value.clamp(low, high)
        })
        .collect()
}

/// Default and ends of a parameter's range.
fn number(path: &str) -> (f64, f64, f64) {
    let found = paths()
        .find(|(section, row)| path.strip_prefix(section).is_some_and(|rest| rest.strip_prefix('.') == Some(row.name)));
    match found.map(|(_, row)| (row.default, row.kind)) {
        Some((Value::Number(x), Allowed::Number { low, high })) => (x, low, high),
        // A test asks that every path above is a number.
        _ => (0.0, 0.0, 0.0),
    }
}

/// A scenario in which nothing that was fitted is left: the parameters that are not drawn have the defaults of their tables.
pub fn unfitted(scenario: &Scenario) -> Result<Scenario, Complaint> {
    with(scenario, DEFAULT.iter(), &DEFAULT.iter().map(|path| number(path).0).collect::<Vec<f64>>())
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

    fn two_towns() -> Scenario {
        Scenario::load("two-towns", &[]).unwrap_or_else(|complaints| panic!("{complaints}"))
    }

    #[test]
    fn every_free_parameter_is_a_number_and_every_draw_is_allowed() {
        for path in names().chain(DEFAULT.iter().copied()) {
            let (centre, low, high) = number(path);
            assert!(low < high && (low..=high).contains(&centre), "{path}");
        }
        for z in [-50.0, -1.0, 0.0, 1.0, 50.0] {
            let drawn = values(&[z; dimensions()]);
            assert!(with(&two_towns(), names(), &drawn).is_ok(), "{z}");
        }
        assert_eq!(
            values(&[0.0; dimensions()])[0],
            number("people.threshold").0,
            "a table's default, not a scenario's value"
        );
    }
}
