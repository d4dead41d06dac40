//! A scenario as the page shows it before anything is computed.
//!
//! Hours count from the scenario's start, by its clock.

use crate::api::problem::Problem;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A scenario in a list.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ScenarioCard {
    /// The name that other addresses take.
    pub name: String,
    /// Title, for people.
    pub title: String,
    /// A paragraph.
    pub summary: String,
    /// First hour, `2022-01-01T00:00`.
    pub start: String,
    /// Hours simulated unless set otherwise.
    pub hours: u32,
    /// Adults.
    pub adults: u64,
    /// Units: regions, and cities of their rank.
    pub units: usize,
    /// Places: towns and rural remainders.
    pub places: usize,
    /// Recorded facts.
    pub facts: usize,
    /// Whether the program carries it; otherwise it was given on the command line.
    pub built_in: bool,
    /// Whether it was begun in the page, which may replace its record.
    pub own: bool,
    /// Why it cannot be shown or run: one of one's own that was changed by hand and is wrong now. Its title is then its
    /// name, and its numbers are 0.
    pub problem: Option<Problem>,
}

/// A scenario: its geography, its record, its dated events.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Country {
    /// Name, as in the list.
    pub name: String,
    /// Title, for people.
    pub title: String,
    /// A paragraph.
    pub summary: String,
    /// First hour, `2022-01-01T00:00`.
    pub start: String,
    /// The clock, as `UTC+6`.
    pub clock: String,
    /// Hours simulated unless set otherwise.
    pub hours: u32,
    /// Which orders hold unless set otherwise: one of `forms`.
    pub form: String,
    /// What the setting `form` can be.
    pub forms: Vec<String>,
    /// Adults.
    pub adults: u64,
    /// Units, in the order of every index of a unit.
    pub units: Vec<Unit>,
    /// Places, in the order of every index of a place.
    pub places: Vec<Place>,
    /// Outlines of the units: a GeoJSON feature collection.
    #[schema(value_type = Object)]
    pub outlines: serde_json::Value,
    /// National series of a run, with what was recorded of each.
    pub series: Vec<Series>,
    /// Orders, shocks and recorded events on the timeline, in the order of time.
    pub events: Vec<Event>,
    /// Shocks and calls, which can be moved, stretched and left out.
    pub bars: Vec<Bar>,
    /// What was seen where, in the order of time.
    pub record: Vec<Sighting>,
    /// What must be said of its files, as an assumed encoding, and what its results cannot tell.
    pub limits: Vec<String>,
    /// Where its data is from.
    pub sources: Vec<Source>,
}

/// What a bar of the timeline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum BarKind {
    /// Something that happens and is felt for a while.
    Shock,
    /// An appointment.
    Call,
}

/// A shock or a call on the timeline.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Bar {
    /// What its settings begin with: `shock.NAME` or `call.NAME`.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Shock or call.
    pub kind: BarKind,
    /// The kind of the shock; `call` or `strike` of a call, by what it calls to.
    pub what: String,
    /// Whether it happens.
    pub enabled: bool,
    /// Hours at which it begins: several of a call that is repeated.
    pub times: Vec<f64>,
    /// Hours that it lasts.
    pub lasts: f64,
    /// The key that says how long: `decay_hours` or `hours`.
    pub stretches: String,
    /// Hours of `lasts` that this key does not change.
    pub fixed: f64,
    /// Fewest hours by which it can come later, below 0 for earlier; no bound if there is none.
    pub earliest: Option<f64>,
    /// Most hours by which it can come later.
    pub latest: Option<f64>,
}

/// A unit.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// Its seat.
    pub centre: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Population.
    pub population: u32,
    /// Adults.
    pub adults: u32,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum PlaceKind {
    /// A town.
    Town,
    /// The rural remainder of a unit.
    Rural,
}

/// A place.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Index of its unit.
    pub unit: usize,
    /// Town or rural remainder.
    pub kind: PlaceKind,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Population.
    pub population: u32,
    /// Adults.
    pub adults: u32,
}

/// A national series of a run, and its record.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Series {
    /// Its name, as in the national curves of a replicate.
    pub name: String,
    /// For people.
    pub label: String,
    /// `persons`, `units` or `share`.
    pub unit: String,
    /// Whether it only grows.
    pub cumulative: bool,
    /// What was recorded.
    pub facts: Vec<Fact>,
}

/// A recorded figure, true of the hours `from` to `to`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Fact {
    /// First hour.
    pub from: i64,
    /// Last hour.
    pub to: i64,
    /// Lowest published value.
    pub low: f64,
    /// Best value.
    pub best: f64,
    /// Highest published value.
    pub high: f64,
    /// Where it is from.
    pub source: String,
    /// Note.
    pub note: String,
    /// Whether the defaults were fitted to it; otherwise it was held out, or is only shown.
    pub fitted: bool,
}

/// Something dated.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Event {
    /// When.
    pub hour: f64,
    /// Until when, where it lasts.
    pub hour_end: Option<f64>,
    /// `shock`, `order`, `concession`, `shutdown`, `emergency`, or the kind of a recorded fact.
    pub kind: String,
    /// In words.
    pub text: String,
    /// Where it is from.
    pub source: String,
    /// Whether a run carries it out; otherwise it is only recorded.
    pub simulated: bool,
}

/// A recorded gathering, strike or clash.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Sighting {
    /// Index of its place; null where only the unit is known.
    pub place: Option<usize>,
    /// Index of its unit.
    pub unit: usize,
    /// First hour for which it is shown.
    pub from: f64,
    /// The hour at which it is shown no longer.
    pub to: f64,
    /// `protest`, `strike` or `attack`.
    pub kind: String,
    /// Fewest persons, where a number was published.
    pub low: Option<f64>,
    /// Most persons, where a number was published.
    pub high: Option<f64>,
    /// In words.
    pub note: String,
    /// Where it is from.
    pub source: String,
}

/// A source of data.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Source {
    /// What is from there.
    pub what: String,
    /// Under which licence.
    pub licence: String,
    /// Its address.
    pub address: String,
}

/// Which table of a scenario is replaced by one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum FactsTable {
    /// `facts.csv`: dated facts, shown on the timeline.
    Facts,
    /// `targets.csv`: quantities that runs are compared with.
    Targets,
    /// A shock or a call more in the scenario file, off until a setting switches it on.
    Trigger,
}

/// A shock or a call of one's own on the timeline.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBar {
    /// The scenario.
    pub scenario: String,
    /// What its settings are called by: `shock.NAME.enabled`.
    pub name: String,
    /// A kind of shock, `call`, or `strike` for a call to strike.
    pub kind: String,
    /// When, by the scenario's clock, as `2020-08-09T20:00`.
    pub at: String,
    /// Hours that a call lasts, or in which a shock decays; the usual without.
    pub hours: Option<f64>,
    /// One's own facts and bars that it is added to.
    #[serde(default)]
    pub facts: Vec<String>,
}

/// One's own facts, as uploaded.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Facts {
    /// What a request for a run takes as `facts`.
    pub id: String,
    /// The scenario whose table they replace.
    pub scenario: String,
    /// Which table.
    pub table: FactsTable,
    /// Of a shock or a call: what its settings begin with, `shock.NAME` or `call.NAME`.
    pub bar: Option<String>,
    /// Rows.
    pub rows: usize,
    /// Events as they will stand on the timeline.
    pub events: Vec<Event>,
    /// National series with their record as it will be shown.
    pub series: Vec<Series>,
}
