//! How a text is laid out: its delimiter, where its header is, and what its numbers and dates look like.

use super::dates::{self, DateOrder};
use super::names::{composed, nameless};
use super::numbers::{self, Decimal};
use super::records::{DelimitedRecord, Dialect, Next, Records};

/// Lines in which a header is looked for: titles, notes and `sep=;` may come before it.
const LINES: u64 = 40;
/// Records that are looked at to tell forms of numbers and dates.
const SAMPLE: usize = 500;

/// How a text is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Between fields, and how they are quoted.
    pub dialect: Dialect,
    /// Names of the columns, one a field of each row. Columns without a name are empty.
    pub names: Vec<String>,
    /// The line of the header, from 1; 0 where there is none.
    pub header: u64,
    /// How decimals are written.
    pub decimal: Decimal,
    /// What comes first in `05/01/2022`.
    pub order: DateOrder,
}

/// `sep=;` in the first line, as spreadsheets write it.
fn stated(head: &[u8]) -> Option<u8> {
    let line = head.split(|b| matches!(b, b'\n' | b'\r')).next()?.trim_ascii();
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    match line {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => Some(*delimiter),
        // Of a tab nothing is left after trimming.
        b"sep=" | b"SEP=" => Some(b'\t'),
        _ => None,
    }
}

/// The byte that ends a line.
pub fn line_end(head: &[u8]) -> u8 {
    if head.contains(&b'\n') || !head.contains(&b'\r') { b'\n' } else { b'\r' }
}

/// The names in a record.
fn names_of(record: &DelimitedRecord) -> Vec<String> {
    let name = |i| {
        let name = String::from_utf8_lossy(record.field(i));
        let name = composed(name.trim().trim_start_matches('\u{feff}')).trim().to_string();
        if nameless(&name) { String::new() } else { name }
    };
    (0..record.len()).map(name).collect()
}

/// The best header under one dialect: how well it scores, its line and its names.
fn best_header(head: &[u8], dialect: Dialect, score: &dyn Fn(&[String]) -> usize) -> (usize, u64, Vec<String>) {
    let (mut records, mut record) = (Records::new(head, dialect), DelimitedRecord::default());
    let mut best = (0, 0, Vec::new());
    while let Ok(next) = records.next(&mut record) {
        if next == Next::End || record.line > LINES {
            break;
        }
        if next == Next::Record {
            let names = names_of(&record);
            let scored = score(&names);
            if scored > best.0 {
                best = (scored, record.line, names);
            }
        }
    }
    best
}

/// Finds the header of a text in its beginning, `whole` if nothing follows. `score` says how many of some names are
/// wanted; the line with the most is the header. `None` where no line has any.
pub fn find(head: &[u8], whole: bool, score: &dyn Fn(&[String]) -> usize) -> Option<Layout> {
    let end = line_end(head);
    let stated = stated(head);
    let delimiters = stated.map_or(vec![b',', b';', b'\t', b'|'], |delimiter| vec![delimiter]);
    let mut best: Option<(usize, u64, Vec<String>, Dialect)> = None;
    for delimiter in delimiters {
        let dialect = Dialect { delimiter, quotes: true, end };
        let (scored, line, names) = best_header(head, dialect, score);
        // Of equals the one with more fields: a name alone is the same under any delimiter.
        let better = |b: &(usize, u64, Vec<String>, Dialect)| (scored, names.len()) > (b.0, b.2.len());
        if scored > 0 && best.as_ref().is_none_or(better) {
            best = Some((scored, line, names, dialect));
        }
    }
    let (_, header, names, dialect) = best?;
    let layout = Layout { dialect, names, header, decimal: Decimal::Point, order: DateOrder::Unknown };
    Some(layout.with_sample(head, whole))
}

impl Layout {
    /// A text without a header.
    pub fn headerless(dialect: Dialect, names: Vec<String>) -> Layout {
        Layout { dialect, names, header: 0, decimal: Decimal::Point, order: DateOrder::Unknown }
    }

