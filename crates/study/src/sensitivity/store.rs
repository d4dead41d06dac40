//! From the runs of a design to a table of indices.

use super::morris::{self, ElementaryEffect};
use super::sobol::{self, Index};
use crate::attach::SENSITIVITY;
use crate::design::SOBOL_MOST;
use crate::family::Family;
use crate::rundir::RunDir;
use crate::sweep::{Few, Sweep, SweepRun};
use groundswell_complaint::{Complaint, Complaints};
use groundswell_scenario::priors::{self, Prior};
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::row;
use groundswell_tables::stamp::write_atomic;
use groundswell_tables::table::{Field, Kind, Table};
use serde::Serialize;
use serde_json::json;

/// A method with its settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Morris, with its number of trajectories, on a grid of this many levels.
    Morris(u32, u32),
    /// Sobol', with its number of base rows.
    Sobol(u32),
}

impl Method {
    /// As it stands in a plan.
    pub fn name(self) -> String {
        match self {
            Method::Morris(trajectories, levels) => format!("morris {trajectories} {levels}"),
            Method::Sobol(base) => format!("sobol {base}"),
        }
    }

    /// Back from a plan.
    pub fn read(name: &str) -> Option<Method> {
        let mut words = name.split(' ');
        let kind = words.next()?;
        let mut number = || words.next().and_then(|word| word.parse().ok());
        match kind {
            "morris" => Some(Method::Morris(number()?, number()?)),
            "sobol" => Some(Method::Sobol(number()?)),
            _ => None,
        }
    }

    /// The ranges that it varies: of the parameters that are named, as `path` or `path=low:high`; where none is, every
    /// one with a range, or with Sobol' those of the scenario's `priors.csv`.
    ///
    /// # Errors
    /// A parameter that has no range, or more of them than Sobol' points have dimensions.
    pub fn ranges(self, scenario: &Scenario, paths: &[String], given: &[String]) -> Result<Vec<Prior>, Complaints> {
        let mut ranges = priors::asked(scenario, paths, given)?;
        if ranges.is_empty() && matches!(self, Method::Sobol(_)) {
            ranges = priors::of(scenario)?;
        }
        if ranges.is_empty() {
            ranges = priors::all(scenario)?;
        }
        if matches!(self, Method::Sobol(_)) && 2 * ranges.len() > SOBOL_MOST {
            let complaint = Complaint::inconsistent(format!("sobol of {} parameters", ranges.len()));
            let complaint = complaint.allowed(format!("at most {}", SOBOL_MOST / 2));
            let advice = "screen them with `--method morris` first, then name the few with `--parameters`";
            return Err(complaint.advise(advice).into());
        }
        Ok(ranges)
    }

    /// Its points in the unit cube.
    pub fn design(self, dimensions: usize, seed: u64) -> Vec<Vec<f64>> {
        match self {
            Method::Morris(trajectories, levels) => morris::design(dimensions, trajectories, levels, seed),
            Method::Sobol(base) => sobol::design(dimensions, base, seed),
        }
    }
}

/// What a method says of one parameter and one quantity.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum SensitivityMeasure {
    /// By Morris.
    Morris(ElementaryEffect),
    /// By Sobol'.
    Sobol(Index),
}

impl SensitivityMeasure {
    /// What parameters are ranked by: `μ*` or the total share.
    pub fn rank(&self) -> f64 {
        match self {
            SensitivityMeasure::Morris(effect) => effect.mu_star,
            SensitivityMeasure::Sobol(index) => index.total,
        }
    }

    /// Its interval.
    pub fn interval(&self) -> (f64, f64) {
        match self {
            SensitivityMeasure::Morris(effect) => effect.interval,
            SensitivityMeasure::Sobol(index) => index.total_interval,
        }
    }
}

/// A quantity with the measures of every parameter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sensitive {
    /// The quantity.
    pub statistic: String,
    /// Whether its logarithm was looked at: sizes are.
    pub logarithm: bool,
    /// Points without a value.
    pub without: usize,
    /// Whether it is the same at every point that has a value: then no share of its variance exists, because
    /// there is none, and every effect is 0.
    pub constant: bool,
    /// Measures, in the order of the parameters.
    pub measures: Vec<SensitivityMeasure>,
}

/// Quantities of every run that are no recorded ones: all sizes.
const SIZES: [&str; 4] = ["peak", "detained", "killed", "units_reached"];

/// The quantities that a family's runs can be asked for.
pub fn quantities(family: &Family) -> Vec<String> {
    let recorded = family.statistics.iter().map(|statistic| statistic.target.id.clone());
    SIZES.iter().map(|size| (*size).to_string()).chain(recorded).collect()
}

