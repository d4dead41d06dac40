//! What is compared: branches as they are asked for, read and checked.

use crate::calibrate::named::refuse;
use crate::calibrate::posterior::Posterior;
use crate::plan;
use crate::rundir::{COMPARISON, RunDir};
use crate::tables::BASE;
use groundswell_complaint::{Complaint, Complaints, Problem, Source};
use groundswell_scenario::files::{Files, read_text};
use groundswell_scenario::names::{NAME, is_name};
use groundswell_scenario::orders::settings::hour_of;
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::stamp::{FileError, text_of};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// A branch as asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestedBranch {
    /// Its name, which also names its files.
    pub name: String,
    /// What it changes, as `path=value`, in its order.
    pub settings: Vec<String>,
}

/// A comparison: all that it asks besides the plan of the base.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Hours after which branches leave the base; 0 means from the beginning.
    pub at: u32,
    /// The branch that the others are set against.
    pub against: String,
    /// The built-in question that was asked, if one was.
    pub question: Option<String>,
    /// The branches, `base` first.
    pub branches: Vec<RequestedBranch>,
    /// sha256 of each branch's resolved scenario and tables.
    pub hashes: Vec<String>,
}

/// A branch with its scenario.
#[derive(Clone)]
pub struct Branch {
    /// Its name.
    pub name: String,
    /// Its scenario: the base's with its own settings on top.
    pub scenario: Scenario,
}

impl Branch {
    /// The run that the others leave.
    pub fn base(scenario: Scenario) -> Branch {
        Branch { name: BASE.into(), scenario }
    }
}

/// Points at a part of what was typed.
fn typed(option: &str, text: &str, complaint: Complaint) -> Complaint {
    complaint.at_line(&Source::new(option, text), 1, 1)
}

impl RequestedBranch {
    /// A branch that changes nothing.
    pub fn base() -> RequestedBranch {
        RequestedBranch { name: BASE.into(), settings: Vec::new() }
    }

    /// Reads `NAME:path=value,path=value`, where `@file.toml` stands for all settings of a
    /// file; `base` alone is the run that the others leave.
    ///
    /// # Errors
    /// A name that cannot be one; a file that cannot be read.
    pub fn parse(text: &str) -> Result<RequestedBranch, Complaint> {
        let form = "a branch as NAME:path=value,path=value or NAME:@settings.toml";
        let (name, settings) = match text.split_once(':') {
            Some((name, settings)) => (name.trim(), settings),
            None if text.trim() == BASE => return Ok(RequestedBranch::base()),
            None => {
                let complaint = Complaint::inconsistent(format!("branch `{text}` does not say what it changes"));
                return Err(typed("--branch", text, complaint.allowed(form)));
            }
        };
        if name == BASE {
            let complaint = Complaint::inconsistent("branch `base` is the run itself, and changes nothing");
            let complaint = complaint.advise("give settings of the whole comparison with `--set`");
            return Err(typed("--branch", text, complaint.allowed(form)));
        }
        if !is_name(name) {
            let problem = Problem::NotAllowed { name: "the name of a branch".into(), found: format!("`{name}`") };
            return Err(typed("--branch", text, Complaint::new(problem).allowed(NAME)));
        }
        let mut asked = RequestedBranch { name: name.into(), settings: Vec::new() };
        // Names of orders may hold commas: a part without a sign belongs to the next one.
        let mut part = String::new();
        for piece in settings.split(',') {
            part += piece;
            if let Some(file) = part.trim().strip_prefix('@') {
                asked.settings.extend(from_file(Path::new(file))?);
                part.clear();
            } else if part.contains('=') {
                asked.settings.push(part.trim().to_string());
                part.clear();
            } else {
                part.push(',');
            }
        }
        let rest = part.trim_end_matches(',').trim();
        if !rest.is_empty() {
            asked.settings.push(rest.to_string());
        }
        Ok(asked)
    }
}

/// The longest file of settings, in bytes.
const LONGEST: u64 = 1 << 20;

/// The settings of a TOML file: its sections and keys as paths.
fn from_file(path: &Path) -> Result<Vec<String>, Complaint> {
    let text = read_text(path, LONGEST)?;
    let source = Source::new(path.display().to_string(), &text);
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        Complaint::syntax(error.message()).at(&source, error.span().unwrap_or_default())
    })?;
    let mut settings = Vec::new();
    flatten("", &toml::Value::Table(table), &mut settings);
    Ok(settings)
}

fn flatten(path: &str, value: &toml::Value, settings: &mut Vec<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                flatten(&path, value, settings);
            }
        }
        toml::Value::String(text) => settings.push(format!("{path}={text}")),
        toml::Value::Integer(x) => settings.push(format!("{path}={x}")),
        toml::Value::Float(x) => settings.push(format!("{path}={x}")),
        toml::Value::Boolean(x) => settings.push(format!("{path}={x}")),
        toml::Value::Datetime(time) => settings.push(format!("{path}={time}")),
        // No parameter is a list: whoever sets the path is told what is allowed.
        toml::Value::Array(_) => settings.push(format!("{path}=a list")),
    }
}

