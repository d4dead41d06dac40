//! What `score` prints.

use super::ScoreArguments;
use crate::terminal::{heading, say, table};
use groundswell_study::forecast::baselines::BASELINES;
use groundswell_study::score::cells::ScoredCell;
use groundswell_study::score::counted::EventCount;
use groundswell_study::score::origins::ABLATIONS;
use groundswell_study::score::verdict::{
    EventVersus, PartWorth, SCORES, calibration, mean, methods, stack_against_hurdle, worth_of_parts,
};
use groundswell_study::score::{Asked, Event};
use groundswell_study::scores::skill::Skill;
use serde_json::{Value, json};

/// Skill below which only that is said: the baseline's score is next to nothing.
const FAR: f64 = -99.0;

/// Whether a method is the model without a part: these have a table of their own.
fn lacks_a_part(method: &str) -> bool {
    ABLATIONS.iter().any(|(_, without)| *without == method)
}

pub(super) fn show(
    asked: &ScoreArguments,
    plan: &Asked,
    events: &[Event],
    cells: &[Vec<ScoredCell>],
    (counts, compared): (&[EventCount], &[EventVersus]),
) {
    say(heading(
        "CRPS of ln(1 + reported people) by unit (smaller is better), and skill of the model against two rules",
    ));
    say(of_events(events, cells, counts));
    unscored(counts).for_each(|why| say(format!("{why}\n")));
    say(heading("Skill over events, 1 − score/score of the baseline: above 0 better, below 0 worse"));
    say("In brackets the 90 % interval of a bootstrap over events; every event counts alike.\n");
    say(against_rules(asked, plan, cells, compared));
    SCORES.iter().for_each(|score| say(format!("{:<10} {}", score.name, score.meaning)));
    say("");
    let worth = worth_of_parts(cells, asked.seed);
    if !worth.is_empty() {
        say(heading(
            "What each part is worth: skill of `conditioned` against itself without the part, above 0 where the part helps",
        ));
        say(
            "`left`: skill of what is left against the hurdle; `harms`: events in which the model is better without the part. Both of CRPS by unit.\n",
        );
        say(of_parts(&worth));
        say("");
    }
    say(heading(
        "Calibration: share of transforms in each tenth (.10 each is perfect), and of units inside the 90 % interval",
    ));
    let rows = ["conditioned", "stack", "hurdle", "persistence"].into_iter().filter_map(|method| {
        let (bins, inside) = calibration(cells, method)?;
        let shares = bins.iter().map(|share| format!("{share:.2}"));
        Some(std::iter::once(method.to_string()).chain(shares).chain([format!("{inside:.2}")]).collect())
    });
    let tenths: Vec<String> = (1..=10).map(|i| format!("{i}")).collect();
    let headings: Vec<&str> =
        std::iter::once("method").chain(tenths.iter().map(String::as_str)).chain(["inside"]).collect();
    say(table(&headings, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], rows));
}

/// Every method against the rules that are shown, by lead.
fn against_rules(asked: &ScoreArguments, plan: &Asked, cells: &[Vec<ScoredCell>], compared: &[EventVersus]) -> String {
    let shown: Vec<&str> = if asked.verbose { BASELINES.to_vec() } else { vec!["hurdle", "persistence"] };
    let leads: Vec<Option<usize>> = std::iter::once(None).chain(plan.leads.iter().copied().map(Some)).collect();
    let scores: Vec<&str> = SCORES.iter().map(|score| score.name).filter(|name| *name != "log").collect();
    let headings: Vec<&str> = ["method", "against", "lead"].into_iter().chain(scores.iter().copied()).collect();
    let mut rows = Vec::new();
    for method in methods(cells).into_iter().filter(|method| !lacks_a_part(method)) {
        for baseline in shown.iter().filter(|baseline| **baseline != method) {
            let detailed = asked.verbose || method != "hurdle";
            for lead in leads.iter().filter(|lead| lead.is_none() || detailed) {
                let find = |score: &str| {
                    let same = |v: &&EventVersus| {
                        (v.score, v.lead, v.method.as_str(), v.baseline) == (score, *lead, &*method, *baseline)
                    };
                    compared.iter().find(same).map_or("–".into(), |v| skill(&v.skill))
                };
                let when = lead.map_or("all".into(), |lead| format!("{lead} d"));
                let mut row = vec![method.clone(), (*baseline).into(), when];
                row.extend(scores.iter().map(|score| find(score)));
                rows.push(row);
            }
        }
    }
    table(&headings, &[], rows)
}