/// A quantity of a run, sizes as `log(1 + x)`.
fn value(family: &Family, k: usize, few: &Few) -> f64 {
    let size = |x: f64| libm::log1p(x.max(0.0));
    match k {
        0 => size(few.peak),
        1 => size(few.detained),
        2 => size(few.killed),
        3 => f64::from(few.units_reached),
        _ => {
            let statistic = &family.statistics[k - SIZES.len()];
            let x = few.values[k - SIZES.len()].unwrap_or(f64::NAN);
            if statistic.is_size() && x.is_finite() { size(x) } else { x }
        }
    }
}

/// Means over replicates of each quantity at each point; not a number where no replicate has one.
pub fn results(sweep: &Sweep<'_>) -> Vec<Vec<f64>> {
    let count = SIZES.len() + sweep.family.statistics.len();
    let points = sweep.design.points.len();
    let (mut sums, mut numbers) = (vec![vec![0.0; points]; count], vec![vec![0u32; points]; count]);
    let runs: Vec<SweepRun> = sweep.runs().flatten().collect();
    for run in &runs {
        let Ok(few) = &run.end else { continue };
        for k in 0..count {
            let x = value(sweep.family, k, few);
            if x.is_finite() {
                sums[k][run.point as usize] += x;
                numbers[k][run.point as usize] += 1;
            }
        }
    }
    sums.iter_mut().zip(&numbers).for_each(|(sums, numbers)| {
        sums.iter_mut().zip(numbers).for_each(|(sum, n)| *sum = if *n > 0 { *sum / f64::from(*n) } else { f64::NAN });
    });
    sums
}

/// Whether all values that are there are the same. Of none, nothing can be said.
fn is_constant(results: &[f64]) -> bool {
    let mut there = results.iter().filter(|x| x.is_finite());
    there.next().is_some_and(|first| there.all(|x| x == first))
}

/// Measures of every quantity. `points` are those of the method's design.
pub fn analyse(
    method: Method,
    family: &Family,
    points: &[Vec<f64>],
    results: &[Vec<f64>],
    seed: u64,
) -> Vec<Sensitive> {
    let dimensions = points.first().map_or(0, Vec::len);
    let of = |(k, (statistic, results)): (usize, (String, &Vec<f64>))| Sensitive {
        statistic,
        logarithm: k < 3 || k >= SIZES.len() && family.statistics[k - SIZES.len()].is_size(),
        without: results.iter().filter(|x| !x.is_finite()).count(),
        constant: is_constant(results),
        measures: match method {
            Method::Morris(..) => {
                morris::effects(points, results, seed).into_iter().map(SensitivityMeasure::Morris).collect()
            }
            Method::Sobol(_) => {
                sobol::indices(dimensions, results, seed).into_iter().map(SensitivityMeasure::Sobol).collect()
            }
        },
    };
    quantities(family).into_iter().zip(results).enumerate().map(of).collect()
}

/// Analyses the runs of a sweep that is complete and writes what is found into its directory. `counts` are runs done
/// and failed.
///
/// # Errors
/// A disk that cannot be written to.
pub fn conclude(
    dir: &RunDir,
    method: Method,
    sweep: &Sweep<'_>,
    seed: u64,
    counts: (u64, usize),
) -> Result<Vec<Sensitive>, Complaint> {
    let paths = &sweep.design.paths;
    let found = analyse(method, sweep.family, &method.design(paths.len(), seed), &results(sweep), seed);
    table(method, paths, &found).write_parquet(&dir.data("sensitivity"))?;
    let shown = page(method, paths, &found, counts.0, counts.1);
    write_atomic(&dir.file(SENSITIVITY), shown.to_string() + "\n")?;
    Ok(found)
}

const MORRIS: &[Field] = &[
    Field::new("statistic", Kind::Text, "", "which quantity; sizes as log(1 + x)"),
    Field::new("parameter", Kind::Text, "", "path of the parameter"),
    Field::new("constant", Kind::Bool, "", "the quantity is the same at every point that has a value"),
    Field::new("mu_star", Kind::F64, "per range", "mean size of the elementary effects").nullable(),
    Field::new("mu_star_low", Kind::F64, "per range", "5 % of its bootstrap").nullable(),
    Field::new("mu_star_high", Kind::F64, "per range", "95 % of its bootstrap").nullable(),
    Field::new("mu", Kind::F64, "per range", "mean elementary effect").nullable(),
    Field::new("sigma", Kind::F64, "per range", "spread of the elementary effects; null of fewer than two").nullable(),
    Field::new("used", Kind::U32, "trajectories", "that have the effect"),
    Field::new("lost", Kind::U32, "trajectories", "that have not"),
];

