//! Where the files of a scenario are: in the binary, or in a folder.

use crate::delimited::encoding::{Damaged, decode};
use groundswell_complaint::{Complaint, Problem, Source};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A scenario that the binary carries.
pub struct BuiltIn {
    /// Its name.
    pub name: &'static str,
    files: &'static [(&'static str, &'static str)],
}

macro_rules! built_in {
    ($name:literal: $($file:literal),* $(,)?) => {
        BuiltIn {
            name: $name,
            files: &[$(($file, include_str!(concat!("../../../scenarios/", $name, "/", $file))),)*],
        }
    };
}

impl BuiltIn {
    /// Names and texts of its files.
    pub fn files(&self) -> &'static [(&'static str, &'static str)] {
        self.files
    }
}

/// The built-in scenarios. A `static`, since every unit of code that reads a constant has a copy of it (decision 0220).
pub static BUILT_IN: &[BuiltIn] = &[
    built_in!("kazakhstan-2022": "scenario.toml", "units.csv", "places.csv", "sectors.csv", "quotients.csv", "prices.csv", "effects.csv",
        "forces.csv", "facts.csv", "targets.csv", "priors.csv", "posterior.csv", "posterior-threshold.csv", "outlines.json", "SOURCES.md", "LIMITS.md", "credits.csv"),
    built_in!("two-towns": "scenario.toml", "units.csv", "places.csv", "sectors.csv", "quotients.csv", "prices.csv",
        "forces.csv", "facts.csv", "targets.csv", "priors.csv", "outlines.json", "SOURCES.md", "LIMITS.md", "credits.csv"),
    // Made by the scripts in scenarios/make; scored with what was learned elsewhere.
    built_in!("east-germany-1989": "scenario.toml", "places.csv", "facts.csv", "targets.csv", "priors.csv", "outlines.json",
        "SOURCES.md", "LIMITS.md", "credits.csv"),
    built_in!("george-floyd-2020": "scenario.toml", "units.csv", "places.csv", "facts.csv", "targets.csv", "priors.csv", "outlines.json",
        "SOURCES.md", "LIMITS.md", "credits.csv"),
    built_in!("parkland-2018": "scenario.toml", "units.csv", "places.csv", "facts.csv", "targets.csv", "priors.csv", "outlines.json",
        "SOURCES.md", "LIMITS.md", "credits.csv"),
    built_in!("travel-ban-2017": "scenario.toml", "units.csv", "places.csv", "facts.csv", "targets.csv", "priors.csv", "outlines.json",
        "SOURCES.md", "LIMITS.md", "credits.csv"),
    built_in!("teachers-strikes-2018": "scenario.toml", "units.csv", "places.csv", "facts.csv", "targets.csv", "priors.csv", "outlines.json",
        "SOURCES.md", "LIMITS.md", "credits.csv"),
    built_in!("yellow-vests-2018": "scenario.toml", "units.csv", "places.csv", "facts.csv", "targets.csv", "priors.csv", "outlines.json",
        "SOURCES.md", "LIMITS.md", "credits.csv"),
    built_in!("france-2005": "scenario.toml", "units.csv", "places.csv", "facts.csv", "targets.csv", "priors.csv", "outlines.json",
        "SOURCES.md", "LIMITS.md", "credits.csv"),
];

impl BuiltIn {
    /// The names of its files.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.files.iter().map(|file| file.0)
    }
}

/// The tables that a scenario can have.
pub const TABLES: [&str; 12] = [
    "units.csv",
    "places.csv",
    "sectors.csv",
    "quotients.csv",
    "prices.csv",
    "forces.csv",
    "facts.csv",
    "targets.csv",
    "priors.csv",
    "posterior.csv",
    "effects.csv",
    "credits.csv",
];

