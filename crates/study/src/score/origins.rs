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

/// Parts of the model that can be taken away: the prior from other events; of the dynamics what units differ by, growth of
/// what they share, and days of the week; of the observation reports without a size, silence, and errors of sizes.
pub const ABLATIONS: [&str; 7] =
    ["no pool", "no differences", "no growth", "no week", "no named", "no silence", "no size noise"];

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
        for what in ABLATIONS {
            let (panel, prior) = without(what, &panel, &event.prior);
            methods.push((what, conditioned(&panel, &prior)?));
        }
    }
    methods.extend(BASELINES.into_iter().zip(baselines));
    Some(Said { days, methods, effective })
}

/// Panel and prior without a part of the model.
fn without(what: &str, panel: &Panel, prior: &AggregatePrior) -> (Panel, AggregatePrior) {
    let (mut panel, prior) = (panel.clone(), prior.clone());
    let mut unknown = |what: Report| {
        panel
            .reports
            .iter_mut()
            .flatten()
            .filter(|report| **report == what)
            .for_each(|report| *report = Report::Unknown);
    };
    let prior = match what {
        "no pool" => AggregatePrior::default(),
        "no differences" => prior.held("between", -4.0).held("daily", -2.0),
        "no growth" => prior.held("growth", 0.0).held("drift", 0.0).held("swing", -5.0),
        "no week" => prior.held("week", -6.0),
        "no size noise" => prior.held("noise", -2.3),
        "no silence" => {
            unknown(Report::Silent);
            prior
        }
        _ => {
            unknown(Report::Named);
            prior
        }
    };
    (panel, prior)
}
