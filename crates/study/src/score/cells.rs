//! What was said against what was recorded, cell by cell.
//!
//! Everything is scored on the scale `ln(1 + y)`, where `y` is what was reported in people: 0 where a covered unit was
//! silent. A unit that was named without a size was there, however large: its score counts only what a forecast put below
//! ten people ([`NAMED`](crate::forecast::rehearse::NAMED)). A unit without coverage is no cell.
//!
//! Cells that are chosen by what was recorded in them would reward whoever never says 0 (the forecaster's dilemma, Lerch et
//! al. 2017, *Stat. Sci.* 32:106). So sizes, and the total of the country, which is known only where somebody gave a size,
//! are scored by what was said *given that there is a report*: that is proper, and it is apart from whether there is one.

use super::origins::Said;
use super::{Asked, Event, Part};
use crate::condition::panel::Report;
use crate::forecast::baselines::Paths;
use crate::forecast::rehearse::crps_of_report;
use crate::scores::{Sample, energy_score, interval_score};
use groundswell_chance::draw::{Key, Purpose};
use serde::{Deserialize, Serialize};

/// Draws of which an energy score is computed.
const ENERGY_DRAWS: usize = 300;
/// Draws with a report below which what is said of its size is not known; then all draws count.
const FEWEST: usize = 10;
/// Least width of the kernel of a log score, in logarithms.
const FINEST: f64 = 0.1;

/// What a cell is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellKind {
    /// A unit that was covered and silent.
    Silent,
    /// A unit that was named without a size.
    Named,
    /// A unit with a size.
    Sized,
    /// The country, with the energy score over the units.
    Country,
}

impl CellKind {
    /// As tables name it.
    pub fn word(self) -> &'static str {
        ["silent", "named", "sized", "country"][self as usize]
    }
}

/// One forecast of one unit, or of the country, on one day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoredCell {
    /// Hours since the start of the scenario.
    pub origin: f64,
    /// Days ahead.
    pub lead: usize,
    /// Unit; `None` for the country.
    pub unit: Option<usize>,
    /// Method.
    pub method: String,
    /// What the cell is of.
    pub kind: CellKind,
    /// What was recorded, in people; not a number where no size is known.
    pub recorded: f64,
    /// Quantiles .05, .5 and .95 of what was said, in people.
    pub said: (f64, f64, f64),
    /// CRPS of `ln(1 + y)`; none of a country without a figure.
    pub crps: Option<f64>,
    /// Log score, nats.
    pub log: Option<f64>,
    /// Interval score of the 90 % interval of `ln(1 + y)`.
    pub interval: Option<f64>,
    /// Probability integral transform, drawn evenly within a jump.
    pub pit: Option<f64>,
    /// Brier score of whether the unit is reported.
    pub whether: Option<f64>,
    /// CRPS of `ln(1 + y)` given that there is a report, of a unit with a size.
    pub given: Option<f64>,
    /// Energy score of `ln(1 + y)` over the units; of the country's cell only.
    pub energy: Option<f64>,
    /// Particles that differ at the end; of the conditioned model's country only.
    pub effective: Option<usize>,
}

/// Draws with a report; all of them where these are too few.
fn given_a_report(draws: &[f64]) -> Vec<f64> {
    let some: Vec<f64> = draws.iter().copied().filter(|people| *people > 0.0).collect();
    if some.len() < FEWEST { draws.to_vec() } else { some }
}

fn log1p(x: f64) -> f64 {
    libm::log1p(x.max(0.0))
}

/// Every cell of an origin.
pub fn cells(event: &Event, part: Part, asked: &Asked, said: &Said) -> Vec<ScoredCell> {
    let mut cells = Vec::new();
    for (w, (day, lead)) in said.days.iter().zip(&asked.leads).enumerate() {
        let (outcome, nation) = event.record.outcome(*day);
        for (method, paths) in &said.methods {
            let mut of_day = Vec::new();
            let country = country(paths, w, &outcome, nation);
            let effective = (*method == "conditioned").then_some(said.effective.0);
            of_day.extend(country.map(|cell| ScoredCell { effective, ..cell }));
            for (unit, report) in outcome.iter().enumerate() {
                let draws: Vec<f64> = paths.units.iter().map(|draw| draw[w][unit]).collect();
                let luck = Key::new(asked.seed, *day as u32).draw(Purpose::Study, unit as u32, *lead as u32).uniform(0);
                of_day.extend(cell(&draws, *report, luck).map(|cell| ScoredCell { unit: Some(unit), ..cell }));
            }
            let whose = |cell| ScoredCell { origin: part.origin, lead: *lead, method: (*method).into(), ..cell };
            cells.extend(of_day.into_iter().map(whose));
        }
    }
    cells
}

