//! How a run is made: begun, carried out, closed, gone on with, joined from parts.
//!
//! The command line, the Studio and the Python package all go this way; they read the request, and show what was
//! found. A plain run is a comparison with one branch, `base`. A directory is claimed before anything is written, and
//! its plan is written last: a directory with a plan can be gone on with.

pub mod carry_out;
pub mod merge;
pub mod order;

use crate::checkpoint::FinishedReplicate;
use crate::claim::{Out, WriteClaim};
use crate::clock;
use crate::compare::fit::Fit;
use crate::compare::table::{self, DifferenceRow};
use crate::compare::{Branch, Comparison};
use crate::course::Course;
use crate::execute::{Execution, Progress};
use crate::finish::{self, Progressed};
use crate::plan::{self, Plan};
use crate::reopen::{Reopening, Resumed, reopen};
use crate::report;
use crate::rundir::{LOG, REPORT, RUN_PLAN, RunDir};
use crate::stamps::{Maker, Stamp, made};
use crate::summary::Summary;
use carry_out::{Missing, Worlds};
use groundswell_complaint::{Complaint, Complaints};
use groundswell_engine::state::State;
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::stamp::log::RunLog;
use groundswell_tables::stamp::{FileError, ManifestStatus, WrittenFile, write_atomic};
use order::WorkOrder;
use serde_json::json;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// A run in its directory.
pub struct Work {
    dir: RunDir,
    /// Held to the end by who made or reopened it; not by those whom that one has sent.
    claim: Option<WriteClaim>,
    /// Its plan.
    pub plan: Plan,
    /// What is compared; of a plain run, `base` alone.
    pub comparison: Comparison,
    /// The branches with their scenarios, `base` first.
    pub branches: Vec<Branch>,
    /// Who makes it.
    pub maker: Maker,
    /// What the user should know: what was damaged, and what becomes of it.
    pub notes: Vec<String>,
    /// How this session began, for the log.
    event: &'static str,
    /// What was given, as it was written.
    given: Vec<WrittenFile>,
}

/// A run that was closed.
#[derive(Debug)]
pub struct ClosedRun {
    /// How far it is.
    pub status: ManifestStatus,
    /// Replicates, failures and seconds.
    pub progressed: Progressed,
    /// The run on one screen, if any replicate of the base is done.
    pub summary: Option<Summary>,
    /// Every measure of every branch, of a comparison.
    pub compared: Vec<DifferenceRow>,
    /// How well what the branches of a comparison are set against agrees with the record; `None` where no size is recorded.
    pub fit: Option<Fit>,
}

impl Work {
    /// Begins a run: directory, scenario, manifest and, last, the plan.
    ///
    /// # Errors
    /// A directory that may not be replaced or written to.
    pub fn begin(order: WorkOrder, out: Out<'_>, maker: Maker) -> Result<Work, Complaints> {
        let claim = out.claim(None, &order.branches[0].scenario.name, &order.plan.hash, &maker.command)?;
        let work = Work::write(order, claim, maker, "begun").map_err(|complaint| {
            complaint.advise("make room and type the same command again: it takes the directory over")
        })?;
        plan::write(&work.dir, RUN_PLAN, &work.plan).map_err(Complaint::from)?;
        Ok(work)
    }

    /// Writes all that is given, but not the plan.
    fn write(order: WorkOrder, claim: WriteClaim, maker: Maker, event: &'static str) -> Result<Work, Complaint> {
        let WorkOrder { plan, comparison, branches, posterior, notes } = order;
        let dir = claim.dir().clone();
        for folder in ["data/series", "data/national"] {
            let folder = dir.file(folder);
            std::fs::create_dir_all(&folder).map_err(|error| FileError::new("write", &folder, error))?;
        }
        dir.write_scenario(&branches[0].scenario)?;
        if let Some(posterior) = posterior {
            posterior.keep(&dir)?;
        }
        if branches.len() > 1 {
            comparison.write(&dir)?;
        }
        let (claim, given) = (Some(claim), vec![]);
        let mut work = Work { dir, claim, plan, comparison, branches, maker, notes, event, given };
        work.given = work.stamp(&Progressed::default()).begin(&work.dir, &work.maker, None)?;
        Ok(work)
    }

    /// Goes on with a run that was stopped: claims its directory, looks at every file in it, and forgets what is
    /// damaged, so that it is computed again. `strict`: any difference is a reason not to.
    ///
    /// # Errors
    /// No directory of a run; another process that computes in it; another version; damage to what was given.
    pub fn resume(path: &Path, maker: Maker, strict: bool) -> Result<Resumed<Work>, Complaints> {
        reopen(path, Reopening { what: "a run", strict, closes_again: false })?.and_then(|reopened| {
            let mut work = Work::open(path)?;
            work.plan.verify(work.scenario(), &maker.version)?;
            work.notes = reopened.notes;
            let before = reopened.manifest.as_ref().and_then(|manifest| manifest.git_revision.as_ref());
            if let Some(before) = before.filter(|before| Some(*before) != maker.revision.as_ref()) {
                let now = maker.revision.as_deref().unwrap_or("of no known revision");
                work.notes.push(format!("the run was begun by revision {before}; this is {now}"));
            }
            work.maker = maker.going_on(reopened.manifest.as_ref());
            work.dir.write_given_and_resolved(work.scenario())?;
            work.given = work.stamp(&Progressed::default()).begin(&work.dir, &work.maker, reopened.given)?;
            work.claim = Some(reopened.claim);
            Ok(work)
        })
    }

