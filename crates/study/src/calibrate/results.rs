//! What a calibration results in: the posterior, what was learned, ranks of synthetic events, and their tables.

use super::abc::{Generation, SamplerState, Simulator};
use super::model::Model;
use super::posterior::{Learned, Posterior};
use super::store::CalibrationPlan;
use super::{posterior, predict, rank};
use crate::attach::CALIBRATION;
use crate::rundir::RunDir;
use crate::stamps::Maker;
use groundswell_complaint::Complaint;
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::row;
use groundswell_tables::stamp::write_atomic;
use groundswell_tables::table::{Field, Kind, Table};
use serde_json::json;

const GENERATIONS: &[Field] = &[
    Field::new("generation", Kind::U32, "", "0 is the prior"),
    Field::new("epsilon", Kind::F64, "1", "largest distance accepted"),
    Field::new(
        "distance",
        Kind::F64,
        "tolerances",
        "median distance of what was accepted, in tolerances of observation",
    ),
    Field::new("proposed", Kind::U32, "points", "points proposed"),
    Field::new("accepted", Kind::U32, "points", "points accepted"),
    Field::new("simulations", Kind::U32, "runs", "simulations begun"),
    Field::new("abandoned", Kind::U32, "runs", "given up early"),
    Field::new("failed", Kind::U32, "runs", "failed"),
    Field::new("hours", Kind::U64, "h", "hours simulated"),
];

const LEARNED: &[Field] = &[
    Field::new("parameter", Kind::Text, "", "path of the parameter"),
    Field::new("prior_low", Kind::F64, "", "lowest value of the prior"),
    Field::new("prior_high", Kind::F64, "", "highest value of the prior"),
    Field::new("q05", Kind::F64, "", "5 % of the posterior"),
    Field::new("q50", Kind::F64, "", "median of the posterior"),
    Field::new("q95", Kind::F64, "", "95 % of the posterior"),
    Field::new("contraction", Kind::F64, "1", "1 − posterior variance / prior variance"),
    Field::new("learned", Kind::Bool, "", "whether contraction is at least 0.2"),
    Field::new("tied_to", Kind::Text, "", "parameter that it is most correlated with").nullable(),
    Field::new("correlation", Kind::F64, "1", "how much").nullable(),
];

/// The generations so far.
fn generations(memory: &SamplerState) -> Table {
    let mut table = Table::new("generations", GENERATIONS);
    for (i, generation) in memory.generations.iter().enumerate() {
        let c = &generation.counts;
        let epsilon = generation.judge.epsilon;
        table.push(row![
            i,
            epsilon,
            generation.distance,
            c.proposed,
            c.accepted,
            c.simulations,
            c.abandoned,
            c.failed,
            c.hours
        ]);
    }
    table
}

/// What was learned.
fn learned(learned: &[Learned]) -> Table {
    let mut table = Table::new("contraction", LEARNED);
    for l in learned {
        let (q05, q50, q95) = l.posterior;
        let (tied, r) = (l.tied_to.as_ref().map(|t| &t.0), l.tied_to.as_ref().map(|t| t.1));
        table.push(row![&l.path, l.prior.0, l.prior.1, q05, q50, q95, l.contraction, l.is_learned(), tied, r]);
    }
    table
}

/// The result of a calibration.
pub struct CalibrationResult {
    /// The posterior.
    pub posterior: Posterior,
    /// What was learned.
    pub learned: Vec<Learned>,
    /// Ranks of synthetic events.
    pub ranks: Vec<rank::Ranks>,
}

/// What the finished generations result in.
pub fn of(model: &Model, memory: &SamplerState, last: &Generation) -> CalibrationResult {
    let paths: Vec<String> = model.priors.iter().map(|prior| prior.path.clone()).collect();
    let observed = model.observed();
    // One half of the prior's simulations is what the other half is judged by.
    let (table, events) = memory.prior.split_at(memory.prior.len() / 2);
    // Ranks run from 0 to the number of draws: as many in each of ten bars.
    let draws = (table.len() / 200).max(2) * 10 - 1;
    CalibrationResult {
        posterior: Posterior::of(model, last),
        learned: posterior::learned(&model.priors, last),
        ranks: rank::ranks(&paths, table, events, &observed, draws),
    }
}

/// How a posterior was made, for whoever has only its file.
pub fn comment(plan: &CalibrationPlan, scenario: &Scenario, maker: &Maker, memory: &SamplerState) -> String {
    let last = memory.last().map_or(f64::NAN, |last| last.judge.epsilon);
    format!(
        "Posterior of {}, made by: {}\nversion {}, {} generations, {} simulations, tolerance {last:.3} (in scales: see data/generations.parquet), one agent per {} adults",
        scenario.name,
        maker.command.join(" "),
        maker.version,
        memory.generations.len(),
        memory.simulations(),
        plan.scale
    )
}

/// What the report of a run at posterior draws shows of the calibration.
fn page(plan: &CalibrationPlan, memory: &SamplerState, result: &CalibrationResult) -> serde_json::Value {
    let learned = |l: &Learned| {
        json!({
            "path": l.path, "prior": l.prior, "posterior": l.posterior, "contraction": l.contraction,
            "learned": l.is_learned(), "tied_to": l.tied_to,
        })
    };
    let generations = memory
        .generations
        .iter()
        .map(|g| json!({ "distance": g.distance, "accepted": g.counts.accepted, "proposed": g.counts.proposed }));
    json!({
        "scenario": plan.scenario, "simulations": memory.simulations(), "failed": memory.failed(),
        "effective": result.posterior.effective(), "ended": memory.ended,
        "generations": generations.collect::<Vec<_>>(),
        "parameters": result.learned.iter().map(learned).collect::<Vec<_>>(), "ranks": result.ranks,
    })
}

/// Writes the tables and `posterior.csv`.
pub fn write(
    dir: &RunDir,
    plan: &CalibrationPlan,
    scenario: &str,
    memory: &SamplerState,
    result: &CalibrationResult,
    checked: &[predict::Checked],
    comment: &str,
) -> Result<(), Complaint> {
    let last = memory.last().expect("a posterior has a generation");
    result.posterior.table(last).write_parquet(&dir.data("posterior"))?;
    generations(memory).write_parquet(&dir.data("generations"))?;
    learned(&result.learned).write_parquet(&dir.data("contraction"))?;
    rank::table(&result.ranks).write_parquet(&dir.data("ranks"))?;
    predict::table(checked).write_parquet(&dir.data("predictive"))?;
    let text = serde_json::to_string(&page(plan, memory, result)).expect("plain data becomes JSON");
    write_atomic(&dir.file(CALIBRATION), text + "\n")?;
    // How long a run is does not change what its parameters mean.
    let settings = plan.settings.iter().filter(|setting| !setting.starts_with("hours=")).cloned().collect();
    let mut scenarios = vec![scenario.to_string()];
    scenarios.extend(plan.events.iter().map(|event| event.rsplit(['/', '\\']).next().unwrap_or(event).to_string()));
    let posterior = Posterior { settings, scenarios, scale: Some(plan.scale), ..result.posterior.clone() };
    write_atomic(&dir.file("posterior.csv"), posterior.csv(comment))?;
    Ok(())
}
