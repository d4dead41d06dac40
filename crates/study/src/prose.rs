//! What happened, in words. This is the only place where happenings become prose; another
//! language is another function of the type [`Wording`].
//!
//! **Invariant:** no measure, hypothesis, event of a report or classification reads these words.

use groundswell_engine::happening::{ActorEvent, AllyAnswer};
use groundswell_engine::spec::When;
use groundswell_engine::units::{UnitName, UnitStatus};
use groundswell_scenario::scenario::Scenario;

/// Who something happened to, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HappeningProse {
    /// Which order or actor.
    pub who: String,
    /// What, with the guard that fired where there was one.
    pub text: String,
}

/// A language: words for an event, given the names of a scenario.
pub type Wording = fn(&ActorEvent, &NamesInProse) -> HappeningProse;

/// The names that events point to by their index.
#[derive(Clone, Debug)]
pub struct NamesInProse {
    /// Orders of the regime's table, each with its guard if it has one.
    orders: Vec<(String, Option<String>)>,
    places: Vec<String>,
    forces: Vec<String>,
    messages: Vec<String>,
    allies: Vec<String>,
    neighbours: Vec<String>,
}

impl NamesInProse {
    /// Those of a scenario.
    pub fn of(scenario: &Scenario) -> NamesInProse {
        let orders = scenario.orders.iter().filter(|row| row.form == scenario.form).map(|row| {
            let guard = match &row.order.when {
                When::Triggered { text, .. } => Some(text.clone()),
                When::Dated { .. } => None,
            };
            (row.order.name.clone(), guard)
        });
        NamesInProse {
            orders: orders.collect(),
            places: scenario.country.places.iter().map(|place| place.name.clone()).collect(),
            forces: scenario.forces().into_iter().map(|force| force.name).collect(),
            messages: scenario.messages.iter().map(|row| row.message.name.clone()).collect(),
            allies: scenario.allies.iter().map(|ally| ally.row.name.clone()).collect(),
            neighbours: scenario.neighbours.iter().map(|neighbour| neighbour.row.name.clone()).collect(),
        }
    }
}

/// A language and the names of a scenario: what makes words of happenings.
#[derive(Clone, Debug)]
pub struct Prose {
    names: NamesInProse,
    wording: Wording,
}

impl Prose {
    /// In English.
    pub fn english(scenario: &Scenario) -> Prose {
        Prose::worded(scenario, english)
    }

    /// In a language of one's own.
    pub fn worded(scenario: &Scenario, wording: Wording) -> Prose {
        Prose { names: NamesInProse::of(scenario), wording }
    }

    /// Who it happened to, and what.
    pub fn say(&self, event: &ActorEvent) -> HappeningProse {
        (self.wording)(event, &self.names)
    }
}

/// Events in English.
pub fn english(event: &ActorEvent, names: &NamesInProse) -> HappeningProse {
    let name = |list: &[String], index: u32| list[index as usize].clone();
    let (who, text) = match *event {
        ActorEvent::Order { order, given } => {
            let (name, guard) = &names.orders[order as usize];
            let text = match (given, guard) {
                (true, Some(guard)) => format!("ordered, because {guard}"),
                (true, None) => "ordered".into(),
                (false, _) => "taken back".into(),
            };
            (name.clone(), text)
        }
        ActorEvent::Status { unit, was, now, refusing, size, armed } => {
            let arms = if armed { " with its arms" } else { "" };
            let what = status(was, now);
            (unit_name(unit, names), format!("{what}{arms}: {:.0} % of its {size:.0} members refuse", 100.0 * refusing))
        }
        ActorEvent::Departures { gone, left, of, odds } => (
            "departures".into(),
            format!("{gone} left the country, {left} of {of} so far; perceived odds of a fall {odds:.3}"),
        ),
        ActorEvent::Published { message } => (name(&names.messages, message), "published".into()),
        ActorEvent::Ally { ally, answer } => (name(&names.allies, ally), answered(answer).into()),
        ActorEvent::Opposition { ally, recalls: true } => {
            (name(&names.allies, ally), "opposition at home has the troops recalled".into())
        }
        ActorEvent::Opposition { ally, recalls: false } => {
            (name(&names.allies, ally), "opposition at home prevents consent".into())
        }
        ActorEvent::Rally { neighbour } => (name(&names.neighbours, neighbour), "a rally".into()),
    };
    HappeningProse { who, text }
}

fn unit_name(unit: UnitName, names: &NamesInProse) -> String {
    match unit.force {
        Some(force) => format!("{}, battalion {}", names.forces[force as usize], unit.number),
        None => format!("police of {}, district {}", names.places[unit.home as usize], unit.number),
    }
}

fn status(was: UnitStatus, now: UnitStatus) -> &'static str {
    match now {
        UnitStatus::Loyal => "obeys again",
        UnitStatus::Passive if was < now => "holds back",
        UnitStatus::Passive => "no longer refuses, but holds back",
        UnitStatus::Refusing => "refuses orders",
        UnitStatus::Defected => "changes sides",
    }
}

fn answered(answer: AllyAnswer) -> &'static str {
    match answer {
        AllyAnswer::Refuses => "refuses",
        AllyAnswer::AgreesSubjectToParliament => "agrees, subject to its parliament",
        AllyAnswer::Agrees => "agrees to send troops",
        AllyAnswer::ParliamentApproves => "its parliament approves",
        AllyAnswer::NoQuorum => "its parliament lacks a quorum",
        AllyAnswer::RecalledBeforeLanding => "recalls its troops before they land",
        AllyAnswer::Landed => "its first troops land",
        AllyAnswer::RecalledFromHome => "its troops are recalled from home",
        AllyAnswer::Leaving => "its troops begin to leave",
        AllyAnswer::Left => "the last of its troops have left",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_told_with_the_names_of_the_scenario() {
        let scenario = Scenario::load("kazakhstan-2022", &["form=endogenous".into()]).expect("built in");
        let prose = Prose::english(&scenario);
        let police = UnitName { force: None, home: 0, number: 2 };
        let defects = ActorEvent::Status {
            unit: police,
            was: UnitStatus::Refusing,
            now: UnitStatus::Defected,
            refusing: 0.614,
            size: 290.0,
            armed: true,
        };
        let said = prose.say(&defects);
        assert_eq!(said.who, format!("police of {}, district 2", scenario.country.places[0].name));
        assert_eq!(said.text, "changes sides with its arms: 61 % of its 290 members refuse");
        let given = prose.say(&ActorEvent::Order { order: 0, given: true }).text;
        assert!(given.starts_with("ordered, because "), "{given}");
        assert_eq!(prose.say(&ActorEvent::Order { order: 0, given: false }).text, "taken back");
        let ally = ActorEvent::Ally { ally: 0, answer: AllyAnswer::NoQuorum };
        assert_eq!(prose.say(&ally).text, "its parliament lacks a quorum");
    }
}
