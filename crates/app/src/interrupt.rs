//! Ctrl-C: the first sets a switch that work looks at, the second leaves.

use crate::exit::INTERRUPTED;
use crate::terminal::note;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

static STOP: AtomicBool = AtomicBool::new(false);
static LISTENING: Once = Once::new();

/// The switch that is set at the first Ctrl-C. From now on the program does not end by it.
pub fn listen() -> &'static AtomicBool {
    LISTENING.call_once(|| {
        // Where there can be no handler, Ctrl-C ends the program, as it does everywhere.
        let _ = ctrlc::set_handler(|| {
            if STOP.swap(true, Ordering::Relaxed) {
                std::process::exit(INTERRUPTED.into());
            }
            note("\nstopping: what is finished is kept (Ctrl-C again to leave at once)");
        });
    });
    &STOP
}
