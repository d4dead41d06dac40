//! Every parameter and mechanism, for the screen on which they are set.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum SettingValue {
    /// Of a switch.
    Switch(bool),
    /// Of a number.
    Number(f64),
    /// One of the choices.
    Choice(String),
}

impl SettingValue {
    /// As it stands behind `=` in a setting.
    pub fn text(&self) -> String {
        match self {
            SettingValue::Switch(on) => on.to_string(),
            // A whole number is spelled without a point: `hours` takes no other.
            SettingValue::Number(x) => x.to_string(),
            SettingValue::Choice(word) => word.clone(),
        }
    }
}

/// What a parameter can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A number from `low` to `high`.
    Number,
    /// A whole number from `low` to `high`.
    Whole,
    /// `true` or `false`.
    Switch,
    /// One of `choices`.
    Choice,
}

/// Where a default comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Mark {
    /// Literature.
    L,
    /// Data collected with the scenario.
    D,
    /// Assumed.
    A,
}

/// The ends of a prior.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Prior {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A parameter.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Parameter {
    /// The key of a setting: `people.threshold`.
    pub path: String,
    /// The mechanism it belongs to; `synthesis` and `scenario` are none, and come first.
    pub mechanism: String,
    /// What it means, in one line.
    pub meaning: String,
    /// Its unit, in words.
    pub unit: String,
    /// What it can be.
    pub kind: Kind,
    /// Smallest value of a number.
    pub low: Option<f64>,
    /// Largest value of a number.
    pub high: Option<f64>,
    /// Where the scenario gives the parameter a prior: its ends. These are what its calibration moves.
    pub prior: Option<Prior>,
    /// How much the largest crowd moves with it, over its range: the mean of absolute elementary effects; null where it was not measured.
    pub influence: Option<f64>,
    /// Words of a choice, in order; empty for others.
    pub choices: Vec<String>,
    /// The value that holds in the scenario unless it is set.
    pub value: SettingValue,
    /// The value that holds when a scenario says nothing.
    pub default: SettingValue,
    /// Where the default comes from.
    pub mark: Mark,
    /// The source, or why the assumption.
    pub source: String,
}

/// A mechanism.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Mechanism {
    /// The first part of its parameters' paths.
    pub name: String,
    /// The sub-model of the specification, such as `M1`.
    pub model: String,
    /// One line.
    pub title: String,
    /// Whether it acts in the scenario unless set otherwise.
    pub enabled: bool,
    /// Its manual page, in Markdown.
    pub page: String,
}

/// What can be set of a scenario.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Schema {
    /// The scenario.
    pub scenario: String,
    /// Every parameter, mechanism by mechanism; first `hours` and `form`, which belong to none.
    pub parameters: Vec<Parameter>,
    /// Every mechanism, in the order of effect.
    pub mechanisms: Vec<Mechanism>,
}
