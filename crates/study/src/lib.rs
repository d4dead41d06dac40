//! Many runs: ensembles, what is compared with the record, searches, run directories and
//! reports; and the classic models with the published results they must reproduce.

pub mod checkpoint;
pub mod classics;
mod columns;
pub mod compare;
pub mod course;
pub mod describe;
pub mod ensemble;
pub mod execute;
pub mod finish;
pub mod hypotheses;
pub mod plan;
pub mod report;
pub mod roofline;
pub mod rundir;
pub mod search;
pub mod statistics;
pub mod summary;
pub mod tables;
pub mod verify;
