//! Recorded facts as evidence for the outcome classes: the flagship's own tables, and
//! tables of other events. Every rule by which rows become evidence is stated here.

use crate::facts::Fact;
use crate::rows::Rows;
use crate::scenario::Scenario;
use chrono::NaiveDate;
use groundswell_complaint::Complaints;
use groundswell_engine::mechanisms::outcome::{Evidence, Met};
use std::collections::BTreeMap;

/// A recorded event that the rules of `outcome` are tried on.
pub struct Comparator {
    /// Its name.
    pub name: &'static str,
    /// Its table.
    pub text: &'static str,
}

/// The recorded events that the binary carries.
pub const COMPARATORS: [Comparator; 3] = [
    Comparator { name: "leipzig-1989", text: include_str!("../../../scenarios/comparators/leipzig-1989.csv") },
    Comparator { name: "egypt-2011", text: include_str!("../../../scenarios/comparators/egypt-2011.csv") },
    Comparator { name: "france-2005", text: include_str!("../../../scenarios/comparators/france-2005.csv") },
];

/// What the evidence has of one thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Found {
    /// It happened.
    Yes,
    /// How much of it.
    Number(f64),
}

/// One piece of evidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// What it is, in words.
    pub name: &'static str,
    /// What the evidence has of it; `None` if it is not known, and a rule that needs it cannot hold.
    pub found: Option<Found>,
    /// Classes whose rule looks at it.
    pub needed_by: &'static str,
}

/// The evidence piece by piece, known and unknown.
pub fn pieces(e: &Evidence) -> Vec<Piece> {
    let number = |x: Option<f64>| x.map(Found::Number);
    let some = |x: f64| number(Some(x).filter(|x| *x > 0.0));
    let yes = |x: bool| x.then_some(Found::Yes);
    let piece = |name, found, needed_by| Piece { name, found, needed_by };
    vec![
        piece("adults", number(e.adults), "O0"),
        piece("largest crowd", number(e.peak), "O0 O2 O3"),
        piece("hours from the start to the largest crowd", number(e.peak_hour), "O2 O3"),
        piece("units active", number(e.units_active), "O1"),
        piece("hours to the fall by 90 %", number(e.fell_90), "O2"),
        piece("hours to the fall by 95 %", number(e.fell_95), "O3"),
        piece("order to use firearms", yes(e.lethal), "O2 O3"),
        piece("detained", some(e.detained), "O3"),
        piece("demands met", some(e.met.len() as f64), "O2"),
        piece("government or security chief replaced", yes(e.replaced), "O4"),
        piece("ruler gone", yes(e.ruler_gone), "O4 O6"),
        piece("share of the forces not loyal", number(e.not_loyal), "O5 O6"),
        piece("share of the elite out", number(e.elite_left), "O6"),
        piece("army holds the capital", yes(e.army_in_capital), "O5"),
        piece("days with two armed sides", some(e.armed_days), "O7"),
        piece("days of committees", some(e.council_days), "O8"),
    ]
}

/// Hours from the start of a series to midnight of a day.
fn hour(from: NaiveDate, day: NaiveDate) -> f64 {
    (day - from).num_days() as f64 * 24.0
}

/// What a series of daily counts says: its largest value with its day, and the days,
/// among those with a record, from which on it stayed at a tenth of it and at a
/// twentieth, or less.
struct Series {
    peak: f64,
    day: NaiveDate,
    fell_90: Option<NaiveDate>,
    fell_95: Option<NaiveDate>,
}

fn series(counts: &BTreeMap<NaiveDate, f64>) -> Option<Series> {
    let (&day, &peak) = counts.iter().max_by(|a, b| a.1.total_cmp(b.1))?;
    let low = |share: f64| counts.range(day..).rev().take_while(move |(_, count)| **count <= share * peak);
    let fell = |share: f64| low(share).last().map(|(day, _)| *day);
    Some(Series { peak, day, fell_90: fell(0.10), fell_95: fell(0.05) })
}

/// The middle of a published range.
fn middle(range: (Option<f64>, Option<f64>)) -> Option<f64> {
    match range {
        (Some(low), Some(high)) => Some((low + high) / 2.0),
        (one, other) => one.or(other),
    }
}

