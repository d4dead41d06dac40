//! What a mechanism is.
//!
//! A mechanism is one file in `mechanisms/` and one line in the register,
//! [`crate::register`]. The file has all that the mechanism owns: its parameters, what it
//! remembers, the public fields that it keeps up, its columns of output, its hooks, and what
//! else it leaves behind when it is off.

use crate::cells::CellSeen;
use crate::column::Column;
use crate::parameter::Parameters;
use crate::places::{Disposition, PlaceState, Terms};
use crate::spec::{Place, Spec};
use crate::state::{Nation, State};
use crate::world::World;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What `weigh` may look at: the world and the state frozen at the start of the hour.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// What never changes.
    pub world: &'a World,
    /// What does, as of the start of the step.
    pub state: &'a State,
    /// Which place weighs its odds.
    pub place: usize,
}

/// The public fields of places and sums of the nation that a mechanism keeps up. Every other
/// mechanism may read them; where their owner is off they are as at the start.
#[derive(Clone, Copy)]
pub struct Owned {
    /// Fields of a place, by name.
    pub place: &'static [&'static str],
    /// Sums of the nation, by name.
    pub nation: &'static [&'static str],
    /// Puts the fields of a place back to those of the start.
    pub rest_place: fn(&mut PlaceState, &PlaceState),
    /// Puts the sums of the nation back to those of the start.
    pub rest_nation: fn(&mut Nation, &Nation),
}

impl Owned {
    /// Of a mechanism that keeps up no public field.
    pub const NOTHING: Owned = Owned { place: &[], nation: &[], rest_place: |_, _| (), rest_nation: |_, _| () };
}

/// Says which public fields a mechanism keeps up, within its `impl Mechanism`:
/// `owns! { place: outrage, legitimacy; nation: refusing; }`. No field has two owners; one that
/// others may change too has a comment that says who.
#[macro_export]
macro_rules! owns {
    ($(place: $($field:ident),+;)? $(nation: $($sum:ident),+;)?) => {
        const OWNS: $crate::mechanism::Owned = $crate::mechanism::Owned {
            place: &[$($(stringify!($field)),+)?],
            nation: &[$($(stringify!($sum)),+)?],
            rest_place: |_field, _start| { $($(_field.$field.clone_from(&_start.$field);)+)? },
            rest_nation: |_nation, _start| { $($(_nation.$sum.clone_from(&_start.$sum);)+)? },
        };
    };
}

/// A sub-model. Every hook does nothing by default; a mechanism never touches a
/// person one by one.
pub trait Mechanism: Parameters + Send + Sync {
    /// What it remembers from hour to hour: part of a checkpoint, read by others, and back to its
    /// default where the mechanism is off. `()` for nothing.
    type Memory: Clone + std::fmt::Debug + Default + PartialEq + Serialize + DeserializeOwned + Send + Sync;
    /// The public fields that it keeps up.
    const OWNS: Owned = Owned::NOTHING;
    /// Values of its parameters that take all effect from it, as a test of the switch: with them a
    /// run moves the same people as with the mechanism off.
    const SILENT: &'static [(&'static str, f64)] = &[];
    /// Its columns of output.
    const COLUMNS: &'static [Column] = &[];

    /// Once, as the world is built: what the people of a place are like.
    fn settle(&self, _spec: &Spec, _place: &Place, _people: &mut Disposition) {}
    /// First in each hour: what is dated for it.
    fn news(&self, _world: &World, _state: &mut State) {}
    /// Second: counts become fields.
    fn sense(&self, _world: &World, _state: &mut State) {}
    /// Third, for each place: the additive terms of the utility and the rates.
    fn weigh(&self, _seen: Seen, _terms: &mut Terms) {}
    /// Whenever a cell changes: what its members add to each other's utility.
    fn tie(&self, _cell: CellSeen) -> f64 {
        // Of the two zeros the one that changes no sum: so compilers leave the addition out.
        -0.0
    }
    /// The most that `tie` can ever return.
    fn tie_most(&self) -> f64 {
        0.0
    }
    /// After people have moved: the actors answer.
    fn act(&self, _world: &World, _state: &mut State) {}
    /// Right after `act`: the share of national output that it costs now, from the state alone.
    fn costs(&self, _world: &World, _state: &State) -> f64 {
        0.0
    }
    /// Last: what only this mechanism keeps count of.
    fn note(&self, _world: &World, _state: &mut State) {}
    /// As a run goes on without it: ends what it keeps up in the people, beyond its memory and
    /// the fields that it owns. Only what stands goes; what has been counted stays.
    fn leave(&self, _world: &World, _state: &mut State) {}
}
