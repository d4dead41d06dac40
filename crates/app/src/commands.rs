//! The verbs, one file each.

pub mod bench;
pub mod calibrate;
pub mod carry_out;
pub mod check;
pub mod classic;
pub mod classify;
pub mod compare;
pub mod completions;
pub mod countries;
pub mod doctor;
pub mod forecast;
pub mod hypotheses;
pub mod import;
pub mod mechanism;
pub mod merge;
pub mod nothing;
pub mod record;
pub mod report;
pub mod resume;
pub mod run;
pub mod scenario;
pub mod sensitivity;
pub mod studio;
pub mod sweep;
pub mod trigger;
pub mod verify;
