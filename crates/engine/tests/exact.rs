//! The same bits: after a resume, on any number of threads, with any back-end's parts
//! rebuilt, and with a mechanism off against its effects set to nothing.

use groundswell_engine::checkpoint::Checkpoint;
use groundswell_engine::fixture;
use groundswell_engine::mechanisms::calls::{Call, Recurrence};
use groundswell_engine::mechanisms::concession::Offer;
use groundswell_engine::mechanisms::messages::{Message, Origin};
use groundswell_engine::mechanisms::regime::{Guard, Measure, Order, Scope, When};
use groundswell_engine::mechanisms::shocks::{Shock, Whom};
use groundswell_engine::parameter::{Kind, Parameter, Value};
use groundswell_engine::places::Posture;
use groundswell_engine::register::REGISTER;
use groundswell_engine::spec::Spec;
use groundswell_engine::state::State;
use groundswell_engine::step::step;
use groundswell_engine::world::World;

/// A country in which everything happens: crowds, strikes, orders, deaths, a shutdown,
/// refusals, departures.
fn eventful() -> Spec {
    let mut spec = fixture::allied();
    spec.mechanisms.people.threshold = 0.36;
    spec.mechanisms.policing.arrest_rate = 0.2;
    (spec.mechanisms.organisation.density, spec.mechanisms.organisation.call_hour) = (0.4, 9.0);
    // Detentions are so many here that branches would soon be gone.
    (spec.mechanisms.organisation.leaders, spec.mechanisms.organisation.preventive) = (0.02, 1.0);
    // Strikes that end and committees soon enough for the hours that the tests look at.
    (spec.mechanisms.strike.base, spec.mechanisms.strike.cost, spec.mechanisms.strike.resume) = (0.02, 0.36, 0.03);
    (spec.mechanisms.committee.form, spec.mechanisms.committee.services_hours) = (3.0, 6.0);
    let committee = &mut spec.mechanisms.committee;
    (committee.wait_hours, committee.run, committee.full, committee.alone) = (6.0, 0.3, 0.02, 0.8);
    committee.arrests = 0.002;
    spec.mechanisms.organisation.reservation = 0.1;
    let text = |name: &str, origin, copy_of, hour| Message {
        name: name.into(),
        hour,
        origin,
        copy_of,
        channels: [0.5, 0.2, 0.3],
        languages: [true, false, false, false],
        foreign: origin == Origin::Abroad,
        content: [0.2, 0.6, 0.4, 0.5, 0.0],
        audience: 0.5,
    };
    spec.messages = vec![
        text("appeal", Origin::Place(1), None, 10.0),
        text("appeal, abroad", Origin::Abroad, Some(0), 20.0),
        Message { content: [0.0, 0.0, 0.0, 0.0, 1.0], ..text("address", Origin::Nation, None, 30.0) },
    ];
    // Companies, so that small orders move some, and units of which some change sides.
    let loyalty = &mut spec.mechanisms.loyalty;
    (loyalty.battalion, loyalty.district, loyalty.air_from) = (20.0, 15.0, 250.0);
    (loyalty.ties, loyalty.between) = (1.6, 0.3);
    // An elite that does not wait for a hundred thousand in the street.
    (spec.mechanisms.elite.start, spec.mechanisms.elite.crowd) = (-2.5, 6.0);
    (spec.places[1].wage, spec.places[1].unemployment, spec.places[1].industry) = (1.4, 2.0, 0.1);
    // Contingents that weigh on so small a country, quick to come and, when it is calm, to go.
    spec.allies.iter_mut().for_each(|ally| (ally.opposition, ally.alliance, ally.parliament) = (0.5, 0.8, true));
    let m = &mut spec.mechanisms.intervention;
    (m.ready_hours, m.build_up_hours, m.vote_hours, m.leave_days) = (4.0, 12.0, 5.0, 3.0);
    (m.soldiers_per_site, m.freed_per_site, m.dread) = (2.0, 2.0, 0.2);
    (m.calm_days, m.calm_crowd) = (0.45, 6_000.0);
    (spec.mechanisms.home_front.refusal, spec.mechanisms.home_front.recall) = (0.02, 0.002);
    triggered(&mut spec);
    let order = |name: &str, when| Order::idle(name, Scope::EachUnit, when);
    spec.orders = vec![
        Order {
            posture: Some(Posture::Emergency),
            curfew: true,
            reserves: 1.0,
            ..order(
                "emergency",
                When::Triggered {
                    guard: Guard::Above(Measure::Crowd, 300.0),
                    text: "crowd > 300".into(),
                    delay: 12.0,
                    dwell: 24.0,
                    undo: Some((Guard::Below(Measure::Crowd, 50.0), 6.0)),
                },
            )
        },
        Order { posture: Some(Posture::Disperse), ..order("disperse", When::Dated { from: 5.0, until: 200.0 }) },
        Order { dismiss_elite: 2, arrest_elite: 1, ..order("purge", When::Dated { from: 30.0, until: 31.0 }) },
        Order { posture: Some(Posture::Lethal), ..order("lethal", When::Dated { from: 60.0, until: 80.0 }) },
        Order { connectivity: Some(0.05), ..order("shutdown", When::Dated { from: 40.0, until: 140.0 }) },
        Order {
            offers: vec![
                Offer { demand: 0, generosity: 0.5, credibility: 0.8 },
                Offer { demand: 1, generosity: 1.0, credibility: 0.9 },
            ],
            ..order("offer", When::Dated { from: 36.0, until: 37.0 })
        },
        Order { request_help: true, ..order("request", When::Dated { from: 20.0, until: 200.0 }) },
    ];
    spec
}

