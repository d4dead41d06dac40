//! The list of mutations, and its check against the sources.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One sign that is turned round.
#[derive(Clone, Debug)]
pub(super) struct Mutation {
    /// By which the copy of the engine knows it.
    pub number: usize,
    /// Name of the mechanism in the register.
    pub mechanism: String,
    /// A file below `crates/engine/src`.
    pub path: String,
    /// The term or the rate.
    pub what: String,
    /// What stands in the file, once.
    pub from: String,
    /// What takes its place.
    pub to: String,
}

impl Mutation {
    /// Names by which a test may name the mechanism: its own and those of its file.
    pub(super) fn words(&self) -> Vec<&str> {
        let stems = self.path.trim_end_matches(".rs").split('/').filter(|stem| !["mechanisms", "crowd"].contains(stem));
        stems.chain([&*self.mechanism]).collect()
    }
}

#[derive(Deserialize)]
struct Listed {
    file: Vec<ListedFile>,
}

#[derive(Deserialize)]
struct ListedFile {
    mechanism: String,
    path: String,
    flips: Vec<(String, String, String)>,
}

/// The list, checked: each text is in its file once, and no two that differ overlap.
///
/// # Errors
/// Says which text is not there, or there more than once.
pub(super) fn read() -> Result<Vec<Mutation>, String> {
    let listed: Listed = toml::from_str(include_str!("mutations.toml")).map_err(|error| error.to_string())?;
    let mut mutations = Vec::new();
    for file in listed.file {
        for (what, from, to) in file.flips {
            let (mechanism, path) = (file.mechanism.clone(), file.path.clone());
            mutations.push(Mutation { number: mutations.len(), mechanism, path, what, from, to });
        }
    }
    for path in mutations.iter().map(|m| &m.path).collect::<std::collections::BTreeSet<_>>() {
        let text = std::fs::read_to_string(engine().join("src").join(path)).map_err(|why| format!("{path}: {why}"))?;
        check(path, &text, mutations.iter().filter(|m| m.path == *path))?;
    }
    Ok(mutations)
}

/// Whether the texts of a file's mutations are there, above its tests, each once and apart from the others.
fn check<'a>(path: &str, text: &str, mutations: impl Iterator<Item = &'a Mutation>) -> Result<(), String> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut spans: BTreeMap<usize, &Mutation> = BTreeMap::new();
    for mutation in mutations {
        let found: Vec<usize> = text.match_indices(&*mutation.from).map(|(at, _)| at).collect();
        let [at] = found[..] else {
            return Err(format!(
                "mutations.toml, `{}`: this text is {} times in {path}, it must be there once:\n{}",
                mutation.what,
                found.len(),
                mutation.from
            ));
        };
        let before = spans.insert(at, mutation).filter(|before| before.from != mutation.from);
        let reaches = spans.range(..at).next_back().filter(|(start, m)| *start + m.from.len() > at).map(|(_, m)| *m);
        let next =
            spans.range(at + 1..).next().filter(|(start, _)| **start < at + mutation.from.len()).map(|(_, m)| *m);
        if let Some(other) = before.or(reaches).or(next) {
            return Err(format!("mutations.toml: `{}` and `{}` overlap in {path}", mutation.what, other.what));
        }
    }
    Ok(())
}

/// The folder of the engine.
pub(super) fn engine() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/engine")
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_engine::register::REGISTER;

    #[test]
    fn every_text_is_there_once_and_every_mechanism_has_one() {
        let mutations = read().unwrap_or_else(|why| panic!("{why}"));
        for name in REGISTER.iter().map(|entry| entry.name).filter(|name| *name != "tide") {
            assert!(mutations.iter().any(|m| m.mechanism == name), "no sign of `{name}` is turned round");
        }
        for mutation in &mutations {
            let known = REGISTER.iter().any(|entry| entry.name == mutation.mechanism);
            assert!(known, "`{}` is no mechanism", mutation.mechanism);
            assert_ne!(mutation.from, mutation.to, "{}: `{}` changes nothing", mutation.path, mutation.what);
        }
    }

    #[test]
    fn a_text_that_is_gone_or_shared_is_named() {
        let mutation = |from: &str| Mutation {
            number: 0,
            mechanism: "a".into(),
            path: "a.rs".into(),
            what: format!("what {from} does"),
            from: from.into(),
            to: "x".into(),
        };
        let of = |texts: &[&str]| {
            let mutations: Vec<Mutation> = texts.iter().map(|text| mutation(text)).collect();
            check("a.rs", "one + two - two * three\n#[cfg(test)]\nthree four", mutations.iter())
        };
        assert!(of(&["one", "three", "one"]).is_ok(), "a text may be turned round in two ways");
        assert!(of(&["four"]).is_err_and(|why| why.contains("what four does") && why.contains("0 times in a.rs")));
        assert!(of(&["two"]).is_err_and(|why| why.contains("2 times")));
        assert!(of(&["one + two", "one"]).is_err_and(|why| why.contains("overlap")));
        assert!(of(&["+ two - ", "- two * t"]).is_err_and(|why| why.contains("overlap")));
    }
}
