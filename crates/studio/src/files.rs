//! Files of a run on their way out: as they are, or a Parquet table in another form.

use crate::api::problem::{Code, Problem};
use crate::api::run::{ColumnJson, TableJson};
use crate::plain;
use axum::body::{Body, Bytes};
use groundswell_complaint::Complaint;
use groundswell_tables::stamp::FileError;
use groundswell_tables::table::{Field, ShardReader, Table, TableCell, TableColumn, TableError, cell_text};
use serde_json::Value;
use std::fs::File;
use std::io::Write;
use std::path::{Component, Path, PathBuf};
use tokio::sync::mpsc;

/// Bytes that are read ahead of what the browser has taken: this many pieces of this length.
const PIECES: usize = 8;
const PIECE: usize = 64 << 10;

/// A file of a run, or a folder of parts. What is not there, what is hidden, whatever leads out of the run, and
/// what is no ordinary file is unknown.
pub(crate) fn find(run: &Path, path: &str) -> Result<PathBuf, Problem> {
    let unknown = || Problem::new(Code::Unknown, format!("the run has no file `{path}`"));
    let asked = Path::new(path);
    let plain = |part: Component<'_>| match part {
        Component::Normal(name) => !name.to_string_lossy().starts_with('.'),
        _ => false,
    };
    if path.is_empty() || path.contains('\\') || !asked.components().all(plain) {
        return Err(unknown());
    }
    plain::inside(run, asked).ok_or_else(unknown)
}

/// The Parquet files of a table of this run: the file itself, or all parts in a folder, in order.
pub(crate) fn shards(run: &Path, path: &Path) -> Result<Vec<PathBuf>, Problem> {
    let is_shard = |path: &PathBuf| path.extension().is_some_and(|kind| kind == "parquet");
    let mut shards: Vec<PathBuf> = if path.is_dir() {
        let parts = std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).filter(is_shard);
        let parts: Vec<PathBuf> = parts.collect();
        // Half of a table must not pass for a whole one.
        if let Some(strange) = parts.iter().find(|part| plain::inside(run, part).is_none_or(|found| !found.is_file())) {
            let name = strange.file_name().unwrap_or_default().to_string_lossy();
            let what = format!("`{name}` is a link out of the run, or no ordinary file: the table is not read");
            return Err(Problem::new(Code::Damaged, what));
        }
        parts
    } else {
        Some(path.to_path_buf()).filter(is_shard).into_iter().collect()
    };
    shards.sort();
    if shards.is_empty() {
        return Err(Problem::new(Code::Wrong, "only Parquet tables have another form"));
    }
    Ok(shards)
}

/// The file as it is, with its length.
pub(crate) fn whole(path: &Path) -> Result<(Body, u64), Problem> {
    let failed = |error| Problem::from(Complaint::from(FileError::new("read", path, error)));
    let mut file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    Ok((
        streamed(move |mut out| {
            std::io::copy(&mut file, &mut out)?;
            out.flush()
        }),
        length,
    ))
}

/// A table as CSV with one heading, a row group at a time.
pub(crate) fn csv(shards: Vec<PathBuf>) -> Result<Body, Problem> {
    // What is no table is said now; once the answer has begun it can only be cut short.
    let first = ShardReader::open(&shards[0]).map_err(damaged)?;
    let heading = Table::new("", first.schema());
    for shard in &shards {
        if let Some(first) = ShardReader::open(shard).map_err(damaged)?.next() {
            first.map_err(damaged)?;
        }
    }
    Ok(streamed(move |mut out| {
        heading.write_csv(&mut out)?;
        for shard in &shards {
            for table in ShardReader::open(shard).map_err(std::io::Error::other)? {
                let mut text = Vec::new();
                table.map_err(std::io::Error::other)?.write_csv(&mut text)?;
                let rows = text.iter().position(|byte| *byte == b'\n').map_or(text.len(), |at| at + 1);
                out.write_all(&text[rows..])?;
            }
        }
        out.flush()
    }))
}

/// The first rows of a table as JSON, all of its columns or those that are named.
pub(crate) fn json(shards: &[PathBuf], limit: u64, named: Option<&str>) -> Result<TableJson, Problem> {
    let asked = |name: &str| named.is_none_or(|named| named.split(',').any(|one| one == name));
    let column = |field: &Field| ColumnJson {
        name: field.name.to_string(),
        unit: field.unit.to_string(),
        meaning: field.meaning.to_string(),
        values: Vec::new(),
    };
    let mut shown = TableJson { rows: 0, shown: 0, columns: Vec::new() };
    for shard in shards {
        let reader = ShardReader::open(shard).map_err(damaged)?;
        shown.rows += reader.rows();
        if shown.columns.is_empty() {
            shown.columns = reader.schema().iter().filter(|field| asked(&field.name)).map(column).collect();
            let unknown = named.into_iter().flat_map(|named| named.split(','));
            let known = || reader.schema().iter().map(|field| &*field.name);
            if let Some(unknown) = unknown.into_iter().find(|one| known().all(|name| name != *one)) {
                return Err(Problem::unknown("column", unknown, known()));
            }
        }
        if shown.shown >= limit {
            continue;
        }
        for table in reader {
            let table = table.map_err(damaged)?;
            let rows = (table.rows() as u64).min(limit - shown.shown);
            let columns = table.columns().iter().filter(|column| asked(&column.field().name));
            for (column, to) in columns.zip(&mut shown.columns) {
                to.values.extend((0..rows as usize).map(|row| value(column, row)));
            }
            shown.shown += rows;
            if shown.shown >= limit {
                break;
            }
        }
    }
    Ok(shown)
}

/// A file of a run that cannot be read is not the program's fault.
fn damaged(error: TableError) -> Problem {
    Problem::of(Code::Damaged, &Complaint::from(error).into())
}

