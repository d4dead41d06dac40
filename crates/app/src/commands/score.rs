//! `score`: forecasts over many events against simple rules.

mod show;

use crate::exit::{CommandResult, DONE, INTERRUPTED, PARTIAL, alone};
use crate::interrupt::{listen_into, stopped};
use crate::options::ExecutionOptions;
use crate::pool::on_threads;
use crate::progress::{Meter, duration};
use crate::terminal::{note, say};
use crate::this;
use clap::Args;
use groundswell_complaint::Complaints;
use groundswell_study::condition::outer::Effort;
use groundswell_study::forecast::asked::observation;
use groundswell_study::score::cells::ScoredCell;
use groundswell_study::score::counted::counts;
use groundswell_study::score::load::{Loaded, load, pool_of};
use groundswell_study::score::store::Kept;
use groundswell_study::score::verdict::versus;
use groundswell_study::score::work::{Scoring, part};
use groundswell_study::score::{Asked, Event, parts};
use show::{as_json, show, unscored};
use std::path::PathBuf;

/// `score`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell score\n  groundswell score --events kazakhstan-2022 my-event/ -o scores/first\n  groundswell score --events corpus/* --ablate -o scores/corpus\n  groundswell score --events my-event/ --leads 1,2,3,7 --origins 10 --pool none\n\nAn event is a scenario with facts of crowds in units or places, or a table of reports by day and unit\n(.csv or .parquet; one that `groundswell import` wrote, a facts.csv, any with columns for day, unit and size). Forecasts are made at midnights\nspread over its record, from what had been published by then. With `-o` what was finished is not\ncomputed again."
)]
pub(crate) struct ScoreArguments {
    /// Scenarios with a record, by name or path, or tables of events [default: those that the program carries]
    #[arg(long, num_args = 1.., value_delimiter = ',', value_name = "EVENT")]
    pub events: Vec<String>,
    /// Forecasts of each event
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub origins: u32,
    /// Days ahead, 1 for the day that begins at the origin; several with commas
    #[arg(long, value_name = "DAYS", value_delimiter = ',', default_value = "1,2,3", value_parser = clap::value_parser!(u32).range(1..=60))]
    pub leads: Vec<u32>,
    /// Draws of each forecast
    #[arg(long, default_value_t = 1000, value_name = "N", value_parser = clap::value_parser!(u32).range(50..=100_000))]
    pub draws: u32,
    /// Particles of each conditioned forecast
    #[arg(long, default_value_t = 64, value_name = "N", value_parser = clap::value_parser!(u32).range(16..=100_000))]
    pub particles: u32,
    /// The model without its parts as well, and what each is worth: pool, dynamics, observation, and parts of these
    #[arg(long)]
    pub ablate: bool,
    /// What is known of other events: a table that `groundswell pool` wrote, or `none`. An event in it is left out of
    /// its own prior [default: the one that the program carries]
    #[arg(long, value_name = "FILE")]
    pub pool: Option<PathBuf>,
    /// Seed: the same seed gives the same scores
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Set a parameter of the observation layer; may be given more than once
    #[arg(long, value_name = "NAME=V")]
    pub observe: Vec<String>,
    /// Write every score as a table into this folder, and keep what was finished there
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// How it is carried out.
    #[command(flatten)]
    pub execution: ExecutionOptions,
    /// Every lead and every baseline
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// Events by name or path, after what must be said of them is said.
///
/// # Errors
/// Nothing that can be scored; two events of one name.
pub(crate) fn loaded(given: &[String]) -> Result<Loaded, Complaints> {
    let mut notes = Vec::new();
    let loaded = load(given, &mut notes);
    notes.iter().for_each(note);
    let loaded = loaded?;
    loaded.left.iter().for_each(|complaint| note(format!("left out: {complaint}")));
    Ok(loaded)
}

/// Scores.
pub(crate) fn run(asked: &ScoreArguments) -> CommandResult {
    let mut leads: Vec<usize> = asked.leads.iter().map(|lead| *lead as usize).collect();
    leads.sort_unstable();
    leads.dedup();
    let plan = Asked {
        origins: asked.origins as usize,
        leads,
        draws: asked.draws as usize,
        effort: Effort { particles: asked.particles as usize, ..Effort::default() },
        ablate: asked.ablate,
        seed: asked.seed,
        observation: observation(&asked.observe)?,
    };
    let pool = pool_of(asked.pool.as_deref())?;
    let Loaded { events, left_out, .. } = loaded(&asked.events)?;
    let events: Vec<Event> = events.into_iter().map(|named| Event::of(named, pool.as_ref())).collect();
    let begin = |out: &PathBuf| Scoring::begin(out, &events, &plan, this::maker());
    let directory = asked.out.as_ref().map(begin).transpose().map_err(alone)?;
    let (cells, seconds) = compute(asked, &events, &plan)?;
    let Some(cells) = cells else { return Ok(INTERRUPTED) };
    let compared = versus(&cells, &plan.leads, asked.seed);
    let counts = counts(&events, &cells, &plan);
    if let Some(directory) = &directory {
        directory.close(&events, &cells, (&counts, &compared)).map_err(alone)?;
    }
    if asked.execution.json {
        let of = as_json(&events, &cells, (&counts, &compared), asked.seed);
        say(serde_json::to_string_pretty(&of).expect("scores become JSON"));
    } else if !asked.execution.quiet {
        show(asked, &plan, &events, &cells, (&counts, &compared));
        note(duration(seconds));
    } else {
        unscored(&counts).for_each(note);
    }
    Ok(if left_out > 0 || unscored(&counts).next().is_some() { PARTIAL } else { DONE })
}

/// The cells of each event.
type CellsOfEvents = Vec<Vec<ScoredCell>>;

/// The cells of each event and how long it took; `None` if it was stopped.
fn compute(asked: &ScoreArguments, events: &[Event], plan: &Asked) -> Result<(Option<CellsOfEvents>, f64), Complaints> {
    let kept = Kept::at(asked.out.as_deref());
    for name in kept.damaged() {
        note(format!("note: checkpoints/{name} is not as it was written: its part is computed again"));
    }
    let parts = parts(events, plan);
    let meter = Meter::new(asked.execution.shown(), "origins", parts.len() as u64, 0);
    let mut cells: CellsOfEvents = events.iter().map(|_| Vec::new()).collect();
    for (done, one) in parts.iter().enumerate() {
        let event = &events[one.event];
        let work = || part(&kept, event, *one, plan, listen_into(asked.out.as_deref()));
        let Some(found) = on_threads(asked.execution.threads(), work)?.map_err(alone)? else {
            note(stopped(done, parts.len(), "origins", asked.out.as_deref()));
            return Ok((None, 0.0));
        };
        cells[one.event].extend(found);
        meter.at(done as u64 + 1, 0, &event.name);
    }
    let seconds = meter.elapsed();
    meter.end();
    Ok((Some(cells), seconds))
}
