//! The reference class: what 15,239 events of Mass Mobilization (Clark & Regan, doi:10.7910/DVN/HTTWYL; 166 countries,
//! 1990 to 2020, events of fifty people or more aimed at the state) were like.

use super::{Given, Paths};
use groundswell_chance::draw::Draw;

/// Events with a known category of size.
pub const SIZED: u32 = 9887;

/// Shares of the categories of size among them, with the ends of each; the last has no end in the data, here a million.
pub const SIZES: [(f64, f64, f64); 6] = [
    (50.0, 99.0, 0.2537),
    (100.0, 999.0, 0.3241),
    (1000.0, 1999.0, 0.0489),
    (2000.0, 4999.0, 0.1598),
    (5000.0, 10_000.0, 0.0649),
    (10_001.0, 1_000_000.0, 0.1487),
];

/// Share of events that last one day.
pub const ONE_DAY: f64 = 0.8666;

/// Days and the share of events that last longer: from the quantiles .9, .95 and .99 of durations, 2, 5 and 32 days.
const LONGER: [(f64, f64); 4] = [(1.0, 1.0 - ONE_DAY), (2.0, 0.10), (5.0, 0.05), (32.0, 0.01)];

/// Events in Kazakhstan, and days in which they were counted.
const KAZAKHSTAN: (f64, f64) = (88.0, 31.0 * 365.25);

/// Share of events that last longer than a number of days, linear in logarithms between the quantiles.
pub fn lasts_longer(days: f64) -> f64 {
    if days < 1.0 {
        return 1.0;
    }
    let after = LONGER.iter().position(|(d, _)| *d > days).unwrap_or(LONGER.len());
    let (a, b) = if after < LONGER.len() { (LONGER[after - 1], LONGER[after]) } else { (LONGER[2], LONGER[3]) };
    let slope = libm::log(b.1 / a.1) / libm::log(b.0 / a.0);
    a.1 * libm::exp(slope * libm::log(days / a.0))
}

/// A size of the class: a category, then uniform in the logarithm; beyond ten thousand half as many at twice the size.
pub fn size(draw: Draw, n: u32) -> f64 {
    let (u, v) = draw.pair(n);
    let total: f64 = SIZES.iter().map(|s| s.2).sum();
    let mut left = u * total;
    for (low, high, share) in SIZES {
        left -= share;
        if left < 0.0 {
            return if low > 10_000.0 {
                // Pareto with exponent 1, cut off.
                low / (1.0 - v * (1.0 - low / high))
            } else {
                low * libm::exp(v * libm::log(high / low))
            };
        }
    }
    SIZES[0].0
}

/// Chance that a series has a crowd on a day: that its event still goes on, or that one begins.
fn active(given: &Given<'_>, unit: Option<usize>, window: (f64, f64)) -> f64 {
    let days: Vec<f64> =
        given.vintage.said.iter().filter(|s| unit.is_none() || s.unit == unit).map(|s| s.day as f64).collect();
    let begins = KAZAKHSTAN.0 / KAZAKHSTAN.1 / unit.map_or(1.0, |_| given.vintage.units as f64);
    if days.is_empty() {
        return begins;
    }
    let first = days.iter().copied().fold(f64::INFINITY, f64::min);
    let known = days.iter().copied().fold(0.0, f64::max) - first;
    let then = (window.0 / 24.0).floor() - first;
    (lasts_longer(then) / lasts_longer(known).max(1e-9)).min(1.0).max(begins)
}

fn paths(given: &Given<'_>, baseline: usize, note: String, size: impl Fn(Draw, u32) -> f64) -> Paths {
    let mut paths = Paths::empty(&note);
    let chance = |unit| given.windows.iter().map(|w| active(given, unit, *w)).collect::<Vec<f64>>();
    let nation_active = chance(None);
    let unit_active: Vec<Vec<f64>> = (0..given.vintage.units).map(|u| chance(Some(u))).collect();
    for draw in 0..given.draws {
        // One number decides how long a series goes on, so that it ends once.
        let one = |who: u32, active: &[f64], w: usize| {
            let random = given.random(baseline, draw, who);
            if random.uniform(0) < active[w] { size(random, 1 + 64 * w as u32) } else { 0.0 }
        };
        let windows = 0..given.windows.len();
        let nation = windows.clone().map(|w| one(0, &nation_active, w)).collect();
        let units = windows.map(|w| unit_active.iter().enumerate().map(|(u, a)| one(1 + u as u32, a, w)).collect());
        paths.push(nation, units.collect());
    }
    paths
}

/// Events go on and are as large as in the class.
pub fn climatology(given: &Given<'_>, baseline: usize) -> Paths {
    let chance = given.windows.first().map_or(0.0, |w| active(given, None, *w));
    paths(given, baseline, format!("goes on with probability {chance:.2}"), size)
}

