//! G: riots of people who all see each other.

use super::row::{RowClaim, RowClass, RowNumber};
use crate::formulas::thresholds::{critical_spread, expected_riot, riot};
use crate::models::granovetter::{sampled, uniform};
use groundswell_stats::Described;

const SOURCE: &str = "Granovetter 1978, American Journal of Sociology 83:1420-1443";

pub(super) static CLAIMS: &[RowClaim] = &[
    RowClaim {
        id: "G1",
        class: RowClass::E,
        claim: "With thresholds 0, 1, …, 99 everybody riots",
        source: SOURCE,
        parameters: "100 people, thresholds in people",
        note: "",
        check: || vec![RowNumber::near("riot", 100.0, f64::from(riot(&uniform(100, 1.0))), 0.0)],
    },
    RowClaim {
        id: "G2",
        class: RowClass::E,
        claim: "One person with threshold 2 instead of 1 leaves a single rioter",
        source: SOURCE,
        parameters: "as G1, second person 2",
        note: "",
        check: || vec![RowNumber::near("riot", 1.0, f64::from(riot(&uniform(100, 2.0))), 0.0)],
    },
    RowClaim {
        id: "G3",
        class: RowClass::E,
        claim: "The low equilibrium of the expected crowd disappears at a critical spread",
        source: SOURCE,
        parameters: "100 people, normal thresholds, mean 25",
        note: "The paper's Figure 2 reads 12.2 and about 6; the third digit is the tangency solved independently. At \
               12.222 the equilibrium is at 6.15; the two fixed points meet at 6.20, at 12.2221. The \
               statement is about the expected distribution: a sampled crowd has no sharp jump (see G5).",
        check: || {
            let (spread, height) = critical_spread(100.0, 25.0);
            vec![
                RowNumber::near("critical standard deviation", 12.222, spread, 0.0005),
                RowNumber::near("riot at 12.222", 6.15, expected_riot(100.0, 25.0, 12.222), 0.005),
                RowNumber::asked("riot where the fixed points meet", height, "about 6", (5.5..6.5).contains(&height)),
            ]
        },
    },
    RowClaim {
        id: "G4",
        class: RowClass::E,
        claim: "The lowest equilibrium by spread: nothing, little, then everybody",
        source: SOURCE,
        parameters: "as G3, standard deviation 5 to 30",
        note: "",
        check: || {
            [
                (5.0, 0.0),
                (10.0, 0.77),
                (11.0, 1.71),
                (12.0, 4.02),
                (12.2, 5.48),
                (12.3, 100.0),
                (20.0, 99.99),
                (30.0, 99.3),
            ]
            .into_iter()
            .map(|(sd, r)| {
                let digits = if sd == 30.0 { 0.05 } else { 0.005 };
                RowNumber::near(format!("riot at {sd}"), r, expected_riot(100.0, 25.0, sd), digits)
            })
            .collect()
        },
    },
    RowClaim {
        id: "G5",
        class: RowClass::S,
        claim: "Sampled crowds have no sharp jump at 12.2",
        source: "Recomputed independently (4,000 draws)",
        parameters: "as G3, thresholds sampled, 16,000 crowds",
        note: "",
        check: || {
            [(12.2, 3.0, 22.1, 20.0), (15.0, 100.0, 81.8, 81.0)]
                .into_iter()
                .flat_map(|(sd, median, mean, above)| {
                    let riots = sampled(100, 25.0, sd, 1978, 16_000);
                    let large: Vec<f64> = riots.iter().map(|r| if *r > 50.0 { 100.0 } else { 0.0 }).collect();
                    let (all, large) = (Described::of(&riots), Described::of(&large));
                    [
                        RowNumber::near(format!("median at {sd}"), median, all.median, 2.0),
                        RowNumber::near(format!("mean at {sd}"), mean, all.mean, 2.0).with_error(all.error()),
                        RowNumber::near(format!("percent above 50 at {sd}"), above, large.mean, 2.0)
                            .with_error(large.error()),
                    ]
                })
                .collect()
        },
    },
];
