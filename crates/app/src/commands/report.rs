//! `report`: the page of a run directory.

use crate::exit::{CommandResult, DONE, alone};
use crate::terminal::{note, say};
use crate::this;
use clap::Args;
use groundswell_complaint::Complaint;
use groundswell_scenario::files::Files;
use groundswell_study::report::data;
use groundswell_study::reported::{self, run_among};
use groundswell_study::summary::Summary;
use groundswell_study::work::Work;
use std::path::PathBuf;

/// `report`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell report runs/2026-01-31T1200_kazakhstan-2022_9f3c\n  groundswell report runs/2026-01-31T1200_kazakhstan-2022_9f3c --with calibration --with sensitivity --with forecast\n  groundswell report belarus --with C --with F --with W    the page of the comparison W"
)]
pub(crate) struct ReportArguments {
    /// Directory of the run; or a scenario, where the run is one of --with
    #[arg(value_name = "RUN|SCENARIO")]
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

/// Makes the report of a run again; of a scenario, that of the run or comparison among what is put beside.
pub(crate) fn report(asked: &ReportArguments) -> CommandResult {
    let (mut run, mut with) = (asked.run.clone(), asked.with.clone());
    if run_among(std::slice::from_ref(&run)).is_none()
        && Files::find(&run.display().to_string()).is_ok_and(|files| files.main().is_ok())
    {
        let Some(of) = run_among(&with) else {
            let what = format!("`{}` is a scenario, and none of what is put beside it is a run", run.display());
            let advice = "a report is of a run or a comparison: name it, or give it as one of --with";
            return Err(alone(Complaint::inconsistent(what).advise(advice)));
        };
        run = with.remove(of);
    }
    if asked.json {
        let work = Work::open(&run)?;
        let summary = Summary::of(work.dir(), work.scenario(), work.plan.scale).map_err(alone)?;
        say(data(work.dir(), &work.plan, work.scenario(), &work.maker, &summary).map_err(alone)?.to_string());
        return Ok(DONE);
    }
    say(reported::report(&run, &with, template())?.0.display().to_string());
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
