//! A unit alone, with the shared path imposed: how likely its reports are, and where it stands at the end.
//!
//! The latent quantities of a unit, its lasting effect and its day, are two numbers, so the sum over them is done on a
//! grid and not by draws: the likelihood is exact up to the grid, smooth in everything shared, and the same on every
//! machine. A thousand draws in place of the grid give the same within their error (`tests.rs`).

use super::panel::Report;
use super::parameters::AggregateValues;
use groundswell_chance::normal::density;
use groundswell_engine::mechanisms::differences::heavy;
use std::sync::OnceLock;

/// Points of the grid for the lasting effect, and for the day.
pub const POINTS: (usize, usize) = (13, 11);
/// Steps between them, in standard normal coordinates.
const STEPS: (f64, f64) = (0.5, 0.5);
/// Points together.
const ALL: usize = POINTS.0 * POINTS.1;

/// Logarithm of crowd over detection below which a crowd is as good as never noticed.
const UNSEEN: f64 = -9.0;
/// Share of reports that nothing explains, so that no report can decide alone.
const STRAY: f64 = 0.02;
/// Share of sizes that are wrong by any factor, and the standard deviation of their logarithm.
const WILD: (f64, f64) = (0.05, 3.0);
/// Mean and standard deviation of the logarithm of a size that nothing explains.
const ANY: (f64, f64) = (5.0, 3.0);

/// A function on equal steps, read off in between.
struct Table {
    from: f64,
    per: f64,
    values: Vec<f64>,
}

impl Table {
    fn new(from: f64, to: f64, step: f64, f: impl Fn(f64) -> f64) -> Table {
        let values = (0..=libm::ceil((to - from) / step) as usize).map(|i| f(from + i as f64 * step)).collect();
        Table { from, per: 1.0 / step, values }
    }

    fn at(&self, x: f64) -> f64 {
        let place = ((x - self.from) * self.per).max(0.0);
        let i = (place as usize).min(self.values.len() - 2);
        let share = (place - i as f64).min(1.0);
        self.values[i] + share * (self.values[i + 1] - self.values[i])
    }
}

/// Probability that a crowd is noticed, by the logarithm of crowd over detection: `1 − exp(−exp(x))`.
fn noticed() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::new(-14.0, 4.0, 1.0 / 64.0, |x| -libm::expm1(-libm::exp(x))))
}

/// `exp(−z²/2)`, by `|z|`.
fn bell() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::new(0.0, 8.0, 1.0 / 64.0, |z| libm::exp(-0.5 * z * z)))
}

/// Lasting effects of the grid with variance 1, and their weights.
fn lasting() -> &'static [(f64, f64); POINTS.0] {
    static TABLE: OnceLock<[(f64, f64); POINTS.0]> = OnceLock::new();
    TABLE.get_or_init(|| {
        let z = |i: usize| (i as f64 - (POINTS.0 - 1) as f64 / 2.0) * STEPS.0;
        let total: f64 = (0..POINTS.0).map(|i| density(z(i))).sum();
        std::array::from_fn(|i| (heavy(z(i)), density(z(i)) / total))
    })
}

fn daily(j: usize) -> f64 {
    (j as f64 - (POINTS.1 - 1) as f64 / 2.0) * STEPS.1
}

/// What evaluations at one set of parameters have in common.
pub struct UnitGrid {
    values: AggregateValues,
    /// What each point adds to the logarithm of the crowd.
    adds: [f64; ALL],
    /// The largest of them.
    most: f64,
    /// Weights of the points before anything is known.
    prior: [f64; ALL],
    /// Probability of each day's point from each point of the day before.
    moves: [[f64; POINTS.1]; POINTS.1],
}

impl UnitGrid {
    /// For these parameters.
    pub fn new(values: &AggregateValues) -> UnitGrid {
        let total: f64 = (0..POINTS.1).map(|j| density(daily(j))).sum();
        let spread = libm::sqrt(1.0 - values.persistence * values.persistence);
        let moves = std::array::from_fn(|i| {
            let row: [f64; POINTS.1] =
                std::array::from_fn(|j| density((daily(j) - values.persistence * daily(i)) / spread));
            let sum: f64 = row.iter().sum();
            row.map(|p| p / sum)
        });
        let point = |k: usize| (lasting()[k / POINTS.1], daily(k % POINTS.1));
        let adds: [f64; ALL] = std::array::from_fn(|k| values.between * point(k).0.0 + values.daily * point(k).1);
        UnitGrid {
            most: adds.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            adds,
            prior: std::array::from_fn(|k| point(k).0.1 * density(point(k).1) / total),
            moves,
            values: values.clone(),
        }
    }

