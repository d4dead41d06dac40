//! `resume`: go on with what was begun in a directory, whatever it is.

use super::carry_out::carry_out;
use super::nothing::nothing_to_do;
use super::{calibrate, sensitivity, sweep};
use crate::exit::CommandResult;
use crate::options::RunExecutionOptions;
use crate::this;
use clap::Args;
use groundswell_study::reopen::Resumed;
use groundswell_study::rundir::{CALIBRATION_PLAN, SWEEP_PLAN};
use groundswell_study::sweep::store::SweepWork;
use groundswell_study::work::Work;
use std::path::{Path, PathBuf};

/// `resume`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell resume runs/2026-01-31T1200_kazakhstan-2022_9f3c\n  groundswell resume runs/2026-01-31T1200_kazakhstan-2022_9f3c --check\n\nReplicates that are complete are kept, those under way go on from their last checkpoint,\nand those that failed are tried again. The result equals that of the unbroken run, bit for bit.\nEvery file is held against its checksum first: what is damaged is computed again, and it is said."
)]
pub(crate) struct ResumeArguments {
    /// Directory of a run, a comparison, a sweep, a sensitivity analysis or a calibration
    #[arg(value_name = "DIR")]
    pub run: PathBuf,
    /// Go on only if every file is as it was written; otherwise say what differs, and end with 1
    #[arg(long)]
    pub check: bool,
    /// How it is carried out.
    #[command(flatten)]
    pub execution: RunExecutionOptions,
}

/// Goes on with what was begun in a directory.
pub(crate) fn resume(asked: &ResumeArguments) -> CommandResult {
    resume_in(&asked.run, asked.check, &asked.execution)
}

/// Goes on with what was begun in a directory; `strict`: only if nothing differs.
pub(crate) fn resume_in(path: &Path, strict: bool, how: &RunExecutionOptions) -> CommandResult {
    let quiet = how.plain.quiet;
    if path.join(SWEEP_PLAN).exists() {
        return match SweepWork::resume(path, this::maker(), strict)? {
            Resumed::Work(work) if work.plan.kind == "sweep" => sweep::carry_out(&work, &how.plain),
            Resumed::Work(work) => sensitivity::carry_out(&work, "peak", &how.plain),
            over => Ok(nothing_to_do(path, over, quiet)),
        };
    }
    if path.join(CALIBRATION_PLAN).exists() {
        return calibrate::resume_in(path, strict, &how.plain);
    }
    match Work::resume(path, this::maker(), strict)? {
        Resumed::Work(work) => carry_out(&work, how),
        over => Ok(nothing_to_do(path, over, quiet)),
    }
}
