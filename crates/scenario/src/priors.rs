//! What is believed of parameters before a calibration, and where a design varies them.
//!
//! A scenario may carry `priors.csv` (parameter, law, low, high, source); a parameter that
//! is not in it has the range of its mechanism's table.

use crate::rows::CsvRows;
mod law;

pub use law::{LAWS, Prior, PriorLaw};

use crate::delimited::numbers::written;
use crate::effects;
use crate::parameters::{paths, unknown_parameter};
use crate::scenario::Scenario;
use crate::triggers;
use groundswell_complaint::{Complaint, Complaints, Problem, Source};
use groundswell_engine::parameter::{Allowed, Parameter};
use groundswell_engine::spec::CallTo;

const COLUMNS: &[&str] = &["parameter", "law", "low", "high", "source"];

/// The row of a parameter's table, by its path; of a shock or a call, by the name of its row; of a unit's effect.
pub fn parameter(path: &str) -> Option<&'static Parameter> {
    if let Some(row) = triggers::settings::parameter(path) {
        return Some(row);
    }
    if let Some((_, key)) = effects::of_path(path) {
        return Some(key.row());
    }
    let (section, name) = path.split_once('.')?;
    paths().find(|(s, row)| *s == section && row.name == name).map(|(_, row)| row)
}

/// What is wrong with a range of a parameter, if anything.
fn check(prior: &Prior) -> Result<(), (Complaint, &'static str)> {
    let Some(row) = parameter(&prior.path) else { return Err((unknown_parameter(&prior.path), "parameter")) };
    if effects::is_draw(&prior.path) {
        let complaint =
            Complaint::inconsistent(format!("`{}` is a number of a draw, and no draw is near another", prior.path));
        return Err((
            complaint.allowed("other parameters: a calibration tries the draws of units by itself"),
            "parameter",
        ));
    }
    let Allowed::Number { low, high } = row.kind else {
        let complaint = Complaint::inconsistent(format!("`{}` is no number", prior.path));
        return Err((complaint.allowed("a parameter with a range of numbers"), "parameter"));
    };
    let bad = |name: &str, value: f64, column| {
        let problem = Problem::NotAllowed { name: name.into(), found: value.to_string() };
        let range = format!("from {low} to {high} ({}), the lower before the higher", row.unit);
        Err((Complaint::new(problem).allowed(range), column))
    };
    if !(low..=high).contains(&prior.low) {
        return bad("low", prior.low, "low");
    }
    if !(low..=high).contains(&prior.high) || prior.high <= prior.low {
        return bad("high", prior.high, "high");
    }
    if prior.law == PriorLaw::LogUniform && prior.low <= 0.0 {
        let problem = Problem::NotAllowed { name: "low".into(), found: prior.low.to_string() };
        return Err((Complaint::new(problem).allowed("a number above 0: zero has no logarithm"), "low"));
    }
    Ok(())
}

/// Reads a table of priors.
pub fn read(name: &str, text: &str) -> Result<Vec<Prior>, Complaints> {
    let mut complaints = Complaints::default();
    let rows = CsvRows::read(name, text, COLUMNS, &mut complaints);
    let mut priors: Vec<Prior> = Vec::new();
    for row in rows.iter() {
        let path = row.name("parameter", &mut complaints);
        let Some(law) = LAWS.iter().position(|law| *law == row.text("law")) else {
            complaints.push(row.wrong("law", LAWS.join(" or ")));
            continue;
        };
        let law = [PriorLaw::Uniform, PriorLaw::LogUniform][law];
        let low = row.number("low", f64::MIN, f64::MAX, &mut complaints);
        let high = row.number("high", f64::MIN, f64::MAX, &mut complaints);
        let prior = Prior { path, law, low, high };
        if priors.iter().any(|known| known.path == prior.path) {
            let problem = Problem::Duplicate { what: "parameter", name: prior.path.clone() };
            complaints.push(row.point(Complaint::new(problem), "parameter"));
        } else if let Err((complaint, column)) = check(&prior) {
            complaints.push(row.point(complaint, column));
        } else {
            priors.push(prior);
        }
    }
    complaints.or(priors)
}

/// The priors that a scenario carries; none if it has no `priors.csv`.
///
/// Where shocks act, the factor of all of them has one prior; strengths of calls have one each, and with `presence` so
/// has the share that is out between calls to come out. A scenario's own row about any of them takes its place,
/// a row about a single size that of the factor.
pub fn of(scenario: &Scenario) -> Result<Vec<Prior>, Complaints> {
    let mut priors = match scenario.files.optional("priors.csv").map_err(Complaints::from)? {
        Some(text) => read(&scenario.shown("priors.csv"), &text)?,
        None => Vec::new(),
    };
    let own: Vec<String> = priors.iter().map(|prior| prior.path.clone()).collect();
    let sized = paths_of_triggers(scenario).any(|path| path.starts_with("shock.") && own.contains(&path));
    priors.extend(
        of_triggers(scenario)
            .into_iter()
            .filter(|prior| !(own.contains(&prior.path) || sized && prior.path == "shocks.weight")),
    );
    Ok(priors)
}

