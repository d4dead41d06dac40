//! The verbs, one file each.

pub(crate) mod bench;
pub(crate) mod calibrate;
pub(crate) mod carry_out;
pub(crate) mod check;
pub(crate) mod classic;
pub(crate) mod classify;
pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod countries;
pub(crate) mod doctor;
pub(crate) mod forecast;
pub(crate) mod hypotheses;
pub(crate) mod import;
pub(crate) mod mechanism;
pub(crate) mod merge;
pub(crate) mod nothing;
pub(crate) mod record;
pub(crate) mod report;
pub(crate) mod resume;
pub(crate) mod run;
pub(crate) mod scenario;
pub(crate) mod sensitivity;
pub(crate) mod studio;
pub(crate) mod sweep;
pub(crate) mod trigger;
pub(crate) mod verify;
