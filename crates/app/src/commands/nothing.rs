//! What is said where there is nothing to go on with.

use crate::exit::{DONE, FALSE};
use crate::terminal::{note, say};
use groundswell_study::examine::Finding;
use groundswell_study::reopen::Resumed;
use std::path::Path;

/// Says why nothing is gone on with.
pub(crate) fn nothing_to_do<W>(path: &Path, found: Resumed<W>, quiet: bool) -> u8 {
    let Resumed::Differs(findings) = found else {
        if !quiet {
            say(format!("{} is complete, and every file is as it was written", path.display()));
        }
        return DONE;
    };
    note(format!("{}: {} not as written, nothing was changed:", path.display(), files(findings.len())));
    findings.iter().map(Finding::says).for_each(|said| note(format!("  {said}")));
    FALSE
}

/// So many files, with the verb.
fn files(count: usize) -> String {
    if count == 1 { "1 file is".into() } else { format!("{count} files are") }
}
