//! What other events teach of an event: a prior for the parameters of the aggregate, and the same without any one event.
//!
//! Each event is conditioned on its whole record under the prior that knows no event. Of each parameter that leaves a mean
//! and a standard deviation; dividing the prior out of them leaves what the event alone says of it, a normal factor.
//! Events are draws from a normal distribution whose mean and spread are unknown: the prior of a new event is what is
//! drawn from it, spread and doubt of the mean included. Leaving an event out is leaving its factor out: nothing is computed again.

use crate::condition::outer::{Effort, condition};
use crate::condition::panel::{LONGEST, Panel};
use crate::condition::parameters::{AggregatePrior, COUNT, ROWS};
use crate::forecast::vintage::Vintage;
use crate::observe::Observation;
use crate::score::record::EventRecord;
use groundswell_chance::draw::Key;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_scenario::evidence::POOL;
use groundswell_scenario::rows::CsvRows;
use groundswell_scenario::scenario::Scenario;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::atomic::AtomicBool;

/// Windows of an event that are learned from at most, each of [`LONGEST`] days.
const WINDOWS: usize = 3;
/// Values of the spread between events that are summed over, as shares of the prior's standard deviation.
const SPREADS: usize = 25;
/// Factors that narrow the prior by less than this share of its precision say nothing.
const LEAST: f64 = 0.05;

/// Narrowest factor, as a share of the prior's standard deviation.
const NARROWEST: f64 = 0.35;

/// What one window of one event says of one parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// Event.
    pub event: String,
    /// First day of the window.
    pub window: usize,
    /// Parameter, by its place in [`ROWS`].
    pub parameter: usize,
    /// Mean and standard deviation after the window, on the scale of the link, under the prior that knows no event.
    pub after: (f64, f64),
}

/// Factors of some events.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pool {
    /// In the order of events, windows and parameters.
    pub factors: Vec<Factor>,
}

impl Pool {
    /// The one that the program carries.
    ///
    /// # Errors
    /// Never, as long as the shipped file is what `groundswell pool` wrote.
    pub fn shipped() -> Result<Pool, Complaints> {
        Pool::read("pool.csv", POOL)
    }

    /// From a table.
    ///
    /// # Errors
    /// Rows that are not factors.
    pub fn read(name: &str, text: &str) -> Result<Pool, Complaints> {
        let mut complaints = Complaints::default();
        let text: String = text.lines().filter(|line| !line.starts_with('#')).flat_map(|line| [line, "\n"]).collect();
        let rows = CsvRows::read(name, &text, &["event", "window", "parameter", "mean", "sd"], &mut complaints);
        let mut pool = Pool::default();
        for row in rows.iter() {
            let word = row.text("parameter");
            let Some(parameter) = ROWS.iter().position(|known| known.name == word) else {
                complaints.push(Complaint::unknown("parameter of a pool", word, ROWS.iter().map(|row| row.name)));
                continue;
            };
            let mut number = |column: &str| row.optional(column, &mut complaints);
            let (window, mean, sd) = (number("window"), number("mean"), number("sd"));
            let window = window.filter(|window| window.fract() == 0.0 && (0.0..1e6).contains(window));
            if let (Some(window), Some(mean), Some(sd)) = (window, mean, sd.filter(|sd| *sd > 0.0)) {
                let event = row.text("event").to_string();
                pool.factors.push(Factor { event, window: window as usize, parameter, after: (mean, sd) });
            } else {
                complaints.push(Complaint::inconsistent(format!(
                    "{name}: a row of `{}` has no window, no mean or no standard deviation above 0",
                    row.text("event")
                )));
            }
        }
        complaints.or(pool)
    }

    /// As a table; `made` is the command that made it.
    pub fn write(&self, made: &str) -> String {
        let mut text = format!("# made by: {made}\nevent,window,parameter,mean,sd\n");
        for factor in &self.factors {
            let (mean, sd) = factor.after;
            let name = ROWS[factor.parameter].name;
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{},{},{name},{mean:.4},{sd:.4}", factor.event, factor.window);
        }
        text
    }

