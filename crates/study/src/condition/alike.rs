//! Units that are followed as one.
//!
//! Of a thousand counties most are never reported. They have the same reports, and what tells them apart is how many adults
//! they have: those that have nearly as many are one class, whose likelihood counts as often as it has units. A unit that
//! was ever reported is a class of its own.

use super::panel::{Panel, Report};
use std::collections::BTreeMap;

/// Width of a class in the logarithm of adults: a tenth of what a day of a unit scatters.
const WIDTH: f64 = 0.08;

/// Units with the same reports and nearly as many adults.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitClass {
    /// One of them, for its reports.
    pub first: usize,
    /// How many they are.
    pub units: f64,
    /// Mean of the logarithms of their adults, in millions.
    pub adults: f64,
    /// Whether anything is known of them, silence included.
    pub known: bool,
}

/// The classes of a panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike {
    /// Classes, in the order of their first units.
    pub classes: Vec<UnitClass>,
    /// The class of each unit.
    pub of: Vec<usize>,
}

impl Alike {
    /// Classes of the units of a panel.
    pub fn of(panel: &Panel) -> Alike {
        let mut alike = Alike { classes: Vec::new(), of: Vec::with_capacity(panel.units()) };
        let mut silent: BTreeMap<(Vec<bool>, i64), usize> = BTreeMap::new();
        for unit in 0..panel.units() {
            let adults = libm::log(panel.adults[unit] / 1e6);
            let reports = || panel.reports.iter().map(|day| day[unit]);
            let class = alike.classes.len();
            let own = UnitClass { first: unit, units: 1.0, adults, known: reports().any(|r| r != Report::Unknown) };
            if reports().any(|report| !matches!(report, Report::Unknown | Report::Silent)) {
                alike.classes.push(own);
                alike.of.push(class);
                continue;
            }
            let days: Vec<bool> = reports().map(|report| report == Report::Silent).collect();
            let found = *silent.entry((days, libm::floor(adults / WIDTH) as i64)).or_insert(class);
            if found == class {
                alike.classes.push(own);
            } else {
                let known = &mut alike.classes[found];
                known.adults = (known.adults * known.units + adults) / (known.units + 1.0);
                known.units += 1.0;
            }
            alike.of.push(found);
        }
        alike
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::outer::log_likelihood;
    use crate::condition::parameters::AggregatePrior;
    use crate::condition::shared::dimensions;

    #[test]
    fn silent_units_are_taken_together_and_say_nearly_the_same() {
        let units = 300;
        let adults: Vec<f64> = (0..units).map(|i| 2e4 * libm::exp(4.0 * f64::from(i) / f64::from(units))).collect();
        let mut reports = vec![vec![Report::Silent; units as usize]; 6];
        reports[2][7] = Report::Sized(900.0);
        reports[4][11] = Report::Named;
        let panel = Panel { adults, first: 0, begins: true, reports, weekday: 0 };
        let alike = Alike::of(&panel);
        assert!(alike.classes.len() < 60 && alike.of.len() == 300, "{}", alike.classes.len());
        assert_eq!(alike.classes.iter().map(|class| class.units).sum::<f64>(), 300.0);
        assert!([7, 11].iter().all(|&unit| alike.classes[alike.of[unit]].units == 1.0));
        let each = Alike {
            classes: (0..300)
                .map(|unit| UnitClass {
                    first: unit,
                    units: 1.0,
                    adults: libm::log(panel.adults[unit] / 1e6),
                    known: true,
                })
                .collect(),
            of: (0..300).collect(),
        };
        for x in [-0.5, 0.0, 0.8] {
            let at = |alike: &Alike| log_likelihood(&vec![x; dimensions(6)], &panel, alike, &AggregatePrior::default());
            assert!((at(&alike) - at(&each)).abs() < 0.01 * at(&each).abs().max(1.0), "{} {}", at(&alike), at(&each));
        }
    }
}
