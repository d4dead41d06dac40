//! Delimited text as people save it: one reader for event files, the tables of a scenario, designs and targets.
//!
//! | what differs | where |
//! |---|---|
//! | byte order marks, UTF-16, Windows-1252 and Windows-1251 | [`encoding`] |
//! | commas, semicolons, tabs, bars, `sep=;`, lines before the header, a column of row numbers | [`layout`] |
//! | quotes, line ends, damage | [`records`] |
//! | decimal commas, separators of thousands | [`numbers`] |
//! | forms of dates | [`dates`] |
//! | composed and decomposed letters | [`names`] |
//!
//! What can be read in two ways is read as the rest of the file shows, and where nothing shows it, refused.

pub mod dates;
pub mod encoding;
pub mod layout;
pub mod names;
pub mod numbers;
pub mod records;

/// Whether a field says that there is nothing: empty, or one of the words that programs write for it.
pub fn nothing(text: &str) -> bool {
    const WORDS: [&str; 13] =
        ["", "NA", "N/A", "n/a", "#N/A", "nan", "NaN", "NULL", "null", "None", "none", "<NA>", "\\N"];
    text.len() <= 4 && WORDS.contains(&text)
}

/// The beginning of a text that is too long for a message, in at most 60 characters.
pub fn clipped(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        None => text.to_string(),
        Some(_) => text.chars().take(LONGEST - 1).chain(['…']).collect(),
    }
}
