//! `report`: the page of a run directory.

use crate::exit::{DONE, Done, alone};
use crate::terminal::{note, say};
use crate::this;
use clap::Args;
use groundswell_complaint::{Complaint, Problem};
use groundswell_study::attach::attach;
use groundswell_study::report::data;
use groundswell_study::rundir::REPORT;
use groundswell_study::stamps::stamped;
use groundswell_study::summary::Summary;
use groundswell_study::work::Work;
use std::path::PathBuf;

/// `report`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell report runs/2026-01-31T1200_kazakhstan-2022_9f3c\n  groundswell report runs/2026-01-31T1200_kazakhstan-2022_9f3c --with calibration --with sensitivity --with forecast"
)]
pub(crate) struct Report {
    /// Directory of the run
    #[arg(value_name = "RUN")]
    pub run: PathBuf,
    /// Show what this calibration or sensitivity analysis found, too; may be given more than once
    #[arg(long, value_name = "DIR")]
    pub with: Vec<PathBuf>,
    /// Print the report's data as JSON instead of writing report.html
    #[arg(long)]
    pub json: bool,
}

/// What stands in the place of the page in a build that has none. The data is there.
const NO_PAGE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Groundswell</title>\n\
<h1>This build of Groundswell carries no report page</h1>\n\
<p>The run is complete and its tables are in <code>data/</code>. To see it here, install Node 20.19 or later, then run\n\
<code>make web</code>, build again, and <code>groundswell report RUN</code>.</p>\n\
<script id=\"groundswell-report\" type=\"application/json\">/*REPORT-DATA*/</script></html>\n";

/// Makes the report of a run again.
pub(crate) fn report(asked: &Report) -> Done {
    let work = Work::open(&asked.run)?;
    let dir = work.dir();
    if !dir.data("runs").exists() {
        let complaint = Complaint::inconsistent(format!("{} has no tables yet", asked.run.display()));
        return Err(alone(complaint.advise(format!("finish it first: `groundswell resume {}`", asked.run.display()))));
    }
    let mut written = vec![REPORT.to_string()];
    for analysis in &asked.with {
        let attached = attach(dir, analysis).map_err(alone)?;
        if attached.is_empty() {
            let reason = "there is no finished calibration, sensitivity analysis or forecast in it".into();
            return Err(alone(Complaint::new(Problem::Input { action: "read", path: analysis.clone(), reason })));
        }
        written.extend(attached);
    }
    let summary = Summary::of(dir, work.scenario()).map_err(alone)?;
    if asked.json {
        say(data(dir, &work.plan, work.scenario(), &work.maker, &summary).map_err(alone)?.to_string());
        return Ok(DONE);
    }
    work.write_report(template(), &summary).map_err(alone)?;
    if let Some(mut manifest) = stamped(dir) {
        let written: Vec<&str> = written.iter().map(String::as_str).collect();
        manifest.relist(dir.path(), &written).map_err(alone)?;
        manifest.write(dir.path()).map_err(alone)?;
    }
    say(dir.file(REPORT).display().to_string());
    Ok(DONE)
}

/// The page of a report, or what stands in its place.
pub(crate) fn template() -> &'static str {
    if this::PAGE.is_empty() {
        note("note: this build carries no report page; `make web` and a new build put it in");
        return NO_PAGE;
    }
    this::PAGE
}
