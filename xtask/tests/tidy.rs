//! The house in order: what `ARCHITECTURE.md` promises, checked like anything else.

use groundswell_engine::register::REGISTER;
use groundswell_scenario::parameters::paths;
use std::fs;
use std::path::{Path, PathBuf};

/// Longest file, in lines.
const CEILING: usize = 600;

/// The layers, lowest first. A crate names only those below it.
const LAYERS: [(&str, &str); 12] = [
    ("crates/chance", "groundswell-chance"),
    ("crates/complaint", "groundswell-complaint"),
    ("crates/stats", "groundswell-stats"),
    ("crates/tables", "groundswell-tables"),
    ("crates/world", "groundswell-world"),
    ("crates/classics", "groundswell-classics"),
    ("crates/engine", "groundswell-engine"),
    ("crates/scenario", "groundswell-scenario"),
    ("crates/study", "groundswell-study"),
    ("crates/studio", "groundswell-studio"),
    ("crates/python", "groundswell-python"),
    ("crates/app", "groundswell"),
];

fn house() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the workspace")
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let skipped = ["target", "node_modules", "dist", "runs", ".git", ".venv", "corpus", "artifacts", "generated"];
    for path in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("an entry").path()) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() && !skipped.contains(&name) {
            walk(&path, files);
        } else if path.is_file() {
            files.push(path);
        }
    }
}

/// Files of the house below a folder, by ending, with their texts.
fn texts(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let (house, mut files) = (house(), Vec::new());
    walk(&house.join(folder), &mut files);
    files.sort();
    let kept =
        files.into_iter().filter(|file| file.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending)));
    // One of the wrong files of the complaint tests is no UTF-8.
    let text = |file: &Path| String::from_utf8_lossy(&fs::read(file).expect("a file that can be read")).into_owned();
    kept.map(|file| (file.strip_prefix(&house).expect("in the house").display().to_string(), text(&file))).collect()
}

/// This file names what it forbids.
fn others(files: Vec<(String, String)>) -> impl Iterator<Item = (String, String)> {
    files.into_iter().filter(|(name, _)| !name.ends_with("tidy.rs"))
}

#[test]
fn no_layer_names_a_layer_above_it() {
    for entry in fs::read_dir(house().join("crates")).expect("the crates") {
        let name = format!("crates/{}", entry.expect("an entry").file_name().display());
        assert!(LAYERS.iter().any(|(folder, _)| *folder == name), "{name} has no place among the layers");
    }
    for (i, (folder, _)) in LAYERS.iter().enumerate() {
        let manifest = fs::read_to_string(house().join(folder).join("Cargo.toml")).expect("a manifest");
        let dependencies = manifest.split_once("[dependencies]").expect("dependencies").1;
        for (_, above) in &LAYERS[i + 1..] {
            let named = |line: &&str| line.split(['.', ' ', '=']).next() == Some(*above);
            assert!(!dependencies.lines().any(|line| named(&line)), "{folder} depends on {above}");
            let module = format!("{}::", above.replace('-', "_"));
            for (file, text) in others(texts(folder, &["rs"])) {
                assert!(!text.contains(&format!("use {module}")), "{file} uses {module}");
            }
        }
    }
}

/// Files in the largest circle of a crate, where it is not three. The numbers may only fall.
const CIRCLES: [(&str, usize); 3] = [("engine", 2), ("classics", 2), ("chance", 2)];

#[test]
fn no_more_than_three_files_need_each_other() {
    for found in xtask::house::read(&house()).expect("the sources") {
        let allowed = CIRCLES.iter().find(|(name, _)| *name == found.name).map_or(3, |(_, files)| *files);
        let circle = found.largest_circle();
        let names: Vec<&str> = found.circles.first().into_iter().flatten().map(|&i| &*found.files[i].path).collect();
        assert!(circle <= allowed, "{}: {circle} files need each other, {allowed} at most: {names:?}", found.name);
    }
}

/// A mechanism's table of parameters has the name of the mechanism.
#[test]
fn a_type_has_a_name_of_its_own() {
    let crates = xtask::house::read(&house()).expect("the sources");
    if let Some((name, files)) = xtask::house::doubled_names(&crates).into_iter().next() {
        panic!("`{name}` is defined in {files:?}: choose a name that can be searched for");
    }
}

