//! Carries out a comparison in a run directory: the base to its end, then each branch from
//! what the base has left behind.

use super::branch::{Branch, Comparison};
use crate::execute::{self, Fork, Means};
use crate::plan::Plan;
use crate::rundir::RunDir;
use groundswell_complaint::Complaint;
use std::sync::atomic::Ordering;

/// So many replicates go through all branches before the next ones begin: what is stopped
/// has complete pairs, and the states left behind take bounded room.
const BLOCK: u32 = 64;

/// What is still to be computed: replicates of the base, and of each other branch.
pub fn missing(dir: &RunDir, plan: &Plan, comparison: &Comparison) -> Vec<Vec<u32>> {
    let of = |name: &str| execute::missing(&dir.of_branch(name), plan);
    let mut all: Vec<Vec<u32>> = comparison.branches.iter().map(|branch| of(&branch.name)).collect();
    // A branch needs what its base leaves behind.
    if comparison.at > 0 {
        let mut needed: Vec<u32> = all[1..].iter().flatten().copied().collect();
        needed.retain(|replicate| !dir.fork_file(*replicate).exists());
        needed.extend(&all[0]);
        needed.sort_unstable();
        needed.dedup();
        all[0] = needed;
    }
    all
}

/// Hours that are still to be simulated.
pub fn hours(missing: &[Vec<u32>], comparison: &Comparison, hours: u32) -> u64 {
    let (base, others) = (missing[0].len() as u64, missing[1..].iter().map(Vec::len).sum::<usize>() as u64);
    base * u64::from(hours) + others * u64::from(hours - comparison.at)
}

/// Computes what is missing. Returns once everything computed is on disk, or it was told to
/// stop: then every replicate that is finished is kept.
///
/// # Errors
/// A disk that cannot be written to; a branch that cannot go on from the base.
pub fn carry_out(
    dir: &RunDir,
    plan: &Plan,
    comparison: &Comparison,
    branches: &[Branch],
    means: &Means<'_>,
) -> Result<(), Complaint> {
    let missing = missing(dir, plan, comparison);
    let build = |branch: &Branch| branch.scenario.world(&plan.making(), plan.seed);
    let base = build(&branches[0])?;
    let stopped = || means.stop.load(Ordering::Relaxed);
    for from in (0..plan.replicates).step_by(BLOCK as usize) {
        let block = from..(from + BLOCK).min(plan.replicates);
        let of_block = |b: usize| missing[b].iter().copied().filter(|r| block.contains(r)).collect::<Vec<u32>>();
        let leaves = if comparison.at > 0 { Fork::Leaves(comparison.at) } else { Fork::None };
        execute::execute_branch(dir, plan, &branches[0].scenario, &base, &of_block(0), means, leaves)?;
        for (b, branch) in branches.iter().enumerate().skip(1) {
            let replicates = of_block(b);
            if replicates.is_empty() || stopped() {
                continue;
            }
            let world = build(branch)?;
            if let Some(why) = world.cannot_go_on_from(&base).filter(|_| comparison.at > 0) {
                let complaint = Complaint::inconsistent(format!("branch `{}` has {why} than its base", branch.name));
                return Err(complaint.advise("leave out `--at`: then branches begin at the start"));
            }
            let follows = if comparison.at > 0 { Fork::Follows(comparison.at) } else { Fork::None };
            let seen = dir.of_branch(&branch.name);
            execute::execute_branch(&seen, plan, &branch.scenario, &world, &replicates, means, follows)?;
        }
        if stopped() {
            return Ok(());
        }
        for replicate in block {
            let fork = dir.fork_file(replicate);
            if fork.exists() {
                // Left behind it would only take room.
                let _ = std::fs::remove_file(fork);
            }
        }
    }
    Ok(())
}
