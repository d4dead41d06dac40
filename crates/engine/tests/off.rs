//! Off is off, for every mechanism of the register: a branch that switches one off in the
//! middle of a run loses all that the mechanism keeps up, and gets nothing more of it.

use groundswell_engine::checkpoint::Checkpoint;
use groundswell_engine::fixture;
use groundswell_engine::parameter::{Allowed, Value};
use groundswell_engine::places::{COUNTED, PlaceState};
use groundswell_engine::recorder;
use groundswell_engine::register::{REGISTER, RegisterEntry};
use groundswell_engine::spec::Spec;
use groundswell_engine::state::{Nation, State};
use groundswell_engine::step::step;
use groundswell_engine::world::World;
use serde::Serialize;
use serde_json::Value as Json;

/// A value with a name for each of its parts.
fn parts(of: &impl Serialize) -> Json {
    serde_json::to_value(of).expect("plain data")
}

fn set(spec: &mut Spec, mechanism: &str, name: &str, value: Value) {
    let parameters = spec.mechanisms.parameters_mut(mechanism).expect("registered");
    assert!(parameters.set(name, value), "{mechanism}.{name}: {value:?}");
}

/// The country in which everything happens, with every mechanism on.
fn everything() -> Spec {
    let mut spec = fixture::eventful();
    REGISTER.iter().for_each(|entry| set(&mut spec, entry.name, "enabled", Value::Switch(true)));
    spec
}

fn without(entry: &RegisterEntry) -> Spec {
    let mut spec = everything();
    set(&mut spec, entry.name, "enabled", Value::Switch(false));
    spec
}

fn run(world: &World, hours: u32) -> State {
    let mut state = world.state(7, 3);
    (0..hours).for_each(|_| step(world, &mut state));
    state
}

/// Whether a state holds anything that a mechanism keeps up; what, if it does.
fn holds(entry: &RegisterEntry, world: &World, state: &State) -> Option<String> {
    if state.memory.held().contains(&entry.name) {
        return Some("a memory".into());
    }
    let (nation, start) = (parts(&state.nation), parts(&Nation::default()));
    for name in entry.owns.nation {
        if nation[name] != start[name] {
            return Some(format!("the sum `{name}`"));
        }
    }
    for (p, field) in state.fields.iter().enumerate() {
        let (field, start) = (parts(field), parts(&world.field(p)));
        for name in entry.owns.place {
            if field[name] != start[name] {
                return Some(format!("the field `{name}` of place {p}: {} instead of {}", field[name], start[name]));
            }
        }
    }
    // What it holds people to.
    let people = &state.people;
    let sets = match entry.name {
        "people" => vec![&people.street, &people.rested, &people.known],
        "strike" => vec![&people.strike],
        "policing" => vec![&people.detained],
        _ => vec![],
    };
    let held: u32 = sets.iter().flat_map(|set| (0..state.fields.len()).map(|p| set.count(p))).sum();
    (held > 0).then(|| format!("{held} people"))
}

#[test]
fn every_field_and_every_sum_has_one_owner() {
    let count = |name: &str, owned: fn(&RegisterEntry) -> &'static [&'static str], counted: &[&str]| {
        let owners = REGISTER.iter().filter(|entry| owned(entry).contains(&name)).count();
        owners + usize::from(counted.contains(&name))
    };
    for name in parts(&PlaceState::default()).as_object().expect("fields").keys() {
        assert_eq!(count(name, |entry| entry.owns.place, &COUNTED), 1, "owners of the field `{name}`");
    }
    for name in parts(&Nation::default()).as_object().expect("sums").keys() {
        assert_eq!(count(name, |entry| entry.owns.nation, &recorder::COUNTED), 1, "owners of the sum `{name}`");
    }
}

#[test]
fn a_branch_loses_all_that_a_mechanism_keeps_up_and_gets_no_more_of_it() {
    let world = World::build(everything(), 7);
    let state = run(&world, 75);
    for entry in REGISTER {
        let kept = entry.owns.place.len() + entry.owns.nation.len();
        let other = World::build(without(entry), 7);
        // Where nothing is held beforehand nothing could be lost, and the test would be empty.
        let before = holds(entry, &other, &state);
        assert!(kept == 0 || before.is_some(), "{}: it keeps up nothing in the run that is left", entry.name);
        let mut branch = Checkpoint::of(&state).branch(&other);
        assert_eq!(holds(entry, &other, &branch), None, "{}: the branch begins with", entry.name);
        assert_eq!(branch.nation.killed, state.nation.killed, "{}: what has been counted stays", entry.name);
        for hour in 0..24 {
            step(&other, &mut branch);
            assert_eq!(holds(entry, &other, &branch), None, "{}: after {} hours there is", entry.name, hour + 1);
        }
        // A run that never had it holds nothing of it either.
        assert_eq!(holds(entry, &other, &run(&other, 75)), None, "{}: a run without it has", entry.name);
    }
}

#[test]
fn everything_that_can_be_lost_is_held_in_the_run_that_is_left() {
    let world = World::build(everything(), 7);
    let state = run(&world, 75);
    let (nation, start) = (parts(&state.nation), parts(&Nation::default()));
    let fields: Vec<(Json, Json)> =
        state.fields.iter().enumerate().map(|(p, f)| (parts(f), parts(&world.field(p)))).collect();
    for entry in REGISTER {
        for name in entry.owns.nation {
            assert_ne!(nation[name], start[name], "{}: the sum `{name}` is at rest", entry.name);
        }
        for name in entry.owns.place {
            assert!(
                fields.iter().any(|(f, start)| f[name] != start[name]),
                "{}: the field `{name}` is at rest",
                entry.name
            );
        }
    }
}

/// Parameters that say what something is, for more than the mechanism in whose table they stand.
const DEFINITIONS: [(&str, &str, &str); 8] = [
    ("contact", "place_full", "a full square, for `strike`"),
    ("information", "network", "what goes over the network, for `committee`"),
    ("information", "reach", "which places are near, for `committee`"),
    ("information", "half", "a crowd that is known, for `organisation`"),
    ("information", "delay", "how fast news travel, for `organisation`"),
    ("policing", "readiness", "police that can be on the street, for `loyalty`"),
    ("outcome", "", "what is counted as a crowd, for the recorder and for `organisation`"),
    ("organisation", "density", "where branches are: decided when the world is built"),
];

#[test]
fn no_parameter_of_a_mechanism_that_is_off_matters() {
    let world = World::build(everything(), 7);
    let checkpoint = Checkpoint::of(&run(&world, 60));
    for entry in REGISTER {
        let mut spec = without(entry);
        let after = |spec: &Spec| {
            let world = World::build(spec.clone(), 7);
            let mut state = checkpoint.clone().branch(&world);
            (0..24).for_each(|_| step(&world, &mut state));
            (state.people, state.fields, state.nation, state.memory, state.record)
        };
        let reference = after(&spec);
        let defines = |name: &str| DEFINITIONS.iter().any(|d| d.0 == entry.name && (d.1 == name || d.1.is_empty()));
        for row in entry.table.iter().filter(|row| row.name != "enabled" && !defines(row.name)) {
            let value = match (row.kind, row.default) {
                (Allowed::Number { low, high }, _) => Value::Number(low + 0.37 * (high - low)),
                (Allowed::Choice(words), _) => Value::Choice(words.len() - 1),
                (Allowed::Switch, default) => Value::Switch(default != Value::Switch(true)),
            };
            set(&mut spec, entry.name, row.name, value);
        }
        assert!(after(&spec) == reference, "{}: its parameters matter although it is off", entry.name);
    }
}
