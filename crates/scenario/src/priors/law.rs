//! A prior: a parameter, its range, and how it spreads over it.

/// How a prior spreads over its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriorLaw {
    /// Evenly.
    Uniform,
    /// Evenly in the logarithm; for rates and scales known to an order of magnitude.
    LogUniform,
}

/// The words of the table, in the order of [`PriorLaw`].
pub const LAWS: [&str; 2] = ["uniform", "log-uniform"];

/// A parameter, from where to where, and how it spreads.
#[derive(Clone, Debug, PartialEq)]
pub struct Prior {
    /// Its path, such as `people.threshold`.
    pub path: String,
    /// How it spreads.
    pub law: PriorLaw,
    /// Smallest value.
    pub low: f64,
    /// Largest value.
    pub high: f64,
}

impl Prior {
    /// The value at a share of the prior's mass, from 0 to 1: its quantile.
    pub fn at(&self, share: f64) -> f64 {
        let (low, high) = (self.low, self.high);
        let value = match self.law {
            PriorLaw::Uniform => low + share * (high - low),
            PriorLaw::LogUniform => libm::exp(libm::log(low) + share * (libm::log(high) - libm::log(low))),
        };
        value.clamp(low, high)
    }

    /// The share of the prior's mass below a value.
    pub fn share(&self, value: f64) -> f64 {
        let (low, high) = (self.low, self.high);
        let share = match self.law {
            PriorLaw::Uniform => (value - low) / (high - low),
            PriorLaw::LogUniform => (libm::log(value) - libm::log(low)) / (libm::log(high) - libm::log(low)),
        };
        if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) }
    }
}
