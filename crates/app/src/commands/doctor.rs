//! `doctor`: what this machine has, what is missing and how to get it.

use crate::exit::{CommandResult, DONE, FALSE};
use crate::terminal::{colour_out, heading, say, table};
use crate::this;
use clap::Args;
use serde_json::{Value, json};
use std::process::Command;

/// `doctor`.
#[derive(Args)]
#[command(after_help = "Example:\n  groundswell doctor")]
pub(crate) struct DoctorArguments {
    /// Print JSON instead of tables
    #[arg(long)]
    pub json: bool,
}

/// One thing that was looked at.
struct Finding {
    what: &'static str,
    /// Whether it is there.
    good: bool,
    /// Whether nothing works without it.
    needed: bool,
    found: String,
    advice: &'static str,
}

/// Looks at the machine.
pub(crate) fn doctor(json: bool) -> CommandResult {
    let findings = findings();
    let well = findings.iter().all(|finding| finding.good || !finding.needed);
    if json {
        let all: Vec<Value> = findings
            .iter()
            .map(|f| json!({ "what": f.what, "good": f.good, "needed": f.needed, "found": f.found, "advice": (!f.good).then_some(f.advice) }))
            .collect();
        say(serde_json::to_string_pretty(&json!({ "well": well, "findings": all })).expect("findings become JSON"));
    } else {
        let rows = findings.iter().map(|f| {
            let mark = if f.good {
                "ok"
            } else if f.needed {
                "missing"
            } else {
                "optional"
            };
            vec![mark.into(), f.what.into(), f.found.clone()]
        });
        say(table(&["", "what", "found"], &[], rows));
        let missing: Vec<&Finding> = findings.iter().filter(|f| !f.good).collect();
        if !missing.is_empty() {
            say(format!("\n{}", heading("What is missing, and how to get it")));
            missing.iter().for_each(|f| say(format!("  {}: {}", f.what, f.advice)));
        }
    }
    Ok(if well { DONE } else { FALSE })
}

fn findings() -> Vec<Finding> {
    let always = |what, found: String| Finding { what, good: true, needed: true, found, advice: "" };
    let memory = memory();
    vec![
        always(
            "groundswell",
            format!("{} ({})", this::VERSION, this::revision().unwrap_or("revision unknown: built outside of git")),
        ),
        always("system", this::platform()),
        always("processor features", features()),
        always("cores", this::cores().to_string()),
        Finding {
            what: "memory",
            good: memory.is_none_or(|(_, free)| free > 1.0),
            needed: true,
            found: memory
                .map_or("unknown on this system".into(), |(all, free)| format!("{all:.1} GB, {free:.1} GB free")),
            advice: "a country of 13 million agents takes about 0.3 GB, and 0.1 GB more a thread; use --scale 10 or fewer --threads",
        },
        Finding {
            what: "a place for runs",
            good: writable(),
            needed: true,
            found: if writable() {
                "this folder can be written to".into()
            } else {
                "this folder cannot be written to".into()
            },
            advice: "change to a folder of your own, or give one with --out",
        },
        Finding {
            what: "report page",
            good: !this::PAGE.is_empty(),
            needed: false,
            found: if this::PAGE.is_empty() {
                "not in this build".into()
            } else {
                format!("{} kB", this::PAGE.len() / 1000)
            },
            advice: "install Node 20.19 or later, then `make web` and build again; runs work without it",
        },
        Finding {
            what: "Studio page",
            good: groundswell_studio::carried(),
            needed: false,
            found: if groundswell_studio::carried() { "in this build" } else { "not in this build" }.into(),
            advice: "install Node 20.19 or later, then `make web` and build again; the Studio's interface works without it",
        },
        optional("Python", "python3", &["--version"], "to work on tables in notebooks: https://www.python.org"),
        optional(
            "DuckDB for Python",
            "python3",
            &["-c", "import duckdb; print(duckdb.__version__)"],
            "to ask questions of the tables in SQL: `pip install duckdb`",
        ),
        always("colour", if colour_out() { "on".into() } else { "off: not a terminal, or NO_COLOR is set".into() }),
    ]
}

fn optional(what: &'static str, program: &str, arguments: &[&str], advice: &'static str) -> Finding {
    let output = Command::new(program).args(arguments).output().ok().filter(|output| output.status.success());
    let found = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_string());
    Finding { what, good: found.is_some(), needed: false, found: found.unwrap_or("not found".into()), advice }
}

/// Gigabytes in all, and free.
fn memory() -> Option<(f64, f64)> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let of = |key: &str| {
        let line = text.lines().find(|line| line.starts_with(key))?;
        line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1e6)
    };
    Some((of("MemTotal:")?, of("MemAvailable:")?))
}

fn writable() -> bool {
    let probe = std::path::Path::new(".groundswell-doctor");
    let written = std::fs::write(probe, "").is_ok();
    written && std::fs::remove_file(probe).is_ok()
}

fn features() -> String {
    #[cfg(target_arch = "x86_64")]
    let known = [
        ("SSE4.2", std::arch::is_x86_feature_detected!("sse4.2")),
        ("AVX2", std::arch::is_x86_feature_detected!("avx2")),
        ("AVX-512", std::arch::is_x86_feature_detected!("avx512f")),
    ];
    #[cfg(not(target_arch = "x86_64"))]
    let known: [(&str, bool); 0] = [];
    let found: Vec<&str> = known.iter().filter(|(_, there)| *there).map(|(name, _)| *name).collect();
    if found.is_empty() { "none that are used".into() } else { found.join(", ") }
}
