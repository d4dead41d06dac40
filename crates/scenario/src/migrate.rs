//! Tables made for earlier versions: columns and words that have other names today.
//!
//! Readers take old names as they are; `groundswell scenario migrate` writes the new ones. Both look here.

use groundswell_complaint::{Complaint, Problem};
use std::borrow::Cow;
use std::path::Path;

/// A table, the old name of one of its columns, and the name of today.
const COLUMNS: &[(&str, &str, &str)] = &[
    ("units.csv", "wage_tenge", "wage"),
    ("units.csv", "lpg_cap_tenge", "fuel_cap"),
    ("units.csv", "lpg_share", "fuel_share"),
    ("prices.csv", "tenge_per_litre", "price"),
];

/// A table, and an old and a new word of its fields.
const WORDS: &[(&str, &str, &str)] = &[("forces.csv", "csto_total", "ally_total"), ("forces.csv", "csto", "ally")];

/// A table with the columns of today in its header, which is the first line with an old name.
pub fn modern<'a>(file: &str, text: &'a str) -> Cow<'a, str> {
    let old: Vec<_> = COLUMNS.iter().filter(|(table, old, _)| *table == file && text.contains(old)).collect();
    // Every table with old columns begins with its units.
    let is_header = |line: &&str| {
        fields(line).any(|f| f == "unit") && old.iter().any(|(_, old, _)| fields(line).any(|f| f == *old))
    };
    let Some(line) = text.lines().find(is_header) else { return Cow::Borrowed(text) };
    let from = line.as_ptr() as usize - text.as_ptr() as usize;
    let mut header = line.to_string();
    for (_, old, new) in old {
        // Not where the table has both: then it is complained about.
        if !fields(line).any(|f| f == *new) {
            header = header.replacen(old, new, 1);
        }
    }
    Cow::Owned(format!("{}{header}{}", &text[..from], &text[from + line.len()..]))
}

/// The name of today of a column of a table.
pub fn today<'a>(file: &str, column: &'a str) -> &'a str {
    COLUMNS.iter().find(|(table, old, _)| *table == file && *old == column).map_or(column, |row| row.2)
}

fn fields(line: &str) -> impl Iterator<Item = &str> {
    line.split([',', ';', '\t'])
        .map(|field| field.trim_matches(|c: char| c == '"' || c == '\u{feff}' || c.is_whitespace()))
}

/// A table with the columns and the words of today.
fn rewritten(file: &str, text: &str) -> String {
    let mut text = modern(file, text).into_owned();
    for (_, old, new) in WORDS.iter().filter(|(table, ..)| *table == file) {
        let line = |line: &str| {
            let mut line = line.to_string();
            for delimiter in [',', ';', '\t'] {
                line = line.replace(&format!("{delimiter}{old}{delimiter}"), &format!("{delimiter}{new}{delimiter}"));
            }
            line
        };
        text = text.split_inclusive('\n').map(line).collect();
    }
    text
}

/// Rewrites the tables of a scenario's folder with the names of today; the names of those that changed.
///
/// # Errors
/// A table that cannot be read or written.
pub fn migrate(folder: &Path) -> Result<Vec<String>, Complaint> {
    let mut changed = Vec::new();
    let files: std::collections::BTreeSet<&str> = COLUMNS.iter().chain(WORDS).map(|row| row.0).collect();
    for file in files {
        let path = folder.join(file);
        let failed = |action: &'static str, error: std::io::Error| {
            let reason = error.to_string();
            Complaint::new(match action {
                "read" => Problem::Input { action, path: path.clone(), reason },
                _ => Problem::Output { path: path.clone(), reason },
            })
        };
        let bytes = match std::fs::read(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            other => other.map_err(|error| failed("read", error))?,
        };
        // What is not UTF-8 has no old names that could be found; reading it says so.
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        let new = rewritten(file, text);
        if new != text {
            groundswell_tables::stamp::write_atomic(&path, new)?;
            changed.push(file.into());
        }
    }
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_and_words_of_earlier_versions_have_those_of_today() {
        let old = "unit,population,wage_tenge,lpg_share\nwage_tenge,1,2,0.5\n";
        assert_eq!(modern("units.csv", old), "unit,population,wage,fuel_share\nwage_tenge,1,2,0.5\n");
        assert_eq!(modern("places.csv", old), old);
        let forces = "force,size,kind,home_place\nA,1,csto,\nB,2,csto_total,\nC,3,army,csto\n";
        assert_eq!(
            rewritten("forces.csv", forces),
            "force,size,kind,home_place\nA,1,ally,\nB,2,ally_total,\nC,3,army,csto\n"
        );
        let twice = rewritten("units.csv", &rewritten("units.csv", old));
        assert_eq!(twice, rewritten("units.csv", old));
    }
}
