//! Files that are either complete or absent, and the sha256 by which they are known.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The end of the name of a file that is still being written. Such files are hidden and never part of a result.
pub const PARTIAL: &str = ".partial";

/// A file could not be read, written or renamed.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} {}: {source}", path.display())]
pub struct FileError {
    /// What was tried, as a verb: `read`, `write`, `rename`.
    pub action: &'static str,
    /// On which file.
    pub path: PathBuf,
    /// What the system answered.
    pub source: io::Error,
}

impl FileError {
    /// With the file that the system's answer leaves out.
    pub fn new(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self { action, path: path.to_owned(), source }
    }
}

/// A file as a manifest lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenFile {
    /// Path; inside a manifest relative to the run directory and with `/` on every system.
    pub path: PathBuf,
    /// Length in bytes.
    pub bytes: u64,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

/// Writes beside the goal and renames at the end, so that nobody ever sees half a file.
///
/// Dropped before [`finish`](Self::finish), it removes what it wrote. The sha256 is computed on the way: results are
/// not read a second time to be stamped.
pub struct AtomicFile {
    // None only once finished, when there is nothing left to clean up.
    file: Option<BufWriter<File>>,
    goal: PathBuf,
    partial: PathBuf,
    bytes: u64,
    hash: Sha256,
}

impl AtomicFile {
    /// Begins a file that will be called `goal`; its directory is made if need be.
    pub fn create(goal: &Path) -> Result<Self, FileError> {
        if let Some(directory) = goal.parent() {
            std::fs::create_dir_all(directory).map_err(|e| FileError::new("make the directory", directory, e))?;
        }
        let (file, partial) = hidden_beside(goal).map_err(|e| FileError::new("write", goal, e))?;
        let file = Some(BufWriter::with_capacity(1 << 16, file));
        Ok(Self { file, goal: goal.to_owned(), partial, bytes: 0, hash: Sha256::new() })
    }

    /// The name the file will have.
    pub fn path(&self) -> &Path {
        &self.goal
    }

    /// Forces the content to disk, renames the file, and forces the directory entry to disk: after this returns the
    /// file survives a power cut, and before it does the old file, if any, is intact.
    pub fn finish(mut self) -> Result<WrittenFile, FileError> {
        let file = self.file.take().expect("finish consumes the file");
        let rename = || {
            let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.sync_all()?;
            std::fs::rename(&self.partial, &self.goal)?;
            sync_directory(&self.goal)
        };
        rename().map_err(|source| {
            let _ = std::fs::remove_file(&self.partial);
            FileError::new("write", &self.goal, source)
        })?;
        let sha256 = hexadecimal(self.hash.finalize_reset().as_slice());
        Ok(WrittenFile { path: std::mem::take(&mut self.goal), bytes: self.bytes, sha256 })
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let file = self.file.as_mut().expect("open until finished");
        let written = file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().expect("open until finished").flush()
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // Nothing useful can be done if this fails: the file is hidden and marked as partial.
            let _ = std::fs::remove_file(&self.partial);
        }
    }
}

/// A new hidden file beside the goal. Several threads write into one directory, and on a shared disk several
/// processes, which in containers may all be number 1: a name that is taken is left alone and the next one tried.
fn hidden_beside(goal: &Path) -> io::Result<(File, PathBuf)> {
    static SERIAL: AtomicU64 = AtomicU64::new(0);
    let name = goal.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    // The hidden name must fit where the name itself does.
    let short: String = name.chars().take(32).collect();
    loop {
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        let partial = goal.with_file_name(format!(".{short}.{}-{serial}{PARTIAL}", std::process::id()));
        match File::create_new(&partial) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            file => return Ok((file?, partial)),
        }
    }
}

/// A rename is durable once the directory is; other systems than Unix cannot open directories.
fn sync_directory(of: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let directory = of.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(directory)?.sync_all()?;
    }
    Ok(())
}

/// Writes a whole small file, atomically.
pub fn write_atomic(path: &Path, content: impl AsRef<[u8]>) -> Result<WrittenFile, FileError> {
    let mut file = AtomicFile::create(path)?;
    file.write_all(content.as_ref()).map_err(|e| FileError::new("write", path, e))?;
    file.finish()
}

/// Removes what killed writers left in a directory and says how many files that were. Only for a directory in which
/// nobody writes: the partial files of a living process look the same.
pub fn remove_partial(directory: &Path) -> Result<usize, FileError> {
    let failed = |e| FileError::new("list", directory, e);
    let mut removed = 0;
    for entry in std::fs::read_dir(directory).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') && name.ends_with(PARTIAL) {
            std::fs::remove_file(entry.path()).map_err(|e| FileError::new("remove", &entry.path(), e))?;
            removed += 1;
        }
    }
    Ok(removed)
}

fn no_plain_file() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "it is no plain file")
}

/// Opens a file to read it. A pipe in its place is refused: whoever opens one waits until somebody writes to it, perhaps
/// for ever.
///
/// # Errors
/// Of the system; what is no plain file.
pub fn open_plain(path: impl AsRef<Path>) -> io::Result<File> {
    if std::fs::metadata(&path)?.is_file() { File::open(path) } else { Err(no_plain_file()) }
}

