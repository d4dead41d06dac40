//! That conditioning is conditioning: nothing known leaves the free model, two units equal brute force, and ranks of the
//! truth in synthetic events are uniform.

use super::SYNTHETIC;
use super::ahead::{ahead, countries};
use super::alike::Alike;
use super::outer::{Effort, condition, log_likelihood};
use super::panel::{Panel, Report};
use super::parameters::{AggregatePrior, COUNT};
use super::shared::{dimensions, shared};
use super::unit::UnitGrid;
use groundswell_chance::draw::{Key, Purpose};
use groundswell_engine::mechanisms::differences::heavy;
use std::sync::atomic::AtomicBool;

fn panel(reports: Vec<Vec<Report>>) -> Panel {
    let units = reports[0].len();
    let adults = (0..units).map(|unit| 3e5 * (unit + 1) as f64).collect();
    Panel { adults, first: 0, begins: true, reports, weekday: 2 }
}

fn conditioned(panel: &Panel, effort: Effort, key: Key) -> super::outer::Particles {
    condition(panel, &AggregatePrior::default(), effort, key, &AtomicBool::new(false)).expect("not stopped")
}

#[test]
fn with_nothing_known_the_free_model_comes_out() {
    let panel = panel(vec![vec![Report::Unknown; 3]; 4]);
    let particles = conditioned(&panel, Effort { particles: 2000, moves: 2, last: 3 }, Key::new(3, 0));
    assert_eq!((particles.evidence, particles.exponents.as_slice()), (0.0, &[1.0][..]));
    for k in 0..dimensions(4) {
        let mean = particles.z.iter().map(|z| z[k]).sum::<f64>() / 2000.0;
        let variance = particles.z.iter().map(|z| z[k] * z[k]).sum::<f64>() / 2000.0;
        assert!(mean.abs() < 0.1 && (variance - 1.0).abs() < 0.15, "{k}: {mean} {variance}");
    }
}

/// Two units, each with a latent path of its own, drawn together from the prior and weighed as a whole: with so few reports
/// that this works, it gives the same probability of the reports and the same crowds as units integrated out one by one.
#[test]
fn two_units_equal_brute_force() {
    use Report::{Named, Silent, Sized};
    let panel = panel(vec![vec![Silent, Named], vec![Sized(400.0), Silent], vec![Sized(900.0), Sized(150.0)]]);
    let prior = AggregatePrior::default();
    let (n, key) = (400_000u32, Key::new(5, 1));
    let (mut total, mut crowds) = (0.0, [0.0f64; 2]);
    for i in 0..n {
        let draw = key.draw(Purpose::Study, i, 0);
        let z: Vec<f64> = (0..dimensions(3)).map(|k| draw.normal(k as u32)).collect();
        let shared = shared(&z, &panel, &prior);
        let (values, grid) = (&shared.values, UnitGrid::new(&shared.values));
        let mut weight = 1.0;
        let mut last = [0.0; 2];
        for (unit, last) in last.iter_mut().enumerate() {
            let own = key.draw(Purpose::Study, i, 1 + unit as u32);
            let lasting = heavy(own.normal(0));
            let mut today = 0.0;
            for (day, level) in shared.level.iter().enumerate() {
                let z = own.normal(1 + day as u32);
                let fresh = libm::sqrt(1.0 - values.persistence * values.persistence);
                today = if day == 0 { z } else { values.persistence * today + fresh * z };
                let base = values.size * libm::log(panel.adults[unit] / 1e6);
                *last = level + base + values.between * lasting + values.daily * today;
                weight *= grid.likelihood(panel.reports[day][unit], *last);
            }
        }
        total += weight;
        crowds[0] += weight * last[0];
        crowds[1] += weight * last[1];
    }
    let brute = (libm::log(total / f64::from(n)), crowds.map(|sum| sum / total));
    let particles = conditioned(&panel, Effort { particles: 1500, moves: 8, last: 20 }, Key::new(9, 0));
    assert!((particles.evidence - brute.0).abs() < 0.15, "{} {}", particles.evidence, brute.0);
    let all = countries(&particles, &panel, &prior, 6000, Key::new(9, 1));
    let mean = |unit: usize| {
        let crowd = |(number, country)| ahead(country, &panel, 1, number, Key::new(9, 2))[0].crowds[unit];
        (0u32..).zip(&all).map(|of| libm::log(crowd(of))).sum::<f64>() / all.len() as f64
    };
    for unit in 0..2 {
        assert!((mean(unit) - brute.1[unit]).abs() < 0.12, "unit {unit}: {} {}", mean(unit), brute.1[unit]);
    }
}

#[test]
fn the_same_on_any_number_of_threads_and_none_when_stopped() {
    let panel = panel(vec![vec![Report::Sized(500.0), Report::Silent]; 3]);
    let effort = Effort { particles: 24, moves: 2, last: 2 };
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| conditioned(&panel, effort, Key::new(1, 0)))
    };
    assert_eq!(on(1), on(3));
    assert!(condition(&panel, &AggregatePrior::default(), effort, Key::new(1, 0), &AtomicBool::new(true)).is_none());
}

