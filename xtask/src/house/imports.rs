//! Which file of a crate needs which.
//!
//! A path is walked through modules and re-exports to the file where the thing is written.
//! Three things are no need: `mod x;`, the re-export of a name that the file does not use,
//! and the import of a whole module, which counts where something in it is named.

use super::tokens::{Token, words};
use std::collections::{BTreeMap, BTreeSet};

/// One name that a `use` brings into a file.
struct Import {
    path: Vec<String>,
    name: String,
    public: bool,
}

/// A file as a module of its crate.
struct Module {
    imports: Vec<Import>,
    /// Names of things written here.
    items: BTreeSet<String>,
    /// Paths of two or more words in the code, imports apart.
    paths: BTreeSet<Vec<String>>,
    /// Single words in the code, imports apart.
    words: BTreeSet<String>,
    macros: BTreeSet<String>,
}

/// For each file (by path from `src`) the files that it needs.
pub(super) fn needs(names: &[String], codes: &[Vec<Token>]) -> Vec<BTreeSet<usize>> {
    let places: BTreeMap<Vec<String>, usize> = names.iter().enumerate().map(|(i, name)| (module_of(name), i)).collect();
    let modules: Vec<Module> = codes.iter().map(|code| module(code)).collect();
    let house = House { places, modules };
    (0..names.len()).map(|file| house.needs(&module_of(&names[file]), file)).collect()
}

/// `a/b.rs` and `a/b/mod.rs` are the module `a::b`.
fn module_of(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = name.trim_end_matches(".rs").split('/').map(String::from).collect();
    if parts.last().is_some_and(|last| last == "mod" || (parts.len() == 1 && (last == "lib" || last == "main"))) {
        parts.pop();
    }
    parts
}

struct House {
    places: BTreeMap<Vec<String>, usize>,
    modules: Vec<Module>,
}

impl House {
    fn needs(&self, here: &[String], file: usize) -> BTreeSet<usize> {
        let module = &self.modules[file];
        let used = module.imports.iter().filter(|import| !import.public || module.words.contains(&import.name));
        let imported = used.map(|import| &import.path);
        let found = imported.chain(&module.paths).filter_map(|path| self.file_of(here, path, 8));
        found.filter(|&other| other != file).collect()
    }

    /// The file in which the thing at the end of a path is written; nothing for a whole module or another crate.
    fn file_of(&self, here: &[String], path: &[String], depth: usize) -> Option<usize> {
        let depth = depth.checked_sub(1)?;
        let (mut module, mut rest) = (here.to_vec(), path);
        match rest.first()?.as_str() {
            "crate" => (module, rest) = (Vec::new(), &rest[1..]),
            "self" => rest = &rest[1..],
            "super" => {}
            first => {
                let child = [here, &[first.to_string()]].concat();
                if !self.places.contains_key(&child) {
                    let file = *self.places.get(here)?;
                    let import = self.modules[file].imports.iter().find(|import| import.name == first)?;
                    let path = [&import.path, &rest[1..]].concat();
                    return (import.path[0] != first).then(|| self.file_of(here, &path, depth)).flatten();
                }
            }
        }
        while rest.first().is_some_and(|word| word == "super") {
            module.pop();
            rest = &rest[1..];
        }
        while let Some(word) = rest.first() {
            let child = [&module[..], std::slice::from_ref(word)].concat();
            if !self.places.contains_key(&child) {
                return self.thing(&module, rest, depth);
            }
            (module, rest) = (child, &rest[1..]);
        }
        None
    }

    /// Where the thing that a module knows by this name is written.
    fn thing(&self, module: &[String], rest: &[String], depth: usize) -> Option<usize> {
        let file = *self.places.get(module)?;
        let (name, known) = (&rest[0], &self.modules[file]);
        if known.items.contains(name) || name == "*" {
            return Some(file);
        }
        if let Some(import) = known.imports.iter().find(|import| import.name == *name) {
            return self.file_of(module, &[&import.path, &rest[1..]].concat(), depth);
        }
        let globs = known.imports.iter().filter(|import| import.name == "*");
        let through = |import: &Import| {
            let open = &import.path[..import.path.len() - 1];
            self.file_of(module, &[open, rest].concat(), depth).filter(|&f| self.modules[f].items.contains(name))
        };
        let exported = || self.modules.iter().position(|m| module.is_empty() && m.macros.contains(name));
        globs.into_iter().find_map(through).or_else(exported).or(Some(file))
    }
}

