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
/// Cells in which the hurdle alone was best that are put to those of the rehearsals.
const CELLS: f64 = 40.0;
/// The largest share of the conditioned model.
const MOST: f64 = 0.5;
/// Draws by which it is measured how far two methods are apart.
const COMPARED: usize = 100;

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
    /// How far the two methods were [`apart`] in the rehearsals.
    pub apart: f64,
}

/// Sums of CRPS over the units and days of one rehearsal.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Rehearsal {
    conditioned: f64,
    hurdle: f64,
    /// Of half of the draws of each.
    half: f64,
    cells: usize,
    /// How far the two methods were [`apart`], whatever was reported.
    apart: f64,
}

impl Rehearsal {
    /// The share with which the stack would have been best. CRPS of a mixture is quadratic in the share, so three points are enough.
    fn best(&self) -> f64 {
        let better = self.hurdle - self.conditioned;
        // How far the two are apart: what mixing gains over the mean of the two.
        let apart = 2.0 * (self.hurdle + self.conditioned) - 4.0 * self.half;
        if apart > 1e-9 * self.hurdle {
            ((better + apart) / (2.0 * apart)).clamp(0.0, MOST)
        } else if better > 0.0 {
            MOST
        } else {
            0.0
        }
    }
}

impl Rehearsed {
    /// The least of the shares that would have been best, shrunk to the hurdle: by few cells, and by rehearsals that were not possible.
    fn of(rehearsals: &[Rehearsal]) -> Rehearsed {
        let total = |of: fn(&Rehearsal) -> f64| rehearsals.iter().map(of).sum::<f64>();
        let (conditioned, hurdle) = (total(|one| one.conditioned), total(|one| one.hurdle));
        let cells: usize = rehearsals.iter().map(|one| one.cells).sum();
        let scored: Vec<&Rehearsal> = rehearsals.iter().filter(|one| one.cells > 0).collect();
        let least = scored.iter().map(|one| one.best()).fold(MOST, f64::min);
        let (of_cells, of_rehearsals) = (cells as f64 / (cells as f64 + CELLS), scored.len() as f64 / BACK.1 as f64);
        let skill = if hurdle > 0.0 { 1.0 - conditioned / hurdle } else { 0.0 };
        let apart = scored.iter().map(|one| one.apart).sum::<f64>() / scored.len().max(1) as f64;
        Rehearsed { share: least * of_cells * of_rehearsals, skill, cells, apart }
    }

    /// The stack. Where the two methods are further apart than they were when rehearsed, the share is smaller by as much:
    /// nothing was found out about a difference that large.
    pub fn stack(&self, conditioned: &Paths, hurdle: &Paths) -> Paths {
        let now = apart(conditioned, hurdle);
        let share = if now > self.apart { self.share * self.apart / now } else { self.share };
        let mut paths = conditioned.mixed(hurdle, share);
        paths.note = match self.cells {
            0 => "hurdle alone: the event is too young to rehearse".into(),
            n => format!(
                "{share:.2} of it conditioned: skill {:+.2} against the hurdle in {n} rehearsed cells",
                self.skill
            ),
        };
        paths
    }
}

