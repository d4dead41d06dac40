//! Answers of the built-in questions that come with the program.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Full-scale answers of the questions of a scenario, with how they were made.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Answers {
    /// The scenario.
    pub scenario: String,
    /// sha256 of its resolved scenario and tables: answers of another one are not shown.
    pub hash: String,
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

/// One number of a branch, against another: means over pairs of replicates with their 90 % intervals.
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
    /// Share of pairs in which the branch has more.
    pub more: f64,
    /// Share of pairs in which it has less.
    pub less: f64,
}

/// A value with its 90 % interval.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
pub struct AnswerEstimate {
    /// The value.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}
