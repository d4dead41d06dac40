//! What can be read off a grid after a tick.

/// The counts after a tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Tally {
    /// Citizens at large and not active.
    pub quiet: u32,
    /// Active citizens.
    pub active: u32,
    /// Citizens in jail.
    pub jailed: u32,
    /// Cops.
    pub cops: u32,
    /// Arrests in this tick.
    pub arrests: u32,
    /// Killed by the other group in this tick (Model II).
    pub killed: u32,
    /// Citizens of either group, in jail or not.
    pub groups: [u32; 2],
}

/// What a site shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Site {
    /// Nobody.
    Empty = 0,
    /// A quiet citizen.
    Quiet = 1,
    /// An active one.
    Active = 2,
    /// One in jail, where nobody else stands.
    Jailed = 3,
    /// A cop.
    Cop = 4,
}