    /// Names of the events.
    pub fn events(&self) -> BTreeSet<&str> {
        self.factors.iter().map(|factor| factor.event.as_str()).collect()
    }

    /// The prior of a new event; `without` is left out.
    pub fn prior(&self, without: &str) -> AggregatePrior {
        let mut prior = AggregatePrior::default();
        for (k, row) in ROWS.iter().enumerate() {
            let said = self.said(k, without);
            if !said.is_empty() {
                (prior.mean[k], prior.sd[k]) = predictive(&said, (row.mean, row.sd));
            }
        }
        prior
    }

    /// What each event but one says of a parameter: mean and precision of its factor.
    fn said(&self, parameter: usize, without: &str) -> Vec<(f64, f64)> {
        let (mean, before) = (ROWS[parameter].mean, ROWS[parameter].sd.powi(-2));
        let of = |event: &str| {
            let (mut sum, mut precision) = (0.0, 0.0);
            for factor in self.factors.iter().filter(|f| f.event == event && f.parameter == parameter) {
                let after = factor.after.1.powi(-2);
                if after > before * (1.0 + LEAST) {
                    sum += factor.after.0 * after - mean * before;
                    precision += after - before;
                }
            }
            (precision > 0.0).then(|| (sum / precision, precision))
        };
        self.events().into_iter().filter(|event| *event != without).filter_map(of).collect()
    }
}

/// Mean and standard deviation of a new event's parameter, given what events say and what is assumed without them: over
/// a grid of the spread between events, with a half-normal prior as wide as the prior of the parameter.
fn predictive(said: &[(f64, f64)], before: (f64, f64)) -> (f64, f64) {
    let (mut total, mut first, mut second) = (0.0, 0.0, 0.0);
    let mut logs = Vec::new();
    for i in 0..SPREADS {
        let spread = before.1 * (i as f64 + 0.5) * 2.0 / SPREADS as f64;
        let (mut precision, mut sum) = (before.1.powi(-2), before.0 * before.1.powi(-2));
        let mut log = -0.5 * (spread / before.1) * (spread / before.1);
        // One event after the other: each is predicted by those before it.
        for (mean, own) in said {
            let variance = spread * spread + 1.0 / own;
            let (expected, doubt) = (sum / precision, 1.0 / precision + variance);
            log -= 0.5 * ((mean - expected) * (mean - expected) / doubt + libm::log(doubt));
            precision += 1.0 / variance;
            sum += mean / variance;
        }
        logs.push((log, sum / precision, 1.0 / precision + spread * spread));
    }
    let most = logs.iter().map(|l| l.0).fold(f64::NEG_INFINITY, f64::max);
    for (log, mean, variance) in logs {
        let weight = libm::exp(log - most);
        total += weight;
        first += weight * mean;
        second += weight * (variance + mean * mean);
    }
    let mean = first / total;
    (mean, libm::sqrt(second / total - mean * mean).min(before.1))
}

/// What an event says: each window of its record conditioned on. `None` if it was stopped.
pub fn learn(
    name: &str,
    scenario: &Scenario,
    record: &EventRecord,
    effort: Effort,
    seed: u64,
    stop: &AtomicBool,
) -> Option<Vec<Factor>> {
    let prior = AggregatePrior::default();
    let mut factors = Vec::new();
    for window in 0..WINDOWS {
        let from = record.days.0 + window * LONGEST;
        if window > 0 && from + 7 > record.days.1 {
            break;
        }
        let end = (from + LONGEST).min(record.days.1 + 1);
        // All that was ever said of these days: a parameter is learned afterwards, and nobody is forecast with it.
        let said = record.said.iter().filter(|one| one.day < end).cloned().collect();
        let vintage = Vintage { origin: end as f64 * 24.0, said, units: record.units, complete: end };
        let mut panel = Panel::of(scenario, &vintage);
        record.cover(&mut panel);
        let particles = condition(&panel, &prior, effort, Key::new(seed, window as u32), stop)?;
        let linked: Vec<[f64; COUNT]> = particles.z.iter().map(|z| prior.linked(z)).collect();
        let n = linked.len() as f64;
        for parameter in 0..COUNT {
            let mean = linked.iter().map(|v| v[parameter]).sum::<f64>() / n;
            let variance = linked.iter().map(|v| (v[parameter] - mean).powi(2)).sum::<f64>() / n;
            // Particles with few ancestors agree with each other more than they know.
            let after = (mean, libm::sqrt(variance).max(NARROWEST * ROWS[parameter].sd));
            factors.push(Factor { event: name.into(), window: from, parameter, after });
        }
    }
    Some(factors)
}

