//! Words on their way to a person or to the next program.

use comfy_table::{Attribute, Cell, CellAlignment, ContentArrangement, Table, presets};
use groundswell_complaint::Complaints;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{ErrorKind, IsTerminal, Write};

/// Whether colour is wanted there.
fn colour(terminal: bool) -> bool {
    terminal
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Whether results go to a person who sees colour.
pub(crate) fn colour_out() -> bool {
    colour(std::io::stdout().is_terminal())
}

/// Whether messages go to a person who sees colour.
pub(crate) fn colour_err() -> bool {
    colour(std::io::stderr().is_terminal())
}

/// A result, to stdout. A reader that has had enough (`… | head`) ends the program quietly:
/// everything else is on disk by then.
pub(crate) fn say(text: impl AsRef<str>) {
    let text = harmless(text.as_ref(), colour_out());
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => {
            note(format!("error: cannot write to stdout: {error}"));
            std::process::exit(73);
        }
        Ok(()) => {}
    }
}

/// A message, to stderr.
pub(crate) fn note(text: impl AsRef<str>) {
    // Nobody is left to be told that nobody listens.
    let _ = writeln!(std::io::stderr().lock(), "{}", harmless(text.as_ref(), colour_err()));
}

/// A text without what could move a cursor, set the title of a window or turn letters round: other
/// people's words are printed, and are not orders to a terminal. Such a character is shown as JSON
/// has it (`\u001b`), so that JSON stays JSON. With `colour`, colours pass.
fn harmless(text: &str, colour: bool) -> Cow<'_, str> {
    if !text.chars().any(is_unseen) {
        return Cow::Borrowed(text);
    }
    let (mut shown, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(c) = rest.chars().next() {
        let ours = if colour { colour_code(rest) } else { 0 };
        if ours > 0 {
            shown.push_str(&rest[..ours]);
        } else if is_unseen(c) {
            let _ = write!(shown, "\\u{:04x}", u32::from(c));
        } else {
            shown.push(c);
        }
        rest = &rest[ours.max(c.len_utf8())..];
    }
    Cow::Owned(shown)
}

/// The same for a word of somebody's that stands among our colours.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    harmless(text, false)
}

/// Length of the code of a colour that a text begins with, as `ESC[1m`; 0 without one.
fn colour_code(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("\u{1b}[") else { return 0 };
    let digits = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b';').count();
    if rest.as_bytes().get(digits) == Some(&b'm') { 3 + digits } else { 0 }
}

/// Whether a character is not seen and does something: controls but for line breaks and tabs, and the
/// marks that turn the direction of writing.
fn is_unseen(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t' || groundswell_scenario::names::turns(c)
}

/// What is wrong, to stderr.
pub(crate) fn complain(complaints: &Complaints) {
    note(complaints.render(colour_err()).trim_end());
}

/// Columns of the terminal that results go to; `None` where there is none, or it does not say.
pub(crate) fn width() -> Option<u16> {
    Table::new().width().filter(|width| *width >= 40 && std::io::stdout().is_terminal())
}

/// A heading among results.
pub(crate) fn heading(text: &str) -> String {
    let text = plain(text);
    if colour_out() { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.into() }
}

/// A table of texts under headings; columns in `right` are set to the right.
pub(crate) fn table(headings: &[&str], right: &[usize], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(match width() {
        Some(_) => ContentArrangement::Dynamic,
        None => ContentArrangement::Disabled,
    });
    let bold = colour_out();
    table.set_header(headings.iter().map(|heading| {
        let cell = Cell::new(heading);
        if bold { cell.add_attribute(Attribute::Bold) } else { cell }
    }));
    for row in rows {
        table.add_row(row.iter().map(|cell| plain(cell).into_owned()).collect::<Vec<_>>());
    }
    for &column in right {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let text = table.to_string();
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// A number for reading: three significant digits, thousands apart.
pub(crate) fn number(x: f64) -> String {
    if !x.is_finite() {
        return "–".into();
    }
    if x == 0.0 {
        return "0".into();
    }
    let digits = 2 - x.abs().log10().floor() as i32;
    if digits > 0 && x.fract() != 0.0 {
        let text = format!("{x:.*}", digits.min(4) as usize);
        return text.trim_end_matches('0').trim_end_matches('.').to_string();
    }
    let step = 10f64.powi((-digits).max(0));
    exact((x / step).round() * step)
}

/// A count of things, with their name in the singular or the plural: `1 report`, `2 reports`.
pub(crate) fn counted(count: u64, what: &str) -> String {
    format!("{} {what}{}", exact(count as f64), if count == 1 { "" } else { "s" })
}

/// A recorded number, with all its digits.
pub(crate) fn exact(x: f64) -> String {
    if x.fract() != 0.0 {
        return format!("{x}");
    }
    let text = format!("{:.0}", x.abs());
    let mut grouped = String::new();
    for (i, digit) in text.chars().enumerate() {
        if i > 0 && (text.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if x < 0.0 { format!("-{grouped}") } else { grouped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_peoples_words_are_no_orders_to_a_terminal() {
        for (text, shown) in [
            ("title\u{1b}]0;owned\u{7}", "title\\u001b]0;owned\\u0007"),
            ("a\u{9b}2Jb\u{202e}c\u{2066}", "a\\u009b2Jb\\u202ec\\u2066"),
            ("\u{1b}[1mbold\u{1b}[0m \u{1b}[2J", "\u{1b}[1mbold\u{1b}[0m \\u001b[2J"),
            ("two\nlines\tand é 漢 \u{0}", "two\nlines\tand é 漢 \\u0000"),
        ] {
            assert_eq!(harmless(text, true), shown);
            assert!(!plain(text).chars().any(is_unseen), "{text:?}");
        }
        let json = serde_json::json!({ "title": "a\u{9b}b\u{202e}" }).to_string();
        assert!(serde_json::from_str::<serde_json::Value>(&plain(&json)).is_ok());
    }

    #[test]
    fn numbers_are_for_reading() {
        let cases = [
            (0.0, "0"),
            (7.0, "7"),
            (12_995_018.0, "13,000,000"),
            (1234.4, "1,230"),
            (0.08, "0.08"),
            (-3.456, "-3.46"),
            (999.6, "1,000"),
        ];
        for (x, text) in cases {
            assert_eq!(number(x), text);
        }
        assert_eq!(exact(36_831.0), "36,831");
        assert_eq!(exact(0.6), "0.6");
    }
}
