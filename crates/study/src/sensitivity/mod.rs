//! Which parameters matter: screening after Morris, variance shares after Sobol'.
//!
//! Designs are in the unit cube; each axis is a share of a parameter's range. A value that
//! is not there (a run that failed, a quantity that has no value) drops what would need it
//! and is counted; it never spoils the rest.

pub mod morris;
pub mod sobol;
pub mod store;

use groundswell_chance::draw::{Key, Purpose, index};
use groundswell_stats::quantile;

/// Resamples of a bootstrap.
const RESAMPLES: u32 = 1000;

/// The 90 % percentile interval of a statistic over resampled rows (Efron 1979). `of` is
/// given row numbers and says what they come to, or nothing.
fn bootstrap(rows: usize, seed: u64, of: impl Fn(&[usize]) -> Option<f64>) -> (f64, f64) {
    let key = Key::new(seed, 0);
    let mut values: Vec<f64> = (0..RESAMPLES)
        .filter_map(|resample| {
            let draw = key.draw(Purpose::Study, resample, 2);
            let chosen: Vec<usize> =
                (0..rows as u32).map(|i| index(draw.block(i / 4)[(i % 4) as usize], rows as u32) as usize).collect();
            of(&chosen).filter(|x| x.is_finite())
        })
        .collect();
    values.sort_by(f64::total_cmp);
    if values.is_empty() { (f64::NAN, f64::NAN) } else { (quantile(&values, 0.05), quantile(&values, 0.95)) }
}
