//! Our side of `benches/peers/run.py`: one workload, one line of JSON.
//!
//! `peer_side epstein SIDE TICKS` runs Epstein's Model I by NetLogo's rules on a torus;
//! `peer_side watts PEOPLE DEGREE PERCENT` makes a random graph and runs a cascade at that threshold;
//! `peer_side roofline PEOPLE` measures the graph kernel beside the limits of the machine.
//! Threads are those of `RAYON_NUM_THREADS`.

use groundswell_chance::draw::Key;
use groundswell_classics::graph::{Crowd, Persistence, Rule, generate};
use groundswell_classics::grid::{Deterrence, Grid, Rules};
use groundswell_classics::roofline;
use serde_json::{Value, json};
use std::process::ExitCode;
use std::sync::LazyLock;
use std::time::Instant;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |i: usize| words.get(i).and_then(|w| w.parse::<u32>().ok());
    let result = match (words.first().map(String::as_str), number(1), number(2)) {
        (Some("epstein"), Some(side), Some(ticks)) => epstein(side, ticks),
        (Some("watts"), Some(people), Some(degree)) => watts(people, degree, number(3).unwrap_or(10)),
        (Some("roofline"), Some(people), _) => roofline(people),
        _ => Err("usage: peer_side epstein SIDE TICKS | watts PEOPLE DEGREE PERCENT | roofline PEOPLE".into()),
    };
    match result {
        Ok(mut line) => {
            line["peak_bytes"] = json!(peak_bytes());
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(told) => {
            eprintln!("{told}");
            ExitCode::from(2)
        }
    }
}

/// The workload of the peers: Run 2's numbers, whole quotients, sight a circle of seven.
fn epstein(side: u32, ticks: u32) -> Result<Value, String> {
    let rules = Rules { width: side, height: side, deterrence: Deterrence::Floor, ..Rules::netlogo() };
    let mut grid = Grid::new(rules, Key::new(1, 0)).map_err(|e| e.to_string())?;
    let start = processor_seconds();
    let active: u64 = (0..ticks).map(|_| u64::from(grid.step().active)).sum();
    let seconds = processor_seconds() - start;
    let people = rules.citizen_count() + rules.cop_count();
    Ok(json!({
        "seconds": seconds,
        "agent_steps": f64::from(people) * f64::from(ticks),
        "mean_active_share": active as f64 / f64::from(ticks) / f64::from(rules.citizen_count()),
    }))
}

fn watts(people: u32, degree: u32, percent: u32) -> Result<Value, String> {
    let start = processor_seconds();
    let rows = generate::random(people, f64::from(degree), Key::new(1, 0)).map_err(|e| e.to_string())?;
    let ties = processor_seconds() - start;
    let needs = Rule::Share(f64::from(percent) / 100.0).needs(&rows.seen_by_each()).map_err(|e| e.to_string())?;
    let start = processor_seconds();
    let mut crowd = Crowd::new(&rows, &needs, Persistence::Lasting).map_err(|e| e.to_string())?;
    let step = (people / 100).max(1) as usize;
    crowd.seed(&(0..people).step_by(step).take(100).collect::<Vec<_>>()).map_err(|e| e.to_string())?;
    let outcome = crowd.run(u32::MAX);
    Ok(json!({
        "ties_seconds": ties,
        "seconds": processor_seconds() - start,
        "entries": rows.entries(),
        "steps": outcome.steps,
        "active": outcome.size,
        "bytes": rows.bytes() + crowd.bytes(),
    }))
}

fn roofline(people: u32) -> Result<Value, String> {
    let limits = roofline::limits(&[16 << 10, 512 << 10, 13 << 20, 572 << 20]);
    let kernel = roofline::compare(people, 10.0).map_err(|e| e.to_string())?;
    Ok(json!({ "limits": limits, "kernel": kernel }))
}

/// Seconds of processor time that all threads of this process have used, precise to the
/// nanosecond; time on the wall where the kernel does not tell.
fn processor_seconds() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let wall = START.elapsed().as_secs_f64();
    let spent = |task: std::fs::DirEntry| -> Option<f64> {
        let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse().ok()
    };
    match std::fs::read_dir("/proc/self/task") {
        Ok(tasks) => tasks.flatten().filter_map(spent).sum::<f64>() * 1e-9,
        Err(_) => wall,
    }
}

/// The most memory this process ever held, from the kernel; nothing where there is no such file.
fn peak_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kb| kb * 1024)
}
