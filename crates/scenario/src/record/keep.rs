//! The record of a scenario of one's own, written into its folder.

use super::{RecordRequest, Recorded, Seen, Tables, record, tables};
use crate::scenario::Scenario;
use groundswell_complaint::Complaint;
use groundswell_tables::stamp::{AtomicFile, FileError, write_atomic};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The columns of `unmatched.csv`.
const UNMATCHED: [&str; 8] = ["file", "id", "date", "place", "admin1", "lat", "lon", "reason"];

/// Gathers events for a scenario and writes `facts.csv`, `targets.csv`, `reports.csv` and `unmatched.csv` into `folder`.
/// `unmatched` hears of each event that is not in the record, with the reason. Nothing is written if none is.
///
/// # Errors
/// A table that cannot be read or is no table of events; none of its events is in the record; a disk that cannot be
/// written to.
pub fn keep(
    folder: &Path,
    scenario: &Scenario,
    events: &[PathBuf],
    asked: &RecordRequest,
    unmatched: &mut dyn FnMut(&Seen<'_>, &'static str),
) -> Result<(Recorded, Tables), Complaint> {
    let list = folder.join("unmatched.csv");
    let mut writer = csv::Writer::from_writer(AtomicFile::create(&list)?);
    let failed = |error: csv::Error| Complaint::from(FileError::new("write", &list, std::io::Error::other(error)));
    writer.write_record(UNMATCHED).map_err(failed)?;
    let recorded = record(scenario, events, asked, &mut |path, seen, reason| {
        unmatched(seen, reason);
        let number = |x: Option<f64>| x.map_or(String::new(), |x| x.to_string());
        let (lat, lon) = (number(seen.point.map(|p| p.0)), number(seen.point.map(|p| p.1)));
        let (file, day) = (path.display().to_string(), seen.days.map_or(String::new(), |days| days.0.to_string()));
        writer.write_record([&*file, seen.id, &day, seen.place, seen.admin1, &lat, &lon, reason]).map_err(failed)
    })?;
    if recorded.matched == 0 {
        let complaint = Complaint::inconsistent(format!(
            "none of {} events is in the record: {}",
            recorded.read,
            reasons(&recorded.unmatched)
        ));
        return Err(complaint.advise("are the events of this country and of the days of the run?"));
    }
    let made = tables(scenario, &recorded.gathered, asked);
    let close = writer.into_inner().map_err(|error| FileError::new("write", &list, error.into_error()));
    close.and_then(AtomicFile::finish)?;
    for (name, text) in [("facts.csv", &made.facts), ("targets.csv", &made.targets), ("reports.csv", &made.reports)] {
        write_atomic(&folder.join(name), text)?;
    }
    Ok((recorded, made))
}

fn reasons(unmatched: &BTreeMap<&'static str, u64>) -> String {
    unmatched.iter().map(|(reason, n)| format!("{n} {reason}")).collect::<Vec<_>>().join("; ")
}
