//! One law at every scale: what an agent stands for must not change what happens.
//!
//! Slow (minutes on one core), so it is asked for: `cargo test --release -p groundswell-scenario
//! --test scales -- --ignored --nocapture` prints the table of the manual beside its verdict.

use groundswell_engine::step::step;
use groundswell_engine::world::World;
use groundswell_scenario::scenario::{Making, Scenario};
use rayon::prelude::*;

const OBSERVED: [&str; 4] = ["largest crowd", "hour of 1,000 in the street", "units reached", "detained"];

/// What `runs` replicates show. Coarse worlds are drawn more than once, because who lives
/// in them is a matter of chance too.
fn sample(name: &str, settings: &[&str], scale: u32, runs: u32) -> Vec<[f64; 4]> {
    let settings: Vec<String> = settings.iter().map(|s| s.to_string()).collect();
    let scenario = Scenario::load(name, &settings).unwrap_or_else(|c| panic!("{}", c.render(false)));
    let worlds = scale.min(runs);
    (0..worlds)
        .flat_map(|seed| {
            let world = World::build(scenario.spec(&Making { scale, ..Making::default() }), 1 + u64::from(seed));
            let share = (runs * (seed + 1) / worlds) - (runs * seed / worlds);
            (0..share).into_par_iter().map(|replicate| observe(&world, seed, replicate)).collect::<Vec<_>>()
        })
        .collect()
}

fn observe(world: &World, seed: u32, replicate: u32) -> [f64; 4] {
    // Other draws for every scale: nothing is shared by chance.
    let mut state = world.state(1000 * u64::from(world.spec.scale) + u64::from(seed), replicate);
    let mut onset = f64::from(world.spec.hours);
    for hour in 0..world.spec.hours {
        step(world, &mut state);
        if state.nation.crowd >= 1000.0 {
            onset = onset.min(f64::from(hour));
        }
    }
    let units = state.record.onset.iter().filter(|step| step.is_some()).count();
    [state.record.peak, onset, units as f64, state.nation.detained]
}

fn quantile(runs: &[[f64; 4]], k: usize, q: f64) -> f64 {
    let mut all: Vec<f64> = runs.iter().map(|run| run[k]).collect();
    all.sort_by(f64::total_cmp);
    all[((all.len() - 1) as f64 * q).round() as usize]
}

#[test]
#[ignore]
fn explore() {
    let runs: u32 = std::env::var("RUNS").map_or(50, |v| v.parse().unwrap());
    let extra = std::env::var("SETTINGS").unwrap_or_default();
    let extra: Vec<&str> = extra.split_whitespace().collect();
    let name = std::env::var("NAME").unwrap_or("kazakhstan-2022".into());
    let scales = std::env::var("SCALES").unwrap_or("1 5 10 20 50 100".into());
    for scale in scales.split_whitespace().map(|s| s.parse().unwrap()) {
        let runs = sample(&name, &extra, scale, runs);
        let text: Vec<String> = (0..4)
            .map(|k| {
                format!(
                    "{} {:.0} [{:.0}-{:.0}]",
                    OBSERVED[k],
                    quantile(&runs, k, 0.5),
                    quantile(&runs, k, 0.05),
                    quantile(&runs, k, 0.95)
                )
            })
            .collect();
        let mean = runs.iter().map(|r| r[0]).sum::<f64>() / runs.len() as f64;
        println!("{scale}: {} mean {mean:.0}", text.join("; "));
    }
}
