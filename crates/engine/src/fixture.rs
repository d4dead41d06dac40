//! A small invented country for unit tests: two towns and a rural remainder.

use crate::hours::Clock;
use crate::register::Mechanisms;
use crate::spec::{Ally, Backend, Force, ForceKind, Neighbour, Place, Price, Spec};

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
        prices: vec![Price { hour: 0.0, places: vec![0, 1, 2], price: 120.0 }],
        shocks: vec![],
        calls: vec![],
        imposed: vec![],
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
