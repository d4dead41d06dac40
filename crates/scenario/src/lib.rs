//! To come.

pub mod complaint;
pub mod stamp;
pub mod table;