    /// The run in a directory, for somebody who was sent by the one who has claimed it.
    ///
    /// # Errors
    /// No directory of a run; a scenario or a branch that is not the one that it was begun with.
    pub fn open(path: &Path) -> Result<Work, Complaints> {
        let (dir, plan, scenario) = plan::open(path)?;
        let (comparison, branches) = order::branches_of(&dir, &plan, scenario)?;
        let (maker, given) = made(&dir, &plan.version);
        let (claim, notes, event) = (None, vec![], "resumed");
        Ok(Work { dir, claim, plan, comparison, branches, maker, notes, event, given })
    }

    /// Its directory.
    pub fn dir(&self) -> &RunDir {
        &self.dir
    }

    /// The scenario of `base`.
    pub fn scenario(&self) -> &Scenario {
        &self.branches[0].scenario
    }

    /// Whether branches are compared.
    pub fn is_comparison(&self) -> bool {
        self.branches.len() > 1
    }

    /// Agents of a replicate.
    pub fn agents(&self) -> u32 {
        (table::adults(self.scenario()) / f64::from(self.plan.scale)).round() as u32
    }

    /// Replicates of all branches that are computed here.
    pub fn replicates(&self) -> u32 {
        self.plan.here() * self.branches.len() as u32
    }

    /// What is still to be computed.
    pub fn missing(&self) -> Missing {
        self.missing_among(&(0..self.plan.replicates).collect::<Vec<u32>>())
    }

    /// What is still to be computed of these replicates.
    pub fn missing_among(&self, replicates: &[u32]) -> Missing {
        Missing::of(self, replicates)
    }

    /// Gives the claim away, to be held elsewhere.
    pub fn take_claim(&mut self) -> Option<WriteClaim> {
        self.claim.take()
    }

    /// Writes a line into the log. A log that cannot be written is no reason to lose a run.
    pub fn note(&self, event: &str, details: serde_json::Value) {
        if let Ok(mut log) = RunLog::open(&self.dir.file(LOG)) {
            let _ = log.append(&clock::now(), event, details);
        }
    }

    /// Computes what is missing and writes it down in the log. Returns once everything computed is on disk, or it was
    /// asked to stop: then every replicate that is finished is kept, and of the others their last hour.
    ///
    /// # Errors
    /// A disk that cannot be written to; a branch that cannot go on from the base.
    pub fn carry_out(&self, missing: &Missing, execution: &Execution<'_>) -> Result<(), Complaint> {
        let log = Mutex::new(RunLog::open(&self.dir.file(LOG))?);
        let logged = Logged { progress: execution.progress, log };
        let platform = format!("{} {}", std::env::consts::ARCH, std::env::consts::OS);
        let details = json!({ "replicates": missing.count(), "threads": execution.threads, "platform": platform });
        logged.write(self.event, details);
        self.notes.iter().for_each(|note| logged.write("noted", json!({ "note": note })));
        let execution = Execution { progress: &logged, ..*execution };
        carry_out::carry_out(self, missing, &mut Worlds::new(self)?, &execution)
    }

    /// Whether it was begun in this session.
    pub fn is_new(&self) -> bool {
        self.event == "begun"
    }

    /// Whether no replicate of any branch is done.
    pub fn is_empty(&self) -> bool {
        self.missing().count() == self.replicates()
    }

    /// Deletes a run that was begun here and of which nothing is finished. One that was there before is left as it is.
    ///
    /// # Errors
    /// Something in it that we did not write.
    pub fn discard(mut self) -> Result<(), Complaint> {
        let claim = self.claim.take();
        match claim.filter(|_| self.is_new()) {
            Some(claim) => claim.remove(),
            None => Ok(()),
        }
    }

