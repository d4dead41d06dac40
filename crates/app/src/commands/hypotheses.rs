//! `hypotheses`: the claims of a text against the record and against runs.

use crate::exit::{CommandResult, DONE, INTERRUPTED, alone};
use crate::interrupt::listen;
use crate::options::{Draws, ExecutionOptions, FormChoice};
use crate::pool::without_traces;
use crate::progress::{Meter, duration};
use crate::read;
use crate::terminal::{exact, heading, note, say, table};
use clap::Args;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_scenario::scenario::{Making, Scenario};
use groundswell_study::calibrate::named::named;
use groundswell_study::calibrate::posterior::Posterior;
use groundswell_study::execute::Execution;
use groundswell_study::hypotheses::claims::SCENARIO;
use groundswell_study::hypotheses::runs::{self, Asking, Ran};
use groundswell_study::hypotheses::{Claim, claims, page};
use serde_json::json;
use std::time::{Duration, Instant};

/// `hypotheses`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell hypotheses kazakhstan-2022\n  groundswell hypotheses kazakhstan-2022 --only H7,H8 --replicates 64\n  groundswell hypotheses kazakhstan-2022 --posterior              at draws of what was learned\n  groundswell hypotheses kazakhstan-2022 --posterior scenario:threshold     under the second structure\n  groundswell hypotheses kazakhstan-2022 --markdown > claims.md\n\nThe claims are those of a political text on January 2022; the program takes no side. What the\nrecord says is computed from the scenario's tables, what the model says from runs that differ in\none thing and share their random numbers. Nothing here says what would have happened."
)]
pub(crate) struct HypothesesArguments {
    /// The scenario: kazakhstan-2022, or a changed copy of it that keeps its name
    #[arg(default_value = SCENARIO)]
    pub scenario: String,
    /// Only these claims; all runs are made all the same
    #[arg(long, value_name = "CLAIMS", value_delimiter = ',')]
    pub only: Option<Vec<String>>,
    /// Replicates of each of twenty branches
    #[arg(short = 'n', long, default_value_t = 24, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=100_000))]
    pub replicates: u32,
    /// Adults that one agent stands for
    #[arg(long, default_value_t = 20, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub scale: u32,
    /// Seed
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Set a parameter of all runs by its path; may be given more than once
    #[arg(long, value_name = "A.B=V")]
    pub set: Vec<String>,
    /// Which orders of the authorities hold [default: as the scenario says]
    #[arg(long, value_enum)]
    pub form: Option<FormChoice>,
    /// Where replicates take their parameters from.
    #[command(flatten)]
    pub draws: Draws,
    /// Print a page of Markdown instead of tables
    #[arg(long, conflicts_with = "json")]
    pub markdown: bool,
    /// How it is carried out.
    #[command(flatten)]
    pub execution: ExecutionOptions,
}

/// Runs the claims.
pub(crate) fn hypotheses(asked: &HypothesesArguments) -> CommandResult {
    let begun = Instant::now();
    let (scenario, settings, posterior) = loaded(asked)?;
    let only = chosen(asked)?;
    let Some(ran) = ran(asked, &scenario, &settings, posterior.as_ref())? else {
        note("interrupted: nothing is kept, the claims need all of their runs");
        return Ok(INTERRUPTED);
    };
    let mut found = claims::claims(&scenario, &ran);
    found.retain(|claim| only.is_empty() || only.iter().any(|id| id == claim.id));
    let (wording, seconds) = (wording(asked, ran.failed), begun.elapsed().as_secs_f64());
    if asked.execution.json {
        let all = json!({
            "scenario": scenario.name, "replicates": asked.replicates, "scale": asked.scale, "seed": asked.seed,
            "failed": ran.failed, "seconds": seconds, "wording": wording, "claims": found,
        });
        say(serde_json::to_string_pretty(&all).expect("claims become JSON"));
    } else if asked.markdown {
        say(page::markdown(&scenario.title, &wording, &found).trim_end());
    } else {
        show_all(&found);
        say(wording);
        say(format!("{} runs in {}", exact(f64::from(runs_of(asked))), duration(seconds)));
    }
    Ok(DONE)
}

