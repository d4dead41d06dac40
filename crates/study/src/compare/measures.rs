//! What branches are compared by: a few numbers of each replicate, as a table.

use crate::checkpoint::ReplicateEnd;
use crate::summary::numbers;
use groundswell_engine::happening::{ActorEvent, AllyAnswer};
use groundswell_engine::mechanisms::outcome::OutcomeClass;
use groundswell_engine::units::{UnitName, UnitStatus};
use groundswell_tables::table::Table;
use std::collections::BTreeSet;

/// What a number is taken from.
enum From {
    /// Hours of the nation from the branch hour on: their sum in days.
    Days(&'static str),
    /// The largest of them.
    Most(&'static str),
    /// The last.
    Last(&'static str),
    /// The whole replicate.
    End(fn(&ReplicateEnd, f64) -> Option<f64>),
    /// Whether the outcome has this class.
    OutcomeClass(OutcomeClass),
    /// Whether the largest crowd from the branch hour on is above this share of the adults.
    Above(f64),
}

/// One number of a replicate.
pub struct BranchMeasure {
    /// Its name in tables.
    pub name: String,
    /// In words.
    pub label: String,
    /// Its unit; empty for a share.
    pub unit: &'static str,
    from: From,
}

/// How many different actors are the subject of events that `who` picks.
fn actors<A: Ord>(end: &ReplicateEnd, who: impl Fn(&ActorEvent) -> Option<A>) -> Option<f64> {
    let all: BTreeSet<A> = end.happenings.iter().filter_map(|h| who(&h.event)).collect();
    Some(all.len() as f64)
}

/// The unit of the forces that refuses or changes sides.
fn refuses(event: &ActorEvent) -> Option<UnitName> {
    match *event {
        ActorEvent::Status { unit, now: UnitStatus::Refusing | UnitStatus::Defected, .. } => Some(unit),
        _ => None,
    }
}

/// The ally that takes such a step.
fn ally(event: &ActorEvent, is: impl Fn(AllyAnswer) -> bool) -> Option<u32> {
    match *event {
        ActorEvent::Ally { ally, answer } if is(answer) => Some(ally),
        _ => None,
    }
}

/// Sizes of crowds whose chance is told, as shares of the adults.
const SIZES: [(&str, &str, f64); 4] = [
    ("above_1_in_10000", "1 in 10,000", 1e-4),
    ("above_1_in_1000", "1 in 1,000", 1e-3),
    ("above_1_in_100", "1 in 100", 1e-2),
    ("above_1_in_10", "1 in 10", 1e-1),
];

/// Where a replicate is looked at.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// The branch hour.
    pub at: u32,
    /// Steps of an hour.
    pub steps_per_hour: u32,
    /// Adults of the country.
    pub adults: f64,
}

/// A quantity: its name, what it is in words, its unit, and what it is taken from.
type Quantity = (&'static str, &'static str, &'static str, From);

/// Every quantity, in the order of tables.
const QUANTITIES: [Quantity; 22] = [
    ("peak", "largest crowd of the whole run", "adults", From::End(|end, _| Some(end.record.peak))),
    ("peak_after", "largest crowd from the branch hour on", "adults", From::Most("participants")),
    ("participant_days", "days spent in the street from the branch hour on", "adult-days", From::Days("participants")),
    ("strikers_peak", "most on strike from the branch hour on", "adults", From::Most("strikers")),
    ("striker_days", "days on strike from the branch hour on", "adult-days", From::Days("strikers")),
    ("detained", "detentions", "adults", From::Last("detained")),
    ("killed", "killed, forces included", "adults", From::Last("killed")),
    ("forces_killed", "members of the forces killed", "adults", From::Last("forces_killed")),
    ("units_reached", "units that ever had a reportable gathering", "units", From::End(units_reached)),
    ("fell_hour", "hour from which the crowd stayed at a tenth of its peak", "h", From::End(fell_hour)),
    ("legitimacy", "legitimacy at the end", "share", From::Last("legitimacy")),
    ("output_lost", "output lost from the branch hour on", "days of output", From::Days("output_lost")),
    ("refusing", "largest share of the forces that refused", "share", From::End(|end, _| Some(end.record.refusing))),
    ("units_refused", "units that refused or changed sides", "units", From::End(|end, _| actors(end, refuses))),
    (
        "elite_left",
        "largest share of the elite that had left",
        "share",
        From::End(|end, _| Some(end.record.elite_left)),
    ),
    ("allies_agreed", "allies that agreed to send troops", "allies", From::End(|end, _| actors(end, agrees))),
    ("agreed_hour", "hour of the first ally's consent", "h", From::End(agreed_hour)),
    ("contingents", "contingents that landed", "contingents", From::End(|end, _| actors(end, lands))),
    ("foreign_troops", "most foreign troops present", "troops", From::Most("foreign_troops")),
    ("rallies_abroad", "rallies in other countries", "rallies", From::Last("rallies_abroad")),
    ("fall_odds", "largest odds of a fall as the elite saw them", "probability", From::Most("fall_odds")),
    ("dual_power", "largest share of places that committees ran", "share", From::Most("dual_power")),
];

fn units_reached(end: &ReplicateEnd, _: f64) -> Option<f64> {
    Some(end.record.onset.iter().flatten().count() as f64)
}

fn fell_hour(end: &ReplicateEnd, steps_per_hour: f64) -> Option<f64> {
    Some(f64::from(end.record.fell_90?) / steps_per_hour)
}

fn agrees(event: &ActorEvent) -> Option<u32> {
    ally(event, AllyAnswer::is_consent)
}

fn lands(event: &ActorEvent) -> Option<u32> {
    ally(event, |answer| answer == AllyAnswer::Landed)
}

fn agreed_hour(end: &ReplicateEnd, steps_per_hour: f64) -> Option<f64> {
    let consent = end.happenings.iter().find(|h| agrees(&h.event).is_some());
    consent.map(|h| f64::from(h.step) / steps_per_hour)
}

/// Every measure, in the order of tables: quantities, then shares.
pub fn all() -> Vec<BranchMeasure> {
    let quantity =
        |(name, label, unit, from): Quantity| BranchMeasure { name: name.into(), label: label.into(), unit, from };
    let class = |class: &OutcomeClass| {
        let (code, label) = class.name();
        BranchMeasure {
            name: code.into(),
            label: format!("outcome {code}, {label}"),
            unit: "",
            from: From::OutcomeClass(*class),
        }
    };
    let above = |(name, words, share): &(&str, &str, f64)| BranchMeasure {
        name: (*name).into(),
        label: format!("largest crowd from the branch hour on above {words} adults"),
        unit: "",
        from: From::Above(*share),
    };
    let quantities = QUANTITIES.into_iter().map(quantity);
    quantities.chain(OutcomeClass::ALL.iter().map(class)).chain(SIZES.iter().map(above)).collect()
}

impl BranchMeasure {
    /// Whether it is 0 or 1 in each replicate.
    pub fn is_share(&self) -> bool {
        matches!(self.from, From::OutcomeClass(_) | From::Above(_))
    }

    /// Its value in a replicate, given its end and its nation hour by hour; `None` where it
    /// has none.
    pub fn value(&self, end: &ReplicateEnd, national: &Table, view: View) -> Option<f64> {
        let hours = |column: &str| {
            let mut all = numbers(national, column);
            all.drain(..(view.at as usize).min(all.len()));
            (!all.is_empty()).then_some(all)
        };
        match &self.from {
            From::Days(column) => Some(hours(column)?.iter().sum::<f64>() / 24.0),
            From::Most(column) => hours(column)?.into_iter().reduce(f64::max),
            From::Last(column) => hours(column)?.last().copied(),
            From::End(what) => what(end, f64::from(view.steps_per_hour)),
            From::Above(share) => {
                let most = hours("participants")?.into_iter().reduce(f64::max)?;
                Some(f64::from(u8::from(most > share * view.adults)))
            }
            From::OutcomeClass(class) => Some(f64::from(u8::from(end.outcomes.contains(class)))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::{HappeningProse, Prose};
    use crate::tables;
    use groundswell_engine::happening::Happening;
    use groundswell_scenario::scenario::Scenario;

    /// A run in which units refuse and an ally sends troops.
    fn end() -> ReplicateEnd {
        let unit = |number| UnitName { force: None, home: 0, number };
        let status = |number, now| ActorEvent::Status {
            unit: unit(number),
            was: UnitStatus::Passive,
            now,
            refusing: 0.5,
            size: 300.0,
            armed: false,
        };
        let answer = |ally, answer| ActorEvent::Ally { ally, answer };
        let events = [
            ActorEvent::Order { order: 0, given: true },
            status(1, UnitStatus::Passive),
            status(1, UnitStatus::Refusing),
            answer(0, AllyAnswer::AgreesSubjectToParliament),
            status(1, UnitStatus::Defected),
            status(2, UnitStatus::Refusing),
            answer(1, AllyAnswer::Agrees),
            answer(0, AllyAnswer::ParliamentApproves),
            answer(1, AllyAnswer::Landed),
        ];
        let happening = |(step, event)| Happening { step: step as u32, unit: Some(0), event };
        ReplicateEnd {
            record: Default::default(),
            outcomes: vec![],
            happenings: events.into_iter().enumerate().map(happening).collect(),
            values: vec![],
            days: vec![],
            last: Default::default(),
        }
    }

    #[test]
    fn measures_read_events_and_no_wording_can_change_them() {
        let (end, view) = (end(), View { at: 0, steps_per_hour: 1, adults: 1e6 });
        let value = |name: &str| {
            let all = all();
            let measure = all.iter().find(|measure| measure.name == name).expect("a measure");
            measure.value(&end, &Table::new("national", &[]), view)
        };
        assert_eq!(value("units_refused"), Some(2.0));
        assert_eq!(
            (value("allies_agreed"), value("agreed_hour"), value("contingents")),
            (Some(2.0), Some(6.0), Some(1.0))
        );

        // Whatever the words, the rest of the table and what a report reads from it is the same.
        let scenario = Scenario::load("kazakhstan-2022", &["form=endogenous".into()]).expect("built in");
        let table = |prose: &Prose| {
            let mut table = Table::new("happenings", tables::HAPPENINGS);
            tables::push_happenings(&mut table, &scenario, prose, 1, 0, &end);
            table
        };
        let english = table(&Prose::english(&scenario));
        let reworded = table(&Prose::worded(&scenario, |event, names| {
            let said = crate::prose::english(event, names);
            HappeningProse { text: said.text.to_uppercase().replace(' ', "…"), ..said }
        }));
        let texts = |table: &Table, name: &str| crate::summary::texts(table, name).join("|");
        assert_ne!(texts(&english, "text"), texts(&reworded, "text"));
        for column in ["mechanism", "kind", "what", "unit"] {
            assert_eq!(texts(&english, column), texts(&reworded, column), "{column}");
        }
        let events = |table: &Table| crate::report::events::events(&scenario, table, 1);
        assert_eq!(events(&english), events(&reworded));
        assert_ne!(events(&english), events(&Table::new("happenings", &[])), "the order of the run is among them");
    }
}
