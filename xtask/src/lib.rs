//! What chores and tests of the house share.

pub mod house;
