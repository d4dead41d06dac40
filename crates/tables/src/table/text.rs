//! Tables as CSV, for spreadsheets and for eyes. Parquet is the form that keeps everything; CSV loses kinds, units
//! and the difference between an empty text and a null (both are an empty field).

use std::io::Write;
use std::path::Path;

use super::{Kind, Table, TableCell, TableError, WrittenShard};
use crate::stamp::{AtomicFile, FileError};

impl Table {
    /// Writes a header line and one line a row. Floats are written so that reading them gives the same bits; times
    /// as `2022-01-05T18:00:00`; a null as nothing.
    pub fn write_csv(&self, out: impl Write) -> std::io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(self.schema().map(|field| field.name.as_bytes()))?;
        for row in 0..self.rows() {
            csv.write_record(self.columns().iter().map(|column| cell_text(column.cell(row), column.field().kind)))?;
        }
        csv.flush()
    }

    /// Writes a CSV file, atomically.
    pub fn save_csv(&self, path: &Path) -> Result<WrittenShard, TableError> {
        let mut file = AtomicFile::create(path)?;
        self.write_csv(&mut file).map_err(|source| FileError::new("write", path, source))?;
        Ok(WrittenShard { rows: self.rows() as u64, file: file.finish()? })
    }
}

/// One cell of a column as it stands in a CSV file; also fit for a terminal.
pub fn cell_text(cell: TableCell<'_>, kind: Kind) -> String {
    match cell {
        TableCell::Null => String::new(),
        TableCell::Unsigned(x) => x.to_string(),
        TableCell::Signed(x) => x.to_string(),
        // A single-precision value prints with its own few digits, not with the seventeen of its double.
        TableCell::Real(x) if kind == Kind::F32 => format!("{:?}", x as f32),
        TableCell::Real(x) => format!("{x:?}"),
        TableCell::Bool(x) => x.to_string(),
        TableCell::Text(x) => x.to_owned(),
        TableCell::Time(x) => match chrono::DateTime::from_timestamp_micros(x) {
            Some(time) => time.naive_utc().format("%Y-%m-%dT%H:%M:%S%.f").to_string(),
            None => x.to_string(), // beyond the year 262,000 no calendar helps
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Field, row};
    use super::*;

    #[test]
    fn csv_is_what_a_spreadsheet_expects() {
        let mut table = Table::new(
            "all",
            &[
                Field::new("place", Kind::Text, "", ""),
                Field::new("time", Kind::Time, "", ""),
                Field::new("share", Kind::F32, "1", ""),
                Field::new("odds", Kind::F64, "1", "").nullable(),
                Field::new("open", Kind::Bool, "", ""),
            ],
        );
        table.push(row!["Aktau, \"sea\"", TableCell::Time(1_641_405_600_000_000), 0.1f32, 1.0 / 3.0, true]);
        table.push(row!["Жаңаөзен", TableCell::Time(-500_000), 1e30f32, None::<f64>, false]);
        let mut out = Vec::new();
        table.write_csv(&mut out).unwrap();
        let want = "place,time,share,odds,open\n\
            \"Aktau, \"\"sea\"\"\",2022-01-05T18:00:00,0.1,0.3333333333333333,true\n\
            Жаңаөзен,1969-12-31T23:59:59.500,1e30,,false\n";
        assert_eq!(String::from_utf8(out).unwrap(), want);
    }

    #[test]
    fn a_csv_file_is_renamed_into_place() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("t.csv");
        let written = Table::new("t", &[Field::new("a", Kind::U8, "", "")]).save_csv(&path).unwrap();
        assert_eq!((std::fs::read_to_string(path).unwrap().as_str(), written.file.bytes), ("a\n", 2));
    }
}
