//! Reading the CSV tables of a scenario, with complaints that name line and column.
//!
//! The text may be laid out in any way that [`delimited`](crate::delimited) knows: commas, semicolons or tabs, decimal
//! commas, lines before the header, a column of row numbers, names in composed or decomposed letters.

use crate::delimited::dates::{self, NoDay};
use crate::delimited::layout::{self, Layout, line_end};
use crate::delimited::names::{composed, plain};
use crate::delimited::numbers::number_in;
use crate::delimited::records::{DelimitedRecord, Dialect, Next, Records};
use crate::delimited::{clipped, nothing};
use chrono::{NaiveDate, NaiveTime};
use groundswell_complaint::{Complaint, Complaints, Problem, Source};
use std::borrow::Cow;

/// A CSV file, read whole.
pub struct CsvRows {
    source: Source,
    /// Names of the columns, those that were asked for as they were asked for.
    header: Vec<String>,
    layout: Layout,
    /// Every field of every record, one after the other, trimmed and in composed letters.
    fields: String,
    /// Where each field ends.
    ends: Vec<usize>,
    /// The line on which each record begins, from 1.
    lines: Vec<usize>,
}

/// One record.
pub struct CsvRow<'a> {
    rows: &'a CsvRows,
    /// Line in the file, from 1.
    pub line: usize,
    record: usize,
}

impl CsvRows {
    /// Reads a table that must have these columns and no others.
    pub fn read(name: &str, text: &str, columns: &[&str], complaints: &mut Complaints) -> CsvRows {
        CsvRows::read_with(name, text, columns, &[], complaints)
    }

    /// Reads a table that must have these columns, may have those in `more`, and no others.
    pub fn read_with(name: &str, text: &str, needed: &[&str], more: &[&str], complaints: &mut Complaints) -> CsvRows {
        let columns: Vec<&str> = needed.iter().chain(more).copied().collect();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let wanted: Vec<String> = columns.iter().map(|column| plain(column)).collect();
        let mut rows = CsvRows::laid_out(name, text, &wanted);
        for header in &mut rows.header {
            if let Some(at) = wanted.iter().position(|column| *column == plain(header)) {
                *header = columns[at].to_string();
            }
        }
        for (i, column) in rows.header.iter().enumerate() {
            if !column.is_empty() && !columns.contains(&column.as_str()) {
                let complaint = Complaint::unknown("column", column, columns.iter().copied());
                complaints.push(rows.at_header(complaint, i).allowed(columns.join(", ")));
            }
        }
        rows.complain_about_twice(complaints);
        let missing: Vec<_> = needed.iter().filter(|column| !rows.header.iter().any(|h| h == *column)).collect();
        for column in &missing {
            let problem = Problem::Missing { what: "column", name: column.to_string() };
            let complaint = rows.about_all(Complaint::new(problem));
            complaints.push(complaint.label("the header").allowed(columns.join(", ")));
        }
        // Without a column every row would be wrong, and the reason is said already.
        if missing.is_empty() {
            rows.read_records(text, complaints);
        }
        rows
    }

    /// Reads a table of any columns. The header is the line with the most names that are `known`, or the first.
    pub fn read_any(name: &str, text: &str, known: &[&str], complaints: &mut Complaints) -> CsvRows {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let wanted: Vec<String> = known.iter().map(|column| plain(column)).collect();
        let mut rows = CsvRows::laid_out(name, text, &wanted);
        for header in &mut rows.header {
            if let Some(at) = wanted.iter().position(|column| *column == plain(header)) {
                *header = known[at].to_string();
            }
        }
        rows.complain_about_twice(complaints);
        rows.read_records(text, complaints);
        rows
    }

    /// A table whose header is found and whose records are not yet read.
    fn laid_out(name: &str, text: &str, wanted: &[String]) -> CsvRows {
        let score = |names: &[String]| names.iter().filter(|name| wanted.contains(&plain(name))).count();
        let head = &text.as_bytes()[..text.len().min(1 << 16)];
        let whole = head.len() == text.len();
        // Where no name is known, the first line is what there is to complain about.
        let any = |names: &[String]| names.iter().filter(|name| !name.is_empty()).count();
        let found = layout::find(head, whole, &score).or_else(|| {
            let first = head.split(|b| matches!(b, b'\n' | b'\r')).find(|line| !line.trim_ascii().is_empty())?;
            layout::find(first, true, &any).map(|found| Layout { header: first_line(head), ..found })
        });
        let comma = Dialect { delimiter: b',', quotes: true, end: line_end(head) };
        let layout = found.unwrap_or_else(|| Layout::headerless(comma, Vec::new()));
        let source = Source::new(name, text).delimited_by(layout.dialect.delimiter);
        let header = layout.names.clone();
        CsvRows { source, header, layout, fields: String::new(), ends: Vec::new(), lines: Vec::new() }
    }

