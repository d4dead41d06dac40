//! The text a complaint points into.

use std::ops::Range;
use std::sync::Arc;

/// A file's name and its text, or the lines of it that are at hand. Cheap to copy: complaints share the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    name: Arc<str>,
    text: Arc<str>,
    /// Where each line begins: a file with a million wrong lines is not searched a million times.
    starts: Arc<[usize]>,
    /// Between lines: `\n`, or `\r` where there is none.
    end: u8,
    /// Between fields.
    delimiter: u8,
    first_line: usize,
}

impl Source {
    /// A file that was read whole.
    pub fn new(name: impl AsRef<str>, text: impl AsRef<str>) -> Self {
        Self::excerpt(name, 1, text)
    }

    /// Part of a file, beginning with line `first_line` (from 1): for event files too long to be kept.
    pub fn excerpt(name: impl AsRef<str>, first_line: usize, text: impl AsRef<str>) -> Self {
        let text: Arc<str> = text.as_ref().into();
        let end = if text.contains('\r') && !text.contains('\n') { b'\r' } else { b'\n' };
        let starts = std::iter::once(0).chain(memchr::memchr_iter(end, text.as_bytes()).map(|at| at + 1)).collect();
        Self { name: name.as_ref().into(), text, starts, end, delimiter: b',', first_line: first_line.max(1) }
    }

    /// The same with another delimiter than a comma between fields.
    pub fn delimited_by(self, delimiter: u8) -> Self {
        Self { delimiter, ..self }
    }

    /// Name as the user knows it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Text at hand.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column, both from 1, of a byte offset into [`text`](Self::text). Columns count characters, as editors do.
    /// An offset past the end is the end; one inside a character is its beginning.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let at = self.boundary(offset);
        let line = self.starts.partition_point(|start| *start <= at) - 1;
        (self.first_line + line, self.text[self.starts[line]..at].chars().count() + 1)
    }

    /// The line (from 1) as a byte range without its end, or `None` when it is not at hand.
    pub fn line(&self, line: usize) -> Option<Range<usize>> {
        let line = line.checked_sub(self.first_line)?;
        let start = *self.starts.get(line)?;
        let end = self.starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let cut = self.end == b'\n' && self.text[start..end].ends_with('\r');
        Some(start..if cut { end - 1 } else { end })
    }

    /// The word at a line and column (both from 1): up to the next blank, comma or `=`, at least one character.
    pub(super) fn word(&self, line: usize, column: usize) -> Option<Range<usize>> {
        let line = self.line(line)?;
        let text = &self.text[line.clone()];
        let start = text.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
        let mut ends = text[start..].char_indices().skip(1);
        let end = ends.find(|(_, c)| c.is_whitespace() || matches!(c, ',' | '=' | ';' | ']')).map(|(at, _)| start + at);
        Some(line.start + start..line.start + end.unwrap_or(text.len()))
    }

    /// Field `index` (from 0) of the delimited record on a line (from 1), quotes included.
    pub(super) fn field(&self, line: usize, index: usize) -> Option<Range<usize>> {
        let line = self.line(line)?;
        let text = &self.text[line.clone()];
        let (mut start, mut quoted, mut seen) = (0, false, 0);
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                _ if quoted || byte != self.delimiter => {}
                _ if seen == index => return Some(line.start + start..line.start + at),
                _ => (seen, start) = (seen + 1, at + 1),
            }
        }
        (seen == index).then_some(line.start + start..line.end)
    }

    /// The nearest character boundary at or before an offset.
    pub(super) fn boundary(&self, offset: usize) -> usize {
        (0..=offset.min(self.text.len())).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn places_are_counted_as_editors_count() {
        let source = Source::new("a.toml", "x = 1\nгород = \"Ақтау\"\r\n");
        assert_eq!(source.line_column(6), (2, 1));
        assert_eq!(source.line_column(source.text().find('А').unwrap()), (2, 10));
        assert_eq!(source.line_column(9999), (3, 1));
        assert_eq!(&source.text()[source.line(2).unwrap()], "город = \"Ақтау\"");
        assert_eq!(source.line(4), None);
        assert_eq!(&source.text()[source.word(2, 1).unwrap()], "город");
    }

    #[test]
    fn fields_are_found_behind_quoted_commas() {
        let source = Source::excerpt("e.csv", 41, "2022-01-05,\"Aktau, \"\"sea\"\"\",many");
        assert_eq!(&source.text()[source.field(41, 1).unwrap()], "\"Aktau, \"\"sea\"\"\"");
        assert_eq!(&source.text()[source.field(41, 2).unwrap()], "many");
        assert_eq!(source.field(41, 3), None);
        assert_eq!(source.field(40, 0), None);
        let other = Source::new("e.csv", "a;\"b;c\";d,e\rnext").delimited_by(b';');
        assert_eq!(&source.text()[source.line(41).unwrap()], source.text());
        assert_eq!(&other.text()[other.field(1, 1).unwrap()], "\"b;c\"");
        assert_eq!(&other.text()[other.field(1, 2).unwrap()], "d,e");
        assert_eq!(&other.text()[other.line(2).unwrap()], "next");
    }

    proptest! {
        #[test]
        fn no_place_in_any_text_panics(text in "(?s).{0,40}", offset in 0usize..60, line in 0usize..6, column in 0usize..20) {
            let source = Source::new("any", &text);
            source.line_column(offset);
            for range in [source.line(line), source.word(line, column), source.field(line, column)].into_iter().flatten() {
                let _ = &text[range];
            }
        }
    }
}
