//! Opening event files: folders, plain files, gzip and zip, distinguished by their first bytes and never unpacked to disk.

use super::formats;
use crate::delimited::encoding::{as_utf8, looked_at};
use flate2::read::MultiGzDecoder;
use groundswell_complaint::Complaint;
use groundswell_tables::stamp::FileError;
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;

/// Archives within archives within archives are enough.
const DEEPEST: usize = 3;
/// The longest archive within an archive, in bytes unpacked: it has to be kept in memory.
const LONGEST: u64 = 256 << 20;
/// How much of a text tells what it is: of a tar archive its 257th byte and those behind it.
const HEAD: usize = 512;

/// What is done with the texts that are found.
pub(crate) trait Visitor {
    /// Reads a text. What is wrong with it is the visitor's to keep.
    ///
    /// # Errors
    /// Only what makes going on pointless, as a full disk.
    fn text(&mut self, name: &Name, text: &mut dyn Read) -> Result<(), Complaint>;
    /// Keeps what is wrong with a file of which nothing can be read.
    fn bad(&mut self, name: &Name, complaint: Complaint);
    /// Keeps the name of something that is no table.
    fn aside(&mut self, name: &str);
    /// Whether the rest is no longer wanted.
    fn stopped(&self) -> bool;
}

/// What a text is called.
pub(crate) struct Name {
    /// The file, and within an archive which.
    pub shown: String,
    /// Whether the user named it; the rest was found in folders and archives.
    pub given: bool,
}

impl Name {
    fn inside(&self, entry: &str) -> Name {
        Name { shown: format!("{}/{entry}", self.shown), given: false }
    }
}

/// Counts the bytes of files as they are read, packed ones as they lie on disk.
struct Counted {
    file: File,
    bytes: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(into)?;
        self.bytes.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// The files that some paths stand for: folders are searched, in the order of names, whatever is hidden is not. What is
/// in a folder and is neither file nor folder, as a pipe or a link that leads nowhere, is among them: it is set aside.
/// `true` with those that the user named.
///
/// # Errors
/// A path that is not there, a folder that cannot be listed, and a folder without files.
pub fn files_of(paths: &[PathBuf]) -> Result<Vec<(PathBuf, bool)>, Complaint> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            std::fs::metadata(path).map_err(|error| FileError::new("read", path, error))?;
            files.push((path.clone(), true));
            continue;
        }
        let before = files.len();
        let (mut folders, mut seen) = (vec![path.clone()], HashSet::new());
        while let Some(folder) = folders.pop() {
            let failed = |error| Complaint::from(FileError::new("list", &folder, error));
            // A link to a folder above would never end, and one to a folder beside would bring its files twice.
            if !seen.insert(std::fs::canonicalize(&folder).map_err(failed)?) {
                continue;
            }
            let mut entries: Vec<PathBuf> = Vec::new();
            for entry in std::fs::read_dir(&folder).map_err(failed)? {
                entries.push(entry.map_err(failed)?.path());
            }
            entries.sort();
            let shown = |path: &PathBuf| path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.'));
            entries.retain(shown);
            folders.extend(entries.iter().rev().filter(|path| path.is_dir()).cloned());
            files.extend(entries.into_iter().filter(|path| !path.is_dir()).map(|path| (path, false)));
        }
        if files.len() == before {
            return Err(Complaint::inconsistent("the folder holds no file").in_file(path.display().to_string()));
        }
    }
    Ok(files)
}

/// Hands on each text of a file: one, or every file of an archive. `bytes` counts what is read from disk.
///
/// # Errors
/// Whatever the visitor says.
pub(crate) fn each_text(
    path: &Path,
    given: bool,
    bytes: &Arc<AtomicU64>,
    visitor: &mut dyn Visitor,
) -> Result<(), Complaint> {
    let name = Name { shown: path.display().to_string(), given };
    // Opening a pipe that nobody writes to would never end.
    if !given && (formats::aside(&name.shown) || !path.is_file()) {
        visitor.aside(&name.shown);
        return Ok(());
    }
    let unreadable = |error| Complaint::from(FileError::new("read", path, error));
    let opened = File::open(path).and_then(|mut file| {
        let (mut head, whole) = (Vec::with_capacity(HEAD), file.metadata()?.is_file());
        (&mut file).take(HEAD as u64).read_to_end(&mut head)?;
        if whole {
            file.seek(SeekFrom::Start(0))?;
        }
        Ok((file, head, whole))
    });
    let (file, head, whole) = match opened {
        Ok(opened) => opened,
        Err(error) => {
            visitor.bad(&name, unreadable(error));
            return Ok(());
        }
    };
    let file = Counted { file, bytes: bytes.clone() };
    // A pipe cannot be sought in: what was read of it comes first.
    if !whole {
        return stream(&name, &mut Cursor::new(head).chain(file), 0, visitor);
    }
    if is_zip(&head) {
        // A small buffer: each entry of an archive is sought, and what was read ahead is thrown away.
        return archive(&name, io::BufReader::with_capacity(1 << 13, file), 0, visitor);
    }
    stream(&name, &mut io::BufReader::with_capacity(1 << 16, file), 0, visitor)
}

fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// Hands on what a stream holds.
fn stream(name: &Name, source: &mut dyn Read, depth: usize, visitor: &mut dyn Visitor) -> Result<(), Complaint> {
    let broken = |error: io::Error| Complaint::syntax(format!("the file cannot be read: {error}")).in_file(&name.shown);
    let (head, mut whole) = match looked_at(source, HEAD) {
        Ok(looked_at) => looked_at,
        Err(error) => {
            visitor.bad(name, broken(error));
            return Ok(());
        }
    };
    let (packed, zip) = (head.starts_with(&[0x1f, 0x8b]), is_zip(&head));
    let known = formats::other(&head);
    if (packed || zip) && depth >= DEEPEST {
        visitor.bad(name, Complaint::inconsistent("archives are packed too deep in each other").in_file(&name.shown));
        return Ok(());
    }
    if let Some(complaint) = known {
        visitor.bad(name, complaint.in_file(&name.shown));
        return Ok(());
    }
    if packed {
        let inner = MultiGzDecoder::new(io::BufReader::with_capacity(1 << 16, whole));
        return stream(name, &mut { inner }, depth + 1, visitor);
    }
    if zip {
        let mut kept = Vec::new();
        match whole.take(LONGEST + 1).read_to_end(&mut kept) {
            Err(error) => visitor.bad(name, broken(error)),
            Ok(_) if kept.len() as u64 > LONGEST => {
                let what = format!("an archive within an archive may have {} MB", LONGEST >> 20);
                visitor.bad(name, Complaint::inconsistent(what).in_file(&name.shown).advise("unpack it first"));
            }
            Ok(_) => return archive(name, Cursor::new(kept), depth + 1, visitor),
        }
        return Ok(());
    }
    match as_utf8(&mut whole) {
        Ok(mut text) => visitor.text(name, &mut text),
        Err(error) => {
            visitor.bad(name, broken(error));
            Ok(())
        }
    }
}

/// What is wrong with a zip archive or with a file in it, and what to do.
fn zip_fault(error: &ZipError) -> (String, &'static str) {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            ("it is locked with a password".into(), "unpack it and give the files")
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            (format!("it is packed in a way that is not read here: {error}"), "unpack it and give the files")
        }
        _ => (format!("not a readable zip archive: {error}"), "the file may be cut short; fetch it again"),
    }
}

/// The names that several files of an archive have.
fn doubled_names(file: impl Read + Seek) -> Vec<String> {
    let (mut seen, mut doubled) = (HashSet::new(), Vec::new());
    let Ok(mut all) = ZipIterable::try_new(file, zip::read::Config::default()) else { return doubled };
    for entry in all.files().into_iter().flatten().flatten() {
        let name = entry.name().map_or_else(|_| "?".into(), |name| name.into_owned());
        if !seen.insert(name.clone()) && doubled.len() < 3 && !doubled.contains(&name) {
            doubled.push(name);
        }
    }
    doubled
}

/// Hands on every table of an archive.
fn archive(name: &Name, file: impl Read + Seek, depth: usize, visitor: &mut dyn Visitor) -> Result<(), Complaint> {
    let broken = |error: ZipError, shown: &str| {
        let (what, advice) = zip_fault(&error);
        Complaint::syntax(what).in_file(shown).advise(advice)
    };
    let mut archive = match zip::ZipArchive::new(file) {
        Ok(archive) => archive,
        Err(error) => {
            visitor.bad(name, broken(error, &name.shown));
            return Ok(());
        }
    };
    if let Some(complaint) = formats::office(|entry| archive.index_for_name(entry).is_some()) {
        visitor.bad(name, complaint.in_file(&name.shown));
        return Ok(());
    }
    // Of files of one name a reader of archives finds the last, and the others would be lost without a word.
    if archive.has_duplicate_names() {
        let doubled = doubled_names(archive.into_inner());
        let what = format!("several files of the archive have one name: {}", doubled.join(", "));
        let complaint = Complaint::inconsistent(what).in_file(&name.shown).allowed("each name once");
        visitor.bad(name, complaint.advise("unpack it, give each of them a name of its own, and name the folder"));
        return Ok(());
    }
    let mut texts = 0;
    for i in 0..archive.len() {
        if visitor.stopped() {
            return Ok(());
        }
        let mut entry = match archive.by_index(i) {
            Ok(entry) => entry,
            Err(error) => {
                let inner = name.inside(&format!("entry {}", i + 1));
                visitor.bad(&inner, broken(error, &inner.shown));
                continue;
            }
        };
        let inner = name.inside(&entry.name().map_or_else(|_| format!("entry {}", i + 1), |name| name.into_owned()));
        if !entry.is_file() {
            continue;
        }
        if formats::aside(&inner.shown) {
            visitor.aside(&inner.shown);
            continue;
        }
        texts += 1;
        stream(&inner, &mut entry, depth, visitor)?;
    }
    if texts == 0 {
        visitor.bad(name, Complaint::inconsistent("the archive holds no table").in_file(&name.shown));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_link_to_a_folder_above_or_beside_brings_no_file_twice() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(path("a/b")).expect("made");
        std::fs::write(path("a/b/one.csv"), "x").expect("written");
        std::fs::write(path("two.csv"), "x").expect("written");
        for (to, link) in [(".", "self"), ("..", "a/up"), ("a/b", "beside"), ("nowhere", "dangling"), ("loop", "loop")]
        {
            std::os::unix::fs::symlink(to, path(link)).expect("linked");
        }
        let files = files_of(&[folder.path().to_path_buf()]).expect("files");
        let (whole, others): (Vec<_>, Vec<_>) = files.iter().partition(|(path, _)| path.is_file());
        assert_eq!(whole.len(), 2, "{files:?}");
        let names: Vec<_> = others.iter().filter_map(|(path, _)| path.file_name()?.to_str()).collect();
        assert_eq!(names, ["dangling", "loop"], "they are set aside, and it is said");
    }
}
