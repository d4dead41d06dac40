//! Many runs: ensembles, what is compared with the record, and searches.

pub mod course;
pub mod ensemble;
pub mod search;
pub mod statistics;