    /// Passes over everything up to the header.
    ///
    /// # Errors
    /// Of the source.
    pub fn skip_header<R: std::io::Read>(
        &self,
        records: &mut Records<R>,
        record: &mut DelimitedRecord,
    ) -> std::io::Result<()> {
        if self.header > 0 {
            while records.next(record)? != Next::End && record.line < self.header {}
        }
        records.expect(self.names.len());
        Ok(())
    }

    /// Learns from the first records how numbers and dates are written, and whether rows have one field more than the
    /// header: a delimiter at the end, or the number of the row at the beginning.
    fn with_sample(mut self, head: &[u8], whole: bool) -> Layout {
        let (mut records, mut record) = (Records::new(head, self.dialect), DelimitedRecord::default());
        let _ = self.skip_header(&mut records, &mut record);
        let (mut decimals, mut days) = (numbers::NumberEvidence::default(), dates::DateEvidence::default());
        let (mut seen, mut trailing, mut numbered) = (0, 0, 0);
        let mut last = None;
        while seen < SAMPLE && matches!(records.next(&mut record), Ok(next) if next != Next::End) {
            // The last record of a beginning may be cut.
            if !whole && records.peek(1).is_ok_and(<[u8]>::is_empty) {
                break;
            }
            if record.is_empty() {
                continue;
            }
            seen += 1;
            if record.len() == self.names.len() + 1 {
                trailing += usize::from(record.field(record.len() - 1).trim_ascii().is_empty());
                let number = std::str::from_utf8(record.field(0)).ok().and_then(|text| text.trim().parse::<i64>().ok());
                let follows = last.is_none_or(|last: i64| number == last.checked_add(1));
                numbered += usize::from(number.is_some() && follows);
                last = number.or(last);
            }
            for i in 0..record.len() {
                if let Ok(field) = std::str::from_utf8(record.field(i))
                    && field.len() <= 40
                {
                    decimals.observe(field);
                    days.observe(field);
                }
            }
        }
        if seen > 0 && trailing == seen {
            self.names.push(String::new());
        } else if seen > 0 && numbered == seen {
            self.names.insert(0, String::new());
        }
        (self.decimal, self.order) = (decimals.decimal(), days.order());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Layout {
        let wanted = ["id", "date", "lat", "name"];
        let score =
            |names: &[String]| names.iter().filter(|name| wanted.contains(&name.to_lowercase().as_str())).count();
        find(text.as_bytes(), true, &score).expect("a header")
    }

    #[test]
    fn headers_are_found_behind_whatever_stands_before_them() {
        let comma = found("id,date,lat\n1,2022-01-05,43.25\n");
        assert_eq!((comma.header, comma.dialect.delimiter, comma.decimal), (1, b',', Decimal::Point));
        for text in [
            "sep=;\nid;date;lat\n1;2022-01-05;43,25\n",
            "\"sep=;\"\r\nid;date;lat\r\n1;2022-01-05;43,25\r\n",
            "Export, made today\nid;date;lat\n1;2022-01-05;43,25\n",
            "A title;;\nid;date;lat\n1;2022-01-05;43,25\n",
        ] {
            let layout = found(text);
            assert_eq!((layout.header, layout.dialect.delimiter), (2, b';'), "{text}");
            assert_eq!(
                (layout.decimal, &*layout.names),
                (Decimal::Comma, &["id", "date", "lat"].map(String::from)[..])
            );
        }
        assert_eq!(found("Table 1\n\nNotes: none\n\nid,date\n1,2\n").header, 5);
        assert_eq!(found("id|date\n1|25/01/2022\n").order, DateOrder::DayFirst);
    }

    #[test]
    fn a_field_more_than_the_header_is_a_row_number_or_nothing() {
        assert_eq!(found("id,date\n0,a,x\n1,b,y\n").names, ["", "id", "date"]);
        assert_eq!(found("id,date\na,x,\nb,y,\n").names, ["id", "date", ""]);
        assert_eq!(found(",id,date\n0,a,x\n").names, ["", "id", "date"]);
        // A single row that differs is for the reader of rows to complain about.
        assert_eq!(found("id,date\na,x\nb,y,\n").names, ["id", "date"]);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(?s)[a-d,;\\t\"\\n0-9.=sep]{0,60}", whole in any::<bool>()) {
            let _ = find(text.as_bytes(), whole, &|names| names.len());
        }
    }
}
