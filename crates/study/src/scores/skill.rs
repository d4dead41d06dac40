//! Skill against a baseline, with an interval that says how little a few scores prove.

use groundswell_chance::draw::{Key, Purpose, index};
use groundswell_stats::quantile;
use serde::Serialize;

/// Resamples of a bootstrap.
const RESAMPLES: u32 = 4000;
/// Fewest blocks from which an interval is computed.
pub const FEWEST: usize = 4;

/// `1 − S/S_baseline`: 1 is perfect, 0 as good as the baseline, below 0 worse.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Skill {
    /// The estimate; `None` where the baseline's score is 0 or there is nothing to score.
    pub skill: Option<f64>,
    /// Ninety per cent by paired block bootstrap; `None` where there are too few blocks.
    pub interval: Option<(f64, f64)>,
    /// Mean scores of forecast and baseline.
    pub scores: Option<(f64, f64)>,
    /// Blocks that were resampled.
    pub blocks: usize,
    /// Pairs of scores.
    pub pairs: usize,
}

/// Skill from paired scores of the same outcomes. `block` says which of them hang together (days of one unit, units of
/// one event): they are resampled together (Künsch 1989; blocks of unequal length as in a cluster bootstrap). Pairs
/// with a score that is no number are left out.
pub fn skill(forecast: &[f64], baseline: &[f64], block: &[usize], key: Key) -> Skill {
    let all = forecast.iter().zip(baseline).zip(block);
    let pairs: Vec<(f64, f64, usize)> =
        all.map(|((f, b), k)| (*f, *b, *k)).filter(|(f, b, _)| f.is_finite() && b.is_finite()).collect();
    let mut names: Vec<usize> = pairs.iter().map(|p| p.2).collect();
    names.sort_unstable();
    names.dedup();
    // Sums by block: a resample needs no more.
    let sums: Vec<(f64, f64)> = names
        .iter()
        .map(|name| pairs.iter().filter(|p| p.2 == *name).fold((0.0, 0.0), |s, p| (s.0 + p.0, s.1 + p.1)))
        .collect();
    let of = |(f, b): (f64, f64)| (b != 0.0).then(|| 1.0 - f / b);
    let total = sums.iter().fold((0.0, 0.0), |s, p| (s.0 + p.0, s.1 + p.1));
    let n = pairs.len() as f64;
    let interval = (names.len() >= FEWEST).then(|| {
        let mut drawn: Vec<f64> = (0..RESAMPLES)
            .filter_map(|r| {
                let draw = key.draw(Purpose::Study, r, u32::MAX);
                let pick = |i: usize| {
                    let word = draw.block((i / 4) as u32)[i % 4];
                    sums[index(word, sums.len() as u32) as usize]
                };
                of((0..sums.len()).map(pick).fold((0.0, 0.0), |s, p| (s.0 + p.0, s.1 + p.1)))
            })
            .collect();
        drawn.sort_by(f64::total_cmp);
        (!drawn.is_empty()).then(|| (quantile(&drawn, 0.05), quantile(&drawn, 0.95)))
    });
    Skill {
        skill: if pairs.is_empty() { None } else { of(total) },
        interval: interval.flatten(),
        scores: (!pairs.is_empty()).then(|| (total.0 / n, total.1 / n)),
        blocks: names.len(),
        pairs: pairs.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skill_is_one_minus_the_ratio() {
        let key = Key::new(1, 0);
        let s = skill(&[1.0, 1.0, f64::NAN], &[2.0, 6.0, 1.0], &[0, 1, 2], key);
        assert_eq!((s.skill, s.interval, s.scores, s.pairs), (Some(0.75), None, Some((1.0, 4.0)), 2));
        assert_eq!(skill(&[], &[], &[], key).skill, None);
        assert_eq!(skill(&[1.0], &[0.0], &[0], key).skill, None);
    }

    #[test]
    fn equal_forecasts_have_no_skill_and_no_doubt_about_it() {
        let scores = [1.0, 5.0, 2.0, 9.0, 4.0];
        let s = skill(&scores, &scores, &[0, 1, 2, 3, 4], Key::new(1, 0));
        assert_eq!((s.skill, s.interval), (Some(0.0), Some((0.0, 0.0))));
    }

    #[test]
    fn intervals_cover_as_often_as_they_say() {
        // Blocks of two equal scores: counted as single ones they would look twice as sure.
        let (mut covered, trials) = (0, 300);
        for t in 0..trials {
            let key = Key::new(77, t);
            let draw = |i: usize, n| key.draw(Purpose::Study, i as u32, 7).normal(n);
            let forecast: Vec<f64> = (0..60).map(|i| 2.0 + 0.5 * draw(i / 2, 0)).collect();
            let baseline: Vec<f64> = (0..60).map(|i| 4.0 + 0.5 * draw(i / 2, 1)).collect();
            let block: Vec<usize> = (0..60).map(|i| i / 2).collect();
            let (low, high) = skill(&forecast, &baseline, &block, key).interval.expect("thirty blocks");
            covered += u32::from((low..=high).contains(&0.5));
        }
        // Ninety per cent of 300 is 270, with a standard deviation of 5.2.
        assert!((250..=290).contains(&covered), "{covered} of {trials}");
    }
}
