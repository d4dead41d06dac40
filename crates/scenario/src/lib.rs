//! To come.

pub mod stamp;
pub mod table;
