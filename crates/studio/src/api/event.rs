//! What is told while a job computes, as server-sent events of `GET /api/jobs/{id}/events`.
//!
//! The name of an event is that of the field of [`Happening`] that its data is of.

use super::classic::ClassicReport;
use super::job::Job;
use super::problem::Problem;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The events by name, each with its data. `done`, `failed` and `cancelled` are last.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Happening {
    /// The job came to another state, or forward in the queue.
    State(Box<Job>),
    /// It begins to compute.
    Begun(Begun),
    /// Hours of the first replicate, in order.
    Frames(Frames),
    /// How far it is; a few times a second.
    Progress(Progress),
    /// A replicate is finished.
    Replicate(Box<Replicate>),
    /// Ticks of a grid, in order.
    Grid(Grid),
    /// What a classic shows.
    Classic(Box<ClassicReport>),
    /// All is there.
    Done(Ended),
    /// It could not be done.
    Failed(Problem),
    /// Somebody cancelled it.
    Cancelled(Ended),
}

/// What begins.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Begun {
    /// The run that is written; a classic writes none.
    pub run: Option<String>,
    /// Hours to be simulated.
    pub hours: u32,
    /// Places, as in the scenario.
    pub places: usize,
    /// Agents.
    pub agents: u64,
    /// Replicates to be computed now.
    pub replicates: u32,
    /// Threads that compute.
    pub threads: usize,
}

/// Consecutive hours of one replicate.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Frames {
    /// The replicate: the first of the job.
    pub replicate: u32,
    /// The branch, where there are branches.
    pub branch: Option<String>,
    /// The hours.
    pub frames: Vec<Frame>,
}

/// One hour: places where anything is, and the nation. All counts are in adults.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Frame {
    /// The hour that has just ended, from 0.
    pub hour: u32,
    /// Places where somebody is in the street or on strike, or has been detained, or was killed. The next four
    /// arrays go with it, place by place.
    pub places: Vec<u32>,
    /// In the street.
    pub participants: Vec<u32>,
    /// On strike.
    pub strikers: Vec<u32>,
    /// Detentions so far.
    pub detained: Vec<u32>,
    /// Killed so far, forces not counted.
    pub killed: Vec<u32>,
    /// Forces; `null` where nothing changed since the frame before.
    pub forces: Option<Forces>,
    /// Posture of the police, 0 tolerate to 3 lethal: one digit a place, all places; `null` where nothing changed.
    pub posture: Option<String>,
    /// The nation.
    pub nation: Nation,
}

/// Members of police, guard and army that stand in each place, by how far they obey. Parallel arrays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Forces {
    /// Places where forces stand.
    pub places: Vec<u32>,
    /// Those that do what they are told.
    pub loyal: Vec<u32>,
    /// Those that are there and do little.
    pub passive: Vec<u32>,
    /// Those that refuse.
    pub refusing: Vec<u32>,
    /// Those that have changed sides.
    pub defected: Vec<u32>,
}

/// The nation in one hour. Names are those of the national series.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Nation {
    /// In the street.
    pub participants: f64,
    /// On strike.
    pub strikers: f64,
    /// Units with a reportable gathering.
    pub units_active: f64,
    /// Detentions so far.
    pub detained: f64,
    /// Killed so far, forces included.
    pub killed: f64,
    /// Members of the forces killed so far.
    pub forces_killed: f64,
    /// Share of network traffic that works.
    pub connectivity: f64,
    /// Legitimacy of the authorities.
    pub legitimacy: f64,
    /// Share of output lost at present.
    pub output_lost: f64,
}

/// The nation over a replicate, one value an hour.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NationCurves {
    /// In the street.
    pub participants: Vec<f64>,
    /// On strike.
    pub strikers: Vec<f64>,
    /// Units with a reportable gathering.
    pub units_active: Vec<f64>,
    /// Detentions so far.
    pub detained: Vec<f64>,
    /// Killed so far, forces included.
    pub killed: Vec<f64>,
    /// Members of the forces killed so far.
    pub forces_killed: Vec<f64>,
    /// Share of network traffic that works.
    pub connectivity: Vec<f64>,
    /// Legitimacy of the authorities.
    pub legitimacy: Vec<f64>,
    /// Share of output lost at present.
    pub output_lost: Vec<f64>,
}

/// How far the computing is.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
pub struct Progress {
    /// Replicates finished, failed ones among them.
    pub finished: u32,
    /// Those that failed.
    pub failed: u32,
    /// Replicates to be computed now.
    pub replicates: u32,
    /// Share of the hours that are computed, in [0, 1].
    pub fraction: f64,
    /// Seconds since it began.
    pub seconds: f64,
    /// Seconds that are probably left; `null` while that cannot be said.
    pub left: Option<f64>,
}

/// A replicate that is finished.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Replicate {
    /// Its number, from 0.
    pub replicate: u32,
    /// The branch, where there are branches.
    pub branch: Option<String>,
    /// Why it failed, if it did. A bug, never a user's error.
    pub failure: Option<String>,
    /// Classes of outcomes, as codes.
    pub outcomes: Vec<String>,
    /// Largest crowd.
    pub peak: f64,
    /// The hour in which it was largest.
    pub peak_hour: f64,
    /// Detentions.
    pub detained: f64,
    /// Killed, forces included.
    pub killed: f64,
    /// The nation, hour by hour; `null` past the first 200 replicates, whose curves draw the bands.
    pub nation: Option<NationCurves>,
}

/// Ticks of a grid.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Grid {
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Ticks from one shown to the next: 1, or more where all would be too much to send.
    pub every: u32,
    /// The ticks.
    pub ticks: Vec<Tick>,
}

/// One tick of a grid.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Tick {
    /// Ticks done.
    pub tick: u32,
    /// Base64 of one byte a site, row by row: 0 empty, 1 quiet, 2 active, 3 jailed, 4 cop.
    pub sites: String,
    /// Quiet citizens.
    pub quiet: u32,
    /// Active citizens.
    pub active: u32,
    /// Jailed citizens.
    pub jailed: u32,
    /// Cops.
    pub cops: u32,
    /// Arrests since the tick shown before.
    pub arrests: u32,
}

/// How a job ended.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Ended {
    /// The run; `null` for a classic, and where nothing was finished.
    pub run: Option<String>,
    /// Replicates finished in this job.
    pub finished: u32,
    /// Replicates to be computed in this job.
    pub replicates: u32,
    /// Seconds that it took.
    pub seconds: f64,
}
