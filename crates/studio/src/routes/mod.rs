//! The addresses, by subject.

pub mod about;
pub mod classics;
pub mod facts;
pub mod jobs;
pub mod runs;
pub mod scenarios;
