//! Counterfactual branches: what changes when something changes, all else and all chance
//! being equal.
//!
//! Each replicate runs once to the branch hour and leaves its state behind; every branch
//! goes on from that state under its own parameters. Draws are functions of key, purpose,
//! who and step, so branches meet the same random numbers wherever they ask the same
//! question. Differences are taken replicate by replicate.
//!
//! A result reads: *in this model, under these parameters, P(outcome | change) = x (interval)*.

pub mod assumed;
pub mod branch;
pub mod difference;
pub mod fit;
pub mod measures;
pub mod questions;
pub mod table;

pub use branch::{Branch, Comparison, RequestedBranch};
