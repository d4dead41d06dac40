//! What a world is made of, already checked: the engine cannot be given a wrong one
//! by a user, because `scenario` complains first.

mod message;
mod order;
mod sizes;
mod trigger;

pub use message::{CHANNEL_NAMES, CONTENT_NAMES, CONTENTS, Message, Origin};
pub use order::{Guard, MEASURES, Measure, Offer, Order, POSTURES, Posture, Scope, When};
pub use sizes::{LANGUAGES, SECTORS};
pub use trigger::{Call, Effect, Imposed, KindPrior, Recurrence, SHOCK_KINDS, SHOCK_PRIORS, Shock, WHOM, Whom};

use crate::column::Column;
use crate::hours::{Ahead, Clock};
use crate::register::Mechanisms;

/// Sectors of employment, in the order of every `[_; SECTORS]` array.
pub const SECTOR_NAMES: [&str; SECTORS] = [
    "agriculture",
    "oil_gas",
    "mining_metals",
    "manufacturing",
    "construction",
    "transport",
    "trade_services",
    "public",
];

/// Demands, in the order of every `[_; DEMANDS]` array (model M7).
pub const DEMAND_NAMES: [&str; DEMANDS] =
    ["price", "wage", "jobs", "pension", "release", "local_resignation", "national_resignation", "regime"];
/// How many demands there are.
pub const DEMANDS: usize = 8;

/// Which back-end moves people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Backend {
    /// Cost in proportion to events: the product.
    #[default]
    Event,
    /// Every person, every step: the reference.
    Scan,
}

/// One place: a town, or the rural remainder of a unit.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its name, for what is said of those who act there.
    pub name: String,
    /// Index of the unit (region) it lies in.
    pub unit: u32,
    /// Adults (15 and over).
    pub adults: u32,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// How far its clock is ahead of the scenario's.
    pub ahead: Ahead,
    /// Share of adults in each language community; sums to 1.
    pub languages: [f64; LANGUAGES],
    /// Adults employed in workplaces of twenty or more, by sector.
    pub employees: [f64; SECTORS],
    /// Shares of the other adults: informal and own-account workers, unemployed,
    /// students, pensioners; sums to 1.
    pub others: [f64; 4],
    /// Share of adults whose household runs its vehicle on the shocked fuel.
    pub fuel_share: f64,
    /// Wage divided by the national mean.
    pub wage: f64,
    /// Wage of a sector divided by the mean of the place.
    pub sector_wage: [f64; SECTORS],
    /// Unemployment, in percentage points above the national mean.
    pub unemployment: f64,
    /// Share of employment in industry, above the national mean.
    pub industry: f64,
    /// Police on the establishment.
    pub police: f64,
    /// Whether the rural population of a whole unit, not a town, lives here.
    pub rural: bool,
    /// Fuel price before the event, in money per litre.
    pub price: f64,
}

/// A dated price of the fuel.
#[derive(Clone, Debug)]
pub struct Price {
    /// Hour since the start of the scenario.
    pub hour: f64,
    /// Places where it holds.
    pub places: Vec<u32>,
    /// Money per litre.
    pub price: f64,
}

/// What a force of the state is. The police are not here: they belong to their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForceKind {
    /// National guard, border and state guard.
    Guard,
    /// Army.
    Army,
}

/// A force that can be sent where it is needed.
#[derive(Clone, Debug)]
pub struct Force {
    /// Its name in the scenario.
    pub name: String,
    /// What it is.
    pub kind: ForceKind,
    /// Members.
    pub size: f64,
    /// Where it is at home; without a home it is spread over the towns by population.
    pub home: Option<u32>,
}

/// A state that can be asked for troops.
#[derive(Clone, Debug, PartialEq)]
pub struct Ally {
    /// Its name.
    pub name: String,
    /// Troops it announces if it agrees.
    pub size: f64,
    /// Whether its parliament must approve.
    pub parliament: bool,
    /// Strength of the alliance, in [0, 1].
    pub alliance: f64,
    /// Opposition to sending troops at the start, in [0, 1].
    pub opposition: f64,
    /// The language community in whose language its troops can be spoken to, if the
    /// scenario has it: index into a place's languages.
    pub language: Option<u32>,
    /// Degrees north of its capital.
    pub latitude: f64,
    /// Degrees east of its capital.
    pub longitude: f64,
}

/// Another country, coarse: its public may rally, its government may take fright.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// Its name.
    pub name: String,
    /// Rallies per day in ordinary times.
    pub rate: f64,
    /// Common border: 1, or 0.
    pub border: f64,
    /// Share of its people who share a language with this country's, in [0, 1].
    pub language: f64,
    /// How strong migration between the two is, in [0, 1].
    pub migrants: f64,
    /// Index of its row among the allies, if it is one.
    pub ally: Option<u32>,
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
    pub prices: Vec<Price>,
    /// Dated shocks, in the order of the scenario.
    pub shocks: Vec<Shock>,
    /// Calls, dated or recurring.
    pub calls: Vec<Call>,
    /// Effects of units, places and days that are given and not drawn; of two on the same, the last holds.
    pub imposed: Vec<Imposed>,
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
    pub mechanisms: Mechanisms,
    /// Mechanisms whose columns are kept although they are off here and by default: another
    /// branch of the run may have them on. See [`Mechanisms::columns`].
    pub shown: Vec<&'static str>,
}

impl Spec {
    /// The columns that mechanisms add to the tables of a run, in their order.
    pub fn columns(&self) -> Vec<Column> {
        self.mechanisms.columns(|name| self.shown.contains(&name))
    }
}
