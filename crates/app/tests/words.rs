//! What the program says: help, lists, complaints, exit codes.

mod common;

use common::{code, err, groundswell, out, output, well};
use serde_json::Value;
use std::io::Read;
use std::process::Stdio;

#[test]
fn wrong_usage_is_two_and_everything_has_help() {
    let folder = tempfile::tempdir().expect("a folder");
    for wrong in [
        &["rum"][..],
        &["run"],
        &["run", "two-towns", "--replicates", "0"],
        &["run", "two-towns", "--replicate", "3"],
        &["run", "two-towns", "--checkpoint", "NaN"],
        &["run", "two-towns", "--checkpoint", "-1"],
        &["run", "two-towns", "--checkpoint", "inf"],
        &["completions", "tcl"],
    ] {
        assert_eq!(code(&output(folder.path(), wrong)), 2, "{wrong:?}");
    }
    assert!(err(&output(folder.path(), &["resum"])).contains("resume"), "did you mean");
    for verb in [
        &["run"][..],
        &["compare"],
        &["hypotheses"],
        &["resume"],
        &["report"],
        &["scenario", "check"],
        &["scenario", "show"],
        &["mechanism"],
        &["verify"],
        &["bench"],
        &["sweep"],
        &["merge"],
        &["sensitivity"],
        &["calibrate"],
        &["doctor"],
        &["completions"],
    ] {
        let help = well(folder.path(), &[verb, &["--help"]].concat());
        assert!(help.contains("Example"), "{verb:?} shows no example:\n{help}");
    }
    assert!(well(folder.path(), &["--version"]).starts_with("groundswell 0."));
}

#[test]
fn complaints_name_what_was_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("empty")).expect("made");
    std::fs::write(folder.path().join("notes.txt"), "no scenario").expect("written");
    let cases: [(&[&str], i32, &str); 11] = [
        (&["run", "two-towns", "--set", "people.thresold=0.5"], 65, "did you mean `people.threshold`"),
        (&["run", "two-towns", "--set", "people.threshold=high"], 65, "allowed: a number"),
        (&["run", "kazakstan-2022"], 65, "did you mean `kazakhstan-2022`"),
        (&["run", "missing/scenario.toml"], 66, "there is no such file"),
        (&["resume", "missing"], 66, "there is no such directory"),
        (&["report", "."], 66, "it is not the directory of a run"),
        (&["mechanism", "strikes"], 65, "did you mean `strike`"),
        (&["run", "empty"], 66, "`groundswell scenario new NAME` writes one"),
        (&["run", "two-towns", "--set", "people.threshold=0,5"], 65, "decimal point"),
        (&["run", "two-towns", "--set", "effect.South Shor.rank=0.5"], 65, "did you mean `South Shore`"),
        (&["check", "notes.txt"], 66, "it is a file"),
    ];
    for (arguments, wanted, word) in cases {
        let ended = output(folder.path(), arguments);
        assert_eq!(code(&ended), wanted, "{arguments:?}: {}", err(&ended));
        assert!(err(&ended).contains(word), "{arguments:?}: {}", err(&ended));
        assert!(!folder.path().join("runs").exists(), "{arguments:?} left something behind");
    }
}

#[test]
fn what_exists_is_not_replaced_unasked() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = ["run", "two-towns", "-n", "1", "--hours", "2", "--scale", "1000", "-q", "-o"];
    let with = |more: &[&'static str]| [&run[..], more].concat();
    well(folder.path(), &with(&["r"]));
    assert_eq!(code(&output(folder.path(), &with(&["r"]))), 73);
    well(folder.path(), &with(&["r", "--force"]));
    std::fs::create_dir(folder.path().join("mine")).expect("made");
    std::fs::write(folder.path().join("mine/thesis.tex"), "all of it").expect("written");
    let ended = output(folder.path(), &with(&["mine", "--force"]));
    assert_eq!(code(&ended), 73, "only runs are replaced");
    assert!(folder.path().join("mine/thesis.tex").exists());
}

