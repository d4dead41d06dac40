//! Recorded facts as evidence for the outcome classes: the flagship's own tables, and
//! tables of other events. Every rule by which rows become evidence is stated here.

use crate::facts::Fact;
use crate::rows::CsvRows;
use crate::scenario::Scenario;
use chrono::NaiveDate;
use groundswell_complaint::Complaints;
use groundswell_engine::mechanisms::outcome::{DemandMet, OTHER_DEMAND, OutcomeEvidence};
use groundswell_engine::spec::DEMAND_NAMES;
use std::collections::{BTreeMap, BTreeSet};

/// A recorded event that the rules of `outcome` are tried on.
pub struct Comparator {
    /// Its name.
    pub name: &'static str,
    /// Its table.
    pub text: &'static str,
}

/// The recorded events that the binary carries.
pub static COMPARATORS: [Comparator; 3] = [
    Comparator { name: "leipzig-1989", text: include_str!("../../../scenarios/comparators/leipzig-1989.csv") },
    Comparator { name: "egypt-2011", text: include_str!("../../../scenarios/comparators/egypt-2011.csv") },
    Comparator { name: "france-2005", text: include_str!("../../../scenarios/comparators/france-2005.csv") },
];

/// What recorded events teach of the parameters of the aggregate, as `groundswell pool` wrote it.
pub static POOL: &str = include_str!("../../../scenarios/pool.csv");

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

/// What a fall is read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CourseBasis {
    /// Nothing that has a day.
    #[default]
    Nothing,
    /// Sizes of crowds.
    Sizes,
    /// Places with a report on each day, as too few have a size: they date a peak and its fall and size nothing.
    Reports,
    /// A count of something else, as vehicles burnt: the same.
    Proxy,
}

/// What a record says of how an event ended, and what its course is read from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JudgedRecord {
    /// The evidence.
    pub evidence: OutcomeEvidence,
    /// What the peak and the fall are read from.
    pub basis: CourseBasis,
    /// People killed, where facts say so. Deaths are no order by themselves.
    pub killed: Option<RecordedDeaths>,
    /// Variables of a table that no rule looks at.
    pub context: Vec<String>,
}

/// People killed in a record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RecordedDeaths {
    /// How many are counted: the largest running total, or the sum of the events; 0 where facts say that people were
    /// killed and not how many.
    pub people: f64,
    /// Hours from the start to the day of the first.
    pub hour: f64,
}

impl JudgedRecord {
    /// Days from the peak to a tenth of it.
    pub fn days_of_fall(&self) -> Option<f64> {
        Some((self.evidence.fell_90? - self.evidence.peak_hour?) / 24.0)
    }

    /// Puts in what a series of days says, from `start` on.
    fn course(&mut self, counts: &BTreeMap<NaiveDate, f64>, start: NaiveDate, basis: CourseBasis) {
        let Some(series) = series(counts) else { return };
        self.basis = basis;
        // A count of something else dates a peak and its fall; it does not size a crowd.
        self.evidence.peak = (basis == CourseBasis::Sizes).then_some(series.peak);
        self.evidence.peak_hour = Some(hour(start, series.day));
        self.evidence.fell_90 = series.fell_90.map(|day| hour(start, day));
        self.evidence.fell_95 = series.fell_95.map(|day| hour(start, day));
    }
}

/// Days with a figure below which a record's sizes have no course.
const FEW: usize = 3;

