//! What each method says at an origin.

use super::{Asked, Event, Part};
use crate::condition::ahead::paths;
use crate::condition::outer::condition;
use crate::condition::panel::{Panel, Report};
use crate::condition::parameters::AggregatePrior;
use crate::forecast::baselines::{self, BASELINES, Given, Paths};
use crate::forecast::rehearse::rehearse;
use crate::forecast::vintage::Vintage;
use groundswell_chance::draw::Key;
use std::sync::atomic::AtomicBool;

/// Parts of the model that can be taken away, each with what it is a part of: the prior from other events; the dynamics as a
/// whole, and of them what units differ by, growth of what they share, and days of the week; the observation as a whole, and of
/// it reports without a size, silence, and errors of sizes.
pub const ABLATIONS: [(&str, &str); 9] = [
    ("pool", "no pool"),
    ("dynamics", "no dynamics"),
    ("dynamics", "no differences"),
    ("dynamics", "no growth"),
    ("dynamics", "no week"),
    ("observation", "no observation"),
    ("observation", "no named"),
    ("observation", "no silence"),
    ("observation", "no size noise"),
];

/// What was said at an origin.
pub struct Said {
    /// Days that were forecast, of the scenario.
    pub days: Vec<usize>,
    /// Each method with its draws.
    pub methods: Vec<(&'static str, Paths)>,
    /// Particles that differ at the end, particles, and evaluations of the likelihood.
    pub effective: (usize, usize, usize),
}

/// What an origin knows of an event: reports, the days that are looked back on, and all days since the first report.
pub fn known(event: &Event, origin: f64, asked: &Asked) -> (Vintage, Panel, Panel) {
    let record = &event.record;
    let mut vintage = Vintage::at(&record.said, record.units, origin, &asked.observation);
    vintage.complete = ((origin - record.late) / 24.0).floor().max(0.0) as usize;
    let mut panels = [Panel::of(&event.scenario, &vintage), Panel::whole(&event.scenario, &vintage)];
    panels.iter_mut().for_each(|panel| record.cover(panel));
    let [panel, whole] = panels;
    (vintage, panel, whole)
}

/// Every method at an origin; `None` if it was stopped.
pub fn said(event: &Event, part: Part, asked: &Asked, key: Key, stop: &AtomicBool) -> Option<Said> {
    let (vintage, panel, whole) = known(event, part.origin, asked);
    let today = (part.origin / 24.0) as usize;
    let days: Vec<usize> = asked.leads.iter().map(|lead| today + lead - 1).collect();
    let windows: Vec<(f64, f64)> = days.iter().map(|day| (*day as f64 * 24.0, *day as f64 * 24.0 + 24.0)).collect();
    let given = Given {
        vintage: &vintage,
        panel: &whole,
        observation: &asked.observation,
        windows: &windows,
        draws: asked.draws as u32,
        key,
    };
    let baselines = baselines::all(&given);
    let mut effective = (0, 0, 0);
    let mut conditioned = |panel: &Panel, prior: &AggregatePrior| {
        let particles = condition(panel, prior, asked.effort, key, stop)?;
        if effective.1 == 0 {
            effective = (particles.distinct, particles.z.len(), particles.evaluations);
        }
        Some(paths(&particles, panel, prior, &days, asked.draws, key))
    };
    let model = conditioned(&panel, &event.prior)?;
    let known_at = |origin: f64| known(event, origin, asked);
    let rehearsed = rehearse(&known_at, part.origin, (&event.prior, &asked.observation), key, stop)?;
    let stack = rehearsed.stack(&model, &baselines[BASELINES.len() - 1]);
    let mut methods = vec![("conditioned", model), ("stack", stack)];
    if asked.ablate {
        for (_, what) in ABLATIONS {
            let (panel, prior) = without(what, &panel, &event.prior);
            methods.push((what, conditioned(&panel, &prior)?));
        }
    }
    methods.extend(BASELINES.into_iter().zip(baselines));
    Some(Said { days, methods, effective })
}

/// Panel and prior without a part of the model.
fn without(what: &str, panel: &Panel, prior: &AggregatePrior) -> (Panel, AggregatePrior) {
    let mut panel = panel.clone();
    let mut unknown = |what: Report| {
        let all = panel.reports.iter_mut().flatten();
        all.filter(|report| **report == what).for_each(|report| *report = Report::Unknown);
    };
    let alike = |prior: AggregatePrior| prior.held("between", -4.0).held("daily", -2.0);
    let steady = |prior: AggregatePrior| prior.held("growth", 0.0).held("drift", 0.0).held("swing", -5.0);
    let every_day = |prior: AggregatePrior| prior.held("week", -6.0);
    let exact = |prior: AggregatePrior| prior.held("noise", -2.3);
    let prior = prior.clone();
    let prior = match what {
        "no pool" => AggregatePrior::default(),
        // What is left is a level that all units share and that jumps from day to day.
        "no dynamics" => every_day(steady(alike(prior))),
        "no differences" => alike(prior),
        "no growth" => steady(prior),
        "no week" => every_day(prior),
        // Sizes alone are known, and they are exact.
        "no observation" => {
            unknown(Report::Silent);
            unknown(Report::Named);
            exact(prior)
        }
        "no named" => {
            unknown(Report::Named);
            prior
        }
        "no silence" => {
            unknown(Report::Silent);
            prior
        }
        "no size noise" => exact(prior),
        _ => prior,
    };
    (panel, prior)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_that_is_taken_away_changes_something() {
        let reports = vec![vec![Report::Silent, Report::Named, Report::Sized(50.0)]];
        let panel = Panel { adults: vec![1e5; 3], first: 0, begins: true, reports, weekday: 0 };
        // Not the one without a pool.
        let prior = AggregatePrior::default().held("size", 0.5);
        let all = ABLATIONS.map(|(_, what)| without(what, &panel, &prior));
        for (i, one) in all.iter().enumerate() {
            assert!(*one != (panel.clone(), prior.clone()), "{} changes nothing", ABLATIONS[i].1);
            assert!(!all[..i].contains(one), "{} is the same as another", ABLATIONS[i].1);
        }
        let known = |what: &str| {
            let (panel, _) = without(what, &panel, &prior);
            panel.reports.concat().iter().filter(|report| **report != Report::Unknown).count()
        };
        assert_eq!(["no observation", "no named", "no silence", "no week"].map(known), [1, 2, 2, 3]);
    }
}
