//! Kuran's surprise.

use super::{Classic, ClassicCurve, ClassicReport};
use crate::parameter::{ClassicMark, ClassicParameter, ClassicSettings};
use crate::{ClassicError, formulas::thresholds};
use groundswell_chance::draw::Key;
use rayon::prelude::*;

/// The model.
pub static CLASSIC: Classic = Classic {
    name: "kuran",
    title: "Kuran's surprise",
    meaning: "People hide what they think until enough others oppose openly. Two societies that nobody could tell \
              apart beforehand meet the same small shock: one topples, the other does not.",
    source: "Kuran 1989, Public Choice 61:41-74; 1991, World Politics 44:7-48",
    parameters: PARAMETERS,
    replicates: 1_000,
    run,
};

const fn percent(
    name: &'static str,
    default: f64,
    low: f64,
    mark: ClassicMark,
    meaning: &'static str,
) -> ClassicParameter {
    ClassicParameter { name, default, low, high: 200.0, unit: "percent", mark, choices: &[], meaning }
}

static PARAMETERS: &[ClassicParameter] = &[
    ClassicParameter {
        name: "society",
        default: 0.0,
        low: 0.0,
        high: 2.0,
        unit: "",
        mark: ClassicMark::Literature,
        choices: &["A", "B", "normal"],
        meaning: "A and B: ten people with the thresholds of the paper; normal: drawn with mean and sd",
    },
    ClassicParameter {
        name: "people",
        default: 1_000.0,
        low: 1.0,
        high: 1e6,
        unit: "people",
        mark: ClassicMark::Assumed,
        choices: &[],
        meaning: "size of the normal society",
    },
    percent("mean", 35.0, -200.0, ClassicMark::Assumed, "mean threshold of the normal society"),
    percent("sd", 17.0, 1e-6, ClassicMark::Assumed, "standard deviation of the thresholds of the normal society"),
    percent("shock", 10.0, 0.0, ClassicMark::Literature, "how far the shock lowers the thresholds that it touches"),
];

/// The two societies, in percent of the population.
pub const A: [f64; 10] = [0.0, 20.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 100.0];
/// Indistinguishable from [`A`] beforehand.
pub const B: [f64; 10] = [0.0, 20.0, 30.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 100.0];

/// How many oppose openly in the end, by thresholds in percent.
pub fn opposition(percent: &[f64]) -> u32 {
    thresholds::riot(&thresholds::of_percent(percent))
}

/// The shock lowers the threshold of the second person.
pub fn shocked(percent: &[f64], by: f64) -> Vec<f64> {
    percent.iter().enumerate().map(|(i, t)| if i == 1 { t - by } else { *t }).collect()
}

/// The thresholds of a society before the shock, in percent.
pub fn society(settings: &ClassicSettings, key: Key) -> Vec<f64> {
    match settings.count("society") {
        0 => A.to_vec(),
        1 => B.to_vec(),
        _ => thresholds::normal_crowd(settings.count("people"), settings.get("mean"), settings.get("sd"), key),
    }
}

/// The same after it. A drawn society is shocked as a whole, the ten people in one person.
pub fn after(settings: &ClassicSettings, before: &[f64]) -> Vec<f64> {
    let shock = settings.get("shock");
    if settings.count("society") == 2 { before.iter().map(|t| t - shock).collect() } else { shocked(before, shock) }
}

fn run(settings: &ClassicSettings, seed: u64, replicates: u32) -> Result<ClassicReport, ClassicError> {
    let society = |r: u32| society(settings, Key::new(seed, r));
    let drawn = settings.count("society") == 2;
    let pairs: Vec<(f64, f64, f64)> = (0..if drawn { replicates } else { 1 })
        .into_par_iter()
        .map(|r| {
            let before = society(r);
            let after = after(settings, &before);
            let share = |t: &[f64]| 100.0 * f64::from(opposition(t)) / t.len() as f64;
            let ways = thresholds::equilibria(&thresholds::of_percent(&before)).len();
            (share(&before), share(&after), ways as f64)
        })
        .collect();
    let column = |f: fn(&(f64, f64, f64)) -> f64| pairs.iter().map(f).collect::<Vec<f64>>();
    let mut report = ClassicReport::new(CLASSIC.name, settings, seed, pairs.len() as u32);
    report.figure("before", "percent", "open opposition before the shock", &column(|p| p.0));
    report.figure("after", "percent", "open opposition after the shock", &column(|p| p.1));
    report.figure("equilibria", "", "levels of opposition that keep themselves up before the shock", &column(|p| p.2));
    let first = society(0);
    let points = (0..=100u32).map(|s| {
        let joined = first.iter().filter(|t| **t <= f64::from(s)).count();
        (f64::from(s), 100.0 * joined as f64 / first.len() as f64)
    });
    report.curves.push(ClassicCurve {
        name: "who would join",
        along: "percent in open opposition",
        up: "percent with a threshold at or below",
        points: points.collect(),
    });
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shock_topples_a_and_not_b() {
        let after = |society: &str| {
            let mut settings = CLASSIC.settings();
            settings.set("society", society).unwrap();
            let report = CLASSIC.run(&settings, 1, 9).unwrap();
            (report.get("before").unwrap().mean, report.get("after").unwrap().mean)
        };
        assert_eq!(after("A"), (10.0, 90.0));
        assert_eq!(after("B"), (10.0, 20.0));
    }
}
