//! Carries out a run: the base to its end, then each branch from what the base has left behind.

use super::Work;
use crate::execute::{self, Execution, Fork};
use groundswell_complaint::Complaint;
use groundswell_engine::world::World;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// So many replicates go through all branches before the next ones begin: what is stopped
/// has complete pairs, and the states left behind take bounded room.
const BLOCK: u32 = 64;

/// What is still to be computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Replicates of each branch, `base` first.
    pub of_branch: Vec<Vec<u32>>,
    /// Hours that are still to be simulated; those behind a checkpoint are counted.
    pub hours: u64,
}

impl Missing {
    /// What is missing of these replicates of a run. Of a branch's base, what it must leave behind for the branch is, too.
    pub fn of(work: &Work, numbers: &[u32]) -> Missing {
        let of = |name: &str| execute::missing(&work.dir().of_branch(name), &work.plan, numbers);
        let mut of_branch: Vec<Vec<u32>> = work.branches.iter().map(|branch| of(&branch.name)).collect();
        if work.comparison.at > 0 {
            let mut needed: Vec<u32> = of_branch[1..].iter().flatten().copied().collect();
            needed.retain(|replicate| !work.dir().fork_file(*replicate).exists());
            needed.extend(&of_branch[0]);
            needed.sort_unstable();
            needed.dedup();
            of_branch[0] = needed;
        }
        let hours = work.scenario().hours;
        let (base, others) = (of_branch[0].len() as u64, of_branch[1..].iter().map(Vec::len).sum::<usize>() as u64);
        let hours = base * u64::from(hours) + others * u64::from(hours - work.comparison.at);
        Missing { of_branch, hours }
    }

    /// Replicates, those of all branches.
    pub fn count(&self) -> u32 {
        self.of_branch.iter().map(Vec::len).sum::<usize>() as u32
    }

    /// Numbers of the replicates that are missing in any branch, in order.
    pub fn numbers(&self) -> Vec<u32> {
        let mut all = self.of_branch.concat();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Where the worlds of the branches come from.
pub trait MakesWorlds {
    /// The world of a branch, by its place among the branches.
    ///
    /// # Errors
    /// A scenario that makes no world.
    fn world(&mut self, work: &Work, branch: usize) -> Result<Arc<World>, Complaint>;
}

/// Builds the world of a branch when its turn comes, and keeps that of the base: two at most are held at once.
pub struct Worlds {
    base: Arc<World>,
}

/// The world of a branch.
///
/// # Errors
/// A scenario that makes no world.
pub fn build(work: &Work, branch: usize) -> Result<Arc<World>, Complaint> {
    Ok(Arc::new(work.branches[branch].scenario.world(&work.plan.making(), work.plan.seed)?))
}

impl Worlds {
    /// With the world of the base.
    ///
    /// # Errors
    /// A scenario that makes no world.
    pub fn new(work: &Work) -> Result<Worlds, Complaint> {
        Ok(Worlds { base: build(work, 0)? })
    }
}

impl MakesWorlds for Worlds {
    fn world(&mut self, work: &Work, branch: usize) -> Result<Arc<World>, Complaint> {
        if branch == 0 { Ok(self.base.clone()) } else { build(work, branch) }
    }
}

/// Whether a branch can go on from the base in the middle of a run.
///
/// # Errors
/// It cannot.
pub fn can_go_on(work: &Work, branch: usize, world: &World, base: &World) -> Result<(), Complaint> {
    match world.cannot_go_on_from(base).filter(|_| work.comparison.at > 0 && branch > 0) {
        None => Ok(()),
        Some(why) => {
            let name = &work.branches[branch].name;
            let complaint = Complaint::inconsistent(format!("branch `{name}` has {why} than its base"));
            Err(complaint.advise("leave out `--at`: then branches begin at the start"))
        }
    }
}

/// Computes what is missing. Returns once everything computed is on disk, or it was told to
/// stop: then every replicate that is finished is kept.
///
/// # Errors
/// A disk that cannot be written to; a branch that cannot go on from the base.
pub fn carry_out(
    work: &Work,
    missing: &Missing,
    worlds: &mut dyn MakesWorlds,
    execution: &Execution<'_>,
) -> Result<(), Complaint> {
    let (dir, plan, at) = (work.dir(), &work.plan, work.comparison.at);
    let numbers = missing.numbers();
    // Branches wait for each other at the end of a block; a plain run has nothing to wait for.
    let size = if work.is_comparison() { BLOCK as usize } else { numbers.len().max(1) };
    let stopped = || execution.stop.load(Ordering::Relaxed);
    let (leaves, follows) = if at > 0 { (Fork::Leaves(at), Fork::Follows(at)) } else { (Fork::None, Fork::None) };
    for block in numbers.chunks(size) {
        for (b, branch) in work.branches.iter().enumerate() {
            let replicates: Vec<u32> =
                missing.of_branch[b].iter().copied().filter(|replicate| block.contains(replicate)).collect();
            if replicates.is_empty() || stopped() {
                continue;
            }
            let world = worlds.world(work, b)?;
            can_go_on(work, b, &world, &*worlds.world(work, 0)?)?;
            let fork = if b == 0 { leaves } else { follows };
            execute::execute(
                &dir.of_branch(&branch.name),
                plan,
                &branch.scenario,
                &world,
                &replicates,
                execution,
                fork,
            )?;
        }
        if stopped() {
            return Ok(());
        }
        for replicate in block {
            // Left behind it would only take room; where there is none, nothing is lost.
            let _ = std::fs::remove_file(dir.fork_file(*replicate));
        }
    }
    Ok(())
}
