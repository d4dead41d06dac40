//! Comparisons from the command to their tables.

mod common;

use common::{code, data, differences, err, groundswell, out, output, well};
use groundswell_tables::table::Table;
use serde_json::Value;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

const BRANCHES: [&str; 10] = [
    "--branch",
    "same:",
    "--branch",
    "firm:policing.weight=0.9,policing.arrest_rate=0.05",
    "--at",
    "2001-03-07T12:00",
    "--scale",
    "5",
    "-n",
    "4",
];

fn compare(folder: &Path, out: &str, more: &[&str]) -> String {
    let arguments: Vec<&str> = ["compare", "two-towns", "--hours", "120", "-o", out]
        .into_iter()
        .chain(BRANCHES)
        .chain(more.iter().copied())
        .collect();
    well(folder, &arguments)
}

fn part(run: &Path, table: &str, branch: &str) -> Table {
    Table::read_parquet(&run.join(format!("data/{table}/part-{branch}00001.parquet"))).expect("a part")
}

#[test]
fn branches_share_their_past_to_the_bit_and_no_change_is_no_difference() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = compare(folder.path(), "c", &["--json"]);
    let run = folder.path().join("c");
    // Sixty hours before noon of the third day: the same rows, but for the name of the branch.
    let series = |branch: &str, name: &str| {
        part(&run, "series", branch).labelled("branch", "any").column(name).cloned().expect("a column")
    };
    let columns: Vec<String> = part(&run, "series", "").schema().map(|field| field.name.to_string()).collect();
    let rows = part(&run, "series", "").rows();
    let places = rows / 120;
    let mut changed = false;
    for name in &columns {
        let (base, firm, same) = (series("", name), series("firm-", name), series("same-", name));
        for row in 0..rows {
            let bits = |column: &groundswell_tables::table::TableColumn| format!("{:?}", column.cell(row));
            assert_eq!(bits(&base), bits(&same), "{name}, row {row}");
            if row < 60 * places {
                assert_eq!(bits(&base), bits(&firm), "{name}, row {row}");
            } else {
                changed |= bits(&base) != bits(&firm);
            }
        }
    }
    assert!(changed, "after the branch hour something changes");

    let json: Value = serde_json::from_str(&said).expect("JSON and nothing else");
    let all = json["comparison"].as_array().expect("rows");
    let of = |branch: &str| all.iter().filter(|row| row["branch"] == branch).collect::<Vec<_>>();
    assert!(of("same").len() > 20 && of("firm").len() > 20, "{} and {}: {all:?}", of("same").len(), of("firm").len());
    for row in of("same") {
        assert_eq!(
            (&row["paired"]["value"], &row["more"], &row["less"]),
            (&0.0.into(), &0.0.into(), &0.0.into()),
            "{row}"
        );
    }
    // Stronger deterrence keeps people at home; how many are detained can go either way.
    let crowd = of("firm").into_iter().find(|row| row["statistic"] == "peak_after").expect("a row");
    assert!(crowd["paired"]["value"].as_f64().is_some_and(|d| d < 0.0), "{crowd}");
    assert!(crowd["variance_ratio"].as_f64().is_some_and(|ratio| ratio < 1.0), "{crowd}");
}

#[test]
fn differences_of_a_base_far_from_the_record_are_not_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    // Nobody goes out, where 250, 1,300 and 1,250 were counted.
    let misfit = ["--set", "people.threshold=3"];
    let said = compare(folder.path(), "c", &misfit);
    assert!(said.contains("worse than always the last size") && said.contains("are not shown"), "{said}");
    assert!(!said.contains("firm: policing.weight=0.9"), "{said}");
    assert!(folder.path().join("c/data/comparison.parquet").exists(), "they are computed");
    let said = compare(folder.path(), "d", &[misfit.as_slice(), &["--despite-misfit"]].concat());
    assert!(said.contains("firm: policing.weight=0.9") && said.contains("worse than"), "{said}");
}

