//! The published results hold: the quick rows in every test run, all of them on request.

use groundswell_classics::verify::{RowVerdict, false_alarm, ids, table};

/// Rows that take more than a few seconds without optimisation.
const SLOW: [&str; 14] = ["W3", "W4", "W5", "C4", "E1", "E2", "E3", "E3b", "E6", "E7", "E8", "E9", "R7", "R8"];

fn check(only: Option<&[String]>) {
    let rows = table(only, &mut |_| ()).unwrap();
    let failed: Vec<_> = rows.iter().filter(|r| r.verdict == RowVerdict::Fail).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(false_alarm(&rows) < 0.05, "{}", false_alarm(&rows));
}

#[test]
fn the_quick_rows_hold() {
    let quick: Vec<String> =
        ids().into_iter().filter(|id| !SLOW.contains(id) && !id.starts_with('X')).map(String::from).collect();
    assert!(quick.len() > 15);
    check(Some(&quick));
}

#[test]
#[ignore = "takes minutes; `groundswell verify` runs the same table"]
fn every_row_holds() {
    check(None);
}

/// The verdict is a number for number the same on any number of threads.
#[test]
fn rows_do_not_depend_on_threads() {
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let only = ["G5", "SIR2", "H2", "R6", "E5"].map(String::from);
        let rows = pool.install(|| table(Some(&only), &mut |_| ()).unwrap());
        rows.into_iter().map(|r| r.numbers).collect::<Vec<_>>()
    };
    assert_eq!(run(1), run(3));
}
