//! The simulation kernel of Groundswell.
//!
//! **Invariant:** this crate does no I/O, reads no clock, knows no file format and
//! cannot fail once a world is built.
//!
//! Begin with [`step::step`]: one hour of the model in seven sentences.

pub mod branching;
mod build;
pub mod cells;
pub mod checkpoint;
pub mod column;
pub mod coupling;
pub mod crowd;
pub mod earth;
#[doc(hidden)]
pub mod fixture;
pub mod forest;
pub mod growth;
pub mod happening;
pub mod hours;
pub mod mechanism;
pub mod mechanisms;
pub mod members;
mod memo;
pub mod model;
pub mod parameter;
pub mod people;
pub mod places;
pub mod record;
pub mod recorder;
pub mod register;
pub mod spec;
pub mod state;
pub mod step;
pub mod units;
pub mod ways;
pub mod world;
