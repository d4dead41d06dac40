//! The posterior that a user names, with the scenario that it belongs to.

use super::posterior::Posterior;
use crate::attach::attach;
use crate::rundir::{POSTERIOR, RunDir};
use groundswell_complaint::{Complaint, Complaints};
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::stamp::write_atomic;
use std::path::{Path, PathBuf};

/// A posterior, and its scenario under the settings that it was made with.
pub struct NamedPosterior {
    /// The posterior.
    pub posterior: Posterior,
    /// Its settings, then the user's own.
    pub settings: Vec<String>,
    /// The scenario under both.
    pub scenario: Scenario,
}

/// The word for the posterior that a scenario carries; `scenario:NAME` is `posterior-NAME.csv`.
pub const CARRIED: &str = "scenario";

/// Reads the posterior at `path`, or one that the scenario carries, and the scenario under
/// the posterior's settings and `own`.
///
/// # Errors
/// No such posterior; a setting of the user's that the posterior draws, or was not made under.
pub fn named(path: &Path, scenario: &str, own: &[String]) -> Result<NamedPosterior, Complaints> {
    let plain = Scenario::load(scenario, own)?;
    let posterior = match carried(path) {
        Some(file) => {
            let text = plain.file(&file).map_err(|_| {
                let complaint = Complaint::inconsistent(format!("`{}` carries no `{file}`", plain.name));
                one(complaint.advise("make a posterior with `groundswell calibrate`, and give its directory"))
            })?;
            Posterior::read_text(&plain.shown(&file), &text)?
        }
        None => Posterior::read(path)?,
    };
    if !posterior.scenarios.is_empty() && !posterior.scenarios.contains(&plain.name) {
        let of = posterior.scenarios.join("`, `");
        let complaint =
            Complaint::inconsistent(format!("the posterior was learned from `{of}`, this is `{}`", plain.name));
        return Err(one(complaint
            .allowed(format!("a posterior of `{}`", plain.name))
            .advise("`groundswell calibrate --leave-out` scores a scenario with what was learned elsewhere")));
    }
    for setting in own {
        refuse(&posterior, setting, "")?;
    }
    let settings: Vec<String> = posterior.settings.iter().chain(own).cloned().collect();
    let scenario = if posterior.settings.is_empty() { plain } else { Scenario::load(scenario, &settings)? };
    Ok(NamedPosterior { posterior, settings, scenario })
}

/// The posterior that the replicates of a run take their parameters from.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// Its text, as the run keeps it.
    pub text: String,
    /// Where it was found, if that is the directory of a calibration.
    pub from: Option<PathBuf>,
}

impl Drawn {
    /// Keeps the text in the directory of the run, with what its calibration found.
    ///
    /// # Errors
    /// A disk that cannot be written to.
    pub fn keep(&self, dir: &RunDir) -> Result<(), Complaint> {
        write_atomic(&dir.file(POSTERIOR), &self.text)?;
        if let Some(from) = &self.from {
            attach(dir, from)?;
        }
        Ok(())
    }
}

/// A scenario, its settings, and the posterior that the replicates of a run take their parameters from, if there is one.
///
/// # Errors
/// As [`named`], and what is wrong with the scenario.
pub fn drawn(
    posterior: Option<&Path>,
    scenario: &str,
    own: Vec<String>,
) -> Result<(Scenario, Vec<String>, Option<Drawn>), Complaints> {
    let Some(path) = posterior else { return Ok((Scenario::load(scenario, &own)?, own, None)) };
    let named = named(path, scenario, &own)?;
    let text = named.posterior.csv("where the replicates of this run took their parameters from");
    let from = path.is_dir().then(|| path.to_path_buf());
    Ok((named.scenario, named.settings, Some(Drawn { text, from })))
}

/// What must be said where runs and their posterior have different scales, if they do.
pub fn another_scale(posterior: &str, scale: u32) -> Option<String> {
    let made = Posterior::read_text(POSTERIOR, posterior).ok()?.scale?;
    (made != scale).then(|| unlike(made, scale))
}

/// That parameters found at one scale are not those of another, the more so the coarser it is.
pub fn unlike(made: u32, scale: u32) -> String {
    format!(
        "the posterior was found with one agent for {made} adults, the runs have one for {scale}: its parameters may fit them less well"
    )
}