    /// Probability, or density of the logarithm of its size, of a report of a crowd whose logarithm is `x`.
    pub fn likelihood(&self, report: Report, x: f64) -> f64 {
        let v = &self.values;
        let seen = v.coverage * noticed().at(x - libm::log(v.detection));
        self.of_seen(report, seen, || match report {
            Report::Sized(size) => libm::log(size.max(1.0)) - x,
            _ => 0.0,
        })
    }

    fn of_seen(&self, report: Report, seen: f64, apart: impl Fn() -> f64) -> f64 {
        let v = &self.values;
        match report {
            Report::Unknown => 1.0,
            Report::Silent => (1.0 - STRAY) * (1.0 - seen) + STRAY,
            Report::Named => (1.0 - STRAY) * seen * (1.0 - v.sized) + 0.5 * STRAY,
            Report::Sized(size) => {
                let apart = apart();
                let any = density((libm::log(size.max(1.0)) - ANY.0) / ANY.1) / ANY.1;
                let near = bell().at((apart / v.noise).abs()) / v.noise;
                let far = bell().at((apart / WILD.1).abs()) / WILD.1;
                let of_size = ((1.0 - WILD.0) * near + WILD.0 * far) * INVERSE_ROOT_TAU;
                (1.0 - STRAY) * seen * v.sized * of_size + 0.5 * STRAY * any
            }
        }
    }

    /// Follows a unit whose shared part is `levels`: the logarithm of the likelihood of its reports, and the weights of
    /// the grid on the last day.
    pub fn follow(&self, levels: impl Iterator<Item = (f64, Report)>) -> (f64, Box<[f64; ALL]>) {
        self.filter(levels, |_| ())
    }

    /// The same; `each` sees the weights at the end of every day.
    fn filter(
        &self,
        levels: impl Iterator<Item = (f64, Report)>,
        mut each: impl FnMut(&[f64; ALL]),
    ) -> (f64, Box<[f64; ALL]>) {
        let mut weights = Box::new(self.prior);
        let mut log = 0.0;
        let detection = libm::log(self.values.detection);
        for (day, (level, report)) in levels.enumerate() {
            if day > 0 {
                self.advance(&mut weights);
            }
            // Nobody would have noticed any of these crowds: silence says nothing.
            let unseen = report == Report::Silent && self.most + level - detection < UNSEEN;
            if report == Report::Unknown || unseen {
                each(&weights);
                continue;
            }
            let size = if let Report::Sized(size) = report { libm::log(size.max(1.0)) } else { 0.0 };
            let mut sum = 0.0;
            for (weight, add) in weights.iter_mut().zip(&self.adds) {
                let x = level + add;
                let seen = self.values.coverage * noticed().at(x - detection);
                *weight *= self.of_seen(report, seen, || size - x);
                sum += *weight;
            }
            log += libm::log(sum);
            weights.iter_mut().for_each(|weight| *weight /= sum);
            each(&weights);
        }
        (log, weights)
    }

    /// A path of a unit drawn from its distribution given its reports: the standard normal coordinate of its lasting
    /// effect, and the logarithm of its crowd on each day. `luck` gives a number from 0 to 1 for each day.
    pub fn path(&self, levels: &[(f64, Report)], luck: impl Fn(usize) -> f64) -> (f64, Vec<f64>) {
        let mut days: Vec<[f64; ALL]> = Vec::with_capacity(levels.len());
        self.filter(levels.iter().copied(), |weights| days.push(*weights));
        let Some(last) = days.last() else { return (0.0, vec![]) };
        let end = drawn(last, luck(days.len() - 1)).unwrap_or(ALL / 2);
        let (lasting, mut today) = (end / POINTS.1, end % POINTS.1);
        let mut path = vec![0.0; days.len()];
        for (day, weights) in days.iter().enumerate().rev() {
            if day + 1 < days.len() {
                // What was known by then, and where the next day stands.
                let row = &weights[lasting * POINTS.1..(lasting + 1) * POINTS.1];
                let given: [f64; POINTS.1] = std::array::from_fn(|j| row[j] * self.moves[j][today]);
                today = drawn(&given, luck(day)).unwrap_or(today);
            }
            path[day] = levels[day].0 + self.adds[lasting * POINTS.1 + today];
        }
        ((lasting as f64 - (POINTS.0 - 1) as f64 / 2.0) * STEPS.0, path)
    }

    /// A day passes.
    fn advance(&self, weights: &mut [f64; ALL]) {
        for row in weights.chunks_exact_mut(POINTS.1) {
            let mut next = [0.0; POINTS.1];
            for (from, moves) in row.iter().zip(&self.moves) {
                for (to, share) in next.iter_mut().zip(moves) {
                    *to += from * share;
                }
            }
            row.copy_from_slice(&next);
        }
    }

