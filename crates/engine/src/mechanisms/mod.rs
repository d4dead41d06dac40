//! The mechanisms, one file each. The register is in [`crate::mechanism`].

pub mod concession;
pub mod contact;
pub mod demand;
pub mod elite;
pub mod grievance;
pub mod information;
pub mod loyalty;
pub mod outcome;
pub mod participation;
pub mod policing;
pub mod regime;
pub mod shock;
pub mod shutdown;
pub mod strike;
