//! The claims H1 to H10 of the text that the flagship starts from (model §0): what the
//! recorded data say of each, what runs say, and what neither can.
//!
//! Numbers of the record are computed from the scenario's tables, numbers of the model from
//! runs that differ in one thing and share their random numbers; verdicts follow from the
//! numbers by the rules written beside them in [`claims`]. Those of H6, H8, H9 and H10 are
//! constants, and said to be: one event has no variation in what they are about.

pub mod claims;
pub mod page;
pub mod record;
pub mod runs;

use serde::Serialize;

/// What becomes of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Record and model agree with it.
    Supported,
    /// A part of it is supported.
    Partly,
    /// What was recorded points elsewhere, or says less.
    Weak,
    /// The parts that can be tested do not bear it; the rest cannot be tested.
    Contested,
    /// This event cannot tell.
    NotIdentifiable,
}

impl Verdict {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Supported => "supported",
            Verdict::Partly => "partly supported",
            Verdict::Weak => "weak",
            Verdict::Contested => "contested",
            // No number of the runs or of the record moves it: it is said so.
            Verdict::NotIdentifiable => "not identifiable from this event (a constant: no run decides it)",
        }
    }
}

/// One number with what it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// What it is.
    pub what: String,
    /// The number, with its interval or its spread, in words.
    pub says: String,
}

/// A line from its parts.
pub fn line(what: impl Into<String>, says: impl Into<String>) -> Line {
    Line { what: what.into(), says: says.into() }
}

/// A claim with everything that is said of it.
#[derive(Clone, Debug, Serialize)]
pub struct Claim {
    /// `H1` to `H10`.
    pub id: &'static str,
    /// The claim, in neutral words.
    pub claim: &'static str,
    /// Sub-models that it is about.
    pub models: &'static str,
    /// What was recorded.
    pub record: Vec<Line>,
    /// What runs say.
    pub model: Vec<Line>,
    /// What becomes of it.
    pub verdict: Verdict,
    /// Why, and what cannot be identified.
    pub why: String,
}