#[test]
fn a_unit_that_nothing_is_known_of_costs_and_says_nothing() {
    let one = panel(vec![vec![Report::Sized(500.0)]; 3]);
    let mut two = panel(vec![vec![Report::Sized(500.0), Report::Unknown]; 3]);
    two.adults[0] = one.adults[0];
    let z = vec![0.3; dimensions(3)];
    let at = |panel: &Panel| log_likelihood(&z, panel, &Alike::of(panel), &AggregatePrior::default());
    assert_eq!(at(&one), at(&two));
}

/// Simulation-based calibration (Talts et al. 2018): parameters from the prior, an event from them, the event conditioned
/// on; the rank of the truth among the draws is uniform, and intervals of the next day's crowd hold it as often as they say.
#[test]
fn ranks_of_the_truth_in_two_hundred_synthetic_events_are_uniform() {
    const EVENTS: u32 = SYNTHETIC.events;
    let prior = AggregatePrior::default();
    let empty = panel(vec![vec![Report::Unknown; 3]; 5]);
    let effort = Effort { particles: 63, moves: 3, last: 12 };
    let followed = ["size", "growth", "noise"].map(AggregatePrior::at);
    let (mut bins, mut held) = ([[0u32; 8]; 4], 0u32);
    for event in 0..EVENTS {
        let key = Key::new(77, event);
        let draw = key.draw(Purpose::Study, 0, 0);
        let z: Vec<f64> = (0..dimensions(6)).map(|k| draw.normal(k as u32)).collect();
        let longer = Panel { reports: vec![vec![Report::Unknown; 3]; 6], ..empty.clone() };
        let (truth, crowds) = synthetic(&z, &longer, &prior, key);
        let known = Panel { reports: truth[..5].to_vec(), ..empty.clone() };
        let particles = conditioned(&known, effort, Key::new(78, event));
        let rank = |k: usize| particles.z.iter().filter(|other| other[k] < z[k]).count();
        for (bins, k) in bins.iter_mut().zip(followed) {
            bins[rank(k) / 8] += 1;
        }
        let all = countries(&particles, &known, &prior, 63, Key::new(79, event));
        let next = |(number, country)| ahead(country, &known, 2, number, Key::new(80, event))[1].crowds[2];
        let below = (0u32..).zip(&all).filter(|of| next(*of) < crowds[5][2]).count();
        bins[3][below / 8] += 1;
        held += u32::from((3..=60).contains(&below));
    }
    for (bins, of) in bins.iter().zip(["size", "growth", "noise", "tomorrow's crowd"]) {
        let chi2: f64 = bins.iter().map(|n| (f64::from(*n) - 25.0).powi(2) / 25.0).sum();
        // Seven degrees of freedom, p = .001.
        assert!(chi2 < 24.3, "{of}: {bins:?} {chi2}");
    }
    // 58 of 64 ranks: nominal .906, standard error .021.
    let share = f64::from(held) / f64::from(EVENTS);
    assert!((0.84..0.97).contains(&share), "{share}");
    assert_eq!(held, SYNTHETIC.held, "what forecasts and reports say of it");
}

/// Reports and crowds of an event at coordinates of the shared quantities; crowds beyond half of a unit are left as they are.
fn synthetic(z: &[f64], panel: &Panel, prior: &AggregatePrior, key: Key) -> (Vec<Vec<Report>>, Vec<Vec<f64>>) {
    let shared = shared(z, panel, prior);
    let values = &shared.values;
    let fresh = libm::sqrt(1.0 - values.persistence * values.persistence);
    let mut today = vec![0.0; panel.units()];
    let (mut reports, mut crowds) = (vec![], vec![]);
    for (day, level) in shared.level.iter().enumerate() {
        let (mut said, mut out) = (vec![], vec![]);
        for (unit, today) in today.iter_mut().enumerate() {
            let own = key.draw(Purpose::Study, 1 + unit as u32, 1 + day as u32);
            *today = if day == 0 { own.normal(0) } else { values.persistence * *today + fresh * own.normal(0) };
            let lasting = heavy(key.draw(Purpose::Study, 1 + unit as u32, 0).normal(0));
            let base = values.size * libm::log(panel.adults[unit] / 1e6);
            let x = level + base + values.between * lasting + values.daily * *today;
            out.push(libm::exp(x).min(0.5 * panel.adults[unit]));
            said.push(report(&UnitGrid::new(values), x, own.uniform(1), own.pair(2)));
        }
        reports.push(said);
        crowds.push(out);
    }
    (reports, crowds)
}

/// A report of a crowd, from the likelihood itself: the kind by its probability, the size by the distribution on a fine lattice.
fn report(grid: &UnitGrid, x: f64, at: f64, (place, _): (f64, f64)) -> Report {
    let (silent, named) = (grid.likelihood(Report::Silent, x), grid.likelihood(Report::Named, x));
    if at < silent {
        return Report::Silent;
    }
    if at < silent + named {
        return Report::Named;
    }
    let sizes: Vec<f64> = (0..600).map(|i| libm::exp(f64::from(i) * 0.04)).collect();
    let densities: Vec<f64> = sizes.iter().map(|size| grid.likelihood(Report::Sized(*size), x)).collect();
    let mut left = place * densities.iter().sum::<f64>();
    let found = densities.iter().position(|density| {
        left -= density;
        left < 0.0
    });
    Report::Sized(sizes[found.unwrap_or(0)])
}

#[test]
fn every_parameter_is_in_the_coordinates() {
    assert!(dimensions(0) > COUNT && dimensions(3) == dimensions(0) + 6);
}
