//! The tests of the copy, asked by name.

use super::copy::{self, CHOSEN};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Most seconds of the processor of a program of tests. The longest takes half a minute; what does not end is a failure.
const PATIENCE: u64 = 90;

/// Most memory of a program of tests, in kilobytes: a mutation may want all there is.
const MEMORY: u64 = 6_000_000;

/// One test.
#[derive(Clone, Debug)]
pub(super) struct Test {
    /// The program it is in.
    program: PathBuf,
    /// The file of `tests` it is in; empty beside the sources.
    file: String,
    /// Its name there.
    name: String,
    /// Its name with the file it is in.
    pub shown: String,
}

impl Test {
    /// Whether the path of the test has one of these names in it.
    pub(super) fn names(&self, words: &[&str]) -> bool {
        self.shown.split("::").any(|part| words.contains(&part))
    }
}

/// All tests of the engine.
pub(super) struct Suite {
    folder: PathBuf,
    pub tests: Vec<Test>,
}

impl Suite {
    /// The tests of a copy that is built.
    ///
    /// # Errors
    /// Cargo cannot be asked, or a program does not list its tests.
    pub(super) fn of(copy: &Path) -> Result<Suite, String> {
        let asked = copy::tests(copy).arg("--message-format=json").stderr(Stdio::null()).output();
        let asked = asked.map_err(|why| format!("cargo: {why}"))?;
        let mut tests = Vec::new();
        for message in String::from_utf8_lossy(&asked.stdout).lines() {
            let Ok(message) = serde_json::from_str::<serde_json::Value>(message) else { continue };
            let (Some(program), Some(target)) = (message["executable"].as_str(), message["target"]["name"].as_str())
            else {
                continue;
            };
            let file = if target == "groundswell_engine" { "" } else { target };
            let listed = Command::new(program).args(["--list", "--format=terse"]).output();
            let listed = listed.map_err(|why| format!("{program}: {why}"))?;
            for name in String::from_utf8_lossy(&listed.stdout).lines().filter_map(|line| line.strip_suffix(": test")) {
                let of = if file.is_empty() { String::new() } else { format!("{file}::") };
                let shown = format!("{of}{}", name.replace("::tests::", "::"));
                tests.push(Test { program: program.into(), file: file.into(), name: name.into(), shown });
            }
        }
        // Those beside the sources come first: they have no file of their own, and take least.
        tests.sort_by(|a: &Test, b| (&a.file, &a.name).cmp(&(&b.file, &b.name)));
        let folder = copy.join("crates/engine");
        if tests.is_empty() { Err("the copy has no tests".into()) } else { Ok(Suite { folder, tests }) }
    }

    /// Runs the tests that are wanted under a mutation, those beside the sources first, until a program has some that fail.
    pub(super) fn failing(&self, mutation: Option<usize>, wanted: impl Fn(&Test) -> bool) -> Vec<String> {
        let tests: Vec<&Test> = self.tests.iter().filter(|test| wanted(test)).collect();
        for tests in tests.chunk_by(|a, b| a.program == b.program) {
            let said = self.run(&tests[0].program, tests, mutation);
            let passed = |test: &&&Test| said.lines().any(|line| line == format!("test {} ... ok", test.name));
            let failing: Vec<String> =
                tests.iter().filter(|test| !passed(test)).map(|test| test.shown.clone()).collect();
            if !failing.is_empty() {
                return failing;
            }
        }
        Vec::new()
    }

    /// What a program says of some of its tests, as far as it came.
    fn run(&self, program: &Path, tests: &[&Test], mutation: Option<usize>) -> String {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -v {MEMORY}; ulimit -t {PATIENCE}; exec \"$@\""), "sh"]);
        command.arg(program).arg("--exact").args(tests.iter().map(|test| &test.name)).current_dir(&self.folder);
        command.stderr(Stdio::null()).env_remove(CHOSEN);
        if let Some(number) = mutation {
            command.env(CHOSEN, number.to_string());
        }
        let out = command.output().unwrap_or_else(|why| panic!("{}: {why}", program.display()));
        String::from_utf8_lossy(&out.stdout).into_owned()
    }
}

#[cfg(test)]
mod checks {
    use super::*;

    #[test]
    fn a_test_names_a_mechanism_by_a_part_of_its_path() {
        let test = |shown: &str| Test {
            program: PathBuf::new(),
            file: String::new(),
            name: String::new(),
            shown: shown.into(),
        };
        assert!(test("mechanisms::contact::a_full_square_pulls").names(&["contact"]));
        assert!(test("directions::contact").names(&["information", "contact"]));
        assert!(!test("mechanisms::calls::people_come_for_the_call").names(&["people"]));
    }
}
