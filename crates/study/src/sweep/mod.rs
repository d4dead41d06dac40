//! A sweep: the points of a design, each with its replicates, in one tidy table.
//!
//! Points are computed in batches; a finished batch is a file, so that a sweep that was
//! stopped goes on, and shards that several machines have computed are merged by putting
//! their files together. The table is written from the batches in the order of points:
//! it is the same bytes however the work was divided.

pub mod store;

use crate::checkpoint::{read, write};
use crate::design::Design;
use crate::family::Family;
use crate::plan::WorkPart;
use groundswell_chance::draw::Key;
use groundswell_complaint::Complaint;
use groundswell_engine::mechanisms::outcome::OutcomeClass;
use groundswell_engine::world::World;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// The most batches of a sweep.
const BATCHES: usize = 2048;

/// One replicate at one point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SweepRun {
    /// The point, from 0.
    pub point: u32,
    /// The replicate.
    pub replicate: u32,
    /// The key of its draws.
    pub key: u64,
    /// Seconds of computing.
    pub seconds: f64,
    /// How it ended, or why it failed.
    pub end: Result<Few, String>,
}

/// What is kept of a replicate in a sweep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Few {
    /// Each recorded quantity, in the order of the scenario's statistics.
    pub values: Vec<Option<f64>>,
    /// Classes of outcomes.
    pub outcomes: Vec<OutcomeClass>,
    /// Largest national crowd.
    pub peak: f64,
    /// Hours since the start of the peak.
    pub peak_hour: f64,
    /// Hours since the start of the first reportable gathering.
    pub onset_hour: Option<f64>,
    /// Units that ever had one.
    pub units_reached: u32,
    /// Detentions.
    pub detained: f64,
    /// Killed, forces included.
    pub killed: f64,
    /// Members of the forces killed.
    pub forces_killed: f64,
}

/// A sweep: what is run, and how its work is cut.
pub struct Sweep<'a> {
    /// The country.
    pub family: &'a Family,
    /// The points.
    pub design: &'a Design,
    /// Replicates a point.
    pub replicates: u32,
    /// Where batches are kept.
    pub folder: PathBuf,
    /// Which batches are computed here; all of them without.
    pub shard: Option<WorkPart>,
}

impl Sweep<'_> {
    /// Points a batch.
    fn size(&self) -> usize {
        self.design.points.len().div_ceil(BATCHES).max(1)
    }

    /// How many batches there are.
    pub fn batches(&self) -> usize {
        self.design.points.len().div_ceil(self.size())
    }

    /// The file of a batch.
    pub fn file(&self, batch: usize) -> PathBuf {
        batch_file(&self.folder, batch)
    }

    /// How many runs a batch has.
    pub fn runs_of(&self, batch: usize) -> usize {
        let first = batch * self.size();
        (self.design.points.len() - first).min(self.size()) * self.replicates as usize
    }

    /// How many runs are computed here.
    pub fn runs_here(&self) -> usize {
        let here = |batch: &usize| self.shard.is_none_or(|shard| shard.has(*batch));
        (0..self.batches()).filter(here).map(|batch| self.runs_of(batch)).sum()
    }

    /// The batches of this shard that are not computed yet. One with a failure is tried again.
    pub fn missing(&self) -> Vec<usize> {
        (0..self.batches())
            .filter(|&batch| self.shard.is_none_or(|shard| shard.has(batch)))
            .filter(|&batch| {
                !read::<Vec<SweepRun>>(&self.file(batch))
                    .is_some_and(|runs| runs.len() == self.runs_of(batch) && runs.iter().all(|run| run.end.is_ok()))
            })
            .collect()
    }

    /// Computes batches on the threads of the present pool. `tell` hears of every run.
    /// Stops between hours when asked to; what is finished is kept.
    pub fn compute(
        &self,
        batches: &[usize],
        stop: &AtomicBool,
        tell: &(dyn Fn(&SweepRun) + Sync),
    ) -> Result<(), Complaint> {
        let failed: Mutex<Option<Complaint>> = Mutex::default();
        batches.par_iter().for_each(|&batch| {
            if stop.load(Ordering::Relaxed) {
                return;
            }
            let Some(runs) = self.batch(batch, stop, tell) else { return };
            if let Err(error) = write(&self.file(batch), &runs) {
                *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error.into());
                stop.store(true, Ordering::Relaxed);
            }
        });
        failed.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
    }

    fn batch(&self, batch: usize, stop: &AtomicBool, tell: &(dyn Fn(&SweepRun) + Sync)) -> Option<Vec<SweepRun>> {
        let first = batch * self.size();
        let last = (first + self.size()).min(self.design.points.len());
        let mut runs = Vec::with_capacity((last - first) * self.replicates as usize);
        for point in first..last {
            let world = self.family.world(&self.design.points[point]);
            for replicate in 0..self.replicates {
                let end = match &world {
                    Ok(world) => run(self.family, world, replicate, stop)?,
                    Err(complaint) => (Err(complaint.problem().to_string()), 0.0),
                };
                let key = Key::new(self.family.seed, replicate).0;
                let run = SweepRun { point: point as u32, replicate, key, seconds: end.1, end: end.0 };
                tell(&run);
                runs.push(run);
            }
        }
        Some(runs)
    }

    /// Every run that is computed, in order, a batch at a time; batches that are not there are left out.
    pub fn runs(&self) -> impl Iterator<Item = Vec<SweepRun>> + '_ {
        (0..self.batches()).filter_map(|batch| read::<Vec<SweepRun>>(&self.file(batch)))
    }
}

