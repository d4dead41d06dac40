//! A mechanism is one file and one line of the register: the mechanism `tide` of the engine's
//! tests, with a memory and two columns, is seen wherever a mechanism must be seen.
//!
//! It is compiled only with `--features fixture`: `make test-register`.
#![cfg(feature = "fixture")]

use groundswell_engine::mechanisms::tide::Tide;
use groundswell_engine::register::REGISTER;
use groundswell_engine::step::step;
use groundswell_engine::world::World;
use groundswell_scenario::parameters::sections;
use groundswell_scenario::scenario::{Making, Scenario};
use groundswell_study::checkpoint::{read_under_way, write_under_way};
use groundswell_study::claim::Out;
use groundswell_study::compare::branch::{Comparison, RequestedBranch};
use groundswell_study::course::Course;
use groundswell_study::execute::{Execution, Progress};
use groundswell_study::stamps::Maker;
use groundswell_study::summary::numbers;
use groundswell_study::work::Work;
use groundswell_study::work::order::{Draft, Size};
use groundswell_study::{ensemble, report, tables};
use groundswell_tables::table::Table;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

struct Silent;
impl Progress for Silent {}

fn scenario(settings: &[&str]) -> Scenario {
    let settings: Vec<String> = ["hours=30"].iter().chain(settings).map(|s| s.to_string()).collect();
    Scenario::load("two-towns", &settings).unwrap_or_else(|complaints| panic!("{complaints}"))
}

fn world(scenario: &Scenario) -> World {
    World::build(scenario.spec(&Making { scale: 40, ..Making::default() }), 1)
}

/// The tables of places and of the nation of one replicate.
fn hours(scenario: &Scenario) -> [Table; 2] {
    let world = world(scenario);
    let course = ensemble::replicate(&world, world.state(1, 0), 0, || true).expect("a course");
    [tables::series(scenario, &course), tables::national(scenario, &course)]
}

fn has(table: &Table, column: &str) -> bool {
    table.schema().any(|field| field.name == column)
}

#[test]
fn its_parameters_are_in_the_scenario_file() {
    assert!(REGISTER.iter().any(|entry| entry.name == "tide" && !entry.on_by_default()));
    assert!(sections().any(|(name, table)| name == "tide" && table.iter().any(|row| row.name == "rise")));
    assert_eq!(scenario(&["tide.rise=0.25"]).number("tide.rise"), Some(0.25));
}

#[test]
fn a_run_without_it_is_the_run_that_does_not_know_it() {
    let [series, national] = hours(&scenario(&[]));
    assert!(!has(&series, "water") && !has(&national, "floods"));
}

#[test]
fn its_columns_are_in_parquet_and_in_the_report() {
    let scenario = scenario(&["tide.enabled=true", "tide.rise=0.25"]);
    let draft =
        Draft::load("two-towns", scenario.settings.clone(), None).unwrap_or_else(|complaints| panic!("{complaints}"));
    let size = Size { replicates: 1, seed: 1, scale: 40, steps_per_hour: 1, backend: "event".into(), shard: None };
    let order = draft.order(size, None).unwrap_or_else(|complaints| panic!("{complaints}"));
    let folder = tempfile::tempdir().expect("a folder");
    let maker = Maker { version: "1".into(), revision: None, command: vec![], started: "2026-01-31T12:00:00Z".into() };
    let work = Work::begin(order, Out::At(&folder.path().join("run"), false), maker)
        .unwrap_or_else(|complaints| panic!("{complaints}"));
    let stop = AtomicBool::new(false);
    let execution = Execution { threads: 1, checkpoint_every: Duration::MAX, stop: &stop, progress: &Silent };
    work.carry_out(&work.missing(), &execution).expect("computed");
    let summary = work.close(None).expect("closed").summary.expect("a replicate is done");
    let dir = work.dir();

    let series = Table::read_parquet(&dir.part("series", 0)).expect("read");
    let national = Table::read_parquet(&dir.part("national", 0)).expect("read");
    let water = numbers(&series, "water");
    assert_eq!(&water[..2], &[0.25, 0.25], "after the first hour, in the first two places");
    assert_eq!(numbers(&national, "floods").last(), Some(&(7.0 * scenario.country.places.len() as f64)));
    let field = series.schema().find(|field| field.name == "water").expect("there");
    assert_eq!((&*field.unit, &*field.meaning), ("share", "how high the tide stands"));

    let data = report::data(dir, &work.plan, &scenario, &work.maker, &summary).expect("made");
    let curve = data["national"].as_array().expect("curves").iter().find(|curve| curve["name"] == "floods");
    let curve = curve.expect("it is drawn");
    assert_eq!((curve["label"].as_str(), curve["cumulative"].as_bool()), (Some("Floods, cumulative"), Some(true)));
    assert_eq!(curve["q50"][29].as_f64(), numbers(&national, "floods").last().copied());
    let listed = |list: &str, key: &str, name: &str| {
        data[list]
            .as_array()
            .expect("a list")
            .iter()
            .any(|row| row[key].as_str().is_some_and(|text| text.contains(name)))
    };
    assert!(listed("mechanisms", "name", "tide"), "the report has its page");
    assert!(data["parameters"].to_string().contains("made up for tests"), "and its parameters with their source");
}

#[test]
fn its_memory_is_in_checkpoints() {
    let scenario = scenario(&["tide.enabled=true"]);
    let world = world(&scenario);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("r.state");
    let mut state = world.state(1, 0);
    let mut course = Course::new(&world, &state, 0);
    for _ in 0..13 {
        step(&world, &mut state);
        course.write(&world, &state);
    }
    write_under_way(&path, &state, &course).expect("written");
    let (mut again, mut resumed) = read_under_way(&path, &world).expect("read");
    let tide = state.memory.of::<Tide>();
    assert!(again.memory.of::<Tide>() == tide && tide.floods > 0);
    while resumed.hours() < 30 {
        step(&world, &mut again);
        resumed.write(&world, &again);
    }
    let unbroken = ensemble::replicate(&world, world.state(1, 0), 0, || true).expect("a course");
    assert_eq!(resumed.local_columns, unbroken.local_columns);
    assert_eq!(resumed.national_columns, unbroken.national_columns);
}

#[test]
fn branches_of_one_run_have_the_same_columns() {
    let asked = RequestedBranch { name: "wet".into(), settings: vec!["tide.enabled=true".into()] };
    let comparison = Comparison::of(vec![asked], 0, None, None).expect("two branches");
    let branches = comparison.load("two-towns", &["hours=30".into()]).unwrap_or_else(|c| panic!("{c}"));
    let [dry, wet] = [0, 1].map(|b| hours(&branches[b].scenario));
    let highest = |table: &Table| numbers(table, "water").into_iter().fold(0.0, f64::max);
    assert!(has(&dry[1], "floods") && has(&wet[1], "floods"));
    assert_eq!(highest(&dry[0]), 0.0, "where it is off its columns are at rest");
    assert!(highest(&wet[0]) > 0.5);
}
