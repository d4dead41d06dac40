//! Granovetter's riot.

use super::{Classic, ClassicCurve, ClassicReport};
use crate::parameter::{ClassicMark, ClassicParameter, ClassicSettings};
use crate::{ClassicError, formulas::thresholds};
use groundswell_chance::draw::Key;
use rayon::prelude::*;

/// The model.
pub static CLASSIC: Classic = Classic {
    name: "granovetter",
    title: "Granovetter's riot",
    meaning: "Everybody sees everybody and joins as soon as enough others have. Two crowds that differ in one person \
              can end at one rioter and at a hundred; with normal thresholds the outcome jumps at a critical spread.",
    source: "Granovetter 1978, American Journal of Sociology 83:1420-1443",
    parameters: PARAMETERS,
    replicates: 1_000,
    run,
};

static PARAMETERS: &[ClassicParameter] = &[
    ClassicParameter {
        name: "people",
        default: 100.0,
        low: 1.0,
        high: 1e6,
        unit: "people",
        mark: ClassicMark::Literature,
        choices: &[],
        meaning: "size of the crowd",
    },
    ClassicParameter {
        name: "thresholds",
        default: 0.0,
        low: 0.0,
        high: 1.0,
        unit: "",
        mark: ClassicMark::Literature,
        choices: &["uniform", "normal"],
        meaning: "uniform: 0, 1, 2 and so on; normal: drawn with mean and sd",
    },
    ClassicParameter {
        name: "second",
        default: 1.0,
        low: 0.0,
        high: 1e6,
        unit: "people",
        mark: ClassicMark::Literature,
        choices: &[],
        meaning: "threshold of the second person of the uniform crowd; 2 stops the riot at one",
    },
    ClassicParameter {
        name: "mean",
        default: 25.0,
        low: -1e6,
        high: 1e6,
        unit: "people",
        mark: ClassicMark::Literature,
        choices: &[],
        meaning: "mean of the normal thresholds",
    },
    ClassicParameter {
        name: "sd",
        default: 12.2,
        low: 1e-6,
        high: 1e6,
        unit: "people",
        mark: ClassicMark::Literature,
        choices: &[],
        meaning: "standard deviation of the normal thresholds",
    },
];

fn run(settings: &ClassicSettings, seed: u64, replicates: u32) -> Result<ClassicReport, ClassicError> {
    let n = settings.count("people");
    let (mean, sd) = (settings.get("mean"), settings.get("sd"));
    let mut report = ClassicReport::new(CLASSIC.name, settings, seed, replicates);
    if settings.get("thresholds") == 0.0 {
        // Nothing is drawn, so one replicate tells all.
        report.replicates = 1;
        let crowd = uniform(n, settings.get("second"));
        report.figure("riot", "people", "how many join in the end", &[f64::from(thresholds::riot(&crowd))]);
        let points = thresholds::rounds(&crowd).into_iter().enumerate().map(|(t, r)| (t as f64, f64::from(r)));
        report.curves.push(ClassicCurve { name: "course", along: "round", up: "people", points: points.collect() });
        return Ok(report);
    }
    let riots = sampled(n, mean, sd, seed, replicates);
    let above: Vec<f64> = riots.iter().map(|r| f64::from(u8::from(*r > f64::from(n) / 2.0))).collect();
    report.figure("riot", "people", "how many join in the end", &riots);
    report.figure("above half", "", "share of replicates in which more than half join", &above);
    let expected = thresholds::expected_riot(f64::from(n), mean, sd);
    report.figure("expected", "people", "lowest equilibrium of the expected crowd", &[expected]);
    report.distribution("riot", "people", &riots);
    let spread = |i: u32| 2.0 * sd * f64::from(i) / 100.0;
    let points = (1..=100).map(|i| (spread(i), thresholds::expected_riot(f64::from(n), mean, spread(i))));
    report.curves.push(ClassicCurve {
        name: "expected crowd",
        along: "standard deviation of thresholds",
        up: "people",
        points: points.collect(),
    });
    Ok(report)
}

/// Thresholds 0, `second`, 2, 3 and so on.
pub fn uniform(people: u32, second: f64) -> Vec<f64> {
    (0..people).map(|i| if i == 1 { second } else { f64::from(i) }).collect()
}

/// The riot of each replicate, with normal thresholds.
pub fn sampled(people: u32, mean: f64, sd: f64, seed: u64, replicates: u32) -> Vec<f64> {
    (0..replicates)
        .into_par_iter()
        .map(|r| f64::from(thresholds::riot(&thresholds::normal_crowd(people, mean, sd, Key::new(seed, r)))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_decides_the_uniform_riot() {
        let mut settings = CLASSIC.settings();
        settings.set("thresholds", "uniform").unwrap();
        assert_eq!(CLASSIC.run(&settings, 1, 1).unwrap().get("riot").unwrap().mean, 100.0);
        settings.set("second", "2").unwrap();
        assert_eq!(CLASSIC.run(&settings, 1, 1).unwrap().get("riot").unwrap().mean, 1.0);
    }
}
