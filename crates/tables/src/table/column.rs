//! Cells and columns: what a [`Table`](super::Table) is made of.

use std::ops::Range;

use super::values::for_each_kind;
use super::{Field, Slot, Values};

/// One value on its way into or out of a table. Integers of any width and both float widths convert into it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TableCell<'a> {
    /// Nothing was recorded.
    Null,
    /// From `u8`–`u64` and `usize`.
    Unsigned(u64),
    /// From `i32` and `i64`.
    Signed(i64),
    /// From `f32` and `f64`; a column of [`Kind::F32`](super::Kind::F32) rounds it.
    Real(f64),
    /// From `bool`.
    Bool(bool),
    /// From `&str`.
    Text(&'a str),
    /// Microseconds, local clock; also from `chrono::NaiveDateTime`.
    Time(i64),
}

macro_rules! cell_from {
    ($($from:ty => |$x:ident| $into:expr;)*) => {$(
        impl<'a> From<$from> for TableCell<'a> { fn from($x: $from) -> Self { $into } }
    )*};
}
cell_from! {
    u8 => |x| TableCell::Unsigned(x.into());
    u16 => |x| TableCell::Unsigned(x.into());
    u32 => |x| TableCell::Unsigned(x.into());
    u64 => |x| TableCell::Unsigned(x);
    usize => |x| TableCell::Unsigned(x as u64);
    i32 => |x| TableCell::Signed(x.into());
    i64 => |x| TableCell::Signed(x);
    f32 => |x| TableCell::Real(x.into());
    f64 => |x| TableCell::Real(x);
    bool => |x| TableCell::Bool(x);
    &'a str => |x| TableCell::Text(x);
    &'a String => |x| TableCell::Text(x);
    chrono::NaiveDateTime => |x| TableCell::Time(x.and_utc().timestamp_micros());
}
impl<'a, T: Into<TableCell<'a>>> From<Option<T>> for TableCell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(TableCell::Null, Into::into)
    }
}

/// One named column of a [`Table`](super::Table).
#[derive(Debug, Clone)]
pub struct TableColumn {
    pub(super) field: Field,
    pub(super) values: Values,
    /// Empty while every row is present, which is the common case; otherwise one flag a row.
    present: Vec<bool>,
}

impl TableColumn {
    pub(super) fn empty(field: Field) -> Self {
        Self { values: Values::empty(field.kind), field, present: vec![] }
    }

    /// Values of which all are present. Panics when they are not of the field's kind.
    pub(super) fn full(field: Field, values: Values) -> Self {
        let (want, got) = (field.kind.name(), values.kind().name());
        assert!(want == got, "column `{}` holds {want}, was given {got}", field.name);
        Self { field, values, present: vec![] }
    }

    /// Declaration of the column.
    pub fn field(&self) -> &Field {
        &self.field
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether this row is empty.
    pub fn is_null(&self, row: usize) -> bool {
        self.present.get(row) == Some(&false)
    }

    /// Rows that are empty.
    pub fn nulls(&self) -> usize {
        self.present.iter().filter(|present| !**present).count()
    }

    /// All values; null rows hold zero, see [`is_null`](Self::is_null).
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// All values as a slice, or `None` if the column is of another type; null rows hold zero.
    pub fn slice<T: Slot>(&self) -> Option<&[T]> {
        T::slice(&self.values)
    }

    /// One value. Panics when there is no such row.
    pub fn cell(&self, row: usize) -> TableCell<'_> {
        assert!(row < self.len(), "row {row} of column `{}`, which has {}", self.field.name, self.len());
        if self.is_null(row) {
            return TableCell::Null;
        }
        match &self.values {
            Values::Text(t) => TableCell::Text(t.get(row)),
            Values::Time(v) => TableCell::Time(v[row]),
            Values::U8(v) => v[row].into(),
            Values::U16(v) => v[row].into(),
            Values::U32(v) => v[row].into(),
            Values::U64(v) => v[row].into(),
            Values::I32(v) => v[row].into(),
            Values::I64(v) => v[row].into(),
            Values::F32(v) => v[row].into(),
            Values::F64(v) => v[row].into(),
            Values::Bool(v) => v[row].into(),
        }
    }