/// The bytes of a plain file.
///
/// # Errors
/// As [`open_plain`].
pub fn bytes_of(path: impl AsRef<Path>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_plain(path)?.read_to_end(&mut bytes).map(|_| bytes)
}

/// The text of a plain file.
///
/// # Errors
/// As [`open_plain`]; bytes that are not UTF-8.
pub fn text_of(path: impl AsRef<Path>) -> io::Result<String> {
    let mut text = String::new();
    open_plain(path)?.read_to_string(&mut text).map(|_| text)
}

/// Refuses to write into what is there and is no plain file: a pipe, and a link too, since what it leads to is perhaps
/// somebody else's. A file that is replaced as a whole takes the place of a link.
///
/// # Errors
/// Something of this name that is no plain file.
pub fn may_be_written_into(path: &Path) -> io::Result<()> {
    match path.symlink_metadata() {
        Ok(about) if !about.is_file() => Err(no_plain_file()),
        _ => Ok(()),
    }
}

/// Length and sha256 of a file that is there.
pub fn sha256_of(path: &Path) -> Result<WrittenFile, FileError> {
    let failed = |e| FileError::new("read", path, e);
    let mut file = open_plain(path).map_err(failed)?;
    let (mut hash, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => {
                hash.update(&buffer[..n]);
                bytes += n as u64;
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(failed(e)),
        }
    }
    Ok(WrittenFile { path: path.to_owned(), bytes, sha256: hexadecimal(hash.finalize().as_slice()) })
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_sha256() {
        let dir = tempfile::tempdir().unwrap();
        let written = write_atomic(&dir.path().join("new/abc"), "abc").unwrap();
        // The vector of FIPS 180-2, appendix B.1.
        assert_eq!(written.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(sha256_of(&written.path).unwrap(), written);
    }

    #[test]
    fn an_abandoned_file_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let goal = dir.path().join("a");
        let mut file = AtomicFile::create(&goal).unwrap();
        file.write_all(b"half").unwrap();
        assert!(!goal.exists());
        drop(file);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_killed_writers_left_can_be_removed() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(".a.parquet.7-0.partial"), "half").unwrap();
        write_atomic(&dir.path().join("a.parquet"), "whole").unwrap();
        assert_eq!(remove_partial(dir.path()).unwrap(), 1);
        assert_eq!(remove_partial(dir.path()).unwrap(), 0);
        assert!(dir.path().join("a.parquet").exists());
    }

    #[test]
    fn writers_of_one_name_do_not_meet() {
        let dir = tempfile::tempdir().unwrap();
        let goal = dir.path().join("a");
        let (mut first, mut second) = (AtomicFile::create(&goal).unwrap(), AtomicFile::create(&goal).unwrap());
        first.write_all(b"first").unwrap();
        second.write_all(b"second").unwrap();
        first.finish().unwrap();
        second.finish().unwrap();
        assert_eq!(std::fs::read(&goal).unwrap(), b"second");
        assert!(AtomicFile::create(Path::new("..")).is_err(), "not a file's name");
    }

    #[test]
    #[cfg(unix)]
    fn the_longest_name_can_be_written() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["a".repeat(255), "é".repeat(127)] {
            write_atomic(&dir.path().join(name), "x").unwrap();
        }
        let too_long = write_atomic(&dir.path().join("a".repeat(256)), "x").unwrap_err();
        assert_eq!(too_long.source.kind(), io::ErrorKind::InvalidFilename);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_bare_name_is_written_where_we_are() {
        // No directory in the path: the sync of the directory must still find one.
        assert!(sync_directory(Path::new("somewhere")).is_ok());
    }

    #[test]
    #[cfg(unix)]
    fn pipes_are_not_waited_for_and_links_are_not_written_into() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        assert!(std::process::Command::new("mkfifo").arg(path("pipe")).status().unwrap().success());
        std::fs::write(path("file"), "x").unwrap();
        std::os::unix::fs::symlink("file", path("link")).unwrap();
        std::os::unix::fs::symlink("loop", path("loop")).unwrap();
        for name in ["pipe", ".", "loop", "gone"] {
            assert!(text_of(path(name)).is_err() && sha256_of(&path(name)).is_err(), "{name}");
        }
        assert_eq!((text_of(path("link")).unwrap(), bytes_of(path("file")).unwrap()), ("x".into(), b"x".to_vec()));
        for (name, may) in [("file", true), ("new", true), ("link", false), ("pipe", false), (".", false)] {
            assert_eq!(may_be_written_into(&path(name)).is_ok(), may, "{name}");
        }
        write_atomic(&path("link"), "mine").unwrap();
        assert_eq!(text_of(path("file")).unwrap(), "x");
    }

    #[test]
    fn an_error_names_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let said = sha256_of(&dir.path().join("gone.csv")).unwrap_err().to_string();
        assert!(said.starts_with("cannot read ") && said.contains("gone.csv"), "{said}");
    }
}
