//! The values of a column, one vector of its kind.

use std::collections::HashMap;
use std::sync::Arc;

use super::Kind;

/// Text of a column: each distinct word once, and one code a row.
#[derive(Debug, Clone, Default)]
pub struct Words {
    words: Vec<Arc<str>>,
    codes: Vec<u32>,
    // Looked up, never iterated: the order of a hash map must not reach a file.
    index: HashMap<Arc<str>, u32>,
}

impl Words {
    /// Distinct words in order of first appearance.
    pub fn words(&self) -> &[Arc<str>] {
        &self.words
    }

    /// For each row, the position of its word in [`words`](Self::words).
    pub fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// Adds a row.
    pub fn push(&mut self, word: &str) {
        let code = match self.index.get(word) {
            Some(&code) => code,
            None => {
                let code = u32::try_from(self.words.len()).expect("fewer than 2^32 distinct words in a column");
                let word: Arc<str> = word.into();
                self.words.push(word.clone());
                self.index.insert(word, code);
                code
            }
        };
        self.codes.push(code);
    }

    pub(super) fn get(&self, row: usize) -> &str {
        &self.words[self.codes[row] as usize]
    }
}

impl<'a> FromIterator<&'a str> for Words {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        let mut all = Words::default();
        words.into_iter().for_each(|word| all.push(word));
        all
    }
}

/// The values of a column, one vector. A slot whose row is null holds the kind's zero.
#[derive(Debug, Clone)]
#[allow(missing_docs)] // one variant per Kind, named alike
pub enum Values {
    U8(Vec<u8>),
    U16(Vec<u16>),
    U32(Vec<u32>),
    U64(Vec<u64>),
    I32(Vec<i32>),
    I64(Vec<i64>),
    F32(Vec<f32>),
    F64(Vec<f64>),
    Bool(Vec<bool>),
    Text(Words),
    Time(Vec<i64>),
}

/// The same expression on the vector inside any kind, text apart.
macro_rules! for_each_kind {
    ($values:expr, $v:ident => $any:expr, $t:ident => $text:expr) => {
        match $values {
            Values::U8($v) => $any,
            Values::U16($v) => $any,
            Values::U32($v) => $any,
            Values::U64($v) => $any,
            Values::I32($v) => $any,
            Values::I64($v) | Values::Time($v) => $any,
            Values::F32($v) => $any,
            Values::F64($v) => $any,
            Values::Bool($v) => $any,
            Values::Text($t) => $text,
        }
    };
}

pub(super) use for_each_kind;

impl Values {
    /// No values yet.
    pub fn empty(kind: Kind) -> Self {
        match kind {
            Kind::U8 => Values::U8(vec![]),
            Kind::U16 => Values::U16(vec![]),
            Kind::U32 => Values::U32(vec![]),
            Kind::U64 => Values::U64(vec![]),
            Kind::I32 => Values::I32(vec![]),
            Kind::I64 => Values::I64(vec![]),
            Kind::F32 => Values::F32(vec![]),
            Kind::F64 => Values::F64(vec![]),
            Kind::Bool => Values::Bool(vec![]),
            Kind::Text => Values::Text(Words::default()),
            Kind::Time => Values::Time(vec![]),
        }
    }

    /// The kind of column these values fill.
    pub fn kind(&self) -> Kind {
        match self {
            Values::U8(_) => Kind::U8,
            Values::U16(_) => Kind::U16,
            Values::U32(_) => Kind::U32,
            Values::U64(_) => Kind::U64,
            Values::I32(_) => Kind::I32,
            Values::I64(_) => Kind::I64,
            Values::F32(_) => Kind::F32,
            Values::F64(_) => Kind::F64,
            Values::Bool(_) => Kind::Bool,
            Values::Text(_) => Kind::Text,
            Values::Time(_) => Kind::Time,
        }
    }

    /// Rows.
    pub fn len(&self) -> usize {
        for_each_kind!(self, v => v.len(), t => t.codes.len())
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A type that a column can lend as a slice: every primitive kind. `i64` serves [`Kind::I64`] and [`Kind::Time`].
pub trait Slot: Copy + 'static {
    /// The values as a slice, if they are of this type.
    fn slice(values: &Values) -> Option<&[Self]>;
}
macro_rules! slot {
    ($($t:ty: $($variant:ident)|+;)*) => {$(
        impl Slot for $t {
            fn slice(values: &Values) -> Option<&[Self]> {
                match values { $(Values::$variant(v))|+ => Some(v), _ => None }
            }
        }
    )*};
}
slot! { u8: U8; u16: U16; u32: U32; u64: U64; i32: I32; i64: I64 | Time; f32: F32; f64: F64; bool: Bool; }