/// What is believed of the triggers that act, whatever a scenario's own table says: one factor of all shocks, the
/// strength of each call, and the share of those who take part that is out between calls.
pub fn of_triggers(scenario: &Scenario) -> Vec<Prior> {
    let factor = scenario.mechanisms.shocks.enabled.then(|| triggers::settings::of_all(&scenario.shocks)).flatten();
    let calls = paths_of_triggers(scenario).filter(|path| path.starts_with("call."));
    let strength = |path: String| triggers::settings::prior(&scenario.shocks, &scenario.calls, &path);
    let mut priors: Vec<Prior> = factor.into_iter().chain(calls.filter_map(strength)).collect();
    let awaited = scenario.calls.iter().any(|row| row.call.enabled && row.call.to == CallTo::Gather);
    if scenario.mechanisms.presence.enabled && scenario.mechanisms.calls.enabled && awaited {
        priors.push(triggers::settings::between_calls());
    }
    priors
}

/// Paths of the sizes of shocks and strengths of calls that act.
fn paths_of_triggers(scenario: &Scenario) -> impl Iterator<Item = String> {
    let (shocks, calls) = (scenario.mechanisms.shocks.enabled, scenario.mechanisms.calls.enabled);
    let acts = move |path: &String| if path.starts_with("shock.") { shocks } else { calls };
    triggers::settings::paths(&scenario.shocks, &scenario.calls).filter(acts)
}

/// The range of a parameter: that of the scenario's prior, of the kind of its shock, or of its
/// mechanism's table.
pub fn range(scenario: &Scenario, path: &str) -> Result<Prior, Complaints> {
    if let Some(prior) = of(scenario)?.into_iter().find(|prior| prior.path == path) {
        return Ok(prior);
    }
    if let Some(prior) = triggers::settings::prior(&scenario.shocks, &scenario.calls, path) {
        return Ok(prior);
    }
    let prior = match parameter(path).map(|row| row.kind) {
        Some(Allowed::Number { low, high }) => Prior { path: path.into(), law: PriorLaw::Uniform, low, high },
        _ => Prior { path: path.into(), law: PriorLaw::Uniform, low: 0.0, high: 1.0 },
    };
    check(&prior).map_err(|(complaint, _)| about(path, complaint))?;
    Ok(prior)
}

/// The ranges that somebody asks for: of parameters by their paths, and as `path=low:high`, which takes the
/// place of the same parameter's range. Nothing if nothing is asked for.
pub fn asked(scenario: &Scenario, paths: &[String], ranges: &[String]) -> Result<Vec<Prior>, Complaints> {
    let mut all: Vec<Prior> = paths.iter().map(|path| range(scenario, path)).collect::<Result<_, _>>()?;
    for text in ranges {
        let prior = parse(text)?;
        match all.iter_mut().find(|known| known.path == prior.path) {
            Some(known) => *known = prior,
            None => all.push(prior),
        }
    }
    Ok(all)
}

/// Every parameter with a range of numbers of a mechanism that is on, with that range.
pub fn all(scenario: &Scenario) -> Result<Vec<Prior>, Complaints> {
    let mut priors = Vec::new();
    for (section, row) in paths() {
        let on = scenario.parameters(section).and_then(|p| p.get("enabled"));
        let on = on.is_none_or(|on| on == groundswell_engine::parameter::Value::Switch(true));
        if on && matches!(row.kind, Allowed::Number { .. }) && section != "synthesis" {
            priors.push(range(scenario, &format!("{section}.{}", row.name))?);
        }
    }
    for path in paths_of_triggers(scenario) {
        priors.push(range(scenario, &path)?);
    }
    Ok(priors)
}

/// Reads `people.threshold=0.6:1.1`, or with `:log` at the end, spread evenly in the logarithm.
pub fn parse(text: &str) -> Result<Prior, Complaints> {
    let wrong = || {
        let problem = Problem::Unreadable { found: text.into(), what: "a parameter with a range" };
        about(text, Complaint::new(problem).allowed("a range as people.threshold=0.6:1.1, or =0.001:0.1:log"))
    };
    let (path, rest) = text.split_once('=').ok_or_else(wrong)?;
    let mut parts = rest.split(':');
    let mut number = || parts.next().and_then(written);
    let (low, high) = (number().ok_or_else(wrong)?, number().ok_or_else(wrong)?);
    let law = match (parts.next().map(str::trim), parts.next()) {
        (None, _) => PriorLaw::Uniform,
        (Some("log"), None) => PriorLaw::LogUniform,
        _ => return Err(wrong()),
    };
    let prior = Prior { path: path.trim().into(), law, low, high };
    check(&prior).map_err(|(complaint, _)| about(text, complaint))?;
    Ok(prior)
}

