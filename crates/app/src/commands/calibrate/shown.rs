//! What `calibrate` prints of its results.

use super::{Check, CheckOf};
use crate::options::ExecutionOptions;
use crate::progress::duration;
use crate::terminal::{exact, heading, number, say, table};
use groundswell_scenario::scenario::Scenario;
use groundswell_study::against::WIDE;
use groundswell_study::calibrate::abc::SamplerState;
use groundswell_study::calibrate::predict::{self, Checked};
use groundswell_study::calibrate::results::CalibrationResult;
use groundswell_study::calibrate::store::{Calibrating, CalibrationPlan};
use groundswell_study::rundir::RunDir;
use groundswell_study::summary::TOO_COARSE;
use serde_json::json;

/// Prints the results, as tables or as JSON.
pub(super) fn results(
    work: &Calibrating,
    result: &CalibrationResult,
    checks: &[Check],
    failed: u32,
    elapsed: f64,
    how: &ExecutionOptions,
) {
    let (memory, path) = (&work.memory, work.dir().path().display());
    if how.json {
        let all = as_json(work.dir(), memory, result, checks);
        say(serde_json::to_string_pretty(&all).expect("plain data becomes JSON"));
    } else if !how.quiet {
        show(&work.scenario, &work.plan, memory, result, checks);
        say(format!(
            "{} simulations ({} given up early, {} failed), {} hours simulated; {}",
            exact(f64::from(memory.simulations())),
            exact(memory.generations.iter().map(|g| f64::from(g.counts.abandoned)).sum()),
            failed,
            exact(memory.hours() as f64),
            duration(elapsed)
        ));
        say(format!("calibration  {path}"));
        // A posterior that is the prior again recommends nothing.
        if result.learned.iter().any(|l| l.is_learned()) {
            say(format!("use it       groundswell run {} --posterior {path}", work.plan.scenario));
        }
    }
}

/// Whether contraction can be read as learning: only where posterior runs agree with what was fitted.
fn fit_of(checks: &[Check]) -> String {
    let Some(check) = checks.first().filter(|check| !check.runs.is_empty()) else {
        return "warning: no posterior run was made, so that nobody knows whether what contracted fits the record"
            .into();
    };
    let fitted: Vec<&Checked> = check.checked.iter().filter(|checked| checked.fitted).collect();
    let missed: Vec<&str> =
        fitted.iter().filter(|checked| !checked.inside).map(|checked| checked.id.as_str()).collect();
    if missed.is_empty() {
        return format!("all {} fitted quantities lie within posterior runs", fitted.len());
    }
    format!(
        "warning: {} of {} fitted quantities lie outside posterior runs ({}): a prior that contracts around a misfit has learned \
         which wrong value is least wrong",
        missed.len(),
        fitted.len(),
        missed.join(", ")
    )
}

fn as_json(dir: &RunDir, memory: &SamplerState, result: &CalibrationResult, checks: &[Check]) -> serde_json::Value {
    let generations: Vec<_> = memory
        .generations
        .iter()
        .map(|g| json!({ "epsilon": g.judge.epsilon, "distance": g.distance, "counts": g.counts }))
        .collect();
    let of = |of: CheckOf| checks.iter().find(|check| check.of == of);
    json!({
        "calibration": dir.path().display().to_string(), "generations": generations, "ended": memory.ended, "parameters": result.learned,
        "effective_particles": result.posterior.effective(), "ranks": result.ranks, "predictive": checks[0].checked,
        "redrawn": of(CheckOf::Redrawn).map(|c| json!({ "predictive": c.checked, "scores": scores(c) })),
        "left_out": of(CheckOf::LeftOut)
            .map(|c| json!({ "event": c.event.name, "predictive": c.checked, "scores": scores(c) })),
        "simulations": memory.simulations(), "failed": memory.failed(), "hours": memory.hours(),
    })
}

fn show(
    scenario: &Scenario,
    plan: &CalibrationPlan,
    memory: &SamplerState,
    result: &CalibrationResult,
    checks: &[Check],
) {
    say(heading(&format!("{}: what the record says of the parameters", scenario.title)));
    generations(memory);
    if let Some(why) = &memory.ended {
        say(format!("ended: {why}; worth {} equally weighted particles", number(result.posterior.effective())));
    }
    say("");
    learned(result);
    say(fit_of(checks));
    say("");
    ranks(result);
    let drawn = checks.iter().any(|check| check.of == CheckOf::Redrawn);
    for check in checks.iter().filter(|check| !check.runs.is_empty()) {
        say("");
        let of = match check.of {
            CheckOf::Fit if drawn => " with the draws of places and days that fit",
            CheckOf::Fit => "",
            CheckOf::Redrawn => " with new draws of places and days",
            CheckOf::LeftOut => ", left out of the fit",
        };
        say(heading(&format!(
            "{}{of}: {} posterior runs against the record, one agent per {} adults",
            check.event.title,
            check.runs.len(),
            plan.scale
        )));
        predicted(check);
    }
}

/// How the sampler result from the prior to the posterior.
fn generations(memory: &SamplerState) {
    let rows = memory.generations.iter().enumerate().map(|(i, g)| {
        let c = &g.counts;
        let whole = |n: u32| exact(f64::from(n));
        let accepted = 100.0 * f64::from(c.accepted) / f64::from(c.proposed.max(1));
        vec![
            i.to_string(),
            number(g.judge.epsilon),
            format!("{:.2}", g.distance),
            whole(c.simulations),
            whole(c.abandoned),
            whole(c.accepted),
            format!("{accepted:.1} %"),
        ]
    });
    say(table(
        &["generation", "tolerance", "distance", "simulations", "given up", "accepted", "of proposed"],
        &[0, 1, 2, 3, 4, 5, 6],
        rows,
    ));
    say(
        "tolerance: in scales, which follow the spread of the simulations; distance: median of the accepted, in tolerances of observation",
    );
}