/// The files of one scenario.
#[derive(Clone)]
pub enum Files {
    /// In the binary.
    BuiltIn(&'static str),
    /// A scenario file in a folder, with its tables beside it.
    Folder(PathBuf),
    /// Other files, some of them replaced by these texts, by name.
    With(Box<Files>, Arc<BTreeMap<String, String>>),
}

impl Files {
    /// The files of a built-in name or of a path to a `.toml` or its folder.
    pub fn find(name_or_path: &str) -> Result<Files, Complaint> {
        if let Some(built_in) = BUILT_IN.iter().find(|b| b.name == name_or_path) {
            return Ok(Files::BuiltIn(built_in.name));
        }
        let path = Path::new(name_or_path);
        if path.is_dir() {
            return Ok(Files::Folder(path.join("scenario.toml")));
        }
        if path.is_file() {
            return Ok(Files::Folder(path.to_path_buf()));
        }
        if path.extension().is_some() || path.components().count() > 1 {
            let problem = Problem::Input { action: "read", path: path.into(), reason: "there is no such file".into() };
            return Err(Complaint::new(problem));
        }
        let names: Vec<&str> = BUILT_IN.iter().map(|b| b.name).collect();
        let complaint = Complaint::unknown("scenario", name_or_path, names.iter().copied())
            .allowed(format!("a built-in scenario ({}) or the path of a .toml file", names.join(", ")));
        Err(complaint)
    }

    /// The scenario file itself.
    pub fn main(&self) -> Result<String, Complaint> {
        match self {
            Files::BuiltIn(_) => self.text("scenario.toml"),
            Files::Folder(path) if !path.exists() && path.parent().is_some_and(Path::is_dir) => {
                let problem =
                    Problem::Input { action: "read", path: path.clone(), reason: "there is no such file".into() };
                let advice = "a scenario is a folder with a scenario.toml: `groundswell scenario new NAME` writes one";
                Err(Complaint::new(problem).advise(advice))
            }
            Files::Folder(path) => read(path),
            Files::With(files, texts) => {
                texts.get("scenario.toml").map_or_else(|| files.main(), |text| Ok(text.clone()))
            }
        }
    }

    /// The text of a table.
    pub fn text(&self, file: &str) -> Result<String, Complaint> {
        match self {
            Files::BuiltIn(name) => {
                let built_in = BUILT_IN.iter().find(|b| b.name == *name);
                let found = built_in.and_then(|b| b.files.iter().find(|f| f.0 == file));
                found
                    .map(|f| f.1.to_string())
                    .ok_or_else(|| Complaint::new(Problem::Missing { what: "file", name: format!("{name}/{file}") }))
            }
            Files::Folder(path) => read(&path.with_file_name(file)),
            Files::With(files, texts) => texts.get(file).map_or_else(|| files.text(file), |text| Ok(text.clone())),
        }
    }

    /// What the scenario is called by where it is: its built-in name, or that of its folder or file.
    pub fn called(&self) -> String {
        match self {
            Files::BuiltIn(name) => (*name).into(),
            Files::Folder(path) => {
                let whole = std::path::absolute(path).unwrap_or_else(|_| path.clone());
                let own = path.file_stem().filter(|stem| *stem != "scenario");
                let folder = whole.parent().and_then(Path::file_name);
                own.or(folder).map_or_else(|| "scenario".into(), |name| name.to_string_lossy().into_owned())
            }
            Files::With(files, _) => files.called(),
        }
    }

    /// The text of a table that need not be there.
    ///
    /// # Errors
    /// It is there and cannot be read.
    pub fn optional(&self, file: &str) -> Result<Option<String>, Complaint> {
        let there = match self {
            Files::BuiltIn(name) => BUILT_IN.iter().any(|b| b.name == *name && b.names().any(|known| known == file)),
            // Also a link that leads nowhere, or a folder that may not be searched: its table is missing, and not left out.
            Files::Folder(path) => {
                let found = path.with_file_name(file).symlink_metadata();
                found.err().is_none_or(|error| !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory))
            }
            Files::With(files, texts) => {
                return if texts.contains_key(file) { self.text(file).map(Some) } else { files.optional(file) };
            }
        };
        if there { self.text(file).map(Some) } else { Ok(None) }
    }

