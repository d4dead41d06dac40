//! The quantities of a record that runs are compared with, by day: crowds of the nation, of units and of places, strikers,
//! onsets, growth and decline, killed and detained.

use super::Where;
use super::gather::{Gathered, Gathering, Group};
use super::seen::ITSELF;
use crate::scenario::Scenario;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Places with a target of their own: the largest.
const PLACES: usize = 10;

/// Low, best and high of a recorded figure.
type Figures = (Option<f64>, f64, Option<f64>);

/// A quantity of a day, or of the days from it on.
pub(super) struct DatedTarget {
    pub(super) id: String,
    pub(super) variable: &'static str,
    pub(super) day: NaiveDate,
    pub(super) hours: u32,
    pub(super) place: String,
    pub(super) figures: Figures,
    pub(super) note: String,
}

impl DatedTarget {
    /// Of the crowd of a day, in the nation or in a place of this name.
    fn of_crowd(id: String, variable: &'static str, day: NaiveDate, place: &str, crowd: &Day) -> DatedTarget {
        let (figures, note) = (figures(crowd), note(crowd));
        DatedTarget { id, variable, day, hours: 24, place: place.into(), figures, note }
    }

    /// A number that is known exactly.
    fn exact(id: String, variable: &'static str, day: NaiveDate, place: &str, value: f64, note: &str) -> DatedTarget {
        let figures = (Some(value), value, Some(value));
        DatedTarget { id, variable, day, hours: 24, place: place.into(), figures, note: note.into() }
    }
}

/// Every quantity, in the order of the table.
pub(super) fn targets(scenario: &Scenario, gathered: &Gathered) -> Vec<DatedTarget> {
    let crowds = crowds(scenario, gathered, Group::Crowd);
    let since_start = |day: NaiveDate| (day - scenario.start.date()).num_days() as f64;
    let mut all = of_days(&crowds);
    all.extend(peaks(scenario, &crowds));
    all.extend(onsets(scenario, &crowds, &since_start));
    all.extend(course(&crowds.nation, &since_start));
    all.extend(strikers(scenario, gathered));
    all.extend(sums("killed", "killed_cumulative", &gathered.deaths));
    all.extend(sums("detained", "detained_cumulative", &gathered.detained));
    all
}

/// The crowd of the nation on each day, and how many units had one.
fn of_days(crowds: &Crowds) -> Vec<DatedTarget> {
    let sized = crowds.nation.iter().filter(|(_, crowd)| crowd.sized > 0);
    let national = sized.map(|(day, crowd)| {
        DatedTarget::of_crowd(format!("national_{day}"), "participants_national_peak", *day, "", crowd)
    });
    let mut active: BTreeMap<NaiveDate, f64> = BTreeMap::new();
    for (_, day) in crowds.units.keys() {
        *active.entry(*day).or_default() += 1.0;
    }
    let active = active.iter().map(|(day, units)| {
        let note = "Units with a report of a crowd";
        DatedTarget::exact(format!("active_{day}"), "units_active", *day, "", *units, note)
    });
    national.chain(active).collect()
}

/// The largest crowd of each unit, and of the places with the largest.
fn peaks(scenario: &Scenario, crowds: &Crowds) -> Vec<DatedTarget> {
    let (units, places) = (&scenario.country.units, &scenario.country.places);
    let peak = |id: String, name: &str, (day, crowd): &(NaiveDate, Day)| {
        DatedTarget::of_crowd(id, "participants_peak", *day, name, crowd)
    };
    let of_units = largest(&crowds.units).into_iter().map(|(unit, found)| {
        let name = &units[unit].name;
        peak(format!("unit_{name}"), name, &found)
    });
    let mut by_size: Vec<_> = largest(&crowds.places).into_iter().collect();
    by_size.sort_by(|a, b| b.1.1.best.total_cmp(&a.1.1.best).then(a.0.cmp(&b.0)));
    let is_unit = |name: &str| units.iter().any(|unit| unit.name == name);
    let of_places = by_size.into_iter().filter(|(p, _)| !is_unit(&places[*p].name)).take(PLACES);
    let of_places = of_places.map(|(place, found)| {
        let name = &places[place].name;
        peak(format!("place_{name}"), name, &found)
    });
    of_units.chain(of_places).collect()
}

/// The largest crowd of each, with its day: the first of equal ones.
fn largest(days: &BTreeMap<(usize, NaiveDate), Day>) -> BTreeMap<usize, (NaiveDate, Day)> {
    let mut peaks: BTreeMap<usize, (NaiveDate, Day)> = BTreeMap::new();
    for ((at, day), crowd) in days.iter().filter(|(_, crowd)| crowd.sized > 0) {
        let peak = peaks.entry(*at).or_insert((*day, *crowd));
        if crowd.best > peak.1.best {
            *peak = (*day, *crowd);
        }
    }
    peaks
}