/// The scenario, the settings that it was made with, and the posterior, if one is asked for.
fn loaded(asked: &HypothesesArguments) -> Result<(Scenario, Vec<String>, Option<Posterior>), Complaints> {
    let settings: Vec<String> = asked.set.iter().cloned().chain(asked.form.map(FormChoice::setting)).collect();
    let (scenario, settings, posterior) = match &asked.draws.posterior {
        Some(path) => {
            let named = named(path, &asked.scenario, &settings)?;
            (named.scenario, named.settings, Some(named.posterior))
        }
        None => (read::scenario(&asked.scenario, &settings)?, settings, None),
    };
    if scenario.name == SCENARIO {
        return Ok((scenario, settings, posterior));
    }
    let complaint =
        Complaint::inconsistent(format!("the claims are about {SCENARIO}, and this is `{}`", scenario.name));
    Err(alone(complaint.allowed(SCENARIO).advise("`groundswell compare` asks any scenario")))
}

/// The branches of the claims, and the base.
fn count_of_branches() -> u32 {
    claims::branches().len() as u32 + 1
}

fn runs_of(asked: &HypothesesArguments) -> u32 {
    count_of_branches() * asked.replicates
}

/// Makes the runs; `None` if they were interrupted.
fn ran(
    asked: &HypothesesArguments,
    scenario: &Scenario,
    settings: &[String],
    posterior: Option<&Posterior>,
) -> Result<Option<Ran>, Complaints> {
    let (how, threads) = (&asked.execution, asked.execution.threads());
    if how.talks() {
        note(format!(
            "{}: {} branches, {} replicates of each, one agent for {} adults, on {threads} threads",
            scenario.name,
            count_of_branches(),
            asked.replicates,
            asked.scale,
        ));
    }
    let many = runs_of(asked);
    let meter = Meter::of_hours(how.shown(), many, u64::from(many) * u64::from(scenario.hours));
    let execution = Execution { threads, checkpoint_every: Duration::MAX, stop: listen(), progress: &meter };
    let asking = Asking {
        scenario: &asked.scenario,
        settings,
        making: Making { scale: asked.scale, ..Making::default() },
        seed: asked.seed,
        replicates: asked.replicates,
        posterior,
    };
    let ran = without_traces(|| runs::run(&asking, claims::branches(), &execution));
    meter.end();
    ran
}

/// What a figure of these runs means.
fn wording(asked: &HypothesesArguments, failed: usize) -> String {
    let parameters = match &asked.draws.posterior {
        Some(path) => format!("at draws of the posterior `{}`", path.display()),
        None => "under these parameters".into(),
    };
    format!(
        "In this model, {parameters}: {} replicates of each branch with the same random numbers, one agent for {} adults, seed {}; {failed} runs failed. Differences are paired, intervals are 90 % and shrink with replicates.",
        asked.replicates, asked.scale, asked.seed
    )
}

/// The claims that `--only` names; none if it names none.
fn chosen(asked: &HypothesesArguments) -> Result<Vec<String>, Complaints> {
    let known: Vec<String> = (1..=10).map(|n| format!("H{n}")).collect();
    let only: Vec<String> = asked.only.iter().flatten().map(|id| id.trim().to_uppercase()).collect();
    match only.iter().find(|id| !known.contains(id)) {
        None => Ok(only),
        Some(unknown) => {
            let complaint = Complaint::unknown("claim", unknown, known.iter().map(String::as_str));
            Err(alone(complaint.allowed(known.join(", "))))
        }
    }
}

/// Every claim, and a table of them.
fn show_all(found: &[Claim]) {
    found.iter().for_each(show);
    say(heading("In short"));
    let rows = found.iter().map(|claim| vec![claim.id.into(), claim.claim.into(), claim.verdict.words().into()]);
    say(table(&["", "claim", "verdict"], &[], rows));
    say("");
}

/// One claim.
fn show(claim: &Claim) {
    say(heading(&format!("{} ({}): {} {}", claim.id, claim.models, claim.claim, claim.verdict.words().to_uppercase())));
    let record = claim.record.iter().map(|line| vec!["record".into(), line.what.clone(), line.says.clone()]);
    let model = claim.model.iter().map(|line| vec!["model".into(), line.what.clone(), line.says.clone()]);
    say(table(&["", "", ""], &[], record.chain(model)));
    say(&claim.why);
    say("");
}
