//! A comparison on a terminal: differences in pairs, and how branches ended.

use super::Cost;
use crate::terminal::{heading, number, say, table};
use groundswell_scenario::scenario::Scenario;
use groundswell_study::compare::Comparison;
use groundswell_study::compare::difference::Estimate;
use groundswell_study::compare::table::DifferenceRow;
use groundswell_study::work::ClosedRun;
use serde_json::{Value, json};

/// Quantities that are always shown; the others with `--verbose`.
const MAIN: [&str; 9] = [
    "peak_after",
    "participant_days",
    "strikers_peak",
    "detained",
    "killed",
    "forces_killed",
    "fell_hour",
    "refusing",
    "contingents",
];

/// More branches than these are shown one a line.
const FEW: usize = 4;

/// What an interval means; `drawn` says that replicates took their parameters from a posterior.
fn wording(drawn: bool) -> &'static str {
    if drawn {
        "In this model, at draws of the posterior. Intervals are 90 %; they hold chance and the draws, and shrink with replicates."
    } else {
        "In this model, under these parameters. Intervals are 90 % and reflect the number of replicates only."
    }
}

/// Why differences are not shown; `None` if they are.
fn withheld(closed: &ClosedRun, despite_misfit: bool) -> Option<&'static str> {
    let misfit = closed.fit.is_some_and(|fit| fit.is_misfit());
    (misfit && !despite_misfit).then_some(
        "differences of a base that is farther from the record than always the last size are not shown: see them with \
         --despite-misfit; all are in data/comparison.parquet",
    )
}

/// Prints a comparison: first how well its base agrees with the record. `(verbose, despite_misfit)` as options say.
pub(crate) fn show(scenario: &Scenario, comparison: &Comparison, drawn: bool, closed: &ClosedRun, how: (bool, bool)) {
    let (rows, (verbose, despite_misfit)) = (closed.compared.as_slice(), how);
    let from = scenario.time(f64::from(comparison.at));
    let begin = if comparison.at == 0 {
        "from the beginning".into()
    } else {
        from.format("from %-d %B %Y, %H:%M on").to_string()
    };
    say(heading(&format!("{}: branches {begin}, set against `{}`", scenario.title, comparison.against)));
    say(wording(drawn));
    say(closed.fit.map_or("no size was recorded: how far the base is from what happened is not known".into(), |fit| {
        fit.says(&comparison.against)
    }));
    if let Some(why) = withheld(closed, despite_misfit) {
        return say(why);
    }
    let others: Vec<&str> = comparison
        .branches
        .iter()
        .map(|branch| branch.name.as_str())
        .filter(|name| *name != comparison.against)
        .collect();
    if others.len() > FEW && !verbose {
        say("");
        overview(comparison, rows, &others);
    } else {
        for name in &others {
            let of: Vec<&DifferenceRow> = rows.iter().filter(|row| row.branch == *name).collect();
            say("");
            one(comparison, name, &of, verbose);
        }
    }
    say("");
    for name in others {
        let mut of = rows.iter().filter(|row| row.branch == name).peekable();
        if of.peek().is_some() && of.all(|row| row.difference.is_nothing()) {
            say(format!(
                "`{name}` is the same as `{}` in every replicate: what it changes has no effect here",
                comparison.against
            ));
        }
    }
}

/// One branch, every line a number.
fn one(comparison: &Comparison, name: &str, rows: &[&DifferenceRow], verbose: bool) {
    let asked = comparison.branches.iter().find(|branch| branch.name == name);
    let changes = asked.map(|branch| branch.settings.join(", ")).filter(|text| !text.is_empty());
    say(heading(&format!("{name}: {}", changes.unwrap_or_else(|| "nothing is changed".into()))));
    let pairs = rows.iter().map(|row| row.difference.pairs).max().unwrap_or(0);
    let quantities = rows.iter().filter(|row| !row.unit.is_empty());
    let shown = quantities.filter(|row| verbose || MAIN.contains(&row.statistic.as_str()));
    let lines = shown.map(|row| {
        let d = &row.difference;
        vec![
            row.label.clone(),
            number(d.base.value),
            number(d.value.value),
            interval(d.relied_on()),
            d.ratio.map_or("–".into(), |e| format!("×{} [{} – {}]", number(e.value), number(e.low), number(e.high))),
            format!("{}{}", signed(d.paired.value), if d.is_skewed() { " (skewed)" } else { "" }),
            percent_of(d.paired.value, d.base.value),
            d.variance_ratio.map_or("–".into(), |ratio| format!("{ratio:.2}")),
        ]
    });
    let against = comparison.against.as_str();
    let mean = format!("mean of {pairs} pairs");
    let headings = [&mean, against, name, "median difference", "median ratio", "mean difference", "", "variance"];
    say(table(&headings.map(|text| text as &str), &[1, 2, 3, 4, 5, 6, 7], lines));
    if rows.iter().any(|row| row.difference.is_skewed()) {
        say(
            "skewed: a few replicates carry the mean, which no interval is given for; the median is what most pairs say",
        );
    }
    let shares = rows.iter().filter(|row| row.unit.is_empty());
    let shares = shares.filter(|row| row.difference.base.value > 0.0 || row.difference.value.value > 0.0);
    let lines = shares.map(|row| {
        let d = &row.difference;
        vec![
            format!("P({})", row.label.trim_start_matches("outcome ")),
            share(d.base),
            share(d.value),
            interval(d.paired),
        ]
    });
    say(table(&["share of replicates", against, name, "difference, paired"], &[1, 2, 3], lines));
}