#[test]
fn a_scenario_that_is_wrong_is_pointed_at() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in [
        "units.csv",
        "places.csv",
        "sectors.csv",
        "quotients.csv",
        "prices.csv",
        "forces.csv",
        "facts.csv",
        "targets.csv",
    ] {
        std::fs::write(
            folder.path().join(file),
            well(folder.path(), &["scenario", "show", "two-towns", "--file", file]),
        )
        .expect("written");
    }
    let text = well(folder.path(), &["scenario", "show", "two-towns", "--file", "scenario.toml"]);
    std::fs::write(folder.path().join("scenario.toml"), text.replace("threshold = 0.465", "threshold = \"high\""))
        .expect("written");
    let ended = output(folder.path(), &["scenario", "check", "scenario.toml"]);
    assert_eq!(code(&ended), 65);
    assert!(err(&ended).contains("scenario.toml:16:13") || err(&ended).contains("threshold"), "{}", err(&ended));
    let ended = output(folder.path(), &["scenario", "check", ".", "--json"]);
    let said: Value = serde_json::from_str(&out(&ended)).expect("JSON");
    assert_eq!((code(&ended), &said["right"]), (65, &Value::Bool(false)));
    assert!(said["problems"][0]["line"].is_u64());
    std::fs::write(folder.path().join("scenario.toml"), text).expect("written");
    assert!(well(folder.path(), &["scenario", "check", "."]).contains("is right"));
}

#[test]
fn a_new_scenario_runs_as_it_stands() {
    let folder = tempfile::tempdir().expect("a folder");
    well(folder.path(), &["scenario", "new", "hills"]);
    well(folder.path(), &["scenario", "check", "hills"]);
    well(folder.path(), &["run", "hills", "-n", "1", "--hours", "24", "--scale", "100", "-q", "-o", "r"]);
    assert_eq!(code(&output(folder.path(), &["scenario", "new", "hills"])), 73);
    // What is printed can be typed, whatever the folder is called, and means this folder.
    for (name, typed) in
        [("my hills", "'my hills'"), ("$HOME", "'$HOME'"), ("two-towns", "./two-towns"), ("a/b", "a/b")]
    {
        let said = well(folder.path(), &["scenario", "new", name]);
        assert!(said.contains(&format!("groundswell run {typed}\n")), "{said}");
    }
    let shadowed = output(folder.path(), &["scenario", "check", "two-towns"]);
    assert!(code(&shadowed) == 0 && err(&shadowed).contains("the folder here is `./two-towns`"), "{}", err(&shadowed));
    assert_eq!(err(&output(folder.path(), &["scenario", "check", "./two-towns"])), "");
    // A table of places is read as any other.
    std::fs::write(folder.path().join("mine.csv"), b"place;population\nBesan\xe7on;120000\n").expect("written");
    let made =
        ["scenario", "new", "mine", "--country", "FRA", "--start", "2018-11-17", "--days", "2", "--places", "mine.csv"];
    let made = output(folder.path(), &made);
    assert!(code(&made) == 0 && err(&made).contains("mine.csv` is not UTF-8"), "{}", err(&made));
    let schema: Value = serde_json::from_str(&well(folder.path(), &["scenario", "schema"])).expect("JSON");
    assert!(schema["properties"]["people"].is_object());
    let resolved = well(folder.path(), &["scenario", "show", "two-towns", "--resolved"]);
    assert!(resolved.contains("threshold = 0.465"), "{resolved}");
}

#[test]
fn lists_and_pages_come_from_the_register() {
    let folder = tempfile::tempdir().expect("a folder");
    let list: Value = serde_json::from_str(&well(folder.path(), &["mechanism", "list", "--json"])).expect("JSON");
    for entry in list.as_array().expect("a list") {
        let page = well(folder.path(), &["mechanism", entry["name"].as_str().expect("a name")]);
        assert!(page.contains("enabled") && page.contains("[A] assumed") && !page.contains("```"), "{page}");
    }
    assert!(well(folder.path(), &["scenario", "list"]).contains("two-towns"));
    assert!(well(folder.path(), &["scenario", "show", "kazakhstan-2022"]).contains("history"));
    assert!(well(folder.path(), &["doctor"]).contains("cores"));
    for shell in ["bash", "zsh", "fish"] {
        assert!(well(folder.path(), &["completions", shell]).contains("groundswell"));
    }
}

