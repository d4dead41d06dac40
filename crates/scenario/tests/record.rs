//! From events to a record: what is matched, what adds up, what is held out.

use groundswell_scenario::evidence::of_record;
use groundswell_scenario::files::{BUILT_IN, Files};
use groundswell_scenario::record::make::make;
use groundswell_scenario::record::{HoldOut, RecordRequest, Recorded, Tables, record, tables};
use groundswell_scenario::scenario::Scenario;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const HEADER: &str = "id,source,date,date_end,date_precision,iso3,country,admin1,place,lat,lon,place_precision,kind,kind_in_source,size_low,size_high,actor1_class,actor2_class,deaths_low,deaths_best,deaths_high,reports,text_id";

struct Row<'a> {
    day: &'a str,
    end: &'a str,
    admin1: &'a str,
    place: &'a str,
    point: &'a str,
    precision: &'a str,
    kind: &'a str,
    size: &'a str,
    deaths: &'a str,
}

const PLAIN: Row<'_> = Row {
    day: "2001-03-06",
    end: "2001-03-06",
    admin1: "North Shore",
    place: "Harbour",
    point: ",",
    precision: "place",
    kind: "protest",
    size: "100,200",
    deaths: "",
};

fn events(folder: &Path, rows: &[Row<'_>]) -> PathBuf {
    let mut text = format!("{HEADER}\n");
    for (i, r) in rows.iter().enumerate() {
        text += &format!(
            "acled:{i},acled,{},{},day,,,{},{},{},{},{},x,{},,,,{},,,\n",
            r.day, r.end, r.admin1, r.place, r.point, r.precision, r.kind, r.size, r.deaths
        );
    }
    let file = folder.join("events.csv");
    std::fs::write(&file, text).expect("written");
    file
}

/// The tutorial scenario, in a folder.
fn scenario(folder: &Path) -> Scenario {
    let built_in = BUILT_IN.iter().find(|b| b.name == "two-towns").expect("the tutorial");
    for file in built_in.names() {
        std::fs::write(folder.join(file), Files::BuiltIn("two-towns").text(file).expect("a file")).expect("written");
    }
    Scenario::load(&folder.display().to_string(), &[]).expect("a scenario")
}

fn recorded(rows: &[Row<'_>], asked: &RecordRequest) -> (Recorded, Tables, BTreeMap<String, String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let scenario = scenario(folder.path());
    let mut unmatched = BTreeMap::new();
    let recorded = record(&scenario, &[events(folder.path(), rows)], asked, &mut |_, seen, reason| {
        unmatched.insert(seen.id.to_string(), reason.to_string());
        Ok(())
    })
    .expect("read");
    let made = tables(&scenario, &recorded.gathered, asked);
    (recorded, made, unmatched)
}

fn near() -> RecordRequest {
    RecordRequest { within_km: 25.0, ..RecordRequest::default() }
}

/// Figures of a target: low, best, high.
fn target(made: &Tables, id: &str) -> Option<String> {
    let mut reader = csv::Reader::from_reader(made.targets.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    rows.iter().find(|row| &row[0] == id).map(|row| format!("{}/{}/{}", &row[6], &row[7], &row[8]))
}

#[test]
fn reports_of_one_gathering_do_not_add_up_and_gatherings_do() {
    let rows = [
        PLAIN,
        Row { size: "150,300", ..PLAIN },
        Row { admin1: "South Shore", place: "Millford", size: "50,50", ..PLAIN },
        Row { day: "2001-03-07", end: "2001-03-07", size: "1000,", ..PLAIN },
        Row { day: "2001-03-07", end: "2001-03-07", admin1: "South Shore", place: "Millford", size: ",", ..PLAIN },
    ];
    let (recorded, made, unmatched) = recorded(&rows, &near());
    assert_eq!((recorded.read, recorded.matched, unmatched.len()), (5, 5, 0));
    // 150 to 300 at the harbour, 50 in the other town.
    assert_eq!(target(&made, "national_2001-03-06").as_deref(), Some("200/262/350"));
    // No largest size is known, and the town without a figure adds nothing.
    assert_eq!(target(&made, "national_2001-03-07").as_deref(), Some("1000/1000/"));
    assert_eq!(target(&made, "active_2001-03-07").as_deref(), Some("2/2/2"));
    assert_eq!(target(&made, "unit_North Shore").as_deref(), Some("1000/1000/"));
    assert_eq!(made.named_and_sized, (1, 3));
    assert!(made.targets.contains("1 without one add nothing"), "{}", made.targets);
    let growth = target(&made, "growth").expect("a peak with a day before");
    assert!(growth.starts_with("/1.3"), "{growth}");
}

#[test]
fn places_are_found_by_name_alternate_name_distance_and_unit() {
    let rows = [
        Row { place: "HARBOUR", ..PLAIN },
        Row { place: "Hárbour city", admin1: "", ..PLAIN },
        Row { place: "Port Town", admin1: "", ..PLAIN },
        Row { place: "Nowhere", admin1: "", point: "0.651,0.349", ..PLAIN },
        Row { place: "Nowhere", admin1: "north shore region", ..PLAIN },
        Row { place: "", admin1: "", precision: "country", ..PLAIN },
        Row { place: "Nowhere", admin1: "", point: "0.85,0.1", ..PLAIN },
        Row { place: "Nowhere", admin1: "", point: "50,50", ..PLAIN },
        Row { place: "", admin1: "", precision: "unknown", ..PLAIN },
        Row { day: "1999-03-06", end: "1999-03-06", ..PLAIN },
        Row { kind: "arrest", ..PLAIN },
    ];
    let asked = RecordRequest { alternates: vec![("Port Town".into(), "Harbour".into())], ..near() };
    let (recorded, _, unmatched) = recorded(&rows, &asked);
    let by: Vec<(&str, u64)> = recorded.by.iter().map(|(how, n)| (*how, *n)).collect();
    assert_eq!(by, [("alternate name", 1), ("country", 1), ("distance", 1), ("name", 2), ("outline", 1), ("unit", 1)]);
    let reasons: Vec<&str> = unmatched.values().map(String::as_str).collect();
    assert_eq!(reasons.len(), 4, "{unmatched:?}");
    for word in ["none near enough", "no place is given", "outside the days", "not recorded"] {
        assert!(reasons.iter().any(|reason| reason.contains(word)), "{word}: {reasons:?}");
    }
    assert_eq!(recorded.read, recorded.matched + recorded.unmatched.values().sum::<u64>());
}

#[test]
fn a_text_that_names_several_places_is_no_event_of_nowhere() {
    let on = |day: &'static str, place: &'static str| Row { day, end: day, admin1: "", place, deaths: "1", ..PLAIN };
    let rows = [
        on("2001-03-05", "Harbour; nationwide"),
        on("2001-03-06", "Harbour and Millford"),
        on("2001-03-07", "Quayside; Harbour; North Shore"),
        on("2001-03-08", "Nowhere; Elsewhere"),
    ];
    let (recorded, made, unmatched) = recorded(&rows, &near());
    assert_eq!(recorded.by.iter().collect::<Vec<_>>(), [(&"one of several names", &3)]);
    assert_eq!(unmatched.into_values().collect::<Vec<_>>(), ["no place or unit of that name"]);
    // The size is that of all places together; each of them counts as active without one, deaths are counted once.
    let both = ["national_2001-03-05", "national_2001-03-06"].map(|id| target(&made, id));
    assert_eq!(both, [Some("100/141/200".into()), Some("100/141/200".into())]);
    let active = ["05", "06", "07"].map(|day| target(&made, &format!("active_2001-03-{day}")));
    assert_eq!(active, ["1/1/1", "2/2/2", "1/1/1"].map(|n| Some(n.to_string())));
    assert_eq!(target(&made, "unit_North Shore").as_deref(), Some("100/141/200"));
    assert!(made.facts.matches("killed_event").count() == 3, "{}", made.facts);
}

#[test]
fn a_share_is_held_out_and_the_record_is_read_back() {
    let days = ["2001-03-05", "2001-03-06", "2001-03-07", "2001-03-08"];
    let rows: Vec<Row<'_>> = days.iter().map(|day| Row { day, end: day, deaths: "1", ..PLAIN }).collect();
    let folder = tempfile::tempdir().expect("a folder");
    for (by, share) in [(HoldOut::Last, 0.25), (HoldOut::Last, 0.0), (HoldOut::Spread, 0.5)] {
        let asked = RecordRequest { hold_out: share, by, ..near() };
        let (_, made, _) = recorded(&rows, &asked);
        scenario(folder.path());
        for (name, text) in [("facts.csv", &made.facts), ("targets.csv", &made.targets)] {
            std::fs::write(folder.path().join(name), text).expect("written");
        }
        let again = Scenario::load(&folder.path().display().to_string(), &[]).unwrap_or_else(|c| panic!("{c}"));
        assert_eq!((again.facts.len() as u64, again.targets.len() as u64), (made.counts.0, made.counts.1));
        let held: Vec<_> = again.targets.iter().filter(|target| target.held_out).collect();
        assert_eq!(held.len() as u64, made.counts.2);
        assert!(held.is_empty() == (share == 0.0), "{share}");
        if by == HoldOut::Last {
            assert!(held.iter().all(|target| target.date.is_some_and(|day| day.to_string() == "2001-03-08")));
        }
        assert!(again.targets.iter().all(|target| target.lag_hours == 168.0));
        let killed = again
            .targets
            .iter()
            .filter(|t| t.variable == "killed_cumulative")
            .filter_map(|t| t.best)
            .fold(0.0, f64::max);
        let run = again.facts.iter().filter(|fact| fact.kind == "killed_event").count();
        assert_eq!(killed, run as f64);
        assert!(of_record(&again).evidence.peak.is_some_and(|peak| peak == 150.0));
    }
}

#[test]
fn what_is_no_table_of_events_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let scenario = scenario(folder.path());
    let file = folder.path().join("other.csv");
    std::fs::write(&file, "a,b\n1,2\n").expect("written");
    let said = record(&scenario, &[file], &near(), &mut |_, _, _| Ok(())).expect_err("refused");
    assert!(said.to_string().contains("missing column `id`"), "{said}");
}

#[test]
fn a_record_is_written_over_nothing_that_is_somebody_elses() {
    let folder = tempfile::tempdir().expect("a folder");
    scenario(folder.path());
    let path = |name: &str| folder.path().join(name);
    let rows = [PLAIN, Row { place: "nowhere", ..PLAIN }];
    let name = folder.path().display().to_string();
    let outside = tempfile::tempdir().expect("a folder");
    let apart = events(outside.path(), &rows);
    for mine in ["reports.csv", "unmatched.csv"] {
        std::fs::write(path(mine), "what,I,know\n").expect("written");
        let before = std::fs::read(path("facts.csv")).expect("there");
        let said = make(&name, std::slice::from_ref(&apart), &RecordRequest::default(), true).expect_err("refused");
        assert!(said.exit_code() == 73 && said.render(false).contains(mine), "{}", said.render(false));
        assert_eq!(std::fs::read_to_string(path(mine)).expect("there"), "what,I,know\n");
        assert_eq!(std::fs::read(path("facts.csv")).expect("there"), before);
        std::fs::remove_file(path(mine)).expect("moved elsewhere");
    }
    for input in ["facts.csv", "targets.csv", "reports.csv", "unmatched.csv"] {
        let kept = std::fs::read(path(input)).ok();
        std::fs::copy(&apart, path(input)).expect("copied");
        // A record cannot be read where events stand in its place: that is said first.
        assert!(make(&name, &[path(input)], &RecordRequest::default(), true).is_err(), "{input}");
        assert_eq!(std::fs::read(path(input)).expect("there"), std::fs::read(&apart).expect("there"), "{input}");
        match kept {
            Some(kept) => std::fs::write(path(input), kept).expect("written"),
            None => std::fs::remove_file(path(input)).expect("removed"),
        }
    }
    for _ in 0..2 {
        let made = make(&name, std::slice::from_ref(&apart), &RecordRequest::default(), true);
        made.unwrap_or_else(|wrong| panic!("{}", wrong.render(false)));
    }
}

#[test]
fn strikers_are_counted_apart_from_crowds() {
    let strike = |day: &'static str, size: &'static str| Row { day, end: day, kind: "strike", size, ..PLAIN };
    let rows =
        [PLAIN, strike("2001-03-07", "500,500"), strike("2001-03-08", "900,900"), strike("2001-03-09", "900,900")];
    let (_, made, _) = recorded(&rows, &near());
    assert_eq!(target(&made, "strikers_North Shore").as_deref(), Some("900/900/900"));
    assert_eq!(target(&made, "strikers").as_deref(), Some("900/900/900"));
    assert_eq!(target(&made, "national_2001-03-08"), None, "strikers are no crowd");
    let row = made.targets.lines().find(|row| row.starts_with("strikers,")).expect("a row");
    assert!(row.starts_with("strikers,strikers_peak,2001-03-08,"), "the first of equal days: {row}");
}
