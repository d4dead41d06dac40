//! Reading Parquet back: our own shards, and flat tables that other tools have written.

use std::collections::HashMap;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use parquet::basic::{Compression, ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::reader::{FileReader, RowGroupReader};
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::schema::types::ColumnDescriptor;

use super::shard::{COLUMNS_KEY, NAME_KEY};
use super::{Field, Kind, Table, TableCell, TableColumn, TableError};
use crate::stamp::{FileError, open_plain};

/// A Parquet file, read a row group at a time.
///
/// Flat columns of the kinds of [`Kind`] are understood whoever wrote them; narrower signed integers become
/// [`Kind::I32`], timestamps of milli- and nanoseconds become microseconds. Units and meanings are there when the
/// file is ours. A timestamp in UTC is refused: taken for local time it would shift every hour of a country.
pub struct ShardReader {
    reader: SerializedFileReader<File>,
    path: PathBuf,
    name: String,
    schema: Vec<Field>,
    stored: Vec<Stored>,
    /// Positions in the file of the columns that are read.
    places: Vec<usize>,
    next: usize,
}

/// How a column stands in the file: its kind, and what one unit of a timestamp is.
#[derive(Clone, Copy)]
struct Stored {
    kind: Kind,
    unit: TimeUnit,
}

impl ShardReader {
    /// Opens a file and reads its schema, not yet its rows.
    pub fn open(path: &Path) -> Result<Self, TableError> {
        let file = open_plain(path).map_err(|source| FileError::new("read", path, source))?;
        let broken = |source| TableError::Parquet { path: path.to_owned(), source };
        let reader = contained(|| SerializedFileReader::new(file)).map_err(broken)?;
        let metadata = reader.metadata().file_metadata();
        let notes = metadata.key_value_metadata().map(Vec::as_slice).unwrap_or_default();
        let note = |key: &str| notes.iter().find(|note| note.key == key).and_then(|note| note.value.as_deref());

        let name = note(NAME_KEY).unwrap_or(metadata.schema_descr().name()).to_owned();
        let about: Vec<HashMap<String, String>> =
            note(COLUMNS_KEY).and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
        // Polars writes zstd unless told otherwise; said here, before half of the rows are read.
        let mut chunks = reader.metadata().row_groups().iter().flat_map(|group| group.columns());
        let readable = |c: Compression| matches!(c, Compression::SNAPPY | Compression::UNCOMPRESSED);
        if let Some(chunk) = chunks.find(|chunk| !readable(chunk.compression())) {
            let codec = chunk.compression().to_string(); // «ZSTD(ZstdLevel(1))»: the level is of no use to a reader
            let codec = codec.split('(').next().unwrap_or_default();
            let found = format!("compressed with {codec}; write the file with snappy or without");
            return Err(TableError::Unsupported { path: path.to_owned(), column: chunk.column_path().string(), found });
        }
        let (mut schema, mut stored) = (vec![], vec![]);
        for column in metadata.schema_descr().columns() {
            let how = stored_as(column).map_err(|found| {
                let column = column.path().string();
                TableError::Unsupported { path: path.to_owned(), column, found }
            })?;
            let ours = about.iter().find(|about| about.get("name").is_some_and(|name| name == column.name()));
            let word = |key| ours.and_then(|about| about.get(key)).cloned().unwrap_or_default();
            let field = Field::named(column.name(), how.kind, word("unit"), word("meaning"));
            schema.push(if column.max_def_level() > 0 { field.nullable() } else { field });
            stored.push(how);
        }
        let places = (0..schema.len()).collect();
        Ok(Self { reader, path: path.to_owned(), name, schema, stored, places, next: 0 })
    }

    /// Reads only the columns of these names, in the order of the file. The others are not decoded.
    #[must_use]
    pub fn only(mut self, names: &[&str]) -> Self {
        let keep: Vec<bool> = self.schema.iter().map(|field| names.contains(&field.name.as_ref())).collect();
        let mut kept = keep.iter();
        self.schema.retain(|_| *kept.next().unwrap_or(&false));
        kept = keep.iter();
        self.stored.retain(|_| *kept.next().unwrap_or(&false));
        kept = keep.iter();
        self.places.retain(|_| *kept.next().unwrap_or(&false));
        self
    }

    /// The table's name; of a file that is not ours, the name of its schema.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Columns in order.
    pub fn schema(&self) -> &[Field] {
        &self.schema
    }

    /// Rows in the whole file.
    pub fn rows(&self) -> u64 {
        self.reader.metadata().file_metadata().num_rows().try_into().unwrap_or(0)
    }

    fn group(&self, group: usize) -> ParquetResult<Table> {
        let group = self.reader.get_row_group(group)?;
        let columns = self.schema.iter().zip(&self.stored).zip(&self.places);
        let columns = columns.map(|((field, stored), place)| read_column(&*group, *place, field, *stored));
        Ok(Table::of(self.name.clone(), columns.collect::<ParquetResult<_>>()?))
    }
}

impl Iterator for ShardReader {
    type Item = Result<Table, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.reader.num_row_groups() {
            return None;
        }
        let table = contained(|| self.group(self.next))
            .map_err(|source| TableError::Parquet { path: self.path.clone(), source });
        // After damage nothing more comes: half a table must not pass for a whole one.
        self.next = if table.is_ok() { self.next + 1 } else { usize::MAX };
        Some(table)
    }
}

