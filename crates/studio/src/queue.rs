//! The queue: one job computes, the others wait in the order in which they came.

use crate::api::event::{Ended, Happening};
use crate::api::job::{Job, JobKind, JobState};
use crate::api::problem::{Code, Problem};
use crate::log::JobLog;
use crate::system;
use groundswell_study::clock;
use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// Jobs that may wait.
const MOST_WAITING: usize = 64;

/// Jobs that are over and keep all their events, for pages that were reloaded meanwhile.
const WHOLE_LOGS: usize = 8;

/// Bytes that those events may hold together: pictures and curves of one whole country are up to
/// 14 million. The job that was last over keeps its own in any case.
const WHOLE_BYTES: usize = 24 << 20;

/// Jobs that are over and are still listed.
const LISTED: usize = 200;

/// What is to be computed, on the thread of the queue.
pub(crate) type QueuedWork = Box<dyn FnOnce(&QueueEntry) -> JobOutcome + Send>;

/// How computing ended.
pub(crate) enum JobOutcome {
    /// All is there.
    Done(Ended),
    /// It was asked to stop.
    Cancelled(Ended),
    /// It cannot be done.
    Failed(Problem),
}

/// A job, its events and the switch that stops it.
pub(crate) struct QueueEntry {
    /// What has happened.
    pub log: JobLog,
    /// Set to stop it.
    pub stop: AtomicBool,
    job: Mutex<Job>,
    work: Mutex<Option<QueuedWork>>,
    begun: Mutex<Option<Instant>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl QueueEntry {
    /// The job as it is now.
    pub(crate) fn job(&self) -> Job {
        let mut job = lock(&self.job).clone();
        if job.state == JobState::Running {
            job.seconds = self.seconds();
        }
        job
    }

    /// Seconds since it began to compute.
    pub(crate) fn seconds(&self) -> f64 {
        lock(&self.begun).map_or(0.0, |begun| begun.elapsed().as_secs_f64())
    }

    /// Changes what is said of it.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Job)) {
        change(&mut lock(&self.job));
    }

    /// Whether it was asked to stop.
    pub(crate) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn tell_state(&self) {
        self.log.tell(&Happening::State(Box::new(self.job())));
    }

    fn end(&self, outcome: JobOutcome) {
        let seconds = self.seconds();
        let happening = match outcome {
            JobOutcome::Done(ended) => {
                self.change(|job| (job.state, job.run, job.fraction) = (JobState::Done, ended.run.clone(), 1.0));
                Happening::Done(ended)
            }
            JobOutcome::Cancelled(ended) => {
                self.change(|job| (job.state, job.run) = (JobState::Cancelled, ended.run.clone()));
                Happening::Cancelled(ended)
            }
            JobOutcome::Failed(problem) => {
                self.change(|job| (job.state, job.problem) = (JobState::Failed, Some(problem.clone())));
                Happening::Failed(problem)
            }
        };
        self.change(|job| (job.seconds, job.ahead) = (seconds, 0));
        self.log.tell(&happening);
    }
}

#[derive(Default)]
struct Inner {
    jobs: BTreeMap<u64, Arc<QueueEntry>>,
    waiting: VecDeque<u64>,
    running: Option<u64>,
    last: u64,
    closing: bool,
}

/// The queue.
#[derive(Default)]
pub(crate) struct Queue {
    inner: Mutex<Inner>,
    wake: Condvar,
}

