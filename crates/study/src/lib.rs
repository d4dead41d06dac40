//! Many runs: ensembles, what is compared with the record, searches, run directories and
//! reports.

pub mod against;
pub mod attach;
pub mod calibrate;
pub mod checkpoint;
pub mod claim;
pub mod clock;
mod columns;
pub mod compare;
pub mod course;
pub mod design;
pub mod ensemble;
pub mod examine;
pub mod execute;
pub mod family;
pub mod finish;
pub mod forecast;
pub mod hypotheses;
mod names;
pub mod observe;
pub mod parts;
pub mod plan;
pub mod prose;
pub mod reopen;
pub mod report;
pub mod rundir;
pub mod scores;
pub mod search;
pub mod sensitivity;
pub mod stamps;
pub mod statistics;
pub mod strip;
pub mod summary;
pub mod sweep;
pub mod tables;
pub mod work;
