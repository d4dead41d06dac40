//! Numbers as spreadsheets write them: `1,234.5`, `1.234,5`, `1 234,5`, `1'234.5`.

/// What stands before decimals in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decimal {
    /// `43.25`
    #[default]
    Point,
    /// `43,25`
    Comma,
}

/// Signs that stand between thousands beside comma and point.
fn blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' | '_' | '٬')
}

/// The value of a decimal digit of any script that has ten of them in a row, as Arabic and Devanagari have.
pub fn digit(c: char) -> Option<u32> {
    const ZEROS: [char; 6] = ['0', '٠', '۰', '०', '০', '０'];
    ZEROS.iter().find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|d| *d < 10))
}

/// Zero has no sign: `-0` is 0, so that equal numbers are written and hashed alike.
pub fn unsigned_zero(x: f64) -> f64 {
    x + 0.0
}

/// A finite number as programs write it: digits `0` to `9` and a point, also `-1.5e3`; nothing between thousands.
pub fn written(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|x: &f64| x.is_finite()).map(unsigned_zero)
}

/// Whether digits are grouped by three from the right.
fn grouped<'a>(mut groups: impl Iterator<Item = &'a str>) -> bool {
    let digits = |group: &str, n: std::ops::RangeInclusive<usize>| {
        n.contains(&group.len()) && group.bytes().all(|b| b.is_ascii_digit())
    };
    groups.next().is_some_and(|first| digits(first, 1..=3)) && groups.all(|group| digits(group, 3..=3))
}

/// A number read with one sign for decimals and the other between thousands.
fn with(text: &str, decimal: char, thousands: char) -> Option<f64> {
    let (whole, part) = match text.split_once(decimal) {
        Some((whole, part)) => (whole, Some(part)),
        None => (text, None),
    };
    let unsigned = whole.trim_start_matches(['-', '+']);
    if unsigned.contains(thousands) && !grouped(unsigned.split(thousands)) {
        return None;
    }
    let plain = whole.replace(thousands, "");
    match part {
        Some(part) if part.contains([decimal, thousands]) => None,
        Some(part) => format!("{plain}.{part}").parse().ok(),
        None => plain.parse().ok(),
    }
}

/// The readings of a number, the likelier first: as the file writes decimals, and the other way.
fn readings(text: &str, decimal: Decimal) -> [Option<f64>; 2] {
    let mut plain = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match (c, digit(c)) {
            (_, Some(d)) => plain.push(char::from(b'0' + d as u8)),
            ('−', _) => plain.push('-'),
            ('٫', _) => plain.push(if decimal == Decimal::Comma { ',' } else { '.' }),
            _ => plain.push(c),
        }
    }
    if plain.contains(blank) {
        let whole = plain.split([',', '.']).next().unwrap_or_default().trim_start_matches(['-', '+']);
        if !grouped(whole.split(blank)) || plain[plain.len().min(whole.len() + 1)..].contains(blank) {
            return [None, None];
        }
        plain.retain(|c| !blank(c));
    }
    let two = [with(&plain, '.', ','), with(&plain, ',', '.')].map(|x| x.filter(|x| x.is_finite()));
    if decimal == Decimal::Point { two } else { [two[1], two[0]] }
}

/// A finite number.
pub fn number(text: &str, decimal: Decimal) -> Option<f64> {
    number_in(text, decimal, f64::MIN, f64::MAX)
}

/// A number within a range. Where `1,500` may be one thousand and more or one and a half, the file's way of writing
/// decimals says which, unless only the other is within the range.
pub fn number_in(text: &str, decimal: Decimal, low: f64, high: f64) -> Option<f64> {
    let within = |x: &f64| (low..=high).contains(x);
    let simple = text.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        || decimal == Decimal::Point && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
    if simple && let Ok(x) = text.parse() {
        return Some(x).filter(within).map(unsigned_zero);
    }
    readings(text, decimal).into_iter().flatten().find(within).map(unsigned_zero)
}

