//! The regime's table: orders, when they stand and what they do. See [`crate::mechanisms::regime`].

use serde::{Deserialize, Serialize};

/// What the police are ordered to do, mildest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Posture {
    /// Crowds are watched.
    #[default]
    Tolerate,
    /// Crowds are dispersed without firearms.
    Disperse,
    /// A state of emergency.
    Emergency,
    /// Firearms may be used.
    Lethal,
}

/// The words of a scenario file for [`Posture`], in its order.
pub const POSTURES: [&str; 4] = ["tolerate", "disperse", "emergency", "lethal"];

/// What a guard can ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuardMeasure {
    /// Adults in the street.
    Crowd,
    /// Units with a reportable crowd.
    UnitsActive,
    /// Towns with more than this many in the street.
    TownsOver(u32),
    /// Participants killed so far.
    Killed,
    /// Members of the forces killed so far.
    ForcesKilled,
    /// Detentions so far.
    Detained,
    /// Adults on strike.
    Strikers,
    /// Share of output lost.
    OutputLost,
    /// Hours since the start.
    Hours,
    /// Share of the forces in units that refuse or have changed sides.
    Refusing,
    /// Share of the elite that has left.
    EliteLeft,
    /// Towns that the regime has lost, see [`crate::mechanisms::elite::lost`].
    LostCities,
    /// Hours since a place first had more than 300 in the street; 0 before.
    HoursSinceFirst,
}

/// What the word for [`GuardMeasure::TownsOver`] begins with; the number of people follows.
pub const TOWNS_OVER: &str = "towns_over_";

/// The words of a scenario file for every other [`GuardMeasure`], in its order.
pub const MEASURES: [(&str, GuardMeasure); 12] = [
    ("crowd", GuardMeasure::Crowd),
    ("units_active", GuardMeasure::UnitsActive),
    ("killed", GuardMeasure::Killed),
    ("forces_killed", GuardMeasure::ForcesKilled),
    ("detained", GuardMeasure::Detained),
    ("strikers", GuardMeasure::Strikers),
    ("output_lost", GuardMeasure::OutputLost),
    ("hours", GuardMeasure::Hours),
    ("refusing", GuardMeasure::Refusing),
    ("elite_left", GuardMeasure::EliteLeft),
    ("lost_cities", GuardMeasure::LostCities),
    ("hours_since_first", GuardMeasure::HoursSinceFirst),
];

/// A condition on counts.
#[derive(Clone, Debug, PartialEq)]
pub enum Guard {
    /// The measure is greater than the number.
    Above(GuardMeasure, f64),
    /// The measure is less than the number.
    Below(GuardMeasure, f64),
    /// All hold.
    All(Vec<Guard>),
    /// One holds.
    Any(Vec<Guard>),
    /// It does not hold.
    Not(Box<Guard>),
}

/// For whom an order is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Scope {
    /// These places, judged by their own sums.
    Places(Vec<u32>),
    /// Each unit for itself.
    EachUnit,
    /// The whole country.
    Nation,
}

/// When an order stands.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// From one hour to another.
    Dated {
        /// First hour.
        from: f64,
        /// Hour at which it is taken back.
        until: f64,
    },
    /// When a guard holds.
    Triggered {
        /// The condition.
        guard: Guard,
        /// The condition as it stands in the scenario, for the log.
        text: String,
        /// Mean hours from the guard to the order.
        delay: f64,
        /// Hours for which it stands at least.
        dwell: f64,
        /// When it is taken back, and the mean hours that takes.
        undo: Option<(Guard, f64)>,
    },
}

/// One row of the regime's table.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// Its name in the scenario.
    pub name: String,
    /// For whom.
    pub scope: Scope,
    /// When.
    pub when: When,
    /// Whether it is given at all: an order that is switched off never stands.
    pub enabled: bool,
    /// Posture of the police while it stands.
    pub posture: Option<Posture>,
    /// Curfew while it stands.
    pub curfew: bool,
    /// Share of the network that works while it stands.
    pub connectivity: Option<f64>,
    /// Share of the ready reserves sent while it stands.
    pub reserves: f64,
    /// Offers made when it is given.
    pub offers: Vec<Offer>,
    /// Members of the elite dismissed when it is given.
    pub dismiss_elite: u32,
    /// Members of the elite arrested when it is given.
    pub arrest_elite: u32,
    /// Whether allies are asked for help while it stands: see [`crate::mechanisms::intervention`].
    pub request_help: bool,
    /// Whether foreign contingents are sent home while it stands.
    pub withdraw: bool,
}

impl Order {
    /// An order that does nothing yet: for the `..` of those that do one thing.
    pub fn idle(name: &str, scope: Scope, when: When) -> Order {
        Order {
            name: name.into(),
            scope,
            when,
            enabled: true,
            posture: None,
            curfew: false,
            connectivity: None,
            reserves: 0.0,
            offers: vec![],
            dismiss_elite: 0,
            arrest_elite: 0,
            request_help: false,
            withdraw: false,
        }
    }
}

/// What is offered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    /// Index of the demand it meets, see [`super::DEMAND_NAMES`].
    pub demand: usize,
    /// How much of it, in [0, 1].
    pub generosity: f64,
    /// How far it is believed, in [0, 1].
    pub credibility: f64,
}
