//! The built-in questions of the comparison, as they are asked of a scenario.

use crate::api::job::{Branch, Settings};
use crate::api::question::Question;
use crate::api::schema::SettingValue;
use groundswell_scenario::scenario::Scenario;
use groundswell_study::compare::questions::QUESTIONS;
use groundswell_study::compare::{Comparison, RequestedBranch};

/// Every question; of those that cannot be asked, why.
pub(crate) fn of(scenario: &Scenario) -> Vec<Question> {
    let asked = |question: &groundswell_study::compare::questions::Question| {
        let plain = Question {
            name: question.name.into(),
            asks: question.asks.into(),
            refused: None,
            at: 0,
            against: String::new(),
            branches: vec![],
        };
        match question.ask(scenario, &[], None, None) {
            Ok(Comparison { at, against, branches, .. }) => {
                Question { at, against, branches: branches[1..].iter().map(branch).collect(), ..plain }
            }
            Err(why) => Question { refused: Some(why.problem().to_string()), ..plain },
        }
    };
    QUESTIONS.iter().map(asked).collect()
}

fn branch(asked: &RequestedBranch) -> Branch {
    let pair = |setting: &String| {
        let (path, value) = setting.split_once('=').unwrap_or((setting, ""));
        (path.to_string(), value_of(value))
    };
    Branch { name: asked.name.clone(), settings: asked.settings.iter().map(pair).collect::<Settings>() }
}

/// A value as it stands behind `=`.
fn value_of(text: &str) -> SettingValue {
    let number = || text.parse().ok().filter(|number: &f64| number.is_finite()).map(SettingValue::Number);
    let switch = text.parse().ok().map(SettingValue::Switch);
    switch.or_else(number).unwrap_or_else(|| SettingValue::Choice(text.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::run::spelled;

    #[test]
    fn questions_come_back_as_the_branches_they_are() {
        for form in ["form=history", "form=endogenous"] {
            let scenario = Scenario::load("kazakhstan-2022", &[form.into()]).expect("built in");
            let questions = of(&scenario);
            assert_eq!(questions.len(), QUESTIONS.len());
            for (question, own) in questions.iter().zip(QUESTIONS) {
                let comparison = own.ask(&scenario, &[], None, None).expect("the flagship has everything");
                assert_eq!((question.refused.as_ref(), question.at), (None, comparison.at));
                for (branch, asked) in question.branches.iter().zip(&comparison.branches[1..]) {
                    let mut settings = asked.settings.clone();
                    settings.sort();
                    let mut again = spelled(&branch.settings);
                    again.sort();
                    assert_eq!((&branch.name, again), (&asked.name, settings));
                }
            }
        }
        let towns = Scenario::load("two-towns", &[]).expect("built in");
        let refused = of(&towns).into_iter().filter(|question| question.refused.is_some()).count();
        assert!(0 < refused && refused < QUESTIONS.len(), "{refused}");
    }
}
