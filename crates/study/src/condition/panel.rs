//! What had been reported of each unit on each day.

use crate::forecast::vintage::Vintage;
use groundswell_scenario::scenario::Scenario;

/// Days that are looked back on at most. What happened earlier is in the level from which these begin.
pub const LONGEST: usize = 28;

/// What is known of a unit on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Report {
    /// Nothing: reports of the day are not all in, or nobody covered it.
    Unknown,
    /// The day was covered and nobody spoke of a crowd.
    Silent,
    /// A crowd was named without a size: it was there, however large.
    Named,
    /// A crowd of a number of people.
    Sized(f64),
}

/// Reports of some units on some days in a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Adults of each unit.
    pub adults: Vec<f64>,
    /// Day of the scenario of the first row.
    pub first: usize,
    /// Whether the first row is the beginning of the event, as far as is known; otherwise earlier days were left out.
    pub begins: bool,
    /// `reports[day][unit]`, the first of day [`Panel::first`].
    pub reports: Vec<Vec<Report>>,
    /// Day of the week of day 0 of the scenario, from 0 for Monday.
    pub weekday: usize,
}

impl Panel {
    /// What a vintage knows of the last [`LONGEST`] days before its origin.
    pub fn of(scenario: &Scenario, vintage: &Vintage) -> Panel {
        Panel::back(scenario, vintage, LONGEST)
    }

    /// What a vintage knows, since its first report.
    pub fn whole(scenario: &Scenario, vintage: &Vintage) -> Panel {
        Panel::back(scenario, vintage, usize::MAX)
    }

    fn back(scenario: &Scenario, vintage: &Vintage, longest: usize) -> Panel {
        use chrono::Datelike;
        let adults: Vec<f64> = scenario.country.units.iter().map(|unit| f64::from(unit.adults.max(1))).collect();
        let weekday = scenario.start.date().weekday().num_days_from_monday() as usize;
        let days = ((vintage.origin / 24.0).ceil() as usize).max(1);
        let complete = vintage.complete.min(days);
        let begun = vintage.said.iter().filter(|said| said.unit.is_some()).map(|said| said.day).min();
        // How it was before the first report is not what the growth of an event follows from.
        let first = begun.unwrap_or(complete).min(days - 1).max(days.saturating_sub(longest));
        let mut reports = vec![vec![Report::Unknown; adults.len()]; days - first];
        for row in reports.iter_mut().take(complete.saturating_sub(first)) {
            row.fill(Report::Silent);
        }
        for said in &vintage.said {
            if let (Some(unit), true) = (said.unit, (first..days).contains(&said.day)) {
                reports[said.day - first][unit] = match vintage.unit(unit, said.day) {
                    Some(size) if size > 0.0 => Report::Sized(size),
                    _ => Report::Named,
                };
            }
        }
        Panel { adults, first, begins: begun.is_none_or(|day| day >= first), reports, weekday }
    }

    /// Days in a row.
    pub fn days(&self) -> usize {
        self.reports.len()
    }

    /// Units.
    pub fn units(&self) -> usize {
        self.adults.len()
    }

    /// Day of the week of a row, or of a day after the last, from 0 for Monday.
    pub fn day_of_week(&self, row: usize) -> usize {
        (self.weekday + self.first + row) % 7
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::vintage::{Vintage, all_said};
    use crate::observe::Observation;

    #[test]
    fn three_kinds_of_reports_and_days_that_are_not_in_yet() {
        let scenario = Scenario::load("kazakhstan-2022", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let observation = Observation::default();
        let said = all_said(&scenario, &observation);
        let units = scenario.country.units.len();
        let panel = Panel::of(&scenario, &Vintage::at(&said, units, 96.0, &observation));
        // The first report that was known by then is of 2 January.
        assert_eq!((panel.days(), panel.first, panel.begins), (3, 1, true));
        let unit = |name: &str| scenario.country.units.iter().position(|u| u.name == name).expect("a unit");
        assert!(matches!(panel.reports[1][unit("Mangystau")], Report::Sized(x) if x > 1000.0), "{panel:?}");
        assert_eq!(panel.reports[1][unit("Kostanay")], Report::Silent);
        assert_eq!(panel.reports[2][unit("Kostanay")], Report::Unknown, "reports of the fourth were still to come");
        assert!(panel.reports.iter().flatten().any(|report| *report == Report::Named));
        assert_eq!((panel.day_of_week(0), panel.day_of_week(1)), (6, 0), "a Sunday, a Monday");
    }
}
