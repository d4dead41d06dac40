//! The files that the binary carries, and how they are read. Each is a `static`: a constant would be in the binary once for
//! every unit of code that reads it (decision 0220).

/// Towns of 5,000 and more.
pub(crate) static PLACES: &[u8] = include_bytes!("../data/places.csv.gz");
/// First-order units.
pub(crate) static UNITS: &[u8] = include_bytes!("../data/units.csv.gz");
/// Their outlines.
pub(crate) static OUTLINES: &[u8] = include_bytes!("../data/units.topojson.gz");
/// Countries.
pub(crate) static COUNTRIES: &[u8] = include_bytes!("../data/countries.csv.gz");

/// The text of an embedded file.
pub(crate) fn unpacked(bytes: &[u8]) -> String {
    let mut text = String::new();
    let read = std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(bytes), &mut text);
    read.expect("the embedded tables are what xtask wrote");
    text
}

/// The records of an embedded table, as fields by the names of its columns.
pub(crate) fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = unpacked(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(true).from_reader(text.as_bytes());
    let record = |record: Result<csv::StringRecord, csv::Error>| {
        record.expect("the embedded tables are what xtask wrote").iter().map(String::from).collect()
    };
    reader.records().map(record).collect()
}
