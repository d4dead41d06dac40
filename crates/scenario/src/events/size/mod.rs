//! Sizes of crowds as event files give them: numbers, ranges, bounds and words, in four languages.
//!
//! A text is read by a grammar and not by looking for numbers in it. Whatever is not understood to the last word gives
//! nothing: an unread size is counted and can be looked up, a wrong one cannot.

mod english;
mod french;
mod grammar;
mod lexemes;
mod number;
mod russian;
mod spanish;
mod tokens;

use std::sync::LazyLock;
use tokens::Language;

static LANGUAGES: LazyLock<[Language; 4]> = LazyLock::new(|| {
    [
        Language::new(english::WORDS),
        Language::new(french::WORDS),
        Language::new(spanish::WORDS),
        Language::new(russian::WORDS),
    ]
});

/// The longest text that is read, in bytes: a size is no essay.
const LONGEST: usize = 200;

/// Reads the size of a crowd from free text in English, French, Spanish or Russian: smallest and largest number of
/// people that the words allow.
///
/// | text | low | high |
/// |---|---|---|
/// | `1,200`, `1 200`, `about 1.2k`, `one thousand two hundred` | 1,200 | 1,200 |
/// | `200-300`, `between 200 and 300`, `two to three hundred` | 200 | 300 |
/// | `50+`, `>50`, `more than 50`, `at least 50`, `no fewer than 50` | 50 | unknown |
/// | `<1000`, `up to 1000`, `no more than a thousand`, `1000 or fewer` | unknown | 1,000 |
/// | `100s`, `hundreds`, `several hundred` | 100 | 999 |
/// | `dozens`, `scores` | 24 (40) | 99 |
/// | `tens of thousands` | 10,000 | 99,999 |
/// | `millions` | 1,000,000 | unknown |
/// | `several thousand (5000 per police)` | 5,000 | 5,000 |
/// | `200 (police), 500 (organisers)` | 200 | 500 |
/// | `almost 1,000`, `a few`, `50 tractors`, `200 and 300` | – | – |
///
/// `None` where a word is not understood, or the words contradict each other, or may mean two things.
pub fn crowd(text: &str) -> Option<(Option<u64>, Option<u64>)> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let lexemes = lexemes::lexemes(text)?;
    let mut readings = LANGUAGES.iter().filter_map(|language| grammar::size(&language.tokens(&lexemes)?));
    let first = readings.next()?;
    // A text of two languages that means two things means nothing.
    readings.all(|reading| reading == first).then_some(first)
}
