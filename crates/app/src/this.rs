//! This program: its version, its revision, the page it carries, the clock it reads.

use groundswell_study::clock::now;
use groundswell_study::stamps::Maker;

/// Version of the software.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The report page, empty if it was not built.
pub(crate) const PAGE: &str = include_str!(concat!(env!("OUT_DIR"), "/report.html"));

/// The revision it was built from; `None` outside of git.
pub(crate) fn revision() -> Option<&'static str> {
    Some(env!("GROUNDSWELL_REVISION")).filter(|revision| !revision.is_empty())
}

/// Version and revision.
pub(crate) const fn long_version() -> &'static str {
    concat!(env!("CARGO_PKG_VERSION"), " (", env!("GROUNDSWELL_REVISION"), ")")
}

/// Who makes what this command makes, and when.
pub(crate) fn maker() -> Maker {
    // What cannot be read as text is no reason to fail: it is shown with replacement characters.
    let words = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    Maker {
        version: VERSION.into(),
        revision: revision().map(String::from),
        command: std::iter::once("groundswell".to_string()).chain(words).collect(),
        started: now(),
    }
}

/// The system it runs on.
pub(crate) fn platform() -> String {
    format!("{} {}", std::env::consts::ARCH, std::env::consts::OS)
}

/// Threads that it may use.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
