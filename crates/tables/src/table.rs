//! A small columnar table: the one form in which results leave the simulator and come back to `report` and `merge`.
//!
//! A table's schema is declared once as a `static` list of [`Field`]s: name, kind, unit, one line of meaning. The
//! same words stand in the Parquet file's metadata, so a file that has lost its documentation still explains itself.
//!
//! ```
//! use groundswell_tables::table::{Field, Kind, Table, row};
//!
//! static CROWD: &[Field] = &[
//!     Field::new("hour", Kind::U16, "h", "hours since the scenario began"),
//!     Field::new("place", Kind::Text, "", "town or city"),
//!     Field::new("participants", Kind::U32, "people", "adults in the street at the end of the hour"),
//!     Field::new("detained", Kind::U32, "people", "arrested during the hour").nullable(),
//! ];
//! let mut crowd = Table::new("crowd", CROWD);
//! crowd.push(row![0, "Almaty", 1_200, None::<u32>]);
//! crowd.push(row![1, "Almaty", 1_950, 14]);
//! assert_eq!(crowd.slice::<u32>("participants"), Some(&[1_200, 1_950][..]));
//! ```
//!
//! Invariant: the same table gives the same bytes on every machine; nothing of time, place or threads is in a file.
//! The `parquet` crate is used without its `arrow` feature, which would multiply its build cost by five.

mod column;
mod field;
mod read;
mod shard;
mod text;
mod values;

use std::path::{Path, PathBuf};

pub use column::{TableCell, TableColumn};
pub use field::{Field, Kind};
pub use read::ShardReader;
pub use shard::{GROUP, ShardWriter, WrittenShard};
pub use text::cell_text;
pub use values::{Slot, Values, Words};

pub use crate::row;
use crate::stamp::FileError;

/// A row for [`Table::push`]: each item becomes a [`TableCell`]; `None::<u32>` is a null.
#[macro_export]
macro_rules! row {
    ($($cell:expr),* $(,)?) => { [$($crate::table::TableCell::from($cell)),*] };
}

/// What can go wrong between a table and a file. Writing a value into a column of another kind is not here: that is
/// a bug and panics.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file could not be opened, written or renamed.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file is not Parquet, is cut short, or is damaged.
    #[error("{}: not a readable Parquet file: {source}", path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// What the format's reader or writer said.
        source: parquet::errors::ParquetError,
    },
    /// The file is Parquet, but a column has a type that no table here has.
    #[error("{}: column `{column}` is {found}", path.display())]
    Unsupported {
        /// The file.
        path: PathBuf,
        /// The column, with dots if nested.
        column: String,
        /// Its type, and what to use instead.
        found: String,
    },
    /// Two tables that should be joined end to end have different columns.
    #[error("table `{table}`: {difference}")]
    Mismatch {
        /// The table appended to.
        table: String,
        /// The first difference.
        difference: String,
    },
}

/// Named columns of equal length.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    name: String,
    columns: Vec<TableColumn>,
}

impl Table {
    /// An empty table. Panics when two fields have one name.
    pub fn new(name: impl Into<String>, schema: &[Field]) -> Self {
        let table = Self { name: name.into(), columns: schema.iter().cloned().map(TableColumn::empty).collect() };
        for (i, field) in schema.iter().enumerate() {
            assert!(schema[..i].iter().all(|f| f.name != field.name), "two columns are called `{}`", field.name);
        }
        table
    }

    /// A table from whole columns, in the order of the schema and without nulls.
    ///
    /// Panics when there are more or fewer columns than fields, when one is of another kind, or when lengths differ.
    pub fn from_columns(name: impl Into<String>, schema: &[Field], columns: Vec<Values>) -> Self {
        let mut table = Self::new(name, schema);
        let (want, got) = (schema.len(), columns.len());
        assert!(want == got, "table `{}` has {want} columns, was given {got}", table.name);
        table.columns =
            schema.iter().zip(columns).map(|(field, values)| TableColumn::full(field.clone(), values)).collect();
        for column in &table.columns {
            let (len, rows, name) = (column.len(), table.rows(), &column.field.name);
            assert!(len == rows, "column `{name}` has {len} rows, the first column {rows}");
        }
        table
    }

    /// A table that the reader has filled column by column.
    fn of(name: String, columns: Vec<TableColumn>) -> Self {
        Self { name, columns }
    }

