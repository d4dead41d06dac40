//! The classics: small models of crowds that a simulator must agree with before its larger
//! answers mean anything.
//!
//! [`models`] lists them as built-in models and [`verify`] compares them with published
//! results. They are built on [`grid`] (a lattice), [`graph`] (named ties), [`point_process`]
//! and [`formulas`] (closed forms). Nothing here knows a country, and the country's engine
//! knows nothing of this.

mod error;
mod fetch;
pub mod formulas;
pub mod graph;
pub mod grid;
pub mod models;
mod pages;
pub mod parameter;
pub mod point_process;
pub mod roofline;
pub mod verify;

pub use error::ClassicError;