    fn complain_about_twice(&self, complaints: &mut Complaints) {
        for (i, column) in self.header.iter().enumerate() {
            if !column.is_empty() && self.header[..i].contains(column) {
                let problem = Problem::Duplicate { what: "column", name: column.clone() };
                complaints.push(self.at_header(Complaint::new(problem), i).allowed("each column once"));
            }
        }
    }

    fn read_records(&mut self, text: &str, complaints: &mut Complaints) {
        let (mut records, mut record) =
            (Records::new(text.as_bytes(), self.layout.dialect), DelimitedRecord::default());
        let width = self.header.len();
        let mut next = self.layout.skip_header(&mut records, &mut record).and_then(|()| records.next(&mut record));
        loop {
            let line = record.line as usize;
            match next {
                Ok(Next::End) => return,
                Ok(Next::Record) if record.len() == width => {
                    for i in 0..width {
                        // The records of a text are text: it was cut at delimiters, which are characters.
                        let field = String::from_utf8_lossy(record.field(i));
                        self.fields.push_str(&composed(field.trim()));
                        self.ends.push(self.fields.len());
                    }
                    self.lines.push(line);
                }
                _ if complaints.are_many() => complaints.count_one(),
                Ok(Next::Record) => {
                    let what = format!("{} fields where the header has {width}", record.len());
                    let complaint = Complaint::inconsistent(what).at_line(&self.source, line, 1);
                    complaints.push(complaint.allowed(format!("{width} fields, as in the header")));
                }
                Ok(Next::Broken(reason)) => {
                    complaints.push(Complaint::syntax(reason).at_line(&self.source, line, 1));
                }
                Err(error) => return complaints.push(Complaint::syntax(error.to_string()).in_file(self.source.name())),
            }
            next = records.next(&mut record);
        }
    }

    fn at_header(&self, complaint: Complaint, column: usize) -> Complaint {
        let line = (self.layout.header as usize).max(1);
        complaint.at_field(&self.source, line, &clipped(&self.header[column]), column)
    }

    /// Points a complaint about the whole table at its header.
    pub fn about_all(&self, complaint: Complaint) -> Complaint {
        let line = (self.layout.header as usize).max(1);
        match self.source.line(line) {
            Some(range) => complaint.at(&self.source, range),
            None => complaint.in_file(self.source.name()),
        }
    }

    /// The names of the columns; empty for columns without a name.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The records, in order.
    pub fn iter(&self) -> impl Iterator<Item = CsvRow<'_>> {
        self.lines.iter().enumerate().map(|(record, line)| CsvRow { rows: self, line: *line, record })
    }
}

/// The first line that is not blank, from 1.
fn first_line(head: &[u8]) -> u64 {
    let end = line_end(head);
    head.split(|b| *b == end).position(|line| !line.trim_ascii().is_empty()).unwrap_or(0) as u64 + 1
}

