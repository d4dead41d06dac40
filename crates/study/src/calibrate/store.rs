//! A calibration on disk: its plan, its memory, and the tables it comes to.

use super::abc::{Effort, Generation, Memory};
use super::model::Model;
use super::posterior::{Learned, Posterior};
use super::{posterior, predict, rank};
use crate::checkpoint;
use crate::finish::Maker;
use crate::forecast::beside;
use crate::rundir::RunDir;
use crate::stamps::Stamp;
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_scenario::facts::read_targets;
use groundswell_scenario::priors::{Law, Prior};
use groundswell_scenario::scenario::{Making, Scenario};
use groundswell_tables::row;
use groundswell_tables::stamp::write_atomic;
use groundswell_tables::table::{Field, Kind, Table};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::Path;

/// All that a calibration's numbers depend on besides the scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Version of the software that made it.
    pub version: String,
    /// What the user called the scenario.
    pub scenario: String,
    /// Other events under the same parameters.
    pub events: Vec<String>,
    /// Settings besides the scenario file, in their order.
    pub settings: Vec<String>,
    /// Whether a record of the user's took the place of the scenario's.
    pub observed: bool,
    /// Parameters: path, lowest, highest, whether even in the logarithm.
    pub priors: Vec<(String, f64, f64, bool)>,
    /// Recorded quantities that are used; those marked in the record if empty.
    pub only: Vec<String>,
    /// Adults that one agent stands for.
    pub scale: u32,
    /// Hour at which simulations end at the latest.
    pub until: Option<u32>,
    /// How long and how finely.
    pub effort: Effort,
    /// Posterior runs of the check.
    pub check: u32,
    /// An event that is not fitted, but scored.
    pub left_out: Option<String>,
    /// sha256 of the resolved scenario and its tables.
    pub hash: String,
}

impl Plan {
    /// The priors.
    pub fn priors(&self) -> Vec<Prior> {
        let prior = |(path, low, high, log): &(String, f64, f64, bool)| {
            let law = if *log { Law::LogUniform } else { Law::Uniform };
            Prior { path: path.clone(), law, low: *low, high: *high }
        };
        self.priors.iter().map(prior).collect()
    }

    /// How worlds are made.
    pub fn making(&self) -> Making {
        Making { scale: self.scale, ..Making::default() }
    }

    /// The model; `scenario` is the first event.
    pub fn model(&self, scenario: &Scenario) -> Result<Model, Complaints> {
        let mut scenarios = vec![scenario.clone()];
        for event in &self.events {
            scenarios.push(Scenario::load(event, &[])?);
        }
        Model::new(&scenarios, &self.priors(), &self.making(), self.effort.seed, &self.only, self.until)
    }
}

/// Where the plan is.
pub const PLAN: &str = "checkpoints/calibrate.json";
/// Where the memory is.
pub const MEMORY: &str = "checkpoints/memory.done";
/// Where a record of the user's is.
pub const OBSERVED: &str = "inputs/observed.csv";

/// Puts a user's record in the place of the scenario's.
pub fn observe(scenario: &mut Scenario, name: &str, text: &str) -> Result<(), Complaints> {
    let mut complaints = Complaints::default();
    scenario.targets = read_targets(name, text, &scenario.country, Some(scenario.start.date()), &mut complaints);
    complaints.or(())
}

/// Writes scenario, record and plan.
pub fn begin(dir: &RunDir, plan: &Plan, scenario: &Scenario, observed: Option<&str>) -> Result<(), Complaint> {
    dir.write_scenario(scenario)?;
    if let Some(text) = observed {
        write_atomic(&dir.file(OBSERVED), text)?;
    }
    let text = serde_json::to_string_pretty(plan).expect("a plan becomes JSON");
    write_atomic(&dir.file(PLAN), text + "\n")?;
    Ok(())
}

