//! Delimited text in records, a few lines at a time, forgiving where a file is damaged.
//!
//! The rules are those of RFC 4180 with any delimiter. One more makes a damaged file readable: a quoted field may
//! run over several lines only if its closing quote is followed by a delimiter or the end of a line. Where that
//! fails, only the first line is given up and reading goes on with the next: one stray quote costs one row, and
//! not the rest of the file, as it does in readers that follow the standard to the letter.

use memchr::{memchr, memchr_iter};
use std::io::{self, Read};

/// The longest record and the longest line, in bytes.
const LONGEST: usize = 1 << 20;
/// The most lines of one record.
const MOST_LINES: usize = 400;
/// Looking ahead for a closing quote that never comes may cost this many bytes for each byte read, and this many to
/// begin with. Without a limit a file with a stray quote on each line would be read hundreds of times over.
const AHEAD: (usize, usize) = (8, 4 * LONGEST);
/// How much is asked of the source at a time: little at first, since most texts are short and are begun several times.
const CHUNK: (usize, usize) = (1 << 12, 1 << 18);

/// How a text is delimited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Between fields.
    pub delimiter: u8,
    /// Whether a field may stand in double quotes.
    pub quotes: bool,
    /// The byte that ends a line: `\n`, also after `\r`; or a bare `\r`.
    pub end: u8,
}

/// One record: its fields, with quotes taken off.
#[derive(Debug, Default)]
pub struct DelimitedRecord {
    /// Line on which it begins, from 1.
    pub line: u64,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl DelimitedRecord {
    /// Number of fields.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A field, from 0; empty past the last.
    pub fn field(&self, index: usize) -> &[u8] {
        let from = if index == 0 { 0 } else { self.ends.get(index - 1).copied().unwrap_or(self.bytes.len()) };
        let to = self.ends.get(index).copied().unwrap_or(from);
        &self.bytes[from..to]
    }

    /// The bytes of all fields, one after the other.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    fn close(&mut self) {
        self.ends.push(self.bytes.len());
    }
}

/// What the next lines hold.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// A record.
    Record,
    /// A line that cannot be a record, and why.
    Broken(&'static str),
    /// Nothing more.
    End,
}

/// Reads records from a source; memory is bounded by the longest record.
pub struct Records<R> {
    source: R,
    dialect: Dialect,
    /// Fields of a record, where that is known: what a record over several lines must have.
    expected: Option<usize>,
    buffer: Vec<u8>,
    at: usize,
    filled: usize,
    line: u64,
    done: bool,
    /// What the source said at its end, if what came before it is still to be read.
    broken: Option<io::Error>,
    /// Bytes that may still be looked at in vain.
    ahead: usize,
}

enum Parsed {
    Whole {
        bytes: usize,
        lines: usize,
        /// Bytes looked at beyond it.
        vain: usize,
    },
    More,
    Broken {
        bytes: usize,
        vain: usize,
        reason: &'static str,
    },
}

impl<R: Read> Records<R> {
    /// Records of a source.
    pub fn new(source: R, dialect: Dialect) -> Self {
        Self::with_buffer(source, dialect, Vec::new())
    }

    /// The same with a buffer of other records, which are many where an archive holds many small files.
    pub fn with_buffer(source: R, dialect: Dialect, buffer: Vec<u8>) -> Self {
        let (at, filled, line, ahead) = (0, 0, 1, AHEAD.1);
        Records { source, dialect, expected: None, buffer, at, filled, line, done: false, broken: None, ahead }
    }

    /// The buffer, for other records.
    pub fn into_buffer(self) -> Vec<u8> {
        self.buffer
    }

    /// Changes what is known of the text before the first record is read.
    pub fn set_dialect(&mut self, dialect: Dialect) {
        self.dialect = dialect;
    }

    /// Says how many fields a record has.
    pub fn expect(&mut self, fields: usize) {
        self.expected = Some(fields);
    }

