//! `forecast`: what will be reported, from what had been published, beside what simple rules would have said.

use crate::exit::{CommandResult, DONE, INTERRUPTED, alone};
use crate::interrupt::{listen_into, stopped};
use crate::options::ExecutionOptions;
use crate::pool::{on_threads, without_traces};
use crate::progress::{Meter, duration};
use crate::read;
use crate::terminal::{counted, exact, heading, note, number, say, table};
use crate::this;
use clap::{Args, ValueEnum};
use groundswell_scenario::scenario::Scenario;
use groundswell_study::calibrate::named::{named, unlike};
use groundswell_study::forecast::asked::{caveats, observation, times};
use groundswell_study::forecast::kept::KeptOrigins;
use groundswell_study::forecast::prior::ParameterSource;
use groundswell_study::forecast::run::Orders;
use groundswell_study::forecast::store::{Forecasting, Results, origins};
use groundswell_study::forecast::verdict::{KINDS, Score, ScoredForecast, Versus, said, verdict};
use groundswell_study::forecast::{AtOrigin, ForecastRequest, MODELS, forecast, methods};
use serde_json::json;
use std::path::PathBuf;

/// Where parameters are from.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum From {
    /// Drawn around the defaults of the mechanisms, weighted by what had been published
    Prior,
    /// The scenario's own values, which may be fitted to what came later
    Scenario,
}

/// Orders after the origin.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OrdersAfter {
    /// What stands goes on standing; nothing new is ordered
    None,
    /// The scenario's triggered orders
    Endogenous,
}

/// `forecast`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell forecast kazakhstan-2022\n  groundswell forecast kazakhstan-2022 --origin 2022-01-05T00:00 --horizon 72h\n  groundswell forecast kazakhstan-2022 --origin 2022-01-04,2022-01-05 --horizon 6h,24h,72h --json\n  groundswell forecast kazakhstan-2022 --orders endogenous --replicates 800 -o forecasts/endogenous\n  groundswell forecast kazakhstan-2022 --posterior calibrations/first\n  groundswell forecast two-towns --origin 2001-03-07T18:00 --observe detection=50\n\nA forecast knows what had been published before its origin: `groundswell mechanism observation`\nsays how late reports are taken to be. No dated order after the origin is used."
)]
pub(crate) struct ForecastArguments {
    /// A built-in scenario, or the path of a .toml or of its folder
    pub scenario: String,
    /// When the forecast is made, by the scenario's clock; several with commas
    /// [default: after the third and the fourth day]
    #[arg(long, value_name = "TIME", value_delimiter = ',')]
    pub origin: Vec<String>,
    /// How far it looks: hours or days, as 72h or 3d; several with commas
    #[arg(long, value_name = "TIME", value_delimiter = ',', default_value = "6h,24h,72h")]
    pub horizon: Vec<String>,
    /// Runs for each origin
    #[arg(short = 'n', long, default_value_t = 600, value_name = "N", value_parser = clap::value_parser!(u32).range(8..=1_000_000))]
    pub replicates: u32,
    /// Adults that one agent stands for
    #[arg(long, default_value_t = 50, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub scale: u32,
    /// Seed: the same seed gives the same forecast
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Where parameters are from
    #[arg(long, value_enum, default_value = "prior", conflicts_with = "posterior")]
    pub parameters: From,
    /// Draw parameters from a posterior: the directory of a calibration, its posterior.csv, or
    /// `scenario` (or nothing) for the one that the scenario carries, `scenario:NAME` for another
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = "scenario")]
    pub posterior: Option<PathBuf>,
    /// What the authorities do after the origin
    #[arg(long, value_enum, default_value = "none")]
    pub orders: OrdersAfter,
    /// Set a parameter of the scenario by its path; may be given more than once
    #[arg(long, value_name = "A.B=V")]
    pub set: Vec<String>,
    /// Set a parameter of the observation layer; may be given more than once
    #[arg(long, value_name = "NAME=V")]
    pub observe: Vec<String>,
    /// Write forecasts, scores, skill and parameters as tables into this folder; the same command goes on where it was stopped
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the tables that are there
    #[arg(long)]
    pub force: bool,
    /// How it is carried out.
    #[command(flatten)]
    pub execution: ExecutionOptions,
    /// Every unit's forecast, every rule, horizon and score, and what was learned of parameters
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// Rules that the models are held against first.
const RULES: [&str; 2] = ["persistence", "hurdle"];
/// Upper over lower end of an interval from which it is called wide.
const WIDE: f64 = 100.0;

