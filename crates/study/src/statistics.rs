//! What a run says about each recorded quantity (model §6): the summary statistics
//! s1–s24 and every other row of a scenario's `targets.csv`.

use crate::against::is_size;
use crate::course::Course;
use groundswell_engine::earth::distance;
use groundswell_scenario::country::PlaceRow;
use groundswell_scenario::facts::Target;
use groundswell_scenario::scenario::Scenario;

/// What a statistic counts.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Where {
    Nation,
    Unit(u32),
    Place(usize),
}

/// One recorded quantity and how to compute it from a run.
#[derive(Clone, Debug)]
pub struct Statistic {
    /// The recorded quantity.
    pub target: Target,
    about: Where,
    first: usize,
    last: usize,
}

/// The statistics of a scenario that runs can be asked for, in the order of its table.
/// Rows about acts of the authorities and foreign troops are inputs, not outputs.
pub fn of(scenario: &Scenario) -> Vec<Statistic> {
    let units = scenario.country.unit_names();
    let known = |t: &&Target| {
        !t.variable.starts_with("act_") && !["csto_troops", "connectivity_percent"].contains(&t.variable.as_str())
    };
    let targets = scenario.targets.iter().filter(known);
    targets
        .filter_map(|target| {
            // A unit is meant where a unit and a place have the same name.
            let unit = || units.iter().position(|u| *u == target.place).map(|u| Where::Unit(u as u32));
            let place = || scenario.country.place_named(&target.place).map(Where::Place);
            let about = if target.place.is_empty() { Where::Nation } else { unit().or_else(place)? };
            let unit = match about {
                Where::Nation => None,
                Where::Unit(unit) => Some(unit as usize),
                Where::Place(place) => Some(scenario.country.places[place].unit),
            };
            let date = target.date.unwrap_or(scenario.start.date()).max(scenario.start.date());
            let [first, last] =
                [target.hours.0, target.hours.1].map(|hour| scenario.local_hour(unit, date, hour) as usize);
            Some(Statistic { target: target.clone(), about, first, last })
        })
        .collect()
}

/// Where it began: the place of the first recorded protest that names a place of the scenario.
pub fn origin(scenario: &Scenario) -> Option<&PlaceRow> {
    let named = |name: &str| scenario.country.places.iter().find(|place| place.name == name);
    let protests = scenario.facts.iter().filter(|fact| fact.kind == "protest");
    let dated = protests.filter_map(|fact| Some((scenario.hour_or_day_of(fact), named(&fact.place)?)));
    dated.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, place)| place)
}

impl Statistic {
    /// Its value in a run; `None` where the run has none (no onset, no strike, too short).
    pub fn value(&self, scenario: &Scenario, course: &Course) -> Option<f64> {
        let last = self.last.min(course.hours());
        let at_end = |what: &dyn Fn(usize) -> f64| (last > 0 && self.first < course.hours()).then(|| what(last - 1));
        match self.target.variable.as_str() {
            "participants_national_peak" | "participants_peak" => self.peak(course, self.first, last),
            "strikers_peak" => largest(course, self.first, last, &|h| self.strikers(course, h)),
            "units_active" => (self.first < course.hours()).then(|| f64::from(course.units_active(self.first..last))),
            // A figure that was published on a day counts what had happened some hours before its end.
            "detained_cumulative" => at_end(&|h| f64::from(course.nation[h.saturating_sub(self.behind())].detained)),
            "killed_cumulative" => at_end(&|h| f64::from(course.nation[h].killed)),
            "forces_killed_cumulative" => at_end(&|h| f64::from(course.nation[h].forces_killed)),
            "forces_injured_cumulative" => at_end(&|h| self.forces_injured(course, h)),
            "forces_share_of_deaths" => forces_share_of_deaths(course, last),
            "onset" => self.onset(course),
            "spearman_onset_lpg_cap" => {
                let caps: Vec<f64> = scenario.country.units.iter().map(|u| u.cap).collect();
                spearman(&onsets(course), &caps)
            }
            "spearman_onset_distance" => {
                let origin = origin(scenario)?.point;
                let far: Vec<f64> = scenario.country.units.iter().map(|u| distance(origin, u.point)).collect();
                spearman(&onsets(course), &far)
            }
            "strike_lag_hours" => strike_lag(course),
            "doubling_time_hours" => self.doubling_time(course, last),
            "growth_per_day" => self.growth(course, last),
            "day_of_90pct_decline" => self.decline(course),
            "day_night_ratio" => self.day_to_night(course, last),
            _ => None,
        }
    }

    fn forces_injured(&self, course: &Course, hour: usize) -> f64 {
        match self.about {
            Where::Unit(unit) => {
                let places = (0..course.units.len()).filter(|&p| course.units[p] == unit);
                places.map(|p| f64::from(course.local(hour, p).forces_injured)).sum()
            }
            _ => f64::from(course.nation[hour].forces_injured),
        }
    }

