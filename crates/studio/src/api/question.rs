//! Built-in questions, as branches that can be asked for.

use super::job::Branch;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A built-in question, as it is asked of a scenario.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Question {
    /// Its name.
    pub name: String,
    /// What is asked, in a sentence.
    pub asks: String,
    /// Why it cannot be asked of this scenario; then there is nothing below.
    pub refused: Option<String>,
    /// The hour at which the branches part.
    pub at: u32,
    /// The branch that the others are set against.
    pub against: String,
    /// The branches besides `base`. Some questions have more than one job may have: those are for the command line.
    pub branches: Vec<Branch>,
}
