//! Runs at draws of the priors, held against the record: what the model says of an event before
//! anything of it is known.

use groundswell_engine::parameter::Value;
use groundswell_scenario::priors;
use groundswell_scenario::scenario::{Making, Scenario};
use groundswell_study::calibrate::{posterior::Posterior, predict};
use groundswell_study::design::latin;
use groundswell_study::family::Family;
use std::sync::atomic::AtomicBool;

/// Prints, for each named scenario, the recorded quantities with the prior predictive interval, the
/// percentile of the record, CRPS beside that of always the last size, and the histogram of peaks.
pub(crate) fn prior(args: &[String]) {
    let number = |flag: &str, default: u64| {
        let at = args.iter().position(|a| a == flag);
        at.and_then(|i| args.get(i + 1)).and_then(|n| n.parse().ok()).unwrap_or(default)
    };
    let (draws, scale, seed) = (number("--draws", 200) as u32, number("--scale", 20) as u32, number("--seed", 1));
    let settings: Vec<String> = args.windows(2).filter(|pair| pair[0] == "--set").map(|pair| pair[1].clone()).collect();
    let flags = args.iter().enumerate().filter(|(_, a)| a.starts_with("--")).map(|(i, _)| i + 1);
    let values: Vec<usize> = flags.collect();
    let names = args.iter().enumerate().filter(|(i, a)| !a.starts_with("--") && !values.contains(i));
    for (_, name) in names {
        let scenario = Scenario::load(name, &settings).unwrap_or_else(|complaints| panic!("{complaints}"));
        say(&scenario, draws, scale, seed);
    }
}

fn say(scenario: &Scenario, draws: u32, scale: u32, seed: u64) {
    let priors = priors::of(scenario).unwrap_or_else(|complaints| panic!("{complaints}"));
    let paths: Vec<String> = priors.iter().map(|prior| prior.path.clone()).collect();
    let making = Making { scale, ..Making::default() };
    let family = Family::new(scenario, &paths, &making, seed).unwrap_or_else(|complaints| panic!("{complaints}"));
    let number = |value: &Value| if let Value::Number(x) = value { *x } else { 0.0 };
    let points = latin(&priors, draws, seed).points;
    let points: Vec<Vec<f64>> = points.iter().map(|point| point.iter().map(number).collect()).collect();
    let posterior = Posterior {
        paths,
        weights: vec![1.0; points.len()],
        points,
        settings: Vec::new(),
        scenarios: Vec::new(),
        scale: None,
    };
    let (runs, failed) = predict::runs(&family, &posterior, draws, &AtomicBool::new(false));
    println!(
        "\n## {}\n\n{} runs at draws of {} priors, one agent for {scale} adults, {failed} failed\n",
        scenario.title,
        runs.len(),
        priors.len()
    );
    println!("| quantity | recorded | 5 % | median | 95 % | percentile | width | |\n|---|---|---|---|---|---|---|---|");
    for checked in &predict::check(&family, &runs, &[], None) {
        let (Some(i), Some(percentile), Some(width)) = (&checked.predicted, checked.percentile, checked.width) else {
            continue;
        };
        println!(
            "| {} | {} | {:.3} | {:.3} | {:.3} | {:.0} | {width:.1} | {} |",
            checked.meaning,
            checked.recorded.best,
            i.q05,
            i.q50,
            i.q95,
            100.0 * percentile,
            checked.verdict
        );
    }
    if let Some((model, last)) = predict::scores(&family, &runs) {
        println!("\nCRPS of log(1 + size): {model:.2}; always the last size: {last:.2}");
    }
    let adults: f64 = family.base().adults.iter().sum();
    let many = runs.iter().filter(|run| run.peak > 0.1 * adults).count();
    println!("runs with more than a tenth of the adults out at once: {many} of {}", runs.len());
    let bin = |run: &&groundswell_study::sweep::Few| (2.0 * run.peak.max(1.0).log10()) as usize;
    let most = runs.iter().map(|run| bin(&run)).max().unwrap_or(0);
    for b in 0..=most {
        let n = runs.iter().filter(|run| bin(run) == b).count();
        println!("peak from {:>9.0}: {n:>4} {}", 10f64.powf(b as f64 / 2.0), "#".repeat(n));
    }
}
