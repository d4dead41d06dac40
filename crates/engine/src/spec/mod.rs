//! What a world is made of, already checked: the engine cannot be given a wrong one
//! by a user, because `scenario` complains first.

mod actors;
mod message;
mod order;
mod place;
mod sizes;
mod trigger;

pub use actors::{Ally, Force, ForceKind, Neighbour};
pub use message::{CHANNEL_NAMES, CONTENT_NAMES, CONTENTS, Message, Origin};
pub use order::{Guard, GuardMeasure, MEASURES, Offer, Order, POSTURES, Posture, Scope, TOWNS_OVER, When};
pub use place::Place;
pub use sizes::{DEMAND_NAMES, DEMANDS, LANGUAGES, SECTOR_NAMES, SECTORS};
pub use trigger::{
    CALL_TO, Call, CallTo, Effect, Imposed, KindPrior, Recurrence, SHOCK_KINDS, SHOCK_PRIORS, Shock, UnitDraw, WHOM,
    Whom,
};

use crate::hours::Clock;
use crate::model::{AllMechanisms, Holds};
use groundswell_chance::draw::Key;

/// Which back-end moves people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Backend {
    /// Cost in proportion to events: the product.
    #[default]
    Event,
    /// Every person, every step: the reference.
    Scan,
}

/// A dated price of the fuel.
#[derive(Clone, Debug)]
pub struct DatedPrice {
    /// Hour since the start of the scenario.
    pub hour: f64,
    /// Places where it holds.
    pub places: Vec<u32>,
    /// Money per litre.
    pub price: f64,
}

/// Everything a world is built from.
#[derive(Clone, Debug)]
pub struct Spec {
    /// Hours to simulate.
    pub hours: u32,
    /// Calendar and length of a step.
    pub clock: Clock,
    /// Adults that one agent stands for.
    pub scale: u32,
    /// How many units there are.
    pub units: u32,
    /// The places, those of a unit together.
    pub places: Vec<Place>,
    /// Index of the place where the government sits.
    pub capital: u32,
    /// Dated prices, in order of time.
    pub prices: Vec<DatedPrice>,
    /// Dated shocks, in the order of the scenario.
    pub shocks: Vec<Shock>,
    /// Calls, dated or recurring.
    pub calls: Vec<Call>,
    /// Effects of units, places and days that are given and not drawn; of two on the same, the last holds.
    pub imposed: Vec<Imposed>,
    /// Units whose draws do not change from replicate to replicate; at most one of each unit.
    pub draws: Vec<UnitDraw>,
    /// The regime's table: dated or triggered orders.
    pub orders: Vec<Order>,
    /// Texts that are published, in the order of the scenario.
    pub messages: Vec<Message>,
    /// States that can be asked for troops.
    pub allies: Vec<Ally>,
    /// Other countries.
    pub neighbours: Vec<Neighbour>,
    /// Guards and soldiers who can be sent where they are needed: the sum of `forces`.
    pub reserves: f64,
    /// The forces they belong to.
    pub forces: Vec<Force>,
    /// Who moves people.
    pub backend: Backend,
    /// Every mechanism with its parameters.
    pub mechanisms: AllMechanisms,
    /// Mechanisms whose columns are kept although they are off here and by default: another
    /// branch of the run may have them on. See [`Spec::columns`].
    pub shown: Vec<&'static str>,
}

impl Spec {
    /// What draws about a unit, its places and their days are keyed by: the number that was given, or the replicate.
    pub fn unit_key(&self, unit: u32, replicate: Key) -> Key {
        self.draws.iter().find(|draw| draw.unit == unit).map_or(replicate, |draw| draw.key())
    }

    /// The parameters of a mechanism.
    #[inline]
    pub fn mechanism<M>(&self) -> &M
    where
        AllMechanisms: Holds<M>,
    {
        self.mechanisms.held()
    }
}