const SOBOL: &[Field] = &[
    Field::new("statistic", Kind::Text, "", "which quantity; sizes as log(1 + x)"),
    Field::new("parameter", Kind::Text, "", "path of the parameter"),
    Field::new("constant", Kind::Bool, "", "the quantity is the same at every point that has a value: no shares exist"),
    Field::new("total", Kind::F64, "share", "of the variance that is left when all others are known").nullable(),
    Field::new("total_low", Kind::F64, "share", "5 % of its bootstrap").nullable(),
    Field::new("total_high", Kind::F64, "share", "95 % of its bootstrap").nullable(),
    Field::new("first", Kind::F64, "share", "of the variance that the parameter alone explains").nullable(),
    Field::new("first_low", Kind::F64, "share", "5 % of its bootstrap").nullable(),
    Field::new("first_high", Kind::F64, "share", "95 % of its bootstrap").nullable(),
    Field::new("used", Kind::U32, "rows", "that have the index"),
    Field::new("lost", Kind::U32, "rows", "that have not"),
];

/// What a report shows of an analysis.
pub fn page(method: Method, paths: &[String], found: &[Sensitive], runs: u64, failed: usize) -> serde_json::Value {
    let measure = |(path, measure): (&String, &SensitivityMeasure)| {
        let (other, lost) = match measure {
            SensitivityMeasure::Morris(effect) => (effect.sigma, effect.lost),
            SensitivityMeasure::Sobol(index) => (index.first, index.lost),
        };
        let (low, high) = measure.interval();
        json!({
            "path": path, "value": there(measure.rank()), "low": there(low), "high": there(high),
            "other": there(other), "lost": lost,
        })
    };
    let quantity = |s: &Sensitive| {
        let measures: Vec<_> = paths.iter().zip(&s.measures).map(measure).collect();
        json!({ "name": s.statistic, "logarithm": s.logarithm, "without": s.without, "constant": s.constant, "measures": measures })
    };
    let name = if matches!(method, Method::Sobol(_)) { "sobol" } else { "morris" };
    json!({ "method": name, "runs": runs, "failed": failed, "quantities": found.iter().map(quantity).collect::<Vec<_>>() })
}

/// Measures as a table.
pub fn table(method: Method, paths: &[String], found: &[Sensitive]) -> Table {
    let mut table = Table::new("sensitivity", if matches!(method, Method::Sobol(_)) { SOBOL } else { MORRIS });
    for sensitive in found {
        for (path, measure) in paths.iter().zip(&sensitive.measures) {
            let s = &sensitive.statistic;
            match measure {
                SensitivityMeasure::Morris(e) => table.push(row![
                    s,
                    path,
                    sensitive.constant,
                    there(e.mu_star),
                    there(e.interval.0),
                    there(e.interval.1),
                    there(e.mu),
                    there(e.sigma),
                    e.used,
                    e.lost
                ]),
                SensitivityMeasure::Sobol(i) => table.push(row![
                    s,
                    path,
                    sensitive.constant,
                    there(i.total),
                    there(i.total_interval.0),
                    there(i.total_interval.1),
                    there(i.first),
                    there(i.first_interval.0),
                    there(i.first_interval.1),
                    i.used,
                    i.lost
                ]),
            }
        }
    }
    table
}

/// A number that exists.
fn there(x: f64) -> Option<f64> {
    Some(x).filter(|x| x.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_exist_is_null_and_a_constant_says_so() {
        let of = |results: &[f64]| Sensitive {
            statistic: "peak".into(),
            logarithm: true,
            without: results.iter().filter(|x| !x.is_finite()).count(),
            constant: is_constant(results),
            measures: sobol::indices(2, results, 1).into_iter().map(SensitivityMeasure::Sobol).collect(),
        };
        let paths = ["a.b".to_string(), "c.d".to_string()];
        let (same, none) = (vec![5.0; 8], vec![f64::NAN; 8]);
        for (results, constant) in [(same, true), (none, false)] {
            let table = table(Method::Sobol(2), &paths, &[of(&results)]);
            let column = |name: &str| table.column(name).expect("a column").clone();
            assert_eq!((column("total").nulls(), column("first_low").nulls()), (2, 2));
            assert_eq!(table.slice::<bool>("constant"), Some(&[constant; 2][..]));
        }
        assert!(!is_constant(&[1.0, f64::NAN, 2.0]) && is_constant(&[1.0, f64::NAN, 1.0]));
    }
}
