//! The Markdown of manual pages on a terminal: headings, tables, code, the rest as it is.

use crate::terminal::{colour_out, heading, table};

/// A page, ready to print.
pub(crate) fn render(page: &str) -> String {
    let (mut out, mut rows, mut code) = (Vec::new(), Vec::new(), false);
    for line in page.lines() {
        // A doc comment's lines begin with the blank that follows the slashes.
        let line = line.strip_prefix(' ').unwrap_or(line);
        let cells = line.trim().strip_prefix('|').and_then(|line| line.strip_suffix('|')).filter(|_| !code);
        if let Some(cells) = cells {
            rows.push(cells.split('|').map(|cell| words(cell.trim())).collect::<Vec<_>>());
            continue;
        }
        flush(&mut out, &mut rows);
        if line.trim_start().starts_with("```") {
            code = !code;
        } else if code {
            out.push(format!("    {line}"));
        } else if line.starts_with('#') {
            out.push(heading(line.trim_start_matches('#').trim()));
        } else {
            out.push(words(line));
        }
    }
    flush(&mut out, &mut rows);
    out.join("\n").trim_matches('\n').to_string()
}

fn flush(out: &mut Vec<String>, rows: &mut Vec<Vec<String>>) {
    let gathered = std::mem::take(rows);
    let mut rows = gathered
        .into_iter()
        .filter(|row| !row.iter().all(|cell| cell.chars().all(|c| "-: ".contains(c)) && !cell.is_empty()));
    if let Some(head) = rows.next() {
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        out.push(table(&head, &[], rows));
    }
}

/// Emphasis and code within a line: coloured on a terminal, plain elsewhere.
fn words(line: &str) -> String {
    let mut text = String::new();
    let (mut bold, mut code, mut rest) = (false, false, line);
    let colour = colour_out();
    while let Some(c) = rest.chars().next() {
        let marks = if rest.starts_with("**") && !code {
            2
        } else {
            usize::from(c == '`' || (c == '*' && !code && emphasis(&text, rest)))
        };
        if marks == 0 {
            text.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let on = if c == '`' { &mut code } else { &mut bold };
        *on = !*on;
        let is_on = *on;
        if colour {
            text += match (c, is_on) {
                ('`', true) => "\u{1b}[36m",
                ('`', false) => "\u{1b}[39m",
                (_, true) => "\u{1b}[1m",
                (_, false) => "\u{1b}[22m",
            };
        }
        rest = &rest[marks..];
    }
    text
}

/// Whether a star opens or closes emphasis, and is not a product.
fn emphasis(before: &str, rest: &str) -> bool {
    let after = rest[1..].chars().next();
    let opens =
        before.chars().last().is_none_or(|c| c.is_whitespace() || c == '(') && after.is_some_and(|c| c.is_alphabetic());
    let closes =
        before.chars().last().is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric());
    opens || closes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_plain_where_there_is_no_terminal() {
        let page = " # Strike\n\n Workplaces **stop**; *reads:* `crowd`, a*b.\n\n ```text\n x = **y**\n ```\n\n | a | b |\n |---|---|\n | 1 | `2` |\n";
        let text = render(page);
        assert!(text.starts_with("Strike\n\nWorkplaces stop; reads: crowd, a*b.\n\n    x = **y**"), "{text}");
        assert!(!text.contains("---") && text.contains(" 1  2"), "{text}");
    }
}
