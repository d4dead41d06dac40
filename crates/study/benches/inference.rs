//! What a simulation costs within a generation of a calibration against the same simulation
//! in a plain run: the same parameters and random numbers, so the same events; only what
//! stands around them differs. `cargo bench -p groundswell-study` prints the ratio.

use groundswell_engine::world::World;
use groundswell_scenario::priors;
use groundswell_scenario::scenario::{Making, Scenario};
use groundswell_study::calibrate::abc::{SamplingEffort, Simulator};
use groundswell_study::calibrate::distance::Judge;
use groundswell_study::calibrate::model::Model;
use groundswell_study::ensemble;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

const ROUNDS: u32 = 30;

fn main() {
    let settings = ["hours=456".to_string()];
    let scenario = Scenario::load("kazakhstan-2022", &settings).expect("built in");
    let priors = priors::of(&scenario).expect("good priors");
    let making = Making { scale: 10, ..Making::default() };
    let effort = SamplingEffort { particles: 0, replicates: 1, budget: 0, keep: 0.5, draws: 0, seed: 1 };
    let model = Model::new(std::slice::from_ref(&scenario), &priors, &making, &effort, &[], None).expect("a model");
    let own: Vec<f64> =
        priors.iter().map(|prior| prior.share(scenario.number(&prior.path).expect("a number"))).collect();
    let world = World::build(scenario.spec(&making), 1);
    let (judge, stop) = (Judge::new(model.observed()), AtomicBool::new(false));
    let (mut plain, mut within, mut hours) = (0.0, 0.0, 0u64);
    for number in 0..ROUNDS {
        let begun = Instant::now();
        let course = ensemble::replicate(&world, world.state(1, number), number, || true).expect("a course");
        plain += begun.elapsed().as_secs_f64();
        hours += course.hours() as u64;
        let begun = Instant::now();
        let simulated = model.simulate(&own, number, &judge, &stop).expect("not stopped");
        within += begun.elapsed().as_secs_f64();
        assert_eq!(u64::from(simulated.hours), course.hours() as u64);
    }
    let each = |seconds: f64| 1e6 * seconds / hours as f64;
    println!("plain run         {:8.1} µs per simulated hour", each(plain));
    println!("within a proposal {:8.1} µs per simulated hour, world and statistics included", each(within));
    println!("ratio             {:8.3}", within / plain);
}
