//! Ctrl-C: the first sets a switch that work looks at, the second leaves.

use crate::exit::INTERRUPTED;
use crate::terminal::note;
use std::path::Path;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long after the first Ctrl-C what is under way may take to close.
const GRACE: Duration = Duration::from_secs(30);

static STOP: AtomicBool = AtomicBool::new(false);
static LISTENING: Once = Once::new();

/// The switch that is set at the first Ctrl-C. From now on the program does not end by it, unless a step does not come to
/// its end within [`GRACE`]: every file is complete or not there, so that nothing finished is lost.
pub(crate) fn listen() -> &'static AtomicBool {
    listen_saying("what is finished is kept")
}

/// The same for work that keeps what is finished in its directory, and nothing without one.
pub(crate) fn listen_into(out: Option<&Path>) -> &'static AtomicBool {
    if out.is_some() { listen() } else { listen_saying("nothing is kept without --out") }
}

/// What is left of such work when it was stopped.
pub(crate) fn stopped(done: usize, of: usize, what: &str, out: Option<&Path>) -> String {
    let left = match out {
        Some(out) => format!("are kept in {}; the same command goes on", out.display()),
        None => "were finished; with --out they are kept, and the same command goes on".into(),
    };
    format!("interrupted: {done} of {of} {what} {left}")
}

/// As [`listen`]; `kept` says what is kept at the first Ctrl-C.
pub(crate) fn listen_saying(kept: &'static str) -> &'static AtomicBool {
    LISTENING.call_once(|| {
        // Where there can be no handler, Ctrl-C ends the program, as it does everywhere.
        let _ = ctrlc::set_handler(move || {
            if STOP.swap(true, Ordering::Relaxed) {
                std::process::exit(INTERRUPTED.into());
            }
            note(format!("\nstopping: {kept} (Ctrl-C again to leave at once)"));
            let leave = || {
                std::thread::sleep(GRACE);
                note("a step did not end: leaving without it");
                std::process::exit(INTERRUPTED.into());
            };
            // Where no thread is to be had, the second Ctrl-C is left.
            let _ = std::thread::Builder::new().spawn(leave);
        });
    });
    &STOP
}
