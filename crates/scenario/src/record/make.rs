//! The record of a scenario in a folder: its files, written where the scenario is.

use super::gather::OUTSIDE;
use super::write::REPORTS;
use super::{RecordRequest, Recorded, Tables, record, tables};
use crate::files::Files;
use crate::scenario::Scenario;
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_tables::stamp::{AtomicFile, FileError, text_of, write_atomic};
use std::path::{Path, PathBuf};

/// A record that was made.
#[derive(Debug)]
pub struct MadeRecord {
    /// What became of the events.
    pub recorded: Recorded,
    /// What was written.
    pub tables: Tables,
    /// Where.
    pub folder: PathBuf,
    /// The list of events that are not in the record.
    pub unmatched: PathBuf,
}

impl Recorded {
    /// How many events are not in the record though they are of the days of the run, or of no known day.
    pub fn lost(&self) -> u64 {
        self.unmatched.iter().filter(|(reason, _)| **reason != OUTSIDE).map(|(_, n)| n).sum()
    }

    /// How many events are not in the record, and why.
    pub fn reasons(&self) -> String {
        let all: Vec<String> = self.unmatched.iter().map(|(reason, n)| format!("{n} {reason}")).collect();
        all.join("; ")
    }
}

/// Makes the record of the scenario in a folder: `facts.csv`, `targets.csv`, `reports.csv`, and `unmatched.csv` for what
/// is in none of them. A record that is there is replaced only by `force`.
///
/// # Errors
/// A built-in scenario, a record that is there, events of which none is in the record, files that cannot be read or
/// written.
pub fn make(
    scenario: &str,
    events: &[PathBuf],
    request: &RecordRequest,
    force: bool,
) -> Result<MadeRecord, Complaints> {
    let read = Scenario::load(scenario, &[])?;
    let Files::Folder(file) = Files::find(scenario).map_err(Complaints::from)? else {
        let complaint = Complaint::inconsistent(format!("`{scenario}` is built in and has a record"));
        let advice = "make a scenario of your own with `groundswell scenario new`";
        return Err(complaint.advise(advice).into());
    };
    let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
    if !(force || read.facts.is_empty() && read.targets.is_empty()) {
        let file = folder.join(if read.facts.is_empty() { "targets.csv" } else { "facts.csv" });
        let problem = Problem::Output { path: file, reason: "the scenario has a record already".into() };
        let advice = "replace it with `--force`, or work on a copy of the folder";
        return Err(Complaint::new(problem).advise(advice).into());
    }
    written(&read, events, request, folder).map_err(Complaints::from)
}

/// The columns of `unmatched.csv`.
const UNMATCHED: [&str; 8] = ["file", "id", "date", "place", "admin1", "lat", "lon", "reason"];

/// Refuses to write over what is read, and over files that have the names of our lists and are none.
fn spared(events: &[PathBuf], folder: &Path) -> Result<(), Complaint> {
    let refused = |path: PathBuf, reason: String| Complaint::new(Problem::Output { path, reason });
    for name in ["facts.csv", "targets.csv", "reports.csv", "unmatched.csv"] {
        let path = folder.join(name);
        if let Some(input) = events.iter().find(|input| same_file::is_same_file(input, &path).unwrap_or(false)) {
            let reason = format!("it is the same file as the input {}", input.display());
            return Err(refused(path, reason).advise("move the events elsewhere"));
        }
    }
    for (name, columns) in [("reports.csv", &REPORTS[..]), ("unmatched.csv", &UNMATCHED[..])] {
        let path = folder.join(name);
        let ours = columns.join(",") + "\n";
        if path.symlink_metadata().is_ok() && !text_of(&path).is_ok_and(|text| text.starts_with(&ours)) {
            let reason =
                format!("a list would be written there, and it is not one with the columns {}", columns.join(", "));
            return Err(refused(path, reason).advise("move it elsewhere"));
        }
    }
    Ok(())
}

fn written(
    scenario: &Scenario,
    events: &[PathBuf],
    request: &RecordRequest,
    folder: PathBuf,
) -> Result<MadeRecord, Complaint> {
    spared(events, &folder)?;
    let list = folder.join("unmatched.csv");
    let mut writer = csv::Writer::from_writer(AtomicFile::create(&list)?);
    let failed = |error: csv::Error| Complaint::from(FileError::new("write", &list, std::io::Error::other(error)));
    writer.write_record(UNMATCHED).map_err(failed)?;
    let recorded = record(scenario, events, request, &mut |path, seen, reason| {
        let number = |x: Option<f64>| x.map_or(String::new(), |x| x.to_string());
        let (lat, lon) = (number(seen.point.map(|p| p.0)), number(seen.point.map(|p| p.1)));
        let (file, day) = (path.display().to_string(), seen.days.map_or(String::new(), |days| days.0.to_string()));
        writer.write_record([&*file, seen.id, &day, seen.place, seen.admin1, &lat, &lon, reason]).map_err(failed)
    })?;
    if recorded.matched == 0 {
        let what = format!("none of {} events is in the record: {}", recorded.read, recorded.reasons());
        return Err(Complaint::inconsistent(what).advise("are the events of this country and of the days of the run?"));
    }
    let tables = tables(scenario, &recorded.gathered, request);
    let close = writer.into_inner().map_err(|error| FileError::new("write", &list, error.into_error()));
    close.and_then(AtomicFile::finish)?;
    for (name, text) in
        [("facts.csv", &tables.facts), ("targets.csv", &tables.targets), ("reports.csv", &tables.reports)]
    {
        write_atomic(&folder.join(name), text)?;
    }
    Ok(MadeRecord { recorded, tables, folder, unmatched: list })
}
