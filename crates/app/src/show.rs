//! The summary of a run on a terminal: days, onsets, recorded quantities, outcomes, cost.

pub(crate) mod comparison;

use crate::progress::duration;
use crate::terminal::{exact, heading, number, say, table, width};
use groundswell_scenario::scenario::Scenario;
use groundswell_study::against::WIDE;
use groundswell_study::finish::Progressed;
use groundswell_study::summary::{Interval, Range, Summary, TOO_COARSE};
use serde_json::{Value, json};

/// Days that a terminal shows.
const DAYS: usize = 11;

/// What a run cost.
pub(crate) struct Cost {
    /// How far it is.
    pub progressed: Progressed,
    /// Replicates asked for.
    pub replicates: u32,
    /// Seconds since the command was given.
    pub elapsed: f64,
    /// Threads.
    pub threads: usize,
    /// Agents.
    pub agents: u32,
}

/// Prints the summary.
pub(crate) fn summary(scenario: &Scenario, summary: &Summary, cost: &Cost, verbose: bool) {
    say(heading(&format!(
        "{}: {} of {} replicates, median and 90 % interval against the record",
        scenario.title, cost.progressed.done, cost.replicates
    )));
    say("");
    days(summary);
    say("");
    onsets(scenario, summary);
    say("");
    statistics(summary, verbose);
    say("");
    outcomes(summary);
    say("");
}

/// The summary and the cost for a program.
pub(crate) fn json(scenario: &Scenario, summary: &Summary, cost: &Cost, run: &std::path::Path) -> Value {
    let failures: Vec<Value> =
        cost.progressed.failures.iter().map(|(n, why)| json!({"replicate": n, "reason": why})).collect();
    json!({
        "scenario": scenario.name,
        "run": run.display().to_string(),
        "summary": summary,
        "cost": {
            "replicates": cost.replicates, "done": cost.progressed.done, "failed": failures,
            "seconds": cost.elapsed, "seconds_per_replicate": each(cost), "threads": cost.threads, "agents": cost.agents,
        },
    })
}

fn each(cost: &Cost) -> f64 {
    cost.progressed.seconds / f64::from(cost.progressed.done + cost.progressed.failures.len() as u32).max(1.0)
}

fn days(summary: &Summary) {
    // All four quantities side by side need a wide terminal; otherwise two and two.
    let groups: &[&[usize]] =
        if width().is_some_and(|width| width < 140) { &[&[0, 1], &[2, 3]] } else { &[&[0, 1, 2, 3]] };
    let names = ["participants", "units", "detained", "killed"];
    for group in groups {
        let rows = summary.days.iter().take(DAYS).map(|day| {
            let mut row = vec![day.date.clone()];
            for quantity in group.iter().map(|&k| &day.rows[k]) {
                row.push(simulated(quantity.simulated.map(whole)));
                row.push(recorded(quantity.recorded));
            }
            row
        });
        let mut headings = vec!["day"];
        group.iter().for_each(|&k| headings.extend([names[k], "record"]));
        say(table(&headings, &(1..headings.len()).collect::<Vec<_>>(), rows));
        if group.len() < names.len() {
            say("");
        }
    }
    say("participants: daily peak; units: with a reportable gathering; detained, killed: by the end of the day");
}

fn onsets(scenario: &Scenario, summary: &Summary) {
    let day = |hours: f64| scenario.time(hours).format("%-d %b").to_string();
    let rows = summary.onsets.iter().map(|onset| {
        let simulated = onset.hour.map_or("–".into(), |i| {
            let (low, high) = (day(i.q05), day(i.q95));
            if low == high { day(i.q50) } else { format!("{} [{low} – {high}]", day(i.q50)) }
        });
        let recorded = onset.recorded.map_or("–".into(), |d| day(d * 24.0));
        vec![onset.unit.clone(), simulated, recorded, format!("{:.0} %", 100.0 * onset.reached)]
    });
    say(table(&["first gathering", "simulated", "record", "reached in"], &[3], rows));
}

