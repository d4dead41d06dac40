//! D: how fast recorded waves of protest grew and faded.

use super::row::{RowClaim, RowClass, RowNumber};

pub(super) static CLAIMS: &[RowClaim] = &[
    RowClaim {
        id: "D7",
        class: RowClass::S,
        claim: "The Monday demonstrations of Leipzig grew by about .81 a week in the logarithm",
        source: "Lohmann 1994, World Politics 47:42-101; sizes from bpb, MDR and WDR",
        parameters: "4 September to 23 October 1989, middle of each reported range, least squares",
        note: "Six counts that sources round to one or two digits: the tolerance is that rounding, not a sampling error.",
        check: || {
            let sizes =
                [(0.0, 1_100.0), (3.0, 6_500.0), (4.0, 14_000.0), (5.0, 60_000.0), (6.0, 135_000.0), (7.0, 300_000.0)];
            vec![RowNumber::near("growth a week", 0.81, log_growth(&sizes), 0.04)]
        },
    },
    RowClaim {
        id: "D8",
        class: RowClass::S,
        claim: "Cars burnt in France in 2005 doubled every 1.4 nights, then fell by 23 percent a night",
        source: "Ministry of the Interior's night counts as reported by BBC and Al Jazeera",
        parameters: "31 October to 6 November, least squares; 6 and 16 November",
        note: "",
        check: || {
            let rise = [68.0, 204.0, 315.0, 593.0, 897.0, 1_295.0, 1_408.0];
            let rise: Vec<(f64, f64)> = rise.into_iter().enumerate().map(|(t, n)| (t as f64, n)).collect();
            let fall = [(0.0, 1_408.0), (10.0, 98.0)];
            vec![
                RowNumber::near("nights to double", 1.4, std::f64::consts::LN_2 / log_growth(&rise), 0.05),
                RowNumber::near("percent lost a night", 23.0, -100.0 * log_growth(&fall).exp_m1(), 0.5),
            ]
        },
    },
];

/// The slope of the logarithm of sizes over time, by least squares.
fn log_growth(sizes: &[(f64, f64)]) -> f64 {
    let n = sizes.len() as f64;
    let (mean_t, mean_y) = sizes.iter().fold((0.0, 0.0), |(t, y), s| (t + s.0 / n, y + s.1.ln() / n));
    let along: f64 = sizes.iter().map(|s| (s.0 - mean_t) * (s.1.ln() - mean_y)).sum();
    along / sizes.iter().map(|s| (s.0 - mean_t).powi(2)).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubling_is_found_whatever_the_times() {
        let sizes = [(0.0, 3.0), (1.0, 6.0), (4.0, 48.0)];
        assert!((log_growth(&sizes) - std::f64::consts::LN_2).abs() < 1e-12);
    }
}
