//! C: simple contagion loves long ties, complex contagion needs wide bridges.

use super::row::{RowClaim, RowClass, RowNumber};
use crate::graph::generate::{Neighbours, lattice, ring};
use crate::graph::{Contagion, Crowd, Persistence, Rows, Rule};
use crate::models::centola_macy::spreads;
use groundswell_stats::Described;

const MORRIS: &str = "Morris 2000, Review of Economic Studies 67:57-78";
const SIDE: u32 = 100;

pub(super) static CLAIMS: &[RowClaim] = &[
    RowClaim {
        id: "C1",
        class: RowClass::E,
        claim: "On a ring with m neighbours a side, a threshold of m spreads to all and m + 1 to nobody",
        source: MORRIS,
        parameters: "1,000 people, m = 3, as many adjacent seeds as m or the threshold",
        note: "",
        check: || {
            let run = |tau: u32| {
                let seeds: Vec<u32> = (0..tau.max(3)).collect();
                spread(ring(1_000, 3).ok(), Rule::Count(tau), &seeds)
            };
            let mut numbers = Vec::new();
            for (tau, steps) in [(1, 167.0), (2, 249.0), (3, 498.0)] {
                let outcome = run(tau);
                numbers.push(RowNumber::near(format!("reached at {tau}"), 1_000.0, outcome.size as f64, 0.0));
                numbers.push(RowNumber::near(format!("steps at {tau}"), steps, f64::from(outcome.steps), 0.0));
            }
            numbers.push(RowNumber::near("won over at 4", 0.0, run(4).size as f64 - 4.0, 0.0));
            numbers
        },
    },
    RowClaim {
        id: "C2",
        class: RowClass::E,
        claim: "On a lattice with eight neighbours a threshold of 3 spreads to all and 4 to nobody",
        source: MORRIS,
        parameters: "100 x 100 torus, 5 x 5 seeds",
        note: "",
        check: || {
            let run = |tau: u32| spread(lattice(SIDE, SIDE, Neighbours::Moore).ok(), Rule::Count(tau), &square(5));
            let mut numbers = Vec::new();
            for (tau, steps) in [(1, 48.0), (2, 95.0), (3, 142.0)] {
                let outcome = run(tau);
                numbers.push(RowNumber::near(format!("reached at {tau}"), 1e4, outcome.size as f64, 0.0));
                numbers.push(RowNumber::near(format!("steps at {tau}"), steps, f64::from(outcome.steps), 0.0));
            }
            numbers.push(RowNumber::near("won over at 4", 0.0, run(4).size as f64 - 25.0, 0.0));
            numbers
        },
    },
    RowClaim {
        id: "C3",
        class: RowClass::E,
        claim: "The highest share that spreads is 1/2 on a line, 1/4 with four neighbours, 3/8 with eight",
        source: MORRIS,
        parameters: "ring of 1,000 (m = 1, 2, 4); 100 x 100 torus; threshold at the share and just above",
        note: "",
        check: || {
            let mut numbers = Vec::new();
            let mut both = |what: &str, graph: Option<Rows>, critical: f64, seeds: &[u32]| {
                let all = graph.as_ref().map_or(f64::NAN, |g| f64::from(g.nodes()));
                let at = spread(graph.clone(), Rule::Share(critical), seeds).size as f64;
                let above = spread(graph, Rule::Share(critical + 1e-9), seeds).size as f64;
                numbers.push(RowNumber::near(format!("{what}: reached at {critical}"), all, at, 0.0));
                let asked = format!("less than half of {all}");
                numbers.push(RowNumber::asked(format!("{what}: reached just above"), above, asked, above < all / 2.0));
            };
            for m in [1, 2, 4] {
                both(&format!("line, {m} a side"), ring(1_000, m).ok(), 0.5, &(0..2 * m).collect::<Vec<_>>());
            }
            both("four neighbours", lattice(SIDE, SIDE, Neighbours::VonNeumann).ok(), 0.25, &square(5));
            both("eight neighbours", lattice(SIDE, SIDE, Neighbours::Moore).ok(), 0.375, &square(5));
            numbers
        },
    },
    RowClaim {
        id: "C4",
        class: RowClass::S,
        claim: "Long ties speed up simple contagion and kill complex contagion",
        source: "Centola & Macy 2007, American Journal of Sociology 113:702-734; numbers recomputed independently (20 graphs)",
        parameters: "2,000 people, eight ties, rewired with degrees kept, seeds one person and those tied to them, 1,000 graphs",
        note: "The paper's sign, not its figure: the protocol is our own.",
        check: || {
            let run = |p: f64, tau: u32, graphs: u32| spreads(2_000, 4, p, tau, 2007, graphs).unwrap_or_default();
            let steps = |p: f64, graphs: u32| {
                Described::of(&run(p, 1, graphs).iter().map(|o| f64::from(o.steps)).collect::<Vec<_>>())
            };
            let percent = |p: f64, graphs: u32| {
                Described::of(&run(p, 3, graphs).iter().map(|o| o.size as f64 / 20.0).collect::<Vec<_>>())
            };
            let (none, some) = (steps(0.0, 1), steps(0.1, 1_000));
            let sizes = [percent(0.01, 1_000), percent(0.1, 1_000), percent(0.3, 1_000)];
            vec![
                RowNumber::near("steps at threshold 1, nothing rewired", 249.0, none.mean, 0.0),
                RowNumber::near("steps at threshold 1, rewired .1", 8.4, some.mean, 0.5).with_error(some.error()),
                RowNumber::near("percent at threshold 3, rewired .01", 100.0, sizes[0].mean, 5.0)
                    .with_error(sizes[0].error()),
                RowNumber::near("percent at threshold 3, rewired .1", 11.0, sizes[1].mean, 8.0)
                    .with_error(sizes[1].error()),
                RowNumber::near("percent at threshold 3, rewired .3", 0.9, sizes[2].mean, 0.5)
                    .with_error(sizes[2].error()),
            ]
        },
    },
];

/// A square of seeds in a corner of the torus.
fn square(side: u32) -> Vec<u32> {
    (0..side * side).map(|i| i % side + i / side * SIDE).collect()
}

fn spread(graph: Option<Rows>, rule: Rule, seeds: &[u32]) -> Contagion {
    // A graph of the table that could not be built shows as a size of 0.
    let run = |rows: Rows| -> Option<Contagion> {
        let needs = rule.needs(&rows.seen_by_each()).ok()?;
        let mut crowd = Crowd::new(&rows, &needs, Persistence::Lasting).ok()?;
        crowd.seed(seeds).ok()?;
        Some(crowd.run(u32::MAX))
    };
    graph.and_then(run).unwrap_or(Contagion { size: 0, steps: 0, curve: Vec::new(), settled: false })
}
