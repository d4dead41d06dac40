//! Data in and forecasts out, as a user meets them.

mod common;

use common::{code, err, out, output, well};
use serde_json::Value;
use std::path::Path;

fn fixture(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenario/tests/events").join(name);
    std::fs::read_to_string(file).expect("a fixture")
}

#[test]
fn an_import_says_what_became_of_every_row() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("mine.csv"), fixture("acled.csv")).expect("written");
    std::fs::write(folder.path().join("old.csv"), fixture("acled-old.csv")).expect("written");
    let said = well(folder.path(), &["import", "acled", "mine.csv", "--country", "kaz", "-o", "e.csv"]);
    assert!(said.contains("3 events of 4 rows in e.csv"), "{said}");
    let table = std::fs::read_to_string(folder.path().join("e.csv")).expect("a table");
    assert!(
        table.starts_with("id,source,date,") && table.contains("acled:XAA1,acled,2031-03-02,2031-03-02,day,KAZ"),
        "{table}"
    );
    assert_eq!(code(&output(folder.path(), &["import", "acled", "mine.csv", "-o", "e.csv"])), 73);

    let ended = output(folder.path(), &["import", "acled", "old.csv", "mine.csv", "--json"]);
    assert_eq!(code(&ended), 75, "{}", err(&ended));
    let said: Value = serde_json::from_str(&out(&ended)).expect("JSON");
    assert_eq!((&said["rows"], &said["rejected"]), (&Value::from(6), &Value::from(1)));
    assert!(err(&ended).contains("old.csv:3") && err(&ended).contains("31 June 2019"), "{}", err(&ended));
    assert!(err(&ended).contains("not used: colour"), "{}", err(&ended));
    let rejected = std::fs::read_to_string(folder.path().join("events.rejected.csv")).expect("a list");
    assert_eq!(rejected.lines().count(), 2, "{rejected}");
    // Imported again from what is right, the old list goes.
    well(folder.path(), &["import", "acled", "mine.csv", "--force", "-q"]);
    assert!(!folder.path().join("events.rejected.csv").exists());
}

#[test]
fn imports_that_cannot_be_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("mine.csv"), fixture("acled.csv")).expect("written");
    let cases: [(&[&str], i32, &str); 7] = [
        (&["import", "table", "mine.csv"], 65, "the first line of the file: "),
        (&["import", "ucdp", "mine.csv"], 65, "groundswell import acled"),
        (&["import", "acled", "missing.csv"], 66, "cannot read"),
        (&["import", "acled", "mine.csv", "-o", "e.xlsx"], 73, ".parquet or .csv"),
        (&["import", "acled", "mine.csv", "--country", "Kazakstan"], 65, "did you mean `Kazakhstan`"),
        (&["import", "acled", "mine.csv", "--from", "2022-02-01", "--to", "2022-01-01"], 65, "nothing lies from"),
        (&["import", "acled", "mine.csv", "--from", "January"], 2, "January"),
    ];
    for (arguments, wanted, word) in cases {
        let ended = output(folder.path(), arguments);
        assert_eq!(code(&ended), wanted, "{arguments:?}: {}", err(&ended));
        assert!(err(&ended).contains(word), "{arguments:?}: {}", err(&ended));
        assert!(!folder.path().join("events.parquet").exists(), "{arguments:?} left something behind");
    }
}

const FORECAST: [&str; 9] =
    ["forecast", "two-towns", "--origin", "2001-03-07T18:00", "-n", "16", "--scale", "200", "--quiet"];

#[test]
fn a_forecast_begins_with_what_it_cannot_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let short = well(folder.path(), &FORECAST);
    assert!(short.starts_with("Score history: none") && short.contains("skill: hurdle"), "{short}");
    // A crowd that may be nothing or thousands is called what it is.
    assert!(short.contains(" wide\n") && !short.contains("climatology"), "{short}");
    let verbose: Vec<&str> = FORECAST[..8].iter().copied().chain(["--verbose"]).collect();
    let said = well(folder.path(), &verbose);
    for word in [
        "persistence",
        "growth",
        "logistic",
        "hawkes",
        "climatology",
        "negative binomial",
        "hurdle",
        "conditioned",
        "stack",
        "Skill, 1",
    ] {
        assert!(said.contains(word), "{word}: {said}");
    }
    let fitted = well(folder.path(), &[&FORECAST[..], &["--parameters", "scenario"]].concat());
    assert!(fitted.contains("this is a fit and not a forecast"), "{fitted}");
}

