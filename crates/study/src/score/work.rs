//! Scores in their directory: claimed, computed a part at a time by whoever sees it, and closed.

use super::cells::ScoredCell;
use super::counted::EventCount;
use super::store::{self, Kept};
use super::verdict::EventVersus;
use super::{Asked, Event, Part, score};
use crate::claim::WriteClaim;
use crate::clock;
use crate::stamps::{Maker, Stamp};
use groundswell_complaint::Complaint;
use groundswell_tables::stamp::{ManifestStatus, WrittenFile};
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// The cells of a part: those that are kept, or computed now and kept. `None` if it was stopped.
///
/// # Errors
/// A disk that cannot be written to.
pub fn part(
    kept: &Kept,
    event: &Event,
    part: Part,
    asked: &Asked,
    stop: &AtomicBool,
) -> Result<Option<Vec<ScoredCell>>, Complaint> {
    if let Some(found) = kept.read(event, part, asked) {
        return Ok(Some(found));
    }
    let Some(found) = score(event, part, asked, stop) else { return Ok(None) };
    kept.write(event, part, asked, &found)?;
    Ok(Some(found))
}

/// Scores in a directory, which is claimed before anything is computed.
pub struct Scoring {
    claim: WriteClaim,
    stamp: Stamp,
    maker: Maker,
}

impl Scoring {
    /// Claims the directory; one of an earlier score is gone on with.
    ///
    /// # Errors
    /// A directory that holds other work, or that cannot be written to.
    pub fn begin(out: &Path, events: &[Event], asked: &Asked, maker: Maker) -> Result<Scoring, Complaint> {
        let claim = match WriteClaim::again(out, "scores") {
            Ok(claim) if out.join("scores.parquet").exists() || out.join("checkpoints").exists() => claim,
            Ok(_) => return Err(Complaint::inconsistent(format!("{} holds other work", out.display()))),
            Err(_) => WriteClaim::fresh(out, false, &maker.command)?,
        };
        let stamp = Stamp {
            title: "Groundswell scores of forecasts".into(),
            description: format!("{} events, each forecast from what had been published.", events.len()),
            seed: asked.seed,
            versions: vec![("engine", env!("CARGO_PKG_VERSION").into())],
            counts: vec![
                ("events", events.len() as u64),
                ("origins", asked.origins as u64),
                ("draws", asked.draws as u64),
            ],
        };
        stamp.begin(claim.dir(), &maker, None)?;
        Ok(Scoring { claim, stamp, maker })
    }

    /// Writes the tables and the manifest.
    ///
    /// # Errors
    /// A disk that cannot be written to.
    pub fn close(
        &self,
        events: &[Event],
        cells: &[Vec<ScoredCell>],
        (counts, compared): (&[EventCount], &[EventVersus]),
    ) -> Result<(), Complaint> {
        let dir = self.claim.dir();
        let scores = store::table(events, cells);
        scores.write_parquet(&dir.file("scores.parquet"))?;
        scores.save_csv(&dir.file("scores.csv"))?;
        store::events(events, counts).write_parquet(&dir.file("events.parquet"))?;
        store::skill(compared).write_parquet(&dir.file("skill.parquet"))?;
        let complete = ManifestStatus::Complete;
        self.stamp.close(dir, &self.maker, complete, &clock::now(), &[], is_a_checkpoint)
    }
}

/// Files that the manifest leaves out.
fn is_a_checkpoint(file: &WrittenFile) -> bool {
    file.path.starts_with("checkpoints")
}
