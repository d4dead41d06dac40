//! The world's tables, carried in the binary: 64,000 towns, 3,500 first-order units with outlines, 250 countries.
//!
//! `data/README.md` says where every column is from, under which licence, and what is known to be wrong;
//! [`WorldNation::notes`] says it of one country. Files are made by `cargo xtask world`.
//!
//! **Invariant:** no crate of the model is known here; what is written is text.

mod borders;
mod nations;
mod outlines;
mod regions;
mod tables;

pub use borders::{Border, borders};
pub use nations::{COLUMNS as NATION_COLUMNS, WorldNation, find, nations};
pub use regions::{TOWN_COLUMNS, UNIT_COLUMNS};
pub use tables::{CountryRequest, Level, Made, made};

/// The text of an embedded file.
fn unpacked(bytes: &[u8]) -> String {
    let mut text = String::new();
    let read = std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(bytes), &mut text);
    read.expect("the embedded tables are what xtask wrote");
    text
}

/// The records of an embedded table, as fields by the names of its columns.
fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = unpacked(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(true).from_reader(text.as_bytes());
    let record = |record: Result<csv::StringRecord, csv::Error>| {
        record.expect("the embedded tables are what xtask wrote").iter().map(String::from).collect()
    };
    reader.records().map(record).collect()
}