#[test]
fn the_same_seed_gives_the_same_tables_on_any_number_of_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    let with = |more: &[&'static str]| well(folder.path(), &[&FORECAST[..], more].concat());
    let one: Value = serde_json::from_str(&with(&["--json", "-o", "one", "--threads", "1"])).expect("JSON");
    let two: Value = serde_json::from_str(&with(&["--json", "-o", "two", "--threads", "2"])).expect("JSON");
    assert_eq!(one, two);
    for table in ["forecasts", "scores", "skill", "parameters"] {
        let bytes =
            |run: &str| std::fs::read(folder.path().join(run).join(format!("{table}.parquet"))).expect("a table");
        assert_eq!(bytes("one"), bytes("two"), "{table}");
    }
    assert!(folder.path().join("one/manifest.json").exists());
    assert_eq!(code(&output(folder.path(), &[&FORECAST[..], &["-o", "one"]].concat())), 73);
    // Eleven methods, three series, and the windows of three horizons.
    let windows = one["forecasts"].as_array().expect("rows").len() / 11 / 3;
    assert!(one["forecasts"].as_array().expect("rows").len().is_multiple_of(33) && windows >= 5, "{windows}");
}

#[test]
fn forecasts_that_cannot_be_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let cases: [(&[&str], i32, &str); 6] = [
        (&["--origin", "tomorrow"], 65, "cannot read `tomorrow` as a time"),
        (&["--origin", "2001-03-05T06:00"], 65, "a whole hour from"),
        (&["--horizon", "9x"], 65, "from 1h to 720h"),
        (&["--observe", "nois=1"], 65, "did you mean `noise`"),
        (&["--observe", "noise=100"], 65, "a number from"),
        (&["--posterior", "missing"], 66, "cannot read"),
    ];
    for (more, wanted, word) in cases {
        let ended = output(folder.path(), &[&["forecast", "two-towns"][..], more].concat());
        assert_eq!(code(&ended), wanted, "{more:?}: {}", err(&ended));
        assert!(err(&ended).contains(word), "{more:?}: {}", err(&ended));
    }
}

#[test]
fn what_looks_at_runs_has_a_page_like_a_mechanism() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = well(folder.path(), &["mechanism", "observation"]);
    assert!(page.contains("delay_total") && page.contains("[D]") && page.contains("--observe"), "{page}");
    for verb in ["import", "forecast"] {
        assert!(well(folder.path(), &[verb, "--help"]).contains("Examples"));
    }
}

#[test]
fn events_become_a_record_and_a_record_is_judged() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    well(folder.path(), &["scenario", "new", "mine"]);
    let mine = std::fs::read_dir(at("mine")).expect("a scenario").count();
    assert!(mine > 0);
    let places = std::fs::read_to_string(at("mine/places.csv")).expect("places");
    let header: Vec<&str> = places.lines().next().expect("a header").split(',').collect();
    let town: Vec<&str> = places.lines().nth(1).expect("a place").split(',').collect();
    let of = |column: &str| town[header.iter().position(|h| *h == column).expect("a column")];
    let start = std::fs::read_to_string(at("mine/scenario.toml")).expect("a scenario");
    let day = start.lines().find_map(|line| line.strip_prefix("start = ")).expect("a start").trim_matches('"')[..10]
        .to_string();
    let rows = format!(
        "Day,Town,Unit,Crowd\n{day},{},{},about 500\n{day},Elsewhere,Nowhere,hundreds\n",
        of("place"),
        of("unit")
    );
    std::fs::write(at("mine.csv"), rows).expect("written");
    well(
        folder.path(),
        &[
            "import",
            "table",
            "mine.csv",
            "--columns",
            "date=Day,place=Town,admin1=Unit,size=Crowd",
            "-o",
            "events.parquet",
        ],
    );
    let ended = output(folder.path(), &["record", "mine", "events.parquet", "--json"]);
    let ended = if code(&ended) == 73 {
        output(folder.path(), &["record", "mine", "events.parquet", "--json", "--force"])
    } else {
        ended
    };
    assert_eq!(code(&ended), 0, "{}", err(&ended));
    let said: Value = serde_json::from_str(&out(&ended)).expect("JSON");
    assert_eq!((&said["read"], &said["matched"]), (&Value::from(2), &Value::from(1)), "{said}");
    let unmatched = std::fs::read_to_string(at("mine/unmatched.csv")).expect("a list");
    assert!(unmatched.contains("Elsewhere") && unmatched.contains("no place or unit of that name"), "{unmatched}");
    let targets = std::fs::read_to_string(at("mine/targets.csv")).expect("targets");
    assert!(targets.contains("participants_national_peak") && targets.contains(",500,500,500,1,0,"), "{targets}");
    assert_eq!(code(&output(folder.path(), &["record", "mine", "events.parquet"])), 73);
    assert_eq!(code(&output(folder.path(), &["record", "two-towns", "events.parquet"])), 65);

    let said: Value =
        serde_json::from_str(&well(folder.path(), &["classify", "kazakhstan-2022", "--json"])).expect("JSON");
    let classes: Vec<&str> =
        said["classes"].as_array().expect("a list").iter().filter_map(|c| c["class"].as_str()).collect();
    assert!(
        classes.iter().any(|class| class.starts_with("O3")) && classes.iter().any(|class| class.starts_with("O4")),
        "{classes:?}"
    );
    assert!(
        said["missing"].as_array().is_some_and(|missing| missing.iter().any(|m| m == "share of the elite out")),
        "{said}"
    );
    assert!(well(folder.path(), &["classify", "mine"]).contains("needed by"));
}
