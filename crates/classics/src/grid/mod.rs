//! Civil violence on a lattice (Epstein 2002, *PNAS* 99 suppl. 3:7243), for the classics only.
//!
//! Citizens and cops live on a torus and act one after another in random order. The
//! model has been rewritten many times and the rewritings differ; every difference
//! is a named switch of [`Rules`], never a silent choice. [`Grid`] is the fast
//! simulation with places kept as bits, [`naive`] its slow twin.

mod bits;
mod board;
mod epstein;
mod ethnic;
mod lots;
pub mod naive;
pub mod outburst;
pub mod rules;
mod select;
mod shape;
mod state;
mod tally;

pub use rules::{Counting, Deterrence, Groups, Neighbourhood, Rules, RulesError, Sentence, TurnOrder};
pub use state::Grid;
pub use tally::{Site, Tally};
