//! The world's tables, carried in the binary: 64,000 towns, 3,500 first-order units with outlines, 250 countries.
//!
//! `data/README.md` says where every column is from, under which licence, and what is known to be wrong;
//! [`WorldNation::notes`] says it of one country. Files are made by `cargo xtask world`.
//!
//! **Invariant:** no crate of the model is known here; what is written is text.

mod borders;
mod data;
mod divide;
mod nations;
mod outlines;
mod regions;
mod tables;

pub use borders::{Border, borders};
pub use divide::{CountryRequest, Level};
pub use nations::{COLUMNS as NATION_COLUMNS, WorldNation, find, nations};
pub use regions::{TOWN_COLUMNS, UNIT_COLUMNS};
pub use tables::{Made, made};
