//! The declaration of a column.

use std::borrow::Cow;

/// What a column holds. Each kind has one Parquet type and one way of standing in a CSV file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Unsigned, 8 bits.
    U8,
    /// Unsigned, 16 bits.
    U16,
    /// Unsigned, 32 bits.
    U32,
    /// Unsigned, 64 bits.
    U64,
    /// Signed, 32 bits.
    I32,
    /// Signed, 64 bits.
    I64,
    /// Single precision.
    F32,
    /// Double precision.
    F64,
    /// True or false.
    Bool,
    /// UTF-8 text; repeated words are kept once, so a column of place names is cheap.
    Text,
    /// Microseconds since 1970-01-01T00:00 on the scenario's own clock. Local and without a zone: the hour on
    /// the wall is what sources record and what people act on.
    Time,
}

impl Kind {
    /// The name under which the kind stands in metadata and messages, e.g. `u16`.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::U8 => "u8",
            Kind::U16 => "u16",
            Kind::U32 => "u32",
            Kind::U64 => "u64",
            Kind::I32 => "i32",
            Kind::I64 => "i64",
            Kind::F32 => "f32",
            Kind::F64 => "f64",
            Kind::Bool => "bool",
            Kind::Text => "text",
            Kind::Time => "time",
        }
    }
}

/// One column's declaration: its name, kind, unit and one line of meaning, which travel in the file's metadata.
///
/// ```
/// use groundswell_tables::table::{Field, Kind};
/// static NATIONAL: &[Field] = &[
///     Field::new("hour", Kind::U16, "h", "hours since the scenario began"),
///     Field::new("regime_strength", Kind::F32, "1", "1 intact, 0 gone").nullable(),
/// ];
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Column name, `snake_case`.
    pub name: Cow<'static, str>,
    /// What it holds.
    pub kind: Kind,
    /// Whether a row may leave it empty.
    pub nullable: bool,
    /// Unit as written, e.g. `people`, `h`, `1` for a pure number; empty where a unit makes no sense.
    pub unit: Cow<'static, str>,
    /// One line for a reader who has only the file.
    pub meaning: Cow<'static, str>,
}

impl Field {
    /// A column that is filled in every row; usable in a `static`.
    pub const fn new(name: &'static str, kind: Kind, unit: &'static str, meaning: &'static str) -> Self {
        let (name, unit, meaning) = (Cow::Borrowed(name), Cow::Borrowed(unit), Cow::Borrowed(meaning));
        Self { name, kind, nullable: false, unit, meaning }
    }

    /// A column whose name is known only at run time, such as a varied parameter.
    pub fn named(name: impl Into<String>, kind: Kind, unit: impl Into<String>, meaning: impl Into<String>) -> Self {
        let (name, unit, meaning) = (name.into().into(), unit.into().into(), meaning.into().into());
        Self { name, kind, nullable: false, unit, meaning }
    }

    /// The same column, allowed to be empty.
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }
}