    /// The lasting effect and the day of a unit, with variance 1, at a number from 0 to 1 of these weights. `within`, a
    /// standard normal number, moves the day between the points of the grid.
    pub fn pick(weights: &[f64; ALL], at: f64, within: f64) -> (f64, f64) {
        let k = drawn(weights, at).unwrap_or(ALL / 2);
        (lasting()[k / POINTS.1].0, daily(k % POINTS.1) + 0.29 * STEPS.1 * within)
    }
}

/// Which of these weights a number from 0 to 1 falls on; `None` if all are 0.
fn drawn(weights: &[f64], at: f64) -> Option<usize> {
    let mut left = at * weights.iter().sum::<f64>();
    weights.iter().position(|weight| {
        left -= weight;
        left < 0.0
    })
}

const INVERSE_ROOT_TAU: f64 = 0.398_942_280_401_432_7;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::parameters::{AggregatePrior, COUNT};

    #[test]
    fn reports_of_a_crowd_are_a_distribution() {
        let grid = UnitGrid::new(&AggregatePrior::default().values(&[0.0; COUNT]));
        for x in [-3.0, 2.0, 5.0, 9.0] {
            let steps = (0..4000).map(|i| f64::from(i) * 0.006 - 2.0);
            let sized: f64 = steps.map(|log| 0.006 * grid.likelihood(Report::Sized(libm::exp(log)), x)).sum();
            let total = sized + grid.likelihood(Report::Silent, x) + grid.likelihood(Report::Named, x);
            // Sizes below one person are one; a stray share is said of silence too.
            assert!((total - 1.0).abs() < 0.03, "{x}: {total}");
        }
    }

    #[test]
    fn a_unit_with_nothing_known_stays_at_its_prior() {
        let grid = UnitGrid::new(&AggregatePrior::default().values(&[0.0; COUNT]));
        let (log, weights) = grid.follow([(3.0, Report::Unknown); 20].into_iter());
        assert_eq!(log, 0.0);
        let mean: f64 = (0..ALL).map(|k| weights[k] * daily(k % POINTS.1)).sum();
        let variance: f64 = (0..ALL).map(|k| weights[k] * daily(k % POINTS.1).powi(2)).sum();
        assert!(mean.abs() < 1e-9 && (variance - 1.0).abs() < 0.1, "{mean} {variance}");
        let lasting: f64 = (0..ALL).map(|k| weights[k] * super::lasting()[k / POINTS.1].0.powi(2)).sum();
        assert!((lasting - 1.0).abs() < 0.15, "{lasting}");
    }

    /// Paths end as the state does, and on the days before they know what came after.
    #[test]
    fn paths_are_drawn_from_the_smoothed_distribution() {
        let grid = UnitGrid::new(&AggregatePrior::default().values(&[0.0; COUNT]));
        let levels = [(4.0, Report::Unknown), (4.0, Report::Unknown), (4.0, Report::Sized(20_000.0))];
        let (_, weights) = grid.follow(levels.into_iter());
        let last: f64 = (0..ALL).map(|k| weights[k] * (4.0 + grid.adds[k])).sum();
        let key = groundswell_chance::draw::Key::new(3, 0);
        let luck =
            |n: u32| move |day: usize| key.draw(groundswell_chance::draw::Purpose::Study, n, day as u32).uniform(0);
        let paths: Vec<Vec<f64>> = (0..4000).map(|n| grid.path(&levels, luck(n)).1).collect();
        let mean = |day: usize| paths.iter().map(|path| path[day]).sum::<f64>() / 4000.0;
        assert!((mean(2) - last).abs() < 0.05, "{} {last}", mean(2));
        assert!(mean(0) > 4.5 && mean(1) > mean(0), "a large crowd on the third day was large before: {}", mean(0));
    }

    #[test]
    fn a_size_draws_the_state_towards_it() {
        let grid = UnitGrid::new(&AggregatePrior::default().values(&[0.0; COUNT]));
        let crowd = |reports: &[Report]| {
            let (_, weights) = grid.follow(reports.iter().map(|report| (5.0, *report)));
            (0..ALL).map(|k| weights[k] * (5.0 + grid.adds[k])).sum::<f64>()
        };
        let free = crowd(&[Report::Unknown]);
        let large = crowd(&[Report::Sized(20_000.0); 3]);
        assert!(large > free + 2.0 && large < libm::log(20_000.0), "{free} {large}");
        assert!(crowd(&[Report::Silent; 3]) < free - 0.5);
        assert!(crowd(&[Report::Named; 3]) > free);
    }
}
