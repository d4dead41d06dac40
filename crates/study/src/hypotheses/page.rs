//! The hypotheses as a page of Markdown, and the form of numbers in it.

use super::{Claim, Line};
use crate::compare::difference::{Difference, Estimate};
use std::fmt::Write;

/// A number for reading: three significant digits, thousands apart.
pub fn number(x: f64) -> String {
    if !x.is_finite() {
        return "–".into();
    }
    if x == 0.0 {
        return "0".into();
    }
    let digits = 2 - x.abs().log10().floor() as i32;
    if digits > 0 {
        let text = format!("{x:.*}", digits.min(5) as usize);
        return text.trim_end_matches('0').trim_end_matches('.').to_string();
    }
    let step = 10f64.powi(-digits);
    let whole = format!("{:.0}", (x.abs() / step).round() * step);
    let grouped: Vec<String> =
        whole.as_bytes().rchunks(3).rev().map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    format!("{}{}", if x < 0.0 { "-" } else { "" }, grouped.join(","))
}

/// A value with its interval.
pub fn estimate(e: Estimate) -> String {
    if e.low.is_nan() {
        number(e.value)
    } else {
        format!("{} [{} – {}]", number(e.value), number(e.low), number(e.high))
    }
}

/// A paired difference: from what mean to what, and the median over pairs of difference and ratio with their intervals;
/// the difference of means or shares where there is no median.
pub fn difference(d: &Difference) -> String {
    if d.is_nothing() {
        return format!("{} in both, the same in every replicate", number(d.base.value));
    }
    let which = if d.median.is_some() { "median difference" } else { "difference" };
    let ratio = d.ratio.map_or(String::new(), |ratio| format!(", ratio {}", estimate(ratio)));
    let skewed = if d.is_skewed() { "; a few replicates carry the means" } else { "" };
    format!("{} → {}, {which} {}{ratio}{skewed}", number(d.base.value), number(d.value.value), estimate(d.relied_on()))
}

/// The claims as a page.
pub fn markdown(title: &str, how: &str, claims: &[Claim]) -> String {
    let mut page = format!("# Claims about {title}, against the record and against runs\n\n{how}\n\n");
    page += "| | claim | verdict |\n|---|---|---|\n";
    for claim in claims {
        let _ = writeln!(page, "| {} | {} | {} |", claim.id, claim.claim, claim.verdict.words());
    }
    for claim in claims {
        let _ = write!(page, "\n## {} ({}): {}\n\n{}\n", claim.id, claim.models, claim.verdict.words(), claim.claim);
        for (heading, lines) in [("The record", &claim.record), ("The model", &claim.model)] {
            let _ = write!(page, "\n{heading}\n\n");
            for Line { what, says } in lines {
                let _ = writeln!(page, "- {what}: {says}");
            }
        }
        let _ = write!(page, "\nWhy: {}\n", claim.why);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_for_reading() {
        let cases = [
            (0.0, "0"),
            (12_995_018.0, "13,000,000"),
            (-1234.4, "-1,230"),
            (0.0824, "0.0824"),
            (7.0, "7"),
            (999.6, "1,000"),
        ];
        for (x, text) in cases {
            assert_eq!(number(x), text);
        }
    }
}
