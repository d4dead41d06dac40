//! Tables in pages of the manual that a chore makes: between a mark that names the chore and one that ends it.

use std::path::Path;

/// After the table.
const END: &str = "<!-- end of the table -->\n";

/// Puts a table into a page of `docs/manual`, in the place of the one of before.
///
/// # Errors
/// The page cannot be read or written, or has lost its marks.
pub(crate) fn put(page: &str, chore: &str, table: &str) -> Result<(), String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/manual").join(page);
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let text = std::fs::read_to_string(&path).map_err(failed)?;
    let text =
        with(&text, chore, table).ok_or_else(|| format!("docs/manual/{page} has lost the marks of its table"))?;
    std::fs::write(&path, text).map_err(failed)
}

/// The table that a page has.
///
/// # Errors
/// The page cannot be read, or has lost its marks.
pub(crate) fn table(page: &str, chore: &str) -> Result<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/manual").join(page);
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let (_, rest) = text.split_once(&mark(chore)).ok_or("a page has lost the mark of its table")?;
    Ok(rest.split_once(END).ok_or("a page has lost the end of its table")?.0.into())
}

fn mark(chore: &str) -> String {
    format!("<!-- table of: cargo xtask {chore} -->\n")
}

/// The page with another table between the marks of a chore.
fn with(page: &str, chore: &str, table: &str) -> Option<String> {
    let mark = mark(chore);
    let (before, rest) = page.split_once(&mark)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{mark}\n{table}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_takes_the_place_of_the_one_before() {
        let page = format!("a\n<!-- table of: cargo xtask b -->\nold\n{END}z\n");
        let made = with(&page, "b", "| new |\n").expect("marks");
        assert_eq!(with(&made, "b", "| new |\n").as_deref(), Some(made.as_str()));
        assert!(made.starts_with("a\n") && made.ends_with("z\n") && made.contains("| new |") && !made.contains("old"));
        assert!(with("no marks", "b", "").is_none() && with(&page, "c", "").is_none());
    }
}
