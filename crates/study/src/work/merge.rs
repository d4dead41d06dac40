//! Parts of a run, computed apart and put together.
//!
//! A part computes the replicates whose turn it is and keeps what was finished of each.
//! The whole is closed from these as a run is: its data files are the same bytes.

use super::Work;
use super::order::{WorkOrder, branches_of};
use crate::calibrate::named::Drawn;
use crate::claim::Out;
use crate::parts::{RunPart, refuse_part_as_whole};
use crate::plan::{self, Plan};
use crate::rundir::{POSTERIOR, RUN_PLAN};
use crate::stamps::Maker;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_tables::stamp::{FileError, text_of};
use std::path::PathBuf;

impl Work {
    /// Puts the parts of one run into a new directory. What is not there yet, failed or is damaged is to be computed.
    ///
    /// # Errors
    /// Parts of different runs, or of another version; damage to what a part was given.
    pub fn merge(parts: &[PathBuf], out: Out<'_>, maker: Maker) -> Result<Work, Complaints> {
        if let Out::At(path, _) = out {
            refuse_part_as_whole(parts, path)?;
        }
        let (mut opened, mut notes) = (Vec::new(), Vec::new());
        for path in parts {
            let (dir, plan, scenario) = plan::open(path)?;
            plan.verify(&scenario, &maker.version)?;
            let part = RunPart::examine(dir)?;
            notes.extend(part.notes());
            opened.push((part, plan, scenario));
        }
        let whole = Plan { shard: None, ..opened[0].1.clone() };
        for ((_, plan, _), path) in opened.iter().zip(parts) {
            if (Plan { shard: None, ..plan.clone() }) != whole {
                let what = format!("{} is a part of another run than {}", path.display(), parts[0].display());
                let advice = "merge the shards of one command, with one seed, scale and version";
                return Err(Complaint::inconsistent(what).advise(advice).into());
            }
        }
        let first = &opened[0].0.dir;
        let (comparison, branches) = branches_of(first, &whole, opened[0].2.clone())?;
        let posterior = match &whole.posterior {
            None => None,
            Some(_) => {
                let file = first.file(POSTERIOR);
                let text = text_of(&file).map_err(|error| Complaint::from(FileError::new("read", &file, error)))?;
                Some(Drawn { text, from: None })
            }
        };
        let claim = out.claim(None, &branches[0].scenario.name, &whole.hash, &maker.command)?;
        let order = WorkOrder { plan: whole, comparison, branches, posterior, notes };
        let work = Work::write(order, claim, maker, "merged")?;
        // Before anything is copied: killed meanwhile, the whole can be gone on with.
        plan::write(&work.dir, RUN_PLAN, &work.plan).map_err(Complaint::from)?;
        for (part, ..) in &opened {
            part.copy(&work.dir)?;
        }
        Ok(work)
    }
}
