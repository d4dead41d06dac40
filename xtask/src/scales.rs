//! `cargo xtask scales [--replicates N] [SCENARIO…]`: whether one agent may stand for many adults, as the table of
//! `docs/manual/evidence/scales.md`. Of scenarios that are named it prints the rows and leaves the page as it is.
//!
//! Independent replicates at full scale and at coarser ones, each sample against that of full scale by the two-sample test
//! of Kolmogorov and Smirnov. Runs end after ten days, by which all have taken off that do.

use chrono::NaiveDate;
use groundswell_complaint::Complaints;
use groundswell_scenario::made::{self, ScenarioOfCountry};
use groundswell_scenario::scenario::{Making, Scenario};
use groundswell_scenario::triggers::write::{NewShock, add_shock};
use groundswell_stats::{kolmogorov_smirnov, quantile};
use groundswell_study::family::Family;
use groundswell_study::sweep::Few;
use rayon::prelude::*;

/// The flagship, another wave of what comes with the program, and [`MADE`]. Countries of more people take an hour.
const SCENARIOS: [&str; 3] = ["kazakhstan-2022", "east-germany-1989", MADE];

/// Belarus after the election of 9 August 2020, as `scenario new` and `scenario shock` make it: pooled settings, one trigger.
const MADE: &str = "belarus-2020";

/// Adults that an agent stands for, the full scale first.
const SCALES: [u32; 5] = [1, 10, 20, 50, 100];

/// Hours of a run.
const HOURS: u32 = 240;

/// The chance of a false alarm over all tests of the table together.
const FALSE_ALARM: f64 = 1e-3;

/// What is looked at in a run.
const OBSERVED: [&str; 4] = ["largest crowd", "first crowd, hour", "units reached", "detained"];

/// One number a replicate for each thing that is looked at.
type Sample = [Vec<f64>; OBSERVED.len()];

/// Runs the scenarios at all scales and writes the page.
pub(crate) fn scales(args: &[String]) {
    let number = |flag: &str| {
        let at = args.iter().position(|arg| arg == flag)?;
        args.get(at + 1)?.parse::<u32>().ok()
    };
    let replicates = number("--replicates").unwrap_or(200);
    let named = |name: &&str| args.iter().any(|arg| arg == name);
    let some: Vec<&str> = SCENARIOS.into_iter().filter(named).collect();
    let wanted = if some.is_empty() { SCENARIOS.to_vec() } else { some.clone() };
    let mut table = format!(
        "| scenario | adults an agent | {} |\n|---|--:|{}\n",
        OBSERVED.join(" | "),
        "---|".repeat(OBSERVED.len())
    );
    for name in wanted {
        let scenario = scenario(name).unwrap_or_else(|complaints| panic!("{complaints}"));
        let mut full: Option<Sample> = None;
        for (k, scale) in SCALES.into_iter().enumerate() {
            let sample = sample(&scenario, scale, k as u32 * replicates..(k as u32 + 1) * replicates);
            let row = row(name, scale, &sample, full.as_ref());
            eprintln!("{row}");
            table += &format!("{row}\n");
            full.get_or_insert(sample);
        }
    }
    if some.is_empty() {
        crate::page::put("evidence/scales.md", "scales", &table).unwrap_or_else(|why| panic!("{why}"));
    }
}

/// A scenario that comes with the program, or the one that is made here.
fn scenario(name: &str) -> Result<Scenario, Complaints> {
    if name != MADE {
        return Scenario::load(name, &[]);
    }
    let folder = std::env::temp_dir().join(format!("groundswell-scales-{}", std::process::id()));
    let wanted = ScenarioOfCountry {
        called: name,
        title: "Belarus 2020",
        summary: None,
        country: "BLR",
        start: NaiveDate::from_ymd_opt(2020, 8, 8).expect("a day"),
        days: 50,
        level: 0,
        year: None,
        only: &[],
        towns: None,
        places: None,
    };
    made::write(&wanted, &folder)?;
    let shock = NewShock { kind: "election".into(), at: "2020-08-09T20:00".into(), ..NewShock::default() };
    let path = folder.display().to_string();
    let scenario = add_shock(&path, &shock).and_then(|_| Scenario::load(&path, &[]));
    let _ = std::fs::remove_dir_all(&folder);
    scenario
}

/// Replicates at a scale. Others at each scale, so that samples are independent.
fn sample(scenario: &Scenario, scale: u32, replicates: std::ops::Range<u32>) -> Sample {
    let making = Making { scale, ..Making::default() };
    let family = Family::new(scenario, &[], &making, 1).unwrap_or_else(|complaints| panic!("{complaints}"));
    let family = family.until(HOURS);
    let run = |replicate| Few::of(&family, &family.course(family.base(), replicate));
    let runs: Vec<Few> = replicates.into_par_iter().with_max_len(1).map(run).collect();
    let of = |observed: &dyn Fn(&Few) -> f64| runs.iter().map(observed).collect::<Vec<_>>();
    [
        of(&|run| run.peak),
        of(&|run| run.onset_hour.unwrap_or(f64::INFINITY)),
        of(&|run| f64::from(run.units_reached)),
        of(&|run| run.detained),
    ]
}

/// A row: median and 90 % of each, and, below full scale, the chance that one law differs as much.
fn row(name: &str, scale: u32, sample: &Sample, full: Option<&Sample>) -> String {
    let each = FALSE_ALARM / (SCENARIOS.len() * (SCALES.len() - 1) * OBSERVED.len()) as f64;
    let cell = |k: usize| {
        let mut sorted = sample[k].clone();
        sorted.sort_by(f64::total_cmp);
        let at = |q: f64| written(quantile(&sorted, q));
        let tested = full.map_or(String::new(), |full| {
            let p = kolmogorov_smirnov(&full[k], &sample[k]);
            match p {
                p if p < each => format!("; **another law, p = {p:.0e}**"),
                p if p < 0.01 => "; p < 0.01".into(),
                p => format!("; p = {p:.2}"),
            }
        });
        format!("{} [{}–{}]{tested}", at(0.5), at(0.05), at(0.95))
    };
    let cells: Vec<String> = (0..OBSERVED.len()).map(cell).collect();
    format!("| `{name}` | {scale} | {} |", cells.join(" | "))
}

/// A number to three figures, with commas.
fn written(number: f64) -> String {
    if !number.is_finite() {
        return "never".into();
    }
    let step = 10f64.powi((number.abs().max(1.0).log10().floor() as i32 - 2).max(0));
    let digits = format!("{:.0}", (number / step).round() * step);
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_here_has_its_trigger_within_the_run() {
        let scenario = scenario(MADE).unwrap_or_else(|complaints| panic!("{complaints}"));
        let shock = &scenario.shocks[0].shock;
        assert!((24.0..f64::from(HOURS)).contains(&shock.hour), "{}", shock.hour);
    }

    #[test]
    fn a_row_names_another_law() {
        assert_eq!(written(1_234_567.0), "1,230,000");
        assert_eq!((written(12.4), written(f64::INFINITY)), ("12".into(), "never".into()));
        let of = |shift: f64| -> Sample {
            std::array::from_fn(|_| (0..200).map(|i| 1000.0 + f64::from(i) + shift).collect())
        };
        let full = of(0.0);
        assert!(row("a", 1, &full, None).starts_with("| `a` | 1 | 1,100 [1,010–1,190] |"));
        assert!(row("a", 10, &of(1.0), Some(&full)).contains("p = 1.00"));
        assert!(row("a", 100, &of(150.0), Some(&full)).contains("another law"));
    }
}
