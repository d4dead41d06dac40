//! What has happened to a job, numbered, for those who listen now and those who come later.

use crate::api::event::Happening;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// An event, ready to be sent.
#[derive(Debug)]
pub(crate) struct LogEvent {
    /// Its number within the job, from 1.
    pub id: u64,
    /// Its name.
    pub name: &'static str,
    /// Its data, JSON in one line.
    pub data: String,
}

#[derive(Default)]
struct Kept {
    events: VecDeque<Arc<LogEvent>>,
    last: u64,
    over: bool,
}

/// The events of one job.
pub(crate) struct JobLog {
    kept: Mutex<Kept>,
    /// The number of the last event: whoever waits is woken by it.
    last: watch::Sender<u64>,
}

impl Default for JobLog {
    fn default() -> JobLog {
        JobLog { kept: Mutex::default(), last: watch::Sender::new(0) }
    }
}

impl JobLog {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an event; after the last one of a job nothing is added.
    pub(crate) fn tell(&self, happening: &Happening) {
        let (name, data) = happening.parts();
        let mut kept = self.kept();
        if kept.over {
            return;
        }
        kept.last += 1;
        kept.over = matches!(happening, Happening::Done(_) | Happening::Failed(_) | Happening::Cancelled(_));
        let event = LogEvent { id: kept.last, name, data };
        kept.events.push_back(Arc::new(event));
        let last = kept.last;
        drop(kept);
        self.last.send_replace(last);
    }

    /// At most this many of the events after this one, and whether they are the last.
    pub(crate) fn after(&self, id: u64, most: usize) -> (Vec<Arc<LogEvent>>, bool) {
        let kept = self.kept();
        let first = kept.events.partition_point(|event| event.id <= id);
        let events: Vec<_> = kept.events.iter().skip(first).take(most).cloned().collect();
        let reached = events.last().map_or(id, |event| event.id);
        (events, kept.over && reached >= kept.last)
    }

    /// Wakes whoever waits at each new event.
    pub(crate) fn listen(&self) -> watch::Receiver<u64> {
        self.last.subscribe()
    }

    /// Bytes that the events hold.
    pub(crate) fn bytes(&self) -> usize {
        self.kept().events.iter().map(|event| event.data.capacity()).sum()
    }

    /// Forgets all but the last event of a job that is over.
    pub(crate) fn shrink(&self) {
        let mut kept = self.kept();
        if kept.over {
            let last = kept.events.pop_back();
            kept.events = last.into_iter().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::event::{Ended, Progress};

    fn progress() -> Happening {
        Happening::Progress(Progress { finished: 0, failed: 0, replicates: 1, fraction: 0.0, seconds: 0.0, left: None })
    }

    #[test]
    fn listeners_go_on_from_where_they_were_and_end_with_the_job() {
        let log = JobLog::default();
        (0..3).for_each(|_| log.tell(&progress()));
        let ids = |after| log.after(after, 2).0.iter().map(|event| event.id).collect::<Vec<_>>();
        assert_eq!((ids(0), ids(2), ids(9)), (vec![1, 2], vec![3], vec![]));
        assert!(!log.after(3, 9).1);
        log.tell(&Happening::Done(Ended { run: None, finished: 1, replicates: 1, seconds: 0.1 }));
        log.tell(&progress());
        assert!(log.after(4, 9).1 && !log.after(0, 2).1);
        assert_eq!(ids(3), [4], "nothing comes after the last");
        let whole = log.bytes();
        log.shrink();
        assert!(0 < log.bytes() && log.bytes() < whole);
        let (left, over) = log.after(0, 9);
        assert_eq!((left.len(), left[0].id, over), (1, 4, true));
    }
}
