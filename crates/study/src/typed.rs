//! Commands as they can be typed into a shell.

use std::path::Path;

/// A word: as it stands where no shell takes any of it for something else, otherwise in quotes.
///
/// ```
/// use groundswell_study::typed::word;
/// assert_eq!(word("runs/a-1"), "runs/a-1");
/// assert_eq!(word("my runs/$HOME"), "'my runs/$HOME'");
/// assert_eq!(word("it's"), "'it'\\''s'");
/// ```
pub fn word(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=,+@%".contains(c);
    if word.chars().all(plain) && !word.is_empty() { word.into() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// A path.
pub fn path(path: &Path) -> String {
    word(&path.display().to_string())
}