impl Queue {
    /// Puts a job at the end.
    pub(crate) fn push(
        &self,
        kind: JobKind,
        scenario: &str,
        replicates: u32,
        run: Option<String>,
        work: QueuedWork,
    ) -> Result<Job, Problem> {
        let mut inner = lock(&self.inner);
        if inner.closing {
            return Err(Problem::new(Code::Conflict, "the Studio is ending"));
        }
        if inner.waiting.len() >= MOST_WAITING {
            return Err(Problem::new(Code::Conflict, format!("{MOST_WAITING} jobs wait already: cancel some of them")));
        }
        inner.last += 1;
        let job = Job {
            id: inner.last,
            kind,
            scenario: scenario.into(),
            state: JobState::Waiting,
            ahead: inner.waiting.len() + usize::from(inner.running.is_some()),
            asked: clock::now(),
            replicates,
            finished: 0,
            fraction: 0.0,
            seconds: 0.0,
            run,
            problem: None,
        };
        let entry = QueueEntry {
            log: JobLog::default(),
            stop: AtomicBool::new(false),
            job: Mutex::new(job.clone()),
            work: Mutex::new(Some(work)),
            begun: Mutex::new(None),
        };
        entry.tell_state();
        inner.jobs.insert(job.id, Arc::new(entry));
        inner.waiting.push_back(job.id);
        self.wake.notify_all();
        Ok(job)
    }

    /// A job.
    pub(crate) fn get(&self, id: u64) -> Result<Arc<QueueEntry>, Problem> {
        let inner = lock(&self.inner);
        let known = || match inner.last {
            0 => "there is no job yet".to_string(),
            last => format!("there is no job {id}; the last one is {last}"),
        };
        inner.jobs.get(&id).cloned().ok_or_else(|| Problem::new(Code::Unknown, known()))
    }

    /// Every job, the newest first.
    pub(crate) fn list(&self) -> Vec<Job> {
        let entries: Vec<Arc<QueueEntry>> = lock(&self.inner).jobs.values().rev().cloned().collect();
        entries.iter().map(|entry| entry.job()).collect()
    }

    /// The job that writes this run now, or waits to.
    pub(crate) fn of_run(&self, run: &str) -> Option<u64> {
        let at_work = |job: &Job| !job.state.is_over() && job.run.as_deref() == Some(run);
        self.list().iter().find(|job| at_work(job)).map(|job| job.id)
    }

    /// Cancels a job; one that is over stays as it is.
    pub(crate) fn cancel(&self, id: u64) -> Result<Job, Problem> {
        let entry = self.get(id)?;
        let mut inner = lock(&self.inner);
        entry.stop.store(true, Ordering::Relaxed);
        if let Some(at) = inner.waiting.iter().position(|waiting| *waiting == id) {
            inner.waiting.remove(at);
            drop(lock(&entry.work).take());
            let replicates = entry.job().replicates;
            entry.end(JobOutcome::Cancelled(Ended { run: None, finished: 0, replicates, seconds: 0.0 }));
            move_up(&inner);
        }
        drop(inner);
        Ok(entry.job())
    }

    /// Cancels everything and takes no more; true if something was under way.
    pub(crate) fn close(&self) -> bool {
        let waiting: Vec<u64> = {
            let mut inner = lock(&self.inner);
            inner.closing = true;
            inner.waiting.iter().copied().collect()
        };
        for id in &waiting {
            // It was there a moment ago and is perhaps running by now; either way it is asked to stop.
            let _ = self.cancel(*id);
        }
        let running = lock(&self.inner).running;
        if let Some(id) = running {
            let _ = self.cancel(id);
        }
        self.wake.notify_all();
        running.is_some()
    }

    /// Computes one job after the other until the queue is closed: the life of its thread.
    pub(crate) fn work(&self) {
        system::step_back();
        while let Some((id, entry)) = self.next() {
            let work = lock(&entry.work).take();
            let run = std::panic::AssertUnwindSafe(|| work.map(|work| work(&entry)));
            let outcome = match std::panic::catch_unwind(run) {
                Ok(Some(outcome)) => outcome,
                Ok(None) => JobOutcome::Failed(Problem::new(Code::Internal, "there was nothing to do")),
                Err(_) => JobOutcome::Failed(Problem::new(
                    Code::Internal,
                    format!("a fault of the program ended the job {id}; what it said stands on the terminal"),
                )),
            };
            entry.end(outcome);
            drop(entry);
            let mut inner = lock(&self.inner);
            inner.running = None;
            forget(&mut inner);
            drop(inner);
            system::give_back();
        }
    }

