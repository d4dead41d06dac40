//! A batch on its way to other processes and back: each of its points as bytes, with all that
//! is needed to simulate it but the model.

use super::abc::{Batch, SamplingEffort, Simulated, Simulator};
use super::distance::Judge;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::atomic::AtomicBool;

/// A point to be simulated elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WireProposal {
    /// Shares of the priors.
    shares: Vec<f64>,
    /// Number of its first simulation.
    number: u32,
    /// How many simulations.
    replicates: u32,
    /// Scales and tolerance.
    judge: Judge,
}

impl WireProposal {
    /// The points of a batch, in their order.
    pub fn of(batch: &Batch, effort: &SamplingEffort) -> impl Iterator<Item = WireProposal> {
        let (judge, first, replicates) = (&batch.judge, batch.number, effort.replicates);
        batch.points.iter().zip(0..).map(move |(shares, i)| WireProposal {
            shares: shares.clone(),
            number: first + i * replicates,
            replicates,
            judge: judge.clone(),
        })
    }

    /// Its simulations; `None` if asked to stop.
    pub fn simulate(&self, simulator: &dyn Simulator, stop: &AtomicBool) -> Option<Vec<Simulated>> {
        simulator.simulate_many(&self.shares, self.number, self.replicates, &self.judge, stop)
    }
}

/// A value as bytes.
pub fn pack(value: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(value).expect("plain data is written")
}

/// The value of such bytes; `None` if they are something else.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}
