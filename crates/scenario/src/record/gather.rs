//! Events of one day and place, gathered.

use super::seen::{Seen, Where};
use crate::scenario::Scenario;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// Days for which one event may count.
const LONGEST: i64 = 31;

/// What kind of gathering it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// A crowd: protests and riots.
    Crowd,
    /// A strike, sized in workers.
    Strike,
    /// A blockade.
    Blockade,
    /// Armed sides, or violence.
    Clash,
}

impl Group {
    /// Kind of fact, and what its value counts.
    pub fn fact(self) -> (&'static str, &'static str) {
        match self {
            Group::Crowd => ("protest", "persons"),
            Group::Strike => ("strike", "workers"),
            Group::Blockade => ("road_block", ""),
            Group::Clash => ("clash", ""),
        }
    }
}

/// The group of an event.
///
/// # Errors
/// A kind that no record has.
pub(crate) fn group(seen: &Seen<'_>) -> Result<Group, &'static str> {
    match seen.kind {
        "protest" | "riot" => Ok(Group::Crowd),
        "strike" => Ok(Group::Strike),
        "blockade" => Ok(Group::Blockade),
        "clash" | "violence" => Ok(Group::Clash),
        _ => Err("of a kind that is not recorded (arrest, agreement or other)"),
    }
}

/// The days of an event that belong to the run.
///
/// # Errors
/// Days that are not known well enough or are outside.
pub(crate) fn days(seen: &Seen<'_>, gathered: &Gathered) -> Result<(NaiveDate, NaiveDate), &'static str> {
    let Some((first, last)) = seen.days else { return Err("no day is given") };
    if !matches!(seen.precision, "day" | "days" | "") {
        return Err("its day is not known, only its week, month or year");
    }
    let last = if (last - first).num_days() < LONGEST { last } else { first };
    let (from, to) = (first.max(gathered.first), last.min(gathered.last));
    if from > to { Err("outside the days of the run") } else { Ok((from, to)) }
}

/// Reports of one gathering.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gathering {
    /// Largest of the smallest sizes.
    pub low: Option<f64>,
    /// Largest of the largest sizes.
    pub high: Option<f64>,
    /// Reports.
    pub reports: u32,
}

impl Gathering {
    /// The middle of its size, on the scale of logarithms; the bound that is known where only one is.
    pub fn middle(&self) -> Option<f64> {
        match (self.low, self.high) {
            (Some(low), Some(high)) => Some(libm::sqrt(low.max(1.0) * high.max(1.0)).clamp(low, high.max(low))),
            (low, high) => low.or(high),
        }
    }
}

/// Events of the days of a run, gathered by day, place and group.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// First and last day of the run.
    pub first: NaiveDate,
    /// Last day of the run.
    pub last: NaiveDate,
    /// Gatherings.
    pub gatherings: BTreeMap<(NaiveDate, Where, Group), Gathering>,
    /// Deaths by day and place.
    pub deaths: BTreeMap<(NaiveDate, Where), f64>,
    /// Datasets.
    pub sources: BTreeSet<String>,
    /// First and last day with an event.
    pub covered: Option<(NaiveDate, NaiveDate)>,
}

impl Default for Gathered {
    fn default() -> Self {
        let (first, last) = (NaiveDate::MIN, NaiveDate::MAX);
        let (gatherings, deaths) = (BTreeMap::new(), BTreeMap::new());
        Gathered { first, last, gatherings, deaths, sources: BTreeSet::new(), covered: None }
    }
}

impl Gathered {
    /// Nothing yet, for the days of a scenario.
    pub fn new(scenario: &Scenario) -> Gathered {
        let first = scenario.start.date();
        let end = scenario.start + chrono::TimeDelta::hours(i64::from(scenario.hours)) - chrono::TimeDelta::seconds(1);
        Gathered { first, last: end.date().max(first), ..Gathered::default() }
    }

    /// Adds an event.
    pub fn add(&mut self, seen: &Seen<'_>, group: Group, days: (NaiveDate, NaiveDate), place: Where) {
        if !self.sources.contains(seen.source) {
            self.sources.insert(seen.source.into());
        }
        let (from, to) = self.covered.unwrap_or(days);
        self.covered = Some((from.min(days.0), to.max(days.1)));
        let largest = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
        let mut day = days.0;
        while day <= days.1 {
            let gathering = self.gatherings.entry((day, place, group)).or_default();
            gathering.low = largest(gathering.low, seen.size.0);
            gathering.high = largest(gathering.high, seen.size.1);
            // `at least 500` beside `200 to 300`: the larger has no end.
            if let (Some(low), Some(high)) = (gathering.low, gathering.high)
                && low > high
            {
                gathering.high = None;
            }
            gathering.reports = gathering.reports.saturating_add(1);
            let Some(next) = day.checked_add_days(Days::new(1)) else { break };
            day = next;
        }
        if seen.deaths > 0.0 {
            *self.deaths.entry((days.0, place)).or_default() += seen.deaths;
        }
    }
}
