//! Scenarios of half-hour offsets, facts with offsets of their own, names in decomposed letters: small cases that once
//! failed. Skipped, with a notice, where the collection is not at hand: see `shipped_data.rs`.

use groundswell_scenario::scenario::{Making, Scenario};
use std::io::Write;
use std::path::{Path, PathBuf};

fn cases() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("GROUNDSWELL_SHARED").map_or_else(beside, PathBuf::from).join("data/cases/hours");
    if folder.is_dir() {
        return Some(folder);
    }
    let _ = writeln!(std::io::stderr(), "skipped: {} is not there", folder.display());
    None
}

#[test]
fn every_case_is_right_and_its_facts_stand_at_their_hours() {
    let Some(folder) = cases() else { return };
    for entry in std::fs::read_dir(folder).expect("cases").map(|entry| entry.expect("a case").path()) {
        let case = entry.display().to_string();
        let scenario = Scenario::load(&case, &[]).unwrap_or_else(|complaints| panic!("{case}: {complaints}"));
        let world = scenario.world(&Making { scale: 10, ..Making::default() }, 1).expect("people");
        assert!(world.agents() > 0);
        for fact in scenario.facts.iter().filter(|fact| fact.time.is_some()) {
            let (hour, time) = (scenario.hour_of(fact).expect("an hour"), fact.time.expect("a time"));
            let own = fact.zone.unwrap_or(scenario.zone_of(&fact.unit)).at_wall(time);
            let local = (time - scenario.start).num_minutes() as f64 / 60.0;
            // Later than the wall says by as much as the scenario's clock is ahead of the fact's.
            assert_eq!(hour, local + f64::from(scenario.calendar().offset() - own) / 60.0, "{case}: fact {}", fact.id);
        }
    }
}
