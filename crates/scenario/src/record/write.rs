//! The tables of a record as text: `facts.csv`, `targets.csv` and which reports there are.

use super::gather::{Gathered, Group};
use super::targets::{DatedTarget, targets};
use super::{HoldOut, RecordRequest, Where, lag_hours};
use crate::scenario::Scenario;
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The tables of a record, as CSV.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tables {
    /// `facts.csv`
    pub facts: String,
    /// `targets.csv`
    pub targets: String,
    /// `reports.csv`: day, unit, kind of report (`sized`, `named` or `silent`), reports, and the share of the days on which
    /// the events have anything of the unit.
    pub reports: String,
    /// Facts, targets and targets held out.
    pub counts: (u64, u64, u64),
    /// Reports that are named and sized.
    pub named_and_sized: (u64, u64),
    /// Units and days within those covered without a report.
    pub silent: u64,
}

/// Writes the tables of what was gathered.
pub fn tables(scenario: &Scenario, gathered: &Gathered, request: &RecordRequest) -> Tables {
    let mut tables = Tables::default();
    let source = request.source.clone().unwrap_or_else(|| sources(gathered));
    facts(scenario, gathered, &source, &mut tables);
    reports(scenario, gathered, &mut tables);
    let all = targets(scenario, gathered);
    let lag = gathered.sources.iter().map(|source| lag_hours(source)).fold(0.0, f64::max);
    let cut = cut(&all, request);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head =
        "target,variable,date,hour_from,hour_to,place_or_unit,low,best,high,scored,held_out,lag_hours,source,note";
    row(&mut writer, head.split(','));
    for target in &all {
        let held_out = match request.by {
            HoldOut::Last => cut.is_some_and(|cut| target.day >= cut),
            HoldOut::Spread => share(&target.id) < request.hold_out,
        };
        tables.counts.1 += 1;
        tables.counts.2 += u64::from(held_out);
        let number = |x: Option<f64>| x.map_or(String::new(), plain);
        let held = u8::from(held_out).to_string();
        row(
            &mut writer,
            [
                target.id.as_str(),
                target.variable,
                &target.day.to_string(),
                "0",
                &target.hours.to_string(),
                &target.place,
                &number(target.figures.0),
                &plain(target.figures.1),
                &number(target.figures.2),
                "1",
                &held,
                &plain(lag),
                &source,
                &target.note,
            ]
            .into_iter(),
        );
    }
    tables.targets = text(writer);
    tables
}

fn row<'a>(writer: &mut csv::Writer<Vec<u8>>, fields: impl Iterator<Item = &'a str>) {
    writer.write_record(fields).expect("memory takes every row");
}

fn text(writer: csv::Writer<Vec<u8>>) -> String {
    String::from_utf8(writer.into_inner().expect("memory takes every row")).expect("made of texts")
}

/// Whole where it is one, else with three decimals.
fn plain(x: f64) -> String {
    if x.fract() == 0.0 { format!("{x:.0}") } else { format!("{x:.3}").trim_end_matches('0').to_string() }
}

fn sources(gathered: &Gathered) -> String {
    format!("events of {}", gathered.sources.iter().cloned().collect::<Vec<_>>().join(", "))
}

/// From 0 to 1, by a digest of a name: the same for the same name everywhere.
fn share(name: &str) -> f64 {
    let digest = Sha256::digest(name.as_bytes());
    let number = digest.iter().take(6).fold(0u64, |all, byte| all << 8 | u64::from(*byte));
    number as f64 / (1u64 << 48) as f64
}

/// The first day that is held out.
fn cut(targets: &[DatedTarget], request: &RecordRequest) -> Option<NaiveDate> {
    let mut days: Vec<NaiveDate> = targets.iter().map(|target| target.day).collect();
    days.sort_unstable();
    days.dedup();
    let kept = (days.len() as f64 * (1.0 - request.hold_out)).round() as usize;
    if request.hold_out > 0.0 { days.get(kept).copied() } else { None }
}

