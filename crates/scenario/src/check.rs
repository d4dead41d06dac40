//! What `groundswell scenario check` says besides what no run accepts.

use crate::scenario::Scenario;
use crate::{facts, priors};
use groundswell_complaint::Complaints;

/// What is right for a run and still cannot be meant: recorded figures of hours that the scenario does not have, and
/// priors that are none. A run that is cut short has the first too, so they are no reason to refuse it.
pub fn questionable(scenario: &Scenario) -> Complaints {
    let end = scenario.time(f64::from(scenario.hours) - 1.0).date();
    let mut complaints = facts::after(&scenario.files, end);
    if let Err(wrong) = priors::of(scenario) {
        complaints.extend(wrong);
    }
    complaints
}