    /// The text of a row, if it is text and not null.
    pub fn text(&self, row: usize) -> Option<&str> {
        match self.cell(row) {
            TableCell::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Every row as a number for statistics: null and text become NaN, `true` 1, times microseconds.
    pub fn to_f64(&self) -> Vec<f64> {
        let number = |row| match self.cell(row) {
            TableCell::Unsigned(x) => x as f64,
            TableCell::Signed(x) | TableCell::Time(x) => x as f64,
            TableCell::Real(x) => x,
            TableCell::Bool(x) => f64::from(u8::from(x)),
            TableCell::Null | TableCell::Text(_) => f64::NAN,
        };
        (0..self.len()).map(number).collect()
    }

    /// Adds one row.
    ///
    /// Panics when the value does not belong here (text in a number column, a number out of the kind's range, a
    /// null in a column that is not nullable): the schema and the writer are both ours, so that is a bug.
    pub(super) fn push(&mut self, cell: TableCell<'_>) {
        macro_rules! whole {
            ($v:expr) => {{
                let fitting = whole(cell).and_then(|x| x.try_into().ok());
                fitting.map(|x| $v.push(x)).is_some()
            }};
        }
        macro_rules! take {
            ($v:expr, $x:expr) => {{
                $v.push($x);
                true
            }};
        }
        let fits = match (&mut self.values, cell) {
            (_, TableCell::Null) => return self.push_null(),
            (Values::U8(v), _) => whole!(v),
            (Values::U16(v), _) => whole!(v),
            (Values::U32(v), _) => whole!(v),
            (Values::U64(v), _) => whole!(v),
            (Values::I32(v), _) => whole!(v),
            (Values::I64(v), _) => whole!(v),
            // The schema says with what precision the number is kept.
            (Values::F32(v), TableCell::Real(x)) => take!(v, x as f32),
            (Values::F64(v), TableCell::Real(x)) => take!(v, x),
            (Values::Bool(v), TableCell::Bool(x)) => take!(v, x),
            (Values::Text(v), TableCell::Text(x)) => take!(v, x),
            (Values::Time(v), TableCell::Time(x)) => take!(v, x),
            _ => false,
        };
        let Field { name, kind, .. } = &self.field;
        assert!(fits, "column `{name}` holds {}, was given {cell:?}", kind.name());
        if !self.present.is_empty() {
            self.present.push(true);
        }
    }

    fn push_null(&mut self) {
        assert!(self.field.nullable, "column `{}` is not nullable, was given a null", self.field.name);
        if self.present.is_empty() {
            self.present = vec![true; self.len()];
        }
        for_each_kind!(&mut self.values, v => v.push(Default::default()), t => t.push(""));
        self.present.push(false);
    }

    /// Adds all rows of a column of the same kind.
    pub(super) fn extend(&mut self, other: &TableColumn) {
        (0..other.len()).for_each(|row| self.push(other.cell(row)));
    }

    /// Present flags of a range as Parquet definition levels.
    pub(super) fn levels(&self, rows: Range<usize>) -> Vec<i16> {
        rows.map(|row| i16::from(!self.is_null(row))).collect()
    }
}

fn whole(cell: TableCell<'_>) -> Option<i128> {
    match cell {
        TableCell::Unsigned(x) => Some(x.into()),
        TableCell::Signed(x) => Some(x.into()),
        _ => None,
    }
}

/// Equal when declaration and every row are; floats are compared by their bits, so that NaN equals itself and a
/// table that was written and read back can be compared with what was written.
impl PartialEq for TableColumn {
    fn eq(&self, other: &Self) -> bool {
        let same = |row| match (self.cell(row), other.cell(row)) {
            (TableCell::Real(a), TableCell::Real(b)) => a.to_bits() == b.to_bits(),
            (a, b) => a == b,
        };
        self.field == other.field && self.len() == other.len() && (0..self.len()).all(same)
    }
}
