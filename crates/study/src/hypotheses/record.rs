//! What the recorded tables say: counts, dates and rank correlations, computed where they
//! are asked for.

use crate::statistics::spearman;
use groundswell_chance::normal::cumulative;
use groundswell_engine::earth::distance;
use groundswell_scenario::facts::Fact;
use groundswell_scenario::scenario::Scenario;
use std::collections::BTreeMap;

/// A rank correlation with its two-sided p-value (Fisher's transformation with the variance
/// 1.06/(n − 3) of Fieller, Hartley & Pearson 1957).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correlation {
    /// Spearman's ρ.
    pub rho: f64,
    /// Two-sided p-value.
    pub p: f64,
    /// Pairs.
    pub n: usize,
}

impl Correlation {
    /// Of two columns; `None` where ranks do not vary.
    pub fn of(a: &[f64], b: &[f64]) -> Option<Correlation> {
        let (rho, n) = (spearman(a, b)?, a.len());
        let z = rho.clamp(-0.999_999, 0.999_999).atanh().abs() * ((n as f64 - 3.0).max(0.0) / 1.06).sqrt();
        Some(Correlation { rho, p: 2.0 * (1.0 - cumulative(z)), n })
    }

    /// In words.
    pub fn words(self) -> String {
        format!("ρ = {:.2} (p = {:.3}, n = {})", self.rho, self.p, self.n)
    }

    /// Whether chance alone would seldom give it.
    pub fn is_significant(self) -> bool {
        self.p < 0.05
    }
}

/// The recorded tables of a scenario, to be asked.
pub struct RecordTables<'a> {
    scenario: &'a Scenario,
}

impl<'a> RecordTables<'a> {
    /// Those of this scenario.
    pub fn of(scenario: &'a Scenario) -> RecordTables<'a> {
        RecordTables { scenario }
    }

    /// Facts of these kinds, in the order of the table.
    pub fn facts(&self, kinds: &[&str]) -> Vec<&'a Fact> {
        self.scenario.facts.iter().filter(|fact| kinds.contains(&fact.kind.as_str())).collect()
    }

    /// How many facts of a kind there are.
    pub fn count(&self, kind: &str) -> usize {
        self.facts(&[kind]).len()
    }

    /// How many facts are of a kind whose name holds one of these words.
    pub fn count_about(&self, words: &[&str]) -> usize {
        self.scenario.facts.iter().filter(|fact| words.iter().any(|word| fact.kind.contains(word))).count()
    }

    /// The largest value of a kind.
    pub fn largest(&self, kind: &str) -> Option<f64> {
        self.facts(&[kind]).iter().filter_map(|fact| fact.range.1.or(fact.range.0)).reduce(f64::max)
    }

    /// The places of a kind's facts, once each.
    pub fn places(&self, kind: &str) -> Vec<&'a str> {
        let mut places: Vec<&str> = self.facts(&[kind]).iter().map(|fact| fact.place.as_str()).collect();
        let mut seen = Vec::new();
        places.retain(|place| {
            !seen.contains(place) && {
                seen.push(*place);
                true
            }
        });
        places
    }

    /// Hours from the start of the scenario to the first fact of a kind; a day without an
    /// hour counts from its midnight.
    pub fn first_hour(&self, kind: &str) -> Option<f64> {
        let hour = |fact: &&Fact| self.scenario.hour_or_day_of(fact);
        self.facts(&[kind]).iter().map(hour).reduce(f64::min)
    }

    /// A day of the scenario in words.
    pub fn day(&self, hours: f64) -> String {
        self.scenario.time(hours).format("%-d January").to_string()
    }

    /// Day of the first event of each unit, from 0; a unit without one comes after all days.
    pub fn onsets(&self) -> Vec<f64> {
        let last = (f64::from(self.scenario.hours) / 24.0).floor();
        let of = |name: &str| {
            let target = self.scenario.targets.iter().find(|t| t.variable == "onset" && t.place == name);
            target.and_then(|target| target.best).unwrap_or(last)
        };
        self.scenario.country.units.iter().map(|unit| of(&unit.name)).collect()
    }

    /// Onset against a column of the units.
    pub fn onset_with(
        &self,
        column: impl Fn(&groundswell_scenario::country::CountryUnit) -> f64,
    ) -> Option<Correlation> {
        Correlation::of(&self.onsets(), &self.scenario.country.units.iter().map(column).collect::<Vec<_>>())
    }

    /// Onset against the distance from where it began.
    pub fn onset_with_distance(&self) -> Option<Correlation> {
        let origin = crate::statistics::origin(self.scenario)?.point;
        self.onset_with(|unit| distance(origin, unit.point))
    }

    /// Units with a recorded protest, up to the end of each day that has one, from the facts.
    pub fn units_by_day(&self) -> Vec<(String, usize)> {
        let mut reached: Vec<&str> = Vec::new();
        let mut days: BTreeMap<chrono::NaiveDate, usize> = BTreeMap::new();
        let mut protests = self.facts(&["protest"]);
        protests.sort_by_key(|fact| fact.date);
        for fact in protests.into_iter().filter(|fact| !fact.unit.is_empty()) {
            if !reached.contains(&fact.unit.as_str()) {
                reached.push(&fact.unit);
            }
            days.insert(fact.date, reached.len());
        }
        days.into_iter().map(|(day, units)| (day.format("%-d January").to_string(), units)).collect()
    }

    /// Members of the forces of a kind.
    pub fn forces(&self, kind: &str) -> f64 {
        self.scenario.country.forces.iter().filter(|force| force.kind == kind).map(|force| force.size).sum()
    }

    /// Median over units of the price after the shock over the price before.
    pub fn price_ratio(&self) -> Option<f64> {
        let prices = &self.scenario.country.prices;
        let ratio = |unit: usize| {
            let shock = prices.iter().find(|p| p.unit == unit && p.kind == "shock")?;
            let before = prices.iter().rfind(|p| p.unit == unit && p.time < shock.time)?;
            Some(shock.price / before.price)
        };
        let mut ratios: Vec<f64> = (0..self.scenario.country.units.len()).filter_map(ratio).collect();
        ratios.sort_by(f64::total_cmp);
        (!ratios.is_empty()).then(|| groundswell_stats::quantile(&ratios, 0.5))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_gives_the_published_correlations() {
        let scenario = Scenario::load("kazakhstan-2022", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let record = RecordTables::of(&scenario);
        let (cap, wage) = (record.onset_with(|u| u.cap).expect("caps"), record.onset_with(|u| u.wage).expect("wages"));
        assert!((cap.rho - 0.60).abs() < 0.01 && (cap.p - 0.012).abs() < 0.003, "{cap:?}");
        assert!((wage.rho + 0.62).abs() < 0.02 && wage.is_significant(), "{wage:?}");
        let far = record.onset_with_distance().expect("distances");
        assert!((far.rho - 0.29).abs() < 0.02 && !far.is_significant(), "{far:?}");
    }

    #[test]
    fn the_record_counts_what_its_table_holds() {
        let scenario = Scenario::load("kazakhstan-2022", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let record = RecordTables::of(&scenario);
        assert_eq!((record.count("force_defection_report"), record.count("force_disarmed")), (3, 3));
        assert_eq!(record.largest("force_killed_cum"), Some(19.0));
        assert_eq!((record.forces("police"), record.forces("ally_total")), (76_647.0, 2_030.0));
        assert_eq!(record.first_hour("protest").map(|hour| record.day(hour)).as_deref(), Some("1 January"));
        assert_eq!(record.units_by_day().first().map(|day| day.1), Some(1));
    }
}