fn about(text: &str, complaint: Complaint) -> Complaints {
    let mut complaints = Complaints::default();
    complaints.push(complaint.at_line(&Source::new("the command line", text), 1, 1));
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_values_are_each_other_s_inverse() {
        for law in [PriorLaw::Uniform, PriorLaw::LogUniform] {
            let prior = Prior { path: "people.leave".into(), law, low: 0.01, high: 0.4 };
            for share in [0.0, 0.2, 0.5, 1.0] {
                assert!((prior.share(prior.at(share)) - share).abs() < 1e-12);
            }
        }
        let prior = parse("people.leave=0.01:1:log").expect("a range");
        assert!((prior.at(0.5) - 0.1).abs() < 1e-12);
    }

    #[test]
    fn wrong_ranges_are_pointed_at() {
        for (text, word) in [
            ("people.thresold=0:1", "did you mean `people.threshold`"),
            ("people.threshold=1:0", "the lower before the higher"),
            ("people.threshold=0:99", "from 0 to 3"),
            ("people.leave=0:1:log", "zero has no logarithm"),
            ("people.response=0:1", "no number"),
            ("effect.North Shore.draw=0:9", "no draw is near another"),
            ("people.threshold", "a range as"),
            ("people.threshold=0:1:lin", "a range as"),
        ] {
            let said = parse(text).expect_err(text).render(false);
            assert!(said.contains(word), "{text}: {said}");
        }
        let table = "parameter,law,low,high,source\npeople.leave,uniform,0.1,0.2,x\npeople.leave,even,0.1,0.2,x\n";
        let said = read("priors.csv", table).expect_err("wrong").render(false);
        assert!(said.contains("priors.csv:3"), "{said}");
    }

    /// The scenarios that are made by the scripts in scenarios/make.
    const MADE: [&str; 7] = [
        "east-germany-1989",
        "george-floyd-2020",
        "parkland-2018",
        "travel-ban-2017",
        "teachers-strikes-2018",
        "yellow-vests-2018",
        "france-2005",
    ];

    #[test]
    fn what_is_pooled_is_the_same_in_every_comparator() {
        let pooled = |name: &str| {
            let files = crate::files::Files::BuiltIn(
                crate::files::BUILT_IN.iter().find(|b| b.name == name).expect("built in").name,
            );
            let text = files.main().expect("a text");
            let from = text.find("pooled settings").expect("a block");
            let to = text.find("what set it off").expect("the next block");
            (text[from..to].to_string(), files.text("priors.csv").expect("a table"))
        };
        let first = pooled("east-germany-1989");
        for name in MADE {
            assert_eq!(first, pooled(name), "{name}");
        }
        let block = include_str!("../../../scenarios/make/pooled.toml");
        assert!(block.contains(&first.0), "scenarios/make/pooled.toml is what they are made with");
        assert_eq!(first.1, include_str!("../../../scenarios/make/priors.csv"));
    }

    #[test]
    fn all_shocks_of_an_event_have_one_prior() {
        let scenario = Scenario::load("east-germany-1989", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let priors = of(&scenario).unwrap_or_else(|complaints| panic!("{complaints}"));
        let found = |path: &str| priors.iter().find(|prior| prior.path == path).map(|prior| (prior.low, prior.high));
        assert_eq!(found("shocks.weight"), Some(triggers::settings::ALL_SHOCKS));
        assert!(!priors.iter().any(|prior| prior.path.starts_with("shock.")), "and none has one of its own");
        assert_eq!(found("call.Mondays in Leipzig.strength"), Some(triggers::settings::STRENGTH_OF_PLACE));
        assert_eq!(found("presence.between"), Some((0.05, 0.5)));
        let everywhere = of(&Scenario::load("yellow-vests-2018", &[]).expect("built in")).expect("priors");
        let saturdays = everywhere.iter().find(|prior| prior.path == "call.Saturdays.strength").expect("a prior");
        assert_eq!((saturdays.low, saturdays.high), triggers::settings::STRENGTH);
        let silent = Scenario::load("east-germany-1989", &["calls.enabled=false".into()]).expect("built in");
        assert!(
            !of(&silent).expect("priors").iter().any(|prior| prior.path == "presence.between"),
            "without calls it says nothing"
        );
        let off = Scenario::load("east-germany-1989", &["shocks.enabled=false".into()]).expect("built in");
        assert!(!of(&off).expect("priors").iter().any(|prior| prior.path == "shocks.weight"));
        let own = range(&scenario, "shock.no order to fire.size").expect("by its kind");
        assert_eq!((own.low, own.high), groundswell_engine::spec::SHOCK_PRIORS[7].size);
    }

    #[test]
    fn every_scenario_s_priors_are_good_and_hold_its_own_values() {
        for built_in in crate::files::BUILT_IN {
            let scenario = Scenario::load(built_in.name, &[]).expect("built in");
            for prior in of(&scenario).unwrap_or_else(|complaints| panic!("{complaints}")) {
                let own = scenario.number(&prior.path).expect("a number");
                assert!((prior.low..=prior.high).contains(&own), "{}: {} = {own}", built_in.name, prior.path);
            }
        }
    }
}
