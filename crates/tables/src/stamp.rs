//! How a result was made: what lets a stranger check, cite and repeat a run directory years later.
//!
//! [`Manifest`] is the run's passport (`manifest.json`): software, command, seed, status, and length and sha256 of every
//! file. [`citation`] adds the two forms that archives and reference managers read, [`log`] what happened when.
//! This module reads no clock: times are given by the caller, so that a test or a repeated run can give its own.

pub mod citation;
mod file;
pub mod log;
mod seal;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use file::{
    AtomicFile, FileError, PARTIAL, WrittenFile, bytes_of, may_be_written_into, open_plain, remove_partial, sha256_of,
    text_of, write_atomic,
};
pub use seal::{is_sealed, seal};
use serde::{Deserialize, Serialize};

/// Name of the manifest in a run directory.
pub const MANIFEST: &str = "manifest.json";

/// Version of the form of `manifest.json`; raised when a field changes its meaning, not when one is added.
pub const SCHEMA_VERSION: u32 = 1;

/// How far a run came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ManifestStatus {
    /// Being computed, or killed while it was.
    Running,
    /// Everything that was asked for is there.
    Complete,
    /// Some replicates failed; the others are complete and can be used.
    Partial,
    /// Stopped by the user; resumable.
    Interrupted,
}

/// The passport of a run directory. Fields keep this order in the file, maps are sorted, files are sorted by path:
/// the same run gives the same text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`SCHEMA_VERSION`] of the writer.
    pub schema_version: u32,
    /// `groundswell`.
    pub software: String,
    /// Version of the software.
    pub version: String,
    /// Revision it was built from, if known; ends in `+` when the sources were changed.
    pub git_revision: Option<String>,
    /// Command line as given, one item a word; for Python and the Studio the equivalent one.
    pub command: Vec<String>,
    /// RFC 3339, from the caller's clock.
    pub started: String,
    /// RFC 3339; absent while running.
    pub finished: Option<String>,
    /// Name and version of the rule that makes a replicate's draws from the seed.
    pub seed_scheme: String,
    /// Seed of the ensemble.
    pub seed: u64,
    /// Versions of what the numbers depend on: engine, scenario, file formats.
    pub versions: BTreeMap<String, String>,
    /// How far it came.
    pub status: ManifestStatus,
    /// Replicates asked for, done, failed; rows of tables; whatever counts.
    pub counts: BTreeMap<String, u64>,
    /// Every file but this one, paths relative to the run directory.
    pub files: Vec<WrittenFile>,
}

/// What can go wrong with a stamp.
#[derive(Debug, thiserror::Error)]
pub enum StampError {
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The manifest is there but is not one.
    #[error("{}: not a manifest: {source}", path.display())]
    Manifest {
        /// The file.
        path: PathBuf,
        /// What the JSON reader said, with line and column.
        source: serde_json::Error,
    },
    /// The manifest is of a later form than this software knows.
    #[error("{}: written by a later version (form {found}, this software reads up to {SCHEMA_VERSION})", path.display())]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Its form.
        found: u32,
    },
}

/// A file that is not what the manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mismatch {
    /// Listed, not there.
    Missing(PathBuf),
    /// There, with other content.
    Changed(PathBuf),
    /// There, not listed.
    Unlisted(PathBuf),
}

impl Manifest {
    /// A manifest of a run that begins now, with no counts and no files yet.
    pub fn begin(version: &str, git_revision: Option<&str>, command: Vec<String>, started: &str) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            software: "groundswell".into(),
            version: version.into(),
            git_revision: git_revision.map(Into::into),
            command,
            started: started.into(),
            finished: None,
            seed_scheme: String::new(),
            seed: 0,
            versions: BTreeMap::new(),
            status: ManifestStatus::Running,
            counts: BTreeMap::new(),
            files: vec![],
        }
    }

    /// Lists every file in the run directory, hashing those that `known` does not hold already (shards were hashed
    /// while they were written). Hidden files, partial ones among them, and the manifest itself are left out.
    pub fn list_files(&mut self, run: &Path, known: &[WrittenFile]) -> Result<(), FileError> {
        let known: BTreeMap<PathBuf, &WrittenFile> =
            known.iter().map(|file| (relative(run, &file.path), file)).collect();
        self.files.clear();
        for path in files_under(run)? {
            let file = match known.get(&relative(run, &path)) {
                Some(file) => (*file).clone(),
                None => sha256_of(&path)?,
            };
            self.files.push(WrittenFile { path: relative(run, &path), ..file });
        }
        Ok(())
    }

    /// Hashes some files again, those that were just written, and leaves what is said of all others as it is: what
    /// was damaged meanwhile must not be certified.
    pub fn relist(&mut self, run: &Path, names: &[&str]) -> Result<(), FileError> {
        for name in names.iter().filter(|name| run.join(name).is_file()) {
            let file = sha256_of(&run.join(name))?;
            self.files.retain(|listed| listed.path != Path::new(name));
            self.files.push(WrittenFile { path: name.into(), ..file });
        }
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(())
    }

    /// Writes `manifest.json`, atomically, with its own checksum.
    pub fn write(&self, run: &Path) -> Result<WrittenFile, StampError> {
        Ok(write_atomic(&run.join(MANIFEST), seal(self))?)
    }

    /// Whether the manifest of a directory is, bit for bit, one that was written. One of a version that wrote no
    /// checksum is not.
    pub fn is_whole(run: &Path) -> bool {
        text_of(run.join(MANIFEST)).is_ok_and(|text| is_sealed(&text))
    }

    /// Reads the manifest of a run directory, damaged or not, as long as it can be read.
    pub fn read(run: &Path) -> Result<Self, StampError> {
        /// The form alone, so that a later one is named as such and not as bad JSON.
        #[derive(Deserialize)]
        struct Form {
            schema_version: u32,
        }
        let path = run.join(MANIFEST);
        let text = text_of(&path).map_err(|e| FileError::new("read", &path, e))?;
        let broken = |source| StampError::Manifest { path: path.clone(), source };
        let form: Form = serde_json::from_str(&text).map_err(broken)?;
        if form.schema_version > SCHEMA_VERSION {
            return Err(StampError::TooNew { path, found: form.schema_version });
        }
        serde_json::from_str(&text).map_err(broken)
    }

    /// Compares the directory with the manifest: every difference, sorted by path; none means nothing was altered.
    pub fn check(&self, run: &Path) -> Result<Vec<Mismatch>, FileError> {
        let mut listed: BTreeMap<&Path, &WrittenFile> = self.files.iter().map(|f| (f.path.as_path(), f)).collect();
        let mut wrong = BTreeMap::new();
        for path in files_under(run)? {
            let name = relative(run, &path);
            let found = sha256_of(&path)?;
            match listed.remove(name.as_path()) {
                Some(file) if file.sha256 == found.sha256 => {}
                Some(_) => drop(wrong.insert(name.clone(), Mismatch::Changed(name))),
                None => drop(wrong.insert(name.clone(), Mismatch::Unlisted(name))),
            }
        }
        wrong.extend(listed.keys().map(|path| (path.to_path_buf(), Mismatch::Missing(path.to_path_buf()))));
        Ok(wrong.into_values().collect())
    }
}

