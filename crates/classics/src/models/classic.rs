//! What a classic is, and what an ensemble of it shows.

use crate::ClassicError;
use crate::parameter::{ClassicParameter, ClassicSettings};
use groundswell_stats::Described;
use serde::Serialize;

/// A built-in model.
pub struct Classic {
    /// As a user types it.
    pub name: &'static str,
    /// A title for people.
    pub title: &'static str,
    /// What it says, in two or three sentences.
    pub meaning: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// Its parameters.
    pub parameters: &'static [ClassicParameter],
    /// How many replicates make a picture if nothing is said.
    pub replicates: u32,
    pub(super) run: fn(&ClassicSettings, u64, u32) -> Result<ClassicReport, ClassicError>,
}

impl Classic {
    /// Every parameter at its default.
    pub fn settings(&self) -> ClassicSettings {
        ClassicSettings::new(self.name, self.parameters)
    }

    /// Runs an ensemble, in parallel on the current thread pool; the result depends
    /// on settings, seed and replicates only.
    ///
    /// # Errors
    /// Settings that do not go together.
    pub fn run(&self, settings: &ClassicSettings, seed: u64, replicates: u32) -> Result<ClassicReport, ClassicError> {
        (self.run)(settings, seed, replicates)
    }
}

/// What an ensemble of a classic shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassicReport {
    /// The model.
    pub model: &'static str,
    /// The seed.
    pub seed: u64,
    /// How many replicates.
    pub replicates: u32,
    /// Every parameter with its value.
    pub settings: Vec<ClassicSetting>,
    /// The numbers.
    pub figures: Vec<ClassicFigure>,
    /// The lines to draw.
    pub curves: Vec<ClassicCurve>,
}

/// A parameter and its value, spelled as a user would.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassicSetting {
    /// The parameter.
    pub name: &'static str,
    /// Its value.
    pub value: String,
}

/// One number of a report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassicFigure {
    /// A short name.
    pub name: &'static str,
    /// Its unit, or nothing.
    pub unit: &'static str,
    /// One line.
    pub meaning: &'static str,
    /// Over the replicates in which it has a value.
    pub value: Described,
}

/// One line of a report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassicCurve {
    /// What the line is.
    pub name: &'static str,
    /// What goes along.
    pub along: &'static str,
    /// What goes up.
    pub up: &'static str,
    /// The points.
    pub points: Vec<(f64, f64)>,
}

impl ClassicReport {
    /// An empty report.
    pub(crate) fn new(model: &'static str, settings: &ClassicSettings, seed: u64, replicates: u32) -> ClassicReport {
        let settings = ClassicReport::spelled(settings);
        ClassicReport { model, seed, replicates, settings, figures: Vec::new(), curves: Vec::new() }
    }

    /// Every parameter with its value, spelled as a user would.
    pub fn spelled(settings: &ClassicSettings) -> Vec<ClassicSetting> {
        let value =
            |p: &ClassicParameter, v: f64| p.choices.get(v as usize).map_or_else(|| v.to_string(), |c| c.to_string());
        settings.iter().map(|(p, v)| ClassicSetting { name: p.name, value: value(p, v) }).collect()
    }

    /// Adds a number.
    pub(crate) fn figure(&mut self, name: &'static str, unit: &'static str, meaning: &'static str, sample: &[f64]) {
        self.figures.push(ClassicFigure { name, unit, meaning, value: Described::of(sample) });
    }

    /// The number of this name.
    pub fn get(&self, name: &str) -> Option<&Described> {
        self.figures.iter().find(|f| f.name == name).map(|f| &f.value)
    }

    /// Adds how often each value occurs, as shares of the replicates.
    pub(crate) fn distribution(&mut self, name: &'static str, along: &'static str, sample: &[f64]) {
        let mut sorted = sample.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let points =
            sorted.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as f64 / sample.len() as f64)).collect();
        self.curves.push(ClassicCurve { name, along, up: "share of replicates", points });
    }
}
