//! Centola and Macy's complex contagion.

use super::{Classic, ClassicCurve, ClassicReport};
use crate::ClassicError;
use crate::graph::{Contagion, Crowd, GraphError, Persistence, Rows, Rule, generate};
use crate::parameter::{ClassicMark, ClassicParameter, ClassicSettings};
use groundswell_chance::draw::{Key, Purpose, index};
use rayon::prelude::*;

/// The model.
pub static CLASSIC: Classic = Classic {
    name: "centola-macy",
    title: "Centola and Macy's complex contagion",
    meaning: "What one contact can pass on travels fastest over long ties. What needs confirmation from several \
              people does not: there the same long ties break the wide bridges that it needs, and it dies.",
    source: "Centola & Macy 2007, American Journal of Sociology 113:702-734",
    parameters: PARAMETERS,
    replicates: 40,
    run,
};

static PARAMETERS: &[ClassicParameter] = &[
    ClassicParameter {
        name: "people",
        default: 2_000.0,
        low: 3.0,
        high: 1e7,
        unit: "people",
        mark: ClassicMark::Assumed,
        choices: &[],
        meaning: "nodes of the ring",
    },
    ClassicParameter {
        name: "reach",
        default: 4.0,
        low: 1.0,
        high: 100.0,
        unit: "people",
        mark: ClassicMark::Literature,
        choices: &[],
        meaning: "each person is tied to this many nearest on either side",
    },
    ClassicParameter {
        name: "rewired",
        default: 0.1,
        low: 0.0,
        high: 1.0,
        unit: "",
        mark: ClassicMark::Literature,
        choices: &[],
        meaning: "share of ties that exchange their far ends, two and two; every degree stays",
    },
    ClassicParameter {
        name: "threshold",
        default: 3.0,
        low: 0.0,
        high: 200.0,
        unit: "people",
        mark: ClassicMark::Literature,
        choices: &[],
        meaning: "how many active contacts it takes",
    },
];

/// Who is active at the start: a person drawn by chance, and all who are tied to them.
pub fn seeds(rows: &Rows, key: Key) -> Vec<u32> {
    let centre = index(key.draw(Purpose::Threshold, 0, 1).block(0)[0], rows.nodes());
    let mut seeds = rows.row(centre).to_vec();
    seeds.push(centre);
    seeds
}

/// Spreads from one random person and everybody tied to them.
///
/// # Errors
/// As [`Crowd::new`].
pub fn spread(rows: &Rows, threshold: u32, key: Key) -> Result<Contagion, GraphError> {
    let needs = Rule::Count(threshold).needs(&rows.seen_by_each())?;
    let mut crowd = Crowd::new(rows, &needs, Persistence::Lasting)?;
    crowd.seed(&seeds(rows, key))?;
    Ok(crowd.run(u32::MAX))
}

/// A spread for each replicate, each on its own small world.
///
/// # Errors
/// A ring too small for the reach, a share outside `[0, 1]`.
pub fn spreads(
    people: u32,
    reach: u32,
    rewired: f64,
    threshold: u32,
    seed: u64,
    replicates: u32,
) -> Result<Vec<Contagion>, GraphError> {
    (0..replicates)
        .into_par_iter()
        .map(|r| {
            let key = Key::new(seed, r);
            spread(&generate::small_world(people, reach, rewired, key)?, threshold, key)
        })
        .collect()
}

fn run(settings: &ClassicSettings, seed: u64, replicates: u32) -> Result<ClassicReport, ClassicError> {
    let (people, reach, threshold) = (settings.count("people"), settings.count("reach"), settings.count("threshold"));
    let all = spreads(people, reach, settings.get("rewired"), threshold, seed, replicates)?;
    let shares: Vec<f64> = all.iter().map(|o| o.size as f64 / f64::from(people)).collect();
    let steps: Vec<f64> = all.iter().map(|o| f64::from(o.steps)).collect();
    let mut report = ClassicReport::new(CLASSIC.name, settings, seed, replicates);
    report.figure("reached", "", "share active at the end", &shares);
    report.figure("steps", "steps", "steps until nobody moved", &steps);
    let longest = all.iter().map(|o| o.curve.len()).max().unwrap_or(0);
    let mean_at = |t: usize| {
        all.iter().map(|o| o.curve[t.min(o.curve.len() - 1)] as f64).sum::<f64>()
            / (all.len() as f64 * f64::from(people))
    };
    report.curves.push(ClassicCurve {
        name: "course",
        along: "step",
        up: "share active, mean of replicates",
        points: (0..longest).map(|t| (t as f64, mean_at(t))).collect(),
    });
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_ties_help_the_simple_and_kill_the_complex() {
        let steps = |p| spreads(1_000, 4, p, 1, 5, 10).unwrap().iter().map(|o| o.steps).sum::<u32>();
        let size = |p| spreads(1_000, 4, p, 3, 5, 10).unwrap().iter().map(|o| o.size).sum::<u64>();
        assert!(steps(0.2) * 5 < steps(0.0));
        assert!(size(0.4) * 10 < size(0.0));
    }
}
