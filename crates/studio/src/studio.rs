//! Everything the handlers share.

use crate::api::about::About;
use crate::api::job::{MOST_BRANCHES, MOST_REPLICATES};
use crate::api::problem::{Code, Problem};
use crate::extract::MOST_UPLOAD;
use crate::facts::Uploads;
use crate::notes::Notes;
use crate::own;
use crate::program::{Options, Program};
use crate::queue::Queue;
use crate::runs::Runs;
use crate::scenarios::Scenarios;
use groundswell_complaint::Complaints;
use groundswell_scenario::files::Files;
use groundswell_study::stamps::Maker;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// The folder of scenarios that are begun in the page, in the folder of runs.
const OWN: &str = "scenarios";

/// The file of titles and notes, in the folder of runs.
const NOTES: &str = "notes.json";

/// The Studio.
pub(crate) struct Studio {
    /// The program that serves.
    pub program: Program,
    /// The folder of runs.
    pub runs: Runs,
    /// What can be run.
    pub scenarios: Scenarios,
    /// Titles and notes of runs.
    pub notes: Notes,
    /// Where scenarios lie that are begun in the page.
    pub own: PathBuf,
    /// Held while one of them is written.
    pub changing: Mutex<()>,
    /// One's own facts.
    pub uploads: Uploads,
    /// What is computed.
    pub queue: Queue,
}

impl Studio {
    /// A Studio in which nothing has happened.
    pub(crate) fn new(program: Program, options: &Options) -> Result<Studio, Complaints> {
        let scenarios = Scenarios::new(&options.scenarios)?;
        let own = options.runs.join(OWN);
        for folder in own::begun(&own) {
            scenarios.found(&folder);
        }
        Ok(Studio {
            program,
            notes: Notes::new(options.runs.join(NOTES)),
            own,
            changing: Mutex::default(),
            runs: Runs::new(options.runs.clone()),
            scenarios,
            uploads: Uploads::default(),
            queue: Queue::default(),
        })
    }

    /// The files of a scenario, with one's own facts in their place.
    pub(crate) fn files(&self, scenario: &str, facts: &[String]) -> Result<Files, Problem> {
        self.uploads.over(scenario, self.scenarios.files(scenario)?, facts)
    }

    /// Who makes a run.
    pub(crate) fn maker(&self, command: Vec<String>, started: String) -> Maker {
        let revision = self.program.revision.map(String::from);
        Maker { version: self.program.version.into(), revision, command, started }
    }

    /// What this program is.
    pub(crate) fn about(&self) -> About {
        About {
            version: self.program.version.into(),
            revision: self.program.revision.map(String::from),
            platform: self.program.platform.clone(),
            threads: self.program.threads,
            runs: self.runs.folder().display().to_string(),
            most_replicates: MOST_REPLICATES,
            most_branches: MOST_BRANCHES,
            most_upload: MOST_UPLOAD,
        }
    }

    /// Does what reads files, off the threads that answer.
    pub(crate) async fn aside<T: Send + 'static>(
        self: &Arc<Studio>,
        work: impl FnOnce(&Arc<Studio>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let studio = self.clone();
        let done = tokio::task::spawn_blocking(move || work(&studio)).await;
        done.unwrap_or_else(|_| {
            Err(Problem::new(Code::Internal, "a fault of the program; what it said stands on the terminal"))
        })
    }
}
