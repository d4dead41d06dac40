//! Who may write in a directory.
//!
//! A directory is marked as ours before anything else is written into it, and locked by its mark for as long as a
//! process computes in it. Only what this program wrote in it is ever replaced or deleted; anything else is named,
//! and stops the command.

use crate::names::{self, FOLDERS};
use crate::rundir::{PLANS, RunDir};
use crate::typed;
use groundswell_complaint::{Complaint, Problem};
use groundswell_tables::stamp::{
    FileError, MANIFEST, Manifest, ManifestStatus, WrittenFile, files_under, may_be_written_into, open_plain, relative,
    sha256_of, text_of,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// The file that marks a directory as ours, and is locked by who computes in it.
pub const MARK: &str = ".groundswell";

/// What the mark says.
#[derive(Default, Serialize, Deserialize)]
struct Mark {
    software: String,
    command: Vec<String>,
}

/// The right to write in a directory, until the value is dropped: two that write in one directory would undo each
/// other's work. Where the system knows no locks, everybody has it.
#[derive(Debug)]
pub struct WriteClaim {
    dir: RunDir,
    lock: File,
}

/// The folder in which work is written that has no place of its own.
pub const RUNS: &str = "runs";

/// Where new work is written.
#[derive(Clone, Copy, Debug)]
pub enum Out<'a> {
    /// Here; what is there is replaced only if the second says so.
    At(&'a Path, bool),
    /// Into a new directory in this folder.
    In(&'a Path),
}

impl<'a> Out<'a> {
    /// At a path, or without one in a new directory in [`RUNS`].
    pub fn of(path: Option<&'a Path>, force: bool) -> Out<'a> {
        path.map_or(Out::In(Path::new(RUNS)), |path| Out::At(path, force))
    }
}

impl Out<'_> {
    /// Claims it. `kind` stands in the name of a new directory, where it is not a run.
    ///
    /// # Errors
    /// As [`WriteClaim::fresh`].
    pub fn claim(
        self,
        kind: Option<&str>,
        scenario: &str,
        hash: &str,
        command: &[String],
    ) -> Result<WriteClaim, Complaint> {
        match self {
            Out::At(path, force) => WriteClaim::fresh(path, force, command),
            Out::In(folder) => WriteClaim::named(folder, kind, scenario, hash, command),
        }
    }
}

/// What there is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// No directory, or an empty one.
    Nothing,
    /// Ours, and stopped before its plan was written: nothing is lost with it.
    Unbegun,
    /// Ours, with work in it.
    Begun,
    /// Somebody else's.
    Foreign,
}

impl WriteClaim {
    /// Claims a directory for new work and makes it. One with work in it is replaced if `force` says so; one that was
    /// stopped before its plan was written is taken over. `command` is what to type to begin the same again.
    ///
    /// # Errors
    /// A directory that is not ours, that holds what we did not write, or in which another process computes; work that
    /// may not be replaced; a disk that cannot be written to. Nothing is changed then.
    pub fn fresh(path: &Path, force: bool, command: &[String]) -> Result<WriteClaim, Complaint> {
        may_be_replaced(path, force)?;
        std::fs::create_dir_all(path).map_err(|error| FileError::new("write", path, error))?;
        let mut claim = WriteClaim::lock(path)?;
        // Somebody else may have begun and ended here meanwhile.
        may_be_replaced(path, force)?;
        claim.clear()?;
        let mark = Mark { software: "groundswell".into(), command: command.to_vec() };
        let text = serde_json::to_string(&mark).expect("a mark becomes JSON") + "\n";
        let failed = |error| FileError::new("write", &path.join(MARK), error);
        claim.lock.set_len(0).and_then(|()| claim.lock.write_all(text.as_bytes())).map_err(failed)?;
        Ok(claim)
    }

    /// Claims a new directory `<time>_<kind>_<scenario>_<four digits of the hash>` in a folder, with a number where
    /// that is taken.
    ///
    /// # Errors
    /// As [`WriteClaim::fresh`].
    pub fn named(
        folder: &Path,
        kind: Option<&str>,
        scenario: &str,
        hash: &str,
        command: &[String],
    ) -> Result<WriteClaim, Complaint> {
        let kind = kind.map_or(String::new(), |kind| format!("{kind}_"));
        let name = format!("{}_{kind}{scenario}_{}", crate::clock::stamp(), hash.get(..4).unwrap_or(hash));
        std::fs::create_dir_all(folder).map_err(|error| FileError::new("write", folder, error))?;
        let mut path = folder.join(&name);
        for number in 2.. {
            // Made here or not at all: two that begin at once get two directories.
            match std::fs::create_dir(&path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    path = folder.join(format!("{name}-{number}"))
                }
                Err(error) => return Err(FileError::new("write", &path, error).into()),
                Ok(()) => break,
            }
        }
        WriteClaim::fresh(&path, false, command)
    }

    /// Claims a directory in which work was begun. `what` it should be: `a run`, `a sweep`.
    ///
    /// # Errors
    /// No such directory, or none of ours; another process that computes in it; one that was stopped before its plan
    /// was written.
    pub fn again(path: &Path, what: &str) -> Result<WriteClaim, Complaint> {
        let refused = |reason: String| Complaint::new(Problem::Input { action: "open", path: path.into(), reason });
        match look(path)? {
            Found::Begun => WriteClaim::lock(path),
            Found::Unbegun => {
                drop(WriteClaim::lock(path)?);
                let mark = read_mark(path).unwrap_or_default();
                let complaint = refused("it was stopped before its plan was written: nothing is lost".into());
                let command = if mark.command.is_empty() { "the same command".into() } else { quoted(&mark.command) };
                Err(complaint.advise(format!("type {command} again: it takes the directory over")))
            }
            Found::Nothing if !path.is_dir() => Err(no_directory(path, what, "there is no such directory".into())),
            Found::Nothing => {
                let complaint =
                    refused("it is empty: if work was stopped here before its first file, nothing is lost".into());
                Err(complaint.advise("type the same command again: it takes the directory over"))
            }
            _ => Err(no_directory(path, what, format!("it is not the directory of {what}"))),
        }
    }

    /// Claims a directory of ours to delete it, whether or not its work was begun.
    ///
    /// # Errors
    /// One that is not ours; another process that computes in it.
    pub fn to_delete(path: &Path) -> Result<WriteClaim, Complaint> {
        match look(path)? {
            Found::Begun | Found::Unbegun => WriteClaim::lock(path),
            Found::Nothing | Found::Foreign => {
                Err(no_directory(path, "a run", "it is not a directory of Groundswell's".into()))
            }
        }
    }

    fn lock(path: &Path) -> Result<WriteClaim, Complaint> {
        let mark = path.join(MARK);
        may_be_written_into(&mark).map_err(|error| FileError::new("write", &mark, error))?;
        let mut options = OpenOptions::new();
        let file = options.read(true).write(true).create(true).truncate(false).open(&mark);
        let file = file.map_err(|error| FileError::new("write", &mark, error))?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => {
                let reason = "another process is computing in it".into();
                Err(Complaint::new(Problem::Output { path: path.into(), reason })
                    .advise("wait for it, or choose another directory with `--out`"))
            }
            Ok(()) | Err(TryLockError::Error(_)) => Ok(WriteClaim { dir: RunDir::at(path), lock: file }),
        }
    }

    /// The directory.
    pub fn dir(&self) -> &RunDir {
        &self.dir
    }

    /// Deletes the directory with all that we wrote in it.
    ///
    /// # Errors
    /// Something in it that we did not write: then nothing is deleted. A disk that cannot be changed.
    pub fn remove(self) -> Result<(), Complaint> {
        let path = self.dir.path();
        refuse_foreign(path, "delete")?;
        self.clear()?;
        let failed = |error| FileError::new("delete", path, error);
        std::fs::remove_file(path.join(MARK)).map_err(failed)?;
        std::fs::remove_dir(path).map_err(failed)?;
        Ok(())
    }

    /// Removes every file but the mark, manifest and plans first: a directory that is killed meanwhile is one whose
    /// work was not begun. What is in it must have been looked at.
    fn clear(&self) -> Result<(), Complaint> {
        let path = self.dir.path();
        let remove = |file: &Path| match std::fs::remove_file(file) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(FileError::new("replace", file, error)),
            _ => Ok(()),
        };
        for first in PLANS.iter().chain([&MANIFEST]) {
            remove(&path.join(first))?;
        }
        for file in files_under(path)? {
            remove(&file)?;
        }
        self.dir.tidy()?;
        for folder in FOLDERS {
            // One that is not empty holds what somebody has put there just now.
            let _ = std::fs::remove_dir(path.join(folder));
        }
        Ok(())
    }
}

