//! The simulation kernel of Groundswell.
//!
//! **Invariant:** this crate does no I/O, reads no clock, knows no file format and
//! cannot fail once a world is built.

pub mod chance;
pub mod classic;
pub mod draw;
mod fetch;
pub mod graph;
pub mod grid;
pub mod point_process;