/// What the facts of a scenario say of how it ended.
///
/// | evidence | rule |
/// |---|---|
/// | adults | the scenario's units |
/// | crowd of a day | the largest national figure of the kind `protest`; without one, the sum over places of the largest figure of each; where facts have fewer than three such days, the targets `participants_national_peak`; without those, the places with a report of the kinds `protest` and `clash` date the peak and its fall, and size nothing |
/// | fall | first recorded day from which on it stays at or below a tenth, a twentieth of the peak |
/// | units active | units with a fact of the kind `protest`, or the largest target `units_active`; not known where no fact of a crowd has a unit, or at most two have and others are of the whole country |
/// | lethal order | a fact `repression_order`; its day is that of the first. Deaths (`killed_event`, `killed_cum`) are no order by themselves: a list of events does not say who killed whom (decision 0295) |
/// | detentions | largest `detained_cum`, or the sum of `detained_event` |
/// | demands met | a fact `concession_met` with the demand in `unit_of_value` and the days for which it stayed met in `low`; and where a fact `demand` asks for an amount of money per litre and a national `concession_price` fixes prices for a number of days: the price, for so long |
/// | government or security chief replaced | a fact `concession_resignation`, `elite_dismissal` or `elite_arrest` |
/// | ruler gone | a fact `ruler_gone` |
/// | forces not loyal | the largest share of a fact `force_not_loyal`, or units named in `force_defection_report`, over all units |
/// | elite out | the largest share of a fact `elite_left`; flights that were counted say nothing of it |
/// | army in the capital | a fact `army_holds_capital` |
/// | armed days | days from the first to the last fact `attack`, `weapons_taken` or `operation` |
/// | committees | days of a fact `council_rule` |
pub fn of_record(scenario: &Scenario) -> JudgedRecord {
    let facts = &scenario.facts;
    let start = scenario.start.date();
    let of = |kinds: &'static [&'static str]| facts.iter().filter(move |fact| kinds.contains(&fact.kind.as_str()));
    let largest = |kinds| of(kinds).filter_map(|fact| fact.range.0.or(fact.range.1)).reduce(f64::max);
    let mut wavering: Vec<&str> = of(&["force_defection_report"]).map(|fact| fact.unit.as_str()).collect();
    wavering.sort_unstable();
    wavering.dedup();
    let wavering = wavering.len() as f64 / scenario.country.units.len().max(1) as f64;
    let fighting: Vec<NaiveDate> = of(&["attack", "weapons_taken", "operation"]).map(|fact| fact.date).collect();
    let armed =
        fighting.iter().max().zip(fighting.iter().min()).map_or(0, |(last, first)| (*last - *first).num_days() + 1);
    let lethal = of(&["repression_order"]).map(|fact| fact.date).min();
    let events: f64 = of(&["detained_event"]).filter_map(|fact| fact.range.0).sum();
    let evidence = OutcomeEvidence {
        adults: Some(scenario.country.units.iter().map(|unit| f64::from(unit.adults)).sum()),
        units_active: units_active(scenario),
        lethal: lethal.is_some(),
        lethal_hour: lethal.map(|day| hour(start, day)),
        detained: largest(&["detained_cum"]).unwrap_or(0.0).max(events),
        met: met(scenario),
        replaced: of(&["concession_resignation", "elite_dismissal", "elite_arrest"]).next().is_some(),
        ruler_gone: of(&["ruler_gone"]).next().is_some(),
        not_loyal: Some(largest(&["force_not_loyal"]).unwrap_or(0.0).max(wavering)),
        elite_left: largest(&["elite_left"]),
        army_in_capital: of(&["army_holds_capital"]).next().is_some(),
        armed_days: armed as f64,
        council_days: largest(&["council_rule"]).unwrap_or(0.0),
        ..OutcomeEvidence::default()
    };
    let mut judged = JudgedRecord { evidence, killed: killed(scenario), ..JudgedRecord::default() };
    let sizes = [daily_crowds(facts), daily_targets(scenario)];
    let reports = daily_reports(facts);
    match sizes.iter().find(|days| days.len() >= FEW).or(sizes.iter().find(|days| !days.is_empty())) {
        // A figure or two beside many days with reports has no course of its own.
        Some(days) if days.len() >= FEW || reports.len() < FEW => judged.course(days, start, CourseBasis::Sizes),
        few => {
            judged.course(&reports, start, CourseBasis::Reports);
            judged.evidence.peak = few.and_then(|days| days.values().copied().reduce(f64::max));
        }
    }
    judged
}

