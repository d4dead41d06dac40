//! Many runs: ensembles, what is compared with the record, searches, run directories and
//! reports; and the classic models with the published results they must reproduce.

pub mod calibrate;
pub mod checkpoint;
mod columns;
pub mod compare;
pub mod course;
pub mod design;
pub mod ensemble;
pub mod execute;
pub mod family;
pub mod finish;
pub mod forecast;
pub mod hypotheses;
pub mod observe;
pub mod plan;
pub mod prose;
pub mod report;
pub mod rundir;
pub mod scores;
pub mod search;
pub mod sensitivity;
pub mod shards;
pub mod stamps;
pub mod statistics;
pub mod strip;
pub mod summary;
pub mod sweep;
pub mod tables;
