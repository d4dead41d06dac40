//! Small models in closed or nearly closed form: the classics that a simulator of
//! crowds must agree with before its larger answers mean anything.

pub mod error;
pub mod final_size;
pub mod normal;
pub mod parameter;
pub mod poisson_window;
pub mod thresholds;

pub use error::ClassicError;
pub use parameter::{Mark, Parameter};
