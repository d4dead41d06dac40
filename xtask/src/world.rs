//! `cargo xtask world FOLDER`: the world's tables that the binary carries, from those that were collected.
//!
//! Rows and columns that no reader needs are left out, the rest is packed. What is written depends on the
//! collection only.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::path::Path;

/// The most that the tables may add to the binary, in bytes.
const MOST: usize = 2_500_000;

/// A town that lies farther than this from the outline of its unit, in km, is none of its: a base abroad. Islands that
/// the outlines leave out are nearer.
const FAR: f64 = 250.0;

/// Packs the tables of a folder into `crates/world/data`.
pub(crate) fn world(args: &[String]) {
    let [folder] = args else {
        eprintln!("cargo xtask world FOLDER: the folder has places.csv, units.csv, countries.csv, units.topojson");
        std::process::exit(2);
    };
    let from = Path::new(folder);
    let to = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/world/data");
    let read = |name: &str| std::fs::read_to_string(from.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let topology: serde_json::Value = serde_json::from_str(&read("units.topojson")).expect("TopoJSON");
    let files = [
        ("places.csv.gz", columns(&read("places.csv"), &groundswell_world::TOWN_COLUMNS, Some("off_km"))),
        ("units.csv.gz", columns(&read("units.csv"), &groundswell_world::UNIT_COLUMNS, None)),
        ("countries.csv.gz", columns(&read("countries.csv"), &groundswell_world::NATION_COLUMNS, None)),
        ("units.topojson.gz", topology.to_string()),
    ];
    let mut total = 0;
    for (name, text) in files {
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(text.as_bytes()).expect("memory takes everything");
        let packed = packed.finish().expect("memory takes everything");
        println!("{name}: {} bytes", packed.len());
        total += packed.len();
        std::fs::write(to.join(name), packed).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    println!("{total} bytes together");
    assert!(total <= MOST, "more than {MOST} bytes");
}

/// A table of these columns only, in their order, without rows that lie farther than [`FAR`] by the column `off`.
fn columns(text: &str, columns: &[&str], off: Option<&str>) -> String {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let position =
        |column: &str| header.iter().position(|h| h == column).unwrap_or_else(|| panic!("no column {column}"));
    let (at, off): (Vec<usize>, _) = (columns.iter().map(|column| position(column)).collect(), off.map(position));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns).expect("memory takes everything");
    for record in reader.records() {
        let record = record.expect("a record");
        let far = off.and_then(|off| record[off].parse::<f64>().ok()).is_some_and(|km| km > FAR);
        if !far {
            writer.write_record(at.iter().map(|&i| &record[i])).expect("memory takes everything");
        }
    }
    String::from_utf8(writer.into_inner().expect("memory takes everything")).expect("text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_abroad_is_no_town_of_its_unit() {
        let text = "id,name,pop,off_km\n1,Dhekelia,10000,3289\n2,Key West,25755,90\n3,London,9,\n";
        assert_eq!(columns(text, &["name", "id"], Some("off_km")), "name,id\nKey West,2\nLondon,3\n");
    }
}
