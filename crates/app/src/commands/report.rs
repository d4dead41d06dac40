//! `report`: the page of a run directory.

use super::alone;
use crate::arguments::Report;
use crate::terminal::say;
use crate::{DONE, Done, this};
use groundswell_scenario::complaint::{Complaint, Complaints, Problem};
use groundswell_scenario::scenario::Scenario;
use groundswell_scenario::stamp::write_atomic;
use groundswell_study::finish::{self, Maker, Progressed};
use groundswell_study::plan::Plan;
use groundswell_study::rundir::RunDir;
use groundswell_study::summary::Summary;

/// Makes the report of a run anew.
pub fn report(report: &Report) -> Done {
    let (_dir, _plan, _scenario) = RunDir::open(&report.run)?;
    say("not yet");
    Ok(DONE)
}

/// Writes `report.html`.
pub fn write_report(
    _dir: &RunDir,
    _plan: &Plan,
    _scenario: &Scenario,
    _maker: &Maker,
    _summary: &Summary,
    _progressed: &Progressed,
    _threads: usize,
) -> Result<(), Complaints> {
    Ok(())
}
