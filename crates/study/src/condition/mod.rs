//! Conditioning on what was reported: shared quantities are sampled, units are integrated out one by one.
//!
//! Units meet only through shared quantities. Given their path and the parameters, units are independent. So the curse
//! of dimension is in the units, and there it can be removed.
//!
//! The model that is conditioned is the *aggregate* of the engine's equations in their logarithmic form (decisions
//! 0116, 0119, 0160): of unit `u` on day `d` the logarithm of the crowd is
//!
//! ```text
//! x_ud = c_d + w(weekday) + γ ln N_u + σ_a a_u + σ_e e_ud       a Student's t with 4 degrees, e AR(1)
//! c_d+1 = c_d + r_d + σ_c z      r_d+1 = ρ_b + φ (r_d − ρ_b) + σ_r z'     what all units share
//! ```
//!
//! and of it is reported: nothing, that there was a crowd, or its size ([`panel::Report`]).
//!
//! | step | file |
//! |---|---|
//! | reports of units and days, and which days are covered | [`panel`] |
//! | units that are followed as one | [`alike`] |
//! | parameters, their prior | [`parameters`] |
//! | the shared path from standard normal coordinates | [`shared`] |
//! | a unit alone, with the shared path imposed: its likelihood, and its state at the end | [`unit`] |
//! | tempered sequential Monte Carlo over parameters and path | [`outer`] |
//! | units put together again, and run on with nothing imposed | [`ahead`] |

pub mod ahead;
pub mod alike;
pub mod outer;
pub mod panel;
pub mod parameters;
pub mod shared;
pub mod unit;

#[cfg(test)]
mod tests;

/// What becomes of events that are drawn from the model itself and conditioned on. A test computes it and compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntheticEvents {
    /// Events.
    pub events: u32,
    /// Of how many the interval of the next day's crowd held it.
    pub held: u32,
    /// Of how many it would, in per mille of them: 58 of 64 ranks.
    pub nominal: u32,
}

/// Two hundred of them.
pub const SYNTHETIC: SyntheticEvents = SyntheticEvents { events: 200, held: 178, nominal: 906 };

impl SyntheticEvents {
    /// In words.
    pub fn words(self) -> String {
        format!(
            "Of {} synthetic events drawn from the conditioned aggregate itself, its interval of the next day's crowd held it in {}: \
             {:.3}, and {:.3} if it is right. That is a test of the computing, not of the model.",
            self.events,
            self.held,
            f64::from(self.held) / f64::from(self.events),
            f64::from(self.nominal) / 1000.0
        )
    }
}
