//! Runs that lie in the folder of runs.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum RunStatus {
    /// Being computed, here or by another program.
    Running,
    /// Everything that was asked for is there.
    Complete,
    /// Some replicates failed; the others can be used.
    Partial,
    /// Stopped or killed; can be resumed.
    Interrupted,
}

/// A run in a list.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RunCard {
    /// The name of its directory.
    pub id: String,
    /// The command that made it: `run` and `compare` have reports, `sweep`, `sensitivity`, `calibrate` and others tables.
    pub kind: String,
    /// The scenario it is of.
    pub scenario: String,
    /// When it was begun, RFC 3339.
    pub started: String,
    /// When it ended, where it did.
    pub finished: Option<String>,
    /// How far it is.
    pub status: RunStatus,
    /// Replicates asked for, of each branch.
    pub replicates: u32,
    /// Replicates done, those of all branches.
    pub done: u32,
    /// Replicates that failed.
    pub failed: u32,
    /// Adults that one agent stands for.
    pub scale: u32,
    /// Seed, as text: 64 bits do not fit into a JSON number.
    pub seed: String,
    /// Settings besides the scenario file, as `path=value`.
    pub settings: Vec<String>,
    /// Names of its branches, the base first; empty for a plain ensemble.
    pub branches: Vec<String>,
    /// The built-in question that its branches answer, if they do.
    pub question: Option<String>,
    /// Version of the software that made it.
    pub version: String,
    /// Whether its report can be shown.
    pub report: bool,
    /// The job that computes it now, or that waits to.
    pub job: Option<u64>,
    /// What somebody called it, and wrote of it.
    pub note: Note,
}

/// A title and a note that somebody gave to a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// At most 120 characters on one line; empty for the title that its question gives.
    pub title: String,
    /// At most 4,000 characters.
    pub note: String,
}

/// A run with its files.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Run {
    /// What the list says of it.
    pub card: RunCard,
    /// The command that makes the same run.
    pub command: Vec<String>,
    /// Its files, as its manifest lists them.
    pub files: Vec<RunFile>,
}

/// A file of a run.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RunFile {
    /// Path in the run's directory.
    pub path: String,
    /// Length in bytes.
    pub bytes: u64,
    /// sha256, in hexadecimal.
    pub sha256: String,
}

/// Another form of a Parquet table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum TableFormat {
    /// Comma-separated, UTF-8, one heading.
    Csv,
    /// A [`TableJson`].
    Json,
}

/// A table as JSON: `?format=json` of a Parquet file.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TableJson {
    /// Rows of the table.
    pub rows: u64,
    /// Rows in this answer, the first ones.
    pub shown: u64,
    /// Its columns.
    pub columns: Vec<ColumnJson>,
}

/// A column of a table.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ColumnJson {
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// What it means.
    pub meaning: String,
    /// Numbers, texts, truth values or `null`.
    #[schema(value_type = Vec<Object>)]
    pub values: Vec<serde_json::Value>,
}
