//! How much of an event is scored, and where nothing is, why.

use super::cells::ScoredCell;
use super::{Asked, Event};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeSet;

/// How much of an event is scored by unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventCount {
    /// Days on which a protest in a unit is recorded.
    pub days: usize,
    /// Midnights at which forecasts are made.
    pub origins: usize,
    /// Of these, those with a score of a unit.
    pub scored: usize,
    /// Why no unit is scored at any of them, and what is needed; nothing where one is.
    pub unscored: Option<String>,
}

/// How much of each event is scored.
pub fn counts(events: &[Event], cells: &[Vec<ScoredCell>], asked: &Asked) -> Vec<EventCount> {
    events.iter().zip(cells).map(|(event, cells)| count(event, cells, asked)).collect()
}

fn count(event: &Event, cells: &[ScoredCell], asked: &Asked) -> EventCount {
    let record = &event.record;
    let recorded: BTreeSet<usize> =
        record.said.iter().filter(|one| one.unit.is_some() && one.protest).map(|one| one.day).collect();
    let origins = record.origins(asked.origins, &asked.leads);
    let scored: BTreeSet<u64> =
        cells.iter().filter(|cell| cell.unit.is_some()).map(|cell| cell.origin as u64).collect();
    let unscored = scored.is_empty().then(|| why(event, &recorded, &origins, asked));
    EventCount { days: recorded.len(), origins: origins.len(), scored: scored.len(), unscored }
}

/// Why no unit is scored: on none of the days that were forecast is anything recorded.
fn why(event: &Event, recorded: &BTreeSet<usize>, origins: &[f64], asked: &Asked) -> String {
    let date = |day: usize| event.scenario.time(day as f64 * 24.0).date();
    let forecast: BTreeSet<usize> = origins
        .iter()
        .flat_map(|origin| asked.leads.iter().map(move |lead| (*origin / 24.0) as usize + lead - 1))
        .collect();
    let leads: Vec<String> = asked.leads.iter().map(ToString::to_string).collect();
    let late = recorded.last() < forecast.first();
    format!(
        "`{}`: protests in its units are recorded on {}; of {} midnight{} with leads of {} d the forecasts are of {}, on \
         which nothing is recorded. An event is scored where a day of a forecast is a day of its record: ask for {}",
        event.name,
        span(recorded, date),
        origins.len(),
        if origins.len() == 1 { "" } else { "s" },
        leads.join(", "),
        span(&forecast, date),
        if late { "shorter leads" } else { "more origins, or other leads" },
    )
}

/// Days as their number, with the first and the last.
fn span(days: &BTreeSet<usize>, date: impl Fn(usize) -> NaiveDate) -> String {
    match (days.first(), days.last()) {
        (Some(first), Some(last)) if first < last => {
            format!("{} days from {} to {}", days.len(), date(*first), date(*last))
        }
        (Some(only), _) => format!("one day, {}", date(*only)),
        _ => "no day".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::outer::Effort;
    use crate::condition::parameters::AggregatePrior;
    use crate::observe::Observation;
    use crate::score::cells::cells;
    use crate::score::origins::Said;
    use crate::score::record::EventRecord;
    use crate::score::{Part, parts};
    use groundswell_scenario::scenario::Scenario;

    /// An event with protests in its first unit on these days.
    fn event(days: &[usize]) -> Event {
        let scenario = Scenario::load("east-germany-1989", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let record = EventRecord::of(&scenario, &Observation::default()).unwrap_or_else(|why| panic!("{why}"));
        let one = record.said.iter().find(|one| one.protest && one.unit.is_some()).expect("a report").clone();
        let said = days.iter().map(|day| crate::forecast::vintage::PublishedReport { day: *day, ..one.clone() });
        let days = (days[0], days[days.len() - 1]);
        let record = EventRecord { said: said.collect(), days, ..record };
        Event { name: "x".into(), scenario, record, prior: AggregatePrior::default(), made_from: String::new() }
    }

    fn asked(origins: usize, leads: &[usize]) -> Asked {
        let (effort, observation) = (Effort::default(), Observation::default());
        Asked { origins, leads: leads.to_vec(), draws: 50, effort, ablate: false, seed: 1, observation }
    }

    /// What is counted of an event, with the cells that forecasts of nothing would earn.
    fn counted(days: &[usize], asked: &Asked) -> EventCount {
        let event = event(days);
        let of = |part: Part| {
            let days: Vec<usize> = asked.leads.iter().map(|lead| (part.origin / 24.0) as usize + lead - 1).collect();
            let nothing = crate::forecast::baselines::Paths {
                units: vec![vec![vec![0.0; event.record.units]; days.len()]; 20],
                nation: vec![vec![0.0; days.len()]; 20],
                note: String::new(),
            };
            cells(&event, part, asked, &Said { days, methods: vec![("hurdle", nothing)], effective: (0, 0, 0) })
        };
        let events = std::slice::from_ref(&event);
        let cells = parts(events, asked).into_iter().flat_map(of).collect();
        counts(events, &[cells], asked).remove(0)
    }

    #[test]
    fn an_event_without_a_score_says_how_many_days_there_are_and_what_is_needed() {
        let all: Vec<usize> = (0..9).collect();
        assert_eq!(counted(&all, &asked(5, &[1, 2])), EventCount { days: 9, origins: 5, scored: 5, unscored: None });
        let late = counted(&[0, 1, 2], &asked(3, &[20, 21]));
        assert_eq!((late.days, late.origins, late.scored), (3, 1, 0));
        let text = late.unscored.expect("a reason");
        for words in ["on 3 days from", "of 1 midnight with leads of 20, 21 d", "2 days from", "shorter leads"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        let gap = counted(&[0, 1, 40], &asked(1, &[10])).unscored.expect("a reason");
        assert!(gap.contains("more origins"), "{gap}");
        assert!(counted(&[0, 1, 40], &asked(1000, &[10])).unscored.is_none(), "and they help");
    }
}