/// People killed among those who took part.
fn killed(scenario: &Scenario) -> Option<RecordedDeaths> {
    let of = |kind: &'static str| scenario.facts.iter().filter(move |fact| fact.kind == kind);
    let counted = |fact: &Fact| fact.range.0.or(fact.range.1);
    let total = of("killed_cum").filter_map(counted).fold(0.0, f64::max);
    let deaths = || of("killed_event").filter(|fact| counted(fact) != Some(0.0));
    let running = of("killed_cum").filter(|fact| counted(fact).is_some_and(|n| n > 0.0));
    let first = deaths().chain(running).map(|fact| fact.date).min()?;
    let people = total.max(deaths().filter_map(counted).sum());
    Some(RecordedDeaths { people, hour: hour(scenario.start.date(), first) })
}

/// Demands that were met: which, when, for how long.
fn met(scenario: &Scenario) -> Vec<DemandMet> {
    let facts = &scenario.facts;
    // Money for a quantity is a demand for a price.
    let asked = facts.iter().any(|fact| fact.kind == "demand" && fact.counted.contains('/'));
    let one = |fact: &Fact| {
        let national = fact.unit.is_empty();
        let demand = match fact.kind.as_str() {
            "concession_price" if asked && national && fact.counted == "days" => 0,
            "concession_met" if national => demand_called(&fact.counted),
            _ => return None,
        };
        Some(DemandMet { demand, hour: scenario.hour_or_day_of(fact), days: fact.range.0.unwrap_or(0.0) })
    };
    facts.iter().filter_map(one).collect()
}

/// The number of a demand; one that orders have no word for is another.
fn demand_called(name: &str) -> usize {
    DEMAND_NAMES.iter().position(|known| *known == name).unwrap_or(OTHER_DEMAND)
}

/// As many units make a local episode.
const LOCAL: f64 = 2.0;

/// Units with a crowd; `None` where no fact of a crowd has a unit, or where some are of the whole country and so few units
/// have a name that it could be a local episode.
fn units_active(scenario: &Scenario) -> Option<f64> {
    let crowds = || scenario.facts.iter().filter(|fact| fact.kind == "protest");
    let units: BTreeSet<&str> = crowds().map(|fact| fact.unit.as_str()).filter(|unit| !unit.is_empty()).collect();
    let whole = crowds().any(|fact| fact.unit.is_empty() && fact.place.is_empty());
    let counted = scenario.targets.iter().filter(|target| target.variable == "units_active");
    let most = counted.filter_map(|target| target.best.or(target.low)).reduce(f64::max);
    match (units.len() as f64, most) {
        (0.0, most) => most,
        (named, most) => Some(most.unwrap_or(0.0).max(named)).filter(|n| !whole || *n > LOCAL),
    }
}

/// The crowd of each day with a figure.
fn daily_crowds(facts: &[Fact]) -> BTreeMap<NaiveDate, f64> {
    let mut national: BTreeMap<NaiveDate, f64> = BTreeMap::new();
    let mut places: BTreeMap<(NaiveDate, &str, &str), f64> = BTreeMap::new();
    let protests = facts.iter().filter(|fact| fact.kind == "protest" && fact.counted == "persons");
    for fact in protests {
        let Some(crowd) = middle(fact.range) else { continue };
        let day = match fact.unit.is_empty() {
            true => national.entry(fact.date).or_default(),
            false => places.entry((fact.date, &fact.unit, &fact.place)).or_default(),
        };
        *day = day.max(crowd);
    }
    let mut crowds: BTreeMap<NaiveDate, f64> = BTreeMap::new();
    for ((date, ..), crowd) in places {
        *crowds.entry(date).or_default() += crowd;
    }
    crowds.extend(national);
    crowds
}

/// The crowd of each day that runs are compared with.
fn daily_targets(scenario: &Scenario) -> BTreeMap<NaiveDate, f64> {
    let national = scenario.targets.iter().filter(|target| target.variable == "participants_national_peak");
    national.filter_map(|target| Some((target.date?, target.best.or(target.low)?))).collect()
}

/// The places with a report on each day.
fn daily_reports(facts: &[Fact]) -> BTreeMap<NaiveDate, f64> {
    let reports = facts.iter().filter(|fact| matches!(fact.kind.as_str(), "protest" | "clash" | "attack"));
    let places: BTreeSet<_> = reports.map(|fact| (fact.date, &fact.unit, &fact.place)).collect();
    let mut days: BTreeMap<NaiveDate, f64> = BTreeMap::new();
    places.into_iter().for_each(|(date, ..)| *days.entry(date).or_default() += 1.0);
    days
}

