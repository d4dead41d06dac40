//! What a forecast has to beat, each from the same published words and with a spread of its own.
//!
//! | baseline | says |
//! |---|---|
//! | persistence | as on the last day known, give or take what crowds of other events change in a day |
//! | growth | as the last two points grow; where there are not two, as other events grew |
//! | logistic | the same, up to a ceiling as far above as the peaks of other events were |
//! | hawkes | reports call forth reports, in the same unit and in others; sizes as those known |
//! | climatology | an event goes on as often, and is as large, as in 15,239 events of Mass Mobilization |
//! | negative binomial | the same chance of going on, sizes from a negative binomial fitted to that class |

mod hawkes;
pub mod reference;
mod simple;

use crate::forecast::vintage::Vintage;
use crate::observe::Observation;
use groundswell_chance::draw::{Draw, Key, Purpose};

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
    pub(super) fn empty(note: &str) -> Paths {
        Paths { nation: vec![], units: vec![], note: note.into() }
    }

    /// Adds a draw.
    pub(super) fn push(&mut self, nation: Vec<f64>, units: Vec<Vec<f64>>) {
        self.nation.push(nation);
        self.units.push(units);
    }
}

/// Names of the baselines, in the order of tables.
pub const BASELINES: [&str; 6] = ["persistence", "growth", "logistic", "hawkes", "climatology", "negative binomial"];

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
    fn random(&self, baseline: usize, draw: u32, who: u32) -> Draw {
        self.key.draw(Purpose::Study, draw * 1024 + who, 1_000_000 + baseline as u32)
    }
}

/// All baselines, in the order of [`BASELINES`].
pub fn all(given: &Given<'_>) -> Vec<Paths> {
    let reference = reference::climatology(given, 4);
    // A series that has no last value yet cannot persist or grow.
    let or_reference = |paths: Option<Paths>| {
        paths.unwrap_or_else(|| Paths {
            note: "no figure had been published: climatology in its place".into(),
            ..reference.clone()
        })
    };
    vec![
        or_reference(simple::persistence(given, 0)),
        or_reference(simple::growth(given, 1)),
        or_reference(simple::logistic(given, 2)),
        hawkes::forecast(given, 3),
        reference.clone(),
        reference::negative_binomial(given, 5),
    ]
}
