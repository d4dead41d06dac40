//! Designs: which settings a sweep runs.
//!
//! A design is a table of points; every column is a parameter by its path. Grids, Latin
//! hypercubes (McKay, Beckman & Conover 1979) and scrambled Sobol' points (Sobol' 1967;
//! Owen 1995, by hashing: Burley 2020) are made here; any other design comes as a table.

mod table;

use crate::family::value;
use groundswell_chance::draw::{Key, Purpose, index};
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_engine::parameter::{Allowed, Value};
use groundswell_scenario::delimited::numbers::written;
use groundswell_scenario::parameters::unknown_parameter;
use groundswell_scenario::priors::{Prior, parameter, parse};
pub(crate) use table::of_rows;
pub use table::{read, read_text};

/// The most dimensions of Sobol' points.
pub const SOBOL_MOST: usize = sobol_burley::NUM_DIMENSIONS as usize;

/// The most Sobol' points: the sequence behind them has no more.
pub const SOBOL_POINTS: u32 = 1 << 16;

/// The most points of a design.
pub const MOST_POINTS: usize = 10_000_000;

/// Points over named parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// Paths of the parameters.
    pub paths: Vec<String>,
    /// Points; each has a value for every path.
    pub points: Vec<Vec<Value>>,
}

/// A parameter and the values it takes on a grid, or the range it varies in.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Its path.
    pub path: String,
    /// Values on a grid; empty where only a range was given.
    pub values: Vec<Value>,
    /// The range, for designs that fill it.
    pub range: Option<Prior>,
}

impl Axis {
    /// Reads `people.threshold=0.7:0.9:5` (five values), `shutdown.enabled=true,false`, or
    /// `people.leave=0.02:0.3` and `…:log`, a range without a number of values.
    pub fn parse(text: &str) -> Result<Axis, Complaints> {
        let alone = |complaint: Complaint| {
            let mut complaints = Complaints::default();
            complaints.push(complaint.at_line(&groundswell_complaint::Source::new("--over", text), 1, 1));
            complaints
        };
        let wrong = || {
            let problem = Problem::Unreadable { found: text.into(), what: "a parameter with its values" };
            alone(Complaint::new(problem).allowed(
                "people.threshold=0.7:0.9:5 for five values, shutdown.enabled=true,false for those, people.leave=0.02:0.3 or =0.02:0.3:log for a range",
            ))
        };
        let (path, rest) = text.split_once('=').ok_or_else(wrong)?;
        let (path, rest) = (path.trim(), rest.trim());
        let row = parameter(path).ok_or_else(|| alone(unknown_parameter(path)))?;
        if !rest.contains(':') {
            let values: Result<Vec<Value>, Complaint> = rest.split(',').map(|word| value(path, word)).collect();
            return Ok(Axis { path: path.into(), values: values.map_err(alone)?, range: None });
        }
        let parts: Vec<&str> = rest.split(':').map(str::trim).collect();
        if parts.len() == 2 || parts.last() == Some(&"log") && parts.len() == 3 {
            let range = parse(&format!("{path}={rest}"))?;
            return Ok(Axis { path: path.into(), values: Vec::new(), range: Some(range) });
        }
        if parts.len() != 3 || !matches!(row.kind, Allowed::Number { .. }) {
            return Err(wrong());
        }
        let (low, high) = (written(parts[0]).ok_or_else(wrong)?, written(parts[1]).ok_or_else(wrong)?);
        let n = parts[2].parse::<usize>().ok().filter(|n| (1..=MOST_POINTS).contains(n)).ok_or_else(wrong)?;
        let at = |i: usize| if n == 1 { low } else { low + (high - low) * i as f64 / (n - 1) as f64 };
        for end in [low, high] {
            value(path, &end.to_string()).map_err(alone)?;
        }
        let range = (low < high).then(|| parse(&format!("{path}={low}:{high}"))).transpose()?;
        Ok(Axis { path: path.into(), values: (0..n).map(|i| Value::Number(at(i))).collect(), range })
    }
}

