//! E: civil violence on a lattice, Model I.

use super::row::{RowClaim, RowClass, RowNumber};
use crate::grid::{Counting, Deterrence, Rules, Tally};
use crate::models::epstein::{EpsteinCourse, bursts, ensemble};
use groundswell_stats::Described;

const PAPER: &str = "Epstein 2002, PNAS 99 (suppl. 3):7243-7250";
const RECOMPUTED: &str = "Epstein 2002 by NetLogo's rules; numbers recomputed independently (10 seeds x 3,000 ticks)";
const TICKS: u32 = 3_000;

/// What a set of rules gives. Citizens are drawn once a seed, so seeds differ more than
/// outbursts do: every error is that of a mean over seeds.
struct Shown {
    outbursts: Described,
    wait: Described,
    total: Described,
    active: Described,
    peak: f64,
}

fn show(rules: Rules, seeds: u32) -> Shown {
    let runs: Vec<Vec<Tally>> = ensemble(rules, EpsteinCourse::Steady, TICKS, 2002, seeds).unwrap_or_default();
    let bursts = bursts(&runs, 50);
    let of = |v: Vec<f64>| Described::of(&v);
    // The mean over all outbursts, with the spread of the means of seeds.
    let pooled = |each: Vec<&Vec<f64>>| {
        let seeds: Vec<f64> = each.iter().filter(|v| !v.is_empty()).map(|v| Described::of(v).mean).collect();
        let all: Vec<f64> = each.into_iter().flatten().copied().collect();
        Described { mean: Described::of(&all).mean, ..Described::of(&seeds) }
    };
    Shown {
        outbursts: of(bursts.iter().map(|b| f64::from(b.begun)).collect()),
        wait: pooled(bursts.iter().map(|b| &b.waits).collect()),
        total: pooled(bursts.iter().map(|b| &b.totals).collect()),
        active: of(runs.iter().map(|r| r.iter().map(|t| f64::from(t.active)).sum::<f64>() / r.len() as f64).collect()),
        peak: runs.iter().flatten().map(|t| f64::from(t.active)).fold(0.0, f64::max),
    }
}

fn close(what: impl Into<String>, reference: f64, ours: Described, tolerance: f64) -> RowNumber {
    RowNumber::near(what, reference, ours.mean, tolerance).with_error(ours.error())
}

fn netlogo() -> Rules {
    Rules::netlogo()
}

fn once(deterrence: Deterrence) -> Rules {
    Rules { deterrence, counting: Counting::Once, ..netlogo() }
}