/// A shock, a call, a week-end with a holiday, towns that differ and that tire: a little of each.
fn triggered(spec: &mut Spec) {
    (spec.clock.first_weekday, spec.clock.holidays) = (3, vec![4]);
    let m = &mut spec.mechanisms;
    (m.shocks.enabled, m.calls.enabled, m.calendar.enabled) = (true, true, true);
    (m.differences.enabled, m.fatigue.enabled) = (true, true);
    (m.differences.unit, m.differences.place, m.differences.day) = (0.002, 0.002, 0.002);
    (m.calendar.friday, m.calendar.saturday, m.calendar.sunday, m.calendar.holiday) = (0.004, 0.004, 0.002, -0.004);
    m.fatigue.weight = 0.002;
    spec.shocks = vec![Shock {
        name: "ruling".into(),
        kind: 3,
        enabled: true,
        hour: 10.0,
        exposure: vec![1.0, 0.5, 0.0],
        whom: Whom::Languages([true; 4]),
        sectors: [true; 8],
        demand: Some(6),
        size: 0.01,
        rise: 6.0,
        decay: 100.0,
    }];
    let when = Recurrence::Weekly { days: [true; 7], hour: 18.0, from: 0.0, until: f64::INFINITY };
    let call = Call { name: "six".into(), enabled: true, when, hours: 3.0, places: vec![true; 3], strength: 0.01 };
    spec.calls = vec![call];
}

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
    let world = World::build(eventful(), 7);
    let state = run(&world, 120);
    assert!(state.record.peak > 500.0, "{}", state.record.peak);
    assert!(state.nation.killed > 0.0 && state.nation.detained > 0.0);
    assert!(state.record.strike_onset.iter().any(Option::is_some));
    assert!(state.happenings.iter().any(|h| h.text.contains("crowd > 300")));
    assert!(state.memory.committee.committees() > 0 && state.fields[0].self_run > 0.0);
    assert!(!state.memory.organisation.lost.concat().is_empty() && state.appeal(0) > 0.0);
    assert!(state.memory.messages.abroad() > 0.0);
    let said = |mechanism: &str, text: &str| {
        state.happenings.iter().any(|h| h.mechanism == mechanism && h.text.contains(text))
    };
    assert!(said("loyalty", "holds back") && said("loyalty", "with its arms") && said("elite", "left the country"));
    assert!(state.fields.iter().any(|field| field.sent > 0.0) && state.nation.elite_split > 0.0);
    assert!(state.nation.foreign_troops > 0.0 && state.memory.spillover.rallies() > 0);
    let troops = &state.memory.intervention.allies;
    assert!(troops.iter().any(|t| t.stance == groundswell_engine::mechanisms::intervention::Stance::Leaving));
}

#[test]
fn a_resumed_run_continues_with_the_same_bits() {
    let world = World::build(eventful(), 7);
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
        pool.install(|| bits_after(eventful(), 100))
    };
    let one = result(1);
    assert_eq!(result(2), one);
    assert_eq!(result(7), one);
}

#[test]
fn two_branches_are_identical_until_they_differ() {
    let world = World::build(eventful(), 7);
    let mut other = eventful();
    other.orders.retain(|order| order.connectivity.is_none());
    let other = World::build(other, 7);
    let (a, b) = (run(&world, 40), run(&other, 40));
    assert_eq!(a.people, b.people);
    assert_ne!(run(&world, 60).people, run(&other, 60).people, "a shutdown from hour 40 changes something");
}

/// Every parameter changed by itself: the world made from another one is the world made anew.
#[test]
fn a_world_made_from_another_is_the_one_built_anew() {
    let world = World::build(eventful(), 7);
    for entry in REGISTER {
        for row in entry.table {
            let mut spec = eventful();
            let changed = |value: Value, spec: &mut Spec| {
                spec.mechanisms.parameters_mut(entry.name).is_some_and(|parameters| parameters.set(row.name, value))
            };
            let value = match row.kind {
                Kind::Number { low, high } => Value::Number(low + 0.37 * (high - low)),
                Kind::Switch => Value::Switch(row.default != Value::Switch(true)),
                Kind::Choice(words) => Value::Choice(words.len() - 1),
            };
            assert!(changed(value, &mut spec), "{}.{}", entry.name, row.name);
            let (from, anew) = (world.with(&spec.mechanisms), World::build(spec, 7));
            assert_eq!(bits(&run(&from, 24)), bits(&run(&anew, 24)), "{}.{}", entry.name, row.name);
        }
    }
}