impl CsvRow<'_> {
    /// The text of a field; empty if the column is not there.
    pub fn text(&self, column: &str) -> &str {
        self.index(column).map_or("", |i| self.at(i))
    }

    /// A field by the number of its column, from 0.
    fn at(&self, column: usize) -> &str {
        let end = self.record * self.rows.header.len() + column;
        let from = end.checked_sub(1).map_or(0, |before| self.rows.ends[before]);
        &self.rows.fields[from..self.rows.ends[end]]
    }

    /// The text of a field, if there is any: words as `N/A` and `NULL` are none.
    pub fn some(&self, column: &str) -> Option<&str> {
        Some(self.text(column)).filter(|text| !nothing(text))
    }

    /// The text of a field, a number in it as programs write it: `0,5` is `0.5` where the table has decimal commas.
    pub fn plain(&self, column: &str) -> Cow<'_, str> {
        let text = self.text(column);
        match text.parse::<f64>() {
            Err(_) => match number_in(text, self.rows.layout.decimal, f64::MIN, f64::MAX) {
                Some(x) => Cow::Owned(x.to_string()),
                None => Cow::Borrowed(text),
            },
            Ok(_) => Cow::Borrowed(text),
        }
    }

    fn index(&self, column: &str) -> Option<usize> {
        self.rows.header.iter().position(|h| h == column)
    }

    /// A complaint about a field.
    pub fn wrong(&self, column: &str, allowed: impl Into<String>) -> Complaint {
        let found = Some(self.text(column)).filter(|text| !text.is_empty()).unwrap_or("empty");
        let problem = Problem::NotAllowed { name: column.into(), found: clipped(found) };
        self.point(Complaint::new(problem), column).allowed(allowed)
    }

    /// Points a complaint at a field.
    pub fn point(&self, complaint: Complaint, column: &str) -> Complaint {
        complaint.at_field(&self.rows.source, self.line, column, self.index(column).unwrap_or(0))
    }

    /// Complains about a field, unless there are many complaints already: of a million wrong rows a few are enough.
    fn complain(&self, column: &str, complaints: &mut Complaints, allowed: impl FnOnce() -> String) {
        if complaints.are_many() {
            complaints.count_one();
        } else {
            complaints.push(self.wrong(column, allowed()));
        }
    }

    fn read(&self, column: &str, low: f64, high: f64) -> Option<f64> {
        number_in(self.text(column), self.rows.layout.decimal, low, high)
    }

    /// A number within a range. Zero, with a complaint, when it is none.
    pub fn number(&self, column: &str, low: f64, high: f64, complaints: &mut Complaints) -> f64 {
        self.read(column, low, high).unwrap_or_else(|| {
            self.complain(column, complaints, || {
                if high >= 1e12 {
                    format!("a number of at least {low}")
                } else {
                    format!("a number from {low} to {high}")
                }
            });
            0.0
        })
    }

    /// A whole number within a range. Zero, with a complaint, when it is none.
    pub fn whole(&self, column: &str, low: f64, high: f64, complaints: &mut Complaints) -> f64 {
        self.read(column, low, high).filter(|x| x.fract() == 0.0).unwrap_or_else(|| {
            self.complain(column, complaints, || format!("a whole number from {low} to {high}"));
            0.0
        })
    }

    /// A name, which must not be empty.
    pub fn name(&self, column: &str, complaints: &mut Complaints) -> String {
        let name = self.text(column);
        if name.is_empty() {
            self.complain(column, complaints, || "a name".into());
        }
        name.into()
    }

    /// A number, or nothing in an empty field.
    pub fn optional(&self, column: &str, complaints: &mut Complaints) -> Option<f64> {
        let number = self.read(column, f64::MIN, f64::MAX);
        if number.is_none() && self.some(column).is_some() {
            self.complain(column, complaints, || "a number, or nothing".into());
        }
        number
    }

    /// A day, or nothing in an empty field.
    pub fn day(&self, column: &str, complaints: &mut Complaints) -> Option<NaiveDate> {
        let day = dates::day(self.some(column)?, self.rows.layout.order);
        day.map_err(|why| {
            self.complain(column, complaints, || match why {
                NoDay::Ambiguous => "a date as 2022-01-31; here day or month may come first".into(),
                why => why.allowed(),
            });
        })
        .ok()
    }

    /// A time of day, or nothing in an empty field.
    pub fn time(&self, column: &str, complaints: &mut Complaints) -> Option<NaiveTime> {
        let text = self.some(column)?;
        let time = ["%H:%M", "%H:%M:%S"].iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok());
        if time.is_none() {
            self.complain(column, complaints, || "a time as 17:00, or nothing".into());
        }
        time
    }

    /// The index of a name in a list; complains with the nearest when it is not there.
    /// An empty list complains about nothing: why it is empty has been said elsewhere.
    pub fn name_in(
        &self,
        column: &str,
        what: &'static str,
        names: &[String],
        complaints: &mut Complaints,
    ) -> Option<usize> {
        let name = self.text(column);
        let found = names.iter().position(|n| n == name);
        if found.is_none() && !names.is_empty() {
            if complaints.are_many() {
                complaints.count_one();
            } else {
                let complaint = Complaint::unknown(what, &clipped(name), names.iter().map(String::as_str));
                complaints.push(self.point(complaint, column).allowed(listed(names)));
            }
        }
        found
    }
}

