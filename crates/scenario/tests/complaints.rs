//! A folder of wrong scenarios and data files, and the text that each earns.
//!
//! `complaints/CASE/` holds what is wrong: files that replace those of the tutorial
//! scenario, or `settings.txt` with what a user gave by `--set`, one a line. `says.txt` is
//! what the user is told. `GROUNDSWELL_BLESS=1` writes it again; read what it wrote.

use groundswell_complaint::{Complaint, Problem};
use groundswell_scenario::files::{BUILT_IN, Files};
use groundswell_scenario::scenario::Scenario;
use std::fs;
use std::path::{Path, PathBuf};

/// The tutorial scenario with the files of a case in place of its own.
fn lay_out(case: &Path, folder: &Path) -> Vec<String> {
    let built_in = BUILT_IN.iter().find(|b| b.name == "two-towns").expect("the tutorial scenario");
    for file in built_in.names() {
        let text = Files::BuiltIn(built_in.name).text(file).expect("a built-in file");
        fs::write(folder.join(file), text).expect("a file");
    }
    let mut settings = Vec::new();
    for file in fs::read_dir(case).expect("a case").map(|entry| entry.expect("an entry").path()) {
        match file.file_name().and_then(|name| name.to_str()) {
            Some("says.txt") => {}
            Some("settings.txt") => {
                settings = fs::read_to_string(&file).expect("settings").lines().map(String::from).collect();
            }
            Some(name) => {
                fs::copy(&file, folder.join(name)).expect("a copy");
            }
            None => panic!("{} is no text", file.display()),
        }
    }
    settings
}

/// A complaint that helps says where, to the character, and what would be right.
fn helps(complaint: &Complaint) -> bool {
    let json = complaint.to_json();
    let says_what =
        !json["allowed"].is_null() || complaint.nearest().is_some() || json["advice"] != serde_json::json!([]);
    // The TOML parser's own words say what it expected.
    let says_what = says_what || matches!(complaint.problem(), Problem::Syntax(_));
    complaint.file().is_some() && complaint.line().is_some() && complaint.character().is_some() && says_what
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/complaints");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(folder).expect("cases").map(|entry| entry.expect("a case").path()).collect();
    cases.sort();
    cases
}

#[test]
fn each_wrong_file_earns_its_text() {
    let bless = std::env::var_os("GROUNDSWELL_BLESS").is_some();
    let mut different = Vec::new();
    for case in cases() {
        let name = case.file_name().and_then(|name| name.to_str()).expect("a name").to_string();
        let folder = tempfile::tempdir().expect("a folder");
        let settings = lay_out(&case, folder.path());
        let path = folder.path().join("scenario.toml");
        let Err(complaints) = Scenario::load(path.to_str().expect("a path"), &settings) else {
            different.push(format!("{name}: nothing was complained about"));
            continue;
        };
        assert_eq!(complaints.exit_code(), 65, "{name}");
        for complaint in complaints.iter() {
            if !helps(complaint) {
                different.push(format!("{name}: no help in: {complaint}"));
            }
        }
        let prefix = format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR);
        let says = complaints.render(false).replace(&prefix, "");
        let expected = fs::read_to_string(case.join("says.txt")).unwrap_or_default();
        if bless {
            fs::write(case.join("says.txt"), &says).expect("a golden text");
        } else if says != expected {
            different.push(format!("{name} says:\n{says}\ninstead of:\n{expected}"));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn the_folder_has_its_cases() {
    assert!(cases().len() >= 20, "{}", cases().len());
}
