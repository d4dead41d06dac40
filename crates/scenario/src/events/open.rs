//! Opening event files: plain, gzip or zip, told apart by their first bytes and never unpacked to disk.

use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::read::MultiGzDecoder;
use groundswell_complaint::Complaint;
use groundswell_tables::stamp::FileError;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

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

/// A mark at the beginning is taken off; UTF-16 is turned into UTF-8; everything else passes as it is.
fn as_utf8<'a>(source: impl Read + 'a) -> impl Read + 'a {
    DecodeReaderBytesBuilder::new().utf8_passthru(true).strip_bom(true).bom_override(true).build(source)
}

/// Hands on each text of a file: one, or every file of an archive. `bytes` counts what is read from disk.
///
/// # Errors
/// A file that cannot be opened, an archive that is none, and whatever `read` says.
pub fn each_text(
    path: &Path,
    bytes: &Arc<AtomicU64>,
    read: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), Complaint>,
) -> Result<(), Complaint> {
    let shown = path.display().to_string();
    let open = || File::open(path).map_err(|error| Complaint::from(FileError::new("read", path, error)));
    let mut head = Vec::new();
    open()?.take(4).read_to_end(&mut head).map_err(|error| FileError::new("read", path, error))?;
    let file = Counted { file: open()?, bytes: bytes.clone() };
    if head.starts_with(&[0x1f, 0x8b]) {
        return read(&shown, &mut as_utf8(MultiGzDecoder::new(io::BufReader::with_capacity(1 << 16, file))));
    }
    if !head.starts_with(b"PK\x03\x04") && !head.starts_with(b"PK\x05\x06") {
        return read(&shown, &mut as_utf8(file));
    }
    let broken = |error: zip::result::ZipError| {
        Complaint::syntax(format!("not a readable zip archive: {error}"))
            .in_file(&shown)
            .advise("the file may be cut short; fetch it again")
    };
    let mut archive = zip::ZipArchive::new(io::BufReader::with_capacity(1 << 16, file)).map_err(broken)?;
    let mut texts = 0;
    for i in 0..archive.len() {
        let entry = archive.by_index(i).map_err(broken)?;
        let name = entry.name().map_err(broken)?.into_owned();
        // What macOS adds, and what readers are told about the data.
        let aside = name.starts_with("__MACOSX") || [".md", ".pdf", ".html"].iter().any(|end| name.ends_with(end));
        if entry.is_file() && !aside {
            texts += 1;
            read(&format!("{shown}/{name}"), &mut as_utf8(entry))?;
        }
    }
    if texts == 0 {
        return Err(Complaint::inconsistent("the archive holds no table").in_file(shown));
    }
    Ok(())
}
