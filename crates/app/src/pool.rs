//! Work on threads.

use crate::exit::alone;
use groundswell_complaint::{Complaint, Complaints};

/// Does work on so many threads.
pub(crate) fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> Result<T, Complaints> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| {
        let complaint = Complaint::inconsistent(format!("cannot start {threads} threads: {error}"));
        alone(complaint.advise("give fewer with `--threads`"))
    })?;
    Ok(pool.install(work))
}

/// Does work in which replicates may panic: one that does is counted and listed, and its
/// trace would break the bar.
pub(crate) fn without_traces<T>(work: impl FnOnce() -> T) -> T {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() == Some("main") {
            usual(panic);
        }
    }));
    let done = work();
    let _ = std::panic::take_hook();
    done
}
