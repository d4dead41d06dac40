//! What `run`, `compare`, `resume` and `merge` share: carry a run out, close it, show what it results in.

use super::report::template;
use crate::exit::{CommandResult, alone, code};
use crate::interrupt::listen;
use crate::options::RunExecutionOptions;
use crate::pool::without_traces;
use crate::progress::Meter;
use crate::show::{self, Cost};
use crate::terminal::{exact, note, say};
use groundswell_study::execute::Execution;
use groundswell_study::typed;
use groundswell_study::work::{ClosedRun, Work};
use groundswell_tables::stamp::ManifestStatus;
use std::time::{Duration, Instant};

/// Computes what is missing of a run, closes its directory and shows it.
pub(crate) fn carry_out(work: &Work, how: &RunExecutionOptions) -> CommandResult {
    let begun = Instant::now();
    let missing = work.missing();
    let threads = how.plain.threads().clamp(1, (missing.count() as usize).max(1));
    let path = work.dir().path();
    work.notes.iter().for_each(|said| note(format!("note: {said}")));
    if how.plain.talks() {
        begins(work, missing.count(), threads);
    }
    if how.verbose {
        note(format!("writing to {}", path.display()));
    }
    let meter = Meter::of_hours(how.plain.shown(), missing.count(), missing.hours);
    let checkpoint_every = Duration::try_from_secs_f64(how.checkpoint).unwrap_or(Duration::MAX);
    let execution = Execution { threads, checkpoint_every, stop: listen(), progress: &meter };
    let carried = without_traces(|| work.carry_out(&missing, &execution));
    meter.end();
    let advice = || format!("what is finished is kept: make room and `groundswell resume {}`", typed::path(path));
    carried.map_err(|complaint| alone(complaint.advise(advice())))?;

    let page = template();
    let closed = work.close(Some(page)).map_err(|complaint| alone(complaint.advise(advice())))?;
    let cost = Cost {
        replicates: work.replicates(),
        elapsed: begun.elapsed().as_secs_f64(),
        threads,
        agents: work.agents(),
        progressed: closed.progressed.clone(),
    };
    results(work, &closed, &cost, how);
    if how.verbose {
        note(format!("computing {:.2} s on all threads together", cost.progressed.seconds));
    }
    match closed.status {
        ManifestStatus::Complete => {}
        ManifestStatus::Partial => {
            note(format!("some replicates failed; try them again with `groundswell resume {}`", typed::path(path)));
        }
        _ => note(format!(
            "interrupted: {} of {} replicates are kept, the others from their last hour; go on with\n  groundswell resume {}",
            cost.progressed.done,
            cost.replicates,
            typed::path(path)
        )),
    }
    Ok(code(closed.status))
}

/// Agents from which a run says how much memory it takes.
const MANY: u32 = 200_000_000;

/// Bytes of an agent: in the world, and in each replicate under way once something has happened everywhere.
const BYTES: (f64, f64) = (3.0, 3.0);

/// What is about to be computed.
fn begins(work: &Work, missing: u32, threads: usize) {
    let (scenario, agents) = (work.scenario(), exact(f64::from(work.agents())));
    if work.agents() > MANY {
        let gigabytes = f64::from(work.agents()) * (BYTES.0 + BYTES.1 * threads as f64) / 1e9;
        note(format!("note: {agents} agents take up to {gigabytes:.1} GB; with `--scale 10` a tenth"));
    }
    note(if work.is_comparison() {
        format!(
            "{}: {agents} agents, {} branches from {} on, {} replicates of each on {threads} threads",
            scenario.name,
            work.branches.len(),
            scenario.time(f64::from(work.comparison.at)).format("%Y-%m-%dT%H:%M"),
            work.plan.replicates,
        )
    } else {
        format!(
            "{}: {agents} agents, {} hours, {missing} replicates on {threads} threads",
            scenario.name, scenario.hours
        )
    });
}

fn results(work: &Work, closed: &ClosedRun, cost: &Cost, how: &RunExecutionOptions) {
    let (scenario, path, drawn) = (work.scenario(), work.dir().path(), work.plan.posterior.is_some());
    if how.plain.json {
        let text = match &closed.summary {
            _ if work.is_comparison() => {
                show::comparison::json(scenario, &work.comparison, drawn, closed, cost, (path, how.despite_misfit))
            }
            Some(summary) => show::json(scenario, summary, cost, path),
            None => return,
        };
        return say(serde_json::to_string_pretty(&text).expect("results become JSON"));
    }
    if how.plain.quiet {
        return;
    }
    if work.is_comparison() {
        show::comparison::show(scenario, &work.comparison, drawn, closed, (how.verbose, how.despite_misfit));
    } else if let Some(summary) = &closed.summary {
        show::summary(scenario, summary, cost, how.verbose);
    }
    show::cost(cost, path, closed.summary.is_some());
}
