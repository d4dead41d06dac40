//! Runs that differ in one thing: the same seeds, replicate by replicate, in memory.

use super::claims::complete;
use crate::calibrate::posterior::Posterior;
use crate::checkpoint::ReplicateEnd;
use crate::compare::branch::{Branch, Comparison, RequestedBranch};
use crate::compare::difference::{Difference, Estimate};
use crate::compare::measures::View;
use crate::compare::table::ReplicateValues;
use crate::compare::{measures, table};
use crate::course::Course;
use crate::ensemble::{Watch, run_watched};
use crate::execute::Execution;
use crate::statistics;
use crate::tables;
use groundswell_complaint::Complaints;
use groundswell_engine::state::State;
use groundswell_engine::world::World;
use groundswell_scenario::scenario::{Making, Scenario};
use std::sync::atomic::Ordering;

/// What became of the replicates of all branches.
pub struct Ran {
    names: Vec<String>,
    /// By branch, measure and replicate.
    measures: Vec<Vec<ReplicateValues>>,
    /// By branch, recorded quantity and replicate.
    statistics: Vec<Vec<ReplicateValues>>,
    targets: Vec<String>,
    /// Replicates that failed, over all branches.
    pub failed: usize,
}

/// How the runs are made.
pub struct Asking<'a> {
    /// A built-in scenario, or a path.
    pub scenario: &'a str,
    /// Settings of all branches.
    pub settings: &'a [String],
    /// Adults an agent, steps an hour, back-end.
    pub making: Making,
    /// Seed.
    pub seed: u64,
    /// Replicates of each branch.
    pub replicates: u32,
    /// Where each replicate takes its parameters from, the same in all branches; the scenario's without.
    pub posterior: Option<&'a Posterior>,
}

/// Gives replicates their parameters, and passes the hours on.
struct Watcher<'a> {
    asking: &'a Asking<'a>,
    scenario: &'a Scenario,
    execution: &'a Execution<'a>,
}

impl Watch for Watcher<'_> {
    fn world(&self, world: &World, replicate: u32) -> Option<World> {
        Some(self.asking.posterior?.world(world, self.scenario, &self.asking.making, self.asking.seed, replicate))
    }

    fn hour(&self, _: &State, _: &Course) {
        self.execution.progress.hour();
    }

    fn ended(&self, _: u32) {
        self.execution.progress.over();
    }
}

/// Runs every branch from the beginning. `None` if it was asked to stop.
///
/// # Errors
/// Settings that are wrong.
pub fn run(
    asking: &Asking<'_>,
    branches: Vec<RequestedBranch>,
    execution: &Execution<'_>,
) -> Result<Option<Ran>, Complaints> {
    let comparison = Comparison::of(branches, 0, None, None).map_err(|complaint| {
        let mut complaints = Complaints::default();
        complaints.push(complaint);
        complaints
    })?;
    let mut branches = comparison.load(asking.scenario, asking.settings)?;
    branches.iter_mut().for_each(|branch| complete(&branch.name, &mut branch.scenario));
    if let Some(posterior) = asking.posterior {
        comparison.agrees_with(posterior)?;
    }
    let targets = statistics::of(&branches[0].scenario).iter().map(|s| s.target.id.clone()).collect();
    let mut ran = Ran { names: Vec::new(), measures: Vec::new(), statistics: Vec::new(), targets, failed: 0 };
    let numbers: Vec<u32> = (0..asking.replicates).collect();
    for Branch { name, scenario } in &branches {
        let world = scenario.world(&asking.making, asking.seed)?;
        let statistics = statistics::of(scenario);
        let steps_per_hour = asking.making.steps_per_hour;
        let view = View { at: 0, steps_per_hour, adults: table::adults(scenario) };
        let nothing = vec![None; asking.replicates as usize];
        let mut of_measures = vec![nothing.clone(); measures::all().len()];
        let mut of_statistics = vec![nothing; statistics.len()];
        let watcher = Watcher { asking, scenario, execution };
        run_watched(&world, asking.seed, &numbers, execution.threads, execution.stop, &watcher, |finished| {
            let Ok(course) = finished else {
                ran.failed += 1;
                return true;
            };
            let (replicate, end) = (course.replicate as usize, ReplicateEnd::of(scenario, &statistics, &course));
            let national = tables::national(scenario, &course);
            let values = table::of_replicate(&end, &national, view);
            of_measures.iter_mut().zip(values).for_each(|(all, value)| all[replicate] = value);
            of_statistics.iter_mut().zip(&end.values).for_each(|(all, value)| all[replicate] = *value);
            true
        });
        if execution.stop.load(Ordering::Relaxed) {
            return Ok(None);
        }
        ran.names.push(name.clone());
        ran.measures.push(of_measures);
        ran.statistics.push(of_statistics);
    }
    Ok(Some(ran))
}

impl Ran {
    fn branch(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }

    fn values(&self, branch: &str, number: &str) -> Option<(&[Option<f64>], bool)> {
        let b = self.branch(branch)?;
        if let Some(t) = self.targets.iter().position(|id| id == number) {
            return Some((&self.statistics[b][t], false));
        }
        let all = measures::all();
        let m = all.iter().position(|measure| measure.name == number)?;
        Some((&self.measures[b][m], all[m].is_share()))
    }

    /// A branch against another in a measure, or in a recorded quantity such as `s14`.
    pub fn difference(&self, number: &str, branch: &str, against: &str) -> Option<Difference> {
        let ((base, share), (value, _)) = (self.values(against, number)?, self.values(branch, number)?);
        if share { Difference::of_shares(base, value) } else { Difference::of_means(base, value) }
    }

    /// A number in one branch, with the interval of its mean or share.
    pub fn value(&self, number: &str, branch: &str) -> Option<Estimate> {
        Some(self.difference(number, branch, branch)?.base)
    }

    /// Share of replicates of a branch in which a number is above another, with the interval.
    pub fn share_above(&self, number: &str, branch: &str, than: f64) -> Option<Estimate> {
        let (values, _) = self.values(branch, number)?;
        let is: Vec<Option<f64>> = values.iter().map(|x| x.map(|x| f64::from(u8::from(x > than)))).collect();
        Some(Difference::of_shares(&is, &is)?.base)
    }

    /// The chance that a replicate of one branch has more of a number than an unrelated one
    /// of another, ties counting half: .5 where one event cannot tell the branches apart.
    pub fn superiority(&self, number: &str, branch: &str, against: &str) -> Option<f64> {
        let ((a, _), (b, _)) = (self.values(branch, number)?, self.values(against, number)?);
        let (mut wins, mut pairs) = (0.0, 0.0);
        for (i, a) in a.iter().enumerate() {
            // A replicate and its own twin are not unrelated.
            for (_, b) in b.iter().enumerate().filter(|(j, _)| *j != i) {
                let (Some(a), Some(b)) = (a, b) else { continue };
                pairs += 1.0;
                wins += if a > b { 1.0 } else { f64::from(u8::from(a == b)) / 2.0 };
            }
        }
        (pairs > 0.0).then(|| wins / pairs)
    }
}