/// Whether a process computes in this directory.
pub fn in_use(path: &Path) -> bool {
    let mark = open_plain(path.join(MARK));
    mark.is_ok_and(|mark| matches!(mark.try_lock(), Err(TryLockError::WouldBlock)))
}

/// A command as it can be typed.
fn quoted(command: &[String]) -> String {
    format!("`{}`", command.iter().map(|word| typed::word(word)).collect::<Vec<_>>().join(" "))
}

fn no_directory(path: &Path, what: &str, reason: String) -> Complaint {
    let complaint = Complaint::new(Problem::Input { action: "open", path: path.into(), reason });
    complaint.advise(match what {
        "a run" => "give the directory that `groundswell run` printed, as runs/2026-01-31T1200_…".into(),
        what => format!("give the directory of {what}, which the command that began it printed"),
    })
}

fn read_mark(path: &Path) -> Option<Mark> {
    let text = text_of(path.join(MARK)).ok()?;
    // Killed or full before it was written, the mark is empty.
    if text.is_empty() { Some(Mark::default()) } else { serde_json::from_str(&text).ok() }
}

fn is_plan(path: &Path) -> bool {
    let Ok(text) = text_of(path) else { return false };
    let plan: Option<serde_json::Value> = serde_json::from_str(&text).ok();
    plan.is_some_and(|plan| ["version", "scenario", "hash"].iter().all(|key| plan[key].is_string()))
}

