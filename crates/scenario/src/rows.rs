//! Reading the CSV tables of a scenario, with complaints that name line and column.

use groundswell_complaint::{Complaint, Complaints, Problem, Source};
use std::str::FromStr;

/// A CSV file, read whole.
pub struct Rows {
    source: Source,
    header: Vec<String>,
    records: Vec<(usize, csv::StringRecord)>,
}

/// One record.
pub struct Row<'a> {
    rows: &'a Rows,
    /// Line in the file, from 1.
    pub line: usize,
    record: &'a csv::StringRecord,
}

impl Rows {
    /// Reads a table that must have these columns and no others.
    pub fn read(name: &str, text: &str, columns: &[&str], complaints: &mut Complaints) -> Rows {
        let source = Source::new(name, text);
        let mut complete = true;
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
        let mut rows = Rows { source, header: Vec::new(), records: Vec::new() };
        match reader.headers() {
            Ok(header) => rows.header = header.iter().map(|h| h.trim_start_matches('\u{feff}').to_string()).collect(),
            Err(error) => complaints.push(Complaint::syntax(error.to_string()).in_file(name)),
        }
        for (i, column) in rows.header.iter().enumerate().filter(|(_, c)| !columns.contains(&c.as_str())) {
            let complaint = Complaint::unknown("column", column, columns.iter().copied());
            complaints.push(complaint.at_field(&rows.source, 1, column, i).allowed(columns.join(", ")));
        }
        for column in columns.iter().filter(|column| !rows.header.iter().any(|h| h == *column)) {
            let problem = Problem::Missing { what: "column", name: (*column).to_string() };
            let complaint = rows.about_all(Complaint::new(problem));
            complaints.push(complaint.label("the header").allowed(columns.join(", ")));
            complete = false;
        }
        // Without a column every row would be wrong, and the reason is said already.
        for record in reader.records().take_while(|_| complete) {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, |p| p.line() as usize);
                    if record.len() != rows.header.len() {
                        let what = format!("{} fields where the header has {}", record.len(), rows.header.len());
                        let complaint = Complaint::inconsistent(what).at_line(&rows.source, line, 1);
                        complaints.push(complaint.allowed(format!("{} fields, as in the header", rows.header.len())));
                    } else {
                        rows.records.push((line, record));
                    }
                }
                Err(error) => {
                    let line = error.position().map_or(1, |p| p.line() as usize);
                    complaints.push(Complaint::syntax(error.to_string()).at_line(&rows.source, line, 1));
                }
            }
        }
        rows
    }

    /// Points a complaint about the whole table at its header.
    pub fn about_all(&self, complaint: Complaint) -> Complaint {
        let text = self.source.text();
        complaint.at(&self.source, 0..text.find('\n').unwrap_or(text.len()))
    }

    /// The records, in order.
    pub fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.records.iter().map(|(line, record)| Row { rows: self, line: *line, record })
    }
}

impl Row<'_> {
    /// The text of a field; empty if the column is not there.
    pub fn text(&self, column: &str) -> &str {
        self.index(column).and_then(|i| self.record.get(i)).unwrap_or("")
    }

    fn index(&self, column: &str) -> Option<usize> {
        self.rows.header.iter().position(|h| h == column)
    }

    /// A complaint about a field.
    pub fn wrong(&self, column: &str, allowed: impl Into<String>) -> Complaint {
        let found = Some(self.text(column)).filter(|text| !text.is_empty()).unwrap_or("empty");
        let problem = Problem::NotAllowed { name: column.into(), found: found.into() };
        self.point(Complaint::new(problem), column).allowed(allowed)
    }

    /// Points a complaint at a field.
    pub fn point(&self, complaint: Complaint, column: &str) -> Complaint {
        complaint.at_field(&self.rows.source, self.line, column, self.index(column).unwrap_or(0))
    }

    /// A number within a range. Zero, with a complaint, when it is none.
    pub fn number(&self, column: &str, low: f64, high: f64, complaints: &mut Complaints) -> f64 {
        match f64::from_str(self.text(column)) {
            Ok(x) if (low..=high).contains(&x) => x,
            _ => {
                let range = if high >= 1e12 {
                    format!("a number of at least {low}")
                } else {
                    format!("a number from {low} to {high}")
                };
                complaints.push(self.wrong(column, range));
                0.0
            }
        }
    }

    /// A whole number within a range. Zero, with a complaint, when it is none.
    pub fn whole(&self, column: &str, low: f64, high: f64, complaints: &mut Complaints) -> f64 {
        match f64::from_str(self.text(column)) {
            Ok(x) if (low..=high).contains(&x) && x.fract() == 0.0 => x,
            _ => {
                complaints.push(self.wrong(column, format!("a whole number from {low} to {high}")));
                0.0
            }
        }
    }

    /// A name, which must not be empty.
    pub fn name(&self, column: &str, complaints: &mut Complaints) -> String {
        let name = self.text(column);
        if name.is_empty() {
            complaints.push(self.wrong(column, "a name"));
        }
        name.into()
    }

    /// A number, or nothing in an empty field.
    pub fn optional(&self, column: &str, complaints: &mut Complaints) -> Option<f64> {
        let text = self.text(column);
        let number = f64::from_str(text).ok().filter(|x| x.is_finite());
        if number.is_none() && !text.is_empty() {
            complaints.push(self.wrong(column, "a number, or nothing"));
        }
        number
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
            let complaint = Complaint::unknown(what, name, names.iter().map(String::as_str));
            complaints.push(self.point(complaint, column).allowed(listed(names)));
        }
        found
    }
}

/// Names for a complaint: all of them, or how many there are and the first.
pub fn listed(names: &[String]) -> String {
    match names.len() {
        0..=20 => names.join(", "),
        many => format!("one of {many} names, such as {}", names[..3].join(", ")),
    }
}