/// A calibration that was begun: plan, scenario, and what it has so far.
pub fn open(path: &Path) -> Result<(RunDir, Plan, Scenario, Memory), Complaints> {
    let dir = RunDir::at(path);
    let complain = |complaint: Complaint| {
        let mut complaints = Complaints::default();
        complaints.push(complaint);
        complaints
    };
    let text = std::fs::read_to_string(dir.file(PLAN)).map_err(|_| {
        let reason =
            if path.is_dir() { "it is not the directory of a calibration" } else { "there is no such directory" };
        let complaint = Complaint::new(Problem::Input { action: "open", path: path.into(), reason: reason.into() });
        complain(complaint.advise("give the directory that `groundswell calibrate … --out` was given"))
    })?;
    let plan: Plan = serde_json::from_str(&text).map_err(|error| {
        complain(
            Complaint::syntax(format!("not the plan of a calibration: {error}"))
                .in_file(dir.file(PLAN).display().to_string()),
        )
    })?;
    let mut scenario = Scenario::load(&dir.file("inputs").display().to_string(), &plan.settings)?;
    if plan.observed {
        let file = dir.file(OBSERVED);
        let text = std::fs::read_to_string(&file).map_err(|error| {
            complain(Complaint::new(Problem::Input { action: "read", path: file.clone(), reason: error.to_string() }))
        })?;
        observe(&mut scenario, &file.display().to_string(), &text)?;
    }
    if crate::plan::hash(&scenario) != plan.hash {
        let complaint =
            Complaint::inconsistent("the scenario in the directory is not the one that the calibration was begun with");
        return Err(complain(
            complaint.advise("a file in `inputs/` was changed, or this build reads it otherwise; begin anew"),
        ));
    }
    // A memory that cannot be read is no loss but of time.
    let memory = checkpoint::read(&dir.file(MEMORY)).unwrap_or_default();
    Ok((dir, plan, scenario, memory))
}

/// Keeps the memory.
pub fn keep(dir: &RunDir, memory: &Memory) -> Result<(), Complaint> {
    checkpoint::write(&dir.file(MEMORY), memory)?;
    Ok(())
}

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
pub fn generations(memory: &Memory) -> Table {
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
pub fn learned(learned: &[Learned]) -> Table {
    let mut table = Table::new("contraction", LEARNED);
    for l in learned {
        let (q05, q50, q95) = l.posterior;
        let (tied, r) = (l.tied_to.as_ref().map(|t| &t.0), l.tied_to.as_ref().map(|t| t.1));
        table.push(row![&l.path, l.prior.0, l.prior.1, q05, q50, q95, l.contraction, l.is_learned(), tied, r]);
    }
    table
}

/// Everything a calibration came to.
pub struct Came {
    /// The posterior.
    pub posterior: Posterior,
    /// What was learned.
    pub learned: Vec<Learned>,
    /// Ranks of synthetic events.
    pub ranks: Vec<rank::Ranks>,
}

/// What the finished generations come to.
pub fn come(model: &Model, memory: &Memory, last: &Generation) -> Came {
    let paths: Vec<String> = model.priors.iter().map(|prior| prior.path.clone()).collect();
    let observed = super::abc::Simulator::observed(model);
    // One half of the prior's simulations is what the other half is judged by.
    let (table, events) = memory.prior.split_at(memory.prior.len() / 2);
    // Ranks run from 0 to the number of draws: as many in each of ten bars.
    let draws = (table.len() / 200).max(2) * 10 - 1;
    Came {
        posterior: Posterior::of(&model.priors, last),
        learned: posterior::learned(&model.priors, last),
        ranks: rank::ranks(&paths, table, events, &observed, draws),
    }
}

/// The manifest of a calibration.
pub fn stamp<'a>(plan: &'a Plan, scenario: &Scenario, maker: &'a Maker, memory: &Memory) -> Stamp<'a> {
    Stamp {
        maker,
        title: format!("Groundswell calibration of {}", scenario.name),
        description: format!(
            "{} Calibrated by approximate Bayesian computation, one agent per {} adults.",
            scenario.summary, plan.scale
        ),
        seed: plan.effort.seed,
        hash: &plan.hash,
        counts: vec![
            ("budget", plan.effort.budget.into()),
            ("scale", plan.scale.into()),
            ("particles", plan.effort.particles.into()),
            ("generations", memory.generations.len() as u64),
            ("simulations", memory.simulations().into()),
            ("failed", memory.failed().into()),
        ],
    }
}

/// How a posterior was made, for whoever has only its file.
pub fn comment(plan: &Plan, scenario: &Scenario, maker: &Maker, memory: &Memory) -> String {
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
fn page(plan: &Plan, memory: &Memory, came: &Came) -> serde_json::Value {
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
        "effective": came.posterior.effective(), "ended": memory.ended,
        "generations": generations.collect::<Vec<_>>(),
        "parameters": came.learned.iter().map(learned).collect::<Vec<_>>(), "ranks": came.ranks,
    })
}

