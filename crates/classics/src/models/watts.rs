//! Watts's global cascades.

use super::{Classic, ClassicCurve, ClassicReport};
use crate::graph::{Crowd, GraphError, Persistence, Rule, generate};
use crate::parameter::{ClassicMark, ClassicParameter, ClassicSettings};
use crate::{ClassicError, formulas::poisson_window::cascade_window};
use groundswell_chance::draw::{Key, Purpose, index};
use rayon::prelude::*;

/// The model.
pub static CLASSIC: Classic = Classic {
    name: "watts",
    title: "Watts's global cascades",
    meaning: "On a random graph each person joins when a share of their acquaintances has. Between two mean degrees a \
              single person can set off nearly everybody, rarely near the upper edge, but then without warning.",
    source: "Watts 2002, PNAS 99:5766-5771",
    parameters: PARAMETERS,
    replicates: 200,
    run,
};

static PARAMETERS: &[ClassicParameter] = &[
    ClassicParameter {
        name: "people",
        default: 10_000.0,
        low: 2.0,
        high: 1e8,
        unit: "people",
        mark: ClassicMark::Literature,
        choices: &[],
        meaning: "nodes of the graph",
    },
    ClassicParameter {
        name: "mean_degree",
        default: 4.0,
        low: 0.0,
        high: 200.0,
        unit: "ties",
        mark: ClassicMark::Literature,
        choices: &[],
        meaning: "mean number of acquaintances, Poisson distributed",
    },
    ClassicParameter {
        name: "threshold",
        default: 0.18,
        low: 0.0,
        high: 1.0,
        unit: "",
        mark: ClassicMark::Literature,
        choices: &[],
        meaning: "share of acquaintances that must be active",
    },
    ClassicParameter {
        name: "seeds",
        default: 1.0,
        low: 1.0,
        high: 1e6,
        unit: "people",
        mark: ClassicMark::Literature,
        choices: &[],
        meaning: "people active at the start",
    },
    ClassicParameter {
        name: "global",
        default: 0.1,
        low: 0.0,
        high: 1.0,
        unit: "",
        mark: ClassicMark::Literature,
        choices: &[],
        meaning: "a cascade is global when more than this share is active in the end",
    },
];

/// One cascade on one graph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cascade {
    /// The share active at the end.
    pub share: f64,
    /// Steps until nobody moved.
    pub steps: u32,
}

/// A cascade for each replicate, each on its own random graph.
///
/// # Errors
/// A mean degree that the graph cannot have, or a share outside `[0, 1]`.
pub fn cascades(
    people: u32,
    mean_degree: f64,
    threshold: f64,
    seeds: u32,
    seed: u64,
    replicates: u32,
) -> Result<Vec<Cascade>, GraphError> {
    (0..replicates)
        .into_par_iter()
        .map(|r| {
            let key = Key::new(seed, r);
            let rows = generate::random(people, mean_degree, key)?;
            let needs = Rule::Share(threshold).needs(&rows.seen_by_each())?;
            let mut crowd = Crowd::new(&rows, &needs, Persistence::Lasting)?;
            let draw = key.draw(Purpose::Threshold, 0, 1);
            crowd.seed(&(0..seeds).map(|i| index(draw.block(i)[0], people)).collect::<Vec<_>>())?;
            let outcome = crowd.run(u32::MAX);
            Ok(Cascade { share: outcome.size as f64 / f64::from(people), steps: outcome.steps })
        })
        .collect()
}

fn run(settings: &ClassicSettings, seed: u64, replicates: u32) -> Result<ClassicReport, ClassicError> {
    let (threshold, global) = (settings.get("threshold"), settings.get("global"));
    let all = cascades(
        settings.count("people"),
        settings.get("mean_degree"),
        threshold,
        settings.count("seeds"),
        seed,
        replicates,
    )?;
    let large: Vec<&Cascade> = all.iter().filter(|c| c.share > global).collect();
    let mut report = ClassicReport::new(CLASSIC.name, settings, seed, replicates);
    let happened: Vec<f64> = all.iter().map(|c| f64::from(u8::from(c.share > global))).collect();
    report.figure("frequency", "", "share of replicates with a global cascade", &happened);
    report.figure("size", "", "share active at the end", &all.iter().map(|c| c.share).collect::<Vec<_>>());
    let sizes: Vec<f64> = large.iter().map(|c| c.share).collect();
    report.figure("global size", "", "share active at the end of a global cascade", &sizes);
    let steps: Vec<f64> = large.iter().map(|c| f64::from(c.steps)).collect();
    report.figure("global steps", "steps", "steps that a global cascade takes", &steps);
    if let Some((low, high)) = cascade_window(threshold) {
        report.figure("window from", "ties", "lowest mean degree of a global cascade, infinite graph", &[low]);
        report.figure("window to", "ties", "highest mean degree of a global cascade, infinite graph", &[high]);
    }
    let mut sorted: Vec<f64> = all.iter().map(|c| c.share).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let points = sorted.iter().enumerate().map(|(i, s)| (*s, (sorted.len() - i) as f64 / sorted.len() as f64));
    report.curves.push(ClassicCurve {
        name: "sizes",
        along: "share active at the end",
        up: "share of cascades at least as large",
        points: points.collect(),
    });
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outside_the_window_nothing_happens_and_inside_it_does() {
        let frequency = |z: f64| {
            let all = cascades(5_000, z, 0.18, 1, 7, 60).unwrap();
            all.iter().filter(|c| c.share > 0.1).count()
        };
        assert_eq!(frequency(0.8), 0);
        assert!(frequency(3.0) > 40);
        assert_eq!(frequency(9.0), 0);
    }

    #[test]
    fn a_mean_degree_above_the_crowd_is_refused() {
        let mut settings = CLASSIC.settings();
        settings.set("people", "3").unwrap();
        settings.set("mean_degree", "5").unwrap();
        let told = CLASSIC.run(&settings, 1, 1).unwrap_err().to_string();
        assert_eq!(told, "mean degree is 5; it must be from 0 to 2");
    }
}
