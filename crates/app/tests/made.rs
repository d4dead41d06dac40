//! The scenarios that are made by the path of any event: they are what their scripts write, they are right, and they run.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Their names.
const MADE: [&str; 7] = [
    "east-germany-1989",
    "george-floyd-2020",
    "parkland-2018",
    "travel-ban-2017",
    "teachers-strikes-2018",
    "yellow-vests-2018",
    "france-2005",
];

fn scenarios() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios")
}

/// Runs a command, and gives what it wrote.
fn said(command: &mut Command) -> String {
    let done = command.output().expect("it runs");
    let text = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{command:?}\n{text}");
    text
}

#[test]
fn a_script_writes_what_is_shipped() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in MADE {
        let to = folder.path().join(name);
        let script = scenarios().join("make").join(format!("{name}.sh"));
        said(Command::new("sh").arg(script).arg(&to).env("GROUNDSWELL", env!("CARGO_BIN_EXE_groundswell")));
        let files = |folder: &Path| {
            let names = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
            let mut names: Vec<_> = names.collect();
            names.sort();
            names
        };
        let shipped = scenarios().join(name);
        assert_eq!(files(&to), files(&shipped), "{name}");
        for file in files(&to) {
            let (made, there) = (std::fs::read(to.join(&file)), std::fs::read(shipped.join(&file)));
            assert!(
                made.expect("read") == there.expect("read"),
                "{name}: {} is not what its script writes",
                file.display()
            );
        }
    }
}

#[test]
fn each_is_right_and_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    let groundswell = || Command::new(env!("CARGO_BIN_EXE_groundswell"));
    for name in MADE {
        assert!(said(groundswell().args(["scenario", "check", name])).contains("is right"), "{name}");
        let out = folder.path().join(name);
        let options = ["--replicates", "1", "--scale", "5000", "--quiet", "--out"];
        said(groundswell().args(["run", name]).args(options).arg(&out));
        assert!(out.join("data/runs.parquet").exists(), "{name}");
    }
}
