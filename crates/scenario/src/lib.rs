//! To come.

pub mod stamp;
