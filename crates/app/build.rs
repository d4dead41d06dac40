//! What the binary knows of its own making: the revision of its sources, and the report
//! page, if `make web` has built it.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rustc-env=GROUNDSWELL_REVISION={}", revision().unwrap_or_default());
    let page = Path::new("../../web/dist/report.html");
    let text = std::fs::read_to_string(page).unwrap_or_default();
    let goal = Path::new(&std::env::var("OUT_DIR").expect("cargo says where to write")).join("report.html");
    std::fs::write(goal, text).expect("cargo's folder can be written to");
    // A file that is not there would make every build begin here: its folder is watched instead.
    let watched = if page.exists() { page } else { Path::new("../../web") };
    for path in ["build.rs", "src", "../engine/src", "../scenario/src", "../study/src", "../../scenarios"] {
        println!("cargo::rerun-if-changed={path}");
    }
    println!("cargo::rerun-if-changed={}", watched.display());
}

/// The revision, with a `+` where the sources differ from it; nothing outside of git.
fn revision() -> Option<String> {
    let head = git(&["rev-parse", "--short=12", "HEAD"])?;
    if let Some(log) = git(&["rev-parse", "--git-path", "logs/HEAD"]).filter(|log| Path::new(log).exists()) {
        println!("cargo::rerun-if-changed={log}");
    }
    let changed = git(&["status", "--porcelain", "--untracked-files=no"]).is_some_and(|changes| !changes.is_empty());
    Some(format!("{head}{}", if changed { "+" } else { "" }))
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_string())
}
