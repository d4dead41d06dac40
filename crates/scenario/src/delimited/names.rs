//! Names as they are compared.

use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A text in composed form (NFC): `Ö` of one code point and `O` with a diaeresis are one name.
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().collect())
}

/// The name of a column as it is compared: `Event Date`, `EVENT_DATE` and `event_date` are one.
pub fn plain(name: &str) -> String {
    let name = name.trim().trim_start_matches('\u{feff}').to_lowercase();
    composed(&name.replace([' ', '.', ',', '\u{a0}'], "_").replace("__", "_")).into_owned()
}

/// Whether a column has no name, as those of row numbers that other programs write.
pub fn nameless(name: &str) -> bool {
    let name = name.trim().trim_start_matches('\u{feff}');
    name.is_empty() || name.starts_with("Unnamed: ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composed_and_decomposed_letters_are_one() {
        assert_eq!(composed("O\u{308}skemen"), "Öskemen");
        assert!(matches!(composed("Öskemen"), Cow::Borrowed(_)));
        assert_eq!(composed("и\u{306}"), "й");
        assert_eq!(plain(" Event  Date"), plain("EVENT_DATE"));
        assert!(nameless("Unnamed: 0") && nameless(" ") && !nameless("id"));
    }
}
