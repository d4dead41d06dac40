//! `pool`: what events teach of the parameters of the aggregate.

use crate::commands::score::loaded;
use crate::exit::{CommandResult, DONE, INTERRUPTED, PARTIAL, alone};
use crate::interrupt::{listen, stopped};
use crate::options::ExecutionOptions;
use crate::pool::on_threads;
use crate::progress::Meter;
use crate::terminal::{note, number, say, table};
use clap::Args;
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_scenario::files::read_text;
use groundswell_study::condition::outer::Effort;
use groundswell_study::condition::parameters::{AggregatePrior, ROWS};
use groundswell_study::pool::{Pool as Learned, learn};
use groundswell_study::score::load::{Loaded, Named};
use groundswell_study::typed;
use groundswell_tables::stamp::write_atomic;
use std::path::PathBuf;

/// `pool`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell pool -o pool.csv\n  groundswell pool --events kazakhstan-2022 my-event/ -o pool.csv\n  groundswell score --events another/ --pool pool.csv\n\nEvents that are in the table already are kept as they are, so that a stopped command goes on and an\nevent is added without computing the others again; `--force` computes all."
)]
pub(crate) struct PoolArguments {
    /// Scenarios with a record, by name or path [default: those that the program carries]
    #[arg(long, num_args = 1.., value_delimiter = ',', value_name = "EVENT")]
    pub events: Vec<String>,
    /// Particles of each window of an event
    #[arg(long, default_value_t = 96, value_name = "N", value_parser = clap::value_parser!(u32).range(16..=100_000))]
    pub particles: u32,
    /// Seed
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Table to write; what is in it already is kept
    #[arg(short, long, value_name = "FILE")]
    pub out: PathBuf,
    /// Compute every event again
    #[arg(long)]
    pub force: bool,
    /// How it is carried out.
    #[command(flatten)]
    pub execution: ExecutionOptions,
}

/// The longest pool, in bytes.
const LONGEST: u64 = 16 << 20;

/// Learns from events, one after the other.
pub(crate) fn run(asked: &PoolArguments) -> CommandResult {
    let Loaded { events, left_out, .. } = loaded(&asked.events)?;
    let kept = kept(asked)?;
    let effort = Effort { particles: asked.particles as usize, moves: 5, last: 15 };
    let meter = Meter::new(asked.execution.shown(), "events", events.len() as u64, 0);
    let mut pool = kept;
    let command =
        std::env::args_os().skip(1).map(|word| typed::word(&word.to_string_lossy())).collect::<Vec<_>>().join(" ");
    for (done, Named { name, scenario, record }) in events.iter().enumerate() {
        if !pool.events().contains(name.as_str()) {
            let work = || learn(name, scenario, record, effort, asked.seed, listen());
            let Some(factors) = on_threads(asked.execution.threads(), work)? else {
                note(stopped(done, events.len(), "events", Some(&asked.out)));
                return Ok(INTERRUPTED);
            };
            pool.factors.extend(factors);
            write_atomic(&asked.out, pool.write(&format!("groundswell {command}"))).map_err(alone)?;
        }
        meter.at(done as u64 + 1, 0, name);
    }
    meter.end();
    if !asked.execution.quiet {
        show(&pool);
        note(format!("pool of {} events in {}", pool.events().len(), asked.out.display()));
    }
    Ok(if left_out > 0 { PARTIAL } else { DONE })
}

/// What is learned already. Only a pool is ever replaced, also by `--force`.
fn kept(asked: &PoolArguments) -> Result<Learned, Complaints> {
    if asked.out.symlink_metadata().is_err() {
        return Ok(Learned::default());
    }
    let there = read_text(&asked.out, LONGEST).map_err(Complaints::from);
    let there = there.and_then(|text| Learned::read(&asked.out.display().to_string(), &text));
    match there {
        Ok(pool) => Ok(if asked.force { Learned::default() } else { pool }),
        Err(wrong) => {
            let reason = format!(
                "it exists and is no pool: {}",
                wrong.iter().next().map(ToString::to_string).unwrap_or_default()
            );
            let problem = Problem::Output { path: asked.out.clone(), reason };
            Err(alone(Complaint::new(problem).advise("choose another name with `--out`")))
        }
    }
}

fn show(pool: &Learned) {
    let (prior, vague) = (pool.prior(""), AggregatePrior::default());
    let rows = ROWS.iter().enumerate().map(|(k, row)| {
        let pair = |of: &AggregatePrior| format!("{} ± {}", number(of.mean[k]), number(of.sd[k]));
        vec![row.name.into(), pair(&vague), pair(&prior), format!("{:?}", row.link).to_lowercase(), row.meaning.into()]
    });
    say(table(&["parameter", "no event", "pool", "scale", "what it is"], &[1, 2], rows));
}
