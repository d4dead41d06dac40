//! The clock that runs are stamped and named by. No number of a run depends on it.

use chrono::{Local, SecondsFormat, Utc};

/// Now, RFC 3339, in UTC.
pub fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Now on the user's clock, as directories of runs are named.
pub fn stamp() -> String {
    Local::now().format("%Y-%m-%dT%H%M").to_string()
}