/// Place, unit and how exactly that is known.
fn names(scenario: &Scenario, place: Where) -> (&str, &str, &'static str) {
    let country = &scenario.country;
    match place {
        Where::Nation => ("", "", "4"),
        Where::Unit(unit) => ("", &country.units[unit].name, "3"),
        Where::Place(at) => (&country.places[at].name, &country.units[country.places[at].unit].name, "1"),
    }
}

fn facts(scenario: &Scenario, gathered: &Gathered, source: &str, tables: &mut Tables) {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = "id,date,precision,time,utc_offset_hours,place,unit,geo_precision,kind,low,high,unit_of_value,source_type,complete_url,source,note";
    row(&mut writer, head.split(','));
    let mut id = 0u64;
    let mut write =
        |day: NaiveDate, place: Where, (kind, counts): (&str, &str), range: (Option<f64>, Option<f64>), note: &str| {
            id += 1;
            let (name, unit, exact) = names(scenario, place);
            let number = |x: Option<f64>| x.map_or(String::new(), plain);
            let (low, high) = (number(range.0), number(range.1));
            let (number, day) = (id.to_string(), day.to_string());
            let fields = [
                number.as_str(),
                &day,
                "day",
                "",
                "",
                name,
                unit,
                exact,
                kind,
                &low,
                &high,
                counts,
                "dataset",
                "",
                source,
                note,
            ];
            row(&mut writer, fields.into_iter());
        };
    for ((day, place, group), gathering) in &gathered.by_place() {
        let reports =
            if gathering.reports == 1 { "1 report".to_string() } else { format!("{} reports", gathering.reports) };
        let sized = matches!(group, Group::Crowd | Group::Strike);
        let range = if sized { (gathering.low, gathering.high) } else { (None, None) };
        write(*day, *place, group.fact(), range, &reports);
    }
    for ((day, place), deaths) in &gathered.deaths {
        write(*day, *place, ("killed_event", "persons"), (Some(*deaths), Some(*deaths)), "best estimates");
    }
    for ((day, place), detained) in &gathered.detained {
        write(*day, *place, ("detained_event", "persons"), (Some(*detained), Some(*detained)), "sum of the events");
    }
    tables.counts.0 = id;
    tables.facts = text(writer);
}

/// The columns of `reports.csv`.
pub(super) const REPORTS: [&str; 5] = ["date", "unit", "kind", "reports", "coverage"];

/// Which unit and day has which kind of report, and how much of the unit the events cover.
fn reports(scenario: &Scenario, gathered: &Gathered, tables: &mut Tables) {
    let mut seen: BTreeMap<(NaiveDate, usize), (u32, bool)> = BTreeMap::new();
    for ((day, place, group, _), gathering) in &gathered.gatherings {
        let unit = match *place {
            Where::Nation => continue,
            Where::Unit(unit) => unit,
            Where::Place(place) => scenario.country.places[place].unit,
        };
        if *group == Group::Crowd {
            let entry = seen.entry((*day, unit)).or_default();
            *entry = (entry.0.saturating_add(gathering.reports), entry.1 | gathering.middle().is_some());
        }
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    row(&mut writer, REPORTS.into_iter());
    let Some((from, to)) = gathered.covered else {
        tables.reports = text(writer);
        return;
    };
    let days = (to - from).num_days() as f64 + 1.0;
    let mut heard = vec![0.0; scenario.country.units.len()];
    gathered.heard.iter().for_each(|(unit, _)| heard[*unit] += 1.0);
    let coverage: Vec<String> = heard.into_iter().map(|n: f64| plain(n / days)).collect();
    for day in from.iter_days().take_while(|day| *day <= to) {
        for (u, unit) in scenario.country.units.iter().enumerate() {
            let (reports, sized) = seen.get(&(day, u)).copied().unwrap_or_default();
            let (kind, count) = match (reports, sized) {
                (0, _) => ("silent", &mut tables.silent),
                (_, true) => ("sized", &mut tables.named_and_sized.1),
                (_, false) => ("named", &mut tables.named_and_sized.0),
            };
            *count += 1;
            let fields = [&*day.to_string(), &unit.name, kind, &reports.to_string(), &coverage[u]];
            row(&mut writer, fields.into_iter());
        }
    }
    tables.reports = text(writer);
}
