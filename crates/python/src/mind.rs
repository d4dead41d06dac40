//! Long work beside a Python that still answers: to Ctrl-C, and to whoever shows progress.

use crate::errors::failed;
use pyo3::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// How often Python is asked whether a signal has come.
const GLANCE: Duration = Duration::from_millis(40);

/// Does work on a thread of its own and a pool of `threads` more, without holding Python's
/// lock. `tick` is called from this thread now and then; when it fails, or a signal such
/// as Ctrl-C raises, `stop` is set, the work is waited for, and the error is handed on.
///
/// The pool is made for the call. A pool for the process would be lost, and be waited for
/// in vain, in a process forked from this one, as `ProcessPoolExecutor` does on Linux.
pub(crate) fn minded<T: Send>(
    py: Python<'_>,
    threads: usize,
    stop: &AtomicBool,
    work: impl FnOnce() -> T + Send,
    mut tick: impl FnMut(Python<'_>) -> PyResult<()>,
) -> PyResult<T> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build();
    let pool = pool.map_err(|error| failed(format!("cannot start {threads} threads: {error}")))?;
    std::thread::scope(|scope| {
        let (sender, mut receiver) = channel();
        let handle = scope.spawn(move || {
            let value = pool.install(work);
            // Whoever waits may have gone; the value is asked for by joining.
            let _ = sender.send(());
            value
        });
        let mut interrupted = None;
        loop {
            let receiver = &mut receiver;
            let waited = py.detach(move || receiver.recv_timeout(GLANCE));
            if waited != Err(RecvTimeoutError::Timeout) {
                break;
            }
            if interrupted.is_none()
                && let Err(error) = py.check_signals().and_then(|()| tick(py))
            {
                stop.store(true, Ordering::Relaxed);
                interrupted = Some(error);
            }
        }
        let value = py.detach(|| handle.join()).map_err(|_| failed("a thread of the simulator stopped: a bug"))?;
        interrupted.map_or(Ok(()), Err)?;
        tick(py)?;
        Ok(value)
    })
}

/// The same for work that cannot be asked to stop: when a signal raises, it is left to end
/// by itself and its value is dropped.
pub(crate) fn left_to_end<T: Send + 'static>(
    py: Python<'_>,
    threads: usize,
    work: impl FnOnce() -> T + Send + 'static,
) -> PyResult<T> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build();
    let pool = pool.map_err(|error| failed(format!("cannot start {threads} threads: {error}")))?;
    let (sender, mut receiver) = channel();
    std::thread::spawn(move || sender.send(pool.install(work)));
    loop {
        let receiver = &mut receiver;
        match py.detach(move || receiver.recv_timeout(GLANCE)) {
            Ok(value) => return Ok(value),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            Err(RecvTimeoutError::Disconnected) => return Err(failed("a thread of the simulator stopped: a bug")),
        }
    }
}
