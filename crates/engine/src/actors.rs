//! What the actors keep for themselves: one field per mechanism with a memory of its
//! own. Everything here is part of a checkpoint; other mechanisms read it freely and
//! change it only through the public fields of places and of the nation.

use crate::mechanisms::{elite, loyalty, regime};
use serde::{Deserialize, Serialize};

/// The memory of every actor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Actors {
    /// Units of police, guard and army.
    pub loyalty: loyalty::Memory,
    /// Officials and owners.
    pub elite: elite::Memory,
    /// The government.
    pub regime: regime::Memory,
}
