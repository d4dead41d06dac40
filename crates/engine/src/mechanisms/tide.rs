//! A mechanism that only tests know: one file and one line of the register.
//!
//! It remembers something, shows two columns and is off by default. The tests of the engine,
//! of the tables and of the Python package look for it wherever a mechanism must be seen.

use crate::mechanism::{Mechanism, Seen};
use crate::parameter::range;
use crate::places::Terms;
use crate::state::State;
use crate::world::World;
use crate::{columns, parameters};
use serde::{Deserialize, Serialize};

parameters! {
    /// # Tide
    ///
    /// Water rises in every place and falls again; who stands in it goes home.
    ///
    /// `u −= wet · w`, with `w` the water of the place in [0, 1], which rises by `rise` each hour
    /// and starts from 0 once it is full.
    ///
    /// *Writes:* water of each place.
    pub struct Tide, enabled = false {
        wet: f64 = 0.02, range(0.0, 1.0), "utility", Assumed, "made up for tests", "Utility that full water takes from everybody.";
        rise: f64 = 0.1, range(0.0, 1.0), "share per hour", Assumed, "made up for tests", "Share by which water rises each hour.";
    }
}

/// How high the water is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TideMemory {
    /// Water by place, in [0, 1].
    pub water: Vec<f64>,
    /// How often it was full.
    pub floods: u32,
}

impl Mechanism for Tide {
    type Memory = TideMemory;
    const SILENT: &'static [(&'static str, f64)] = &[("wet", 0.0)];
    columns! {
        place water: Number, "share", "how high the tide stands", |_, state, p| state.memory.of::<Tide>().water.get(p).copied().unwrap_or(0.0);
        nation floods: Count, "floods", "how often the tide was full", |_, state| f64::from(state.memory.of::<Tide>().floods),
            curve("Floods, cumulative").growing();
    }

    fn sense(&self, _: &World, state: &mut State) {
        let memory = state.memory.of_mut::<Tide>();
        memory.water.resize(state.fields.len(), 0.0);
        for water in &mut memory.water {
            *water += self.rise;
            if *water >= 1.0 {
                *water = 0.0;
                memory.floods += 1;
            }
        }
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        terms.all -= self.wet * seen.state.memory.of::<Tide>().water[seen.place];
    }
}
