//! The classics as built-in models: one command runs an ensemble of any of them.
//!
//! A model is one file and one line in [`CLASSICS`]. The command line, Python and the
//! Studio enumerate the list; parameters, ranges and help come from its tables.

pub mod centola_macy;
mod classic;
pub mod epstein;
pub mod film;
pub mod granovetter;
pub mod kuran;
pub mod published;
pub mod watts;

pub use classic::{Classic, ClassicCurve, ClassicFigure, ClassicReport, ClassicSetting};

/// All built-in classics.
pub static CLASSICS: &[&Classic] =
    &[&epstein::CLASSIC, &granovetter::CLASSIC, &kuran::CLASSIC, &watts::CLASSIC, &centola_macy::CLASSIC];

/// The classic of this name.
pub fn find(name: &str) -> Option<&'static Classic> {
    CLASSICS.iter().copied().find(|c| c.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_sound() {
        for classic in CLASSICS {
            for p in classic.parameters {
                assert!(p.low <= p.default && p.default <= p.high, "{} {}", classic.name, p.name);
                assert!(!p.meaning.is_empty());
                assert!(p.choices.is_empty() || p.high as usize + 1 == p.choices.len(), "{} {}", classic.name, p.name);
            }
        }
    }

    #[test]
    fn every_classic_runs_at_its_defaults_and_is_the_same_on_any_number_of_threads() {
        for classic in CLASSICS {
            let run = |threads| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                pool.install(|| classic.run(&classic.settings(), 3, 4).unwrap())
            };
            let report = run(1);
            assert!(!report.figures.is_empty() && report.figures.iter().any(|f| f.value.n > 0), "{}", classic.name);
            // Compared as text, because a figure without a value is not a number.
            let text = serde_json::to_string(&report).unwrap();
            assert_eq!(text, serde_json::to_string(&run(3)).unwrap(), "{}", classic.name);
        }
    }
}
