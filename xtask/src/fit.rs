//! The first fit of the flagship's `history` form: see `groundswell_study::search`.

use groundswell_scenario::scenario::Scenario;
use groundswell_study::search::{Effort, Free, search};

/// What is searched, and where. Only combinations are identified (model §5): noise,
/// base rate, hardship and legitimacy stay where they are.
const FREE: &[(&str, f64, f64)] = &[
    ("people.threshold", 0.40, 1.10),
    ("people.leave", 0.05, 0.40),
    ("people.disperse", 0.0, 8.0),
    ("people.memory", 0.0, 0.20),
    ("price.weight", 0.0, 0.40),
    ("price.burden_low", 0.0, 1.0),
    ("contact.cell", 0.0, 0.20),
    ("contact.place", 0.0, 0.40),
    ("contact.place_full", 0.002, 0.10),
    ("information.weight", 0.0, 0.40),
    ("information.network", 0.2, 0.95),
    ("information.delay", 2.0, 36.0),
    ("information.half", 100.0, 20000.0),
    ("policing.weight", 0.0, 0.60),
    ("policing.safety", 20.0, 3000.0),
    ("policing.arrest_rate", 0.0005, 0.05),
    ("policing.lethal_rate", 0.0001, 0.01),
    ("policing.forces_killed_rate", 0.000001, 0.0005),
    ("demand.weight", 0.0, 0.15),
    ("concession.lesson", 0.0, 0.15),
    ("concession.relief", 0.0, 1.0),
    ("grievance.wage", -0.2, 0.5),
    ("grievance.outrage", 0.0, 0.2),
];

/// Runs the search and prints the point it found as settings and as TOML.
pub(crate) fn fit(args: &[String]) {
    let number = |flag: &str, default: u64| {
        let at = args.iter().position(|a| a == flag);
        at.and_then(|i| args.get(i + 1)).and_then(|n| n.parse().ok()).unwrap_or(default)
    };
    let effort = Effort {
        rounds: number("--rounds", 30) as u32,
        points: number("--points", 160) as u32,
        replicates: number("--replicates", 2) as u32,
        scale: number("--scale", 20) as u32,
        seed: number("--seed", 20220105),
        spread: number("--spread-percent", 20) as f64 / 100.0,
    };
    let at = args.iter().position(|a| a == "--scenario");
    let name = at.and_then(|i| args.get(i + 1)).map_or("kazakhstan-2022", String::as_str);
    let scenario = match Scenario::load(name, &[]) {
        Ok(scenario) => scenario,
        Err(complaints) => {
            eprint!("{}", complaints.render(false));
            std::process::exit(i32::from(complaints.exit_code()));
        }
    };
    let free: Vec<Free> = FREE.iter().map(|&(path, low, high)| Free { path: path.into(), low, high }).collect();
    let best = search(&scenario, &free, &effort, |round, best| {
        let values: Vec<String> = free.iter().zip(&best.values).map(|(f, v)| format!("{}={v:.6}", f.path)).collect();
        eprintln!("round {round}: loss {:.3}  {}", best.loss, values.join(" "));
    });
    println!("# loss {:.4} (mean squared distance from the record, in tolerances)", best.loss);
    let mut section = "";
    let mut rows: Vec<_> = free.iter().zip(&best.values).collect();
    rows.sort_by(|a, b| a.0.path.cmp(&b.0.path));
    for (f, v) in rows {
        if let Some((s, name)) = f.path.split_once('.') {
            if s != section {
                println!("\n[{s}]");
                section = s;
            }
            println!("{name} = {v:.4}");
        }
    }
}
