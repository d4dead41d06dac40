//! `report`: the page of a run directory.

use super::alone;
use crate::terminal::{note, say};
use crate::{DONE, Done, this};
use clap::Args;
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_scenario::scenario::Scenario;
use groundswell_study::calibrate::store::put_beside;
use groundswell_study::finish::{self, Maker};
use groundswell_study::plan::Plan;
use groundswell_study::report::{data, page};
use groundswell_study::rundir::RunDir;
use groundswell_study::summary::Summary;
use groundswell_tables::stamp::write_atomic;
use std::path::PathBuf;

/// `report`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell report runs/2026-01-31T1200_kazakhstan-2022_9f3c\n  groundswell report runs/2026-01-31T1200_kazakhstan-2022_9f3c --with calibration --with sensitivity --with forecast"
)]
pub struct Report {
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

/// Makes the report of a run anew.
pub fn report(report: &Report) -> Done {
    let (dir, plan, scenario) = RunDir::open(&report.run)?;
    for analysis in &report.with {
        if !put_beside(&dir, analysis).map_err(alone)? {
            let reason = "there is no finished calibration, sensitivity analysis or forecast in it".into();
            return Err(alone(Complaint::new(Problem::Input { action: "read", path: analysis.clone(), reason })));
        }
    }
    if !dir.data("runs").exists() {
        let complaint = Complaint::inconsistent(format!("{} has no tables yet", report.run.display()));
        return Err(alone(complaint.advise(format!("finish it first: `groundswell resume {}`", report.run.display()))));
    }
    let manifest = finish::stamped(&dir);
    let maker = Maker {
        version: manifest.as_ref().map_or_else(|| this::VERSION.into(), |m| m.version.clone()),
        revision: manifest.as_ref().and_then(|m| m.git_revision.clone()),
        command: manifest.as_ref().map(|m| m.command.clone()).unwrap_or_default(),
        started: manifest.as_ref().map_or_else(this::now, |m| m.started.clone()),
    };
    let summary = Summary::of(&dir, &scenario).map_err(alone)?;
    if report.json {
        say(data(&dir, &plan, &scenario, &maker, &summary).map_err(alone)?.to_string());
        return Ok(DONE);
    }
    write_report(&dir, &plan, &scenario, &maker, &summary)?;
    if let Some(mut manifest) = manifest {
        manifest.list_files(dir.path(), &[]).map_err(alone)?;
        manifest.write(dir.path()).map_err(alone)?;
    }
    say(dir.file("report.html").display().to_string());
    Ok(DONE)
}

/// The page of a report, or what stands in its place.
pub fn template() -> &'static str {
    if this::PAGE.is_empty() { NO_PAGE } else { this::PAGE }
}

/// Writes `report.html`.
pub fn write_report(
    dir: &RunDir,
    plan: &Plan,
    scenario: &Scenario,
    maker: &Maker,
    summary: &Summary,
) -> Result<(), Complaints> {
    let template = template();
    if this::PAGE.is_empty() {
        note("note: this build carries no report page; `make web` and a new build put it in");
    }
    let data = data(dir, plan, scenario, maker, summary).map_err(alone)?;
    write_atomic(&dir.file("report.html"), page(template, &data)).map_err(alone)?;
    Ok(())
}
