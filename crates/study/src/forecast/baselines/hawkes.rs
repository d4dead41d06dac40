//! Reports that call forth reports, in their own unit and in others.
//!
//! The intensity of reports in unit `u` is `μ + Σ over past reports of β exp(−β (t − tᵢ)) · (own if in u, else
//! other/(U − 1))`: a Hawkes process with one exponential kernel in time and a kernel between units that does not depend
//! on distance (see [`groundswell_classics::point_process`] for the process of one unit). Its four numbers are not fitted
//! to a handful of reports but weighed over a grid by their likelihood; each draw takes one of them.

use super::{Given, Paths, reference};
use groundswell_chance::draw::{Draw, index};

/// Hours in which excitement fades, children in the own unit, children in others, reports by themselves per unit and day.
const FADES: [f64; 4] = [6.0, 12.0, 24.0, 48.0];
const OWN: [f64; 5] = [0.0, 0.2, 0.4, 0.6, 0.8];
const OTHER: [f64; 5] = [0.0, 0.2, 0.4, 0.6, 0.8];
const ALONE: [f64; 6] = [0.0005, 0.002, 0.01, 0.05, 0.2, 0.8];
/// A process with more children than this explodes.
const MOST_CHILDREN: f64 = 0.95;
/// Most reports of a draw.
const MOST: usize = 5000;
/// How many reports of the reference class the known sizes are weighed against.
const CLASS: f64 = 2.0;

#[derive(Clone, Copy, Debug)]
struct Numbers {
    decay: f64,
    own: f64,
    other: f64,
    alone: f64,
}

/// Logarithm of the likelihood of reports `(hour, unit)` in `[0, until]`.
fn log_likelihood(n: &Numbers, reports: &[(f64, usize)], units: usize, until: f64) -> f64 {
    let between = n.other / (units as f64 - 1.0).max(1.0);
    let mut sum = -n.alone * units as f64 * until;
    for (i, &(t, u)) in reports.iter().enumerate() {
        let excited: f64 = reports[..i]
            .iter()
            .filter(|(s, _)| *s < t)
            .map(|&(s, v)| n.decay * libm::exp(-n.decay * (t - s)) * if v == u { n.own } else { between })
            .sum();
        sum += libm::log(n.alone + excited);
        let gone = if units > 1 { n.own + n.other } else { n.own };
        sum += gone * libm::expm1(-n.decay * (until - t));
    }
    sum
}

/// Draws from the process after what had been reported.
pub(crate) fn forecast(given: &Given<'_>, baseline: usize) -> Paths {
    let units = given.vintage.units;
    // Reports of the last hours were still to come: the likelihood ends before them.
    let until = (given.vintage.origin - given.observation.delay_media).max(1.0);
    let mut all: Vec<(f64, usize)> =
        given.vintage.said.iter().filter_map(|s| Some((0.5 * (s.hours.0 + s.hours.1), s.unit?))).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let known: Vec<(f64, usize)> = all.iter().copied().filter(|(t, _)| *t <= until).collect();
    let mut grid: Vec<(Numbers, f64)> = Vec::new();
    for hours in FADES {
        for own in OWN {
            for other in OTHER.into_iter().filter(|other| own + other <= MOST_CHILDREN) {
                for alone in ALONE {
                    let numbers = Numbers { decay: 1.0 / hours, own, other, alone: alone / 24.0 };
                    grid.push((numbers, log_likelihood(&numbers, &known, units, until)));
                }
            }
        }
    }
    let most = grid.iter().map(|g| g.1).fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = grid.iter().map(|g| libm::exp(g.1 - most)).collect();
    let total: f64 = weights.iter().sum();
    let mean = |f: &dyn Fn(&Numbers) -> f64| grid.iter().zip(&weights).map(|(g, w)| f(&g.0) * w).sum::<f64>() / total;
    let mut paths = Paths::empty(&format!(
        "{} reports known; children {:.2} in the unit, {:.2} in others",
        all.len(),
        mean(&|n| n.own),
        mean(&|n| n.other)
    ));
    let sizes = Sizes::of(given);
    let end = given.windows.iter().map(|w| w.1).fold(until, f64::max);
    for draw in 0..given.draws {
        let random = given.random(baseline, draw, 0);
        let mut left = random.uniform(0) * total;
        let picked = weights.iter().position(|w| {
            left -= w;
            left < 0.0
        });
        let numbers = grid[picked.unwrap_or(grid.len() - 1)].0;
        let reports = simulate(&numbers, &known, units, (until, end), given.random(baseline, draw, 1));
        let sized: Vec<(f64, usize, f64)> = reports
            .iter()
            .enumerate()
            .map(|(i, &(t, u))| (t, u, sizes.draw(given.random(baseline, draw, 2), i as u32)))
            .collect();
        let by_unit = |window: &(f64, f64)| {
            let mut most = vec![0.0f64; units];
            for (_, u, size) in sized.iter().filter(|(t, ..)| *t >= window.0 && *t < window.1) {
                most[*u] = most[*u].max(*size);
            }
            most
        };
        let by_unit: Vec<Vec<f64>> = given.windows.iter().map(by_unit).collect();
        paths.push(by_unit.iter().map(|units| units.iter().sum()).collect(), by_unit);
    }
    paths
}

/// Logarithms of sizes: normal, between those known and those of the reference class.
struct Sizes {
    mean: f64,
    spread: f64,
}