fn look(path: &Path) -> Result<Found, Complaint> {
    let empty = match std::fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == ErrorKind::NotFound => true,
        Err(error) => return Err(FileError::new("write", path, error).into()),
    };
    if empty {
        return Ok(Found::Nothing);
    }
    let manifest = Manifest::read(path).ok().filter(|manifest| manifest.software == "groundswell");
    let planned = PLANS.iter().any(|plan| is_plan(&path.join(plan)));
    let marked = read_mark(path).is_some();
    if manifest.is_none() && !planned && !marked {
        return Ok(Found::Foreign);
    }
    let has_plan = PLANS.iter().any(|plan| path.join(plan).is_file());
    let finished = manifest.is_some_and(|manifest| manifest.status != ManifestStatus::Running);
    let files = everything(path)?
        .into_iter()
        .filter(|(name, kind)| *kind != Entry::Folder || !FOLDERS.contains(&name.as_str()));
    let names: Vec<String> = files.map(|entry| entry.0).collect();
    // A damaged manifest does not make results worthless; what somebody else has put there is named later.
    let first = |name: &str| name == MARK || names::is_given(name) || names::is_first(name) || half(name);
    let only_begun = names.iter().all(|name| first(name) || !names::is_ours(name));
    Ok(if has_plan || finished || !only_begun { Found::Begun } else { Found::Unbegun })
}

fn half(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|file| file.starts_with('.')) && names::is_ours(name)
}