/// Mean and shape of a negative binomial for sizes of the class. Sizes are so large that its Poisson part does not
/// matter for the fit, so the shape is that of a gamma distribution by maximum likelihood, in Minka's approximation
/// (2002): `k ≈ (3 − s + √((s − 3)² + 24 s))/(12 s)` with `s = ln mean − mean ln`. The class has one record an event, so
/// there is nothing to regress on: an intercept alone.
pub fn negative_binomial_of_class() -> (f64, f64) {
    let key = groundswell_chance::draw::Key::new(1990, 2020);
    let sizes: Vec<f64> =
        (0..20_000).map(|i| size(key.draw(groundswell_chance::draw::Purpose::Study, i, 0), 0)).collect();
    let n = sizes.len() as f64;
    let mean = sizes.iter().sum::<f64>() / n;
    let s = libm::log(mean) - sizes.iter().map(|x| libm::log(*x)).sum::<f64>() / n;
    (mean, (3.0 - s + ((s - 3.0) * (s - 3.0) + 24.0 * s).sqrt()) / (12.0 * s))
}

/// Sizes from a negative binomial fitted to the class.
pub fn negative_binomial(given: &Given<'_>, baseline: usize) -> Paths {
    let (mean, shape) = negative_binomial_of_class();
    let note = format!("mean {mean:.0}, shape {shape:.2}");
    paths(given, baseline, note, |random, n| random_poisson(gamma(shape, random, n) * mean / shape, random, n))
}

/// A Poisson number of the family of a draw that is not otherwise used: large means are normal.
fn random_poisson(mean: f64, random: Draw, n: u32) -> f64 {
    (mean + libm::sqrt(mean) * random.normal(n + 60)).round().max(0.0)
}

/// A gamma number of a shape and scale 1 (Marsaglia & Tsang 2000; below shape 1 by their power of a uniform).
fn gamma(shape: f64, random: Draw, n: u32) -> f64 {
    if shape < 1.0 {
        let u: f64 = 1.0 - random.uniform(n + 59);
        return gamma(shape + 1.0, random, n) * libm::pow(u, 1.0 / shape);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / libm::sqrt(9.0 * d);
    for i in 0..28 {
        let z = random.normal(n + 2 * i);
        let v = (1.0 + c * z) * (1.0 + c * z) * (1.0 + c * z);
        let u = 1.0 - random.uniform(n + 2 * i + 1);
        if v > 0.0 && libm::log(u) < 0.5 * z * z + d - d * v + d * libm::log(v) {
            return d * v;
        }
    }
    // One in 10^30 comes here.
    d
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_chance::draw::{Key, Purpose};
    use std::io::Write;
    use std::path::{Path, PathBuf};

    #[test]
    fn durations_are_those_of_the_class() {
        assert_eq!(lasts_longer(0.0), 1.0);
        for (days, share) in LONGER {
            assert!((lasts_longer(days) - share).abs() < 1e-12);
        }
        assert!((1..100).all(|d| lasts_longer(f64::from(d)) > lasts_longer(f64::from(d + 1))));
    }

    #[test]
    fn sizes_have_the_shares_of_the_class() {
        let key = Key::new(1, 1);
        let sizes: Vec<f64> = (0..40_000).map(|i| size(key.draw(Purpose::Study, i, 0), 1)).collect();
        let total: f64 = SIZES.iter().map(|s| s.2).sum();
        for (low, high, share) in SIZES {
            let found = sizes.iter().filter(|x| **x >= low && **x <= high).count() as f64 / 40_000.0;
            assert!((found - share / total).abs() < 0.01, "{low}: {found}");
        }
    }

    #[test]
    fn gamma_numbers_have_their_mean_and_variance() {
        for shape in [0.3, 1.0, 4.0] {
            let key = Key::new(4, 0);
            let x: Vec<f64> = (0..20_000).map(|i| gamma(shape, key.draw(Purpose::Study, i, 9), 0)).collect();
            let mean = x.iter().sum::<f64>() / 20_000.0;
            let var = x.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / 20_000.0;
            assert!((mean / shape - 1.0).abs() < 0.05 && (var / shape - 1.0).abs() < 0.12, "{shape}: {mean} {var}");
        }
    }

    /// The figures are those of the collection, where it is at hand.
    #[test]
    fn figures_are_those_collected() {
        let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
        let folder = std::env::var_os("GROUNDSWELL_SHARED").map_or_else(beside, PathBuf::from);
        let file = folder.join("data/events/empirical_regularities.json");
        let Ok(text) = std::fs::read_to_string(&file) else {
            let _ = writeln!(
                std::io::stderr(),
                "skipped: the collection of data is not at hand ({} is not there)",
                file.display()
            );
            return;
        };
        let all: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(all["participants_category_n"], SIZED);
        assert_eq!(all["share_one_day"], ONE_DAY);
        let names = ["50-99", "100-999", "1000-1999", "2000-4999", "5000-10000", ">10000"];
        for (name, (_, _, share)) in names.iter().zip(SIZES) {
            assert_eq!(all["participants_category_share"][name], share, "{name}");
        }
        for (quantile, days) in [("0.9", 2.0), ("0.95", 5.0), ("0.99", 32.0)] {
            assert_eq!(all["duration_days_quantiles"][quantile], days);
        }
        assert_eq!(all["kazakhstan"]["n"], KAZAKHSTAN.0 as u32);
    }
}
