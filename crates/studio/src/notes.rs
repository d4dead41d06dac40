//! Titles and notes that people give to runs. They lie beside the runs and not in them: a run directory holds only what
//! was computed, and its files are under checksums.

use crate::api::problem::{Code, Problem};
use crate::api::run::Note;
use groundswell_complaint::Complaint;
use groundswell_tables::stamp::{text_of, write_atomic};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// Longest title and longest note, in characters.
pub(crate) const LONGEST: (usize, usize) = (120, 4000);

/// Longest file that is read; what is longer was not written here.
const LARGEST: u64 = 16 << 20;

/// The file of notes.
pub(crate) struct Notes {
    file: PathBuf,
    /// Held while it is read and written.
    lock: Mutex<()>,
}

impl Notes {
    /// The notes in this file, which need not be there yet.
    pub(crate) fn new(file: PathBuf) -> Notes {
        Notes { file, lock: Mutex::default() }
    }

    /// Every note, by the name of its run. A file that cannot be read is as if there were none, and is not replaced.
    pub(crate) fn all(&self) -> BTreeMap<String, Note> {
        self.read().unwrap_or_default()
    }

    fn read(&self) -> Result<BTreeMap<String, Note>, Problem> {
        let Ok(about) = self.file.symlink_metadata() else { return Ok(BTreeMap::new()) };
        let damaged = |why: String| Problem::new(Code::Damaged, format!("{}: {why}", self.file.display()));
        if !about.is_file() || about.len() > LARGEST {
            return Err(damaged("this is no file of notes".into()));
        }
        let text = text_of(&self.file).map_err(|error| damaged(error.to_string()))?;
        serde_json::from_str(&text).map_err(|error| damaged(error.to_string()))
    }

    /// Keeps the note of a run; an empty one is forgotten.
    ///
    /// # Errors
    /// Words that are too long; a file that cannot be read or written.
    pub(crate) fn keep(&self, run: &str, note: Note) -> Result<(), Problem> {
        let long = |text: &str, most: usize| text.chars().count() > most;
        if long(&note.title, LONGEST.0) || long(&note.note, LONGEST.1) || note.title.chars().any(char::is_control) {
            let what = format!("a title has at most {} characters on one line, a note {}", LONGEST.0, LONGEST.1);
            return Err(Problem::new(Code::Wrong, what));
        }
        let _held = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = self.read()?;
        if note.title.trim().is_empty() && note.note.trim().is_empty() {
            all.remove(run);
        } else {
            all.insert(run.into(), note);
        }
        let text = format!("{:#}\n", serde_json::to_value(&all).expect("notes become JSON"));
        write_atomic(&self.file, &text).map_err(Complaint::from)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_kept_by_run_and_a_damaged_file_is_not_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let notes = Notes::new(folder.path().join("notes.json"));
        let note = |title: &str| Note { title: title.into(), note: "for the lecture\non Monday".into() };
        notes.keep("one", note("Lecture")).expect("kept");
        notes.keep("two", note("")).expect("kept");
        assert_eq!(Notes::new(folder.path().join("notes.json")).all()["one"].title, "Lecture");
        notes.keep("one", Note::default()).expect("forgotten");
        assert_eq!(notes.all().keys().collect::<Vec<_>>(), ["two"]);
        for wrong in [note(&"x".repeat(121)), note("a\nb"), Note { note: "x".repeat(4001), ..Note::default() }] {
            assert_eq!(notes.keep("one", wrong).err().map(|problem| problem.code), Some(Code::Wrong));
        }
        std::fs::write(folder.path().join("notes.json"), "{").expect("written");
        assert_eq!(notes.keep("one", note("x")).err().map(|problem| problem.code), Some(Code::Damaged));
        assert!(notes.all().is_empty());
        assert_eq!(std::fs::read_to_string(folder.path().join("notes.json")).expect("there"), "{");
    }
}