    /// The day on which its unit had its first reportable gathering.
    fn onset(&self, course: &Course) -> Option<f64> {
        match self.about {
            Where::Unit(u) => {
                (*course.record.onset.get(u as usize)?).map(|step| course.hour_of(step) / 24.0).map(f64::floor)
            }
            _ => None,
        }
    }

    /// Hours in which the crowd doubled: from the peak of the first day to the peak of the last, as the record gives it.
    fn doubling_time(&self, course: &Course, last: usize) -> Option<f64> {
        let (a, b) = (self.peak(course, self.first, self.first + 24)?, self.peak(course, last.checked_sub(24)?, last)?);
        (a > 0.0 && b > a).then(|| (last - self.first - 24) as f64 / (b / a).log2())
    }

    /// The logarithm of the second day's peak over that of the first.
    fn growth(&self, course: &Course, last: usize) -> Option<f64> {
        let (a, b) = (self.peak(course, self.first, self.first + 24)?, self.peak(course, self.first + 24, last)?);
        (a > 0.0 && b > 0.0).then(|| (b / a).ln())
    }

    /// The first day, from the largest on, whose peak is a tenth of it or less.
    fn decline(&self, course: &Course) -> Option<f64> {
        let days = course.hours() / 24;
        let peaks: Vec<f64> = (0..days).filter_map(|d| self.peak(course, d * 24, d * 24 + 24)).collect();
        let top = peaks.iter().copied().fold(0.0, f64::max);
        let at = peaks.iter().position(|&p| p == top)?;
        peaks[at..].iter().position(|&p| p <= 0.1 * top).map(|d| (at + d) as f64)
    }

    /// The crowd of the first hour over that of the last.
    fn day_to_night(&self, course: &Course, last: usize) -> Option<f64> {
        let at = |hour: usize| self.peak(course, hour, hour + 1);
        let (day, night) = (at(self.first)?, at(last.checked_sub(1)?)?);
        (night > 0.0).then(|| day / night)
    }

    /// Hours by which a cumulative count lags behind the end of the day on which it was published: its
    /// publication lag, where that is a matter of a day. What was published later was counted later, of that day.
    fn behind(&self) -> usize {
        if self.target.lag_hours <= 24.0 { self.target.lag_hours as usize } else { 0 }
    }

    /// One past the last hour it looks at, for those that are fitted; later counts are
    /// final counts of the same event.
    pub fn until(&self) -> usize {
        if self.target.scored && !self.target.held_out { self.last } else { 0 }
    }

    /// Takes a cumulative count (or a share of one) at an earlier hour for what was counted later: for runs that
    /// end before, when what is counted has stopped.
    pub fn known_by(&mut self, hour: usize) {
        let variable = self.target.variable.as_str();
        if self.last > hour && (variable.ends_with("_cumulative") || variable == "forces_share_of_deaths") {
            (self.first, self.last) = (hour.saturating_sub(24), hour);
        }
    }

    /// One past the last hour it looks at.
    pub fn last_hour(&self) -> usize {
        self.last
    }

    fn crowd(&self, course: &Course, hour: usize) -> f64 {
        match self.about {
            Where::Nation => f64::from(course.nation[hour].participants),
            Where::Unit(u) => course.unit_crowd(hour, u),
            Where::Place(p) => f64::from(course.local(hour, p).participants),
        }
    }

    fn strikers(&self, course: &Course, hour: usize) -> f64 {
        match self.about {
            Where::Nation => f64::from(course.nation[hour].strikers),
            Where::Unit(unit) => {
                let places = (0..course.units.len()).filter(|&p| course.units[p] == unit);
                places.map(|p| f64::from(course.local(hour, p).strikers)).sum()
            }
            Where::Place(p) => f64::from(course.local(hour, p).strikers),
        }
    }

    fn peak(&self, course: &Course, from: usize, to: usize) -> Option<f64> {
        largest(course, from, to, &|h| self.crowd(course, h))
    }

    /// Whether it is compared as a logarithm: sizes of crowds and counts of people are.
    pub fn is_size(&self) -> bool {
        is_size(&self.target.variable)
    }
}

/// The largest count of some hours.
fn largest(course: &Course, from: usize, to: usize, at: &dyn Fn(usize) -> f64) -> Option<f64> {
    let to = to.min(course.hours());
    (from < to).then(|| (from..to).map(at).fold(0.0, f64::max))
}

/// Hours from the first onset to the first strike.
fn strike_lag(course: &Course) -> Option<f64> {
    let first = |steps: &[Option<u32>]| steps.iter().flatten().min().map(|&s| course.hour_of(s));
    Some(first(&course.record.strike_onset)? - first(&course.record.onset)?)
}

fn forces_share_of_deaths(course: &Course, last: usize) -> Option<f64> {
    let end = course.nation.get(last.checked_sub(1)?)?;
    (end.killed > 0.0).then(|| f64::from(end.forces_killed / end.killed))
}

