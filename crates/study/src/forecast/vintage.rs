//! What had been published by a certain hour, and what was recorded in the end.
//!
//! A forecast may know what was published before its origin and nothing else. The record says when things happened;
//! when they were published follows from rules that err on the late side:
//!
//! 1. a fact whose date is that of its publication (`reported_by`) was published by the end of that day;
//! 2. every other fact was published its source's delay (see [`Observation`]) after its hour, or after the end of its
//!    day where no hour is known; figures for a whole region or country `delay_total` after;
//!    (a sum over a dataset of reports is no such figure: it was in the newspapers the next day);
//! 3. whatever stands at one address was published together, when the last of it was.
//!
//! Facts of the kind `protest` give sizes; those of [`NAMING`] name a crowd without one.

use crate::observe::{Observation, SourceType};
use groundswell_scenario::facts::{Fact, Target};
use groundswell_scenario::scenario::Scenario;
use std::collections::{BTreeMap, HashMap};

/// Kinds of facts that name a crowd in the street, with or without its size.
pub const NAMING: [&str; 6] = ["protest", "clash", "detained_event", "road_block", "attack", "repression_dispersal"];

/// The kind of source of a fact that is a sum over a dataset of reports.
pub const DATASET: &str = "dataset";

/// One published word of a crowd. Hours count from the start of the scenario, by its clock.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedReport {
    /// Number of the fact.
    pub fact: u32,
    /// Unit that it is about; `None` for the country.
    pub unit: Option<usize>,
    /// Place of that unit; `None` where the whole unit is meant, or a place without a row.
    pub place: Option<usize>,
    /// Day of the scenario, from 0, by the clock of the place.
    pub day: usize,
    /// First hour and one past the last that it may be about.
    pub hours: (f64, f64),
    /// Whether it is about a protest; otherwise about something that names a crowd by the way.
    pub protest: bool,
    /// Smallest and largest number of people, where a number was given.
    pub size: Option<(f64, f64)>,
    /// Who says it.
    pub source: SourceType,
    /// When it was published.
    pub published: f64,
}

impl PublishedReport {
    /// One number for the size: the geometric mean of its ends.
    pub fn middle(&self) -> Option<f64> {
        self.size.map(|(low, high)| (low.max(1.0) * high.max(1.0)).sqrt())
    }

    /// Whether it is about an hour, not about a day.
    pub fn has_hour(&self) -> bool {
        self.hours.1 - self.hours.0 < 24.0
    }
}

/// Everything that was ever published of crowds, in the order of the facts.
pub fn all_said(scenario: &Scenario, observation: &Observation) -> Vec<PublishedReport> {
    let published = publications(scenario, observation);
    let units = scenario.country.unit_names();
    let places = scenario.country.place_names();
    let facts = scenario.facts.iter().zip(published).filter(|(fact, _)| NAMING.contains(&fact.kind.as_str()));
    facts
        .filter_map(|(fact, published)| {
            let unit = units.iter().position(|unit| *unit == fact.unit);
            // Some unit, but none of the scenario's: a report that no run can be held against.
            if unit.is_none() && !fact.unit.is_empty() || unit.is_none() && !is_nation(fact) {
                return None;
            }
            let of_unit = |p: &usize| Some(scenario.country.places[*p].unit) == unit;
            let place = places.iter().position(|place| *place == fact.place).filter(of_unit);
            let size = match fact.range {
                // Three detained or a hundred on a road are no size of a crowd.
                _ if fact.kind != "protest" => None,
                (Some(low), Some(high)) => Some((low, high)),
                (Some(one), None) | (None, Some(one)) => Some((one, one)),
                _ => None,
            };
            let source = SourceType::of(&fact.source_type);
            let day = (fact.date - scenario.start.date()).num_days().max(0) as usize;
            let (hours, protest) = (hours(scenario, fact), fact.kind == "protest");
            Some(PublishedReport { fact: fact.id, unit, place, day, hours, protest, size, source, published })
        })
        .collect()
}

