//! Events of one day and place, gathered.

use super::seen::{CountedAt, ITSELF, SeenEvent, Spot, Where};
use crate::scenario::Scenario;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Days for which one event may count.
const LONGEST: i64 = 31;

/// Why an event of other days is not in the record.
pub(super) const OUTSIDE: &str = "outside the days of the run";

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

/// The group of an event; none where only its detentions are counted.
///
/// # Errors
/// A kind that no record has.
pub(crate) fn group(seen: &SeenEvent<'_>) -> Result<Option<Group>, &'static str> {
    match seen.kind {
        "protest" | "riot" => Ok(Some(Group::Crowd)),
        "strike" => Ok(Some(Group::Strike)),
        "blockade" => Ok(Some(Group::Blockade)),
        "clash" | "violence" => Ok(Some(Group::Clash)),
        _ if seen.detained > 0.0 => Ok(None),
        _ => Err("of a kind that is not recorded (agreement, other, or an arrest without a number)"),
    }
}

/// The days of an event that belong to the run.
///
/// # Errors
/// Days that are not known well enough or are outside.
pub(crate) fn days(seen: &SeenEvent<'_>, gathered: &Gathered) -> Result<(NaiveDate, NaiveDate), &'static str> {
    let Some((first, last)) = seen.days else { return Err("no day is given") };
    if !matches!(seen.precision, "day" | "days" | "") {
        return Err("its day is not known, only its week, month or year");
    }
    let last = if (last - first).num_days() < LONGEST { last } else { first };
    let (from, to) = (first.max(gathered.first), last.min(gathered.last));
    if from > to { Err(OUTSIDE) } else { Ok((from, to)) }
}

/// Reports of one gathering, or the sum of some.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gathering {
    /// Largest of the smallest sizes.
    pub low: Option<f64>,
    /// Largest of the largest sizes.
    pub high: Option<f64>,
    /// Reports.
    pub reports: u32,
}

fn largest(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.max(b)),
        (a, b) => a.or(b),
    }
}

impl Gathering {
    /// The middle of its size, on the scale of logarithms; the bound that is known where only one is.
    pub fn middle(&self) -> Option<f64> {
        match (self.low, self.high) {
            (Some(low), Some(high)) => Some(libm::sqrt(low.max(1.0) * high.max(1.0)).clamp(low, high.max(low))),
            (low, high) => low.or(high),
        }
    }

    /// One report more of the same gathering: the largest figure holds.
    fn hear(&mut self, size: (Option<f64>, Option<f64>)) {
        (self.low, self.high) = (largest(self.low, size.0), largest(self.high, size.1));
        // `at least 500` beside `200 to 300`: the larger has no end.
        if let (Some(low), Some(high)) = (self.low, self.high)
            && low > high
        {
            self.high = None;
        }
        self.reports = self.reports.saturating_add(1);
    }

    /// Another gathering of the same day: sizes add up, what has none adds nothing. A sum is open above if one of its
    /// sizes is.
    fn and(self, other: Gathering) -> Gathering {
        let reports = self.reports.saturating_add(other.reports);
        let sum = |a: Option<f64>, b: Option<f64>| Some(a.unwrap_or(0.0) + b.unwrap_or(0.0));
        match (self.middle(), other.middle()) {
            (None, _) => Gathering { reports, ..other },
            (_, None) => Gathering { reports, ..self },
            _ => {
                let high = if self.high.and(other.high).is_some() { sum(self.high, other.high) } else { None };
                // Where only an upper bound is known it counts as both: the sum stays in order.
                let low = |g: Gathering| g.low.or(if high.is_none() { g.high } else { None });
                Gathering { low: sum(low(self), low(other)), high, reports }
            }
        }
    }
}

/// Day, place and group.
pub(crate) type GatheringKey = (NaiveDate, Where, Group);

