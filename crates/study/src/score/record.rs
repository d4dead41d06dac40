//! What is recorded of an event, by unit and day.

use crate::condition::panel::{Panel, Report};
use crate::forecast::vintage::{DATASET, PublishedReport, all_said, nation_day, unit_day};
use crate::observe::{Observation, SourceType};
use groundswell_complaint::Complaint;
use groundswell_scenario::facts::{Fact, Target};
use groundswell_scenario::scenario::Scenario;
use std::collections::BTreeSet;

/// Reports below which a record tells of its places and not of silence elsewhere.
const THIN: usize = 30;
/// Days of the record that are known before the first origin.
const BEFORE: usize = 2;

/// The record of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRecord {
    /// Every published word of a crowd: facts, and recorded quantities that no fact says.
    pub said: Vec<PublishedReport>,
    /// Units of the scenario.
    pub units: usize,
    /// Whether silence of a unit means that nothing was reported there.
    pub covered: Vec<bool>,
    /// First and last day with a report of a unit.
    pub days: (usize, usize),
    /// Hours from the end of a day until its reports are in.
    pub late: f64,
}

impl EventRecord {
    /// The record of a scenario.
    ///
    /// # Errors
    /// A scenario with no report of any unit on three days or more: nothing can be forecast and held against it.
    pub fn of(scenario: &Scenario, observation: &Observation) -> Result<EventRecord, Complaint> {
        let mut said = all_said(scenario, observation);
        let targets: Vec<PublishedReport> =
            scenario.targets.iter().filter_map(|target| from_target(scenario, target, observation)).collect();
        let sized = |one: &PublishedReport| (one.unit, one.place, one.day);
        let known: BTreeSet<_> = said.iter().filter(|one| one.size.is_some()).map(sized).collect();
        said.extend(targets.into_iter().filter(|one| !known.contains(&sized(one))));
        let units = scenario.country.units.len();
        let named: BTreeSet<usize> = said.iter().filter_map(|one| one.unit).collect();
        let days: BTreeSet<usize> = said.iter().filter(|one| one.unit.is_some()).map(|one| one.day).collect();
        let (Some(first), Some(last), true) = (days.first(), days.last(), days.len() > BEFORE) else {
            let complaint = Complaint::inconsistent(format!(
                "`{}` has reports of its units on {} day{}: a forecast and its outcome need more than {BEFORE}",
                scenario.name,
                days.len(),
                if days.len() == 1 { "" } else { "s" }
            ));
            let named = "its facts must name units or places; `groundswell record` makes them from event data";
            return Err(if days.is_empty() { complaint.advise(named) } else { complaint });
        };
        let thin = said.iter().filter(|one| one.unit.is_some()).count() < THIN;
        // Lags that facts state, where they do: a day is silent only when most of its reports would be in.
        let of_dataset = |fact: &Fact| (fact.source_type == DATASET).then_some(observation.delay_resident);
        let mut lags: Vec<f64> =
            scenario.facts.iter().filter_map(|fact| fact.lag_hours.or_else(|| of_dataset(fact))).collect();
        lags.sort_by(f64::total_cmp);
        let typical = observation.delay_media.max(observation.delay_official);
        Ok(EventRecord {
            units,
            covered: (0..units).map(|unit| !thin || named.contains(&unit)).collect(),
            days: (*first, *last),
            late: lags.get(lags.len() * 9 / 10).copied().unwrap_or(0.0).max(typical),
            said,
        })
    }

    /// Midnights at which forecasts are made: spread evenly over the days of the record, so that two of its days are over
    /// before the first and something is recorded at the longest lead of the last, where the record is long enough.
    pub fn origins(&self, wanted: usize, leads: &[usize]) -> Vec<f64> {
        let longest = leads.iter().copied().max().unwrap_or(1);
        let from = self.days.0 + BEFORE;
        let to = (self.days.1 + 1).saturating_sub(longest).max(from).min(self.days.1);
        let n = wanted.clamp(1, to - from + 1);
        let at = |i: usize| if n == 1 { from } else { from + (i * (to - from) + (n - 1) / 2) / (n - 1) };
        let days: BTreeSet<usize> = (0..n).map(at).collect();
        days.into_iter().map(|day| day as f64 * 24.0).collect()
    }

