//! How results are kept: [`table`] holds them in columns and writes Parquet and CSV,
//! [`stamp`] says how they were made, and writes files so that a reader never sees half of one.

mod refused;
pub mod stamp;
pub mod table;