/// The hour of `--at`: whole hours since the start of the scenario, before its end.
///
/// # Errors
/// What is no time, lies before the start or after the end, or between two hours.
pub fn hour_at(scenario: &Scenario, text: &str) -> Result<u32, Complaint> {
    let last = scenario.time(f64::from(scenario.hours - 1));
    let allowed = format!(
        "a full hour from {} to {}, or hours since the start",
        scenario.start.format("%Y-%m-%dT%H:%M"),
        last.format("%Y-%m-%dT%H:%M"),
    );
    let hour = hour_of(&scenario.calendar(), text.trim());
    let fits = |hour: &f64| hour.fract() == 0.0 && (0.0..f64::from(scenario.hours)).contains(hour);
    hour.filter(fits).map(|hour| hour as u32).ok_or_else(|| {
        let problem = match hour {
            Some(_) => Problem::NotAllowed { name: "--at".into(), found: text.into() },
            None => Problem::Unreadable { found: text.into(), what: "a time" },
        };
        typed("--at", text, Complaint::new(problem).allowed(allowed))
    })
}

impl Comparison {
    /// Nothing is compared: a plain run, of a scenario with this hash.
    pub fn plain(hash: &str) -> Comparison {
        let (against, branches, hashes) = (BASE.into(), vec![RequestedBranch::base()], vec![hash.into()]);
        Comparison { at: 0, against, question: None, branches, hashes }
    }

    /// Brings branches in order: `base` first, whether or not it was asked for.
    ///
    /// # Errors
    /// No branch besides `base`; two of one name; an `against` that is none of them.
    pub fn of(
        mut asked: Vec<RequestedBranch>,
        at: u32,
        against: Option<&str>,
        question: Option<String>,
    ) -> Result<Comparison, Complaint> {
        asked.retain(|branch| branch.name != BASE);
        asked.insert(0, RequestedBranch::base());
        if asked.len() == 1 {
            let complaint = Complaint::inconsistent("there is nothing to compare `base` with");
            return Err(
                complaint.advise("give a branch, as `--branch none:intervention.enabled=false`, or a `--question`")
            );
        }
        for (i, branch) in asked.iter().enumerate() {
            // Names name files, and some disks keep no difference between `A` and `a`.
            if asked[..i].iter().any(|other| other.name.eq_ignore_ascii_case(&branch.name)) {
                let complaint = Complaint::new(Problem::Duplicate { what: "branch", name: branch.name.clone() });
                return Err(complaint.allowed("names that differ by more than upper and lower case"));
            }
        }
        let against = against.unwrap_or(BASE);
        if asked.iter().all(|branch| branch.name != against) {
            let names: Vec<&str> = asked.iter().map(|branch| branch.name.as_str()).collect();
            let complaint = Complaint::unknown("branch", against, names.iter().copied());
            return Err(complaint.allowed(names.join(", ")));
        }
        Ok(Comparison { at, against: against.into(), question, branches: asked, hashes: Vec::new() })
    }

    /// Reads the scenario of every branch: that of the base with its own settings on top.
    ///
    /// # Errors
    /// Settings that are wrong, and those that cannot change in the middle of a run.
    pub fn load(&self, scenario: &str, settings: &[String]) -> Result<Vec<Branch>, Complaints> {
        self.load_from(&Files::find(scenario)?, settings)
    }

    /// The same from files, some of which may be one's own.
    ///
    /// # Errors
    /// As [`Comparison::load`].
    pub fn load_from(&self, files: &Files, settings: &[String]) -> Result<Vec<Branch>, Complaints> {
        let main = files.main()?;
        let mut branches: Vec<Branch> = Vec::with_capacity(self.branches.len());
        let mut complaints = Complaints::default();
        for asked in &self.branches {
            let all: Vec<String> = settings.iter().chain(&asked.settings).cloned().collect();
            match Scenario::read(files.clone(), main.clone(), &all) {
                Ok(scenario) => branches.push(Branch { name: asked.name.clone(), scenario }),
                // What is wrong with the base is wrong with all of them.
                Err(wrong) if branches.is_empty() => return Err(wrong),
                Err(wrong) => complaints.extend(wrong),
            }
        }
        let mut branches = complaints.or(branches)?;
        let mut complaints = Complaints::default();
        let base = &branches[0].scenario;
        for branch in &branches[1..] {
            let other = |what: &str, why: &str| {
                let complaint = Complaint::inconsistent(format!("branch `{}` changes {what}, {why}", branch.name));
                complaint.allowed("a parameter of a mechanism, or a key of an order")
            };
            if branch.scenario.hours != base.hours {
                complaints.push(other("`hours`", "and branches of one comparison end together"));
            }
            if self.at > 0 && branch.scenario.form != base.form {
                let why = "and a run cannot go from one table of orders to the other";
                complaints.push(other("`form`", why).advise("leave out `--at`: then branches begin at the start"));
            }
            if self.at > 0 && branch.scenario.synthesis != base.synthesis {
                let why = "which decides who works where, and cannot change in the middle of a run";
                complaints.push(other("`synthesis`", why).advise("leave out `--at`: then branches begin at the start"));
            }
        }
        // All branches get a column for whatever one of them sets.
        let mut paths = settings.to_vec();
        for setting in self.branches.iter().flat_map(|asked| &asked.settings) {
            if !paths.contains(setting) {
                paths.push(setting.clone());
            }
        }
        branches.iter_mut().for_each(|branch| branch.scenario.settings = paths.clone());
        complaints.or(branches)
    }

