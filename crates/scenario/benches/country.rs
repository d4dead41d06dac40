//! The goals of the kernel, measured: `make bench`.
//!
//! `kazakhstan-2022` at one agent per adult for 720 hours, seed 1, on this machine. With
//! `quick` the reference back-end runs one day instead of thirty, and the table says so.

use groundswell_engine::checkpoint::Checkpoint;
use groundswell_engine::spec::Backend;
use groundswell_engine::state::State;
use groundswell_engine::step::step;
use groundswell_engine::world::World;
use groundswell_scenario::scenario::{Making, Scenario};
use std::time::{Duration, Instant};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let quick = args.iter().any(|arg| arg == "quick");
    let settings: Vec<String> = args.into_iter().filter(|arg| arg.contains('=')).collect();
    let scenario = Scenario::load("kazakhstan-2022", &settings).unwrap_or_else(|complaints| {
        eprintln!("{}", complaints.render(false));
        std::process::exit(65)
    });
    let hours = scenario.hours;

    let (world, building) = timed(|| World::build(scenario.spec(&Making::default()), 1));
    println!("kazakhstan-2022: {} agents, {hours} hours, {} processors\n", world.agents(), processors());
    line("world building", seconds(building), "s", "≤ 2");

    let ((state, moves), first) = timed(|| run(&world, 0, hours));
    line("one replicate, one core", seconds(first), "s", "≤ 1");
    line("peak memory so far", peak_memory(), "MB", "≤ 400");
    line("largest crowd", format!("{:.0}", state.record.peak), "adults", "");
    line("moves", moves.to_string(), "", "");
    line("moves per second", format!("{:.0}", moves as f64 / first.as_secs_f64()), "1/s", "");

    let (checkpoint, writing) = timed(|| Checkpoint::of(&state));
    line("checkpoint at the end", milliseconds(writing), "ms", "");
    let (resumed, resuming) = timed(|| checkpoint.resume(&world));
    line("resume", milliseconds(resuming), "ms", "");
    assert!(resumed.people == state.people, "a resumed state is the same");
    drop((state, resumed));

    // Two replicates one after the other, then two at once, in the same process.
    let (_, one_by_one) = timed(|| (run(&world, 1, hours).1, run(&world, 2, hours).1));
    let (_, together) = timed(|| {
        std::thread::scope(|threads| {
            let tasks = [1, 2].map(|replicate| {
                let world = &world;
                threads.spawn(move || run(world, replicate, hours).1)
            });
            tasks.map(|task| task.join().expect("a replicate cannot fail"))
        })
    });
    let scaling = one_by_one.as_secs_f64() / together.as_secs_f64();
    line("two replicates on two cores", format!("{scaling:.2}"), "×", "≥ 1.8");

    drop(world);
    let world = World::build(scenario.spec(&Making { backend: Backend::Scan, ..Making::default() }), 1);
    let scanned = if quick { hours.min(24) } else { hours };
    let (_, scanning) = timed(|| run(&world, 0, scanned));
    let whole = scanning.as_secs_f64() * f64::from(hours) / f64::from(scanned);
    let what = if quick { "`scan`, extrapolated from a day" } else { "`scan`, the same run" };
    line(what, format!("{whole:.1}"), "s", "");
    line("`event` against `scan`", format!("{:.0}", whole / first.as_secs_f64()), "×", "≥ 100");
    line("peak memory at the end", peak_memory(), "MB", "");
}

/// A replicate and how many people went out or came home in it, by counts at the hour.
fn run(world: &World, replicate: u32, hours: u32) -> (State, u64) {
    let mut state = world.state(1, replicate);
    let mut moves = 0;
    for _ in 0..hours {
        let before = state.crowds.iter().map(|crowd| crowd.out.len()).sum::<usize>();
        let resting = state.resting.back().map_or(0, |last| last.0);
        step(world, &mut state);
        // Those who went home this hour stand at the end of the queue.
        let home = state.resting.iter().rev().take_while(|entry| entry.0 > resting).count();
        let after = state.crowds.iter().map(|crowd| crowd.out.len()).sum::<usize>();
        moves += (2 * home + after).saturating_sub(before) as u64;
    }
    (state, moves)
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

fn line(what: &str, value: impl std::fmt::Display, unit: &str, goal: &str) {
    println!("{what:<34}{value:>14} {unit:<7}{goal}");
}

fn seconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64())
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1e3)
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The most memory this process has had, in MB; nothing where the system does not say.
fn peak_memory() -> String {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
            line.split_whitespace().nth(1)?.parse::<f64>().ok()
        })
        .map_or("unknown".into(), |kilobytes| format!("{:.0}", kilobytes / 1e3))
}
