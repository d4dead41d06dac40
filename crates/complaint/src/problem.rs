//! The kinds of thing that can be wrong.

use std::path::PathBuf;

/// What is wrong. The message says what was found; the rest of the [`Complaint`](super::Complaint) says where, what is allowed and
/// what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// A name that nothing bears.
    #[error("unknown {what} `{name}`")]
    Unknown {
        /// What it should name: `parameter`, `section`, `place`, `column`, `scenario`.
        what: &'static str,
        /// As written.
        name: String,
    },
    /// Something that must be there is not.
    #[error("missing {what} `{name}`")]
    Missing {
        /// As in [`Problem::Unknown`].
        what: &'static str,
        /// Its name.
        name: String,
    },
    /// The same name twice.
    #[error("{what} `{name}` is given twice")]
    Duplicate {
        /// As in [`Problem::Unknown`].
        what: &'static str,
        /// Its name.
        name: String,
    },
    /// A value of another type: text where a number belongs.
    #[error("`{name}` is {found}, expected {expected}")]
    WrongType {
        /// Parameter or column.
        name: String,
        /// With article: `a string`.
        found: String,
        /// With article and unit: `a number between 0 and 1`.
        expected: String,
    },
    /// A value of the right type that is not allowed: out of range, or not in the list.
    #[error("`{name}` cannot be {found}")]
    NotAllowed {
        /// Parameter or column.
        name: String,
        /// The value as written.
        found: String,
    },
    /// Text that should read as something and does not: a time, a number in a CSV file, an override.
    #[error("cannot read `{found}` as {what}")]
    Unreadable {
        /// The text.
        found: String,
        /// With article: `a time`, `a whole number`.
        what: &'static str,
    },
    /// The file breaks the rules of its format; the text is the parser's.
    #[error("{0}")]
    Syntax(String),
    /// Values that are right each by itself and wrong together.
    #[error("{0}")]
    Inconsistent(String),
    /// The system refuses what every program may ask for, a thread for example.
    #[error("{0}")]
    System(String),
    /// An input that is not there or may not be read.
    #[error("cannot {action} `{}`: {reason}", path.display())]
    Input {
        /// `read`, `open`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// In the system's words.
        reason: String,
    },
    /// An output that exists already or cannot be made.
    #[error("cannot write `{}`: {reason}", path.display())]
    Output {
        /// The file or directory.
        path: PathBuf,
        /// In words.
        reason: String,
    },
}
