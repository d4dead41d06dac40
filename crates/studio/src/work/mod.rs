//! What jobs compute. Each kind is one file: what may be asked for, and how it is done.

pub(crate) mod branch;
pub(crate) mod classic;
mod frame;
pub(crate) mod run;
mod teller;

use crate::api::problem::{Code, Problem};

/// A number within bounds, or a complaint that names it.
fn within(name: &str, value: u32, low: u32, high: u32) -> Result<(), Problem> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    let problem = groundswell_complaint::Problem::NotAllowed { name: name.into(), found: value.to_string() };
    let complaint = groundswell_complaint::Complaint::new(problem);
    Err(Problem::of(Code::Wrong, &complaint.allowed(format!("a whole number from {low} to {high}")).into()))
}
