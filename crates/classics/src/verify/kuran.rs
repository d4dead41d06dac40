//! K: the same small shock topples one society and not its twin.

use super::row::{RowClaim, RowClass, RowNumber};
use crate::models::kuran::{A, B, opposition, shocked};

const SOURCE: &str = "Kuran 1989, Public Choice 61:41-74; 1991, World Politics 44:7-48";
const PARAMETERS: &str = "ten people, thresholds in percent";

macro_rules! claim {
    ($id:literal, $claim:literal, $thresholds:expr, $end:literal) => {
        RowClaim {
            id: $id,
            class: RowClass::E,
            claim: $claim,
            source: SOURCE,
            parameters: PARAMETERS,
            note: "The vectors are quoted from secondary texts; the arithmetic is exact.",
            check: || vec![RowNumber::near("in open opposition", $end, f64::from(opposition(&$thresholds)), 0.0)],
        }
    };
}

pub(super) static CLAIMS: &[RowClaim] = &[
    claim!("K1", "Society A rests at one in ten", A, 1.0),
    claim!("K2", "A with one threshold 20 lowered to 10 ends at nine in ten", shocked(&A, 10.0), 9.0),
    claim!("K3", "Society B rests at one in ten, like A", B, 1.0),
    claim!("K4", "B under the same shock ends at two in ten", shocked(&B, 10.0), 2.0),
];
