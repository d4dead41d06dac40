//! Files that are no delimited text: what they are, and what to do with them.

use groundswell_complaint::Complaint;

/// Whether a file found in a folder or archive is no table by its name: readers are told about the data there, systems
/// leave notes to themselves.
pub(crate) fn aside(path: &str) -> bool {
    const ENDS: [&str; 23] = [
        "md", "pdf", "html", "htm", "doc", "docx", "rtf", "odt", "ini", "db", "ds_store", "bib", "png", "jpg", "jpeg",
        "svg", "r", "py", "do", "xml", "yml", "yaml", "log",
    ];
    const WORDS: [&str; 10] = [
        "readme",
        "read_me",
        "read me",
        "codebook",
        "license",
        "licence",
        "copying",
        "changelog",
        "citation",
        "data dictionary",
    ];
    let path = path.to_lowercase();
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    // A codebook may be a table, but never one of events.
    let about = WORDS.iter().any(|word| name.starts_with(word)) || name.contains("codebook");
    path.contains("__macosx/") || name.starts_with('.') || about || ENDS.contains(&end)
}

/// Whether a name promises a table, so that it is worth saying that it is none.
pub(crate) fn tabular(path: &str) -> bool {
    let path = path.to_lowercase();
    ["csv", "tsv", "tab", "gz", "zip", "xlsx", "xls"].iter().any(|end| path.ends_with(&format!(".{end}")))
}

fn no_text(what: &str, advice: &str) -> Complaint {
    Complaint::inconsistent(format!("this is {what}, not delimited text")).advise(advice)
}

/// What the first bytes show to be something else.
pub(crate) fn other(head: &[u8]) -> Option<Complaint> {
    let begins: &[(&[u8], &str, &str)] = &[
        (b"\xd0\xcf\x11\xe0", "an older Excel workbook (.xls)", "open it and save the sheet as CSV UTF-8"),
        (b"PAR1", "a Parquet file", "write it as CSV first"),
        (b"%PDF", "a PDF document", "give the table itself"),
        (b"SQLite f", "an SQLite database", "export the table as CSV"),
        (b"$FL2", "an SPSS file", "export it as CSV"),
        (b"<stata_d", "a Stata file", "export it as CSV (`export delimited`)"),
        (b"RDX", "an R file", "write it with `write.csv`"),
        (b"BZh", "packed with bzip2", "unpack it, or pack it with gzip"),
        (b"\xfd7zXZ", "packed with xz", "unpack it, or pack it with gzip"),
        (b"7z\xbc\xaf", "packed with 7-Zip", "unpack it, or pack it as zip"),
        (b"Rar!", "packed with RAR", "unpack it, or pack it as zip"),
        (b"\x28\xb5\x2f\xfd", "packed with Zstandard", "unpack it, or pack it with gzip"),
    ];
    let found = begins.iter().find(|(begin, ..)| head.starts_with(begin));
    if let Some((_, what, advice)) = found {
        return Some(no_text(what, advice));
    }
    if head.get(257..262) == Some(b"ustar") {
        return Some(no_text("a tar archive", "unpack it and name the folder"));
    }
    let text = head.trim_ascii_start();
    if text.starts_with(b"{") || text.starts_with(b"[{") {
        return Some(no_text("JSON", "ask the service for CSV"));
    }
    if text.to_ascii_lowercase().starts_with(b"<!doc") || text.to_ascii_lowercase().starts_with(b"<html") {
        return Some(no_text("a web page", "it may be the page that asks for a login: fetch the file again"));
    }
    None
}

/// What an archive is if it has the entries of an office document.
pub(crate) fn office(has: impl Fn(&str) -> bool) -> Option<Complaint> {
    if has("xl/workbook.xml") || has("[Content_Types].xml") {
        return Some(no_text("an Excel workbook (.xlsx)", "open it and save the sheet with the events as CSV UTF-8"));
    }
    (has("mimetype") && has("content.xml"))
        .then(|| no_text("an OpenDocument sheet (.ods)", "open it and save the sheet with the events as CSV"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_is_known_by_its_name() {
        for name in ["a.zip/README.txt", "a.zip/Codebook.PDF", "x/.DS_Store", "__MACOSX/._a.csv", "a/ged_codebook.csv"]
        {
            assert!(aside(name), "{name}");
        }
        for name in ["a.zip/data.csv", "20220105.export.CSV", "events", "acled.xlsx", "readings.csv", "notes.txt"] {
            assert!(!aside(name), "{name}");
        }
    }

    #[test]
    fn what_is_something_else_is_known_by_its_beginning() {
        for (head, word) in [
            (&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], ".xls"),
            (b"[{\"a\": 1", "JSON"),
            (b"<!DOCTYP", "web page"),
            (b"PAR1", "Parquet"),
        ] {
            assert!(other(head).expect("known").to_string().contains(word));
        }
        assert_eq!(other(b"id,date\n"), None);
        assert!(office(|name| name == "xl/workbook.xml").is_some() && office(|_| false).is_none());
    }
}
