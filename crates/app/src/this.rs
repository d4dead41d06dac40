//! This program: its version, its revision, the page it carries, the clock it reads.

use chrono::{Local, SecondsFormat, Utc};

/// Version of the software.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The report page, empty if it was not built.
pub const PAGE: &str = include_str!(concat!(env!("OUT_DIR"), "/report.html"));

/// The revision it was built from; `None` outside of git.
pub fn revision() -> Option<&'static str> {
    Some(env!("GROUNDSWELL_REVISION")).filter(|revision| !revision.is_empty())
}

/// Version and revision.
pub const fn long_version() -> &'static str {
    concat!(env!("CARGO_PKG_VERSION"), " (", env!("GROUNDSWELL_REVISION"), ")")
}

/// Now, RFC 3339, in UTC.
pub fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Now on the user's clock, as directories of runs are named.
pub fn stamp() -> String {
    Local::now().format("%Y-%m-%dT%H%M").to_string()
}

/// The system it runs on.
pub fn platform() -> String {
    format!("{} {}", std::env::consts::ARCH, std::env::consts::OS)
}

/// Threads that it may use.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
