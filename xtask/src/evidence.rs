//! Pages of evidence: outputs of commands, made again by those commands.
//!
//! A page marks a block of output with the command that prints it:
//!
//! ````text
//! <!-- made by: groundswell run two-towns --quiet -->
//! ```text
//! …
//! ```
//! ````
//!
//! The prose around the blocks is written by hand and must be read again when they change.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Before the command that prints a block, and after it.
const MARK: (&str, &str) = ("<!-- made by: ", " -->");

/// What opens the block below a mark, and what closes it.
const FENCE: (&str, &str) = ("```text", "```");

/// Makes pages of `docs/manual/evidence` again: `cargo xtask evidence [PAGE…]`, all of them if none is named.
pub(crate) fn evidence(pages: &[String]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/manual/evidence");
    let binary = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/release");
    let work = std::env::temp_dir().join(format!("groundswell-evidence-{}", std::process::id()));
    for page in chosen(&folder, pages) {
        let made = std::fs::create_dir_all(&work)
            .map_err(|error| error.to_string())
            .and_then(|()| std::fs::read_to_string(&page).map_err(|error| error.to_string()))
            .and_then(|text| again(&text, &mut |command| output(command, &work, &binary)))
            .and_then(|text| std::fs::write(&page, text).map_err(|error| error.to_string()));
        match made {
            Ok(()) => println!("{}", page.display()),
            Err(reason) => {
                eprintln!("cannot make {}: {reason}", page.display());
                std::process::exit(1);
            }
        }
    }
    let _ = std::fs::remove_dir_all(work);
}

/// The pages of these names, or all.
fn chosen(folder: &Path, names: &[String]) -> Vec<PathBuf> {
    if !names.is_empty() {
        return names.iter().map(|name| folder.join(format!("{name}.md"))).collect();
    }
    let mut pages: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    pages.retain(|page| page.extension().is_some_and(|ending| ending == "md"));
    pages.sort();
    pages
}

/// What a command prints, with the release build of this checkout first in the path.
fn output(command: &str, work: &Path, binary: &Path) -> Result<String, String> {
    eprintln!("$ {command}");
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap_or_default());
    let ended = Command::new("sh")
        .args(["-c", command])
        .current_dir(work)
        .env("PATH", path)
        .env("NO_COLOR", "1")
        .env("COLUMNS", "140")
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|error| format!("{command}: {error}"))?;
    if !ended.status.success() {
        return Err(format!("{command}: {}", ended.status));
    }
    String::from_utf8(ended.stdout).map_err(|_| format!("{command}: its output is not UTF-8"))
}

/// The page with every marked block replaced by what its command prints now.
fn again(page: &str, run: &mut dyn FnMut(&str) -> Result<String, String>) -> Result<String, String> {
    let mut made = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        made += line;
        made.push('\n');
        let Some(command) = line.strip_prefix(MARK.0).and_then(|rest| rest.strip_suffix(MARK.1)) else { continue };
        if lines.next() != Some(FENCE.0) {
            return Err(format!("below `{line}` a line {} is missing", FENCE.0));
        }
        if !lines.by_ref().any(|line| line == FENCE.1) {
            return Err(format!("the block below `{line}` is not closed"));
        }
        let printed = run(command)?;
        let rows: Vec<&str> = printed.lines().map(str::trim_end).collect();
        made += &format!("{}\n{}\n{}\n", FENCE.0, rows.join("\n").trim_matches('\n'), FENCE.1);
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# A\n\n<!-- made by: say b -->\n```text\nold\n```\n\nafter\n";

    #[test]
    fn a_marked_block_becomes_what_its_command_prints() {
        let mut run = |command: &str| Ok(format!("\n{command}!  \nmore\n"));
        let made = again(PAGE, &mut run).expect("a page");
        assert_eq!(made, PAGE.replace("old", "say b!\nmore"));
        assert_eq!(again("plain\n", &mut run).expect("a page"), "plain\n");
    }

    #[test]
    fn a_page_out_of_order_is_refused() {
        let mut run = |_: &str| Ok(String::new());
        assert!(again("<!-- made by: x -->\ntext\n", &mut run).is_err_and(|why| why.contains("is missing")));
        assert!(again("<!-- made by: x -->\n```text\n", &mut run).is_err_and(|why| why.contains("not closed")));
        let mut fails = |_: &str| Err("no".to_string());
        assert_eq!(again(PAGE, &mut fails), Err("no".into()));
    }
}
