//! `groundswell scenario new PATH`: a folder with a commented scenario that runs as it stands.

use crate::names::{code, slug, unseen};
use crate::resolved::quote;
use crate::schema;
use groundswell_complaint::{Complaint, Problem};
use groundswell_tables::stamp::FileError;
use std::path::{Path, PathBuf};

macro_rules! template {
    ($($file:literal),* $(,)?) => {
        &[$(($file, include_str!(concat!("../template/", $file))),)*]
    };
}

/// One unit with two towns and a rural remainder; `@name@` stands for the scenario's name, `@title@` for its title.
static TEMPLATE: &[(&str, &str)] = template!(
    "scenario.toml",
    "units.csv",
    "places.csv",
    "sectors.csv",
    "quotients.csv",
    "prices.csv",
    "forces.csv",
    "facts.csv",
    "targets.csv",
    "outlines.json",
    "SOURCES.md",
    "LIMITS.md",
    "credits.csv",
);

/// Writes the template of a scenario into `folder`, which must not be there yet, and gives the path of
/// the scenario file. Its title is `title`, in any words; its name is what [`slug`] makes of them.
///
/// # Errors
/// 65 if the title cannot be one, 73 if the folder is there or cannot be made.
pub fn write(title: &str, folder: &Path) -> Result<PathBuf, Complaint> {
    let title = title.trim();
    free(title, folder)?;
    let own = |text: &str| {
        text.replace("@name@", &slug(title)).replace("\"@title@\"", &quote(title)).replace("@title@", title)
    };
    let mut files: Vec<(&str, String)> = TEMPLATE.iter().map(|(file, text)| (*file, own(text))).collect();
    files.push(("scenario.schema.json", schema::text()));
    put(folder, files.iter().map(|(name, text)| (*name, text.as_str())))?;
    Ok(folder.join("scenario.toml"))
}

/// Refuses a title that cannot be one, and a folder that is there.
pub(crate) fn free(title: &str, folder: &Path) -> Result<(), Complaint> {
    if title.trim().is_empty() || unseen(title).is_some() {
        let found = unseen(title).map_or("empty".into(), |c| format!("a text with {}", code(c)));
        let problem = Problem::NotAllowed { name: "the name of a scenario".into(), found };
        return Err(Complaint::new(problem).allowed("words without control characters"));
    }
    if folder.exists() {
        let problem = Problem::Output { path: folder.into(), reason: "it exists already".into() };
        return Err(Complaint::new(problem).advise("choose another name; a scenario is never overwritten"));
    }
    Ok(())
}

/// Writes files into a new folder. Where one of them cannot be written none is left, so that the same command can be
/// given again.
pub(crate) fn put<'a>(folder: &Path, files: impl Iterator<Item = (&'a str, &'a str)>) -> Result<(), Complaint> {
    let failed = |path: &Path, error| Complaint::from(FileError::new("write", path, error));
    std::fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    let mut written = Vec::new();
    for (file, text) in files {
        let path = folder.join(file);
        written.push(path.clone());
        if let Err(error) = std::fs::write(&path, text) {
            // What cannot be removed either stays, and the next command says that the folder is there.
            written.iter().for_each(|path| drop(std::fs::remove_file(path)));
            let _ = std::fs::remove_dir(folder);
            return Err(failed(&path, error));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Making, Scenario};
    use groundswell_engine::step::step;
    use groundswell_engine::world::World;

    #[test]
    fn of_a_folder_that_cannot_be_written_whole_nothing_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let mine = folder.path().join("mine");
        let files = [("scenario.toml", "a"), ("no-such-folder/units.csv", "b")];
        let complaint = put(&mine, files.into_iter()).expect_err("one file has no folder");
        assert_eq!(complaint.exit_code(), 73);
        assert!(!mine.exists(), "the same command can be given again");
    }

    #[test]
    fn a_new_scenario_loads_and_runs_as_it_stands() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path().join("hills");
        let file = write("hills", &folder).expect("a template");
        for form in ["history", "endogenous"] {
            let path = file.to_str().expect("a path");
            let scenario = Scenario::load(path, &[format!("form={form}")]).unwrap_or_else(|c| panic!("{c}"));
            assert_eq!((scenario.name.as_str(), scenario.country.places.len()), ("hills", 3));
            let world = World::build(scenario.spec(&Making { scale: 10, ..Making::default() }), 1);
            let mut state = world.state(1, 0);
            (0..24).for_each(|_| step(&world, &mut state));
        }
    }

    #[test]
    fn nothing_is_overwritten_and_what_nobody_sees_is_no_name() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(write("hills", folder.path()).expect_err("it exists").exit_code(), 73);
        for wrong in ["", "  ", "a\u{1b}[2Jb", "a\u{202e}b", "a\u{0}b"] {
            let complaint = write(wrong, &folder.path().join("x")).expect_err("not a name");
            assert_eq!(complaint.exit_code(), 65);
        }
        assert!(!folder.path().join("x").exists());
    }

    #[test]
    fn a_scenario_may_be_called_anything() {
        let folder = tempfile::tempdir().expect("a folder");
        for title in ["Türkei, 2013", "«Народ»", "my \"country\" \\ two", "../up", "con", "a".repeat(200).as_str()]
        {
            let file = write(title, &folder.path().join(format!("{}", title.len()))).expect(title);
            let scenario = Scenario::load(file.to_str().expect("a path"), &[]).unwrap_or_else(|c| panic!("{c}"));
            assert_eq!((scenario.title.as_str(), scenario.name), (title, slug(title)));
        }
    }
}
