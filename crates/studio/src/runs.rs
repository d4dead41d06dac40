//! The folder of runs: which there are, where they lie, what is kept of them in memory.

use crate::api::problem::{Code, Problem};
use crate::api::run::{Note, Run, RunCard, RunFile, RunStatus};
use crate::plain;
use crate::system;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_study::claim::{WriteClaim, in_use};
use groundswell_study::compare::Comparison;
use groundswell_study::plan::Plan;
use groundswell_study::report;
use groundswell_study::rundir::{COMPARISON, RUN_PLAN};
use groundswell_study::summary::Summary;
use groundswell_study::work::Work;
use groundswell_tables::stamp::{MANIFEST, Manifest, ManifestStatus};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// Reports whose data is kept: enough to go back and forth between two or three runs.
const KEPT: usize = 3;

/// The data of a report, and of which state of which run it is.
struct Kept {
    run: String,
    stamped: SystemTime,
    text: Arc<str>,
}

/// The folder of runs.
pub(crate) struct Runs {
    folder: PathBuf,
    kept: Mutex<Vec<Kept>>,
}

impl Runs {
    /// The runs in a folder, which need not be there yet.
    pub(crate) fn new(folder: PathBuf) -> Runs {
        Runs { folder, kept: Mutex::default() }
    }

