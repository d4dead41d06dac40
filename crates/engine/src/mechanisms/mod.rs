//! The mechanisms, one file each. The register is in [`crate::mechanism`].

pub mod calendar;
pub mod calls;
pub mod committee;
pub mod concession;
pub mod contact;
pub mod demand;
pub mod differences;
pub mod elite;
pub mod fatigue;
pub mod grievance;
pub mod home_front;
pub mod information;
pub mod intervention;
pub mod loyalty;
pub mod message;
pub mod organisation;
pub mod outcome;
pub mod participation;
pub mod policing;
pub mod regime;
pub mod shock;
pub mod shocks;
pub mod shutdown;
pub mod spillover;
pub mod strike;