    /// A file's name as the user knows it.
    pub fn shown(&self, file: &str) -> String {
        match self {
            Files::BuiltIn(name) => format!("{name}/{file}"),
            Files::Folder(path) if file == "scenario.toml" => path.display().to_string(),
            Files::Folder(path) => path.with_file_name(file).display().to_string(),
            Files::With(_, texts) if texts.contains_key(file) => file.to_string(),
            Files::With(files, _) => files.shown(file),
        }
    }
}

/// The longest file of a scenario, in bytes: its tables are kept in memory whole.
const LONGEST: u64 = 64 << 20;

/// Reads a file of a scenario.
fn read(path: &Path) -> Result<String, Complaint> {
    read_text(path, LONGEST)
}

/// The text of a file of at most this many bytes, with names in composed letters. A table (`.csv`) may be in any encoding
/// that spreadsheets write: see [`delimited`](crate::delimited).
///
/// # Errors
/// A file that cannot be read, is too long, or is not text.
pub fn read_text(path: &Path, longest: u64) -> Result<String, Complaint> {
    let problem = |reason: String| Complaint::new(Problem::Input { action: "read", path: path.into(), reason });
    let about = std::fs::metadata(path).map_err(|error| problem(error.to_string()))?;
    if !about.is_file() {
        return Err(problem("it is not a file".into()));
    }
    if about.len() > longest {
        return Err(problem(format!("it has {} MB and may have {}", about.len() >> 20, longest >> 20)));
    }
    let bytes = std::fs::read(path).map_err(|error| problem(error.to_string()))?;
    // Tables come from spreadsheets; whoever writes TOML or Markdown has an editor that writes UTF-8.
    let table = path.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("csv"));
    let damaged = match std::str::from_utf8(&bytes) {
        Err(error) if !table => Damaged { at: error.valid_up_to(), bytes },
        _ => match decode(bytes) {
            Ok((text, _)) => return Ok(text),
            Err(damaged) => damaged,
        },
    };
    // What cannot be read is shown as the replacement character.
    let source = Source::new(path.display().to_string(), String::from_utf8_lossy(&damaged.bytes));
    let span = damaged.at..damaged.at + '\u{fffd}'.len_utf8();
    let complaint = Complaint::syntax("the file is not UTF-8 text").at(&source, span);
    Err(complaint.label("not UTF-8").allowed("text in UTF-8").advise("save it as UTF-8 in your editor"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn a_folder_without_a_scenario_and_a_file_that_is_none_are_said_to_be_that() {
        let folder = tempfile::tempdir().expect("a folder");
        let empty = folder.path().to_str().expect("a path");
        let said = Scenario::load(empty, &[]).err().expect("nothing is there").render(false);
        assert!(said.contains("scenario.toml`: there is no such file") && said.contains("scenario new NAME"), "{said}");
        let notes = folder.path().join("notes.txt");
        std::fs::write(&notes, "no scenario at all").expect("written");
        let complaints = Scenario::load(notes.to_str().expect("a path"), &[]).err().expect("it is no TOML");
        let said = complaints.render(false);
        assert!(said.contains("notes.txt:1") && !said.contains("places.csv"), "{said}");
    }

    #[test]
    fn a_replaced_file_is_read_and_named_instead_of_the_other() {
        let texts = BTreeMap::from([("facts.csv".to_string(), "mine".to_string())]);
        let files = Files::With(Box::new(Files::BuiltIn("two-towns")), Arc::new(texts));
        assert_eq!(files.text("facts.csv").expect("there"), "mine");
        assert_eq!(
            (files.shown("facts.csv"), files.shown("units.csv")),
            ("facts.csv".into(), "two-towns/units.csv".into())
        );
        assert!(files.main().expect("there").contains("[scenario]") && files.text("units.csv").is_ok());
    }
}