    /// Adds a row; see [`row!`](crate::row).
    ///
    /// Panics when the number of cells is not the number of columns, or when a cell does not belong in its column:
    /// text among numbers, a number out of range, a null where the field is not nullable.
    pub fn push<'a>(&mut self, row: impl AsRef<[TableCell<'a>]>) {
        let (row, width) = (row.as_ref(), self.columns.len());
        assert!(row.len() == width, "table `{}` has {width} columns, was given a row of {}", self.name, row.len());
        self.columns.iter_mut().zip(row).for_each(|(column, cell)| column.push(*cell));
    }

    /// Adds every row of `other` at the end. Names, kinds and nullability must agree; units and meanings may differ,
    /// since wording improves between versions, and the first stand.
    pub fn append(&mut self, other: &Table) -> Result<(), TableError> {
        if let Some(difference) = first_difference(self.schema(), other.schema()) {
            return Err(TableError::Mismatch { table: self.name.clone(), difference });
        }
        self.columns.iter_mut().zip(&other.columns).for_each(|(column, more)| column.extend(more));
        Ok(())
    }

    /// The same table with one text in every row of a column of texts.
    ///
    /// Panics when there is no such column, or it holds something else: the schema is ours.
    pub fn labelled(mut self, column: &str, text: &str) -> Self {
        let rows = self.rows();
        let found = self.columns.iter_mut().find(|c| c.field.name == column && c.field.kind == Kind::Text);
        let found = found.unwrap_or_else(|| panic!("table `{}` has no texts called `{column}`", self.name));
        let texts = Values::Text((0..rows).map(|_| text).collect());
        *found = TableColumn::full(found.field.clone(), texts);
        self
    }

    /// The rows in which a column of texts holds this one.
    pub fn rows_with(&self, column: &str, text: &str) -> Self {
        let schema: Vec<Field> = self.schema().cloned().collect();
        let mut kept = Self::new(&self.name, &schema);
        let Some(texts) = self.column(column) else { return kept };
        for row in (0..self.rows()).filter(|&row| texts.text(row) == Some(text)) {
            kept.columns.iter_mut().zip(&self.columns).for_each(|(to, from)| to.push(from.cell(row)));
        }
        kept
    }

    /// Name, as it stands in the file's metadata.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Rows.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, TableColumn::len)
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows() == 0
    }

    /// Declarations of the columns, in order.
    pub fn schema(&self) -> impl Iterator<Item = &Field> {
        self.columns.iter().map(TableColumn::field)
    }

    /// All columns, in order.
    pub fn columns(&self) -> &[TableColumn] {
        &self.columns
    }

    /// A column by its name.
    pub fn column(&self, name: &str) -> Option<&TableColumn> {
        self.columns.iter().find(|column| column.field.name == name)
    }

    /// A column's values by its name, or `None` when there is no such column or it is of another type.
    pub fn slice<T: Slot>(&self, name: &str) -> Option<&[T]> {
        self.column(name)?.slice()
    }

    /// Writes the whole table as one Parquet file, atomically: either the complete file is there or none.
    pub fn write_parquet(&self, path: &Path) -> Result<WrittenShard, TableError> {
        let schema: Vec<Field> = self.schema().cloned().collect();
        let mut shard = ShardWriter::create(path, &self.name, &schema)?;
        shard.append(self)?;
        shard.finish()
    }

    /// Reads a whole Parquet file. For files larger than memory see [`ShardReader`].
    pub fn read_parquet(path: &Path) -> Result<Self, TableError> {
        let reader = ShardReader::open(path)?;
        let mut table = Table::new(reader.name(), reader.schema());
        for part in reader {
            let part = part?;
            // One row group is the common case: take it instead of copying it.
            if table.is_empty() { table = part } else { table.append(&part)? }
        }
        Ok(table)
    }
}

/// Where two schemas part, in words.
fn first_difference<'a, 'b>(
    ours: impl Iterator<Item = &'a Field>,
    theirs: impl Iterator<Item = &'b Field>,
) -> Option<String> {
    let show = |f: &Field| format!("`{}` ({}{})", f.name, f.kind.name(), if f.nullable { ", nullable" } else { "" });
    let (mut ours, mut theirs) = (ours, theirs);
    for place in 1.. {
        return match (ours.next(), theirs.next()) {
            (None, None) => None,
            (Some(a), None) => Some(format!("column {place}, {}, is missing", show(a))),
            (None, Some(b)) => Some(format!("column {place}, {}, is one too many", show(b))),
            (Some(a), Some(b)) if (&a.name, a.kind, a.nullable) == (&b.name, b.kind, b.nullable) => continue,
            (Some(a), Some(b)) => Some(format!("column {place} is {}, expected {}", show(b), show(a))),
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    static TWO: &[Field] = &[Field::new("hour", Kind::U8, "h", ""), Field::new("place", Kind::Text, "", "").nullable()];

    #[test]
    fn rows_and_columns_give_the_same_table() {
        let mut by_row = Table::new("two", TWO);
        by_row.push(row![0, "Oral"]);
        by_row.push(row![255u64, "Oral"]);
        let words = Values::Text(["Oral", "Oral"].into_iter().collect());
        let by_column = Table::from_columns("two", TWO, vec![Values::U8(vec![0, 255]), words]);
        assert_eq!(by_row, by_column);
        assert_eq!(by_row.rows(), 2);
    }

    #[test]
    fn nulls_are_kept_apart_from_empty_text() {
        let mut table = Table::new("two", TWO);
        table.push(row![0, ""]);
        table.push(row![1, None::<&str>]);
        let place = table.column("place").unwrap();
        assert_eq!((place.text(0), place.text(1), place.nulls()), (Some(""), None, 1));
        assert!(place.to_f64()[1].is_nan());
    }

    #[test]
    fn append_names_the_first_difference() {
        let mut table = Table::new("two", TWO);
        let other = Table::new("two", &[TWO[0].clone(), Field::new("place", Kind::U32, "", "")]);
        let said = table.append(&other).unwrap_err().to_string();
        assert_eq!(said, "table `two`: column 2 is `place` (u32), expected `place` (text, nullable)");
    }

    #[test]
    #[should_panic(expected = "column `hour` holds u8, was given Signed(256)")]
    fn a_number_out_of_range_is_a_bug() {
        Table::new("two", TWO).push(row![256, "Oral"]);
    }

    #[test]
    #[should_panic(expected = "column `hour` is not nullable")]
    fn an_unannounced_null_is_a_bug() {
        Table::new("two", TWO).push(row![None::<u8>, "Oral"]);
    }

    #[test]
    #[should_panic(expected = "column `place` has 1 rows, the first column 2")]
    fn lengths_must_agree() {
        let words = Values::Text(["Oral"].into_iter().collect());
        Table::from_columns("two", TWO, vec![Values::U8(vec![0, 1]), words]);
    }
}