/// The kind of a column, or in words what it is instead.
fn stored_as(column: &ColumnDescriptor) -> Result<Stored, String> {
    if column.path().parts().len() > 1 || column.max_rep_level() > 0 {
        return Err("nested; only flat columns are read".into());
    }
    let (physical, logical) = (column.physical_type(), column.logical_type_ref());
    let converted = column.converted_type();
    let signed = matches!(
        converted,
        ConvertedType::NONE
            | ConvertedType::INT_8
            | ConvertedType::INT_16
            | ConvertedType::INT_32
            | ConvertedType::INT_64
    );
    let mut unit = TimeUnit::MICROS;
    let kind = match (physical, logical) {
        (Physical::INT32, Some(LogicalType::Integer(int))) => match (int.bit_width, int.is_signed) {
            (8, false) => Kind::U8,
            (16, false) => Kind::U16,
            (32, false) => Kind::U32,
            _ => Kind::I32,
        },
        (Physical::INT64, Some(LogicalType::Integer(int))) => {
            if int.is_signed {
                Kind::I64
            } else {
                Kind::U64
            }
        }
        (Physical::INT64, Some(LogicalType::Timestamp(time))) if !time.is_adjusted_to_u_t_c => {
            unit = time.unit;
            Kind::Time
        }
        (Physical::INT64, Some(LogicalType::Timestamp(_))) => {
            return Err("a timestamp in UTC; store the local time of the country, without a zone".into());
        }
        (Physical::BYTE_ARRAY, Some(LogicalType::String | LogicalType::Enum | LogicalType::Json)) => Kind::Text,
        (Physical::BYTE_ARRAY, None) if converted == ConvertedType::UTF8 => Kind::Text,
        // DuckDB still writes these older marks and not their successors.
        (Physical::INT32, None) if converted == ConvertedType::UINT_8 => Kind::U8,
        (Physical::INT32, None) if converted == ConvertedType::UINT_16 => Kind::U16,
        (Physical::INT32, None) if converted == ConvertedType::UINT_32 => Kind::U32,
        (Physical::INT64, None) if converted == ConvertedType::UINT_64 => Kind::U64,
        (Physical::INT32, None) if signed => Kind::I32,
        (Physical::INT64, None) if signed => Kind::I64,
        (Physical::FLOAT, None) => Kind::F32,
        (Physical::DOUBLE, None) => Kind::F64,
        (Physical::BOOLEAN, None) => Kind::Bool,
        (_, Some(logical)) => return Err(format!("of type {logical:?}; use a number, text, or a local timestamp")),
        (_, None) => return Err(format!("of type {physical} ({converted}); use a number, text, or a local timestamp")),
    };
    Ok(Stored { kind, unit })
}

