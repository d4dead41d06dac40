//! `nowcast`: how large crowds are, given what had been reported.

use crate::exit::{CommandResult, DONE, INTERRUPTED};
use crate::interrupt::listen_saying;
use crate::options::ExecutionOptions;
use crate::pool::on_threads;
use crate::read;
use crate::terminal::{counted, exact, heading, number, say, table};
use clap::Args;
use groundswell_study::forecast::asked::{observation, times};
use groundswell_study::forecast::nowcast::{Now, nowcast};
use groundswell_study::pool::Pool;
use serde_json::json;

/// `nowcast`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell nowcast kazakhstan-2022 --origin 2022-01-05\n  groundswell nowcast my-event/ --json\n\nCrowds are those of the aggregate of the model's equations, conditioned on what had been reported by\nthe origin: of units that were silent or named without a size as well."
)]
pub(crate) struct NowcastArguments {
    /// A built-in scenario, or the path of a .toml or of its folder
    pub scenario: String,
    /// What was published later is not known; by the scenario's clock
    /// [default: after the third and the fourth day]
    #[arg(long, value_name = "TIME", value_delimiter = ',')]
    pub origin: Vec<String>,
    /// Draws
    #[arg(long, default_value_t = 2000, value_name = "N", value_parser = clap::value_parser!(u32).range(50..=1_000_000))]
    pub draws: u32,
    /// Seed: the same seed gives the same numbers
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Set a parameter of the observation layer; may be given more than once
    #[arg(long, value_name = "NAME=V")]
    pub observe: Vec<String>,
    /// How it is carried out.
    #[command(flatten)]
    pub execution: ExecutionOptions,
}

/// Conditions at each origin and shows the state.
pub(crate) fn run(asked: &NowcastArguments) -> CommandResult {
    let scenario = read::scenario(&asked.scenario, &[])?;
    let (origins, _) = times(&asked.origin, &[], &scenario)?;
    let observation = observation(&asked.observe)?;
    let prior = Pool::shipped()?.prior(&scenario.name);
    let mut all = Vec::new();
    for origin in origins {
        let size = (asked.draws as usize, asked.seed);
        let work = || nowcast(&scenario, origin, &observation, &prior, size, listen_saying("nothing is kept"));
        let Some(now) = on_threads(asked.execution.threads(), work)? else { return Ok(INTERRUPTED) };
        let time = |hour: f64| scenario.time(hour).format("%Y-%m-%dT%H:%M").to_string();
        if asked.execution.json {
            all.push(json!({ "origin": time(origin), "day": time(now.day as f64 * 24.0), "nowcast": now }));
        } else if !asked.execution.quiet {
            say(heading(&format!(
                "{}: crowds on {}, from {} known at {}",
                scenario.title,
                scenario.time(now.day as f64 * 24.0).format("%-d %B %Y"),
                counted(now.known as u64, "report"),
                time(origin)
            )));
            let headings = ["unit", "low", "median", "high", "reported that day", "last size", "days before"];
            say(table(&headings, &[1, 2, 3, 4, 5, 6], now.crowds.iter().map(row)));
            let (distinct, particles) = now.distinct;
            say(format!("quantiles .05, .5 and .95, in people; {distinct} of {particles} particles are distinct\n"));
        }
    }
    if asked.execution.json {
        say(serde_json::to_string_pretty(&all).expect("nowcasts become JSON"));
    }
    Ok(DONE)
}

fn row(now: &Now) -> Vec<String> {
    let (low, median, high) = now.crowd;
    let (size, days) =
        now.last.map_or(("–".into(), "–".into()), |(size, days)| (exact(size.round()), days.to_string()));
    let unit = now.unit.clone().unwrap_or_else(|| "the country".into());
    vec![unit, number(low), number(median), number(high), now.reported.clone(), size, days]
}
