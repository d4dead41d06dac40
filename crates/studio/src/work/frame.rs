//! A state of the model as a picture: one hour of a country in a few kilobytes.

use crate::api::event::{Forces, Frame};
use groundswell_engine::mechanisms::loyalty::Loyalty;
use groundswell_engine::state::State;
use groundswell_engine::units::UnitStatus;
use groundswell_study::course::Course;
use groundswell_study::report::country;
use serde_json::Value;
use std::collections::BTreeMap;

/// The national series that are shown, by name.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    /// Name, and whether it is a share.
    series: Vec<(String, bool)>,
}

impl Shown {
    /// Those of a scenario's report.
    pub(crate) fn of(scenario: &groundswell_scenario::scenario::Scenario) -> Shown {
        let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_string();
        let series =
            country::series(scenario).iter().map(|row| (text(row, "name"), text(row, "unit") == "share")).collect();
        Shown { series }
    }

    /// The values of an hour. People are counted whole, shares have four digits.
    pub(crate) fn values(&self, course: &Course, hour: usize) -> BTreeMap<String, f64> {
        let value = |(name, share): &(String, bool)| {
            let x = course.national(name, hour)?;
            let digits = if *share { 1e4 } else { 1.0 };
            Some((name.clone(), (x * digits).round() / digits))
        };
        self.series.iter().filter_map(value).collect()
    }

    /// The values of every hour of a course.
    pub(crate) fn curves(&self, course: &Course) -> BTreeMap<String, Vec<f64>> {
        let mut curves: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for hour in 0..course.hours() {
            for (name, x) in self.values(course, hour) {
                curves.entry(name).or_default().push(x);
            }
        }
        curves
    }
}

/// Draws hour after hour and leaves out what has not changed.
#[derive(Debug)]
pub(crate) struct Drawer {
    shown: Shown,
    forces: Option<Forces>,
    posture: Option<String>,
}

impl Drawer {
    /// Nothing is drawn yet.
    pub(crate) fn new(shown: Shown) -> Drawer {
        Drawer { shown, forces: None, posture: None }
    }

    /// The hour that has just ended.
    pub(crate) fn draw(&mut self, state: &State, course: &Course) -> Frame {
        let mut frame = Frame { hour: course.hours().saturating_sub(1) as u32, ..Frame::default() };
        for (place, field) in state.fields.iter().enumerate() {
            let strikers: f64 = field.strikers.iter().sum();
            let counts = [field.crowd, strikers, field.detained, field.killed].map(|x| x.round() as u32);
            if counts != [0; 4] {
                frame.places.push(place as u32);
                frame.participants.push(counts[0]);
                frame.strikers.push(counts[1]);
                frame.detained.push(counts[2]);
                frame.killed.push(counts[3]);
            }
        }
        frame.forces = changed(&mut self.forces, forces(state));
        let posture = state.fields.iter().map(|field| char::from(b'0' + field.posture as u8)).collect();
        frame.posture = changed(&mut self.posture, posture);
        frame.nation = self.shown.values(course, frame.hour as usize);
        frame
    }
}

fn changed<T: Clone + PartialEq>(last: &mut Option<T>, now: T) -> Option<T> {
    if last.as_ref() == Some(&now) {
        return None;
    }
    *last = Some(now.clone());
    Some(now)
}

/// Members of the units that stand in each place; those on their way stand nowhere. Without
/// the mechanism of loyalty there are no units, and all forces at hand do as they are told.
fn forces(state: &State) -> Forces {
    let mut by_place = vec![[0.0; 4]; state.fields.len()];
    let units = &state.memory.of::<Loyalty>().units;
    for unit in units.iter().filter(|unit| unit.duty.is_none() || state.step >= unit.ready) {
        let status = match unit.status {
            UnitStatus::Loyal => 0,
            UnitStatus::Passive => 1,
            UnitStatus::Refusing => 2,
            UnitStatus::Defected => 3,
        };
        by_place[unit.place()][status] += unit.size;
    }
    if units.is_empty() {
        for (sums, field) in by_place.iter_mut().zip(&state.fields) {
            sums[0] = field.forces;
        }
    }
    let mut forces = Forces::default();
    for (place, sums) in by_place.iter().enumerate() {
        let sums = sums.map(|x| x.round() as u32);
        if sums != [0; 4] {
            forces.places.push(place as u32);
            forces.loyal.push(sums[0]);
            forces.passive.push(sums[1]);
            forces.refusing.push(sums[2]);
            forces.defected.push(sums[3]);
        }
    }
    forces
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_engine::step::step;
    use groundswell_engine::world::World;
    use groundswell_scenario::scenario::{Making, Scenario};

    #[test]
    fn a_frame_has_every_person_in_it_and_says_nothing_twice() {
        let scenario = Scenario::load("two-towns", &["hours=120".into()]).expect("built in");
        let world = World::build(scenario.spec(&Making { scale: 4, ..Making::default() }), 1);
        let mut state = world.state(1, 0);
        let mut course = Course::new(&world, &state, 0);
        let mut drawer = Drawer::new(Shown::of(&scenario));
        let (mut people, mut given) = (0, 0);
        for hour in 0..120 {
            step(&world, &mut state);
            course.write(&world, &state);
            let frame = drawer.draw(&state, &course);
            assert_eq!(frame.hour, hour);
            let drawn: u32 = frame.participants.iter().sum();
            assert_eq!(f64::from(drawn), state.nation.crowd);
            assert_eq!(f64::from(drawn), frame.nation["participants"]);
            let lengths = [&frame.participants, &frame.strikers, &frame.detained, &frame.killed].map(Vec::len);
            assert_eq!(lengths, [frame.places.len(); 4]);
            people += drawn;
            given += usize::from(frame.forces.is_some());
            if hour == 0 {
                let forces = frame.forces.expect("first given");
                let all: u32 = forces.loyal.iter().sum();
                let units: f64 = state.memory.of::<Loyalty>().units.iter().map(|unit| unit.size).sum();
                assert!((f64::from(all) - units).abs() <= forces.places.len() as f64, "{all} of {units}");
            }
        }
        assert!(people > 0, "something happens in the tutorial");
        assert!(given < 100, "forces are told again {given} times");
        let curves = Shown::of(&scenario).curves(&course);
        assert!(curves.values().all(|curve| curve.len() == 120) && curves.len() >= 9);
    }
}