/// The file of a batch in a folder.
pub fn batch_file(folder: &Path, batch: usize) -> PathBuf {
    folder.join(format!("batch-{batch:05}.done"))
}

/// A replicate; `None` if it was asked to stop. A panic is a failure of this run alone.
fn run(family: &Family, world: &World, replicate: u32, stop: &AtomicBool) -> Option<(Result<Few, String>, f64)> {
    let begun = std::time::Instant::now();
    let running = || !stop.load(Ordering::Relaxed);
    let course = crate::ensemble::caught(|| {
        crate::ensemble::replicate(world, world.state(family.seed, replicate), replicate, running)
    });
    let end = match course {
        Ok(None) => return None,
        Ok(Some(course)) => Ok(Few::of(family, &course)),
        Err(why) => Err(why),
    };
    Some((end, begun.elapsed().as_secs_f64()))
}

impl Few {
    /// What is kept of a course.
    pub fn of(family: &Family, course: &crate::course::Course) -> Few {
        let record = &course.record;
        let last = course.nation.last().copied().unwrap_or_default();
        Few {
            values: family.statistics.iter().map(|s| s.value(&family.scenario, course)).collect(),
            outcomes: course.outcomes.clone(),
            peak: record.peak,
            peak_hour: course.hour_of(record.peak_step),
            onset_hour: record.onset.iter().flatten().min().map(|&step| course.hour_of(step)),
            units_reached: record.onset.iter().flatten().count() as u32,
            detained: last.detained.into(),
            killed: last.killed.into(),
            forces_killed: last.forces_killed.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::{Axis, grid};
    use groundswell_scenario::scenario::{Making, Scenario};

    fn family() -> (Family, Design) {
        let scenario = Scenario::load("two-towns", &["hours=48".into()]).expect("built in");
        let design = grid(&[Axis::parse("people.threshold=0.44:0.5:5").expect("an axis")]).expect("a grid");
        let making = Making { scale: 40, ..Making::default() };
        (Family::new(&scenario, &design.paths, &making, 2).expect("good"), design)
    }

    fn computed(folder: &Path, shard: Option<WorkPart>) -> Vec<SweepRun> {
        let (family, design) = family();
        let sweep = Sweep { family: &family, design: &design, replicates: 2, folder: folder.into(), shard };
        let missing = sweep.missing();
        sweep.compute(&missing, &AtomicBool::new(false), &|_| {}).expect("computed");
        assert!(sweep.missing().is_empty());
        sweep.runs().flatten().map(|run| SweepRun { seconds: 0.0, ..run }).collect()
    }

    #[test]
    fn shards_put_together_are_the_whole() {
        let (whole, parts) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let all = computed(whole.path(), None);
        assert_eq!(all.len(), 10);
        let first = computed(parts.path(), WorkPart::parse("1/2"));
        assert_eq!(first.len(), 6);
        assert_eq!(computed(parts.path(), WorkPart::parse("2/2")), all);
    }

    #[test]
    fn a_batch_that_cannot_be_read_or_has_a_failure_is_computed_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let all = computed(folder.path(), None);
        std::fs::write(batch_file(folder.path(), 1), "damaged").expect("written");
        let mut runs: Vec<SweepRun> = read(&batch_file(folder.path(), 3)).expect("there");
        runs[0].end = Err("a bug".into());
        write(&batch_file(folder.path(), 3), &runs).expect("written");
        assert_eq!(computed(folder.path(), None), all);
    }
}
