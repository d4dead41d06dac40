//! The path of any event, typed with nothing but the file that comes with the program: no table of exposures, no orders.

mod common;

use common::{err, out, output, well};
use serde_json::Value;

#[test]
fn the_path_needs_nothing_but_the_events() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    std::fs::write(at.join("blr.csv"), well(at, &["import", "acled", "--example"])).expect("written");
    let import = ["import", "acled", "blr.csv", "--country", "BLR", "--from", "2020-08-01", "-o", "events.parquet"];
    well(at, &import);
    well(at, &["scenario", "new", "belarus", "--country", "BLR", "--start", "2020-08-08", "--days", "50"]);
    let shock = ["scenario", "shock", "belarus", "election", "--at", "2020-08-09T20:00", "--exposure", "vote_share"];
    let said = output(at, &shock);
    assert!(said.status.success() && err(&said).contains("1 in every unit [A]"), "{}", err(&said));
    well(at, &["record", "belarus", "events.parquet", "--hold-out", "0.25"]);
    assert!(well(at, &["scenario", "check", "belarus"]).contains("vote_share: the same everywhere"));
    well(at, &["classify", "belarus"]);
    let ask =
        ["compare", "belarus", "--question", "no-shutdown", "--scale", "20000", "-n", "2", "--hours", "120", "-o", "W"];
    let said = output(at, &ask);
    assert!(said.status.success() && err(&said).contains("one is assumed [A]"), "{}", err(&said));
    let kept = std::fs::read_to_string(at.join("W/inputs/scenario.toml")).expect("kept");
    // It begins with the trigger, and the scenario of the user is as it was.
    assert!(kept.contains("assumed cut of the network") && kept.contains("from = 2020-08-09T20:00:00"), "{kept}");
    let own = std::fs::read_to_string(at.join("belarus/scenario.toml")).expect("there");
    assert!(!own.contains("assumed cut"), "{own}");
    well(at, &["report", "belarus", "--with", "W"]);
    let report = std::fs::read_to_string(at.join("W/report.html")).expect("a report");
    assert!(report.contains("no order of the scenario cuts the network"));
    // What was interrupted goes on from what was kept.
    well(at, &["resume", "W"]);
}

/// What the state did is typed like what moved people: as a row, and by no editor.
#[test]
fn an_order_is_written_listed_and_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    well(at, &["scenario", "new", "belarus", "--country", "BLR", "--start", "2020-08-08", "--days", "50"]);
    let order = |more: &[&str]| output(at, &[&["scenario", "order", "belarus"], more].concat());
    assert!(out(&order(&[])).contains("no order yet"));
    let cut = ["network cut", "--from", "2020-08-09T20:00", "--until", "2020-08-12T08:00", "--connectivity", "0.2"];
    let said = order(&cut);
    assert!(said.status.success() && out(&said).contains("until = 2020-08-12T08:00:00"), "{}", err(&said));
    let guard = ["emergency", "--when", "crowd > 50000", "--posture", "emergency", "--offer", "release=1:0.5"];
    let said = order(&guard);
    assert!(said.status.success() && err(&said).contains("--set form=endogenous"), "{}", err(&said));
    let listed: Value = serde_json::from_str(&well(at, &["scenario", "order", "belarus", "--json"])).expect("JSON");
    assert_eq!((&listed[0]["what"][0], &listed[0]["followed"]), (&"network at 20 %".into(), &true.into()));
    assert_eq!((&listed[1]["when"], &listed[1]["followed"]), (&"crowd > 50000".into(), &false.into()));
    let table = out(&order(&[]));
    assert!(table.contains("2020-08-09 20:00 to 2020-08-12 08:00") && table.contains("believed by 50 %"), "{table}");
    for (typed, answer) in [
        (vec!["again", "--from", "2020-08-09"], "orders nothing"),
        (vec!["network cut", "--from", "2020-08-09", "--curfew"], "already"),
        (vec!["relief", "--from", "2020-08-09", "--offer", "relese"], "did you mean `release`"),
        (vec!["both", "--from", "2020-08-09", "--when", "crowd > 5", "--curfew"], "cannot be used with"),
    ] {
        let said = order(&typed);
        assert!(!said.status.success() && err(&said).contains(answer), "{typed:?}: {}", err(&said));
    }
    // It is an order of the scenario: the question about the cut assumes none.
    let ask =
        ["compare", "belarus", "--question", "no-shutdown", "--scale", "20000", "-n", "2", "--hours", "120", "-o", "W"];
    let said = output(at, &ask);
    assert!(said.status.success() && !err(&said).contains("is assumed [A]"), "{}", err(&said));
}