/// The record of a scenario under the default observation.
///
/// # Errors
/// A scenario with too little of a record.
pub fn record(scenario: &Scenario) -> Result<EventRecord, Complaint> {
    EventRecord::of(scenario, &Observation::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(means: &[f64], sd: f64) -> Pool {
        let factor = |(i, mean): (usize, &f64)| Factor {
            event: format!("e{i}"),
            window: 0,
            parameter: AggregatePrior::at("daily"),
            after: (*mean, sd),
        };
        Pool { factors: means.iter().enumerate().map(factor).collect() }
    }

    #[test]
    fn events_that_agree_narrow_the_prior_and_events_that_differ_do_not() {
        let at = AggregatePrior::at("daily");
        let of = |means: &[f64]| {
            let prior = pool(means, 0.05).prior("");
            (prior.mean[at], prior.sd[at])
        };
        let (agree, differ) = (of(&[0.1, 0.12, 0.08, 0.1, 0.11]), of(&[-0.6, 0.8, 0.1, 0.9, -0.7]));
        assert!((agree.0 - 0.1).abs() < 0.03 && agree.1 < 0.12, "{agree:?}");
        assert!(differ.1 > 3.0 * agree.1 && differ.1 <= ROWS[at].sd, "{differ:?}");
        assert_eq!(Pool::default().prior(""), AggregatePrior::default(), "no event, no change");
    }

    #[test]
    fn the_event_itself_is_left_out() {
        let at = AggregatePrior::at("daily");
        let all = pool(&[0.0, 0.0, 0.0, 0.9], 0.05);
        assert_eq!(all.prior("e3"), pool(&[0.0, 0.0, 0.0], 0.05).prior(""));
        assert!(all.prior("").mean[at] > all.prior("e3").mean[at]);
    }

    #[test]
    fn a_pool_is_read_as_it_was_written() {
        let pool = pool(&[0.25, -0.5], 0.125);
        assert_eq!(Pool::read("pool.csv", &pool.write("groundswell pool")).expect("a pool"), pool);
        let wrong = Pool::read("pool.csv", "event,window,parameter,mean,sd\na,0,sise,1,1\nb,0,size,1,0\n");
        let complaints = wrong.expect_err("wrong").to_string();
        assert!(complaints.contains("size") && complaints.contains("`b`"), "{complaints}");
    }

    /// Events from one hyper-distribution, learned from and pooled: the predictive distribution is near it.
    #[test]
    fn a_wide_factor_counts_for_little() {
        let at = AggregatePrior::at("daily");
        let sure = Factor { event: "a".into(), window: 0, parameter: at, after: (0.3, 0.05) };
        let vague = Factor { event: "b".into(), window: 0, parameter: at, after: (ROWS[at].mean, ROWS[at].sd) };
        let both = Pool { factors: vec![sure.clone(), vague] }.prior("");
        assert_eq!(both, Pool { factors: vec![sure] }.prior(""));
    }

    #[test]
    fn the_shipped_pool_narrows_the_prior() {
        let pool = Pool::shipped().unwrap_or_else(|complaints| panic!("{complaints}"));
        let (prior, vague) = (pool.prior(""), AggregatePrior::default());
        assert!(pool.events().len() >= 4, "{:?}", pool.events());
        assert!((0..COUNT).all(|k| prior.sd[k] <= vague.sd[k] + 1e-12));
        assert!((0..COUNT).filter(|&k| prior.sd[k] < 0.8 * vague.sd[k]).count() >= 4, "{prior:?}");
    }
}
