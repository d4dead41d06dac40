//! The table as a page of the manual.

use super::row::{RowNumber, RowVerdict, VerifiedRow, false_alarm};
use std::fmt::Write;

/// The rows as Markdown: a heading, what the verdicts mean, one section a row.
pub fn page(rows: &[VerifiedRow]) -> String {
    let count = |v: RowVerdict| rows.iter().filter(|r| r.verdict == v).count();
    let mut text = format!(
        "# Published results, reproduced\n\n{} rows hold, {} do not, {} are claims that nobody reproduces and are shown \
         for comparison. Classes: E exact, S statistical under fixed seeds, Q a direction or an order, X not reproducible. \
         Were every reference exact, a correct program would fail one of the statistical numbers under other seeds with a \
         probability of at most {:.1} %.\n",
        count(RowVerdict::Pass),
        count(RowVerdict::Fail),
        count(RowVerdict::NotReproducible),
        100.0 * false_alarm(rows),
    );
    for row in rows {
        let verdict = match row.verdict {
            RowVerdict::Pass => "holds",
            RowVerdict::Fail => "**does not hold**",
            RowVerdict::NotReproducible => "not reproducible",
        };
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "\n## {} ({:?}): {verdict}\n\n{}. *{}.* {}.\n\n| number | reference | ours | tolerance |\n|---|---|---|---|\n",
            row.id, row.class, row.claim, row.source, row.parameters
        );
        for n in &row.numbers {
            let _ = writeln!(text, "| {} | {} | {} | {} |", n.what, reference(n), short(n.ours), tolerance(n));
        }
        if !row.note.is_empty() {
            let _ = write!(text, "\n{}\n", row.note);
        }
    }
    text
}

/// What ours is held against: a number, or a request in words.
pub fn reference(n: &RowNumber) -> String {
    n.reference.map(short).or_else(|| n.asked.clone()).unwrap_or_default()
}

/// How far ours may lie from it, in words.
pub fn tolerance(n: &RowNumber) -> String {
    match (n.tolerance, n.error) {
        (Some(t), Some(e)) => format!("± {} (standard error {})", short(t), short(e)),
        (Some(t), None) if t > 0.0 => format!("± {}", short(t)),
        (Some(_), None) => "exact".into(),
        _ => String::new(),
    }
}

/// At most six significant digits, without trailing noughts.
pub fn short(x: f64) -> String {
    if x == 0.0 || !x.is_finite() {
        return format!("{x}");
    }
    let decimals = (5 - x.abs().log10().floor() as i32).clamp(0, 9) as usize;
    let text = format!("{x:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').into() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(
            [100.0, 12.222_09, 0.176134, 1e6, 0.0, 1.5].map(short),
            ["100", "12.2221", "0.176134", "1000000", "0", "1.5"]
        );
    }

    #[test]
    fn a_page_tells_claim_and_verdict() {
        let only = ["G2".to_string()];
        let rows = super::super::table(Some(&only), &mut |_| ()).unwrap();
        let text = page(&rows);
        assert!(text.contains("## G2 (E): holds") && text.contains("| riot | 1 | 1 | exact |"), "{text}");
    }
}
