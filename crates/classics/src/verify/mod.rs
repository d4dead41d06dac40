//! The table of published results: what a paper says, what this program gives.
//!
//! A row is a claim with its source and parameters and a check that runs the model
//! and returns numbers beside their references. Classes: **E** exact, **S**
//! statistical under fixed seeds, **Q** a direction or an order, **X** a published
//! claim that independent re-implementations do not reproduce, shown and not tested.
//!
//! **Error budget.** A statistical number carries the standard error of our estimate.
//! Were every reference exact, [`false_alarm`] bounds the chance that a *correct*
//! program fails anywhere in the table under other seeds (a sum over all numbers, so
//! no independence is needed); replicates were chosen to keep it below five percent,
//! and the seeds are fixed, so that a verdict never changes from run to run.

mod complex;
mod epstein;
mod granovetter;
mod hawkes;
mod kuran;
mod page;
mod recorded;
mod row;
mod runs;
mod sir;
mod watts;

pub use page::{page, reference, short, tolerance};
pub use row::{RowClass, RowNumber, RowVerdict, VerifiedRow, false_alarm};

use row::RowClaim;
use std::time::Instant;
use thiserror::Error;

/// Every claim, in the order of the page of published results.
fn claims() -> Vec<&'static RowClaim> {
    [
        granovetter::CLAIMS,
        kuran::CLAIMS,
        watts::CLAIMS,
        complex::CLAIMS,
        sir::CLAIMS,
        hawkes::CLAIMS,
        epstein::CLAIMS,
        runs::CLAIMS,
        recorded::CLAIMS,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A row that was asked for and does not exist.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("there is no row {asked}; the rows are {}", known.join(", "))]
pub struct NoSuchRow {
    /// What was asked for.
    pub asked: String,
    /// What there is.
    pub known: Vec<String>,
}

/// The names of all rows.
pub fn ids() -> Vec<&'static str> {
    claims().iter().map(|c| c.id).collect()
}

/// The names of the rows asked for (`G1`, or `G` for all rows of a family; capitals or
/// not), in the order of the table; of all rows if nothing is asked.
///
/// # Errors
/// A name that is no row.
pub fn chosen(only: Option<&[String]>) -> Result<Vec<&'static str>, NoSuchRow> {
    let known = ids();
    for asked in only.unwrap_or_default() {
        if !known.iter().any(|id| named(id, asked)) {
            return Err(NoSuchRow { asked: asked.clone(), known: known.iter().map(|s| s.to_string()).collect() });
        }
    }
    let wanted = |id: &&str| only.is_none_or(|names| names.iter().any(|asked| named(id, asked)));
    Ok(known.into_iter().filter(wanted).collect())
}

/// What the row of this name claims.
pub fn claim(id: &str) -> Option<&'static str> {
    claims().into_iter().find(|c| c.id == id).map(|c| c.claim)
}

/// Runs the table, or only the rows [`chosen`], on the current thread pool. `progress`
/// sees each row as it is done.
///
/// # Errors
/// A name that is no row.
pub fn table(only: Option<&[String]>, progress: &mut dyn FnMut(&VerifiedRow)) -> Result<Vec<VerifiedRow>, NoSuchRow> {
    let wanted = chosen(only)?;
    let mut rows = Vec::new();
    for claim in claims().into_iter().filter(|c| wanted.contains(&c.id)) {
        let start = Instant::now();
        let numbers = (claim.check)();
        let row = claim.row(numbers, start.elapsed().as_secs_f64());
        progress(&row);
        rows.push(row);
    }
    Ok(rows)
}

/// Whether the request names this row or its family.
fn named(id: &str, asked: &str) -> bool {
    let family = id.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
    id.eq_ignore_ascii_case(asked.trim()) || family.eq_ignore_ascii_case(asked.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_its_own_name() {
        let mut names = ids();
        names.sort_unstable();
        let before = names.len();
        names.dedup();
        assert_eq!(names.len(), before);
    }

    #[test]
    fn rows_are_chosen_by_name_or_family() {
        let ids = |only: &[&str]| {
            let only: Vec<String> = only.iter().map(|s| s.to_string()).collect();
            table(Some(&only), &mut |_| ()).map(|rows| rows.iter().map(|r| r.id).collect::<Vec<_>>())
        };
        assert_eq!(ids(&["g1", "W1"]).unwrap(), ["G1", "W1"]);
        assert_eq!(ids(&["K"]).unwrap(), ["K1", "K2", "K3", "K4"]);
        assert_eq!(ids(&["Z9"]).unwrap_err().asked, "Z9");
    }
}
