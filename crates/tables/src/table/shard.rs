//! Writing Parquet: row groups streamed to a hidden file that takes its name when it is complete.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{ColumnPath, Type, TypePtr};
use serde::Serialize;

use super::{Field, Kind, Table, TableColumn, TableError, Values, first_difference};
use crate::stamp::{AtomicFile, FileError, WrittenFile};

/// Key under which the table's name stands in the file's metadata.
pub(super) const NAME_KEY: &str = "groundswell.table";
/// Key of a JSON array with name, kind, unit and meaning of every column, in order.
pub(super) const COLUMNS_KEY: &str = "groundswell.columns";

/// The form «name version number» is what other readers parse; the number counts this file format, not releases, and
/// there is no time: a release that computes the same must write the same bytes. Who wrote a run stands in its manifest.
const CREATED_BY: &str = "groundswell version 1";

/// Rows of the largest row group. Readers decode a group at a time, so this bounds their memory and ours: a million rows
/// of the thirty columns of a place's hour took half a gigabyte.
pub const GROUP: usize = 1 << 17;

/// A finished table file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenShard {
    /// Rows in it.
    pub rows: u64,
    /// Its path, bytes and sha256.
    pub file: WrittenFile,
}

/// Appends tables to one Parquet file, a row group each, without keeping them in memory.
///
/// The file is written as a hidden `.NAME.PID-N.partial` beside its goal and renamed by [`finish`](Self::finish).
/// Dropping the writer removes the partial file; a killed process leaves it, and no reader takes it for a result.
pub struct ShardWriter {
    // Boxed: the writer is half a kilobyte, and shards wait in vectors.
    writer: Box<SerializedFileWriter<AtomicFile>>,
    name: String,
    schema: Vec<Field>,
    rows: u64,
}

impl ShardWriter {
    /// Begins a file. A file that already has this name stays untouched until [`finish`](Self::finish) replaces it.
    pub fn create(path: &Path, name: &str, schema: &[Field]) -> Result<Self, TableError> {
        let file = AtomicFile::create(path)?;
        let writer = SerializedFileWriter::new(file, parquet_schema(name, schema), properties(name, schema).into())
            .map_err(|source| cannot_write(path, source))?;
        Ok(Self { writer: writer.into(), name: name.to_owned(), schema: schema.to_vec(), rows: 0 })
    }

    /// Appends all rows of a table as a row group (several, past [`GROUP`] rows; none, if it is empty).
    pub fn append(&mut self, table: &Table) -> Result<(), TableError> {
        if let Some(difference) = first_difference(self.schema.iter(), table.schema()) {
            return Err(TableError::Mismatch { table: self.name.clone(), difference });
        }
        for start in (0..table.rows()).step_by(GROUP) {
            let rows = start..table.rows().min(start + GROUP);
            self.group(table, rows).map_err(|source| self.failed(source))?;
        }
        self.rows += table.rows() as u64;
        Ok(())
    }

    fn group(&mut self, table: &Table, rows: Range<usize>) -> ParquetResult<()> {
        let mut group = self.writer.next_row_group()?;
        for column in table.columns() {
            let mut writer = group.next_column()?.ok_or_else(|| ParquetError::General("too few columns".into()))?;
            write_column(writer.untyped(), column, rows.clone())?;
            writer.close()?;
        }
        group.close()?;
        Ok(())
    }

    fn failed(&self, source: ParquetError) -> TableError {
        cannot_write(self.writer.inner().path(), source)
    }

    /// Rows appended so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Closes the file, forces it to disk and gives it its name.
    pub fn finish(self) -> Result<WrittenShard, TableError> {
        let path = self.writer.inner().path().to_owned();
        let file = self.writer.into_inner().map_err(|source| cannot_write(&path, source))?;
        Ok(WrittenShard { rows: self.rows, file: file.finish()? })
    }
}

/// Our rows always fit the format, so what fails in writing is the disk.
fn cannot_write(path: &Path, source: ParquetError) -> TableError {
    FileError::new("write", path, std::io::Error::other(source)).into()
}

