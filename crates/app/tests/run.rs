//! A run from its command to its report.

mod common;

use common::{data, differences, out, output, well};
use serde_json::Value;

#[test]
fn a_run_leaves_everything_that_was_promised() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = well(folder.path(), &["run", "two-towns", "-n", "3", "--hours", "72", "--scale", "10", "-o", "r"]);
    for word in
        ["2001-03-06", "North Shore", "recorded quantity", "3 of 3 replicates done, 0 failed", "report  r/report.html"]
    {
        assert!(said.contains(word), "{word} is missing in:\n{said}");
    }
    let run = folder.path().join("r");
    let promised = [
        "manifest.json",
        "scenario.toml",
        "scenario.resolved.toml",
        "report.html",
        "log.jsonl",
        "ro-crate-metadata.json",
        "CITATION.cff",
        "timings.csv",
        "data/runs.parquet",
        "data/facts.parquet",
        "data/failures.parquet",
        "data/statistics.parquet",
        "data/happenings.parquet",
        "data/series/part-00002.parquet",
        "data/national/part-00002.parquet",
    ];
    for file in promised {
        assert!(run.join(file).is_file(), "{file} is missing");
    }
    let manifest: Value =
        serde_json::from_slice(&std::fs::read(run.join("manifest.json")).expect("read")).expect("JSON");
    assert_eq!(manifest["status"], "complete");
    assert_eq!(manifest["counts"]["done"], 3);
    assert!(manifest["files"].as_array().is_some_and(|files| files.len() > 20));
    let kept: Vec<_> = std::fs::read_dir(run.join("checkpoints"))
        .expect("a folder")
        .map(|e| e.expect("an entry").file_name())
        .collect();
    assert_eq!(kept, ["plan.json"], "a complete run keeps no state");
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |out: &str, threads: &str, seed: &str| {
        well(
            folder.path(),
            &[
                "run",
                "kazakhstan-2022",
                "-n",
                "3",
                "--scale",
                "1000",
                "--hours",
                "150",
                "--threads",
                threads,
                "--seed",
                seed,
                "-q",
                "-o",
                out,
            ],
        );
        folder.path().join(out)
    };
    let (one, two, again, other) =
        (run("one", "1", "5"), run("two", "2", "5"), run("again", "2", "5"), run("other", "2", "6"));
    assert_eq!(data(&one).len(), 14);
    assert_eq!(differences(&one, &two), [""; 0]);
    assert_eq!(differences(&two, &again), [""; 0]);
    assert!(differences(&two, &other).contains(&"data/runs.parquet".to_string()));
}

#[test]
fn the_report_holds_the_data_of_the_run() {
    let folder = tempfile::tempdir().expect("a folder");
    well(
        folder.path(),
        &["run", "two-towns", "-n", "2", "--hours", "48", "--scale", "10", "-q", "-o", "r", "--form", "endogenous"],
    );
    let page = || std::fs::read_to_string(folder.path().join("r/report.html")).expect("a page");
    let (first, mark) = (page(), "<script id=\"groundswell-report\" type=\"application/json\">");
    let text = first.split_once(mark).expect("a place for data").1.split_once("</script>").expect("an end").0;
    assert!(!text.contains("REPORT-DATA") && !text.contains('<'));
    let data: Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(
        (&data["schema"], &data["scenario"]["form"], &data["run"]["seed"]),
        (&1.into(), &"endogenous".into(), &"1".into())
    );
    assert_eq!(data["national"][0]["name"], "participants");
    for series in data["national"].as_array().expect("series") {
        for band in ["q05", "q25", "q50", "q75", "q95"] {
            assert_eq!(series[band].as_array().map(Vec::len), Some(48), "{}", series["name"]);
        }
    }
    assert_eq!(data["daily"].as_array().map(Vec::len), Some(2));
    assert_eq!(data["onset"].as_array().map(Vec::len), Some(2));
    for list in [
        "parameters",
        "mechanisms",
        "limits",
        "sources",
        "manifest",
        "statistics",
        "outcomes",
        "replicates",
        "places",
        "units",
    ] {
        assert!(data[list].as_array().is_some_and(|list| !list.is_empty()), "{list} is empty");
    }
    // Made again it is the same, and the manifest still describes the directory.
    well(folder.path(), &["report", "r"]);
    assert_eq!(page(), first);
}

#[test]
fn a_summary_for_programs_is_json() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = well(
        folder.path(),
        &["run", "two-towns", "-n", "2", "--hours", "24", "--scale", "100", "--json", "--progress", "json", "-o", "r"],
    );
    let summary: Value = serde_json::from_str(&said).expect("JSON and nothing else");
    assert_eq!(summary["cost"]["done"], 2);
    assert_eq!(summary["summary"]["days"][0]["date"], "2001-03-05");
    let output =
        output(folder.path(), &["run", "two-towns", "-n", "2", "--hours", "24", "--scale", "5", "-q", "-o", "s"]);
    assert_eq!((out(&output), common::err(&output).contains("note:")), (String::new(), false), "quiet is quiet");
}

#[test]
fn a_coarse_run_is_not_judged() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = |scale: &str, at: &str| {
        well(folder.path(), &["run", "kazakhstan-2022", "-n", "2", "--hours", "96", "--scale", scale, "-o", at])
    };
    let (judged, coarse) = (said("10", "ten"), said("11", "eleven"));
    assert!(judged.contains("Used in the fit: ") && judged.contains("of first crowds are judged"), "{judged}");
    let is_coarse = |row: &&str| row.ends_with("too coarse");
    let rows: Vec<&str> = judged.lines().filter(is_coarse).collect();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.contains("onset") || row.contains("strike")), "{judged}");
    assert!(
        coarse.contains("None is judged") && coarse.contains("too coarse") && !coarse.contains(" hit\n"),
        "{coarse}"
    );
}

#[test]
fn a_run_gets_a_name_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    for _ in 0..2 {
        well(folder.path(), &["run", "two-towns", "-n", "1", "--hours", "2", "--scale", "1000", "-q"]);
    }
    let runs: Vec<String> = std::fs::read_dir(folder.path().join("runs"))
        .expect("runs")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into())
        .collect();
    assert_eq!(runs.len(), 2, "{runs:?}");
    assert!(runs.iter().all(|name| name.contains("_two-towns_")), "{runs:?}");
}
