//! What the extension knows of its own making: the revision of its sources, and the report
//! page, if it was built.

use std::path::Path;
use std::process::Command;

fn main() {
    let revision = git(&["rev-parse", "--short=12", "HEAD"]).map(|head| {
        let changes = git(&["status", "--porcelain", "--untracked-files=no"]);
        format!("{head}{}", if changes.is_some_and(|changes| !changes.is_empty()) { "+" } else { "" })
    });
    println!("cargo::rustc-env=GROUNDSWELL_REVISION={}", revision.unwrap_or_default());
    let page = Path::new("../../web/dist/report.html");
    let text = std::fs::read_to_string(page).unwrap_or_default();
    let goal = Path::new(&std::env::var("OUT_DIR").expect("cargo says where to write")).join("report.html");
    std::fs::write(goal, text).expect("cargo's folder can be written to");
    let watched = if page.exists() { page } else { Path::new("../../web") };
    for path in [Path::new("build.rs"), Path::new("src"), watched].iter().filter(|path| path.exists()) {
        println!("cargo::rerun-if-changed={}", path.display());
    }
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_string())
}
