//! Work on threads.

use crate::exit::alone;
use groundswell_complaint::{Complaint, Complaints, Problem};

/// Starts the threads on which worlds are built. A system that has none to give says so here, and not in the middle of a
/// world, which cannot fail.
pub(crate) fn begin() -> Result<(), Complaints> {
    let threads = crate::this::cores();
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().map_err(|error| refused(threads, &error))
}

fn refused(threads: usize, error: &rayon::ThreadPoolBuildError) -> Complaints {
    let advice = "the user may have no more processes, or the machine no more memory: end other programs or raise the \
        limit (`ulimit -u`)";
    alone(Complaint::new(Problem::System(format!("cannot start {threads} threads: {error}"))).advise(advice))
}

/// Does work on this many threads.
pub(crate) fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> Result<T, Complaints> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    Ok(pool.map_err(|error| refused(threads, &error))?.install(work))
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
