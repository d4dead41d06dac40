//! The verbs, one file each.

<<<<<<< HEAD
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
pub mod nowcast;
pub mod pool;
pub mod record;
pub mod report;
pub mod resume;
pub mod run;
pub mod scenario;
pub mod score;
pub mod sensitivity;
pub mod studio;
pub mod sweep;
pub mod verify;
=======
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
pub(crate) mod verify;
>>>>>>> main