    /// Closes the directory: tables over all replicates, the comparison, the report, citation and manifest. `page` is
    /// the page of a report, with the place for its data; without it there is no report.
    ///
    /// # Errors
    /// A disk that cannot be read or written.
    pub fn close(&self, page: Option<&str>) -> Result<ClosedRun, Complaint> {
        let seen: Vec<(RunDir, &Scenario)> =
            self.branches.iter().map(|branch| (self.dir.of_branch(&branch.name), &branch.scenario)).collect();
        let progressed = finish::write_branches(&self.plan, &seen)?;
        let compared = if self.is_comparison() {
            let compared = table::compare(&self.dir, &self.plan, self.scenario(), &self.comparison)?;
            table::table(&compared).write_parquet(&self.dir.data("comparison"))?;
            compared
        } else {
            vec![]
        };
        let summary =
            (progressed.done > 0).then(|| Summary::of(&self.dir, self.scenario(), self.plan.scale)).transpose()?;
        let summary = summary.filter(|summary| summary.replicates.iter().any(|replicate| replicate.status == "done"));
        // The report shows the log's threads and names the system; the manifest is last.
        self.note("closed", json!({ "done": progressed.done, "failed": progressed.failures.len() }));
        if let (Some(page), Some(summary)) = (page, &summary) {
            self.write_report(page, summary)?;
        }
        let status = self.status(&progressed);
        // A part keeps what was finished of its replicates: that is what parts are joined from.
        let whole = status == ManifestStatus::Complete && self.plan.shard.is_none();
        let is_done = |file: &WrittenFile| file.path.extension().is_some_and(|kind| kind == "done");
        let known = [&self.given[..], &progressed.parts].concat();
        let stamp = self.stamp(&progressed);
        stamp.close(&self.dir, &self.maker, status, &clock::now(), &known, |file| whole && is_done(file))?;
        let against = || Fit::read(&self.dir.of_branch(&self.comparison.against), &self.plan, self.scenario());
        let fit = if self.is_comparison() { against() } else { None };
        if whole {
            // Everything they hold is in the tables now.
            for (dir, replicate) in seen.iter().flat_map(|(dir, _)| (0..self.plan.replicates).map(move |r| (dir, r))) {
                let _ = std::fs::remove_file(dir.done_file(replicate));
            }
        }
        Ok(ClosedRun { status, progressed, summary, compared, fit })
    }

    /// Writes `report.html`.
    ///
    /// # Errors
    /// Tables that cannot be read; a disk that cannot be written to.
    pub fn write_report(&self, page: &str, summary: &Summary) -> Result<(), Complaint> {
        let data = report::data(&self.dir, &self.plan, self.scenario(), &self.maker, summary)?;
        write_atomic(&self.dir.file(REPORT), report::page(page, &data))?;
        Ok(())
    }

    fn status(&self, progressed: &Progressed) -> ManifestStatus {
        let failed = progressed.failures.len() as u32;
        match progressed.done + failed {
            all if all < self.replicates() => ManifestStatus::Interrupted,
            _ if failed > 0 => ManifestStatus::Partial,
            _ => ManifestStatus::Complete,
        }
    }

    /// What its manifest says, besides its files.
    fn stamp(&self, progressed: &Progressed) -> Stamp {
        let (plan, scenario) = (&self.plan, self.scenario());
        let branches = self.branches.len() as u32;
        let mut counts = vec![
            ("replicates", plan.replicates.into()),
            ("scale", plan.scale.into()),
            ("steps_per_hour", plan.steps_per_hour.into()),
        ];
        if branches > 1 {
            counts.push(("branches", branches.into()));
        }
        counts.extend([("done", progressed.done.into()), ("failed", progressed.failures.len() as u64)]);
        Stamp {
            title: format!("Groundswell run of {}, {} replicates", scenario.name, progressed.done / branches),
            description: format!(
                "{} Simulated with seed {}, one agent per {} adults.",
                scenario.summary, plan.seed, plan.scale
            ),
            seed: plan.seed,
            versions: vec![
                ("engine", plan.version.clone()),
                ("scenario_sha256", plan.hash.clone()),
                ("backend", plan.backend.clone()),
            ],
            counts,
        }
    }
}

/// Passes progress on and writes it into the log.
struct Logged<'a> {
    progress: &'a dyn Progress,
    log: Mutex<RunLog>,
}

impl Logged<'_> {
    fn write(&self, event: &str, details: serde_json::Value) {
        // A log that cannot be written is no reason to lose a run.
        let _ = self.log.lock().unwrap_or_else(PoisonError::into_inner).append(&clock::now(), event, details);
    }
}

impl Progress for Logged<'_> {
    fn hour(&self) {
        self.progress.hour();
    }

    fn seen(&self, state: &State, course: &Course) {
        self.progress.seen(state, course);
    }

    fn begins(&self, branch: &str) {
        self.progress.begins(branch);
    }

    fn taken_up(&self, hours: usize) {
        self.progress.taken_up(hours);
    }

    fn done(&self, done: &FinishedReplicate) {
        let seconds = (done.seconds * 1e3).round() / 1e3;
        match &done.end {
            Ok(_) => self.write("replicate done", json!({ "replicate": done.replicate, "seconds": seconds })),
            Err(why) => self
                .write("replicate failed", json!({ "replicate": done.replicate, "seconds": seconds, "reason": why })),
        }
        self.progress.done(done);
    }
}