/// Makes forecasts and scores them.
pub(crate) fn run(asked: &ForecastArguments) -> CommandResult {
    let (scenario, parameters) = match (&asked.posterior, asked.parameters) {
        (Some(path), _) => {
            let named = named(path, &asked.scenario, &asked.set)?;
            let from = path.display().to_string();
            if let Some(made) = named.posterior.scale.filter(|made| *made != asked.scale) {
                note(format!("note: {}", unlike(made, asked.scale)));
            }
            read::remarks(&named.scenario);
            (named.scenario, ParameterSource::Posterior { from, posterior: named.posterior })
        }
        (None, From::Prior) => (read::scenario(&asked.scenario, &asked.set)?, ParameterSource::Prior),
        (None, From::Scenario) => (read::scenario(&asked.scenario, &asked.set)?, ParameterSource::Scenario),
    };
    let (origins, horizons) = times(&asked.origin, &asked.horizon, &scenario)?;
    let observation = observation(&asked.observe)?;
    let plan = ForecastRequest {
        origins,
        horizons,
        replicates: asked.replicates,
        scale: asked.scale,
        seed: asked.seed,
        parameters,
        orders: if asked.orders == OrdersAfter::Endogenous { Orders::Endogenous } else { Orders::None },
        observation,
    };
    let how = &asked.execution;
    let begin = |out: &PathBuf| Forecasting::begin(out, asked.force, &scenario, &plan, this::maker());
    let directory = asked.out.as_ref().map(begin).transpose().map_err(alone)?;
    let runs = (plan.runs() * plan.origins.len()) as u64;
    let meter = Meter::new(how.shown(), "runs", runs, 0);
    let heard = |done: usize| meter.at(done as u64, 0, "");
    let kept = KeptOrigins::at(asked.out.as_deref());
    let computed = || forecast(&scenario, &plan, &kept, listen_into(asked.out.as_deref()), &heard);
    let all = without_traces(|| on_threads(how.threads(), computed))?.map_err(alone)?;
    meter.end();
    let (scores, versus) = verdict(&all, asked.seed);
    let rows = said(&all);
    if let Some(directory) = &directory {
        directory.close(&scenario, &plan, &all, (&rows, &scores, &versus)).map_err(alone)?;
    }
    let caveats = caveats(&plan);
    if how.json {
        let all = as_json(&scenario, &plan, &all, &caveats, (&rows, &scores, &versus));
        say(serde_json::to_string_pretty(&all).expect("forecasts become JSON"));
    } else if !(how.quiet && asked.out.is_some()) {
        show(asked, &scenario, &all, &caveats, (&rows, &scores, &versus));
        let runs: usize = all.iter().map(|at| at.ensemble.runs).sum();
        let failed: usize = all.iter().map(|at| at.ensemble.failed.len()).sum();
        let seconds = meter.elapsed();
        say(format!("{runs} runs, {failed} failed; {}", duration(seconds)));
        if let Some(out) = &asked.out {
            say(format!("tables in {}", out.display()));
        }
    }
    Ok(ended(asked, all.len(), plan.origins.len()))
}

/// The exit code; of work that was stopped also what is left of it.
fn ended(asked: &ForecastArguments, done: usize, of: usize) -> u8 {
    if done == of {
        return DONE;
    }
    note(stopped(done, of, "origins", asked.out.as_deref()));
    INTERRUPTED
}

fn time(scenario: &Scenario, hour: f64) -> String {
    scenario.time(hour).format("%Y-%m-%d %H:%M").to_string()
}

fn show(asked: &ForecastArguments, scenario: &Scenario, all: &[AtOrigin], caveats: &[String], results: Results<'_>) {
    let (rows, scores, versus) = results;
    caveats.iter().for_each(say);
    for at in all {
        show_origin(asked, scenario, at, rows);
    }
    if all.is_empty() {
        return;
    }
    if asked.verbose {
        show_scores(scenario, scores);
        show_skill(scenario, versus);
    } else {
        show_short(scenario, scores, versus);
    }
}

/// Whether a method is shown without being asked for every one: the models, and the two rules that matter most.
fn is_shown(asked: &ForecastArguments, method: &str) -> bool {
    asked.verbose || MODELS.contains(&method) || RULES.contains(&method)
}