/// Decision 0250: a base of coarse agents is no better and no worse than the record, in words and in JSON.
#[test]
fn the_fit_of_a_coarse_base_is_not_judged() {
    let folder = tempfile::tempdir().expect("a folder");
    let coarse = ["--scale", "50", "--set", "people.threshold=3"];
    let asked =
        ["compare", "two-towns", "--hours", "120", "--branch", "firm:policing.weight=0.9", "--at", "24", "-n", "2"];
    let asked = [&asked[..], &coarse].concat();
    let said = well(folder.path(), &[&asked[..], &["-o", "c"]].concat());
    assert!(said.contains("`base` against the record: too coarse: one agent stands for 50 adults"), "{said}");
    assert!(!said.contains("always the last size") && said.contains("firm: policing.weight=0.9"), "{said}");
    let json: Value =
        serde_json::from_str(&well(folder.path(), &[&asked[..], &["-o", "d", "--json"]].concat())).expect("JSON");
    assert_eq!((&json["fit"]["verdict"], &json["withheld"]), (&"too coarse".into(), &Value::Null), "{json}");
}

#[test]
fn a_comparison_leaves_one_directory_with_a_column_for_the_branch() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = compare(folder.path(), "c", &["--despite-misfit"]);
    for word in [
        "set against `base`",
        "`base` against the record: CRPS",
        "median difference",
        "firm: policing.weight=0.9",
        "P(O",
        "is the same as `base` in every replicate",
        "12 of 12 replicates done",
    ] {
        assert!(said.contains(word), "{word} is missing in:\n{said}");
    }
    let run = folder.path().join("c");
    let runs = Table::read_parquet(&run.join("data/runs.parquet")).expect("runs");
    let branches: Vec<&str> = (0..runs.rows()).filter_map(|row| runs.column("branch")?.text(row)).collect();
    assert_eq!(branches, [["base"; 4], ["same"; 4], ["firm"; 4]].concat());
    assert_eq!(runs.slice::<f64>("policing.weight").map(|w| (w[0] != w[8], w[8])), Some((true, 0.9)));
    let comparison = Table::read_parquet(&run.join("data/comparison.parquet")).expect("a comparison");
    assert!(comparison.rows() > 40);
    let manifest: Value =
        serde_json::from_slice(&std::fs::read(run.join("manifest.json")).expect("read")).expect("JSON");
    assert_eq!((&manifest["status"], &manifest["counts"]["branches"]), (&"complete".into(), &3.into()));
    let page = std::fs::read_to_string(run.join("report.html")).expect("a page");
    assert!(page.contains("\"comparison\":{"));
    // The report is that of the base, whatever else is in the tables.
    well(folder.path(), &["run", "two-towns", "--hours", "120", "--scale", "5", "-n", "4", "-q", "-o", "plain"]);
    let daily = |run: &str| {
        serde_json::from_str::<Value>(&well(folder.path(), &["report", run, "--json"])).expect("JSON")["daily"].clone()
    };
    assert_eq!(daily("c"), daily("plain"));
}

#[test]
fn threads_and_interruptions_change_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    compare(folder.path(), "one", &["-q", "--threads", "1"]);
    compare(folder.path(), "two", &["-q", "--threads", "2"]);
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    assert_eq!(differences(&one, &two), [""; 0]);
    // Killed once a branch is under way, and resumed.
    let arguments: Vec<&str> = ["compare", "two-towns", "--hours", "120", "-q", "-o", "killed", "--checkpoint", "0.02"]
        .into_iter()
        .chain(BRANCHES)
        .collect();
    let mut child = groundswell(folder.path(), &arguments).stderr(Stdio::null()).spawn().expect("starts");
    let killed = folder.path().join("killed");
    let begun = Instant::now();
    while !killed.join("data/series/part-firm-00000.parquet").exists() && child.try_wait().expect("asked").is_none() {
        assert!(begun.elapsed() < Duration::from_secs(120), "no branch in two minutes");
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().expect("killed");
    child.wait().expect("dead");
    well(folder.path(), &["resume", "killed", "-q"]);
    assert_eq!(differences(&one, &killed), [""; 0]);
    assert!(data(&one).contains_key("data/comparison.parquet"));
}

