//! The path of any event, typed with nothing but the file that comes with the program: no table of exposures, no orders.

mod common;

use common::{err, output, well};

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