fn read_column(group: &dyn RowGroupReader, index: usize, field: &Field, stored: Stored) -> ParquetResult<TableColumn> {
    let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
    let mut column = TableColumn::empty(field.clone());
    macro_rules! fill {
        ($reader:expr, |$x:ident| $cell:expr) => {{
            let (values, levels) = drain($reader, rows)?;
            let mut values = values.iter();
            // Without levels every row is present.
            for row in 0..rows {
                if levels.get(row) == Some(&0) {
                    column.push(TableCell::Null);
                } else {
                    let $x = values.next().ok_or_else(|| short(field))?;
                    column.push($cell);
                }
            }
        }};
    }
    match group.get_column_reader(index)? {
        ColumnReader::Int32ColumnReader(r) => match stored.kind {
            Kind::U32 => fill!(r, |x| x.cast_unsigned().into()),
            // A wider number in the file than its type allows is damage, not a bug of ours: check before pushing.
            Kind::U8 => fill!(r, |x| u8::try_from(*x).map_err(|_| short(field))?.into()),
            Kind::U16 => fill!(r, |x| u16::try_from(*x).map_err(|_| short(field))?.into()),
            _ => fill!(r, |x| (*x).into()),
        },
        ColumnReader::Int64ColumnReader(r) => match (stored.kind, stored.unit) {
            (Kind::U64, _) => fill!(r, |x| x.cast_unsigned().into()),
            (Kind::Time, TimeUnit::MILLIS) => fill!(r, |x| TableCell::Time(x.saturating_mul(1000))),
            (Kind::Time, TimeUnit::NANOS) => fill!(r, |x| TableCell::Time(x.div_euclid(1000))),
            (Kind::Time, _) => fill!(r, |x| TableCell::Time(*x)),
            _ => fill!(r, |x| (*x).into()),
        },
        ColumnReader::FloatColumnReader(r) => fill!(r, |x| (*x).into()),
        ColumnReader::DoubleColumnReader(r) => fill!(r, |x| (*x).into()),
        ColumnReader::BoolColumnReader(r) => fill!(r, |x| (*x).into()),
        ColumnReader::ByteArrayColumnReader(r) => fill!(r, |x| x.as_utf8()?.into()),
        _ => return Err(ParquetError::General(format!("column `{}` changed its type", field.name))),
    }
    Ok(column)
}

/// Turns a panic of the parquet crate into an error. Of a few thousand files with one byte changed, some make its
/// decoders panic («Decoder for dict should have been set»), and a user's damaged file is not a bug of ours.
fn contained<T>(read: impl FnOnce() -> ParquetResult<T>) -> ParquetResult<T> {
    let damaged = |_| Err(ParquetError::General("the file is damaged: its pages contradict each other".into()));
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(damaged)
}

/// All values and definition levels of a column in this row group.
fn drain<T: DataType>(mut reader: ColumnReaderImpl<T>, rows: usize) -> ParquetResult<(Vec<T::T>, Vec<i16>)> {
    let (mut values, mut levels, mut done) = (vec![], vec![], 0);
    while done < rows {
        let (more, _, _) = reader.read_records(rows - done, Some(&mut levels), None, &mut values)?;
        if more == 0 {
            break;
        }
        done += more;
    }
    Ok((values, levels))
}

