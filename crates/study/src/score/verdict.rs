//! Events together. Every event counts alike: the mean over its cells is one number, and events are resampled.

use super::cells::{CellKind, ScoredCell};
use super::origins::ABLATIONS;
use crate::forecast::baselines::BASELINES;
use crate::scores::skill::{Skill, skill};
use groundswell_chance::draw::Key;
use serde::Serialize;

/// A score: its name in tables, and of which cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct EventScore {
    /// Name.
    pub name: &'static str,
    /// In words.
    pub meaning: &'static str,
}

/// The scores; all are smaller for better forecasts.
pub const SCORES: [EventScore; 7] = [
    EventScore { name: "crps", meaning: "CRPS of ln(1 + reported people) by unit" },
    EventScore { name: "log", meaning: "log score by unit, nats" },
    EventScore { name: "interval", meaning: "interval score of the 90 % interval of ln(1 + reported people) by unit" },
    EventScore { name: "energy", meaning: "energy score of ln(1 + reported people) over the units" },
    EventScore { name: "whether", meaning: "Brier score of whether a unit is reported" },
    EventScore { name: "sizes", meaning: "CRPS of ln(1 + reported people) of units with a size, given a report" },
    EventScore { name: "country", meaning: "CRPS of ln(1 + reported people) in the country, given a report" },
];

fn value(cell: &ScoredCell, score: &str) -> Option<f64> {
    let of_unit = cell.kind != CellKind::Country;
    match score {
        "crps" => cell.crps.filter(|_| of_unit),
        "log" => cell.log.filter(|_| of_unit),
        "interval" => cell.interval.filter(|_| of_unit),
        "energy" => cell.energy,
        "country" => cell.crps.filter(|_| !of_unit),
        "whether" => cell.whether,
        _ => cell.given,
    }
}

/// The mean of a score of a method over the cells of an event, and how many they are; of one lead, or of all.
pub fn mean(cells: &[ScoredCell], method: &str, score: &str, lead: Option<usize>) -> Option<(f64, usize)> {
    let of = cells.iter().filter(|cell| cell.method == method && lead.is_none_or(|lead| lead == cell.lead));
    let values: Vec<f64> = of.filter_map(|cell| value(cell, score)).collect();
    (!values.is_empty()).then(|| (values.iter().sum::<f64>() / values.len() as f64, values.len()))
}

/// One comparison over events.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EventVersus {
    /// Which score.
    pub score: &'static str,
    /// Days ahead; `None` for all.
    pub lead: Option<usize>,
    /// Who is compared.
    pub method: String,
    /// With whom.
    pub baseline: &'static str,
    /// Skill; of the log score the difference, baseline less method, in nats a cell.
    pub skill: Skill,
}

