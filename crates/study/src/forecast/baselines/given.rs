//! What every baseline is given, and what it gives back.

use crate::condition::panel::Panel;
use crate::forecast::vintage::Vintage;
use crate::observe::Observation;
use groundswell_chance::draw::{Draw, Key, Purpose};
use serde::{Deserialize, Serialize};

/// What every baseline is given.
pub struct Given<'a> {
    /// What had been published.
    pub vintage: &'a Vintage,
    /// The same by unit and day since the first report, with adults.
    pub panel: &'a Panel,
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

    /// Nothing is larger than the adults of its unit, and the country no larger than all of them.
    pub(crate) fn capped(mut self, adults: &[f64]) -> Paths {
        let all: f64 = adults.iter().sum();
        for (nation, units) in self.nation.iter_mut().zip(&mut self.units) {
            nation.iter_mut().for_each(|people| *people = people.min(all));
            for window in units {
                window.iter_mut().zip(adults).for_each(|(people, most)| *people = people.min(*most));
            }
        }
        self
    }

    /// A share of the draws of one, the others of another's; they take turns.
    pub fn mixed(&self, other: &Paths, share: f64) -> Paths {
        let mut paths = Paths::empty("");
        for i in 0..self.nation.len().min(other.nation.len()) {
            let upto = |i: usize| (i as f64 * share + 1e-9).floor();
            let of = if upto(i + 1) > upto(i) { self } else { other };
            paths.push(of.nation[i].clone(), of.units[i].clone());
        }
        paths
    }

    /// Adds a draw.
    pub(crate) fn push(&mut self, nation: Vec<f64>, units: Vec<Vec<f64>>) {
        self.nation.push(nation);
        self.units.push(units);
    }
}
