//! `cargo xtask defaults [--draws N] [--replicates N]`: what the flagship has where nothing is drawn, from its posterior.
//!
//! Of N draws of `posterior.csv` without their numbered draws of places and days, the one that has the record nearest to
//! the middle of its replicates: the least mean distance of the record's rank from one half, over the quantities that were
//! fitted. Its values go into `scenario.toml`, the effects of its units into `effects.csv`.

use groundswell_chance::normal::quantile;
use groundswell_engine::parameter::Value;
use groundswell_scenario::scenario::Making;
use groundswell_study::calibrate::model::fitted;
use groundswell_study::calibrate::named::named;
use groundswell_study::family::Family;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Of the scenario whose values are drawn.
const FLAGSHIP: &str = "kazakhstan-2022";

/// Adults that an agent stands for: the scale of the posterior.
const SCALE: u32 = 10;

/// Hours of a run: those of the posterior.
const HOURS: u32 = 264;

/// The seed of draws and replicates.
const SEED: u64 = 5;

/// Chooses a draw and writes its values.
pub(crate) fn defaults(args: &[String]) {
    let given = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1));
    let number = |name: &str, otherwise: u32| given(name).and_then(|n| n.parse().ok()).unwrap_or(otherwise);
    let (draws, replicates) = (number("--draws", 32), number("--replicates", 24));
    let of = named(&folder().join("posterior.csv"), FLAGSHIP, &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
    let posterior = of.posterior.redrawn();
    let making = Making { scale: SCALE, ..Making::default() };
    let family = Family::new(&of.scenario, &posterior.paths, &making, SEED);
    let family = family.unwrap_or_else(|complaints| panic!("{complaints}")).until(HOURS);
    let judged = |draw: u32| {
        let values = posterior.values(SEED, draw);
        let world = family.world(&values).unwrap_or_else(|complaint| panic!("{}", complaint.problem()));
        (aside(&family, &world, replicates), draw)
    };
    let mut all: Vec<(f64, u32)> = (0..draws).into_par_iter().with_max_len(1).map(judged).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (aside, draw) in &all {
        eprintln!("draw {draw}: the record is {aside:.3} from the middle");
    }
    let values = posterior.values(SEED, all[0].1);
    let chosen: Vec<(&str, f64)> = posterior.paths.iter().map(String::as_str).zip(numbers(&values)).collect();
    put(&folder().join("scenario.toml"), |text| with(&text, &chosen));
    put(&folder().join("effects.csv"), |_| effects(&chosen));
}

/// How far the record is from the middle of replicates, from 0 to .5, on average over the quantities that were fitted.
fn aside(family: &Family, world: &groundswell_engine::world::World, replicates: u32) -> f64 {
    let courses: Vec<_> = (0..replicates).map(|replicate| family.course(world, replicate)).collect();
    let compared = fitted(&family.statistics);
    let of = |&k: &usize| {
        let statistic = &family.statistics[k];
        let record = statistic.target.best.expect("what is fitted has a record");
        // A run without the quantity is on neither side.
        let side = |x: Option<f64>| x.map_or(0.5, |x| if x == record { 0.5 } else { f64::from(x < record) });
        let below: f64 = courses.iter().map(|course| side(statistic.value(&family.scenario, course))).sum();
        (below / f64::from(replicates) - 0.5).abs()
    };
    compared.iter().map(of).sum::<f64>() / compared.len() as f64
}

fn numbers(values: &[Value]) -> impl Iterator<Item = f64> {
    values.iter().map(|value| if let Value::Number(x) = value { *x } else { panic!("{value:?} is no number") })
}

/// The text of a scenario with these values at their paths. A value that the text does not have is a mistake of ours.
fn with(text: &str, chosen: &[(&str, f64)]) -> String {
    let (mut section, mut set, mut to) = (String::new(), 0, String::new());
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name.into();
        }
        let path = line.split_once(" = ").map(|(name, _)| format!("{section}.{name}"));
        match chosen.iter().find(|(known, _)| path.as_deref() == Some(*known)) {
            Some((path, x)) => {
                set += 1;
                to += &format!("{} = {}\n", &path[section.len() + 1..], digits(*x));
            }
            None => to += &format!("{line}\n"),
        }
    }
    assert_eq!(
        set,
        chosen.iter().filter(|(path, _)| unit(path).is_none()).count(),
        "each parameter stands in the scenario once"
    );
    to
}

/// A table of the effects of units whose rank is among these values.
fn effects(chosen: &[(&str, f64)]) -> String {
    let row = |(path, rank): &(&str, f64)| {
        let z = digits(quantile(*rank));
        Some(format!("unit,{},,{z},\"a draw of posterior.csv: ARCHITECTURE.md, First fit\"\n", unit(path)?))
    };
    "effect,name,date,z,source\n".to_string() + &chosen.iter().filter_map(row).collect::<String>()
}

/// The unit whose effect a path gives.
fn unit(path: &str) -> Option<&str> {
    path.strip_prefix("effect.")?.strip_suffix(".rank")
}

/// A number with as many digits as say anything.
fn digits(x: f64) -> f64 {
    format!("{x:.4e}").parse().expect("a number")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios").join(FLAGSHIP)
}

fn put(path: &Path, with: impl FnOnce(String) -> String) {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    std::fs::write(path, with(text)).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_their_section_and_effects_in_their_table() {
        let chosen = [("price.weight", 0.123456), ("effect.Almaty city.rank", 0.5)];
        let text = "[demand]\nweight = 1\n\n[price]\nweight = 2\nspread = 3\n";
        assert_eq!(with(text, &chosen), "[demand]\nweight = 1\n\n[price]\nweight = 0.12346\nspread = 3\n");
        assert!(effects(&chosen).contains("\nunit,Almaty city,,0,"));
    }
}
