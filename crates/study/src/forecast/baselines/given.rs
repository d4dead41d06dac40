//! What every baseline is given, and what it gives back.

use crate::forecast::vintage::Vintage;
use crate::observe::Observation;
use groundswell_chance::draw::{Draw, Key, Purpose};

/// What every baseline is given.
pub struct Given<'a> {
    /// What had been published.
    pub vintage: &'a Vintage,
    /// How reports err and how late they are.
    pub observation: &'a Observation,
    /// Windows to forecast, in hours since the start of the scenario.
    pub windows: &'a [(f64, f64)],
    /// Draws.
    pub draws: u32,
    /// Key of their random numbers.
    pub key: Key,
}

impl Given<'_> {
    /// Random numbers of a draw of a baseline; `who` tells its parts apart.
    pub(crate) fn random(&self, baseline: usize, draw: u32, who: u32) -> Draw {
        self.key.draw(Purpose::Study, draw * 1024 + who, 1_000_000 + baseline as u32)
    }
}

/// Draws of what will be reported: participants in the country and in each unit, in each window.
#[derive(Clone, Debug, PartialEq)]
pub struct Paths {
    /// `nation[draw][window]`.
    pub nation: Vec<Vec<f64>>,
    /// `units[draw][window][unit]`. All draws count alike.
    pub units: Vec<Vec<Vec<f64>>>,
    /// What a reader should know of how it was made.
    pub note: String,
}

impl Paths {
    /// No draws yet.
    pub(crate) fn empty(note: &str) -> Paths {
        Paths { nation: vec![], units: vec![], note: note.into() }
    }

    /// Adds a draw.
    pub(crate) fn push(&mut self, nation: Vec<f64>, units: Vec<Vec<f64>>) {
        self.nation.push(nation);
        self.units.push(units);
    }
}
