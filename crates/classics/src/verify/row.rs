//! A claim, its numbers and their verdict.

use serde::Serialize;

/// What kind of agreement is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum RowClass {
    /// Exact.
    E,
    /// Statistical, under fixed seeds.
    S,
    /// A direction or an order.
    Q,
    /// A published claim that is not reproducible.
    X,
}

/// How a row ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowVerdict {
    /// Every number is where it should be.
    Pass,
    /// At least one is not.
    Fail,
    /// Shown for comparison only.
    NotReproducible,
}

/// One number beside its reference.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RowNumber {
    /// What is measured.
    pub what: String,
    /// The published or independently computed number, if there is one.
    pub reference: Option<f64>,
    /// What this program gives.
    pub ours: f64,
    /// How far ours may lie from the reference.
    pub tolerance: Option<f64>,
    /// The standard error of ours, for statistical rows.
    pub error: Option<f64>,
    /// What is asked, in words, when it is not closeness to a reference.
    pub asked: Option<String>,
    /// Whether it holds.
    pub holds: bool,
}

impl RowNumber {
    /// A number that must lie within a tolerance of its reference.
    pub(crate) fn near(what: impl Into<String>, reference: f64, ours: f64, tolerance: f64) -> RowNumber {
        let holds = (ours - reference).abs() <= tolerance;
        RowNumber {
            what: what.into(),
            reference: Some(reference),
            ours,
            tolerance: Some(tolerance),
            error: None,
            asked: None,
            holds,
        }
    }

    /// A number of which a direction or a bound is asked.
    pub(crate) fn asked(what: impl Into<String>, ours: f64, asked: impl Into<String>, holds: bool) -> RowNumber {
        RowNumber {
            what: what.into(),
            reference: None,
            ours,
            tolerance: None,
            error: None,
            asked: Some(asked.into()),
            holds,
        }
    }

    /// A published number beside ours, which is not tested.
    pub(crate) fn beside(what: impl Into<String>, reference: f64, ours: f64) -> RowNumber {
        RowNumber {
            what: what.into(),
            reference: Some(reference),
            ours,
            tolerance: None,
            error: None,
            asked: None,
            holds: true,
        }
    }

    /// Adds the standard error of ours.
    pub(crate) fn with_error(self, error: f64) -> RowNumber {
        RowNumber { error: Some(error), ..self }
    }
}

/// A row of the table, before it is run.
pub(crate) struct RowClaim {
    pub id: &'static str,
    pub class: RowClass,
    pub claim: &'static str,
    pub source: &'static str,
    pub parameters: &'static str,
    /// What a reader must know beside the numbers; for X rows, why not.
    pub note: &'static str,
    pub check: fn() -> Vec<RowNumber>,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VerifiedRow {
    /// Its name, such as `G1`.
    pub id: &'static str,
    /// What kind of agreement is asked for.
    pub class: RowClass,
    /// What is claimed.
    pub claim: &'static str,
    /// By whom.
    pub source: &'static str,
    /// With which parameters.
    pub parameters: &'static str,
    /// What a reader must know beside the numbers.
    pub note: &'static str,
    /// The numbers.
    pub numbers: Vec<RowNumber>,
    /// How it ended.
    pub verdict: RowVerdict,
    /// How long it took.
    pub seconds: f64,
}

impl RowClaim {
    pub(crate) fn row(&self, numbers: Vec<RowNumber>, seconds: f64) -> VerifiedRow {
        let verdict = match self.class {
            RowClass::X => RowVerdict::NotReproducible,
            // A check without numbers has checked nothing.
            _ if !numbers.is_empty() && numbers.iter().all(|n| n.holds) => RowVerdict::Pass,
            _ => RowVerdict::Fail,
        };
        let &RowClaim { id, class, claim, source, parameters, note, .. } = self;
        VerifiedRow { id, class, claim, source, parameters, note, numbers, verdict, seconds }
    }
}

/// An upper bound on the chance that a correct program fails one of these rows under
/// other seeds, were every reference exact: the sum of the normal tails beyond each tolerance.
pub fn false_alarm(rows: &[VerifiedRow]) -> f64 {
    rows.iter()
        .flat_map(|r| &r.numbers)
        .filter_map(|n| Some((n.tolerance?, n.error?)))
        .filter(|(_, error)| *error > 0.0)
        .map(|(tolerance, error)| libm::erfc(tolerance / error / std::f64::consts::SQRT_2))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(class: RowClass) -> RowClaim {
        RowClaim { id: "T1", class, claim: "", source: "", parameters: "", note: "", check: Vec::new }
    }

    #[test]
    fn a_row_passes_only_if_something_was_checked_and_all_of_it_holds() {
        let good = RowNumber::near("a", 1.0, 1.05, 0.1);
        let bad = RowNumber::near("b", 1.0, 1.2, 0.1);
        assert_eq!(claim(RowClass::E).row(vec![good.clone()], 0.0).verdict, RowVerdict::Pass);
        assert_eq!(claim(RowClass::E).row(vec![good, bad.clone()], 0.0).verdict, RowVerdict::Fail);
        assert_eq!(claim(RowClass::S).row(vec![], 0.0).verdict, RowVerdict::Fail);
        assert_eq!(claim(RowClass::X).row(vec![bad], 0.0).verdict, RowVerdict::NotReproducible);
        assert!(!RowNumber::near("c", 1.0, f64::NAN, 0.1).holds);
    }

    #[test]
    fn two_standard_errors_are_missed_in_one_of_twenty() {
        let number = RowNumber::near("a", 0.0, 0.0, 1.959964).with_error(1.0);
        let row = claim(RowClass::S).row(vec![number.clone(), number], 0.0);
        assert!((false_alarm(&[row]) - 0.1).abs() < 1e-6);
    }
}
