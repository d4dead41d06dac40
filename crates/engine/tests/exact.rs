//! The same bits: after a resume, on any number of threads, with any back-end's parts
//! rebuilt, and with a mechanism off against its effects set to nothing.

use groundswell_engine::checkpoint::Checkpoint;
use groundswell_engine::fixture;
use groundswell_engine::growth::Growth;
use groundswell_engine::happening::ActorEvent;
use groundswell_engine::mechanisms::committee::Committee;
use groundswell_engine::mechanisms::intervention::Intervention;
use groundswell_engine::mechanisms::intervention::contingent::Stance;
use groundswell_engine::mechanisms::messages::Messages;
use groundswell_engine::mechanisms::organisation::{Organisation, appeal};
use groundswell_engine::mechanisms::participation::Response;
use groundswell_engine::mechanisms::policing::ArrestLaw;
use groundswell_engine::mechanisms::spillover::Spillover;
use groundswell_engine::parameter::{Allowed, Parameter, Value};
use groundswell_engine::register::REGISTER;
use groundswell_engine::spec::Spec;
use groundswell_engine::state::State;
use groundswell_engine::step::step;
use groundswell_engine::units::UnitStatus;
use groundswell_engine::world::World;

/// A fingerprint (FNV-1a) of everything that a run has left behind.
fn bits(state: &State) -> u64 {
    let all = (Checkpoint::of(state), state.forest.root(0), state.forest.root(1), state.works.root(0));
    let bytes = postcard::to_allocvec(&all).expect("a checkpoint is plain data");
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// The fingerprint of a run in the country of `spec`.
fn bits_after(spec: Spec, steps: u32) -> u64 {
    let world = World::build(spec, 7);
    bits(&run(&world, steps))
}

fn run(world: &World, steps: u32) -> State {
    let mut state = world.state(7, 3);
    // What others will write: an ally's troops.
    state.nation.foreign_troops = 100.0;
    (0..steps).for_each(|_| step(world, &mut state));
    state
}

#[test]
fn everything_happens_in_the_eventful_country() {
    let world = World::build(fixture::eventful(), 7);
    let state = run(&world, 120);
    assert!(state.record.peak > 500.0, "{}", state.record.peak);
    assert!(state.nation.killed > 0.0 && state.nation.detained > 0.0);
    assert!(state.record.strike_onset.iter().any(Option::is_some));
    let said = |what: fn(&ActorEvent) -> bool| state.happenings.iter().any(|h| what(&h.event));
    assert!(said(|event| matches!(event, ActorEvent::Order { order: 0, given: true })), "the guard holds");
    assert!(state.memory.of::<Committee>().committees() > 0 && state.fields[0].self_run > 0.0);
    assert!(!state.memory.of::<Organisation>().lost.concat().is_empty() && appeal(&state, 0) > 0.0);
    assert!(state.memory.of::<Messages>().abroad() > 0.0);
    assert!(said(|event| matches!(event, ActorEvent::Status { now: UnitStatus::Passive, .. })), "units hold back");
    assert!(
        said(|event| matches!(event, ActorEvent::Status { armed: true, .. })),
        "units change sides with their arms"
    );
    assert!(said(|event| matches!(event, ActorEvent::Departures { .. })), "members of the elite leave");
    assert!(state.fields.iter().any(|field| field.sent > 0.0) && state.nation.elite_split > 0.0);
    assert!(state.nation.foreign_troops > 0.0 && state.memory.of::<Spillover>().rallies() > 0);
    let troops = &state.memory.of::<Intervention>().allies;
    assert!(troops.iter().any(|t| t.stance == Stance::Leaving));
}

#[test]
fn a_resumed_run_continues_with_the_same_bits() {
    let world = World::build(fixture::eventful(), 7);
    let whole = bits(&run(&world, 150));
    for at in [1, 47, 61, 90] {
        let bytes = postcard::to_allocvec(&Checkpoint::of(&run(&world, at))).expect("plain data");
        let mut state = postcard::from_bytes::<Checkpoint>(&bytes).expect("plain data").resume(&world);
        (at..150).for_each(|_| step(&world, &mut state));
        assert_eq!(bits(&state), whole, "resumed at step {at}");
    }
}

#[test]
fn threads_do_not_change_a_bit() {
    let result = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| bits_after(fixture::eventful(), 100))
    };
    let one = result(1);
    assert_eq!(result(2), one);
    assert_eq!(result(7), one);
}

