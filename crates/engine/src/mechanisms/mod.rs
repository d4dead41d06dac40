//! The mechanisms, one file each. The register is in [`crate::register`].

pub mod committee;
pub mod concession;
pub mod contact;
pub mod demand;
pub mod elite;
pub mod grievance;
pub mod home_front;
pub mod information;
pub mod intervention;
pub mod loyalty;
pub mod messages;
pub mod organisation;
pub mod outcome;
pub mod participation;
pub mod policing;
pub mod presence;
pub mod regime;
pub mod shock;
pub mod shutdown;
pub mod spillover;
pub mod strike;
#[cfg(feature = "fixture")]
pub mod tide;
