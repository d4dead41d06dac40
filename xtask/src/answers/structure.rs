//! A structure of the model with all that is asked of it: the base, and every branch of every question once.

use groundswell_engine::world::World;
use groundswell_scenario::files::BuiltIn;
use groundswell_scenario::scenario::{Making, Scenario};
use groundswell_studio::api::job::MOST_BRANCHES;
use groundswell_study::calibrate::named::named;
use groundswell_study::calibrate::posterior::Posterior;
use groundswell_study::compare::Comparison;
use groundswell_study::compare::questions::QUESTIONS;
use groundswell_study::plan;
use std::path::Path;

/// The seed of every answer.
pub(crate) const SEED: u64 = 1;

/// What posteriors of structures are called: `posterior.csv` is that of the first, `posterior-NAME.csv` of others.
const POSTERIOR: &str = "posterior";

/// A structure: a scenario under the settings of its posterior, and where its replicates take their parameters from.
pub(crate) struct Structure {
    /// Its name; empty for the first.
    pub(crate) name: String,
    /// The base.
    pub(crate) scenario: Scenario,
    /// Where replicates take parameters from; `None` where the scenario carries no posterior.
    pub(crate) posterior: Option<Posterior>,
    /// sha256 of the posterior's text.
    pub(crate) posterior_hash: Option<String>,
    /// The questions.
    pub(crate) questions: Vec<AskedQuestion>,
    /// The base, then every other branch once, whichever questions share it.
    pub(crate) branches: Vec<AnswerBranch>,
    /// How worlds are made.
    pub(crate) making: Making,
}

/// A question of a structure.
pub(crate) struct AskedQuestion {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its branches, with their hashes.
    pub(crate) comparison: Comparison,
    /// For each of them, its place among the structure's branches.
    pub(crate) places: Vec<usize>,
}

/// A branch, which some questions share.
pub(crate) struct AnswerBranch {
    /// What it changes.
    settings: Vec<String>,
    /// The hour at which it leaves the base.
    pub(crate) at: u32,
    /// The base with these settings.
    pub(crate) scenario: Scenario,
}

/// The files and names of the structures that a scenario carries posteriors of; the scenario itself where it carries none.
pub(crate) fn names(built_in: &BuiltIn) -> Vec<String> {
    let name = |file: &str| {
        let rest = file.strip_prefix(POSTERIOR)?.strip_suffix(".csv")?;
        if rest.is_empty() { Some(String::new()) } else { rest.strip_prefix('-').map(String::from) }
    };
    let mut names: Vec<String> = built_in.names().filter_map(name).collect();
    names.sort();
    if names.is_empty() { vec![String::new()] } else { names }
}

impl Structure {
    /// Reads the structure `name` of a scenario, at one agent for `scale` adults.
    pub(crate) fn read(built_in: &BuiltIn, name: &str, scale: u32) -> Structure {
        let plain = Scenario::load(built_in.name, &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let file = if name.is_empty() { format!("{POSTERIOR}.csv") } else { format!("{POSTERIOR}-{name}.csv") };
        let posterior_hash = plain.file(&file).ok().map(|text| plan::hash_of(&text));
        let (scenario, posterior, settings) = if posterior_hash.is_some() {
            let path = if name.is_empty() { "scenario".into() } else { format!("scenario:{name}") };
            let found = named(Path::new(&path), built_in.name, &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
            (found.scenario, Some(found.posterior), found.settings)
        } else {
            (plain, None, vec![])
        };
        let making = Making { scale, ..Making::default() };
        let base = AnswerBranch { settings: vec![], at: 0, scenario: scenario.clone() };
        let (name, questions, branches) = (name.to_string(), vec![], vec![base]);
        let mut structure = Structure { name, scenario, posterior, posterior_hash, questions, branches, making };
        for question in QUESTIONS {
            let Ok(comparison) = question.ask(&structure.scenario, &[], None, None) else { continue };
            if comparison.branches.len() - 1 <= MOST_BRANCHES {
                structure.add(built_in.name, question.name, comparison, &settings);
            }
        }
        structure
    }

    /// Adds a question, and those of its branches that no other has asked for.
    fn add(&mut self, scenario: &str, name: &'static str, mut comparison: Comparison, settings: &[String]) {
        let loaded = comparison.load(scenario, settings).unwrap_or_else(|complaints| panic!("{complaints}"));
        // A question that sets what the posterior draws has no answer under it; the user can still ask it without.
        if let Some(Err(complaints)) = self.posterior.as_ref().map(|posterior| comparison.agrees_with(posterior)) {
            eprintln!("{scenario} {}: {name} is left out\n{complaints}", self.name);
            return;
        }
        comparison.seal(&loaded);
        let at = comparison.at;
        let mut places = vec![0];
        for (asked, branch) in comparison.branches.iter().zip(loaded).skip(1) {
            let same = |known: &AnswerBranch| known.settings == asked.settings && known.at == at;
            let place = self.branches.iter().position(same).unwrap_or_else(|| {
                self.branches.push(AnswerBranch { settings: asked.settings.clone(), at, scenario: branch.scenario });
                self.branches.len() - 1
            });
            places.push(place);
        }
        self.questions.push(AskedQuestion { name, comparison, places });
    }

    /// What tells the numbers of this structure from those of another, or of another time.
    pub(crate) fn stamp(&self, probe: f64) -> String {
        let questions: Vec<_> = self.questions.iter().map(|asked| (asked.name, &asked.comparison.hashes)).collect();
        let of = (plan::hash(&self.scenario), &self.posterior_hash, self.making.scale, probe.to_bits(), questions);
        plan::hash_of(&format!("{of:?}"))
    }

    /// The worlds of its branches, at the scenario's own parameters.
    pub(crate) fn worlds(&self) -> Vec<World> {
        let build = |branch: &AnswerBranch| {
            let world = branch.scenario.world(&self.making, SEED);
            world.unwrap_or_else(|complaint| panic!("{complaint}"))
        };
        let worlds: Vec<World> = self.branches.iter().map(build).collect();
        for (branch, world) in self.branches.iter().zip(&worlds) {
            if let Some(why) = world.cannot_go_on_from(&worlds[0]).filter(|_| branch.at > 0) {
                panic!("{}: it has {why} than its base", branch.settings.join(", "));
            }
        }
        worlds
    }
}
