//! The people kernel: who goes out, who goes home, who puts down tools.
//!
//! A person's rate of going out is log-linear and capped (model M3):
//!
//! ```text
//! rate = activity · min(cap, λ₀ · exp(u / w))        per hour
//! u    = own grievance + what the cell adds + what the place adds (by kind)
//! ```
//!
//! so that `exp(u/w)` is a product: what a person carries is looked up in a table
//! ([`ties::pull`]), what the cell adds is one factor ([`ties::factor_of`]), what the place adds
//! is one number for each kind of people ([`Odds`]). Two back-ends apply the same law:
//! [`event`] pays for those who move, and where many do ([`hot`]) for a few instructions
//! a person; [`scan`] asks everybody.
//!
//! | layer | files |
//! |---|---|
//! | what a cell and a place make of a rate | `ties`, `odds` |
//! | sums of rates | `weights`, `works`, `ceiling` |
//! | who moves | `scan`, `event`, `hot`, `strike`, `branch`, `call`, `rest`, `resting`, `departures`, `pick` |
//! | an hour | `turnout`, `custody` |
//!
//! A file names files of its own row and of those above it, in one direction.

pub mod branch;
pub mod call;
pub mod ceiling;
pub mod custody;
pub mod departures;
pub mod event;
pub mod hot;
pub mod odds;
pub mod pick;
pub mod rest;
pub mod resting;
pub mod scan;
pub mod strike;
pub mod ties;
pub mod turnout;
pub mod weights;
pub mod works;

pub use odds::{LeafTurn, Odds};
pub use weights::{Touched, refresh};
