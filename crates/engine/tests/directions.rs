//! Every term of the utility and every rate has a direction, and this is where it is tested:
//! raise the parameter, and what it should raise (or lower) must rise (or fall).
//!
//! A row is a country in which the term matters, a parameter at two values, what is looked at,
//! and the direction. The same random numbers are used at both values, so that
//! runs differ by the parameter; the difference over the replicates must have the right sign in
//! all but one of them and lie [`SURE`] standard errors from zero. A sign turned round in
//! a mechanism fails the row that names it. The rows themselves are seen to have power: the
//! difference is asked to be a thirtieth of what is looked at.

use groundswell_engine::fixture;
use groundswell_engine::growth::Growth;
use groundswell_engine::mechanisms::policing::ArrestLaw;
use groundswell_engine::parameter::Value;
use groundswell_engine::spec::{
    Call, CallTo, Effect, Imposed, Message, Offer, Order, Origin, Posture, Recurrence, Scope, Shock, Spec, When, Whom,
};
use groundswell_engine::state::State;
use groundswell_engine::step::step;
use groundswell_engine::world::World;
use rayon::prelude::*;

/// Replicates of a row.
const REPLICATES: u32 = 10;
/// Standard errors by which a difference must differ from zero.
const SURE: f64 = 4.0;
/// Share of what is looked at that the difference must be at least.
const LEAST: f64 = 0.03;

/// What is looked at: a sum over the hours of a run.
type Look = fn(&World, &State) -> f64;

fn crowd(_: &World, state: &State) -> f64 {
    state.nation.crowd
}

fn crowd_at_night(_: &World, state: &State) -> f64 {
    if state.step % 24 < 6 { state.nation.crowd } else { 0.0 }
}

fn strikers(_: &World, state: &State) -> f64 {
    state.nation.strikers
}

fn detained(_: &World, state: &State) -> f64 {
    state.nation.detained
}

fn held(_: &World, state: &State) -> f64 {
    state.fields.iter().map(|field| field.held).sum()
}

fn killed(_: &World, state: &State) -> f64 {
    state.nation.killed
}

fn output_lost(_: &World, state: &State) -> f64 {
    state.nation.output_lost
}

fn political(_: &World, state: &State) -> f64 {
    state.fields.iter().map(|field| field.demands[4..].iter().sum::<f64>()).sum()
}

struct Row {
    /// The parameter.
    path: &'static str,
    low: f64,
    high: f64,
    /// 1 where what is looked at should rise with the parameter, −1 where it should fall.
    sign: f64,
    look: Look,
    /// What makes the term matter.
    country: fn(&mut Spec),
    hours: u32,
}

impl Row {
    fn mechanism(&self) -> &'static str {
        self.path.split('.').next().unwrap_or_default()
    }
}

const fn row(path: &'static str, low: f64, high: f64, sign: f64, look: Look, country: fn(&mut Spec)) -> Row {
    Row { path, low, high, sign, look, country, hours: 60 }
}

/// Two towns in which dozens to hundreds go out.
fn ready(spec: &mut Spec) {
    spec.mechanisms.people.threshold = 0.44;
}

/// The same with workplaces that are ready to strike.
fn striking(spec: &mut Spec) {
    ready(spec);
    let strike = &mut spec.mechanisms.strike;
    (strike.base, strike.cost) = (0.02, 0.30);
}

fn ordered(spec: &mut Spec, posture: Posture) {
    ready(spec);
    let when = When::Dated { from: 0.0, until: f64::INFINITY };
    let order = Order::idle("posture", Scope::Nation, when);
    spec.orders = vec![Order { posture: Some(posture), curfew: true, reserves: 0.3, ..order }];
}

fn dispersed(spec: &mut Spec) {
    ordered(spec, Posture::Disperse);
}

fn emergency(spec: &mut Spec) {
    ordered(spec, Posture::Emergency);
}

fn lethal(spec: &mut Spec) {
    ordered(spec, Posture::Lethal);
    spec.mechanisms.policing.lethal_rate = 0.01;
    spec.mechanisms.policing.weight = 0.0;
}

fn encounters(spec: &mut Spec) {
    emergency(spec);
    let policing = &mut spec.mechanisms.policing;
    (policing.arrest_law, policing.custody, policing.round_up_day) = (ArrestLaw::Encounters, 50.0, 0.0);
}

fn offered(spec: &mut Spec) {
    ready(spec);
    spec.mechanisms.price.weight = 0.15;
    let order = Order::idle("offer", Scope::Nation, When::Dated { from: 2.0, until: 3.0 });
    let offer = Offer { demand: 0, generosity: 1.0, credibility: 1.0 };
    spec.orders = vec![Order { offers: vec![offer], ..order }];
}

