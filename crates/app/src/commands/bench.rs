//! `bench`: the limits of this machine, and how near the graph kernel comes.

use crate::exit::{CommandResult, DONE, alone};
use crate::pool::on_threads;
use crate::progress::duration;
use crate::terminal::{exact, heading, note, number, say, table};
use clap::Args;
use groundswell_classics::roofline::{self, MachineLimits, RooflineComparison};
use groundswell_complaint::Complaint;
use serde_json::json;

/// `bench`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell bench --roofline\n  groundswell bench --roofline --people 1000000 --threads 1"
)]
pub(crate) struct BenchArguments {
    /// Streaming and random access of this machine, and steps of the graph kernel beside them
    #[arg(long, required = true)]
    pub roofline: bool,
    /// People of the graph; ten million take about 0.7 GB
    #[arg(long, default_value_t = 10_000_000, value_name = "N", value_parser = clap::value_parser!(u32).range(1_000..=100_000_000))]
    pub people: u32,
    /// Mean degree of the graph
    #[arg(long, default_value_t = 10.0, value_name = "Z")]
    pub mean_degree: f64,
    /// Threads [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=4096))]
    pub threads: Option<u32>,
    /// Print JSON instead of tables
    #[arg(long)]
    pub json: bool,
}

/// Sizes of the arrays, in bytes: from the cache of a core to main memory.
const SIZES: [usize; 4] = [1 << 14, 1 << 20, 1 << 24, 1 << 27];

/// Measures.
pub(crate) fn bench(bench: &BenchArguments) -> CommandResult {
    if !bench.json {
        note(format!(
            "measuring, with {} people; a machine that does nothing else tells most",
            exact(bench.people.into())
        ));
    }
    let threads = bench.threads.map_or_else(crate::this::cores, |n| n as usize);
    let measured = on_threads(threads, || {
        roofline::compare(bench.people, bench.mean_degree).map(|steps| (roofline::limits(&SIZES), steps))
    })?;
    let (limits, steps) = measured.map_err(|e| alone(Complaint::inconsistent(e.to_string())))?;
    if bench.json {
        let ratios = json!({ "quiet": steps.quiet / steps.quiet_limit, "busy": steps.busy.seconds / steps.busy.limit });
        let all = json!({ "limits": limits, "steps": steps, "ratios": ratios });
        say(serde_json::to_string_pretty(&all).expect("measurements become JSON"));
    } else {
        show(&limits, &steps);
    }
    Ok(DONE)
}

fn show(limits: &MachineLimits, c: &RooflineComparison) {
    let threads = if limits.threads == 1 { "1 thread".into() } else { format!("{} threads", limits.threads) };
    say(heading(&format!("Limits of this machine, {threads}")));
    let rows = limits.streaming.iter().zip(&limits.random).map(|((bytes, rate), (_, wait))| {
        vec![size(*bytes), format!("{} GB/s", number(*rate)), format!("{} ns", number(*wait))]
    });
    say(table(&["array", "streaming, all threads", "random access, each thread"], &[0, 1, 2], rows));
    say(format!("\n{}", heading("Steps of the graph kernel beside them")));
    let row = |what: &str, took: f64, limit: f64, goal: &str| {
        let millis = |s: f64| format!("{} ms", number(1e3 * s));
        vec![what.into(), millis(took), millis(limit), format!("{:.2}", took / limit), goal.into()]
    };
    let rows = [
        row("quiet: nobody moves, streaming", c.quiet, c.quiet_limit, "1.5"),
        row("busy: most move, random access", c.busy.seconds, c.busy.limit, "3"),
        row("slowest of the cascade, random access", c.slowest.seconds, c.slowest.limit, ""),
    ];
    say(table(&["step", "took", "limit", "ratio", "goal"], &[1, 2, 3, 4], rows));
    say(format!(
        "\n{} people, {} ties made in {}; {} for ties and crowd; {} of ties in the busiest step",
        exact(c.people.into()),
        exact((c.entries / 2) as f64),
        duration(c.generation),
        size(c.bytes as usize),
        format_args!("{:.0} %", 100.0 * c.busy.entries as f64 / c.entries.max(1) as f64),
    ));
    say(format!("a cascade to {} active took {} steps and {}", exact(c.active as f64), c.steps, duration(c.cascade)));
}

fn size(bytes: usize) -> String {
    match bytes as f64 {
        b if b < 1e6 => format!("{:.0} kB", b / 1e3),
        b => format!("{:.0} MB", b / 1e6),
    }
}
