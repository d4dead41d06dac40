//! `check`: whether a directory is as it was written.

use crate::exit::{CommandResult, DONE, FALSE};
use crate::terminal::say;
use clap::Args;
use groundswell_complaint::{Complaint, Problem};
use groundswell_study::examine::examine;
use groundswell_study::rundir::RunDir;
use serde_json::json;
use std::path::PathBuf;

/// `check`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell check runs/2026-01-31T1200_kazakhstan-2022_9f3c\n  groundswell check calibration --json\n\nEvery file is held against the manifest, and what is there to go on from against its own\nchecksum. Nothing is changed. Exit code 1 if anything differs."
)]
pub(crate) struct CheckArguments {
    /// Directory of a run, a comparison, a sweep, a sensitivity analysis, a calibration or a forecast
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// No word; the exit code says it
    #[arg(short, long)]
    pub quiet: bool,
}

/// Checks a directory.
pub(crate) fn check(asked: &CheckArguments) -> CommandResult {
    if !asked.dir.is_dir() {
        let reason = if asked.dir.exists() { "it is a file and no directory" } else { "there is no such directory" };
        let problem = Problem::Input { action: "open", path: asked.dir.clone(), reason: reason.into() };
        return Err(Complaint::new(problem).into());
    }
    let examined = examine(&RunDir::at(&asked.dir))?;
    let listed = examined.manifest.as_ref().map(|manifest| manifest.files.len());
    if asked.json {
        let all = json!({
            "directory": asked.dir.display().to_string(), "listed": listed,
            "status": examined.manifest.as_ref().map(|manifest| manifest.status), "differs": examined.findings,
        });
        say(serde_json::to_string_pretty(&all).expect("plain data becomes JSON"));
    } else if !asked.quiet {
        examined.findings.iter().for_each(|finding| say(finding.says()));
        let about = match (examined.findings.len(), listed) {
            (0, listed) => format!("all {} files are as they were written", listed.unwrap_or(0)),
            (1, _) => "1 file differs".into(),
            (n, _) => format!("{n} files differ"),
        };
        say(format!("{}: {about}", asked.dir.display()));
    }
    Ok(if examined.findings.is_empty() { DONE } else { FALSE })
}
