//! Places: what their people are like, the public fields that mechanisms read and write, and
//! the terms they add.

use crate::spec::{DEMANDS, LANGUAGES, Posture, SECTORS};
use serde::{Deserialize, Serialize};

/// The public fields of a place. Counts are in adults, not agents. Each field is either counted by
/// the kernel, see [`COUNTED`], or kept up by one mechanism, which says so with `owns!`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlaceState {
    /// Adults in the street.
    pub crowd: f64,
    /// Adults on strike, by sector.
    pub strikers: [f64; SECTORS],
    /// Adults in custody.
    pub held: f64,

    /// Relative jump of the fuel price over what people are used to, net of relief.
    pub price_excess: f64,
    /// The price people are used to, relative to the price before the event, less 1.
    pub price_reference: f64,
    /// Share of each demand that credible concessions satisfy, in [0, 1].
    pub satisfied: [f64; DEMANDS],
    /// Weights of the demands; sum to 1.
    pub demands: [f64; DEMANDS],
    /// How strongly recent concessions show that pressure works, in [0, 1].
    pub efficacy: f64,

    /// What is known here of crowds elsewhere, in [0, 1].
    pub information: f64,
    /// Share of network traffic that works, in [0, 1].
    pub connectivity: f64,
    /// Outrage over killings and detentions, decaying.
    pub outrage: f64,
    /// Legitimacy, in [0, 1].
    pub legitimacy: f64,

    /// What the police are ordered to do.
    pub posture: Posture,
    /// Whether a curfew holds by night.
    pub curfew: bool,
    /// Guards and soldiers that have arrived where no battalions are moved: read [`PlaceState::reserves`].
    pub arrived: f64,
    /// Members of battalions that were sent here and have arrived: read [`PlaceState::reserves`].
    pub sent: f64,
    /// Police and soldiers at hand.
    pub forces: f64,
    /// Share of the forces at hand that obey, in [0, 1].
    pub loyal: f64,
    /// How violent the crowd is, in [0, 1].
    pub violence: f64,
    /// Share of cells with a branch of an organisation, in [0, 1].
    pub organised: f64,
    /// How far organisations hold the crowd back from violence, in [0, 1].
    pub discipline: f64,
    /// Share of services run by committees, in [0, 1].
    pub self_run: f64,
    /// How far messages have persuaded each language community, in [−1, 1]: below 0
    /// where the state's account outweighs the others.
    pub persuasion: [f64; LANGUAGES],
    /// Perceived probability of punishment, in [0, 1].
    pub deterrence: f64,

    /// Detentions so far.
    pub detained: f64,
    /// Participants and bystanders killed so far.
    pub killed: f64,
    /// Members of the forces killed so far.
    pub forces_killed: f64,
    /// Members of the forces injured so far.
    pub forces_injured: f64,
    /// Detentions and killings of the last step.
    pub last: Toll,
    /// Share of the place's output that is lost at present, after buffers.
    pub output_lost: f64,
}

/// The fields that are counted, by the kernel or by those who cause them: they stay whatever is
/// switched off.
pub const COUNTED: [&str; 7] = ["crowd", "held", "detained", "killed", "forces_killed", "forces_injured", "last"];

impl PlaceState {
    /// Guards and soldiers here who are not at home here: battalions where `loyalty` moves them.
    pub fn reserves(&self, battalions: bool) -> f64 {
        if battalions { self.sent } else { self.arrived }
    }
}

/// Detentions and killings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Toll {
    /// Adults detained.
    pub detained: f64,
    /// Adults killed.
    pub killed: f64,
}

/// What the people of a place are like before anything happens: filled by the
/// mechanisms' `settle`, drawn from by the builder of the world.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Disposition {
    /// Mean hardship of those employed in workplaces, by sector.
    pub hardship: [f64; SECTORS],
    /// Mean hardship of the others, by group.
    pub hardship_others: [f64; 4],
    /// Standard deviation of hardship between cells.
    pub between_cells: f64,
    /// Standard deviation of hardship between the people of a cell.
    pub within_cells: f64,
    /// Legitimacy at the start, in [0, 1].
    pub legitimacy: f64,
    /// Shares of the four risk classes.
    pub risk: [f64; 4],
    /// Weights of the demands; sum to 1.
    pub demands: [f64; DEMANDS],
}

/// What the mechanisms add up to in one place in one hour.
///
/// A person's utility of going out is the sum of `all`, their language's, their
/// risk class's, `fuel` if they depend on it, `at_work` if their cell is a workplace,
/// their own grievance and what their cell adds. All are in units of utility.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// For everybody.
    pub all: f64,
    /// For a language community.
    pub language: [f64; LANGUAGES],
    /// For those employed in workplaces.
    pub at_work: f64,
    /// For those who depend on the shocked fuel.
    pub fuel: f64,
    /// For each risk class.
    pub risk: [f64; 4],
    /// How lively the hour is, in [0, 1]: multiplies every rate of going out.
    pub activity: f64,
    /// Rate of going home, per hour.
    pub leave: f64,
    /// Whether those who go home still take part: see `presence`.
    pub stays: bool,
    /// Additive terms of the utility of putting down tools, by sector.
    pub strike: [f64; SECTORS],
    /// Rate at which struck workplaces go back, per hour, by sector.
    pub resume: [f64; SECTORS],
    /// Calls to strike that are on or just over.
    pub called: Vec<StrikeCall>,
}

/// A call to strike that is on, or that is over and not forgotten.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StrikeCall {
    /// Sectors that are called.
    pub sectors: [bool; SECTORS],
    /// Share of their workplaces that it reaches.
    pub share: f64,
    /// Part of what a strike costs that it takes away; 0 once it is over.
    pub strength: f64,
    /// What it adds to the rate of going back, per hour: above 0 once it is over.
    pub resume: f64,
}
