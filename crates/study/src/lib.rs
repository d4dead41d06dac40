//! Many runs: ensembles, what is compared with the record, searches, run directories
//! and reports.

pub mod checkpoint;
pub mod course;
pub mod ensemble;
pub mod execute;
pub mod finish;
pub mod plan;
pub mod report;
pub mod rundir;
pub mod search;
pub mod statistics;
pub mod summary;
pub mod tables;
