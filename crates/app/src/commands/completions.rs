//! `completions`: for bash, zsh, fish and others.

use crate::exit::{CommandResult, DONE};
use crate::terminal::say;
use clap::Command;
use clap_complete::{Shell, generate};

/// Prints the completion of a command line for a shell.
pub(crate) fn completions(mut line: Command, shell: Shell) -> CommandResult {
    let mut text = Vec::new();
    generate(shell, &mut line, "groundswell", &mut text);
    say(String::from_utf8_lossy(&text).trim_end());
    Ok(DONE)
}
