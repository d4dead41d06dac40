//! Answers of the built-in questions that come with the program: `answers.json`, which `cargo xtask answers` computes
//! at full scale. An answer of another scenario than the one at hand is never shown, and a test refuses it.

use crate::api::answer::Answers;
use groundswell_engine::step::step;
use groundswell_scenario::scenario::{Making, Scenario};
use groundswell_study::plan;
use std::sync::LazyLock;

/// Numbers of an answer, by their names in the table of a comparison.
pub const STATISTICS: [&str; 3] = ["peak", "detained", "killed"];

static ALL: LazyLock<Vec<Answers>> =
    LazyLock::new(|| read(include_str!("../answers.json")).expect("the answers are what xtask wrote"));

/// Reads `answers.json`.
///
/// # Errors
/// A text that is not as [`Answers`] describes.
pub fn read(text: &str) -> Result<Vec<Answers>, serde_json::Error> {
    serde_json::from_str(text)
}

/// A replicate is followed no further once more than this share of the adults are out at once: it has left what any
/// record could say, and costs more than all others together.
pub const PARKED: f64 = 0.01;

/// Fewest replicates that ship: an interval of fewer says little.
pub const FEWEST: u32 = 20;

/// The answers of a scenario as it stands, one for each structure; none if it is not the one that they were computed of.
pub fn of(scenario: &Scenario) -> Vec<&'static Answers> {
    let hash = plan::hash(scenario);
    ALL.iter().filter(|answers| answers.hash == hash).collect()
}

/// The text of the posterior of a structure, as a scenario carries it.
pub fn posterior(scenario: &Scenario, structure: &str) -> Option<String> {
    let file = if structure.is_empty() { "posterior.csv".into() } else { format!("posterior-{structure}.csv") };
    scenario.file(&file).ok()
}

/// Largest crowd of one replicate at one agent for 1,000 adults, seed 1.
pub fn probe(scenario: &Scenario) -> f64 {
    let making = Making { scale: 1000, ..Making::default() };
    let Ok(world) = scenario.world(&making, 1) else { return f64::NAN };
    let mut state = world.state(1, 0);
    (0..scenario.hours).fold(0.0, |most, _| {
        step(&world, &mut state);
        f64::max(most, state.nation.crowd)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_study::calibrate::posterior::Posterior;
    use groundswell_study::compare::questions;

    const AGAIN: &str = "computes it again; `cargo xtask answers` does so, for what is old only";

    #[test]
    fn no_answer_is_stale() {
        for answers in ALL.iter() {
            let name = &answers.scenario;
            let scenario = Scenario::load(name, &[]).expect("built in");
            assert!(!of(&scenario).is_empty(), "{name} has changed since its answers were computed: who {AGAIN}");
            let text = posterior(&scenario, &answers.structure);
            assert_eq!(text.as_deref().map(plan::hash_of), answers.posterior, "{name}: another posterior: who {AGAIN}");
            assert_eq!(probe(&scenario), answers.probe, "the engine computes {name} otherwise than then: who {AGAIN}");
            assert_eq!(answers.scale, 1, "{name}: answers that come with the program are of the whole country");
            assert!(answers.replicates >= FEWEST, "{name}: {} replicates make no interval", answers.replicates);
            assert_eq!(answers.parked_share, PARKED, "{name}: who {AGAIN}");
            let found = text.map(|text| Posterior::read_text(name, &text).expect("it ships"));
            let settings = found.map(|found| found.settings).unwrap_or_default();
            let scenario = Scenario::load(name, &settings).expect("built in");
            for answer in &answers.answers {
                let question = questions::find(&answer.question).expect("built in");
                let mut comparison = question.ask(&scenario, &[], None, None).expect("it was asked");
                let branches = comparison.load(name, &settings).expect("right");
                comparison.seal(&branches);
                assert_eq!(comparison.hashes, answer.hashes, "{name}, {}: who {AGAIN}", answer.question);
                let rows = (comparison.branches.len() - 1) * STATISTICS.len();
                assert!(answer.rows.len() <= rows && !answer.rows.is_empty(), "{name}, {}", answer.question);
            }
        }
    }

    #[test]
    fn a_scenario_that_was_changed_has_no_answers() {
        let changed = Scenario::load("kazakhstan-2022", &["people.threshold=0.5".into()]).expect("it can be set");
        assert!(of(&changed).is_empty());
    }
}