const COLUMNS: &[&str] = &["date", "place", "variable", "low", "high", "source", "note"];

/// What a table of another event can say; every other variable is context. The name of a demand follows the last.
pub const TABLE_VARIABLES: [&str; 15] = [
    "participants",
    "reports",
    "vehicles_burnt",
    "units_active_peak",
    "detained_total",
    "forces_not_loyal_share",
    "elite_left_share",
    "adults",
    "armed_days",
    "council_days",
    "ruler_gone",
    "government_replaced",
    "army_holds_capital",
    "lethal_order",
    DEMAND_MET,
];

/// Which demand was met follows; the value is the days for which it stayed met.
const DEMAND_MET: &str = "demand_met_";

/// The largest figure of each place on each day; one without a place is the country's.
type DailyFigures = BTreeMap<NaiveDate, BTreeMap<String, f64>>;

/// What the table of another event says; the variables are explained beside the tables. Crowds of one day in several
/// places are added up, unless a row without a place says how many there were in the country.
///
/// # Errors
/// A table that cannot be read.
pub fn of_table(name: &str, text: &str) -> Result<JudgedRecord, Complaints> {
    let mut complaints = Complaints::default();
    let rows = CsvRows::read(name, text, COLUMNS, &mut complaints);
    let mut series: [DailyFigures; 3] = Default::default();
    let (mut evidence, mut context, mut met) = (OutcomeEvidence::default(), BTreeSet::new(), Vec::new());
    let mut lethal: Option<NaiveDate> = None;
    for row in rows.iter() {
        let Ok(day) = NaiveDate::parse_from_str(row.text("date"), "%Y-%m-%d") else {
            complaints.push(row.wrong("date", "a date as 1989-10-09"));
            continue;
        };
        let range = (row.optional("low", &mut complaints), row.optional("high", &mut complaints));
        let variable = row.text("variable");
        let demand = variable.strip_prefix(DEMAND_MET).map(demand_called);
        if demand.is_none() && !TABLE_VARIABLES.contains(&variable) {
            context.insert(variable.to_string());
        }
        let Some(value) = middle(range) else { continue };
        if let Some(at) = TABLE_VARIABLES[..3].iter().position(|counted| *counted == variable) {
            let figure = series[at].entry(day).or_default().entry(row.text("place").to_string()).or_default();
            *figure = figure.max(value);
        }
        met.extend(demand.map(|demand| (demand, day, value)));
        if variable == "lethal_order" && value > 0.0 {
            lethal = Some(lethal.map_or(day, |first| first.min(day)));
        }
        say(&mut evidence, variable, value);
    }
    let [participants, reports, proxy] = series.map(daily);
    let (counted, basis) = match (participants.is_empty(), reports.is_empty()) {
        (false, _) => (&participants, CourseBasis::Sizes),
        (true, false) => (&reports, CourseBasis::Reports),
        _ => (&proxy, CourseBasis::Proxy),
    };
    let dated = counted.keys().chain(met.iter().map(|(_, day, _)| day)).chain(&lethal);
    let start = dated.min().copied().unwrap_or_default();
    evidence.lethal_hour = lethal.map(|day| hour(start, day));
    evidence.met =
        met.into_iter().map(|(demand, day, days)| DemandMet { demand, hour: hour(start, day), days }).collect();
    let mut judged = JudgedRecord { evidence, context: context.into_iter().collect(), ..JudgedRecord::default() };
    judged.course(counted, start, basis);
    complaints.or(judged)
}

/// The figure of each day: that of the country, or the sum of those of its places.
fn daily(figures: DailyFigures) -> BTreeMap<NaiveDate, f64> {
    let of_day = |places: BTreeMap<String, f64>| places.get("").copied().unwrap_or_else(|| places.values().sum());
    figures.into_iter().map(|(day, places)| (day, of_day(places))).collect()
}

