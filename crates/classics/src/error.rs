//! What can be wrong in a question to a classic.

use crate::graph::GraphError;
use crate::grid::RulesError;
use thiserror::Error;

/// A classic model that cannot be run as asked.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ClassicError {
    /// A number outside the range of its parameter.
    #[error("{name} is {value}; it must be from {low} to {high}{unit}")]
    OutOfRange {
        /// The parameter as the user spells it.
        name: String,
        /// What was given.
        value: f64,
        /// The lowest value allowed.
        low: f64,
        /// The highest value allowed.
        high: f64,
        /// The unit with a blank before it, or nothing.
        unit: String,
    },
    /// A name that is none of the parameters of the model.
    #[error("{name} is no parameter of {model}{}", nearest.as_ref().map(|n| format!("; did you mean {n}?")).unwrap_or_default())]
    Unknown {
        /// The model.
        model: String,
        /// What was given.
        name: String,
        /// The nearest name there is.
        nearest: Option<String>,
    },
    /// A choice that is none of those offered.
    #[error("{name} is {found}; it must be one of {}", allowed.join(", "))]
    NoSuchChoice {
        /// The parameter.
        name: String,
        /// What was given.
        found: String,
        /// What is offered.
        allowed: Vec<String>,
    },
    /// Parameters that are fine alone but not together.
    #[error("{0}")]
    Clash(String),
    /// The graph of the model cannot be built.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// The rules of the grid make no world.
    #[error(transparent)]
    Rules(#[from] RulesError),
}
