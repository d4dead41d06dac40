//! The manual, put together for mdBook: the pages of `docs/manual`, and those that stand in
//! the program already: the step, the mechanisms with their parameters, the classics, the
//! table of published results.

use groundswell_classics::models::{CLASSICS, Classic};
use groundswell_classics::verify;
use groundswell_engine::parameter::Parameter;
use groundswell_engine::register::{REGISTER, RegisterEntry};
use groundswell_scenario::parameters::{allowed, sections};
use std::io;
use std::path::{Path, PathBuf};

/// The line of `contents.txt` in the place of which the pages of the mechanisms are listed.
const MECHANISMS: &str = "{{mechanisms}}";

/// Where the hours are.
const STEP: &str = include_str!("../../crates/engine/src/step.rs");

fn house() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Puts the manual together in a folder: `cargo xtask manual DIR [--rows G1,K|all]`.
pub(crate) fn manual(args: &[String]) {
    let Some(folder) = args.first().filter(|word| !word.starts_with("--")) else {
        eprintln!("cargo xtask manual DIR [--rows ROWS]");
        std::process::exit(2);
    };
    let at = args.iter().position(|word| word == "--rows");
    let rows = at.and_then(|i| args.get(i + 1)).map(String::as_str);
    if let Err(error) = assemble(Path::new(folder), rows) {
        eprintln!("cannot put the manual together in {folder}: {error}");
        std::process::exit(73);
    }
    println!("{folder}");
}

fn assemble(folder: &Path, rows: Option<&str>) -> io::Result<()> {
    let (from, to) = (house().join("docs/manual"), folder.join("src"));
    if to.exists() {
        std::fs::remove_dir_all(&to)?;
    }
    std::fs::create_dir_all(to.join("mechanisms"))?;
    std::fs::copy(from.join("book.toml"), folder.join("book.toml"))?;
    copy_pages(&from, &to)?;
    let contents = std::fs::read_to_string(from.join("contents.txt"))?;
    std::fs::write(to.join("SUMMARY.md"), contents.replace(MECHANISMS, listed().trim_end()))?;
    std::fs::write(to.join("step.md"), step())?;
    std::fs::write(to.join("mechanisms.md"), mechanisms())?;
    for entry in REGISTER {
        std::fs::write(to.join(format!("mechanisms/{}.md", entry.name)), page(entry))?;
    }
    std::fs::write(to.join("classics.md"), classics())?;
    std::fs::write(to.join("verification.md"), verification(rows))
}

fn copy_pages(from: &Path, to: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(from)? {
        let path = entry?.path();
        let goal = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            std::fs::create_dir_all(&goal)?;
            copy_pages(&path, &goal)?;
        } else if path.extension().is_some_and(|kind| kind == "md" || kind == "png") {
            std::fs::copy(&path, goal)?;
        }
    }
    Ok(())
}

fn listed() -> String {
    REGISTER.iter().map(|entry| format!("  - [{}](mechanisms/{}.md)\n", about(entry), entry.name)).collect()
}

/// The title as a heading: `Strike: workplaces stop together` is long for a list of contents.
fn about(entry: &RegisterEntry) -> &'static str {
    entry.title.split_once(": ").map_or(entry.title, |(name, _)| name)
}

/// The step, in the words of the code that does it.
fn step() -> String {
    let head: Vec<&str> = STEP.lines().take_while(|line| !line.starts_with("pub fn step(")).collect();
    let doc: Vec<&str> = head.iter().rev().take_while(|line| line.starts_with("///")).copied().collect();
    let doc: String = doc
        .iter()
        .rev()
        .map(|line| line.trim_start_matches("///").trim_start_matches(' ').to_string() + "\n")
        .collect();
    let body: Vec<&str> = STEP.lines().skip(head.len()).take_while(|line| *line != "}").collect();
    format!(
        "# The step\n\n{doc}\nThis is the whole of it, as the program does it:\n\n```rust,ignore\n{}\n}}\n```\n\n\
         The order of the mechanisms within each phase is that of the next pages.\n",
        body.join("\n")
    )
}

fn mechanisms() -> String {
    let mut text = String::from(
        "# The mechanisms\n\nEach is one file and one line in the register, in this order of effect. Each can be switched off: off is the \
         model without it, bit for bit.\n\n| mechanism | model | what it does | parameters |\n|---|---|---|---|\n",
    );
    for entry in REGISTER {
        let what = entry.title.split_once(": ").map_or(entry.title, |(_, what)| what);
        text += &format!(
            "| [`{}`](mechanisms/{}.md) | {} | {} | {} |\n",
            entry.name,
            entry.name,
            entry.model,
            cell(what),
            entry.table.len() - 1
        );
    }
    text += "\nHow people are given work and homes is set in `[synthesis]`:\n\n";
    let synthesis = sections().find(|(name, _)| *name == "synthesis").map(|(_, table)| table).unwrap_or_default();
    text + &parameters("synthesis", synthesis)
}