/// The path inside the run directory, with `/` on every system so that a manifest reads the same everywhere.
pub fn relative(run: &Path, path: &Path) -> PathBuf {
    let inside = path.strip_prefix(run).unwrap_or(path);
    inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/").into()
}

/// Every file that belongs to a run, sorted; not the manifest and nothing hidden.
pub fn files_under(run: &Path) -> Result<Vec<PathBuf>, FileError> {
    let (mut files, mut directories) = (vec![], vec![run.to_owned()]);
    while let Some(directory) = directories.pop() {
        let failed = |e| FileError::new("list", &directory, e);
        for entry in std::fs::read_dir(&directory).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') || path == run.join(MANIFEST) {
                continue;
            }
            // Not followed: a link out of the directory, or in a circle, is not part of the run.
            let kind = entry.file_type().map_err(failed)?;
            if kind.is_dir() {
                directories.push(path);
            } else if kind.is_file() {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(run: &Path) -> Manifest {
        write_atomic(&run.join("scenario.toml"), "name = \"x\"\n").unwrap();
        let shard = write_atomic(&run.join("data/series/0000.parquet"), "PAR1").unwrap();
        std::fs::write(run.join("data/series/.0001.parquet.7-0.partial"), "half").unwrap();
        let command = ["groundswell", "run", "x"].map(String::from).to_vec();
        let mut manifest = Manifest::begin("0.1.0", Some("48f5eb0"), command, "2026-11-22T15:10:00Z");
        manifest.counts.insert("replicates".into(), 32);
        manifest.list_files(run, &[shard]).unwrap();
        manifest
    }

    #[test]
    fn a_manifest_survives_the_disk() {
        let dir = tempfile::tempdir().unwrap();
        let manifest = example(dir.path());
        manifest.write(dir.path()).unwrap();
        assert_eq!(Manifest::read(dir.path()).unwrap(), manifest);
        let names: Vec<_> = manifest.files.iter().map(|f| f.path.to_str().unwrap()).collect();
        assert_eq!(names, ["data/series/0000.parquet", "scenario.toml"]);
        let first = std::fs::read(dir.path().join(MANIFEST)).unwrap();
        manifest.write(dir.path()).unwrap();
        assert_eq!(std::fs::read(dir.path().join(MANIFEST)).unwrap(), first);
        assert!(String::from_utf8(first).unwrap().contains("\"status\": \"running\""));
    }

    #[test]
    fn every_alteration_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let manifest = example(dir.path());
        assert_eq!(manifest.check(dir.path()).unwrap(), []);
        std::fs::write(dir.path().join("scenario.toml"), "name = \"y\"\n").unwrap();
        std::fs::remove_file(dir.path().join("data/series/0000.parquet")).unwrap();
        std::fs::write(dir.path().join("notes.txt"), "").unwrap();
        let wrong = manifest.check(dir.path()).unwrap();
        let want = [
            Mismatch::Missing("data/series/0000.parquet".into()),
            Mismatch::Unlisted("notes.txt".into()),
            Mismatch::Changed("scenario.toml".into()),
        ];
        assert_eq!(wrong, want);
    }

    #[test]
    fn a_later_form_is_refused_by_name() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(MANIFEST), r#"{"schema_version": 99, "new": true}"#).unwrap();
        assert!(matches!(Manifest::read(dir.path()), Err(StampError::TooNew { found: 99, .. })));
        std::fs::write(dir.path().join(MANIFEST), "{}").unwrap();
        assert!(matches!(Manifest::read(dir.path()), Err(StampError::Manifest { .. })));
    }
}
