//! The program that serves.

use std::path::PathBuf;

/// What only the command line knows of the program.
#[derive(Clone, Debug)]
pub struct Program {
    /// Version of the software.
    pub version: &'static str,
    /// Revision of its sources, if known.
    pub revision: Option<&'static str>,
    /// The system it runs on.
    pub platform: String,
    /// Threads that compute; results do not depend on them.
    pub threads: usize,
    /// The page of a report, with the place for its data.
    pub report: &'static str,
}

/// What the user asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// Port on the loopback; 0 for any that is free.
    pub port: u16,
    /// Folder of runs; it is made with the first.
    pub runs: PathBuf,
    /// Scenarios besides those that the program carries: paths of files or folders.
    pub scenarios: Vec<String>,
}
