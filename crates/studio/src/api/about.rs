//! The program.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What this program is and what it takes.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct About {
    /// Version of the software.
    pub version: String,
    /// Revision of its sources, if known.
    pub revision: Option<String>,
    /// The system it runs on.
    pub platform: String,
    /// Threads that compute.
    pub threads: usize,
    /// The folder of runs, as the user knows it.
    pub runs: String,
    /// Most replicates of a job.
    pub most_replicates: u32,
    /// Most branches besides the base.
    pub most_branches: usize,
    /// Most bytes of an upload.
    pub most_upload: usize,
}
