//! What differs in a directory from what was written there, and what can be done about it.

use crate::checkpoint::{self, FinishedReplicate};
use crate::names;
use crate::rundir::{COMPARISON, LOG, PLANS, RunDir};
use groundswell_complaint::Complaint;
use groundswell_tables::stamp::log::damaged_lines;
use groundswell_tables::stamp::{
    MANIFEST, Manifest, ManifestStatus, WrittenFile, files_under, is_sealed, relative, sha256_of, text_of,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FileFault {
    /// Listed, and not there.
    Missing,
    /// Not as it was written.
    Changed,
    /// There, and not listed.
    Unlisted,
}

/// What becomes of it when work goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "remedy", content = "work")]
pub enum Remedy {
    /// What it holds is computed again.
    Again(String),
    /// It is written again from what is there.
    Rewritten,
    /// Nothing that is computed depends on it; it stays as it is.
    Left,
    /// It was given, and nothing here can make it again.
    Lost,
}

/// A file that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Its path in the directory, with `/`.
    pub file: String,
    /// What is wrong.
    pub wrong: FileFault,
    /// What becomes of it.
    #[serde(flatten)]
    pub remedy: Remedy,
}

impl Finding {
    fn new(file: &str, wrong: FileFault, remedy: Remedy) -> Finding {
        Finding { file: file.into(), wrong, remedy }
    }

    /// In words, without what becomes of it.
    pub fn says(&self) -> String {
        match self.wrong {
            FileFault::Missing => format!("{} is missing", self.file),
            FileFault::Changed => format!("{} is not as it was written", self.file),
            FileFault::Unlisted => format!("{} is not of this directory", self.file),
        }
    }

    /// In words, with what becomes of it when work goes on.
    pub fn says_and_does(&self) -> String {
        let said = self.says();
        match &self.remedy {
            Remedy::Again(work) => format!("{said}: {work} is computed again"),
            Remedy::Rewritten => format!("{said}: it is written again"),
            Remedy::Left => format!("{said}: nothing that is computed depends on it"),
            Remedy::Lost => format!("{said}, and cannot be computed again"),
        }
    }
}

/// A directory as it was found.
#[derive(Clone, Debug)]
pub struct Examined {
    /// Its manifest, if that is as it was written.
    pub manifest: Option<Manifest>,
    /// What differs, by file.
    pub findings: Vec<Finding>,
    /// What was given, as the manifest lists it.
    pub given: Vec<WrittenFile>,
}

impl Examined {
    /// Whether everything that was asked for is there.
    pub fn is_complete(&self) -> bool {
        self.manifest.as_ref().is_some_and(|manifest| manifest.status == ManifestStatus::Complete)
    }
}

/// Looks at every file of a directory; changes nothing.
///
/// # Errors
/// A directory or a file that cannot be read.
pub fn examine(dir: &RunDir) -> Result<Examined, Complaint> {
    let manifest = Manifest::read(dir.path()).ok().filter(|_| Manifest::is_whole(dir.path()));
    let mut found = BTreeMap::new();
    let mut note = |finding: Finding| {
        found.entry(finding.file.clone()).or_insert(finding);
    };
    if manifest.is_none() {
        let wrong = if dir.file(MANIFEST).exists() { FileFault::Changed } else { FileFault::Missing };
        note(Finding::new(MANIFEST, wrong, Remedy::Rewritten));
    }
    for plan in PLANS.iter().chain([&COMPARISON]).filter(|plan| dir.file(plan).exists()) {
        if !text_of(dir.file(plan)).is_ok_and(|text| is_sealed(&text)) {
            note(Finding::new(plan, FileFault::Changed, Remedy::Lost));
        }
    }
    let names: Vec<String> =
        files_under(dir.path())?.iter().map(|path| relative(dir.path(), path).to_string_lossy().into_owned()).collect();
    for name in names.iter().filter(|name| names::is_state(name)) {
        for finding in state(dir, name)? {
            note(finding);
        }
    }
    if !damaged_lines(&dir.file(LOG))?.is_empty() {
        note(Finding::new(LOG, FileFault::Changed, Remedy::Left));
    }
    let listed = manifest.iter().flat_map(|manifest| &manifest.files);
    let finished = manifest.as_ref().is_some_and(|manifest| manifest.finished.is_some());
    let mut known = BTreeSet::new();
    for file in listed.clone() {
        let name = file.path.to_string_lossy().into_owned();
        if let Some(wrong) = differs(dir, &name, file)? {
            note(Finding::new(&name, wrong, remedy(&name, finished)));
        }
        known.insert(name);
    }
    for name in names.iter().filter(|name| !known.contains(*name)) {
        // What is there to go on from goes after the manifest of complete work is written.
        if !names::is_ours(name) || finished && !names::is_state(name) {
            note(Finding::new(name, FileFault::Unlisted, Remedy::Left));
        }
    }
    let given = listed.filter(|file| is_given(file)).cloned().collect();
    Ok(Examined { findings: found.into_values().collect(), given, manifest })
}

/// Whether a listed file was there before any result.
pub fn is_given(file: &WrittenFile) -> bool {
    let name = file.path.to_string_lossy();
    names::is_given(&name) || names::is_first(&name)
}

fn differs(dir: &RunDir, name: &str, file: &WrittenFile) -> Result<Option<FileFault>, Complaint> {
    let path = dir.file(name);
    if !path.is_file() {
        return Ok(Some(FileFault::Missing));
    }
    Ok((sha256_of(&path)?.sha256 != file.sha256).then_some(FileFault::Changed))
}

fn remedy(name: &str, finished: bool) -> Remedy {
    if names::is_state(name) || names::done_of_part(name).is_some() {
        return Remedy::Again(names::work_of(name));
    }
    if names::is_given(name) {
        return Remedy::Lost;
    }
    if names::is_first(name) {
        return Remedy::Rewritten;
    }
    if name == LOG || !finished { Remedy::Left } else { Remedy::Rewritten }
}

/// A file of state: its own checksum, and the parts of the tables that it vouches for.
fn state(dir: &RunDir, name: &str) -> Result<Vec<Finding>, Complaint> {
    let again = |file: &str, wrong: FileFault| Finding::new(file, wrong, Remedy::Again(names::work_of(name)));
    let path = dir.file(name);
    if checkpoint::is_damaged(&path) {
        return Ok(vec![again(name, FileFault::Changed)]);
    }
    let mut findings = Vec::new();
    if name.starts_with("checkpoints/replicate-") && name.ends_with(".done") {
        let Some(done) = checkpoint::read::<FinishedReplicate>(&path) else {
            return Ok(vec![again(name, FileFault::Changed)]);
        };
        for part in &done.parts {
            let file = part.path.to_string_lossy();
            if let Some(wrong) = differs(dir, &file, part)? {
                findings.push(again(&file, wrong));
            }
        }
    }
    Ok(findings)
}

/// Removes what is damaged and is computed again, so that nobody goes on from it.
///
/// # Errors
/// A file that cannot be removed.
pub fn forget_damaged(dir: &RunDir, findings: &[Finding]) -> Result<(), Complaint> {
    for finding in findings.iter().filter(|finding| matches!(finding.remedy, Remedy::Again(_))) {
        let done = names::done_of_part(&finding.file);
        for name in done.iter().chain([&finding.file]) {
            let path = dir.file(name);
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(groundswell_tables::stamp::FileError::new("remove", &path, error).into());
                }
                _ => {}
            }
        }
    }
    Ok(())
}
