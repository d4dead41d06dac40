//! The tables over all replicates of a run.

use crate::calibrate::posterior::Posterior;
use crate::checkpoint::{FinishedReplicate, read};
use crate::plan::Plan;
use crate::prose::Prose;
use crate::rundir::RunDir;
use crate::statistics;
use crate::tables::{self, *};
use groundswell_complaint::Complaint;
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::row;
use groundswell_tables::stamp::{WrittenFile, write_atomic};
use groundswell_tables::table::{Field, Kind, ShardWriter, Table};

/// How many replicates' rows are gathered before they are written.
const BATCH: usize = 1024;

/// One table over all replicates, written a batch at a time.
struct Growing {
    table: Table,
    shard: ShardWriter,
}

impl Growing {
    /// An empty one.
    fn new(dir: &RunDir, name: &str, schema: &[Field]) -> Result<Growing, Complaint> {
        Ok(Growing { table: Table::new(name, schema), shard: ShardWriter::create(&dir.data(name), name, schema)? })
    }

    /// Writes the rows gathered, which are all of one branch.
    fn flush(&mut self, branch: &str) -> Result<(), Complaint> {
        let schema: Vec<Field> = self.table.schema().cloned().collect();
        let full = std::mem::replace(&mut self.table, Table::new("", &schema));
        Ok(self.shard.append(&full.labelled("branch", branch))?)
    }

    fn finish(self) -> Result<(), Complaint> {
        self.shard.finish()?;
        Ok(())
    }
}

/// How far a run is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progressed {
    /// Replicates that are done.
    pub done: u32,
    /// Those that failed, and why.
    pub failures: Vec<(u32, String)>,
    /// Seconds of computing, over all replicates.
    pub seconds: f64,
    /// The parts of tables that replicates have written, as they were written.
    pub parts: Vec<WrittenFile>,
}

/// Writes the tables over all replicates that are done, of all branches: the directory as each of them sees it, and
/// its scenario. The first is `base`; all have the same parameters set, to whatever values.
///
/// # Errors
/// A disk that cannot be written to.
pub fn write_branches(plan: &Plan, branches: &[(RunDir, &Scenario)]) -> Result<Progressed, Complaint> {
    let (dir, scenario) = &branches[0];
    let (scale, steps) = (plan.scale, plan.steps_per_hour);
    let posterior = Posterior::of_run(dir, plan)?;
    let mut fields = runs_schema(scenario);
    for path in posterior.iter().flat_map(|posterior| &posterior.paths) {
        fields.push(Field::named(path.clone(), Kind::F64, "", "a parameter drawn from the posterior"));
    }
    let mut runs = Growing::new(dir, "runs", &fields)?;
    let mut daily = Growing::new(dir, "daily", DAILY)?;
    let mut onsets = Growing::new(dir, "onsets", ONSETS)?;
    let mut happenings = Growing::new(dir, "happenings", HAPPENINGS)?;
    let mut values = Growing::new(dir, "statistics", STATISTICS)?;
    let mut failures = Growing::new(dir, "failures", FAILURES)?;
    let mut progressed = Progressed::default();
    for (dir, scenario) in branches {
        let (statistics, prose) = (statistics::of(scenario), Prose::english(scenario));
        let mut timings = String::from("replicate,seconds\n");
        for replicate in 0..plan.replicates {
            let Some(done) = read::<FinishedReplicate>(&dir.done_file(replicate)) else { continue };
            let drawn = posterior.as_ref().map_or(&[][..], |posterior| posterior.draw(plan.seed, replicate));
            push_run(&mut runs.table, scenario, scale, steps, &done, drawn);
            progressed.seconds += done.seconds;
            progressed.parts.extend(done.parts.iter().cloned());
            timings += &format!("{replicate},{:.3}\n", done.seconds);
            match &done.end {
                Ok(end) => {
                    progressed.done += 1;
                    push_daily(&mut daily.table, scenario, replicate, end);
                    push_onsets(&mut onsets.table, scenario, steps, replicate, end);
                    push_happenings(&mut happenings.table, scenario, &prose, steps, replicate, end);
                    push_statistics(&mut values.table, &statistics, replicate, end);
                }
                Err(reason) => {
                    failures.table.push(row![replicate, BASE, reason]);
                    let of = if dir.branch() == BASE { String::new() } else { format!("in branch {}: ", dir.branch()) };
                    progressed.failures.push((replicate, format!("{of}{reason}")));
                }
            }
            if (replicate as usize + 1).is_multiple_of(BATCH) {
                for growing in [&mut runs, &mut daily, &mut onsets, &mut happenings, &mut values, &mut failures] {
                    growing.flush(dir.branch())?;
                }
            }
        }
        for growing in [&mut runs, &mut daily, &mut onsets, &mut happenings, &mut values, &mut failures] {
            growing.flush(dir.branch())?;
        }
        // Not in `data/`: two runs of one plan take different times and must write the same data.
        let name = if dir.branch() == BASE { "timings.csv".into() } else { format!("timings-{}.csv", dir.branch()) };
        write_atomic(&dir.file(&name), timings)?;
    }
    for growing in [runs, daily, onsets, happenings, values, failures] {
        growing.finish()?;
    }
    tables::facts(scenario).write_parquet(&dir.data("facts"))?;
    tables::targets(scenario).write_parquet(&dir.data("targets"))?;
    Ok(progressed)
}
