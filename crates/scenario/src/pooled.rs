//! The pooled settings: what the model is before it knows which event it looks at.
//!
//! Scenarios of events that nothing was fitted to carry this block and these priors, word for
//! word. They are kept in one place, `scenarios/pooled`.

use crate::priors::{self, Prior};
use groundswell_complaint::Complaints;

/// The block of a scenario file.
pub const SETTINGS: &str = include_str!("../../../scenarios/pooled/settings.toml");

/// The table of priors, as `priors.csv` of a scenario.
pub const PRIORS: &str = include_str!("../../../scenarios/pooled/priors.csv");

/// The block as settings, such as `people.threshold=0.9`.
///
/// # Errors
/// The block is no TOML: a bug, which a test would find.
pub fn settings() -> Result<Vec<String>, toml::de::Error> {
    let sections: toml::Table = toml::from_str(SETTINGS)?;
    let mut settings = Vec::new();
    for (section, keys) in &sections {
        for (key, value) in keys.as_table().into_iter().flatten() {
            settings.push(format!("{section}.{key}={}", word(value)));
        }
    }
    Ok(settings)
}

fn word(value: &toml::Value) -> String {
    match value {
        toml::Value::String(word) => word.clone(),
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Float(number) => number.to_string(),
        toml::Value::Boolean(on) => on.to_string(),
        // No setting has it: it is refused where it is set.
        other => format!("{other:?}"),
    }
}

/// The priors of the table.
///
/// # Errors
/// As for any table of priors: a bug, which a test would find.
pub fn priors() -> Result<Vec<Prior>, Complaints> {
    priors::read("pooled priors", PRIORS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Files;
    use crate::scenario::Scenario;

    #[test]
    fn every_comparator_carries_the_block_and_the_table() {
        for name in ["leipzig-1989", "yellow-vests-2018", "france-2005"] {
            let files = Files::BuiltIn(name);
            let text = files.main().expect("a text");
            assert!(text.contains(SETTINGS), "{name} has other settings");
            assert_eq!(files.text("priors.csv").expect("a table"), PRIORS, "{name}");
        }
    }

    #[test]
    fn the_settings_can_be_set_one_by_one_and_lie_within_their_priors() {
        let settings = settings().expect("TOML");
        let scenario = Scenario::load("two-towns", &settings).unwrap_or_else(|complaints| panic!("{complaints}"));
        for prior in priors().unwrap_or_else(|complaints| panic!("{complaints}")) {
            let own = scenario.number(&prior.path).expect("a number");
            assert!((prior.low..=prior.high).contains(&own), "{} = {own}", prior.path);
        }
        assert!(scenario.mechanisms.presence.enabled && scenario.mechanisms.calls.enabled);
    }
}
