//! What computing tells those who watch: pictures of the first replicate, curves of each,
//! how far it is. It never waits for anybody: events go into the job's log.

use super::frame::{Drawer, Shown};
use crate::api::event::{Frames, Happening, Progress, Replicate};
use crate::queue::QueueEntry;
use groundswell_engine::state::State;
use groundswell_study::checkpoint::FinishedReplicate;
use groundswell_study::course::Course;
use groundswell_study::execute;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// From one batch of pictures to the next: as often as an eye can tell.
const BETWEEN_FRAMES: Duration = Duration::from_millis(40);

/// From one word about progress to the next.
const BETWEEN_PROGRESS: Duration = Duration::from_millis(250);

/// Replicates whose curves are told: more move no band.
const CURVES: u32 = 200;

/// Pictures that wait to be told.
struct Pictures {
    /// The replicate that is shown of the present branch; none of branches that are not shown.
    shown: Option<u32>,
    drawer: Drawer,
    waiting: Frames,
    told: Option<Instant>,
}

/// What is to be computed.
pub(crate) struct Task {
    /// Replicates of each branch that are missing, by its name; `base` alone in a plain run.
    pub missing: Vec<(String, Vec<u32>)>,
    /// Whether branches are distinguished.
    pub compared: bool,
    /// Hours of a replicate.
    pub hours: u32,
    /// Hours of all replicates together.
    pub all_hours: u64,
}

/// Tells of one job.
pub(crate) struct Teller<'a> {
    entry: &'a QueueEntry,
    shown: Shown,
    begun: Instant,
    task: Task,
    branch: Mutex<String>,
    computed: AtomicU64,
    finished: AtomicU32,
    failed: AtomicU32,
    pictures: Mutex<Pictures>,
    curves: Mutex<BTreeMap<u32, BTreeMap<String, Vec<f64>>>>,
    told: Mutex<Instant>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'a> Teller<'a> {
    /// The first missing replicate of each branch is shown.
    pub(crate) fn new(entry: &'a QueueEntry, shown: Shown, task: Task) -> Teller<'a> {
        let waiting = Frames { replicate: 0, branch: None, frames: Vec::new() };
        let pictures = Pictures { shown: None, drawer: Drawer::new(shown.clone()), waiting, told: None };
        Teller {
            entry,
            begun: Instant::now(),
            computed: AtomicU64::new(0),
            finished: AtomicU32::new(0),
            failed: AtomicU32::new(0),
            pictures: Mutex::new(pictures),
            curves: Mutex::default(),
            told: Mutex::new(Instant::now()),
            branch: Mutex::default(),
            task,
            shown,
        }
    }

    /// Replicates to be computed, those of all branches.
    pub(crate) fn replicates(&self) -> u32 {
        self.task.missing.iter().map(|(_, replicates)| replicates.len() as u32).sum()
    }

    /// The present branch, where branches are distinguished.
    fn branch(&self) -> Option<String> {
        self.task.compared.then(|| lock(&self.branch).clone())
    }

    /// Replicates finished so far.
    pub(crate) fn finished(&self) -> u32 {
        self.finished.load(Ordering::SeqCst)
    }

    /// Tells what waits, and how far it is.
    pub(crate) fn flush(&self) {
        let mut pictures = lock(&self.pictures);
        self.tell_pictures(&mut pictures);
        drop(pictures);
        self.tell_progress();
    }

    fn tell_pictures(&self, pictures: &mut Pictures) {
        if !pictures.waiting.frames.is_empty() {
            let frames = std::mem::take(&mut pictures.waiting.frames);
            self.entry.log.tell(&Happening::Frames(Frames { frames, ..pictures.waiting.clone() }));
        }
        pictures.told = Some(Instant::now());
    }

    fn tell_progress(&self) {
        let (finished, failed) = (self.finished(), self.failed.load(Ordering::SeqCst));
        let fraction = (self.computed.load(Ordering::SeqCst) as f64 / self.task.all_hours.max(1) as f64).min(1.0);
        let seconds = self.begun.elapsed().as_secs_f64();
        let left = (fraction > 0.02).then(|| seconds * (1.0 - fraction) / fraction);
        self.entry.change(|job| (job.finished, job.fraction) = (finished, fraction));
        let progress = Progress { finished, failed, replicates: self.replicates(), fraction, seconds, left };
        self.entry.log.tell(&Happening::Progress(progress));
    }
}

impl execute::Progress for Teller<'_> {
    fn hour(&self) {
        self.computed.fetch_add(1, Ordering::SeqCst);
        let due = {
            let mut told = lock(&self.told);
            let due = told.elapsed() >= BETWEEN_PROGRESS;
            if due {
                *told = Instant::now();
            }
            due
        };
        if due {
            self.tell_progress();
        }
    }

    fn begins(&self, branch: &str) {
        *lock(&self.branch) = branch.into();
        let mut pictures = lock(&self.pictures);
        self.tell_pictures(&mut pictures);
        let missing = self.task.missing.iter().find(|(name, _)| name == branch);
        pictures.shown = missing.and_then(|(_, replicates)| replicates.first().copied());
        pictures.drawer = Drawer::new(self.shown.clone());
        (pictures.waiting.replicate, pictures.waiting.branch) = (pictures.shown.unwrap_or(0), self.branch());
        // The first picture of a branch does not wait.
        pictures.told = None;
    }

    fn seen(&self, state: &State, course: &Course) {
        let over = course.hours() as u32 == self.task.hours;
        let mut pictures = lock(&self.pictures);
        if pictures.shown == Some(course.replicate) {
            let frame = pictures.drawer.draw(state, course);
            pictures.waiting.frames.push(frame);
            if over || pictures.told.is_none_or(|told| told.elapsed() >= BETWEEN_FRAMES) {
                self.tell_pictures(&mut pictures);
            }
        }
        drop(pictures);
        if over && course.replicate < CURVES {
            let curves = self.shown.curves(course);
            lock(&self.curves).insert(course.replicate, curves);
        }
    }

    fn taken_up(&self, hours: usize) {
        self.computed.fetch_add(hours as u64, Ordering::SeqCst);
    }

    fn done(&self, done: &FinishedReplicate) {
        self.finished.fetch_add(1, Ordering::SeqCst);
        let nation = lock(&self.curves).remove(&done.replicate);
        let replicate = match &done.end {
            Ok(end) => Replicate {
                replicate: done.replicate,
                branch: self.branch(),
                failure: None,
                outcomes: end.outcomes.iter().map(|class| class.name().0.to_string()).collect(),
                peak: end.record.peak,
                peak_hour: f64::from(end.record.peak_step),
                detained: f64::from(end.last.detained),
                killed: f64::from(end.last.killed),
                nation,
            },
            Err(why) => {
                self.failed.fetch_add(1, Ordering::SeqCst);
                Replicate {
                    replicate: done.replicate,
                    branch: self.branch(),
                    failure: Some(why.clone()),
                    outcomes: vec![],
                    peak: 0.0,
                    peak_hour: 0.0,
                    detained: 0.0,
                    killed: 0.0,
                    nation: None,
                }
            }
        };
        self.entry.log.tell(&Happening::Replicate(Box::new(replicate)));
        self.tell_progress();
    }
}
