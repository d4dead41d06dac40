//! What the actors keep for themselves: one field per mechanism with a memory of its
//! own. Everything here is part of a checkpoint; other mechanisms read it freely and
//! change it only through the public fields of places and of the nation.

use crate::mechanisms::{
    committee, elite, home_front, intervention, loyalty, message, organisation, regime, spillover,
};
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
    /// Allies and their contingents.
    pub intervention: intervention::Contingents,
    /// Opposition inside the countries that send troops.
    pub home_front: home_front::HomeFronts,
    /// Publics and governments of other countries.
    pub spillover: spillover::Abroad,
    /// Branches lost, call-outs, ties with soldiers.
    pub organisation: organisation::Memory,
    /// Strike committees and what they run.
    pub committee: committee::Memory,
    /// Who has been reached by which text.
    pub message: message::Memory,
}

impl Actors {
    /// How far appeals have reached the soldiers of a place, by branches and by texts.
    pub fn appeal(&self, place: usize) -> f64 {
        let of = |all: &[f64]| all.get(place).copied().unwrap_or(0.0);
        1.0 - (1.0 - of(&self.organisation.appeal)) * (1.0 - of(&self.message.appeal))
    }
}
