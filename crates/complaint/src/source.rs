//! The text a complaint points into.

use std::ops::Range;
use std::sync::Arc;

/// A file's name and its text, or the lines of it that are at hand. Cheap to copy: complaints share the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    name: Arc<str>,
    text: Arc<str>,
    first_line: usize,
}

impl Source {
    /// A file that was read whole.
    pub fn new(name: impl AsRef<str>, text: impl AsRef<str>) -> Self {
        Self::excerpt(name, 1, text)
    }

    /// Part of a file, beginning with line `first_line` (from 1): for event files too long to be kept.
    pub fn excerpt(name: impl AsRef<str>, first_line: usize, text: impl AsRef<str>) -> Self {
        Self { name: name.as_ref().into(), text: text.as_ref().into(), first_line: first_line.max(1) }
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
        let before = &self.text[..self.boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (self.first_line + before.matches('\n').count(), before[line_start..].chars().count() + 1)
    }

    /// The line (from 1) as a byte range without its end, or `None` when it is not at hand.
    pub(super) fn line(&self, line: usize) -> Option<Range<usize>> {
        let skip = line.checked_sub(self.first_line)?;
        let mut start = 0;
        for _ in 0..skip {
            start += self.text[start..].find('\n')? + 1;
        }
        let rest = &self.text[start..];
        let end = start + rest.find('\n').unwrap_or(rest.len());
        Some(start..if self.text[start..end].ends_with('\r') { end - 1 } else { end })
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

    /// Field `index` (from 0) of the comma-separated record on a line (from 1), quotes included.
    pub(super) fn field(&self, line: usize, index: usize) -> Option<Range<usize>> {
        let line = self.line(line)?;
        let text = &self.text[line.clone()];
        let (mut start, mut quoted, mut seen) = (0, false, 0);
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                b',' if !quoted && seen == index => return Some(line.start + start..line.start + at),
                b',' if !quoted => (seen, start) = (seen + 1, at + 1),
                _ => {}
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
