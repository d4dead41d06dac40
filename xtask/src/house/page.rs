//! The drawing.

use super::{Crate, LONG_FILE, LONG_FUNCTION, doubled_names};
use std::fmt::Write;

/// The house as text.
pub fn page(crates: &[Crate]) -> String {
    let mut out = String::new();
    let all = || crates.iter().flat_map(|c| c.files.iter().map(move |file| (c, file)));
    let lines: usize = all().map(|(_, file)| file.lines).sum();
    line(&mut out, &format!("{} crates, {} files, {lines} lines", crates.len(), all().count()));
    line(&mut out, "\nlayer  crate       files   lines  circle    pub  pub(crate)  uses");
    for c in crates {
        let lines: usize = c.files.iter().map(|file| file.lines).sum();
        let public =
            |which: fn(&(usize, usize)) -> usize| c.files.iter().map(|file| which(&file.public)).sum::<usize>();
        let (open, part, circle) = (public(|p| p.0), public(|p| p.1), c.largest_circle());
        let (layer, name, files, uses) = (c.layer, &c.name, c.files.len(), c.uses.join(" "));
        line(&mut out, &format!("{layer:5}  {name:10} {files:6} {lines:7} {circle:7} {open:6} {part:11}  {uses}"));
    }
    line(&mut out, "\ncircles: files that need each other");
    for c in crates {
        for circle in &c.circles {
            let names: Vec<&str> = circle.iter().map(|&file| c.files[file].path.as_str()).collect();
            line(&mut out, &format!("  {} {}: {}", c.name, circle.len(), names.join(" ")));
        }
    }
    line(&mut out, "\ntype names that several files define");
    for (name, files) in doubled_names(crates) {
        line(&mut out, &format!("  {name}: {}", files.join(" ")));
    }
    line(&mut out, &format!("\nfiles over {LONG_FILE} lines"));
    for (c, file) in all().filter(|(_, file)| file.lines > LONG_FILE) {
        line(&mut out, &format!("  {:5}  {}/{}", file.lines, c.name, file.path));
    }
    line(&mut out, &format!("\nfunctions over {LONG_FUNCTION} lines"));
    for (c, file) in all() {
        for (name, at, lines) in file.functions.iter().filter(|(_, _, lines)| *lines > LONG_FUNCTION) {
            line(&mut out, &format!("  {lines:5}  {}/{}:{at} {name}", c.name, file.path));
        }
    }
    out
}

fn line(out: &mut String, text: &str) {
    writeln!(out, "{text}").expect("a text takes what is written");
}
