//! One table per mechanism: every parameter's name, default, range, unit, source
//! and meaning, written once.
//!
//! The scenario reader, the JSON Schema, `groundswell mechanism NAME`, the Studio's
//! sliders, the manual, the sensitivity ranges and the default priors all read the
//! table that [`parameters!`](crate::parameters) makes; none of them repeats it.

/// Where a default comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceMark {
    /// Published literature.
    Literature,
    /// The data collected with the scenario.
    Data,
    /// Assumed: needs a prior, never a point value in a paper.
    Assumed,
}

impl SourceMark {
    /// The one-letter mark used in tables: `L`, `D` or `A`.
    pub fn letter(self) -> &'static str {
        match self {
            SourceMark::Literature => "L",
            SourceMark::Data => "D",
            SourceMark::Assumed => "A",
        }
    }
}

/// A value of a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A number, in the parameter's unit.
    Number(f64),
    /// On or off.
    Switch(bool),
    /// The position of the chosen word in the parameter's list of choices.
    Choice(usize),
}

/// What values a parameter can take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Allowed {
    /// A number between `low` and `high`, both allowed.
    Number {
        /// The smallest value allowed.
        low: f64,
        /// The largest value allowed.
        high: f64,
    },
    /// `true` or `false`.
    Switch,
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// One row of a mechanism's table.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// The key in the scenario file.
    pub name: &'static str,
    /// The value when the scenario says nothing.
    pub default: Value,
    /// What is allowed.
    pub kind: Allowed,
    /// The unit, in words.
    pub unit: &'static str,
    /// Where the default comes from.
    pub mark: SourceMark,
    /// The source, or why the assumption.
    pub source: &'static str,
    /// What it means, in one line.
    pub meaning: &'static str,
}

impl Parameter {
    /// The value in the words a scenario file would use.
    pub fn show(&self, value: Value) -> String {
        match (value, self.kind) {
            (Value::Number(x), _) => format!("{x}"),
            (Value::Switch(b), _) => format!("{b}"),
            (Value::Choice(i), Allowed::Choice(words)) => words[i].to_string(),
            (Value::Choice(i), _) => format!("{i}"),
        }
    }

    /// Whether `value` is of the right kind and within the range.
    pub fn allows(&self, value: Value) -> bool {
        match (value, self.kind) {
            (Value::Number(x), Allowed::Number { low, high }) => (low..=high).contains(&x),
            (Value::Switch(_), Allowed::Switch) => true,
            (Value::Choice(i), Allowed::Choice(words)) => i < words.len(),
            _ => false,
        }
    }
}

/// A Rust type that a parameter can have.
pub trait Quantity: Copy {
    /// This value, for the table.
    fn value(self) -> Value;
    /// Back from the table; `None` if it is of another kind.
    fn from_value(value: Value) -> Option<Self>;
}

impl Quantity for f64 {
    fn value(self) -> Value {
        Value::Number(self)
    }
    fn from_value(value: Value) -> Option<f64> {
        if let Value::Number(x) = value { Some(x) } else { None }
    }
}

impl Quantity for bool {
    fn value(self) -> Value {
        Value::Switch(self)
    }
    fn from_value(value: Value) -> Option<bool> {
        if let Value::Switch(x) = value { Some(x) } else { None }
    }
}

/// Declares the words that a parameter can take, as an enum.
#[macro_export]
macro_rules! words {
    ($(#[doc = $doc:literal])* pub enum $name:ident { $($(#[doc = $meaning:literal])* $variant:ident = $word:literal,)* }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[doc = $meaning])* $variant,)*
        }

        impl $name {
            /// The words of a scenario file, in order.
            pub const WORDS: &'static [&'static str] = &[$($word),*];
            const ALL: &'static [$name] = &[$($name::$variant),*];
        }

        impl $crate::parameter::Quantity for $name {
            fn value(self) -> $crate::parameter::Value {
                $crate::parameter::Value::Choice(self as usize)
            }
            fn from_value(value: $crate::parameter::Value) -> Option<$name> {
                match value {
                    $crate::parameter::Value::Choice(i) => $name::ALL.get(i).copied(),
                    _ => None,
                }
            }
        }
    };
}