/// The largest number of strikers of the nation and of each unit.
fn strikers(scenario: &Scenario, gathered: &Gathered) -> Vec<DatedTarget> {
    let strikes = crowds(scenario, gathered, Group::Strike);
    let peak = |id: String, name: &str, (day, crowd): &(NaiveDate, Day)| {
        let of = DatedTarget::of_crowd(id, "strikers_peak", *day, name, crowd);
        DatedTarget { note: of.note.replace("gathering", "strike"), ..of }
    };
    let days = strikes.nation.iter().map(|(day, crowd)| ((0, *day), *crowd)).collect();
    let nation = largest(&days).into_values().map(|found| peak("strikers".into(), "", &found));
    let of_units = largest(&strikes.units).into_iter().map(|(unit, found)| {
        let name = &scenario.country.units[unit].name;
        peak(format!("strikers_{name}"), name, &found)
    });
    nation.chain(of_units).collect()
}

/// When each unit first had a report.
fn onsets(scenario: &Scenario, crowds: &Crowds, since_start: &dyn Fn(NaiveDate) -> f64) -> Vec<DatedTarget> {
    let mut onset: BTreeMap<usize, NaiveDate> = BTreeMap::new();
    for (unit, day) in crowds.units.keys() {
        onset.entry(*unit).or_insert(*day);
    }
    let target = |(unit, day): (usize, NaiveDate)| {
        let name = &scenario.country.units[unit].name;
        let note = "First day with a report, in days from the start";
        DatedTarget::exact(format!("onset_{name}"), "onset", day, name, since_start(day), note)
    };
    onset.into_iter().map(target).collect()
}

/// What events count, summed up from day to day.
fn sums(word: &str, variable: &'static str, by_place: &BTreeMap<(NaiveDate, Where), f64>) -> Vec<DatedTarget> {
    let mut days: BTreeMap<NaiveDate, f64> = BTreeMap::new();
    by_place.iter().for_each(|((day, _), n)| *days.entry(*day).or_default() += n);
    let mut sum = 0.0;
    let target = |(day, n): (NaiveDate, f64)| {
        sum += n;
        DatedTarget::exact(format!("{word}_{day}"), variable, day, "", sum, "Figures of all events add up")
    };
    days.into_iter().map(target).collect()
}

/// How the crowd of the nation grew to its peak, and when it had fallen.
fn course(nation: &BTreeMap<NaiveDate, Day>, since_start: &dyn Fn(NaiveDate) -> f64) -> Vec<DatedTarget> {
    let mut all = Vec::new();
    let sized: Vec<(NaiveDate, f64)> = nation
        .iter()
        .filter(|(_, crowd)| crowd.sized > 0 && crowd.best > 0.0)
        .map(|(day, crowd)| (*day, crowd.best))
        .collect();
    let Some(at) = (0..sized.len()).reduce(|a, b| if sized[b].1 > sized[a].1 { b } else { a }) else { return all };
    let (peak_day, peak) = sized[at];
    if let Some((before, crowd)) = at.checked_sub(1).map(|at| sized[at])
        && (peak_day - before).num_days() == 1
    {
        all.push(DatedTarget {
            id: "growth".into(),
            variable: "growth_per_day",
            day: before,
            hours: 48,
            place: String::new(),
            figures: (None, libm::log(peak / crowd), None),
            note: "Logarithm of the peak over the day before".into(),
        });
    }
    if let Some((day, _)) = sized[at..].iter().find(|(_, crowd)| *crowd <= 0.1 * peak) {
        let note = "First recorded day at a tenth of the peak or less, in days from the start";
        all.push(DatedTarget::exact("decline".into(), "day_of_90pct_decline", *day, "", since_start(*day), note));
    }
    all
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

/// Crowds by day: of the nation, of each unit, of each place.
struct Crowds {
    nation: BTreeMap<NaiveDate, Day>,
    units: BTreeMap<(usize, NaiveDate), Day>,
    places: BTreeMap<(usize, NaiveDate), Day>,
}

/// The gatherings of a group, by day.
fn crowds(scenario: &Scenario, gathered: &Gathered, meant: Group) -> Crowds {
    let of_group = || gathered.gatherings.iter().filter(|((_, _, group, _), _)| *group == meant);
    let (mut nation, mut units, mut places) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for ((day, place, _, spot), gathering) in of_group() {
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
    for ((day, place, _, spot), gathering) in of_group() {
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
    for ((day, place, ..), gathering) in of_group() {
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
