//! SIR: how far an epidemic goes.

use super::row::{RowClaim, RowClass, RowNumber};
use crate::formulas::final_size::final_size;
use crate::graph::{epidemic::sir, generate::random};
use groundswell_chance::draw::Key;
use groundswell_stats::Described;
use rayon::prelude::*;

const SOURCE: &str = "Kermack & McKendrick 1927, Proceedings of the Royal Society A 115:700-721";

/// Reproduction number and final size.
const SIZES: [(f64, f64); 7] = [
    (1.1, 0.176134),
    (1.2, 0.313698),
    (1.5, 0.582812),
    (2.0, 0.796812),
    (2.5, 0.892645),
    (3.0, 0.940480),
    (4.0, 0.980173),
];

pub(super) static CLAIMS: &[RowClaim] = &[
    RowClaim {
        id: "SIR",
        class: RowClass::E,
        claim: "The final size solves r = 1 - exp(-R0 r)",
        source: SOURCE,
        parameters: "R0 = 1.1 to 4",
        note: "",
        check: || {
            SIZES.into_iter().map(|(r0, r)| RowNumber::near(format!("R0 = {r0}"), r, final_size(r0), 5e-7)).collect()
        },
    },
    RowClaim {
        id: "SIR2",
        class: RowClass::S,
        claim: "Simulated epidemics on a random graph end there",
        source: SOURCE,
        parameters: "100,000 people, Poisson degree 20, one step of infectiousness, transmission R0/20, 100 seeds, 12 graphs",
        note: "The hundred seeds add to the final size: r = 1 - (1 - .001) exp(-R0 r) is the reference.",
        check: || {
            [1.5, 2.0, 3.0]
                .into_iter()
                .map(|r0| {
                    let sizes: Vec<f64> = (0..12u32)
                        .into_par_iter()
                        .filter_map(|r| {
                            let rows = random(100_000, 20.0, Key::new(1927, r)).ok()?;
                            let seeds: Vec<u32> = (0..100).map(|i| i * 1_000).collect();
                            let end = sir(&rows, r0 / 20.0, 1.0, &seeds, Key::new(1927, 1_000 + r)).ok()?;
                            Some(end.size as f64 / 1e5)
                        })
                        .collect();
                    let ours = Described::of(&sizes);
                    RowNumber::near(format!("R0 = {r0}"), seeded(r0, 0.001), ours.mean, 0.004).with_error(ours.error())
                })
                .collect()
        },
    },
];

/// The final size when a share of the crowd is infected from the start.
fn seeded(r0: f64, share: f64) -> f64 {
    let mut r = 1.0;
    for _ in 0..10_000 {
        r = 1.0 - (1.0 - share) * libm::exp(-r0 * r);
    }
    r
}