fn page(entry: &RegisterEntry) -> String {
    // A doc comment's lines begin with the blank that follows the slashes.
    let page: String =
        entry.page.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).to_string() + "\n").collect();
    format!(
        "{}\n## Parameters\n\n{}\n{}\n{}",
        page.trim_start(),
        parameters(entry.name, entry.table),
        switch(entry),
        columns(entry)
    )
}

fn switch(entry: &RegisterEntry) -> String {
    let (now, word) = if entry.on_by_default() { ("off", false) } else { ("on", true) };
    format!("Switched {now} with `{}.enabled={word}`.\n", entry.name)
}

/// What a mechanism shows of itself.
fn columns(entry: &RegisterEntry) -> String {
    if entry.columns.is_empty() {
        return String::new();
    }
    let mut text = String::from("## Columns\n\n| table | column | unit | meaning |\n|---|---|---|---|\n");
    for column in entry.columns {
        let table = if column.is_of_places() { "series" } else { "national" };
        text += &format!("| {table} | `{}` | {} | {} |\n", column.name, cell(column.unit), cell(column.meaning));
    }
    text
}

fn parameters(section: &str, table: &[Parameter]) -> String {
    let mut text = String::from("| parameter | default | allowed | meaning | source |\n|---|---|---|---|---|\n");
    for row in table.iter().filter(|row| row.name != "enabled") {
        text += &format!(
            "| `{section}.{}` | {} | {} | {} | {}: {} |\n",
            row.name,
            cell(&row.show(row.default)),
            cell(&allowed(row)),
            cell(row.meaning),
            row.mark.letter(),
            cell(row.source)
        );
    }
    text + "\nL literature, D collected data, A assumed.\n"
}

fn classics() -> String {
    let mut text = String::from(
        "# The classics\n\nFive models of the literature, run by name (`groundswell run granovetter`) or as functions of \
         `groundswell.classics`.\n",
    );
    for classic in CLASSICS {
        text += &about_classic(classic);
    }
    text
}

fn about_classic(classic: &Classic) -> String {
    let mut text = format!(
        "\n## {}\n\n{} ({})\n\n| parameter | default | allowed | meaning |\n|---|---|---|---|\n",
        classic.title, classic.meaning, classic.source
    );
    for p in classic.parameters {
        let (usual, range) = if p.choices.is_empty() {
            (p.default.to_string(), format!("{} to {} {}", p.low, p.high, p.unit))
        } else {
            (p.choices[p.default as usize].to_string(), p.choices.join(", "))
        };
        text += &format!("| `{}` | {usual} | {} | {} |\n", p.name, range.trim_end(), cell(p.meaning));
    }
    text
}

fn verification(rows: Option<&str>) -> String {
    let Some(asked) = rows else {
        return "# Published results\n\nThis copy of the manual was made without them: `groundswell verify --page` prints the table.\n".into();
    };
    let only: Option<Vec<String>> = (asked != "all").then(|| asked.split(',').map(String::from).collect());
    match verify::table(only.as_deref(), &mut |row| eprintln!("{}: {}", row.id, row.claim)) {
        Ok(rows) => verify::page(&rows),
        Err(unknown) => {
            eprintln!("there is no row `{}`: {}", unknown.asked, unknown.known.join(", "));
            std::process::exit(2);
        }
    }
}

/// Text in a cell of a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_the_contents_is_there_and_every_page_is_in_the_contents() {
        let folder = std::env::temp_dir().join(format!("groundswell-manual-{}", std::process::id()));
        assemble(&folder, None).expect("put together");
        let source = folder.join("src");
        let contents = std::fs::read_to_string(source.join("SUMMARY.md")).expect("a list of contents");
        let listed: Vec<&str> = contents.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
        for page in &listed {
            assert!(source.join(page).is_file(), "{page} is in the contents and not there");
        }
        let mut folders = vec![source.clone()];
        while let Some(next) = folders.pop() {
            for path in std::fs::read_dir(next).expect("a folder").map(|entry| entry.expect("an entry").path()) {
                let name = path.strip_prefix(&source).expect("inside").display().to_string();
                if path.is_dir() {
                    folders.push(path);
                } else if name.ends_with(".md") && name != "SUMMARY.md" {
                    assert!(listed.contains(&name.as_str()), "{name} is not in the contents");
                }
            }
        }
        assert!(
            std::fs::read_to_string(source.join("step.md"))
                .expect("a page")
                .contains("1. The news of the hour arrives")
        );
        std::fs::remove_dir_all(folder).expect("removed");
    }
}