/// Names for a complaint: all of them, or how many there are and the first.
pub fn listed(names: &[String]) -> String {
    let first = |n: usize| names[..n].iter().map(|name| clipped(name)).collect::<Vec<_>>().join(", ");
    match names.len() {
        0..=20 => first(names.len()),
        many => format!("one of {many} names, such as {}", first(3)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COLUMNS: &[&str] = &["place", "lat", "population", "date"];

    type Read = (String, f64, f64, Option<NaiveDate>);

    fn values(text: &str) -> (Vec<Read>, Complaints) {
        let mut complaints = Complaints::default();
        let rows = CsvRows::read("t.csv", text, COLUMNS, &mut complaints);
        let values = rows.iter().map(|row| {
            (
                row.name("place", &mut complaints),
                row.number("lat", -90.0, 90.0, &mut complaints),
                row.whole("population", 0.0, 1e9, &mut complaints),
                row.day("date", &mut complaints),
            )
        });
        (values.collect(), complaints)
    }

    #[test]
    fn one_table_saved_in_many_ways() {
        let plain = "place,lat,population,date\nÖskemen,43.25,1500,2022-01-05\nZoë,44.5,20,2022-01-25\n";
        let (want, complaints) = values(plain);
        assert!(complaints.is_empty() && want.len() == 2, "{complaints}");
        for text in [
            "place;lat;population;date\nÖskemen;43,25;1.500;05.01.2022\nZoë;44,5;20;25.01.2022\n",
            "sep=;\r\nplace;lat;population;date\r\nÖskemen;43,25;1 500;5-Jan-22\r\nZoë;44,5;20;25-Jan-22\r\n",
            "Places of the country\n\nplace\tlat\tpopulation\tdate\nÖskemen\t43.25\t1,500\t05/01/2022\nZoë\t44.5\t20\t25/01/2022\n",
            ",place,lat,population,date\n0,Öskemen,43.25,1500,2022-01-05T00:00:00Z\n1,Zoë,44.5,20,20220125\n",
            "PLACE,Lat, Population ,Date,\nO\u{308}skemen,43.25,\"1,500\",2022-01-05,\nZoe\u{308},44.5,20,2022-01-25,\n",
            "\u{feff}\"date\",\"lat\",\"population\",\"place\"\n\"2022-01-05\",\"43.25\",\"1500\",\"Öskemen\"\n2022-01-25,44.5,20,Zoë",
            "place|lat|population|date\rÖskemen|43.25|1500|5 Jan 2022\rZoë|44.5|20|25 Jan 2022\r",
        ] {
            let (got, complaints) = values(text);
            assert!(complaints.is_empty(), "{text}: {complaints}");
            assert_eq!(got, want, "{text}");
        }
    }

    #[test]
    fn complaints_point_at_the_field_under_any_delimiter() {
        let (_, complaints) = values("note\nplace;lat;population;date\nA;north;1,5;05/06/2022\n");
        let said: Vec<String> = complaints.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "t.csv:3:3: `lat` cannot be north in column `lat` (allowed: a number from -90 to 90)",
                "t.csv:3:9: `population` cannot be 1,5 in column `population` (allowed: a whole number from 0 to 1000000000)",
                "t.csv:3:13: `date` cannot be 05/06/2022 in column `date` (allowed: a date as 2022-01-31; here day or month may come first)",
            ]
        );
        for (text, word) in [
            ("place,lat,population,date,place\nA,1,1,,B\n", "twice"),
            ("place,lat,population,day\nA,1,1,\n", "no such column"),
            ("place,lat,population,date\nA,1\n", "2 fields where the header has 4"),
            ("place,lat,population,date\n\"A,1,1,\n", "quote"),
            ("", "missing column"),
            ("A heading\n", "missing column"),
        ] {
            let said = values(text).1.render(false);
            assert!(said.contains(word), "{text}: {said}");
        }
    }

    #[test]
    fn a_million_wrong_rows_are_counted_and_not_kept() {
        let row = "a,95,x,never\n";
        let text = format!("place,lat,population,date\n{}short\n", row.repeat(100_000));
        let (_, complaints) = values(&text);
        assert_eq!(complaints.len(), 300_001);
        assert!(complaints.iter().count() <= 1000);
        assert!(complaints.render(false).contains("300001 problems"), "{}", complaints.render(false).len());
    }

    proptest! {
        #[test]
        fn no_text_panics_and_rows_are_whole(text in "(?s)(place[,;]lat[,;]population[,;]date\\n)?[a-c0-9,;\"\\n\\r\\tö. ]{0,80}") {
            let (rows, complaints) = values(&text);
            complaints.render(false);
            prop_assert!(rows.len() <= text.lines().count() + text.matches('\r').count());
        }
    }
}
