//! The report of a finished run, made again with analyses beside it.

use crate::attach::attach;
use crate::rundir::{REPORT, RUN_PLAN, RunDir};
use crate::stamps::stamped;
use crate::summary::Summary;
use crate::typed;
use crate::work::Work;
use groundswell_complaint::{Complaint, Complaints, Problem};
use std::path::{Path, PathBuf};

/// Makes the report of a run again, with what these analyses found beside it. Returns where it is, and the run.
///
/// # Errors
/// A directory that is no finished run; an analysis that is not finished or of another scenario; a disk that cannot be
/// written to.
pub fn report(run: &Path, with: &[PathBuf], page: &str) -> Result<(PathBuf, Work), Complaints> {
    let work = Work::open(run)?;
    let dir = work.dir();
    if !dir.data("runs").exists() {
        let complaint = Complaint::inconsistent(format!("{} has no tables yet", run.display()));
        let advice = format!("finish it first: `groundswell resume {}`", typed::path(run));
        return Err(complaint.advise(advice).into());
    }
    let mut written = vec![REPORT.to_string()];
    for analysis in with {
        let attached = attach(dir, analysis)?;
        if attached.is_empty() {
            let reason = "there is no finished calibration, sensitivity analysis or forecast in it".into();
            return Err(Complaint::new(Problem::Input { action: "read", path: analysis.clone(), reason }).into());
        }
        written.extend(attached);
    }
    let summary = Summary::of(dir, work.scenario(), work.plan.scale)?;
    work.write_report(page, &summary)?;
    if let Some(mut manifest) = stamped(dir) {
        let written: Vec<&str> = written.iter().map(String::as_str).collect();
        manifest.relist(dir.path(), &written).map_err(Complaint::from)?;
        manifest.write(dir.path()).map_err(Complaint::from)?;
    }
    Ok((dir.file(REPORT), work))
}

/// Which of some directories holds a run or a comparison, of which there can be a report.
pub fn run_among(directories: &[PathBuf]) -> Option<usize> {
    directories.iter().position(|directory| RunDir::at(directory).file(RUN_PLAN).exists())
}