    /// What was recorded of a day in the end: of each unit, and of the country. A day on which no protest was recorded
    /// anywhere, and a silent unit that nobody covered, are unknown.
    pub fn outcome(&self, day: usize) -> (Vec<Report>, Option<f64>) {
        let inside: Vec<PublishedReport> = self.said.iter().filter(|one| one.day == day).cloned().collect();
        if !inside.iter().any(|one| one.protest) {
            return (vec![Report::Unknown; self.units], None);
        }
        let of = |unit: usize| match unit_day(&inside, unit, day) {
            Some(size) if size > 0.0 => Report::Sized(size),
            _ if inside.iter().any(|one| one.unit == Some(unit)) => Report::Named,
            _ if self.covered[unit] => Report::Silent,
            _ => Report::Unknown,
        };
        ((0..self.units).map(of).collect(), nation_day(&inside, self.units, day))
    }

    /// Takes back the silence of units that nobody covered, and of whole days of a thin record without a report.
    pub fn cover(&self, panel: &mut Panel) {
        let thin = self.covered.contains(&false);
        for row in &mut panel.reports {
            let nothing = row.iter().all(|report| matches!(report, Report::Silent | Report::Unknown));
            for (report, covered) in row.iter_mut().zip(&self.covered) {
                if *report == Report::Silent && (!covered || thin && nothing) {
                    *report = Report::Unknown;
                }
            }
        }
    }
}

/// A recorded size as a published word; `None` of another quantity.
fn from_target(scenario: &Scenario, target: &Target, observation: &Observation) -> Option<PublishedReport> {
    let (date, best) = (target.date?, target.best?);
    if target.variable != "participants_peak" || best <= 0.0 {
        return None;
    }
    let units = scenario.country.unit_names();
    let place = scenario.country.place_named(&target.place);
    let unit = place.map(|p| scenario.country.places[p].unit).or(units.iter().position(|unit| *unit == target.place));
    if unit.is_none() && !target.place.is_empty() {
        return None;
    }
    let day = (date - scenario.start.date()).num_days();
    let hour = |local| scenario.local_hour(unit, date, local);
    let hours = (hour(target.hours.0), hour(target.hours.1));
    let lag =
        if target.lag_hours > 0.0 { target.lag_hours } else { observation.delay(SourceType::Media, unit.is_none()) };
    Some(PublishedReport {
        // Facts are numbered from 1.
        fact: 0,
        unit,
        place,
        day: usize::try_from(day).ok()?,
        hours,
        protest: true,
        size: Some((target.low.unwrap_or(best), target.high.unwrap_or(best))),
        source: SourceType::Media,
        published: hours.1 + lag,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(name: &str) -> EventRecord {
        let scenario = Scenario::load(name, &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        EventRecord::of(&scenario, &Observation::default()).unwrap_or_else(|complaint| panic!("{complaint}"))
    }

    /// The first ten facts of a record.
    fn thin() -> EventRecord {
        let mut scenario = Scenario::load("east-germany-1989", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        scenario.facts.truncate(10);
        scenario.targets.clear();
        EventRecord::of(&scenario, &Observation::default()).unwrap_or_else(|complaint| panic!("{complaint}"))
    }

    #[test]
    fn the_flagship_is_covered_and_a_thin_record_is_not() {
        let flagship = record("kazakhstan-2022");
        assert!(flagship.covered.iter().all(|covered| *covered));
        assert_eq!(flagship.days.0, 0);
        let thin = thin();
        let named = thin.covered.iter().filter(|covered| **covered).count();
        assert!(named >= 1 && named < thin.units, "units that are ever named: {named}");
        let (first, _) = thin.outcome(thin.days.0);
        assert!(first.iter().any(|report| matches!(report, Report::Sized(_) | Report::Named)), "{first:?}");
        assert!(first.contains(&Report::Unknown), "nobody covered the others");
    }

    #[test]
    fn origins_lie_within_the_record() {
        let record = EventRecord { days: (3, 20), ..thin() };
        assert_eq!(record.origins(5, &[1, 2, 3]), [120.0, 192.0, 288.0, 360.0, 432.0]);
        assert_eq!(record.origins(1, &[1]), [120.0]);
        let short = EventRecord { days: (0, 2), ..record };
        assert_eq!(short.origins(9, &[1, 2, 3]), [48.0]);
    }

    #[test]
    fn a_record_without_units_is_refused() {
        let mut scenario = Scenario::load("two-towns", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        scenario.facts.clear();
        scenario.targets.clear();
        let refused = EventRecord::of(&scenario, &Observation::default());
        assert!(refused.is_err_and(|complaint| complaint.to_string().contains("reports of its units")));
    }
}
