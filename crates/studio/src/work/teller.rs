//! What computing tells those who watch: pictures of the first replicate, curves of each,
//! how far it is. It never waits for anybody: events go into the job's log.

use super::frame::{Drawer, Shown};
use crate::api::event::{Frames, Happening, Progress, Replicate};
use crate::queue::Entry;
use groundswell_engine::state::State;
use groundswell_scenario::stamp::log::Log;
use groundswell_study::checkpoint::Done;
use groundswell_study::course::Course;
use groundswell_study::execute;
use serde_json::json;
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
    drawer: Drawer,
    waiting: Frames,
    told: Option<Instant>,
}

/// Tells of one job.
pub struct Teller<'a> {
    entry: &'a Entry,
    shown: Shown,
    begun: Instant,
    /// Hours of a replicate, and of all together.
    hours: (u32, u64),
    replicates: u32,
    computed: AtomicU64,
    finished: AtomicU32,
    failed: AtomicU32,
    pictures: Mutex<Pictures>,
    curves: Mutex<BTreeMap<u32, BTreeMap<String, Vec<f64>>>>,
    told: Mutex<Instant>,
    log: Mutex<Log>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'a> Teller<'a> {
    /// For these replicates of so many hours; the first of them is shown.
    pub fn new(entry: &'a Entry, shown: Shown, replicates: &[u32], hours: u32, log: Log) -> Teller<'a> {
        let first = replicates.first().copied().unwrap_or(0);
        let waiting = Frames { replicate: first, branch: None, frames: Vec::new() };
        Teller {
            entry,
            begun: Instant::now(),
            hours: (hours, replicates.len() as u64 * u64::from(hours)),
            replicates: replicates.len() as u32,
            computed: AtomicU64::new(0),
            finished: AtomicU32::new(0),
            failed: AtomicU32::new(0),
            pictures: Mutex::new(Pictures { drawer: Drawer::new(shown.clone()), waiting, told: None }),
            curves: Mutex::default(),
            told: Mutex::new(Instant::now()),
            log: Mutex::new(log),
            shown,
        }
    }

    /// Replicates finished so far.
    pub fn finished(&self) -> u32 {
        self.finished.load(Ordering::SeqCst)
    }

    /// Writes a line into the run's log.
    pub fn write(&self, event: &str, details: serde_json::Value) {
        // A log that cannot be written is no reason to lose a run.
        let _ = lock(&self.log).append(&crate::program::now(), event, details);
    }

    /// Tells what waits, and how far it is.
    pub fn flush(&self) {
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
        let fraction = (self.computed.load(Ordering::SeqCst) as f64 / self.hours.1.max(1) as f64).min(1.0);
        let seconds = self.begun.elapsed().as_secs_f64();
        let left = (fraction > 0.02).then(|| seconds * (1.0 - fraction) / fraction);
        self.entry.change(|job| (job.finished, job.fraction) = (finished, fraction));
        let progress = Progress { finished, failed, replicates: self.replicates, fraction, seconds, left };
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

    fn seen(&self, state: &State, course: &Course) {
        let over = course.hours() as u32 == self.hours.0;
        let mut pictures = lock(&self.pictures);
        if course.replicate == pictures.waiting.replicate {
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

    fn done(&self, done: &Done) {
        self.finished.fetch_add(1, Ordering::SeqCst);
        let nation = lock(&self.curves).remove(&done.replicate);
        let seconds = (done.seconds * 1e3).round() / 1e3;
        let replicate = match &done.end {
            Ok(end) => {
                self.write("replicate done", json!({ "replicate": done.replicate, "seconds": seconds }));
                Replicate {
                    replicate: done.replicate,
                    branch: None,
                    failure: None,
                    outcomes: end.outcomes.iter().map(|class| class.name().0.to_string()).collect(),
                    peak: end.record.peak,
                    peak_hour: f64::from(end.record.peak_step),
                    detained: f64::from(end.last.detained),
                    killed: f64::from(end.last.killed),
                    nation,
                }
            }
            Err(why) => {
                self.failed.fetch_add(1, Ordering::SeqCst);
                self.write(
                    "replicate failed",
                    json!({ "replicate": done.replicate, "seconds": seconds, "reason": why }),
                );
                Replicate {
                    replicate: done.replicate,
                    branch: None,
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
