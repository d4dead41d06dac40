//! R: the other runs of Epstein's table, Models I and II.

use super::row::{RowClaim, RowClass, RowNumber};
use crate::grid::{Rules, Tally};
use crate::models::epstein::{ensemble, extinction, paper_run, series_while};
use groundswell_chance::draw::Key;
use groundswell_stats::Described;
use rayon::prelude::*;

const SEEDS: u32 = 20;
const SECOND: &str = "Epstein 2002; 20 seeds of an independent re-implementation (ndouglas/SugarScape)";

fn runs(number: u32, ticks: u32, change: impl Fn(Rules) -> Rules) -> Vec<Vec<Tally>> {
    paper_run(number)
        .and_then(|(rules, course)| ensemble(change(rules), course, ticks, 7243, SEEDS).ok())
        .unwrap_or_default()
}

fn peak(run: &[Tally]) -> f64 {
    run.iter().map(|t| f64::from(t.active)).fold(0.0, f64::max)
}

/// Run 7 with cops, until one group is gone or 3,000 ticks are over.
fn until_one_is_gone(cops: f64) -> Vec<Vec<Tally>> {
    let Some((rules, course)) = paper_run(7) else { return Vec::new() };
    let both = |t: &Tally| !t.groups.contains(&0);
    (0..SEEDS)
        .into_par_iter()
        .filter_map(|r| series_while(Rules { cops, ..rules }, course, 3_000, Key::new(7243, r), both).ok())
        .collect()
}

fn ends(cops: f64) -> Vec<f64> {
    until_one_is_gone(cops).iter().filter_map(|r| extinction(r)).map(f64::from).collect()
}

pub(super) static CLAIMS: &[RowClaim] = &[
    RowClaim {
        id: "R4",
        class: RowClass::Q,
        claim: "One jump of legitimacy brings a higher peak than a longer slide",
        source: SECOND,
        parameters: "Runs 3 and 4; .9 to .2 by .01 a tick, .9 to .7 at tick 77; 20 seeds",
        note: "17 of 20 there. The jailed are more in only 7 of 20 there, so the paper's second half of the claim is not asked.",
        check: || {
            let (slide, jump) = (runs(3, 200, |r| r), runs(4, 200, |r| r));
            let higher = slide.iter().zip(&jump).filter(|(s, j)| peak(j) > peak(s)).count();
            vec![RowNumber::asked("seeds of 20 with the higher peak", higher as f64, "at least 15", higher >= 15)]
        },
    },
    RowClaim {
        id: "R5",
        class: RowClass::Q,
        claim: "Withdrawing cops one by one tips into an outburst at some point",
        source: SECOND,
        parameters: "Run 5; one cop a tick; 20 seeds",
        note: "20 of 20 there.",
        check: || {
            let tips = runs(5, 160, |r| r).iter().filter(|run| peak(run) > 300.0).count();
            vec![RowNumber::asked("seeds of 20 that tip", tips as f64, "20", tips == 20)]
        },
    },
    RowClaim {
        id: "R6",
        class: RowClass::E,
        claim: "At a legitimacy of .9 nobody kills",
        source: SECOND,
        parameters: "Run 6; 1,000 ticks; 20 seeds",
        note: "",
        check: || {
            let killed: u32 = runs(6, 1_000, |r| r).iter().flatten().map(|t| t.killed).sum();
            vec![RowNumber::near("killed", 0.0, f64::from(killed), 0.0)]
        },
    },
    RowClaim {
        id: "R7",
        class: RowClass::Q,
        claim: "At .8 one group always ends extinct, either one",
        source: SECOND,
        parameters: "Run 7; 20 seeds",
        note: "20 of 20 there, 12 and 8 by side.",
        check: || {
            let all = until_one_is_gone(0.0);
            let gone = all.iter().filter(|r| extinction(r).is_some()).count();
            let first = all.iter().filter(|r| r.last().is_some_and(|t| t.groups[0] == 0)).count();
            vec![
                RowNumber::asked("seeds of 20 that end in extinction", gone as f64, "20", gone == 20),
                RowNumber::asked(
                    "seeds in which the first group is gone",
                    first as f64,
                    "3 to 17",
                    (3..=17).contains(&first),
                ),
            ]
        },
    },
    RowClaim {
        id: "R8",
        class: RowClass::Q,
        claim: "Peacekeepers delay extinction, the more of them the longer",
        source: SECOND,
        parameters: "Run 7 with cops on 0, 4 and 8 % of sites; 20 seeds, 3,000 ticks",
        note: "Mean ticks there: 94 without, 156 to 196 at 4 to 7 %, 223 to 263 at 8 to 10 %.",
        check: || {
            let [none, some, more] = [0.0, 0.04, 0.08].map(|cops| Described::of(&ends(cops)));
            vec![
                RowNumber::asked(
                    "ticks to extinction, no cops",
                    none.mean,
                    "20 to 400",
                    (20.0..400.0).contains(&none.mean),
                ),
                RowNumber::asked("ticks to extinction, 4 %", some.mean, "more", some.mean > none.mean),
                RowNumber::asked("ticks to extinction, 8 %", more.mean, "more still", more.mean > some.mean),
            ]
        },
    },
    RowClaim {
        id: "X2",
        class: RowClass::X,
        claim: "With peacekeepers on 4 % of sites the two groups live on side by side",
        source: "Epstein 2002, PNAS 99 (suppl. 3):7243-7250, Run 8",
        parameters: "Run 8; 20 seeds, 3,000 ticks",
        note: "Re-implementations end in extinction in 20 of 20 seeds: peacekeepers delay the end and do not prevent it.",
        check: || vec![RowNumber::beside("seeds of 20 that end in extinction", 0.0, ends(0.04).len() as f64)],
    },
];