/// Whether a fact without a unit is about the country: several places at once are not.
fn is_nation(fact: &Fact) -> bool {
    fact.unit.is_empty() && !fact.place.contains('/') && !fact.place.contains(',')
}

/// First hour that a fact is about, and one past the last.
fn hours(scenario: &Scenario, fact: &Fact) -> (f64, f64) {
    let day = scenario.day_of(fact.date);
    scenario.hour_of(fact).map_or((day, day + 24.0), |hour| (hour.floor(), hour.floor() + 1.0))
}

/// When a fact was published, where the record says it: the fact's own lag, or that of the recorded quantity that is from
/// the same source, of the same day and place.
fn known_publication(scenario: &Scenario, fact: &Fact) -> Option<f64> {
    if let Some(lag) = fact.lag_hours {
        return Some(hours(scenario, fact).1 + lag);
    }
    let country = &scenario.country;
    let town = country.place_named(&format!("{} ({})", fact.place, fact.unit));
    let same_place = |place: &str| {
        place == fact.place
            || place.is_empty() && is_nation(fact)
            || town.is_some() && country.place_named(place) == town
    };
    let of_fact = |target: &&Target| {
        target.lag_hours > 0.0
            && target.date == Some(fact.date)
            && target.source == fact.source
            && same_place(&target.place)
    };
    let target = scenario.targets.iter().filter(|_| fact.kind == "protest" && !fact.source.is_empty()).find(of_fact)?;
    let unit = if target.place.is_empty() { None } else { country.units_by_name().find(&fact.unit) };
    Some(scenario.local_hour(unit, fact.date, target.hours.1) + target.lag_hours)
}

/// When each fact of a scenario was published, in hours since its start: see [`known_publication`]; otherwise after the typical
/// delay of its kind of source.
pub fn publications(scenario: &Scenario, observation: &Observation) -> Vec<f64> {
    let alone = |fact: &Fact| {
        if let Some(hour) = known_publication(scenario, fact) {
            return hour;
        }
        let day = scenario.day_of(fact.date);
        if fact.precision == "reported_by" {
            return day + 24.0;
        }
        let whole = scenario.country.units.iter().any(|unit| unit.name == fact.unit)
            && !scenario.country.places.iter().any(|place| place.name == fact.place);
        // Sums by unit of a dataset are sums of what newspapers said the next day, and no total that somebody published late.
        let counted = fact.source_type == DATASET;
        let total = fact.kind == "protest" && fact.range.0.is_some() && !counted && (is_nation(fact) || whole);
        let delay = match fact.kind.as_str() {
            "detained_cum" => observation.delay_detained,
            _ => observation.delay(SourceType::of(&fact.source_type), total),
        };
        hours(scenario, fact).1 + delay
    };
    let own: Vec<f64> = scenario.facts.iter().map(alone).collect();
    let mut last: HashMap<&str, f64> = HashMap::new();
    for (fact, hour) in scenario.facts.iter().zip(&own) {
        let at = last.entry(fact.source.as_str()).or_insert(*hour);
        *at = at.max(*hour);
    }
    // Facts without an address stand by themselves.
    let together =
        |(fact, hour): (&Fact, &f64)| if fact.source.contains("://") { last[fact.source.as_str()] } else { *hour };
    scenario.facts.iter().zip(&own).map(together).collect()
}

/// What is known at an origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Vintage {
    /// Hours from the start of the scenario.
    pub origin: f64,
    /// What was published of crowds by then.
    pub said: Vec<PublishedReport>,
    /// Units of the scenario.
    pub units: usize,
    /// Days, from 0, whose reports were all in: nobody who was silent about them would still speak.
    pub complete: usize,
}