impl Sizes {
    fn of(given: &Given<'_>) -> Sizes {
        let class: Vec<f64> = (0..400).map(|i| libm::log(reference::size(given.random(3, i, 63), 0))).collect();
        let known = given.vintage.said.iter().filter(|s| s.unit.is_some()).filter_map(|s| s.middle());
        let known: Vec<f64> = known.map(|x| libm::log(x.max(1.0))).collect();
        let each = CLASS / class.len() as f64;
        let weighted = |f: &dyn Fn(f64) -> f64| {
            (class.iter().map(|x| each * f(*x)).sum::<f64>() + known.iter().map(|x| f(*x)).sum::<f64>())
                / (CLASS + known.len() as f64)
        };
        let mean = weighted(&|x| x);
        Sizes { mean, spread: weighted(&|x| (x - mean) * (x - mean)).sqrt() }
    }

    fn draw(&self, random: Draw, n: u32) -> f64 {
        // No report is of fewer than a handful, none of more than a nation.
        libm::exp((self.mean + self.spread * random.normal(n)).clamp(1.0, 15.0))
    }
}

/// Reports from one hour to another, by generations: those that come by themselves, and the children of all.
fn simulate(n: &Numbers, known: &[(f64, usize)], units: usize, hours: (f64, f64), random: Draw) -> Vec<(f64, usize)> {
    let (from, to) = hours;
    let mut used = 0u32;
    let mut next = || {
        used += 1;
        random.pair(used)
    };
    let poisson = |mean: f64, u: f64| {
        let (mut count, mut term, mut sum) = (0usize, libm::exp(-mean), libm::exp(-mean));
        while u > sum && count < 1000 {
            count += 1;
            term *= mean / count as f64;
            sum += term;
        }
        count
    };
    let mut reports: Vec<(f64, usize)> = Vec::new();
    let mut parents: Vec<(f64, usize, f64)> =
        known.iter().map(|&(t, u)| (from, u, libm::exp(-n.decay * (from - t)))).collect();
    for _ in 0..poisson((n.alone * units as f64 * (to - from)).min(500.0), next().0) {
        let (t, u) = next();
        let report = (from + t * (to - from), index((u * f64::from(u32::MAX)) as u32, units as u32) as usize);
        reports.push(report);
        parents.push((report.0, report.1, 1.0));
    }
    while let Some((time, unit, share)) = parents.pop() {
        let children = n.own + if units > 1 { n.other } else { 0.0 };
        for _ in 0..poisson(children * share, next().0) {
            let (wait, where_to) = next();
            let at = time - libm::log(1.0 - wait) / n.decay;
            let elsewhere = where_to * children >= n.own;
            let (pick, _) = next();
            let other = index((pick * f64::from(u32::MAX)) as u32, (units as u32).saturating_sub(1).max(1)) as usize;
            let unit = if elsewhere && units > 1 { if other >= unit { other + 1 } else { other } } else { unit };
            if at < to && reports.len() < MOST {
                reports.push((at, unit));
                parents.push((at, unit, 1.0));
            }
        }
    }
    reports
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_chance::draw::{Key, Purpose};
    use groundswell_classics::point_process::Hawkes;

    #[test]
    fn in_one_unit_it_is_the_process_of_the_engine() {
        let numbers = Numbers { decay: 0.5, own: 0.6, other: 0.4, alone: 0.2 };
        let times = [0.5, 1.0, 1.2, 4.0, 4.1];
        let reports: Vec<(f64, usize)> = times.iter().map(|t| (*t, 0)).collect();
        let theirs = Hawkes::new(0.2, 0.6, 0.5).expect("a process").log_likelihood(&times, 6.0).expect("in order");
        assert!((log_likelihood(&numbers, &reports, 1, 6.0) - theirs).abs() < 1e-12);
    }

    #[test]
    fn simulated_reports_have_the_mean_of_the_process() {
        // Far from the start: μ U T/(1 − n).
        let numbers = Numbers { decay: 0.5, own: 0.3, other: 0.3, alone: 0.01 };
        let (units, runs) = (5, 400);
        let total: usize = (0..runs)
            .map(|r| simulate(&numbers, &[], units, (0.0, 400.0), Key::new(6, r).draw(Purpose::Study, 0, 0)).len())
            .sum();
        let mean = total as f64 / f64::from(runs);
        // The first hours have fewer; the memory is some 5 hours.
        let want = 0.01 * 5.0 * 400.0 / 0.4;
        assert!((mean / want - 1.0).abs() < 0.06, "{mean} {want}");
        // Half of the children are in the unit of their parent: of all descendants, with returns, .41.
        let reports: Vec<(f64, usize)> = (0..6000)
            .flat_map(|r| {
                let numbers = Numbers { decay: 0.5, own: 0.2, other: 0.2, alone: 0.0 };
                simulate(&numbers, &[(0.0, 2)], units, (0.0, 1e3), Key::new(9, r).draw(Purpose::Study, 0, 0))
            })
            .collect();
        assert!((reports.len() as f64 / 6000.0 - 0.4 / 0.6).abs() < 0.05, "{}", reports.len());
        let own = reports.iter().filter(|(_, u)| *u == 2).count() as f64 / reports.len() as f64;
        assert!((own - 0.411).abs() < 0.03, "{own}");
    }
}
