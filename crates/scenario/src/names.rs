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

/// Characters that take no room and join nothing: with them two names look alike and are two. Those that join or part the
/// letters of Persian and Indian words are none of them.
fn takes_no_room(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}')
        || matches!(c, '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || matches!(c, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
}

/// Whether a character has no place in a text: a control character but for line breaks and tabs, a mark that turns the
/// direction of writing, a byte order mark.
pub fn unreadable(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t' || turns(c) || c == '\u{feff}'
}

/// The first character of a name that nobody sees: a control character, a mark that turns the direction of writing, one
/// that takes no room, as a soft hyphen.
pub fn unseen(name: &str) -> Option<char> {
    name.chars().find(|&c| c.is_control() || turns(c) || takes_no_room(c))
}

/// Names of devices, which Windows keeps whatever ending they are given.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Whether a name is kept by a system that a folder may be copied to.
fn is_device(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let numbered = ["com", "lpt"].iter().find_map(|port| name.strip_prefix(port));
    DEVICES.contains(&&*name) || numbered.is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a name can be that of a folder on every system: letters, digits, `-` and `_`.
pub fn is_name(name: &str) -> bool {
    let letters = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    (1..=64).contains(&name.len()) && letters && !is_device(name)
}

/// What [`is_name`] allows, in words.
pub const NAME: &str = "1 to 64 letters, digits, `-` or `_`, and no device as `con` or `aux`";

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
    match slug.trim_end_matches('-') {
        "" => "scenario".into(),
        device if is_device(device) => format!("scenario-{device}"),
        slug => slug.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_nobody_sees_is_found() {
        for c in
            "\0\t\n\u{7f}\u{9b}\u{ad}\u{200b}\u{200f}\u{202e}\u{2028}\u{2060}\u{2066}\u{feff}\u{3164}\u{e0041}".chars()
        {
            assert_eq!(unseen(&format!("North{c}town")), Some(c), "{}", code(c));
        }
        for name in [
            "Öskemen",
            "O\u{308}skemen",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "Saint-Étienne",
            "Xi’an",
            "東京",
            "N’Djamena",
        ] {
            assert_eq!(unseen(name), None, "{name}");
        }
    }

    #[test]
    fn a_name_is_one_on_every_system() {
        for name in [
            "CON",
            "con",
            "Aux",
            "nul",
            "PRN",
            "com1",
            "LPT9",
            "",
            ".",
            "..",
            "a.",
            "a ",
            "a/b",
            "ä",
            "a\n",
            &"a".repeat(65),
        ] {
            assert!(!is_name(name), "{name:?}");
        }
        for name in ["console", "auxiliary", "com", "com10", "a-b_C9", "-", &"a".repeat(64)] {
            assert!(is_name(name), "{name:?}");
        }
        assert_eq!(slug("Con"), "scenario-con");
    }

    proptest! {
        #[test]
        fn any_words_have_a_name_for_a_folder(words in "\\PC*") {
            prop_assert!(is_name(&slug(&words)), "{words:?} gives {:?}", slug(&words));
        }
    }
}
