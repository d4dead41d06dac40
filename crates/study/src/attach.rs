//! What a report shows of a calibration, a sensitivity analysis or a forecast, put beside a run.

use crate::forecast::beside;
use crate::rundir::RunDir;
use groundswell_complaint::Complaint;
use groundswell_tables::stamp::{text_of, write_atomic};
use std::path::Path;

/// What a calibration leaves for reports.
pub const CALIBRATION: &str = "calibration.json";
/// What a sensitivity analysis leaves for reports.
pub const SENSITIVITY: &str = "sensitivity.json";

/// Puts what a report shows of the analyses in a directory beside a run. Returns the names of the files in the run's
/// directory; none where there was nothing.
///
/// # Errors
/// An analysis of another scenario; a table of a forecast that cannot be read; a disk that cannot be written to.
pub fn attach(dir: &RunDir, analysis: &Path) -> Result<Vec<String>, Complaint> {
    if let (Some(own), Some(other)) = (scenario_in(dir.path()), scenario_in(analysis))
        && own != other
    {
        let what = format!("{} is of `{other}`, the run of `{own}`", analysis.display());
        return Err(Complaint::inconsistent(what).allowed(format!("an analysis of `{own}`")));
    }
    let mut attached = Vec::new();
    for file in [CALIBRATION, SENSITIVITY] {
        if let Ok(text) = text_of(analysis.join(file)) {
            write_atomic(&dir.file("inputs").join(file), text)?;
            attached.push(format!("inputs/{file}"));
        }
    }
    if let Some(page) = beside::page(analysis)? {
        write_atomic(&dir.file("inputs").join(beside::FILE), page.to_string() + "\n")?;
        attached.push(format!("inputs/{}", beside::FILE));
    }
    Ok(attached)
}

/// The name of the scenario that a directory was made of, if it says so.
fn scenario_in(dir: &Path) -> Option<String> {
    let text = text_of(dir.join("scenario.resolved.toml")).ok()?;
    let table: toml::Table = text.parse().ok()?;
    Some(table.get("scenario")?.get("name")?.as_str()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_scenario::scenario::Scenario;

    #[test]
    fn an_analysis_of_another_scenario_is_not_put_beside_a_run() {
        let folder = tempfile::tempdir().expect("a folder");
        let made = |name: &str, scenario: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(&path).expect("made");
            let text = Scenario::load(scenario, &[]).expect("built in").resolved();
            std::fs::write(path.join("scenario.resolved.toml"), text).expect("written");
            std::fs::write(path.join(CALIBRATION), "{}").expect("written");
            path
        };
        let run = RunDir::at(&made("run", "two-towns"));
        std::fs::create_dir_all(run.file("inputs")).expect("made");
        assert!(attach(&run, &made("own", "two-towns")).expect("of the same scenario") == ["inputs/calibration.json"]);
        let said = attach(&run, &made("other", "east-germany-1989")).expect_err("of another").to_string();
        assert!(said.contains("is of `east-germany-1989`, the run of `two-towns`"), "{said}");
    }
}