#[test]
fn two_branches_are_identical_until_they_differ() {
    let world = World::build(fixture::eventful(), 7);
    let mut other = fixture::eventful();
    other.orders.retain(|order| order.connectivity.is_none());
    let other = World::build(other, 7);
    let (a, b) = (run(&world, 40), run(&other, 40));
    assert_eq!(a.people, b.people);
    assert_ne!(run(&world, 60).people, run(&other, 60).people, "a shutdown from hour 40 changes something");
}

/// Every parameter changed by itself: the world made from another one is the world made from nothing.
#[test]
fn a_world_made_from_another_is_the_one_built_anew() {
    let world = World::build(fixture::eventful(), 7);
    for entry in REGISTER {
        for row in entry.table {
            let mut spec = fixture::eventful();
            let changed = |value: Value, spec: &mut Spec| {
                spec.mechanisms.parameters_mut(entry.name).is_some_and(|parameters| parameters.set(row.name, value))
            };
            let value = match row.kind {
                Allowed::Number { low, high } => Value::Number(low + 0.37 * (high - low)),
                Allowed::Switch => Value::Switch(row.default != Value::Switch(true)),
                Allowed::Choice(words) => Value::Choice(words.len() - 1),
            };
            assert!(changed(value, &mut spec), "{}.{}", entry.name, row.name);
            let (from, fresh) = (world.with(&spec.mechanisms), World::build(spec, 7));
            assert_eq!(bits(&run(&from, 24)), bits(&run(&fresh, 24)), "{}.{}", entry.name, row.name);
        }
    }
}

/// `make test-simd` asks for the same with every instruction that this processor has.
/// A change of the model changes this number: say so in the change log under «Results».
#[test]
fn the_bits_are_those_of_every_processor() {
    let bits = bits_after(fixture::eventful(), 120);
    assert_eq!(bits, 0x9c75_0aa4_3356_b48e, "the eventful country now ends with {bits:#018x}");
}

/// Mechanisms that no value of their parameters takes all effect from: without them there is
/// nobody to be counted, no law of going out, no police or no orders at all, or everybody who takes
/// part is in the street at any hour.
const NEVER_SILENT: [&str; 6] = ["grievance", "people", "presence", "policing", "regime", "outcome"];

#[test]
fn a_mechanism_that_is_off_is_a_mechanism_without_effect() {
    for entry in REGISTER {
        let set = |values: &[(&str, Value)]| {
            let mut spec = fixture::eventful();
            if entry.name == "shutdown" {
                // Its orders go with it: the network cut itself acts through `information`.
                spec.orders.retain(|order| order.connectivity.is_none());
            }
            if entry.name == "demand" {
                // Organisations and committees move its weights too.
                spec.mechanisms.organisation.one_set_of_demands = false;
                spec.mechanisms.committee.demands = 0.0;
            }
            if entry.name == "loyalty" {
                // Whole battalions take the place of a flow of reserves.
                spec.orders.iter_mut().for_each(|order| order.reserves = 0.0);
            }
            let model = spec.mechanisms.parameters_mut(entry.name).expect("registered");
            for (name, value) in values {
                assert!(model.set(name, *value), "{}.{name}", entry.name);
            }
            let world = World::build(spec, 7);
            let state = run(&world, 120);
            (state.people, state.nation)
        };
        if NEVER_SILENT.contains(&entry.name) {
            assert!(entry.silent.is_empty(), "{} can be silenced: take it off the list", entry.name);
            continue;
        }
        assert!(!entry.silent.is_empty(), "{} does not say with `SILENT` what takes all effect from it", entry.name);
        let mut values: Vec<_> = entry.silent.iter().map(|(name, x)| (*name, Value::Number(*x))).collect();
        values.push(("enabled", Value::Switch(true)));
        let (off, quiet) = (set(&[("enabled", Value::Switch(false))]), set(&values));
        assert!(off.0 == quiet.0, "{}: off differs from without effect", entry.name);
    }
}

/// The call is made in the first town, and the second is near.
fn called_to_one_town(spec: &mut Spec) {
    spec.calls[0].places = vec![true, false, false];
    spec.places[1].latitude = 50.3;
}

#[test]
fn no_mechanism_is_without_effect() {
    let end = |world: &World, replicate: u32| {
        let mut state = world.state(7, replicate);
        (0..120).for_each(|_| step(world, &mut state));
        (state.people, state.nation)
    };
    for entry in REGISTER.iter().filter(|entry| entry.name != "outcome") {
        let mut spec = fixture::eventful();
        if entry.name == "travel" {
            // Called everywhere nobody travels.
            called_to_one_town(&mut spec);
        }
        let world = World::build(spec.clone(), 7);
        let model = spec.mechanisms.parameters_mut(entry.name).expect("registered");
        let on = model.get("enabled") == Some(Value::Switch(true));
        assert!(model.set("enabled", Value::Switch(!on)));
        let without = World::build(spec, 7);
        // Fear abroad only shifts the hour in which an ally agrees: not in every replicate.
        let moves = (0..20).any(|replicate| end(&world, replicate) != end(&without, replicate));
        assert!(moves, "{} moves nothing", entry.name);
    }
}

