//! What must be said of files that are read, but perhaps not as they were meant: an assumed encoding, a table whose name
//! is written in another way, a folder that has the name of a built-in scenario.

use crate::delimited::encoding::decode;
use crate::files::{Files, TABLES};
use crate::outlines;
use groundswell_complaint::did_you_mean;
use std::ffi::OsStr;
use std::path::Path;

/// How many remarks about names are made: a folder may hold anything.
const MOST: usize = 20;

/// What must be said of a table that is not UTF-8: which encoding it is read in. Nothing of other files.
pub fn encoding_of(path: &Path, shown: &str) -> Option<String> {
    if !path.is_file() {
        return None;
    }
    let encoding = decode(std::fs::read(path).ok()?).ok()?.1?;
    Some(format!("`{shown}` is not UTF-8 and was read as {encoding}; if names look wrong, save it as UTF-8"))
}

impl Files {
    /// What must be said of these files.
    pub fn remarks(&self) -> Vec<String> {
        match self {
            Files::BuiltIn(name) => shadowed(name).into_iter().collect(),
            Files::Folder(path) => {
                let folder = path.parent().unwrap_or(Path::new(""));
                let encoding = |file: &str| encoding_of(&folder.join(file), &self.shown(file));
                TABLES.into_iter().filter_map(encoding).chain(misnamed(folder)).collect()
            }
            Files::With(files, texts) => {
                let replaced = |said: &String| texts.keys().any(|name| said.contains(&format!("`{}`", files.shown(name))));
                files.remarks().into_iter().filter(|said| !replaced(said)).collect()
            }
        }
    }
}

/// A folder here that has the name of a built-in scenario is not what is read.
fn shadowed(name: &str) -> Option<String> {
    let there = !name.is_empty() && Path::new(name).join("scenario.toml").is_file();
    there.then(|| format!("`{name}` is the scenario that comes with the program; the folder here is `./{name}`"))
}

/// Files that are not read, though their names are nearly those of tables.
fn misnamed(folder: &Path) -> Vec<String> {
    let place = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = std::fs::read_dir(place).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    let known = || TABLES.into_iter().chain([outlines::FILE]);
    let near = |name: &String| {
        let table = Path::new(name).extension().and_then(OsStr::to_str).map(str::to_lowercase);
        if !table.is_some_and(|end| ["csv", "json"].contains(&&*end)) || known().any(|known| known == name) {
            return None;
        }
        let meant = did_you_mean(name, known())?;
        // On a disk that does not tell capitals apart it is the file that is read.
        let (this, that) = (folder.join(name), folder.join(meant));
        if same_file::is_same_file(this, that).unwrap_or(false) {
            return None;
        }
        Some(format!("`{}` is not read; a table of nearly this name is `{meant}`", folder.join(name).display()))
    };
    names.iter().filter_map(near).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_read_as_it_was_meant_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("written");
        for (name, bytes) in [
            ("scenario.toml", &b""[..]),
            ("places.csv", b"place,population\nBesan\xe7on,100000\n"),
            ("Facts.csv", b""),
            ("target.csv", b""),
            ("facts.csv", b""),
            ("reports.csv", b""),
            ("holiday.csv", b""),
            ("Units.txt", b""),
        ] {
            put(name, bytes);
        }
        let files = Files::Folder(folder.path().join("scenario.toml"));
        let said = files.remarks();
        let words = ["places.csv` is not UTF-8 and was read as windows-1252", "Facts.csv` is not read", "target.csv` is not read"];
        assert_eq!(said.len(), words.len(), "{said:#?}");
        for (said, words) in said.iter().zip(words) {
            assert!(said.contains(words), "{said}");
        }
    }
}