/// `make test-simd` asks for the same with every instruction that this processor has.
/// A change of the model changes this number: say so in the change log under «Results».
#[test]
fn the_bits_are_those_of_every_processor() {
    let bits = bits_after(eventful(), 120);
    assert_eq!(bits, 0x4b28_d345_4ada_75af, "the eventful country now ends with {bits:#018x}");
}

/// Every parameter that scales a mechanism's effect, set so that nothing is left of it.
fn silenced(name: &str) -> Vec<(&'static str, f64)> {
    match name {
        "price" => vec![("weight", 0.0)],
        "shocks" | "fatigue" => vec![("weight", 0.0)],
        "calls" => vec![("weight", 0.0), ("home", 0.0)],
        "calendar" => vec![("friday", 0.0), ("saturday", 0.0), ("sunday", 0.0), ("holiday", 0.0)],
        "differences" => vec![("unit", 0.0), ("place", 0.0), ("day", 0.0)],
        "contact" => vec![("cell", 0.0), ("place", 0.0)],
        "information" => vec![("weight", 0.0)],
        "demand" => {
            vec![("weight", 0.0), ("by_outrage", 0.0), ("by_crowd", 0.0), ("by_waiting", 0.0), ("by_concession", 0.0)]
        }
        "concession" => vec![("relief", 0.0), ("lesson", 0.0)],
        "loyalty" => vec![("ties", 0.0), ("contagion", 0.0), ("appeals", 0.0), ("kill", 0.0)],
        "elite" => vec![("purge", 0.0), ("flight", 0.0)],
        "shutdown" => vec![("go_and_see", 0.0), ("gdp_loss", 0.0)],
        "organisation" => vec![("density", 0.0)],
        "committee" => vec![("form", 0.0)],
        "messages" => vec![("rate", 0.0)],
        "intervention" => vec![("consent", 0.0)],
        "home_front" => vec![("hesitation", 0.0), ("refusal", 0.0), ("recall", 0.0)],
        "spillover" => vec![("by_event", 0.0), ("by_rally", 0.0)],
        _ => vec![],
    }
}

#[test]
fn a_mechanism_that_is_off_is_a_mechanism_without_effect() {
    for entry in REGISTER {
        let set = |values: &[(&str, Value)]| {
            let mut spec = eventful();
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
        let silent = silenced(entry.name);
        if !silent.is_empty() {
            let values: Vec<_> = silent.iter().map(|(name, x)| (*name, Value::Number(*x))).collect();
            let (off, quiet) = (set(&[("enabled", Value::Switch(false))]), set(&values));
            assert!(off.0 == quiet.0, "{}: off differs from without effect", entry.name);
        }
    }
}

#[test]
fn no_mechanism_is_without_effect() {
    let world = World::build(eventful(), 7);
    let end = |world: &World, replicate: u32| {
        let mut state = world.state(7, replicate);
        (0..120).for_each(|_| step(world, &mut state));
        (state.people, state.nation)
    };
    for entry in REGISTER.iter().filter(|entry| entry.name != "outcome") {
        let mut spec = eventful();
        let model = spec.mechanisms.parameters_mut(entry.name).expect("registered");
        assert!(model.set("enabled", Value::Switch(false)));
        let without = World::build(spec, 7);
        // Fear abroad only shifts the hour in which an ally agrees: not in every replicate.
        let moves = (0..20).any(|replicate| end(&world, replicate) != end(&without, replicate));
        assert!(moves, "{} moves nothing", entry.name);
    }
}

/// Values other than the default.
fn others(row: &Parameter) -> Vec<Value> {
    match (row.kind, row.default) {
        (Kind::Number { low, high }, Value::Number(x)) => {
            [low + 0.4 * (x - low), (x + 0.5 * (high - x)).min(3.0 * x + 0.05 * (high - low))].map(Value::Number).into()
        }
        (Kind::Choice(_), Value::Choice(i)) => vec![Value::Choice(1 - i.min(1))],
        // What is off by default may be on in the country that is looked at.
        (_, Value::Switch(on)) => vec![Value::Switch(!on), Value::Switch(on)],
        _ => unreachable!("a table whose default is of another kind"),
    }
}

#[test]
fn every_parameter_moves_something() {
    let reference = bits_after(eventful(), 120);
    let mut inert = Vec::new();
    // The rules of `outcome` look at a run; its own tests move each of them.
    for entry in REGISTER.iter().filter(|entry| entry.name != "outcome") {
        for row in entry.table {
            let mut base = eventful();
            let mut reference = reference;
            if row.name == "threshold_noise" {
                base.mechanisms.people.response = 1;
                reference = bits_after(base.clone(), 120);
            }
            // What only the other form of a mechanism looks at.
            if ["contact", "information"].contains(&entry.name) && ["notice", "spread"].contains(&row.name) {
                (base.mechanisms.contact.form, base.mechanisms.information.form) = (1, 1);
                reference = bits_after(base.clone(), 120);
            }
            if ["reach", "handling_hours", "custody", "start_hours", "dispersal"].contains(&row.name) {
                base.mechanisms.policing.arrest_law = 1;
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
