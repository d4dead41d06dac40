//! People tied to named other people.
//!
//! The country meets through cells and places; the classics, and anybody who brings
//! a measured network, need explicit ties. [`rows`] holds them, [`generate`],
//! [`blocks`], [`rewire`], [`space`] and [`society`] make them, [`crowd`] runs
//! threshold contagion over them and [`epidemic`] an SIR process. [`naive`] is the
//! slow readable twin of [`crowd`] that the tests compare it with.

pub mod blocks;
pub mod crowd;
pub mod epidemic;
pub mod error;
pub mod generate;
mod kernel;
pub mod naive;
mod push;
mod recount;
pub mod rewire;
pub mod rows;
pub mod rule;
mod simd;
pub mod society;
pub mod space;
pub mod structure;
mod width;

pub use crowd::{Contagion, Crowd};
pub use error::GraphError;
pub use kernel::{Movers, Persistence};
pub use rows::Rows;
pub use rule::Rule;
pub use simd::Simd;