/// The design that axes in words ask for: a grid, or points that fill their ranges.
pub fn asked(over: &[String], latin: Option<u32>, sobol: Option<u32>, seed: u64) -> Result<Design, Complaints> {
    let mut axes: Vec<Axis> = Vec::new();
    for text in over {
        let axis = Axis::parse(text)?;
        if axes.iter().any(|known| known.path == axis.path) {
            return Err(Complaint::new(Problem::Duplicate { what: "parameter", name: axis.path }).into());
        }
        axes.push(axis);
    }
    let Some(n) = latin.or(sobol) else { return Ok(grid(&axes)?) };
    let mut ranges = Vec::new();
    for axis in axes {
        let complaint = Complaint::inconsistent(format!("`{}` has no range to fill", axis.path));
        ranges.push(axis.range.ok_or_else(|| complaint.allowed("a range, as people.threshold=0.7:0.9"))?);
    }
    Ok(if latin.is_some() { self::latin(&ranges, n, seed) } else { self::sobol(&ranges, n, seed)? })
}

/// Every combination of the values of the axes; the last axis moves fastest.
pub fn grid(axes: &[Axis]) -> Result<Design, Complaint> {
    for axis in axes {
        if axis.values.is_empty() {
            let complaint = Complaint::inconsistent(format!("a grid needs the number of values of `{}`", axis.path));
            return Err(complaint
                .allowed("a number at the end, as people.threshold=0.7:0.9:5")
                .advise("or fill the range with `--latin N` or `--sobol N`"));
        }
    }
    let count = axes.iter().try_fold(1usize, |n, axis| n.checked_mul(axis.values.len())).unwrap_or(usize::MAX);
    if count > MOST_POINTS {
        return Err(Complaint::inconsistent(format!("the grid has more than {MOST_POINTS} points"))
            .advise("take fewer values, or fill the space with `--latin N` or `--sobol N`"));
    }
    let point = |mut i: usize| {
        let mut values = Vec::with_capacity(axes.len());
        for axis in axes.iter().rev() {
            values.push(axis.values[i % axis.values.len()]);
            i /= axis.values.len();
        }
        values.reverse();
        values
    };
    Ok(Design { paths: axes.iter().map(|axis| axis.path.clone()).collect(), points: (0..count).map(point).collect() })
}

/// Points at these shares of each range.
pub fn at(ranges: &[Prior], shares: impl Iterator<Item = Vec<f64>>) -> Design {
    let point = |shares: Vec<f64>| ranges.iter().zip(shares).map(|(range, u)| Value::Number(range.at(u))).collect();
    Design { paths: ranges.iter().map(|range| range.path.clone()).collect(), points: shares.map(point).collect() }
}

/// A Latin hypercube: each of `n` equal slices of every range holds one point.
pub fn latin(ranges: &[Prior], n: u32, seed: u64) -> Design {
    let key = Key::new(seed, 0);
    let columns: Vec<Vec<f64>> = (0..ranges.len() as u32)
        .map(|k| {
            // Fisher and Yates' shuffle.
            let draw = key.draw(Purpose::Study, k, 0);
            let mut slices: Vec<u32> = (0..n).collect();
            for i in (1..n).rev() {
                slices.swap(i as usize, index(draw.block(i)[0], i + 1) as usize);
            }
            let within = key.draw(Purpose::Study, k, 1);
            slices.iter().enumerate().map(|(i, s)| (f64::from(*s) + within.uniform(i as u32)) / f64::from(n)).collect()
        })
        .collect();
    at(ranges, (0..n as usize).map(|i| columns.iter().map(|column| column[i]).collect()))
}

/// The `i`-th scrambled Sobol' point in this many dimensions.
pub fn sobol_point(i: u32, dimensions: usize, seed: u64) -> Vec<f64> {
    let scramble = (seed ^ (seed >> 32)) as u32;
    (0..dimensions as u32).map(|k| f64::from(sobol_burley::sample(i, k, scramble))).collect()
}

