//! What is told while a job computes, as server-sent events of `GET /api/jobs/{id}/events`.
//!
//! The name of an event is that of the field of [`Happening`] that its data is of.

use super::classic::ClassicReport;
use super::job::Job;
use super::problem::Problem;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// An event as it is sent.
#[derive(Clone, Debug, ToSchema)]
pub struct Sent {
    /// Its number, from 1, as `Last-Event-ID` names it.
    pub id: String,
    /// The field of `Happening` that it is named after.
    pub event: String,
    /// The value of that field, as JSON.
    pub data: String,
}

/// The events by name, each with its data. `done`, `failed` and `cancelled` are last.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Happening {
    /// The job reached another state, or moved forward in the queue.
    State(Box<Job>),
    /// It begins to compute.
    Begun(Begun),
    /// Hours of the first replicate of each branch, in order.
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
    /// The replicate: the first that is computed of the branch.
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
    /// The nation: a value for each series of `GET /api/scenarios/{name}`, by its name.
    pub nation: BTreeMap<String, f64>,
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
    /// The nation, one value an hour for each series by its name; `null` past the first 200 replicates, whose curves draw the bands.
    pub nation: Option<BTreeMap<String, Vec<f64>>>,
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

impl Happening {
    /// The name of the event and its data.
    pub fn parts(&self) -> (&'static str, String) {
        fn text(data: &impl Serialize) -> String {
            serde_json::to_string(data).expect("plain data becomes JSON")
        }
        match self {
            Happening::State(job) => ("state", text(job)),
            Happening::Begun(begun) => ("begun", text(begun)),
            Happening::Frames(frames) => ("frames", text(frames)),
            Happening::Progress(progress) => ("progress", text(progress)),
            Happening::Replicate(replicate) => ("replicate", text(replicate)),
            Happening::Grid(grid) => ("grid", text(grid)),
            Happening::Classic(report) => ("classic", text(report)),
            Happening::Done(ended) => ("done", text(ended)),
            Happening::Failed(problem) => ("failed", text(problem)),
            Happening::Cancelled(ended) => ("cancelled", text(ended)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_named_as_its_field_in_the_description() {
        let ended = Ended { run: None, finished: 1, replicates: 2, seconds: 3.0 };
        for happening in [Happening::Done(ended.clone()), Happening::Cancelled(ended)] {
            let (name, data) = happening.parts();
            let whole = serde_json::to_value(&happening).expect("JSON");
            let data: serde_json::Value = serde_json::from_str(&data).expect("JSON");
            assert_eq!(whole, serde_json::json!({ name: data }));
        }
    }
}
