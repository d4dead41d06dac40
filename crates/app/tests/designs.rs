//! Sweeps, parts, sensitivity and calibration, from command to table.

mod common;

use common::{code, differences, err, output, well};
use groundswell_tables::table::Table;
use serde_json::Value;
use std::path::Path;

const SMALL: [&str; 6] = ["--scale", "100", "--hours", "60", "--progress", "none"];

fn with<'a>(first: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [first, more].concat()
}

fn sweep(file: &Path) -> Table {
    Table::read_parquet(&file.join("data/sweep.parquet")).expect("a table")
}

#[test]
fn a_sweep_is_one_tidy_table_and_its_parts_make_the_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let axes = ["sweep", "two-towns", "--over", "people.threshold=0.42:0.5:5", "--over", "shutdown.enabled=true,false"];
    let command = with(&axes, &with(&SMALL, &["-n", "2"]));
    let said = well(folder.path(), &with(&command, &["-o", "whole", "--threads", "1"]));
    assert!(said.contains("20 runs done, 0 failed"), "{said}");
    let table = sweep(&folder.path().join("whole"));
    assert_eq!(table.rows(), 20);
    for column in
        ["point", "replicate", "people.threshold", "shutdown.enabled", "status", "outcomes", "peak", "killed", "t2"]
    {
        assert!(table.column(column).is_some(), "{column} is missing");
    }
    // The same random numbers at every point.
    assert_eq!(table.slice::<u64>("seed").map(|s| s[0] == s[2] && s[0] != s[1]), Some(true));
    for part in ["1/3", "2/3", "3/3"] {
        well(folder.path(), &with(&command, &["-q", "--shard", part, "-o", &format!("part{}", &part[..1])]));
    }
    assert!(sweep(&folder.path().join("part2")).rows() < 20);
    well(folder.path(), &["merge", "part3", "part1", "part2", "-q", "-o", "merged"]);
    assert_eq!(differences(&folder.path().join("whole"), &folder.path().join("merged")), [""; 0]);
    // What a lost part had is computed again.
    well(folder.path(), &["merge", "part1", "part3", "-q", "-o", "filled"]);
    assert_eq!(differences(&folder.path().join("whole"), &folder.path().join("filled")), [""; 0]);
    well(
        folder.path(),
        &with(&with(&axes, &SMALL), &["-n", "2", "--seed", "9", "-q", "--shard", "1/3", "-o", "other"]),
    );
    let ended = output(folder.path(), &["merge", "part1", "other", "-o", "never"]);
    assert_eq!(code(&ended), 65, "{}", err(&ended));
    assert!(err(&ended).contains("another sweep"), "{}", err(&ended));
}

#[test]
fn a_design_of_another_program_is_run_and_a_wrong_one_pointed_at() {
    let folder = tempfile::tempdir().expect("a folder");
    let design = "people.threshold,people.leave\n0.44,0.1\n0.46,0.2\n0.48,0.3\n";
    std::fs::write(folder.path().join("design.csv"), design).expect("written");
    let command = with(&["sweep", "two-towns", "--design", "design.csv"], &SMALL);
    let said = well(folder.path(), &with(&command, &["--json", "-o", "s"]));
    let said: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((&said["points"], &said["cost"]["done"]), (&3.into(), &3.into()));
    let table = sweep(&folder.path().join("s"));
    assert_eq!(table.slice::<f64>("people.leave"), Some(&[0.1, 0.2, 0.3][..]));
    well(folder.path(), &["resume", "s"]);
    std::fs::write(folder.path().join("wrong.csv"), "people.threshold\n0.5\n7\n").expect("written");
    for (arguments, wanted, word) in [
        (&["--design", "wrong.csv"][..], 65, "wrong.csv:3"),
        (&["--design", "none.csv"], 66, "cannot read"),
        (&["--over", "people.thresold=0:1:2"], 65, "did you mean `people.threshold`"),
        (&["--over", "people.threshold=0.4:0.5"], 65, "--latin"),
        (&["--over", "shutdown.enabled=true", "--latin", "4"], 65, "no range to fill"),
        (&[], 2, "--over"),
    ] {
        let ended = output(folder.path(), &with(&with(&["sweep", "two-towns"], arguments), &["-o", "w"]));
        assert_eq!(code(&ended), wanted, "{arguments:?}: {}", err(&ended));
        assert!(err(&ended).contains(word), "{arguments:?}: {}", err(&ended));
        assert!(!folder.path().join("w").exists(), "{arguments:?} left something behind");
    }
}

#[test]
fn the_parts_of_a_run_make_the_run_bit_for_bit() {
    let folder = tempfile::tempdir().expect("a folder");
    let command = with(&["run", "two-towns", "-n", "5", "-q"], &SMALL);
    well(folder.path(), &with(&command, &["-o", "whole"]));
    well(folder.path(), &with(&command, &["-o", "a", "--shard", "1/2"]));
    well(folder.path(), &with(&command, &["-o", "b", "--shard", "2/2"]));
    let manifest = |run: &str| -> Value {
        let text = std::fs::read(folder.path().join(run).join("manifest.json")).expect("a manifest");
        serde_json::from_slice(&text).expect("JSON")
    };
    assert_eq!((&manifest("a")["counts"]["done"], &manifest("a")["status"]), (&3.into(), &"complete".into()));
    well(folder.path(), &["merge", "b", "a", "-q", "-o", "merged"]);
    assert_eq!(differences(&folder.path().join("whole"), &folder.path().join("merged")), [""; 0]);
    assert_eq!(manifest("merged")["status"], "complete");
}

