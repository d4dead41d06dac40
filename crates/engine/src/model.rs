//! What world and state know of the mechanisms: that there is a register of them.
//!
//! A world carries the parameters of all mechanisms and a state their memories, while every
//! mechanism reads worlds and states. So that files need each other in one direction only, world
//! and state name no mechanism. They carry whatever the register, [`crate::register`], says that
//! there is, and who reads the parameters or the memory of a mechanism asks for it by its type:
//! `world.spec.mechanism::<Elite>()`, `state.memory.of::<Elite>()`. The compiler finds the field:
//! nothing is looked up in a run, and a mechanism that is not registered does not compile.

use crate::cells::CellSeen;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fmt::Debug;

/// What a register of mechanisms consists of.
pub trait Register {
    /// The parameters of all mechanisms.
    type Parameters: Ties + Clone + Debug + Default + PartialEq + Send + Sync;
    /// The memories of all mechanisms.
    type Remembered: Clone + Debug + Default + PartialEq + Serialize + DeserializeOwned + Send + Sync;

    /// The mechanisms that remember something, by name.
    fn held(memories: &Self::Remembered) -> Vec<&'static str>;
}

/// The register of this crate.
#[derive(Clone, Copy, Debug)]
pub enum Registered {}

/// Every mechanism with its parameters.
pub type AllMechanisms = <Registered as Register>::Parameters;

/// What the kernel of people asks of all mechanisms together, whenever a cell changes.
pub trait Ties {
    /// What the members of a cell add to each other's utility.
    fn tie(&self, cell: CellSeen) -> f64;
    /// The most that `tie` can ever return.
    fn tie_most(&self) -> f64;
}

/// Has the parameters of a mechanism among others.
pub trait Holds<M> {
    /// They.
    fn held(&self) -> &M;
}

/// Has the memory of a mechanism among others.
pub trait Remembers<M> {
    /// What the mechanism remembers.
    type Memory;
    /// It.
    fn remembered(&self) -> &Self::Memory;
    /// It, to change it.
    fn remembered_mut(&mut self) -> &mut Self::Memory;
}

type Remembered = <Registered as Register>::Remembered;
/// What a mechanism remembers.
type MemoryOf<M> = <Remembered as Remembers<M>>::Memory;

/// What every mechanism remembers. Of one that is off nothing is remembered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Memories(Remembered);

impl Memories {
    /// The mechanisms that remember something, by name.
    pub fn held(&self) -> Vec<&'static str> {
        Registered::held(&self.0)
    }

    /// What a mechanism remembers.
    #[inline]
    pub fn of<M>(&self) -> &MemoryOf<M>
    where
        Remembered: Remembers<M>,
    {
        self.0.remembered()
    }

    /// The same, to change it.
    #[inline]
    pub fn of_mut<M>(&mut self) -> &mut MemoryOf<M>
    where
        Remembered: Remembers<M>,
    {
        self.0.remembered_mut()
    }
}
