//! Runs that are killed, interrupted, resumed.
#![cfg(unix)]

mod common;

use common::{code, differences, err, groundswell, out, output, well};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Waits until a run has written this file, or has ended.
fn wait_for(child: &mut Child, file: &Path) {
    let begun = Instant::now();
    while !file.exists() && child.try_wait().expect("asked").is_none() {
        assert!(begun.elapsed() < Duration::from_secs(120), "{} never came", file.display());
        std::thread::sleep(Duration::from_millis(5));
    }
}

const RUN: [&str; 10] = ["run", "two-towns", "-n", "5", "--threads", "2", "--checkpoint", "0.02", "--scale", "4"];

#[test]
fn a_killed_run_goes_on_to_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let with = |more: &[&'static str]| [&RUN[..], more].concat();
    well(folder.path(), &with(&["-q", "-o", "unbroken"]));
    let mut child =
        groundswell(folder.path(), &with(&["-q", "-o", "broken"])).stderr(Stdio::null()).spawn().expect("starts");
    wait_for(&mut child, &folder.path().join("broken/data/series/part-00000.parquet"));
    child.kill().expect("killed");
    child.wait().expect("dead");
    assert!(!folder.path().join("broken/data/runs.parquet").exists(), "killed in the middle");
    well(folder.path(), &["resume", "broken", "-q"]);
    assert_eq!(differences(&folder.path().join("unbroken"), &folder.path().join("broken")), [""; 0]);
    assert!(well(folder.path(), &["run", "--resume", "broken"]).contains("is complete"));
}

#[test]
fn ctrl_c_keeps_what_is_finished() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut arguments = RUN.to_vec();
    arguments[3] = "200";
    let mut child = groundswell(folder.path(), &[&arguments[..], &["-o", "r", "--progress", "none"]].concat())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    wait_for(&mut child, &folder.path().join("r/data/series/part-00000.parquet"));
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill is there");
    let ended = child.wait_with_output().expect("ends");
    assert_eq!(code(&ended), 130, "{}", err(&ended));
    assert!(err(&ended).contains("groundswell resume r"), "{}", err(&ended));
    assert!(out(&ended).contains("of 200 replicates done"));
    assert!(folder.path().join("r/data/runs.parquet").exists());
    let manifest = std::fs::read_to_string(folder.path().join("r/manifest.json")).expect("a manifest");
    assert!(manifest.contains("\"interrupted\""));
}

#[test]
fn a_changed_scenario_is_not_resumed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut child = groundswell(folder.path(), &[&RUN[..], &["-q", "-o", "r"]].concat())
        .stderr(Stdio::null())
        .spawn()
        .expect("starts");
    wait_for(&mut child, &folder.path().join("r/data/series/part-00000.parquet"));
    child.kill().expect("killed");
    child.wait().expect("dead");
    let file = folder.path().join("r/inputs/scenario.toml");
    let text = std::fs::read_to_string(&file).expect("a scenario");
    std::fs::write(&file, text.replacen("threshold = ", "threshold = 0.9 # ", 1)).expect("written");
    let ended = output(folder.path(), &["resume", "r"]);
    assert_eq!(code(&ended), 65);
    assert!(err(&ended).contains("inputs/scenario.toml is not as it was written"), "{}", err(&ended));
}

/// Starts it, sends Ctrl-C when it first says how far it is, and gives its exit code and all that it said.
fn stopped(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut child =
        groundswell(folder, arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("starts");
    let mut lines = BufReader::new(child.stderr.take().expect("its words")).lines().map_while(Result::ok);
    let mut said = lines.by_ref().find(|line| line.contains(" %,")).unwrap_or_default();
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill is there");
    lines.for_each(|line| said += &format!("\n{line}"));
    (child.wait().expect("ends").code(), said)
}

#[test]
fn what_is_left_of_a_stopped_forecast_or_score_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let forecast =
        ["forecast", "two-towns", "--origin", "2001-03-08", "-n", "100000", "--scale", "10", "--progress", "plain"];
    let score =
        ["score", "--events", "kazakhstan-2022", "--particles", "4000", "--threads", "1", "--progress", "plain"];
    let kept = ["-o", "kept"];
    for (command, out, wanted) in [
        (&forecast[..], &kept[..], "0 of 1 origins are kept in kept; the same command goes on"),
        (&forecast, &[], "0 of 1 origins were finished; with --out they are kept"),
        (&score, &kept, "origins are kept in kept; the same command goes on"),
    ] {
        let (code, said) = stopped(folder.path(), &[command, out].concat());
        assert_eq!(code, Some(130), "{command:?}: {said}");
        assert!(said.contains(wanted), "{command:?}: {said}");
        assert_eq!(said.contains("nothing is kept without --out"), out.is_empty(), "{command:?}: {said}");
        let _ = std::fs::remove_dir_all(folder.path().join("kept"));
    }
}