fn offered_to_workers(spec: &mut Spec) {
    striking(spec);
    let order = Order::idle("offer", Scope::Nation, When::Dated { from: 12.0, until: 13.0 });
    let offer = Offer { demand: 1, generosity: 1.0, credibility: 1.0 };
    spec.orders = vec![Order { offers: vec![offer], ..order }];
    spec.mechanisms.strike.resume = 0.02;
}

fn cut_off(spec: &mut Spec) {
    ready(spec);
    let order = Order::idle("cut", Scope::Nation, When::Dated { from: 0.0, until: f64::INFINITY });
    spec.orders = vec![Order { connectivity: Some(0.05), ..order }];
}

fn shaken(spec: &mut Spec) {
    ready(spec);
    spec.mechanisms.shocks.enabled = true;
    spec.shocks = vec![Shock {
        name: "ruling".into(),
        kind: 3,
        enabled: true,
        hour: 0.0,
        exposure: vec![1.0; 3],
        whom: Whom::Languages([true; 4]),
        sectors: [true; 8],
        demand: None,
        size: 0.1,
        rise: 0.0,
        decay: 1e6,
    }];
}

fn called(spec: &mut Spec) {
    ready(spec);
    spec.mechanisms.calls.enabled = true;
    let when = Recurrence::Weekly { days: [true; 7], hour: 18.0, from: 0.0, until: f64::INFINITY };
    let call = Call {
        name: "six".into(),
        enabled: true,
        when,
        to: CallTo::Gather,
        announced: None,
        hours: 4.0,
        places: vec![true; 3],
        strength: 0.1,
    };
    spec.calls = vec![call];
}

/// A call to strike of a day, in a country where nobody strikes without one.
fn called_to_strike(spec: &mut Spec) {
    called(spec);
    spec.mechanisms.strike.cost = 0.9;
    spec.calls[0].to = CallTo::Strike { sectors: [true; 8], share: 0.5 };
    (spec.calls[0].when, spec.calls[0].hours, spec.calls[0].strength) = (Recurrence::Once(6.0), 24.0, 0.8);
}

/// From a Friday to a Sunday that is a holiday.
fn week_end(spec: &mut Spec) {
    ready(spec);
    spec.mechanisms.calendar.enabled = true;
    (spec.clock.first_weekday, spec.clock.holidays) = (4, vec![2]);
}

fn above_others(spec: &mut Spec) {
    ready(spec);
    spec.mechanisms.differences.enabled = true;
    let all = |z: f64| move |p: u32| [Imposed { effect: Effect::Unit(p), z }, Imposed { effect: Effect::Place(p), z }];
    let days = (0..3).flat_map(|p| (0..4).map(move |day| Imposed { effect: Effect::Day(p, day), z: 1.5 }));
    spec.imposed = (0..3).flat_map(all(1.5)).chain(days).collect();
}

fn mobilised(spec: &mut Spec) {
    ready(spec);
    spec.mechanisms.presence.enabled = true;
}

fn tiring(spec: &mut Spec) {
    ready(spec);
    spec.mechanisms.fatigue.enabled = true;
}

fn told(spec: &mut Spec) {
    ready(spec);
    spec.messages = vec![Message {
        name: "appeal".into(),
        hour: 0.0,
        origin: Origin::Nation,
        copy_of: None,
        channels: [1.0, 1.0, 1.0],
        languages: [true; 4],
        foreign: false,
        content: [0.5, 1.0, 1.0, 0.0, 0.0],
        audience: 0.8,
    }];
}

fn told_to_strike(spec: &mut Spec) {
    let strike = |spec: &mut Spec| striking(spec);
    told(spec);
    strike(spec);
}

fn organised(spec: &mut Spec) {
    ready(spec);
    (spec.mechanisms.organisation.density, spec.mechanisms.organisation.preventive) = (0.3, 0.0);
}

fn poor(spec: &mut Spec) {
    ready(spec);
    spec.places.iter_mut().for_each(|place| (place.wage, place.unemployment, place.industry) = (2.0, 5.0, 0.3));
}