/// Errors over the longest horizon, and skill of the models against two rules.
fn show_short(scenario: &Scenario, scores: &[Score], versus: &[Versus]) {
    let horizon = scores.iter().map(|s| s.horizon).fold(0.0, f64::max);
    say("");
    say(heading(&format!(
        "Mean error over {horizon} h, CRPS of log(1 + participants), smaller is better; skill by unit, above 0 better than the rule"
    )));
    let headings = ["origin", "method", "country", "by unit", "skill: persistence", "skill: hurdle"];
    let firsts = scores.iter().filter(|s| s.score == "crps_log" && s.horizon == horizon);
    let rows = firsts.filter(|s| MODELS.contains(&s.method) || RULES.contains(&s.method)).map(|first| {
        let by_unit = scores.iter().find(|s| s.score == "crps_log_units" && same(s, first)).and_then(|s| s.value);
        let against = |rule: &str| {
            let is = |v: &&Versus| {
                (v.score, v.origin, v.horizon) == ("crps_log_units", first.origin, horizon)
                    && (v.method, v.baseline) == (first.method, rule)
            };
            versus.iter().find(is).map_or(String::new(), skill)
        };
        let value = |of: Option<f64>| of.map_or("–".into(), |x| format!("{x:.2}"));
        let origin = first.origin.map_or("all".to_string(), |o| time(scenario, o));
        let [persistence, hurdle] = RULES.map(against);
        vec![origin, first.method.into(), value(first.value), value(by_unit), persistence, hurdle]
    });
    say(table(&headings, &[2, 3, 4, 5], rows));
    say(
        "\nIn brackets the 90 % interval of a bootstrap over units with all their days: how much units differ, not how \
         another event would go.\n`--verbose` shows every rule, horizon and score.",
    );
}

/// What was known at an origin, and what was forecast from it.
fn show_origin(asked: &ForecastArguments, scenario: &Scenario, at: &AtOrigin, rows: &[ScoredForecast]) {
    say("");
    say(heading(&format!("Made at {}", time(scenario, at.origin))));
    let (reports, sized) = (at.vintage.said.len(), at.vintage.said.iter().filter(|s| s.size.is_some()).count());
    say(format!(
        "known: {} of crowds, {sized} with a size; {} whose reports are all in",
        counted(reports as u64, "report"),
        counted(at.vintage.complete as u64, "day")
    ));
    let exponent = at.ensemble.exponent;
    let weakened = if exponent > 0.0 && exponent < 1.0 {
        format!(" (likelihood weakened to the power {exponent:.3}, so that this many are left)")
    } else {
        String::new()
    };
    say(format!("model: {} runs, {:.0} count in effect{weakened}", at.ensemble.runs, at.ensemble.effective));
    for (method, paths) in methods().zip(&at.paths).skip(1) {
        if asked.verbose || paths.note.contains("in its place") {
            say(format!("{method}: {}", paths.note));
        }
    }
    say("");
    let headings = ["participants in the country", "method", "low", "median", "high", "recorded", ""];
    let of_nation = rows.iter().filter(|r| r.unit.is_none() && r.hours.0 == at.origin && is_shown(asked, r.method));
    say(table(&headings, &[2, 3, 4, 5], of_nation.map(|r| forecast_row(scenario, r, None))));
    say(format!("wide: the 90 % interval begins at nothing or spans more than a factor of {WIDE}, and says little"));
    if asked.verbose {
        say("");
        let headings = ["window", "unit", "low", "median", "high", "recorded", ""];
        let of_units = rows.iter().filter(|r| r.unit.is_some() && r.hours.0 == at.origin && r.method == "model");
        say(table(&headings, &[2, 3, 4, 5], of_units.map(|r| forecast_row(scenario, r, r.unit))));
        learned(at);
    }
}

fn show_scores(scenario: &Scenario, scores: &[Score]) {
    say("");
    say(heading("Scores (smaller is better; – where nothing was recorded to score against)"));
    let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    let headings: Vec<&str> = ["origin", "horizon", "method"].into_iter().chain(names.iter().copied()).collect();
    let right: Vec<usize> = (3..headings.len()).collect();
    let firsts = scores.iter().filter(|s| s.score == names[0] && s.origin.is_some());
    let lines = firsts.map(|first| {
        let of = |name: &str| scores.iter().find(|s| s.score == name && same(s, first)).and_then(|s| s.value);
        let origin = first.origin.map_or(String::new(), |o| time(scenario, o));
        let mut line = vec![origin, format!("{} h", first.horizon), first.method.into()];
        line.extend(names.iter().map(|name| of(name).map_or("–".into(), number)));
        line
    });
    say(table(&headings, &right, lines));
    say("");
    KINDS.iter().for_each(|kind| say(format!("{:<15} {}", kind.name, kind.meaning)));
}