fn statistics(summary: &Summary, verbose: bool) {
    let numbered = |id: &str| id.len() > 1 && id[1..].chars().all(|c| c.is_ascii_digit());
    let shown: Vec<_> = summary.statistics.iter().filter(|s| verbose || numbered(&s.id)).collect();
    let rows = shown.iter().map(|s| {
        vec![
            s.id.clone(),
            s.meaning.clone(),
            simulated(if counts(s.unit) { s.simulated.map(whole) } else { s.simulated }),
            recorded(Some(s.recorded)),
            s.unit.into(),
            if s.fitted { "" } else { "held out" }.into(),
            s.percentile.map_or("–".into(), |share| format!("{:.0}", 100.0 * share)),
            s.width.map_or("–".into(), |width| format!("{width:.1}")),
            s.verdict.into(),
        ]
    });
    let headings = ["", "recorded quantity", "simulated", "record", "unit", "", "percentile", "width", ""];
    say(table(&headings, &[2, 3, 6, 7], rows));
    let judged: Vec<_> = shown.iter().filter(|s| s.verdict != TOO_COARSE).collect();
    let hit = |fitted: bool| {
        let those = judged.iter().filter(|s| s.fitted == fitted);
        format!("{} of {}", those.clone().filter(|s| s.inside).count(), those.count())
    };
    let onsets = match shown.len() - judged.len() {
        0 => String::new(),
        n => format!("; {n} of first crowds are judged at one agent for each adult"),
    };
    let judged = if judged.is_empty() && !shown.is_empty() {
        "None is judged: one agent stands for too many adults".to_string()
    } else {
        format!("Used in the fit: {} hit; held out: {}{onsets}", hit(true), hit(false))
    };
    say(format!(
        "percentile: of the record among the replicates; width: of the interval over the spread of the record; hit: record and interval\nmeet, which a vague run does too easily: beyond a width of {WIDE:.0} it is called wide. {judged}"
    ));
    if !verbose && shown.len() < summary.statistics.len() {
        say(format!("{} more recorded quantities with --verbose", summary.statistics.len() - shown.len()));
    }
}

fn outcomes(summary: &Summary) {
    let done: Vec<_> = summary.replicates.iter().filter(|r| r.status == "done").collect();
    if done.len() <= 10 {
        let label = |code: &String| {
            let class = summary.outcomes.iter().find(|o| o.code == code);
            class.map_or(code.clone(), |class| format!("{code} {}", class.label))
        };
        let rows = done.iter().map(|r| {
            let classes: Vec<String> = r.outcomes.iter().map(label).collect();
            vec![r.replicate.to_string(), classes.join(", "), number(r.peak), number(r.detained), number(r.killed)]
        });
        say(table(&["replicate", "outcome", "peak", "detained", "killed"], &[0, 2, 3, 4], rows));
    } else {
        let rows = summary.outcomes.iter().filter(|o| o.count > 0).map(|o| {
            let percent = |share: f64| format!("{:.0}", 100.0 * share);
            vec![
                format!("{} {}", o.code, o.label),
                o.count.to_string(),
                format!("{} % [{} – {}]", percent(o.share), percent(o.low), percent(o.high)),
            ]
        });
        say(table(&["outcome", "replicates", "share"], &[1, 2], rows));
        say("A replicate can meet several rules; intervals reflect the number of replicates only (90 %, Wilson)");
    }
}

/// Prints what a run cost and where it is.
pub(crate) fn cost(cost: &Cost, run: &std::path::Path, report: bool) {
    let failures = &cost.progressed.failures;
    say(format!(
        "{} of {} replicates done, {} failed; {} each, {} in all on {} thread{}, {} agents",
        cost.progressed.done,
        cost.replicates,
        failures.len(),
        duration(each(cost)),
        duration(cost.elapsed),
        cost.threads,
        if cost.threads == 1 { "" } else { "s" },
        exact(f64::from(cost.agents)),
    ));
    for (replicate, reason) in failures.iter().take(10) {
        say(format!("  replicate {replicate} failed: {reason}"));
    }
    if failures.len() > 10 {
        say(format!("  and {} more, in {}", failures.len() - 10, run.join("data/failures.parquet").display()));
    }
    say(format!("run     {}", run.display()));
    if report {
        say(format!("report  {}", run.join("report.html").display()));
    }
}

/// From one number to another, tight where no minus could be taken for the dash.
fn span(low: f64, from: String, to: String) -> String {
    if low < 0.0 { format!("{from} – {to}") } else { format!("{from}–{to}") }
}

/// Whether a unit counts things that come whole.
fn counts(unit: &str) -> bool {
    ["persons", "units"].contains(&unit)
}

/// An interval of things that come whole: quantiles between two replicates do not.
fn whole(i: Interval) -> Interval {
    Interval { q05: i.q05.round(), q50: i.q50.round(), q95: i.q95.round() }
}

fn simulated(interval: Option<Interval>) -> String {
    interval.map_or("–".into(), |i| {
        if i.q05 == i.q95 {
            number(i.q50)
        } else {
            format!("{} [{}]", number(i.q50), span(i.q05, number(i.q05), number(i.q95)))
        }
    })
}

fn recorded(range: Option<Range>) -> String {
    range.map_or(String::new(), |r| {
        if r.low == r.high {
            exact(r.best)
        } else {
            format!("{} [{}]", exact(r.best), span(r.low, exact(r.low), exact(r.high)))
        }
    })
}
