//! The first fit of the flagship's `history` form: see `groundswell_study::search`.

use groundswell_scenario::scenario::Scenario;
use groundswell_study::search::{Free, SearchEffort, SearchPoint, SearchProgress, search};

/// What is searched, and where. Only combinations are identified (model §5): noise,
/// base rate, hardship and legitimacy stay where they are. How much units and days differ is not
/// searched: a distance from the record is least where nothing differs. News and squares are kept
/// at spreads of ten and nine e-folds, where a crowd never ends to count, and where their gain is at most about one (decision 0116).
const FREE: &[(&str, f64, f64)] = &[
    ("people.threshold", 0.75, 1.10),
    ("people.disperse", 0.0, 8.0),
    ("people.memory", 0.0, 0.10),
    ("presence.days", 0.3, 8.0),
    ("price.weight", 0.0, 0.60),
    ("price.burden_low", 0.0, 1.0),
    ("price.rise_hours", 6.0, 96.0),
    ("contact.cell", 0.0, 0.02),
    ("contact.place", 0.02, 0.16),
    ("contact.notice", 1.0, 100.0),
    ("information.weight", 0.10, 0.35),
    ("information.network", 0.2, 0.95),
    ("information.delay", 2.0, 36.0),
    ("information.notice", 1.0, 100.0),
    ("information.fade_hours", 4.0, 300.0),
    ("fatigue.weight", 0.0, 0.03),
    ("policing.weight", 0.0, 0.40),
    ("policing.safety", 20.0, 3000.0),
    ("policing.reach", 0.001, 0.3),
    ("policing.handling_hours", 1.0, 60.0),
    ("policing.dispersal", 0.0, 1.5),
    ("policing.lethal_rate", 0.0005, 0.05),
    ("policing.forces_killed_rate", 0.00001, 0.001),
    ("demand.weight", 0.0, 0.15),
    ("concession.lesson", 0.0, 0.15),
    ("concession.relief", 0.0, 1.0),
    ("grievance.wage", -0.2, 0.5),
    ("grievance.outrage", 0.0, 0.2),
];

/// Runs the search and prints the point it found as settings and as TOML.
pub(crate) fn fit(args: &[String]) {
    let text = |flag: &str| args.iter().position(|a| a == flag).and_then(|i| args.get(i + 1));
    let number = |flag: &str, default: u64| text(flag).and_then(|n| n.parse().ok()).unwrap_or(default);
    let effort = SearchEffort {
        rounds: number("--rounds", 30) as u32,
        points: number("--points", 160) as u32,
        replicates: number("--replicates", 2) as u32,
        scale: number("--scale", 20) as u32,
        seed: number("--seed", 20220105),
        spread: number("--spread-percent", 20) as f64 / 100.0,
        until: number("--until", 264) as u32,
    };
    let name = text("--scenario").map_or("kazakhstan-2022", String::as_str);
    let settings: Vec<String> = args.windows(2).filter(|pair| pair[0] == "--set").map(|pair| pair[1].clone()).collect();
    let free: Vec<Free> = FREE.iter().map(|&(path, low, high)| Free { path: path.into(), low, high }).collect();
    let found = Scenario::load(name, &settings).and_then(|scenario| {
        let progress = text("--keep").and_then(|file| kept(file));
        let progress = progress.unwrap_or_else(|| SearchProgress::new(&scenario, &free, &effort));
        search(&scenario, &free, &effort, progress, |progress| {
            let best = &progress.best;
            let values: Vec<String> =
                free.iter().zip(&best.values).map(|(f, v)| format!("{}={v:.6}", f.path)).collect();
            eprintln!("round {}: loss {:.3}  {}", progress.rounds, best.loss, values.join(" "));
            if let Some(file) = text("--keep") {
                keep(file, progress);
            }
        })
    });
    match found {
        Ok(best) => say(&free, &best),
        Err(complaints) => {
            eprint!("{}", complaints.render(false));
            std::process::exit(i32::from(complaints.exit_code()));
        }
    }
}

/// Where an earlier search stood, if this file says so.
fn kept(file: &str) -> Option<SearchProgress> {
    let text = std::fs::read_to_string(file).ok()?;
    Some(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file} is no progress of a search: {error}")))
}

/// Writes where the search stands, so that it can go on from there.
fn keep(file: &str, progress: &SearchProgress) {
    let text = serde_json::to_string(progress).expect("numbers");
    if let Err(error) = std::fs::write(file, text) {
        eprintln!("cannot write {file}: {error}");
        std::process::exit(73);
    }
}

/// Prints a point as TOML.
fn say(free: &[Free], best: &SearchPoint) {
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
