//! Where events go: Parquet or CSV, a chunk at a time, and a table of the rows that were rejected.

use super::rows::RowFault;
use super::{EventRow, SCHEMA};
use groundswell_complaint::{Complaint, Problem};
use groundswell_tables::stamp::{AtomicFile, FileError, WrittenFile};
use groundswell_tables::table::{ShardWriter, Table, cell_text};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Rows held before they are written: a row group each.
const CHUNK: usize = 1 << 16;
/// The header of a table of rejected rows, by which it is known again.
const REJECTED: [&str; 5] = ["file", "line", "column", "found", "allowed"];

enum Out {
    Parquet(ShardWriter),
    Csv(Box<csv::Writer<AtomicFile>>),
}

/// Writes events and rejected rows. Nothing has its name before [`finish`](Self::finish).
pub struct Sink {
    out: Out,
    chunk: Table,
    path: PathBuf,
    rejected_path: PathBuf,
    rejected: Option<Box<csv::Writer<AtomicFile>>>,
    /// What went wrong where it could not be said at once.
    failed: Option<Complaint>,
    force: bool,
    rows: u64,
}

/// `events.parquet` has its rejected rows in `events.rejected.csv`.
fn rejected_beside(path: &Path) -> PathBuf {
    path.with_extension("rejected.csv")
}

/// Whether something has this name, also a link that leads nowhere.
fn taken(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether a file is a list of rejected rows that an import wrote.
fn is_rejected_list(path: &Path) -> bool {
    let want = REJECTED.join(",") + "\n";
    let mut head = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(want.len() as u64).read_to_end(&mut head));
    read.is_ok() && head == want.as_bytes()
}

fn refused(path: &Path, reason: &str) -> Complaint {
    Complaint::new(Problem::Output { path: path.into(), reason: reason.into() })
}

impl Sink {
    /// Begins a table at a path that ends in `.parquet` or `.csv`; one that is there is replaced only by `force`, and so
    /// is its list of rejected rows. Nothing but such a list is ever replaced in its place.
    ///
    /// # Errors
    /// Another ending, a file that exists, a folder that cannot be written to.
    pub fn create(path: &Path, force: bool) -> Result<Sink, Complaint> {
        let end = path.extension().map(|end| end.to_string_lossy().to_lowercase());
        if !matches!(end.as_deref(), Some("parquet" | "csv")) {
            return Err(
                refused(path, "a table is written as Parquet or CSV").allowed("a name that ends in .parquet or .csv")
            );
        }
        let rejected_path = rejected_beside(path);
        may_be_written(path, &rejected_path, force)?;
        let out = if end.as_deref() == Some("parquet") {
            Out::Parquet(ShardWriter::create(path, "events", SCHEMA)?)
        } else {
            let mut writer = csv::Writer::from_writer(AtomicFile::create(path)?);
            let header = SCHEMA.iter().map(|field| field.name.as_bytes());
            writer.write_record(header).map_err(|error| cannot_write(path, error))?;
            Out::Csv(Box::new(writer))
        };
        let (chunk, path) = (Table::new("events", SCHEMA), path.to_path_buf());
        Ok(Sink { out, chunk, path, rejected_path, rejected: None, failed: None, force, rows: 0 })
    }

