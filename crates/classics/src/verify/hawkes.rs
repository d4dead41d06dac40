//! H: events that call forth events.

use super::row::{RowClaim, RowClass, RowNumber};
use crate::point_process::{Hawkes, HawkesFit, fano_factor};
use groundswell_chance::draw::Key;
use groundswell_stats::Described;
use rayon::prelude::*;

const SOURCE: &str = "Hawkes 1971, Biometrika 58:83-90; Hawkes & Oakes 1974, Journal of Applied Probability 11:493-503";
const PARAMETERS: &str = "base .5 a day, branching .7, decay 1 a day";

fn process(branching: f64) -> Hawkes {
    Hawkes { base: 0.5, branching, decay: 1.0 }
}

pub(super) static CLAIMS: &[RowClaim] = &[
    RowClaim {
        id: "H1",
        class: RowClass::E,
        claim: "Mean rate mu / (1 - n) and asymptotic Fano factor 1 / (1 - n)²",
        source: SOURCE,
        parameters: "branching .5, .7, .9",
        note: "",
        check: || {
            [(0.5, 2.0, 4.0, 1e-9), (0.7, 3.33, 11.11, 0.005), (0.9, 10.0, 100.0, 1e-9)]
                .into_iter()
                .flat_map(|(n, rate, fano, digits)| {
                    [
                        RowNumber::near(format!("rate over base at {n}"), rate, process(n).mean_rate() / 0.5, digits),
                        RowNumber::near(format!("Fano factor at {n}"), fano, process(n).fano(f64::INFINITY), digits),
                    ]
                })
                .collect()
        },
    },
    RowClaim {
        id: "H2",
        class: RowClass::S,
        claim: "A simulated process has the rate and the clustering of theory",
        source: "Theory as H1; an independent simulation over 400,000 days gave 1.6645 and 10.31",
        parameters: "base .5 a day, branching .7, decay 1 a day; 16 x 400,000 days, 500-day bins",
        note: "In bins of 500 days the theory is 11.04, in endless bins 11.11; both are within the tolerance.",
        check: || {
            let (days, bin) = (400_000.0, 500.0);
            let runs: Vec<(f64, f64)> = (0..16u32)
                .into_par_iter()
                .filter_map(|r| {
                    let events = process(0.7).simulate(days, Key::new(71, r), 0).ok()?;
                    Some((events.len() as f64 / days, fano_factor(&events, bin, days)))
                })
                .collect();
            let rate = Described::of(&runs.iter().map(|r| r.0).collect::<Vec<_>>());
            let fano = Described::of(&runs.iter().map(|r| r.1).collect::<Vec<_>>());
            vec![
                RowNumber::near("events a day", 1.0 / 0.6, rate.mean, 0.006).with_error(rate.error()),
                RowNumber::near("Fano factor, 500-day bins", process(0.7).fano(bin), fano.mean, 0.55)
                    .with_error(fano.error()),
            ]
        },
    },
    RowClaim {
        id: "H3",
        class: RowClass::S,
        claim: "Maximum likelihood recovers what was simulated",
        source: "Ogata 1978, Annals of the Institute of Statistical Mathematics 30:243-261",
        parameters: PARAMETERS,
        note: "One history of 40,000 days; tolerances are four standard errors of the estimate.",
        check: || {
            let fit = process(0.7)
                .simulate(40_000.0, Key::new(1978, 0), 0)
                .and_then(|events| HawkesFit::of(&events, 40_000.0));
            let Ok(fit) = fit else { return Vec::new() };
            let [base, branching, decay] = fit.errors;
            vec![
                RowNumber::near("base", 0.5, fit.process.base, 4.0 * base).with_error(base),
                RowNumber::near("branching", 0.7, fit.process.branching, 4.0 * branching).with_error(branching),
                RowNumber::near("decay", 1.0, fit.process.decay, 4.0 * decay).with_error(decay),
            ]
        },
    },
];
