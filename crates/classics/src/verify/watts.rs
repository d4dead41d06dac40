//! W: global cascades on random graphs.

use super::row::{RowClaim, RowClass, RowNumber};
use crate::formulas::final_size::final_size;
use crate::formulas::poisson_window::{cascade_window, window_of_degree};
use crate::graph::{generate::random, structure::largest_component};
use crate::models::watts::cascades;
use groundswell_chance::draw::Key;
use groundswell_stats::Described;

const SOURCE: &str = "Watts 2002, PNAS 99:5766-5771";
const RECOMPUTED: &str = "Watts 2002; numbers recomputed independently (1,000 graphs a point)";
const PEOPLE: u32 = 10_000;

pub(super) static CLAIMS: &[RowClaim] = &[
    RowClaim {
        id: "W1",
        class: RowClass::E,
        claim: "The cascade window at threshold .18",
        source: SOURCE,
        parameters: "Poisson degrees, one seed, infinite graph",
        note: "",
        check: || match cascade_window(0.18) {
            Some((low, high)) => {
                vec![RowNumber::near("from", 1.0207, low, 0.00005), RowNumber::near("to", 5.7647, high, 0.00005)]
            }
            None => vec![RowNumber::asked("window", f64::NAN, "exists", false)],
        },
    },
    RowClaim {
        id: "W2",
        class: RowClass::E,
        claim: "The window by the highest vulnerable degree; none at 3 or below",
        source: SOURCE,
        parameters: "Poisson degrees; K* = 4, 6, 8, 10",
        note: "",
        check: || {
            let mut numbers: Vec<RowNumber> =
                [(4, 1.1141, 3.8631), (6, 1.0037, 7.4771), (8, 1.0001, 10.657), (10, 1.0000, 13.659)]
                    .into_iter()
                    .flat_map(|(k, low, high)| {
                        let ours = window_of_degree(k).unwrap_or((f64::NAN, f64::NAN));
                        let digits = if high > 10.0 { 0.0005 } else { 0.00005 };
                        [
                            RowNumber::near(format!("from, K* = {k}"), low, ours.0, 0.00005),
                            RowNumber::near(format!("to, K* = {k}"), high, ours.1, digits),
                        ]
                    })
                    .collect();
            let windows = (0..=3).filter(|&k| window_of_degree(k).is_some()).count();
            numbers.push(RowNumber::near("windows with K* <= 3", 0.0, windows as f64, 0.0));
            numbers
        },
    },
    RowClaim {
        id: "W3",
        class: RowClass::S,
        claim: "How often one person sets off a global cascade, by mean degree",
        source: RECOMPUTED,
        parameters: "10,000 people, threshold .18, one random seed, global above 10 %, 2,000 graphs a point",
        note: "The upper edge is smeared to about 6.2 on a graph of this size.",
        check: || {
            [(1.0, 0.0), (1.2, 0.253), (2.0, 0.771), (3.0, 0.875), (5.0, 0.698), (5.6, 0.352), (6.2, 0.015), (6.5, 0.0)]
                .into_iter()
                .map(|(z, frequency)| {
                    let happened: Vec<f64> = shares(z, 2_000).iter().map(|s| f64::from(u8::from(*s > 0.1))).collect();
                    let ours = Described::of(&happened);
                    RowNumber::near(format!("frequency at {z}"), frequency, ours.mean, 0.04).with_error(ours.error())
                })
                .collect()
        },
    },
    RowClaim {
        id: "W4",
        class: RowClass::S,
        claim: "A global cascade takes the giant component, which is an epidemic's final size with R0 = z",
        source: RECOMPUTED,
        parameters: "as W3, 400 graphs a point",
        note: "At z = 1.2 the graph is too small for the limit: .299 against .314.",
        check: || {
            let mut numbers = Vec::new();
            for (z, size) in [(1.2, 0.299), (1.5, 0.580), (2.0, 0.797), (3.0, 0.941), (5.0, 0.993)] {
                let large: Vec<f64> = shares(z, 400).into_iter().filter(|s| *s > 0.1).collect();
                let ours = Described::of(&large);
                numbers.push(RowNumber::near(format!("size at {z}"), size, ours.mean, 0.01).with_error(ours.error()));
                if z >= 1.5 {
                    let limit = final_size(z);
                    numbers.push(RowNumber::near(format!("size at {z} against final size"), limit, ours.mean, 0.01));
                    let giant: Vec<f64> = (0..20)
                        .filter_map(|r| random(PEOPLE, z, Key::new(2002, r)).ok())
                        .map(|rows| f64::from(largest_component(&rows)) / f64::from(PEOPLE))
                        .collect();
                    let giant = Described::of(&giant);
                    numbers.push(
                        RowNumber::near(format!("giant component at {z}"), limit, giant.mean, 0.01)
                            .with_error(giant.error()),
                    );
                }
            }
            numbers
        },
    },
    RowClaim {
        id: "W5",
        class: RowClass::Q,
        claim: "Cascades slow down at both edges of the window",
        source: RECOMPUTED,
        parameters: "as W3, mean steps of global cascades, 400 graphs a point",
        note: "Reference means: 66.7 at 1.2, 17.6 near 3.5, 43 at 6.0.",
        check: || {
            let steps = |z: f64| {
                let all = cascades(PEOPLE, z, 0.18, 1, 5766, 400).unwrap_or_default();
                let large: Vec<f64> = all.iter().filter(|c| c.share > 0.1).map(|c| f64::from(c.steps)).collect();
                Described::of(&large).mean
            };
            let (low, middle, high) = (steps(1.2), steps(3.5), steps(6.0));
            vec![
                RowNumber::asked("steps at 1.2", low, "more than twice those at 3.5", low > 2.0 * middle),
                RowNumber::asked("steps at 3.5", middle, "fewest", middle < low && middle < high),
                RowNumber::asked("steps at 6.0", high, "more than 1.5 times those at 3.5", high > 1.5 * middle),
            ]
        },
    },
];

/// The share active at the end on each of `graphs` graphs.
fn shares(z: f64, graphs: u32) -> Vec<f64> {
    cascades(PEOPLE, z, 0.18, 1, 2002, graphs).unwrap_or_default().iter().map(|c| c.share).collect()
}