/// Events of the days of a run, gathered by day, place and group.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// First and last day of the run.
    pub first: NaiveDate,
    /// Last day of the run.
    pub last: NaiveDate,
    /// Gatherings.
    pub gatherings: BTreeMap<(NaiveDate, Where, Group, Spot), Gathering>,
    /// Deaths by day and place.
    pub deaths: BTreeMap<(NaiveDate, Where), f64>,
    /// People detained by day and place.
    pub detained: BTreeMap<(NaiveDate, Where), f64>,
    /// Days on which anything was reported, by unit: what a source covers.
    pub heard: BTreeSet<(usize, NaiveDate)>,
    /// Datasets.
    pub sources: BTreeSet<String>,
    /// First and last day with an event.
    pub covered: Option<(NaiveDate, NaiveDate)>,
    spots: HashMap<String, Spot>,
}

impl Default for Gathered {
    fn default() -> Self {
        Gathered {
            first: NaiveDate::MIN,
            last: NaiveDate::MAX,
            gatherings: BTreeMap::new(),
            deaths: BTreeMap::new(),
            detained: BTreeMap::new(),
            heard: BTreeSet::new(),
            sources: BTreeSet::new(),
            covered: None,
            spots: HashMap::new(),
        }
    }
}

impl Gathered {
    /// Nothing yet, for the days of a scenario.
    pub fn new(scenario: &Scenario) -> Gathered {
        let first = scenario.start.date();
        let end = scenario.start + chrono::TimeDelta::hours(i64::from(scenario.hours)) - chrono::TimeDelta::seconds(1);
        Gathered { first, last: end.date().max(first), ..Gathered::default() }
    }

    /// The number of a town that the scenario does not have.
    pub fn spot(&mut self, name: &str) -> Spot {
        if name.is_empty() {
            return ITSELF;
        }
        if let Some(spot) = self.spots.get(name) {
            return *spot;
        }
        let spot = self.spots.len() as Spot + 1;
        self.spots.insert(name.into(), spot);
        spot
    }

    /// Adds an event of these days in a place.
    pub fn add(&mut self, seen: &SeenEvent<'_>, group: Option<Group>, days: (NaiveDate, NaiveDate), at: CountedAt) {
        if !self.sources.contains(seen.source) {
            self.sources.insert(seen.source.into());
        }
        let (from, to) = self.covered.unwrap_or(days);
        self.covered = Some((from.min(days.0), to.max(days.1)));
        let mut day = days.0;
        while day <= days.1 {
            if let Some(group) = group {
                self.gatherings.entry((day, at.place, group, at.spot)).or_default().hear(seen.size);
            }
            if let Some(unit) = at.unit {
                self.heard.insert((unit, day));
            }
            let Some(next) = day.checked_add_days(Days::new(1)) else { break };
            day = next;
        }
        for (sums, n) in [(&mut self.deaths, seen.deaths), (&mut self.detained, seen.detained)] {
            if n > 0.0 {
                *sums.entry((days.0, at.place)).or_default() += n;
            }
        }
    }

    /// Gatherings of a day, place and group, added up.
    pub fn by_place(&self) -> BTreeMap<GatheringKey, Gathering> {
        let mut sums: BTreeMap<GatheringKey, Gathering> = BTreeMap::new();
        for ((day, place, group, _), gathering) in &self.gatherings {
            let sum = sums.entry((*day, *place, *group)).or_default();
            *sum = sum.and(*gathering);
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_different_gatherings_add_up() {
        let of = |low, high| Gathering { low, high, reports: 1 };
        let sum = of(Some(10.0), Some(20.0)).and(of(Some(5.0), None));
        assert_eq!((sum.low, sum.high, sum.reports), (Some(15.0), None, 2));
        let sum = of(Some(10.0), Some(20.0)).and(of(None, Some(7.0))).and(of(None, None));
        assert_eq!((sum.low, sum.high, sum.reports), (Some(10.0), Some(27.0), 3));
        assert_eq!(Gathering::default().and(of(None, None)).middle(), None);
    }
}
