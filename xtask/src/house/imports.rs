//! Which file of a crate needs which.
//!
//! A path is walked through modules and re-exports to the file where the thing is written.
//! Three things are no need: `mod x;`, the re-export of a name that the file does not use,
//! and the import of a whole module, which counts where something in it is named, also by a single
//! word behind `use module::*`. A macro is needed where it is called. A function of a type that is
//! written apart from its type is needed where it is called: no path leads to it.
//! What is only reached through a value (a field, a method beside its type) is not seen: the file
//! names neither type nor module.

use super::tokens::{Token, end_of_item, words};
use std::collections::{BTreeMap, BTreeSet};

/// One name that a `use` brings into a file.
struct Import {
    path: Vec<String>,
    name: String,
    public: bool,
}

/// An `impl` block of a type itself, not of a trait.
struct Inherent {
    /// The type, as a path.
    of: Vec<String>,
    /// Functions of the block that others can call.
    functions: Vec<String>,
}

/// A file as a module of its crate.
#[derive(Default)]
struct Module {
    imports: Vec<Import>,
    /// Names of things written here.
    items: BTreeSet<String>,
    /// Functions that are written here, methods among them.
    functions: BTreeSet<String>,
    /// Paths of two or more words in the code, imports apart.
    paths: BTreeSet<Vec<String>>,
    /// Single words in the code, imports apart.
    words: BTreeSet<String>,
    /// Names that are called as methods: `.name(`.
    calls: BTreeSet<String>,
    /// Macros that are written here.
    macros: BTreeSet<String>,
    /// Macros that are called by their name alone: `name!`.
    expanded: BTreeSet<String>,
    inherent: Vec<Inherent>,
}

/// For each file (by path from `src`) the files that it needs.
pub(super) fn needs(names: &[String], codes: &[Vec<Token>]) -> Vec<BTreeSet<usize>> {
    let places: BTreeMap<Vec<String>, usize> = names.iter().enumerate().map(|(i, name)| (module_of(name), i)).collect();
    let modules: Vec<Module> = codes.iter().map(|code| module(code)).collect();
    let house = House { places, names: names.iter().map(|name| module_of(name)).collect(), modules };
    let elsewhere = house.elsewhere();
    (0..names.len()).map(|file| house.needs(file, &elsewhere)).collect()
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
    /// The module of each file.
    names: Vec<Vec<String>>,
    modules: Vec<Module>,
}

/// A function of a type that is written in another file than the type: name, file of the type, its own file.
type Elsewhere = (String, usize, usize);

impl House {
    fn needs(&self, file: usize, elsewhere: &[Elsewhere]) -> BTreeSet<usize> {
        let (here, module) = (&self.names[file], &self.modules[file]);
        let used = module.imports.iter().filter(|import| !import.public || module.words.contains(&import.name));
        let imported = used.map(|import| &import.path);
        let mut found: BTreeSet<usize> =
            imported.chain(&module.paths).filter_map(|path| self.file_of(here, path, 8)).collect();
        // Single words that a whole module, or a macro in scope, brings.
        for open in module.globs() {
            let written = |word: &&String| !module.items.contains(*word);
            found.extend(module.words.iter().filter(written).filter_map(|word| self.through(here, open, word)));
        }
        for (other, known) in self.modules.iter().enumerate() {
            if module.expanded.iter().any(|name| known.macros.contains(name) && !module.macros.contains(name)) {
                found.insert(other);
            }
        }
        found.extend(elsewhere.iter().filter(|function| self.calls(file, function)).map(|function| function.2));
        found.remove(&file);
        found
    }

    /// Functions of types that are written apart from their type, which no path leads to.
    fn elsewhere(&self) -> Vec<Elsewhere> {
        let mut found = Vec::new();
        for (file, module) in self.modules.iter().enumerate() {
            for block in &module.inherent {
                let of = self.file_of(&self.names[file], &block.of, 8);
                if let Some(of) = of.filter(|&of| of != file) {
                    found.extend(block.functions.iter().map(|name| (name.clone(), of, file)));
                }
            }
        }
        found
    }

