//! Statistics: what a sample looks like, and how sure one can be.
//!
//! Every quantile of the program is [`quantile`] or, where draws have weights,
//! [`weighted_quantile`], which is the same where the weights are equal. Every interval of a
//! report holds 90 %.

mod describe;
mod interval;
mod quantile;
mod same_law;

pub use describe::{Described, mean, variance};
pub use interval::{Z_90, sign_90, student_90, wilson_90};
pub use quantile::{quantile, sorted_weighted_quantile, weighted_quantile};
pub use same_law::kolmogorov_smirnov;
