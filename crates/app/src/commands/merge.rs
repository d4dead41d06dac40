//! `merge`: the parts of a run or of a sweep become the whole.

use super::doing::{Doing, maker};
use super::{alone, sweep};
use crate::Done;
use crate::options::{Means, ProgressKind};
use clap::Args;
use groundswell_complaint::Complaint;
use groundswell_study::family::Family;
use groundswell_study::sweep::store;
use groundswell_study::{finish, shards};
use std::path::PathBuf;

/// `merge`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell run kazakhstan-2022 --shard 1/2 --out A\n  groundswell run kazakhstan-2022 --shard 2/2 --out B\n  groundswell merge A B --out whole\n\nThe data files of the whole are those of the run without --shard, bit for bit. Parts that\nare not there yet, or have failures, are computed here."
)]
pub struct Merge {
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
    pub doing: Doing,
}

/// Merges.
pub fn merge(asked: &Merge) -> Done {
    if asked.parts.iter().any(|part| part == &asked.out) {
        let complaint = Complaint::inconsistent(format!("{} is a part and the whole", asked.out.display()));
        return Err(alone(complaint.advise("choose another name with `--out`")));
    }
    let doing = &asked.doing;
    if asked.parts[0].join(store::PLAN).exists() {
        let (dir, plan, scenario, design) = store::gather(&asked.parts, &asked.out, asked.force)?;
        let family = Family::new(&scenario, &design.paths, &plan.making(), plan.seed)?;
        let maker = maker();
        store::stamp(&plan, &scenario, &maker, &store::Came::default()).begin(&dir).map_err(alone)?;
        return Ok(sweep::carry_out(&dir, &plan, &scenario, &family, &design, &maker, doing)?.1);
    }
    let (dir, plan, scenario) = shards::gather(&asked.parts, &asked.out, asked.force)?;
    let maker = maker();
    finish::begin(&dir, &plan, &maker).map_err(alone)?;
    let means = Means {
        threads: doing.threads,
        progress: if doing.quiet { ProgressKind::None } else { doing.progress },
        checkpoint: 10.0,
        json: doing.json,
        quiet: doing.quiet,
        verbose: false,
    };
    super::resume::carry_out(&dir, &plan, &scenario, &maker, &means, "merged")
}