fn show_skill(scenario: &Scenario, versus: &[Versus]) {
    say("");
    say(heading("Skill, 1 − score/score of the baseline: above 0 better, below 0 worse"));
    let shown = ["crps", "crps_log", "interval", "crps_units", "crps_log_units", "energy", "energy_log"];
    let headings: Vec<&str> = ["origin", "horizon", "method", "baseline"].into_iter().chain(shown).collect();
    let right: Vec<usize> = (4..headings.len()).collect();
    let lines = versus.iter().filter(|v| v.score == shown[0]).map(|first| {
        let of = |name: &str| {
            let same = |v: &&Versus| {
                (v.score, v.origin, v.horizon) == (name, first.origin, first.horizon)
                    && (v.method, v.baseline) == (first.method, first.baseline)
            };
            versus.iter().find(same).map_or("–".into(), skill)
        };
        let origin = first.origin.map_or("all".to_string(), |o| time(scenario, o));
        let mut line = vec![origin, format!("{} h", first.horizon), first.method.into(), first.baseline.into()];
        line.extend(shown.iter().map(|name| of(name)));
        line
    });
    say(table(&headings, &right, lines));
    say(
        "\nIn brackets the 90 % interval of a paired bootstrap that resamples units with all their days; the country and \
         the energy score\nhave too few outcomes for one. All of it is one event: the interval says how much units differ, \
         not how another event would go.",
    );
}

fn same(a: &Score, b: &Score) -> bool {
    (a.origin, a.horizon, a.method) == (b.origin, b.horizon, b.method)
}

fn skill(v: &Versus) -> String {
    match (v.skill.skill, v.skill.interval) {
        (None, _) => "–".into(),
        (Some(s), None) => format!("{s:+.2}"),
        (Some(s), Some((low, high))) => format!("{s:+.2} [{low:+.2}, {high:+.2}]"),
    }
}

fn forecast_row(scenario: &Scenario, r: &ScoredForecast, unit: Option<usize>) -> Vec<String> {
    let window = format!(
        "{} – {}",
        scenario.time(r.hours.1).format("%d %b %H:%M"),
        scenario.time(r.hours.2).format("%d %b %H:%M")
    );
    let about = unit.map_or(r.method.to_string(), |u| scenario.country.units[u].name.clone());
    let recorded = r.recorded.map_or("–".into(), |y| exact(y.round()));
    let (low, median, high) = r.quantiles;
    let wide = high >= 1.0 && high > WIDE * low;
    let said = if wide { "wide" } else { "" };
    vec![window, about, number(low), number(median), number(high), recorded, said.into()]
}

fn learned(at: &AtOrigin) {
    if at.ensemble.parameters.is_empty() {
        return;
    }
    say("");
    let rows = at.ensemble.parameters.iter().map(|p| {
        let contraction = 1.0 - (p.after.1 / p.before.1).powi(2);
        let pair = |(mean, spread): (f64, f64)| format!("{} ± {}", number(mean), number(spread));
        vec![p.path.clone(), pair(p.before), pair(p.after), format!("{contraction:.2}")]
    });
    say(table(&["parameter", "before", "after", "contraction"], &[1, 2, 3], rows));
    say("contraction: 1 − variance after/before; below 0.2 nothing was learned");
}

fn as_json(
    scenario: &Scenario,
    plan: &ForecastRequest,
    all: &[AtOrigin],
    caveats: &[String],
    results: Results<'_>,
) -> serde_json::Value {
    let (rows, scores, versus) = results;
    let stamp = |hour: f64| scenario.time(hour).format("%Y-%m-%dT%H:%M").to_string();
    let forecasts: Vec<_> = rows
        .iter()
        .map(|r| {
            json!({
                "origin": stamp(r.hours.0), "from": stamp(r.hours.1), "to": stamp(r.hours.2),
                "unit": r.unit.map(|u| &scenario.country.units[u].name), "method": r.method, "low": r.quantiles.0,
                "median": r.quantiles.1, "high": r.quantiles.2, "mean": r.mean, "reported": r.reported, "recorded": r.recorded,
            })
        })
        .collect();
    let dated = |origin: Option<f64>| origin.map(stamp);
    let scores: Vec<_> = scores
        .iter()
        .map(|s| json!({ "origin": dated(s.origin), "horizon": s.horizon, "method": s.method, "score": s.score, "value": s.value, "outcomes": s.outcomes }))
        .collect();
    let versus: Vec<_> = versus
        .iter()
        .map(|v| {
            json!({
                "origin": dated(v.origin), "horizon": v.horizon, "score": v.score, "method": v.method, "baseline": v.baseline, "skill": v.skill.skill,
                "interval": v.skill.interval, "blocks": v.skill.blocks, "outcomes": v.skill.pairs,
            })
        })
        .collect();
    json!({
        "scenario": scenario.name, "seed": plan.seed, "scale": plan.scale, "replicates": plan.replicates, "caveats": caveats,
        "origins": origins(scenario, all), "forecasts": forecasts, "scores": scores, "skill": versus,
    })
}