/// All rows.
fn rows() -> Vec<Row> {
    let long = |row: Row| Row { hours: 120, ..row };
    vec![
        row("price.weight", 0.0, 0.1, 1.0, crowd, ready),
        row("shocks.weight", 0.0, 1.0, 1.0, crowd, shaken),
        row("calls.weight", 0.0, 1.0, 1.0, crowd, called),
        row("calls.home", 0.0, 1.0, -1.0, crowd, called),
        row("calls.weight", 0.0, 1.0, 1.0, strikers, called_to_strike),
        row("calls.home", 0.0, 1.0, -1.0, strikers, called_to_strike),
        row("travel.reach", 20.0, 400.0, 1.0, crowd, |spec| {
            called(spec);
            spec.mechanisms.travel.enabled = true;
            spec.calls[0].places = vec![true, false, false];
        }),
        row("calendar.friday", -0.05, 0.05, 1.0, crowd, week_end),
        row("calendar.saturday", -0.05, 0.05, 1.0, crowd, week_end),
        row("calendar.sunday", -0.05, 0.05, 1.0, crowd, week_end),
        row("calendar.holiday", -0.05, 0.05, 1.0, crowd, week_end),
        row("differences.unit", 0.0, 0.05, 1.0, crowd, above_others),
        row("differences.place", 0.0, 0.05, 1.0, crowd, above_others),
        row("differences.day", 0.0, 0.05, 1.0, crowd, above_others),
        long(row("differences.persistence", 0.0, 0.9, 1.0, crowd, |spec| {
            above_others(spec);
            (spec.mechanisms.differences.unit, spec.mechanisms.differences.place) = (0.0, 0.0);
            (spec.mechanisms.differences.day, spec.mechanisms.people.threshold) = (0.04, 0.52);
        })),
        row("fatigue.weight", 0.0, 0.05, -1.0, crowd, tiring),
        row("fatigue.begins", 0.001, 0.1, 1.0, crowd, |spec| {
            tiring(spec);
            spec.mechanisms.fatigue.weight = 0.05;
        }),
        long(row("fatigue.days", 0.5, 30.0, -1.0, crowd, |spec| {
            tiring(spec);
            spec.mechanisms.fatigue.weight = 0.05;
        })),
        row("grievance.base", 0.4, 0.5, 1.0, crowd, ready),
        row("grievance.unemployment", 0.0, 0.02, 1.0, crowd, poor),
        row("grievance.industry", 0.0, 0.3, 1.0, crowd, poor),
        row("grievance.wage", 0.0, 0.2, 1.0, crowd, poor),
        row("grievance.idle", 0.0, 0.1, 1.0, crowd, ready),
        row("grievance.outrage", 0.0, 0.2, 1.0, crowd, lethal),
        row("grievance.outrage_detention", 0.0, 2.0, 1.0, crowd, |spec| {
            emergency(spec);
            (spec.mechanisms.policing.weight, spec.mechanisms.grievance.outrage) = (0.0, 0.2);
        }),
        row("grievance.legitimacy_loss", 0.0, 0.01, 1.0, crowd, lethal),
        row("people.threshold", 0.40, 0.45, -1.0, crowd, ready),
        row("people.base", 0.03, 0.06, 1.0, crowd, ready),
        row("people.cap", 0.02, 0.3, 1.0, crowd, ready),
        row("people.leave", 0.05, 0.2, -1.0, crowd, ready),
        row("people.night", 0.0, 6.0, -1.0, crowd_at_night, ready),
        row("people.curfew", 1.0, 8.0, -1.0, crowd_at_night, dispersed),
        row("people.disperse", 0.0, 10.0, -1.0, crowd, emergency),
        row("people.memory", 0.0, 0.2, 1.0, crowd, ready),
        row("people.memory_hours", 2.0, 200.0, 1.0, crowd, ready),
        row("people.work", 0.0, 0.3, -1.0, crowd, |spec| {
            ready(spec);
            // Everybody at home is kept out of the comparison.
            spec.mechanisms.grievance.idle = -0.2;
        }),
        row("people.night_activity", 0.0, 0.5, 1.0, crowd_at_night, ready),
        row("people.evening_activity", 0.1, 1.0, 1.0, crowd, ready),
        row("people.risk_averse", 0.0, 0.9, -1.0, crowd, emergency),
        row("presence.days", 0.3, 4.0, 1.0, crowd, mobilised),
        row("presence.share", 0.3, 0.9, 1.0, crowd, mobilised),
        row("presence.night", 0.0, 0.3, 1.0, crowd_at_night, mobilised),
        row("presence.evening", 0.1, 0.9, 1.0, crowd, mobilised),
        row("presence.workday", 0.4, 1.0, 1.0, crowd, mobilised),
        row("presence.saturday", 0.4, 1.0, 1.0, crowd, |spec| {
            week_end(spec);
            mobilised(spec);
        }),
        row("presence.between", 0.1, 1.0, 1.0, crowd, |spec| {
            called(spec);
            mobilised(spec);
        }),
        long(row("presence.shift_hours", 0.0, 8.0, 1.0, crowd_at_night, mobilised)),
        row("contact.cell", 0.0, 0.2, 1.0, crowd, ready),
        row("contact.place", 0.0, 0.1, 1.0, crowd, ready),
        row("contact.place_full", 0.005, 0.2, -1.0, crowd, ready),
        row("contact.notice", 5.0, 500.0, -1.0, crowd, |spec| {
            ready(spec);
            (spec.mechanisms.contact.form, spec.mechanisms.contact.place) = (Growth::Log, 0.1);
        }),
        long(row("contact.settlement", 20.0, 100_000.0, 1.0, crowd, |spec| {
            ready(spec);
            (spec.mechanisms.contact.form, spec.mechanisms.contact.place) = (Growth::Log, 0.2);
            spec.mechanisms.contact.notice = 2.0;
            spec.places[2].adults *= 4;
        })),
        long(row("contact.lasting_hours", 0.0, 200.0, 1.0, crowd, |spec| {
            ready(spec);
            (spec.mechanisms.contact.place, spec.mechanisms.people.leave) = (0.1, 0.4);
        })),
        row("information.weight", 0.0, 0.2, 1.0, crowd, |spec| {
            ready(spec);
            spec.mechanisms.information.half = 500.0;
        }),
        row("information.delay", 2.0, 60.0, -1.0, crowd, |spec| {
            ready(spec);
            spec.mechanisms.information.half = 500.0;
        }),
        row("information.spread", 4.0, 16.0, -1.0, crowd, |spec| {
            ready(spec);
            spec.mechanisms.information.form = Growth::Log;
        }),
        row("information.language", 0.0, 1.0, -1.0, crowd, |spec| {
            ready(spec);
            (spec.mechanisms.information.form, spec.mechanisms.information.weight) = (Growth::Log, 0.2);
        }),
        row("contact.spread", 3.0, 12.0, -1.0, crowd, |spec| {
            ready(spec);
            (spec.mechanisms.contact.form, spec.mechanisms.contact.place) = (Growth::Log, 0.1);
        }),
        row("information.half", 200.0, 20_000.0, -1.0, crowd, ready),
        row("information.notice", 5.0, 5_000.0, -1.0, crowd, |spec| {
            ready(spec);
            spec.mechanisms.information.form = Growth::Log;
        }),
        long(row("information.fade_hours", 1.0, 500.0, 1.0, crowd, |spec| {
            ready(spec);
            spec.mechanisms.people.leave = 0.3;
            let information = &mut spec.mechanisms.information;
            (information.weight, information.half, information.delay) = (0.2, 2000.0, 2.0);
        })),
        row("strike.base", 0.005, 0.05, 1.0, strikers, striking),
        row("strike.cost", 0.30, 0.40, -1.0, strikers, striking),
        row("strike.sector", 0.0, 0.2, 1.0, strikers, striking),
        row("strike.street", 0.0, 0.2, 1.0, strikers, striking),
        row("strike.join", 0.02, 0.5, 1.0, strikers, striking),
        long(row("strike.resume", 0.001, 0.2, -1.0, strikers, striking)),
        long(row("strike.fund_days", 0.5, 10.0, 1.0, strikers, |spec| {
            striking(spec);
            (spec.mechanisms.strike.resume, spec.mechanisms.strike.fund_spread) = (0.01, 0.5);
        })),
        long(row("strike.peace_hours", 0.0, 1000.0, -1.0, strikers, |spec| {
            striking(spec);
            spec.mechanisms.strike.resume = 0.1;
        })),
        row("strike.offer", 1.0, 30.0, -1.0, strikers, offered_to_workers),
        row("strike.square", 0.0, 0.3, 1.0, crowd, striking),
        row("strike.buffer_hours", 2.0, 200.0, -1.0, output_lost, striking),
        row("demand.weight", 0.0, 0.5, 1.0, crowd, ready),
        row("demand.by_crowd", 0.0, 0.2, 1.0, political, ready),
        row("demand.by_outrage", 0.0, 0.2, 1.0, political, lethal),
        row("demand.by_waiting", 0.0, 0.02, 1.0, political, ready),
        row("concession.relief", 0.0, 1.0, -1.0, crowd, offered),
        row("concession.lesson", 0.0, 0.2, 1.0, crowd, offered),
        row("policing.weight", 0.0, 0.5, -1.0, crowd, dispersed),
        row("policing.safety", 20.0, 20_000.0, 1.0, crowd, dispersed),
        row("policing.readiness", 0.02, 0.5, -1.0, crowd, dispersed),
        row("policing.arrest_rate", 0.005, 0.1, 1.0, detained, dispersed),
        row("policing.arrest_share", 0.005, 0.2, 1.0, detained, |spec| {
            dispersed(spec);
            spec.mechanisms.policing.arrest_rate = 1.0;
        }),
        row("policing.round_up_day", 0.0, 1000.0, 1.0, detained, emergency),
        row("policing.hold_hours", 5.0, 500.0, 1.0, held, emergency),
        row("policing.lethal_rate", 0.001, 0.02, 1.0, killed, lethal),
        row("policing.reach", 0.02, 0.4, 1.0, detained, |spec| {
            encounters(spec);
            spec.mechanisms.people.threshold = 0.50;
        }),
        row("policing.handling_hours", 1.0, 50.0, -1.0, detained, encounters),
        row("policing.custody", 0.1, 10.0, 1.0, detained, encounters),
        row("policing.start_hours", 1.0, 200.0, -1.0, detained, |spec| {
            encounters(spec);
            spec.mechanisms.policing.round_up_day = 1000.0;
        }),
        row("policing.dispersal", 0.0, 2.0, -1.0, crowd, encounters),
        row("shutdown.go_and_see", -0.05, 0.1, 1.0, crowd, cut_off),
        row("organisation.threshold", 0.0, 0.3, 1.0, crowd, organised),
        row("messages.weight", 0.0, 0.2, 1.0, crowd, told),
        row("messages.strike", 0.0, 0.2, 1.0, strikers, told_to_strike),
    ]
}

