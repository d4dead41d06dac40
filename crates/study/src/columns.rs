//! Tables whose columns are the fields of a struct: name, unit and meaning stand once.

/// Declares a row of hourly counts. Its fields are columns: `name: KIND, unit, meaning;`.
macro_rules! counts {
    ($(#[$doc:meta])* pub struct $row:ident { $($name:ident: $kind:ident, $unit:literal, $meaning:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
        pub struct $row {
            $(#[doc = $meaning] pub $name: counts!(@type $kind),)*
        }

        impl $row {
            /// The columns, in order.
            pub const FIELDS: &'static [Field] = &[$(Field::new(stringify!($name), Kind::$kind, $unit, $meaning)),*];

            /// The values of every column, in order.
            pub fn values<R: Iterator<Item = $row> + Clone>(rows: R) -> Vec<Values> {
                vec![$(Values::$kind(rows.clone().map(|row| row.$name).collect())),*]
            }

            /// The value in a column of this name.
            pub fn get(&self, name: &str) -> Option<f64> {
                match name {
                    $(stringify!($name) => Some(f64::from(self.$name)),)*
                    _ => None,
                }
            }
        }

        impl EqualBits for $row {
            fn same_bits(&self, other: &Self) -> bool {
                $(self.$name.same_bits(&other.$name))&&*
            }
        }
    };
    (@type F32) => { f32 };
    (@type U32) => { u32 };
}

pub(crate) use counts;