/// What a report shows of a calibration or a sensitivity analysis that is put beside a run.
pub const BESIDE: [&str; 2] = ["calibration.json", "sensitivity.json"];

/// Puts what a report shows of the analyses in a directory beside a run, a forecast among them; whether there was anything.
///
/// # Errors
/// An analysis of another scenario; what cannot be read or written.
pub fn put_beside(dir: &RunDir, analysis: &Path) -> Result<bool, Complaint> {
    if let (Some(own), Some(other)) = (scenario_in(dir.path()), scenario_in(analysis))
        && own != other
    {
        let what = format!("{} is of `{other}`, the run of `{own}`", analysis.display());
        return Err(Complaint::inconsistent(what).allowed(format!("an analysis of `{own}`")));
    }
    let mut found = false;
    for file in BESIDE {
        if let Ok(text) = std::fs::read_to_string(analysis.join(file)) {
            write_atomic(&dir.file("inputs").join(file), text)?;
            found = true;
        }
    }
    if let Some(page) = beside::page(analysis)? {
        write_atomic(&dir.file("inputs").join(beside::FILE), page.to_string() + "\n")?;
        found = true;
    }
    Ok(found)
}

/// The name of the scenario that a directory was made of, if it says so.
fn scenario_in(dir: &Path) -> Option<String> {
    let text = std::fs::read_to_string(dir.join("scenario.resolved.toml")).ok()?;
    let table: toml::Table = text.parse().ok()?;
    Some(table.get("scenario")?.get("name")?.as_str()?.to_string())
}

/// Writes the tables and `posterior.csv`.
pub fn write(
    dir: &RunDir,
    plan: &Plan,
    scenario: &str,
    memory: &Memory,
    last: &Generation,
    came: &Came,
    checked: &[predict::Checked],
    comment: &str,
) -> Result<(), Complaint> {
    came.posterior.table(last).write_parquet(&dir.data("posterior"))?;
    generations(memory).write_parquet(&dir.data("generations"))?;
    learned(&came.learned).write_parquet(&dir.data("contraction"))?;
    rank::table(&came.ranks).write_parquet(&dir.data("ranks"))?;
    predict::table(checked).write_parquet(&dir.data("predictive"))?;
    let text = serde_json::to_string(&page(plan, memory, came)).expect("plain data becomes JSON");
    write_atomic(&dir.file(BESIDE[0]), text + "\n")?;
    // How long a run is does not change what its parameters mean.
    let settings = plan.settings.iter().filter(|setting| !setting.starts_with("hours=")).cloned().collect();
    let mut scenarios = vec![scenario.to_string()];
    scenarios.extend(plan.events.iter().map(|event| event.rsplit(['/', '\\']).next().unwrap_or(event).to_string()));
    let posterior = Posterior { settings, scenarios, scale: Some(plan.scale), ..came.posterior.clone() };
    write_atomic(&dir.file("posterior.csv"), posterior.csv(comment))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_analysis_of_another_scenario_is_not_put_beside_a_run() {
        let folder = tempfile::tempdir().expect("a folder");
        let made = |name: &str, scenario: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(&path).expect("made");
            let text = Scenario::load(scenario, &[]).expect("built in").resolved();
            std::fs::write(path.join("scenario.resolved.toml"), text).expect("written");
            std::fs::write(path.join(BESIDE[0]), "{}").expect("written");
            path
        };
        let run = RunDir::at(&made("run", "two-towns"));
        std::fs::create_dir_all(run.file("inputs")).expect("made");
        assert!(put_beside(&run, &made("own", "two-towns")).expect("of the same scenario"));
        let said = put_beside(&run, &made("other", "leipzig-1989")).expect_err("of another").to_string();
        assert!(said.contains("is of `leipzig-1989`, the run of `two-towns`"), "{said}");
    }
}