/// Counts of numbers that show how a file writes decimals.
#[derive(Clone, Copy, Debug, Default)]
pub struct NumberEvidence {
    point: usize,
    comma: usize,
}

impl NumberEvidence {
    /// Looks at a field.
    pub fn observe(&mut self, field: &str) {
        let field = field.trim().trim_start_matches('-');
        let Some(at) = field.find([',', '.']) else { return };
        let (whole, part) = (&field[..at], &field[at + 1..]);
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        // Three digits may be thousands.
        if digits(whole) && digits(part) && (part.len() != 3 || whole.len() > 3 || whole == "0") {
            let count = if field.as_bytes()[at] == b'.' { &mut self.point } else { &mut self.comma };
            *count += 1;
        }
    }

    /// How the file writes decimals.
    pub fn decimal(self) -> Decimal {
        if self.comma > self.point { Decimal::Comma } else { Decimal::Point }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_of_both_ways() {
        use Decimal::{Comma, Point};
        for (text, decimal, want) in [
            ("43.25", Point, Some(43.25)),
            ("43,25", Comma, Some(43.25)),
            ("43,25", Point, Some(43.25)),
            ("1,500", Point, Some(1500.0)),
            ("1,500", Comma, Some(1.5)),
            ("1.500", Comma, Some(1500.0)),
            ("1.500", Point, Some(1.5)),
            ("1,234,567", Comma, Some(1_234_567.0)),
            ("1.234.567,5", Point, Some(1_234_567.5)),
            ("1 234 567", Point, Some(1_234_567.0)),
            ("1\u{202f}234,5", Comma, Some(1234.5)),
            ("1'234.5", Point, Some(1234.5)),
            ("−5", Point, Some(-5.0)),
            ("1e-3", Point, Some(0.001)),
            ("٣٤٥", Point, Some(345.0)),
            ("1,23,456", Point, None),
            ("12 34", Point, None),
            ("1 234 5", Point, None),
            ("inf", Point, None),
            ("1.2.3", Point, None),
            ("5 people", Point, None),
            ("", Point, None),
            ("-", Point, None),
        ] {
            assert_eq!(number(text, decimal), want, "{text}");
        }
    }

    #[test]
    fn zero_has_no_sign_and_odd_numbers_are_none() {
        for text in ["-0", "-0.0", "0", "-0e5", "-1e-400"] {
            assert_eq!(written(text).map(f64::to_bits), Some(0), "{text}");
        }
        assert_eq!(number("-0,0", Decimal::Comma).map(f64::to_bits), Some(0));
        for (text, want) in [("+0.5", 0.5), (".5", 0.5), (" 5. ", 5.0), ("4.5E-1", 0.45)] {
            assert_eq!(written(text), Some(want), "{text}");
        }
        for text in [
            "NaN", "inf", "-inf", "infinity", "1e400", "0x10", "1_000", "1,000", "0,5", "5x", "٥", "１", "−1", "",
            "--1",
        ] {
            assert_eq!(written(text), None, "{text}");
        }
    }

    #[test]
    fn a_range_decides_where_only_one_reading_is_in_it() {
        assert_eq!(number_in("43,255", Decimal::Point, -90.0, 90.0), Some(43.255));
        assert_eq!(number_in("43.255", Decimal::Comma, -90.0, 90.0), Some(43.255));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,20}") {
            let _ = (number(&text, Decimal::Point), number(&text, Decimal::Comma));
            NumberEvidence::default().observe(&text);
        }

        #[test]
        fn what_is_written_is_read(x in -1e9f64..1e9) {
            prop_assert_eq!(number(&x.to_string(), Decimal::Point), Some(x));
            if x.fract() != 0.0 {
                let text = format!("{x:.2}").replace('.', ",");
                prop_assert_eq!(number(&text, Decimal::Comma), format!("{x:.2}").parse().ok());
            }
        }
    }
}
