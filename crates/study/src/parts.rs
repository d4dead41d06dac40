//! Parts of a run or of a sweep, computed apart. Each is held against its own manifest before it becomes part of the
//! whole; what is damaged is computed again.

use crate::examine::{FileFault, Finding, Remedy, examine};
use crate::names;
use crate::reopen::refuse_lost;
use crate::rundir::RunDir;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_tables::stamp::{FileError, files_under, relative};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Refuses a whole that is one of its parts: it would be replaced before it is read.
///
/// # Errors
/// It is, whatever it is called.
pub fn refuse_part_as_whole(parts: &[PathBuf], out: &Path) -> Result<(), Complaint> {
    let full = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    if parts.is_empty() {
        return Err(Complaint::inconsistent("nothing to merge"));
    }
    if parts.iter().any(|part| full(part) == full(out)) {
        let complaint = Complaint::inconsistent(format!("{} is a part and the whole", out.display()));
        return Err(complaint.advise("choose another name with `--out`"));
    }
    Ok(())
}

/// A part that was looked at.
pub struct RunPart {
    /// Its directory.
    pub dir: RunDir,
    findings: Vec<Finding>,
}

impl RunPart {
    /// Holds a part against its manifest.
    ///
    /// # Errors
    /// Damage to its plan or to what it was given.
    pub fn examine(dir: RunDir) -> Result<RunPart, Complaints> {
        let mut findings = examine(&dir)?.findings;
        findings.retain(|finding| finding.wrong != FileFault::Unlisted);
        refuse_lost(dir.path(), &findings)?;
        Ok(RunPart { dir, findings })
    }

    /// What differs, and what becomes of it.
    pub fn notes(&self) -> impl Iterator<Item = String> {
        self.findings.iter().map(|finding| {
            let file = format!("{}/{}", self.dir.path().display(), finding.says());
            match &finding.remedy {
                Remedy::Again(work) => format!("{file}: {work} is computed again"),
                _ => format!("{file}: the whole does not depend on it"),
            }
        })
    }

    /// Copies into the whole what was computed here and is as it was written.
    ///
    /// # Errors
    /// A file that cannot be copied.
    pub fn copy(&self, whole: &RunDir) -> Result<(), Complaint> {
        let damaged = self.findings.iter().filter(|finding| matches!(finding.remedy, Remedy::Again(_)));
        let lost: BTreeSet<String> = damaged
            .flat_map(|finding| names::done_of_part(&finding.file).into_iter().chain([finding.file.clone()]))
            .collect();
        for file in files_under(self.dir.path())? {
            let name = relative(self.dir.path(), &file).to_string_lossy().into_owned();
            let done = names::is_state(&name) && name.ends_with(".done");
            if !(done || names::done_of_part(&name).is_some()) || lost.contains(&name) {
                continue;
            }
            let to = whole.file(&name);
            let folder = to.parent().unwrap_or(whole.path());
            let copied = std::fs::create_dir_all(folder).and_then(|()| std::fs::copy(&file, &to));
            copied.map_err(|error| FileError::new("write", &to, error))?;
        }
        Ok(())
    }
}