    /// The folder, as the user knows it.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The name of a run, of its path.
    pub(crate) fn id(&self, path: &Path) -> String {
        path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// Where a run lies. Only the name of a directory in the folder that holds a run leads anywhere.
    pub(crate) fn path(&self, id: &str) -> Result<PathBuf, Problem> {
        let mut parts = Path::new(id).components();
        let one = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None));
        let path = self.folder.join(id);
        if one && !id.starts_with('.') && !id.contains(['/', '\\']) && self.is_run(&path) {
            return Ok(path);
        }
        let names: Vec<String> = self.paths().iter().map(|path| self.id(path)).collect();
        Err(Problem::unknown("run", id, names.iter().map(String::as_str)))
    }

    /// Whether this is a run of the folder. A link to a directory elsewhere is none, nor is one whose manifest lies elsewhere.
    fn is_run(&self, path: &Path) -> bool {
        let found = path.file_name().and_then(|name| plain::inside(&self.folder, Path::new(name)));
        found.is_some_and(|found| found.is_dir() && plain::file(&found, MANIFEST).is_some())
    }

    fn paths(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let runs = entries.map(|entry| entry.path()).filter(|path| self.is_run(path));
        runs.filter(|path| !self.id(path).starts_with('.')).collect()
    }

    /// A card for each run, the newest first.
    pub(crate) fn cards(&self, job_of: impl Fn(&str) -> Option<u64>) -> Vec<RunCard> {
        let mut cards: Vec<RunCard> = self.paths().iter().map(|path| self.card(path, &job_of).0).collect();
        cards.sort_by(|a, b| (&b.started, &b.id).cmp(&(&a.started, &a.id)));
        cards
    }

    /// A run with its files.
    pub(crate) fn one(&self, id: &str, job_of: impl Fn(&str) -> Option<u64>) -> Result<Run, Problem> {
        let path = self.path(id)?;
        let (card, manifest) = self.card(&path, job_of);
        let file = |file: &groundswell_tables::stamp::WrittenFile| RunFile {
            path: file.path.to_string_lossy().replace('\\', "/"),
            bytes: file.bytes,
            sha256: file.sha256.clone(),
        };
        let files = manifest.as_ref().map(|manifest| manifest.files.iter().map(file).collect()).unwrap_or_default();
        Ok(Run { card, command: manifest.map(|manifest| manifest.command).unwrap_or_default(), files })
    }

    /// A run whose manifest cannot be read is listed as one that was killed.
    fn card(&self, path: &Path, job_of: impl Fn(&str) -> Option<u64>) -> (RunCard, Option<Manifest>) {
        let id = self.id(path);
        let manifest = Manifest::read(path).ok();
        let text = plain::text(path, RUN_PLAN);
        let plan: Option<Plan> = serde_json::from_str(&text).ok();
        let count = |name: &str| manifest.as_ref().and_then(|m| m.counts.get(name)).map_or(0, |count| *count as u32);
        let job = job_of(&id);
        let branches = plain::text(path, COMPARISON);
        let comparison: Option<Comparison> = serde_json::from_str(&branches).ok();
        let word = |i: usize| manifest.as_ref().and_then(|m| m.command.get(i)).cloned().unwrap_or_default();
        let report = plan.is_some() && plain::file(path, "data/runs.parquet").is_some();
        let finished = manifest.as_ref().is_some_and(|m| m.finished.is_some());
        let card = RunCard {
            kind: word(1),
            scenario: plan.as_ref().map_or_else(|| word(2), |plan| plan.scenario.clone()),
            started: manifest.as_ref().map(|m| m.started.clone()).unwrap_or_default(),
            finished: manifest.as_ref().and_then(|m| m.finished.clone()),
            status: match manifest.as_ref().map(|m| m.status) {
                // Nobody computes it any more: it was killed.
                Some(ManifestStatus::Running) | None if job.is_none() && !in_use(path) => RunStatus::Interrupted,
                Some(ManifestStatus::Complete) => RunStatus::Complete,
                Some(ManifestStatus::Partial) => RunStatus::Partial,
                Some(ManifestStatus::Interrupted) => RunStatus::Interrupted,
                Some(ManifestStatus::Running) | None => RunStatus::Running,
            },
            replicates: count("replicates"),
            done: if finished { count("done") } else { done_so_far(path) },
            failed: count("failed"),
            scale: count("scale").max(1),
            seed: manifest.as_ref().map_or_else(String::new, |m| m.seed.to_string()),
            settings: plan.map(|plan| plan.settings).unwrap_or_default(),
            question: comparison.as_ref().and_then(|c| c.question.clone()),
            branches: comparison.map(|c| c.branches.into_iter().map(|b| b.name).collect()).unwrap_or_default(),
            version: manifest.as_ref().map(|m| m.version.clone()).unwrap_or_default(),
            report,
            job,
            note: Note::default(),
            id,
        };
        (card, manifest)
    }

    /// The data of a run's report, as JSON.
    pub(crate) fn report(&self, id: &str) -> Result<Arc<str>, Problem> {
        let path = self.path(id)?;
        let stamped =
            path.join(MANIFEST).metadata().and_then(|about| about.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
        if let Some(kept) = self.kept().iter().find(|kept| kept.run == id && kept.stamped == stamped) {
            return Ok(kept.text.clone());
        }
        if let Some(strange) = plain::strange(&path) {
            let what =
                format!("`{}` is a link out of the run, or no ordinary file: the run is not read", strange.display());
            return Err(Problem::new(Code::Damaged, what));
        }
        if !path.join("data/runs.parquet").is_file() {
            return Err(Problem::new(Code::Conflict, "the run has no tables yet: nothing is finished"));
        }
        // Whatever cannot be read from here on is the fault of the files, not of the program.
        let damaged = |complaints: Complaints| Problem::of(Code::Damaged, &complaints);
        let damage = |complaint: Complaint| damaged(complaint.into());
        let work = Work::open(&path).map_err(damaged)?;
        let summary = Summary::of(work.dir(), work.scenario(), work.plan.scale).map_err(damage)?;
        let data = report::data(work.dir(), &work.plan, work.scenario(), &work.maker, &summary).map_err(damage)?;
        let text: Arc<str> = data.to_string().into();
        // The tables of a thousand replicates were read for it.
        drop(summary);
        system::give_back();
        let mut kept = self.kept();
        kept.retain(|kept| kept.run != id);
        kept.insert(0, Kept { run: id.into(), stamped, text: text.clone() });
        kept.truncate(KEPT);
        Ok(text)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Vec<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Deletes a run, a sweep or whatever was begun there, with all that we wrote in it. It is claimed first: what
    /// another program computes in is refused, and so is what holds files of somebody else.
    pub(crate) fn remove(&self, id: &str) -> Result<(), Problem> {
        let path = self.path(id)?;
        let claim = WriteClaim::to_delete(&path).map_err(|complaint| Problem::of_directory(complaint.into()))?;
        self.kept().retain(|kept| kept.run != id);
        claim.remove().map_err(|complaint| Problem::of_directory(complaint.into()))
    }
}

/// Replicates that are finished of a run that is not.
fn done_so_far(path: &Path) -> u32 {
    let files = std::fs::read_dir(path.join("checkpoints")).into_iter().flatten().flatten();
    files.filter(|file| file.path().extension().is_some_and(|kind| kind == "done")).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_runs_lead_into_the_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let runs = Runs::new(folder.path().join("runs"));
        assert!(runs.cards(|_| None).is_empty(), "the folder need not be there");
        let path = folder.path().join("runs/2026-01-31T1200_two-towns_1234");
        std::fs::create_dir_all(&path).expect("made");
        Manifest::begin("1", None, vec![], "2026-01-31T12:00:00Z").write(&path).expect("written");
        Manifest::begin("1", None, vec![], "2026-01-31T12:00:00Z").write(folder.path()).expect("written");
        std::fs::create_dir_all(folder.path().join("runs/no-run")).expect("made");
        let id = runs.id(&path);
        assert_eq!(runs.path(&id).expect("a run"), path);
        let absolute = path.display().to_string();
        for wrong in ["", ".", "..", "no-run", "../runs", "x/../x", &absolute, &format!("{id}/"), &format!("./{id}")] {
            assert_eq!(runs.path(wrong).err().map(|problem| problem.code), Some(Code::Unknown), "{wrong}");
        }
        let near = runs.path(&id[..id.len() - 1]).expect_err("cut short");
        assert_eq!(near.complaints[0].nearest.as_deref(), Some(id.as_str()));
        assert_eq!(runs.cards(|_| Some(7))[0].job, Some(7));
        std::fs::write(path.join("notes.txt"), "mine").expect("written");
        let refused = runs.remove(&id).expect_err("somebody's notes are in it");
        assert!(refused.code == Code::Conflict && refused.message.contains("notes.txt"), "{refused:?}");
        std::fs::remove_file(path.join("notes.txt")).expect("moved elsewhere");
        let claim = WriteClaim::to_delete(&path).expect("nobody is there");
        assert_eq!(runs.remove(&id).expect_err("somebody computes").code, Code::Conflict);
        drop(claim);
        runs.remove(&id).expect("deleted");
        assert!(!path.exists() && runs.cards(|_| None).is_empty());
    }

    #[test]
    #[cfg(unix)]
    fn a_run_that_lies_elsewhere_is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let runs = Runs::new(folder.path().join("runs"));
        let elsewhere = folder.path().join("elsewhere");
        std::fs::create_dir_all(runs.folder().join("hollow")).expect("made");
        std::fs::create_dir_all(&elsewhere).expect("made");
        Manifest::begin("1", None, vec![], "2026-01-31T12:00:00Z").write(&elsewhere).expect("written");
        std::os::unix::fs::symlink(&elsewhere, runs.folder().join("linked")).expect("linked");
        std::os::unix::fs::symlink(elsewhere.join(MANIFEST), runs.folder().join("hollow").join(MANIFEST))
            .expect("linked");
        assert!(runs.cards(|_| None).is_empty());
        for name in ["linked", "hollow"] {
            assert_eq!(runs.path(name).err().map(|problem| problem.code), Some(Code::Unknown), "{name}");
        }
    }
}
