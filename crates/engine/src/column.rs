//! Columns of output: what a mechanism shows of itself, hour by hour.
//!
//! A mechanism lists its columns beside its hooks with [`columns!`](crate::columns). The tables of a run, its
//! curves, the report's data, the manual and the types of the Python package all read that
//! list; none of them repeats it.

use crate::state::State;
use crate::world::World;

/// How the values of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnForm {
    /// A number with seven digits.
    Number,
    /// A count.
    Count,
    /// One of these words: the value is its position.
    Word(&'static [&'static str]),
}

/// What a column is about, and how its value is read from the state at the end of an hour.
#[derive(Clone, Copy)]
pub enum ColumnRead {
    /// About a place, given by its index.
    Place(fn(&World, &State, usize) -> f64),
    /// About the nation.
    Nation(fn(&World, &State) -> f64),
}

/// A column of output.
#[derive(Clone, Copy)]
pub struct Column {
    /// Its name in every table, `snake_case`.
    pub name: &'static str,
    /// How its values are written.
    pub form: ColumnForm,
    /// The unit, in words; empty where there is none.
    pub unit: &'static str,
    /// One line for a reader who has only the file.
    pub meaning: &'static str,
    /// Where the values come from.
    pub read: ColumnRead,
    /// How a report draws it, if it does; of the nation only.
    pub curve: Option<ColumnCurve>,
}

/// How a report draws a column of the nation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnCurve {
    /// What stands beside it.
    pub label: &'static str,
    /// Whether it only grows.
    pub cumulative: bool,
    /// What the record calls the same, and what one unit of the record is in ours.
    pub record: Option<(&'static str, f64)>,
}

/// A curve with this label.
pub const fn curve(label: &'static str) -> ColumnCurve {
    ColumnCurve { label, cumulative: false, record: None }
}

impl ColumnCurve {
    /// The same of something that only grows.
    pub const fn growing(self) -> ColumnCurve {
        ColumnCurve { cumulative: true, ..self }
    }

    /// The same with the record: a variable of `targets.csv`, and one unit of it in ours.
    pub const fn recorded(self, variable: &'static str, factor: f64) -> ColumnCurve {
        ColumnCurve { record: Some((variable, factor)), ..self }
    }
}

impl Column {
    /// Whether it is about places; otherwise it is about the nation.
    pub fn is_of_places(&self) -> bool {
        matches!(self.read, ColumnRead::Place(_))
    }
}

impl std::fmt::Debug for Column {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.name, if self.is_of_places() { "place" } else { "nation" })
    }
}

/// The mean over adults of a figure of places, to the digits that tables give of it.
pub fn mean_over_adults(world: &World, of: impl Fn(usize) -> f64) -> f64 {
    let adults: f64 = world.adults.iter().sum::<f64>().max(1.0);
    world.adults.iter().enumerate().map(|(p, n)| shown(of(p)) * n).sum::<f64>() / adults
}

/// The sum over places of a figure, to the digits that tables give of it.
pub fn sum_over_places(world: &World, of: impl Fn(usize) -> f64) -> f64 {
    (0..world.adults.len()).map(|p| shown(of(p))).sum()
}

/// The mean of a list of figures; 0 of none.
pub fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let n = values.len().max(1);
    values.sum::<f64>() / n as f64
}

/// A number as a table shows it: sums of a table agree with the table of sums.
fn shown(x: f64) -> f64 {
    f64::from(x as f32)
}

/// Lists a mechanism's columns, within its `impl Mechanism`.
///
/// A line reads `place name: ColumnForm, "unit", "meaning", |world, state, p| value;` for a column
/// about places and `nation name: ColumnForm, "unit", "meaning", |world, state| value;` for one about
/// the nation. Values are numbers ([`f64`]), whatever the form. `, curve("label")` at the end of
/// a line about the nation has the report draw it.
#[macro_export]
macro_rules! columns {
    ($($level:ident $name:ident: $form:expr, $unit:literal, $meaning:literal, $read:expr $(, $curve:expr)?;)*) => {
        const COLUMNS: &'static [$crate::column::Column] = {
            #[allow(unused_imports)]
            use $crate::column::{ColumnForm::*, curve};
            &[$($crate::column::Column {
                name: stringify!($name),
                form: $form,
                unit: $unit,
                meaning: $meaning,
                read: $crate::columns!(@read $level $read),
                curve: $crate::columns!(@curve $($curve)?),
            },)*]
        };
    };
    (@read place $read:expr) => { $crate::column::ColumnRead::Place($read) };
    (@read nation $read:expr) => { $crate::column::ColumnRead::Nation($read) };
    (@curve) => { None };
    (@curve $curve:expr) => { Some($curve) };
}
