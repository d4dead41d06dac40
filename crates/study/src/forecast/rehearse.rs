//! How much of a stack is the conditioned model, by rehearsal.
//!
//! What is better differs from event to event: the hurdle where units are few or a record is a list of deaths, the
//! conditioned model where there is something to condition on. An origin can find out: both methods say again what they would have
//! said some days ago, with what was known then, and are held against what is known now. Where that is not possible, since
//! the event has only begun, the stack is the hurdle alone (decision 0201).

use super::baselines::{Given, Paths, hurdle};
use super::vintage::Vintage;
use crate::condition::ahead::paths;
use crate::condition::outer::{Effort, condition};
use crate::condition::panel::{Panel, Report};
use crate::condition::parameters::AggregatePrior;
use crate::observe::Observation;
use crate::scores::Sample;
use groundswell_chance::draw::Key;
use std::sync::atomic::AtomicBool;

/// The smallest crowd that is named without a size, in people.
pub const NAMED: f64 = 10.0;
/// Days back, in the order in which they are tried, and how many of them are rehearsed.
const BACK: ([usize; 4], usize) = ([4, 8, 3, 2], 2);
/// Days of a rehearsal that are scored at most.
const LEADS: usize = 3;
/// Draws of a rehearsal.
const DRAWS: usize = 300;
/// How much is computed for a rehearsal.
const EFFORT: Effort = Effort { particles: 32, moves: 3, last: 6 };
/// Cells of no difference that are put to those of the rehearsals.
const CELLS: f64 = 40.0;
/// The share of the conditioned model where both were as good, what skill adds to it, and the largest share.
const SHARE: (f64, f64, f64) = (0.25, 0.9, 0.5);

/// What an origin knows: reports, the days that are looked back on, and all days since the first report.
pub type KnownAt<'a> = &'a dyn Fn(f64) -> (Vintage, Panel, Panel);

/// How a stack is put together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rehearsed {
    /// Share of the draws of the stack that are the conditioned model's.
    pub share: f64,
    /// Skill of the conditioned model against the hurdle in the rehearsals.
    pub skill: f64,
    /// Units and days of the rehearsals.
    pub cells: usize,
}

impl Rehearsed {
    fn of(conditioned: f64, hurdle: f64, cells: usize) -> Rehearsed {
        if cells == 0 {
            return Rehearsed::default();
        }
        let skill = if hurdle > 0.0 { 1.0 - conditioned / hurdle } else { 0.0 };
        let shrunk = skill * cells as f64 / (cells as f64 + CELLS);
        Rehearsed { share: (SHARE.0 + SHARE.1 * shrunk).clamp(0.0, SHARE.2), skill, cells }
    }

    /// The stack.
    pub fn stack(&self, conditioned: &Paths, hurdle: &Paths) -> Paths {
        let mut paths = conditioned.mixed(hurdle, self.share);
        paths.note = match self.cells {
            0 => "hurdle alone: the event is too young to rehearse".into(),
            n => format!(
                "{:.2} of it conditioned: skill {:+.2} against the hurdle in {n} rehearsed cells",
                self.share, self.skill
            ),
        };
        paths
    }
}

/// CRPS of `ln(1 + y)` of draws, in people, against a report; a unit that was named without a size counts what lies below
/// [`NAMED`]. `None` where nothing is known.
pub fn crps_of_report(draws: &[f64], report: Report) -> Option<f64> {
    let logs = Sample::new(draws).map(|x| libm::log1p(x.max(0.0)));
    match report {
        Report::Unknown => None,
        Report::Silent => Some(logs.crps(0.0)),
        Report::Named => Some(logs.crps_at_least(libm::log1p(NAMED))),
        Report::Sized(size) => Some(logs.crps(libm::log1p(size))),
    }
}

/// Rehearses at an origin; `None` if it was stopped.
pub fn rehearse(
    known: KnownAt<'_>,
    origin: f64,
    (prior, observation): (&AggregatePrior, &Observation),
    key: Key,
    stop: &AtomicBool,
) -> Option<Rehearsed> {
    let (now, _, outcome) = known(origin);
    let (mut conditioned, mut simple, mut cells, mut rehearsals) = (0.0, 0.0, 0, 0);
    for back in BACK.0 {
        let then = origin - 24.0 * back as f64;
        let day = (then / 24.0).floor() as usize;
        let upto = now.complete.min(day + LEADS);
        // Shorter ones only where longer ones are not possible.
        if then < 24.0 || day >= upto || rehearsals >= BACK.1 || back < 4 && rehearsals > 0 {
            continue;
        }
        let (vintage, panel, whole) = known(then);
        if !vintage.said.iter().any(|said| said.unit.is_some()) {
            continue;
        }
        rehearsals += 1;
        let days: Vec<usize> = (day..upto).collect();
        let windows: Vec<(f64, f64)> = days.iter().map(|d| (*d as f64 * 24.0, *d as f64 * 24.0 + 24.0)).collect();
        let particles = condition(&panel, prior, EFFORT, Key(key.0 ^ (0x7777 + back as u64)), stop)?;
        let ours = paths(&particles, &panel, prior, &days, DRAWS, key);
        let given =
            Given { vintage: &vintage, panel: &whole, observation, windows: &windows, draws: DRAWS as u32, key };
        let theirs = hurdle(&given);
        for (w, day) in days.iter().enumerate() {
            let Some(reports) = day.checked_sub(outcome.first).and_then(|row| outcome.reports.get(row)) else {
                continue;
            };
            // A day without a report anywhere is no day of a record.
            if !reports.iter().any(|report| matches!(report, Report::Named | Report::Sized(_))) {
                continue;
            }
            for (unit, report) in reports.iter().enumerate() {
                let of = |paths: &Paths| {
                    let draws: Vec<f64> = paths.units.iter().map(|draw| draw[w][unit]).collect();
                    crps_of_report(&draws, *report)
                };
                if let (Some(a), Some(b)) = (of(&ours), of(&theirs)) {
                    (conditioned, simple, cells) = (conditioned + a, simple + b, cells + 1);
                }
            }
        }
    }
    Some(Rehearsed::of(conditioned, simple, cells))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_follows_what_was_seen_and_few_cells_move_it_little() {
        let share = |ours: f64, cells: usize| Rehearsed::of(ours, 1.0, cells).share;
        assert_eq!(Rehearsed::of(0.0, 0.0, 0), Rehearsed::default());
        assert!((share(1.0, 100) - 0.25).abs() < 1e-12);
        assert_eq!((share(0.2, 1000), share(2.0, 1000)), (0.5, 0.0));
        assert!(share(1.4, 5) > 0.2 && share(1.4, 500) == 0.0);
    }

    #[test]
    fn a_stack_has_draws_of_both_in_the_share() {
        let of = |x: f64| {
            let mut paths = Paths::empty("");
            (0..100).for_each(|_| paths.push(vec![x], vec![vec![x]]));
            paths
        };
        let rehearsed = Rehearsed { share: 0.3, skill: 0.1, cells: 50 };
        let stack = rehearsed.stack(&of(1.0), &of(0.0));
        assert_eq!(stack.nation.iter().map(|draw| draw[0]).sum::<f64>(), 30.0);
        // Taken in turns, so that any first part of the draws has the share too.
        assert_eq!(stack.nation[..50].iter().map(|draw| draw[0]).sum::<f64>(), 15.0);
        assert_eq!(Rehearsed::default().stack(&of(1.0), &of(0.0)).units, of(0.0).units);
    }
}
