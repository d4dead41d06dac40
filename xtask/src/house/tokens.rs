//! Words and signs of Rust sources, with their lines; comments, texts and tests left out.

/// A word, `::`, or a single sign.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    /// As it stands in the file.
    pub text: String,
    /// From 1.
    pub line: usize,
}

/// The tokens of a file.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let (mut found, mut i, mut line) = (Vec::new(), 0, 1);
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    while i < chars.len() {
        let start = i;
        i = match (at(i), at(i + 1)) {
            ('/', '/') => position(&chars, i, |c| c == '\n'),
            ('/', '*') => after(&chars, i + 2, &['*', '/']),
            ('"', _) => quoted(&chars, i),
            ('r', '"' | '#') if raw(&chars, i + 1).is_some() => raw(&chars, i + 1).unwrap_or(i + 1),
            ('b', '"') => quoted(&chars, i + 1),
            ('b', 'r') if raw(&chars, i + 2).is_some() => raw(&chars, i + 2).unwrap_or(i + 1),
            ('\'', '\\') => after(&chars, i + 3, &['\'']),
            ('\'', _) if at(i + 2) == '\'' => i + 3,
            // A lifetime.
            ('\'', _) => position(&chars, i + 1, |c| !(c.is_alphanumeric() || c == '_')),
            (c, _) if c.is_alphanumeric() || c == '_' => position(&chars, i, |c| !(c.is_alphanumeric() || c == '_')),
            (':', ':') => i + 2,
            _ => i + 1,
        };
        let text: String = chars[start..i].iter().collect();
        let code = !(text.starts_with("//") || text.starts_with("/*") || text.contains('"') || text.starts_with('\''));
        let kept = code && !text.trim().is_empty();
        let lines = text.matches('\n').count();
        if kept {
            found.push(Token { text, line });
        }
        line += lines;
    }
    found
}

fn position(chars: &[char], from: usize, is: impl Fn(char) -> bool) -> usize {
    chars[from..].iter().position(|&c| is(c)).map_or(chars.len(), |n| from + n)
}

fn after(chars: &[char], from: usize, end: &[char]) -> usize {
    let from = from.min(chars.len());
    chars[from..].windows(end.len()).position(|w| w == end).map_or(chars.len(), |n| from + n + end.len())
}

/// The end of the text that begins with the quote at `from`.
fn quoted(chars: &[char], from: usize) -> usize {
    let mut i = from + 1;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(chars.len())
}

/// The end of the raw text whose signs begin at `from`.
fn raw(chars: &[char], from: usize) -> Option<usize> {
    let signs = chars[from.min(chars.len())..].iter().take_while(|&&c| c == '#').count();
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', signs)).collect();
    (chars.get(from + signs) == Some(&'"')).then(|| after(chars, from + signs + 1, &end))
}

/// The code that is there without `cfg(test)`.
pub(super) fn without_tests(code: &[Token]) -> Vec<Token> {
    let (mut kept, mut i) = (Vec::new(), 0);
    while i < code.len() {
        if words(code, i, &["#", "[", "cfg", "(", "test", ")", "]"]) {
            i = end_of_item(code, i + 7);
        } else {
            kept.push(code[i].clone());
            i += 1;
        }
    }
    kept
}

/// Whether these words stand at `i`.
pub(super) fn words(code: &[Token], i: usize, words: &[&str]) -> bool {
    words.iter().enumerate().all(|(k, word)| code.get(i + k).is_some_and(|token| token.text == *word))
}

/// Behind the item that begins at `i`: its `;`, or the brace that closes its body.
pub(super) fn end_of_item(code: &[Token], mut i: usize) -> usize {
    let mut depth = 0usize;
    while let Some(token) = code.get(i) {
        i += 1;
        match token.text.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => {
                depth = depth.saturating_sub(1);
                // An attribute of the same item closes too, so only a brace ends it.
                if depth == 0 && token.text == "}" {
                    return i;
                }
            }
            ";" if depth == 0 => return i,
            _ => {}
        }
    }
    i
}

/// Functions: name, first line, lines.
pub(super) fn functions(code: &[Token]) -> Vec<(String, usize, usize)> {
    let mut found = Vec::new();
    for i in 0..code.len().saturating_sub(2) {
        let named = code[i].text == "fn" && code[i + 1].text.chars().all(|c| c.is_alphanumeric() || c == '_');
        if named {
            let end = end_of_item(code, i);
            let lines = code[end - 1].line + 1 - code[i].line;
            found.push((code[i + 1].text.clone(), code[i].line, lines));
        }
    }
    found
}

/// Names of the types that are public, to all or to the crate.
pub(super) fn types(code: &[Token]) -> Vec<String> {
    let kinds = ["struct", "enum", "trait", "type", "union"];
    let mut found = Vec::new();
    for i in 1..code.len().saturating_sub(1) {
        let public = code[i - 1].text == "pub" || words(code, i.saturating_sub(4), &["pub", "(", "crate", ")"]);
        // A macro of ours names its type when it is used.
        if public && kinds.contains(&code[i].text.as_str()) && code[i + 1].text != "$" {
            found.push(code[i + 1].text.clone());
        }
    }
    found
}

/// How many things are `pub`, and how many public to the crate or a part of it.
pub(super) fn public(code: &[Token]) -> (usize, usize) {
    let all = code.iter().filter(|token| token.text == "pub").count();
    let part = |i: &usize| ["crate", "super", "in", "self"].iter().any(|word| words(code, *i, &["pub", "(", word]));
    let parts = (0..code.len()).filter(part).count();
    (all - parts, parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_comments_and_tests_are_left_out() {
        let text = "/* no */ pub fn a<'static>() { b::c(\"use d; }\", '}', r#\"}\"#) } // e\n#[cfg(test)]\nmod tests { fn f() {} }\npub(crate) fn g(x: [u8; 2]) {\n}\n";
        let code = without_tests(&tokens(text));
        let all: Vec<&str> = code.iter().map(|token| token.text.as_str()).collect();
        assert!(
            all.contains(&"b")
                && !all.contains(&"static")
                && !all.contains(&"d")
                && !all.contains(&"e")
                && !all.contains(&"f"),
            "{all:?}"
        );
        assert_eq!(functions(&code), [("a".into(), 1, 1), ("g".into(), 4, 2)]);
        assert_eq!(public(&code), (1, 1));
    }

    #[test]
    fn public_types_are_named_and_private_ones_are_not() {
        let text = "pub struct A<T>(T); struct B; pub(crate) enum C {} pub fn struct_like() {} impl X for A { type D = u8; } pub type E = u8;";
        assert_eq!(types(&tokens(text)), ["A", "C", "E"]);
    }
}