    fn next(&self) -> Option<(u64, Arc<QueueEntry>)> {
        let mut inner = lock(&self.inner);
        loop {
            if inner.closing {
                return None;
            }
            if let Some(id) = inner.waiting.pop_front() {
                let entry = inner.jobs.get(&id)?.clone();
                inner.running = Some(id);
                *lock(&entry.begun) = Some(Instant::now());
                entry.change(|job| (job.state, job.ahead) = (JobState::Running, 0));
                entry.tell_state();
                move_up(&inner);
                return Some((id, entry));
            }
            inner = self.wake.wait(inner).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Tells those who wait how many are before them now.
fn move_up(inner: &Inner) {
    for (place, id) in inner.waiting.iter().enumerate() {
        let ahead = place + usize::from(inner.running.is_some());
        if let Some(entry) = inner.jobs.get(id).filter(|entry| lock(&entry.job).ahead != ahead) {
            entry.change(|job| job.ahead = ahead);
            entry.tell_state();
        }
    }
}

/// Lets go of what nobody will ask for again, so that a Studio can be open for weeks.
fn forget(inner: &mut Inner) {
    let over = |(_, entry): &(&u64, &Arc<QueueEntry>)| lock(&entry.job).state.is_over();
    let over: Vec<u64> = inner.jobs.iter().filter(over).map(|(id, _)| *id).rev().collect();
    let mut bytes = 0;
    for (place, entry) in over.iter().filter_map(|id| inner.jobs.get(id)).enumerate() {
        bytes += entry.log.bytes();
        if place >= WHOLE_LOGS || (place > 0 && bytes > WHOLE_BYTES) {
            entry.log.shrink();
        }
    }
    for id in over.iter().skip(LISTED) {
        inner.jobs.remove(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended() -> Ended {
        Ended { run: None, finished: 1, replicates: 1, seconds: 0.0 }
    }

    fn push(queue: &Queue, work: QueuedWork) -> u64 {
        queue.push(JobKind::Run, "two-towns", 1, None, work).expect("room").id
    }

    #[test]
    fn jobs_are_done_in_order_and_a_panic_ends_one_only() {
        let queue = Arc::new(Queue::default());
        let order = Arc::new(Mutex::new(Vec::new()));
        let noting = |n: u32| -> QueuedWork {
            let order = order.clone();
            Box::new(move |_| {
                lock(&order).push(n);
                assert!(n != 2, "a bug");
                JobOutcome::Done(ended())
            })
        };
        let ids: Vec<u64> = (1..=3).map(|n| push(&queue, noting(n))).collect();
        assert_eq!(queue.list().iter().map(|job| job.ahead).collect::<Vec<_>>(), [2, 1, 0]);
        let cancelled = push(&queue, noting(4));
        assert_eq!(queue.cancel(cancelled).expect("there").state, JobState::Cancelled);
        let at_work = {
            let queue = queue.clone();
            std::thread::spawn(move || queue.work())
        };
        while !ids.iter().all(|id| queue.get(*id).expect("there").job().state.is_over()) {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        assert!(!queue.close());
        at_work.join().expect("it ends");
        assert_eq!(*lock(&order), [1, 2, 3]);
        let states: Vec<JobState> = ids.iter().map(|id| queue.get(*id).expect("there").job().state).collect();
        assert_eq!(states, [JobState::Done, JobState::Failed, JobState::Done]);
        assert!(queue.push(JobKind::Run, "x", 1, None, noting(5)).is_err(), "closed");
    }

    #[test]
    fn old_jobs_are_forgotten_and_the_queue_has_an_end() {
        let queue = Queue::default();
        let ids: Vec<u64> = (0..MOST_WAITING).map(|_| push(&queue, Box::new(|_| JobOutcome::Done(ended())))).collect();
        assert!(queue.push(JobKind::Run, "x", 1, None, Box::new(|_| JobOutcome::Done(ended()))).is_err());
        for id in &ids {
            queue.cancel(*id).expect("there");
        }
        forget(&mut lock(&queue.inner));
        let events = |id: u64| queue.get(id).expect("there").log.after(0, 99).0.len();
        assert_eq!(events(ids[0]), 1);
        assert!(events(ids[MOST_WAITING - 1]) > 1);
    }
}
