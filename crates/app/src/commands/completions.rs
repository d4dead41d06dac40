//! `completions`: for bash, zsh, fish and others.

use crate::arguments::Arguments;
use crate::exit::{DONE, Done};
use crate::terminal::say;
use clap::CommandFactory;
use clap_complete::{Shell, generate};

/// Prints the completion of a shell.
pub fn completions(shell: Shell) -> Done {
    let mut text = Vec::new();
    generate(shell, &mut Arguments::command(), "groundswell", &mut text);
    say(String::from_utf8_lossy(&text).trim_end());
    Ok(DONE)
}
