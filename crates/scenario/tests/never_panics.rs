//! Whatever the text, the readers complain and never panic: the everyday half of `fuzz/`.

use groundswell_complaint::Complaints;
use groundswell_engine::parameter::Allowed;
use groundswell_engine::step::step;
use groundswell_engine::world::World;
use groundswell_scenario::files::Files;
use groundswell_scenario::parameters::paths;
use groundswell_scenario::rows::CsvRows;
use groundswell_scenario::scenario::{Making, Scenario};
use proptest::prelude::*;

const NAME: &str = "two-towns";

/// What is accepted can be written out, built and run: the engine cannot fail.
fn live(scenario: &Scenario) {
    assert!(!scenario.resolved().is_empty());
    let world = World::build(scenario.spec(&Making { scale: 20, ..Making::default() }), 1);
    let mut state = world.state(1, 0);
    (0..3).for_each(|_| step(&world, &mut state));
    assert!(state.nation.crowd.is_finite() && state.nation.output_lost.is_finite());
}

fn read(text: String) {
    match Scenario::read(Files::BuiltIn(NAME), text, &[]) {
        Ok(scenario) => live(&scenario),
        Err(complaints) => assert!(!complaints.render(false).is_empty()),
    }
}

fn good(file: &str) -> String {
    Files::BuiltIn(NAME).text(file).expect("a built-in file")
}

/// The text with some bytes replaced by a piece, at the nearest character boundaries.
fn spoilt(text: &str, at: usize, length: usize, piece: &str) -> String {
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let (from, to) = (boundary(at % (text.len() + 1)), boundary(at % (text.len() + 1) + length));
    format!("{}{piece}{}", &text[..from], &text[to..])
}

proptest! {
    #[test]
    fn no_text_as_a_scenario(text in "(?s).{0,200}") {
        read(text);
    }

    #[test]
    fn no_spoilt_scenario(at in any::<usize>(), length in 0usize..40, piece in "[\\[\\]{}\"'=,.#a-z0-9é\\n -]{0,12}") {
        read(spoilt(&good("scenario.toml"), at, length, &piece));
    }

    #[test]
    fn no_text_as_a_table(text in "(?s).{0,200}", columns in prop::collection::vec("[a-c]{1,2}", 0..4)) {
        let mut complaints = Complaints::default();
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let rows = CsvRows::read("any.csv", &text, &columns, &mut complaints);
        for row in rows.iter() {
            for column in &columns {
                row.number(column, 0.0, 1.0, &mut complaints);
                row.name_in(column, "name", &[], &mut complaints);
            }
        }
        complaints.render(false);
    }

    #[test]
    fn no_spoilt_table(file in 0usize..8, at in any::<usize>(), length in 0usize..40, piece in "[,\"\\n0-9a-zé.-]{0,12}") {
        let files = ["units.csv", "places.csv", "sectors.csv", "quotients.csv", "prices.csv", "forces.csv", "facts.csv", "targets.csv"];
        let folder = tempfile::tempdir().expect("a folder");
        for name in files.into_iter().chain(["scenario.toml"]) {
            let text = if name == files[file] { spoilt(&good(name), at, length, &piece) } else { good(name) };
            std::fs::write(folder.path().join(name), text).expect("a file");
        }
        match Scenario::load(folder.path().to_str().expect("a path"), &[]) {
            Ok(scenario) => live(&scenario),
            Err(complaints) => assert!(!complaints.render(false).is_empty()),
        }
    }

    #[test]
    fn no_setting(setting in "(?s).{0,40}", path in "(people|form|hours|synthesis|shock|shocks|call|x)(\\.[a-z_]{0,9}){0,2}", value in ".{0,9}") {
        for setting in [setting, format!("{path}={value}")] {
            match Scenario::load(NAME, &[setting]) {
                Ok(scenario) => live(&scenario),
                Err(complaints) => assert!(!complaints.render(false).is_empty()),
            }
        }
    }
}

proptest! {
    /// Each parameter at one of its ends, which is where formulas divide by nothing.
    #[test]
    fn no_parameter_at_its_end(picks in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 1..6)) {
        let all: Vec<_> = paths().collect();
        let setting = |(pick, high): &(prop::sample::Index, bool)| {
            let (section, row) = all[pick.index(all.len())];
            let value = match row.kind {
                Allowed::Number { low, high: top } => if *high { top } else { low }.to_string(),
                Allowed::Switch => high.to_string(),
                Allowed::Choice(words) => words[usize::from(*high) % words.len()].to_string(),
            };
            format!("{section}.{}={value}", row.name)
        };
        let settings: Vec<String> = picks.iter().map(setting).collect();
        live(&Scenario::load(NAME, &settings).unwrap_or_else(|complaints| panic!("{complaints}")));
    }
}
