//! The goals of the kernel, measured: `make bench`.
//!
//! `kazakhstan-2022` at one agent per adult for 720 hours, seed 1, on this machine. With
//! `quick` the reference back-end runs one day instead of thirty, and the table says so;
//! with `half` only the run of half the country in the street is measured, beside the fitted one.
//! On a busy machine the clock on the wall says little: the best of several goes counts,
//! and beside it stands the time this thread was on a processor.

use groundswell_engine::checkpoint::Checkpoint;
use groundswell_engine::spec::Backend;
use groundswell_engine::state::State;
use groundswell_engine::step::step;
use groundswell_engine::world::World;
use groundswell_scenario::scenario::{Making, Scenario};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let quick = args.iter().any(|arg| arg == "quick");
    let settings: Vec<String> = args.iter().filter(|arg| arg.contains('=')).cloned().collect();
    let scenario = Scenario::load("kazakhstan-2022", &settings).unwrap_or_else(|complaints| {
        eprintln!("{}", complaints.render(false));
        std::process::exit(65)
    });
    let hours = scenario.hours;
    if args.iter().any(|arg| arg == "half") {
        let world = World::build(scenario.spec(&Making::default()), 1);
        let work = shortest_on_processor(|| run(&world, 0, hours));
        line("one replicate, on the processor", seconds(work), "s", "≤ .7");
        drop(world);
        return half_the_country(&settings, hours, work);
    }

    let (world, building) = best(3, || World::build(scenario.spec(&Making::default()), 1));
    println!("kazakhstan-2022: {} agents, {hours} hours, {} processors\n", world.agents(), processors());
    line("world building", seconds(building), "s", "≤ 2");

    let ((state, moves), first) = timed(|| run(&world, 0, hours));
    let first = first.min(best(4, || run(&world, 0, hours)).1);
    let work = shortest_on_processor(|| run(&world, 0, hours));
    line("one replicate, one core", seconds(first), "s", "≤ .7");
    line("  on the processor", seconds(work), "s", "≤ .7");
    line("peak memory so far", peak_memory(), "MB", "≤ 400");
    line("largest crowd", format!("{:.0}", state.record.peak), "adults", "");
    line("moves", moves.to_string(), "", "");
    line("moves per second", format!("{:.0}", moves as f64 / work.as_secs_f64()), "1/s", "");

    let (checkpoint, writing) = timed(|| Checkpoint::of(&state));
    line("checkpoint at the end", milliseconds(writing), "ms", "");
    let (resumed, resuming) = timed(|| checkpoint.resume(&world));
    line("resume", milliseconds(resuming), "ms", "");
    assert!(resumed.people == state.people, "a resumed state is the same");
    drop((state, resumed));

    // Two replicates one after the other, then two at once, in the same process.
    let (_, one_by_one) = best(5, || (run(&world, 1, hours).1, run(&world, 2, hours).1));
    let (_, together) = best(5, || {
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

    // The later actors change what happens, so the cost of a move is compared beside the whole.
    let without: Vec<String> =
        settings.iter().cloned().chain(LATER.map(|name| format!("{name}.enabled=false"))).collect();
    let first_ones = Scenario::load("kazakhstan-2022", &without).expect("switches of the register");
    let plain = World::build(first_ones.spec(&Making::default()), 1);
    let cost = |world: &World| {
        let goes = (0..5).map(|_| {
            let before = on_processor();
            let (_, moves) = run(world, 0, hours);
            (on_processor() - before, moves)
        });
        let (time, moves) = goes.min().expect("five goes");
        (time.as_secs_f64(), moves as f64)
    };
    let ((all, moves), (few, few_moves)) = (cost(&world), cost(&plain));
    line("everything against the first actors", format!("{:.2}", all / few), "×", "≤ 1.3");
    line("  for each move", format!("{:.2}", (all / moves) / (few / few_moves)), "×", "");

    drop((world, plain));
    half_the_country(&settings, hours, work);

    let world = World::build(scenario.spec(&Making { backend: Backend::Scan, ..Making::default() }), 1);
    let scanned = if quick { hours.min(24) } else { hours };
    let before = on_processor();
    run(&world, 0, scanned);
    let whole = (on_processor() - before).as_secs_f64() * f64::from(hours) / f64::from(scanned);
    let what = if quick { "`scan`, a day × 30, on processor" } else { "`scan`, the same run, on processor" };
    line(what, format!("{whole:.1}"), "s", "");
    line("`event` against `scan`", format!("{:.0}", whole / work.as_secs_f64()), "×", "≥ 100");
    line("peak memory at the end", peak_memory(), "MB", "");
}

/// The actors that came after people, workplaces, police and the regime's table.
const LATER: [&str; 8] =
    ["loyalty", "elite", "organisation", "committee", "messages", "intervention", "home_front", "spillover"];

/// The most expensive thing that can happen: half of all adults in the street for the whole
/// month. Beside its time stand ratios, which a busy machine moves less: to the fitted run,
/// and to reading once an hour everything that is known of everybody.
fn half_the_country(settings: &[String], hours: u32, fitted: Duration) {
    let worst: Vec<String> = settings.iter().cloned().chain(WORST.map(String::from)).collect();
    let scenario = Scenario::load("kazakhstan-2022", &worst).expect("parameters of the register");
    let world = World::build(scenario.spec(&Making::default()), 1);
    let before = on_processor();
    let (state, moves) = run(&world, 0, hours);
    let time = (on_processor() - before).as_secs_f64();
    let adults: f64 = world.adults.iter().sum();
    // Two bytes that never change, one byte and six bits a person, 64 people a leaf.
    let bytes = 2 * world.agents() as usize + (world.leaves.len() - 1) * (64 + 6 * 8);
    let streamed = f64::from(hours) * bytes as f64 / (1e9 * streaming());
    line("half the country: largest crowd", format!("{:.2}", state.record.peak / adults), "of all", "≥ .4");
    line("  on the processor", format!("{time:.1}"), "s", "≤ 20");
    line("  moves per second", format!("{:.1}", moves as f64 / time / 1e6), "10⁶/s", "≥ 3");
    line(
        "  a person and hour",
        format!("{:.2}", 1e9 * time / f64::from(hours) / f64::from(world.agents())),
        "ns",
        "≤ 3",
    );
    line("  against the fitted run", format!("{:.0}", time / fitted.as_secs_f64()), "×", "");
    line("  against reading everybody", format!("{:.1}", time / streamed), "×", "");
    line("  peak memory so far", peak_memory(), "MB", "≤ 600");
}

/// Settings under which half of all adults are out.
const WORST: [&str; 2] = ["shutdown.enabled=false", "people.threshold=0.5"];

/// How fast this thread reads memory in order, in GB/s.
fn streaming() -> f64 {
    let words: Vec<u64> = (0..1 << 25).collect();
    let (_, time) =
        best(3, || std::hint::black_box(std::hint::black_box(&words).iter().fold(0, |all, word| all ^ word)));
    8.0 * words.len() as f64 / 1e9 / time.as_secs_f64()
}

/// A replicate and how often somebody went out or came home in it.
fn run(world: &World, replicate: u32, hours: u32) -> (State, u64) {
    let mut state = world.state(1, replicate);
    (0..hours).for_each(|_| step(world, &mut state));
    let moves = state.moves;
    (state, moves)
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// The shortest of several goes.
fn best<T>(goes: u32, mut work: impl FnMut() -> T) -> (T, Duration) {
    // Each result is dropped before the next go, or memory would count twice.
    let shortest = (1..goes).map(|_| timed(&mut work).1).min().unwrap_or(Duration::MAX);
    let (result, time) = timed(&mut work);
    (result, time.min(shortest))
}

/// How long this thread has been on a processor; the time of day where Linux does not say.
fn on_processor() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split_whitespace().next()?.parse().ok())
        .map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// The least time on a processor that one of five goes took.
fn shortest_on_processor<T>(mut work: impl FnMut() -> T) -> Duration {
    let goes = (0..5).map(|_| {
        let before = on_processor();
        drop(work());
        on_processor() - before
    });
    goes.min().unwrap_or_default()
}

fn line(what: &str, value: impl std::fmt::Display, unit: &str, goal: &str) {
    println!("{what:<36}{value:>14} {unit:<7}{goal}");
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