/// How far two methods are apart: the mean over units and days of `∫ (F − G)²` of `ln(1 + y)`, by the first draws of each
/// (Székely & Rizzo 2013, *J. Stat. Plan. Inference* 143:1249: the mean CRPS of one in draws of the other, less that of the other in its own).
fn apart(one: &Paths, other: &Paths) -> f64 {
    let (mut sum, mut cells) = (0.0, 0usize);
    let logs = |of: &Paths, w: usize, unit: usize| {
        let draws = of.units.iter().take(COMPARED).map(|draw| libm::log1p(draw[w][unit].max(0.0)));
        draws.collect::<Vec<f64>>()
    };
    for w in 0..one.units.first().map_or(0, Vec::len) {
        for unit in 0..one.units[0][w].len() {
            let (ours, theirs) = (logs(one, w, unit), logs(other, w, unit));
            let (f, g) = (Sample::new(&ours), Sample::new(&theirs));
            sum += theirs.iter().map(|y| f.crps(*y) - g.crps(*y)).sum::<f64>() / theirs.len().max(1) as f64;
            cells += 1;
        }
    }
    sum.max(0.0) / cells.max(1) as f64
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
    let mut rehearsals: Vec<Rehearsal> = Vec::new();
    for back in BACK.0 {
        let then = origin - 24.0 * back as f64;
        let day = (then / 24.0).floor() as usize;
        let upto = now.complete.min(day + LEADS);
        // Shorter ones only where longer ones are not possible.
        if then < 24.0 || day >= upto || rehearsals.len() >= BACK.1 || back < 4 && !rehearsals.is_empty() {
            continue;
        }
        let (vintage, panel, whole) = known(then);
        if !vintage.said.iter().any(|said| said.unit.is_some()) {
            continue;
        }
        let mut sums = Rehearsal::default();
        let days: Vec<usize> = (day..upto).collect();
        let windows: Vec<(f64, f64)> = days.iter().map(|d| (*d as f64 * 24.0, *d as f64 * 24.0 + 24.0)).collect();
        let particles = condition(&panel, prior, EFFORT, Key(key.0 ^ (0x7777 + back as u64)), stop)?;
        let ours = paths(&particles, &panel, prior, &days, DRAWS, key);
        let given =
            Given { vintage: &vintage, panel: &whole, observation, windows: &windows, draws: DRAWS as u32, key };
        let theirs = hurdle(&given);
        let half = ours.mixed(&theirs, 0.5);
        sums.apart = apart(&ours, &theirs);
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
                if let (Some(conditioned), Some(hurdle), Some(half)) = (of(&ours), of(&theirs), of(&half)) {
                    sums.conditioned += conditioned;
                    sums.hurdle += hurdle;
                    sums.half += half;
                    sums.cells += 1;
                }
            }
        }
        rehearsals.push(sums);
    }
    Some(Rehearsed::of(&rehearsals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_is_what_was_best_and_few_cells_or_rehearsals_shrink_it() {
        let one =
            |conditioned: f64, half: f64, cells: usize| Rehearsal { conditioned, hurdle: 1.0, half, cells, apart: 1.0 };
        let share = |rehearsals: &[Rehearsal]| Rehearsed::of(rehearsals).share;
        assert_eq!(Rehearsed::of(&[]), Rehearsed::default());
        // As good and apart: half. Worse by more than they are apart: none. Between the two: between.
        assert_eq!(one(1.0, 0.9, 1).best(), 0.5);
        assert_eq!(one(1.5, 1.2, 1).best(), 0.0);
        assert!((one(1.2, 1.0, 1).best() - 0.25).abs() < 1e-12);
        // The same draws of both, and better or worse without being apart.
        assert_eq!((one(1.0, 1.0, 1).best(), one(0.8, 0.9, 1).best(), one(1.2, 1.1, 1).best()), (0.0, 0.5, 0.0));
        let good = one(0.5, 0.7, 20);
        assert!((share(&[good, good]) - 0.25).abs() < 1e-12, "40 cells: half of a half");
        assert!((share(&[one(0.5, 0.7, 40)]) - 0.125).abs() < 1e-12, "one rehearsal of two");
        assert_eq!(share(&[good, one(1.5, 1.2, 20)]), 0.0, "the worse rehearsal decides");
    }

    #[test]
    fn a_stack_has_draws_of_both_in_the_share() {
        let of = |x: f64| {
            let mut paths = Paths::empty("");
            (0..100).for_each(|_| paths.push(vec![x], vec![vec![x]]));
            paths
        };
        let far = libm::log1p(1.0);
        assert!((apart(&of(1.0), &of(0.0)) - far).abs() < 1e-12 && apart(&of(1.0), &of(1.0)) == 0.0);
        let rehearsed = Rehearsed { share: 0.3, skill: 0.1, cells: 50, apart: far };
        let stack = rehearsed.stack(&of(1.0), &of(0.0));
        assert_eq!(stack.nation.iter().map(|draw| draw[0]).sum::<f64>(), 30.0);
        // Taken in turns, so that any first part of the draws has the share too.
        assert_eq!(stack.nation[..50].iter().map(|draw| draw[0]).sum::<f64>(), 15.0);
        // Twice as far apart as when rehearsed: half of the share.
        let twice = Rehearsed { apart: far / 2.0, ..rehearsed }.stack(&of(1.0), &of(0.0));
        assert_eq!(twice.nation.iter().map(|draw| draw[0]).sum::<f64>(), 15.0);
        assert_eq!(Rehearsed::default().stack(&of(1.0), &of(0.0)).units, of(0.0).units);
    }
}