#[test]
fn a_function_fits_on_a_screen() {
    for found in xtask::house::read(&house()).expect("the sources") {
        for (file, (name, line, lines)) in
            found.files.iter().flat_map(|file| file.functions.iter().map(move |f| (file, f)))
        {
            let (path, most) = (format!("{}/{}", found.name, file.path), xtask::house::LONG_FUNCTION);
            assert!(*lines <= most, "{path}:{line}: `{name}` has {lines} lines, {most} at most");
        }
    }
}

/// Who reads the parameters of a mechanism asks for it by its type, so that imports show who needs whom (decision 0140).
#[test]
fn the_engine_reads_no_mechanism_by_the_name_of_a_field() {
    // They hand on the parameters of all mechanisms; the last sets up a country for tests.
    let whole = ["branching.rs", "build.rs", "crowd/ties.rs", "register.rs", "spec/mod.rs", "step.rs", "fixture.rs"];
    for (file, text) in texts("crates/engine/src", &["rs"]) {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for after in code.split(".mechanisms").skip(1).filter(|after| !after.starts_with(char::is_alphanumeric)) {
            assert!(whole.iter().any(|name| file.ends_with(&format!("src/{name}"))), "{file} reads all parameters");
            let name = after
                .strip_prefix('.')
                .and_then(|rest| rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next());
            let by_field = REGISTER.iter().any(|entry| Some(entry.name) == name);
            assert!(!by_field || file.ends_with("fixture.rs"), "{file} reads {name:?} by its field");
        }
    }
}

#[test]
fn the_engine_does_no_input_or_output_and_reads_no_clock() {
    let forbidden = ["std::fs", "std::time", "std::env", "std::net", "std::process", "println!", "eprintln!", "dbg!"];
    for (file, text) in texts("crates/engine/src", &["rs"]) {
        for word in forbidden {
            assert!(!text.contains(word), "{file} has {word}");
        }
    }
}

#[test]
fn no_file_is_longer_than_a_reader_s_patience() {
    for (file, text) in texts(".", &["rs", "ts", "svelte", "mjs", "py"]) {
        let lines = text.lines().count();
        assert!(lines <= CEILING, "{file} has {lines} lines, {CEILING} at most");
    }
}

#[test]
fn nothing_is_left_for_later() {
    for (file, text) in others(texts(".", &["rs", "ts", "svelte", "mjs", "py"])) {
        for word in ["TODO", "FIXME", "XXX", "todo!", "unimplemented!", "HACK"] {
            assert!(!text.contains(word), "{file} has {word}");
        }
    }
}

/// Words and phrases that are not plain English, and what to write.
const NOT_PLAIN: [(&str, &str); 19] = [
    ("anew", "again"),
    ("taken up again", "resumed"),
    ("beside the record", "against the record"),
    ("beside the recorded", "against the recorded"),
    ("told to stop", "asked to stop"),
    ("came to its end", "ran to the end"),
    ("whence", "from where"),
    ("whither", "where to"),
    ("thereof", "of it"),
    ("hitherto", "until now"),
    ("albeit", "although"),
    ("nought", "nothing"),
    ("lest", "so that not"),
    ("thence", "from there"),
    ("wherein", "in which"),
    ("whereby", "by which"),
    ("henceforth", "from now on"),
    ("whilst", "while"),
    ("upon", "on"),
];

#[test]
fn words_are_plain() {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let whole = |text: &str, at: usize, phrase: &str| {
        !text[..at].ends_with(word) && !text[at + phrase.len()..].starts_with(word)
    };
    // The change log quotes what it changed.
    let read = others(texts(".", &["rs", "ts", "svelte", "mjs", "toml", "md", "py", "ftl"]));
    for (file, text) in read.filter(|(name, _)| name != "CHANGELOG.md") {
        for (i, line) in text.lines().enumerate() {
            let line = line.to_lowercase();
            for (phrase, plain) in NOT_PLAIN {
                let found = line.match_indices(phrase).any(|(at, _)| whole(&line, at, phrase));
                assert!(!found, "{file}:{}: `{phrase}`: write `{plain}`", i + 1);
            }
        }
    }
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    for (file, text) in
        others(texts(".", &["rs", "ts", "svelte", "mjs", "toml", "md", "csv", "cff", "json", "ftl", "py", "ipynb"]))
    {
        for (i, line) in text.lines().enumerate() {
            for root in ["/home/", "/root/", "/work/", "/Users/", "/tmp/"] {
                let path = |at: usize| {
                    // Part of an address or of a relative path is no path of a machine.
                    let before = line[..at].chars().next_back();
                    before.is_none_or(|c| !(c.is_alphanumeric() || "._-~}".contains(c)))
                };
                assert!(!line.match_indices(root).any(|(at, _)| path(at)), "{file}:{}: {line}", i + 1);
            }
        }
    }
}