/// Reads imports, names and paths of a file.
fn module(code: &[Token]) -> Module {
    let mut module = Module {
        imports: Vec::new(),
        items: BTreeSet::new(),
        paths: BTreeSet::new(),
        words: BTreeSet::new(),
        macros: BTreeSet::new(),
    };
    let kinds = ["fn", "struct", "enum", "trait", "type", "const", "static", "union"];
    let mut i = 0;
    while i < code.len() {
        let text = code[i].text.as_str();
        if text == "use" && !words(code, i + 1, &["<"]) {
            let public = i > 0 && (code[i - 1].text == "pub" || code[i - 1].text == ")");
            i = tree(code, i + 1, &[], public, &mut module.imports) + 1;
            continue;
        }
        // `mod x;` names a file and needs nothing of it.
        if text == "mod" && words(code, i + 2, &[";"]) {
            i += 3;
            continue;
        }
        if kinds.contains(&text) && i + 1 < code.len() {
            module.items.insert(code[i + 1].text.clone());
        }
        if words(code, i, &["macro_rules", "!"]) && i + 2 < code.len() {
            module.macros.insert(code[i + 2].text.clone());
            module.items.insert(code[i + 2].text.clone());
        }
        if is_word(text) {
            let mut path = vec![text.to_string()];
            while words(code, i + 1, &["::"]) && code.get(i + 2).is_some_and(|token| is_word(&token.text)) {
                path.push(code[i + 2].text.clone());
                i += 2;
            }
            module.words.insert(path[0].clone());
            if path.len() > 1 {
                module.paths.insert(path);
            }
        }
        i += 1;
    }
    module
}

fn is_word(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_')
}

/// Reads the tree of a `use` from `i`; gives the position of the sign that ends it.
fn tree(code: &[Token], mut i: usize, before: &[String], public: bool, imports: &mut Vec<Import>) -> usize {
    let (mut path, mut name) = (before.to_vec(), None);
    while let Some(token) = code.get(i) {
        match token.text.as_str() {
            "::" => {}
            "{" => {
                loop {
                    i = tree(code, i + 1, &path, public, imports);
                    if !words(code, i, &[","]) {
                        break;
                    }
                }
                // Behind the brace there is only the end.
                return i + 1;
            }
            "as" => {
                name = code.get(i + 1).map(|token| token.text.clone());
                i += 1;
            }
            ";" | "," | "}" => break,
            "self" if !before.is_empty() => {}
            word => path.push(word.to_string()),
        }
        i += 1;
    }
    if path.len() > before.len() || (i > 0 && code[i - 1].text == "self") || name.is_some() {
        let name = name.or_else(|| path.last().cloned()).unwrap_or_default();
        imports.push(Import { path, name, public });
    }
    i
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn drawn(files: &[(&str, &str)]) -> Vec<Vec<usize>> {
        let names: Vec<String> = files.iter().map(|(name, _)| name.to_string()).collect();
        let codes: Vec<Vec<Token>> = files.iter().map(|(_, text)| tokens(text)).collect();
        needs(&names, &codes).into_iter().map(|needs| needs.into_iter().collect()).collect()
    }

    #[test]
    fn a_need_goes_through_modules_and_reexports_to_where_a_thing_is_written() {
        let found = drawn(&[
            ("lib.rs", "mod a; pub mod b; mod c;"),
            ("a.rs", "use crate::b::{self, Far, deep::Deep as D}; fn f() { b::here(); }"),
            ("b/mod.rs", "mod deep; mod far; pub use far::Far; pub fn here() {}"),
            ("b/deep.rs", "pub struct Deep; use super::here;"),
            ("b/far.rs", "pub struct Far;"),
            ("c.rs", "use crate::b; use std::fmt; struct C;"),
        ]);
        assert_eq!(found, [vec![], vec![2, 3, 4], vec![], vec![2], vec![], vec![]]);
    }

    #[test]
    fn a_facade_needs_what_it_uses_itself() {
        let found = drawn(&[("lib.rs", "mod a; pub use a::A; fn f(a: A) {}"), ("a.rs", "pub struct A; use super::f;")]);
        assert_eq!(found, [vec![1], vec![0]]);
    }

    #[test]
    fn a_facade_does_not_need_a_thing_that_is_named_like_its_module() {
        let found = drawn(&[
            ("lib.rs", "mod read; pub use read::read; pub struct A;"),
            ("read.rs", "use crate::A; pub fn read() {}"),
        ]);
        assert_eq!(found, [vec![], vec![0]]);
    }
}