#[test]
fn sensitivity_ranks_what_matters_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let command = with(
        &["sensitivity", "two-towns", "--range", "people.threshold=0.42:0.54", "--range", "elite.noise=0.1:0.9"],
        &SMALL,
    );
    let ended = output(folder.path(), &with(&command, &["--trajectories", "6", "--json", "-o", "m"]));
    let wrong = err(&ended);
    if code(&ended) == 65 {
        // The name of a parameter that does nothing here is not what is tested.
        panic!("{wrong}");
    }
    let said: Value = serde_json::from_slice(&ended.stdout).expect("JSON");
    let peak = &said["quantities"][0];
    assert_eq!((&peak["statistic"], &said["done"]), (&"peak".into(), &18.into()));
    let star = |k: usize| peak["measures"][k]["mu_star"].as_f64().expect("a number");
    assert!(star(0) > 5.0 * star(1), "{peak}");
    let table = Table::read_parquet(&folder.path().join("m/data/sensitivity.parquet")).expect("a table");
    assert_eq!(table.rows() % 2, 0);
    let said = well(folder.path(), &with(&command, &["--method", "sobol", "--base", "8", "-o", "s"]));
    assert!(said.contains("total share") && said.contains("people.threshold"), "{said}");
    let ended = output(folder.path(), &with(&command, &["--statistic", "peek", "-o", "x"]));
    assert_eq!(code(&ended), 65);
    assert!(err(&ended).contains("did you mean `peak`"), "{}", err(&ended));
}

#[test]
fn a_calibration_ends_in_a_posterior_that_runs_draw_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let command = [
        "calibrate",
        "two-towns",
        "--budget",
        "400",
        "--particles",
        "40",
        "--scale",
        "40",
        "--check",
        "10",
        "--progress",
        "none",
    ];
    let said = well(folder.path(), &with(&command, &["-o", "c"]));
    for word in ["people.threshold", "contraction", "ranks of the true value", "posterior runs against the record"] {
        assert!(said.contains(word), "{word} is missing in:\n{said}");
    }
    well(folder.path(), &with(&command, &["-o", "d", "--threads", "1", "-q"]));
    let posterior = |run: &str| std::fs::read_to_string(folder.path().join(run).join("posterior.csv")).expect("there");
    let bare = |text: String| text.lines().filter(|line| !line.starts_with('#')).map(String::from).collect::<Vec<_>>();
    assert_eq!(bare(posterior("c")), bare(posterior("d")), "threads change nothing");
    assert!(posterior("c").contains("calibrate two-towns"), "it says how it was made");

    well(folder.path(), &with(&["run", "two-towns", "-n", "6", "--posterior", "c", "-q", "-o", "r"], &SMALL));
    let runs = Table::read_parquet(&folder.path().join("r/data/runs.parquet")).expect("a table");
    let drawn = runs.slice::<f64>("people.threshold").expect("drawn").to_vec();
    assert!(drawn.iter().any(|x| *x != drawn[0]), "{drawn:?}");
    assert!(drawn.iter().all(|x| posterior("c").contains(&format!(",{x},"))), "{drawn:?}");
    well(
        folder.path(),
        &with(&["run", "two-towns", "-n", "6", "--posterior", "c", "-q", "-o", "r1", "--shard", "1/2"], &SMALL),
    );
    well(folder.path(), &["merge", "r1", "-q", "-o", "r2"]);
    assert_eq!(differences(&folder.path().join("r"), &folder.path().join("r2")), [""; 0]);

    for (arguments, wanted, word) in [
        (&["run", "two-towns", "--posterior", "c", "--set", "people.leave=0.1"][..], 65, "drawn from the posterior"),
        (&["run", "two-towns", "--posterior", "none"], 66, "cannot read"),
        (&["run", "two-towns", "--posterior"], 65, "carries no `posterior.csv`"),
        (&["calibrate", "two-towns", "--prior", "people.leave=0:1:log"], 65, "zero has no logarithm"),
        (&["calibrate", "two-towns", "--statistics", "t9"], 65, "did you mean"),
        (&["calibrate", "two-towns", "--until", "30"], 65, "--until"),
        (&["calibrate", "two-towns", "--leave-out", "two-towns"], 2, "left out"),
        (&["resume", "none"], 66, "no such directory"),
    ] {
        let ended = output(folder.path(), arguments);
        assert_eq!(code(&ended), wanted, "{arguments:?}: {}", err(&ended));
        assert!(err(&ended).contains(word), "{arguments:?}: {}", err(&ended));
    }
    assert!(!folder.path().join("runs").exists());
}