/// The day of onset of each unit; a unit without one comes last.
fn onsets(course: &Course) -> Vec<f64> {
    let last = (course.hours() / 24) as f64;
    course.record.onset.iter().map(|o| o.map_or(last, |step| (course.hour_of(step) / 24.0).floor())).collect()
}

/// Spearman's rank correlation with mean ranks for ties.
pub fn spearman(a: &[f64], b: &[f64]) -> Option<f64> {
    if a.len() != b.len() || a.len() < 3 {
        return None;
    }
    let (a, b) = (ranks(a), ranks(b));
    let mean = (a.len() as f64 + 1.0) / 2.0;
    let cov: f64 = a.iter().zip(&b).map(|(x, y)| (x - mean) * (y - mean)).sum();
    let var = |r: &[f64]| r.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
    let scale = (var(&a) * var(&b)).sqrt();
    (scale > 0.0).then(|| cov / scale)
}

fn ranks(x: &[f64]) -> Vec<f64> {
    let rank = |v: &f64| {
        let below = x.iter().filter(|w| *w < v).count() as f64;
        let equal = x.iter().filter(|w| *w == v).count() as f64;
        below + (equal + 1.0) / 2.0
    };
    x.iter().map(rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_engine::world::World;
    use groundswell_scenario::scenario::Making;

    #[test]
    fn spearman_is_one_for_any_increasing_map_and_knows_ties() {
        let x: [f64; 4] = [1.0, 5.0, 2.0, 9.0];
        assert_eq!(spearman(&x, &x.map(|v| v.exp())), Some(1.0));
        // Worked by hand: ranks 1.5 1.5 3 4 and 1 2 3 4: cov 4.5, variances 4.5 and 5.
        let r = spearman(&[1.0, 1.0, 2.0, 3.0], &[1.0, 2.0, 3.0, 4.0]).expect("four pairs");
        assert!((r - 4.5 / (4.5f64 * 5.0).sqrt()).abs() < 1e-12, "{r}");
        assert_eq!(spearman(&[1.0, 1.0, 1.0], &[1.0, 2.0, 3.0]), None);
    }

    #[test]
    fn recorded_hours_are_local_and_a_town_can_be_meant_where_its_unit_has_its_name() {
        let scenario = Scenario::load("kazakhstan-2022", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let statistics = of(&scenario);
        let by = |id: &str| statistics.iter().find(|s| s.target.id == id).unwrap_or_else(|| panic!("{id}"));
        // The scenario's clock is UTC+6, clocks in Atyrau show an hour less, those in Almaty the same.
        assert_eq!((by("s24").first, by("s24").last), (72 + 15, 72 + 24));
        assert_eq!((by("s8").first, by("s9").first, by("s3").first), (72 + 1, 72, 72));
        let atyrau = |about: Where| match about {
            Where::Unit(unit) => scenario.country.units[unit as usize].name.clone(),
            Where::Place(place) => format!("the town of {}", scenario.country.places[place].name),
            Where::Nation => String::new(),
        };
        assert_eq!([atyrau(by("s8").about), atyrau(by("s24").about)], ["Atyrau", "the town of Atyrau"]);
    }

    #[test]
    fn strikers_are_those_of_the_places_that_were_called() {
        let scenario = Scenario::load("teachers-strikes-2018", &[]).unwrap_or_else(|c| panic!("{c}"));
        let making = Making { scale: 2000, ..Making::default() };
        let world = World::build(scenario.spec(&making), 1);
        let course = crate::ensemble::replicate(&world, world.state(1, 0), 0, || true).expect("it ends");
        let strikers = |id: &str| {
            let of = of(&scenario).into_iter().find(|statistic| statistic.target.id == id).expect("recorded");
            of.value(&scenario, &course).expect("within the run")
        };
        // On that day two states were called, and in no other place does anybody strike.
        let (arizona, colorado) = (strikers("strikers_Arizona"), strikers("strikers_Colorado"));
        assert!(arizona + colorado > 0.0 && arizona + colorado >= strikers("strikers"), "{arizona} {colorado}");
        assert!(strikers("strikers") >= arizona.max(colorado));
    }

    #[test]
    fn the_record_itself_gives_the_published_correlation() {
        let scenario = Scenario::load("kazakhstan-2022", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let day = |name: &str| {
            let target =
                scenario.targets.iter().find(|t| t.variable == "onset" && t.place == name).expect("a row a unit");
            target.best.unwrap_or(30.0)
        };
        let days: Vec<f64> = scenario.country.units.iter().map(|u| day(&u.name)).collect();
        assert_eq!(origin(&scenario).map(|place| place.name.as_str()), Some("Zhanaozen"));
        let caps: Vec<f64> = scenario.country.units.iter().map(|u| u.cap).collect();
        let r = spearman(&days, &caps).expect("seventeen pairs");
        assert!((r - 0.60).abs() < 0.01, "{r}");
    }
}
