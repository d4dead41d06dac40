//! Sweeps and calibrations that are killed, interrupted, resumed.
#![cfg(unix)]

mod common;

use common::{code, differences, err, groundswell, well};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn wait_for(child: &mut Child, file: &Path) {
    let begun = Instant::now();
    while !file.exists() && child.try_wait().expect("asked").is_none() {
        assert!(begun.elapsed() < Duration::from_secs(120), "{} never came", file.display());
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn begin(folder: &Path, arguments: &[&str]) -> Child {
    groundswell(folder, arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("starts")
}

/// The points of a posterior, without the lines that say how it was made.
fn points(run: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(run.join("posterior.csv")).expect("a posterior");
    text.lines().filter(|line| !line.starts_with('#')).map(String::from).collect()
}

#[test]
fn a_killed_sweep_goes_on_to_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let sweep =
        ["sweep", "two-towns", "--over", "people.threshold=0.44:0.5", "--latin", "60", "--scale", "10", "-q", "-o"];
    let with = |out: &'static str| [&sweep[..], &[out]].concat();
    well(folder.path(), &with("whole"));
    let mut child = begin(folder.path(), &with("broken"));
    wait_for(&mut child, &folder.path().join("broken/checkpoints/batch-00003.done"));
    child.kill().expect("killed");
    child.wait().expect("dead");
    assert!(!folder.path().join("broken/data/sweep.parquet").exists(), "killed in the middle");
    well(folder.path(), &["resume", "broken", "-q"]);
    assert_eq!(differences(&folder.path().join("whole"), &folder.path().join("broken")), [""; 0]);
    assert!(well(folder.path(), &["resume", "broken"]).contains("is complete"));
}

#[test]
fn an_interrupted_calibration_goes_on_to_the_same_posterior() {
    let folder = tempfile::tempdir().expect("a folder");
    let calibrate = [
        "calibrate",
        "two-towns",
        "--budget",
        "900",
        "--particles",
        "60",
        "--scale",
        "20",
        "--check",
        "5",
        "--progress",
        "none",
        "-q",
        "-o",
    ];
    let with = |out: &'static str| [&calibrate[..], &[out]].concat();
    well(folder.path(), &with("whole"));
    let mut child = begin(folder.path(), &with("broken"));
    wait_for(&mut child, &folder.path().join("broken/checkpoints/memory.done"));
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill is there");
    let ended = child.wait_with_output().expect("ends");
    assert_eq!(code(&ended), 130, "{}", err(&ended));
    assert!(err(&ended).contains("groundswell resume broken"), "{}", err(&ended));
    // Killed outright while it goes on, then once more.
    let mut child = begin(folder.path(), &["resume", "broken", "-q"]);
    std::thread::sleep(Duration::from_millis(300));
    child.kill().expect("killed");
    child.wait().expect("dead");
    well(folder.path(), &["resume", "broken", "-q"]);
    assert_eq!(points(&folder.path().join("whole")), points(&folder.path().join("broken")));
}