/// What the record says of each parameter.
fn learned(result: &CalibrationResult) {
    let rows = result.learned.iter().map(|l| {
        let (q05, q50, q95) = l.posterior;
        vec![
            l.path.clone(),
            format!("{}–{}", figure(l.prior.0), figure(l.prior.1)),
            format!("{} [{}–{}]", figure(q50), figure(q05), figure(q95)),
            format!("{:.2}", l.contraction),
            if l.is_learned() { "" } else { "not learned" }.into(),
            l.tied_to.as_ref().map_or(String::new(), |(path, r)| format!("{path} ({r:+.2})")),
        ]
    });
    say(table(&["parameter", "prior", "posterior, 90 %", "contraction", "", "most tied to"], &[1, 2, 3], rows));
    say("contraction: 1 − posterior variance / prior variance; below 0.2 the record says next to nothing");
}

/// Whether the inference finds what made synthetic events.
fn ranks(result: &CalibrationResult) {
    let rows = result.ranks.iter().map(|r| {
        let bars: Vec<String> = r.bars.iter().map(u32::to_string).collect();
        vec![r.path.clone(), bars.join(" "), format!("{:.0} %", 100.0 * r.covered), format!("{:.3}", r.chance)]
    });
    say(table(&["synthetic events", "ranks of the true value, by tenth", "in 90 %", "chance if even"], &[2, 3], rows));
    say("simulation-based calibration by rejection from the prior's simulations: even bars mean right inference");
}

/// A number for reading, rates far below one too.
fn figure(x: f64) -> String {
    let size = x.abs();
    if size >= 0.01 || x == 0.0 {
        return number(x);
    }
    let digits = (1.0 - size.log10().floor()).clamp(0.0, 12.0) as usize;
    format!("{x:.digits$}")
}

/// The table of a check.
fn predicted(check: &Check) {
    let numbered = |id: &str| id.len() > 1 && id[1..].chars().all(|c| c.is_ascii_digit());
    let few = check.checked.iter().any(|c| numbered(&c.id));
    let shown: Vec<&Checked> = check.checked.iter().filter(|c| !few || numbered(&c.id) || c.fitted).collect();
    let rows = shown.iter().map(|c| {
        let range = c.recorded;
        vec![
            c.id.clone(),
            c.meaning.clone(),
            c.predicted.map_or("–".into(), |i| format!("{} [{} – {}]", number(i.q50), number(i.q05), number(i.q95))),
            if range.low == range.high {
                exact(range.best)
            } else {
                format!("{} [{} – {}]", exact(range.best), exact(range.low), exact(range.high))
            },
            if c.held_out {
                "held out"
            } else if c.fitted {
                ""
            } else {
                "not fitted"
            }
            .into(),
            c.percentile.map_or("–".into(), |share| format!("{:.0}", 100.0 * share)),
            c.width.map_or("–".into(), |width| format!("{width:.1}")),
            match c.defined >= 0.5 || c.verdict == TOO_COARSE {
                true => c.verdict.into(),
                false => format!("miss: a value in {:.0} %", 100.0 * c.defined),
            },
        ]
    });
    let headings = ["", "recorded quantity", "predicted, 90 %", "record", "", "percentile", "width", ""];
    say(table(&headings, &[2, 3, 5, 6], rows));
    say(format!("width: of the interval over the spread of the record; a hit beyond {WIDE:.0} is called wide"));
    let count = |of: fn(&&&Checked) -> bool| {
        let those = shown.iter().filter(|c| c.verdict != TOO_COARSE).filter(of);
        (those.clone().filter(|c| c.inside).count(), those.count())
    };
    let (fitted, held, other) = (count(|c| c.fitted), count(|c| c.held_out), count(|c| !c.fitted && !c.held_out));
    let counts = [("fitted", fitted), ("held out", held), ("not fitted", other)];
    let counts = counts.iter().filter(|(_, (_, all))| *all > 0);
    say(counts.map(|(of, (hits, all))| format!("{of}: {hits} of {all} hit")).collect::<Vec<_>>().join("; "));
    let coarse = shown.iter().filter(|c| c.verdict == TOO_COARSE).count();
    if coarse > 0 {
        let scale = check.family.making.scale;
        say(format!("{coarse} more are not judged where one agent stands for {scale} adults"));
    }
    if let Some((crps, persistence)) = scores(check) {
        say(format!(
            "mean CRPS of log(1+size) over its sizes: {crps:.3}; of always the last size recorded: {persistence:.3}"
        ));
    }
}

/// Mean CRPS of the logarithms of an event's sizes, and that of persistence; the first size
/// is known to both.
fn scores(check: &Check) -> Option<(f64, f64)> {
    predict::scores(&check.family, &check.runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_far_below_one_keep_their_digits() {
        let cases = [(0.000183, "0.00018"), (0.00001, "0.000010"), (0.0135, "0.0135"), (0.0, "0"), (36.0, "36")];
        for (x, text) in cases {
            assert_eq!(figure(x), text);
        }
    }
}