impl Vintage {
    /// What had been published at or before an hour.
    pub fn at(said: &[PublishedReport], units: usize, origin: f64, observation: &Observation) -> Vintage {
        let known = said.iter().filter(|s| s.published <= origin && s.hours.0 < origin).cloned().collect();
        let late = observation.delay_media.max(observation.delay_official);
        let complete = ((origin - late) / 24.0).floor().max(0.0) as usize;
        Vintage { origin, said: known, units, complete }
    }

    /// The crowd of a unit on a day as it had been published: see [`unit_day`].
    pub fn unit(&self, unit: usize, day: usize) -> Option<f64> {
        unit_day(&self.said, unit, day)
    }

    /// The crowd of the country on a day as it had been published: see [`nation_day`].
    pub fn nation(&self, day: usize) -> Option<f64> {
        nation_day(&self.said, self.units, day)
    }

    /// The last value known of a series, and its day: of the last day whose reports were in, unless a later day has a larger one already.
    pub fn last(&self, value: impl Fn(usize) -> Option<f64>) -> Option<(usize, f64)> {
        let today = (self.origin / 24.0).floor() as usize;
        let full = (0..self.complete.min(today)).rev().find_map(|day| value(day).map(|x| (day, x)));
        let later = (self.complete..today.max(self.complete)).rev().find_map(|day| value(day).map(|x| (day, x)));
        match (full, later) {
            (Some(full), Some(later)) if later.1 < full.1 => Some(full),
            (full, later) => later.or(full),
        }
    }

    /// Days of a series whose reports were in and that have a value, in order.
    pub fn series(&self, value: impl Fn(usize) -> Option<f64>) -> Vec<(usize, f64)> {
        (0..self.complete).filter_map(|day| value(day).map(|x| (day, x))).collect()
    }
}

/// The crowd of a unit on a day by what was said: the largest figure of each place, added up; or a figure for the whole
/// unit where that is larger. `None` without a figure.
pub fn unit_day(said: &[PublishedReport], unit: usize, day: usize) -> Option<f64> {
    let mut places: BTreeMap<Option<usize>, f64> = BTreeMap::new();
    for s in said.iter().filter(|s| s.unit == Some(unit) && s.day == day) {
        if let Some(x) = s.middle() {
            let most = places.entry(s.place).or_insert(x);
            *most = most.max(x);
        }
    }
    let whole = places.remove(&None);
    let sum: f64 = places.values().sum();
    whole.map(|w| w.max(sum)).or((!places.is_empty()).then_some(sum))
}

/// The crowd of the country on a day by what was said: the figure of the authorities, another for the country, or the sum
/// over the units. `None` without a figure.
pub fn nation_day(said: &[PublishedReport], units: usize, day: usize) -> Option<f64> {
    let national: Vec<&PublishedReport> =
        said.iter().filter(|s| s.unit.is_none() && s.day == day && s.size.is_some()).collect();
    let official = national.iter().filter(|s| s.source == SourceType::Official).filter_map(|s| s.middle());
    let any = national.iter().filter_map(|s| s.middle());
    let sum: Vec<f64> = (0..units).filter_map(|unit| unit_day(said, unit, day)).collect();
    official.reduce(f64::max).or(any.reduce(f64::max)).or((!sum.is_empty()).then(|| sum.iter().sum()))
}

/// What was recorded of a window in the end.
#[derive(Clone, Debug, PartialEq)]
pub struct WindowRecord {
    /// Participants in the country; `None` if no figure was ever published.
    pub nation: Option<f64>,
    /// By unit: a figure, 0 where nothing was ever reported, `None` where a crowd was named without a number, or where
    /// nothing was recorded in the whole country.
    pub units: Vec<Option<f64>>,
    /// Units with a report, with or without a number; `None` where nothing was recorded.
    pub reported: Option<usize>,
}

