//! Events of one's own: a country, a window, what set it off, and what was recorded of it.

use super::country::ScenarioCard;
use super::problem::Complaint;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A country of the world's tables.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Nation {
    /// Three letters of ISO 3166.
    pub iso3: String,
    /// English name.
    pub name: String,
    /// First-order units.
    pub units: usize,
    /// Towns of 5,000 and more.
    pub towns: usize,
    /// How good the tables are: `good`, `fair`, `poor`.
    pub grade: String,
    /// Its border: rings of points in degrees east and north; coarse, for a map of the world.
    pub border: Vec<Vec<[f64; 2]>>,
}

/// A scenario to begin.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOwn {
    /// Its title, in any words.
    #[schema(min_length = 1, max_length = 120)]
    pub title: String,
    /// The country, by its code or English name.
    #[schema(min_length = 2)]
    pub country: String,
    /// The first day, as `2020-08-08`.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    pub start: String,
    /// How many days, 1 to 731.
    #[schema(minimum = 1, maximum = 731)]
    pub days: u32,
    /// What set it off, at most 20.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub triggers: Vec<Trigger>,
}

/// What set it off: a `[[shock]]` of the scenario.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// Its name.
    #[schema(min_length = 1, max_length = 120)]
    pub name: String,
    /// Its kind: one of `GET /api/world`'s.
    #[schema(min_length = 1)]
    pub kind: String,
    /// When, by the clock of the country, as `2020-08-09T20:00`.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?$")]
    pub at: String,
    /// Units and places that it touches; the whole country without.
    #[serde(default)]
    pub places: Vec<String>,
}

/// A call to come out or to strike: a `[[call]]` of the scenario.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnCall {
    /// Its name.
    pub name: String,
    /// Whether it is to put down tools, not to come out.
    #[serde(default)]
    pub strike: bool,
    /// Sectors that a call to strike is for: some of `GET /api/world`'s; all without.
    #[serde(default)]
    pub sectors: Vec<String>,
    /// Share of their workplaces that a call to strike reaches; 1 without.
    #[serde(default)]
    pub share: Option<f64>,
    /// When people came to know of it, as `2020-08-15T12:00`.
    #[serde(default)]
    pub announced: Option<String>,
    /// When, if it is once, as `2020-08-17T09:00`.
    #[serde(default)]
    pub at: Option<String>,
    /// Days of the week, if it is not: some of `GET /api/world`'s.
    #[serde(default)]
    pub every: Vec<String>,
    /// The hour of those days.
    #[serde(default)]
    pub hour: Option<f64>,
    /// How many hours it lasts.
    #[serde(default)]
    pub hours: Option<f64>,
    /// Units and places that it is heard in; the whole country without.
    #[serde(default)]
    pub places: Vec<String>,
}

/// What is added to a scenario that is there.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NewOwnTrigger {
    /// What set it off, or came later.
    Shock(Trigger),
    /// A call to come out or to strike.
    Call(OwnCall),
}

/// What was added.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct OwnAdded {
    /// The row as it stands in the scenario file.
    pub row: String,
}

/// What a scenario of one's own can be made of.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct World {
    /// Countries in which somebody lives.
    pub nations: Vec<Nation>,
    /// Kinds of triggers.
    pub kinds: Vec<String>,
    /// Days of the week, for calls.
    pub days: Vec<String>,
    /// Sectors, for calls to strike.
    pub sectors: Vec<String>,
    /// Datasets that can be read, with their names for people.
    pub datasets: Vec<[String; 2]>,
    /// What a column of a table of one's own can be named for.
    pub columns: Vec<String>,
    /// Most bytes of an event file.
    pub most_events: usize,
}

/// A scenario that was begun.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct OwnMade {
    /// As the list has it.
    pub card: ScenarioCard,
    /// Where it lies.
    pub folder: String,
    /// What one should know of the tables.
    pub notes: Vec<String>,
    /// What nobody said, and what was assumed.
    pub assumed: Vec<[String; 2]>,
}

/// What became of an event file.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct OwnEvents {
    /// The dataset that it is.
    pub dataset: String,
    /// Rows read.
    pub read: u64,
    /// Events of this country and of these days.
    pub kept: u64,
    /// Rows of other countries.
    pub elsewhere: u64,
    /// Rows of other days.
    pub other_time: u64,
    /// Rows that say that nothing happened.
    pub no_event: u64,
    /// Rows that cannot be read.
    pub rejected: u64,
    /// Why not, the first of them.
    pub complaints: Vec<Complaint>,
    /// What one should know of the file.
    pub notices: Vec<String>,
    /// Events in the record.
    pub matched: u64,
    /// How their places were found.
    pub by: BTreeMap<String, u64>,
    /// Events that are not in the record, by the reason.
    pub unmatched: BTreeMap<String, u64>,
    /// The first of them.
    pub not_matched: Vec<NotMatched>,
    /// Recorded facts.
    pub facts: u64,
    /// Quantities that runs are compared with.
    pub targets: u64,
    /// First and last day that the events cover.
    pub covered: Option<[String; 2]>,
    /// How the record ended, by the rules that also judge runs.
    pub classes: Vec<OwnClass>,
    /// The classes that would hold if the people who were killed had been killed by order; nothing where it would change
    /// nothing.
    pub if_ordered: Vec<OwnClass>,
    /// What the rules would need and the record does not have.
    pub missing: Vec<String>,
    /// What cannot be meant.
    pub questionable: Vec<Complaint>,
}

/// An event that is not in the record.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct NotMatched {
    /// Its first day.
    pub date: String,
    /// The town or unit that it names.
    pub place: String,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// Why.
    pub reason: String,
}

/// A class of outcomes whose rule holds.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct OwnClass {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The rule.
    pub rule: String,
}
