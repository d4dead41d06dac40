//! Parts of a run, computed apart and put together.
//!
//! A part computes the replicates whose turn it is and keeps what was finished of each.
//! The whole is closed from these as a run is: its data files are the same bytes.

use crate::plan::Plan;
use crate::rundir::{POSTERIOR, RunDir};
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_scenario::scenario::Scenario;
use std::path::{Path, PathBuf};

/// Puts the parts of one run into a new directory.
pub fn gather(parts: &[PathBuf], out: &Path, force: bool) -> Result<(RunDir, Plan, Scenario), Complaints> {
    let alone = |complaint: Complaint| {
        let mut complaints = Complaints::default();
        complaints.push(complaint);
        complaints
    };
    let mut opened = Vec::new();
    for part in parts {
        opened.push(RunDir::open(part)?);
    }
    let (_, first, scenario) = opened.first().ok_or_else(|| alone(Complaint::inconsistent("nothing to merge")))?;
    let whole = Plan { shard: None, ..first.clone() };
    for ((_, plan, _), path) in opened.iter().zip(parts) {
        if (Plan { shard: None, ..plan.clone() }) != whole {
            let what = format!("{} is a part of another run than {}", path.display(), parts[0].display());
            let complaint = Complaint::inconsistent(what);
            return Err(alone(complaint.advise("merge the shards of one command, with one seed, scale and version")));
        }
        plan.verify(scenario, &first.version)?;
    }
    let target = RunDir::create(out, force).map_err(alone)?;
    target.write_inputs(scenario, &whole).map_err(alone)?;
    if whole.posterior.is_some() {
        let (from, to) = (opened[0].0.file(POSTERIOR), target.file(POSTERIOR));
        let failed = |error: std::io::Error| Problem::Output { path: to.clone(), reason: error.to_string() };
        std::fs::copy(from, &to).map_err(|error| alone(Complaint::new(failed(error))))?;
    }
    for (dir, ..) in &opened {
        for folder in ["data/series", "data/national", "checkpoints"] {
            let files = std::fs::read_dir(dir.file(folder)).into_iter().flatten().flatten();
            for file in files {
                let name = file.file_name();
                let text = name.to_string_lossy();
                if !(text.starts_with("part-") || text.ends_with(".done")) {
                    continue;
                }
                let to = target.file(folder).join(&name);
                std::fs::copy(file.path(), &to).map_err(|error| {
                    alone(Complaint::new(Problem::Output { path: to.clone(), reason: error.to_string() }))
                })?;
            }
        }
    }
    Ok((target, whole, scenario.clone()))
}