/// What a row looks at in each replicate, at a value of its parameter.
fn looked_at(row: &Row, value: f64) -> Vec<f64> {
    let mut spec = fixture::spec();
    (row.country)(&mut spec);
    let (section, name) = row.path.split_once('.').expect("a path");
    let parameters = spec.mechanisms.parameters_mut(section).unwrap_or_else(|| panic!("no mechanism {section}"));
    assert!(parameters.set(name, Value::Number(value)), "{} = {value}", row.path);
    let world = World::build(spec, 5);
    let run = |replicate: u32| {
        let mut state = world.state(5, replicate);
        let mut sum = 0.0;
        for _ in 0..row.hours {
            step(&world, &mut state);
            sum += (row.look)(&world, &state);
        }
        sum
    };
    (0..REPLICATES).into_par_iter().map(run).collect()
}

/// Why a row fails; nothing if it holds.
fn fails(row: &Row) -> Option<String> {
    let (low, high) = (looked_at(row, row.low), looked_at(row, row.high));
    let changes: Vec<f64> = low.iter().zip(&high).map(|(low, high)| row.sign * (high - low)).collect();
    let n = changes.len() as f64;
    let mean = changes.iter().sum::<f64>() / n;
    let error = (changes.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0) / n).sqrt();
    let right = changes.iter().filter(|change| **change > 0.0).count();
    let size = low.iter().chain(&high).sum::<f64>() / (2.0 * n);
    let holds = right + 1 >= changes.len() && mean > SURE * error && mean > LEAST * size;
    let direction = if row.sign > 0.0 { "raise" } else { "lower" };
    (!holds).then(|| {
        format!(
            "{} should {direction} it: {right} of {n} replicates do, by {mean:.3} ± {error:.3} of {size:.3}",
            row.path
        )
    })
}

/// A test of each mechanism, named by it.
macro_rules! mechanisms {
    ($($mechanism:ident)*) => {
        $(#[test]
        fn $mechanism() {
            rows_hold(stringify!($mechanism));
        })*

        #[test]
        fn every_row_is_of_a_mechanism_that_is_tested() {
            let tested = [$(stringify!($mechanism)),*];
            for row in rows() {
                assert!(tested.contains(&row.mechanism()), "{} is not tested", row.path);
            }
        }
    };
}

mechanisms! {
    price shocks grievance differences calendar fatigue people presence calls contact information strike demand
    concession policing travel shutdown organisation messages
}

/// Every term and rate of a mechanism acts in its direction.
fn rows_hold(mechanism: &str) {
    let rows: Vec<Row> = rows().into_iter().filter(|row| row.mechanism() == mechanism).collect();
    let wrong: Vec<String> = rows.iter().filter_map(fails).collect();
    assert!(!rows.is_empty() && wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}
