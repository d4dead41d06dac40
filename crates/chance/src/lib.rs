//! Chance: what the country and the classics share.
//!
//! [`draw`] gives random numbers as a function of purpose, person and step, [`counts`]
//! Poisson and binomial counts from them, [`normal`] the normal distribution. All of it is
//! the same on every platform, because `libm` is used and never the system's functions.

pub mod counts;
pub mod draw;
pub mod normal;
