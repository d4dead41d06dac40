//! Tables whose columns are the fields of a struct: name, unit and meaning stand once.

/// Declares a row of hourly figures. Its fields are columns: `name: KIND, unit, meaning;`.
///
/// A `Posture` is kept as its number and written as its name.
macro_rules! columns {
    ($(#[$doc:meta])* pub struct $row:ident { $($name:ident: $kind:ident, $unit:literal, $meaning:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
        pub struct $row {
            $(#[doc = $meaning] pub $name: columns!(@type $kind),)*
        }

        impl $row {
            /// The columns, in order.
            pub const FIELDS: &'static [Field] =
                &[$(Field::new(stringify!($name), columns!(@kind $kind), $unit, $meaning)),*];

            /// The values of every column, in order.
            pub fn values(rows: &[$row]) -> Vec<Values> {
                vec![$(columns!(@values $kind, rows, $name)),*]
            }
        }
    };
    (@type F32) => { f32 };
    (@type U32) => { u32 };
    (@type Posture) => { u8 };
    (@kind Posture) => { Kind::Text };
    (@kind $kind:ident) => { Kind::$kind };
    (@values Posture, $rows:ident, $name:ident) => {
        Values::Text($rows.iter().map(|row| POSTURES[usize::from(row.$name)]).collect())
    };
    (@values $kind:ident, $rows:ident, $name:ident) => {
        Values::$kind($rows.iter().map(|row| row.$name).collect())
    };
}

pub(crate) use columns;