/// A unit's cell; `None` where nothing is known. `luck` places the transform within a jump.
fn cell(draws: &[f64], report: Report, luck: f64) -> Option<ScoredCell> {
    let people = Sample::new(draws);
    let logs = people.map(log1p);
    let (kind, recorded) = match report {
        Report::Unknown => return None,
        Report::Silent => (CellKind::Silent, 0.0),
        Report::Named => (CellKind::Named, f64::NAN),
        Report::Sized(size) => (CellKind::Sized, size),
    };
    // Half a draw on either side: no probability is 0.
    let silent = (draws.iter().filter(|x| **x <= 0.0).count() as f64 + 0.5) / (draws.len() as f64 + 1.0);
    let log = match report {
        Report::Sized(size) => {
            let some: Vec<f64> = draws.iter().filter(|x| **x > 0.0).map(|x| log1p(*x)).collect();
            let density = if some.len() > 1 { Sample::new(&some).log_score(log1p(size), FINEST) } else { 10.0 };
            density - libm::log(1.0 - silent)
        }
        Report::Named => -libm::log(1.0 - silent),
        _ => -libm::log(silent),
    };
    let y = log1p(recorded);
    let crps = crps_of_report(draws, report)?;
    let (low, high) = (logs.quantile(0.05), logs.quantile(0.95));
    let (below, at) = people.below_and_at(recorded);
    Some(ScoredCell {
        crps: Some(crps),
        log: Some(log),
        interval: (kind != CellKind::Named).then(|| interval_score(low, high, 0.1, y)),
        pit: (kind != CellKind::Named).then_some(below + luck * at),
        whether: Some(if kind == CellKind::Silent { (1.0 - silent).powi(2) } else { silent * silent }),
        given: (kind == CellKind::Sized).then(|| Sample::new(&given_a_report(draws)).map(log1p).crps(y)),
        ..blank(kind, recorded, &people)
    })
}

fn blank(kind: CellKind, recorded: f64, people: &Sample) -> ScoredCell {
    ScoredCell {
        origin: 0.0,
        lead: 0,
        unit: None,
        method: String::new(),
        kind,
        recorded,
        said: (people.quantile(0.05), people.quantile(0.5), people.quantile(0.95)),
        crps: None,
        log: None,
        interval: None,
        pit: None,
        whether: None,
        given: None,
        energy: None,
        effective: None,
    }
}

/// The country's cell, with the energy score over the units whose number is known; `None` if neither is there.
fn country(paths: &Paths, w: usize, outcome: &[Report], nation: Option<f64>) -> Option<ScoredCell> {
    let draws: Vec<f64> = paths.nation.iter().map(|draw| draw[w]).collect();
    let people = Sample::new(&given_a_report(&draws));
    let known: Vec<(usize, f64)> = outcome
        .iter()
        .enumerate()
        .filter_map(|(unit, report)| match report {
            Report::Silent => Some((unit, 0.0)),
            Report::Sized(size) => Some((unit, log1p(*size))),
            _ => None,
        })
        .collect();
    let energy = (known.len() > 1).then(|| {
        // The first of them: draws of a stack take turns, so that every fourth would be of one method.
        let vector = |draw: &Vec<Vec<f64>>| known.iter().map(|(unit, _)| log1p(draw[w][*unit])).collect();
        let vectors: Vec<Vec<f64>> = paths.units.iter().take(ENERGY_DRAWS).map(vector).collect();
        let y: Vec<f64> = known.iter().map(|(_, y)| *y).collect();
        energy_score(&vectors, &vec![1.0; vectors.len()], &y)
    });
    if nation.is_none() && energy.is_none() {
        return None;
    }
    let logs = people.map(log1p);
    let y = nation.map(log1p);
    let (low, high) = (logs.quantile(0.05), logs.quantile(0.95));
    Some(ScoredCell {
        crps: y.map(|y| logs.crps(y)),
        log: y.map(|y| logs.log_score(y, FINEST)),
        interval: y.map(|y| interval_score(low, high, 0.1, y)),
        pit: nation.map(|people_then| people.below_and_at(people_then)).map(|(below, at)| below + 0.5 * at),
        energy,
        ..blank(CellKind::Country, nation.unwrap_or(f64::NAN), &people)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::rehearse::NAMED;

    fn of(draws: &[f64], report: Report) -> ScoredCell {
        cell(draws, report, 0.5).expect("a cell")
    }

    #[test]
    fn a_named_unit_scores_what_lies_below_a_handful() {
        let (none, some) = ([0.0; 40], [500.0; 40]);
        assert!((of(&none, Report::Named).crps.expect("a score") - log1p(NAMED)).abs() < 1e-12);
        assert_eq!(of(&some, Report::Named).crps, Some(0.0));
        assert_eq!(of(&[50_000.0; 40], Report::Named).crps, Some(0.0), "however large");
        assert!(cell(&some, Report::Unknown, 0.5).is_none(), "a unit without coverage is no cell");
    }

    #[test]
    fn silence_and_sizes_score_as_numbers() {
        let draws: Vec<f64> = (0..100).map(|i| if i < 30 { 0.0 } else { 100.0 + f64::from(i) }).collect();
        let silent = of(&draws, Report::Silent);
        assert!((silent.log.expect("a score") + (30.5f64 / 101.0).ln()).abs() < 1e-12);
        assert!(silent.pit.is_some_and(|pit| (pit - 0.15).abs() < 1e-9), "half of the jump: {silent:?}");
        let sized = of(&draws, Report::Sized(150.0));
        assert!(sized.given < sized.crps && sized.given.is_some(), "of a report its size: {sized:?}");
        assert!(silent.whether.is_some_and(|brier| (brier - 0.49).abs() < 0.01) && silent.given.is_none());
        assert!(sized.crps < silent.crps && sized.pit.is_some_and(|pit| (0.45..0.55).contains(&pit)), "{sized:?}");
        assert!(of(&draws, Report::Sized(90_000.0)).log > sized.log);
        assert!(of(&[0.0; 50], Report::Sized(10.0)).log.is_some_and(f64::is_finite), "nothing scores infinity");
    }
}