/// Complains of a directory that may not be replaced; changes nothing.
fn may_be_replaced(path: &Path, force: bool) -> Result<(), Complaint> {
    match look(path)? {
        Found::Nothing => Ok(()),
        Found::Unbegun => refuse_foreign(path, "take over"),
        Found::Begun if force => refuse_foreign(path, "replace"),
        Found::Begun => {
            let complaint = Complaint::exists(path);
            let status = Manifest::read(path).map(|manifest| manifest.status);
            Err(match status {
                Ok(ManifestStatus::Complete) | Err(_) => complaint,
                Ok(_) => complaint.advise(format!("or go on with it: `groundswell resume {}`", typed::path(path))),
            })
        }
        Found::Foreign if force => {
            let reason = "it exists, and neither a manifest nor a plan says that it is Groundswell's, so `--force` does not replace it";
            Err(Complaint::new(Problem::Output { path: path.into(), reason: reason.into() })
                .advise("choose another name with `--out`"))
        }
        Found::Foreign => Err(Complaint::exists(path)),
    }
}

/// Complains of what is in a directory and was not written by us.
fn refuse_foreign(path: &Path, action: &str) -> Result<(), Complaint> {
    const NAMED: usize = 5;
    let foreign = foreign(path)?;
    if foreign.is_empty() {
        return Ok(());
    }
    let more = if foreign.len() > NAMED { format!(" and {} more", foreign.len() - NAMED) } else { String::new() };
    let names = foreign.iter().take(NAMED).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let reason = format!("it holds what Groundswell did not write: {names}{more}");
    Err(Complaint::new(Problem::Output { path: path.into(), reason }).advise(format!(
        "move that elsewhere: nothing was changed, and Groundswell will not {action} what it did not write"
    )))
}

/// What is in a directory of ours that we did not write, or that was changed since.
fn foreign(path: &Path) -> Result<Vec<String>, Complaint> {
    let manifest = Manifest::read(path).ok().filter(|manifest| manifest.finished.is_some() && Manifest::is_whole(path));
    let files = manifest.into_iter().flat_map(|manifest| manifest.files);
    let listed: BTreeMap<String, WrittenFile> =
        files.map(|file| (file.path.to_string_lossy().into_owned(), file)).collect();
    let mut foreign = Vec::new();
    for (name, kind) in everything(path)? {
        let ours = match (kind, listed.get(&name)) {
            (Entry::Folder, _) => FOLDERS.contains(&name.as_str()),
            (Entry::File, _) if name == MARK => true,
            (Entry::File, Some(file)) => is_as_written(path, &name, file)?,
            // A finished manifest lists every result; what is unlisted and ours is state, or hidden.
            (Entry::File, None) if !listed.is_empty() => {
                name == MANIFEST || names::is_state(&name) && names::is_ours(&name) || half(&name)
            }
            (Entry::File, None) => names::is_ours(&name),
            (Entry::Other, _) => false,
        };
        if !ours {
            foreign.push(if listed.contains_key(&name) { format!("{name} (changed since)") } else { name });
        }
    }
    Ok(foreign)
}

/// Whether a listed file is still what was written. Tables are large and nobody writes into them: their length is
/// looked at, and the log goes on growing.
fn is_as_written(path: &Path, name: &str, file: &WrittenFile) -> Result<bool, Complaint> {
    let full = path.join(name);
    if name.starts_with("data/") || name == crate::rundir::LOG {
        return Ok(name == crate::rundir::LOG || full.metadata().is_ok_and(|about| about.len() == file.bytes));
    }
    Ok(sha256_of(&full)?.sha256 == file.sha256)
}

/// What an entry of a directory is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    File,
    Folder,
    /// A link, a pipe: nothing that we make.
    Other,
}

/// Every entry below a directory, hidden ones too, by its path in it with `/`. Links are not followed.
fn everything(path: &Path) -> Result<Vec<(String, Entry)>, Complaint> {
    let (mut entries, mut folders) = (Vec::new(), vec![path.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        let failed = |error| FileError::new("list", &folder, error);
        for entry in std::fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?;
            let (inside, name) = (entry.path(), relative(path, &entry.path()).to_string_lossy().into_owned());
            let kind = match kind {
                kind if kind.is_file() => Entry::File,
                kind if kind.is_dir() => Entry::Folder,
                _ => Entry::Other,
            };
            // A folder that is not ours is named once, whatever is in it.
            if kind == Entry::Folder && FOLDERS.contains(&name.as_str()) {
                folders.push(inside);
            }
            entries.push((name, kind));
        }
    }
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(entries)
}