#[test]
fn replicates_of_all_branches_share_their_draw_of_a_posterior() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "# set people.memory=0.05\nweight,people.threshold\n1,0.42\n1,0.45\n1,0.48\n";
    std::fs::write(folder.path().join("p.csv"), text).expect("written");
    compare(folder.path(), "c", &["--posterior", "p.csv", "-q"]);
    let short = ["--hours", "120", "--scale", "5", "-n", "4", "-q", "-o", "plain"];
    let run: Vec<&str> = ["run", "two-towns", "--posterior", "p.csv"].into_iter().chain(short).collect();
    well(folder.path(), &run);
    let runs = |run: &str| Table::read_parquet(&folder.path().join(run).join("data/runs.parquet")).expect("runs");
    let (compared, plain) = (runs("c"), runs("plain"));
    let column = |table: &Table, name: &str| table.slice::<f64>(name).expect("a column").to_vec();
    let drawn = column(&compared, "people.threshold");
    assert_eq!((&drawn[0..4], &drawn[4..8]), (&drawn[8..12], &drawn[8..12]), "the same in all branches");
    assert!(drawn.iter().any(|x| *x != drawn[0]), "not all the same: {drawn:?}");
    // The base is the run at the same draws, the posterior's own setting included.
    assert_eq!(
        (&drawn[0..4], &column(&compared, "people.memory")[0..4]),
        (&column(&plain, "people.threshold")[..], &[0.05; 4][..])
    );
    assert_eq!(column(&compared, "peak")[0..4], column(&plain, "peak")[..]);
    let wrong =
        output(folder.path(), &["compare", "two-towns", "--posterior", "p.csv", "--branch", "a:people.threshold=0.5"]);
    assert_eq!(code(&wrong), 65);
    assert!(
        err(&wrong).contains("`people.threshold` is set in branch `a`, and drawn from the posterior"),
        "{}",
        err(&wrong)
    );
}

#[test]
fn what_is_typed_wrong_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let wrong = |arguments: &[&str]| {
        let arguments: Vec<&str> = ["compare"].iter().chain(arguments).copied().collect();
        let output = output(folder.path(), &arguments);
        (code(&output), err(&output))
    };
    let cases: [(&[&str], i32, &str); 8] = [
        (&["two-towns", "--branch", "firm"], 2, "does not say what it changes"),
        (&["two-towns", "--branch", "base"], 2, "nothing to compare"),
        (&["two-towns", "--branch", "a:people.memory=0", "--branch", "a:people.memory=1"], 2, "given twice"),
        (&["two-towns", "--branch", "a:people.thresold=1"], 65, "did you mean `people.threshold`?"),
        (&["two-towns", "--branch", "a:people.memory=0", "--at", "2001-03-07T12:30"], 2, "a full hour from"),
        (&["two-towns", "--branch", "a:people.memory=0", "--against", "bse"], 2, "did you mean `base`?"),
        (&["two-towns", "--question", "no-shutdwon"], 2, "did you mean `no-shutdown`?"),
        (&["two-towns", "--question", "no-spill-over"], 2, "cannot be asked of two-towns"),
    ];
    for (arguments, exit, words) in cases {
        let (code, said) = wrong(arguments);
        assert_eq!(code, exit, "{arguments:?}: {said}");
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
    let listed = output(folder.path(), &["compare", "--question", "list"]);
    assert!(out(&listed).contains("guarding-only") && code(&listed) == 0);
}

#[test]
fn the_claims_are_those_of_one_scenario_and_come_with_verdicts() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = output(folder.path(), &["hypotheses", "two-towns"]);
    assert!(code(&output) == 65 && err(&output).contains("the claims are about kazakhstan-2022"), "{}", err(&output));
    let said = well(folder.path(), &["hypotheses", "--scale", "1000", "-n", "2", "--json", "-q"]);
    let json: Value = serde_json::from_str(&said).expect("JSON and nothing else");
    let claims = json["claims"].as_array().expect("claims");
    assert_eq!(claims.len(), 10);
    for claim in claims {
        for list in ["record", "model"] {
            assert!(claim[list].as_array().is_some_and(|lines| !lines.is_empty()), "{claim}");
        }
        assert!(claim["why"].as_str().is_some_and(|why| why.len() > 40), "{claim}");
    }
    let verdict = |i: usize| claims[i]["verdict"].as_str().unwrap_or_default().to_string();
    assert_eq!((verdict(1), verdict(7)), ("supported".into(), "not_identifiable".into()));
    let drawn = |more: &[&str]| {
        let fixed = ["hypotheses", "--scale", "1000", "-n", "2", "--json", "-q", "--posterior", "scenario"];
        common::output(folder.path(), &fixed.into_iter().chain(more.iter().copied()).collect::<Vec<_>>())
    };
    let json: Value = serde_json::from_str(&out(&drawn(&[]))).expect("JSON and nothing else");
    assert!(
        json["wording"].as_str().is_some_and(|said| said.contains("at draws of the posterior `scenario`")),
        "{json}"
    );
    assert!(json["claims"][0]["model"] != claims[0]["model"], "other parameters, other numbers");
    assert_eq!(code(&drawn(&["--set", "people.threshold=0.8"])), 65);
}
