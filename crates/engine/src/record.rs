//! What is counted of every run, whatever is switched off: see [`crate::recorder`].

use serde::{Deserialize, Serialize};

/// What is counted of a run: peaks, onsets, who held power. Classification reads it, and so do the
/// tables of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// Largest national crowd, in adults.
    pub peak: f64,
    /// Step of the peak.
    pub peak_step: u32,
    /// First step after the peak from which on the crowd has stayed at 10 % of it or less,
    /// once it has for a day.
    pub fell_90: Option<u32>,
    /// The same for 95 %.
    pub fell_95: Option<u32>,
    /// Steps since which the crowd has been at 10 % and at 5 % of the peak or less.
    pub low: [Option<u32>; 2],
    /// First step with a reportable crowd in one of its towns, by unit.
    pub onset: Vec<Option<u32>>,
    /// First step with strikers, by unit.
    pub strike_onset: Vec<Option<u32>>,
    /// Largest crowd of each unit, in adults.
    pub unit_peak: Vec<f64>,
    /// First step of a lethal posture anywhere.
    pub lethal: Option<u32>,
    /// Step of the last offer.
    pub offer: Option<u32>,
    /// Step in which a security chief was dismissed or arrested, as `elite` says.
    pub dismissed: Option<u32>,
    /// Step in which the ruler was gone: neither forces nor elite were left.
    pub ruler_gone: Option<u32>,
    /// Largest share of the forces in units that refuse or have changed sides.
    pub refusing: f64,
    /// Largest share of the elite that had left.
    pub elite_left: f64,
    /// Whether the army holds the capital at present.
    pub army_in_capital: bool,
    /// The last clash in which a member of the forces was killed.
    pub clash: Clash,
    /// Steps with two armed sides.
    pub armed: u32,
    /// How long committees have run more than their share of places.
    pub councils: Councils,
}

/// A clash in which a member of the forces was killed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Clash {
    /// Its step.
    pub step: u32,
    /// Members of the forces killed up to then.
    pub killed: f64,
}

/// Time for which committees have run more than their share of places, in steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Councils {
    /// Up to now, without a break.
    pub now: u32,
    /// The longest such time.
    pub most: u32,
}
