//! Simulation-based calibration on synthetic events (Talts et al. 2018).
//!
//! Simulations of the prior that the reference table does not hold take their turn as the
//! event that was observed. Its posterior are the nearest of the table, by the distance that
//! a calibration uses; the rank of the true value among them is even over the histogram if
//! inference is right. This costs no further simulation, and tests distance, statistics and
//! model, not the later generations of the sampler. Even ranks do not say that the posterior
//! is narrow: one that has learned nothing is the prior, and has them too (Modrák et al.
//! 2023). How much was learned is the contraction's business.

use super::distance::{ComparedValues, Judge, Observed};
use groundswell_tables::table::{Field, Kind, Table};
use serde::Serialize;

/// Bars of a histogram.
pub const BARS: usize = 10;

/// The ranks of one parameter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ranks {
    /// Its path.
    pub path: String,
    /// How many true values fell into each tenth of their posterior.
    pub bars: [u32; BARS],
    /// Share of synthetic events whose true value lay in the central 90 %.
    pub covered: f64,
    /// Chance of bars at least as uneven if inference is right (χ², 9 degrees of freedom).
    pub chance: f64,
}

/// A simulation: shares of the ranges of its parameters, and what came of it.
pub type RankedRun = (Vec<f64>, ComparedValues);

/// Ranks of events among the `draws` nearest of a reference table.
pub fn ranks(
    paths: &[String],
    table: &[RankedRun],
    events: &[RankedRun],
    observed: &[Observed],
    draws: usize,
) -> Vec<Ranks> {
    let mut judge = Judge::new(observed.to_vec());
    let seen: Vec<ComparedValues> = table.iter().map(|(_, values)| values.clone()).collect();
    judge.rescale(&seen);
    let draws = draws.clamp(1, table.len().max(1));
    let mut all: Vec<Ranks> =
        paths.iter().map(|path| Ranks { path: path.clone(), bars: [0; BARS], covered: 0.0, chance: 1.0 }).collect();
    let mut inside = vec![0u32; paths.len()];
    for (truth, values) in events {
        let mut near: Vec<(f64, usize)> =
            table.iter().enumerate().map(|(j, (_, other))| (between(&judge, values, other), j)).collect();
        if near.is_empty() {
            continue;
        }
        let last = draws.min(near.len()) - 1;
        near.select_nth_unstable_by(last, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (k, ranks) in all.iter_mut().enumerate() {
            let below = near[..=last].iter().filter(|(_, j)| table[*j].0[k] < truth[k]).count();
            // Ranks run from 0 to draws.
            let share = (below as f64 + 0.5) / (last as f64 + 2.0);
            ranks.bars[((share * BARS as f64) as usize).min(BARS - 1)] += 1;
            inside[k] += u32::from((0.05..=0.95).contains(&share));
        }
    }
    for (ranks, inside) in all.iter_mut().zip(inside) {
        let n = f64::from(ranks.bars.iter().sum::<u32>());
        ranks.covered = f64::from(inside) / n.max(1.0);
        let expected = n / BARS as f64;
        let chi2: f64 = ranks.bars.iter().map(|&bar| (f64::from(bar) - expected).powi(2) / expected.max(1e-9)).sum();
        ranks.chance = beyond(chi2);
    }
    all
}

/// The distance between two simulations: as to a record, with a hair's breadth of range.
fn between(judge: &Judge, a: &ComparedValues, b: &ComparedValues) -> f64 {
    let part = |k: usize| match (a[k], b[k]) {
        (Some(x), Some(y)) => ((x - y) / judge.scales[k]).powi(2).min(64.0),
        (None, None) => 0.0,
        _ => 64.0,
    };
    (0..a.len()).map(part).sum()
}

/// The chance that χ² with nine degrees of freedom exceeds `x` (Abramowitz & Stegun 26.4.4).
fn beyond(x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let root = libm::sqrt(x);
    let density = libm::exp(-0.5 * x) / libm::sqrt(std::f64::consts::TAU);
    let (mut term, mut sum) = (root, root);
    for odd in [3.0, 5.0, 7.0] {
        term *= x / odd;
        sum += term;
    }
    let tail = 0.5 * libm::erfc(root / std::f64::consts::SQRT_2);
    (2.0 * tail + 2.0 * density * sum).clamp(0.0, 1.0)
}

/// The columns of `data/ranks.parquet`.
pub const RANKS: &[Field] = &[
    Field::new("parameter", Kind::Text, "", "path of the parameter"),
    Field::new("bar", Kind::U8, "", "tenth of the posterior, from 0"),
    Field::new("count", Kind::U32, "events", "synthetic events whose true value lay there"),
    Field::new("covered", Kind::F64, "share", "of synthetic events, true value in the central 90 %"),
    Field::new("chance", Kind::F64, "share", "of bars at least as uneven if inference is right"),
];

/// As a table.
pub fn table(ranks: &[Ranks]) -> Table {
    let mut table = Table::new("ranks", RANKS);
    for r in ranks {
        for (bar, count) in r.bars.iter().enumerate() {
            table.push(groundswell_tables::row![&r.path, bar, *count, r.covered, r.chance]);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_chance::draw::{Key, Purpose};

    #[test]
    fn the_tail_of_chi_squared_is_the_tabled_one() {
        // 95 % and 99.9 % points with nine degrees of freedom.
        assert!((beyond(16.919) - 0.05).abs() < 1e-4, "{}", beyond(16.919));
        assert!((beyond(27.877) - 0.001).abs() < 1e-5, "{}", beyond(27.877));
    }

    /// A value observed with normal noise: ranks are even where the table tells of the world
    /// that the events are from, and uneven where it tells of another.
    #[test]
    fn right_inference_has_even_ranks_and_wrong_has_not() {
        let draw = |i: u32| Key::new(3, 0).draw(Purpose::Study, i, 0);
        let simulated = |from: u32, shift: f64| -> Vec<RankedRun> {
            (from..from + 1500)
                .map(|i| {
                    let truth = draw(i).uniform(0);
                    (vec![truth], vec![Some(truth + shift + 0.1 * draw(i).normal(1))])
                })
                .collect()
        };
        let observed = [Observed { low: 0.0, high: 0.0, tolerance: 0.05 }];
        let events = simulated(1500, 0.0);
        let ranks = |shift: f64| ranks(&["x".to_string()], &simulated(0, shift), &events, &observed, 75).remove(0);
        let right = ranks(0.0);
        assert!(right.chance > 0.001 && (0.86..0.94).contains(&right.covered), "{right:?}");
        let wrong = ranks(0.05);
        assert!(wrong.chance < 1e-6, "{wrong:?}");
    }
}