fn short(field: &Field) -> ParquetError {
    ParquetError::General(format!("column `{}` is damaged or cut short", field.name))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Values;
    use super::*;

    const KINDS: [Kind; 11] = [
        Kind::U8,
        Kind::U16,
        Kind::U32,
        Kind::U64,
        Kind::I32,
        Kind::I64,
        Kind::F32,
        Kind::F64,
        Kind::Bool,
        Kind::Text,
        Kind::Time,
    ];
    const WORDS: [&str; 6] = ["", "Almaty", "Жаңаөзен", "a,\"b\"\n", "\u{0}", "🙂"];

    /// Any bits, seen as a cell of a kind: covers NaN with payloads, infinities, extremes and odd text.
    fn cell(kind: Kind, bits: u64) -> TableCell<'static> {
        match kind {
            Kind::U8 => (bits as u8).into(),
            Kind::U16 => (bits as u16).into(),
            Kind::U32 => (bits as u32).into(),
            Kind::U64 => bits.into(),
            Kind::I32 => (bits as i32).into(),
            Kind::I64 => (bits as i64).into(),
            Kind::F32 => f32::from_bits(bits as u32).into(),
            Kind::F64 => f64::from_bits(bits).into(),
            Kind::Bool => (bits % 2 == 1).into(),
            Kind::Text => WORDS[(bits % 6) as usize].into(),
            Kind::Time => TableCell::Time(bits as i64),
        }
    }

    /// Up to 40 rows of every kind, each once nullable and once not.
    fn tables() -> impl Strategy<Value = Table> {
        let cell_bits = (any::<u64>(), 0..4u8);
        prop::collection::vec(prop::collection::vec(cell_bits, 22), 0..40).prop_map(|rows| {
            let kinds = KINDS.iter().chain(&KINDS).enumerate();
            let fields: Vec<Field> = kinds
                .map(|(i, kind)| Field::named(format!("c{i}"), *kind, "people", "«what» it \"means\""))
                .enumerate()
                .map(|(i, field)| if i < 11 { field } else { field.nullable() })
                .collect();
            let mut table = Table::new("any", &fields);
            for row in rows {
                let any = |(field, (bits, null)): (&Field, (u64, u8))| {
                    if field.nullable && null == 0 { TableCell::Null } else { cell(field.kind, bits) }
                };
                table.push(fields.iter().zip(row).map(any).collect::<Vec<_>>());
            }
            table
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_was_written_is_read(table in tables(), more in tables()) {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("any.parquet");
            let mut shard = super::super::ShardWriter::create(&path, "any", &table.schema().cloned().collect::<Vec<_>>()).unwrap();
            shard.append(&table).unwrap();
            shard.append(&more).unwrap();
            shard.finish().unwrap();
            let mut both = table;
            both.append(&more).unwrap();
            prop_assert_eq!(Table::read_parquet(&path).unwrap(), both);
        }

        #[test]
        fn damage_never_panics(at in 0usize..2000, byte: u8) {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("t.parquet");
            let schema = [Field::new("place", Kind::Text, "", ""), Field::new("n", Kind::U8, "", "")];
            let words = (0..200).map(|i| WORDS[i % 6]).collect();
            let table = Table::from_columns("t", &schema, vec![Values::Text(words), Values::U8((0..200).collect())]);
            table.write_parquet(&path).unwrap();
            let mut bytes = std::fs::read(&path).unwrap();
            let at = at % bytes.len();
            bytes[at] = byte;
            std::fs::write(&path, &bytes).unwrap();
            let _ = Table::read_parquet(&path);
            std::fs::write(&path, &bytes[..at]).unwrap();
            prop_assert!(Table::read_parquet(&path).is_err());
        }
    }

    #[test]
    fn an_empty_table_keeps_its_schema() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("e.parquet");
        let empty = Table::new("e", &[Field::new("hour", Kind::U16, "h", "since the start").nullable()]);
        empty.write_parquet(&path).unwrap();
        assert_eq!(Table::read_parquet(&path).unwrap(), empty);
    }

    #[test]
    fn what_is_not_there_or_not_parquet_is_said() {
        let dir = tempfile::tempdir().unwrap();
        let missing = ShardReader::open(&dir.path().join("no.parquet")).err().unwrap();
        assert!(matches!(&missing, TableError::File(e) if e.source.kind() == std::io::ErrorKind::NotFound));
        let text = dir.path().join("t.parquet");
        std::fs::write(&text, "hour,place\n").unwrap();
        assert!(matches!(ShardReader::open(&text), Err(TableError::Parquet { .. })));
    }
}