/// Many branches, one a line.
fn overview(comparison: &Comparison, rows: &[DifferenceRow], names: &[&str]) {
    let find = |name: &str, statistic: &str| rows.iter().find(|row| row.branch == name && row.statistic == statistic);
    let lines = names.iter().map(|name| {
        let difference = |statistic: &str| {
            find(name, statistic).map_or("–".into(), |row| {
                let d = &row.difference;
                let skewed = if d.is_skewed() { ", mean skewed" } else { "" };
                format!("{} (mean {}{skewed})", interval(d.relied_on()), percent_of(d.paired.value, d.base.value))
            })
        };
        let outcomes = rows
            .iter()
            .filter(|row| row.branch == *name && row.statistic.starts_with('O') && row.difference.value.value > 0.0);
        let outcomes: Vec<String> =
            outcomes.map(|row| format!("{} {:.2}", row.statistic, row.difference.value.value)).collect();
        vec![
            (*name).to_string(),
            difference("peak_after"),
            difference("participant_days"),
            difference("strikers_peak"),
            difference("killed"),
            outcomes.join(", "),
        ]
    });
    let headings = ["branch", "largest crowd", "days in the street", "most on strike", "killed", "outcomes"];
    say(format!("Median differences from `{}` over pairs, and the mean in per cent of it", comparison.against));
    say(table(&headings, &[1, 2, 3, 4], lines));
    say("every number of every branch: --verbose, or data/comparison.parquet");
}

fn interval(e: Estimate) -> String {
    if e.low.is_nan() {
        return signed(e.value);
    }
    format!("{} {}", signed(e.value), interval_only(e))
}

fn interval_only(e: Estimate) -> String {
    if e.low.is_nan() { "–".into() } else { format!("[{} – {}]", signed(e.low), signed(e.high)) }
}

fn signed(x: f64) -> String {
    // A minus is shown by the number itself; nothing needs no sign.
    if x > 0.0 { format!("+{}", number(x)) } else { number(x) }
}

fn share(e: Estimate) -> String {
    format!("{:.2} [{:.2}–{:.2}]", e.value, e.low, e.high)
}

fn percent_of(difference: f64, base: f64) -> String {
    if base == 0.0 || difference == 0.0 { String::new() } else { format!("{:+.1} %", 100.0 * difference / base) }
}

/// The comparison for a program.
pub(crate) fn json(
    scenario: &Scenario,
    comparison: &Comparison,
    drawn: bool,
    closed: &ClosedRun,
    cost: &Cost,
    (run, despite_misfit): (&std::path::Path, bool),
) -> Value {
    let failures: Vec<Value> =
        cost.progressed.failures.iter().map(|(n, why)| json!({"replicate": n, "reason": why})).collect();
    json!({
        "scenario": scenario.name,
        "run": run.display().to_string(),
        "at": { "hour": comparison.at, "time": scenario.time(f64::from(comparison.at)).format("%Y-%m-%dT%H:%M").to_string() },
        "question": comparison.question,
        "against": comparison.against,
        "branches": comparison.branches,
        "fit": closed.fit,
        "withheld": withheld(closed, despite_misfit),
        "comparison": closed.compared,
        "wording": wording(drawn),
        "cost": {
            "runs": cost.replicates, "done": cost.progressed.done, "failed": failures, "seconds": cost.elapsed,
            "threads": cost.threads, "agents": cost.agents,
        },
    })
}
