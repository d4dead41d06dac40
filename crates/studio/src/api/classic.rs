//! The classic models.

use super::schema::{Mark, SettingValue};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A classic model.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Classic {
    /// The name that a job takes.
    pub name: String,
    /// Title, for people.
    pub title: String,
    /// What it says.
    pub meaning: String,
    /// Where it comes from.
    pub source: String,
    /// Replicates that make a picture.
    pub replicates: u32,
    /// Whether a job can show its grid as it moves.
    pub grid: bool,
    /// Its parameters.
    pub parameters: Vec<ClassicParameter>,
}

/// A parameter of a classic.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ClassicParameter {
    /// The key of a setting.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// Its unit, or nothing.
    pub unit: String,
    /// The value that holds unless it is set: a number, or one of the choices.
    pub default: SettingValue,
    /// Smallest value of a number.
    pub low: Option<f64>,
    /// Largest value of a number; `null` where there is no bound.
    pub high: Option<f64>,
    /// Words of a choice; empty for numbers.
    pub choices: Vec<String>,
    /// Where the default comes from.
    pub mark: Mark,
}

/// What an ensemble of a classic shows.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ClassicReport {
    /// The model.
    pub model: String,
    /// The seed.
    pub seed: u64,
    /// Replicates.
    pub replicates: u32,
    /// Every parameter with its value, as text.
    pub settings: Vec<ClassicSetting>,
    /// The numbers.
    pub figures: Vec<Figure>,
    /// The lines to draw.
    pub curves: Vec<Curve>,
    /// Published numbers for these settings, to stand beside.
    pub published: Vec<Published>,
}

/// A parameter and its value.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ClassicSetting {
    /// The parameter.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// One number of a report.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Figure {
    /// A short name.
    pub name: String,
    /// Its unit, or nothing.
    pub unit: String,
    /// One line.
    pub meaning: String,
    /// Over the replicates in which it has a value.
    pub value: Described,
}

/// What a sample looks like; numbers that do not exist are `null`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Described {
    /// How many numbers.
    pub n: usize,
    /// Mean.
    pub mean: Option<f64>,
    /// Standard deviation.
    pub sd: Option<f64>,
    /// 5 %.
    pub low: Option<f64>,
    /// Median.
    pub median: Option<f64>,
    /// 95 %.
    pub high: Option<f64>,
}

/// One line of a report.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Curve {
    /// What the line is.
    pub name: String,
    /// What goes along.
    pub along: String,
    /// What goes up.
    pub up: String,
    /// Pairs.
    pub points: Vec<[Option<f64>; 2]>,
}

/// A published, or independently recomputed, number.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Published {
    /// The figure that it stands beside.
    pub figure: String,
    /// The number.
    pub value: f64,
    /// The row of the table of published results that tests it: `groundswell verify --only ROW`.
    pub row: String,
    /// Where the number is from.
    pub source: String,
}