/// A row a part that was taken away.
fn of_parts(worth: &[PartWorth]) -> String {
    let scores = worth[0].worth.iter().map(|(name, _)| *name);
    let headings: Vec<&str> = ["part", "without"].into_iter().chain(scores).chain(["left", "harms"]).collect();
    let rows = worth.iter().map(|of| {
        let mut row = vec![of.part.to_string(), of.without.to_string()];
        row.extend(of.worth.iter().map(|(_, one)| skill(one)));
        row.extend([skill(&of.left), format!("{} of {}", of.harms.0, of.harms.1)]);
        row
    });
    table(&headings, &[], rows)
}

/// The events without a score of a unit, each with the reason.
pub(super) fn unscored(counts: &[EventCount]) -> impl Iterator<Item = String> {
    counts.iter().filter_map(|of| of.unscored.as_ref()).map(|why| format!("not scored: {why}"))
}

/// A row an event.
fn of_events(events: &[Event], cells: &[Vec<ScoredCell>], counts: &[EventCount]) -> String {
    let names: Vec<String> =
        methods(cells).into_iter().filter(|name| name != "hurdle" && !lacks_a_part(name)).collect();
    let mut headings = vec!["event", "prior from", "origins", "cells", "sized", "distinct"];
    headings.extend(names.iter().map(String::as_str));
    headings.extend(["hurdle", "persistence", "skill: hurdle", "persistence", "stack: hurdle"]);
    let rows = events.iter().zip(cells).zip(counts).map(|((event, cells), of)| {
        let score = |method: &str| mean(cells, method, "crps", None);
        let text = |method: &str| score(method).map_or("–".into(), |(crps, _)| format!("{crps:.3}"));
        let against = |method: &str, other: &str| match (score(method), score(other)) {
            (Some(a), Some(b)) if b.0 > 0.0 => format!("{:+.2}", 1.0 - a.0 / b.0),
            _ => "–".into(),
        };
        let count = |score: &str| mean(cells, "conditioned", score, None).map_or(0, |(_, n)| n).to_string();
        let distinct: Vec<usize> = cells.iter().filter_map(|cell| cell.effective).collect();
        let fewest = distinct.iter().min().map_or("–".into(), |n| format!("≥ {n}"));
        let sized = count("sizes");
        let origins =
            if of.scored < of.origins { format!("{} of {}", of.scored, of.origins) } else { of.origins.to_string() };
        let mut row = vec![event.name.clone(), event.made_from.clone(), origins, count("crps"), sized, fewest];
        row.extend(names.iter().map(|name| text(name)));
        let stack = stack_against_hurdle(cells).map_or("–".into(), |worse| format!("{:+.2}", -worse));
        row.extend([
            text("hurdle"),
            text("persistence"),
            against("conditioned", "hurdle"),
            against("conditioned", "persistence"),
            stack,
        ]);
        row
    });
    let right: Vec<usize> = (2..headings.len()).collect();
    table(&headings, &right, rows.collect::<Vec<_>>())
}

fn skill(of: &Skill) -> String {
    let one = |x: f64| if x < FAR { format!("< {FAR}") } else { format!("{x:+.2}") };
    match (of.skill, of.interval) {
        (None, _) => "–".into(),
        (Some(s), None) => one(s),
        (Some(s), Some((low, high))) => format!("{} [{}, {}]", one(s), one(low), one(high)),
    }
}

pub(super) fn as_json(
    events: &[Event],
    cells: &[Vec<ScoredCell>],
    (counts, compared): (&[EventCount], &[EventVersus]),
    seed: u64,
) -> Value {
    let of = |((event, cells), count): ((&Event, &Vec<ScoredCell>), &EventCount)| {
        let all: Vec<String> = methods(std::slice::from_ref(cells))
            .into_iter()
            .chain(BASELINES.iter().map(|b| (*b).to_string()))
            .collect();
        let scores = all.iter().map(|method| {
            let score = |name: &str| mean(cells, method, name, None).map(|(value, _)| value);
            let values: serde_json::Map<String, Value> =
                SCORES.iter().map(|of| (of.name.to_string(), json!(score(of.name)))).collect();
            (method.clone(), Value::Object(values))
        });
        let scores: serde_json::Map<String, Value> = scores.collect();
        json!({ "event": event.name, "prior_from": event.made_from, "record": count, "scores": scores })
    };
    let methods = ["conditioned", "stack", "hurdle", "persistence"];
    let calibrated = methods.iter().filter_map(|method| {
        calibration(cells, method).map(|(bins, inside)| json!({ "method": method, "pit": bins, "inside_90": inside }))
    });
    json!({
        "events": events.iter().zip(cells).zip(counts).map(of).collect::<Vec<_>>(),
        "skill": compared,
        "parts": worth_of_parts(cells, seed),
        "calibration": calibrated.collect::<Vec<_>>(),
    })
}