pub(super) static CLAIMS: &[RowClaim] = &[
    RowClaim {
        id: "E1",
        class: RowClass::S,
        claim: "Punctuated equilibrium: outbursts, waiting time and activation of Run 2",
        source: RECOMPUTED,
        parameters: "Run 2; floor(C/A), an active citizen counts itself twice; 128 seeds x 3,000 ticks",
        note: "",
        check: || {
            let s = show(netlogo(), 128);
            vec![
                close("outbursts in 3,000 ticks", 101.2, s.outbursts, 5.0),
                close("waiting time", 23.1, s.wait, 0.5),
                close("activation of an outburst", 1116.0, s.total, 30.0),
                close("mean active", 40.5, s.active, 5.0),
            ]
        },
    },
    RowClaim {
        id: "E2",
        class: RowClass::S,
        claim: "With C/A as printed hardly anybody is ever active",
        source: RECOMPUTED,
        parameters: "Run 2; C/A not rounded; 10 seeds x 3,000 ticks",
        note: "",
        check: || {
            let s = show(once(Deterrence::Smooth), 10);
            vec![
                RowNumber::asked("most active in 30,000 ticks", s.peak, "at most 50", s.peak <= 50.0),
                close("mean active", 0.47, s.active, 0.1),
            ]
        },
    },
    RowClaim {
        id: "E3",
        class: RowClass::Q,
        claim: "Outbursts are rarer the finer the risk is felt: printed, rounded, rounded down",
        source: RECOMPUTED,
        parameters: "Run 2; 5 seeds x 3,000 ticks each",
        note: "",
        check: || {
            let [smooth, round, floor] =
                [Deterrence::Smooth, Deterrence::Round, Deterrence::Floor].map(|d| show(once(d), 5).outbursts.mean);
            vec![
                RowNumber::asked("outbursts, as printed", smooth, "none", smooth == 0.0),
                RowNumber::asked("outbursts, rounded", round, "more", round > smooth),
                RowNumber::asked("outbursts, rounded down", floor, "most", floor > round),
            ]
        },
    },
    RowClaim {
        id: "E3b",
        class: RowClass::S,
        claim: "The numbers of the other two rules",
        source: RECOMPUTED,
        parameters: "Run 2; 64 seeds x 3,000 ticks",
        note: "Citizens are drawn once a seed, so ten seeds of reference are uncertain themselves (wait 10, activation 53 for \
               round); tolerances allow for it.",
        check: || {
            let (floor, round) = (show(once(Deterrence::Floor), 64), show(once(Deterrence::Round), 64));
            vec![
                close("floor, self once: outbursts", 102.9, floor.outbursts, 5.0),
                close("floor, self once: waiting time", 22.7, floor.wait, 1.2),
                close("floor, self once: activation", 1095.0, floor.total, 80.0),
                close("round: outbursts", 32.4, round.outbursts, 6.0),
                close("round: waiting time", 87.5, round.wait, 22.0),
                close("round: activation", 478.0, round.total, 110.0),
            ]
        },
    },
    RowClaim {
        id: "E4",
        class: RowClass::E,
        claim: "At a legitimacy of .9 nobody is ever active, since H (1 - L) never passes T",
        source: RECOMPUTED,
        parameters: "Run 2 with L = .9 and 1",
        note: "",
        check: || {
            [0.9, 1.0]
                .map(|legitimacy| {
                    let peak = show(Rules { legitimacy, ..netlogo() }, 2).peak;
                    RowNumber::near(format!("most active at {legitimacy}"), 0.0, peak, 0.0)
                })
                .to_vec()
        },
    },
    RowClaim {
        id: "E5",
        class: RowClass::E,
        claim: "Without cops the active share is P(H > T / (1 - L)) = .4444",
        source: RECOMPUTED,
        parameters: "Run 2 without cops; 700,000 citizens, one tick",
        note: "Exact in expectation; five standard errors of a share of 700,000.",
        check: || {
            let rules = Rules { cops: 0.0, width: 1_000, height: 1_000, ..netlogo() };
            let runs = ensemble(rules, EpsteinCourse::Steady, 1, 2002, 1).unwrap_or_default();
            let active = runs.iter().flatten().last().map_or(f64::NAN, |t| f64::from(t.active));
            vec![RowNumber::near("active share", 4.0 / 9.0, active / 7e5, 0.003)]
        },
    },
    RowClaim {
        id: "E6",
        class: RowClass::S,
        claim: "Active citizens by density of cops",
        source: RECOMPUTED,
        parameters: "Run 2; cops 0 to 8 % of sites; 20 seeds x 3,000 ticks",
        note: "",
        check: || {
            let active = |cops: f64| show(Rules { cops, ..netlogo() }, 20);
            let (most, few) = (active(0.045), active(0.06));
            vec![
                close("mean active, no cops", 495.6, active(0.0).active, 30.0),
                close("mean active, 2 %", 60.7, active(0.02).active, 10.0),
                close("mean active, 4.5 %", 29.4, most.active, 6.0),
                close("outbursts, 4.5 %", 75.0, most.outbursts, 8.0),
                close("waiting time, 4.5 %", 33.9, most.wait, 4.0),
                close("mean active, 6 %", 1.45, few.active, 1.0),
                close("outbursts, 6 %", 6.7, few.outbursts, 4.0),
                close("mean active, 8 %", 0.12, active(0.08).active, 0.06),
            ]
        },
    },
    RowClaim {
        id: "E7",
        class: RowClass::S,
        claim: "Active citizens by legitimacy",
        source: RECOMPUTED,
        parameters: "Run 2; L = .5, .78, .85; 20 seeds x 3,000 ticks",
        note: "",
        check: || {
            [(0.5, 116.7, 7.0), (0.78, 64.9, 8.0), (0.85, 16.3, 4.5)]
                .map(|(legitimacy, mean, tolerance)| {
                    let s = show(Rules { legitimacy, ..netlogo() }, 20);
                    close(format!("mean active at {legitimacy}"), mean, s.active, tolerance)
                })
                .to_vec()
        },
    },
    RowClaim {
        id: "E8",
        class: RowClass::S,
        claim: "Longer sentences lengthen the quiet, about .66 of a tick for each",
        source: RECOMPUTED,
        parameters: "Run 2; longest sentence 10, 40, 60; 20 seeds x 3,000 ticks",
        note: "At 10 unrest is permanent.",
        check: || {
            let jail = |most: u32| show(Rules { max_jail: Some(most), ..netlogo() }, 20);
            vec![
                close("mean active, 10", 202.0, jail(10).active, 30.0),
                close("waiting time, 40", 28.9, jail(40).wait, 2.0),
                close("waiting time, 60", 42.5, jail(60).wait, 3.5),
            ]
        },
    },
    RowClaim {
        id: "E9",
        class: RowClass::S,
        claim: "Where nobody moves and sight is short, the rounding hardly matters",
        source: RECOMPUTED,
        parameters: "Run 1; three rules; 20 seeds x 3,000 ticks",
        note: "",
        check: || {
            [("printed", Deterrence::Smooth), ("rounded", Deterrence::Round), ("rounded down", Deterrence::Floor)]
                .map(|(name, deterrence)| {
                    let rules = Rules {
                        legitimacy: 0.89,
                        vision: 1.7,
                        cop_vision: 1.7,
                        movement: false,
                        max_jail: Some(15),
                        ..once(deterrence)
                    };
                    close(format!("mean active, {name}"), 49.0, show(rules, 20).active, 5.0)
                })
                .to_vec()
        },
    },
    RowClaim {
        id: "X1",
        class: RowClass::X,
        claim: "Waiting time 60, total activation 708 in Run 2",
        source: PAPER,
        parameters: "Run 2; 4 seeds x 3,000 ticks",
        note: "No rule that the paper can be read as gives this pair: the printed C/A gives no outbursts at all, rounded it \
               waits longer and musters less, rounded down the reverse. So the rule is a named switch, deterrence.",
        check: || {
            let (floor, round) = (show(netlogo(), 4), show(once(Deterrence::Round), 4));
            vec![
                RowNumber::beside("waiting time, rounded down", 60.0, floor.wait.mean),
                RowNumber::beside("activation, rounded down", 708.0, floor.total.mean),
                RowNumber::beside("waiting time, rounded", 60.0, round.wait.mean),
                RowNumber::beside("activation, rounded", 708.0, round.total.mean),
            ]
        },
    },
];