/// Methods that are held against the baselines, in the order of the cells.
pub fn methods(events: &[Vec<ScoredCell>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for cell in events.iter().flatten() {
        if !names.contains(&cell.method) {
            names.push(cell.method.clone());
        }
    }
    names.retain(|name| !BASELINES.contains(&name.as_str()) || name == "hurdle");
    names
}

/// A method against another in a score over all events, each of which counts alike.
fn over_events(
    events: &[Vec<ScoredCell>],
    (method, other): (&str, &str),
    score: &str,
    lead: Option<usize>,
    key: Key,
) -> Skill {
    let pair = |(block, cells): (usize, &Vec<ScoredCell>)| {
        let (ours, theirs) = (mean(cells, method, score, lead)?, mean(cells, other, score, lead)?);
        Some((block, ours.0, theirs.0))
    };
    let pairs: Vec<_> = events.iter().enumerate().filter_map(pair).collect();
    let ours: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
    let theirs: Vec<f64> = pairs.iter().map(|pair| pair.2).collect();
    let blocks: Vec<usize> = pairs.iter().map(|pair| pair.0).collect();
    skill(&ours, &theirs, &blocks, key)
}

/// Every method against every baseline over all events, by score, and by lead.
pub fn versus(events: &[Vec<ScoredCell>], leads: &[usize], seed: u64) -> Vec<EventVersus> {
    let mut all = Vec::new();
    let methods = methods(events);
    for (s, score) in SCORES.iter().enumerate().filter(|(_, score)| score.name != "log") {
        for lead in std::iter::once(None).chain(leads.iter().copied().map(Some)) {
            let key = Key::new(seed, (s * 64 + lead.unwrap_or(0)) as u32);
            for method in &methods {
                for baseline in BASELINES.into_iter().filter(|baseline| baseline != method) {
                    let skill = over_events(events, (method, baseline), score.name, lead, key);
                    all.push(EventVersus { score: score.name, lead, method: method.clone(), baseline, skill });
                }
            }
        }
    }
    all
}

/// What a part of the model is worth.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartWorth {
    /// What it is a part of: pool, dynamics or observation.
    pub part: &'static str,
    /// The model without it, as a method.
    pub without: &'static str,
    /// Of each score its name, and the skill of the model against itself without the part: above 0 the part helps.
    pub worth: Vec<(&'static str, Skill)>,
    /// Skill of what is left against the hurdle, in CRPS by unit.
    pub left: Skill,
    /// Events in which the model is worse with the part than without, in CRPS by unit, and events.
    pub harms: (usize, usize),
}

/// What each part of the model is worth over all events; nothing where no part was taken away.
pub fn worth_of_parts(events: &[Vec<ScoredCell>], seed: u64) -> Vec<PartWorth> {
    let methods = methods(events);
    let of = |(number, (part, without)): (usize, (&'static str, &'static str))| {
        let key = |score: usize| Key::new(seed, (1024 + 64 * number + score) as u32);
        let worth =
            SCORES.iter().enumerate().filter(|(_, score)| score.name != "log").map(|(s, score)| {
                (score.name, over_events(events, ("conditioned", without), score.name, None, key(s)))
            });
        let pair = |cells: &Vec<ScoredCell>| {
            let (with, without) = (mean(cells, "conditioned", "crps", None)?, mean(cells, without, "crps", None)?);
            Some(with.0 > without.0)
        };
        let pairs: Vec<bool> = events.iter().filter_map(pair).collect();
        PartWorth {
            part,
            without,
            worth: worth.collect(),
            left: over_events(events, (without, "hurdle"), "crps", None, key(63)),
            harms: (pairs.iter().filter(|harms| **harms).count(), pairs.len()),
        }
    };
    let taken = ABLATIONS.into_iter().enumerate().filter(|(_, (_, without))| methods.iter().any(|m| m == without));
    taken.map(of).collect()
}

/// Histogram of probability integral transforms in ten bins, each event alike, and the share of cells of units inside the
/// 90 % interval; `None` without a cell.
pub fn calibration(events: &[Vec<ScoredCell>], method: &str) -> Option<([f64; 10], f64)> {
    let (mut bins, mut inside, mut n) = ([0.0; 10], 0.0, 0.0);
    for cells in events {
        let pits: Vec<f64> =
            cells.iter().filter(|c| c.method == method && c.unit.is_some()).filter_map(|c| c.pit).collect();
        if pits.is_empty() {
            continue;
        }
        let each = 1.0 / pits.len() as f64;
        for pit in pits {
            bins[((pit * 10.0) as usize).min(9)] += each;
            inside += if (0.05..=0.95).contains(&pit) { each } else { 0.0 };
        }
        n += 1.0;
    }
    (n > 0.0).then(|| (bins.map(|share| share / n), inside / n))
}

/// How far the stack is from the hurdle in one event: how much larger its CRPS by unit is, as a share of the hurdle's.
pub fn stack_against_hurdle(cells: &[ScoredCell]) -> Option<f64> {
    let (stack, hurdle) = (mean(cells, "stack", "crps", None)?, mean(cells, "hurdle", "crps", None)?);
    (hurdle.0 > 0.0).then(|| stack.0 / hurdle.0 - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(method: &str, crps: f64, pit: f64) -> ScoredCell {
        ScoredCell {
            origin: 48.0,
            lead: 1,
            unit: Some(0),
            method: method.into(),
            kind: CellKind::Sized,
            recorded: 5.0,
            said: (0.0, 1.0, 9.0),
            crps: Some(crps),
            log: Some(crps),
            interval: Some(crps),
            pit: Some(pit),
            whether: Some(crps),
            given: Some(crps),
            energy: None,
            effective: None,
        }
    }

    #[test]
    fn every_event_counts_alike() {
        // A long event that is forecast badly, and four short ones that are forecast well.
        let event = |n: usize, ours: f64| {
            let of = |method: &str, crps: f64| (0..n).map(|_| cell(method, crps, 0.5)).collect::<Vec<_>>();
            [of("conditioned", ours), of("hurdle", 2.0), of("persistence", 2.0)].concat()
        };
        let events = [event(500, 3.0), event(5, 1.0), event(5, 1.0), event(5, 1.0), event(5, 1.0)];
        let all = versus(&events, &[1], 1);
        let find = |method: &str, baseline: &str| {
            let same = |v: &&EventVersus| {
                v.method == method && v.baseline == baseline && v.score == "crps" && v.lead.is_none()
            };
            all.iter().find(same).expect("a comparison").skill.clone()
        };
        let skill = find("conditioned", "hurdle");
        assert!((skill.skill.expect("a skill") - 0.3).abs() < 1e-12, "{skill:?}");
        assert!(skill.blocks == 5 && skill.interval.is_some_and(|i| i.0 < 0.3 && i.1 > 0.3));
        assert_eq!(find("hurdle", "persistence").skill, Some(0.0), "the hurdle is held against the others too");
        assert_eq!(mean(&events[0], "conditioned", "crps", Some(2)), None);
    }

    #[test]
    fn a_part_is_worth_what_is_lost_without_it() {
        let event = |with: f64, without: f64| {
            vec![cell("conditioned", with, 0.5), cell("no pool", without, 0.5), cell("hurdle", 2.0, 0.5)]
        };
        let events = [event(1.0, 2.0), event(1.0, 2.0), event(1.0, 2.0), event(1.0, 3.0), event(1.0, 1.0 / 2.0)];
        let [pool] = &worth_of_parts(&events, 1)[..] else { panic!("one part was taken away") };
        let (name, worth) = &pool.worth[0];
        assert_eq!((pool.part, pool.without, *name, pool.harms), ("pool", "no pool", "crps", (1, 5)));
        assert!((worth.skill.expect("a skill") - (1.0 - 5.0 / 9.5)).abs() < 1e-12 && worth.interval.is_some());
        assert!((pool.left.skill.expect("a skill") - (1.0 - 9.5 / 10.0)).abs() < 1e-12, "{pool:?}");
        assert!(worth_of_parts(&[vec![cell("conditioned", 1.0, 0.5)]], 1).is_empty());
    }

    #[test]
    fn transforms_are_counted_by_event() {
        let events = [vec![cell("a", 1.0, 0.02), cell("a", 1.0, 0.55)], vec![cell("a", 1.0, 0.5)]];
        let (bins, inside) = calibration(&events, "a").expect("cells");
        assert_eq!((bins[0], bins[5], inside), (0.25, 0.75, 0.75));
        assert!(calibration(&events, "b").is_none());
    }
}
