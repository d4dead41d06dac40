//! Names of the files that this program writes into a directory, of whatever kind it is.
//!
//! What is not named here, and not listed by a finished manifest, is somebody else's: it is never deleted or replaced.

use crate::rundir::TABLES;
use groundswell_tables::stamp::PARTIAL;

/// By folder; a `*` stands for anything.
const WRITTEN: [(&str, &[&str]); 6] = [
    (
        "",
        &[
            "manifest.json",
            "scenario.toml",
            "scenario.resolved.toml",
            "timings.csv",
            "timings-*.csv",
            "report.html",
            "log.jsonl",
            "ro-crate-metadata.json",
            "CITATION.cff",
            "posterior.csv",
            "calibration.json",
            "sensitivity.json",
            "forecast.json",
            "forecasts.parquet",
            "scores.parquet",
            "scores.csv",
            "skill.parquet",
            "parameters.parquet",
        ],
    ),
    (
        "data",
        &[
            "runs.parquet",
            "daily.parquet",
            "onsets.parquet",
            "happenings.parquet",
            "statistics.parquet",
            "targets.parquet",
            "facts.parquet",
            "failures.parquet",
            "comparison.parquet",
            "sweep.parquet",
            "sensitivity.parquet",
            "posterior.parquet",
            "contraction.parquet",
            "generations.parquet",
            "ranks.parquet",
            "predictive.parquet",
        ],
    ),
    ("data/series", &["part-*.parquet"]),
    ("data/national", &["part-*.parquet"]),
    (
        "checkpoints",
        &[
            "plan.json",
            "comparison.json",
            "sweep.json",
            "calibrate.json",
            "replicate-*.done",
            "replicate-*.state",
            "replicate-*.fork",
            "batch-*.done",
            "memory.done",
            "generation-*.done",
        ],
    ),
    (
        "inputs",
        &[
            "scenario.toml",
            "drawn-from.csv",
            "design.csv",
            "observed.csv",
            "calibration.json",
            "sensitivity.json",
            "forecast.json",
        ],
    ),
];

/// The folders of a directory, those inside others first.
pub(crate) const FOLDERS: [&str; 5] = ["data/series", "data/national", "data", "checkpoints", "inputs"];

fn split(name: &str) -> (&str, &str) {
    name.rsplit_once('/').unwrap_or(("", name))
}

/// Whether a file has a name that this program writes; `name` is its path in the directory, with `/`.
pub(crate) fn is_ours(name: &str) -> bool {
    let (folder, file) = split(name);
    let known = WRITTEN.iter().find(|(of, _)| *of == folder).map_or(&[][..], |(_, names)| names);
    let input = folder == "inputs" && TABLES.contains(&file);
    let half = file.starts_with('.') && file.ends_with(PARTIAL) && (folder.is_empty() || FOLDERS.contains(&folder));
    input || half || known.iter().any(|pattern| matches(pattern, file))
}

/// Whether a file is there to go on from, and goes as work is finished.
pub(crate) fn is_state(name: &str) -> bool {
    let (folder, file) = split(name);
    folder == "checkpoints" && [".done", ".state", ".fork"].iter().any(|end| file.ends_with(end))
}

/// Whether a file is written before any result is: what it says cannot be computed again.
pub(crate) fn is_given(name: &str) -> bool {
    name.starts_with("inputs/") || name.starts_with("checkpoints/") && name.ends_with(".json")
}

/// Whether a file follows from what is given, and is written as work begins.
pub(crate) fn is_first(name: &str) -> bool {
    ["manifest.json", "scenario.toml", "scenario.resolved.toml"].contains(&name)
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((begin, end)) => name.len() >= begin.len() + end.len() && name.starts_with(begin) && name.ends_with(end),
    }
}

/// The file that says that a replicate is done, of a part of one of its tables.
pub(crate) fn done_of_part(name: &str) -> Option<String> {
    let (folder, file) = split(name);
    let inside = ["data/series", "data/national"].contains(&folder);
    let of = file.strip_prefix("part-")?.strip_suffix(".parquet").filter(|_| inside)?;
    Some(format!("checkpoints/replicate-{of}.done"))
}

/// What is computed again where this file of state or part of a table is lost, in words.
pub(crate) fn work_of(name: &str) -> String {
    let (_, file) = split(name);
    let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
    if let Some(of) = stem.strip_prefix("replicate-").or(stem.strip_prefix("part-")) {
        let (branch, number) = of.rsplit_once('-').map_or(("", of), |(branch, number)| (branch, number));
        let number = number.trim_start_matches('0');
        let number = if number.is_empty() { "0" } else { number };
        return if branch.is_empty() {
            format!("replicate {number}")
        } else {
            format!("replicate {number} of branch {branch}")
        };
    }
    match stem.strip_prefix("batch-") {
        Some(number) => format!("batch {}", number.trim_start_matches('0').parse::<u32>().unwrap_or(0)),
        None => "what is missing of the calibration".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_written_here_is_ours() {
        for ours in [
            "manifest.json",
            "timings-firm.csv",
            "data/series/part-firm-00012.parquet",
            "checkpoints/replicate-00001.state",
            "inputs/SOURCES.md",
            "inputs/.facts.csv.12-0.partial",
            "data/runs.parquet",
        ] {
            assert!(is_ours(ours), "{ours}");
        }
        for other in [
            "notes.txt",
            "data/notes.csv",
            "data/runs.parquet/x",
            "inputs/my.csv",
            "checkpoints/model.bin",
            "figures/report.html",
            ".git/config",
            "data/series/part-1.csv",
            "figures/.x.partial",
        ] {
            assert!(!is_ours(other), "{other}");
        }
    }

    #[test]
    fn a_part_leads_to_its_replicate() {
        let done = done_of_part("data/series/part-no-arms-00012.parquet");
        assert_eq!(done.as_deref(), Some("checkpoints/replicate-no-arms-00012.done"));
        assert_eq!(done_of_part("data/runs.parquet"), None);
        assert_eq!(work_of("data/series/part-no-arms-00012.parquet"), "replicate 12 of branch no-arms");
        assert_eq!(work_of("checkpoints/replicate-00000.done"), "replicate 0");
        assert_eq!(work_of("checkpoints/batch-00030.done"), "batch 30");
    }
}
