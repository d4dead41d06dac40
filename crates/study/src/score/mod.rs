//! Scores of forecasts over many events, each at several origins and leads, against simple rules.
//!
//! | step | file |
//! |---|---|
//! | what is recorded of an event, and of which units silence means something | [`record`] |
//! | events by name, path or table | [`load`] |
//! | origins, and what each method says there | [`origins`] |
//! | what was said against what was recorded | [`cells`] |
//! | how much of an event is scored, and where nothing is, why | [`counted`] |
//! | events together: means, skill with intervals over events, coverage | [`verdict`] |
//! | tables, and parts that are not computed twice | [`store`] |
//! | all of it in its directory | [`work`] |
//!
//! Nothing of an event is used for its own forecasts but what had been published before each origin. A prior that was
//! learned from other events leaves this one out.

pub mod cells;
pub mod counted;
pub mod load;
pub mod origins;
pub mod record;
pub mod store;
pub mod verdict;
pub mod work;

use crate::condition::outer::Effort;
use crate::condition::parameters::AggregatePrior;
use crate::observe::Observation;
use cells::ScoredCell;
use groundswell_chance::draw::Key;
use groundswell_scenario::scenario::Scenario;
use record::EventRecord;
use std::sync::atomic::AtomicBool;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Origins of each event.
    pub origins: usize,
    /// Days ahead: 1 is the day that begins at the origin.
    pub leads: Vec<usize>,
    /// Draws of every forecast.
    pub draws: usize,
    /// How much is computed for a conditioned forecast.
    pub effort: Effort,
    /// Whether parts of the model are taken away in turn.
    pub ablate: bool,
    /// Seed.
    pub seed: u64,
    /// How late reports are.
    pub observation: Observation,
}

/// An event to score: its scenario, its record and the prior that knows nothing of it.
pub struct Event {
    /// Its name in tables.
    pub name: String,
    /// Its scenario.
    pub scenario: Scenario,
    /// What is recorded.
    pub record: EventRecord,
    /// What is assumed before it.
    pub prior: AggregatePrior,
    /// How the prior was made.
    pub made_from: String,
}

/// One origin of one event: the unit of work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Which event.
    pub event: usize,
    /// Which of its origins.
    pub number: usize,
    /// Hours since the start of the scenario.
    pub origin: f64,
}

/// Every origin of every event.
pub fn parts(events: &[Event], asked: &Asked) -> Vec<Part> {
    let of = |(event, of): (usize, &Event)| {
        let origins = of.record.origins(asked.origins, &asked.leads);
        origins.into_iter().enumerate().map(move |(number, origin)| Part { event, number, origin }).collect::<Vec<_>>()
    };
    events.iter().enumerate().flat_map(of).collect()
}

/// The cells of a part; `None` if it was stopped.
pub fn score(event: &Event, part: Part, asked: &Asked, stop: &AtomicBool) -> Option<Vec<ScoredCell>> {
    // Of the name and the origin alone: an event scores the same whatever else is scored with it.
    let name = event.name.bytes().fold(asked.seed, |sum, byte| sum.wrapping_mul(0x100_0000_01B3) ^ u64::from(byte));
    let said = origins::said(event, part, asked, Key::new(name, part.origin as u32), stop)?;
    Some(cells::cells(event, part, asked, &said))
}