#[test]
fn every_mechanism_has_a_file_a_page_and_a_reason_for_each_parameter() {
    let modules: Vec<String> =
        texts("crates/engine/src/mechanisms", &["rs"]).into_iter().map(|(_, text)| text).collect();
    for entry in REGISTER {
        let own = |text: &&String| {
            let doc = entry.page.lines().next().expect("a heading").trim();
            text.contains(&format!("/// {doc}")) && text.contains("parameters! {")
        };
        assert_eq!(modules.iter().filter(own).count(), 1, "{}: not one file of its own", entry.name);
        assert!(entry.page.lines().count() >= 5, "{}: too short a page", entry.name);
        assert!(entry.page.trim_start().starts_with("# "), "{}: the page has no heading", entry.name);
        assert!(entry.title.len() > 10 && entry.model.starts_with('M'), "{}", entry.name);
        for column in entry.columns {
            let name = format!("{}: {}", entry.name, column.name);
            assert!(column.meaning.len() > 5 && !column.meaning.ends_with('.'), "{name}: no meaning, or a sentence");
            assert!(column.name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{name}: not a plain name");
            assert!(column.curve.is_none() || !column.is_of_places(), "{name}: only the nation is drawn");
        }
    }
    let columns = |places: bool| {
        let all = REGISTER.iter().flat_map(|entry| entry.columns).filter(move |column| column.is_of_places() == places);
        all.map(|column| column.name).collect::<Vec<_>>()
    };
    for names in [columns(true), columns(false)] {
        let unique: std::collections::BTreeSet<&str> = names.iter().copied().collect();
        assert_eq!(unique.len(), names.len(), "two columns of one name: {names:?}");
    }
    for (section, row) in paths() {
        let path = format!("{section}.{}", row.name);
        assert!(row.meaning.len() > 10 && row.meaning.ends_with('.'), "{path}: no meaning, or not a sentence");
        assert!(!row.source.is_empty() && !row.unit.is_empty(), "{path}: no source or no unit");
        assert!(row.allows(row.default), "{path}: the default is not allowed");
        assert!(!row.meaning.contains('\n') && !row.source.contains('\n'), "{path}: more than one line");
    }
}

#[test]
fn every_mechanism_stands_in_the_register() {
    let listed = fs::read_to_string(house().join("crates/engine/src/register.rs")).expect("the register");
    for (file, text) in texts("crates/engine/src/mechanisms", &["rs"]) {
        let module = Path::new(&file).file_stem().and_then(|stem| stem.to_str()).expect("a name").to_string();
        if text.contains("parameters! {") {
            assert!(listed.contains(&format!("{module}::")), "{file} is not in the register");
        }
    }
}

#[test]
fn every_decision_says_what_it_was_made_from() {
    for (file, text) in texts("docs/adr", &["md"]).into_iter().filter(|(name, _)| !name.ends_with("README.md")) {
        for heading in ["## Context", "## Choice", "## Rejected", "## What would reopen it"] {
            assert!(text.contains(heading), "{file} has no `{heading}`");
        }
    }
}

#[test]
fn the_code_map_leads_somewhere() {
    let text = fs::read_to_string(house().join("ARCHITECTURE.md")).expect("the page");
    let map = text.split("## Code map").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("the map");
    let paths: Vec<&str> = map.split('`').skip(1).step_by(2).filter(|word| word.contains('/')).collect();
    assert!(paths.len() > 20, "{paths:?}");
    for path in paths.into_iter().filter(|path| *path != "crates/") {
        assert!(house().join("crates").join(path).exists(), "the code map names {path}");
    }
}

#[test]
fn every_link_between_pages_leads_somewhere() {
    for (file, text) in texts(".", &["md"]) {
        let folder = house().join(&file).parent().expect("a folder").to_path_buf();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            let elsewhere = link.is_empty() || link.contains("://") || link.contains(' ');
            assert!(elsewhere || folder.join(link).exists(), "{file} links to {link}");
        }
    }
}
