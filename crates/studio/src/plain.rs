//! What of a run directory may be opened: ordinary files and folders that lie in it.
//!
//! A run directory may come from a stranger. A link in it may lead to any file of this machine, and
//! opening a pipe waits for somebody to write into it. Both are treated as if they were not there.

use groundswell_tables::stamp::text_of;
use std::path::{Path, PathBuf};

/// Entries that are looked at before a run is refused as too large to check.
const MOST_ENTRIES: usize = 200_000;

/// An ordinary file or folder at a path in a run, with every link resolved; `None` if it leads out of the run or is
/// anything else.
pub(crate) fn inside(run: &Path, path: &Path) -> Option<PathBuf> {
    let (folder, found) = (run.canonicalize().ok()?, run.join(path).canonicalize().ok()?);
    let about = found.symlink_metadata().ok()?;
    (found.starts_with(&folder) && found != folder && (about.is_file() || about.is_dir())).then_some(found)
}

/// An ordinary file at a path in a run.
pub(crate) fn file(run: &Path, path: &str) -> Option<PathBuf> {
    inside(run, Path::new(path)).filter(|found| found.is_file())
}

/// The text of an ordinary file of a run; empty if there is none.
pub(crate) fn text(run: &Path, path: &str) -> String {
    file(run, path).and_then(|found| text_of(found).ok()).unwrap_or_default()
}

/// The first thing in a run that is neither an ordinary file nor a folder in it: a link that leads out, a pipe, a device.
/// Whoever reads a whole run asks for this first.
pub(crate) fn strange(run: &Path) -> Option<PathBuf> {
    let mut folders = vec![run.to_path_buf()];
    let mut entries = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).ok()?.flatten() {
            entries += 1;
            let path = entry.path();
            let Ok(about) = entry.file_type() else { return Some(path) };
            let below = path.strip_prefix(run).map(Path::to_path_buf).unwrap_or_default();
            if entries > MOST_ENTRIES || inside(run, &below).is_none() {
                return Some(below);
            }
            // A link to a folder of the same run would be walked in circles; its target is walked anyway.
            if about.is_dir() {
                folders.push(path);
            }
        }
    }
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    /// Makes a named pipe by the system's own program.
    fn pipe(path: &Path) {
        assert!(std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
    }

    #[test]
    fn links_out_pipes_and_devices_are_not_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let run = folder.path().join("run");
        std::fs::create_dir_all(run.join("data/series")).expect("made");
        std::fs::write(run.join("data/a.csv"), "x").expect("written");
        std::fs::write(folder.path().join("secret"), "x").expect("written");
        assert_eq!(strange(&run), None);
        symlink("a.csv", run.join("data/b.csv")).expect("linked");
        symlink(run.join("data"), run.join("data/series/round")).expect("linked");
        assert_eq!((strange(&run), text(&run, "data/b.csv")), (None, "x".into()), "links within a run are fine");
        for (name, target) in
            [("out", "../secret"), ("far", "/etc/passwd"), ("null", "/dev/null"), ("up", ".."), ("loop", "loop")]
        {
            symlink(target, run.join(name)).expect("linked");
            assert_eq!(inside(&run, Path::new(name)), None, "{name}");
            assert_eq!(strange(&run), Some(name.into()), "{name}");
            std::fs::remove_file(run.join(name)).expect("removed");
        }
        pipe(&run.join("data/pipe.csv"));
        assert_eq!((file(&run, "data/pipe.csv"), strange(&run)), (None, Some("data/pipe.csv".into())));
    }
}
