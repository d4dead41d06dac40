//! `studio`: the local web page.

use super::report::template;
use crate::exit::{CommandResult, DONE, INTERRUPTED};
use crate::read::remarks_on;
use crate::terminal::{note, say};
use crate::this;
use clap::Args;
use groundswell_studio::{Options, Program, StudioEnd, carried, openapi, serve};
use groundswell_study::claim::RUNS;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// `studio`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell studio --open\n  groundswell studio --port 0                 any port that is free; the address is printed\n  groundswell studio hills/ --runs work/runs  with a scenario of your own, and another folder of runs\n  groundswell studio --openapi > openapi.json the interface, for programs\n\nThe page is served to this machine only. Ctrl-C ends it; what is finished of a run under\nway is kept and can be resumed."
)]
pub(crate) struct StudioArguments {
    /// Scenarios of your own, besides the built-in ones: the path of a .toml or of its folder
    #[arg(value_name = "SCENARIO")]
    pub scenarios: Vec<String>,
    /// Port on this machine; 0 for any that is free
    #[arg(long, default_value_t = 7878, value_name = "N")]
    pub port: u16,
    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,
    /// Folder of runs: those in it are shown, new ones are written there
    #[arg(long, default_value = RUNS, value_name = "DIR")]
    pub runs: PathBuf,
    /// Threads that compute; results do not depend on them [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=4096))]
    pub threads: Option<u32>,
    /// Print the description of the interface (OpenAPI, JSON) instead of serving
    #[arg(long, conflicts_with_all = ["open", "scenarios"])]
    pub openapi: bool,
}

/// Serves the Studio until Ctrl-C.
pub(crate) fn studio(studio: &StudioArguments) -> CommandResult {
    if studio.openapi {
        say(openapi::text().trim_end());
        return Ok(DONE);
    }
    let program = Program {
        version: this::VERSION,
        revision: this::revision(),
        platform: this::platform(),
        threads: studio.threads.map_or_else(this::cores, |n| n as usize),
        report: template(),
    };
    studio.scenarios.iter().for_each(|scenario| remarks_on(scenario));
    let options = Options { port: studio.port, runs: studio.runs.clone(), scenarios: studio.scenarios.clone() };
    let ready = |address: &str| {
        if !carried() {
            note("note: this build carries no Studio page; `make web` and a new build put it in");
        }
        say(address);
        note("Ctrl-C ends the Studio");
        if studio.open && !open(address) {
            note("no browser could be started: open the address by hand");
        }
    };
    let stopping = || note("\nstopping: what is finished is kept (Ctrl-C again to leave at once)");
    Ok(match serve(program, &options, ready, stopping)? {
        StudioEnd::Quiet => DONE,
        StudioEnd::Interrupted => INTERRUPTED,
    })
}

/// Asks the system to open an address; false where it has no way to.
fn open(address: &str) -> bool {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let mut command = Command::new(program);
    command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}
