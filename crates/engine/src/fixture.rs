//! A small invented country for unit tests: two towns and a rural remainder.

use crate::hours::Clock;
use crate::register::Mechanisms;
use crate::spec::{
    Ally, Backend, Call, CallTo, DatedPrice, Force, ForceKind, Guard, GuardMeasure, Message, Neighbour, Offer, Order,
    Origin, Place, Posture, Recurrence, Scope, Shock, Spec, When, Whom,
};

fn place(name: &str, unit: u32, adults: u32, latitude: f64, rural: bool) -> Place {
    let employees = [0.01, 0.05, 0.02, 0.06, 0.02, 0.03, 0.06, 0.12].map(|share| share * f64::from(adults));
    Place {
        name: name.into(),
        unit,
        adults,
        latitude,
        longitude: 60.0,
        ahead: crate::hours::Ahead::default(),
        languages: [0.6, 0.4, 0.0, 0.0],
        employees,
        others: [0.4, 0.1, 0.2, 0.3],
        fuel_share: 0.6,
        wage: 1.0,
        sector_wage: [0.7, 2.0, 1.4, 1.0, 1.1, 1.1, 1.0, 0.9],
        unemployment: 0.0,
        industry: 0.0,
        police: 0.004 * f64::from(adults),
        rural,
        price: 60.0,
    }
}

/// Two towns of 24,000 and 12,000 adults, 300 km apart, and 4,000 on the land; the
/// fuel price doubles at midnight of the first day.
pub fn spec() -> Spec {
    Spec {
        hours: 240,
        clock: Clock { steps_per_hour: 1, first_weekday: 0, holidays: vec![] },
        scale: 1,
        units: 3,
        places: vec![
            place("Harbour", 0, 24_000, 50.0, false),
            place("Millford", 1, 12_000, 52.7, false),
            place("the land", 2, 4_000, 51.0, true),
        ],
        capital: 0,
        prices: vec![DatedPrice { hour: 0.0, places: vec![0, 1, 2], price: 120.0 }],
        shocks: vec![],
        calls: vec![],
        imposed: vec![],
        draws: vec![],
        orders: vec![],
        messages: vec![],
        allies: vec![],
        neighbours: vec![],
        reserves: 1_000.0,
        forces: vec![
            Force { name: "National Guard".into(), kind: ForceKind::Guard, size: 400.0, home: None },
            Force { name: "Army".into(), kind: ForceKind::Army, size: 600.0, home: Some(1) },
        ],
        backend: Backend::Event,
        mechanisms: Mechanisms::default(),
        shown: vec![],
    }
}

/// The same with people ready to go out.
pub fn lively() -> Spec {
    let mut spec = spec();
    spec.mechanisms.people.threshold = 0.30;
    spec
}

/// The same with three allies that can be asked for troops and two countries that watch.
pub fn allied() -> Spec {
    let ally = |name: &str, size, parliament, alliance, longitude| Ally {
        name: name.into(),
        size,
        parliament,
        alliance,
        opposition: 0.2,
        language: Some(1),
        latitude: 52.0,
        longitude,
    };
    let country = |name: &str, border, language, ally| Neighbour {
        name: name.into(),
        rate: 0.3,
        border,
        language,
        migrants: 0.5,
        ally,
    };
    let mut spec = lively();
    spec.allies = vec![
        ally("Eastmark", 40.0, false, 1.0, 90.0),
        ally("Northmark", 20.0, true, 0.6, 40.0),
        ally("Westmark", 10.0, false, 0.3, 20.0),
    ];
    spec.neighbours = vec![country("Eastmark", 1.0, 0.6, Some(0)), country("Farland", 0.0, 0.1, None)];
    spec
}

/// A country in which everything happens: crowds, strikes, orders, deaths, a shutdown,
/// refusals, departures.
pub fn eventful() -> Spec {
    let mut spec = allied();
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
    triggered(&mut spec);
    spec.messages = texts();
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
    spec.orders = orders();
    spec
}

/// An appeal, its copy from abroad and an address of the state.
fn texts() -> Vec<Message> {
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
    vec![
        text("appeal", Origin::Place(1), None, 10.0),
        text("appeal, abroad", Origin::Abroad, Some(0), 20.0),
        Message { content: [0.0, 0.0, 0.0, 0.0, 1.0], ..text("address", Origin::Nation, None, 30.0) },
    ]
}

/// Orders of every kind, dated and triggered.
fn orders() -> Vec<Order> {
    let order = |name: &str, when| Order::idle(name, Scope::EachUnit, when);
    vec![
        Order {
            posture: Some(Posture::Emergency),
            curfew: true,
            reserves: 1.0,
            ..order(
                "emergency",
                When::Triggered {
                    guard: Guard::Above(GuardMeasure::Crowd, 300.0),
                    text: "crowd > 300".into(),
                    delay: 12.0,
                    dwell: 24.0,
                    undo: Some((Guard::Below(GuardMeasure::Crowd, 50.0), 6.0)),
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
    ]
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
    let call = Call {
        name: "six".into(),
        enabled: true,
        when,
        to: CallTo::Gather,
        announced: None,
        hours: 3.0,
        places: vec![true; 3],
        strength: 0.01,
    };
    spec.calls = vec![call];
}