    /// Refuses to write over a file that is read, by whatever name it is known.
    ///
    /// # Errors
    /// If one of the files is the table or its list of rejected rows.
    pub fn spare<'a>(&self, inputs: impl Iterator<Item = &'a Path>) -> Result<(), Complaint> {
        let handle = |path: &Path| same_file::Handle::from_path(path).ok();
        let mine: Vec<_> = [&self.path, &self.rejected_path].into_iter().map(|path| (path, handle(path))).collect();
        if mine.iter().all(|(_, handle)| handle.is_none()) {
            return Ok(());
        }
        for input in inputs {
            let theirs = handle(input);
            if let Some((path, _)) = mine.iter().find(|(_, mine)| mine.is_some() && *mine == theirs) {
                let reason = format!("it is the same file as the input {}", input.display());
                return Err(refused(path, &reason).advise("choose another name with `--out`"));
            }
        }
        Ok(())
    }

    /// Adds an event, under the word of its dataset.
    pub(super) fn push(&mut self, source: &'static str, event: &EventRow<'_>) -> Result<(), Complaint> {
        self.chunk.push(event.cells(source));
        self.rows += 1;
        if self.chunk.rows() >= CHUNK { self.flush() } else { Ok(()) }
    }

    /// Adds a rejected row.
    pub(super) fn reject(&mut self, file: &str, line: u64, wrong: &RowFault) -> Result<(), Complaint> {
        let path = &self.rejected_path;
        if self.rejected.is_none() {
            let mut writer = csv::Writer::from_writer(AtomicFile::create(path)?);
            writer.write_record(REJECTED).map_err(|error| cannot_write(path, error))?;
            self.rejected = Some(Box::new(writer));
        }
        let line = if line > 0 { line.to_string() } else { String::new() };
        let record = [file, &line, wrong.column, &wrong.found, &wrong.allowed];
        match &mut self.rejected {
            Some(writer) => writer.write_record(record).map_err(|error| cannot_write(path, error)),
            None => Ok(()),
        }
    }

    /// Adds a file of which nothing can be read. A disk that cannot be written to is said at the end.
    pub(super) fn reject_file(&mut self, file: &str, complaint: &Complaint) {
        let why = RowFault::row(format!("the file: {}", complaint.problem()));
        if let Err(complaint) = self.reject(file, 0, &why) {
            self.failed.get_or_insert(complaint);
        }
    }

    fn flush(&mut self) -> Result<(), Complaint> {
        let full = std::mem::replace(&mut self.chunk, Table::new("events", SCHEMA));
        match &mut self.out {
            Out::Parquet(shard) => shard.append(&full)?,
            Out::Csv(writer) => {
                for row in 0..full.rows() {
                    let cells = full.columns().iter().map(|column| {
                        let text = cell_text(column.cell(row), column.field().kind);
                        // A day is a day: its midnight says nothing in a spreadsheet.
                        text.strip_suffix("T00:00:00").map_or(text.clone(), str::to_owned)
                    });
                    writer.write_record(cells).map_err(|error| cannot_write(&self.path, error))?;
                }
            }
        }
        Ok(())
    }

    /// Events so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Writes what is left and gives the files their names: the table, and the rejected rows if there are any. A list
    /// of rejected rows left by an earlier import into the same table is removed when there are none now.
    ///
    /// # Errors
    /// A disk that cannot be written to, or a file that appeared in the meantime.
    pub fn finish(mut self) -> Result<(WrittenFile, Option<WrittenFile>), Complaint> {
        if let Some(complaint) = self.failed.take() {
            return Err(complaint);
        }
        self.flush()?;
        may_be_written(&self.path, &self.rejected_path, self.force)?;
        let table = match self.out {
            Out::Parquet(shard) => shard.finish()?.file,
            Out::Csv(writer) => close(*writer, &self.path)?,
        };
        let rejected = match self.rejected {
            Some(writer) => Some(close(*writer, &self.rejected_path)?),
            None => {
                if taken(&self.rejected_path) {
                    let path = &self.rejected_path;
                    std::fs::remove_file(path).map_err(|error| FileError::new("remove", path, error))?;
                }
                None
            }
        };
        Ok((table, rejected))
    }
}

/// Whether both files may be written.
fn may_be_written(path: &Path, rejected: &Path, force: bool) -> Result<(), Complaint> {
    if taken(path) && !force {
        return Err(Complaint::exists(path));
    }
    if path.is_dir() {
        return Err(refused(path, "it is a folder").allowed("the name of a file"));
    }
    if !taken(rejected) {
        return Ok(());
    }
    if !force {
        return Err(Complaint::exists(rejected));
    }
    if !is_rejected_list(rejected) {
        let reason = "rejected rows would be listed there, and it is not such a list";
        return Err(refused(rejected, reason).advise("move it away, or choose another name with `--out`"));
    }
    Ok(())
}

fn close(writer: csv::Writer<AtomicFile>, path: &Path) -> Result<WrittenFile, Complaint> {
    let file = writer.into_inner().map_err(|error| FileError::new("write", path, error.into_error()))?;
    Ok(file.finish()?)
}

fn cannot_write(path: &Path, error: csv::Error) -> Complaint {
    FileError::new("write", path, std::io::Error::other(error)).into()
}
