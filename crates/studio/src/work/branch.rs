//! An ensemble that branches at an hour.

use crate::api::job::{BranchRequest, Job};
use crate::api::problem::{Code, Problem};
use crate::studio::Studio;
use std::sync::Arc;

/// Checks what was asked for and puts it into the queue.
pub fn ask(studio: &Arc<Studio>, request: &BranchRequest) -> Result<Job, Problem> {
    studio.files(&request.scenario, &[])?;
    Err(Problem::new(Code::Conflict, "this build computes no branches"))
}