/// Puts in what a row says that has no course.
fn say(evidence: &mut OutcomeEvidence, variable: &str, value: f64) {
    match variable {
        "units_active_peak" => evidence.units_active = Some(value),
        "detained_total" => evidence.detained = value,
        "forces_not_loyal_share" => evidence.not_loyal = Some(value),
        "elite_left_share" => evidence.elite_left = Some(value),
        "adults" => evidence.adults = Some(value),
        "armed_days" => evidence.armed_days = value,
        "council_days" => evidence.council_days = value,
        "ruler_gone" => evidence.ruler_gone = value > 0.0,
        "government_replaced" => evidence.replaced = value > 0.0,
        "army_holds_capital" => evidence.army_in_capital = value > 0.0,
        "lethal_order" => evidence.lethal = value > 0.0,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_engine::mechanisms::outcome::{Outcome, OutcomeClass};

    fn comparator(name: &str) -> Vec<OutcomeClass> {
        let found = COMPARATORS.iter().find(|comparator| comparator.name == name).expect("carried");
        Outcome::default().judge(&of_table(found.name, found.text).expect("a good table").evidence)
    }

    #[test]
    fn the_rules_return_what_history_was_before_they_may_classify_a_run() {
        let scenario = Scenario::load("kazakhstan-2022", &[]).expect("built in");
        let evidence = of_record(&scenario).evidence;
        let classes = Outcome::default().judge(&evidence);
        assert_eq!(classes, [OutcomeClass::O2Part, OutcomeClass::O3, OutcomeClass::O4Part], "{evidence:?}");
        let labels: Vec<String> = classes.iter().map(|class| class.label(&evidence)).collect();
        assert_eq!(labels, ["O2 (price only)", "O3", "O4 (partial)"]);
        assert_eq!(comparator("leipzig-1989"), [OutcomeClass::O6]);
        assert_eq!(comparator("egypt-2011"), [OutcomeClass::O4, OutcomeClass::O5]);
        assert_eq!(comparator("france-2005"), [OutcomeClass::O9]);
    }

    #[test]
    fn the_record_of_the_flagship_is_what_its_sources_say() {
        let evidence = of_record(&Scenario::load("kazakhstan-2022", &[]).expect("built in")).evidence;
        assert_eq!((evidence.peak, evidence.peak_hour), (Some(50_000.0), Some(96.0)));
        // Sixteen units in targets.csv; facts name fifteen, and one only together with two others.
        assert_eq!((evidence.units_active, evidence.fell_95), (Some(16.0), Some(7.0 * 24.0)));
        assert!(evidence.detained >= 9_900.0 && evidence.armed_days < 14.0);
        assert!(evidence.not_loyal.expect("reported") < 0.25);
    }

    #[test]
    fn a_wrong_table_is_complained_about() {
        let table = "date,place,variable,low,high,source,note\n9 October,Leipzig,participants,x,1,,\n";
        assert!(of_table("test.csv", table).is_err());
    }

    /// A scenario of the tutorial with these facts.
    fn recorded(rows: &[&str]) -> JudgedRecord {
        let head = "id,date,precision,time,utc_offset_hours,place,unit,geo_precision,kind,low,high,unit_of_value,source_type,complete_url,source,note\n";
        let text = format!("{head}{}\n", rows.join("\n"));
        let files = crate::files::Files::BuiltIn("two-towns");
        let texts = BTreeMap::from([
            ("facts.csv".to_string(), text),
            (
                "targets.csv".to_string(),
                files.text("targets.csv").expect("there").lines().next().expect("a header").to_string() + "\n",
            ),
        ]);
        let text = files.main().expect("there");
        let files = crate::files::Files::With(Box::new(files), std::sync::Arc::new(texts));
        of_record(&Scenario::read(files, text, &[]).unwrap_or_else(|complaints| panic!("{complaints}")))
    }

    #[test]
    fn a_crowd_that_is_worn_down_is_told_by_counts_of_reports() {
        let report = |id: u32, day: u32, place: &str, unit: &str| {
            format!("{id},2001-03-{day:02},day,,,{place},{unit},1,protest,,,persons,press,0,x,y")
        };
        let both =
            |id, day| [report(id, day, "Harbour", "North Shore"), report(id + 1, day, "Millford", "South Shore")];
        let mut rows: Vec<String> = both(1, 5).into_iter().chain(both(3, 6)).collect();
        rows.extend((7..20).map(|day| report(day, day, "Harbour", "North Shore")));
        let judged = recorded(&rows.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(
            (judged.basis, judged.evidence.peak, judged.evidence.units_active),
            (CourseBasis::Reports, None, Some(2.0))
        );
        assert_eq!(judged.evidence.fell_90, None, "half of two places is no fall");
        let national =
            |id: u32, day: u32, n: u32| format!("{id},2001-03-{day:02},day,,,,,4,protest,{n},{n},persons,press,0,x,y");
        let mut rows: Vec<String> = (0..18).map(|i| national(i, 5 + i, 1000 - 55 * i)).collect();
        rows.push("99,2001-03-06,day,,,,,4,repression_order,,,,press,0,x,y".into());
        let judged = recorded(&rows.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!((judged.basis, judged.days_of_fall()), (CourseBasis::Sizes, Some(17.0)));
        assert_eq!(Outcome::default().judge(&judged.evidence), [OutcomeClass::O3Part]);
    }

    #[test]
    fn crowds_of_a_whole_country_are_no_local_episode() {
        let crowd = |id: u32, place: &str, unit: &str| {
            format!("{id},2001-03-06,day,,,{place},{unit},1,protest,900,900,persons,press,0,x,y")
        };
        let local = crowd(1, "Harbour", "North Shore");
        let judged = recorded(&[&local]);
        assert_eq!(Outcome::default().judge(&judged.evidence), [OutcomeClass::O1]);
        let judged = recorded(&[&local, &crowd(2, "", "")]);
        assert_eq!(judged.evidence.units_active, None);
        assert_eq!(Outcome::default().judge(&judged.evidence), [OutcomeClass::O9]);
    }

    #[test]
    fn deaths_that_nobody_ordered_are_no_order() {
        let mut rows: Vec<String> = (0..6)
            .map(|i| {
                format!("{i},2001-03-{:02},day,,,,,4,protest,{n},{n},persons,press,0,x,y", 5 + i, n = 1000 >> (2 * i))
            })
            .collect();
        let said = |rows: &[String], kind: &str, low: &str| {
            let mut rows = rows.to_vec();
            rows.push(format!("98,2001-03-06,day,,,Harbour,North Shore,1,{kind},{low},{low},persons,dataset,0,x,y"));
            recorded(&rows.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let judge = |judged: &JudgedRecord| Outcome::default().judge(&judged.evidence);
        let dead = said(&rows, "killed_event", "3");
        assert_eq!(
            (judge(&dead), dead.killed),
            (vec![OutcomeClass::O9], Some(RecordedDeaths { people: 3.0, hour: 24.0 }))
        );
        assert_eq!(said(&rows, "killed_event", "").killed, Some(RecordedDeaths { people: 0.0, hour: 24.0 }));
        assert_eq!((said(&rows, "killed_event", "0").killed, said(&rows, "injured_event", "3").killed), (None, None));
        assert_eq!(judge(&said(&rows, "repression_order", "")), [OutcomeClass::O3]);
        rows.push("97,2001-03-08,day,,,,,4,killed_cum,9,9,persons,press,0,x,y".into());
        assert_eq!(said(&rows, "killed_event", "3").killed, Some(RecordedDeaths { people: 9.0, hour: 24.0 }));
    }

    #[test]
    fn a_collapse_is_told_by_facts() {
        let fact = |id: u32, kind: &str, low: &str, of: &str| {
            format!("{id},2001-03-06,day,,,,,4,{kind},{low},{low},{of},press,0,x,y")
        };
        let rows = [
            fact(1, "ruler_gone", "", ""),
            fact(2, "force_not_loyal", "0.8", "share"),
            fact(3, "elite_left", "1", "share"),
            fact(4, "concession_met", "30", "price"),
        ];
        let judged = recorded(&rows.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(Outcome::default().judge(&judged.evidence), [OutcomeClass::O6]);
        assert_eq!((judged.evidence.met.len(), judged.evidence.units_active), (1, None));
    }
}
