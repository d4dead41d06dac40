//! The values of one column of a mechanism, in the order of their rows.

use crate::hourly::Hourly;
use groundswell_engine::column::{Column, ColumnForm};
use groundswell_tables::table::{Field, Kind, Values};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The values of a column, under its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Strip {
    /// The name of the column.
    pub name: String,
    values: Kept,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Kept {
    Numbers(Hourly<f32>),
    Counts(Hourly<u32>),
    /// Positions in a list of words.
    Words(Hourly<u8>),
}

impl Strip {
    /// Of a column without rows.
    pub fn new(column: &Column) -> Strip {
        let values = match column.form {
            ColumnForm::Number => Kept::Numbers(Hourly::default()),
            ColumnForm::Count => Kept::Counts(Hourly::default()),
            ColumnForm::Word(_) => Kept::Words(Hourly::default()),
        };
        Strip { name: column.name.into(), values }
    }

    /// Whether it is of this column.
    pub fn is_of(&self, column: &Column) -> bool {
        self.name == column.name
            && std::mem::discriminant(&self.values) == std::mem::discriminant(&Strip::new(column).values)
    }

    /// Adds an hour: a row for each place, or one for the nation.
    pub fn push(&mut self, hour: impl Iterator<Item = f64>) {
        match &mut self.values {
            Kept::Numbers(all) => all.push(hour.map(|x| x as f32)),
            Kept::Counts(all) => all.push(hour.map(|x| x as u32)),
            Kept::Words(all) => all.push(hour.map(|x| x as u8)),
        }
    }

    /// Rows.
    pub fn len(&self) -> usize {
        match &self.values {
            Kept::Numbers(all) => all.len(),
            Kept::Counts(all) => all.len(),
            Kept::Words(all) => all.len(),
        }
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a row as a number; of a word, its position.
    pub fn get(&self, row: usize) -> Option<f64> {
        match &self.values {
            Kept::Numbers(all) => all.get(row).copied().map(f64::from),
            Kept::Counts(all) => all.get(row).copied().map(f64::from),
            Kept::Words(all) => all.get(row).copied().map(f64::from),
        }
    }

    /// The values of some rows as a table holds them. `column` is the one that it is of.
    pub fn values(&self, column: &Column, rows: Range<usize>) -> Values {
        match (&self.values, column.form) {
            (Kept::Numbers(all), _) => Values::F32(all.rows(rows).collect()),
            (Kept::Counts(all), _) => Values::U32(all.rows(rows).collect()),
            (Kept::Words(all), ColumnForm::Word(words)) => {
                let word = |at: u8| words.get(usize::from(at)).copied().unwrap_or("");
                Values::Text(all.rows(rows).map(word).collect())
            }
            (Kept::Words(_), _) => unreachable!("a strip of words is of a column of words"),
        }
    }
}

/// The declaration of a mechanism's column in a table.
pub fn field(column: &Column) -> Field {
    let kind = match column.form {
        ColumnForm::Number => Kind::F32,
        ColumnForm::Count => Kind::U32,
        ColumnForm::Word(_) => Kind::Text,
    };
    Field::new(column.name, kind, column.unit, column.meaning)
}