    /// Whether replicates can take their parameters from a posterior: no branch sets what it draws.
    ///
    /// # Errors
    /// A setting of a branch that the posterior draws, or was not made under.
    pub fn agrees_with(&self, posterior: &Posterior) -> Result<(), Complaints> {
        for branch in &self.branches {
            for setting in &branch.settings {
                refuse(posterior, setting, &format!(" in branch `{}`", branch.name))?;
            }
        }
        Ok(())
    }

    /// Notes what the branches were made of.
    pub fn seal(&mut self, branches: &[Branch]) {
        self.hashes = branches.iter().map(|branch| plan::hash(&branch.scenario)).collect();
    }

    /// Writes it into the directory of a run.
    ///
    /// # Errors
    /// A disk that cannot be written to.
    pub fn write(&self, dir: &RunDir) -> Result<(), FileError> {
        plan::write(dir, COMPARISON, self)
    }

    /// Reads it back; `None` in the directory of a plain run.
    pub fn read(dir: &RunDir) -> Option<Comparison> {
        serde_json::from_str(&text_of(dir.comparison_file()).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_is_a_name_and_what_it_changes() {
        let parse = |text: &str| RequestedBranch::parse(text).map_err(|complaint| complaint.to_string());
        assert_eq!(parse("base"), Ok(RequestedBranch::base()));
        let two = parse("hard:policing.weight=0.3, shutdown.enabled=false").expect("two settings");
        assert_eq!(two.settings, ["policing.weight=0.3", "shutdown.enabled=false"]);
        let comma =
            parse("no-arms:order.used in Almaty, Taraz and Shymkent.enabled=false,people.memory=0").expect("read");
        assert_eq!(comma.settings, ["order.used in Almaty, Taraz and Shymkent.enabled=false", "people.memory=0"]);
        assert_eq!(parse("same:").expect("nothing").settings, [""; 0]);
        for wrong in ["hard", "base:people.memory=0", "a b:people.memory=0", ":people.memory=0"] {
            assert!(parse(wrong).is_err_and(|complaint| complaint.contains("--branch:1:1")), "{wrong}");
        }
    }

    #[test]
    fn a_file_of_settings_becomes_paths() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("hard.toml");
        let text =
            "[people]\nthreshold = 0.9\n[shutdown]\nenabled = false\n[order.\"price of 80\"]\nfrom = \"2001-03-07\"\n";
        std::fs::write(&file, text).expect("written");
        let asked = RequestedBranch::parse(&format!("hard:@{},people.memory=0", file.display())).expect("read");
        let settings = ["order.price of 80.from=2001-03-07", "people.threshold=0.9", "shutdown.enabled=false"];
        let mut found = asked.settings.clone();
        assert_eq!(found.pop().as_deref(), Some("people.memory=0"));
        found.sort();
        assert_eq!(found, settings);
        let comparison = Comparison::of(vec![asked], 0, None, None).expect("two branches");
        let branches = comparison.load("two-towns", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        assert_eq!(branches[1].scenario.number("people.threshold"), Some(0.9));
    }

    #[test]
    fn what_cannot_change_in_the_middle_of_a_run_is_said() {
        let at = |hour: u32, setting: &str| {
            let asked = RequestedBranch { name: "other".into(), settings: vec![setting.into()] };
            Comparison::of(vec![asked], hour, None, None).expect("two").load("two-towns", &[]).map(|_| ())
        };
        assert!(at(0, "synthesis.students=0.1").is_ok() && at(0, "form=endogenous").is_ok());
        for setting in ["synthesis.students=0.1", "form=endogenous", "hours=48"] {
            let wrong = at(24, setting).expect_err("a complaint").to_string();
            assert!(wrong.contains("branch `other` changes"), "{wrong}");
        }
        assert!(at(24, "people.threshold=0.5").is_ok());
    }

    #[test]
    fn the_hour_of_a_branch_is_a_full_one_within_the_run() {
        let scenario = Scenario::load("kazakhstan-2022", &[]).expect("built in");
        let at = |text: &str| hour_at(&scenario, text).ok();
        assert_eq!(at("2022-01-05T18:00"), Some(114));
        assert_eq!((at("48"), at("2022-01-02"), at("0")), (Some(48), Some(24), Some(0)));
        for wrong in ["2021-12-31", "2022-03-01", "2022-01-05T18:30", "noon", "-3", "NaN"] {
            assert_eq!(at(wrong), None, "{wrong}");
        }
    }
}
