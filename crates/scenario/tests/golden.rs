//! One golden file for each built-in scenario: results are an interface.
//!
//! When results are meant to change, regenerate the files with
//!
//! ```text
//! GROUNDSWELL_GOLDEN=write cargo test -p groundswell-scenario --test golden
//! ```
//!
//! look at the difference, and add a line to CHANGELOG.md under «Results».
//!
//! The same bits must come out of code made for another processor. That needs a second
//! build, so it is a command and not a test (`make simd`):
//!
//! ```text
//! RUSTFLAGS="-C target-cpu=native" CARGO_TARGET_DIR=target/native cargo test -p groundswell-scenario --test golden
//! ```

use groundswell_engine::members::bits;
use groundswell_engine::state::State;
use groundswell_engine::step::step;
use groundswell_engine::world::World;
use groundswell_scenario::orders::FORMS;
use groundswell_scenario::scenario::{Making, Scenario};
use std::fmt::Write;
use std::path::PathBuf;

/// FNV-1a over the parts of a state that everything else follows from.
fn hash(world: &World, state: &State, mut hash: u64) -> u64 {
    let mut eat =
        |bytes: &[u8]| bytes.iter().for_each(|&b| hash = (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    eat(&state.people.bytes(world));
    for leaf in 0..world.leaves.len() as u32 - 1 {
        let resting = state.people.rested.of(leaf) & !state.people.street.of(leaf);
        bits(resting).for_each(|bit| eat(&[state.left.byte(leaf, bit)]));
    }
    for field in &state.fields {
        for x in [field.crowd, field.information, field.outrage, field.legitimacy, field.deterrence, field.output_lost]
        {
            eat(&x.to_bits().to_le_bytes());
        }
    }
    hash
}

/// The readable numbers and the fingerprint of one replicate in each form.
fn story(name: &str, scale: u32) -> String {
    let mut text = format!("{name} at {scale} adults per agent, seed 1, replicate 0\n");
    for (form, word) in FORMS.iter().enumerate() {
        let mut scenario =
            Scenario::load(name, &[]).unwrap_or_else(|complaints| panic!("{}", complaints.render(false)));
        scenario.form = form;
        let world = World::build(scenario.spec(&Making { scale, ..Making::default() }), 1);
        let mut state = world.state(1, 0);
        let (mut peak, mut print) = (0.0f64, 0xcbf2_9ce4_8422_2325);
        let _ = writeln!(text, "\nform {word}\nday peak strikers detained killed forces_killed print");
        for hour in 0..scenario.hours {
            step(&world, &mut state);
            peak = peak.max(state.nation.crowd);
            if hour % 24 == 23 {
                print = hash(&world, &state, print);
                let n = &state.nation;
                let day = hour / 24 + 1;
                let _ = writeln!(
                    text,
                    "{day} {peak} {} {} {} {} {print:016x}",
                    n.strikers, n.detained, n.killed, n.forces_killed
                );
                peak = 0.0;
            }
        }
        let _ = writeln!(text, "outcome {:?}", world.spec.mechanisms.outcome.classify(&world, &state));
    }
    text
}

fn check(name: &str, scale: u32) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.txt"));
    let found = story(name, scale);
    if std::env::var("GROUNDSWELL_GOLDEN").is_ok_and(|word| word == "write") {
        std::fs::write(&path, &found).expect("the folder of golden files can be written to");
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    if let Some(line) =
        (0..found.lines().count().max(kept.lines().count())).find(|&n| found.lines().nth(n) != kept.lines().nth(n))
    {
        panic!(
            "{name} gives other results than its golden file, from line {}:\n  kept  {}\n  found {}\n\
             If that is meant: GROUNDSWELL_GOLDEN=write cargo test -p groundswell-scenario --test golden,\n\
             and a line in CHANGELOG.md under «Results».",
            line + 1,
            kept.lines().nth(line).unwrap_or("nothing"),
            found.lines().nth(line).unwrap_or("nothing"),
        );
    }
}

#[test]
fn kazakhstan_2022_is_as_it_was() {
    check("kazakhstan-2022", 1000);
}

#[test]
fn two_towns_is_as_it_was() {
    check("two-towns", 1);
}