/// A share of votes is a tenth: as it stands it takes nine tenths of an election, and that is said before anything runs.
#[test]
fn what_an_exposure_leaves_of_a_trigger_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    well(at, &["scenario", "new", "belarus", "--country", "BLR", "--start", "2020-08-08", "--days", "50"]);
    let units = ["Brest", "Minsk City", "Gomel", "Grodno", "Mogilev", "Minsk Region", "Vitebsk"];
    let shares = units.iter().zip([0.1033, 0.1492, 0.0598, 0.1381, 0.0473, 0.1181, 0.0918]);
    let rows: String = shares.map(|(unit, share)| format!("{unit},{share}\n")).collect();
    std::fs::write(at.join("vote_share.csv"), format!("unit,vote_share\n{rows}")).expect("written");
    let shock = |more: &[&str]| {
        let asked =
            ["scenario", "shock", "belarus", "election", "--at", "2020-08-09T20:00", "--exposure", "vote_share"];
        output(at, &[&asked, more].concat())
    };
    let relative = shock(&[]);
    assert!(
        out(&relative).contains("exposure_scale = \"mean\"") && !err(&relative).contains("e-folds"),
        "{}",
        err(&relative)
    );
    let check = || output(at, &["scenario", "check", "belarus"]);
    assert!(!err(&check()).contains("e-folds"), "{}", err(&check()));
    let bare = shock(&["--name", "as it stands", "--exposure-scale", "column"]);
    for said in [err(&bare), err(&check())] {
        let words =
            ["shock `as it stands`", "is 0.105 on average", "0.31 e-folds", "not 2.90", "exposure_scale = \"mean\""];
        words.iter().for_each(|words| assert!(said.contains(words), "{words}: {said}"));
    }
    let listed: Value = serde_json::from_str(&well(at, &["scenario", "shock", "belarus", "--json"])).expect("JSON");
    let efolds = |row: usize| listed[row]["efolds"].as_f64().expect("a number");
    assert!((efolds(0) / efolds(1) - 1.0 / 0.105).abs() < 0.1 && (efolds(0) - 2.9).abs() < 0.01, "{listed}");
    assert!(well(at, &["scenario", "shock", "belarus"]).contains("vote_share, relative to its mean"));
}

/// Deaths are no order: what the record would be had they been ordered is said beside what it is.
#[test]
fn deaths_in_a_record_are_no_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let row = |i: usize, size: u32, dead: u32| format!("2020-08-{:02},Minsk City,{size},{dead}\n", 10 + i);
    let rows: String = [(9000, 0), (20_000, 2), (4000, 1), (300, 0), (200, 0)]
        .iter()
        .enumerate()
        .map(|(i, (n, d))| row(i, *n, *d))
        .collect();
    std::fs::write(at.join("events.csv"), format!("date,unit,size,deaths\n{rows}")).expect("written");
    let columns = "date=date,admin1=unit,size=size,deaths=deaths";
    well(at, &["import", "table", "events.csv", "--columns", columns, "--country", "BLR", "-o", "events.parquet"]);
    well(at, &["scenario", "new", "belarus", "--country", "BLR", "--start", "2020-08-08", "--days", "20"]);
    well(at, &["record", "belarus", "events.parquet"]);
    let facts = std::fs::read_to_string(at.join("belarus/facts.csv")).expect("facts");
    assert!(facts.contains("killed_event"), "{facts}");
    let said = well(at, &["classify", "belarus"]);
    assert!(said.contains("deaths alone are no order") && said.contains("O3 crushed"), "{said}");
    let json = || -> Value { serde_json::from_str(&well(at, &["classify", "belarus", "--json"])).expect("JSON") };
    let classes =
        |of: &Value| of.as_array().expect("a list").iter().map(|c| c["class"].to_string()).collect::<Vec<_>>();
    let all = json();
    assert!(!classes(&all["classes"]).contains(&"\"O3\"".into()), "{all}");
    assert!(classes(&all["if_deaths_were_ordered"]).contains(&"\"O3\"".into()), "{all}");
    assert_eq!(all["evidence"]["people killed (no order by itself)"], "3");
    // Whoever knows of an order writes it.
    let order = "900,2020-08-11,day,,,,,4,repression_order,,,,press,0,x,\n";
    std::fs::write(at.join("belarus/facts.csv"), facts + order).expect("written");
    let all = json();
    assert!(
        classes(&all["classes"]).contains(&"\"O3\"".into()) && all["if_deaths_were_ordered"] == Value::Array(vec![]),
        "{all}"
    );
}
