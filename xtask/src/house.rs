//! The house as its imports show it: crates, circles of files, what has grown too long.
//!
//! Read from the text of the sources, without the compiler: names are resolved through
//! `use`, `mod` and re-exports well enough to say which file needs which.

mod circles;
mod imports;
mod page;
mod tokens;

pub use page::page;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};
use tokens::{Token, tokens, without_tests};

/// Lines from which a file is listed as long.
pub const LONG_FILE: usize = 400;
/// Lines from which a function is listed as long.
pub const LONG_FUNCTION: usize = 60;

/// A crate of the house.
pub struct Crate {
    /// Its name, without `groundswell-`.
    pub name: String,
    /// Names of the crates of the house that it depends on.
    pub uses: Vec<String>,
    /// 0 for a crate that uses no other, else one more than the highest it uses.
    pub layer: usize,
    /// Its source files, by path.
    pub files: Vec<File>,
    /// Circles: sets of files that need each other, by position in `files`, largest first.
    pub circles: Vec<Vec<usize>>,
}

/// A source file.
pub struct File {
    /// Path from the `src` of its crate.
    pub path: String,
    /// Lines, tests included.
    pub lines: usize,
    /// Functions outside tests: name, first line, lines.
    pub functions: Vec<(String, usize, usize)>,
    /// Things that are `pub`, and that are public to the crate or a part of it, outside tests.
    pub public: (usize, usize),
    /// Names of its types that other files can use, outside tests.
    pub types: Vec<String>,
    /// Files of the same crate that it needs, by position.
    pub needs: BTreeSet<usize>,
}

impl Crate {
    /// Files in the largest circle; 1 if there is none.
    pub fn largest_circle(&self) -> usize {
        self.circles.first().map_or(1, Vec::len)
    }
}

/// Type names that more than one file defines, with these files. What the Studio sends and receives (`studio/api`) is
/// left out: it is the wire form of a thing, and has its name.
pub fn doubled_names(crates: &[Crate]) -> BTreeMap<&str, Vec<String>> {
    let mut all: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (of, file) in crates.iter().flat_map(|c| c.files.iter().map(move |file| (c, file))) {
        if of.name == "studio" && file.path.starts_with("api/") {
            continue;
        }
        for name in &file.types {
            all.entry(name).or_default().push(format!("{}/{}", of.name, file.path));
        }
    }
    all.retain(|_, files| files.len() > 1);
    all
}

/// Reads the crates of the workspace in this folder, lowest layer first.
///
/// # Errors
/// A folder or a file that cannot be read.
pub fn read(house: &Path) -> io::Result<Vec<Crate>> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(house.join("crates"))?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<_>>()?;
    folders.push(house.join("xtask"));
    folders.retain(|folder| folder.join("Cargo.toml").is_file());
    folders.sort();
    let mut crates = folders.iter().map(|folder| one(folder)).collect::<io::Result<Vec<Crate>>>()?;
    // No circle of crates is possible, so as many rounds as there are crates settle all layers.
    for _ in 0..crates.len() {
        for i in 0..crates.len() {
            let below = crates.iter().filter(|c| crates[i].uses.contains(&c.name)).map(|c| c.layer + 1);
            crates[i].layer = below.max().unwrap_or(0);
        }
    }
    crates.sort_by_key(|c| c.layer);
    Ok(crates)
}

fn one(folder: &Path) -> io::Result<Crate> {
    let manifest = fs::read_to_string(folder.join("Cargo.toml"))?;
    let dependencies = manifest.split("\n[").find(|section| section.starts_with("dependencies]")).unwrap_or_default();
    let name =
        |line: &str| line.strip_prefix("groundswell-").map(|rest| rest.split(['.', ' ', '=']).next().map(String::from));
    let src = folder.join("src");
    let mut paths = Vec::new();
    sources(&src, &mut paths)?;
    paths.sort();
    let texts = paths.iter().map(fs::read_to_string).collect::<io::Result<Vec<String>>>()?;
    let codes: Vec<Vec<Token>> = texts.iter().map(|text| without_tests(&tokens(text))).collect();
    let names: Vec<String> =
        paths.iter().map(|path| path.strip_prefix(&src).expect("below it").display().to_string()).collect();
    let needs = imports::needs(&names, &codes);
    let files = names.into_iter().zip(texts).zip(&codes).zip(needs).map(|(((path, text), code), needs)| File {
        path,
        lines: text.lines().count(),
        functions: tokens::functions(code),
        public: tokens::public(code),
        types: tokens::types(code),
        needs,
    });
    let mut found = Crate {
        name: folder.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_string(),
        uses: dependencies.lines().filter_map(|line| name(line).flatten()).collect(),
        layer: 0,
        files: files.collect(),
        circles: Vec::new(),
    };
    let needs: Vec<&BTreeSet<usize>> = found.files.iter().map(|file| &file.needs).collect();
    found.circles = circles::circles(&needs);
    Ok(found)
}

fn sources(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, paths)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
    Ok(())
}
