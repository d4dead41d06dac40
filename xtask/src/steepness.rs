//! `cargo xtask steepness [--draws N]`: how steep the fitted model is over its posterior, as the table of
//! `docs/manual/evidence/scales.md`.
//!
//! Each draw of the flagship's posterior runs three times at full scale with the same random numbers: as drawn, and with a
//! threshold one in a hundred higher and lower. The elasticity is that of the largest crowd to threshold over noise.

use groundswell_engine::parameter::Value;
use groundswell_stats::quantile;
use groundswell_study::calibrate::named::{CARRIED, named};
use groundswell_study::family::Family;
use rayon::prelude::*;
use std::path::Path;

/// Structures of the flagship: their posteriors.
const STRUCTURES: [(&str, &str); 2] = [("base", CARRIED), ("threshold", "scenario:threshold")];

/// What the threshold is multiplied by and divided by.
const STEP: f64 = 1.01;

/// The seed of the draws.
const SEED: u64 = 1;

/// Largest crowds of a draw: as drawn, with a higher threshold, with a lower one; as shares of all adults.
type Peaks = [f64; 3];

/// Runs the draws of every structure and writes the page.
pub(crate) fn steepness(args: &[String]) {
    let at = args.iter().position(|arg| arg == "--draws");
    let draws = at.and_then(|at| args.get(at + 1)).and_then(|n| n.parse().ok()).unwrap_or(100);
    let mut table = String::from(
        "| structure | draws | elasticity, median [90 %] | of them steeper than 3 | more than 1 % of adults out | more than 10 % |\n\
         |---|--:|---|--:|--:|--:|\n",
    );
    for (name, posterior) in STRUCTURES {
        let row = row(name, &peaks(posterior, draws));
        eprintln!("{row}");
        table += &format!("{row}\n");
    }
    crate::page::put("evidence/scales.md", "steepness", &table).unwrap_or_else(|why| panic!("{why}"));
}

/// Draws of a posterior at full scale.
fn peaks(posterior: &str, draws: u32) -> Vec<Peaks> {
    let of = named(Path::new(posterior), "kazakhstan-2022", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
    let paths = &of.posterior.paths;
    let at = paths.iter().position(|path| path == "people.threshold").expect("the threshold is drawn");
    let making = groundswell_scenario::scenario::Making::default();
    let family = Family::new(&of.scenario, paths, &making, SEED).unwrap_or_else(|complaints| panic!("{complaints}"));
    let adults: f64 = family.base().adults.iter().sum();
    let peak = |replicate: u32, times: f64| {
        let mut values = of.posterior.values(SEED, replicate);
        if let Value::Number(x) = &mut values[at] {
            *x *= times;
        }
        let world = family.world(&values).unwrap_or_else(|complaint| panic!("{}", complaint.problem()));
        family.course(&world, replicate).record.peak / adults
    };
    let draw = |replicate| [1.0, STEP, 1.0 / STEP].map(|times| peak(replicate, times));
    (0..draws).into_par_iter().with_max_len(1).map(draw).collect()
}

/// Its row.
fn row(name: &str, peaks: &[Peaks]) -> String {
    let elasticity = |[_, higher, lower]: &Peaks| -(higher / lower).ln() / (2.0 * STEP.ln());
    let mut sorted: Vec<f64> = peaks.iter().map(elasticity).filter(|x| x.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let steep = sorted.iter().filter(|&&x| x > 3.0).count();
    let beyond = |share: f64| peaks.iter().filter(|peaks| peaks[0] > share).count();
    format!(
        "| {name} | {} | {:.1} [{:.1} to {:.1}] | {steep} | {} | {} |",
        peaks.len(),
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
        let steep = [0.02, 0.02 / 1.01f64.powi(4), 0.02 * 1.01f64.powi(4)];
        let flat = [0.2, 0.2, 0.2];
        assert_eq!(row("a", &[steep]), "| a | 1 | 4.0 [4.0 to 4.0] | 1 | 1 | 0 |");
        assert_eq!(row("a", &[flat]), "| a | 1 | -0.0 [-0.0 to -0.0] | 0 | 1 | 1 |");
    }
}
