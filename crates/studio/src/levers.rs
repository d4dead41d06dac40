//! What moves results: `levers.json`, which `cargo xtask levers` makes of a screening by `groundswell sensitivity`.

use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A screening of a scenario's parameters.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Screening {
    /// The scenario.
    pub scenario: String,
    /// The command that made it.
    pub command: String,
    /// Version of the software that made it.
    pub version: String,
    /// The day on which it was made.
    pub made: String,
    /// The quantity that is moved.
    pub statistic: String,
    /// Parameters by their influence, the largest first.
    pub levers: Vec<Influence>,
}

/// How much a quantity moves with a parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Influence {
    /// The parameter.
    pub path: String,
    /// Mean of its absolute elementary effects (Campolongo et al. 2007).
    pub effect: f64,
}

static ALL: LazyLock<Vec<Screening>> =
    LazyLock::new(|| read(include_str!("../levers.json")).expect("the levers are what xtask wrote"));

/// Reads `levers.json`.
///
/// # Errors
/// A text that is no list of [`Screening`].
pub fn read(text: &str) -> Result<Vec<Screening>, serde_json::Error> {
    serde_json::from_str(text)
}

/// How much a parameter moves the largest crowd of a scenario; `None` where it was not screened.
pub fn influence(scenario: &str, path: &str) -> Option<f64> {
    let screening = ALL.iter().find(|screening| screening.scenario == scenario)?;
    screening.levers.iter().find(|lever| lever.path == path).map(|lever| lever.effect)
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_scenario::scenario::Scenario;

    #[test]
    fn what_was_screened_can_be_set_and_comes_by_its_influence() {
        for screening in ALL.iter() {
            let scenario = Scenario::load(&screening.scenario, &[]).expect("built in");
            assert!(screening.levers.len() >= 10, "{}: too few levers", screening.scenario);
            assert!(screening.levers.windows(2).all(|pair| pair[0].effect >= pair[1].effect));
            for lever in &screening.levers {
                let known = scenario.number(&lever.path).is_some();
                assert!(
                    known,
                    "{}: no parameter {}: `cargo xtask levers` makes it again",
                    screening.scenario, lever.path
                );
            }
        }
    }
}
