//! What is asked of a run that branches at an hour: every branch goes on from the base's states with
//! the same random numbers.

use super::run::{RequestedRun, spelled};
use super::within;
use crate::api::job::{self, BranchRequest, Job, JobKind, MOST_BRANCHES};
use crate::api::problem::{Code, Problem};
use crate::scenarios::read;
use crate::studio::Studio;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_scenario::names::{NAME, is_name};
use groundswell_study::compare::questions;
use groundswell_study::compare::{Comparison, RequestedBranch};
use groundswell_study::tables::BASE;
use std::sync::Arc;

/// Checks the request and puts it into the queue.
pub(crate) fn ask(studio: &Arc<Studio>, request: &BranchRequest) -> Result<Job, Problem> {
    within("branches", request.branches.len() as u32, 1, MOST_BRANCHES as u32)?;
    let files = studio.files(&request.scenario, &request.facts)?;
    let settings = spelled(&request.settings);
    let scenario = read(&files, &settings)?;
    within("at", request.at, 0, scenario.hours - 1)?;
    let asked = request.branches.iter().map(named).collect::<Result<Vec<RequestedBranch>, Problem>>()?;
    let question = request.question.as_deref().map(questions::find).transpose().map_err(Complaints::from)?;
    let question = question.map(|question| question.name.to_string());
    let comparison =
        Comparison::of(asked, request.at, request.against.as_deref(), question).map_err(Complaints::from)?;
    let wanted = RequestedRun {
        scenario: request.scenario.clone(),
        files,
        settings,
        replicates: request.replicates,
        seed: request.seed,
        scale: request.scale,
        comparison: Some(comparison),
    };
    wanted.push(studio, JobKind::Branch)
}

/// A branch as the comparison has it. Its name names files.
fn named(branch: &job::Branch) -> Result<RequestedBranch, Problem> {
    if branch.name == BASE || !is_name(&branch.name) {
        let found = format!("`{}`", branch.name);
        let problem = groundswell_complaint::Problem::NotAllowed { name: "the name of a branch".into(), found };
        let allowed = format!("{NAME}, and not `{BASE}`, which is the run that the others leave");
        return Err(Problem::of(Code::Wrong, &Complaint::new(problem).allowed(allowed).into()));
    }
    Ok(RequestedBranch { name: branch.name.clone(), settings: spelled(&branch.settings) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::job::Settings;
    use crate::api::schema::SettingValue;

    #[test]
    fn names_of_branches_name_files() {
        let branch = |name: &str| job::Branch { name: name.into(), settings: Settings::new() };
        assert!(named(&branch("no-shutdown")).is_ok());
        for wrong in ["base", "", "a b", "../x", "x/y"] {
            assert_eq!(named(&branch(wrong)).err().map(|problem| problem.code), Some(Code::Wrong), "{wrong}");
        }
        let settings = Settings::from([("shutdown.enabled".into(), SettingValue::Switch(false))]);
        let asked = named(&job::Branch { name: "on".into(), settings }).expect("right");
        assert_eq!(asked.settings, ["shutdown.enabled=false"]);
    }
}
