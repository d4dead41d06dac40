//! Sizes of crowds as event files give them: a number, a range, or words.

/// Reads the size of a crowd from free text: smallest and largest number of people that the words allow.
///
/// | text | low | high |
/// |---|---|---|
/// | `1,200`, `about 1000` | the number | the number |
/// | `200-300`, `100s-1000s` | smallest of the first | largest of the second |
/// | `50+`, `>50`, `more than 200`, `at least 100` | the number | unknown |
/// | `<1000`, `up to 500`, `fewer than 200` | unknown | the number |
/// | `100s`, `hundreds`, `several hundred` | 100 | 999 |
/// | `1000s`, `thousands` | 1,000 | 9,999 |
/// | `tens of thousands` | 10,000 | 99,999 |
/// | `hundreds of thousands` | 100,000 | 999,999 |
/// | `millions` | 1,000,000 | unknown |
/// | `dozens`, `scores` | 24 (40) | 99 |
///
/// `None` where the words name no size.
pub fn crowd(text: &str) -> Option<(Option<u64>, Option<u64>)> {
    let text = text.trim().to_lowercase();
    let text = text.replace('–', "-").replace(" to ", "-");
    if let Some((low, high)) = text.split_once('-')
        && let (Some(low), Some(high)) = (crowd(low), crowd(high))
    {
        let (low, high) = (low.0.or(low.1), high.1.or(high.0));
        return if low > high && high.is_some() { None } else { Some((low, high)) };
    }
    let words: Vec<&str> = text.split(|c: char| !(c.is_alphanumeric() || ",.+<>".contains(c))).collect();
    let has = |word: &str| words.contains(&word);
    let magnitude = magnitude(&text, &words);
    if let Some((number, many)) = text.split([' ', '(', '~']).find_map(number) {
        let (low, high) = match (many, magnitude) {
            (true, _) => (number, number.checked_mul(10)?.checked_sub(1)?),
            (false, Some((unit, _))) if unit >= 100 && number < 1000 => (number * unit, number * unit),
            (false, _) => (number, number),
        };
        let more =
            text.contains(['+', '>']) || ["more than", "at least", "over ", "above "].iter().any(|w| text.contains(w));
        let less = text.contains('<')
            || ["less than", "fewer than", "up to", "under ", "at most"].iter().any(|w| text.contains(w));
        return Some(match (more, less) {
            (true, _) => (Some(low), None),
            (_, true) => (None, Some(high)),
            _ => (Some(low), Some(high)),
        });
    }
    let (low, high) = magnitude?;
    let high = if low >= 1_000_000 || has("than") { None } else { Some(high) };
    Some((Some(low), high))
}

/// A number at the start of a word, `true` if it is one of `100s`; signs of more and less are passed over.
fn number(word: &str) -> Option<(u64, bool)> {
    let word = word.trim_start_matches(['>', '<', '=', '+']);
    let digits: String = word.chars().take_while(|c| c.is_ascii_digit() || *c == ',').filter(|c| *c != ',').collect();
    let rest = &word[word.chars().take_while(|c| c.is_ascii_digit() || *c == ',').count()..];
    let number: u64 = digits.parse().ok()?;
    match rest.trim_end_matches(['+', '.', ')', ';']) {
        "" => Some((number, false)),
        "s" if number >= 10 => Some((number, true)),
        // A thousand and a million in short.
        "k" => Some((number.checked_mul(1000)?, false)),
        "m" => Some((number.checked_mul(1_000_000)?, false)),
        _ => None,
    }
}

/// The smallest and largest number that words of magnitude allow.
fn magnitude(text: &str, words: &[&str]) -> Option<(u64, u64)> {
    let any = |list: &[&str]| list.iter().any(|word| words.contains(word));
    if any(&["million", "millions"]) {
        return Some((1_000_000, 9_999_999));
    }
    if any(&["thousand", "thousands"]) {
        let hundreds = text.contains("hundreds of thousand") || text.contains("hundred thousand");
        return Some(match text {
            _ if hundreds => (100_000, 999_999),
            t if t.contains("tens of thousand") => (10_000, 99_999),
            _ => (1_000, 9_999),
        });
    }
    if any(&["hundred", "hundreds"]) {
        return Some((100, 999));
    }
    if any(&["scores"]) {
        return Some((40, 99));
    }
    if any(&["dozen", "dozens"]) {
        return Some((24, 99));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_and_numbers_become_ranges() {
        let cases = [
            ("1,200", Some((Some(1200), Some(1200)))),
            ("about 1,000", Some((Some(1000), Some(1000)))),
            ("200-300", Some((Some(200), Some(300)))),
            ("100s-1000s", Some((Some(100), Some(9999)))),
            ("50+", Some((Some(50), None))),
            ("> 100", Some((Some(100), None))),
            ("more than 200", Some((Some(200), None))),
            ("<1000", Some((None, Some(1000)))),
            ("100s", Some((Some(100), Some(999)))),
            ("1000S", Some((Some(1000), Some(9999)))),
            ("several hundred", Some((Some(100), Some(999)))),
            ("Tens of thousands ", Some((Some(10_000), Some(99_999)))),
            ("hundreds of thousands", Some((Some(100_000), Some(999_999)))),
            ("Millions", Some((Some(1_000_000), None))),
            ("dozens", Some((Some(24), Some(99)))),
            ("3 thousand", Some((Some(3000), Some(3000)))),
            ("10k", Some((Some(10_000), Some(10_000)))),
            ("a group", None),
            ("widespread", None),
            (".", None),
            ("", None),
            ("300-200", None),
        ];
        for (text, want) in cases {
            assert_eq!(crowd(text), want, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics_and_no_range_is_upside_down(text in "(?s)[0-9a-z ,.+<>~–-]{0,24}") {
            if let Some((Some(low), Some(high))) = crowd(&text) {
                prop_assert!(low <= high, "{text}: {low} {high}");
            }
        }
    }
}
