//! The parts of the Python package that stand in our tables already: the paths of all
//! parameters and the names of all hourly columns as types, and a function for each classic. Written by `cargo xtask python`;
//! a test holds the files against the tables.

use groundswell_classics::models::{CLASSICS, Classic};
use groundswell_engine::register::REGISTER;
use groundswell_scenario::parameters::{allowed, paths};
use groundswell_study::course::{LocalCounts, National};
use groundswell_tables::table::Field;
use std::path::{Path, PathBuf};

/// The folder of the package.
fn package() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../python/groundswell")
}

/// Files of the package that are made here, with their texts.
pub(crate) fn files() -> Vec<(PathBuf, String)> {
    vec![(package().join("_register.py"), register()), (package().join("classics.py"), classics())]
}

/// Writes them.
pub(crate) fn python() {
    for (path, text) in files() {
        match std::fs::write(&path, text) {
            Ok(()) => println!("{}", path.display()),
            Err(error) => {
                eprintln!("cannot write {}: {error}", path.display());
                std::process::exit(73);
            }
        }
    }
}

const MADE: &str = "# Made by `cargo xtask python` from the tables of the program: change those and make it again.\n\n";

fn register() -> String {
    let mut text = String::from(
        "\"\"\"The paths of all parameters and the names of all hourly columns, as types: editors complete them.\"\"\"\n\n",
    );
    text += MADE;
    text += "from __future__ import annotations\n\nfrom typing import Literal, TypeAlias\n\nParameterPath: TypeAlias = Literal[\n";
    for (section, row) in paths() {
        text +=
            &format!("    \"{section}.{}\",  # {} ({}): {}\n", row.name, allowed(row), row.mark.letter(), row.meaning);
    }
    text += "]\n\"\"\"Section and name of a parameter, as in a scenario file.\"\"\"\n";
    let columns =
        |places: bool| REGISTER.iter().flat_map(|entry| entry.columns).filter(move |c| c.is_of_places() == places);
    let counted = |fields: &'static [Field]| fields.iter().map(|field| (&*field.name, &*field.unit, &*field.meaning));
    let shown = |places: bool| columns(places).map(|column| (column.name, column.unit, column.meaning));
    text += &column_type("SeriesColumn", "place", counted(LocalCounts::FIELDS).chain(shown(true)));
    text += &column_type("NationalColumn", "nation", counted(National::FIELDS).chain(shown(false)));
    text
}

/// The type of the names of columns: what is counted, then what mechanisms show.
fn column_type<'a>(name: &str, of: &str, columns: impl Iterator<Item = (&'a str, &'a str, &'a str)>) -> String {
    let mut text = format!("\n{name}: TypeAlias = Literal[\n");
    for (column, unit, meaning) in columns {
        let unit = if unit.is_empty() { String::new() } else { format!(" ({unit})") };
        text += &format!("    \"{column}\",  # {meaning}{unit}\n");
    }
    text + &format!(
        "]\n\"\"\"A column about the {of} in an hour. One of a mechanism that is off by default is there if it is on.\"\"\"\n"
    )
}

fn classics() -> String {
    let mut text = String::from(
        "\"\"\"The classic models, one function each: every parameter with its published default.\n\n\
         Each returns a `Classic`: figures over replicates, curves, and published numbers beside them.\n\"\"\"\n\n",
    );
    text += MADE;
    text +=
        "from __future__ import annotations\n\nfrom typing import Literal\n\nfrom ._classic import Classic, run\n\n";
    let names: Vec<String> = CLASSICS.iter().map(|classic| format!("\"{}\"", identifier(classic.name))).collect();
    text += &format!("__all__ = [\"Classic\", {}]\n", names.join(", "));
    for classic in CLASSICS {
        text += &function(classic);
    }
    text
}

/// A name as Python allows it; its own words get an underscore.
fn identifier(name: &str) -> String {
    let name = name.replace('-', "_");
    let taken = ["and", "as", "class", "def", "from", "global", "if", "in", "is", "lambda", "not", "or", "with"];
    if taken.contains(&name.as_str()) { name + "_" } else { name }
}

fn function(classic: &Classic) -> String {
    let (mut head, mut doc, mut pairs) = (String::new(), String::new(), String::new());
    for p in classic.parameters {
        let name = identifier(p.name);
        let (kind, default) = if p.choices.is_empty() {
            ("float".to_string(), number(p.default))
        } else {
            let words: Vec<String> = p.choices.iter().map(|word| format!("\"{word}\"")).collect();
            let switch = p.choices == ["no", "yes"];
            (
                format!("{}Literal[{}]", if switch { "bool | " } else { "" }, words.join(", ")),
                words[p.default as usize].clone(),
            )
        };
        head += &format!("    {name}: {kind} = {default},\n");
        let unit = if p.unit.is_empty() { String::new() } else { format!(" {}", p.unit) };
        let range =
            if p.choices.is_empty() { format!("from {} to {}{unit}", p.low, p.high) } else { p.choices.join(", ") };
        doc += &format!("    {name}\n        {}; {range}.\n", p.meaning);
        pairs += &format!("        \"{}\": {name},\n", p.name);
    }
    format!(
        "\n\ndef {}(\n    *,\n{head}    replicates: int | None = None,\n    seed: int = 1,\n    threads: int | None = None,\n) -> Classic:\n    \
         \"\"\"{}.\n\n{}\n\n    {}.\n\n{doc}    replicates\n        runs that differ only in their random numbers; {} if nothing is said.\n    seed\n        \
         the same seed gives the same numbers, on any number of threads.\n\n    Raises `ParameterError` for a value that is not allowed.\n    \"\"\"\n    \
         settings = {{\n{pairs}    }}\n    return run(\"{}\", settings, replicates, seed, threads)\n",
        identifier(classic.name),
        classic.title,
        wrapped(classic.meaning),
        classic.source,
        classic.replicates,
        classic.name,
    )
}

/// A number as Python spells it.
fn number(x: f64) -> String {
    if x.is_infinite() { "float(\"inf\")".into() } else { format!("{x:?}") }
}

/// A paragraph, indented and broken at a width that reads well.
fn wrapped(text: &str) -> String {
    let (mut lines, mut line) = (Vec::new(), String::from("   "));
    for word in text.split_whitespace() {
        if line.len() + word.len() > 112 {
            lines.push(std::mem::replace(&mut line, String::from("   ")));
        }
        line += " ";
        line += word;
    }
    lines.push(line);
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_says_what_the_tables_say() {
        for (path, text) in files() {
            let found = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(
                found == text,
                "{} is not what the tables say; make it again with `cargo xtask python`",
                path.display()
            );
        }
    }
}