/// Complains of a setting that would make a posterior mean something else. `of` says whose it is.
pub fn refuse(posterior: &Posterior, setting: &str, of: &str) -> Result<(), Complaints> {
    let path = |setting: &str| setting.split('=').next().unwrap_or_default().trim().to_string();
    let set = path(setting);
    if posterior.paths.contains(&set) {
        let complaint = Complaint::inconsistent(format!("`{set}` is set{of}, and drawn from the posterior"));
        return Err(one(complaint.advise("leave out one of the two")));
    }
    if let Some(made) = posterior.settings.iter().find(|made| path(made) == set && made.trim() != setting.trim()) {
        let complaint =
            Complaint::inconsistent(format!("`{setting}` is set{of}, and the posterior was made under `{made}`"));
        return Err(one(complaint.advise("leave out the setting, or calibrate under it")));
    }
    Ok(())
}

/// The file of a scenario that `scenario` or `scenario:NAME` stands for.
fn carried(path: &Path) -> Option<String> {
    match path.to_str()?.strip_prefix(CARRIED)? {
        "" => Some("posterior.csv".into()),
        rest => rest.strip_prefix(':').map(|name| format!("posterior-{name}.csv")),
    }
}

fn one(complaint: Complaint) -> Complaints {
    let mut complaints = Complaints::default();
    complaints.push(complaint);
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_engine::mechanisms::participation::Response;

    fn written(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("p.csv");
        std::fs::write(&file, text).expect("written");
        (folder, file)
    }

    #[test]
    fn a_posterior_brings_its_settings() {
        let (_folder, file) =
            written("# made by a test\n# set people.response=threshold\nweight,people.threshold\n1,0.5\n");
        let own = ["hours=48".to_string()];
        let named = named(&file, "two-towns", &own).unwrap_or_else(|complaints| panic!("{complaints}"));
        assert_eq!(named.settings, ["people.response=threshold", "hours=48"]);
        assert_eq!((named.scenario.mechanisms.people.response, named.scenario.hours), (Response::Threshold, 48));
    }

    #[test]
    fn a_posterior_of_another_scenario_is_refused() {
        for comment in ["# of kazakhstan-2022, elsewhere\n", "# Posterior of kazakhstan-2022, made by: a test\n"] {
            let (_folder, file) = written(&format!("{comment}weight,people.threshold\n1,0.5\n"));
            let said = named(&file, "two-towns", &[]).err().expect("another scenario").to_string();
            assert!(said.contains("kazakhstan-2022") && said.contains("this is `two-towns`"), "{said}");
            assert!(named(&file, "kazakhstan-2022", &[]).is_ok());
        }
    }

    #[test]
    fn another_scale_is_said() {
        let text = "# one agent per 20 adults\nweight,people.threshold\n1,0.5\n";
        assert_eq!(another_scale(text, 20), None);
        assert!(
            another_scale(text, 50).expect("another").contains("one agent for 20 adults, the runs have one for 50")
        );
        assert_eq!(another_scale("weight,people.threshold\n1,0.5\n", 50), None);
    }

    #[test]
    fn what_would_give_it_another_meaning_is_refused() {
        let (_folder, file) = written("# set people.response=threshold\nweight,people.threshold\n1,0.5\n");
        for (own, word) in [
            ("people.threshold=0.4", "is set, and drawn from the posterior"),
            ("people.response=loglinear", "was made under `people.response=threshold`"),
        ] {
            let said = named(&file, "two-towns", &[own.to_string()]).err().expect(own).to_string();
            assert!(said.contains(word), "{said}");
        }
        assert!(named(&file, "two-towns", &["people.response=threshold".into()]).is_ok());
    }

    #[test]
    fn those_that_a_scenario_carries_go_by_name() {
        assert_eq!(carried(Path::new("scenario")).as_deref(), Some("posterior.csv"));
        assert_eq!(carried(Path::new("scenario:threshold")).as_deref(), Some("posterior-threshold.csv"));
        assert_eq!((carried(Path::new("scenarios/x")), carried(Path::new("C"))), (None, None));
        let said = named(Path::new("scenario:x"), "two-towns", &[]).err().expect("none").to_string();
        assert!(said.contains("carries no `posterior-x.csv`"), "{said}");
    }
}
