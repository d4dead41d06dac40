//! Chance: what the country and the classics share.
//!
//! [`draw`] gives random numbers as a function of purpose, person and step, [`counts`]
//! Poisson and binomial counts from them, [`digits`] decisions of 64 people at once,
//! [`normal`] the normal distribution. All of it is
//! the same on every platform, because `libm` is used and never the system's functions.

pub mod counts;
pub mod digits;
pub mod draw;
pub mod normal;
