//! Going on with what was begun in a directory: claimed first, then looked at, and only then changed.

use crate::claim::WriteClaim;
use crate::examine::{Examined, FileFault, Finding, Remedy, examine, forget_damaged};
use crate::names;
use crate::rundir::RunDir;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_tables::stamp::{MANIFEST, Manifest, WrittenFile};
use std::path::Path;

/// A directory that is ours to go on with.
#[derive(Debug)]
pub struct Reopened {
    /// The right to write in it.
    pub claim: WriteClaim,
    /// Its manifest, if that is as it was written.
    pub manifest: Option<Manifest>,
    /// What was given, as it was listed when work began.
    pub given: Option<Vec<WrittenFile>>,
    /// What was damaged, and what becomes of it: for the user to know.
    pub notes: Vec<String>,
}

/// What there is to be done with work that was begun.
#[derive(Debug)]
pub enum Resumed<W> {
    /// Work to go on with.
    Work(W),
    /// Nothing: all is there, as it was written.
    Complete,
    /// Files differ, and nobody has asked to go on all the same, or nothing is left to go on from.
    Differs(Vec<Finding>),
}

impl<W> Resumed<W> {
    /// Makes something else of the work, if there is some.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn and_then<T>(self, make: impl FnOnce(W) -> Result<T, Complaints>) -> Result<Resumed<T>, Complaints> {
        Ok(match self {
            Resumed::Work(work) => Resumed::Work(make(work)?),
            Resumed::Complete => Resumed::Complete,
            Resumed::Differs(findings) => Resumed::Differs(findings),
        })
    }
}

/// How a directory is to be opened again.
#[derive(Clone, Copy, Debug)]
pub struct Reopening<'a> {
    /// What it should be: `a run`, `a sweep`.
    pub what: &'a str,
    /// Whether any difference is a reason not to go on.
    pub strict: bool,
    /// Whether what is complete can be closed again from its state.
    pub closes_again: bool,
}

/// Opens a directory again.
///
/// # Errors
/// One that is not ours, or in which another process computes; damage to what was given, which nothing can make again.
pub fn reopen(path: &Path, how: Reopening<'_>) -> Result<Resumed<Reopened>, Complaints> {
    let claim = WriteClaim::again(path, how.what)?;
    let dir = claim.dir().clone();
    dir.tidy().map_err(Complaint::from)?;
    let examined = examine(&dir)?;
    let complete = examined.is_complete();
    let Examined { manifest, mut findings, given } = examined;
    if how.strict && !findings.is_empty() {
        return Ok(Resumed::Differs(findings));
    }
    // What somebody else has put there is no concern of the work.
    findings.retain(|finding| finding.wrong != FileFault::Unlisted);
    if complete && findings.is_empty() {
        return Ok(Resumed::Complete);
    }
    if complete && !how.closes_again || manifest.is_none() && !can_go_on(&dir) {
        return Ok(Resumed::Differs(findings));
    }
    refuse_lost(path, &findings)?;
    forget_damaged(&dir, &findings)?;
    let notes = findings.iter().map(Finding::says_and_does).collect();
    let given = manifest.is_some().then_some(given);
    Ok(Resumed::Work(Reopened { claim, manifest, given, notes }))
}

/// Whether there is something to go on from, or nothing was computed yet. A directory that has results and no state is
/// complete, whatever its manifest says.
fn can_go_on(dir: &RunDir) -> bool {
    let state = std::fs::read_dir(dir.file("checkpoints")).into_iter().flatten().flatten();
    let mut state = state.map(|entry| format!("checkpoints/{}", entry.file_name().to_string_lossy()));
    state.any(|name| names::is_state(&name))
        || !["runs", "sweep", "posterior"].iter().any(|table| dir.data(table).exists())
}

/// Complains of damage to what was given.
///
/// # Errors
/// Any such file.
pub fn refuse_lost(path: &Path, findings: &[Finding]) -> Result<(), Complaints> {
    let mut complaints = Complaints::default();
    for finding in findings.iter().filter(|finding| finding.remedy == Remedy::Lost) {
        let complaint = Complaint::inconsistent(format!("{}/{}", path.display(), finding.says()));
        let advice = format!(
            "it is not the one that the work was begun with: put the original back, or run the command in {MANIFEST} again"
        );
        complaints.push(complaint.advise(advice));
    }
    complaints.or(())
}
