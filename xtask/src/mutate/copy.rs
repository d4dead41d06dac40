//! A copy of the workspace with all mutations in it, each a branch that an environment variable chooses.

use super::list::Mutation;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The number of the mutation that a test is to run under.
pub(super) const CHOSEN: &str = "GROUNDSWELL_MUTATION";

/// What the copy of the engine has in addition.
const CHOICE: &str = "
/// Whether this mutation was chosen for the tests.
pub(crate) fn mutated(number: usize) -> bool {
    static CHOSEN: std::sync::LazyLock<Option<usize>> =
        std::sync::LazyLock::new(|| std::env::var(\"GROUNDSWELL_MUTATION\").ok()?.parse().ok());
    *CHOSEN == Some(number)
}
";

/// What a build needs beside the sources of the crates.
const ROOT: [&str; 5] = ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "crates", "xtask"];

/// Makes the copy under the target folder and builds the engine's tests in it; the folder of the copy.
///
/// # Errors
/// A file cannot be copied, or the mutations do not compile.
pub(super) fn build(mutations: &[Mutation]) -> Result<PathBuf, String> {
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let copy = house.join("target/mutate");
    let listed = Command::new("git").arg("-C").arg(&house).args(["ls-files", "-z", "--"]).args(ROOT).output();
    let listed = listed.map_err(|why| format!("git: {why}"))?;
    for file in String::from_utf8_lossy(&listed.stdout).split('\0').filter(|file| !file.is_empty()) {
        // A file that is deleted and not yet committed is listed too.
        let Ok(bytes) = std::fs::read(house.join(file)) else { continue };
        let bytes = match file.strip_prefix("crates/engine/src/") {
            Some(path) => mutated(path, String::from_utf8_lossy(&bytes).into_owned(), mutations).into_bytes(),
            None => bytes,
        };
        write(&copy.join(file), &bytes)?;
    }
    let built = tests(&copy).status().map_err(|why| format!("cargo: {why}"))?;
    if built.success() { Ok(copy) } else { Err("the mutations do not compile".into()) }
}

/// The command that builds the tests of the copy, in a target folder of its own: the names of what is built are those of
/// the workspace, which must not get programs with mutations.
pub(super) fn tests(copy: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(copy).args(["test", "--package", "groundswell-engine", "--no-run", "--locked"]);
    command.env("CARGO_TARGET_DIR", copy.join("target"));
    command
}

/// A file of the engine with its mutations.
fn mutated(path: &str, mut text: String, mutations: &[Mutation]) -> String {
    let here: Vec<&Mutation> = mutations.iter().filter(|m| m.path == path).collect();
    for (k, mutation) in here.iter().enumerate() {
        if here[..k].iter().any(|before| before.from == mutation.from) {
            continue;
        }
        let ways = here.iter().filter(|other| other.from == mutation.from);
        let branch = ways.map(|way| format!("if crate::mutated({}) {{ {} }} else ", way.number, whole(&way.to)));
        let branch = branch.collect::<String>() + &format!("{{ {} }}", whole(&mutation.from));
        let branch = if mutation.from.ends_with(';') { branch } else { format!("({branch})") };
        text = text.replacen(&mutation.from, &branch, 1);
    }
    if path == "lib.rs" { format!("#![allow(warnings)]\n{text}{CHOICE}") } else { text }
}

/// An expression as one whole; a statement as it is.
fn whole(text: &str) -> String {
    if text.ends_with(';') { text.into() } else { format!("({text})") }
}

/// Writes a file, unless it is there already with these bytes: what has not changed is not built again.
fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    if std::fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(failed)?;
    std::fs::write(path, bytes).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_may_be_turned_round_in_two_ways() {
        let mutation = |number, from: &str, to: &str| Mutation {
            number,
            mechanism: "a".into(),
            path: "a.rs".into(),
            what: "a".into(),
            from: from.into(),
            to: to.into(),
        };
        let mutations =
            [mutation(3, "a - b", "b - a"), mutation(4, "a - b", "a + b"), mutation(5, "x += y;", "x -= y;")];
        let made = mutated("a.rs", "let y = a - b; x += y;".into(), &mutations);
        let expected = "let y = (if crate::mutated(3) { (b - a) } else if crate::mutated(4) { (a + b) } else { (a - b) }); \
                        if crate::mutated(5) { x -= y; } else { x += y; }";
        assert_eq!(made, expected);
        assert_eq!(mutated("b.rs", "a - b".into(), &mutations), "a - b");
        assert!(CHOICE.contains(CHOSEN));
    }
}