    /// The beginning of what was not yet read, up to `bytes` of it.
    ///
    /// # Errors
    /// Of a source of which nothing can be read. What is wrong further on is said when it is reached.
    pub fn peek(&mut self, bytes: usize) -> io::Result<&[u8]> {
        while self.filled - self.at < bytes {
            match self.fill() {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) if self.filled == self.at => return Err(error),
                Err(error) => {
                    self.broken = Some(error);
                    break;
                }
            }
        }
        Ok(&self.buffer[self.at..self.filled.min(self.at + bytes)])
    }

    /// Whether nothing follows what was read so far.
    fn is_whole(&self) -> bool {
        self.done && self.broken.is_none()
    }

    /// Reads more; `false` at the end of the source.
    fn fill(&mut self) -> io::Result<bool> {
        if self.done {
            return self.broken.take().map_or(Ok(false), Err);
        }
        if self.at > 0 {
            self.buffer.copy_within(self.at..self.filled, 0);
            (self.filled, self.at) = (self.filled - self.at, 0);
        }
        let chunk = (2 * self.buffer.len()).clamp(CHUNK.0, CHUNK.1);
        self.buffer.resize((self.filled + chunk).max(self.buffer.len()), 0);
        loop {
            match self.source.read(&mut self.buffer[self.filled..]) {
                Ok(n) => {
                    self.filled += n;
                    self.done = n == 0;
                    return Ok(n > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // Asked again, a broken source would say the same.
                Err(error) => {
                    self.done = true;
                    return Err(error);
                }
            }
        }
    }

    /// The line that is read next, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Reads the next record; blank lines are passed over.
    ///
    /// # Errors
    /// What the source says. Whatever came before it can still be read by asking again.
    pub fn next(&mut self, record: &mut DelimitedRecord) -> io::Result<Next> {
        loop {
            record.clear();
            record.line = self.line;
            if self.at == self.filled && !self.fill()? {
                return Ok(Next::End);
            }
            let bytes = &self.buffer[self.at..self.filled];
            match self.dialect.parse(bytes, self.is_whole(), self.expected, self.ahead > 0, record) {
                Parsed::Whole { bytes, lines, vain } => {
                    self.account(bytes, vain);
                    self.at += bytes;
                    self.line += lines as u64;
                    if record.len() > 1 || !record.field(0).trim_ascii().is_empty() {
                        return Ok(Next::Record);
                    }
                }
                Parsed::More => {
                    self.fill()?;
                }
                Parsed::Broken { bytes, vain, reason } => {
                    self.account(bytes, vain);
                    self.at += bytes;
                    if reason == TOO_LONG {
                        self.skip_line()?;
                    }
                    self.line += 1;
                    return Ok(Next::Broken(reason));
                }
            }
        }
    }

    fn account(&mut self, bytes: usize, vain: usize) {
        self.ahead = self.ahead.saturating_sub(vain).saturating_add(AHEAD.0 * bytes).min(AHEAD.1);
    }

    /// Passes over the rest of a line that is too long to be kept.
    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            if let Some(end) = memchr(self.dialect.end, &self.buffer[self.at..self.filled]) {
                self.at += end + 1;
                return Ok(());
            }
            self.at = self.filled;
            if !self.fill()? {
                return Ok(());
            }
        }
    }
}

const TOO_LONG: &str = "the line is longer than a megabyte";
const UNCLOSED: &str = "a quote is opened and not closed";

impl Dialect {
    /// One record at the start of some bytes; `last` if nothing follows them.
    /// Where `ahead` is not set, no record runs over several lines.
    fn parse(
        &self,
        bytes: &[u8],
        last: bool,
        expected: Option<usize>,
        ahead: bool,
        record: &mut DelimitedRecord,
    ) -> Parsed {
        let (line, whole) = match memchr(self.end, bytes) {
            Some(end) => (&bytes[..end], end + 1),
            None if bytes.len() > LONGEST => return Parsed::Broken { bytes: bytes.len(), vain: 0, reason: TOO_LONG },
            None if last => (bytes, bytes.len()),
            None => return Parsed::More,
        };
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if !self.quotes || memchr(b'"', line).is_none() {
            self.split(line, record);
            return Parsed::Whole { bytes: whole, lines: 1, vain: 0 };
        }
        let (seen, nothing_follows) = if ahead { (bytes, last) } else { (&bytes[..whole], true) };
        let vain = match self.strict(seen, nothing_follows, record) {
            Strict::Whole { bytes, lines } if lines == 1 || expected.is_none_or(|n| n == record.len()) => {
                return Parsed::Whole { bytes, lines, vain: 0 };
            }
            Strict::More if ahead && !last && bytes.len() <= LONGEST => return Parsed::More,
            Strict::More => LONGEST,
            Strict::Broken { bytes } | Strict::Whole { bytes, .. } => bytes.saturating_sub(whole),
        };
        record.clear();
        if self.lenient(line, record) {
            Parsed::Whole { bytes: whole, lines: 1, vain }
        } else {
            Parsed::Broken { bytes: whole, vain, reason: UNCLOSED }
        }
    }

