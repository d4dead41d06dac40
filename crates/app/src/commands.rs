//! The verbs, one file each.

pub mod completions;
pub mod doctor;
pub mod mechanism;
pub mod report;
pub mod resume;
pub mod run;
pub mod scenario;

use groundswell_scenario::complaint::{Complaint, Complaints};

/// One complaint as all there is.
pub fn alone(complaint: impl Into<Complaint>) -> Complaints {
    let mut complaints = Complaints::default();
    complaints.push(complaint);
    complaints
}
