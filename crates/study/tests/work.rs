//! Runs begun, carried out, stopped and gone on with, without a command line.

use groundswell_study::checkpoint::{FinishedReplicate, read, write};
use groundswell_study::claim::{Out, WriteClaim};
use groundswell_study::examine::examine;
use groundswell_study::execute::{Execution, Progress};
use groundswell_study::reopen::Resumed;
use groundswell_study::stamps::Maker;
use groundswell_study::work::Work;
use groundswell_study::work::order::{Draft, Size, WorkOrder};
use groundswell_tables::stamp::ManifestStatus;
use groundswell_tables::table::Table;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

struct Silent;
impl Progress for Silent {}

fn maker() -> Maker {
    let command = ["groundswell", "run", "two-towns", "-o", "x"].map(String::from).to_vec();
    Maker { version: env!("CARGO_PKG_VERSION").into(), revision: None, command, started: "2026-01-31T12:00:00Z".into() }
}

fn order() -> WorkOrder {
    let size = Size { replicates: 2, seed: 1, scale: 100, steps_per_hour: 1, backend: "event".into(), shard: None };
    let draft = Draft::load("two-towns", vec!["hours=30".into()], None).unwrap_or_else(|wrong| panic!("{wrong}"));
    draft.order(size, None).unwrap_or_else(|wrong| panic!("{wrong}"))
}

fn begun(path: &Path, force: bool) -> Work {
    Work::begin(order(), Out::At(path, force), maker()).unwrap_or_else(|wrong| panic!("{wrong}"))
}

fn carry_out(work: &Work) {
    let execution =
        Execution { threads: 1, checkpoint_every: Duration::MAX, stop: &AtomicBool::new(false), progress: &Silent };
    work.carry_out(&work.missing(), &execution).expect("computed");
}

fn resumed(path: &Path) -> Work {
    match Work::resume(path, maker(), false).unwrap_or_else(|wrong| panic!("{wrong}")) {
        Resumed::Work(work) => work,
        _ => panic!("there is work to go on with"),
    }
}

#[test]
fn a_replicate_that_failed_is_listed_and_tried_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("run");
    let work = begun(&path, false);
    carry_out(&work);
    let done = work.dir().done_file(1);
    let whole: FinishedReplicate = read(&done).expect("a replicate");
    write(&done, &FinishedReplicate { end: Err("a bug".into()), parts: vec![], ..whole }).expect("written");
    let closed = work.close(None).expect("closed");
    assert_eq!(closed.progressed.failures, [(1, "a bug".to_string())]);
    assert_eq!((closed.progressed.done, closed.status), (1, ManifestStatus::Partial));
    assert_eq!(Table::read_parquet(&work.dir().data("failures")).expect("read").rows(), 1);
    assert_eq!(Table::read_parquet(&work.dir().data("runs")).expect("read").rows(), 2);
    drop(work);

    let other = Maker { version: "0.0.0".into(), ..maker() };
    assert!(Work::resume(&path, other, false).is_err_and(|wrong| wrong.to_string().contains("version")));
    let work = resumed(&path);
    assert_eq!(work.missing().numbers(), [1]);
    carry_out(&work);
    assert_eq!(work.close(None).expect("closed").status, ManifestStatus::Complete);
    assert!(examine(work.dir()).expect("looked at").findings.is_empty());
    drop(work);
    assert!(matches!(Work::resume(&path, maker(), false), Ok(Resumed::Complete)));
}

#[test]
fn a_directory_is_claimed_from_the_beginning_to_the_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("run");
    let work = begun(&path, false);
    let pulled = Work::begin(order(), Out::At(&path, true), maker()).err().expect("somebody is there").to_string();
    let gone_on = Work::resume(&path, maker(), false).err().expect("somebody is there").to_string();
    let deleted = WriteClaim::to_delete(&path).expect_err("somebody is there").to_string();
    for refused in [pulled, gone_on, deleted] {
        assert!(refused.contains("another process is computing in it"), "{refused}");
    }
    drop(work);
    drop(begun(&path, true));
    WriteClaim::to_delete(&path).expect("nobody is there").remove().expect("removed");
    assert!(!path.exists());
}

#[test]
fn what_was_stopped_before_its_plan_is_taken_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("run");
    drop(begun(&path, false));
    // One file less each time, in the order in which they were not yet written.
    let plan = path.join("checkpoints/plan.json");
    for last in
        [plan.as_path(), &path.join("manifest.json"), &path.join("inputs/facts.csv"), &path.join("scenario.toml")]
    {
        std::fs::remove_file(&plan).ok();
        std::fs::remove_file(last).ok();
        let said = Work::resume(&path, maker(), false).err().expect("there is no plan").to_string();
        assert!(said.contains("stopped before its plan was written"), "{}: {said}", last.display());
        let again = Work::begin(order(), Out::At(&path, false), maker());
        assert!(again.is_ok(), "{}", last.display());
    }
    std::fs::remove_file(&plan).expect("removed");
    std::fs::write(path.join("notes.txt"), "mine").expect("written");
    let refused = Work::begin(order(), Out::At(&path, false), maker()).err().expect("somebody's notes").to_string();
    assert!(refused.contains("notes.txt"), "{refused}");
}

#[test]
fn a_run_of_which_nothing_is_finished_goes_only_if_it_was_begun_here() {
    let folder = tempfile::tempdir().expect("a folder");
    let (new, old) = (folder.path().join("new"), folder.path().join("old"));
    begun(&new, false).discard().expect("discarded");
    assert!(!new.exists());
    drop(begun(&old, false));
    resumed(&old).discard().expect("left as it is");
    assert!(old.join("checkpoints/plan.json").exists());
}

#[test]
fn two_that_are_not_told_where_get_two_directories() {
    let folder = tempfile::tempdir().expect("a folder");
    let runs = folder.path().join("runs");
    let begin = || Work::begin(order(), Out::In(&runs), maker()).unwrap_or_else(|wrong| panic!("{wrong}"));
    let (one, two) = (begin(), begin());
    assert_ne!(one.dir().path(), two.dir().path());
    assert!(one.dir().path().display().to_string().contains("_two-towns_"));
}