/// Values other than the default.
fn others(row: &Parameter) -> Vec<Value> {
    match (row.kind, row.default) {
        (Allowed::Number { low, high }, Value::Number(x)) => {
            [low + 0.4 * (x - low), (x + 0.5 * (high - x)).min(3.0 * x + 0.05 * (high - low))].map(Value::Number).into()
        }
        (Allowed::Choice(_), Value::Choice(i)) => vec![Value::Choice(1 - i.min(1))],
        // What is off by default may be on in the country that is looked at.
        (_, Value::Switch(on)) => vec![Value::Switch(!on), Value::Switch(on)],
        _ => unreachable!("a table whose default is of another kind"),
    }
}

#[test]
fn every_parameter_moves_something() {
    let reference = bits_after(fixture::eventful(), 120);
    let mut inert = Vec::new();
    // The rules of `outcome` look at a run; its own tests move each of them.
    for entry in REGISTER.iter().filter(|entry| entry.name != "outcome") {
        for row in entry.table {
            let mut base = fixture::eventful();
            let mut reference = reference;
            if entry.name == "travel" {
                called_to_one_town(&mut base);
                reference = bits_after(base.clone(), 120);
            }
            if !entry.on_by_default() && row.name != "enabled" {
                let model = base.mechanisms.parameters_mut(entry.name).expect("registered");
                assert!(model.set("enabled", Value::Switch(true)));
                if entry.name == "presence" {
                    // A Saturday is among the days.
                    base.clock.first_weekday = 2;
                }
                reference = bits_after(base.clone(), 120);
            }
            if row.name == "threshold_noise" {
                base.mechanisms.people.response = Response::Threshold;
                reference = bits_after(base.clone(), 120);
            }
            // What only the other form of a mechanism looks at.
            if ["contact", "information"].contains(&entry.name) && ["notice", "spread"].contains(&row.name) {
                (base.mechanisms.contact.form, base.mechanisms.information.form) = (Growth::Log, Growth::Log);
                reference = bits_after(base.clone(), 120);
            }
            if row.name == "settlement" {
                // By shares a square is as full however many there are.
                (base.mechanisms.contact.form, base.mechanisms.contact.settlement) = (Growth::Log, 100.0);
                reference = bits_after(base.clone(), 120);
            }
            if ["reach", "handling_hours", "custody", "start_hours", "dispersal"].contains(&row.name) {
                base.mechanisms.policing.arrest_law = ArrestLaw::Encounters;
                reference = bits_after(base.clone(), 120);
            }
            if row.name == "vote" {
                // Where crowds are large more than half are willing before anybody strikes.
                (base.mechanisms.people.threshold, base.mechanisms.strike.base) = (0.44, 0.05);
                reference = bits_after(base.clone(), 120);
            }
            if row.name == "air_speed" {
                // Far enough for an hour to be won or lost.
                base.places[1].latitude = 72.0;
                reference = bits_after(base.clone(), 120);
            }
            if row.name == "settle" {
                // By the hour of the offer the demand for wages weighs too little to meet more.
                base.mechanisms.organisation.reservation = 0.1;
                reference = bits_after(base.clone(), 120);
            }
            if row.name == "dissolve_hours" {
                // Detentions are so many here that they end committees sooner than time does.
                base.mechanisms.committee.arrests = 0.0;
                reference = bits_after(base.clone(), 120);
            }
            if row.name == "alone" {
                // With as few committees as these every place would be linked at once.
                base.mechanisms.committee.federation = 1.0;
                reference = bits_after(base.clone(), 120);
            }
            if row.name == "of_one_demand" {
                // The same cause twice.
                base.shocks.push(base.shocks[0].clone());
                reference = bits_after(base.clone(), 120);
            }
            if row.name == "arrival_hours" {
                base.mechanisms.loyalty.enabled = false;
                reference = bits_after(base.clone(), 120);
            }
            let moves = others(row).into_iter().any(|other| {
                let mut spec = base.clone();
                let model = spec.mechanisms.parameters_mut(entry.name).expect("registered");
                assert!(model.set(row.name, other), "{}.{}: {other:?}", entry.name, row.name);
                bits_after(spec, 120) != reference
            });
            if !moves {
                inert.push(format!("{}.{}", entry.name, row.name));
            }
        }
    }
    assert!(inert.is_empty(), "these change nothing: {inert:?}");
}