    /// A line without quotes.
    fn split(&self, line: &[u8], record: &mut DelimitedRecord) {
        let mut from = 0;
        for to in memchr_iter(self.delimiter, line).chain([line.len()]) {
            record.bytes.extend_from_slice(&line[from..to]);
            record.close();
            from = to + 1;
        }
    }

    /// A record by the letter of RFC 4180, over several lines if a field is.
    fn strict(&self, bytes: &[u8], last: bool, record: &mut DelimitedRecord) -> Strict {
        let (mut at, mut lines) = (0, 1);
        loop {
            // At the beginning of a field.
            if bytes.get(at) == Some(&b'"') {
                at += 1;
                loop {
                    let Some(&byte) = bytes.get(at) else {
                        return if last { Strict::Broken { bytes: at } } else { Strict::More };
                    };
                    at += 1;
                    if byte == self.end {
                        lines += 1;
                        if lines > MOST_LINES {
                            return Strict::Broken { bytes: at };
                        }
                    }
                    if byte != b'"' {
                        record.bytes.push(byte);
                        continue;
                    }
                    match bytes.get(at) {
                        Some(b'"') => {
                            record.bytes.push(b'"');
                            at += 1;
                        }
                        None if !last => return Strict::More,
                        Some(b'\r') if bytes.get(at + 1).is_none() && !last => return Strict::More,
                        _ => break,
                    }
                }
                if self.end != b'\r' && bytes.get(at) == Some(&b'\r') && matches!(bytes.get(at + 1), None | Some(b'\n'))
                {
                    at += 1;
                }
                if !bytes.get(at).is_none_or(|&b| b == self.delimiter || b == self.end) {
                    return Strict::Broken { bytes: at };
                }
            } else {
                let end = bytes[at..].iter().position(|&b| b == self.delimiter || b == self.end);
                let to = match end {
                    Some(end) => at + end,
                    None if last => bytes.len(),
                    None => return Strict::More,
                };
                let field = &bytes[at..to];
                let ends = bytes.get(to).is_none_or(|&b| b == self.end);
                let cut = if ends { field.strip_suffix(b"\r").unwrap_or(field) } else { field };
                record.bytes.extend_from_slice(cut);
                at = to;
            }
            record.close();
            match bytes.get(at) {
                Some(&byte) if byte == self.delimiter => at += 1,
                Some(_) => return Strict::Whole { bytes: at + 1, lines },
                None => return Strict::Whole { bytes: at, lines },
            }
        }
    }

    /// A single line in which a quote within a quoted field is taken as it stands unless a delimiter or the end
    /// follows; `false` if a quoted field does not end on the line.
    fn lenient(&self, line: &[u8], record: &mut DelimitedRecord) -> bool {
        let mut at = 0;
        loop {
            if line.get(at) == Some(&b'"') {
                at += 1;
                loop {
                    let Some(&byte) = line.get(at) else { return false };
                    let next = line.get(at + 1);
                    at += 1;
                    if byte != b'"' {
                        record.bytes.push(byte);
                    } else if next.is_none_or(|&b| b == self.delimiter) {
                        break;
                    } else {
                        record.bytes.push(b'"');
                        at += usize::from(next == Some(&b'"'));
                    }
                }
            } else {
                let to = memchr(self.delimiter, &line[at..]).map_or(line.len(), |n| at + n);
                record.bytes.extend_from_slice(&line[at..to]);
                at = to;
            }
            record.close();
            if at >= line.len() {
                return true;
            }
            at += 1;
        }
    }
}

