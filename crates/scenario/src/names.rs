//! What a name may be made of.

use crate::delimited::names::composed;
use crate::rows::listed;
use groundswell_complaint::Complaint;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The marks that turn the direction of writing: with them a name can look like another.
pub fn turns(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The first character of a name that nobody sees: a control character, a mark that turns the
/// direction of writing, a byte order mark.
pub fn unseen(name: &str) -> Option<char> {
    name.chars().find(|&c| c.is_control() || turns(c) || c == '\u{feff}')
}

/// Whether a name can be that of a folder: letters, digits, `-` and `_`.
pub fn is_name(name: &str) -> bool {
    (1..=64).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
}

/// What [`is_name`] allows, in words.
pub const NAME: &str = "1 to 64 letters, digits, `-` or `_`";

/// Names that are looked up, in their order.
#[derive(Clone, Debug, Default)]
pub struct Names {
    list: Vec<String>,
    index: HashMap<String, usize>,
}

impl Names {
    /// These names; none at all if one is empty or there twice, which has been complained about: nothing
    /// should be looked up in them then.
    pub fn new(list: Vec<String>) -> Names {
        let index: HashMap<String, usize> =
            list.iter().enumerate().map(|(i, name)| (composed(name).into_owned(), i)).collect();
        if index.len() < list.len() || list.iter().any(String::is_empty) {
            Names::default()
        } else {
            Names { list, index }
        }
    }

    /// Where a name is.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.index.get(name).or_else(|| self.index.get(composed(name).as_ref())).copied()
    }

    /// The names.
    pub fn list(&self) -> &[String] {
        &self.list
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// A complaint about a name that is none of these, with the nearest.
    pub fn unknown(&self, what: &'static str, name: &str) -> Complaint {
        Complaint::unknown(what, name, self.list.iter().map(String::as_str)).allowed(listed(&self.list))
    }
}

/// A character as a complaint names it: `U+202E`.
pub fn code(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// The name of a folder nearest to any words: letters, digits, `-` and `_`, in small letters.
///
/// ```
/// use groundswell_scenario::names::slug;
/// assert_eq!(slug("Sri Lanka, 2022"), "sri-lanka-2022");
/// assert_eq!(slug("Żółty Most"), "zolty-most");
/// assert_eq!(slug("..."), "scenario");
/// ```
pub fn slug(words: &str) -> String {
    let mut slug = String::new();
    for c in words.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ł' | 'Ł' => slug.push('l'),
            'ı' => slug.push('i'),
            'ø' | 'Ø' => slug.push('o'),
            'ß' => slug.push_str("ss"),
            c if c.is_ascii_alphanumeric() || c == '_' => slug.push(c.to_ascii_lowercase()),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.truncate(64);
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "scenario".into() } else { slug.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_words_have_a_name_for_a_folder(words in "\\PC*") {
            prop_assert!(is_name(&slug(&words)), "{words:?} gives {:?}", slug(&words));
        }
    }
}
