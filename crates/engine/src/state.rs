//! What changes: one replicate's state. Everything here is part of a checkpoint.

use crate::crowd::departures::Departures;
use crate::crowd::resting::Resting;
use crate::forest::{Forest, KINDS};
use crate::happening::{ActorEvent, Happening};
use crate::members::Whereabouts;
use crate::model::Memories;
use crate::places::PlaceState;
use crate::record::RunRecord;
use crate::spec::{Posture, SECTORS};
use groundswell_chance::draw::{Draw, DrawGroup, Key, Purpose};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// Whether the weight trees of a place are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Heat {
    /// They are: few move.
    #[default]
    Cold,
    /// They are not: so many move that everybody is looked at (see [`crate::crowd::hot`]).
    Hot,
    /// They are not, but will be summed in the next step.
    Cooling,
}

/// A workplace on strike.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Struck {
    /// Its cell.
    pub cell: u32,
    /// The step in which it put down tools.
    pub since: u32,
    /// Members who would strike, at the last count.
    pub willing: u32,
}

/// Cells or leaves whose random numbers are drawn at a time: vector instructions make it cheaper.
pub const SIDE_BY_SIDE: usize = 16;

/// What policing orders for a place in this step; the kernel carries it out.
#[derive(Clone, Copy, Debug, Default)]
pub struct PolicingQuota {
    /// Agents taken from the crowd.
    pub arrests: u64,
    /// Agents taken from their homes.
    pub round_ups: u64,
    /// Agents let go.
    pub releases: u64,
    /// Agents of the crowd who die.
    pub deaths: u64,
}

/// What the regime orders for a place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrdersInForce {
    /// Posture of the police.
    pub posture: Posture,
    /// Whether a curfew holds by night.
    pub curfew: bool,
    /// Share of network traffic that works.
    pub connectivity: f64,
    /// Guards and soldiers to be sent here.
    pub reserves: f64,
}

impl Default for OrdersInForce {
    fn default() -> Self {
        OrdersInForce { posture: Posture::Tolerate, curfew: false, connectivity: 1.0, reserves: 0.0 }
    }
}

/// An order for one of its instances.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OrderInstance {
    /// Whether it stands.
    pub stands: bool,
    /// The step in which it was last given.
    pub since: u32,
    /// How often it was given.
    pub given: u32,
}

/// National sums, in adults: counts first, then what mechanisms keep up, see `owns!` in their files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Nation {
    /// In the street.
    pub crowd: f64,
    /// On strike.
    pub strikers: f64,
    /// Units with a crowd that would be reported.
    pub units_active: u32,
    /// Detentions so far.
    pub detained: f64,
    /// Killed so far, forces not counted.
    pub killed: f64,
    /// Members of the forces killed so far.
    pub forces_killed: f64,
    /// Share of national output lost at present.
    pub output_lost: f64,
    /// Share of the state's forces in units that refuse or have changed sides, in [0, 1].
    pub refusing: f64,
    /// Share of the elite that has left, in [0, 1].
    pub elite_left: f64,
    /// How far departures, dismissals and arrests have split the elite, in [0, 1].
    pub elite_split: f64,
    /// Odds of the regime's fall as the elite perceives them, in [0, 1].
    pub fall_odds: f64,
    /// Foreign troops present.
    pub foreign_troops: f64,
    /// How strong the regime seems to its own units by the presence of foreign troops, in [0, 1].
    pub shown_to_units: f64,
    /// The same to the elite.
    pub shown_to_elite: f64,
    /// The same to publics and governments abroad.
    pub shown_abroad: f64,
    /// Strength of the regime, in [0, 1].
    pub strength: f64,
}

/// One replicate at one instant.
#[derive(Clone, Debug)]
pub struct State {
    /// The key of all its draws.
    pub key: Key,
    /// Steps done.
    pub step: u32,
    /// Where everybody is.
    pub people: Whereabouts,
    /// When each of those who rest went home.
    pub left: Departures,
    /// Members in the street, by cell.
    pub active: Vec<u16>,
    /// Members on strike, by cell.
    pub strikers: Vec<u16>,
    /// Members on strike, by place and sector: sums of the cells.
    pub on_strike: Vec<[u32; SECTORS]>,
    /// Whether a branch works there, by cell.
    pub branch: Vec<bool>,
    /// Whether the branches of each place call people out in this hour.
    pub called: Vec<bool>,
    /// When readiness to go out again ends.
    pub resting: Resting,
    /// Times that somebody has gone out or home so far, in agents.
    pub moves: u64,
    /// Whether the weight trees of each place are kept.
    pub heat: Vec<Heat>,
    /// Workplaces on strike, by place, in the order in which they began.
    pub struck: Vec<Vec<Struck>>,
    /// Step from which a workplace can strike, by cell: in the future after a return to
    /// work, never while it is on strike.
    pub settled: Vec<u32>,
    /// Workplaces that will be able to strike again, in order of time.
    pub peace: VecDeque<(u32, u32)>,
    /// The public fields of each place.
    pub fields: Vec<PlaceState>,
    /// Quotas of this step.
    pub quotas: Vec<PolicingQuota>,
    /// National sums at the end of the last step.
    pub nation: Nation,
    /// Each order of the regime's table, for each of its instances.
    pub orders: Vec<Vec<OrderInstance>>,
    /// What standing orders together mean for each place.
    pub ordered: Vec<OrdersInForce>,
    /// What each mechanism remembers.
    pub memory: Memories,
    /// Everything that happened to actors.
    pub happenings: Vec<Happening>,
    /// What is counted of the run so far, whatever is switched off.
    pub record: RunRecord,
    /// Weights of those who could go out, one tree per stratum.
    pub forest: Forest,
    /// The factor that each cell's weights are summed with, see [`crate::crowd::weights`].
    pub levels: Vec<i16>,
    /// Rescaling of each tree's weights, by kind: see [`crate::crowd::ceiling`].
    pub gains: Vec<[f64; KINDS]>,
    /// Rescaling of the weights of workplaces, by place and sector.
    pub work_gains: Vec<[f64; SECTORS]>,
    /// Weights of workplaces that could strike, one tree per place; kinds are sectors.
    pub works: Forest,
}

impl State {
    /// The draw for this purpose, person (or place, or cell) and the present step.
    #[inline]
    pub fn draw(&self, purpose: Purpose, who: u32) -> Draw {
        self.key.draw(purpose, who, self.step)
    }

    /// The draws of up to [`SIDE_BY_SIDE`] cells or leaves in the present step.
    #[inline]
    pub fn draws(&self, purpose: Purpose, who: impl IntoIterator<Item = u32>) -> DrawGroup<SIDE_BY_SIDE> {
        let mut all = [0; SIDE_BY_SIDE];
        all.iter_mut().zip(who).for_each(|(all, who)| *all = who);
        self.key.draws(purpose, all, self.step)
    }

    /// The first block of each of these.
    #[inline(always)]
    pub fn blocks(&self, purpose: Purpose, who: impl IntoIterator<Item = u32>) -> [[u32; 4]; SIDE_BY_SIDE] {
        let [a, b, c, d] = self.draws(purpose, who).block(0);
        std::array::from_fn(|i| [a[i], b[i], c[i], d[i]])
    }

    /// Notes that something happened to an actor.
    pub fn tell(&mut self, unit: Option<u32>, event: ActorEvent) {
        self.happenings.push(Happening { step: self.step, unit, event });
    }
}
