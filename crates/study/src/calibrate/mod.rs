//! Calibration: what the record says of the parameters, and what it does not.
//!
//! Approximate Bayesian computation by sequential Monte Carlo with an adaptive tolerance and
//! random walks within it (Del Moral, Doucet & Jasra 2012), and adaptive scales of the distance
//! (Prangle 2017). Everything is a function of the seed: batches of proposals are
//! judged in their order, so neither threads nor an interruption change a bit.

pub mod abc;
pub mod distance;
pub mod linear;
pub mod model;
pub mod named;
pub mod posterior;
pub mod predict;
pub mod rank;
pub mod results;
pub mod store;
mod walk;
pub mod wire;
