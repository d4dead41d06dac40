//! A text about a size in its smallest pieces: numbers, words, signs.

use crate::delimited::numbers::digit;
use unicode_normalization::UnicodeNormalization;

/// A number in digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Digits {
    /// Its value.
    pub value: f64,
    /// Its only separator stands before three digits: thousands, or decimals where a word of thousands follows.
    pub either: bool,
    /// It has decimals.
    pub fraction: bool,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Lexeme {
    /// A number in digits.
    Number(Digits),
    /// A word in small letters without accents.
    Word(String),
    /// Any other sign.
    Sign(char),
}

/// Small letters without accents, one kind of dash, blank and apostrophe, and digits from 0 to 9.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Fractions stay one sign: taken apart, `1½` would become eleven halves.
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            '½' => out.push_str(" 1/2 "),
            '¼' => out.push_str(" 1/4 "),
            '¾' => out.push_str(" 3/4 "),
            '’' | '‘' | '`' | '´' | 'ʼ' | '′' => out.push('\''),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2066}'..='\u{2069}' | '\u{202a}'..='\u{202e}' | '\u{feff}' => {}
            '\u{2010}'..='\u{2015}' | '−' | '－' => out.push('-'),
            '～' | '〜' | '∼' | '≈' | '≃' | '≅' => out.push('~'),
            '≥' | '⩾' => out.push_str(">="),
            '≤' | '⩽' => out.push_str("<="),
            '＞' => out.push('>'),
            '＜' => out.push('<'),
            '＋' => out.push('+'),
            '٬' => out.push(','),
            '٫' => out.push('.'),
            _ if c.is_whitespace() => out.push(' '),
            _ => match digit(c) {
                Some(d) => out.push(char::from(b'0' + d as u8)),
                None => out.extend(std::iter::once(c).nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c))),
            },
        }
    }
    out
}

/// Digits in groups: how many bytes of the text, and what they are. `None` if the groups are no number.
fn digits(text: &str) -> Option<(usize, Digits)> {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut groups = vec![(0, run(0))];
    let mut signs = Vec::new();
    let mut at = groups[0].1;
    // A group follows a sign at once; after a blank only groups of three are of the same number.
    while let Some(sign) = bytes.get(at).copied().filter(|b| matches!(b, b',' | b'.' | b' ' | b'\'')) {
        let next = run(at + 1);
        if next == 0 || matches!(sign, b' ' | b'\'') && next != 3 {
            break;
        }
        signs.push(sign);
        groups.push((at + 1, next));
        at += 1 + next;
    }
    let plain = |groups: &[(usize, usize)]| -> String { groups.iter().map(|(a, n)| &text[*a..a + n]).collect() };
    let whole = |groups: &[(usize, usize)]| plain(groups).parse::<f64>().ok().filter(|x| *x < 1e15);
    let threes = |groups: &[(usize, usize)]| groups[0].1 <= 3 && groups[1..].iter().all(|(_, n)| *n == 3);
    let found = |value: f64, either: bool, fraction: bool| Some((at, Digits { value, either, fraction }));
    let Some(&last_sign) = signs.last() else { return found(whole(&groups)?, false, false) };
    let same = signs.iter().all(|sign| *sign == signs[0]);
    let (last, before) = groups.split_last()?;
    if same && threes(&groups) {
        let zero = groups[0].1 == 1 && bytes[0] == b'0';
        let either = signs.len() == 1 && matches!(last_sign, b',' | b'.');
        return if zero { None } else { found(whole(&groups)?, either, false) };
    }
    // Lakh and crore: two digits between commas, three at the end.
    let indian = same && last_sign == b',' && last.1 == 3 && groups[0].1 <= 2 && before[1..].iter().all(|g| g.1 == 2);
    if indian {
        return found(whole(&groups)?, false, false);
    }
    // Decimals: after a sign that is not the one between thousands.
    let others = &signs[..signs.len() - 1];
    let decimal = matches!(last_sign, b',' | b'.')
        && last.1 <= 2
        && others.iter().all(|sign| *sign == others[0] && *sign != last_sign)
        && (others.is_empty() || threes(before));
    if !decimal {
        return None;
    }
    let value: f64 = format!("{}.{}", plain(before), &text[last.0..last.0 + last.1]).parse().ok()?;
    found(value, false, value.fract() != 0.0)
}

/// The pieces of a text; `None` where digits stand in groups that are no number.
pub(crate) fn lexemes(text: &str) -> Option<Vec<Lexeme>> {
    let text = folded(text);
    let (mut at, mut all) = (0, Vec::new());
    while let Some(c) = text[at..].chars().next() {
        if c.is_ascii_digit() {
            let (n, number) = digits(&text[at..])?;
            all.push(Lexeme::Number(number));
            at += n;
        } else if c.is_alphabetic() {
            // An apostrophe within a word belongs to it, and what it cuts off ends with it: `d'un` is two words.
            let n = text[at..].find(|c: char| !c.is_alphabetic()).unwrap_or(text.len() - at);
            all.push(Lexeme::Word(text[at..at + n].into()));
            at += n;
        } else {
            if c != ' ' {
                all.push(Lexeme::Sign(c));
            }
            at += c.len_utf8();
        }
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_digits() {
        let value = |text: &str| match lexemes(text).as_deref() {
            Some([Lexeme::Number(number)]) => Some(number.value),
            _ => None,
        };
        for (text, want) in [
            ("1500", Some(1500.0)),
            ("1 500", Some(1500.0)),
            ("1\u{a0}500\u{202f}000", Some(1_500_000.0)),
            ("1,500", Some(1500.0)),
            ("1.500.000", Some(1_500_000.0)),
            ("1,500.5", Some(1500.5)),
            ("1.500,5", Some(1500.5)),
            ("1'500", Some(1500.0)),
            ("1,5", Some(1.5)),
            ("200.0", Some(200.0)),
            ("1,00,000", Some(100_000.0)),
            ("١٬٥٠٠", Some(1500.0)),
            ("１５００", Some(1500.0)),
            ("1,5000", None),
            ("0.500", None),
            ("12 34", None),
            ("1.2.3", None),
        ] {
            assert_eq!(value(text), want, "{text}");
        }
    }
}
