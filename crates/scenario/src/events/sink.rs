//! Where events go: Parquet or CSV, a chunk at a time, and a table of the rows that were rejected.

use super::rows::Wrong;
use super::{Dataset, Event, SCHEMA};
use groundswell_complaint::{Complaint, Problem};
use groundswell_tables::stamp::{AtomicFile, FileError, WrittenFile};
use groundswell_tables::table::{ShardWriter, Table, cell_text};
use std::path::{Path, PathBuf};

/// Rows held before they are written: a row group each.
const CHUNK: usize = 1 << 16;

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
    rows: u64,
}

/// `events.parquet` has its rejected rows in `events.rejected.csv`.
fn rejected_beside(path: &Path) -> PathBuf {
    path.with_extension("rejected.csv")
}

impl Sink {
    /// Begins a table at a path that ends in `.parquet` or `.csv`; one that is there is replaced only by `force`.
    ///
    /// # Errors
    /// Another ending, a file that exists, a folder that cannot be written to.
    pub fn create(path: &Path, force: bool) -> Result<Sink, Complaint> {
        let end = path.extension().map(|end| end.to_string_lossy().to_lowercase());
        if path.exists() && !force {
            return Err(Complaint::exists(path));
        }
        let out = match end.as_deref() {
            Some("parquet") => Out::Parquet(ShardWriter::create(path, "events", SCHEMA)?),
            Some("csv") => {
                let mut writer = csv::Writer::from_writer(AtomicFile::create(path)?);
                let header = SCHEMA.iter().map(|field| field.name.as_bytes());
                writer.write_record(header).map_err(|error| cannot_write(path, error))?;
                Out::Csv(Box::new(writer))
            }
            _ => {
                let reason = "a table is written as Parquet or CSV".into();
                return Err(Complaint::new(Problem::Output { path: path.into(), reason })
                    .allowed("a name that ends in .parquet or .csv"));
            }
        };
        let (chunk, path) = (Table::new("events", SCHEMA), path.to_path_buf());
        Ok(Sink { out, chunk, rejected_path: rejected_beside(&path), path, rejected: None, rows: 0 })
    }

    /// Adds an event.
    pub(super) fn push(&mut self, dataset: Dataset, event: &Event<'_>) -> Result<(), Complaint> {
        self.chunk.push(event.cells(dataset));
        self.rows += 1;
        if self.chunk.rows() >= CHUNK { self.flush() } else { Ok(()) }
    }

    /// Adds a rejected row.
    pub(super) fn reject(&mut self, file: &str, line: u64, wrong: &Wrong) -> Result<(), Complaint> {
        let path = &self.rejected_path;
        if self.rejected.is_none() {
            let mut writer = csv::Writer::from_writer(AtomicFile::create(path)?);
            let header = ["file", "line", "column", "found", "allowed"];
            writer.write_record(header).map_err(|error| cannot_write(path, error))?;
            self.rejected = Some(Box::new(writer));
        }
        let line = line.to_string();
        let record = [file, &line, wrong.column, &wrong.found, &wrong.allowed];
        match &mut self.rejected {
            Some(writer) => writer.write_record(record).map_err(|error| cannot_write(path, error)),
            None => Ok(()),
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
    /// A disk that cannot be written to.
    pub fn finish(mut self) -> Result<(WrittenFile, Option<WrittenFile>), Complaint> {
        self.flush()?;
        let table = match self.out {
            Out::Parquet(shard) => shard.finish()?.file,
            Out::Csv(writer) => close(*writer, &self.path)?,
        };
        let rejected = match self.rejected {
            Some(writer) => Some(close(*writer, &self.rejected_path)?),
            None => {
                if self.rejected_path.is_file() {
                    let path = &self.rejected_path;
                    std::fs::remove_file(path).map_err(|error| FileError::new("remove", path, error))?;
                }
                None
            }
        };
        Ok((table, rejected))
    }
}

fn close(writer: csv::Writer<AtomicFile>, path: &Path) -> Result<WrittenFile, Complaint> {
    let file = writer.into_inner().map_err(|error| FileError::new("write", path, error.into_error()))?;
    Ok(file.finish()?)
}

fn cannot_write(path: &Path, error: csv::Error) -> Complaint {
    FileError::new("write", path, std::io::Error::other(error)).into()
}