/// Scrambled Sobol' points.
pub fn sobol(ranges: &[Prior], n: u32, seed: u64) -> Result<Design, Complaint> {
    if ranges.len() > SOBOL_MOST || n > SOBOL_POINTS {
        let what = format!("{n} Sobol' points of {} parameters", ranges.len());
        return Err(Complaint::inconsistent(what)
            .allowed(format!("at most {SOBOL_POINTS} points of {SOBOL_MOST} parameters"))
            .advise("a Latin hypercube (`--latin N`) has no such limit"));
    }
    Ok(at(ranges, (0..n).map(|i| sobol_point(i, ranges.len(), seed))))
}

impl Design {
    /// The design as a CSV table, with every digit.
    pub fn csv(&self) -> String {
        let mut text = self.paths.join(",") + "\n";
        for point in &self.points {
            let words: Vec<String> =
                self.paths.iter().zip(point).map(|(path, v)| crate::tables::show(path, *v)).collect();
            text += &(words.join(",") + "\n");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges() -> Vec<Prior> {
        ["people.threshold=0.4:0.6", "people.leave=0.01:1:log"].map(|text| parse(text).expect("a range")).to_vec()
    }

    fn numbers(design: &Design, k: usize) -> Vec<f64> {
        let number = |v: &Value| if let Value::Number(x) = v { *x } else { f64::NAN };
        design.points.iter().map(|point| number(&point[k])).collect()
    }

    #[test]
    fn a_grid_has_every_combination() {
        let axes = ["people.threshold=0.4:0.6:3", "shutdown.enabled=true,false"].map(|t| Axis::parse(t).expect("good"));
        let design = grid(&axes).expect("a grid");
        assert_eq!(design.points.len(), 6);
        assert_eq!(design.points[1], [Value::Number(0.4), Value::Switch(false)]);
        assert_eq!(design.points[4], [Value::Number(0.6), Value::Switch(true)]);
        assert!(grid(&[Axis::parse("people.threshold=0.4:0.6").expect("a range")]).is_err());
    }

    #[test]
    fn wrong_axes_are_pointed_at() {
        for (text, word) in [
            ("people.thresold=0:1:3", "did you mean `people.threshold`"),
            ("people.threshold", "five values"),
            ("people.threshold=0:9:3", "from 0 to 3"),
            ("people.threshold=0:1:0", "five values"),
            ("shutdown.enabled=0:1:3", "five values"),
            ("people.response=hard", "loglinear"),
        ] {
            let said = Axis::parse(text).expect_err(text).render(false);
            assert!(said.contains(word), "{text}: {said}");
        }
    }

    #[test]
    fn each_slice_of_a_latin_hypercube_holds_one_point() {
        let design = latin(&ranges(), 50, 4);
        for (k, range) in ranges().iter().enumerate() {
            let mut slices: Vec<u32> = numbers(&design, k).iter().map(|x| (range.share(*x) * 50.0) as u32).collect();
            slices.sort_unstable();
            assert_eq!(slices, (0..50).collect::<Vec<_>>());
        }
        assert_ne!(latin(&ranges(), 50, 5), design, "another seed");
    }

    #[test]
    fn sobol_points_fill_the_space_more_evenly_than_chance() {
        let design = sobol(&ranges(), 256, 9).expect("points");
        let range = &ranges()[0];
        let mut counts = [0; 16];
        numbers(&design, 0).iter().for_each(|x| counts[((range.share(*x) * 16.0) as usize).min(15)] += 1);
        assert!(counts.iter().all(|&n| n == 16), "{counts:?}");
        assert!(sobol(&ranges(), 70_000, 9).is_err());
    }

    #[test]
    fn a_design_reads_back_as_it_was() {
        let mut design = latin(&ranges(), 7, 1);
        design.paths.push("people.response".into());
        design.points.iter_mut().for_each(|point| point.push(Value::Choice(1)));
        assert_eq!(read_text("d.csv", &design.csv()).unwrap_or_else(|c| panic!("{c}")), design);
    }
}
