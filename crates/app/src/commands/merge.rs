//! `merge`: the parts of a run or of a sweep become the whole.

use super::carry_out::carry_out;
use super::sweep;
use crate::exit::CommandResult;
use crate::options::RunExecutionOptions;
use crate::this;
use clap::Args;
use groundswell_study::claim::Out;
use groundswell_study::rundir::SWEEP_PLAN;
use groundswell_study::sweep::store::SweepWork;
use groundswell_study::work::Work;
use std::path::PathBuf;

/// `merge`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell run kazakhstan-2022 --shard 1/2 --out A\n  groundswell run kazakhstan-2022 --shard 2/2 --out B\n  groundswell merge A B --out whole\n\nThe data files of the whole are those of the run without --shard, bit for bit. Every part is\nheld against its manifest; what is damaged, not there yet or failed is computed here."
)]
pub(crate) struct MergeArguments {
    /// Directories of the parts
    #[arg(required = true, value_name = "DIR")]
    pub parts: Vec<PathBuf>,
    /// Directory of the whole
    #[arg(short, long, value_name = "DIR")]
    pub out: PathBuf,
    /// Replace what is in the directory
    #[arg(long)]
    pub force: bool,
    /// How what is missing is computed.
    #[command(flatten)]
    pub execution: RunExecutionOptions,
}

/// Merges.
pub(crate) fn merge(asked: &MergeArguments) -> CommandResult {
    let out = Out::At(&asked.out, asked.force);
    if asked.parts[0].join(SWEEP_PLAN).exists() {
        return sweep::carry_out(&SweepWork::merge(&asked.parts, out, this::maker())?, &asked.execution.plain);
    }
    carry_out(&Work::merge(&asked.parts, out, this::maker())?, &asked.execution)
}
