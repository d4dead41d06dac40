//! What happened to actors: data with its numbers. Words are made from it elsewhere, in one
//! place for each language, so that no result can depend on them.

use crate::units::{UnitName, UnitStatus};
use serde::{Deserialize, Serialize};

/// Something that happened to an actor, for the log and the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Happening {
    /// The step.
    pub step: u32,
    /// The unit (region) it is about, if it is about one.
    pub unit: Option<u32>,
    /// What it was.
    pub event: ActorEvent,
}

/// What can happen. Indices are those of the lists of [`crate::spec::Spec`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum ActorEvent {
    /// An order of the regime's table is given, or taken back.
    Order {
        /// Which.
        order: u32,
        /// Given, or taken back.
        given: bool,
    },
    /// A unit of police, guard or army obeys more or less than before.
    Status {
        /// Which.
        unit: UnitName,
        /// What it was.
        was: UnitStatus,
        /// What it is now.
        now: UnitStatus,
        /// Share of its members who refuse, in [0, 1].
        refusing: f64,
        /// Its members.
        size: f64,
        /// Whether its arms went over with it.
        armed: bool,
    },
    /// Members of the elite leave the country.
    Departures {
        /// How many in this step.
        gone: u32,
        /// How many so far.
        left: u32,
        /// Of how many.
        of: u32,
        /// Odds of the regime's fall as the elite perceives them, in [0, 1].
        odds: f64,
    },
    /// A text is published.
    Published {
        /// Which.
        message: u32,
    },
    /// An ally that is asked for troops takes a step.
    Ally {
        /// Which.
        ally: u32,
        /// The step.
        answer: AllyAnswer,
    },
    /// Opposition in a country that is asked for troops, or has sent them, prevails.
    Opposition {
        /// Which ally.
        ally: u32,
        /// Whether troops are recalled; otherwise consent is prevented.
        recalls: bool,
    },
    /// A rally in another country.
    Rally {
        /// Which neighbour.
        neighbour: u32,
    },
}

/// What an ally says and does, from request to withdrawal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AllyAnswer {
    /// It refuses.
    Refuses,
    /// Its government agrees, and its parliament must approve.
    AgreesSubjectToParliament,
    /// It agrees to send troops.
    Agrees,
    /// Its parliament approves.
    ParliamentApproves,
    /// Its parliament lacks a quorum.
    NoQuorum,
    /// It recalls its troops before they land.
    RecalledBeforeLanding,
    /// Its first troops land.
    Landed,
    /// Opposition at home has its troops recalled.
    RecalledFromHome,
    /// Its troops begin to leave.
    Leaving,
    /// The last of its troops have left.
    Left,
}

impl AllyAnswer {
    /// Whether this is the consent that brings troops.
    pub fn is_consent(self) -> bool {
        matches!(self, AllyAnswer::Agrees | AllyAnswer::ParliamentApproves)
    }
}

impl ActorEvent {
    /// The mechanism that says so, by its name in the register.
    pub fn mechanism(&self) -> &'static str {
        match self {
            ActorEvent::Order { .. } => "regime",
            ActorEvent::Status { .. } => "loyalty",
            ActorEvent::Departures { .. } => "elite",
            ActorEvent::Published { .. } => "messages",
            ActorEvent::Ally { .. } => "intervention",
            ActorEvent::Opposition { .. } => "home_front",
            ActorEvent::Rally { .. } => "spillover",
        }
    }

    /// What it was, in one word that stays the same in every language and version: a value of
    /// the column `kind` of a run's happenings.
    pub fn kind(&self) -> &'static str {
        match self {
            ActorEvent::Order { given: true, .. } => "given",
            ActorEvent::Order { given: false, .. } => "taken_back",
            ActorEvent::Status { now, .. } => match now {
                UnitStatus::Loyal => "loyal",
                UnitStatus::Passive => "passive",
                UnitStatus::Refusing => "refusing",
                UnitStatus::Defected => "defected",
            },
            ActorEvent::Departures { .. } => "departures",
            ActorEvent::Published { .. } => "published",
            ActorEvent::Ally { answer, .. } => match answer {
                AllyAnswer::Refuses => "refuses",
                AllyAnswer::AgreesSubjectToParliament => "agrees_subject_to_parliament",
                AllyAnswer::Agrees => "agrees",
                AllyAnswer::ParliamentApproves => "parliament_approves",
                AllyAnswer::NoQuorum => "no_quorum",
                AllyAnswer::RecalledBeforeLanding => "recalled_before_landing",
                AllyAnswer::Landed => "landed",
                AllyAnswer::RecalledFromHome => "recalled_from_home",
                AllyAnswer::Leaving => "leaving",
                AllyAnswer::Left => "left",
            },
            ActorEvent::Opposition { recalls: true, .. } => "recalls",
            ActorEvent::Opposition { recalls: false, .. } => "prevents_consent",
            ActorEvent::Rally { .. } => "rally",
        }
    }

    /// The number that goes with it, if one does: the share of a unit's members who refuse, the
    /// members of the elite who left in the step.
    pub fn number(&self) -> Option<f64> {
        match *self {
            ActorEvent::Status { refusing, .. } => Some(refusing),
            ActorEvent::Departures { gone, .. } => Some(gone.into()),
            _ => None,
        }
    }
}
