//! `cargo xtask mutate [MECHANISM…] [--named]`: which test fails where a sign is turned round, as the table of
//! `docs/manual/evidence/mutations.md`.
//!
//! Every mutation of `mutate/mutations.toml` is built into one copy of the engine, as a branch that an environment
//! variable chooses: one build for all of them. The tests beside the sources that name a mechanism are asked first, then
//! its row of `directions.rs`, and only where none of them fails all others, file by file. With `--named` these are not.
//!
//! With names of mechanisms only theirs are tried, and only their rows are written again.

mod copy;
mod list;
mod tests;

use self::list::Mutation;
use self::tests::Suite;
use std::fmt::Write;
use std::time::Instant;

/// The page with the table.
const PAGE: &str = "evidence/mutations.md";

/// What became of a mutation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// A test that names the mechanism fails.
    Named,
    /// Another test fails.
    Other,
    /// All tests pass.
    Survives,
    /// No test that names the mechanism fails, and no other was asked.
    Unnamed,
}

impl Verdict {
    const ALL: [Verdict; 4] = [Verdict::Named, Verdict::Other, Verdict::Survives, Verdict::Unnamed];

    fn words(self) -> &'static str {
        match self {
            Verdict::Named => "caught by name",
            Verdict::Other => "caught by another",
            Verdict::Survives => "**survives**",
            Verdict::Unnamed => "**not caught by name**",
        }
    }
}

/// Tries the mutations and writes the page.
pub(crate) fn mutate(args: &[String]) {
    let begun = Instant::now();
    let (flags, names): (Vec<&String>, Vec<&String>) = args.iter().partition(|arg| arg.starts_with("--"));
    let named_only = flags.iter().any(|flag| *flag == "--named");
    let mutations = list::read().unwrap_or_else(|why| panic!("{why}"));
    let suite = copy::build(&mutations).and_then(|folder| Suite::of(&folder)).unwrap_or_else(|why| panic!("{why}"));
    eprintln!("built in {:.0} s: {} tests", begun.elapsed().as_secs_f64(), suite.tests.len());
    let tries = |mutation: &Mutation| names.is_empty() || names.iter().any(|name| **name == mutation.mechanism);
    let tried: Vec<&Mutation> = mutations.iter().filter(|mutation| tries(mutation)).collect();
    let wanted = |test: &tests::Test| !named_only || tried.iter().any(|mutation| test.names(&mutation.words()));
    let broken = suite.failing(None, wanted);
    assert!(broken.is_empty(), "without any mutation these fail: {broken:?}");
    let mut mechanisms: Vec<&str> = Vec::new();
    mutations.iter().map(|m| &*m.mechanism).for_each(|name| {
        if !mechanisms.contains(&name) {
            mechanisms.push(name);
        }
    });
    for mechanism in &mechanisms {
        let mut rows = String::new();
        for mutation in tried.iter().filter(|mutation| mutation.mechanism == *mechanism) {
            let (failing, verdict) = asked(&suite, mutation, named_only);
            let row = row(mutation, &failing, verdict);
            eprint!("{row}");
            rows += &row;
        }
        // After each mechanism, so that what is stopped has not been in vain.
        if !rows.is_empty() {
            let before = crate::page::table(PAGE, "mutate").unwrap_or_else(|why| panic!("{why}"));
            let table = table(&mechanisms, &before, mechanism, &rows);
            crate::page::put(PAGE, "mutate", &table).unwrap_or_else(|why| panic!("{why}"));
        }
    }
    eprintln!("{} mutations in {} minutes", tried.len(), begun.elapsed().as_secs() / 60);
}

/// The tests that fail under a mutation.
fn asked(suite: &Suite, mutation: &Mutation, named_only: bool) -> (Vec<String>, Verdict) {
    let words = mutation.words();
    let names = |test: &tests::Test| test.names(&words);
    let failing = suite.failing(Some(mutation.number), names);
    if !failing.is_empty() {
        return (failing, Verdict::Named);
    }
    if named_only {
        return (failing, Verdict::Unnamed);
    }
    let failing = suite.failing(Some(mutation.number), |test| !names(test));
    let verdict = if failing.is_empty() { Verdict::Survives } else { Verdict::Other };
    (failing, verdict)
}

/// A row of the table: the first tests that fail, and how many more.
fn row(mutation: &Mutation, failing: &[String], verdict: Verdict) -> String {
    let mut tests = failing.iter().take(2).map(|test| format!("`{test}`")).collect::<Vec<_>>().join(", ");
    match failing.len() {
        0 => tests += "none",
        1 | 2 => {}
        n => write!(tests, " and {} more", n - 2).expect("a string takes it"),
    }
    format!("| `{}` | {} | {tests} | {} |\n", mutation.mechanism, mutation.what, verdict.words())
}

/// The whole table, under what it adds up to: of one mechanism these rows, of the others those of before.
fn table(mechanisms: &[&str], before: &str, mechanism: &str, rows: &str) -> String {
    let of = |name: &&str| -> String {
        let start = format!("| `{name}` |");
        let kept = before.lines().filter(|line| line.starts_with(&start)).map(|line| format!("{line}\n"));
        if *name == mechanism { rows.into() } else { kept.collect() }
    };
    let rows: String = mechanisms.iter().map(of).collect();
    let count =
        |verdict: Verdict| rows.lines().filter(|row| row.ends_with(&format!("| {} |", verdict.words()))).count();
    let counted = Verdict::ALL.map(|verdict| (count(verdict), verdict.words()));
    let counted = counted.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} {words}"));
    format!(
        "{} mutations: {}.\n\n| mechanism | what is turned round | tests that fail | verdict |\n|---|---|---|---|\n{rows}",
        rows.lines().count(),
        counted.collect::<Vec<_>>().join(", ")
    )
}

#[cfg(test)]
mod checks {
    use super::*;

    #[test]
    fn a_row_says_which_tests_fail_and_takes_the_place_of_the_one_of_before() {
        let mutation = &list::read().expect("mutations")[0];
        let failing: Vec<String> = ["a", "b", "c"].map(String::from).to_vec();
        let made = row(mutation, &failing, Verdict::Named);
        assert_eq!(made, "| `price` | what the price adds | `a`, `b` and 1 more | caught by name |\n");
        let none = row(mutation, &[], Verdict::Survives);
        let other = "| `z` | b | c | caught by another |\n";
        let first = table(&["price", "z"], other, "price", &none);
        assert!(first.starts_with("2 mutations: 1 caught by another, 1 **survives**.\n"), "{first}");
        let second = table(&["price", "z"], &first, "price", &made);
        assert!(second.starts_with("2 mutations: 1 caught by name, 1 caught by another.\n"), "{second}");
        assert!(second.ends_with(&format!("|\n{made}{other}")));
    }
}
