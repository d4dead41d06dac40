//! The tables of a record: `facts.csv`, `targets.csv` and which reports there are.

use super::gather::{Gathered, Gathering, Group};
use super::seen::ITSELF;
use super::{HoldOut, RecordRequest, Where, lag_hours};
use crate::scenario::Scenario;
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Places with a target of their own: the largest.
const PLACES: usize = 10;

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

/// Crowds of a day: its figures, and how many places have none.
#[derive(Clone, Copy, Debug, Default)]
struct Day {
    low: f64,
    high: f64,
    best: f64,
    sized: u32,
    unsized_: u32,
    open: bool,
}

impl Day {
    fn add(&mut self, gathering: &Gathering) {
        match gathering.middle() {
            None => self.unsized_ += 1,
            Some(best) => {
                self.low += gathering.low.unwrap_or(0.0);
                self.high += gathering.high.unwrap_or(best);
                self.open |= gathering.high.is_none();
                self.best += best;
                self.sized += 1;
            }
        }
    }

    /// A figure for the whole holds if it is larger than the sum.
    fn or_whole(self, whole: Option<&Gathering>) -> Day {
        let mut other = Day::default();
        if let Some(whole) = whole {
            other.add(whole);
        }
        if other.sized > 0 && other.best >= self.best { Day { unsized_: self.unsized_, ..other } } else { self }
    }
}