/// What the facts of a scenario say of how it ended.
///
/// | evidence | rule |
/// |---|---|
/// | adults | the scenario's units |
/// | crowd of a day | the largest national figure of the kind `protest`; without one, the sum over places of the largest figure of each |
/// | fall | first recorded day at or below a tenth, a twentieth of the peak |
/// | units active | units with a fact of the kind `protest` |
/// | lethal order | a fact `repression_order` or `killed_event` |
/// | detentions | largest `detained_cum` |
/// | demands met | where a fact `demand` asks for an amount of money per litre and a national `concession_price` fixes prices for a number of days: the price, for so long |
/// | government or security chief replaced | a fact `concession_resignation`, `elite_dismissal` or `elite_arrest` |
/// | ruler gone | a fact `ruler_gone` |
/// | forces not loyal | units named in `force_defection_report`, over all units |
/// | elite out | not known: flights were counted, the elite was not |
/// | armed days | days from the first to the last fact `attack`, `weapons_taken` or `operation` |
pub fn of_record(scenario: &Scenario) -> Evidence {
    let facts = &scenario.facts;
    let start = scenario.start.date();
    let of = |kinds: &'static [&'static str]| facts.iter().filter(move |fact| kinds.contains(&fact.kind.as_str()));
    let crowds = daily_crowds(facts);
    let crowd = series(&crowds);
    let mut units: Vec<&str> =
        of(&["protest"]).map(|fact| fact.unit.as_str()).filter(|unit| !unit.is_empty()).collect();
    units.sort_unstable();
    units.dedup();
    let mut wavering: Vec<&str> = of(&["force_defection_report"]).map(|fact| fact.unit.as_str()).collect();
    wavering.sort_unstable();
    wavering.dedup();
    let fighting: Vec<NaiveDate> = of(&["attack", "weapons_taken", "operation"]).map(|fact| fact.date).collect();
    let armed =
        fighting.iter().max().zip(fighting.iter().min()).map_or(0, |(last, first)| (*last - *first).num_days() + 1);
    // Money for a quantity is a demand for a price.
    let asked = of(&["demand"]).any(|fact| fact.counted.contains('/'));
    let met = of(&["concession_price"])
        .filter(|fact| asked && fact.unit.is_empty() && fact.counted == "days")
        .map(|fact| Met { demand: 0, hour: scenario.hour_or_day_of(fact), days: fact.range.0.unwrap_or(0.0) })
        .collect();
    Evidence {
        adults: Some(scenario.country.units.iter().map(|unit| f64::from(unit.adults)).sum()),
        peak: crowd.as_ref().map(|series| series.peak),
        peak_hour: crowd.as_ref().map(|series| hour(start, series.day)),
        units_active: Some(units.len() as f64),
        fell_90: crowd.as_ref().and_then(|series| series.fell_90).map(|day| hour(start, day)),
        fell_95: crowd.as_ref().and_then(|series| series.fell_95).map(|day| hour(start, day)),
        lethal: of(&["repression_order", "killed_event"]).next().is_some(),
        detained: of(&["detained_cum"]).filter_map(|fact| fact.range.0).fold(0.0, f64::max),
        met,
        replaced: of(&["concession_resignation", "elite_dismissal", "elite_arrest"]).next().is_some(),
        ruler_gone: of(&["ruler_gone"]).next().is_some(),
        not_loyal: Some(wavering.len() as f64 / scenario.country.units.len().max(1) as f64),
        elite_left: None,
        army_in_capital: false,
        armed_days: armed as f64,
        council_days: 0.0,
    }
}

/// The crowd of each day with a figure.
fn daily_crowds(facts: &[Fact]) -> BTreeMap<NaiveDate, f64> {
    let mut national: BTreeMap<NaiveDate, f64> = BTreeMap::new();
    let mut places: BTreeMap<(NaiveDate, &str), f64> = BTreeMap::new();
    let protests = facts.iter().filter(|fact| fact.kind == "protest" && fact.counted == "persons");
    for fact in protests {
        let Some(crowd) = middle(fact.range) else { continue };
        if fact.unit.is_empty() {
            let day = national.entry(fact.date).or_default();
            *day = day.max(crowd);
        } else {
            let day = places.entry((fact.date, &fact.place)).or_default();
            *day = day.max(crowd);
        }
    }
    let mut crowds: BTreeMap<NaiveDate, f64> = BTreeMap::new();
    for ((date, _), crowd) in places {
        *crowds.entry(date).or_default() += crowd;
    }
    crowds.extend(national);
    crowds
}