/// What the parquet crate is told of a kind: how it is stored and what readers should see in it.
fn parquet_schema(name: &str, schema: &[Field]) -> TypePtr {
    let leaf = |field: &Field| -> TypePtr {
        let (physical, logical) = match field.kind {
            Kind::U8 => (Physical::INT32, Some(LogicalType::integer(8, false))),
            Kind::U16 => (Physical::INT32, Some(LogicalType::integer(16, false))),
            Kind::U32 => (Physical::INT32, Some(LogicalType::integer(32, false))),
            Kind::U64 => (Physical::INT64, Some(LogicalType::integer(64, false))),
            Kind::I32 => (Physical::INT32, None),
            Kind::I64 => (Physical::INT64, None),
            Kind::F32 => (Physical::FLOAT, None),
            Kind::F64 => (Physical::DOUBLE, None),
            Kind::Bool => (Physical::BOOLEAN, None),
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            // «Not adjusted to UTC» is Parquet's word for a local clock.
            Kind::Time => (Physical::INT64, Some(LogicalType::timestamp(false, TimeUnit::MICROS))),
        };
        let repetition = if field.nullable { Repetition::OPTIONAL } else { Repetition::REQUIRED };
        let leaf = Type::primitive_type_builder(&field.name, physical).with_logical_type(logical);
        Arc::new(leaf.with_repetition(repetition).build().expect("every kind is a valid Parquet type"))
    };
    let fields = schema.iter().map(leaf).collect();
    Arc::new(Type::group_type_builder(name).with_fields(fields).build().expect("a flat group is valid"))
}

/// A column in the file's metadata. A struct and not `json!`, whose order of keys depends on what other crates ask of
/// serde_json: the bytes of a file may not.
#[derive(Serialize)]
struct About<'a> {
    name: &'a str,
    kind: &'a str,
    unit: &'a str,
    meaning: &'a str,
}

fn properties<'a>(name: &str, schema: &'a [Field]) -> WriterProperties {
    let about = |f: &'a Field| About { name: &f.name, kind: f.kind.name(), unit: &f.unit, meaning: &f.meaning };
    let columns = serde_json::to_string(&schema.iter().map(about).collect::<Vec<_>>()).expect("text becomes JSON");
    let mut properties = WriterProperties::builder()
        .set_created_by(CREATED_BY.into())
        .set_key_value_metadata(Some(vec![
            KeyValue::new(NAME_KEY.to_owned(), name.to_owned()),
            KeyValue::new(COLUMNS_KEY.to_owned(), columns),
        ]))
        // Snappy and not zstd: every reader has it built in, the browser's too, and there is no C to compile.
        .set_compression(Compression::SNAPPY)
        // Minimum and maximum per row group let readers skip shards; per page they would outweigh our short files.
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true);
    for field in schema {
        // Places, hours and counts repeat; seeds and measured numbers do not, and would only pay for the attempt.
        let repeats = !matches!(field.kind, Kind::F32 | Kind::F64 | Kind::U64 | Kind::I64 | Kind::Bool);
        let path = ColumnPath::new(vec![field.name.clone().into_owned()]);
        properties = properties.set_column_dictionary_enabled(path, repeats);
    }
    properties.build()
}