enum Strict {
    Whole {
        bytes: usize,
        lines: usize,
    },
    More,
    /// After this many bytes.
    Broken {
        bytes: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COMMA: Dialect = Dialect { delimiter: b',', quotes: true, end: b'\n' };

    /// A source that gives a few bytes at a time.
    struct Drops<'a>(&'a [u8], usize);
    impl Read for Drops<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let n = self.1.min(self.0.len()).min(into.len());
            into[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    fn read(text: &str, dialect: Dialect, expected: usize, drops: usize) -> Vec<Result<(u64, Vec<String>), u64>> {
        let mut records = Records::new(Drops(text.as_bytes(), drops.max(1)), dialect);
        records.expect(expected);
        let (mut record, mut all) = (DelimitedRecord::default(), Vec::new());
        loop {
            match records.next(&mut record).expect("a text can be read") {
                Next::End => return all,
                Next::Broken(_) => all.push(Err(record.line)),
                Next::Record => {
                    let field = |i| String::from_utf8_lossy(record.field(i)).into_owned();
                    all.push(Ok((record.line, (0..record.len()).map(field).collect())));
                }
            }
        }
    }

    fn ok(line: u64, fields: &[&str]) -> Result<(u64, Vec<String>), u64> {
        Ok((line, fields.iter().map(|f| (*f).to_string()).collect()))
    }

    #[test]
    fn the_standard_is_read_to_the_letter() {
        let text = "a,b\r\n\"x, \"\"y\"\"\",2\r\n\n\"two\nlines\",\"\"\r\n3,";
        let want = [ok(1, &["a", "b"]), ok(2, &["x, \"y\"", "2"]), ok(4, &["two\nlines", ""]), ok(6, &["3", ""])];
        for drops in [1, 2, 3, 7, 1000] {
            assert_eq!(read(text, COMMA, 2, drops), want, "{drops} bytes at a time");
        }
    }

    #[test]
    fn a_stray_quote_costs_one_line() {
        let text =
            "1,a,b\n2,\"a,b\n3,\"x, y\",b\n4,a,\"two\nlines\"\n5,in \"the\" middle,b\n6,\"he said \"no\" twice\",b\n";
        let want = [
            ok(1, &["1", "a", "b"]),
            Err(2),
            ok(3, &["3", "x, y", "b"]),
            ok(4, &["4", "a", "two\nlines"]),
            ok(6, &["5", "in \"the\" middle", "b"]),
            ok(7, &["6", "he said \"no\" twice", "b"]),
        ];
        for drops in [1, 5, 1000] {
            assert_eq!(read(text, COMMA, 3, drops), want);
        }
    }

    #[test]
    fn other_delimiters_and_old_line_ends() {
        let tabs = Dialect { delimiter: b'\t', quotes: false, end: b'\n' };
        assert_eq!(read("a\t\"b\nc\td", tabs, 2, 3), [ok(1, &["a", "\"b"]), ok(2, &["c", "d"])]);
        let old = Dialect { delimiter: b';', quotes: true, end: b'\r' };
        assert_eq!(read("a;b\r\"c\";d\r", old, 2, 2), [ok(1, &["a", "b"]), ok(2, &["c", "d"])]);
    }

    #[test]
    fn a_line_without_end_does_not_fill_the_memory() {
        let text = format!("a,b\n{}\nc,d\n", "x".repeat(3 * LONGEST));
        assert_eq!(read(&text, COMMA, 2, 1 << 16), [ok(1, &["a", "b"]), Err(2), ok(3, &["c", "d"])]);
    }

    fn quoted(field: &str) -> String {
        format!("\"{}\"", field.replace('"', "\"\""))
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(rows in prop::collection::vec(prop::collection::vec("[a-z,;\"\\n é]{0,6}", 3), 1..9), drops in 1usize..40) {
            let line = |row: &Vec<String>| row.iter().map(|f| quoted(f)).collect::<Vec<_>>().join(",");
            let text = rows.iter().map(line).collect::<Vec<_>>().join("\r\n");
            let back: Vec<_> = read(&text, COMMA, 3, drops).into_iter().map(|r| r.expect("whole").1).collect();
            prop_assert_eq!(back, rows);
        }

        #[test]
        fn chunks_do_not_matter_and_lines_add_up(text in "[ab,\"\\r\\n]{0,60}", drops in 1usize..9) {
            let whole = read(&text, COMMA, 2, 1000);
            prop_assert_eq!(&read(&text, COMMA, 2, drops), &whole);
            let lines: Vec<u64> = whole.iter().map(|r| match r { Ok(r) => r.0, Err(line) => *line }).collect();
            prop_assert!(lines.windows(2).all(|w| w[0] < w[1]));
        }
    }
}
