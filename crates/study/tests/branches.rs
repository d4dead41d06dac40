//! What counterfactual branches must show on the flagship.

use groundswell_scenario::scenario::Making;
use groundswell_study::compare::RequestedBranch;
use groundswell_study::compare::questions;
use groundswell_study::execute::{Execution, Progress};
use groundswell_study::hypotheses::runs::{Asking, Ran, run};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

struct Silent;
impl Progress for Silent {}

/// Runs of the flagship, from the beginning.
fn runs(scale: u32, replicates: u32, settings: &[&str], branches: &[(&str, &[&str])]) -> Ran {
    let settings: Vec<String> = settings.iter().map(|s| s.to_string()).collect();
    let making = Making { scale, ..Making::default() };
    let asking =
        Asking { scenario: "kazakhstan-2022", settings: &settings, making, seed: 3, replicates, posterior: None };
    let branches = branches
        .iter()
        .map(|(name, settings)| RequestedBranch {
            name: name.to_string(),
            settings: settings.iter().map(|s| s.to_string()).collect(),
        })
        .collect();
    let stop = AtomicBool::new(false);
    let execution = Execution { threads: 2, checkpoint_every: Duration::MAX, stop: &stop, progress: &Silent };
    run(&asking, branches, &execution).unwrap_or_else(|complaints| panic!("{complaints}")).expect("nobody stops it")
}

#[test]
fn through_guarding_alone_intervention_changes_little_on_the_flagship() {
    let scenario = groundswell_scenario::scenario::Scenario::load("kazakhstan-2022", &[]).expect("built in");
    let asked = questions::find("guarding-only").expect("a question").ask(&scenario, &[], None, None).expect("asked");
    let guarding: Vec<&str> = asked
        .branches
        .iter()
        .find(|b| b.name == "guarding-only")
        .expect("there")
        .settings
        .iter()
        .map(String::as_str)
        .collect();
    // Troops asked for on the first day, so that they are there before the crowds; and the
    // same with people who fear them.
    let early = "orders.request.from=0";
    let feared: Vec<&str> = [early, "intervention.dread=0.8", "intervention.announcement=1"].to_vec();
    let with_guards: Vec<&str> = guarding.iter().copied().chain([early]).collect();
    let ran = runs(
        200,
        12,
        &["hours=150"],
        &[("none", &["intervention.enabled=false"]), ("guarding", &with_guards), ("feared", &feared)],
    );
    assert!(ran.value("contingents", "guarding").expect("counted").value > 3.0, "troops were there");
    let change = |branch: &str| {
        let d = ran.difference("peak", branch, "none").expect("a difference");
        d.paired.value / d.base.value
    };
    assert!(change("guarding").abs() < 0.05, "{}", change("guarding"));
    assert!(change("feared") < -0.2, "what acts is expectations: {}", change("feared"));
}

#[test]
fn a_shutdown_can_act_in_either_direction() {
    // The lower end of the prior, and the end of the range.
    let ran = runs(
        200,
        5,
        &["hours=150"],
        &[
            ("open", &["shutdown.enabled=false"]),
            ("hushed", &["shutdown.go_and_see=-0.02"]),
            ("roused", &["shutdown.go_and_see=0.1"]),
        ],
    );
    let change = |branch: &str| ran.difference("participant_days", branch, "open").expect("a difference");
    let (hushed, roused) = (change("hushed"), change("roused"));
    assert!(hushed.paired.value < 0.0 && hushed.less == 1.0, "{hushed:?}");
    assert!(roused.paired.value > 0.0 && roused.more > 0.5, "{roused:?}");
}

#[test]
fn contagion_and_none_cannot_be_told_apart_by_one_event() {
    let ran = runs(1000, 24, &["hours=528"], &[("none", &["spillover.chi=0"])]);
    let d = ran.difference("rallies_abroad", "base", "none").expect("a difference");
    assert!(d.paired.value >= 0.0 && d.base.value > 1.0, "in pairs more of it is never less: {d:?}");
    let chance = ran.superiority("rallies_abroad", "base", "none").expect("pairs");
    assert!((chance - 0.5).abs() < 0.12, "{chance}");
    // Whatever was counted, it speaks for neither: likelihood ratios of Poisson counts.
    let (a, b) = (d.base.value, d.value.value);
    for rallies in 0..=6 {
        let ratio = (b / a).powi(rallies) * (a - b).exp();
        assert!((1.0 / 3.0..3.0).contains(&ratio), "{rallies} rallies: {ratio}");
    }
}
