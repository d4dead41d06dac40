//! `verify`: published results beside ours.

use crate::exit::{CommandResult, DONE, FALSE, USAGE, alone};
use crate::pool::on_threads;
use crate::progress::duration;
use crate::terminal::{complain, heading, note, say, table};
use clap::Args;
use groundswell_classics::verify::{self, RowVerdict, VerifiedRow, false_alarm, reference, short, tolerance};
use groundswell_complaint::Complaint;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// `verify`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell verify\n  groundswell verify --only G1,W1\n  groundswell verify --only E --threads 2 --json\n  groundswell verify --page > verification.md\n\nThe whole table takes minutes. Exit code 1 if a row does not hold."
)]
pub(crate) struct VerifyArguments {
    /// Only these rows, or families of rows: G1, or G for all that begin with it
    #[arg(long, value_name = "ROWS", value_delimiter = ',')]
    pub only: Option<Vec<String>>,
    /// Print JSON instead of a table
    #[arg(long)]
    pub json: bool,
    /// Print a page of the manual, in Markdown
    #[arg(long, conflicts_with = "json")]
    pub page: bool,
    /// Threads; results do not depend on them [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=4096))]
    pub threads: Option<u32>,
    /// No progress
    #[arg(short, long)]
    pub quiet: bool,
}

/// Runs the table.
pub(crate) fn verify(asked: &VerifyArguments) -> CommandResult {
    let chosen = match verify::chosen(asked.only.as_deref()) {
        Ok(chosen) => chosen,
        Err(unknown) => {
            let known = unknown.known.iter().map(String::as_str);
            let complaint = Complaint::unknown("row", &unknown.asked, known);
            complain(&alone(complaint.advise(format!("the rows are {}", unknown.known.join(", ")))));
            return Ok(USAGE);
        }
    };
    let begun = Instant::now();
    let text = !asked.json && !asked.page;
    let threads = asked.threads.map_or_else(crate::this::cores, |n| n as usize);
    let rows = on_threads(threads, || {
        let bar = bar(chosen.len(), asked.quiet);
        let mut rows = Vec::new();
        for (i, id) in chosen.iter().enumerate() {
            let claim = verify::claim(id).unwrap_or_default();
            if !bar.is_hidden() {
                bar.set_message(format!("{id}: {claim}"));
            } else if !asked.quiet {
                note(format!("{} of {}, {id}: {claim}", i + 1, chosen.len()));
            }
            // The names were chosen from the table, so there is a row.
            let done = verify::table(Some(&[id.to_string()]), &mut |_| ()).unwrap_or_default();
            bar.inc(1);
            if text {
                bar.suspend(|| done.iter().for_each(show));
            }
            rows.extend(done);
        }
        bar.finish_and_clear();
        rows
    })?;
    let count = |verdict| rows.iter().filter(|row| row.verdict == verdict).count();
    let (holds, fails, not) = (count(RowVerdict::Pass), count(RowVerdict::Fail), count(RowVerdict::NotReproducible));
    let seconds = begun.elapsed().as_secs_f64();
    if asked.json {
        let all = json!({
            "holds": holds, "fails": fails, "not_reproducible": not, "false_alarm": false_alarm(&rows),
            "seconds": seconds, "rows": rows,
        });
        say(serde_json::to_string_pretty(&all).expect("rows become JSON"));
    } else if asked.page {
        say(verify::page(&rows).trim_end());
    } else {
        say(format!(
            "{holds} rows hold, {fails} do not, {not} are claims that nobody reproduces; {} on {} threads",
            duration(seconds),
            threads,
        ));
        for row in rows.iter().filter(|row| row.verdict == RowVerdict::Fail) {
            say(format!("  {} does not hold: {}", row.id, row.claim));
        }
    }
    Ok(if fails == 0 { DONE } else { FALSE })
}

fn bar(rows: usize, quiet: bool) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(rows as u64), ProgressDrawTarget::hidden());
    if !quiet && std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
        let style = ProgressStyle::with_template("{pos} of {len} rows, {elapsed}  {wide_msg}");
        bar.set_style(style.expect("the template is right"));
        bar.enable_steady_tick(Duration::from_millis(250));
    }
    bar
}

/// One row: what is claimed, by whom, with what, and its numbers.
fn show(row: &VerifiedRow) {
    let verdict = match row.verdict {
        RowVerdict::Pass => "holds",
        RowVerdict::Fail => "does not hold",
        RowVerdict::NotReproducible => "not reproducible",
    };
    say(heading(&format!("{} ({:?}): {verdict}. {}", row.id, row.class, row.claim)));
    say(format!("source      {}", row.source));
    say(format!("parameters  {}", row.parameters));
    if !row.note.is_empty() {
        say(format!("note        {}", row.note));
    }
    let numbers = row.numbers.iter().map(|n| {
        let verdict = match row.verdict {
            RowVerdict::NotReproducible => "not tested",
            _ if n.holds => "holds",
            _ => "does not hold",
        };
        vec![n.what.clone(), reference(n), short(n.ours), tolerance(n), verdict.into()]
    });
    say(table(&["number", "published/reference", "ours", "tolerance", "verdict"], &[1, 2], numbers));
    say("");
}
