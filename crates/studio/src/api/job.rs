//! What the Studio is asked to compute. One job computes at a time, the others wait in order.

use super::problem::Problem;
use super::schema::SettingValue;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Settings: values by path, such as `people.threshold`; `hours` and `form` are paths too.
pub type Settings = BTreeMap<String, SettingValue>;

/// Most replicates of one job.
pub const MOST_REPLICATES: u32 = 10_000;

/// Most branches of one job, the base not counted.
pub const MOST_BRANCHES: usize = 5;

/// An ensemble of a scenario.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RunRequest {
    /// A name of `GET /api/scenarios`.
    #[schema(min_length = 1)]
    pub scenario: String,
    /// What differs from the scenario.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, SettingValue>)]
    pub settings: Settings,
    /// Replicates, 1 to 10,000.
    #[schema(minimum = 1, maximum = 10_000)]
    pub replicates: u32,
    /// Adults that one agent stands for, from 1.
    #[serde(default = "one")]
    #[schema(default = 1, minimum = 1, maximum = 10_000_000)]
    pub scale: u32,
    /// Seed.
    #[serde(default = "one_seed")]
    #[schema(default = 1)]
    pub seed: u64,
    /// One's own facts: ids that `POST /api/facts` gave, at most one for each table.
    #[serde(default)]
    pub facts: Vec<String>,
}

/// An ensemble that branches at an hour: every branch goes on from the same states with the
/// same random numbers.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BranchRequest {
    /// A name of `GET /api/scenarios`.
    #[schema(min_length = 1)]
    pub scenario: String,
    /// What differs from the scenario in every branch.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, SettingValue>)]
    pub settings: Settings,
    /// Replicates, 1 to 10,000.
    #[schema(minimum = 1, maximum = 10_000)]
    pub replicates: u32,
    /// Adults that one agent stands for, from 1.
    #[serde(default = "one")]
    #[schema(default = 1, minimum = 1, maximum = 10_000_000)]
    pub scale: u32,
    /// Seed.
    #[serde(default = "one_seed")]
    #[schema(default = 1)]
    pub seed: u64,
    /// The hour at which they part, from 0.
    pub at: u32,
    /// The branches besides `base`, which changes nothing: 1 to 5.
    #[schema(min_items = 1, max_items = 5)]
    pub branches: Vec<Branch>,
    /// The branch that the others are set against; `base` if nothing is said.
    #[serde(default)]
    pub against: Option<String>,
    /// The built-in question that these branches answer: a name of `GET /api/questions/{name}`.
    #[serde(default)]
    pub question: Option<String>,
    /// One's own facts: ids that `POST /api/facts` gave, at most one for each table.
    #[serde(default)]
    pub facts: Vec<String>,
}

/// A branch.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// Its name: 1 to 64 letters, digits, `-` or `_`, and not `base` or a device as `con`.
    #[schema(pattern = "^[A-Za-z0-9_-]{1,64}$")]
    pub name: String,
    /// What differs from the base from that hour on. `hours` and, after hour 0, `form` and `synthesis` cannot.
    #[schema(value_type = BTreeMap<String, SettingValue>)]
    pub settings: Settings,
}

/// An ensemble of a classic model.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassicRequest {
    /// A name of `GET /api/classics`.
    #[schema(min_length = 1)]
    pub classic: String,
    /// What differs from its defaults.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, SettingValue>)]
    pub settings: Settings,
    /// Replicates; without it as many as make a picture.
    #[serde(default)]
    pub replicates: Option<u32>,
    /// Seed.
    #[serde(default = "one_seed")]
    #[schema(default = 1)]
    pub seed: u64,
    /// Whether to show the grid of the first replicate as it moves; only where the classic has one.
    #[serde(default)]
    pub grid: bool,
}

/// Goes on with a run that was stopped.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResumeRequest {
    /// The run.
    #[schema(min_length = 1)]
    pub run: String,
}

fn one() -> u32 {
    1
}

fn one_seed() -> u64 {
    1
}

/// What kind of job it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum JobKind {
    /// An ensemble of a scenario.
    Run,
    /// An ensemble that branches.
    Branch,
    /// A classic.
    Classic,
    /// A run that goes on.
    Resume,
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum JobState {
    /// Others compute before it.
    Waiting,
    /// It computes.
    Running,
    /// All is there.
    Done,
    /// It could not be done; `problem` says why.
    Failed,
    /// Somebody cancelled it; what was finished is kept in `run`, if anything was.
    Cancelled,
}

impl JobState {
    /// Whether nothing more will happen to it.
    pub fn is_over(self) -> bool {
        !matches!(self, JobState::Waiting | JobState::Running)
    }
}

/// A job.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Job {
    /// Its number.
    pub id: u64,
    /// What kind of job it is.
    pub kind: JobKind,
    /// The scenario or classic.
    pub scenario: String,
    /// How far it is.
    pub state: JobState,
    /// Jobs that compute before it does; 0 when it computes or is over.
    pub ahead: usize,
    /// When it was asked for, RFC 3339.
    pub asked: String,
    /// Replicates to be computed, those of all branches.
    pub replicates: u32,
    /// Replicates finished, failed ones among them.
    pub finished: u32,
    /// Share of the computing that is done, in [0, 1].
    pub fraction: f64,
    /// Seconds since it began to compute.
    pub seconds: f64,
    /// The run that it writes, or wrote.
    pub run: Option<String>,
    /// Why it failed.
    pub problem: Option<Problem>,
}
