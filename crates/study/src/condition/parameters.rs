//! Parameters of the aggregate and what is assumed of them before an event.

/// From a normal number to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// The number itself.
    Plain,
    /// A positive value, by its logarithm.
    Log,
    /// A share, by its logit.
    Logit,
}

/// A parameter: name, link, mean and standard deviation on the scale of the link, and what it is.
#[derive(Clone, Copy, Debug)]
pub struct AggregateRow {
    /// Name in tables.
    pub name: &'static str,
    /// Scale on which it is normal.
    pub link: Link,
    /// Mean without a pool.
    pub mean: f64,
    /// Standard deviation without a pool.
    pub sd: f64,
    /// Meaning.
    pub meaning: &'static str,
}

const fn row(name: &'static str, link: Link, mean: f64, sd: f64, meaning: &'static str) -> AggregateRow {
    AggregateRow { name, link, mean, sd, meaning }
}

/// How many parameters there are.
pub const COUNT: usize = 14;

/// The parameters, with a prior that knows no event: wide enough for a village and a revolution.
pub const ROWS: [AggregateRow; COUNT] = [
    row("size", Link::Plain, 0.8, 0.3, "exponent of the crowd of a unit in its adults"),
    row("between", Link::Log, 0.0, 0.5, "standard deviation between units of the logarithm of crowds"),
    row("persistence", Link::Logit, 1.0, 1.0, "correlation of a unit's day with the next"),
    row("daily", Link::Log, -0.36, 0.5, "standard deviation of the days of a unit"),
    row("sized", Link::Logit, 0.0, 1.0, "share of reports that give a size"),
    row("coverage", Link::Logit, 1.5, 1.0, "share of detected crowds that the record holds"),
    row("growth", Link::Plain, 0.6, 0.8, "growth of the shared logarithm on the first day"),
    row("momentum", Link::Logit, 0.0, 0.6, "what is left of a day's growth on the next"),
    row("drift", Link::Plain, -0.1, 0.1, "growth in the long run, per day"),
    row("swing", Link::Log, -1.39, 0.4, "standard deviation of changes of growth"),
    row("jump", Link::Log, -1.2, 0.4, "scale of jumps of the shared level from day to day"),
    // Two observers of one crowd differ by a standard deviation of .88 in logarithms (United States 2020, 1,167 days of cities).
    row("noise", Link::Log, -0.128, 0.25, "standard deviation of the logarithm of a reported size"),
    row("detection", Link::Log, 4.6, 0.7, "crowd of which two in three are reported"),
    row("week", Link::Log, -1.2, 0.7, "scale of what days of the week differ by"),
];

/// Means and standard deviations on the scales of the links.
#[derive(Clone, Debug, PartialEq)]
pub struct AggregatePrior {
    /// Means.
    pub mean: [f64; COUNT],
    /// Standard deviations.
    pub sd: [f64; COUNT],
}

impl Default for AggregatePrior {
    /// The prior that knows no event.
    fn default() -> AggregatePrior {
        AggregatePrior { mean: ROWS.map(|row| row.mean), sd: ROWS.map(|row| row.sd) }
    }
}

impl AggregatePrior {
    /// A parameter by name; the place of a name that there is not is a bug.
    pub fn at(name: &str) -> usize {
        ROWS.iter().position(|row| row.name == name).expect("a parameter of the aggregate")
    }

    /// The same with a parameter held near a value on the scale of its link.
    #[must_use]
    pub fn held(mut self, name: &str, mean: f64) -> AggregatePrior {
        let at = AggregatePrior::at(name);
        (self.mean[at], self.sd[at]) = (mean, 0.01);
        self
    }

    /// Numbers on the scales of the links from standard normal coordinates.
    pub fn linked(&self, z: &[f64]) -> [f64; COUNT] {
        std::array::from_fn(|k| self.mean[k] + self.sd[k] * z[k])
    }

    /// Values from standard normal coordinates.
    pub fn values(&self, z: &[f64]) -> AggregateValues {
        let linked = self.linked(z);
        let value = |k: usize| match ROWS[k].link {
            Link::Plain => linked[k],
            Link::Log => libm::exp(linked[k].clamp(-8.0, 12.0)),
            Link::Logit => 1.0 / (1.0 + libm::exp(-linked[k])),
        };
        let v: [f64; COUNT] = std::array::from_fn(value);
        AggregateValues {
            size: v[0],
            between: v[1],
            persistence: v[2].min(0.995),
            daily: v[3],
            sized: v[4],
            coverage: v[5],
            growth: v[6],
            momentum: v[7],
            drift: v[8],
            swing: v[9],
            jump: v[10],
            noise: v[11],
            detection: v[12],
            week: v[13],
        }
    }
}

/// AggregateValues of the parameters; what each is stands in [`ROWS`].
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the table above says it")]
pub struct AggregateValues {
    pub size: f64,
    pub between: f64,
    pub persistence: f64,
    pub daily: f64,
    pub sized: f64,
    pub coverage: f64,
    pub growth: f64,
    pub momentum: f64,
    pub drift: f64,
    pub swing: f64,
    pub jump: f64,
    pub noise: f64,
    pub detection: f64,
    pub week: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_where_their_links_put_them() {
        let values = AggregatePrior::default().values(&[0.0; COUNT]);
        assert!((values.noise - 0.88).abs() < 0.001 && (values.size - 0.8).abs() < 1e-12, "{values:?}");
        assert!((values.sized - 0.5).abs() < 1e-12 && (values.detection - 99.5).abs() < 0.1);
        let held = AggregatePrior::default().held("noise", 0.0).values(&[3.0; COUNT]);
        assert!((held.noise - 1.0).abs() < 0.04);
    }
}
