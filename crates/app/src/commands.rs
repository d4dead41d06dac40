//! The verbs, one file each.

pub mod bench;
pub mod calibrate;
pub mod classic;
pub mod classify;
pub mod compare;
pub mod completions;
pub mod countries;
pub mod doctor;
pub mod doing;
pub mod forecast;
pub mod hypotheses;
pub mod import;
pub mod mechanism;
pub mod merge;
pub mod record;
pub mod report;
pub mod resume;
pub mod run;
pub mod scenario;
pub mod sensitivity;
pub mod studio;
pub mod sweep;
pub mod verify;

use groundswell_complaint::{Complaint, Complaints};

/// One complaint as all there is.
pub fn alone(complaint: impl Into<Complaint>) -> Complaints {
    let mut complaints = Complaints::default();
    complaints.push(complaint);
    complaints
}

/// Does work on so many threads, on all cores if nothing is said.
pub fn on_threads<T: Send>(threads: Option<u32>, work: impl FnOnce() -> T + Send) -> Result<T, Complaints> {
    let threads = threads.map_or_else(crate::this::cores, |n| n as usize);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|e| alone(Complaint::inconsistent(format!("cannot start {threads} threads: {e}"))))?;
    Ok(pool.install(work))
}
