//! `cargo xtask steepness [--draws N] [--posterior PATH]`: how steep the fitted model is over its posterior, as the table
//! of `docs/manual/evidence/scales.md`; with another posterior of the flagship its rows are printed alone.
//!
//! Each draw of the flagship's posterior runs three times at full scale with the same random numbers: as drawn, and with a
//! threshold one in a hundred higher and lower. The elasticity is how many e-folds the largest
//! crowd loses where threshold over noise rises by one, which is one e-fold of the rate at which everybody goes out.

use groundswell_engine::mechanisms::participation::Response;
use groundswell_engine::parameter::Value;
use groundswell_stats::quantile;
use groundswell_study::calibrate::named::{CARRIED, named};
use groundswell_study::family::Family;
use rayon::prelude::*;
use std::path::Path;

/// What is looked at unless another posterior is named: the first structure. Draws of the second with large crowds take
/// long at full scale.
const SHIPPED: (&str, &str) = ("base", CARRIED);

/// What the threshold is multiplied by and divided by.
const STEP: f64 = 1.01;

/// The seed of the draws.
const SEED: u64 = 1;

/// A draw.
struct Drawn {
    /// Threshold over noise.
    over_noise: f64,
    /// Largest crowds: as drawn, with a higher threshold, with a lower one; as shares of all adults.
    peaks: [f64; 3],
}

impl Drawn {
    /// E-folds of the largest crowd lost for one more of threshold over noise.
    fn elasticity(&self) -> f64 {
        let [_, higher, lower] = self.peaks;
        (lower / higher).ln() / (self.over_noise * (STEP - 1.0 / STEP))
    }
}

/// Runs the draws and writes the page, or prints the rows of another posterior.
pub(crate) fn steepness(args: &[String]) {
    let given = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1));
    let draws = given("--draws").and_then(|n| n.parse().ok()).unwrap_or(100);
    if let Some(path) = given("--posterior") {
        rows(path, path, draws);
        return;
    }
    let mut table = String::from(
        "| structure | draws | elasticity, median [90 %] | of them steeper than 3 | more than 1 % of adults out | more than 10 % |\n\
         |---|--:|---|--:|--:|--:|\n",
    );
    let (name, path) = SHIPPED;
    table += &rows(name, path, draws);
    crate::page::put("evidence/scales.md", "steepness", &table).unwrap_or_else(|why| panic!("{why}"));
}

/// The rows of a posterior: with the draws of what places differ by that fit, and with new ones.
fn rows(name: &str, path: &str, draws: u32) -> String {
    let mut rows = String::new();
    for (which, redrawn) in [("the draws that fit", false), ("new draws", true)] {
        let row = row(&format!("{name}, {which}"), &drawn(Path::new(path), redrawn, draws));
        eprintln!("{row}");
        rows += &format!("{row}\n");
    }
    rows
}

/// Draws of a posterior at full scale.
fn drawn(path: &Path, redrawn: bool, draws: u32) -> Vec<Drawn> {
    let of = named(path, "kazakhstan-2022", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
    let posterior = if redrawn { of.posterior.redrawn() } else { of.posterior };
    // What a threshold is measured by.
    let noise = match of.scenario.mechanisms.people.response {
        Response::LogLinear => "people.noise",
        Response::Threshold => "people.threshold_noise",
    };
    let paths = &posterior.paths;
    let place = |path: &str| paths.iter().position(|found| found == path);
    let at = place("people.threshold").expect("the threshold is drawn");
    let noise_at = place(noise);
    let fixed = of.scenario.number(noise);
    let making = groundswell_scenario::scenario::Making::default();
    let family = Family::new(&of.scenario, paths, &making, SEED).unwrap_or_else(|complaints| panic!("{complaints}"));
    let adults: f64 = family.base().adults.iter().sum();
    let number = |value: &Value| if let Value::Number(x) = value { Some(*x) } else { None };
    let peak = |replicate: u32, times: f64| {
        let mut values = posterior.values(SEED, replicate);
        if let Value::Number(x) = &mut values[at] {
            *x *= times;
        }
        let world = family.world(&values).unwrap_or_else(|complaint| panic!("{}", complaint.problem()));
        family.course(&world, replicate).record.peak / adults
    };
    let draw = |replicate| {
        let values = posterior.values(SEED, replicate);
        let noise = noise_at.and_then(|at| number(&values[at])).or(fixed).expect("a noise");
        Drawn {
            over_noise: number(&values[at]).expect("a threshold") / noise,
            peaks: [1.0, STEP, 1.0 / STEP].map(|times| peak(replicate, times)),
        }
    };
    (0..draws).into_par_iter().with_max_len(1).map(draw).collect()
}

/// Its row.
fn row(name: &str, draws: &[Drawn]) -> String {
    let mut sorted: Vec<f64> = draws.iter().map(Drawn::elasticity).filter(|x| x.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let steep = sorted.iter().filter(|&&x| x > 3.0).count();
    let beyond = |share: f64| draws.iter().filter(|draw| draw.peaks[0] > share).count();
    format!(
        "| {name} | {} | {:.1} [{:.1} to {:.1}] | {steep} | {} | {} |",
        draws.len(),
        quantile(&sorted, 0.5),
        quantile(&sorted, 0.05),
        quantile(&sorted, 0.95),
        beyond(0.01),
        beyond(0.1)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_that_halves_for_a_hundredth_is_steep() {
        let of = |peaks| Drawn { over_noise: 20.0, peaks };
        // Threshold over noise changes by 20 · (1.01 − 1/1.01) = .398 between the outer two, and the crowd by 1.592 e-folds.
        let steep = of([0.02, 0.02 * f64::exp(-0.796), 0.02 * f64::exp(0.796)]);
        assert_eq!(row("a", &[steep]), "| a | 1 | 4.0 [4.0 to 4.0] | 1 | 1 | 0 |");
        assert_eq!(row("a", &[of([0.2; 3])]), "| a | 1 | 0.0 [0.0 to 0.0] | 0 | 1 | 1 |");
    }
}