#[test]
fn a_reader_that_has_had_enough_is_no_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut child = groundswell(folder.path(), &["scenario", "show", "kazakhstan-2022", "--file", "facts.csv"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut pipe = child.stdout.take().expect("a pipe");
    pipe.read_exact(&mut [0; 10]).expect("something");
    drop(pipe);
    let ended = child.wait_with_output().expect("ends");
    assert_eq!((code(&ended), err(&ended)), (0, String::new()));
}

#[test]
fn the_encoding_that_was_assumed_for_a_table_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/two-towns");
    for (encoding, note) in
        [("windows-1252", &b"H\xe4fen und Stra\xdfen"[..]), ("windows-1251", b"\xcf\xf0\xee\xf2\xe5\xf1\xf2")]
    {
        let country = folder.path().join(encoding);
        std::fs::create_dir_all(&country).expect("made");
        for entry in std::fs::read_dir(&shipped).expect("there") {
            let path = entry.expect("an entry").path();
            std::fs::copy(&path, country.join(path.file_name().expect("a name"))).expect("copied");
        }
        let mut facts = std::fs::read(country.join("facts.csv")).expect("there");
        let at = facts.windows(9).rposition(|word| word == b"Fictional").expect("a note");
        facts.splice(at..at + 9, note.iter().copied());
        std::fs::write(country.join("facts.csv"), facts).expect("written");
        let said = format!("facts.csv` is not UTF-8 and was read as {encoding}");
        for command in
            [&["scenario", "check", encoding][..], &["run", encoding, "-n", "1", "--scale", "400", "-o", "r"]]
        {
            let ended = output(folder.path(), command);
            assert!(code(&ended) == 0 && err(&ended).contains(&said), "{command:?}: {}", err(&ended));
        }
        // Nobody who reads it keeps silent.
        let events = "id,date,size\n";
        std::fs::write(folder.path().join("events.csv"), events).expect("written");
        for command in [
            &["scenario", "show", encoding][..],
            &["scenario", "shock", encoding],
            &["classify", encoding],
            &["forecast", encoding, "-n", "8", "--scale", "400", "--horizon", "6h"],
            &["nowcast", encoding],
            &["score", "--events", encoding],
            &["sweep", encoding, "--over", "people.threshold=0.4,0.5", "--scale", "400", "-o", "s"],
            &["calibrate", encoding, "--budget", "100", "--particles", "20", "--scale", "400", "-o", "c"],
            &["record", encoding, "events.csv"],
        ] {
            let ended = output(folder.path(), command);
            assert!(err(&ended).contains(&said), "{command:?}: {}", err(&ended));
        }
        for made in ["s", "c"].map(|name| folder.path().join(name)).iter().filter(|made| made.exists()) {
            std::fs::remove_dir_all(made).expect("removed");
        }
        // What is kept of it is UTF-8, and nothing more is said.
        let resumed = output(folder.path(), &["scenario", "check", "r/inputs"]);
        assert!(code(&resumed) == 0 && !err(&resumed).contains("UTF-8"), "{}", err(&resumed));
        std::fs::remove_dir_all(folder.path().join("r")).expect("removed");
    }
}

#[test]
fn a_scale_at_which_few_agents_are_a_crowd_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = |scale: &str| {
        let ended = output(
            folder.path(),
            &["run", "two-towns", "-n", "1", "--hours", "24", "--scale", scale, "-q", "-o", "r", "--force"],
        );
        assert_eq!(code(&ended), 0, "{}", err(&ended));
        err(&ended)
    };
    assert!(!said("1").contains("note:") && !said("9").contains("note:"));
    assert!(!said("10").contains("note:"), "{}", said("10"));
    assert!(
        said("400").contains("from 800 people on") && said("400").contains("10 or less is judged"),
        "{}",
        said("400")
    );
}