/// What was recorded of the hours `from..to`. A whole day is compared by its day; part of one only by facts that have
/// an hour, so that it is usually unknown.
pub fn outcome(said: &[PublishedReport], units: usize, from: f64, to: f64) -> WindowRecord {
    let whole_day = to - from >= 24.0 && from % 24.0 == 0.0;
    let within = |s: &&PublishedReport| {
        if whole_day { s.day as f64 == from / 24.0 } else { s.has_hour() && s.hours.0 >= from && s.hours.1 <= to }
    };
    let inside: Vec<PublishedReport> = said.iter().filter(within).cloned().collect();
    // An arrest here or a road block there does not make a day on which crowds were recorded.
    if !inside.iter().any(|s| s.protest) {
        return WindowRecord { nation: None, units: vec![None; units], reported: None };
    }
    let day = inside.iter().map(|s| s.day).max().unwrap_or(0);
    let of = |unit: usize| {
        let named = inside.iter().any(|s| s.unit == Some(unit));
        // Part of a day without a report of a unit says nothing: few reports have an hour.
        unit_day(&inside, unit, day).or((!named && whole_day).then_some(0.0))
    };
    let all: Vec<Option<f64>> = (0..units).map(of).collect();
    let reported = (0..units).filter(|unit| inside.iter().any(|s| s.unit == Some(*unit))).count();
    WindowRecord { nation: nation_day(&inside, units, day), units: all, reported: whole_day.then_some(reported) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kazakhstan() -> Scenario {
        Scenario::load("kazakhstan-2022", &[]).unwrap_or_else(|complaints| panic!("{complaints}"))
    }

    #[test]
    fn the_record_gives_the_published_series() {
        let scenario = kazakhstan();
        let said = all_said(&scenario, &Observation::default());
        let n = scenario.country.units.len();
        let nation: Vec<Option<f64>> = (1..5).map(|day| nation_day(&said, n, day).map(f64::round)).collect();
        assert_eq!((nation[0], nation[2], nation[3]), (Some(700.0), Some(36_831.0), Some(50_000.0)));
        assert!((7000.0..8000.0).contains(&nation[1].expect("places of the third")), "{nation:?}");
        let unit = |name: &str| scenario.country.units.iter().position(|u| u.name == name).expect("a unit");
        assert_eq!(unit_day(&said, unit("Mangystau"), 3), Some(26_000.0));
        assert_eq!(unit_day(&said, unit("Almaty city"), 3), Some(5000.0));
        let fourth = outcome(&said, n, 72.0, 96.0);
        assert_eq!((fourth.nation.map(f64::round), fourth.reported), (Some(36_831.0), Some(11)));
        assert_eq!(fourth.units[unit("Kostanay")], Some(0.0));
        assert_eq!(fourth.units[unit("Karaganda")], None, "named without a number");
        assert_eq!(outcome(&said, n, 120.0, 144.0).nation, None, "nothing was counted on the sixth");
    }

    #[test]
    fn totals_were_published_after_the_fact() {
        let scenario = kazakhstan();
        let said = all_said(&scenario, &Observation::default());
        let published = |fact: u32| said.iter().find(|s| s.fact == fact).expect("a crowd").published;
        // The prosecutors' page of 15 January, whatever day it is about.
        assert!(published(41) > 14.0 * 24.0);
        assert_eq!(published(7), published(41));
        assert_eq!(published(108), published(42));
        // Aktau, 3 January at 20:00; the page has a fact of the whole day as well.
        assert!(published(11) == 84.0, "{}", published(11));
        let early = Vintage::at(&said, 17, 72.0, &Observation::default());
        assert!(early.said.iter().all(|s| s.published <= 72.0 && s.fact != 11), "{early:?}");
    }

    #[test]
    fn a_sum_over_a_dataset_was_in_the_newspapers_the_next_day() {
        let mut scenario = kazakhstan();
        let observation = Observation::default();
        let at = scenario.facts.iter().position(|fact| fact.kind == "protest").expect("a protest");
        let fact = &mut scenario.facts[at];
        (fact.place, fact.unit, fact.time, fact.range) =
            (String::new(), "Mangystau".into(), None, (Some(9.0), Some(9.0)));
        (fact.source, fact.precision, fact.lag_hours) = ("counts".into(), "day".into(), None);
        let after = |scenario: &Scenario| {
            publications(scenario, &observation)[at] - scenario.day_of(scenario.facts[at].date) - 24.0
        };
        assert_eq!(after(&scenario), observation.delay_total);
        scenario.facts[at].source_type = DATASET.into();
        assert_eq!(after(&scenario), observation.delay_resident);
    }

    #[test]
    fn a_stated_lag_is_used_and_not_the_typical_delay() {
        let mut scenario = kazakhstan();
        let observation = Observation::default();
        let of = |scenario: &Scenario, id: u32| {
            let at = scenario.facts.iter().position(|fact| fact.id == id).expect("a fact");
            publications(scenario, &observation)[at]
        };
        // A fact without an address, so that no other is published with it.
        let own =
            scenario.facts.iter().position(|fact| fact.kind == "protest" && fact.time.is_some()).expect("a protest");
        scenario.facts[own].source = "a newspaper".into();
        let (id, typical) = (scenario.facts[own].id, of(&scenario, scenario.facts[own].id));
        scenario.facts[own].lag_hours = Some(100.0);
        let hour = scenario.hour_of(&scenario.facts[own]).expect("a time").floor() + 1.0;
        assert_eq!(of(&scenario, id), hour + 100.0);
        assert_ne!(typical, hour + 100.0);
        // And the lag of the recorded quantity that is from the same source.
        scenario.facts[own].lag_hours = None;
        let (date, place) = (scenario.facts[own].date, scenario.facts[own].place.clone());
        let target = scenario.targets.iter_mut().find(|t| t.variable == "participants_peak").expect("a target");
        (target.date, target.place, target.hours, target.lag_hours) = (Some(date), place, (0, 24), 500.0);
        target.source = "a newspaper".into();
        // In Mangystau the day ends an hour later than by the scenario's clock.
        assert_eq!(of(&scenario, id), scenario.day_of(date) + 25.0 + 500.0);
    }

    #[test]
    fn a_vintage_knows_nothing_of_what_comes_after() {
        let mut scenario = kazakhstan();
        let observation = Observation::default();
        let before = Vintage::at(&all_said(&scenario, &observation), 17, 96.0, &observation);
        assert!(before.nation(2).is_some_and(|x| x > 6000.0), "{before:?}");
        // Everything published later is made ten times as large, and a new fact is added.
        let late = publications(&scenario, &observation);
        for (fact, published) in scenario.facts.iter_mut().zip(&late) {
            if *published > 96.0 {
                fact.range = (fact.range.0.map(|x| x * 10.0), fact.range.1.map(|x| x * 10.0));
            }
        }
        let extra = Fact {
            id: 9999,
            range: (Some(1e6), Some(1e6)),
            source: "https://example.org/later".into(),
            ..scenario.facts[43].clone()
        };
        scenario.facts.push(extra);
        assert_eq!(Vintage::at(&all_said(&scenario, &observation), 17, 96.0, &observation), before);
    }

    #[test]
    fn the_last_value_is_of_a_full_day_unless_more_is_known() {
        let vintage = Vintage { origin: 96.0, said: vec![], units: 1, complete: 3 };
        let series = |values: [Option<f64>; 4]| vintage.last(move |day| values[day]);
        assert_eq!(series([None, Some(300.0), Some(7000.0), Some(100.0)]), Some((2, 7000.0)));
        assert_eq!(series([None, Some(300.0), Some(7000.0), Some(9000.0)]), Some((3, 9000.0)));
        assert_eq!(series([None, Some(300.0), None, None]), Some((1, 300.0)));
        assert_eq!(series([None; 4]), None);
    }
}
