//! Classics, the table of published results, the roofline.

mod common;

use common::{code, err, out, output, well};
use serde_json::Value;

#[test]
fn rows_that_hold_end_well() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = well(folder.path(), &["verify", "--only", "G1,K1", "-q"]);
    assert!(said.contains("Granovetter 1978") && said.contains("2 rows hold"), "{said}");
    let ended = output(folder.path(), &["verify", "--only", "g1", "--json", "--threads", "1"]);
    let value: Value = serde_json::from_str(&out(&ended)).expect("JSON");
    assert_eq!((code(&ended), &value["rows"][0]["numbers"][0]["ours"]), (0, &Value::from(100.0)));
    assert!(err(&ended).contains("1 of 1, G1"), "{}", err(&ended));
    assert!(well(folder.path(), &["verify", "--only", "G2", "--page", "-q"]).starts_with("# Published results"));
}

#[test]
fn a_row_that_is_not_there_is_wrong_usage() {
    let folder = tempfile::tempdir().expect("a folder");
    let ended = output(folder.path(), &["verify", "--only", "G1,K9"]);
    assert_eq!(code(&ended), 2);
    assert!(err(&ended).contains("unknown row `K9`") && err(&ended).contains("did you mean"), "{}", err(&ended));
    assert_eq!(out(&ended), "", "nothing ran");
}

#[test]
fn classics_run_beside_their_published_numbers() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, row) in [("kuran", "K1"), ("watts", "W1"), ("centola-macy", "C4"), ("epstein", "E1")] {
        let said = well(folder.path(), &["run", name, "-n", "2", "--seed", "7"]);
        assert!(said.contains(&format!("--only {row}")), "{name}: {said}");
    }
    let said = well(folder.path(), &["run", "granovetter"]);
    let riot = said.lines().find(|line| line.trim_start().starts_with("riot")).expect("a riot");
    let words: Vec<&str> = riot.split_whitespace().collect();
    assert_eq!(words[1..3], ["100", "100"], "ours and published");
    let json = ["run", "granovetter", "--set", "second=2", "--json"];
    let value: Value = serde_json::from_str(&well(folder.path(), &json)).expect("JSON");
    assert_eq!((&value["figures"][0]["value"]["mean"], &value["published"][0]["value"]), (&1.0.into(), &1.0.into()));
    assert!(std::fs::read_dir(folder.path()).expect("a folder").next().is_none(), "nothing is written");
}

#[test]
fn wrong_settings_of_a_classic_are_pointed_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let cases: [(&[&str], i32, &str); 6] = [
        (&["run", "epstein", "--set", "visoin=5"], 65, "did you mean `vision`"),
        (&["run", "epstein", "--set", "vision=many"], 65, "allowed:"),
        (&["run", "epstein", "--set", "vision"], 65, "name=value"),
        (&["run", "epstein", "--set", "width=9"], 65, "reaches round a torus"),
        (&["run", "epstien"], 65, "did you mean `epstein`"),
        (&["run", "epstein", "--out", "there"], 2, "not for classics"),
    ];
    for (arguments, wanted, word) in cases {
        let ended = output(folder.path(), arguments);
        assert_eq!(code(&ended), wanted, "{arguments:?}: {}", err(&ended));
        assert!(err(&ended).contains(word), "{arguments:?}: {}", err(&ended));
    }
}

#[test]
fn classics_are_listed_and_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = well(folder.path(), &["scenario", "list"]);
    assert!(said.contains("Classics") && said.contains("centola-macy"), "{said}");
    assert!(well(folder.path(), &["scenario", "show", "epstein"]).contains("vision"));
}

#[test]
fn the_roofline_is_measured() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(code(&output(folder.path(), &["bench"])), 2);
    let json = ["bench", "--roofline", "--people", "20000", "--threads", "1", "--json"];
    let value: Value = serde_json::from_str(&well(folder.path(), &json)).expect("JSON");
    assert!(value["ratios"]["quiet"].is_f64() && value["ratios"]["busy"].is_f64(), "{value}");
}
