//! Closes a run directory: the tables over all replicates, the stamps, the manifest.

use crate::checkpoint::{Done, read};
use crate::plan::{Plan, SEED_SCHEME};
use crate::prose::Prose;
use crate::rundir::RunDir;
use crate::statistics;
use crate::tables::{self, *};
use groundswell_complaint::Complaint;
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::row;
use groundswell_tables::stamp::citation::{About, CITATION, RO_CRATE, citation_cff, ro_crate};
use groundswell_tables::stamp::{Manifest, Status, write_atomic};
use groundswell_tables::table::{Field, Kind, ShardWriter, Table};

/// Who made a run, and when: what only the caller knows.
#[derive(Clone, Debug)]
pub struct Maker {
    /// Version of the software.
    pub version: String,
    /// Revision of its sources, if known.
    pub revision: Option<String>,
    /// The command line.
    pub command: Vec<String>,
    /// When it was begun, RFC 3339.
    pub started: String,
}

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
}

/// Writes the tables over all replicates that are done.
pub fn write_tables(dir: &RunDir, plan: &Plan, scenario: &Scenario) -> Result<Progressed, Complaint> {
    write_branches(plan, &[(dir.clone(), scenario)])
}

/// The same over the branches of a comparison: the directory as each of them sees it, and
/// its scenario. The first is `base`; all have the same parameters set, to whatever values.
pub fn write_branches(plan: &Plan, branches: &[(RunDir, &Scenario)]) -> Result<Progressed, Complaint> {
    let (dir, scenario) = &branches[0];
    let (scale, steps) = (plan.scale, plan.steps_per_hour);
    let posterior = dir.posterior(plan)?;
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
            let Some(done) = read::<Done>(&dir.done_file(replicate)) else { continue };
            let drawn = posterior.as_ref().map_or(&[][..], |posterior| posterior.draw(plan.seed, replicate));
            push_run(&mut runs.table, scenario, scale, steps, &done, drawn);
            progressed.seconds += done.seconds;
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

/// Writes the manifest of a run that has just begun.
pub fn begin(dir: &RunDir, plan: &Plan, maker: &Maker) -> Result<(), Complaint> {
    manifest(plan, maker).write(dir.path())?;
    Ok(())
}

fn manifest(plan: &Plan, maker: &Maker) -> Manifest {
    let mut manifest =
        Manifest::begin(&maker.version, maker.revision.as_deref(), maker.command.clone(), &maker.started);
    manifest.seed_scheme = SEED_SCHEME.into();
    manifest.seed = plan.seed;
    let versions = [("engine", &plan.version), ("scenario_sha256", &plan.hash), ("backend", &plan.backend)];
    manifest.versions = versions.into_iter().map(|(name, version)| (name.into(), version.clone())).collect();
    let counts = [("replicates", plan.replicates), ("scale", plan.scale), ("steps_per_hour", plan.steps_per_hour)];
    manifest.counts = counts.into_iter().map(|(name, count)| (name.into(), u64::from(count))).collect();
    manifest
}

/// Whether a run is complete, and what its manifest says.
pub fn stamped(dir: &RunDir) -> Option<Manifest> {
    Manifest::read(dir.path()).ok()
}

/// Writes citation, crate and manifest: the last thing done to a run directory.
pub fn stamp(
    dir: &RunDir,
    plan: &Plan,
    scenario: &Scenario,
    maker: &Maker,
    progressed: &Progressed,
    finished: &str,
) -> Result<Status, Complaint> {
    stamp_branches(std::slice::from_ref(dir), plan, scenario, maker, progressed, finished)
}

/// The same for a comparison: the directory as each of its branches sees it, `base` first.
pub fn stamp_branches(
    dirs: &[RunDir],
    plan: &Plan,
    scenario: &Scenario,
    maker: &Maker,
    progressed: &Progressed,
    finished: &str,
) -> Result<Status, Complaint> {
    let dir = &dirs[0];
    let failed = progressed.failures.len() as u32;
    let status = match progressed.done + failed {
        all if all < plan.here() * dirs.len() as u32 => Status::Interrupted,
        _ if failed > 0 => Status::Partial,
        _ => Status::Complete,
    };
    let mut manifest = manifest(plan, maker);
    manifest.status = status;
    manifest.finished = Some(finished.into());
    if dirs.len() > 1 {
        manifest.counts.insert("branches".into(), dirs.len() as u64);
    }
    manifest.counts.insert("done".into(), progressed.done.into());
    manifest.counts.insert("failed".into(), failed.into());
    let about = About {
        title: format!("Groundswell run of {}, {} replicates", scenario.name, progressed.done / dirs.len() as u32),
        description: format!(
            "{} Simulated with seed {}, one agent per {} adults.",
            scenario.summary, plan.seed, plan.scale
        ),
        authors: vec![],
        date: finished.get(..10).unwrap_or(finished).into(),
        licence: "CC-BY-4.0".into(),
        software_url: env!("CARGO_PKG_REPOSITORY").into(),
        software_licence: env!("CARGO_PKG_LICENSE").into(),
    };
    write_atomic(&dir.file(CITATION), citation_cff(&about, &manifest))?;
    manifest.list_files(dir.path(), &[])?;
    let text = serde_json::to_string_pretty(&ro_crate(&about, &manifest)).expect("a crate becomes JSON");
    write_atomic(&dir.file(RO_CRATE), text + "\n")?;
    manifest.list_files(dir.path(), &[])?;
    // A part keeps what was finished of its replicates: that is what parts are joined from.
    let whole = status == Status::Complete && plan.shard.is_none();
    if whole {
        manifest.files.retain(|file| file.path.extension().is_none_or(|kind| kind != "done"));
    }
    manifest.write(dir.path())?;
    if whole {
        // Everything they hold is in the tables now.
        for (dir, replicate) in dirs.iter().flat_map(|dir| (0..plan.replicates).map(move |r| (dir, r))) {
            let _ = std::fs::remove_file(dir.done_file(replicate));
        }
    }
    Ok(status)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::execute::{Means, Progress, execute, missing};
    use crate::plan;
    use groundswell_engine::world::World;
    use std::sync::atomic::AtomicBool;
    use std::time::Duration;

    struct Silent;
    impl Progress for Silent {}

    #[test]
    fn a_replicate_that_failed_is_listed_and_tried_again() {
        let settings = vec!["hours=30".to_string()];
        let scenario = Scenario::load("two-towns", &settings).expect("built in");
        let plan = Plan {
            version: "1".into(),
            scenario: "two-towns".into(),
            settings,
            replicates: 2,
            seed: 1,
            scale: 100,
            steps_per_hour: 1,
            backend: "event".into(),
            hash: plan::hash(&scenario),
            shard: None,
            posterior: None,
        };
        let maker =
            Maker { version: "1".into(), revision: None, command: vec![], started: "2026-01-31T12:00:00Z".into() };
        let folder = tempfile::tempdir().expect("a folder");
        let dir = RunDir::create(&folder.path().join("run"), false).expect("made");
        dir.write_inputs(&scenario, &plan).expect("written");
        let world = World::build(scenario.spec(&plan.making()), plan.seed);
        let means =
            Means { threads: 1, checkpoint_every: Duration::MAX, stop: &AtomicBool::new(false), progress: &Silent };
        execute(&dir, &plan, &scenario, &world, &[0], &means).expect("computed");
        let failed = Done { replicate: 1, key: 7, seconds: 0.1, end: Err("a bug".into()) };
        crate::checkpoint::write(&dir.done_file(1), &failed).expect("written");

        let progressed = write_tables(&dir, &plan, &scenario).expect("written");
        assert_eq!((progressed.done, progressed.failures.clone()), (1, vec![(1, "a bug".to_string())]));
        assert_eq!(Table::read_parquet(&dir.data("failures")).expect("read").rows(), 1);
        assert_eq!(Table::read_parquet(&dir.data("runs")).expect("read").rows(), 2);
        let status = stamp(&dir, &plan, &scenario, &maker, &progressed, "2026-01-31T12:01:00Z").expect("stamped");
        assert_eq!((status, missing(&dir, &plan)), (Status::Partial, vec![1]));

        let (again, plan, scenario) = RunDir::open(dir.path()).expect("a run");
        assert!(plan.verify(&scenario, "1").is_ok() && plan.verify(&scenario, "2").is_err());
        execute(&again, &plan, &scenario, &world, &[1], &means).expect("computed");
        let progressed = write_tables(&again, &plan, &scenario).expect("written");
        let status = stamp(&again, &plan, &scenario, &maker, &progressed, "2026-01-31T12:02:00Z").expect("stamped");
        assert_eq!(status, Status::Complete);
        assert!(Manifest::read(again.path()).expect("a manifest").check(again.path()).expect("compared").is_empty());
    }
}
