//! What conditioning costs: at one origin of the flagship, and one evaluation against its units followed alone.
//! `cargo bench -p groundswell-study --bench conditioning` prints both.

use groundswell_chance::draw::{Key, Purpose};
use groundswell_scenario::scenario::Scenario;
use groundswell_study::condition::alike::Alike;
use groundswell_study::condition::outer::{Effort, condition, log_likelihood};
use groundswell_study::condition::panel::Panel;
use groundswell_study::condition::shared::{dimensions, shared};
use groundswell_study::condition::unit::UnitGrid;
use groundswell_study::forecast::vintage::{Vintage, all_said};
use groundswell_study::observe::Observation;
use groundswell_study::pool::Pool;
use std::hint::black_box;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

const ROUNDS: u32 = 400;

fn main() {
    let scenario = Scenario::load("kazakhstan-2022", &[]).expect("built in");
    let observation = Observation::default();
    let said = all_said(&scenario, &observation);
    let prior = Pool::shipped().expect("the shipped pool").prior(&scenario.name);
    for day in [3u32, 4, 9] {
        let origin = f64::from(day) * 24.0;
        let vintage = Vintage::at(&said, scenario.country.units.len(), origin, &observation);
        let panel = Panel::of(&scenario, &vintage);
        let begun = Instant::now();
        let key = Key::new(1, day);
        let particles =
            condition(&panel, &prior, Effort::default(), key, &AtomicBool::new(false)).expect("not stopped");
        println!(
            "origin day {day}: {:6.2} s on {} threads, {} evaluations, {} of {} particles distinct",
            begun.elapsed().as_secs_f64(),
            rayon::current_num_threads(),
            particles.evaluations,
            particles.distinct,
            particles.z.len()
        );
        let alike = Alike::of(&panel);
        let (mut whole, mut alone) = (0.0, 0.0);
        for round in 0..ROUNDS {
            let draw = key.draw(Purpose::Study, round, 7);
            let z: Vec<f64> = (0..dimensions(panel.days())).map(|k| draw.normal(k as u32)).collect();
            let begun = Instant::now();
            black_box(log_likelihood(&z, &panel, &alike, &prior));
            whole += begun.elapsed().as_secs_f64();
            let shared = shared(&z, &panel, &prior);
            let grid = UnitGrid::new(&shared.values);
            let begun = Instant::now();
            for class in alike.classes.iter().filter(|class| class.known) {
                let base = shared.values.size * class.adults;
                let levels = shared.level.iter().zip(&panel.reports);
                black_box(grid.follow(levels.map(|(level, day)| (level + base, day[class.first]))));
            }
            alone += begun.elapsed().as_secs_f64();
        }
        let each = |seconds: f64| 1e6 * seconds / f64::from(ROUNDS);
        println!(
            "  an evaluation {:7.1} µs, its units alone {:7.1} µs: ratio {:.3}",
            each(whole),
            each(alone),
            whole / alone
        );
    }
}