struct Target {
    id: String,
    variable: &'static str,
    day: NaiveDate,
    hours: u32,
    place: String,
    figures: (Option<f64>, f64, Option<f64>),
    note: String,
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
fn cut(targets: &[Target], request: &RecordRequest) -> Option<NaiveDate> {
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

/// Crowds by day: of the nation, of each unit, of each place.
struct Crowds {
    nation: BTreeMap<NaiveDate, Day>,
    units: BTreeMap<(usize, NaiveDate), Day>,
    places: BTreeMap<(usize, NaiveDate), Day>,
}

fn crowds(scenario: &Scenario, gathered: &Gathered) -> Crowds {
    let of_crowds = || gathered.gatherings.iter().filter(|((_, _, group, _), _)| *group == Group::Crowd);
    let (mut nation, mut units, mut places) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for ((day, place, _, spot), gathering) in of_crowds() {
        match *place {
            Where::Place(p) => {
                let unit = scenario.country.places[p].unit;
                places.entry((p, *day)).or_insert_with(Day::default).add(gathering);
                units.entry((unit, *day)).or_insert_with(Day::default).add(gathering);
            }
            // A town that the scenario does not have.
            Where::Unit(unit) if *spot != ITSELF => {
                units.entry((unit, *day)).or_insert_with(Day::default).add(gathering);
            }
            _ => {}
        }
    }
    for ((day, place, _, spot), gathering) in of_crowds() {
        if let (Where::Unit(unit), ITSELF) = (*place, *spot) {
            let known = units.entry((unit, *day)).or_insert_with(Day::default);
            *known = match gathering.middle() {
                Some(_) => known.or_whole(Some(gathering)),
                None => Day { unsized_: known.unsized_ + 1, ..*known },
            };
        }
    }
    for ((_, day), of_unit) in &units {
        let sum: &mut Day = nation.entry(*day).or_insert_with(Day::default);
        *sum = Day {
            low: sum.low + of_unit.low,
            high: sum.high + of_unit.high,
            best: sum.best + of_unit.best,
            sized: sum.sized + of_unit.sized,
            unsized_: sum.unsized_ + of_unit.unsized_,
            open: sum.open | of_unit.open,
        };
    }
    for ((day, place, ..), gathering) in of_crowds() {
        if *place == Where::Nation {
            let known = nation.entry(*day).or_insert_with(Day::default);
            *known = known.or_whole(Some(gathering));
        }
    }
    Crowds { nation, units, places }
}

fn figures(day: &Day) -> Figures {
    let low = (day.low > 0.0).then_some(day.low);
    (low, day.best.round(), (!day.open).then_some(day.high.max(day.best.round())))
}

fn note(day: &Day) -> String {
    let places = if day.sized == 1 { "1 gathering".to_string() } else { format!("{} gatherings", day.sized) };
    match day.unsized_ {
        0 => format!("Compared as logarithm. {places} with a size"),
        n => format!("Compared as logarithm. {places} with a size; {n} without one add nothing"),
    }
}

fn targets(scenario: &Scenario, gathered: &Gathered) -> Vec<Target> {
    let crowds = crowds(scenario, gathered);
    let start = scenario.start.date();
    let count = |day: NaiveDate| (day - start).num_days() as f64;
    let mut all = Vec::new();
    let mut add = |id: String, variable, day, hours, place: &str, figures, note: String| {
        all.push(Target { id, variable, day, hours, place: place.into(), figures, note });
    };
    for (day, crowd) in crowds.nation.iter().filter(|(_, crowd)| crowd.sized > 0) {
        add(format!("national_{day}"), "participants_national_peak", *day, 24, "", figures(crowd), note(crowd));
    }
    let mut active: BTreeMap<NaiveDate, f64> = BTreeMap::new();
    for (_, day) in crowds.units.keys() {
        *active.entry(*day).or_default() += 1.0;
    }
    for (day, units) in &active {
        let exact = (Some(*units), *units, Some(*units));
        add(format!("active_{day}"), "units_active", *day, 24, "", exact, "Units with a report of a crowd".into());
    }
    let largest = |days: &BTreeMap<(usize, NaiveDate), Day>| {
        let mut peaks: BTreeMap<usize, (NaiveDate, Day)> = BTreeMap::new();
        for ((at, day), crowd) in days.iter().filter(|(_, crowd)| crowd.sized > 0) {
            let peak = peaks.entry(*at).or_insert((*day, *crowd));
            if crowd.best > peak.1.best {
                *peak = (*day, *crowd);
            }
        }
        peaks
    };
    for (unit, (day, crowd)) in largest(&crowds.units) {
        let name = &scenario.country.units[unit].name;
        add(format!("unit_{name}"), "participants_peak", day, 24, name, figures(&crowd), note(&crowd));
    }
    let mut places: Vec<_> = largest(&crowds.places).into_iter().collect();
    places.sort_by(|a, b| b.1.1.best.total_cmp(&a.1.1.best).then(a.0.cmp(&b.0)));
    let is_unit = |name: &str| scenario.country.units.iter().any(|unit| unit.name == name);
    for (place, (day, crowd)) in
        places.into_iter().filter(|(p, _)| !is_unit(&scenario.country.places[*p].name)).take(PLACES)
    {
        let name = &scenario.country.places[place].name;
        add(format!("place_{name}"), "participants_peak", day, 24, name, figures(&crowd), note(&crowd));
    }
    let mut onset: BTreeMap<usize, NaiveDate> = BTreeMap::new();
    for (unit, day) in crowds.units.keys() {
        onset.entry(*unit).or_insert(*day);
    }
    for (unit, day) in onset {
        let (name, days) = (&scenario.country.units[unit].name, count(day));
        let exact = (Some(days), days, Some(days));
        add(
            format!("onset_{name}"),
            "onset",
            day,
            24,
            name,
            exact,
            "First day with a report, in days from the start".into(),
        );
    }
    course(&crowds.nation, &count, &mut add);
    let sums = [(&gathered.deaths, "killed"), (&gathered.detained, "detained")];
    for (by_place, word) in sums {
        let mut days: BTreeMap<NaiveDate, f64> = BTreeMap::new();
        by_place.iter().for_each(|((day, _), n)| *days.entry(*day).or_default() += n);
        let variable = if word == "killed" { "killed_cumulative" } else { "detained_cumulative" };
        let mut sum = 0.0;
        for (day, n) in days {
            sum += n;
            let exact = (Some(sum), sum, Some(sum));
            add(format!("{word}_{day}"), variable, day, 24, "", exact, "Figures of all events add up".into());
        }
    }
    all
}

/// Low, best and high of a recorded figure.
type Figures = (Option<f64>, f64, Option<f64>);

/// Takes a target: identifier, variable, day, hours, place, figures, note.
type Add<'a> = dyn FnMut(String, &'static str, NaiveDate, u32, &str, Figures, String) + 'a;

/// How the crowd of the nation grew to its peak, and when it had fallen.
fn course(nation: &BTreeMap<NaiveDate, Day>, count: &dyn Fn(NaiveDate) -> f64, add: &mut Add<'_>) {
    let sized: Vec<(NaiveDate, f64)> = nation
        .iter()
        .filter(|(_, crowd)| crowd.sized > 0 && crowd.best > 0.0)
        .map(|(day, crowd)| (*day, crowd.best))
        .collect();
    let Some(at) = (0..sized.len()).reduce(|a, b| if sized[b].1 > sized[a].1 { b } else { a }) else { return };
    let (peak_day, peak) = sized[at];
    if let Some((before, crowd)) = at.checked_sub(1).map(|at| sized[at])
        && (peak_day - before).num_days() == 1
    {
        let growth = libm::log(peak / crowd);
        add(
            "growth".into(),
            "growth_per_day",
            before,
            48,
            "",
            (None, growth, None),
            "Logarithm of the peak over the day before".into(),
        );
    }
    if let Some((day, _)) = sized[at..].iter().find(|(_, crowd)| *crowd <= 0.1 * peak) {
        let days = count(*day);
        let note = "First recorded day at a tenth of the peak or less, in days from the start";
        add("decline".into(), "day_of_90pct_decline", *day, 24, "", (Some(days), days, Some(days)), note.into());
    }
}