    /// Whether a file calls this function: by the type's name, or as a method if no other function has its name.
    fn calls(&self, file: usize, (name, of, at): &Elsewhere) -> bool {
        let module = &self.modules[file];
        let unique = || self.modules.iter().enumerate().all(|(i, other)| i == *at || !other.functions.contains(name));
        let by_type = |path: &Vec<String>| {
            path.last() == Some(name) && self.file_of(&self.names[file], &path[..path.len() - 1], 8) == Some(*of)
        };
        (module.calls.contains(name) && unique()) || module.paths.iter().any(by_type)
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
                    return self.known(here, rest, depth);
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

    /// Where a path leads that begins with a name which a file has written or imported, by itself or with all of a module.
    fn known(&self, here: &[String], path: &[String], depth: usize) -> Option<usize> {
        let file = *self.places.get(here)?;
        let (first, known) = (&path[0], &self.modules[file]);
        if let Some(import) = known.imports.iter().find(|import| import.name == *first) {
            let path = [&import.path, &path[1..]].concat();
            return (import.path[0] != *first).then(|| self.file_of(here, &path, depth)).flatten();
        }
        if known.items.contains(first) {
            return Some(file);
        }
        known.globs().find_map(|open| {
            let module = self.module_at(here, open)?;
            let child = [&module[..], std::slice::from_ref(first)].concat();
            match self.places.contains_key(&child) {
                true => self.file_of(&module, path, depth),
                false => self.through(here, open, first),
            }
        })
    }

    /// Where a single word is written that `use open::*` brings into a module; nothing if it brings no such thing.
    fn through(&self, here: &[String], open: &[String], word: &String) -> Option<usize> {
        let module = self.module_at(here, open)?;
        let file = *self.places.get(&module)?;
        let known = &self.modules[file];
        let brought = known.items.contains(word) || known.imports.iter().any(|import| import.name == *word);
        (brought && module != here).then(|| self.thing(&module, std::slice::from_ref(word), 8)).flatten()
    }

    /// The module at the end of a path, if it is one of this crate.
    fn module_at(&self, here: &[String], path: &[String]) -> Option<Vec<String>> {
        let (mut module, mut rest) = (here.to_vec(), path);
        if rest.first()? == "crate" {
            (module, rest) = (Vec::new(), &rest[1..]);
        }
        for word in rest {
            match word.as_str() {
                "self" => {}
                "super" => drop(module.pop()),
                word => module.push(word.to_string()),
            }
        }
        self.places.contains_key(&module).then_some(module)
    }

    /// Where the thing that a module knows by this name is written.
    fn thing(&self, module: &[String], rest: &[String], depth: usize) -> Option<usize> {
        let depth = depth.checked_sub(1)?;
        let file = *self.places.get(module)?;
        let (name, known) = (&rest[0], &self.modules[file]);
        if known.items.contains(name) || name == "*" {
            return Some(file);
        }
        if let Some(import) = known.imports.iter().find(|import| import.name == *name) {
            return self.file_of(module, &[&import.path, &rest[1..]].concat(), depth);
        }
        let exported = || self.modules.iter().position(|m| module.is_empty() && m.macros.contains(name));
        known.globs().find_map(|open| self.through(module, open, name)).or_else(exported).or(Some(file))
    }
}

impl Module {
    /// Modules of which everything is imported.
    fn globs(&self) -> impl Iterator<Item = &[String]> {
        let all = self.imports.iter().filter(|import| import.name == "*");
        all.map(|import| &import.path[..import.path.len() - 1])
    }
}

/// Reads imports, names and paths of a file.
fn module(code: &[Token]) -> Module {
    let mut module = Module { inherent: inherent(code), ..Module::default() };
    let kinds = ["struct", "enum", "trait", "type", "const", "static", "union"];
    let (mut i, mut depth) = (0, 0usize);
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
        match text {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            "fn" if i + 1 < code.len() => {
                module.functions.insert(code[i + 1].text.clone());
                if depth == 0 {
                    module.items.insert(code[i + 1].text.clone());
                }
            }
            kind if kinds.contains(&kind) && i + 1 < code.len() => {
                module.items.insert(code[i + 1].text.clone());
            }
            _ => {}
        }
        if words(code, i, &["macro_rules", "!"]) && i + 2 < code.len() {
            module.macros.insert(code[i + 2].text.clone());
            module.items.insert(code[i + 2].text.clone());
        }
        if is_word(text) {
            let (first, called) = (i, i > 0 && code[i - 1].text == ".");
            let mut path = vec![text.to_string()];
            while words(code, i + 1, &["::"]) && code.get(i + 2).is_some_and(|token| is_word(&token.text)) {
                path.push(code[i + 2].text.clone());
                i += 2;
            }
            if called && (words(code, first + 1, &["("]) || words(code, first + 1, &["::", "<"])) {
                module.calls.insert(path[0].clone());
            }
            if words(code, first + 1, &["!"]) && !words(code, first + 1, &["!", "="]) {
                module.expanded.insert(path[0].clone());
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

/// The `impl` blocks of types themselves.
fn inherent(code: &[Token]) -> Vec<Inherent> {
    let mut found = Vec::new();
    for at in (0..code.len()).filter(|&at| code[at].text == "impl") {
        // Within a signature `impl` stands for a type.
        let begins = at == 0 || ["}", ";", "]"].contains(&code[at - 1].text.as_str());
        let head = code[at..].iter().take_while(|token| token.text != "{" && token.text != ";").count();
        let signs = &code[at + 1..at + head];
        let mut depth = 0i32;
        let mut of: Vec<String> = Vec::new();
        let mut of_trait = false;
        for token in signs {
            match token.text.as_str() {
                "<" => depth += 1,
                ">" => depth -= 1,
                "where" => break,
                "for" if depth == 0 => of_trait = true,
                word if depth == 0 && is_word(word) => of.push(word.to_string()),
                _ => {}
            }
        }
        if begins && !of_trait && !of.is_empty() {
            let body = &code[at + head..end_of_item(code, at + head)];
            let open = |i: &usize| {
                let before =
                    body[..*i].iter().rev().take_while(|token| !["{", "}", ";"].contains(&token.text.as_str()));
                body[*i].text == "fn" && before.into_iter().any(|token| token.text == "pub")
            };
            let functions = (0..body.len()).filter(open).filter_map(|i| body.get(i + 1)).map(|name| name.text.clone());
            found.push(Inherent { of, functions: functions.collect() });
        }
    }
    found
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
    fn a_need_is_seen_behind_all_of_a_module_and_behind_a_macro() {
        let found = drawn(&[
            ("lib.rs", "mod kinds; mod list; mod say; mod user; macro_rules! tell { () => { $crate::say::Say } }"),
            ("kinds/mod.rs", "pub mod one; pub mod two; pub use two::Two;"),
            ("kinds/one.rs", "pub struct One;"),
            ("kinds/two.rs", "pub struct Two; pub struct Other;"),
            ("list.rs", "use crate::kinds::*; list! { one::One; } fn f(two: Two) {}"),
            ("say.rs", "pub struct Say; macro_rules! said { () => {} }"),
            ("user.rs", "fn f() { tell!(); said!(); } fn g() { let x = tell != said; }"),
        ]);
        assert_eq!(found[4], [1, 2, 3]);
        assert_eq!((&found[0], &found[6]), (&vec![5], &vec![0, 5]));
    }

    #[test]
    fn a_function_written_apart_from_its_type_is_needed_where_it_is_called() {
        let found = drawn(&[
            ("lib.rs", "mod world; mod build; mod user; mod other;"),
            ("world.rs", "pub struct World<T>; impl<T> World<T> { pub fn near(&self) {} }"),
            (
                "build.rs",
                "use crate::world::World; impl<T> World<T> where T: Copy { pub fn build() {} pub(crate) fn far(&self) {} fn own(&self) {} } impl Clone for World<u8> { fn clone(&self) {} }",
            ),
            ("user.rs", "use crate::world::World; fn f() { World::build(); }"),
            ("other.rs", "fn f(x: &mut [u8]) { x.own(); x.near(); } fn g(w: W) { w.far(); }"),
        ]);
        assert_eq!(found, [vec![], vec![], vec![1], vec![1, 2], vec![2]]);
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