/// A cell as JSON. Numbers of 64 bits are text, since JSON's readers keep 53.
fn value(column: &TableColumn, row: usize) -> Value {
    let text = |cell| Value::from(cell_text(cell, column.field().kind));
    match column.cell(row) {
        TableCell::Null => Value::Null,
        TableCell::Unsigned(x) if x >= 1 << 53 => text(TableCell::Unsigned(x)),
        TableCell::Unsigned(x) => x.into(),
        TableCell::Signed(x) if x.unsigned_abs() >= 1 << 53 => text(TableCell::Signed(x)),
        TableCell::Signed(x) => x.into(),
        // A number that does not exist is null.
        TableCell::Real(x) => serde_json::Number::from_f64(x).map_or(Value::Null, Value::Number),
        TableCell::Bool(x) => x.into(),
        cell @ (TableCell::Text(_) | TableCell::Time(_)) => text(cell),
    }
}

/// An answer that is written while it is sent, on a thread that may wait.
fn streamed(write: impl FnOnce(std::io::BufWriter<Pipe>) -> std::io::Result<()> + Send + 'static) -> Body {
    let (sender, mut receiver) = mpsc::channel::<Result<Bytes, std::io::Error>>(PIECES);
    tokio::task::spawn_blocking(move || {
        let failed = sender.clone();
        if let Err(error) = write(std::io::BufWriter::with_capacity(PIECE, Pipe(sender))) {
            // The length or the last piece is missing, so that nobody takes half a table for a whole one.
            let _ = failed.blocking_send(Err(error));
        }
    });
    Body::from_stream(futures_util::stream::poll_fn(move |context| receiver.poll_recv(context)))
}

/// Bytes into an answer; an error once the browser has gone.
struct Pipe(mpsc::Sender<Result<Bytes, std::io::Error>>);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let gone = |_| std::io::Error::from(std::io::ErrorKind::BrokenPipe);
        self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes))).map_err(gone)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_of_a_run_is_found() {
        let folder = tempfile::tempdir().expect("a folder");
        let run = folder.path().join("run");
        std::fs::create_dir_all(run.join("data")).expect("made");
        std::fs::write(run.join("data/a.csv"), "x").expect("written");
        std::fs::write(run.join(".hidden"), "x").expect("written");
        std::fs::write(folder.path().join("secret"), "x").expect("written");
        assert!(find(&run, "data/a.csv").is_ok());
        for wrong in
            ["", "..", "../secret", "data/../../secret", "/etc/passwd", ".hidden", "data/none", ".", "data\\a.csv"]
        {
            assert_eq!(find(&run, wrong).err().map(|problem| problem.code), Some(Code::Unknown), "{wrong}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.path().join("secret"), run.join("link")).expect("linked");
            assert!(find(&run, "link").is_err());
        }
    }

    #[test]
    fn a_table_in_parts_is_one_table() {
        use groundswell_tables::row;
        use groundswell_tables::table::Kind;
        let folder = tempfile::tempdir().expect("a folder");
        let schema = [Field::new("hour", Kind::U16, "h", "hour"), Field::new("x", Kind::F64, "", "x").nullable()];
        for part in 0..3 {
            let mut table = Table::new("t", &schema);
            table.push(row![part, f64::from(part) / 2.0]);
            table.push(row![part, None::<f64>]);
            table.write_parquet(&folder.path().join(format!("part-{part}.parquet"))).expect("written");
        }
        let shards = shards(folder.path(), folder.path()).expect("three");
        let one = json(&shards, 3, Some("x")).expect("read");
        assert_eq!((one.columns.len(), one.columns[0].name.as_str()), (1, "x"));
        let unknown = json(&shards, 3, Some("x,nothing")).err().map(|problem| problem.code);
        assert_eq!(unknown, Some(Code::Unknown));
        let shown = json(&shards, 3, None).expect("read");
        assert_eq!((shown.rows, shown.shown, shown.columns[1].values.len()), (6, 3, 3));
        assert_eq!(shown.columns[1].values, [Value::from(0.0), Value::Null, Value::from(0.5)]);
    }
    /// Any byte of a table may be wrong: it is a damaged table or, where nothing tells, another number; never a fault of the program.
    #[test]
    fn a_damaged_table_is_the_files_fault() {
        use groundswell_tables::row;
        use groundswell_tables::table::Kind;
        let folder = tempfile::tempdir().expect("a folder");
        let schema = [Field::new("hour", Kind::U16, "h", "hour"), Field::new("place", Kind::Text, "", "place")];
        let mut table = Table::new("t", &schema);
        (0..50).for_each(|hour| table.push(row![hour, "Almaty"]));
        let file = folder.path().join("t.parquet");
        table.write_parquet(&file).expect("written");
        let bytes = std::fs::read(&file).expect("read");
        let mut found = 0;
        for at in 0..bytes.len() {
            let mut wrong = bytes.clone();
            wrong[at] ^= 1 << (at % 8);
            std::fs::write(&file, &wrong).expect("written");
            let as_json = json(std::slice::from_ref(&file), 100, None).err();
            let as_csv = csv_opens(&file);
            for problem in as_json.into_iter().chain(as_csv) {
                assert_eq!(problem.code, Code::Damaged, "byte {at}: {}", problem.message);
                found += 1;
            }
        }
        assert!(found > bytes.len() / 4, "{found} of {} bytes", bytes.len());
        std::fs::write(&file, &bytes[..bytes.len() / 2]).expect("written");
        assert_eq!(json(&[file], 100, None).err().map(|problem| problem.code), Some(Code::Damaged));
    }

    fn csv_opens(file: &Path) -> Option<Problem> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async { csv(vec![file.to_path_buf()]).err() })
    }
}