/// What every table of parameters can do, whatever its mechanism.
pub trait Parameters {
    /// The rows, in the order of the manual.
    fn table(&self) -> &'static [Parameter];
    /// The manual page, in Markdown.
    fn page(&self) -> &'static str;
    /// The value of a parameter; `None` if there is none of that name.
    fn get(&self, name: &str) -> Option<Value>;
    /// Sets a parameter; `false` if there is none of that name, or the value is of
    /// another kind or out of range. The caller says so to the user.
    fn set(&mut self, name: &str, value: Value) -> bool;
}

/// A range of numbers, both ends allowed.
pub const fn range(low: f64, high: f64) -> Allowed {
    Allowed::Number { low, high }
}

/// A switch.
pub const fn switch() -> Allowed {
    Allowed::Switch
}

/// One of several words.
pub const fn choice(words: &'static [&'static str]) -> Allowed {
    Allowed::Choice(words)
}

/// A default as a table value, in a constant.
#[doc(hidden)]
#[macro_export]
macro_rules! parameter_value {
    (f64, $value:expr) => {
        $crate::parameter::Value::Number($value)
    };
    (bool, $value:expr) => {
        $crate::parameter::Value::Switch($value)
    };
    ($words:ident, $value:expr) => {
        $crate::parameter::Value::Choice($value as usize)
    };
}

/// Whether a mechanism acts in a scenario that says nothing about it.
#[doc(hidden)]
#[macro_export]
macro_rules! enabled {
    () => {
        true
    };
    ($value:literal) => {
        $value
    };
}

/// Declares a mechanism's parameters: the struct, its defaults, its table and its page.
///
/// A row reads `name: type = default, range, "unit", SourceMark, "source", "meaning";`.
/// The doc comment of the struct is the manual page. Every table begins with the
/// switch `enabled`, on by default; `pub struct Name, enabled = false { … }` makes it off.
#[macro_export]
macro_rules! parameters {
    ($(#[doc = $page:literal])* pub struct $name:ident $(, enabled = $enabled:literal)? {
        $($field:ident : $type:ident = $default:expr, $kind:expr, $unit:literal, $mark:ident, $source:literal, $meaning:literal;)*
    }) => {
        $(#[doc = $page])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            /// The switch: off gives the model without this mechanism, bit for bit.
            pub enabled: bool,
            $(#[doc = $meaning] pub $field: $type,)*
        }

        impl Default for $name {
            fn default() -> Self {
                $name { enabled: $crate::enabled!($($enabled)?), $($field: $default,)* }
            }
        }

        impl $name {
            /// The rows of this table.
            pub const TABLE: &'static [$crate::parameter::Parameter] = &[
                $crate::parameter::Parameter {
                    name: "enabled",
                    default: $crate::parameter::Value::Switch($crate::enabled!($($enabled)?)),
                    kind: $crate::parameter::Allowed::Switch,
                    unit: "switch",
                    mark: $crate::parameter::SourceMark::Assumed,
                    source: "switch",
                    meaning: "Whether this mechanism acts at all.",
                },
                $($crate::parameter::Parameter {
                    name: stringify!($field),
                    default: $crate::parameter_value!($type, $default),
                    kind: $kind,
                    unit: $unit,
                    mark: $crate::parameter::SourceMark::$mark,
                    source: $source,
                    meaning: $meaning,
                },)*
            ];
            /// The manual page.
            pub const PAGE: &'static str = concat!($($page, "\n",)*);
        }

        impl $crate::parameter::Parameters for $name {
            fn table(&self) -> &'static [$crate::parameter::Parameter] {
                Self::TABLE
            }
            fn page(&self) -> &'static str {
                Self::PAGE
            }
            fn get(&self, name: &str) -> Option<$crate::parameter::Value> {
                use $crate::parameter::Quantity;
                match name {
                    "enabled" => Some(self.enabled.value()),
                    $(stringify!($field) => Some(self.$field.value()),)*
                    _ => None,
                }
            }
            fn set(&mut self, name: &str, value: $crate::parameter::Value) -> bool {
                use $crate::parameter::Quantity;
                let Some(row) = Self::TABLE.iter().find(|row| row.name == name) else { return false };
                if !row.allows(value) {
                    return false;
                }
                match name {
                    "enabled" => Quantity::from_value(value).map(|v| self.enabled = v).is_some(),
                    $(stringify!($field) => Quantity::from_value(value).map(|v| self.$field = v).is_some(),)*
                    _ => false,
                }
            }
        }
    };
}