const COLUMNS: &[&str] = &["date", "place", "variable", "low", "high", "source", "note"];

/// What the table of another event says; the variables are explained beside the tables.
pub fn of_table(name: &str, text: &str) -> Result<Evidence, Complaints> {
    let mut complaints = Complaints::default();
    let rows = Rows::read(name, text, COLUMNS, &mut complaints);
    let (mut participants, mut proxy) = (BTreeMap::new(), BTreeMap::new());
    let mut evidence = Evidence::default();
    for row in rows.iter() {
        let Ok(day) = NaiveDate::parse_from_str(row.text("date"), "%Y-%m-%d") else {
            complaints.push(row.wrong("date", "a date as 1989-10-09"));
            continue;
        };
        let range = (row.optional("low", &mut complaints), row.optional("high", &mut complaints));
        let Some(value) = middle(range) else { continue };
        match row.text("variable") {
            "participants" => drop(participants.insert(day, value)),
            "vehicles_burnt" => drop(proxy.insert(day, value)),
            "units_active_peak" => evidence.units_active = Some(value),
            "detained_total" => evidence.detained = value,
            "forces_not_loyal_share" => evidence.not_loyal = Some(value),
            "elite_left_share" => evidence.elite_left = Some(value),
            "ruler_gone" => evidence.ruler_gone = value > 0.0,
            "government_replaced" => evidence.replaced = value > 0.0,
            "army_holds_capital" => evidence.army_in_capital = value > 0.0,
            "lethal_order" => evidence.lethal = value > 0.0,
            _ => {}
        }
    }
    let counted = if participants.is_empty() { &proxy } else { &participants };
    if let Some(series) = series(counted) {
        let start = series.day;
        // A count of something else dates a peak and its fall; it does not size a crowd.
        evidence.peak = (!participants.is_empty()).then_some(series.peak);
        evidence.peak_hour = Some(0.0);
        evidence.fell_90 = series.fell_90.map(|day| hour(start, day));
        evidence.fell_95 = series.fell_95.map(|day| hour(start, day));
    }
    complaints.or(evidence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_engine::mechanisms::outcome::{Class, Outcome};

    fn comparator(name: &str) -> Vec<Class> {
        let found = COMPARATORS.iter().find(|comparator| comparator.name == name).expect("carried");
        Outcome::default().judge(&of_table(found.name, found.text).expect("a good table"))
    }

    #[test]
    fn the_rules_return_what_history_was_before_they_may_classify_a_run() {
        let scenario = Scenario::load("kazakhstan-2022", &[]).expect("built in");
        let evidence = of_record(&scenario);
        let classes = Outcome::default().judge(&evidence);
        assert_eq!(classes, [Class::O2Part, Class::O3, Class::O4Part], "{evidence:?}");
        let labels: Vec<String> = classes.iter().map(|class| class.label(&evidence)).collect();
        assert_eq!(labels, ["O2 (price only)", "O3", "O4 (partial)"]);
        assert_eq!(comparator("leipzig-1989"), [Class::O6]);
        assert_eq!(comparator("egypt-2011"), [Class::O4, Class::O5]);
        assert_eq!(comparator("france-2005"), [Class::O9]);
    }

    #[test]
    fn the_record_of_the_flagship_is_what_its_sources_say() {
        let evidence = of_record(&Scenario::load("kazakhstan-2022", &[]).expect("built in"));
        assert_eq!((evidence.peak, evidence.peak_hour), (Some(50_000.0), Some(96.0)));
        // Sixteen units, of which one is named only together with two others.
        assert_eq!((evidence.units_active, evidence.fell_95), (Some(15.0), Some(7.0 * 24.0)));
        assert!(evidence.detained >= 9_900.0 && evidence.armed_days < 14.0);
        assert!(evidence.not_loyal.expect("reported") < 0.25);
    }

    #[test]
    fn a_wrong_table_is_complained_about() {
        let table = "date,place,variable,low,high,source,note\n9 October,Leipzig,participants,x,1,,\n";
        assert!(of_table("test.csv", table).is_err());
    }
}