fn write_column(writer: &mut ColumnWriter<'_>, column: &TableColumn, rows: Range<usize>) -> ParquetResult<()> {
    let levels = column.field.nullable.then(|| column.levels(rows.clone()));
    let levels = levels.as_deref();
    // Parquet stores only what is present; unsigned numbers travel in the bits of the signed ones.
    macro_rules! put {
        ($writer:expr, $values:expr, $convert:expr) => {{
            let present = rows.filter(|&row| !column.is_null(row));
            let values: Vec<_> = present.map(|row| $convert($values[row].clone())).collect();
            $writer.write_batch(&values, levels, None)?
        }};
    }
    match (writer, &column.values) {
        (ColumnWriter::Int32ColumnWriter(w), Values::U8(v)) => put!(w, v, i32::from),
        (ColumnWriter::Int32ColumnWriter(w), Values::U16(v)) => put!(w, v, i32::from),
        (ColumnWriter::Int32ColumnWriter(w), Values::U32(v)) => put!(w, v, u32::cast_signed),
        (ColumnWriter::Int32ColumnWriter(w), Values::I32(v)) => put!(w, v, i32::from),
        (ColumnWriter::Int64ColumnWriter(w), Values::U64(v)) => put!(w, v, u64::cast_signed),
        (ColumnWriter::Int64ColumnWriter(w), Values::I64(v) | Values::Time(v)) => put!(w, v, i64::from),
        (ColumnWriter::FloatColumnWriter(w), Values::F32(v)) => put!(w, v, f32::from),
        (ColumnWriter::DoubleColumnWriter(w), Values::F64(v)) => put!(w, v, f64::from),
        (ColumnWriter::BoolColumnWriter(w), Values::Bool(v)) => put!(w, v, bool::from),
        (ColumnWriter::ByteArrayColumnWriter(w), Values::Text(v)) => {
            // One allocation a word; a row's copy is only a count of references.
            let words: Vec<ByteArray> = v.words().iter().map(|word| word.as_bytes().to_vec().into()).collect();
            put!(w, v.codes(), |code: u32| words[code as usize].clone())
        }
        (_, values) => unreachable!("a column of {} has the wrong Parquet writer", values.kind().name()),
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::row;
    use super::*;

    static ONE: &[Field] = &[Field::new("hour", Kind::U16, "h", "hours since the scenario began")];

    fn hours(hours: Range<u16>) -> Table {
        Table::from_columns("hours", ONE, vec![Values::U16(hours.collect())])
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str| {
            let mut table = Table::new("t", &[Field::new("place", Kind::Text, "", ""), ONE[0].clone()]);
            (0..5000).for_each(|i| table.push(row![["Oral", "Aktau", "Taraz"][i % 3], i]));
            table.write_parquet(&dir.path().join(name)).unwrap().file
        };
        let (first, second) = (write("a.parquet"), write("b.parquet"));
        assert_eq!(std::fs::read(&first.path).unwrap(), std::fs::read(&second.path).unwrap());
        assert_eq!(first.sha256, second.sha256);
        let text = std::fs::read(&first.path).unwrap();
        assert!(text.windows(CREATED_BY.len()).any(|bytes| bytes == CREATED_BY.as_bytes()));
    }

    #[test]
    fn the_name_appears_only_at_the_end() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("s.parquet");
        let mut shard = ShardWriter::create(&path, "hours", ONE).unwrap();
        shard.append(&hours(0..10)).unwrap();
        assert!(!path.exists());
        shard.append(&hours(10..12)).unwrap();
        assert_eq!(shard.finish().unwrap().rows, 12);
        assert_eq!(Table::read_parquet(&path).unwrap(), hours(0..12));
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "no partial file stays behind");
    }

    #[test]
    fn a_dropped_writer_cleans_up_and_spares_the_old_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("s.parquet");
        let old = hours(0..3).write_parquet(&path).unwrap().file.sha256;
        let mut shard = ShardWriter::create(&path, "hours", ONE).unwrap();
        shard.append(&hours(0..10)).unwrap();
        drop(shard);
        assert_eq!(crate::stamp::sha256_of(&path).unwrap().sha256, old);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_shard_refuses_another_schema() {
        let dir = tempfile::tempdir().unwrap();
        let mut shard = ShardWriter::create(&dir.path().join("s.parquet"), "hours", ONE).unwrap();
        let other = Table::new("hours", &[Field::new("hour", Kind::U32, "h", "")]);
        assert!(matches!(shard.append(&other), Err(TableError::Mismatch { .. })));
    }

    /// The child of the next test: writes, then dies without a chance to clean up.
    #[test]
    #[ignore = "run by a_killed_writer_leaves_no_result"]
    fn killed_child() {
        let Some(path) = std::env::var_os("GROUNDSWELL_KILLED_SHARD") else { return };
        let mut shard = ShardWriter::create(Path::new(&path), "hours", ONE).unwrap();
        shard.append(&hours(0..1000)).unwrap();
        std::process::abort();
    }

    #[test]
    fn a_killed_writer_leaves_no_result() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("s.parquet");
        let child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "table::shard::tests::killed_child", "--ignored"])
            .env("GROUNDSWELL_KILLED_SHARD", &path)
            .output()
            .unwrap();
        assert!(!child.status.success());
        assert!(!path.exists());
        let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|f| f.unwrap().file_name()).collect();
        assert_eq!(left.len(), 1, "the partial file");
        assert!(left[0].to_str().unwrap().ends_with(".partial"), "{left:?}");
    }
}
