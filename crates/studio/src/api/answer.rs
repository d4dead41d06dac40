//! Answers of the built-in questions that come with the program.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Full-scale answers of the questions of a scenario under one structure of the model, with how they were made.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Answers {
    /// The scenario.
    pub scenario: String,
    /// The structure of the model; empty for the first.
    pub structure: String,
    /// sha256 of its resolved scenario and tables: answers of another one are not shown.
    pub hash: String,
    /// sha256 of the posterior that replicates took their parameters from; null where the scenario carries none.
    pub posterior: Option<String>,
    /// Largest crowd of one replicate at one agent for 1,000 adults: tells an engine that computes otherwise.
    pub probe: f64,
    /// Version of the software that computed them.
    pub version: String,
    /// The day on which they were computed.
    pub made: String,
    /// Replicates of each branch.
    pub replicates: u32,
    /// Adults that one agent stands for.
    pub scale: u32,
    /// Seed.
    pub seed: u64,
    /// A replicate was followed no further once more than this share of the adults were out: what it would have had later is
    /// known by a bound only.
    pub parked_share: f64,
    /// How the base fits its record.
    pub statistics: Vec<AnswerFit>,
    /// One for each question that can be asked of it.
    pub answers: Vec<Answer>,
}

/// A recorded quantity beside what the base says of it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AnswerFit {
    /// Its name.
    pub id: String,
    /// In words.
    pub meaning: String,
    /// Its unit.
    pub unit: String,
    /// Smallest recorded value.
    pub low: f64,
    /// Best recorded value.
    pub best: f64,
    /// Largest recorded value.
    pub high: f64,
    /// 5 % of the replicates lie below.
    pub q05: Option<f64>,
    /// The median.
    pub q50: Option<f64>,
    /// 95 % of the replicates lie below.
    pub q95: Option<f64>,
    /// Whether defaults were fitted to it.
    pub fitted: bool,
    /// Whether the record lies inside the interval.
    pub inside: bool,
    /// Width of the interval over the spread of the record.
    pub width: Option<f64>,
    /// `hit`, `wide hit` or `miss`.
    pub verdict: String,
}

/// The answer of a question.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Answer {
    /// The question.
    pub question: String,
    /// The hour at which the branches part.
    pub at: u32,
    /// The branch that the others are set against.
    pub against: String,
    /// sha256 of each branch, the base first.
    pub hashes: Vec<String>,
    /// Numbers of the branches, each against that branch.
    pub rows: Vec<AnswerRow>,
}

/// One number of a branch, against another: medians over pairs of replicates with their 90 % intervals.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AnswerRow {
    /// The branch.
    pub branch: String,
    /// Which number: `peak`, `detained` or `killed`.
    pub statistic: String,
    /// Pairs of replicates.
    pub pairs: usize,
    /// In the branch that it is set against.
    pub base: AnswerEstimate,
    /// In the branch.
    pub value: AnswerEstimate,
    /// Branch less base, pair by pair.
    pub paired: AnswerEstimate,
    /// Share of pairs in which the branch certainly has more.
    pub more: f64,
    /// Share of pairs in which it certainly has less.
    pub less: f64,
    /// Replicates of the branch that it is set against that were followed no further, because more people were out than `parked_share`.
    pub parked_base: usize,
    /// Replicates of the branch that were followed no further.
    pub parked: usize,
}

/// A median with its 90 % interval of ranks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AnswerEstimate {
    /// The median, or the bound of it that is known.
    pub value: f64,
    /// What `value` is.
    pub reach: AnswerReach,
    /// Lower end; null where it is open.
    pub low: Option<f64>,
    /// Upper end; null where it is open.
    pub high: Option<f64>,
}

/// How much of a median is known where some replicates were followed no further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswerReach {
    /// The median itself.
    Exact,
    /// It is at least this.
    AtLeast,
    /// It is at most this.
    AtMost,
    /// Nothing is known of it.
    Unknown,
}
